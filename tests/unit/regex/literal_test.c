/* Required literals: what is found in known patterns, and that every match holds one of each set. */
#include "support.h"

#include "regex/literal.h"
#include "regex/match.h"

/* The sets, a blank between them, literals of one parted by "/". */
static const struct {
    const char *pattern, *sets;
} known[] = {
    {"could not open", "could not open"},
    {"No such File", "no such file"},
    {"open '[^']+': no such file", "open ' ': no such file"},
    {"a|b", ""},
    {"timeout|timed out", "timeout/timed out"},
    {"(?:time|timed )out after \\d+ ms", "timeout after /timed out after   ms"},
    {"colou?r of", "colour of/color of"},
    {"x{3}yz", "xxxyz"},
    {"(?:ab){2,}c", "abab"},
    {"(?:ab)*cd", "cd"},
    {"[Dd]isk [fF]ull", "disk full"},
    {"err[0-9] is [abc]d", "err  is ad/ is bd/ is cd"},
    {"^\\bfoo\\b$", "foo"},
    {"foo(?=bar)", "foo"},
    {"(?:foo|ba.)end", "foo/ba end"},
    {"(?i)Foo(?#note)Bar", "foobar"},
    {"\\x41\\.b", "a.b"},
    {"\xE6\x96\x87\xE4\xBB\xB6", "\xE6\x96\x87\xE4\xBB\xB6"},
    {"caf\xC3\xA9 au lait", "caf  au lait"}, /* é has another case */
    {"(*ACCEPT)foo", ""},
    {"foo(", ""},
    {".*", ""},
    {"(a)(?1)bc", "bc"},
    {"\\Qa.b\\E c", "a.b c"},
    {"(?x) f o o # bar", "foo"},
};

/* What is packed beside a pattern is what is read again. */
static void check_packed(struct str pattern, const struct literals *l)
{
    struct arena a = ARENA_INIT;
    struct buf packed = BUF_INIT;
    struct literals again;
    literals_pack(&packed, pattern, l);
    literals_unpack(buf_str(&packed), pattern, &a, &again);
    assert_int_equal(again.count, l->count);
    for (size_t i = 0; i < l->count; i++) {
        assert_int_equal(again.sets[i].count, l->sets[i].count);
        for (size_t k = 0; k < l->sets[i].count; k++)
            if (!str_eq(again.sets[i].at[k], l->sets[i].at[k]))
                fail_msg("%.*s: %.*s is read as %.*s", STR_FMT(pattern), STR_FMT(l->sets[i].at[k]),
                         STR_FMT(again.sets[i].at[k]));
    }
    for (size_t len = 0; len < packed.len; len++) /* cut short: anything, within the bytes */
        literals_unpack((struct str){packed.s, len}, pattern, &a, &again);
    buf_release(&packed);
    arena_release(&a);
}

/* A text's own literals are those of the pattern that it is. */
static void test_text(void **state)
{
    (void)state;
    static const char *const texts[] = {"could not open", "No", "x", ""};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena a = ARENA_INIT;
        struct literals own, parsed;
        assert_true(regex_text_literals(str_of(texts[i]), &a, &own));
        regex_literals(str_of(texts[i]), &a, &parsed);
        assert_int_equal(own.count, parsed.count);
        if (own.count)
            assert_true(str_eq(own.sets[0].at[0], parsed.sets[0].at[0]));
        assert_false(regex_text_literals(STR("caf\xC3\xA9"), &a, &own));
        arena_release(&a);
    }
}

/* Repeats of repeats do not grow beyond what a literal may be. */
static void test_length(void **state)
{
    (void)state;
    static const char *const patterns[] = {"((((((((((x{8}){8}){8}){8}){8}){8}){8}){8}){8}){8})",
                                           "(?:a|b){8}(?:c|d)(?:ab){8}{8}",
                                           "((?:xy|yx){4}z{8}){8}((?:xy|yx)z{8}){8}"};
    struct buf run = BUF_INIT;
    for (int i = 0; i < 40; i++)
        buf_adds(&run, "0123456789[ab]");
    for (size_t i = 0; i <= sizeof patterns / sizeof *patterns; i++) {
        struct arena a = ARENA_INIT;
        struct literals l;
        regex_literals(i < sizeof patterns / sizeof *patterns ? str_of(patterns[i]) : buf_str(&run), &a, &l);
        for (size_t k = 0; k < l.count; k++)
            for (size_t m = 0; m < l.sets[k].count; m++)
                assert_true(l.sets[k].at[m].len <= LITERAL_LENGTH_MAX);
        assert_true(a.used < 1 << 20);
        arena_release(&a);
    }
    buf_release(&run);
}

static void test_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct arena a = ARENA_INIT;
        struct literals l;
        struct buf got = BUF_INIT;
        regex_literals(str_of(known[i].pattern), &a, &l);
        for (size_t k = 0; k < l.count; k++)
            for (size_t m = 0; m < l.sets[k].count; m++) {
                buf_adds(&got, m ? "/" : k ? " " : "");
                buf_add_str(&got, l.sets[k].at[m]);
            }
        if (!str_is(buf_str(&got), known[i].sets))
            fail_msg("%s has \"%s\", not \"%s\"", known[i].pattern, got.s, known[i].sets);
        check_packed(str_of(known[i].pattern), &l);
        buf_release(&got);
        arena_release(&a);
    }
}

static uint64_t seed = 3;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static const char *const letters[] = {
    "a",        "b",       "k", "s", "K", "S", "\xE2\x84\xAA", "\xC5\xBF", "x", " ", "\xE6\x96\x87",
    "\xC3\xA9", "\xC3\x89"};

static void any_text(struct buf *b, unsigned most)
{
    for (unsigned n = below(most); n; n--)
        buf_adds(b, letters[below(sizeof letters / sizeof *letters)]);
}

static void any_pattern(struct buf *b, int depth)
{
    static const char *const tails[] = {"", "", "", "", "?", "*", "+", "{2}", "{1,3}", "{0}", "??", "++"};
    static const char *const atoms[] = {"[ab]",  "[^a]",   ".",     "\\w", "\\b", "(?=a)",
                                        "(?!b)", "(?<=s)", "[k-s]", "^",   "$"};
    for (unsigned n = 1 + below(4); n; n--) {
        unsigned what = below(10);
        if (what < 6)
            buf_adds(b, letters[below(sizeof letters / sizeof *letters)]);
        else if (what < 8 || depth > 3)
            buf_adds(b, atoms[below(sizeof atoms / sizeof *atoms)]);
        else {
            buf_adds(b, below(5) ? "(?:" : "(?-i:");
            any_pattern(b, depth + 1);
            buf_addc(b, ')');
        }
        buf_adds(b, tails[below(sizeof tails / sizeof *tails)]);
    }
    if (!below(4)) {
        buf_addc(b, '|');
        any_pattern(b, depth + 1);
    }
}

static void test_sound(void **state)
{
    (void)state;
    struct matcher *m = matcher_new();
    struct buf pattern = BUF_INIT, text = BUF_INIT, folded = BUF_INIT;
    size_t matched = 0;
    for (int round = 0; round < 4000; round++) {
        struct arena a = ARENA_INIT;
        struct literals l;
        struct regex_fault fault;
        buf_clear(&pattern);
        any_pattern(&pattern, 0);
        struct regex *r = regex_compile(buf_str(&pattern), REGEX_CASELESS, &fault);
        regex_literals(buf_str(&pattern), &a, &l);
        check_packed(buf_str(&pattern), &l);
        for (int k = 0; k < 20 && r; k++) {
            buf_clear(&text);
            any_text(&text, 12);
            buf_clear(&folded);
            literal_fold(&folded, buf_str(&text));
            if (regex_search(r, m, buf_str(&text), NULL, NULL) != REGEX_MATCH)
                continue;
            matched += l.count > 0;
            if (!literals_occur(&l, buf_str(&folded)))
                fail_msg("%s matches %s without its literals", pattern.s, text.s);
        }
        regex_free(r);
        arena_release(&a);
    }
    assert_true(matched > 500);
    buf_release(&pattern);
    buf_release(&text);
    buf_release(&folded);
    matcher_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known), cmocka_unit_test(test_sound),
                                       cmocka_unit_test(test_text), cmocka_unit_test(test_length)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
