/* The tokeniser: see html.h. States carry the standard's names. */
#include "link/html.h"

enum {
    DATA,
    TAG_OPEN,
    END_TAG_OPEN,
    TAG_NAME,
    BEFORE_ATTR_NAME,
    ATTR_NAME,
    AFTER_ATTR_NAME,
    BEFORE_VALUE,
    VALUE_DOUBLE,
    VALUE_SINGLE,
    VALUE_UNQUOTED,
    AFTER_VALUE,
    SELF_CLOSING,
    BOGUS_COMMENT,
    MARKUP_DECLARATION,
    COMMENT_START,
    COMMENT_START_DASH,
    COMMENT,
    COMMENT_END_DASH,
    COMMENT_END,
    COMMENT_END_BANG,
    CDATA,
    CDATA_BRACKET,
    CDATA_END,
    RAW,
    RAW_LESS_THAN,
    RAW_END_TAG_OPEN,
    RAW_ESCAPE_START,
    PLAINTEXT
};

static bool is_space(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

void html_begin(struct html *h, const struct html_sink *sink, void *ctx, bool xml)
{
    *h = (struct html){.sink = sink, .ctx = ctx, .xml = xml};
}

void html_release(struct html *h)
{
    buf_release(&h->name);
    buf_release(&h->raw_name);
    buf_release(&h->attrs);
    buf_release(&h->match);
    buf_release(&h->decoded);
    vec_release(&h->spans);
    vec_release(&h->out);
}

struct str html_attr_get(const struct html_tag *tag, const char *name)
{
    for (size_t i = 0; i < tag->attr_count; i++)
        if (str_is(tag->attrs[i].name, name))
            return tag->attrs[i].value;
    return (struct str){NULL, 0};
}

static void text(struct html *h, const char *s, size_t len, int kind)
{
    if (len)
        h->sink->text(h->ctx, (struct str){s, len}, (enum html_text)kind);
}

static void attr_begin(struct html *h)
{
    *vec_push(&h->spans) = (struct html_span){.name = h->attrs.len};
}

static void attr_byte(struct html *h, char c, bool value)
{
    if (h->attrs.len >= HTML_ATTR_LIMIT)
        return;
    struct html_span *s = vec_last(&h->spans);
    buf_addc(&h->attrs, c);
    if (value)
        s->value_len++;
    else
        s->name_len++;
}

static void value_begin(struct html *h)
{
    vec_last(&h->spans)->value = h->attrs.len;
}

static void value_bytes(struct html *h, const char *s, size_t len)
{
    if (h->attrs.len + len > HTML_ATTR_LIMIT)
        return;
    buf_add(&h->attrs, s, len);
    vec_last(&h->spans)->value_len += len;
}

/* The attributes as views; the values' references decoded: a NUL becomes three bytes, all else gets shorter.
 */
static void collect(struct html *h)
{
    h->out.len = 0;
    struct str all = buf_str(&h->attrs);
    bool references = all.len && (memchr(all.s, '&', all.len) || memchr(all.s, 0, all.len));
    buf_clear(&h->decoded);
    if (references)
        buf_reserve(&h->decoded, 3 * h->attrs.len + 8);
    const struct html_span *s;
    vec_foreach (s, &h->spans) {
        struct str name = {h->attrs.s + s->name, s->name_len};
        struct str value = s->value_len ? (struct str){h->attrs.s + s->value, s->value_len} : STR("");
        bool twice = !name.len;
        for (size_t i = 0; i < h->out.len && h->out.len < 64 && !twice; i++)
            twice = str_eq(h->out.at[i].name, name);
        if (twice)
            continue;
        if (references && value.len) {
            size_t from = h->decoded.len;
            html_decode(value, true, &h->decoded);
            value = (struct str){h->decoded.s + from, h->decoded.len - from};
        }
        *vec_push(&h->out) = (struct html_attr){name, value};
    }
}

/* Elements that end foreign content (13.2.6.5). */
static const char *const breakouts[] = {
    "b",   "big",   "blockquote", "body",  "br",  "center", "code",    "dd",     "div",
    "dl",  "dt",    "em",         "embed", "h1",  "h2",     "h3",      "h4",     "h5",
    "h6",  "head",  "hr",         "i",     "img", "li",     "menu",    "meta",   "nobr",
    "ol",  "p",     "pre",        "ruby",  "s",   "small",  "span",    "sub",    "strong",
    "sup", "table", "tt",         "u",     "ul",  "var",    "listing", "strike", NULL,
};
static const char *const islands[] = {"foreignobject", "desc", "title", "annotation-xml", "mtext", NULL};
static const char *const raw_elements[] = {"script",  "style",    "xmp",      "iframe",
                                           "noembed", "noframes", "noscript", NULL};

/* Which state follows a tag; keeps track of foreign content. */
static int after_tag(struct html *h, struct str name)
{
    bool inside = h->foreign && !h->island;
    if (h->xml)
        return DATA;
    if (h->end) {
        if (h->island && str_is_one_of(name, islands))
            h->island--;
        else if (h->foreign && (str_is(name, "svg") || str_is(name, "math"))) {
            h->foreign--;
            h->island = 0;
        }
        return DATA;
    }
    if (inside && str_is_one_of(name, breakouts)) {
        h->foreign = 0;
        inside = false;
    }
    if (str_is(name, "svg") || str_is(name, "math")) {
        if (!h->closed && !h->island)
            h->foreign++;
        return DATA;
    }
    if (inside) {
        if (!h->closed && str_is_one_of(name, islands))
            h->island++;
        return DATA;
    }
    if (!name.len || !strchr("inpstx", name.s[0])) /* none of those below */
        return DATA;
    if (str_is(name, "plaintext"))
        return PLAINTEXT;
    bool rcdata = str_is(name, "title") || str_is(name, "textarea");
    if (!rcdata && !str_is_one_of(name, raw_elements))
        return DATA;
    buf_clear(&h->raw_name);
    buf_add_str(&h->raw_name, name);
    h->text_kind = rcdata ? HTML_RCDATA : HTML_RAW;
    h->escape = 0;
    return RAW;
}

static void emit(struct html *h)
{
    struct html_tag t = {.name = buf_str(&h->name), .end = h->end, .closed = h->closed};
    t.foreign = h->foreign && !h->island;
    if (!h->end) {
        collect(h);
        t.attrs = h->out.at;
        t.attr_count = h->out.len;
    }
    h->state = after_tag(h, t.name);
    h->sink->tag(h->ctx, &t);
}

static void tag_begin(struct html *h, bool end)
{
    buf_clear(&h->name);
    buf_clear(&h->attrs);
    h->spans.len = 0;
    h->end = end;
    h->closed = false;
}

static char fold(const struct html *h, unsigned char c)
{
    return (char)(h->xml ? c : ascii_lower(c));
}

/* Up to the next byte `stop`; SIZE_MAX when it is not in this piece. */
static size_t seek(struct str v, size_t at, char stop)
{
    const char *p = memchr(v.s + at, stop, v.len - at);
    return p ? (size_t)(p - v.s) : SIZE_MAX;
}

/* "<!" was read: a comment, CDATA, or what ends at the next '>'. False: the byte is to be read again. */
static bool markup_declaration(struct html *h, char c)
{
    static const struct str dashes = {"--", 2}, cdata = {"[CDATA[", 7};
    buf_addc(&h->match, c);
    struct str m = buf_str(&h->match);
    bool cdata_here = h->xml || (h->foreign && !h->island);
    if (str_eq(m, dashes))
        h->state = COMMENT_START;
    else if (cdata_here && str_eq(m, cdata))
        h->state = CDATA;
    else if (!str_starts(dashes, m) && !(cdata_here && str_starts(cdata, m))) {
        h->state = BOGUS_COMMENT;
        return false;
    }
    return true;
}

static void comment(struct html *h, char c)
{
    switch (h->state) {
    case COMMENT_START: h->state = c == '-' ? COMMENT_START_DASH : c == '>' ? DATA : COMMENT; break;
    case COMMENT_START_DASH: h->state = c == '-' ? COMMENT_END : c == '>' ? DATA : COMMENT; break;
    case COMMENT_END_DASH: h->state = c == '-' ? COMMENT_END : COMMENT; break;
    case COMMENT_END:
        h->state = c == '>' ? DATA : c == '!' ? COMMENT_END_BANG : c == '-' ? COMMENT_END : COMMENT;
        break;
    default: h->state = c == '-' ? COMMENT_END_DASH : c == '>' ? DATA : COMMENT; break;
    }
}

/* Within a script that hides itself in "<!--": where the next '<' is looked at, by byte. */
static size_t escaped_script(struct html *h, struct str v, size_t at)
{
    for (; at < v.len; at++) {
        char c = v.s[at];
        if (c == '<') {
            h->dashes = 0;
            return at;
        }
        if (c == '>' && h->dashes >= 2) {
            h->escape = 0;
            h->dashes = 0;
            return at + 1;
        }
        h->dashes = c == '-' ? h->dashes + 1 : 0;
    }
    return at;
}

/* In RAW: text up to the next '<'. */
static size_t raw_text(struct html *h, struct str v, size_t at)
{
    size_t stop;
    if (h->escape) {
        stop = escaped_script(h, v, at);
        text(h, v.s + at, stop - at, h->text_kind);
        if (!h->escape || stop == v.len)
            return stop;
    } else {
        stop = seek(v, at, '<');
        text(h, v.s + at, (stop == SIZE_MAX ? v.len : stop) - at, h->text_kind);
        if (stop == SIZE_MAX)
            return v.len;
    }
    h->state = RAW_LESS_THAN;
    buf_clear(&h->match);
    buf_addc(&h->match, '<');
    return stop + 1;
}

/* What looked like a tag in raw text is text. */
static void raw_again(struct html *h)
{
    text(h, h->match.s, h->match.len, h->text_kind);
    h->state = RAW;
}

/* After '<' in raw text. False: the byte is to be read again. */
static bool raw_less_than(struct html *h, char c)
{
    bool script = str_is(buf_str(&h->raw_name), "script");
    if (c == '/') {
        buf_addc(&h->match, c);
        tag_begin(h, true);
        h->state = RAW_END_TAG_OPEN;
        return true;
    }
    if (script && c == '!' && !h->escape) {
        buf_addc(&h->match, c);
        h->state = RAW_ESCAPE_START;
        return true;
    }
    if (script && h->escape == 1 && ascii_is_alpha((unsigned char)c)) {
        tag_begin(h, false);
        h->state = RAW_END_TAG_OPEN;
        return false;
    }
    raw_again(h);
    return false;
}

/* A tag's name in raw text: the element's own end tag ends it; in an escaped script "<script" and "</script"
 * open and close a second level. */
static bool raw_tag_name(struct html *h, char c)
{
    unsigned char u = (unsigned char)c;
    if (ascii_is_alpha(u) && h->name.len < 16) {
        buf_addc(&h->name, (char)ascii_lower(u));
        buf_addc(&h->match, c);
        return true;
    }
    bool ended = is_space(u) || c == '/' || c == '>';
    bool own = ended && str_eq(buf_str(&h->name), buf_str(&h->raw_name));
    if (own && h->end && h->escape < 2) {
        h->state = is_space(u) ? BEFORE_ATTR_NAME : c == '/' ? SELF_CLOSING : TAG_NAME;
        return h->state != TAG_NAME;
    }
    if (own)
        h->escape = h->end ? 1 : 2;
    raw_again(h);
    return false;
}

static bool raw_escape_start(struct html *h, char c)
{
    if (c == '-') {
        buf_addc(&h->match, c);
        if (h->match.len < 4)
            return true;
        h->escape = 1;
        h->dashes = 2;
        raw_again(h);
        return true;
    }
    raw_again(h);
    return false;
}

/* How many bytes from `at` on stand for themselves in any name: most of a tag, taken at once. */
static size_t plain_run(struct str v, size_t at)
{
    static const uint64_t plain[4] = {0x03ff200000000000, 0x07fffffe00000000}; /* - 0 to 9, a to z */
    size_t end = at;
    while (end < v.len && plain[(unsigned char)v.s[end] >> 6] >> (v.s[end] & 63) & 1)
        end++;
    return end - at;
}

static void name_bytes(struct html *h, const char *s, size_t len)
{
    if (h->state == TAG_NAME) {
        size_t room = h->name.len < 32 ? 32 - h->name.len : 0;
        buf_add(&h->name, s, len < room ? len : room);
    } else if (h->attrs.len + len <= HTML_ATTR_LIMIT) {
        buf_add(&h->attrs, s, len);
        vec_last(&h->spans)->name_len += len;
    }
}

/* One byte inside of a tag. False: it is to be read again in the new state. */
static bool tag_byte(struct html *h, char c)
{
    bool space = is_space((unsigned char)c);
    switch (h->state) {
    case TAG_NAME:
        if (space)
            h->state = BEFORE_ATTR_NAME;
        else if (c == '/')
            h->state = SELF_CLOSING;
        else if (c == '>')
            emit(h);
        else if (h->name.len < 32)
            buf_addc(&h->name, fold(h, (unsigned char)c));
        return true;
    case BEFORE_ATTR_NAME:
        if (space)
            return true;
        if (c == '/' || c == '>') {
            h->state = AFTER_ATTR_NAME;
            return false;
        }
        attr_begin(h);
        h->state = ATTR_NAME;
        if (c == '=')
            attr_byte(h, c, false);
        return c == '=';
    case ATTR_NAME:
        if (space || c == '/' || c == '>') {
            h->state = AFTER_ATTR_NAME;
            return false;
        }
        if (c == '=')
            h->state = BEFORE_VALUE;
        else
            attr_byte(h, fold(h, (unsigned char)c), false);
        return true;
    case AFTER_ATTR_NAME:
        if (space)
            return true;
        if (c == '/')
            h->state = SELF_CLOSING;
        else if (c == '=' && h->spans.len)
            h->state = BEFORE_VALUE;
        else if (c == '>')
            emit(h);
        else {
            attr_begin(h);
            h->state = ATTR_NAME;
            return false;
        }
        return true;
    case BEFORE_VALUE:
        if (space)
            return true;
        value_begin(h);
        if (c == '>')
            emit(h);
        else
            h->state = c == '"' ? VALUE_DOUBLE : c == '\'' ? VALUE_SINGLE : VALUE_UNQUOTED;
        return h->state != VALUE_UNQUOTED;
    case VALUE_UNQUOTED:
        if (space)
            h->state = BEFORE_ATTR_NAME;
        else if (c == '>')
            emit(h);
        else
            attr_byte(h, c, true);
        return true;
    case AFTER_VALUE:
        if (space)
            h->state = BEFORE_ATTR_NAME;
        else if (c == '/')
            h->state = SELF_CLOSING;
        else if (c == '>')
            emit(h);
        else {
            h->state = BEFORE_ATTR_NAME;
            return false;
        }
        return true;
    default: /* SELF_CLOSING */
        if (c == '>') {
            h->closed = true;
            emit(h);
            return true;
        }
        h->state = BEFORE_ATTR_NAME;
        return false;
    }
}

static bool tag_open(struct html *h, char c)
{
    if (c == '!') {
        h->state = MARKUP_DECLARATION;
        buf_clear(&h->match);
    } else if (c == '/') {
        h->state = END_TAG_OPEN;
    } else if (c == '?') {
        h->state = BOGUS_COMMENT;
    } else if (ascii_is_alpha((unsigned char)c) || (h->xml && ((unsigned char)c >= 0x80 || c == '_'))) {
        tag_begin(h, false);
        h->state = TAG_NAME;
        return false;
    } else {
        text(h, "<", 1, HTML_TEXT);
        h->state = DATA;
        return false;
    }
    return true;
}

static bool end_tag_open(struct html *h, char c)
{
    if (ascii_is_alpha((unsigned char)c)) {
        tag_begin(h, true);
        h->state = TAG_NAME;
        return false;
    }
    h->state = c == '>' ? DATA : BOGUS_COMMENT;
    return c == '>';
}

/* States that swallow up to a certain byte. Where to go on. */
static size_t span(struct html *h, struct str v, size_t at)
{
    size_t stop;
    switch (h->state) {
    case DATA:
        stop = seek(v, at, '<');
        text(h, v.s + at, (stop == SIZE_MAX ? v.len : stop) - at, HTML_TEXT);
        h->state = stop == SIZE_MAX ? DATA : TAG_OPEN;
        break;
    case VALUE_DOUBLE:
    case VALUE_SINGLE:
        stop = seek(v, at, h->state == VALUE_DOUBLE ? '"' : '\'');
        value_bytes(h, v.s + at, (stop == SIZE_MAX ? v.len : stop) - at);
        h->state = stop == SIZE_MAX ? h->state : AFTER_VALUE;
        break;
    case BOGUS_COMMENT:
        stop = seek(v, at, '>');
        h->state = stop == SIZE_MAX ? BOGUS_COMMENT : DATA;
        break;
    case COMMENT:
        stop = seek(v, at, '-');
        h->state = stop == SIZE_MAX ? COMMENT : COMMENT_END_DASH;
        break;
    case CDATA:
        stop = seek(v, at, ']');
        text(h, v.s + at, (stop == SIZE_MAX ? v.len : stop) - at, HTML_TEXT);
        h->state = stop == SIZE_MAX ? CDATA : CDATA_BRACKET;
        break;
    default: /* PLAINTEXT */ text(h, v.s + at, v.len - at, HTML_RAW); return v.len;
    }
    return stop == SIZE_MAX ? v.len : stop + 1;
}

void html_push(struct html *h, struct str v)
{
    for (size_t at = 0; at < v.len;) {
        char c = v.s[at];
        bool taken = true;
        switch (h->state) {
        case DATA:
        case VALUE_DOUBLE:
        case VALUE_SINGLE:
        case BOGUS_COMMENT:
        case COMMENT:
        case CDATA:
        case PLAINTEXT: at = span(h, v, at); continue;
        case RAW: at = raw_text(h, v, at); continue;
        case TAG_NAME:
        case ATTR_NAME: {
            size_t run = plain_run(v, at);
            if (run) {
                name_bytes(h, v.s + at, run);
                at += run;
                continue;
            }
            taken = tag_byte(h, c);
            break;
        }
        case TAG_OPEN: taken = tag_open(h, c); break;
        case END_TAG_OPEN: taken = end_tag_open(h, c); break;
        case MARKUP_DECLARATION: taken = markup_declaration(h, c); break;
        case CDATA_BRACKET: h->state = c == ']' ? CDATA_END : CDATA; break;
        case CDATA_END: h->state = c == '>' ? DATA : c == ']' ? CDATA_END : CDATA; break;
        case RAW_LESS_THAN: taken = raw_less_than(h, c); break;
        case RAW_END_TAG_OPEN: taken = raw_tag_name(h, c); break;
        case RAW_ESCAPE_START: taken = raw_escape_start(h, c); break;
        case COMMENT_START:
        case COMMENT_START_DASH:
        case COMMENT_END_DASH:
        case COMMENT_END:
        case COMMENT_END_BANG: comment(h, c); break;
        default: taken = tag_byte(h, c); break;
        }
        at += taken;
    }
}

void html_end(struct html *h)
{
    if (h->state == TAG_OPEN)
        text(h, "<", 1, HTML_TEXT);
    h->state = DATA;
}
