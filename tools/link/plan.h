/* The plan: which URLs to check, and where each stands. URLs are as written; a URL is there once, with all
 * its places. Who reads records fills it in; the check (link/check.h) groups it by page and host. */
#ifndef KEDB_LINK_PLAN_H
#define KEDB_LINK_PLAN_H

#include "base/mem.h"
#include "base/strmap.h"

/* Where a URL stands in a record. Views. */
struct plan_place {
    const char *path;
    uint32_t line, column;         /* 1-based, code points */
    uint32_t end_line, end_column; /* the place after the last character */
    uint32_t start, end;           /* bytes of the file, quotes included */
    const char *pointer;           /* RFC 6901 */
    bool official;
};

struct plan_url {
    struct str url;
    VEC(struct plan_place) places; /* empty for a URL of a plain list */
};

struct plan {
    VEC(struct plan_url) urls; /* in the order in which they were added */
    struct strmap index;
    struct arena arena;
};
#define PLAN_INIT                                                                                            \
    {                                                                                                        \
        0                                                                                                    \
    }

/* The URL's row, added when it is new. Its text is copied. Valid until the next call. */
struct plan_url *plan_add(struct plan *p, struct str url);
/* Adds a plain list: one URL a line, white space around it and lines that are empty or begin with "# " left
 * out. */
void plan_add_lines(struct plan *p, struct str text);
/* Drops URLs that are not wanted, by index; the order of the others stays. */
void plan_keep(struct plan *p, const bool *wanted);
void plan_release(struct plan *p);

#endif
