/* The only door to threads: the same function over 0 .. count-1, shared out among workers. */
#ifndef KEDB_BASE_POOL_H
#define KEDB_BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

/* Calls work(ctx, worker, index) once for each index; `worker` is 0 .. workers-1 and never runs two calls at
 * once, so state kept per worker needs no lock. Indexes are handed out in ascending order, a few at a time.
 * With one worker all runs in the calling thread. Returns when all is done. Threads that cannot be started
 * are done without. */
void pool_run(size_t workers, size_t count, void (*work)(void *ctx, size_t worker, size_t index), void *ctx);

/* A door that one thread at a time is behind. */
struct gate;
struct gate *gate_new(void);
void gate_enter(struct gate *g);
void gate_leave(struct gate *g);
void gate_free(struct gate *g); /* NULL: nothing happens */

/* Calls `work` unless *done says that it was called, and sets it. Any thread may ask: the others wait. */
void run_once(bool *done, void (*work)(void));

/* Processors this process may use, at least 1. */
size_t pool_processors(void);

#endif
