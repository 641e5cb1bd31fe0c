/* Where the time of a run goes: phases and rules, in nanoseconds of elapsed time, added up over threads. A
 * rule is measured by its check function: rows that share one are one line. Measuring costs some 25 ns a
 * step, so that it is done only when it is asked for. */
#ifndef KEDB_ENGINE_TIMING_H
#define KEDB_ENGINE_TIMING_H

#include "base/mem.h"

struct timing {
    char *what; /* owned */
    bool rule;  /* a check function; false: a phase */
    uint64_t spent, calls;
};

struct timings {
    VEC(struct timing) rows; /* phases and rules in the order in which they ran */
    uint64_t last;           /* when the step at hand began */
};

uint64_t timing_now(void); /* nanoseconds of a clock that only goes up */
/* Starts measuring; NULL is a run that is not measured, here and below. */
void timings_start(struct timings *t);
/* Ends a step: what passed since the last one. */
void timings_lap(struct timings *t, const char *what);
void timings_add(struct timings *t, bool rule, uint64_t spent, uint64_t calls, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
void timings_release(struct timings *t);

/* A table: phases as they ran, then rules, the dearest first. */
void timings_print(const struct timings *t, size_t records, struct buf *out);

#endif
