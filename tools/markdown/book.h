/* The book of a base: every page that its records give, compared with what is on disk.
 *
 * A record's pages lie beside it, SLUG.md and (when the schema has Chinese translations) SLUG.zh.md; an index
 * lies in each domain's folder and in the records folder. A book reads records and pages; it writes nothing,
 * so that a check changes nothing: book_write() does, one page at a time. */
#ifndef KEDB_MARKDOWN_BOOK_H
#define KEDB_MARKDOWN_BOOK_H

#include "base/file.h"
#include "markdown/index.h"
#include "markdown/slots.h"

/* One record file of the base. */
struct book_record {
    const char *path; /* of the .json file */
    struct str below; /* its path below the records folder without ".json", or empty: it lies elsewhere */
    bool asked;       /* false: only its line in the indexes is wanted */
};

enum book_state {
    BOOK_CURRENT, /* the page on disk is the rendering */
    BOOK_STALE,   /* it is another text */
    BOOK_MISSING, /* there is no page */
    BOOK_ORPHAN,  /* a page, but no record of its name */
    BOOK_REFUSED, /* the page cannot be made, or cannot be there; see `why` */
};

struct book_page {
    char *path;
    enum book_state state;
    struct buf want, have; /* kept when the state is stale or missing; `have` also of orphans */
    char *why;             /* of a refused page: a sentence that names the file */
};

struct book {
    /* Set by the caller. */
    const struct roles *roles;
    const struct page_slots *slots;
    const char *root; /* the records folder as a person would write it; NULL: no index pages */
    bool all_indexes; /* also of those in which no record stands that is asked for */
    size_t workers;   /* 1 or more */
    /* Results: sorted by path; current pages are only counted. */
    VEC(struct book_page) pages;
    size_t current;
    size_t records; /* asked for */
    size_t there;   /* pages that are on disk, current or not, but for those directly in the records folder */
};

/* Renders the pages of the records that are asked for and the indexes that they stand in, and compares them
 * with disk. Records that are not asked for are read for the indexes only. */
void book_compare(struct book *b, const struct book_record *records, size_t count);

/* Adds the orphans below a folder: pages (*.md but README.md) without a record of their name, and indexes of
 * folders without records. Pages directly in the records folder are nobody's: readers put notes there. -1
 * when the folder cannot be walked. Call after book_compare(). */
int book_find_orphans(struct book *b, const char *folder, struct err *err);
/* The same of the sorted records of the whole base and its pages, as file_walk_with() gives them. */
void book_add_orphans(struct book *b, const struct paths *records, struct str pages);

/* True when `path`, a page, has no record: what book_find_orphans() asks. `root` is the records folder. */
bool book_is_orphan(const char *root, const char *path);

/* True when the text of an orphan begins as a rendering does: a heading, a blank line, then a list of facts
 * or, in an index, the number of its errors. Another text is a person's, whose file it is not ours to delete.
 */
bool book_is_made(const struct book_page *orphan);

/* By path: what adds pages to a book ends with it. */
void book_sort(struct book *b);

/* Writes a stale or missing page, atomically. */
int book_write(const struct book_page *page, struct err *err);

void book_release(struct book *b);

/* An id that can stand for a file below the records folder: not empty, at most 4096 bytes, no empty segment,
 * none that begins with '.', no backslash, no control character. NULL, or what is wrong with it. */
const char *book_id_fault(struct str id);

#endif
