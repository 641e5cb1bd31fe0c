/* The door to PCRE2: faults point into the pattern, spans are bytes, and a whole search is bounded. */
#include "support.h"

#include "base/mem.h"
#include "regex/match.h"

/* `count` times `unit`, then `tail`. */
static struct buf repeat(const char *unit, size_t count, const char *tail)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < count; i++)
        buf_adds(&b, unit);
    buf_adds(&b, tail);
    return b;
}

static enum regex_result search(const char *pattern, struct str subject, size_t *from, size_t *to)
{
    struct regex_fault fault;
    struct regex *r = regex_compile(str_of(pattern), REGEX_CASELESS, &fault);
    if (!r)
        fail_msg("%s: %s", pattern, fault.what);
    struct matcher *m = matcher_new();
    enum regex_result result = regex_search(r, m, subject, from, to);
    matcher_free(m);
    regex_free(r);
    return result;
}

static void test_faults(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t at;
    } cases[] = {{"ab(c", 4}, {"ab)c", 2}, {"a**", 2}, {"[z-a]", 3}, {"\\C", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct regex_fault fault = {0};
        assert_null(regex_compile(str_of(cases[i].pattern), 0, &fault));
        assert_int_equal(fault.at, cases[i].at);
        assert_true(fault.what[0]);
    }
    struct buf huge = repeat("a", REGEX_PATTERN_MAX + 1, "");
    struct regex_fault fault = {0};
    assert_null(regex_compile(buf_str(&huge), 0, &fault));
    assert_string_equal(fault.what, "the pattern is longer than 1048576 bytes");
    buf_release(&huge);
}

static void test_spans(void **state)
{
    (void)state;
    size_t from = 0, to = 0;
    assert_int_equal(search("ERROR \\d+", STR("源站 error 502!"), &from, &to), REGEX_MATCH);
    assert_int_equal(from, 7);
    assert_int_equal(to, 16);
    assert_int_equal(search("error$", STR("error 502"), NULL, NULL), REGEX_NO_MATCH);
}

/* Searches that PCRE2's own limit lets run for seconds to hours: each ends as a limit, soon. */
static void test_budget(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *unit;
        size_t count;
        const char *tail;
    } cases[] = {
        {"a.*a.*b", "a", 1400, "\nb"},
        {"a.*a.*a.*[bc]", "a", 3000, ""},
        {"(a+)+$", "a", 60, "b"},
        {"\\s+$", " ", 100000, "x"},
        {"a*+[bc]", "a", 1 << 20, ""},
        {"a.*b", "a", 30000, "\nab"},
        {"(a*)b?\\1[cd]", "a", 1 << 15, ""},
        {"(?:x|[^y])*(?:x|[^y])*[yq]", "zx", 2000, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf subject = repeat(cases[i].unit, cases[i].count, cases[i].tail);
        if (search(cases[i].pattern, buf_str(&subject), NULL, NULL) != REGEX_LIMIT)
            fail_msg("%s: no limit", cases[i].pattern);
        buf_release(&subject);
    }
}

/* What is linear, or is found early, is answered however long the subject. */
static void test_long_subjects(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *unit;
        size_t count;
        const char *tail;
        enum regex_result want;
    } cases[] = {
        {"needle \\d+", "some hay and ", 1 << 17, "needle 12", REGEX_MATCH},
        {"needle \\d+", "some needle and ", 1 << 16, "needle x", REGEX_NO_MATCH},
        {"\\bfoo\\b", "foobar ", 1 << 16, "foo", REGEX_MATCH},
        {"[a-z]+ [a-z]+ z", "ab cd y ", 1 << 14, "ab cd z", REGEX_MATCH},
        {"a.*a.*b", "a", 300, "b", REGEX_MATCH},
        {"(\\w+) \\1", "ab cd ", 1 << 12, "x x", REGEX_MATCH},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf subject = repeat(cases[i].unit, cases[i].count, cases[i].tail);
        size_t to = 0;
        enum regex_result got = search(cases[i].pattern, buf_str(&subject), NULL, &to);
        if (got != cases[i].want || (got == REGEX_MATCH && to != subject.len))
            fail_msg("%s: result %d, end %zu of %zu", cases[i].pattern, (int)got, to, subject.len);
        buf_release(&subject);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_long_subjects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
