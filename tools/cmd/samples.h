/* Samples of an error's text, from operands, options and files; records that are near to them. */
#ifndef KEDB_CMD_SAMPLES_H
#define KEDB_CMD_SAMPLES_H

#include "cmd/session.h"
#include "regex/generalise.h"

struct samples {
    VEC(struct str) at;
    struct buf file;    /* what those from a file live in */
    struct arena arena; /* and the others */
};

/* Adds a text, or the lines of a file ("-" is standard input), blank ones left out; as plain_text() gives
 * them. */
void samples_add(struct samples *s, const char *text);
int samples_read(struct samples *s, const char *path, struct err *err);
void samples_release(struct samples *s);

/* What is known of one record of the base. */
struct neighbour {
    const char *path; /* of its file */
    struct str id, signature, regex;
    bool recognises; /* its regex matches one of the samples */
    bool is_taken;   /* its signature, or an alias, is matched by the pattern at hand */
    double likeness; /* of its signature with the samples, 0 to 1 */
    struct str *aliases;
    size_t alias_count;
};

struct neighbours {
    VEC(struct neighbour) at;
    size_t unread; /* records that could not be read */
    struct arena arena;
};

/* Reads the base of the session; `records` is its folder. -1 when the folder cannot be read; that it is not
 * there is fine. */
int neighbours_read(struct neighbours *n, struct session *s, const char *records, struct err *err);
void neighbours_compare(struct neighbours *n, const struct str *samples, size_t count);
/* Marks whose signatures a pattern matches, and gives how many. */
size_t neighbours_taken(struct neighbours *n, struct str pattern);
void neighbours_release(struct neighbours *n);

/* Generalises so that no record of the base is matched: from the broadest pattern to the narrowest, the first
 * that matches none; when each matches some, the broadest. -1 with a sentence. */
int neighbours_generalise(struct neighbours *n, const struct samples *s, const struct str *keep,
                          size_t keep_count, struct arena *a, struct generalised *out, struct err *err);

#endif
