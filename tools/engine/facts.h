/* Where facts are kept between the record that they came from and the rules over the whole base: packed, a
 * stream for each kind, a few bytes more than their keys. Private to engine/.
 *
 * A stream is a chain of segments, one a file, in ascending order of files: how far the file's number is from
 * the one before, the bytes that follow, and the facts in the order of their places (start from the one
 * before, length, number, bytes of the key, the key), numbers as in base/varint.h. A cached row holds the
 * same bytes: for each kind that the file has, the kind, the bytes that follow, the facts. */
#ifndef KEDB_ENGINE_FACTS_H
#define KEDB_ENGINE_FACTS_H

#include "engine/fact.h"

struct fact_block;
struct fact_stream {
    struct fact_block *first, *last;
    uint32_t file; /* of the last segment */
};

/* The facts that one thread met. Start from zero. */
struct facts {
    struct fact_stream streams[FACT_KIND_COUNT];
    struct buf work;
    VEC(struct fact) sorted;
    VEC(uint32_t) chain; /* of each fact of a record the next of its kind */
};

/* Keeps what one file gave, in any order; files come in ascending order. */
void facts_keep(struct facts *s, uint32_t file, const struct fact *facts, size_t count);
void facts_drop(struct facts *s, enum fact_kind kind);
void facts_release(struct facts *s);

/* Walks over the segments of a kind. */
struct facts_reader {
    const struct fact_block *block;
    size_t next;                  /* byte of the block behind the segment at hand */
    uint32_t file;                /* of the segment at hand; FACTS_END behind the last */
    const unsigned char *segment; /* its bytes, from their number on: for fact_run_begin() */
};
#define FACTS_END UINT32_MAX
void facts_read(struct facts_reader *r, const struct facts *s, enum fact_kind kind); /* at the first */
void facts_read_next(struct facts_reader *r);

/* Adds the segment that a reader is at to the bytes of a row. */
void facts_pack(struct buf *row, enum fact_kind kind, const struct facts_reader *r);
/* The segment of a kind in the bytes of a row, or NULL. */
const unsigned char *facts_in_row(struct str row, enum fact_kind kind);

struct fact_run fact_run_begin(const unsigned char *segment, enum fact_kind kind, uint32_t file);

#endif
