/* The parser: trees, spans, notes, faults; and that it takes what PCRE2 takes. */
#include "support.h"

#include "regex/match.h"
#include "regex/set.h"
#include "regex_dump.h"

struct tree_case {
    const char *pattern, *tree;
};

static const struct tree_case trees[] = {
    {"", "()"},
    {"abc", "(seq a b c)"},
    {"a|b|", "(alt a b ())"},
    {"(a|b)c", "(seq (cap (alt a b)) c)"},
    {"(?:a)(?>b)(?<n>c)(?P<m>d)(?'o'e)", "(seq (grp a) (atomic b) (named c) (named d) (named e))"},
    {"a*b+?c?+d{2}e{2,}f{2,5}?",
     "(seq (rep 0, a) (lazy 1, b) (poss 0,1 c) (rep 2,2 d) (rep 2, e) (lazy 2,5 f))"},
    {"a{,3}", "(seq a { , 3 })"},
    {"a{b{1{2,x}", "(seq a { b { 1 { 2 , x })"},
    {"a**", "(rep 0, (rep 0, a))"},
    {"^*a", "(seq (rep 0, ^) a)"},
    {"a(?#no)*b", "(seq (rep 0, a) (#) b)"},
    {"\\Qa.b\\E*", "(seq a . (rep 0, b))"},
    {"\\Qa|b)", "(seq a | b ))"},
    {"(?x) a b # c\n *", "(seq (flags) (#) a (#) (rep 0, b) (#))"},
    {"(?x:a [ ] b)c d", "(seq (grp (seq a (#) [U+0020] (#) b)) c U+0020 d)"},
    {"[a-c\\d_]", "[a-c \\d _]"},
    {"[^]a]", "[^] a]"},
    {"[]a]", "[] a]"},
    {"a[]", "(seq a [])"},
    {"[\\w-.]", "[\\w - .]"},
    {"[a-\\d]", "[a - \\d]"},
    {"[a-c-e]", "[a-c - e]"},
    {"[-a]|[a-]", "(alt [- a] [a -])"},
    {"[[:alpha:][:^digit:]x]", "[posix{alpha} posix^{digit} x]"},
    {"[[:foo:]]", "(seq [[ : f o o :] ])"},
    {"[\\b\\n\\x41\\Qa-z\\E]", "[U+0008 U+000A A a - z]"},
    {"[\\Qa\\E-z]", "[a-z]"},
    {"[a-z&&[aeiou]]", "(seq [a-z & & [ a e i o u] ])"},
    {"\\x41\\x{1F600}\\u0041\\u{41}\\ud83d\\ude00\\101\\0\\cA\\e\\a",
     "(seq A U+1F600 A A U+1F600 A U+0000 U+0001 U+001B U+0007)"},
    {"\\d\\W\\h\\v\\R\\X\\N.", "(seq \\d \\W \\h \\v \\R \\X \\N .)"},
    {"\\A\\bx\\B\\z\\Z\\G\\K", "(seq \\A \\b x \\B \\z \\Z \\G \\K)"},
    {"\\p{L}\\P{Greek}\\p{^Lu}\\pN", "(seq \\p{L} \\p^{Greek} \\p^{Lu} \\p{N})"},
    {"(a)\\1\\g1\\g{-1}(?P<n>b)(?P=n)\\k<n>\\k{n}",
     "(seq (cap a) (ref 1) (ref 1) (ref 1) (named b) (ref 2) (ref 2) (ref 2))"},
    {"\\1(a)", "(seq (ref 1) (cap a))"},
    {"(a)\\12", "(seq (cap a) U+000A)"},
    {"(a)(?1)(?R)?(?-1)(?&x)(?<x>y)",
     "(seq (cap a) (call 1) (rep 0,1 (call 0)) (call 1) (call 2) (named y))"},
    {"(?=a)(?!b)(?<=c)(?<!d)(*pla:e)", "(seq (= a) (! b) (<= c) (<! d) (= e))"},
    {"(a)?(?(1)b|c)", "(seq (rep 0,1 (cap a)) (if 1 b c))"},
    {"(?(?=a)b|c)", "(if (= a) b c)"},
    {"(?(DEFINE)(?<q>a))", "(define (named a))"},
    {"a(*SKIP)(*F)|b", "(alt (seq a (verb SKIP) (verb F)) b)"},
    {"(?|(a)|(b))", "(reset (alt (cap a) (cap b)))"},
    {"(?U)a+a+?", "(seq (flags) (lazy 1, a) (rep 1, a))"},
    {"\\y\\_\\-", "(seq y _ -)"},
    {"\xE9\x94\x99+", "(rep 1, U+9519)"},
};

static void test_trees(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct regex_tree t;
        struct regex_fault_span fault;
        struct buf b = BUF_INIT;
        if (regex_parse(&t, str_of(trees[i].pattern), 0, &a, &fault) != 0)
            fail_msg("%s: %s at %zu", trees[i].pattern, fault.what, fault.from);
        dump_node(&t, t.root, &b);
        if (strcmp(b.s, trees[i].tree) != 0)
            fail_msg("%s\n is %s\nnot %s", trees[i].pattern, b.s, trees[i].tree);
        buf_release(&b);
        arena_reset(&a);
    }
    arena_release(&a);
}

struct fault_case {
    const char *pattern;
    size_t from, to;
    const char *what; /* a part of the sentence */
};

static const struct fault_case faults[] = {
    {"a(b", 1, 2, "not closed"},
    {"a)b", 1, 2, "closes no group"},
    {"[a", 0, 1, "not closed"},
    {"x*|+", 3, 4, "nothing to repeat"},
    {"(*)", 1, 2, "nothing to repeat"},
    {"(?i)*", 4, 5, "nothing to repeat"},
    {"{2}", 0, 3, "nothing to repeat"},
    {"a{3,2}", 1, 6, "out of order"},
    {"[z-a]", 1, 4, "out of order"},
    {"a\\", 1, 2, "ends the pattern"},
    {"(a)\\2", 3, 5, "no group 2"},
    {"\\k<no>", 3, 5, "of this name"},
    {"(?<1a>x)", 3, 5, "digit"},
    {"(?<a", 4, 4, "not closed by >"},
    {"(?<>a)", 3, 4, "missing"},
    {"(?z)", 0, 3, "opens no group"},
    {"(?", 0, 2, "not closed"},
    {"\\x{110000}", 0, 10, "above 10FFFF"},
    {"\\x{zz}", 0, 3, "hexadecimal"},
    {"\\x{d800}", 0, 8, "surrogate"},
    {"\\c", 0, 2, "printable"},
    {"\\p{", 0, 3, "no name"},
    {"a\xFF", 1, 2, "not UTF-8"},
    {"(?#a", 0, 3, "not closed"},
    {"(?(1)a|b|c)(x)", 0, 11, "two branches"},
    {"a*********", 9, 10, "too many"},
};

static void test_faults(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault_case *f = &faults[i];
        struct regex_tree t;
        struct regex_fault_span fault = {0};
        if (regex_parse(&t, str_of(f->pattern), 0, &a, &fault) == 0)
            fail_msg("%s: parsed", f->pattern);
        if (fault.from != f->from || fault.to != f->to || !strstr(fault.what, f->what))
            fail_msg("%s: \"%s\" at %zu..%zu", f->pattern, fault.what, fault.from, fault.to);
        arena_reset(&a);
    }
    arena_release(&a);
}

/* A case says which notes stand in a pattern, each by its part of the pattern. */
struct note_case {
    const char *pattern;
    enum regex_construct construct;
    const char *part;
    uint32_t value;
};

static const struct note_case notes[] = {
    {"(?i)abc", CONSTRUCT_FLAGS_AT_START, "(?i)", 0},
    {"(?i)abc", CONSTRUCT_FLAG_I, "i", 'i'},
    {"ab(?i)c", CONSTRUCT_FLAGS_IN_MIDDLE, "(?i)", 0},
    {"a(?i:b)c", CONSTRUCT_FLAGS_SCOPED, "(?i:", 0},
    {"(?-i)A", CONSTRUCT_FLAG_OFF, "i", 'i'},
    {"(?s)a.b", CONSTRUCT_FLAG_S, "s", 's'},
    {"a\\ b", CONSTRUCT_ESCAPED_PUNCTUATION, "\\ ", ' '},
    {"a\\_b", CONSTRUCT_ESCAPED_PUNCTUATION, "\\_", '_'},
    {"a\\/b", CONSTRUCT_ESCAPED_SLASH, "\\/", '/'},
    {"[\\-a]", CONSTRUCT_ESCAPED_HYPHEN_IN_CLASS, "\\-", '-'},
    {"a(?=b)", CONSTRUCT_LOOKAHEAD, "(?=", 0},
    {"(?<=a|bc)d", CONSTRUCT_LOOKBEHIND_ALTERNATIVES, "(?<=a|bc)", 0},
    {"(?<=a+)b", CONSTRUCT_LOOKBEHIND_VARIABLE, "(?<=a+)", 0},
    {"a++b", CONSTRUCT_POSSESSIVE, "+", 0},
    {"(?>a+)b", CONSTRUCT_ATOMIC, "(?>", 0},
    {"(['\"]).*\\1", CONSTRUCT_BACKREFERENCE, "\\1", 1},
    {"\\1(a)", CONSTRUCT_FORWARD_REFERENCE, "\\1", 1},
    {"(?P<n>a)(?P=n)", CONSTRUCT_BACKREFERENCE_NAMED_P, "(?P=n)", 0},
    {"(?<a>x)|(?<a>y)", CONSTRUCT_DUPLICATE_NAME, "a", 0},
    {"ab\\Z", CONSTRUCT_END_OF_TEXT_NEWLINE, "\\Z", 'Z'},
    {"a\\hb", CONSTRUCT_HORIZONTAL_SPACE, "\\h", 'h'},
    {"\\u0041", CONSTRUCT_UNICODE_4, "\\u0041", 'A'},
    {"\\0", CONSTRUCT_NUL, "\\0", 0},
    {"\\101", CONSTRUCT_OCTAL, "\\101", 'A'},
    {"\\Qa\\E", CONSTRUCT_QUOTE, "\\Q", 'Q'},
    {"x{,3}y", CONSTRUCT_BOUND_WITHOUT_MINIMUM, "{,3}", 3},
    {"a{b", CONSTRUCT_LITERAL_OPEN_BRACE, "{", 0},
    {"a}b", CONSTRUCT_LITERAL_CLOSE_BRACE, "}", 0},
    {"a]b", CONSTRUCT_LITERAL_CLOSE_BRACKET, "]", 0},
    {"[]a]", CONSTRUCT_CLASS_FIRST_BRACKET, "]", 0},
    {"[[a]", CONSTRUCT_CLASS_OPEN_BRACKET, "[", 0},
    {"[a-z&&[aeiou]]", CONSTRUCT_CLASS_INTERSECTION, "&&", '&'},
    {"[a--b]", CONSTRUCT_CLASS_SUBTRACTION, "--", 0},
    {"[\\w.-]", CONSTRUCT_CLASS_HYPHEN_LAST, "-", 0},
    {"[\\w-.]", CONSTRUCT_CLASS_HYPHEN_AFTER_SHORTHAND, "-", 0},
    {"[a-\\d]", CONSTRUCT_CLASS_RANGE_TO_SHORTHAND, "a-\\d", 0},
    {"[:]||x]", CONSTRUCT_LITERAL_CLOSE_BRACKET, "]", 0},
    {"[a||b]", CONSTRUCT_CLASS_DOUBLE, "||", '|'},
    {"x{1001}", CONSTRUCT_REPEAT_OVER_1000, "{1001}", 1001},
    {"x{65536}", CONSTRUCT_REPEAT_OVER_65535, "{65536}", 65536},
    {"(?:x{100}){100}", CONSTRUCT_REPEAT_NESTED_OVER_1000, "x{100}", 10000},
    {"a**", CONSTRUCT_REPEAT_OF_REPEAT, "*", 0},
    {"^*a", CONSTRUCT_REPEAT_OF_ASSERTION, "*", 0},
    {"()", CONSTRUCT_EMPTY_GROUP, "()", 0},
    {"a||b", CONSTRUCT_EMPTY_ALTERNATIVE, "|", 0},
    {"a|", CONSTRUCT_EMPTY_ALTERNATIVE, "|", 0},
    {"a\\y", CONSTRUCT_UNKNOWN_ESCAPE, "\\y", 'y'},
    {"(?(1)a|b)(c)", CONSTRUCT_CONDITIONAL, "(?(", 0},
    {"(a)(?1)", CONSTRUCT_SUBROUTINE, "(?1)", 1},
    {"(?R)?a", CONSTRUCT_RECURSION, "(?R)", 0},
    {"(?|(a)|(b))", CONSTRUCT_BRANCH_RESET, "(?|", 0},
    {"a(*SKIP)b", CONSTRUCT_VERB, "(*SKIP)", 0},
    {"[[:digit:]]x", CONSTRUCT_POSIX_CLASS, "[:digit:]", 0},
    {"\xC3\xA9", CONSTRUCT_NON_ASCII, "\xC3\xA9", 0xE9},
    {"[\xF0\x9F\x98\x80]", CONSTRUCT_ASTRAL, "\xF0\x9F\x98\x80", 0x1F600},
};

static void test_notes(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        const struct note_case *c = &notes[i];
        struct regex_tree t;
        struct regex_fault_span fault = {0};
        if (regex_parse(&t, str_of(c->pattern), 0, &a, &fault) != 0)
            fail_msg("%s: %s", c->pattern, fault.what);
        bool found = false;
        for (size_t j = 0; j < t.note_count; j++) {
            const struct regex_note *n = &t.notes[j];
            assert_true(n->from <= n->to && n->to <= t.pattern.len);
            found |= n->construct == c->construct && str_is(str_sub(t.pattern, n->from, n->to), c->part) &&
                     n->value == c->value;
        }
        if (!found)
            fail_msg("%s: no note \"%s\" at %s", c->pattern, regex_construct_name(c->construct), c->part);
        arena_reset(&a);
    }
    arena_release(&a);
}

/* NUL is a character like any other, wherever it stands. */
static void test_nul(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span fault;
    static const struct str patterns[] = {{"\0", 1}, {"\0*[\0-a]\\\0", 9}, {"[[:\0", 4}};
    assert_int_equal(regex_parse(&t, patterns[0], 0, &a, &fault), 0);
    assert_int_equal(t.root->kind, REGEX_CHAR);
    assert_int_equal(regex_parse(&t, patterns[1], 0, &a, &fault), 0);
    assert_int_equal(regex_parse(&t, patterns[2], 0, &a, &fault), -1);
    arena_release(&a);
}

/* Plain escaped literals with a class between them: nothing to note but what is there. */
/* Runs: each node of one knows how many follow, and they lie one after the other. */
static void test_runs(void **state)
{
    (void)state;
    static const char *const patterns[] = {"abc",         "abcd*ef gh|ij[k-m]no",    "a",
                                           "ab",          "(ab c)+d\\.ef\xC3\xA4gh", "(?i)abc(?-i)defg",
                                           "\\Qabc\\Edef"};
    struct arena a = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span fault;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        assert_int_equal(regex_parse(&t, str_of(patterns[i]), 0, &a, &fault), 0);
        const struct regex_node *top = t.root->kind == REGEX_ALTERNATION ? t.root->child : t.root;
        for (const struct regex_node *n = top->child; n; n = n->next) {
            uint32_t run = regex_run_length(n);
            const struct regex_node *it = n;
            for (uint32_t k = 0; k < run && run > 1; k++, it = it->next) {
                assert_ptr_equal(it, n + k);
                assert_int_equal(it->kind, REGEX_CHAR);
                assert_int_equal(it->sub, SPELLED_PLAIN);
                assert_int_equal(it->flags, n->flags);
                assert_int_equal(it->cp, patterns[i][n->from + k]);
            }
            assert_ptr_equal(regex_past_run(n), run > 1 ? it : n->next);
        }
        if (top->child)
            assert_null(regex_last(top->child)->next);
    }
    arena_release(&a);
}

static void test_quiet(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span fault;
    assert_int_equal(regex_parse(&t, STR("OSError: \\[Errno [0-9]+\\] foo\\.bar \\(x\\)"), 0, &a, &fault), 0);
    assert_int_equal(t.note_count, 0);
    assert_int_equal(t.features, REGEX_HAS_REPEAT | REGEX_HAS_LOOP);
    arena_release(&a);
}

static const struct regex_node *find_deepest(const struct regex_node *n, uint32_t lo, uint32_t hi)
{
    assert_true(n->from >= lo && n->to <= hi && n->from <= n->to);
    regex_foreach_child(c, n) find_deepest(c, n->kind == REGEX_CONDITIONAL ? lo : n->from, n->to);
    return n;
}

/* Children lie within their parents; nesting has a limit; sizes have one. */
static void test_limits(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span fault;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        assert_int_equal(regex_parse(&t, str_of(trees[i].pattern), 0, &a, &fault), 0);
        find_deepest(t.root, 0, (uint32_t)t.pattern.len);
    }
    struct buf b = BUF_INIT;
    for (unsigned deep = REGEX_NEST_MAX; deep <= REGEX_NEST_MAX + 1; deep++) {
        buf_clear(&b);
        buf_fill(&b, '(', deep);
        buf_addc(&b, 'a');
        buf_fill(&b, ')', deep);
        assert_int_equal(regex_parse(&t, buf_str(&b), 0, &a, &fault), deep > REGEX_NEST_MAX ? -1 : 0);
    }
    buf_clear(&b);
    buf_fill(&b, '(', 10000);
    assert_int_equal(regex_parse(&t, buf_str(&b), 0, &a, &fault), -1);
    buf_clear(&b);
    for (int i = 0; i < 10000; i++)
        buf_adds(&b, "ab*|");
    assert_int_equal(regex_parse(&t, buf_str(&b), 0, &a, &fault), 0);
    buf_fill(&b, 'a', 1 << 20);
    assert_int_equal(regex_parse(&t, buf_str(&b), 0, &a, &fault), -1);
    assert_non_null(strstr(fault.what, "65536"));
    buf_release(&b);
    arena_release(&a);
}

static const char *const atoms[] = {
    "a",
    "k",
    "\xC5\xBF",
    "\xC3\xA9",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\h",
    "\\H",
    "\\v",
    "\\V",
    ".",
    "(?s:.)",
    "\\N",
    "[a-f]",
    "[^a-f]",
    "[j-l\\d]",
    "[^\\W_]",
    "[\\D]",
    "[^\\D]",
    "[S-t]",
    "[A-z]",
    "[ -~]",
    "[!-S]",
    "[Z-k]",
    "[0-9]",
    "K",
    "[[:upper:]]",
    "[[:^alpha:]x]",
    "[^[:space:]]",
    "[\xCE\xB1-\xCF\x89]",
    "[^k]",
    "[]]",
    "[\\b\\n-\\r]",
    "\\x{212A}",
    "[[:punct:]]",
    "[[:graph:]]",
    "[[:print:]]",
    "[[:cntrl:]]",
    "[[:xdigit:]]",
    "[[:blank:]]",
    "[[:word:]]",
    "[[:ascii:]]",
};

/* A node's set is what PCRE2 matches, code point by code point. */
static void test_sets(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    struct matcher *m = matcher_new();
    for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++)
        for (unsigned caseless = 0; caseless < 2; caseless++) {
            struct regex_tree t;
            struct regex_fault_span fault;
            struct regex_fault wrong;
            struct regex_set set;
            assert_int_equal(regex_parse(&t, str_of(atoms[i]), caseless ? REGEX_FLAG_I : 0, &a, &fault), 0);
            const struct regex_node *n = t.root->kind == REGEX_GROUP ? t.root->child : t.root;
            assert_true(regex_node_set(&t, n, &a, &set));
            char *whole = arena_printf(&a, "\\A(?:%s)\\z", atoms[i]);
            struct regex *r = regex_compile(str_of(whole), caseless ? REGEX_CASELESS : 0, &wrong);
            assert_non_null(r);
            for (uint32_t cp = 0; cp < 0x2200; cp += cp < 0x600 || cp >= 0x2000 ? 1 : 7) {
                char bytes[8];
                struct buf b = {bytes, 0, sizeof bytes};
                buf_add_cp(&b, cp);
                bool matched = regex_search(r, m, (struct str){bytes, b.len}, NULL, NULL) == REGEX_MATCH;
                if (matched != regex_set_has(set, cp))
                    fail_msg("%s%s: U+%04X is %s", atoms[i], caseless ? " caseless" : "", cp,
                             matched ? "missing" : "too much");
            }
            regex_free(r);
            arena_reset(&a);
        }
    matcher_free(m);
    arena_release(&a);
}

static void test_set_algebra(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    const struct regex_range r[] = {{5, 9}, {1, 2}, {3, 3}, {8, 12}, {20, 20}};
    struct regex_set s = regex_set_of(&a, r, 5), none = {NULL, 0};
    assert_int_equal(s.len, 3);
    assert_int_equal(regex_set_size(s), 3 + 8 + 1);
    struct regex_set not_s = regex_set_complement(&a, s);
    assert_false(regex_set_meets(s, not_s));
    assert_true(regex_set_equal(regex_set_complement(&a, not_s), s));
    assert_int_equal(regex_set_union(&a, s, not_s).len, 1);
    assert_int_equal(regex_set_complement(&a, regex_set_union(&a, s, not_s)).len, 0);
    assert_true(regex_set_within(none, s) && regex_set_within(s, s) && !regex_set_within(s, none));
    assert_false(regex_set_meets(none, s));
    uint32_t orbit[REGEX_ORBIT_MAX];
    assert_int_equal(regex_orbit('K', orbit), 3);
    assert_int_equal(regex_fold(0x212A), 'K');
    assert_int_equal(regex_fold('k'), 'K');
    assert_int_equal(regex_orbit('1', orbit), 1);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees), cmocka_unit_test(test_faults), cmocka_unit_test(test_notes),
        cmocka_unit_test(test_quiet), cmocka_unit_test(test_nul),    cmocka_unit_test(test_limits),
        cmocka_unit_test(test_runs),  cmocka_unit_test(test_sets),   cmocka_unit_test(test_set_algebra),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
