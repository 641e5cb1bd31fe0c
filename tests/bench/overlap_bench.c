/* Overlap: which of N patterns match which of N signatures, by the index and, for small N, by brute force;
 * CPU seconds of both in one run.
 *
 * usage: overlap_bench [COUNT]      10,000 by default; brute force up to 20,000 */
#define _DEFAULT_SOURCE /* wait4, in run.h */
#include "regex/generalise.h"
#include "regex/match.h"
#include "regex/overlap.h"

#include "run.h"

static uint64_t seed = 1;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

/* Signatures as programs write them: a component, what it did, to what, why it failed. */
static void make_signature(struct buf *b, unsigned i)
{
    static const char *const who[] = {
        "docker",      "nginx", "kubelet",   "npm ERR!",   "fatal",
        "psql: FATAL", "redis", "terraform", "systemd[1]", "java.lang.IllegalStateException"};
    static const char *const did[] = {"cannot open",           "failed to start",
                                      "unable to read",        "could not connect to",
                                      "refused to load",       "timed out waiting for",
                                      "has no permission for", "cannot parse",
                                      "lost the lease of",     "gave up on"};
    static const char *const what[] = {"volume",  "certificate",   "connection pool",    "lock file",
                                       "replica", "session token", "configuration file", "backup archive",
                                       "module",  "image"};
    static const char *const why[] = {"no such file or directory",
                                      "permission denied",
                                      "is locked by another process",
                                      "checksum mismatch",
                                      "exceeded its limit",
                                      "has expired",
                                      "unexpected EOF"};
    buf_addf(b, "%s: %s the %s '%c%c%c%u': %s (component %x)", who[below(10)], did[below(10)],
             what[below(10)], 'a' + (char)below(26), 'a' + (char)below(26), 'a' + (char)below(26), i,
             why[below(7)], i * 2654435761u);
}

static void make_pattern(struct buf *b, struct str signature, unsigned i)
{
    struct arena a = ARENA_INIT;
    struct generalised g;
    struct err err;
    struct generalise_options o = {.fixed = below(3) ? ~0u : 1u << VOLATILE_HEX};
    if (i % 500 == 0) { /* some are too broad */
        static const char *const broad[] = {"lock file .*permission denied",
                                            "cannot parse the (?:module|image)", "\\bEOF\\b",
                                            "kubelet.*lease"};
        buf_adds(b, broad[below(4)]);
    } else if (regex_generalise(&signature, 1, &o, &a, &g, &err) == 0) {
        buf_add_str(b, g.pattern);
    }
    arena_release(&a);
}

static struct str text_of(const struct overlap_item *i)
{
    return (struct str){i->text, i->len};
}

static size_t brute(const struct overlap_item *patterns, const struct overlap_item *texts, size_t n)
{
    struct matcher *m = matcher_new();
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        struct regex_fault fault;
        struct regex *r = regex_compile(text_of(&patterns[i]), REGEX_CASELESS, &fault);
        for (size_t k = 0; k < n && r; k++)
            found += k != i && regex_search(r, m, text_of(&texts[k]), NULL, NULL) == REGEX_MATCH;
        regex_free(r);
    }
    matcher_free(m);
    return found;
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    struct overlap_item *patterns = mem_zalloc(n, sizeof *patterns), *texts = mem_zalloc(n, sizeof *texts);
    struct buf *made = mem_zalloc(2 * n, sizeof *made);
    for (size_t i = 0; i < n; i++) {
        make_signature(&made[2 * i], (unsigned)i);
        make_pattern(&made[2 * i + 1], buf_str(&made[2 * i]), (unsigned)i);
        texts[i] = (struct overlap_item){made[2 * i].s, (uint32_t)made[2 * i].len, (uint32_t)i, 0};
        patterns[i] = (struct overlap_item){made[2 * i + 1].s, (uint32_t)made[2 * i + 1].len, (uint32_t)i, 0};
    }
    double best = 1e9;
    size_t pairs = 0;
    for (int i = 0; i < 3; i++) {
        struct overlap_pairs got;
        double start = bench_cpu();
        regex_overlap(patterns, n, texts, n, &got);
        double took = bench_cpu() - start;
        best = took < best ? took : best;
        pairs = got.at.len;
        vec_release(&got.at);
    }
    printf("overlap of %zu by %zu: CPU %.3f s, %zu pairs\n", n, n, best, pairs);
    if (n <= 20000) {
        double start = bench_cpu();
        size_t found = brute(patterns, texts, n);
        printf("brute force: CPU %.1f s, %zu pairs\n", bench_cpu() - start, found);
    }
    for (size_t i = 0; i < 2 * n; i++)
        buf_release(&made[i]);
    free(made);
    free(patterns);
    free(texts);
    return 0;
}
