/* What the tree alone calls linear the automaton finds no ambiguity in. */
#include "support.h"

#include "regex/ambiguity.h"
#include "regex/plain.h"

static uint64_t seed = 23;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static void any_pattern(struct buf *b, int depth)
{
    static const char *const atoms[] = {"a", "b", ":", " ", "[ab]", "\\d", "\\w", "[^:]", "1", "\\S"},
                             *const tails[] = {"", "", "", "", "+", "*", "?", "{2}", "+?"},
                             *const close[] = {")", ")?", ")??", ")*", ")+"};
    for (unsigned n = 1 + below(5); n; n--) {
        if (depth < 3 && !below(5)) {
            buf_adds(b, below(2) ? "(" : "(?:");
            any_pattern(b, depth + 1);
            buf_adds(b, close[below(below(4) ? 3 : 5)]);
        } else {
            buf_adds(b, atoms[below(10)]);
            buf_adds(b, tails[below(9)]);
        }
    }
    if (!below(8)) {
        buf_addc(b, '|');
        any_pattern(b, depth + 1);
    }
}

static void test_no_ambiguity(void **state)
{
    (void)state;
    size_t linear = 0, with_option = 0, other = 0;
    struct buf b = BUF_INIT;
    for (int round = 0; round < 6000; round++) {
        struct arena a = ARENA_INIT;
        struct regex_tree t;
        struct regex_fault_span fault;
        struct nfa n;
        buf_clear(&b);
        any_pattern(&b, 0);
        if (regex_parse(&t, buf_str(&b), below(2) ? REGEX_FLAG_I : 0, &a, &fault) == 0 &&
            t.features & REGEX_HAS_LOOP) {
            if (regex_is_plainly_linear(&t, &a)) {
                struct ambiguity found;
                linear++;
                with_option += strstr(b.s, ")?") != NULL;
                assert_true(nfa_build(&n, &t, 0, &a));
                ambiguity_find(&found, &n, &a);
                if (!found.overflow && found.count)
                    fail_msg("%s is called linear", b.s);
            } else {
                other++;
            }
        }
        arena_release(&a);
    }
    assert_true(linear > 500);
    assert_true(with_option > 50);
    assert_true(other > 1000);
    buf_release(&b);
}

static void test_known(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        bool linear;
    } cases[] = {{"error E\\d+: the archive failed(?:, retry in \\d+ s)?", true},
                 {"error (?:E\\d+: )?(?:in \\S+ )?failed", true},
                 {"a(?:b\\d+)?\\d+c", false},
                 {"x\\d+(?:y)?\\d+z", false},
                 {"x(\\d+)?", true},
                 {"(?:a+|b)?c", false},
                 {"(a+)+", false},
                 {"x(?:(?:a+)?b)?c", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = ARENA_INIT;
        struct regex_tree t;
        struct regex_fault_span fault;
        assert_int_equal(regex_parse(&t, str_of(cases[i].pattern), REGEX_FLAG_I, &a, &fault), 0);
        if (regex_is_plainly_linear(&t, &a) != cases[i].linear)
            fail_msg("%s is %scalled linear", cases[i].pattern, cases[i].linear ? "not " : "");
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_ambiguity), cmocka_unit_test(test_known)};
    return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
