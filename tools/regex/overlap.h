/* Which of many patterns match which of many texts: the pairs that running every pattern on every text finds,
 * found by way of an index of required literals (regex/index.h). */
#ifndef KEDB_REGEX_OVERLAP_H
#define KEDB_REGEX_OVERLAP_H

#include "base/mem.h"

/* A pattern or a text, UTF-8, and whose it is: one's own texts are not of interest. Small, since a base has
 * hundreds of thousands. */
struct overlap_item {
    const char *text;
    uint32_t len, owner;
    uint32_t literals; /* bytes behind a pattern's text that hold its literals (literals_pack()); 0: none, it
                          is parsed */
};

struct overlap_pair {
    uint32_t pattern, text; /* numbers of the items */
    bool undecided;         /* the search hit its limit before it found a match */
};

struct overlap_pairs {
    VEC(struct overlap_pair) at; /* sorted by pattern, then text */
};

/* Caseless searches. Patterns that do not compile match nothing. Release with vec_release(&out->at). */
void regex_overlap(const struct overlap_item *patterns, size_t pattern_count,
                   const struct overlap_item *texts, size_t text_count, struct overlap_pairs *out);

#endif
