/* Queues: see queue.h. */
#include "link/queue.h"

static size_t left(const struct queue_host *h)
{
    return h->work.len - h->head + h->delayed.len;
}

static uint64_t earliest(const struct queue_host *h)
{
    uint64_t at = UINT64_MAX;
    for (size_t i = 0; i < h->delayed.len; i++)
        if (h->delayed.at[i].at < at)
            at = h->delayed.at[i].at;
    if (h->head < h->work.len)
        at = 0;
    return at == UINT64_MAX || at > h->next ? at : h->next;
}

/* ---- heaps of hosts, each of which knows its place ---- */

static bool before(bool ready, const struct queue_host *a, const struct queue_host *b)
{
    if (!ready && earliest(a) != earliest(b))
        return earliest(a) < earliest(b);
    if (left(a) != left(b))
        return left(a) > left(b);
    return str_cmp(a->key, b->key) < 0;
}

static void put(struct queue_host **heap, size_t at, struct queue_host *h)
{
    heap[at] = h;
    h->place = at + 1;
}

static void sift(bool ready, struct queue_host **heap, size_t len, size_t at)
{
    struct queue_host *h = heap[at];
    while (at && before(ready, h, heap[(at - 1) / 2])) {
        put(heap, at, heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    for (size_t child; (child = 2 * at + 1) < len; at = child) {
        if (child + 1 < len && before(ready, heap[child + 1], heap[child]))
            child++;
        if (!before(ready, heap[child], h))
            break;
        put(heap, at, heap[child]);
    }
    put(heap, at, h);
}

static void heap_remove(struct queue *q, struct queue_host *h)
{
    if (!h->place)
        return;
    struct queue_host **heap = h->in_ready ? q->ready.at : q->waiting.at;
    size_t *len = h->in_ready ? &q->ready.len : &q->waiting.len;
    size_t at = h->place - 1;
    h->place = 0;
    --*len;
    if (at < *len) {
        put(heap, at, heap[*len]);
        sift(h->in_ready, heap, *len, at);
    }
}

/* Puts the host where it belongs now. */
static void settle(struct queue *q, struct queue_host *h, uint64_t now)
{
    heap_remove(q, h);
    if (h->closed || !left(h) || h->running >= h->limit)
        return;
    h->in_ready = earliest(h) <= now;
    if (h->in_ready) {
        *vec_push(&q->ready) = h;
        put(q->ready.at, q->ready.len - 1, h);
        sift(true, q->ready.at, q->ready.len, q->ready.len - 1);
    } else {
        *vec_push(&q->waiting) = h;
        put(q->waiting.at, q->waiting.len - 1, h);
        sift(false, q->waiting.at, q->waiting.len, q->waiting.len - 1);
    }
}

/* ---- hosts ---- */

void queue_init(struct queue *q, uint32_t interval_ms, unsigned limit)
{
    *q = (struct queue){.interval = interval_ms, .limit = limit};
}

void queue_release(struct queue *q)
{
    struct queue_host **h;
    vec_foreach (h, &q->hosts) {
        vec_release(&(*h)->work);
        vec_release(&(*h)->delayed);
        free((*h)->name);
        free(*h);
    }
    vec_release(&q->hosts);
    vec_release(&q->ready);
    vec_release(&q->waiting);
    strmap_release(&q->index);
}

struct queue_host *queue_host(struct queue *q, struct str key)
{
    uint32_t *at = strmap_get(&q->index, key);
    if (at)
        return q->hosts.at[*at];
    struct queue_host *h = mem_zalloc(1, sizeof *h);
    h->name = mem_dup(key);
    h->key = (struct str){h->name, key.len};
    h->interval = h->usual = q->interval;
    h->limit = h->usual_limit = q->limit;
    strmap_put(&q->index, h->key, (uint32_t)q->hosts.len, NULL);
    *vec_push(&q->hosts) = h;
    return h;
}

void queue_add(struct queue *q, struct queue_host *h, struct work *w, uint64_t now)
{
    *vec_push(&h->work) = w;
    q->waiting_work++;
    settle(q, h, now);
}

void queue_add_front(struct queue *q, struct queue_host *h, struct work *w, uint64_t now)
{
    if (h->head) {
        h->work.at[--h->head] = w;
    } else {
        vec_push(&h->work);
        memmove(h->work.at + 1, h->work.at, (h->work.len - 1) * sizeof *h->work.at);
        h->work.at[0] = w;
    }
    q->waiting_work++;
    settle(q, h, now);
}

void queue_add_at(struct queue *q, struct queue_host *h, struct work *w, uint64_t at, uint64_t now)
{
    *vec_push(&h->delayed) = (struct delayed){w, at};
    q->waiting_work++;
    settle(q, h, now);
}

/* A pause that differs by a quarter from time to time and host to host, without a random source. */
static uint64_t pause_of(const struct queue_host *h, uint64_t now)
{
    uint64_t mix = (str_hash64(h->key) ^ now) * 0x9E3779B97F4A7C15u;
    return h->interval - h->interval / 4 + (h->interval ? (mix >> 40) % (h->interval / 2 + 1) : 0);
}

struct work *queue_take(struct queue *q, uint64_t now, struct queue_host **host)
{
    while (q->waiting.len && earliest(q->waiting.at[0]) <= now)
        settle(q, q->waiting.at[0], now);
    if (!q->ready.len)
        return NULL;
    struct queue_host *h = *host = q->ready.at[0];
    struct work *w = NULL;
    size_t due = SIZE_MAX;
    for (size_t i = 0; i < h->delayed.len; i++)
        if (h->delayed.at[i].at <= now && (due == SIZE_MAX || h->delayed.at[i].at < h->delayed.at[due].at))
            due = i;
    if (due != SIZE_MAX) {
        w = h->delayed.at[due].work;
        memmove(h->delayed.at + due, h->delayed.at + due + 1,
                (h->delayed.len - due - 1) * sizeof *h->delayed.at);
        h->delayed.len--;
    } else {
        w = h->work.at[h->head++];
        if (h->head == h->work.len)
            h->head = h->work.len = 0;
    }
    q->waiting_work--;
    h->running++;
    h->next = now + pause_of(h, now);
    settle(q, h, now);
    return w;
}

uint64_t queue_wait(const struct queue *q, uint64_t now)
{
    if (q->ready.len)
        return 0;
    if (!q->waiting.len)
        return UINT64_MAX;
    uint64_t at = earliest(q->waiting.at[0]);
    return at > now ? at - now : 0;
}

void queue_done(struct queue *q, struct queue_host *h, uint64_t now)
{
    h->running--;
    settle(q, h, now);
}

void queue_clean(struct queue *q, struct queue_host *h)
{
    (void)q;
    h->limited_streak = h->failed_streak = 0;
    if (++h->clean < QUEUE_CLEAN)
        return;
    h->clean = 0;
    h->interval = h->interval / 5 * 4 > h->usual ? h->interval / 5 * 4 : h->usual;
    if (h->interval == h->usual)
        h->limit = h->usual_limit;
}

bool queue_limited(struct queue *q, struct queue_host *h, uint32_t wait_ms, uint64_t now)
{
    h->clean = 0;
    h->limit = 1;
    h->interval = h->interval ? 2 * h->interval : 250;
    if (h->interval > QUEUE_SLOWEST_MS)
        h->interval = QUEUE_SLOWEST_MS;
    if (h->next < now + wait_ms)
        h->next = now + wait_ms;
    settle(q, h, now);
    return ++h->limited_streak >= QUEUE_STREAK;
}

bool queue_failed(struct queue_host *h)
{
    h->clean = 0;
    return ++h->failed_streak >= QUEUE_STREAK;
}

struct work *queue_drain(struct queue *q, struct queue_host *h)
{
    heap_remove(q, h);
    struct work *w = NULL;
    if (h->delayed.len) {
        w = h->delayed.at[--h->delayed.len].work;
    } else if (h->head < h->work.len) {
        w = h->work.at[h->head++];
    } else {
        h->head = h->work.len = 0;
        return NULL;
    }
    q->waiting_work--;
    return w;
}
