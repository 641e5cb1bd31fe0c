/* Index pages: one for a domain (records/DOMAIN/README.md), one for the whole base (records/README.md). */
#ifndef KEDB_MARKDOWN_INDEX_H
#define KEDB_MARKDOWN_INDEX_H

#include "markdown/page.h"

#define INDEX_NAME "README.md"

/* What an index shows of a record: Markdown, made once for the indexes that the record stands in. */
struct index_entry {
    struct str path;   /* below the records folder, without ".json": "aws/slug" */
    struct str target; /* the path as a link destination */
    struct str link;   /* the text of the link; empty: the path */
    struct str cells;  /* category, verification, fix rate */
};

/* Makes an entry of a record's English page; `path` is kept as a view, the rest is copied into the arena.
 * `text` is what the page was rendered into, or NULL. */
struct index_entry index_entry_of(struct arena *a, struct str path, const struct page_data *page,
                                  const struct buf *text);

/* By path, in byte order. */
int index_entry_cmp(const void *a, const void *b);

/* The domain of an entry: its path up to the first '/'; empty when it lies in no folder. */
struct str index_domain(const struct index_entry *e);

/* The line of one record in the table of a domain's index (`folder`: the bytes of "DOMAIN/") or of the base's
 * (0). */
void index_row(struct buf *out, const struct index_entry *e, size_t folder, bool chinese);

/* The pages. Entries are sorted; `chinese` adds links to the Chinese pages. */
void index_render_domain(struct buf *out, struct str domain, const struct index_entry *entries, size_t count,
                         bool chinese);
void index_render_base(struct buf *out, const struct index_entry *entries, size_t count, bool chinese);

/* What became of a record: its entry, or NULL when it is gone. */
struct index_change {
    struct str path; /* as in struct index_entry */
    const struct index_entry *entry;
};

/* Brings the index `page` of a domain (empty: of the base) up to date with some of its records, sorted by
 * path and in the domain, without the others: their lines stay as they are. False, and nothing of use in
 * `out`, when the page is not an index as it is rendered here, but for what its lines say of each record, or
 * when none would be left. */
bool index_patch(struct buf *out, struct str page, struct str domain, const struct index_change *changes,
                 size_t count, bool chinese);

/* Whether a text is the base's index. The index of a large base is megabytes: it is made piece by piece, in
 * `work`, as far as the text is the same. */
bool index_base_is(struct str page, const struct index_entry *entries, size_t count, bool chinese,
                   struct buf *work);

#endif
