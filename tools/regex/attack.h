/* Attack strings: prefix, pumped parts, suffix; and how the work grows with the number of pumps. */
#ifndef KEDB_REGEX_ATTACK_H
#define KEDB_REGEX_ATTACK_H

#include "regex/probe.h"

enum {
    ATTACK_PARTS = 6,
    GROWTH_POINTS = 24,
    ATTACK_CHARS = 14000,  /* the longest string that is tried, bytes */
    ATTACK_STEPS = 500000, /* of one search */
};

struct attack_part {
    struct str before; /* once */
    struct str pump;   /* k times */
};

struct attack {
    struct attack_part parts[ATTACK_PARTS];
    size_t count;
    struct str suffix;
};

void attack_write(const struct attack *a, size_t k, struct buf *out);

struct growth_point {
    uint64_t pumps, chars, steps;
    bool capped; /* steps is where the counting stopped */
};

struct growth {
    struct growth_point points[GROWTH_POINTS];
    size_t count;
    bool exponential;
    double degree; /* estimated; 0: not to be told */
    bool failed;   /* the engine ran into a limit of memory */
};

struct growth_plan {
    unsigned expected; /* degree; 0: exponential */
    bool exact;        /* the expectation comes from an exact automaton: less is to be shown */
    size_t least;      /* pumps to begin with, past what counters let through */
};

/* Runs the attack with more and more pumps. `budget` (steps over all) is used up as it goes. */
void growth_measure(struct growth *g, struct probe *p, const struct attack *a, const struct growth_plan *plan,
                    uint64_t *budget);

/* Steps on a subject of this many characters, from the curve that was measured (a degree must have been
 * found). */
double growth_at(const struct growth *g, unsigned degree, double chars);

#endif
