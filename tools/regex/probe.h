/* Counting what a search costs a backtracking matcher: PCRE2 itself, run with a callout before each item of
 * the pattern.
 *
 * A step is an item tried at a place of the subject. PCRE2's own match limit cannot serve: it begins anew at
 * each start of a search. Where the pattern has lookarounds, atomic groups, possessive quantifiers or
 * backreferences, the characters that one item runs over or compares are steps as well: there they are tried
 * again without a callout. */
#ifndef KEDB_REGEX_PROBE_H
#define KEDB_REGEX_PROBE_H

#include "regex/ast.h"
#include "regex/match.h"

enum probe_model {
    PROBE_PLAIN, /* without PCRE2's optimisations: what Python and ECMAScript engines do */
    PROBE_PCRE2, /* as PCRE2 is used */
};

enum probe_end {
    PROBE_MATCH,
    PROBE_NO_MATCH,
    PROBE_STOPPED /* at the cap */,
    PROBE_FAILED /* a limit of memory */
};

struct probe;

/* NULL and `fault` when PCRE2 does not compile the pattern. The tree must outlive it. Not for several
 * threads. */
struct probe *probe_new(const struct regex_tree *t, bool caseless, enum probe_model model,
                        struct regex_fault *fault);
void probe_free(struct probe *p);

/* The steps of one search over valid UTF-8, at most `cap`. */
uint64_t probe_steps(struct probe *p, struct str subject, uint64_t cap, enum probe_end *end);

#endif
