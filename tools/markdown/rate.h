/* A rate as whole per cents. */
#ifndef KEDB_MARKDOWN_RATE_H
#define KEDB_MARKDOWN_RATE_H

#include "base/mem.h"

/* Appends a number lexeme (RFC 8259 grammar) times 100, rounded half up on the decimal as it is written, and
 * "%": 0.845 is "85%", 1e-1 is "10%". False, and nothing added, for what is no such lexeme, for a negative
 * value other than zero, and for more than RATE_DIGITS_MAX digits of per cents. */
enum { RATE_DIGITS_MAX = 9 };
bool markdown_rate(struct buf *out, struct str lexeme);

#endif
