/* What to put behind a pumped string so that the match fails: words outside the pattern's language, found by
 * running the automaton along the string and on from there. */
#ifndef KEDB_REGEX_SUFFIX_H
#define KEDB_REGEX_SUFFIX_H

#include "regex/nfa.h"

enum { SUFFIX_VISITS = 40, SUFFIX_TRIES = 600, SUFFIX_MAX = 4, SUFFIX_ROUNDS = 80 };

struct pumped { /* `before` once, `pump` any number of times */
    struct word before, pump;
};

struct suffix_search {
    struct word found[SUFFIX_MAX]; /* shortest first */
    size_t count;
    bool succeeds; /* the string itself matches before its end: no suffix can help */
};

/* For the pumped words one after the other, each pumped until the automaton's states repeat. */
void suffix_find(struct suffix_search *out, const struct nfa *n, const struct pumped *parts, size_t count,
                 struct arena *k);

#endif
