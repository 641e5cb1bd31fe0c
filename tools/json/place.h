/* Lines and columns of a text, and the line as a terminal shows it.
 *
 * Lines end with LF (a CR before it belongs to the line's end); lines and columns count from 1, columns in
 * code points; an invalid byte counts as one. An offset at or past the end is the place after the last
 * character. */
#ifndef KEDB_JSON_PLACE_H
#define KEDB_JSON_PLACE_H

#include "base/mem.h"

struct place {
    uint32_t line, column;
};

/* Where the lines of a text start. Build once, ask often: a place costs some 1,000 bytes to look at, however
 * long the line. Keeps a view of the text. */
struct srcmap {
    struct str text;
    uint32_t *starts; /* byte offset of each line's first byte; owned */
    uint32_t lines;
    struct srcmap_mark {
        uint32_t offset, count; /* so many code points lie before this byte of the text */
    } * marks;                  /* every 1,024 bytes or so when a line is long, else NULL; owned */
    uint32_t mark_count;
};

void srcmap_build(struct srcmap *m, struct str text);
void srcmap_release(struct srcmap *m);
struct place srcmap_place(const struct srcmap *m, size_t offset);
/* The bytes of line `line` (1-based) without its end. */
struct str srcmap_line(const struct srcmap *m, uint32_t line);
/* The byte offset of a place; past the line's end gives the line's end. */
size_t srcmap_offset(const struct srcmap *m, struct place p);

/* A line of source and the marks below it, as text for a terminal: tabs become spaces up to the next multiple
 * of 8, control and bidi characters a visible stand-in (U+FFFD), a long line is clipped around the mark with
 * "...". from..to are byte offsets into the line; at least one cell is marked: '^' then '~'. Neither string
 * ends in a newline. */
struct excerpt {
    struct buf line, marks;
};
void excerpt_build(struct excerpt *e, struct str line, size_t from, size_t to, size_t max_cells);
void excerpt_release(struct excerpt *e);

#endif
