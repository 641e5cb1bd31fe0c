/* The canonical layout of a record: keys in the schema's order, one value a line, fixed indent, lexemes and
 * strings as written.
 *
 * Empty arrays and objects are [] and {}. A file's final newline is not part of a value. */
#ifndef KEDB_RECORD_LAYOUT_H
#define KEDB_RECORD_LAYOUT_H

#include "record/record.h"
#include "json/edit.h"

/* Appends the value at a node as the canonical layout writes it, keys in the order in which they stand. */
void layout_write(const struct json_doc *doc, json_node n, int indent, struct buf *out);
/* Whether the value stands in the text just as layout_write() would write it. */
bool layout_is_canonical(const struct json_doc *doc, json_node n, int indent);

/* An object whose keys stand in another order than the schema's. */
struct layout_move {
    json_node key;      /* the first key that stands too late */
    json_node before;   /* the key in front of it that should follow */
    struct edit *edits; /* members written into each other's places; blanks and commas between them stay */
    size_t edit_count;
};

/* The objects out of order, outermost first; those inside one that moves are left to the next round. Keys
 * that the schema does not know stay behind the key they follow. In the arena. */
size_t layout_moves(const struct record *rec, struct arena *a, struct layout_move **out);

#endif
