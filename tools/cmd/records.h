/* The records of a base, one after the other. */
#ifndef KEDB_CMD_RECORDS_H
#define KEDB_CMD_RECORDS_H

#include "cmd/session.h"

/* Reads every record below a folder and gives it to `see`; what it keeps it must copy. *unread counts those
 * that are no JSON or cannot be read. A folder that is not there holds no record. -1 with a sentence when it
 * cannot be walked. */
int records_each(struct session *s, const char *folder, void (*see)(void *ctx, const struct record *rec),
                 void *ctx, size_t *unread, struct err *err);

#endif
