/* The check: a plan's URLs, fetched politely, each to its verdict.
 *
 * One thread. URLs are grouped by page: a page is fetched once for all its fragments. Pages wait in queues of
 * their hosts (link/queue.h). What failed is asked for again in a last pass, a while later and in another
 * order. When most of the network is out of reach the run is void: no network is not three hundred dead
 * links. */
#ifndef KEDB_LINK_CHECK_H
#define KEDB_LINK_CHECK_H

#include "link/fetch.h"
#include "link/ledger.h"
#include "link/outcome.h"
#include "link/plan.h"

#include <signal.h>

enum {
    CHECK_INTERVAL_MS = 500,    /* pause between two requests to a host */
    CHECK_CONNECTIONS = 2,      /* requests to a host at once */
    CHECK_SLOTS = 128,          /* requests at once */
    CHECK_LAST_PASS_MS = 60000, /* what failed is asked again that much later */
    CHECK_PROBE_DAYS = 30,      /* how long a site's answer to missing pages is remembered */
    CHECK_VOID_HOSTS = 3,       /* fewer hosts out of reach never void a run */
    CHECK_VOID_PERCENT = 30
};

struct check_progress {
    size_t pages, pages_done; /* of the plan */
    size_t running, hosts_waiting, later;
    size_t requests;
    uint64_t elapsed_ms;
    uint64_t left_ms; /* a guess; UINT64_MAX: none yet */
    bool last_pass;
};

struct check_options {
    struct fetch_options fetch;
    uint32_t interval_ms;
    unsigned connections;
    uint32_t last_pass_ms;
    uint64_t budget_ms;    /* 0: no limit; when it is over, what is under way is given up */
    struct ledger *ledger; /* what is known of pages, hosts and sites, and where it is noted; may be NULL */
    const char *record;    /* a folder for all answers; NULL: none */
    const char *replay;    /* a folder that answers instead of the network; NULL: none */
    int64_t now;           /* seconds since 1970-01-01, of outcomes; 0: the clock */
    const volatile sig_atomic_t *stop; /* becomes non-zero to end the run; may be NULL */
    outcome_fn *on_outcome;
    void (*on_progress)(void *ctx, const struct check_progress *p); /* several times a second; may be NULL */
    void *ctx;
};

enum check_end { CHECK_DONE, CHECK_STOPPED, CHECK_OUT_OF_TIME, CHECK_VOID };

struct check_result {
    enum check_end end;
    size_t urls, unchecked; /* outcomes given; URLs that were not reached */
    size_t pages, requests, hosts, hosts_failed;
    uint64_t bytes, elapsed_ms;
};

/* Checks the plan. -1 with a sentence when it cannot be done at all. Outcomes of pages that were under way
 * when the run ended are not given. */
int check_run(const struct plan *plan, const struct check_options *o, struct check_result *result,
              struct err *err);

/* What the check would do, in the order of hosts with most pages first: a line a page is handed over. Nothing
 * is asked of the network. */
int check_dry_run(const struct plan *plan, const struct check_options *o,
                  void (*line)(void *ctx, struct str origin, struct str page, size_t urls), void *ctx);

#endif
