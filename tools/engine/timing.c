/* Timings: see timing.h. */
#include "engine/timing.h"

#include <time.h>

uint64_t timing_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

void timings_start(struct timings *t)
{
    if (t)
        t->last = timing_now();
}

void timings_add(struct timings *t, bool rule, uint64_t spent, uint64_t calls, const char *fmt, ...)
{
    if (!t)
        return;
    struct buf what = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&what, fmt, ap);
    va_end(ap);
    *vec_push(&t->rows) =
        (struct timing){.what = buf_detach(&what), .rule = rule, .spent = spent, .calls = calls};
}

void timings_lap(struct timings *t, const char *what)
{
    if (!t)
        return;
    uint64_t now = timing_now();
    timings_add(t, false, now - t->last, 1, "%s", what);
    t->last = now;
}

void timings_release(struct timings *t)
{
    for (size_t i = 0; i < t->rows.len; i++)
        free(t->rows.at[i].what);
    vec_release(&t->rows);
}

static int dearest_first(const void *a, const void *b)
{
    const struct timing *const *x = a, *const *y = b;
    if ((*x)->spent != (*y)->spent)
        return (*x)->spent > (*y)->spent ? -1 : 1;
    return strcmp((*x)->what, (*y)->what);
}

static void print_rows(struct buf *out, const struct timing **rows, size_t count, uint64_t total,
                       size_t records)
{
    for (size_t i = 0; i < count; i++)
        buf_addf(out, "%10.3f %6.1f %10.2f  %s\n", (double)rows[i]->spent / 1e6,
                 total ? 100.0 * (double)rows[i]->spent / (double)total : 0.0,
                 records ? (double)rows[i]->spent / 1e3 / (double)records : 0.0, rows[i]->what);
}

void timings_print(const struct timings *t, size_t records, struct buf *out)
{
    const struct timing **rows = mem_zalloc(t->rows.len + 1, sizeof *rows);
    uint64_t total = 0;
    for (size_t i = 0; i < t->rows.len; i++)
        total += t->rows.at[i].spent;
    buf_adds(out, "        ms      %  us/record  step (elapsed, added up over threads)\n");
    for (int rules = 0; rules < 2; rules++) {
        size_t n = 0;
        for (size_t i = 0; i < t->rows.len; i++)
            if (t->rows.at[i].rule == (rules == 1))
                rows[n++] = &t->rows.at[i];
        if (rules && n)
            qsort(rows, n, sizeof *rows, dearest_first);
        print_rows(out, rows, n, total, records);
    }
    free(rows);
}
