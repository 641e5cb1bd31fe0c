/* Values as Markdown: what a page's reader sees is the value, and nothing in a value becomes structure.
 *
 * A value is prose with code spans: a backtick run and the next run of the same length enclose code
 * (CommonMark 0.31, section 6.1, with backslashes standing for themselves). All else is text, and is written
 * so that a CommonMark parser, with or without GitHub's extensions (tables, strikethrough, `www.` and
 * `http://` autolinks), reads exactly that text back: emphasis, links, HTML, entities and stray backticks are
 * escaped, what would only count at the start of a line only there.
 *
 * White space: runs of space, tab, CR, LF, VT and FF become one space, those at the ends go; other Unicode
 * white space stays, as a numeric reference at the ends. Characters that no XML or HTML page can hold (C0
 * controls, U+FFFE, U+FFFF, NUL) become U+FFFD, as CommonMark has it for NUL.
 *
 * One thing cannot be had: with GitHub's autolink extension an e-mail address in text becomes a mailto link
 * whatever stands before its '@', since the extension looks for it after escapes are resolved.
 *
 * Every function takes time linear in the value (n log n in the number of its backtick runs) and appends to
 * `out`. */
#ifndef KEDB_MARKDOWN_ESCAPE_H
#define KEDB_MARKDOWN_ESCAPE_H

#include "base/mem.h"

/* Where a value stands. */
enum markdown_place {
    MARKDOWN_INLINE = 0,
    MARKDOWN_LINE_START = 1, /* nothing stands before it on the line: block markers count */
    MARKDOWN_LINE_END = 2,   /* it ends a heading: a closing run of # counts */
    MARKDOWN_CELL = 4,       /* a table cell: '|' counts, also within code */
    MARKDOWN_UTF8 = 8,       /* the value is known to be UTF-8, as all that a JSON document holds: it is not
                                looked at character by character */
};

/* cmark, which renders GitHub's pages, knows no code span with a longer run around it, and counts the marks
 * of a fence no further. */
enum { MARKDOWN_RUN_MAX = 80, MARKDOWN_FENCE_MAX = 255 };

/* The value as inline Markdown. A blank value adds nothing. */
void markdown_text(struct buf *out, struct str value, unsigned place);

/* The value in strong emphasis; a blank one is a space, so that the element is there. */
void markdown_strong(struct buf *out, struct str value, unsigned place);

/* The whole value as one code span, backticks in it included. A blank value is a span of one space. */
void markdown_code(struct buf *out, struct str value, unsigned place);

/* The value as a fenced code block (a fence of backticks, longer than any run of them inside; of tildes where
 * that would be too long) whose lines are indented by `indent` columns: its content is the value,
 * line ends written as LF, and one LF more. An empty value adds nothing. */
void markdown_fence(struct buf *out, struct str value, size_t indent, unsigned place);

/* A relative path as a link destination: bytes that are not unreserved (RFC 3986, section 2.3) or '/' are
 * percent-encoded. */
void markdown_destination(struct buf *out, struct str path);
/* Whether a byte may be of what it makes. */
bool markdown_in_destination(unsigned char c);

/* True for a value of nothing but ASCII white space, or no bytes. */
bool markdown_is_blank(struct str value);

#endif
