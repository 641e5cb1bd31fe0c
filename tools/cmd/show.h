/* Text of others on a terminal. */
#ifndef KEDB_CMD_SHOW_H
#define KEDB_CMD_SHOW_H

#include "base/mem.h"

enum { SHOW_MAX = 200 }; /* characters */

/* Appends a text on one line: white space as blanks, control and bidi characters and bytes that are no UTF-8
 * as U+FFFD, what is longer than SHOW_MAX characters cut with "...". */
void show_text(struct buf *out, struct str v);

#endif
