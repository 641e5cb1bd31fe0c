/* Pages: see page.h. */
#include "link/page.h"

#include "base/utf8.h"

enum { MOUNT_MAX = 13 }; /* the longest of `mounts` */

/* Elements that begin a line of their own: text before and after them is not one word. */
static const char *const blocks[] = {
    "p",      "div",     "br",      "li",   "ul",    "ol",     "table", "tr", "td",
    "th",     "section", "article", "h1",   "h2",    "h3",     "h4",    "h5", "h6",
    "pre",    "header",  "footer",  "main", "aside", "nav",    "dl",    "dt", "dd",
    "figure", "details", "summary", "hr",   "form",  "option", "body",  NULL,
};
/* Elements that script frameworks draw a page into. */
static const char *const mounts[] = {"root",      "app",    "__next",     "__nuxt",     "__docusaurus",
                                     "___gatsby", "q-app",  "redoc",      "swagger-ui", "app-root",
                                     "mount",     "svelte", "react-root", NULL};
/* Parts of what walls against robots load. */
static const char *const walls[] = {"/cdn-cgi/challenge-platform/",
                                    "challenges.cloudflare.com",
                                    "_Incapsula_Resource",
                                    "captcha-delivery.com",
                                    "awswaf.com",
                                    "awsWafCookieDomainList",
                                    "/_sec/cp_challenge",
                                    "sucuri_cloudproxy",
                                    "ddos-guard",
                                    "/.within.website/",
                                    "validate.perfdrive.com",
                                    "hcaptcha.com/1/api",
                                    NULL};

static bool holds_wall(struct str v)
{
    for (const char *const *w = walls; *w; w++)
        if (str_find(v, str_of(*w), 0) != SIZE_MAX)
            return true;
    return false;
}

bool page_has_id(const struct page *p, struct str id)
{
    return strmap_get(&p->id_index, id) != NULL;
}

/* An id that is no UTF-8 stands on a page that does not say its encoding: it is read as windows-1252. */
static struct str as_utf8(struct page *p, struct str v)
{
    if (utf8_valid(v) == v.len)
        return arena_str(&p->arena, v);
    struct charset c;
    size_t skip;
    charset_begin(&c, STR("windows-1252"), STR(""), &skip);
    struct buf out = BUF_INIT;
    charset_push(&c, v, &out);
    charset_end(&c);
    v = arena_str(&p->arena, buf_str(&out));
    buf_release(&out);
    return v;
}

void page_add_id(struct page *p, struct str id)
{
    if (!id.len || page_has_id(p, id) || p->ids.len >= PAGE_IDS)
        return;
    struct str own = as_utf8(p, id);
    strmap_put(&p->id_index, own, (uint32_t)p->ids.len, NULL);
    *vec_push(&p->ids) = own;
}

/* Appends text with white space collapsed; `limit` bytes at most. */
static void add_collapsed(struct buf *b, struct str v, size_t limit)
{
    for (size_t i = 0; i < v.len && b->len < limit; i++) {
        unsigned char c = (unsigned char)v.s[i];
        bool nbsp = c == 0xC2 && i + 1 < v.len && (unsigned char)v.s[i + 1] == 0xA0;
        if (ascii_is_space(c) || nbsp) {
            i += nbsp;
            if (b->len && b->s[b->len - 1] != ' ')
                buf_addc(b, ' ');
        } else {
            buf_addc(b, (char)c);
        }
    }
}

/* The collected line as a string of the page: references decoded, whole characters. */
static struct str take_line(struct page *p)
{
    struct buf plain = BUF_INIT, tight = BUF_INIT;
    struct str v = str_trim(buf_str(&p->line));
    if (memchr(v.s, '&', v.len)) { /* what they stand for may be a blank */
        html_decode(v, false, &plain);
        add_collapsed(&tight, buf_str(&plain), plain.len);
        v = str_trim(buf_str(&tight));
    }
    /* a permalink's sign at the end is none of the heading */
    while (v.len &&
           (v.s[v.len - 1] == '#' || str_ends(v, STR("\xC2\xB6")) || str_ends(v, STR("\xE2\x80\x8B"))))
        v = str_trim(str_sub(v, 0,
                             v.len - (v.s[v.len - 1] == '#'          ? 1
                                      : str_ends(v, STR("\xC2\xB6")) ? 2
                                                                     : 3)));
    v.len = utf8_valid(v) == v.len ? v.len : utf8_valid(v);
    v = arena_str(&p->arena, v);
    buf_release(&plain);
    buf_release(&tight);
    buf_clear(&p->line);
    return v;
}

static void heading_end(struct page *p)
{
    struct str v = take_line(p);
    if (p->heading == 1 && !p->h1.s)
        p->h1 = v;
    if (v.len && p->headings.len < PAGE_HEADINGS)
        *vec_push(&p->headings) = v;
    p->heading = 0;
}

/* HTML standard, "shared declarative refresh steps". */
void page_read_refresh(struct page *p, struct str v)
{
    size_t i = 0;
    unsigned seconds = 0;
    while (i < v.len && ascii_is_space((unsigned char)v.s[i]))
        i++;
    size_t first = i;
    for (; i < v.len && ascii_is_digit((unsigned char)v.s[i]); i++)
        seconds = seconds > 100000 ? seconds : seconds * 10 + (unsigned)(v.s[i] - '0');
    if (i == first && (i == v.len || v.s[i] != '.'))
        return;
    while (i < v.len && (ascii_is_digit((unsigned char)v.s[i]) || v.s[i] == '.'))
        i++;
    size_t before = i;
    while (i < v.len && (ascii_is_space((unsigned char)v.s[i]) || v.s[i] == ';' || v.s[i] == ','))
        i++;
    if (i == before || i == v.len)
        return;
    struct str url = str_sub(v, i, v.len);
    if (url.len > 3 && str_ieq(str_sub(url, 0, 3), STR("url"))) {
        size_t at = 3;
        while (at < url.len && ascii_is_space((unsigned char)url.s[at]))
            at++;
        if (at < url.len && url.s[at] == '=')
            url = str_trim(str_sub(url, at + 1, url.len));
    }
    if (url.len && (url.s[0] == '"' || url.s[0] == '\'')) {
        const char *end = memchr(url.s + 1, url.s[0], url.len - 1);
        url = str_sub(url, 1, end ? (size_t)(end - url.s) : url.len);
    }
    if (url.len && !p->refresh.s) {
        p->refresh = arena_str(&p->arena, url);
        p->refresh_after = seconds;
    }
}

static void read_meta(struct page *p, const struct html_tag *t)
{
    struct str content = html_attr_get(t, "content"), name = html_attr_get(t, "name");
    struct str equiv = html_attr_get(t, "http-equiv");
    if (equiv.s && content.s && str_ieq(str_trim(equiv), STR("refresh")))
        page_read_refresh(p, content);
    if (name.s && content.s && str_ieq(name, STR("robots")) &&
        str_ifind(content, STR("noindex"), 0) != SIZE_MAX)
        p->noindex = true;
}

/* An element whose text nobody sees; counted by its name until it ends. */
static void track_hidden(struct page *p, const struct html_tag *t)
{
    static const char *const voids[] = {"input",  "br",  "img",  "hr",  "meta", "link",
                                        "source", "wbr", "area", "col", NULL};
    if (p->hidden.len) {
        if (str_eq(t->name, buf_str(&p->hidden)))
            p->hidden_depth += t->end ? -1 : 1;
        if (p->hidden_depth == 0)
            buf_clear(&p->hidden);
        return;
    }
    struct str style = t->end ? (struct str){NULL, 0} : html_attr_get(t, "style");
    bool none = style.s && (str_ifind(style, STR("display:none"), 0) != SIZE_MAX ||
                            str_ifind(style, STR("display: none"), 0) != SIZE_MAX);
    if (!t->end && (none || html_attr_get(t, "hidden").s) && !str_is_one_of(t->name, voids)) {
        buf_add_str(&p->hidden, t->name);
        p->hidden_depth = 1;
    }
}

static void start_tag(struct page *p, const struct html_tag *t)
{
    struct str name = t->name;
    p->mount_open = false;
    if (str_is(name, "template") && !t->foreign && !(p->kind == PAGE_XML && t->closed))
        p->templates++;
    if (p->templates)
        return;
    for (size_t i = 0; i < t->attr_count; i++) {
        struct str a = t->attrs[i].name, v = t->attrs[i].value;
        bool anchor = str_is(a, "name") && str_is(name, "a") && !t->foreign;
        if (str_is(a, "id") || anchor || (p->kind == PAGE_XML && str_is(a, "xml:id"))) {
            page_add_id(p, v);
            p->mount_open |= v.len <= MOUNT_MAX && str_is(a, "id") && str_is_one_of(v, mounts);
            p->challenge |= v.len == 10 && str_is(v, "px-captcha");
        }
        if ((str_is(a, "src") || str_is(a, "action")) && holds_wall(v))
            p->challenge = true;
    }
    switch (name.s[0]) {
    case 'm':
        if (str_is(name, "meta"))
            read_meta(p, t);
        break;
    case 's': p->scripts += str_is(name, "script"); break;
    case 'i':
        if (str_is(name, "input")) {
            struct str type = html_attr_get(t, "type");
            p->password |= type.s && str_ieq(type, STR("password"));
        }
        p->frames |= str_is(name, "iframe");
        break;
    case 'f': p->frames |= str_is(name, "frame") || str_is(name, "frameset"); break;
    case 'a': p->mount_open |= str_is(name, "app-root"); break;
    case 'r': p->mount_open |= str_is(name, "redoc") || str_is(name, "rapi-doc"); break;
    case 'b':
        if (str_is(name, "base") && !p->base.s && html_attr_get(t, "href").s)
            p->base = arena_str(&p->arena, html_attr_get(t, "href"));
        break;
    case 't':
        if (str_is(name, "title") && !t->foreign && !p->title.s) {
            p->in_title = true;
            buf_clear(&p->line);
        }
        break;
    case 'h':
        p->xhtml |= str_is(name, "html");
        if (name.len == 2 && name.s[1] >= '1' && name.s[1] <= '6') {
            if (p->heading)
                heading_end(p);
            p->heading = name.s[1] - '0';
            buf_clear(&p->line);
        }
        break;
    default: break;
    }
}

static void on_tag(void *ctx, const struct html_tag *t)
{
    struct page *p = ctx;
    struct str name = t->name;
    if (!name.len)
        return;
    if (p->want_text && !p->templates && str_is_one_of(name, blocks) && p->visible.len)
        add_collapsed(&p->visible, STR(" "), SIZE_MAX);
    if (p->want_text)
        track_hidden(p, t);
    if (!t->end) {
        start_tag(p, t);
        return;
    }
    p->mount |= p->mount_open;
    p->mount_open = false;
    if (str_is(name, "template") && p->templates && !t->foreign)
        p->templates--;
    if (p->in_title && str_is(name, "title")) {
        p->title = take_line(p);
        p->in_title = false;
    }
    if (p->heading && name.len == 2 && name.s[0] == 'h' && ascii_is_digit((unsigned char)name.s[1]))
        heading_end(p);
}

static void on_text(void *ctx, struct str v, enum html_text kind)
{
    struct page *p = ctx;
    if (p->templates)
        return;
    if (kind == HTML_RCDATA) {
        if (p->in_title)
            add_collapsed(&p->line, v, PAGE_TITLE);
        return;
    }
    if (kind == HTML_RAW) {
        if (!p->challenge && p->text < 4096 && v.len < 65536)
            p->challenge = holds_wall(v);
        return;
    }
    size_t len = str_trim(v).len;
    p->text += len;
    if (len)
        p->mount_open = false;
    if (p->heading || p->in_title)
        add_collapsed(&p->line, v, p->heading ? PAGE_HEADING : PAGE_TITLE);
    if (p->want_text && !p->hidden.len)
        buf_add_str(&p->visible, v);
}

static const struct html_sink sink = {on_tag, on_text};

static enum page_kind kind_of(struct str type)
{
    static const struct {
        const char *type;
        enum page_kind kind;
    } rows[] = {
        {"text/html", PAGE_HTML},
        {"application/xhtml+xml", PAGE_XML},
        {"text/markdown", PAGE_MARKDOWN},
        {"text/x-markdown", PAGE_MARKDOWN},
        {"application/pdf", PAGE_PDF},
        {"application/json", PAGE_JSON},
        {"application/problem+json", PAGE_JSON},
        {"text/json", PAGE_JSON},
        {"text/xml", PAGE_XML},
        {"application/xml", PAGE_XML},
        {"text/plain", PAGE_TEXT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_ieq(type, str_of(rows[i].type)))
            return rows[i].kind;
    if (type.len > 4 && str_ieq(str_sub(type, type.len - 4, type.len), STR("+xml")))
        return PAGE_XML;
    return str_ifind(type, STR("+json"), 0) != SIZE_MAX ? PAGE_JSON : PAGE_OTHER;
}

/* Without a usable Content-Type the first bytes decide (mimesniff.spec.whatwg.org, section 7, what matters).
 */
static enum page_kind sniff(struct str head)
{
    struct str v = head;
    if (str_starts(v, STR("\xEF\xBB\xBF")))
        v = str_sub(v, 3, v.len);
    v = str_trim(v);
    if (str_starts(v, STR("%PDF-")))
        return PAGE_PDF;
    if (str_starts(v, STR("<?xml")) && str_find(v, STR("xhtml"), 0) == SIZE_MAX)
        return PAGE_XML;
    if ((v.len && v.s[0] == '<') || str_ifind(head, STR("<html"), 0) != SIZE_MAX ||
        str_starts(v, STR("\xFF\xFE<")))
        return PAGE_HTML;
    return v.len ? PAGE_OTHER : PAGE_NONE;
}

/* Compressed once more than said, an archive, a picture, a document: no text, whatever it is called. */
static bool is_binary(struct str head)
{
    static const char *const magic[] = {
        "\x1F\x8B", "\x28\xB5\x2F\xFD", "PK\x03\x04", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "%PDF-"};
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (str_starts(head, str_of(magic[i])))
            return true;
    return false;
}

void page_begin(struct page *p, struct str content_type, bool want_text)
{
    *p = (struct page){.want_text = want_text};
    size_t semi = str_find(content_type, STR(";"), 0);
    struct str type = str_trim(semi == SIZE_MAX ? content_type : str_sub(content_type, 0, semi));
    bool named = str_find(type, STR("/"), 0) != SIZE_MAX && !str_is(type, "*/*") &&
                 !str_ieq(type, STR("application/unknown")) && !str_ieq(type, STR("unknown/unknown"));
    p->kind = named ? kind_of(type) : PAGE_NONE;
    if (semi != SIZE_MAX) {
        size_t at = str_ifind(content_type, STR("charset="), semi);
        if (at != SIZE_MAX) {
            struct str label = str_sub(content_type, at + 8, content_type.len);
            size_t end = str_find(label, STR(";"), 0);
            label = str_trim(end == SIZE_MAX ? label : str_sub(label, 0, end));
            while (label.len && strchr("\"'", label.s[0]))
                label = str_sub(label, 1, label.len);
            while (label.len && strchr("\"'", label.s[label.len - 1]))
                label.len--;
            p->label = arena_str(&p->arena, label);
        }
    }
}

static void feed(struct page *p, struct str v)
{
    buf_clear(&p->utf8);
    if (charset_push(&p->charset, v, &p->utf8))
        v = buf_str(&p->utf8);
    if (p->kind == PAGE_HTML || p->kind == PAGE_XML) {
        html_push(&p->html, v);
    } else {
        p->text += str_trim(v).len;
        if ((p->kind == PAGE_MARKDOWN || p->want_text || (p->kind == PAGE_JSON && p->visible.len < 4096)))
            buf_add_str(&p->visible, v);
    }
}

static void start(struct page *p)
{
    size_t skip;
    struct str head = buf_str(&p->head);
    p->started = true;
    if (p->kind == PAGE_NONE)
        p->kind = sniff(head);
    if ((p->kind == PAGE_HTML || p->kind == PAGE_XML || p->kind == PAGE_MARKDOWN) && is_binary(head))
        p->kind = PAGE_OTHER;
    charset_begin(&p->charset, p->label.s ? p->label : STR(""), head, &skip);
    html_begin(&p->html, &sink, p, p->kind == PAGE_XML);
    feed(p, str_sub(head, skip, head.len));
    buf_release(&p->head);
}

void page_push(struct page *p, struct str v)
{
    if (p->started) {
        feed(p, v);
        return;
    }
    buf_add_str(&p->head, v);
    if (p->head.len >= CHARSET_PRESCAN)
        start(p);
}

void page_end(struct page *p, bool whole)
{
    if (!p->started)
        start(p);
    html_end(&p->html);
    if (p->in_title && !p->title.s)
        p->title = take_line(p);
    if (p->heading)
        heading_end(p);
    p->in_title = false;
    p->whole = whole && p->ids.len < PAGE_IDS;
    charset_end(&p->charset);
    if (p->want_text && (p->kind == PAGE_HTML || p->kind == PAGE_XML)) {
        struct buf plain = BUF_INIT, tight = BUF_INIT;
        html_decode(buf_str(&p->visible), false, &plain);
        add_collapsed(&tight, buf_str(&plain), SIZE_MAX);
        buf_release(&p->visible);
        buf_release(&plain);
        p->visible = tight;
    }
}

void page_release(struct page *p)
{
    charset_end(&p->charset);
    html_release(&p->html);
    buf_release(&p->head);
    buf_release(&p->utf8);
    buf_release(&p->line);
    buf_release(&p->visible);
    buf_release(&p->hidden);
    vec_release(&p->ids);
    vec_release(&p->headings);
    strmap_release(&p->id_index);
    arena_release(&p->arena);
}

bool page_is_scripted(const struct page *p)
{
    return p->kind == PAGE_HTML && p->scripts > 0 && (p->text < PAGE_SCRIPTED || p->mount);
}
