/* The state of a check. Private to link/check*.c. */
#ifndef KEDB_LINK_CHECK_WORK_H
#define KEDB_LINK_CHECK_WORK_H

#include "link/check.h"
#include "link/judge.h"
#include "link/queue.h"
#include "link/recording.h"

struct probe;

/* One page and the URLs that name places on it; or a probe, that has none. */
struct work {
    struct judge judge;
    struct str key;             /* names it in recordings */
    VEC(size_t) urls;           /* of the plan */
    VEC(struct str) fragments;  /* of these */
    struct queue_host *host;    /* that it is asked of at the moment */
    struct curl_slist *cookies; /* of the chain at hand */
    struct ledger_page known;   /* what an earlier run read, when known.url.s */
    struct probe *probe;        /* what it is the request for, or waits for */
    bool is_probe, want_text, ended;
    unsigned step; /* number of its next recording */
    uint64_t failed_at;
    int64_t at;
};

/* A site's answer to a page that cannot exist, for one folder. */
struct probe {
    struct str folder;
    struct soft404_probe answer;
    bool done, usable;
    unsigned requests; /* what it took; in the bill of every page that it decides */
    uint64_t bytes, ms;
    VEC(struct work *) waiting;
};

struct check {
    const struct plan *plan;
    const struct check_options *o;
    struct check_result *result;
    struct fetcher *fetcher;
    struct queue queue;
    struct arena arena;
    VEC(struct work *) works; /* all, for release */
    VEC(struct work *) later;
    VEC(struct probe *) probes;
    struct strmap pages, folders;
    bool last_pass, quit;
    size_t pages_done;
    uint64_t started, now; /* monotonic milliseconds */
    struct err err;
    bool failed; /* err says why the check cannot go on */
};

int64_t check_seconds(const struct check *c);

/* check_plan.c: pages out of the plan's URLs; what is no URL is an outcome at once. */
void check_group(struct check *c);
struct work *check_new_work(struct check *c, const struct url *u, struct str key);
void check_free_work(struct check *c, struct work *w);

/* check_step.c: an answer, and what follows from it. */
void check_receive(void *check, struct fetched *got);
/* Does what the judge wants next. */
void check_follow(struct check *c, struct work *w, enum judge_step step);
/* Queues a page at the host that it is to be asked of. */
void check_enqueue(struct check *c, struct work *w, uint64_t wait_ms, bool front);
/* Gives the outcomes of a page that is decided. */
void check_emit(struct check *c, struct work *w);
/* Notes a step that was no request. */
void check_note(struct check *c, struct work *w, enum recorded_kind kind);

/* check_replay.c */
int check_replay(struct check *c);

#endif
