/* Plain patterns against PCRE2: what quick.h takes PCRE2 compiles, and the matches are the same. */
#include "support.h"

#include "regex/match.h"
#include "regex/quick.h"

static uint64_t seed = 11;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

#define PICK(list) list[below(sizeof list / sizeof *list)]

static void any_pattern(struct buf *b, int depth)
{
    static const char
        *const atoms[] = {"a",     "b",      "K",   "s",    "_",    " ",      "1",      "\\d",
                          "\\w",   "\\S",    ".",   "[ab]", "[^a]", "[\\d.]", "[k-s-]", "\\.",
                          "[^\"]", "[a\\]]", "\\n", "\n",   "-",    "\\/",    "[^\\w]", "xy"},
               *const tails[] = {"",      "",    "",   "",   "",     "?",  "*",      "+",  "{2}",
                                 "{1,3}", "{0}", "??", "+?", "{2,}", "*?", "{0,2}?", "++", "{3,1}"},
               *const marks[] = {"^", "$", "\\b", "\\B"}, *const open[] = {"(", "(?:", "(?i:", "(?>"},
               *const close[] = {")", ")?", ")??", ")*"};
    for (unsigned n = 1 + below(5); n; n--) {
        unsigned what = below(12);
        if (what < 9) {
            buf_adds(b, PICK(atoms));
            buf_adds(b, PICK(tails));
        } else if (what == 9) {
            buf_adds(b, PICK(marks));
        } else if (depth < 3) {
            buf_adds(b, below(8) ? open[below(2)] : PICK(open));
            any_pattern(b, depth + 1);
            buf_adds(b, below(8) ? close[below(3)] : PICK(close));
        }
    }
    if (!below(4)) {
        buf_addc(b, '|');
        if (below(5))
            any_pattern(b, depth + 1);
    }
}

static void any_text(struct buf *b)
{
    static const char *const letters[] = {"a", "b", "k",  "K", "S", "s", "x",  "y", " ", "1",
                                          ".", "-", "\n", "_", "A", "]", "\"", "/", "2", "aa"};
    buf_clear(b);
    for (unsigned n = below(14); n; n--)
        buf_adds(b, PICK(letters));
    if (!below(30))
        buf_adds(b, "\xE2\x84\xAA"); /* matches k, and is not ASCII */
}

static void test_like_pcre2(void **state)
{
    (void)state;
    struct matcher *m = matcher_new();
    struct buf pattern = BUF_INIT, text = BUF_INIT;
    size_t plain = 0, matched = 0, undecided = 0;
    for (int round = 0; round < 20000; round++) {
        struct arena a = ARENA_INIT;
        struct regex_tree t;
        struct regex_fault_span fault;
        struct regex_fault refused;
        buf_clear(&pattern);
        any_pattern(&pattern, 0);
        unsigned flags = below(4) ? REGEX_FLAG_I : 0;
        struct quick *q = regex_parse(&t, buf_str(&pattern), flags, &a, &fault) == 0 ? quick_new(&t) : NULL;
        struct regex *r = q ? regex_compile(buf_str(&pattern), flags ? REGEX_CASELESS : 0, &refused) : NULL;
        if (q && !r)
            fail_msg("%s is plain, and PCRE2 says: %s", pattern.s, refused.what);
        plain += q != NULL;
        for (int k = 0; k < 20 && q; k++) {
            size_t from = 0, to = 0, want_from = 0, want_to = 0;
            any_text(&text);
            enum quick_result got = quick_search(q, buf_str(&text), &from, &to);
            if (got == QUICK_UNDECIDED) {
                undecided++;
                continue;
            }
            enum regex_result want = regex_search(r, m, buf_str(&text), &want_from, &want_to);
            if ((got == QUICK_MATCH) != (want == REGEX_MATCH) || from != want_from || to != want_to)
                fail_msg("%s on \"%s\": %zu..%zu, PCRE2 has %zu..%zu", pattern.s, text.s, from, to, want_from,
                         want_to);
            matched += got == QUICK_MATCH;
        }
        regex_free(r);
        quick_free(q);
        arena_release(&a);
    }
    assert_true(plain > 5000);
    assert_true(matched > 20000);
    assert_true(undecided > 100 && undecided < plain * 3);
    buf_release(&pattern);
    buf_release(&text);
    matcher_free(m);
}

static struct quick *quick_of(const char *pattern, struct arena *a)
{
    struct regex_tree t;
    struct regex_fault_span fault;
    return regex_parse(&t, str_of(pattern), REGEX_FLAG_I, a, &fault) == 0 ? quick_new(&t) : NULL;
}

/* What it must take, and what it must leave to PCRE2. */
static void test_plain(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        bool plain;
    } cases[] = {{"error E\\d+: cannot open \"[^\"]+\" \\(exit status \\d+\\)(?:, retry in \\d+ s)?", true},
                 {"Git\\b.{0,80}\\bE000123\\b.{0,80}\\bvolume", true},
                 {"^(?:fatal|error): [\\w.-]+$", true},
                 {"(?i)x", false},
                 {"(?=x)", false},
                 {"(a)\\1", false},
                 {"(?:a|b)+", false},
                 {"(?<n>a)", false},
                 {"[[:alpha:]]", false},
                 {"a[:^b+:]c", false}, /* PCRE2: a POSIX class outside of a class */
                 {"\\p{L}", false},
                 {"caf\xC3\xA9", false},
                 {"a++", false},
                 {"\\x41", false},
                 {"\\A", false},
                 {"(?>a)", false},
                 {"[a-\\d]", false},
                 {"\\y", false},
                 {"a{1001}", false},
                 {"(?m)^a", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = ARENA_INIT;
        struct quick *q = quick_of(cases[i].pattern, &a);
        if ((q != NULL) != cases[i].plain)
            fail_msg("%s is %s", cases[i].pattern, q ? "plain" : "not plain");
        quick_free(q);
        arena_release(&a);
    }
}

/* Large patterns and dear searches are left alone, in bounded time and depth. */
static void test_bounds(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    struct buf b = BUF_INIT, text = BUF_INIT;
    for (int i = 0; i < 400; i++)
        buf_adds(&b, "\\da");
    assert_null(quick_of(b.s, &a));
    buf_clear(&b);
    for (int i = 0; i < 400; i++)
        buf_adds(&b, "a|");
    assert_null(quick_of(b.s, &a));
    buf_fill(&text, 'a', 5000);
    struct quick *q = quick_of("a*a*a*a*b", &a);
    assert_non_null(q);
    assert_int_equal(quick_search(q, buf_str(&text), NULL, NULL), QUICK_UNDECIDED);
    quick_free(q);
    buf_release(&b);
    buf_release(&text);
    arena_release(&a);
}

/* A search that the quick matcher leaves goes on in PCRE2. */
static void test_handed_over(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span span;
    struct regex_fault fault;
    struct matcher *m = matcher_new();
    size_t from = 0, to = 0;
    assert_int_equal(regex_parse(&t, STR("no (?:k|y)"), REGEX_FLAG_I, &a, &span), 0);
    struct regex *r = regex_from_tree(&t, REGEX_CASELESS, &fault);
    assert_int_equal(regex_search(r, m, STR("NO K"), &from, &to), REGEX_MATCH);
    assert_int_equal(regex_search(r, m, STR("say no \xE2\x84\xAA"), &from, &to), REGEX_MATCH);
    assert_int_equal(from, 4);
    assert_int_equal(to, 10);
    assert_int_equal(regex_search(r, m, STR("no \xC3\xA9"), NULL, NULL), REGEX_NO_MATCH);
    regex_free(r);
    matcher_free(m);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_like_pcre2), cmocka_unit_test(test_plain),
                                       cmocka_unit_test(test_bounds), cmocka_unit_test(test_handed_over)};
    return cmocka_run_group_tests_name("quick", tests, NULL, NULL);
}
