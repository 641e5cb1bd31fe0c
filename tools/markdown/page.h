/* The page of one record, in English or Chinese.
 *
 * The renderer knows slots (title, root cause, a workaround's action), never the names of fields: a
 * `struct page_data` is filled by page_fill() (slots.h) from what the record schema annotates with `page`.
 *
 *     # Title
 *
 *     - **ID:** `id`  ... lines for domain, category, error code, verification, fix rate
 *
 *     ## Root Cause             a paragraph
 *     ## Version Compatibility  a table
 *     ## Workarounds            a numbered list; each item may hold a fenced code block
 *     ## Dead Ends              a list
 *
 * Lines and sections whose data is absent are left out. A page ends in one LF. The same data gives the same
 * bytes. */
#ifndef KEDB_MARKDOWN_PAGE_H
#define KEDB_MARKDOWN_PAGE_H

#include "base/mem.h"

enum page_language { PAGE_ENGLISH, PAGE_CHINESE, PAGE_LANGUAGE_COUNT };

/* What follows the slug in a page's file name: ".md", ".zh.md". */
const char *page_suffix(enum page_language lang);

/* Where a part of a page stands in what it was rendered to: bytes from..to. */
struct page_span {
    size_t from, to;
};

/* A value on the page. Absent when `v.s` is NULL or `v.len` 0. `original` marks a text that stands in for a
 * missing translation. */
struct page_text {
    struct str v;
    struct page_span at; /* set by page_render(): its Markdown; for `how` the code block */
    bool original;
};

struct page_version {
    struct page_text version, status, introduced, deprecated;
};

struct page_workaround {
    struct page_text action, how;
    struct str rate; /* a number lexeme */
};

struct page_dead_end {
    struct page_text action, why;
    struct str rate;
};

struct page_data {
    enum page_language lang;
    struct page_text title, root_cause;
    struct page_text id, domain, category, error_code, verification;
    struct str fix_rate; /* a number lexeme */
    struct page_version *versions;
    size_t version_count;
    struct page_span rows; /* set by page_render(): the lines of the versions */
    struct page_workaround *workarounds;
    size_t workaround_count;
    struct page_dead_end *dead_ends;
    size_t dead_end_count;
};

/* Appends the page. All values are UTF-8. `like` is NULL or a page of the same record that was rendered into
 * `text` before: what is the same object in both is copied from there. */
void page_render(struct buf *out, struct page_data *page, const struct page_data *like,
                 const struct buf *text);

#endif
