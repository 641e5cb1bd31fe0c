/* What is on a page that matters to a link: its ids, headings and title, where it sends its readers, and
 * whether there is anything on it at all without a script. Bytes come in pieces of any size. */
#ifndef KEDB_LINK_PAGE_H
#define KEDB_LINK_PAGE_H

#include "base/strmap.h"
#include "link/charset.h"
#include "link/html.h"

enum {
    PAGE_IDS = 100000,    /* ids kept of one page */
    PAGE_HEADINGS = 4096, /* headings kept */
    PAGE_HEADING = 300,   /* bytes kept of one */
    PAGE_TITLE = 500,
    PAGE_SCRIPTED = 256 /* a page with scripts and less text than this many bytes is drawn by them */
};

enum page_kind { PAGE_NONE, PAGE_HTML, PAGE_XML, PAGE_MARKDOWN, PAGE_PDF, PAGE_JSON, PAGE_TEXT, PAGE_OTHER };

struct page {
    enum page_kind kind;
    struct arena arena;
    VEC(struct str) ids; /* in the order of the page, each once; names of <a> too */
    struct strmap id_index;
    VEC(struct str) headings;
    struct str title, h1;   /* white space collapsed; s NULL when there is none */
    struct str base;        /* <base href> */
    struct str refresh;     /* <meta http-equiv=refresh>: where to; s NULL when nowhere */
    unsigned refresh_after; /* seconds */
    bool xhtml;             /* has an <html> element */
    bool noindex;
    bool password;  /* a form asks for one */
    bool challenge; /* a script of a wall against robots */
    bool mount;     /* an empty element that scripts are known to fill */
    bool frames;    /* content is in frames */
    size_t scripts;
    size_t text;        /* bytes of visible text, without white space at its ends */
    bool whole;         /* it was read to its end */
    struct buf visible; /* the text itself, white space collapsed, when wanted; Markdown: the source */
    /* below: private */
    struct html html;
    struct charset charset;
    struct str label;                    /* of the Content-Type header */
    struct buf head, utf8, line, hidden; /* `hidden`: the name of the element whose text is not seen */
    int hidden_depth;
    bool started, want_text;
    unsigned templates;
    int heading; /* level of the heading at hand, 0 */
    bool in_title, mount_open;
};

/* `content_type` is the header's value (empty when there was none: the bytes decide); views need not live on.
 * `want_text`: keep the visible text, for text directives. */
void page_begin(struct page *p, struct str content_type, bool want_text);
void page_push(struct page *p, struct str bytes);
/* `whole`: nothing is missing at the end. */
void page_end(struct page *p, bool whole);
void page_release(struct page *p);

/* What a Refresh header or <meta http-equiv=refresh> says; the first one counts. */
void page_read_refresh(struct page *p, struct str value);

bool page_has_id(const struct page *p, struct str id);
/* Adds an id that is known from before. */
void page_add_id(struct page *p, struct str id);

/* Without its scripts there is nothing to read on it. */
bool page_is_scripted(const struct page *p);

#endif
