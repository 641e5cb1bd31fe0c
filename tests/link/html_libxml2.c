/* The reader of tags that kedb could have: link/html.h over libxml2's HTML push parser, for comparison only
 * (`make build/kedb-libxml2`). XHTML goes to our own reader, whose functions bear other names in this build.
 */
#include "link/html.h"

#include <libxml/HTMLparser.h>

void own_html_begin(struct html *h, const struct html_sink *sink, void *ctx, bool xml);
void own_html_push(struct html *h, struct str bytes);
void own_html_end(struct html *h);
void own_html_release(struct html *h);

static struct str view(const xmlChar *s)
{
    return s ? str_of((const char *)s) : STR("");
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
    struct html *h = ctx;
    h->out.len = 0;
    for (; atts && atts[0]; atts += 2)
        *vec_push(&h->out) = (struct html_attr){view(atts[0]), view(atts[1])};
    struct html_tag t = {.name = view(name), .attrs = h->out.at, .attr_count = h->out.len};
    h->text_kind = str_is(t.name, "title") || str_is(t.name, "textarea") ? HTML_RCDATA : HTML_TEXT;
    h->sink->tag(h->ctx, &t);
}

static void on_end(void *ctx, const xmlChar *name)
{
    struct html *h = ctx;
    h->text_kind = HTML_TEXT;
    h->sink->tag(h->ctx, &(struct html_tag){.name = view(name), .end = true});
}

static void on_characters(void *ctx, const xmlChar *s, int len)
{
    struct html *h = ctx;
    h->sink->text(h->ctx, (struct str){(const char *)s, (size_t)len}, (enum html_text)h->text_kind);
}

static void on_raw(void *ctx, const xmlChar *s, int len)
{
    struct html *h = ctx;
    h->sink->text(h->ctx, (struct str){(const char *)s, (size_t)len}, HTML_RAW);
}

/* The parser's address is kept in a buffer of the reader's, which is not used otherwise here. */
static htmlParserCtxtPtr parser_of(struct html *h)
{
    htmlParserCtxtPtr c = NULL;
    if (h->match.len == sizeof c)
        memcpy(&c, h->match.s, sizeof c);
    return c;
}

static void open_parser(struct html *h)
{
    static htmlSAXHandler sax = {.startElement = on_start,
                                 .endElement = on_end,
                                 .characters = on_characters,
                                 .ignorableWhitespace = on_characters,
                                 .cdataBlock = on_raw};
    htmlParserCtxtPtr c = htmlCreatePushParserCtxt(&sax, h, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    htmlCtxtUseOptions(c, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                              HTML_PARSE_IGNORE_ENC);
    buf_add(&h->match, &c, sizeof c);
}

void html_begin(struct html *h, const struct html_sink *sink, void *ctx, bool xml)
{
    own_html_begin(h, sink, ctx, xml);
}

void html_push(struct html *h, struct str bytes)
{
    if (h->xml) {
        own_html_push(h, bytes);
        return;
    }
    if (!h->match.len)
        open_parser(h);
    htmlParseChunk(parser_of(h), bytes.s, (int)bytes.len, 0);
}

void html_end(struct html *h)
{
    if (h->xml)
        own_html_end(h);
    else if (parser_of(h))
        htmlParseChunk(parser_of(h), NULL, 0, 1);
}

void html_release(struct html *h)
{
    if (!h->xml && parser_of(h))
        htmlFreeParserCtxt(parser_of(h));
    own_html_release(h);
}
