/* kedb match: a generated log of many megabytes against a generated base; CPU seconds beyond those of an
 * empty log, megabytes a second, memory; and grep -i for one word of it in the same run.
 *
 * usage: match_bench [RECORDS [MEGABYTES]]      10,000 records and 200 MB by default */
#define _DEFAULT_SOURCE /* wait4 */
#include "run.h"

static uint64_t seed = 1;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

/* Lines as programs log them; none is known to the base. */
static int make_log(const char *path, size_t bytes)
{
    static const char *const words[] = {"GET",      "/api/v1/users", "200",     "304",          "connection",
                                        "accepted", "from",          "worker",  "INFO",         "session",
                                        "closed",   "request",       "user",    "completed in", "ms",
                                        "cache",    "miss for",      "key",     "DEBUG",        "queue depth",
                                        "kernel",   "eth0",          "link up", "systemd",      "Started",
                                        "error",    "failed",        "could",   "not found",    "volume"};
    FILE *f = fopen(path, "w");
    if (!f)
        return -1;
    for (size_t written = 0; written < bytes;) {
        int n = fprintf(f, "2026-05-%02uT%02u:%02u:%02uZ host%u app[%u]:", 1 + below(28), below(24),
                        below(60), below(60), below(9), below(9999));
        for (unsigned k = 4 + below(10); k; k--)
            n += fprintf(f, " %s", words[below(sizeof words / sizeof *words)]);
        fputc('\n', f);
        written += (size_t)n + 1;
    }
    return fclose(f);
}

int main(int argc, char **argv)
{
    char folder[64], program[4200], log[4200], match[] = "match", quiet[] = "-q", nothing[] = "/dev/null";
    size_t megabytes = argc > 2 ? strtoul(argv[2], NULL, 10) : 200;
    if (bench_base(argc > 1 ? strtoul(argv[1], NULL, 10) : 10000, folder, program) != 0)
        return 2;
    snprintf(log, sizeof log, "%.*s/bench/big.log", (int)(strlen(program) - strlen("/kedb")), program);
    if (make_log(log, megabytes * 1000000) != 0)
        return fputs("match_bench: the log cannot be made\n", stderr), 2;
    struct cost none = bench_run(folder, (char *[]){program, match, quiet, nothing, NULL});
    struct cost all = bench_run(folder, (char *[]){program, match, quiet, log, NULL});
    char grep[] = "/bin/grep", count[] = "-ci", word[] = "unable to create";
    struct cost one = bench_run(NULL, (char *[]){grep, count, word, log, NULL});
    printf("match: %zu MB in CPU %.2f s beyond the %.2f s that the base takes: %.0f MB/s; %ld kB; "
           "grep -i for one text: %.2f s\n",
           megabytes, all.cpu - none.cpu, none.cpu, (double)megabytes / (all.cpu - none.cpu), all.kilobytes,
           one.cpu);
    unlink(log);
    return 0;
}
