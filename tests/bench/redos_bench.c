/* The verdict on each pattern of a file and what it cost: one line a pattern, verdict, degree, CPU
 * microseconds of parsing and analysis, attack; then the times of all.
 *
 * usage: redos_bench [FILE]      tests/data/redos.tsv by default; the pattern is what follows the last tab of
 * a line; -i before FILE: caseless, -q: the times alone */
#define _DEFAULT_SOURCE /* wait4, in run.h */
#include "regex/redos.h"

#include "run.h"

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double analyse(struct str pattern, unsigned flags, bool quiet, struct arena *k)
{
    struct regex_tree t;
    struct regex_fault_span fault;
    struct redos r;
    struct buf attack = BUF_INIT;
    double start = bench_cpu();
    if (regex_parse(&t, pattern, flags, k, &fault) != 0) {
        if (!quiet)
            printf("syntax\t0\t0\t%s\n", fault.what);
        return 0;
    }
    redos_analyse(&r, &t, k);
    double took = (bench_cpu() - start) * 1e6;
    if (r.attack.count)
        redos_attack_text(&r.attack, 0, &attack);
    if (!quiet)
        printf("%s\t%u\t%.0f\t%.*s\n", redos_verdict_name(r.verdict), r.degree, took,
               STR_FMT(buf_str(&attack)));
    buf_release(&attack);
    return took;
}

int main(int argc, char **argv)
{
    struct buf text = BUF_INIT;
    struct err err;
    struct arena k = ARENA_INIT;
    VEC(double) times = {0};
    unsigned flags = 0;
    bool quiet = false;
    for (; argc > 1 && argv[1][0] == '-'; argv++, argc--) {
        flags |= argv[1][1] == 'i' ? REGEX_FLAG_I : 0;
        quiet |= argv[1][1] == 'q';
    }
    if (file_read(argc > 1 ? argv[1] : "tests/data/redos.tsv", 0, &text, &err) != 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 2;
    }
    for (char *line = text.s, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        char *tab = strrchr(line, '\t');
        *vec_push(&times) = analyse(str_of(tab ? tab + 1 : line), flags, quiet, &k);
        arena_reset(&k);
    }
    qsort(times.at, times.len, sizeof *times.at, by_value);
    if (times.len)
        printf("# %zu patterns, CPU microseconds: median %.0f, 95 %% %.0f, 99 %% %.0f, most %.0f\n",
               times.len, times.at[times.len / 2], times.at[times.len * 95 / 100],
               times.at[times.len * 99 / 100], times.at[times.len - 1]);
    vec_release(&times);
    arena_release(&k);
    buf_release(&text);
    return 0;
}
