/* One failure: a sentence that says what and where. Functions that can fail take a struct err * and return -1
 * (or NULL) after filling it; the sentence has no trailing period or newline. Context (a path, a place) is
 * added once, where it is known. */
#ifndef KEDB_BASE_ERR_H
#define KEDB_BASE_ERR_H

#include <stdarg.h>

enum { ERR_MAX = 1024 };

struct err {
    char msg[ERR_MAX]; /* clipped at a character's end when longer */
};

/* Returns -1, so that `return err_set(err, ...)` reads well. */
int err_set(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* "prefix: what was there". Returns -1. */
int err_prefix(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
