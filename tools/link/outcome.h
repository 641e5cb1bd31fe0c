/* The outcome of checking one URL: the verdict and the whole story behind it.
 *
 * Outcomes are handed to a callback as they come, URL by URL; all URLs of one page come together. Everything
 * in one is a view that dies when the callback returns. */
#ifndef KEDB_LINK_OUTCOME_H
#define KEDB_LINK_OUTCOME_H

#include "link/verdict.h"

/* Whether the page has the place that the URL's fragment names. */
#define FRAGMENT_LIST(X)                                                                                     \
    X(NONE, "none") /* the URL has no fragment, or the page was not reached */                               \
    X(FOUND, "found")                                                                                        \
    X(MISSING, "missing")                                                                                    \
    X(UNDECIDED, "unknown") /* drawn by a script, cut off, not HTML */

enum fragment_verdict {
#define X(name, word) FRAGMENT_##name,
    FRAGMENT_LIST(X)
#undef X
        FRAGMENT_COUNT
};
const char *fragment_name(enum fragment_verdict v);

/* One request and its answer. */
struct hop {
    struct str url;
    int http_status;     /* 0 when there was none */
    struct str location; /* where it sent us, as it said so; empty */
    struct str note;     /* "Retry-After: 86400", "connection refused", "with a browser's headers"; empty */
};

/* What was read of a page. */
struct outcome_page {
    struct str url; /* that answered: without fragment, after redirects */
    struct str etag, last_modified;
    bool whole; /* read to its end: an id that is not here is not on the page */
    const struct str *ids;
    size_t id_count;
    const struct str *headings;
    size_t heading_count;
    struct str title;
};

struct outcome {
    size_t index; /* of the URL in the plan */
    struct str url;
    enum verdict verdict;
    int64_t at; /* seconds since 1970-01-01 UTC */
    int http_status;
    struct str final_url; /* where the redirects led, with fragment; empty when nothing answered */
    struct str new_url;   /* of a permanent move: what to write instead; empty */
    bool gone;            /* the server (410) or the name service (NXDOMAIN) said so for good */
    enum fragment_verdict fragment;
    struct str fragment_text; /* decoded */
    const struct str *nearest;
    size_t nearest_count; /* of a missing fragment: at most 3 ids that come nearest, as fragments to write */
    struct str why;       /* a sentence without period */
    const struct hop *hops;
    size_t hop_count;
    unsigned requests;               /* for its page, probes included */
    uint64_t bytes;                  /* of bodies, as they came over the wire */
    uint32_t ms;                     /* spent in requests */
    const struct outcome_page *page; /* NULL when none was read */
};

/* Returns non-zero to end the check: what is under way is given up. */
typedef int outcome_fn(void *ctx, const struct outcome *o);

#endif
