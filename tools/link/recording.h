/* Answers kept in a folder, so that a run can be repeated without the network, with the same result.
 *
 * A file is one step of one page: lines "name: value" (what was asked, how it ended), an empty line, the
 * headers as they came, an empty line, the decoded body. Its name is a hash of the page and the number of the
 * step, so that pages do not depend on each other's order. */
#ifndef KEDB_LINK_RECORDING_H
#define KEDB_LINK_RECORDING_H

#include "link/fetch.h"
#include "link/verdict.h"

enum recorded_kind {
    RECORDED_ANSWER,
    RECORDED_LATER, /* put aside without being asked */
    RECORDED_END    /* ended without being asked */
};

struct recorded {
    enum recorded_kind kind;
    struct answer answer; /* released by the caller */
    enum verdict verdict; /* of RECORDED_END */
    struct str why;
    int64_t at; /* seconds since 1970-01-01 */
};

/* Writes a step; `key` names the page. */
int recording_answer(const char *folder, struct str key, unsigned step, int64_t at, struct str url,
                     const struct fetched *got, struct err *err);
int recording_note(const char *folder, struct str key, unsigned step, int64_t at, enum recorded_kind kind,
                   enum verdict v, struct str why, struct err *err);

/* Reads a step: 1, or 0 when there is none, or -1 with a sentence when it cannot be read. `found` as in
 * answer_body(). */
int recording_read(const char *folder, struct str key, unsigned step, bool want_text,
                   bool (*found)(void *ctx, const struct page *page), void *ctx, struct recorded *out,
                   struct arena *a, struct err *err);
/* The same from bytes. -1 with a sentence; `out->answer` is to be released in either case. */
int recording_parse(struct str bytes, bool want_text, bool (*found)(void *ctx, const struct page *page),
                    void *ctx, struct recorded *out, struct arena *a, struct err *err);

#endif
