/* Near misses of a log: records that recognise no line of it, and the line that came nearest. */
#ifndef KEDB_CMD_NEAR_H
#define KEDB_CMD_NEAR_H

#include "regex/diverge.h"
#include "regex/scan.h"
#include "json/place.h"

/* Of one record. Memory is bounded: one line's surroundings are kept. */
struct near_miss {
    size_t literals; /* characters that agreed; 0: no near miss */
    const char *path;
    uint64_t line, column;    /* of the first character that differs */
    char *text;               /* what surrounds it; owned */
    size_t at, end;           /* bytes of text: the word that differs */
    size_t wanted, wanted_to; /* bytes of the pattern */
};

enum { NEAR_REACH = 300, NEAR_LITERALS = 8 };

/* Compares a line that the pattern does not match; keeps it when it is nearer than what is kept. */
void near_miss_try(struct near_miss *n, const struct scan_match *m, struct str pattern, const char *path,
                   struct matcher *matcher);
void near_miss_release(struct near_miss *n);

/* "the text has X where the regex wants Y", and both with marks, for a person. */
void near_miss_show(const struct near_miss *n, struct str pattern, struct buf *out);

#endif
