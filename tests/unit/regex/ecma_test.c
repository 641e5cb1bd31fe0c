/* ECMA-262 patterns: what is taken, what is refused and where, and what matches. */
#include "support.h"

#include "regex/ecma.h"

#define TEXT(literal)                                                                                        \
    {                                                                                                        \
        (literal), sizeof(literal) - 1                                                                       \
    }

static void test_matches(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        struct str subject;
        bool matches;
    } cases[] = {
        {"^abc$", TEXT("abc"), true},
        {"^abc$", TEXT("abc\n"), false},
        {"b", TEXT("abc"), true},
        {"^\\s$", TEXT("\xEF\xBB\xBF"), true},
        {"^\\s$", TEXT("\xC2\xA0"), true},
        {"^[\\s]$", TEXT("\xE2\x80\xA8"), true},
        {"^[\\S]$", TEXT("\xE2\x80\xA8"), false},
        {"^\\S$", TEXT("\xE3\x80\x80"), false},
        {"^[^\\s]$", TEXT("\xC2\x85"), true},
        {"^.$", TEXT("\xE2\x80\xA9"), false},
        {"^.$", TEXT("\xC2\x85"), true},
        {"^.$", TEXT("\xF0\x9F\x98\x80"), true},
        {"^\\d$", TEXT("\xDF\x80"), false},
        {"^\\D$", TEXT("\xDF\x80"), true},
        {"^\\w$", TEXT("\xC3\xA9"), false},
        {"\\b\xC3\xA9", TEXT("a\xC3\xA9"), true},
        {"^\\p{L}$", TEXT("\xC3\xA9"), true},
        {"^\\p{Letter}+$", TEXT("a\xC3\xA9"), true},
        {"^\\p{digit}+$", TEXT("4\xE0\xA7\xAA"), true},
        {"^\\p{Script=Greek}$", TEXT("\xCE\xB1"), true},
        {"^\\p{sc=Grek}$", TEXT("a"), false},
        {"^\\p{scx=Hira}$", TEXT("\xE3\x83\xBC"), true},
        {"^\\P{Lu}$", TEXT("A"), false},
        {"^[^\\P{Lu}]$", TEXT("A"), true},
        {"^\\p{ASCII}\\p{Any}\\p{Assigned}\\p{Cased_Letter}$", TEXT("aaaa"), true},
        {"^\\u{1F600}$", TEXT("\xF0\x9F\x98\x80"), true},
        {"^\\ud83d\\ude00$", TEXT("\xF0\x9F\x98\x80"), true},
        {"^[\\ud83d\\ude00-\\ud83d\\ude02]$", TEXT("\xF0\x9F\x98\x81"), true},
        {"\\ud83d", TEXT("\xF0\x9F\x98\x80"), false},
        {"^[\\ud800-\\udfff]*$", TEXT(""), true},
        {"^[\\u0000-\\uffff]$", TEXT("\xEF\xBF\xBF"), true},
        {"[]", TEXT("a"), false},
        {"[]*", TEXT("a"), true},
        {"^[^]$", TEXT("\n"), true},
        {"^\\cC\\x41\\t\\0$",
         TEXT("\x03"
              "A\t\0"),
         true},
        {"^(?:a|\\1b)$", TEXT("b"), false},
        {"^(a)?\\1$", TEXT(""), true},
        {"^(\\2a)(b)$", TEXT("ab"), true},
        {"^(?:(a)|b\\1)+$", TEXT("ab"), true},
        {"^(?:(a)|b\\1)+$", TEXT("aba"), true},
        {"^(?:(a)|b\\1c)+$", TEXT("abac"), false},
        {"^(?<q>[\"']).*\\k<q>$", TEXT("'x'"), true},
        {"^(?<q>[\"']).*\\k<q>$", TEXT("'x\""), false},
        {"(?<=a+)b", TEXT("aab"), true},
        {"(?<!a+)b", TEXT("aab"), false},
        {"(?<=^\\$\\d{1,3})x", TEXT("$12x"), true},
        {"(?<=(\\d+)(\\d+))$", TEXT("1053"), true},
        {"^(?=.*\\d)(?!.*\\s)[a-z\\d]+$", TEXT("abc1"), true},
        {"^(?=.*\\d)(?!.*\\s)[a-z\\d]+$", TEXT("abc"), false},
        {"^(?:a{2,3}?b|c{2,}){2}$", TEXT("aabccc"), true},
        {"^[a-z]{70000}$", TEXT("a"), false},
        {"^\\B\\.$", TEXT("."), true},
        {"^[\\b]$", TEXT("\b"), true},
        {"^\\/\\-?$", TEXT("/-"), true},
        {"^\\_\\ \\#\\-\\@$", TEXT("_ #-@"), true},
        {"^{a}]$", TEXT("{a}]"), true},
        {"^[\\w-.]$", TEXT("-"), true},
        {"^[\\p{L}\\_]+$", TEXT("\xC3\xA9_"), true},
        {"^\\101\\8$", TEXT("A8"), true},
        {"^(?=a)*$", TEXT(""), true},
        {"^a{,2}$", TEXT("a{,2}"), true},
        {"", TEXT("x"), true},
        {"^()*$", TEXT(""), true},
        {"^(a*)*$", TEXT("aaa"), true},
        {"^(?:a?)*?b$", TEXT("aab"), true},
        {"\xE4\xB8\xAD", TEXT("\xE4\xB8\xAD\xE6\x96\x87"), true},
    };
    struct matcher *m = matcher_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct regex_fault fault = {0};
        struct ecma *e = ecma_compile(str_of(cases[i].pattern), &fault);
        if (!e)
            fail_msg("%s: %s", cases[i].pattern, fault.what);
        if (ecma_search(e, m, cases[i].subject) != (cases[i].matches ? REGEX_MATCH : REGEX_NO_MATCH))
            fail_msg("%s on \"%s\" is not %d", cases[i].pattern, cases[i].subject.s, cases[i].matches);
        ecma_free(e);
    }
    matcher_free(m);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t at;
        const char *says;
    } cases[] = {
        {"a(?i)b", 1, "[Aa]"},
        {"(?P<n>a)", 0, "(?<name>"},
        {"\\Aab", 0, "^"},
        {"ab\\Z", 2, "$"},
        {"\\Qab\\E", 0, "escape"},
        {"a++", 2, "possessive"},
        {"(*FAIL)", 0, "verbs"},
        {"(?>a)", 0, "atomic"},
        {"(?#x)", 0, "comments"},
        {"^(abc]", 1, "not closed"},
        {"abc)", 3, "closes nothing"},
        {"[b-a]", 1, "backwards"},
        {"[a", 0, "not closed"},
        {"a{2,1}", 1, "wrong order"},
        {"*a", 0, "nothing to repeat"},
        {"a**", 2, "follows a quantifier"},
        {"^*", 1, "nothing to repeat"},
        {"(?<n>a)(?<n>b)", 10, "two groups"},
        {"(?<n>a)\\k<m>", 7, "no group"},
        {"a\\", 1, "backslash"},
        {"(?<1a>x)", 3, "name"},
        {"\xFF", 0, "UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct regex_fault fault = {0};
        struct ecma *e = ecma_compile(str_of(cases[i].pattern), &fault);
        if (e || fault.at != cases[i].at || !strstr(fault.what, cases[i].says))
            fail_msg("%s: %zu %s", cases[i].pattern, fault.at, fault.what);
        ecma_free(e);
    }
}

static void test_annex_b(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        bool with_u;
        size_t at;
    } cases[] = {
        {"^[a-z]$", true, 0},      {"a\\-b", false, 1},     {"[a\\-b]", true, 0},  {"\\_", false, 0},
        {"{", false, 0},           {"a]", false, 1},        {"[\\w-a]", false, 1}, {"(?=a)*", false, 5},
        {"\\1", false, 0},         {"\\p{Nope}", false, 0}, {"\\/", true, 0},      {"(a)\\1", true, 0},
        {"\\u{110000}", false, 0}, {"\\x4", false, 0},      {"\\c1", false, 0},    {"\\k", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct regex_fault fault = {0};
        assert_int_equal(ecma_valid(str_of(cases[i].pattern), NULL), cases[i].with_u);
        struct ecma *e = ecma_compile(str_of(cases[i].pattern), &fault);
        if (!e)
            fail_msg("%s: %s", cases[i].pattern, fault.what);
        const struct regex_fault *why = ecma_annex_b(e);
        if (!why != cases[i].with_u || (why && why->at != cases[i].at))
            fail_msg("%s: %zu %s", cases[i].pattern, why ? why->at : 0, why ? why->what : "with u");
        ecma_free(e);
    }
}

/* Long strings match where they match; what takes too long is a limit, not "no match". */
static void test_long(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *unit, *tail;
        enum regex_result want;
    } cases[] = {
        {"^(.|\n)*$", "x", "", REGEX_MATCH},
        {"^(?:ab|cd)*$", "ab", "", REGEX_MATCH},
        {"^(?:[a-z]+,?)*$", "ab,", "", REGEX_MATCH},
        {"^([ab])(?:\\1|b)*$", "a", "", REGEX_MATCH},
        {"^[a-z]{1,150000}$", "a", "", REGEX_NO_MATCH},
        {"^[a-z]{1,250000}$", "a", "", REGEX_MATCH},
        {"^(a+)+$", "a", "!", REGEX_LIMIT},
        {"^(a+)+\\1?$", "a", "!", REGEX_LIMIT},
    };
    struct matcher *m = matcher_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf subject = BUF_INIT;
        struct regex_fault fault;
        while (subject.len < 200000)
            buf_adds(&subject, cases[i].unit);
        buf_adds(&subject, cases[i].tail);
        struct ecma *e = ecma_compile(str_of(cases[i].pattern), &fault);
        assert_non_null(e);
        enum regex_result got = ecma_search(e, m, buf_str(&subject));
        if (got != cases[i].want)
            fail_msg("%s gives %d", cases[i].pattern, (int)got);
        ecma_free(e);
        buf_release(&subject);
    }
    matcher_free(m);
}

static void test_depth(void **state)
{
    (void)state;
    for (int depth = ECMA_DEPTH_MAX; depth <= ECMA_DEPTH_MAX + 1; depth++) {
        struct buf p = BUF_INIT;
        struct regex_fault fault;
        for (int i = 0; i < depth; i++)
            buf_adds(&p, "(?:a|");
        buf_fill(&p, ')', (size_t)depth);
        struct ecma *e = ecma_compile(buf_str(&p), &fault);
        assert_int_equal(e != NULL, depth <= ECMA_DEPTH_MAX);
        ecma_free(e);
        buf_release(&p);
    }
}

static void test_stop(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *subject;
        bool told;
        size_t at;
        const char *wanted;
        bool end;
    } cases[] = {
        {"^[a-z]+$", "abCd", true, 2, "[a-z]", true},
        {"^\\d{4}-\\d{2}$", "2024-1", true, 6, "\\d", false},
        {"^v\\d+$", "v12x", true, 3, "\\d", true},
        {"^abc$", "abcd", true, 3, "", true},
        {"^a", "a", false, 0, "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ecma_stop stop;
        assert_int_equal(ecma_stop_find(str_of(cases[i].pattern), str_of(cases[i].subject), &stop),
                         cases[i].told);
        if (!cases[i].told)
            continue;
        assert_true(stop.from_start);
        if (stop.at != cases[i].at || stop.count != (*cases[i].wanted != 0) ||
            (stop.count && !str_is(stop.wanted[0], cases[i].wanted)) || stop.wants_end != cases[i].end)
            fail_msg("%s on %s: %zu %.*s", cases[i].pattern, cases[i].subject, stop.at,
                     STR_FMT(stop.wanted[0]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches), cmocka_unit_test(test_refused), cmocka_unit_test(test_annex_b),
        cmocka_unit_test(test_long),    cmocka_unit_test(test_depth),   cmocka_unit_test(test_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
