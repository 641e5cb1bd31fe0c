/* Tags of an HTML page, by the tokenisation states of the HTML standard (html.spec.whatwg.org, 13.2.5),
 * pushed in pieces of any size. Input is UTF-8; invalid bytes pass through.
 *
 * Only what finds tags is here: comments, doctypes and CDATA vanish, text is handed on as written (entities
 * not decoded), raw text elements (script, style, ...) are known, foreign content (svg, math) as far as the
 * tokeniser depends on it. No tree is built: an end tag is an end tag. */
#ifndef KEDB_LINK_HTML_H
#define KEDB_LINK_HTML_H

#include "base/mem.h"

enum { HTML_ATTR_LIMIT = 1 << 20 }; /* bytes of one tag's attributes; what is above is dropped */

struct html_attr {
    struct str name;  /* lower case, except in XML */
    struct str value; /* entities decoded; empty when there is none */
};

struct html_tag {
    struct str name; /* lower case, except in XML; clipped at 32 bytes */
    bool end;
    bool closed;                   /* ends with "/>" */
    bool foreign;                  /* inside of svg or math */
    const struct html_attr *attrs; /* of a start tag, the first of a name; views until the callback returns */
    size_t attr_count;
};

/* What text is of. RAW: script, style, a comment-like element; RCDATA: title, textarea. */
enum html_text { HTML_TEXT, HTML_RCDATA, HTML_RAW };

struct html_sink {
    void (*tag)(void *ctx, const struct html_tag *tag);
    /* A run of text may come in any number of pieces. */
    void (*text)(void *ctx, struct str text, enum html_text kind);
};

/* Where an attribute lies in `attrs`. */
struct html_span {
    size_t name, name_len, value, value_len;
};

struct html {
    const struct html_sink *sink;
    void *ctx;
    bool xml;  /* XHTML: no raw text elements, names keep their case */
    int state; /* below: private */
    struct buf name, raw_name, attrs, match;
    VEC(struct html_span) spans;
    VEC(struct html_attr) out;
    struct buf decoded;
    bool end, closed;
    int escape;      /* 0, 1 "<!--" in a script, 2 "<script" within that */
    unsigned dashes; /* before, in an escaped script */
    int text_kind;
    unsigned foreign, island;
};

void html_begin(struct html *h, const struct html_sink *sink, void *ctx, bool xml);
void html_push(struct html *h, struct str bytes);
/* The page ends: a tag that is not closed is dropped, as the standard says. */
void html_end(struct html *h);
void html_release(struct html *h);

/* Appends `v` with its character references decoded, as in an attribute's value (`attribute`: a reference
 * without ';' before '=' or a letter stays) or in text. */
void html_decode(struct str v, bool attribute, struct buf *out);

/* The value of an attribute; s NULL when the tag has none. */
struct str html_attr_get(const struct html_tag *tag, const char *name);

#endif
