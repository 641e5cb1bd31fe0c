/* Other programs: run one, give it input, read what it says. Never through a shell. */
#ifndef KEDB_BASE_PROCESS_H
#define KEDB_BASE_PROCESS_H

#include "base/err.h"
#include "base/mem.h"

/* Runs argv[0] (looked for in PATH) with `input` on its standard input; `out` gets its standard output, at
 * most 1 GiB. 0 when it ended with exit code 0; else -1 and a sentence with the first line of its standard
 * error. */
int process_run(const char *const *argv, struct str input, struct buf *out, struct err *err);

#endif
