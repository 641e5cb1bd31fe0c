/* The door to the network: GET requests by libcurl's multi interface, many at once, on one thread.
 *
 * Every connection is judged at the moment it is made, by the address that the name led to: there is no
 * moment between the check and the use. Nothing but GET is ever sent, to http and https alone; redirects are
 * not followed here. */
#ifndef KEDB_LINK_FETCH_H
#define KEDB_LINK_FETCH_H

#include "link/address.h"
#include "link/answer.h"

enum {
    FETCH_CONNECT_MS = 10000,    /* name, connection, TLS */
    FETCH_FIRST_BYTE_MS = 20000, /* from the request to the status line */
    FETCH_TOTAL_MS = 45000,
    FETCH_SLOW_MS = 15000, /* as long as this below FETCH_SLOW_BYTES a second is too slow */
    FETCH_SLOW_BYTES = 200
};

struct fetcher;

struct fetch_options {
    struct url_policy policy;   /* addresses beside the public ones */
    const char *const *resolve; /* "NAME:ADDRESS[,ADDRESS...]" */
    size_t resolve_count;
    const char *cacert;     /* trusted certificates; NULL: the system's */
    const char *user_agent; /* NULL: ours */
    size_t slots;           /* requests at once */
    uint32_t timeout_ms;    /* of a whole request; the other limits are cut down to it; 0: FETCH_TOTAL_MS */
    size_t connections;     /* kept open */
};

/* NULL with a sentence. */
struct fetcher *fetcher_new(const struct fetch_options *o, struct err *err);
void fetcher_free(struct fetcher *f);

struct request {
    const struct url *url;
    bool browser; /* with a browser's headers instead of our own */
    bool want_text;
    struct str etag, last_modified;                    /* of what is known already; empty */
    struct curl_slist *cookies;                        /* of the same chain of redirects; may be NULL */
    bool (*found)(void *ctx, const struct page *page); /* may be NULL */
    void *found_ctx;
    bool capture; /* keep headers and body as they came, for a recording */
    void *ctx;    /* handed back */
};

/* What came: the receiver may take the page and the cookies out. */
struct fetched {
    struct answer answer;
    struct curl_slist *cookies; /* all that the chain has now; NULL when it has none */
    struct buf headers, body;   /* when captured */
    void *ctx;
};
typedef void fetched_fn(void *receiver, struct fetched *got);

bool fetcher_is_full(const struct fetcher *f);
size_t fetcher_running(const struct fetcher *f);
/* There must be room. */
void fetcher_start(struct fetcher *f, const struct request *r);
/* Waits until something happens, `timeout_ms` at most, and hands over what has come. */
void fetcher_wait(struct fetcher *f, uint32_t timeout_ms, fetched_fn *receive, void *receiver);
/* Gives up all that is under way: each is handed over as ANSWER_CANCELLED. */
void fetcher_cancel(struct fetcher *f, fetched_fn *receive, void *receiver);

void cookies_free(struct fetcher *f, struct curl_slist *cookies);
/* Milliseconds of a clock that only goes forward. */
uint64_t clock_ms(void);

#endif
