/* Where a pattern and a text part: the item of the pattern that the text does not satisfy, and the place of
 * the text where it was wanted. */
#ifndef KEDB_REGEX_DIVERGE_H
#define KEDB_REGEX_DIVERGE_H

#include "regex/ast.h"
#include "regex/match.h"

struct divergence {
    size_t from,
        to;         /* bytes of the pattern: what is wanted, a word of literal characters or one other item */
    size_t at, end; /* bytes of the text: where it was wanted, and the word that stands there instead */
    size_t item_to; /* byte of the pattern after the first item that is wanted */
    uint32_t cp;    /* the character that it is, or 0 */
    size_t literals; /* literal characters of the pattern that agreed before it */
    size_t total;    /* literal characters of its longest alternative */
    bool at_start;   /* nothing agreed */
};

/* How far a caseless search came: of all tries the one that agreed with the most literal characters of one
 * alternative. */
struct divergence regex_tree_diverge(const struct regex_tree *t, struct matcher *m, struct str text,
                                     struct arena *a);

#endif
