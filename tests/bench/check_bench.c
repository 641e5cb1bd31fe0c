/* kedb check on a generated base: CPU, wall and peak memory with one thread and two.
 *
 * usage: check_bench [COUNT]      10,000 records by default; the base is kept below build/bench for the next
 * run */
#define _DEFAULT_SOURCE /* wait4 */
#include "run.h"

int main(int argc, char **argv)
{
    char folder[64], program[4200];
    unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    if (bench_base(count, folder, program) != 0)
        return 2;
    char check[] = "check", format[] = "--format=json", day[] = "--today=2026-07-01";
    for (int jobs = 1; jobs <= 2; jobs++) {
        char j[] = {'-', 'j', (char)('0' + jobs), 0};
        struct cost best = {.cpu = 1e9};
        for (int i = 0; i < 5; i++) {
            struct cost c = bench_run(folder, (char *[]){program, check, j, format, day, NULL});
            if (WEXITSTATUS(c.status) > 1)
                return fputs("check_bench: kedb check failed\n", stderr), 2;
            best = c.cpu < best.cpu ? c : best;
        }
        printf("check of %lu records, -j%d: CPU %.3f s, wall %.3f s, peak %.1f MB\n", count, jobs, best.cpu,
               best.wall, (double)best.kilobytes / 1024);
    }
    return 0;
}
