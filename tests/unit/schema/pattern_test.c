/* Patterns without the engine give the engine's answers. */
#include "support.h"

#include "base/utf8.h"
#include "schema/pattern.h"

static void test_runs(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        enum pattern_kind kind;
    } rows[] = {
        {"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9._-]*$", PATTERN_RUNS},
        {"^[a-z]+$", PATTERN_CLASS},
        {"^\\d{4}-\\d{2}$", PATTERN_RUNS},
        {"^v?\\d+\\.\\d*$", PATTERN_RUNS},
        {"^a?b?a$", PATTERN_ENGINE}, /* the first a may have to be given back */
        {"^[a-z]*[a-z]$", PATTERN_ENGINE},
        {"^[ab]?[bc]{2}$", PATTERN_ENGINE},
        {"^[^a]b$", PATTERN_ENGINE},
        {"^(a)b$", PATTERN_ENGINE},
        {"^a+?b$", PATTERN_ENGINE},
        {"^ab$", PATTERN_EXACT},
        {"^a.$", PATTERN_ENGINE},
    };
    static const char letters[] = "ab/-._0z\xC3\xA9v";
    struct arena a = ARENA_INIT;
    struct matcher *m = matcher_new();
    uint32_t r = 3;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pattern p;
        struct regex_fault fault;
        pattern_simple(str_of(rows[i].pattern), &p, &a);
        assert_int_equal(p.kind, rows[i].kind);
        if (p.kind == PATTERN_ENGINE)
            continue;
        struct ecma *engine = ecma_compile(str_of(rows[i].pattern), &fault);
        assert_non_null(engine);
        for (int k = 0; k < 3000; k++) {
            char text[12];
            size_t len = (r >> 20) % sizeof text;
            for (size_t c = 0; c < len; c++, r = r * 1664525u + 1013904223u)
                text[c] = letters[(r >> 16) % (sizeof letters - 1)];
            r = r * 1664525u + 1013904223u;
            struct str v = {text, len};
            if (utf8_valid(v) == len && pattern_test(&p, m, v) != ecma_search(engine, m, v))
                fail_msg("%s on %.*s", rows[i].pattern, STR_FMT(v));
        }
        ecma_free(engine);
    }
    matcher_free(m);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_runs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
