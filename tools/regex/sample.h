/* Strings made from the tree of a pattern, without an automaton: for each loop what leads to it and what it
 * repeats. */
#ifndef KEDB_REGEX_SAMPLE_H
#define KEDB_REGEX_SAMPLE_H

#include "regex/ast.h"

enum { SAMPLE_SEEDS = 40, SAMPLE_BYTES = 2000 };

struct sample_seed {
    struct str prefix, pump;
    uint32_t from, to; /* the repeat */
};

/* Returns how many; texts are in the arena. */
size_t sample_seeds(struct sample_seed seeds[SAMPLE_SEEDS], const struct regex_tree *t, struct arena *k);

#endif
