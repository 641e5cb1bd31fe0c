/* Who is asked next, and when: a queue for each host, paced. Times are milliseconds of any clock that goes
 * forward.
 *
 * A host is asked at most `limit` things at once, with a pause between two beginnings. Answers of 429 (and
 * 503 that say when to come back) double the pause; ten others in a row shorten it again, down to what it was
 * at first. Of the hosts that may be asked now the one with most work left comes first, so that the largest
 * host does not remain alone at the end. */
#ifndef KEDB_LINK_QUEUE_H
#define KEDB_LINK_QUEUE_H

#include "base/mem.h"
#include "base/strmap.h"

enum { QUEUE_STREAK = 5, QUEUE_CLEAN = 10, QUEUE_SLOWEST_MS = 30000, QUEUE_NEVER = -1 };

struct work; /* the caller's */

struct delayed {
    struct work *work;
    uint64_t at;
};

struct queue_host {
    struct str key;
    char *name;              /* holds it */
    VEC(struct work *) work; /* from `head` on */
    size_t head;
    VEC(struct delayed) delayed;
    uint64_t next;            /* no beginning before this */
    uint32_t interval, usual; /* pause now, pause at first */
    unsigned limit, usual_limit, running, clean, limited_streak, failed_streak;
    bool closed; /* asked for nothing more until it is opened */
    /* for the caller */
    bool tried, reached; /* it was asked; something answered */
    bool offline;        /* the last failure was this machine's network or name service */
    bool dns, dns_gone;  /* its name did not resolve; the name service says that there is none */
    bool trial;          /* opened again for one request, which decides */
    size_t place;        /* in a heap, + 1 */
    bool in_ready;
};

struct queue {
    VEC(struct queue_host *) hosts; /* in the order in which they came */
    struct strmap index;
    VEC(struct queue_host *) ready, waiting; /* heaps: most work first; earliest first */
    uint32_t interval;
    unsigned limit;
    size_t waiting_work;
};

void queue_init(struct queue *q, uint32_t interval_ms, unsigned limit);
void queue_release(struct queue *q);

/* The host's row, made when it is new. */
struct queue_host *queue_host(struct queue *q, struct str key);
/* Adds work at the end, in front, or for a later moment. */
void queue_add(struct queue *q, struct queue_host *h, struct work *w, uint64_t now);
void queue_add_front(struct queue *q, struct queue_host *h, struct work *w, uint64_t now);
void queue_add_at(struct queue *q, struct queue_host *h, struct work *w, uint64_t at, uint64_t now);
/* Takes what is to be asked now, NULL when there is nothing; the host counts as asked. */
struct work *queue_take(struct queue *q, uint64_t now, struct queue_host **host);
/* Milliseconds until there may be something to take; UINT64_MAX when nothing waits for a moment. */
uint64_t queue_wait(const struct queue *q, uint64_t now);
/* What was taken has ended. */
void queue_done(struct queue *q, struct queue_host *h, uint64_t now);

/* The host answered as it should, asked for patience until `wait_ms` have passed, or could not be reached.
 * The last two give true when it happened QUEUE_STREAK times in a row. */
void queue_clean(struct queue *q, struct queue_host *h);
bool queue_limited(struct queue *q, struct queue_host *h, uint32_t wait_ms, uint64_t now);
bool queue_failed(struct queue_host *h);

/* Takes everything that waits for a host away from it, one by one; NULL at the end. */
struct work *queue_drain(struct queue *q, struct queue_host *h);

#endif
