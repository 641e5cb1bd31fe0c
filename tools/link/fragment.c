/* Fragments: see fragment.h. */
#include "link/fragment.h"

#include "base/similar.h"
#include "base/utf8.h"

#define DIRECTIVE ":~:"

static struct str before_directive(struct str fragment, struct str *directive)
{
    size_t at = str_find(fragment, STR(DIRECTIVE), 0);
    *directive = (struct str){NULL, 0};
    if (at == SIZE_MAX)
        return fragment;
    *directive = str_sub(fragment, at + strlen(DIRECTIVE), fragment.len);
    return str_sub(fragment, 0, at);
}

bool fragment_wants_text(struct str fragment)
{
    struct str directive;
    before_directive(fragment, &directive);
    return directive.s != NULL;
}

/* A fragment as browsers keep it: the "fragment percent-encode set" of the URL standard. */
static struct str encoded(struct str v, struct arena *a)
{
    char *out = arena_alloc(a, 3 * v.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c > ' ' && c < 0x7f && !strchr("\"<>`", c)) {
            out[n++] = (char)c;
        } else {
            static const char digits[] = "0123456789ABCDEF";
            out[n++] = '%';
            out[n++] = digits[c >> 4];
            out[n++] = digits[c & 15];
        }
    }
    out[n] = 0;
    return (struct str){out, n};
}

/* L10, L10-L20, L10C3-L12C4, lines-10, 10. */
static bool is_line(struct str v)
{
    if (str_starts(v, STR("lines-")))
        v = str_sub(v, 6, v.len);
    bool digit = false;
    for (size_t i = 0; i < v.len; i++) {
        char c = v.s[i];
        digit |= ascii_is_digit((unsigned char)c);
        if (!ascii_is_digit((unsigned char)c) && !strchr("LCn-:", c))
            return false;
    }
    return digit && (v.s[0] == 'L' || v.s[0] == 'n' || ascii_is_digit((unsigned char)v.s[0]));
}

static bool holds(struct str v, const char *const *words)
{
    for (; *words; words++)
        if (str_find(v, str_of(*words), 0) != SIZE_MAX)
            return true;
    return false;
}

static const char *const code_hosts[] = {
    "github.com", "gitlab.",        "bitbucket.org", "codeberg.org", "gitea.",          "googlesource.com",
    "sr.ht",      "git.kernel.org", "dev.azure.com", "gitee.com",    "sourcegraph.com", "source.chromium.org",
    NULL};
static const char *const code_paths[] = {"/blob/", "/src/", "/blame/", "/tree/", "/raw/", "/+/", "/-/", NULL};
static const char *const talk_paths[] = {"/issues/",        "/pull/",           "/discussions/",
                                         "/commit/",        "/merge_requests/", "/compare/",
                                         "/pull-requests/", "/releases",        NULL};

/* Parameters of RFC 8118, section 3: they need nothing in the document but that it is a PDF. */
static bool is_pdf_view(struct str v)
{
    static const char *const names[] = {
        "page=",     "zoom=",   "view=",      "viewrect=",  "pagemode=", "toolbar=",
        "navpanes=", "search=", "scrollbar=", "statusbar=", "messages="};
    for (size_t at = 0; at <= v.len;) {
        size_t end = str_find(v, STR("&"), at);
        if (end == SIZE_MAX)
            end = v.len;
        struct str part = str_sub(v, at, end);
        bool known = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            known |= str_starts(part, str_of(names[i])) && part.len > strlen(names[i]);
        if (str_starts(part, STR("page=")))
            for (size_t i = 5; i < part.len; i++)
                known &= ascii_is_digit((unsigned char)part.s[i]);
        if (!known)
            return false;
        at = end + 1;
    }
    return true;
}

/* Headings of Markdown as GitHub makes ids of them: lower case, blanks to '-', punctuation dropped. */
static bool markdown_has(struct str text, struct str id)
{
    struct buf slug = BUF_INIT;
    bool found = false;
    for (size_t at = 0; at < text.len && !found;) {
        size_t end = str_find(text, STR("\n"), at);
        struct str line = str_trim(str_sub(text, at, end == SIZE_MAX ? text.len : end));
        at = end == SIZE_MAX ? text.len : end + 1;
        size_t i = 0;
        while (i < line.len && line.s[i] == '#')
            i++;
        if (i == 0 || i > 6)
            continue;
        line = str_trim(str_sub(line, i, line.len));
        buf_clear(&slug);
        for (size_t k = 0; k < line.len; k++) {
            unsigned char c = ascii_lower((unsigned char)line.s[k]);
            if (c >= 0x80 || ascii_is_alnum(c) || c == '-' || c == '_')
                buf_addc(&slug, (char)c);
            else if (c == ' ')
                buf_addc(&slug, '-');
        }
        found = str_eq(buf_str(&slug), id);
    }
    buf_release(&slug);
    return found;
}

static bool is_word(struct str v, size_t at)
{
    return at < v.len && ((unsigned char)v.s[at] >= 0x80 || ascii_is_alnum((unsigned char)v.s[at]));
}

/* The first place at or after `from` where `needle` stands as whole words; case of ASCII letters not counted.
 * Writing without blanks between words has no word bounds. */
static size_t find_words(struct str text, struct str needle, size_t from)
{
    for (size_t at = from; (at = str_ifind(text, needle, at)) != SIZE_MAX; at++) {
        unsigned char first = (unsigned char)needle.s[0], last = (unsigned char)needle.s[needle.len - 1];
        bool head = at == 0 || first >= 0x80 || !is_word(text, at - 1) || !is_word(needle, 0);
        size_t end = at + needle.len;
        bool tail = last >= 0x80 || !is_word(text, end) || !is_word(needle, needle.len - 1);
        if (head && tail)
            return at;
    }
    return SIZE_MAX;
}

static size_t skip_blank(struct str text, size_t at)
{
    while (at < text.len && text.s[at] == ' ')
        at++;
    return at;
}

/* text=[prefix-,]start[,end][,-suffix] of WICG scroll-to-text-fragment. */
static bool text_found(struct str text, struct str v, struct arena *a)
{
    struct str part[4];
    size_t count = 0;
    for (size_t at = 0; at <= v.len && count < 4;) {
        size_t comma = str_find(v, STR(","), at);
        if (comma == SIZE_MAX)
            comma = v.len;
        part[count++] = str_sub(v, at, comma);
        at = comma + 1;
    }
    struct str prefix = STR(""), suffix = STR(""), start, end;
    size_t first = 0;
    if (count > 1 && str_ends(part[0], STR("-")))
        prefix = str_sub(part[first++], 0, part[0].len - 1);
    if (count > first + 1 && str_starts(part[count - 1], STR("-"))) {
        suffix = str_sub(part[count - 1], 1, part[count - 1].len);
        count--;
    }
    start = count > first ? str_trim(url_decode(part[first], a)) : STR("");
    end = count > first + 1 ? str_trim(url_decode(part[first + 1], a)) : STR("");
    prefix = str_trim(url_decode(prefix, a));
    suffix = str_trim(url_decode(suffix, a));
    if (!start.len) /* no directive at all: it is passed over */
        return true;
    for (size_t at = 0; (at = find_words(text, start, at)) != SIZE_MAX; at++) {
        size_t before = at;
        while (before && text.s[before - 1] == ' ')
            before--;
        bool fits = !prefix.len ||
                    (before >= prefix.len && str_ieq(str_sub(text, before - prefix.len, before), prefix));
        size_t stop = at + start.len;
        if (fits && end.len) {
            size_t e = find_words(text, end, stop);
            fits = e != SIZE_MAX;
            stop = fits ? e + end.len : stop;
        }
        size_t after = skip_blank(text, stop);
        if (fits && suffix.len)
            fits =
                after + suffix.len <= text.len && str_ieq(str_sub(text, after, after + suffix.len), suffix);
        if (fits)
            return true;
    }
    return false;
}

/* All text directives are on the page. */
static bool directives_found(const struct page *p, struct str directive, struct arena *a)
{
    for (size_t at = 0; at <= directive.len;) {
        size_t end = str_find(directive, STR("&"), at);
        if (end == SIZE_MAX)
            end = directive.len;
        struct str one = str_sub(directive, at, end);
        if (str_starts(one, STR("text=")) && !text_found(buf_str(&p->visible), str_sub(one, 5, one.len), a))
            return false;
        at = end + 1;
    }
    return true;
}

/* An element by that name, or a place that needs none. */
static bool is_there(const struct page *p, const struct url *at, struct str fragment, struct arena *a)
{
    struct str plain = url_decode(fragment, a), kept = encoded(fragment, a);
    if (!plain.len)
        return true;
    if (p->kind == PAGE_PDF)
        return is_pdf_view(plain);
    if (p->kind == PAGE_MARKDOWN)
        return markdown_has(buf_str(&p->visible), plain);
    if (holds(at->host, code_hosts) && holds(at->path, code_paths) && is_line(plain))
        return true;
    if (p->kind != PAGE_HTML && p->kind != PAGE_XML)
        return false;
    if (page_has_id(p, fragment) || page_has_id(p, kept) || page_has_id(p, plain) ||
        str_ieq(plain, STR("top")))
        return true;
    const char *own = arena_printf(a, "user-content-%.*s", STR_FMT(plain));
    return page_has_id(p, str_of(own));
}

/* The page cannot tell. */
static bool cannot_tell(const struct page *p, const struct url *at, struct str fragment)
{
    if ((p->kind != PAGE_HTML && p->kind != PAGE_XML) || (p->kind == PAGE_XML && !p->xhtml))
        return true;
    if (!p->whole || page_is_scripted(p) || (p->frames && p->text < PAGE_SCRIPTED))
        return true;
    bool state = fragment.len &&
                 (fragment.s[0] == '/' || fragment.s[0] == '!' || memchr(fragment.s, '=', fragment.len));
    if (p->scripts && state) /* a route or state that scripts read */
        return true;
    return holds(at->host, code_hosts) && (holds(at->path, talk_paths) || is_line(fragment));
}

enum fragment_verdict fragment_judge(const struct page *p, const struct url *at, struct str fragment)
{
    if (!fragment.s)
        return FRAGMENT_NONE;
    struct str directive;
    struct str id = before_directive(fragment, &directive);
    if (!p || p->kind == PAGE_NONE)
        return id.len || directive.s ? FRAGMENT_UNDECIDED : FRAGMENT_FOUND;
    struct arena a = ARENA_INIT;
    bool found = is_there(p, at, id, &a) && (!directive.s || directives_found(p, directive, &a));
    arena_release(&a);
    if (found)
        return FRAGMENT_FOUND;
    return cannot_tell(p, at, id) ? FRAGMENT_UNDECIDED : FRAGMENT_MISSING;
}

/* Letters and digits in lower case, nothing else. */
static struct str bare(struct str v, struct buf *b)
{
    buf_clear(b);
    for (size_t i = 0; i < v.len; i++)
        if ((unsigned char)v.s[i] >= 0x80 || ascii_is_alnum((unsigned char)v.s[i]))
            buf_addc(b, (char)ascii_lower((unsigned char)v.s[i]));
    return buf_str(b);
}

size_t fragment_nearest(const struct page *p, struct str fragment, struct arena *a,
                        struct str out[FRAGMENT_NEAREST])
{
    struct str directive, wanted;
    wanted = url_decode(before_directive(fragment, &directive), a);
    if (!p || !wanted.len || wanted.len > 200)
        return 0;
    struct buf one = BUF_INIT, two = BUF_INIT;
    size_t best[FRAGMENT_NEAREST], count = 0;
    struct str w = bare(wanted, &one);
    size_t limit = w.len / 3 + 1;
    for (size_t i = 0; i < p->ids.len; i++) {
        struct str id = p->ids.at[i];
        if (id.len > 200)
            continue;
        struct str b = bare(id, &two);
        size_t d = str_eq(b, w) ? 0 : similar_distance(w, b, limit) + 1;
        bool inside =
            w.len >= 4 && b.len >= 4 && (str_find(b, w, 0) != SIZE_MAX || str_find(w, b, 0) != SIZE_MAX);
        if (d > limit + 1 && inside)
            d = limit + 1;
        if (d > limit + 1 || !b.len)
            continue;
        size_t at = count;
        while (at && best[at - 1] > d)
            at--;
        if (at == FRAGMENT_NEAREST)
            continue;
        size_t last = count < FRAGMENT_NEAREST ? count++ : FRAGMENT_NEAREST - 1;
        for (size_t k = last; k > at; k--) {
            best[k] = best[k - 1];
            out[k] = out[k - 1];
        }
        best[at] = d;
        out[at] = id;
    }
    for (size_t i = 0; i < count; i++)
        out[i] = encoded(out[i], a);
    buf_release(&one);
    buf_release(&two);
    return count;
}
