/* Other programs: run one, give it input, read what it says. Never through a shell. */
#ifndef KEDB_BASE_PROCESS_H
#define KEDB_BASE_PROCESS_H

#include "base/err.h"
#include "base/mem.h"

/* Where the shell would find a program: its path, or the name as it is; to free(). Looked up once, a program
 * that is run often starts sooner. */
char *process_find(const char *name);

/* What the sentence of a program that failed says when the program said nothing itself. */
#define PROCESS_SILENT "failed without a word"

/* Runs argv[0] (looked for in PATH) with `input` on its standard input; `out` gets its standard output, at
 * most 1 GiB. 0 when it ended with exit code 0; else -1 and a sentence with the first line of its standard
 * error. */
int process_run(const char *const *argv, struct str input, struct buf *out, struct err *err);

/* The same in two steps, between which other work is done: process_start() gives NULL and a sentence when the
 * program cannot be run; process_finish() is as process_run() and frees `p`. What the program says before may
 * have to wait for process_finish(): a pipe holds 64 KiB. */
struct process;
struct process *process_start(const char *const *argv, struct err *err);
/* What it says is kept in memory until then: it need not wait, and is not waited for piece by piece. */
struct process *process_start_apart(const char *const *argv, struct err *err);
/* As process_finish() for a program that was started apart, without input: its output mapped, to be let go by
 * file_unmap(); empty for none. */
int process_finish_mapped(struct process *p, struct str *out, struct err *err);
int process_finish(struct process *p, struct str input, struct buf *out, struct err *err);

/* In between, with a program that answers each request in turn: sends all of `input`; waits for the next
 * piece of its answer and adds it to `out`. -1 when the program is gone. */
int process_write(struct process *p, struct str input, struct err *err);
int process_read(struct process *p, struct buf *out, struct err *err);
/* There is no more input. */
void process_end_input(struct process *p);

#endif
