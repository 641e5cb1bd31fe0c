/* What the benchmarks of the program share: a generated base, a command run and its cost. */
#ifndef KEDB_BENCH_RUN_H
#define KEDB_BENCH_RUN_H

#include "base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct cost {
    double cpu, wall; /* seconds */
    long kilobytes;   /* peak resident */
    int status;       /* as wait() gives it */
};

static inline double bench_cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Runs a program in a folder (NULL: here), its output thrown away. */
static inline struct cost bench_run(const char *folder, char *const *argv)
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

/* A base of `count` records below build/bench, made when it is not there; its folder (64 bytes) and the
 * program's path (4,200 bytes). -1 after saying why not. */
static inline int bench_base(unsigned long count, char *folder, char *program)
{
    char here[4096], number[24], corpus[] = "build/bench/corpus", seed[] = "1";
    snprintf(number, sizeof number, "%lu", count);
    snprintf(folder, 64, "build/bench/base-%lu", count);
    if (!getcwd(here, sizeof here))
        return -1;
    snprintf(program, 4200, "%s/build/kedb", here);
    if (file_kind(folder) != FILE_FOLDER &&
        bench_run(NULL, (char *[]){corpus, folder, number, seed, NULL}).status != 0)
        return fputs("the base cannot be made\n", stderr), -1;
    return 0;
}

#endif
