/* The door to PCRE2: compile a pattern once, match it often, always within limits.
 *
 * Patterns and subjects are UTF-8. A limit that is hit is a result of its own and never "no match". A
 * compiled pattern is read-only and may be shared by threads; each thread has a matcher of its own. */
#ifndef KEDB_REGEX_MATCH_H
#define KEDB_REGEX_MATCH_H

#include "base/err.h"
#include "base/str.h"

/* What one search may cost, over all its starts together. A step is an item of the pattern tried at one place
 * of the subject, or 16 bytes that one item runs over or may
 * compare with a group. PCRE2's own limit counts from zero again at every
 * start of the search, so that `a.*a.*b` on 1,400 letters "a" takes seconds and never meets it; here that
 * search ends as REGEX_LIMIT. A search has REGEX_BUDGET steps and REGEX_BUDGET_PER_BYTE more for each byte of
 * the subject; that is some tenths of a second. */
enum {
    REGEX_BUDGET = 4000000,
    REGEX_BUDGET_PER_BYTE = 32,
    REGEX_DEPTH_LIMIT = 100000,
    REGEX_HEAP_LIMIT = 65536,  /* KiB */
    REGEX_ROOMY_HEAP = 524288, /* KiB, of REGEX_TRANSLATED: no depth limit but this */
    REGEX_PATTERN_MAX = 1 << 20
};

enum regex_option {
    REGEX_CASELESS = 1,
    REGEX_SCHEMA =
        2, /* as JSON Schema means `pattern`: $ only at the very end, \uXXXX escapes, [] is an empty class */
    REGEX_TRANSLATED = 4, /* a pattern that ecma.h translated, with room for the frames of long strings */
};

struct regex;
struct regex_fault {
    size_t at;      /* byte of the pattern */
    char what[160]; /* the engine's sentence */
};

/* NULL and `fault` when the pattern is not one. Free with regex_free. */
struct regex *regex_compile(struct str pattern, unsigned options, struct regex_fault *fault);
/* The same of a parsed pattern; `options` are REGEX_CASELESS when the tree was parsed with REGEX_FLAG_I, else
 * 0. A plain one (regex/quick.h) is compiled only when a search needs PCRE2, which few do: it is one thread's
 * own. */
struct regex_tree;
struct regex *regex_from_tree(const struct regex_tree *t, unsigned options, struct regex_fault *fault);
void regex_free(struct regex *r);

enum regex_result { REGEX_NO_MATCH, REGEX_MATCH, REGEX_LIMIT };

struct matcher; /* one thread's match data */
struct matcher *matcher_new(void);
void matcher_free(struct matcher *m);

/* Searches the subject, which must be valid UTF-8. from and to (may be NULL) get the bytes of the match.
 * REGEX_LIMIT: the budget is used up and whether there is a match is not known. The answer depends on pattern
 * and subject alone, never on time. */
enum regex_result regex_search(const struct regex *r, struct matcher *m, struct str subject, size_t *from,
                               size_t *to);

/* Watches a search: `visit` is called before each item of the pattern is tried, with the byte of the pattern
 * where the item stands (the pattern's length at its end), the byte of the subject where this start of the
 * search began, and where the item is tried. Nothing is left out by optimisation; the search stops after
 * REGEX_TRACE_MAX items. */
enum { REGEX_TRACE_MAX = 200000 };
typedef void regex_visit(void *ctx, size_t item, size_t start, size_t at);
enum regex_result regex_trace(struct str pattern, unsigned options, struct matcher *m, struct str subject,
                              regex_visit *visit, void *ctx);

#endif
