/* The reader against jansson's, on the records of records/ and the example of the tests, in one run. CPU
 * seconds; the ratio counts. */
#include "base/file.h"
#include "json/doc.h"
#include "json/tree.h"

#include <stdio.h>
#include <time.h>

static double cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(void)
{
    struct paths files = {0};
    struct err err;
    if (file_walk("records", ".json", NULL, &files, &err) != 0)
        return fprintf(stderr, "%s\n", err.msg), 2;
    paths_add(&files, "tests/rules/example.json");
    struct buf *texts = mem_zalloc(files.len, sizeof *texts);
    size_t bytes = 0;
    for (size_t i = 0; i < files.len; i++) {
        if (file_read(files.at[i], 0, &texts[i], &err) != 0)
            return fprintf(stderr, "%s\n", err.msg), 2;
        bytes += texts[i].len;
    }
    double best[2] = {1e9, 1e9}; /* the best of five rounds each, taken in turns */
    size_t rounds = 20 * 1000 * 1000 / bytes + 1;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    for (int round = 0; round < 5; round++) {
        double start = cpu();
        for (size_t k = 0; k < rounds; k++)
            for (size_t i = 0; i < files.len; i++)
                if (json_parse(&doc, buf_str(&texts[i]), &fault) != 0)
                    return 2;
        double tape = cpu() - start;
        start = cpu();
        for (size_t k = 0; k < rounds / 8 + 1; k++)
            for (size_t i = 0; i < files.len; i++)
                tree_free(tree_parse(buf_str(&texts[i]), &err));
        double jansson = (cpu() - start) * (double)rounds / (double)(rounds / 8 + 1);
        best[0] = tape < best[0] ? tape : best[0];
        best[1] = jansson < best[1] ? jansson : best[1];
    }
    double mb = (double)bytes * (double)rounds / 1e6;
    printf("reader: tape %.0f MB/s, jansson %.0f MB/s, ratio %.1f\n", mb / best[0], mb / best[1],
           best[1] / best[0]);
    json_release(&doc);
    for (size_t i = 0; i < files.len; i++)
        buf_release(&texts[i]);
    free(texts);
    paths_release(&files);
    return 0;
}
