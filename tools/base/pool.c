/* A pool of threads over a counter. Chunks shrink toward the end so that workers end together. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/pool.h"

#include "base/mem.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct pool {
    atomic_size_t next;
    size_t count, workers;
    void (*work)(void *ctx, size_t worker, size_t index);
    void *ctx;
};

struct seat {
    struct pool *pool;
    size_t worker;
    pthread_t thread;
};

enum { CHUNK = 16 };

static void *run_seat(void *arg)
{
    struct seat *s = arg;
    struct pool *p = s->pool;
    for (;;) {
        size_t left = p->count - atomic_load_explicit(&p->next, memory_order_relaxed);
        size_t take = left > p->workers * CHUNK * 4 && left <= p->count ? CHUNK : 1;
        size_t from = atomic_fetch_add_explicit(&p->next, take, memory_order_relaxed);
        if (from >= p->count)
            return NULL;
        for (size_t i = from; i < from + take && i < p->count; i++)
            p->work(p->ctx, s->worker, i);
    }
}

void pool_run(size_t workers, size_t count, void (*work)(void *ctx, size_t worker, size_t index), void *ctx)
{
    if (workers > count)
        workers = count;
    if (workers <= 1) {
        for (size_t i = 0; i < count; i++)
            work(ctx, 0, i);
        return;
    }
    struct pool p = {.count = count, .workers = workers, .work = work, .ctx = ctx};
    atomic_init(&p.next, 0);
    struct seat *seats = mem_zalloc(workers, sizeof *seats);
    size_t started = 1;
    for (size_t i = 0; i < workers; i++)
        seats[i] = (struct seat){.pool = &p, .worker = i};
    while (started < workers && pthread_create(&seats[started].thread, NULL, run_seat, &seats[started]) == 0)
        started++;
    run_seat(&seats[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(seats[i].thread, NULL);
    free(seats);
}

struct gate {
    pthread_mutex_t lock;
};

struct gate *gate_new(void)
{
    struct gate *g = mem_zalloc(1, sizeof *g);
    pthread_mutex_init(&g->lock, NULL);
    return g;
}

void gate_enter(struct gate *g)
{
    pthread_mutex_lock(&g->lock);
}

void gate_leave(struct gate *g)
{
    pthread_mutex_unlock(&g->lock);
}

void gate_free(struct gate *g)
{
    if (g)
        pthread_mutex_destroy(&g->lock);
    free(g);
}

void run_once(bool *done, void (*work)(void))
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    if (!*done)
        work();
    *done = true;
    pthread_mutex_unlock(&lock);
}

size_t pool_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (size_t)CPU_COUNT(&set);
    return 1;
}
