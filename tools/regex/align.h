/* Samples of one error text, aligned token by token: what all of them share, and the holes between.
 *
 * A sample is cut into words, signs and volatile parts (regex/volatile.h), each with the blanks before it.
 * Two samples are aligned by a longest common subsequence that weighs tokens by their length (Needleman and
 * Wunsch 1970, without a penalty for gaps); more are taken in one after the other. Samples that share too
 * little go to another group. Private to the generaliser. */
#ifndef KEDB_REGEX_ALIGN_H
#define KEDB_REGEX_ALIGN_H

#include "regex/volatile.h"

enum { ALIGN_FIXED = -1 }; /* the kind of a token or a hole that no kind of volatile part describes */

/* A piece of a template: text that all samples share, or a hole with what each sample has there. */
struct align_piece {
    bool hole;
    int kind;           /* of a hole: enum volatile_kind, or ALIGN_FIXED */
    struct str text;    /* of shared text, as the first sample has it */
    struct str *values; /* of a hole: one for each sample of the group, some may be empty */
};

struct align_group {
    size_t *members; /* numbers of the samples */
    size_t count;
    struct align_piece *pieces; /* no two holes and no two shared texts in a row */
    size_t piece_count;
};

struct align_options {
    unsigned fixed;         /* bits 1 << enum volatile_kind: parts of these kinds are taken as plain text */
    const struct str *keep; /* texts that are never volatile */
    size_t keep_count;
};

/* The groups of the samples, in the order of their first members; all lives in the arena. */
size_t align_samples(const struct str *samples, size_t count, const struct align_options *options,
                     struct arena *a, struct align_group **groups);

#endif
