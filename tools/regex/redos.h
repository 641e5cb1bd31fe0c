/* Regular expression denial of service: how the work of a backtracking matcher grows with the subject, with
 * proof.
 *
 * The verdict comes in two steps. The pattern's automaton is searched for ambiguity (regex/nfa.h,
 * regex/ambiguity.h), which gives words to pump; attack strings made of them are run in PCRE2 with every step
 * counted (regex/probe.h) until the growth is plain. What did not grow is not reported. Sources: Weideman,
 * van der Merwe, Berglund and Watson, Analyzing Matching Time Behavior of Backtracking Regular Expression
 * Matchers by Using Ambiguity of NFA (CIAA 2016); Wüstholz, Olivo, Heule and Dillig, Static Detection of DoS
 * Vulnerabilities in Programs that use Regular Expressions (TACAS 2017).
 *
 * The same pattern gives the same answer: work is counted in steps, never in time. */
#ifndef KEDB_REGEX_REDOS_H
#define KEDB_REGEX_REDOS_H

#include "regex/attack.h"

enum redos_verdict {
    REDOS_LINEAR,
    REDOS_BOUNDED,    /* above REDOS_LINE_STEPS on at most 100 characters, though the growth ends */
    REDOS_POLYNOMIAL, /* `degree` 2 and more */
    REDOS_EXPONENTIAL,
    REDOS_UNDECIDED, /* `why` says what stood in the way */
};

enum {
    REDOS_LINE = 500,           /* characters of a long line */
    REDOS_LINE_STEPS = 1000000, /* on it, too much */
    REDOS_STEPS = 5000000,      /* of all searches together: about a tenth of a second */
};

struct redos {
    enum redos_verdict verdict;
    unsigned degree;
    struct attack attack;          /* its parts are in the arena */
    struct growth_point points[3]; /* the last ones measured, by growing size */
    size_t point_count;
    double steps_line, steps_10000; /* on REDOS_LINE and on 10,000 characters: extrapolated; of polynomials */
    bool pcre2_immune; /* PCRE2 as it is used, with its optimisations, does not grow on this attack */
    uint32_t from, to; /* bytes of the pattern: the part that is repeated */
    bool exact;        /* the automaton was exact, not an approximation */
    const char *why;
};

/* Analyses a parsed pattern, caseless when its tree was parsed with REGEX_FLAG_I. `k` holds what the result
 * points to and all that is needed on the way. */
void redos_analyse(struct redos *out, const struct regex_tree *t, struct arena *k);

/* The attack as an expression: "a" * 40 + "!" with the number of pumps as given, or the letter k when it is
 * 0. */
void redos_attack_text(const struct attack *a, size_t pumps, struct buf *out);
/* "3072 steps for 11 characters, 12288 for 13": the points that were measured. */
void redos_steps_text(const struct redos *r, struct buf *out);
const char *redos_verdict_name(enum redos_verdict v);
const char *redos_degree_name(const struct redos *r); /* "quadratic", "exponential" */
const char *redos_help(const struct redos *r);        /* what to do about it */

#endif
