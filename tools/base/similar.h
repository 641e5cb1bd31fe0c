/* "Did you mean": the nearest of a list of words. */
#ifndef KEDB_BASE_SIMILAR_H
#define KEDB_BASE_SIMILAR_H

#include "base/str.h"

/* Damerau-Levenshtein distance in code points, restricted to adjacent transpositions that are not edited
 * again (optimal string alignment). Gives limit + 1 as soon as the distance is known to be above `limit`.
 * Words longer than 256 code points count as farther than any limit. */
size_t similar_distance(struct str a, struct str b, size_t limit);

/* Keeps the best of candidates offered one by one; ties go to the first offered. Zero-initialise, set `word`.
 */
struct similar {
    struct str word;
    struct str best; /* best.s is NULL when nothing was near enough */
    size_t distance;
};
struct similar similar_to(struct str word);

/* Near enough: distance at most a third of the longer word's length (at least 1), ASCII case not counted. */
void similar_offer(struct similar *s, struct str candidate);

#endif
