/* Man pages, made from the command rows. */
#ifndef KEDB_CMD_MANUAL_H
#define KEDB_CMD_MANUAL_H

#include "cmd/command.h"

void manual_program(struct buf *out);                          /* kedb(1) */
void manual_command(struct buf *out, const struct command *c); /* kedb-NAME(1) */

#endif
