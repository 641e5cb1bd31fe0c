/* Verdicts on the corpus of patterns (tests/data/redos.tsv), each held against growth measured here: the
 * attack of a bad one is run again at growing sizes, a good one meets pumped strings of its own letters. */
#include "support.h"

#include "regex/redos.h"
#include "regex/suffix.h"

#include <math.h>

static struct buf corpus;

static uint64_t run(struct probe *p, const struct attack *a, size_t k, uint64_t cap, bool *stopped)
{
    struct buf text = BUF_INIT;
    enum probe_end end;
    attack_write(a, k, &text);
    uint64_t steps = probe_steps(p, buf_str(&text), cap, &end);
    *stopped = end == PROBE_STOPPED;
    buf_release(&text);
    return steps;
}

/* The slope on log-log paper between the last two of doubled sizes below the cap. */
static double slope_of(struct probe *p, const struct attack *a, size_t k, uint64_t cap)
{
    bool stopped = false;
    double slope = 0;
    uint64_t before = run(p, a, k, cap, &stopped);
    while (!stopped && k < 2000) {
        uint64_t now = run(p, a, k *= 2, cap, &stopped);
        if (!stopped)
            slope = log2((double)now / (double)before);
        before = now;
    }
    return slope;
}

enum { DIFFERENCES = 16 };

/* The degree of the polynomial whose values at 2, 3, 4, ... pumps the steps are: how often differences are
 * taken until they are all the same and not 0, which is exact where slopes of high degrees are not to be had.
 * 0 when that does not come within the cap. */
static unsigned degree_of(struct probe *p, const struct attack *a, uint64_t cap)
{
    int64_t d[DIFFERENCES];
    size_t count = 0;
    bool stopped = false;
    while (count < DIFFERENCES && !stopped) {
        d[count] = (int64_t)run(p, a, count + 2, cap, &stopped);
        count += !stopped;
    }
    for (unsigned degree = 0; count > 2; degree++, count--) {
        bool same = d[0] != 0;
        for (size_t i = 0; i + 1 < count; i++)
            same = same && d[i] == d[i + 1];
        if (same)
            return degree;
        for (size_t i = 0; i + 1 < count; i++)
            d[i] = d[i + 1] - d[i];
    }
    return 0;
}

/* A hundred thousand steps within 100 pumps, the last ones of them steeper than any low degree. */
static void check_exponential(struct probe *p, const struct redos *r, const char *pattern)
{
    bool stopped = false;
    uint64_t steps = 0, half;
    size_t k = 1;
    while (k <= 100 && !stopped)
        steps = run(p, &r->attack, k++, 100000, &stopped);
    if (!stopped)
        fail_msg("%s: only %llu steps at 100 pumps", pattern, (unsigned long long)steps);
    half = run(p, &r->attack, (k - 1) / 2, 100000, &stopped);
    steps = run(p, &r->attack, (k - 1) / 2 * 2, 3000000, &stopped);
    if (log2((double)steps / (double)half) < 3)
        fail_msg("%s: %llu steps, %llu on half of it", pattern, (unsigned long long)steps,
                 (unsigned long long)half);
}

static void check_linear(struct probe *p, const char *pattern)
{
    char letters[10] = "a1 !", pump[3];
    size_t count = 4, size = strchr(pattern, '{') ? 400 : 100; /* past what counters count */
    for (const char *c = pattern; *c && count < 7; c++)
        if (*c > 0 && !strchr("\\^$.|?*+()[]{}", *c) && !memchr(letters, *c, count))
            letters[count++] = *c;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            for (size_t end = 0; end < 2 && (j == i || (i < 5 && j >= 4)); end++) {
                size_t len = 0;
                pump[len++] = letters[i];
                if (j != i)
                    pump[len++] = letters[j];
                struct attack a = {.count = 1};
                a.parts[0].pump = (struct str){pump, len};
                a.parts[0].before = STR("");
                a.suffix = str_of(end == 0 ? "" : "\n!");
                bool stopped;
                uint64_t one = run(p, &a, size, 400000, &stopped),
                         two = run(p, &a, size * 2, 1200000, &stopped);
                if (two > one * 3 && two > 2500)
                    fail_msg("%s is said to be linear, but takes %llu and %llu steps on \"%.*s\"", pattern,
                             (unsigned long long)one, (unsigned long long)two, (int)len, pump);
            }
}

static const char *verdict_text(const struct redos *r, struct arena *k)
{
    return r->verdict == REDOS_POLYNOMIAL ? arena_printf(k, "polynomial %u", r->degree)
                                          : redos_verdict_name(r->verdict);
}

static void check_pattern(const char *want, const char *pattern, struct arena *k)
{
    struct regex_tree t;
    struct regex_fault_span fault;
    struct regex_fault refused;
    struct redos r;
    if (regex_parse(&t, str_of(pattern), 0, k, &fault) != 0)
        fail_msg("%s: %s", pattern, fault.what);
    redos_analyse(&r, &t, k);
    if (strcmp(want, verdict_text(&r, k)) != 0)
        fail_msg("%s is %s, not %s", pattern, verdict_text(&r, k), want);
    struct probe *p = probe_new(&t, false, PROBE_PLAIN, &refused);
    assert_non_null(p);
    if (r.verdict == REDOS_EXPONENTIAL) {
        check_exponential(p, &r, pattern);
    } else if (r.verdict == REDOS_POLYNOMIAL && r.degree > 4) {
        unsigned degree = degree_of(p, &r.attack, 30000000);
        if (degree != r.degree)
            fail_msg("%s: degree %u, but its steps are a polynomial of degree %u", pattern, r.degree, degree);
    } else if (r.verdict == REDOS_POLYNOMIAL) {
        double slope = slope_of(p, &r.attack, r.degree > 3 ? 4 : 8, 400000);
        if (slope < r.degree - 0.75 || slope > r.degree + 0.35)
            fail_msg("%s: degree %u, but a slope of %.2f", pattern, r.degree, slope);
    } else if (r.verdict == REDOS_BOUNDED) {
        assert_true(r.points[r.point_count - 1].steps >= REDOS_LINE_STEPS);
        assert_true(r.points[r.point_count - 1].chars <= 100);
    } else if (r.verdict == REDOS_LINEAR) {
        check_linear(p, pattern);
    }
    probe_free(p);
}

static void test_corpus(void **state)
{
    (void)state;
    struct arena k = ARENA_INIT;
    size_t count = 0;
    for (char *line = corpus.s, *end; (end = strchr(line, '\n')); line = end + 1) {
        char *tab = strchr(line, '\t');
        *end = *tab = 0;
        check_pattern(line, tab + 1, &k);
        *end = '\n', *tab = '\t';
        arena_reset(&k);
        count++;
    }
    assert_true(count >= 300);
    arena_release(&k);
}

static enum redos_verdict verdict(struct str pattern, struct arena *k, struct redos *r)
{
    struct regex_tree t;
    struct regex_fault_span fault;
    if (regex_parse(&t, pattern, REGEX_FLAG_I, k, &fault) != 0)
        return REDOS_UNDECIDED;
    redos_analyse(r, &t, k);
    return r->verdict;
}

/* Patterns made to hurt the analysis: an answer within the budget. */
static void test_hostile(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "(a{1000}){1000}",
        "((a{1,100}){1,100}){1,100}b",
        "(((((((((a*)*)*)*)*)*)*)*)*)*b",
        "(?:a?){200}a{200}b",
        "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x",
        "(?R)*a+b",
        "(a+)(?1)(?1)(?1)b",
        "(?:(?=a+)(?=a+)(?=a+)a)+b",
        "[\\x{0}-\\x{10ffff}]*[^a]+\\p{L}*x",
        "(?:a|b|c|d|e|f|g|h|i|j){1,40}z",
        "\\X+\\R+\\X+z",
        "(?(?=a+)a+|b+)+c",
        "(*ACCEPT)a+b",
        "(?:[ab]{1200}c?)+d",
    };
    struct arena k = ARENA_INIT;
    struct redos r;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        verdict(str_of(patterns[i]), &k, &r);
        arena_reset(&k);
    }
    struct buf b = BUF_INIT;
    for (int i = 0; i < 10000; i++)
        buf_addf(&b, "w%d|", i);
    buf_adds(&b, "z");
    assert_int_equal(verdict(buf_str(&b), &k, &r), REDOS_LINEAR);
    buf_adds(&b, ".*y");
    verdict(buf_str(&b), &k, &r);
    for (size_t deep = 20; deep <= 200; deep += 180) {
        buf_clear(&b);
        buf_fill(&b, '(', deep);
        buf_addc(&b, 'a');
        for (size_t i = 0; i < deep; i++)
            buf_adds(&b, ")*");
        buf_addc(&b, 'b');
        enum redos_verdict v = verdict(buf_str(&b), &k, &r);
        assert_true(v == REDOS_EXPONENTIAL ||
                    (deep > 20 && v == REDOS_UNDECIDED)); /* frames of 200 groups: memory */
    }
    buf_clear(&b);
    for (int i = 0; i < 3000; i++)
        buf_adds(&b, "a*");
    verdict(buf_str(&b), &k, &r);
    buf_release(&b);
    arena_release(&k);
}

/* The same answer twice; text for a reader. */
static void test_text(void **state)
{
    (void)state;
    struct arena k = ARENA_INIT;
    struct redos r, again;
    struct buf b = BUF_INIT;
    assert_int_equal(verdict(STR("x^(?:\"+\\n?)+y|^(?:\"+)+y"), &k, &r), REDOS_EXPONENTIAL);
    assert_int_equal(verdict(STR("x^(?:\"+\\n?)+y|^(?:\"+)+y"), &k, &again), REDOS_EXPONENTIAL);
    assert_int_equal(r.points[0].steps, again.points[0].steps);
    redos_attack_text(&r.attack, 0, &b);
    assert_string_equal(b.s, "\"\\\"\" * k");
    buf_clear(&b);
    assert_int_equal(verdict(STR("Foo.*bar"), &k, &r), REDOS_POLYNOMIAL);
    assert_int_equal(r.degree, 2);
    assert_string_equal(redos_degree_name(&r), "quadratic");
    assert_int_equal(r.from, 3);
    assert_int_equal(r.to, 5);
    redos_attack_text(&r.attack, 7, &b);
    assert_non_null(strstr(b.s, "Foo\" * 7"));
    buf_release(&b);
    arena_release(&k);
}

int main(void)
{
    struct err err;
    if (file_read("tests/data/redos.tsv", 0, &corpus, &err) != 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_corpus),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_text),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&corpus);
    return failed;
}
