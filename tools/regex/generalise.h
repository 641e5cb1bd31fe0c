/* The generaliser: from one or several samples of an error text to a pattern that recognises the error.
 *
 * From one sample the volatile parts (regex/volatile.h) become classes; from several what differs between
 * them does, aligned token by token, and what looks volatile but is the same in all of them stays (names in
 * two samples, numbers in three). Samples that share too little become alternatives. The pattern
 *
 *   - is found in every sample by a search without regard to case (checked with PCRE2 before it is given);
 *   - means the same in PCRE2, Python, ECMAScript with and without u, RE2, Go and Rust;
 *   - is linear: no two loops can share a text, nor one loop with the search itself; where that cannot be had
 *     by what the classes leave out, a loop is bounded;
 *   - holds no `.*`; a class never runs over the end of a line.
 *
 * A dated or timed beginning, as a log writes it, is left out: where the pattern begins the search finds it.
 */
#ifndef KEDB_REGEX_GENERALISE_H
#define KEDB_REGEX_GENERALISE_H

#include "base/err.h"
#include "regex/volatile.h"

enum { GENERALISE_SAMPLES_MAX = 100, GENERALISE_SAMPLE_MAX = 65536 };

struct generalise_options {
    const struct str *keep; /* texts that stay as they are, such as an error code */
    size_t keep_count;
    unsigned fixed; /* bits 1 << enum volatile_kind: parts of these kinds stay as they are */
};

/* One class of the pattern and what it stands for. */
struct generalised_part {
    size_t from, to;         /* bytes of the pattern */
    enum volatile_kind kind; /* meaningful when `named` */
    bool named;              /* false: a difference between samples that no kind describes */
    struct str value;        /* in the first sample that has one */
};

struct generalised {
    struct str pattern;
    struct generalised_part *parts;
    size_t part_count;
    size_t *firsts;     /* for each alternative the number of its first sample */
    size_t first_count; /* 1: one pattern covers all samples */
    size_t literal;     /* letters and digits that every match of the weakest alternative holds */
};

/* Samples are UTF-8; colours of a terminal (ECMA-48 control sequences) are taken out, blanks at the ends too.
 * The result lives in the arena. -1 with a sentence when there is no sample, or one is blank, too long or not
 * UTF-8. `options` may be NULL. */
int regex_generalise(const struct str *samples, size_t count, const struct generalise_options *options,
                     struct arena *a, struct generalised *out, struct err *err);

#endif
