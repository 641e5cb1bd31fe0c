/* Findings that are held back: known when a base adopted the tool (the baseline), or excused for a time with
 * a reason (suppressions of kedb.json). Both may only shrink: one that no finding needs is a finding itself.
 *
 * A fingerprint names a finding by rule, file (relative to the folder of kedb.json), pointer without the
 * numbers of array items, and message without its numbers, not by line: it survives edits above. Of several
 * alike in one file the second and later carry their number.
 *
 * A baseline is lines of text, sorted, so that it merges and shrinks line by line:
 *
 *     # kedb baseline
 *     2f6c01b9aa04de11:1 record/stale records/aws/x.json /last_confirmed
 *
 * The first word counts, and the rule's: a line is judged only in a run of its rule. The rest is for people.
 */
#ifndef KEDB_ENGINE_HOLD_H
#define KEDB_ENGINE_HOLD_H

#include "engine/config.h"
#include "engine/engine.h"

/* The fingerprint of each finding, from one array: numbers[i] counts from 1 among those alike. */
struct fingerprint {
    uint64_t hash;
    unsigned number;
};
struct fingerprint *fingerprints(const struct finding *findings, size_t count, const struct source *sources,
                                 const char *root);

struct baseline_line {
    struct fingerprint print;
    uint32_t start, end; /* bytes of the text */
    uint32_t line;
    bool used;
};

struct baseline {
    const char *path;
    struct buf text;
    VEC(struct baseline_line) lines;
};

/* -1 with file, line and what is wrong. A file that is not there is an error of file_read(). */
int baseline_read(struct baseline *b, const char *path, struct err *err);
int baseline_parse(struct baseline *b, const char *path, struct str text, struct err *err);
void baseline_release(struct baseline *b);
/* The baseline that holds exactly these findings. */
void baseline_format(const struct finding *findings, size_t count, const struct source *sources,
                     const char *root, struct buf *out);

/* The baseline's text without the lines of rules that ran and that no finding needs; gives how many went. */
size_t baseline_shrink(struct baseline *b, const struct selection *rules, const struct finding *findings,
                       size_t count, const struct source *sources, const char *root, struct buf *out);

struct holding {
    const struct config *config;   /* its suppressions and its root */
    struct baseline *baseline;     /* or NULL */
    const struct selection *rules; /* of the run */
    const struct source *sources;  /* what the result's file numbers mean; two more follow `source_count`: */
    size_t source_count;           /* the baseline's and kedb.json's, for findings in them */
    int32_t today;
    bool whole; /* the whole base was asked for: what is not needed is needed nowhere */
};

/* Moves held findings from the result's list to `held`, and adds findings on what is not needed. */
void hold_back(const struct holding *h, struct result *r);

#endif
