/* The ledger: what is known of every link, and every attempt ever made, in one SQLite file.
 *
 * One process writes (a second one is refused); others may read meanwhile. Results are committed every
 * LEDGER_COMMIT_RESULTS results or LEDGER_COMMIT_MS milliseconds, whichever comes first: a process that is
 * killed at any moment loses at most those of the batch at hand, and the next one goes on with resume.
 *
 * What a link counts as (link/policy.h) is derived from its attempts and never stored by itself: the columns
 * that hold it are a cache, rebuilt whenever attempts are added. A file that is damaged, locked, of a newer
 * version or of another program is refused with a sentence and never written to.
 *
 * Links are keyed by the URL as it stands in a record, pages by the URL that answered.
 * Times are seconds since 1970-01-01 UTC. Strings given are copied; strings handed out live in the arena
 * given. All functions that can fail return -1 with a sentence that names the file. */
#ifndef KEDB_LINK_LEDGER_H
#define KEDB_LINK_LEDGER_H

#include "base/err.h"
#include "base/mem.h"
#include "link/policy.h"

enum {
    LEDGER_COMMIT_RESULTS = 100,
    LEDGER_COMMIT_MS = 2000,
    LEDGER_VERSION = 1,
    LEDGER_RESUME_SECONDS = 20 * 3600
};

struct ledger;

enum ledger_mode {
    LEDGER_READ,  /* the file must be there; nothing is written, not beside it either */
    LEDGER_WRITE, /* the file must be there */
    LEDGER_CREATE /* made when it is missing or empty */
};

/* `path` NULL, with LEDGER_CREATE: a ledger in memory, gone when it is closed. */
int ledger_open(struct ledger **out, const char *path, enum ledger_mode mode, struct err *err);
/* What a file looks like: no SQLite database (lines of an export, if anything), or empty. */
int ledger_looks_like(const char *path, bool *lines, bool *empty, struct err *err);
/* Commits what is open and closes; NULL is nothing. The ledger is gone in either case. */
int ledger_close(struct ledger *l, struct err *err);

/* ---- runs ---- */

enum run_status { RUN_OPEN, RUN_DONE, RUN_STOPPED, RUN_VOID };

struct ledger_run {
    const char *scope; /* how the links were chosen: "due", "all", "changed", "list" */
    const char *shard; /* "K/N", or NULL */
    int64_t now;
    /* Go on with the last run of this scope and shard when it was stopped or never ended, and began less than
     * LEDGER_RESUME_SECONDS ago: what it has is not fetched again. Another night is another run. */
    bool resume;
};

/* Begins a run. Every attempt belongs to one. */
int ledger_run_begin(struct ledger *l, const struct ledger_run *run, struct err *err);
/* True when this run, before it was interrupted, already has a result for the link: with resume, what need
 * not be fetched again. */
bool ledger_run_has(struct ledger *l, struct str url);
/* Ends the run. Attempts of a RUN_VOID (no network) stay in the history and say nothing about any link. */
int ledger_run_end(struct ledger *l, enum run_status status, int64_t now, struct err *err);

/* One result. Views; empty strings where there is nothing. */
struct ledger_attempt {
    struct str url;     /* as it stands in the record */
    struct str verdict; /* its name, see link/verdict.h */
    enum attempt_kind kind;
    int64_t at;
    int http_status;      /* of the last answer; 0 when there was none */
    struct str final_url; /* where the redirects led */
    struct str new_url;   /* of a permanent move: what to write instead */
    const struct str *nearest;
    size_t nearest_count; /* of a missing fragment: the ids that come nearest */
    struct str why;       /* a sentence */
    unsigned requests;
    uint64_t bytes;
    uint32_t ms;
};
int ledger_add(struct ledger *l, const struct ledger_attempt *a, struct err *err);

/* The same of an outcome as a check hands it out (link/outcome.h), with the page that was read. */
struct outcome;
int ledger_record(struct ledger *l, const struct outcome *o, struct err *err);

/* Commits a batch that has become old; call it now and then while nothing comes in. */
int ledger_tick(struct ledger *l, struct err *err);

/* ---- links ---- */

struct ledger_link {
    struct str url;
    struct link_standing standing;
    /* of the last attempt */
    struct str verdict;
    int http_status;
    struct str final_url, new_url, why;
    struct str *nearest;
    size_t nearest_count;
    /* a person's acceptance that holds for this verdict: until this day, 0 when there is none */
    int32_t accepted_until;
    struct str accepted_reason;
};

/* What is known of a link; false when nothing is (`out` is then a new link). */
bool ledger_find(struct ledger *l, struct str url, struct link_standing *out);
/* All links in the order of their URLs. -1 when the callback returns non-zero, too. */
int ledger_each(struct ledger *l, int (*each)(void *ctx, const struct ledger_link *link), void *ctx,
                struct err *err);
/* Every attempt at one link, oldest first. `is_void`: of a run that does not count. */
int ledger_history(struct ledger *l, struct str url,
                   int (*each)(void *ctx, const struct ledger_attempt *a, bool is_void), void *ctx,
                   struct err *err);

/* A person says that a link's present verdict is no fault, until a day (inclusive): it is not reported while
 * the verdict stays the same. An end in the past takes earlier ones back. Links that were never checked and
 * unsafe ones cannot be accepted. */
int ledger_accept(struct ledger *l, struct str url, struct str reason, int32_t until, int64_t now,
                  struct err *err);

/* ---- pages and hosts ---- */

struct ledger_page {
    struct str url; /* that answered: without fragment, after redirects */
    int64_t checked;
    struct str etag, last_modified;
    bool whole; /* the page was read to its end: an id that is not here is not on the page */
    const struct str *ids;
    size_t id_count;
    const struct str *headings;
    size_t heading_count;
};
bool ledger_page_find(struct ledger *l, struct str url, struct ledger_page *out, struct arena *a);
int ledger_page_store(struct ledger *l, const struct ledger_page *page, struct err *err);
int ledger_each_page(struct ledger *l, int (*each)(void *ctx, const struct ledger_page *page), void *ctx,
                     struct err *err);

struct ledger_host {
    struct str key; /* "scheme://host:port" */
    int64_t seen;
    uint32_t interval_ms; /* pause between two requests */
    uint32_t limit;       /* connections at once */
};
bool ledger_host_find(struct ledger *l, struct str key, struct ledger_host *out);
int ledger_host_store(struct ledger *l, const struct ledger_host *host, struct err *err);

/* What a request for a page that cannot exist was answered, a folder of a site at a time: whether the site
 * says 404 for missing pages. */
struct ledger_probe {
    struct str folder; /* URL up to and including the last '/' */
    int64_t seen;
    int http_status;
    struct str title; /* of the answer's page */
    uint64_t size;
};
bool ledger_probe_find(struct ledger *l, struct str folder, struct ledger_probe *out, struct arena *a);
int ledger_probe_store(struct ledger *l, const struct ledger_probe *probe, struct err *err);

#endif
