/* Attack strings to be tried for a chain of pumps: several ways to pump, several ends. */
#ifndef KEDB_REGEX_CANDIDATE_H
#define KEDB_REGEX_CANDIDATE_H

#include "regex/ambiguity.h"
#include "regex/attack.h"
#include "regex/suffix.h"

enum { CANDIDATE_HEADS = 14, CANDIDATE_ENDS = 20 };

struct candidates {
    struct attack heads[CANDIDATE_HEADS];               /* without suffix */
    struct pumped words[CANDIDATE_HEADS][ATTACK_PARTS]; /* the same in atoms */
    size_t count;
};

void candidate_heads(struct candidates *c, const struct nfa *n, const struct chain *chain, struct arena *k);

/* Ends for the head `which`, the most promising first; returns how many. */
size_t candidate_ends(struct str ends[CANDIDATE_ENDS], const struct nfa *n, const struct candidates *c,
                      size_t which, struct arena *k);

/* A word of atoms as text. */
struct str candidate_text(const struct nfa *n, struct word w, struct arena *k);

#endif
