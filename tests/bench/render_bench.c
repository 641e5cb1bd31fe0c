/* kedb render --check on a rendered base against reading its records and pages: the CPU of both in one run,
 * and their ratio.
 *
 * usage: render_bench [COUNT]      10,000 records by default, below build/bench */
#define _DEFAULT_SOURCE /* wait4 */
#include "run.h"

static size_t read_all(const char *folder, const char *suffix)
{
    struct paths files = {0};
    struct buf text = BUF_INIT;
    struct err err;
    size_t bytes = 0;
    file_walk(folder, suffix, NULL, &files, &err);
    for (size_t i = 0; i < files.len; i++)
        if (file_read(files.at[i], 0, &text, &err) == 0)
            bytes += text.len;
    buf_release(&text);
    paths_release(&files);
    return bytes;
}

int main(int argc, char **argv)
{
    char folder[64], records[80], program[4200];
    if (bench_base(argc > 1 ? strtoul(argv[1], NULL, 10) : 10000, folder, program) != 0)
        return 2;
    char render[] = "render", check[] = "--check", quiet[] = "-q", one[] = "-j1";
    snprintf(records, sizeof records, "%s/records", folder);
    if (bench_run(folder, (char *[]){program, render, quiet, NULL}).status != 0)
        return fputs("render_bench: the pages cannot be made\n", stderr), 2;
    double best[2] = {1e9, 1e9};
    size_t bytes = 0;
    for (int i = 0; i < 5; i++) {
        struct cost c = bench_run(folder, (char *[]){program, render, check, one, NULL});
        if (c.status != 0)
            return fputs("render_bench: the check failed\n", stderr), 2;
        best[0] = c.cpu < best[0] ? c.cpu : best[0];
        double start = bench_cpu();
        bytes = read_all(records, ".json") + read_all(records, ".md");
        double reading = bench_cpu() - start;
        best[1] = reading < best[1] ? reading : best[1];
    }
    printf("render --check: CPU %.3f s; reading records and pages (%.1f MB): CPU %.3f s; ratio %.2f\n",
           best[0], (double)bytes / 1e6, best[1], best[0] / best[1]);
    return 0;
}
