/* kedb check on a generated base: CPU, wall and peak memory with one thread and two.
 *
 * usage: check_bench [COUNT]      10,000 records by default; the base is made below build/bench and kept for
 * the next run */
#define _DEFAULT_SOURCE /* wait4 */
#include "base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct cost {
    double cpu, wall;
    long kilobytes;
    int status;
};

static struct cost run(const char *folder, char *const *argv)
{
    struct timespec from, to;
    struct rusage used;
    struct cost c = {0};
    clock_gettime(CLOCK_MONOTONIC, &from);
    pid_t pid = fork();
    if (pid == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, 1);
        dup2(nowhere, 2);
        if (folder && chdir(folder) != 0)
            _exit(127);
        execv(argv[0], argv);
        _exit(127);
    }
    wait4(pid, &c.status, 0, &used);
    clock_gettime(CLOCK_MONOTONIC, &to);
    c.wall = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
    c.cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
            (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
    c.kilobytes = used.ru_maxrss;
    return c;
}

int main(int argc, char **argv)
{
    char here[4096], folder[64], program[4200], count[16], corpus[] = "build/bench/corpus";
    snprintf(count, sizeof count, "%lu", argc > 1 ? strtoul(argv[1], NULL, 10) : 10000ul);
    snprintf(folder, sizeof folder, "build/bench/base-%s", count);
    if (!getcwd(here, sizeof here))
        return 2;
    snprintf(program, sizeof program, "%s/build/kedb", here);
    char seed[] = "1", check[] = "check", format[] = "--format=json", day[] = "--today=2026-07-01";
    if (file_kind(folder) != FILE_FOLDER &&
        run(NULL, (char *[]){corpus, folder, count, seed, NULL}).status != 0)
        return fputs("check_bench: the base cannot be made\n", stderr), 2;
    for (int jobs = 1; jobs <= 2; jobs++) {
        char j[] = {'-', 'j', (char)('0' + jobs), 0};
        struct cost best = {.cpu = 1e9};
        for (int i = 0; i < 5; i++) {
            struct cost c = run(folder, (char *[]){program, check, j, format, day, NULL});
            if (WEXITSTATUS(c.status) > 1)
                return fputs("check_bench: kedb check failed\n", stderr), 2;
            best = c.cpu < best.cpu ? c : best;
        }
        printf("check of %s records, -j%d: CPU %.3f s, wall %.3f s, peak %.1f MB\n", count, jobs, best.cpu,
               best.wall, (double)best.kilobytes / 1024);
    }
    return 0;
}
