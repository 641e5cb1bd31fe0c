/* Index pages: one for a domain (records/DOMAIN/README.md), one for the whole base (records/README.md). */
#ifndef KEDB_MARKDOWN_INDEX_H
#define KEDB_MARKDOWN_INDEX_H

#include "base/mem.h"

#define INDEX_NAME "README.md"

/* What an index shows of a record. Views; absent when empty. */
struct index_entry {
    struct str path; /* below the records folder, without ".json": "aws/slug" */
    struct str title, category, verification;
    struct str fix_rate; /* a number lexeme */
};

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

#endif
