/* Text as a person reads it: what a terminal acts on and what nobody sees is taken out. */
#ifndef KEDB_BASE_PLAIN_H
#define KEDB_BASE_PLAIN_H

#include "base/mem.h"

/* Adds `v` to `out` without control sequences and control strings (ECMA-48, 5.3 to 5.6: CSI, OSC, DCS and the
 * like; one that does not end goes to the end of its line), other control characters, controls of writing
 * direction and invisible characters. A tab and a line feed stay; CR LF, a lone CR and U+2028/9 become a line
 * feed; a backspace takes back the character before it, as overstruck text has it. Bytes that are not UTF-8
 * stay as they are. */
void plain_text(struct buf *out, struct str v);

#endif
