/* Regular expressions as JSON Schema means them: ECMA-262 (2024 edition, section 22.2), the u flag set, no
 * other.
 *
 * A pattern is parsed here, so that what ECMA-262 does not know ((?i), (?P<name>), \A, possessive
 * quantifiers, verbs) is refused with its place, and is then run by PCRE2 in a translation whose every
 * construct means the same. What PCRE2 cannot express exactly (backreferences, whose groups ECMA-262 empties
 * at every round of a loop; lookbehind of varying length; patterns that PCRE2 calls too large) is run by a
 * machine of our own.
 *
 * A pattern that is legal only without the u flag (Annex B: `\-`, `\_`, a lone `{`) is taken too, and says
 * so. It is still run by code points, and what has a meaning with u (`\p{L}`, `\u{1F600}`) keeps it. Of its
 * identity escapes \A, \Z, \z, \Q, \E and \G are refused: nobody who writes them means the letter.
 *
 * Limits: patterns of REGEX_PATTERN_MAX bytes, groups nested ECMA_DEPTH_MAX deep. A search that takes too
 * many steps (see match.h) or too much memory is REGEX_LIMIT, never "no match". */
#ifndef KEDB_REGEX_ECMA_H
#define KEDB_REGEX_ECMA_H

#include "regex/match.h"

enum { ECMA_DEPTH_MAX = 200 };

struct ecma;

/* NULL and `fault` when the pattern is none. Read-only after, to be shared by threads. Free with ecma_free.
 */
struct ecma *ecma_compile(struct str pattern, struct regex_fault *fault);
void ecma_free(struct ecma *e);

/* NULL, or why the pattern is legal only without the u flag. */
const struct regex_fault *ecma_annex_b(const struct ecma *e);

/* Whether the pattern matches somewhere in the subject, which must be valid UTF-8. */
enum regex_result ecma_search(const struct ecma *e, struct matcher *m, struct str subject);

/* A syntax check alone, with the u flag: format "regex". `fault` may be NULL. */
bool ecma_valid(struct str pattern, struct regex_fault *fault);

/* How far a match that begins at the subject's start comes, for messages about a pattern that does not match.
 */
enum { ECMA_WANTED_MAX = 4 };
struct ecma_stop {
    size_t at; /* byte of the subject where nothing fits; its length when more is wanted */
    struct str wanted[ECMA_WANTED_MAX]; /* pieces of the pattern that might fit there; views of it */
    size_t count;
    bool wants_end;  /* or the subject would have to end there */
    bool from_start; /* the pattern begins with ^ on every way: only then is `at` the fault's place */
};
/* False when there is nothing to say: the pattern matches, is none, or takes too many steps. */
bool ecma_stop_find(struct str pattern, struct str subject, struct ecma_stop *out);

#endif
