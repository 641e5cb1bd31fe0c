/* Sets of code points as sorted, disjoint, non-adjacent intervals; case folding as caseless UTF matching in
 * PCRE2 does it (simple case folding of Unicode, with the sets of three and four such as k K U+212A).
 *
 * A set is a view into an arena and is never changed. */
#ifndef KEDB_REGEX_SET_H
#define KEDB_REGEX_SET_H

#include "regex/ast.h"

struct regex_range {
    uint32_t lo, hi; /* both belong to it */
};

struct regex_set {
    const struct regex_range *at;
    size_t len;
};

bool regex_set_has(struct regex_set s, uint32_t cp);
bool regex_set_equal(struct regex_set a, struct regex_set b);
bool regex_set_meets(struct regex_set a, struct regex_set b);  /* some code point is in both */
bool regex_set_within(struct regex_set a, struct regex_set b); /* all of a is in b */
struct regex_set regex_set_union(struct arena *k, struct regex_set a, struct regex_set b);
struct regex_set regex_set_complement(struct arena *k, struct regex_set a); /* within 0..10FFFF */
struct regex_set regex_set_fold(struct arena *k, struct regex_set a);       /* with all other cases */
/* From intervals in any order, overlapping or not. */
struct regex_set regex_set_of(struct arena *k, const struct regex_range *ranges, size_t count);
size_t regex_set_size(struct regex_set s); /* code points */

/* What a REGEX_CHAR, ANY, SHORTHAND, PROPERTY, POSIX, RANGE or CLASS matches, folded when the flag i is in
 * force at the node, with . taken by the flag s. Shorthands and POSIX classes are PCRE2's without UCP: ASCII
 * only. False when a property is in it that this file has no table for: the set then holds more than the node
 * matches (all code points for that part). */
bool regex_node_set(const struct regex_tree *t, const struct regex_node *n, struct arena *k,
                    struct regex_set *out);

/* Whether [:name:] is a class. */
bool regex_posix_known(struct str name);

/* All code points that equal cp caselessly, cp first; returns how many (1 to REGEX_ORBIT_MAX). */
enum { REGEX_ORBIT_MAX = 4 };
size_t regex_orbit(uint32_t cp, uint32_t out[REGEX_ORBIT_MAX]);
/* One representative for all of them: the smallest code point. */
uint32_t regex_fold(uint32_t cp);
/* The next run of code points at or after `from` that have other cases. */
bool regex_fold_run(uint32_t from, uint32_t *lo, uint32_t *hi);

#endif
