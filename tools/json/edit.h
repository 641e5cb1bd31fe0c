/* Edits of a text: byte ranges replaced, the rest left as it is. */
#ifndef KEDB_JSON_EDIT_H
#define KEDB_JSON_EDIT_H

#include "base/mem.h"

/* Replace `length` bytes at `offset` by `text`. Length 0 inserts; an empty text deletes. */
struct edit {
    size_t offset, length;
    struct str text;
};

/* Applies edits to a text. They may come in any order and are sorted in place by offset; where two overlap
 * (or insert at the same place) the one that came first in the array wins and the other is left out. Gives
 * how many were applied; `out` is replaced. Edits that reach past the text are left out. */
size_t edits_apply(struct str text, struct edit *edits, size_t count, struct buf *out);

/* Appends v as a JSON string with its quotes: only what RFC 8259 demands is escaped, all else stays as it is.
 */
void json_quote(struct buf *out, struct str v);
/* The same without the quotes. */
void json_escape(struct buf *out, struct str v);

#endif
