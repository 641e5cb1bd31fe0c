/* Overlap by index against brute force: the same pairs. */
#include "support.h"

#include "regex/match.h"
#include "regex/overlap.h"

static uint64_t seed = 5;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static const char *const words[] = {"connection", "refused", "disk",      "full", "k8s",   "no",     "such",
                                    "file",       "timeout", "timed out", "SSL",  "x",     "文件",   "未找",
                                    "ſet",        "KO",      "é",         "42",   "error", "failed", "of",
                                    "to",         "open",    "lock",      "a",    "Kelvin"};

static const char *word(void)
{
    return words[below(sizeof words / sizeof *words)];
}

static void make_text(struct buf *b)
{
    for (unsigned n = 1 + below(5); n; n--)
        buf_addf(b, "%s%s", word(), n > 1 ? " " : "");
}

static void make_pattern(struct buf *b)
{
    static const char *const joins[] = {" ",    " ",     " ", ".*", "\\s+", " \\w+ ", "|", " (?:of|to)? ?",
                                        "[ -]", "(?= )", ".?"};
    unsigned n = 1 + below(3);
    for (unsigned i = 0; i < n; i++)
        buf_addf(b, "%s%s", i ? joins[below(sizeof joins / sizeof *joins)] : "", word());
    if (!below(40))
        buf_adds(b, "(");
    if (!below(40)) {
        buf_clear(b);
        buf_adds(b, "\\d+|^a$");
    }
}

static void test_brute_force(void **state)
{
    (void)state;
    struct matcher *m = matcher_new();
    for (int round = 0; round < 12; round++) {
        struct overlap_item patterns[150], texts[150];
        struct buf made[300] = {0};
        size_t n = 50 + below(100), t = 50 + below(100), found = 0;
        for (size_t i = 0; i < n; i++) {
            make_pattern(&made[i]);
            patterns[i] = (struct overlap_item){made[i].s, (uint32_t)made[i].len, (uint32_t)i, 0};
        }
        for (size_t i = 0; i < t; i++) {
            make_text(&made[150 + i]);
            texts[i] =
                (struct overlap_item){made[150 + i].s, (uint32_t)made[150 + i].len, (uint32_t)(i % n), 0};
        }
        struct overlap_pairs got;
        regex_overlap(patterns, n, texts, t, &got);
        for (size_t i = 0; i < n; i++) {
            struct regex_fault fault;
            struct regex *r = regex_compile(buf_str(&made[i]), REGEX_CASELESS, &fault);
            for (size_t k = 0; k < t && r; k++) {
                if (patterns[i].owner == texts[k].owner ||
                    regex_search(r, m, buf_str(&made[150 + k]), NULL, NULL) != REGEX_MATCH)
                    continue;
                if (found >= got.at.len || got.at.at[found].pattern != i || got.at.at[found].text != k)
                    fail_msg("round %d: %s matches %s, which is not among the pairs", round, patterns[i].text,
                             texts[k].text);
                found++;
            }
            regex_free(r);
        }
        assert_int_equal(found, got.at.len);
        assert_true(found > 20);
        vec_release(&got.at);
        for (size_t i = 0; i < 300; i++)
            buf_release(&made[i]);
    }
    matcher_free(m);
}

static void test_nothing(void **state)
{
    (void)state;
    struct overlap_item one = {"x", 1, 0, 0};
    struct overlap_pairs got;
    regex_overlap(NULL, 0, &one, 1, &got);
    assert_int_equal(got.at.len, 0);
    regex_overlap(&one, 1, NULL, 0, &got);
    assert_int_equal(got.at.len, 0);
    regex_overlap(&one, 1, &one, 1, &got); /* one's own */
    assert_int_equal(got.at.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_brute_force), cmocka_unit_test(test_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
