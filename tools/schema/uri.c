/* References of schemas, by RFC 3986. */
#include "schema/uri.h"

#include <unistd.h>

struct str uri_without_fragment(struct str text)
{
    const char *hash = text.len ? memchr(text.s, '#', text.len) : NULL;
    return hash ? str_sub(text, 0, (size_t)(hash - text.s)) : text;
}

struct str uri_fragment(struct str text)
{
    struct str before = uri_without_fragment(text);
    return before.len == text.len ? str_sub(text, text.len, text.len)
                                  : str_sub(text, before.len + 1, text.len);
}

static size_t span_until(struct str text, size_t from, const char *stops)
{
    while (from < text.len && !(text.s[from] && strchr(stops, text.s[from])))
        from++;
    return from;
}

struct uri uri_split(struct str text)
{
    struct uri u = {0};
    size_t at = 0, end;
    if (text.len && ascii_is_alpha((unsigned char)text.s[0])) {
        for (end = 1; end < text.len && (ascii_is_alnum((unsigned char)text.s[end]) ||
                                         (text.s[end] && strchr("+-.", text.s[end])));)
            end++;
        if (end < text.len && text.s[end] == ':') {
            u.scheme = str_sub(text, 0, end);
            at = end + 1;
        }
    }
    if (text.len - at >= 2 && text.s[at] == '/' && text.s[at + 1] == '/') {
        end = span_until(text, at + 2, "/?#");
        u.authority = str_sub(text, at + 2, end);
        at = end;
    }
    end = span_until(text, at, "?#");
    u.path = str_sub(text, at, end);
    at = end;
    if (at < text.len && text.s[at] == '?') {
        end = span_until(text, at + 1, "#");
        u.query = str_sub(text, at + 1, end);
        at = end;
    }
    if (at < text.len)
        u.fragment = str_sub(text, at + 1, text.len);
    return u;
}

/* Section 5.2.4, in place: whole segments "." and ".." go, ".." with the segment before it. */
static size_t remove_dots(char *path, size_t len)
{
    size_t out = 0;
    bool rooted = len && path[0] == '/';
    for (size_t at = 0; at < len;) {
        size_t end = at + 1; /* a segment with the slash before it */
        while (end < len && path[end] != '/')
            end++;
        size_t name = at + (path[at] == '/');
        size_t n = end - name;
        bool last = end == len;
        if (n == 1 && path[name] == '.') {
            if (last && name > at)
                path[out++] = '/';
        } else if (n == 2 && path[name] == '.' && path[name + 1] == '.') {
            while (out > 0 && path[--out] != '/')
                ;
            if (last && (rooted || out))
                path[out++] = '/';
        } else {
            memmove(path + out, path + at, end - at);
            out += end - at;
        }
        at = end;
    }
    return out;
}

static int hex_value(char c)
{
    if (ascii_is_digit((unsigned char)c))
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that an escape at `at` stands for, or -1. */
static int escape_at(struct str text, size_t at)
{
    if (text.s[at] != '%' || at + 2 >= text.len)
        return -1;
    int high = hex_value(text.s[at + 1]), low = hex_value(text.s[at + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

struct str uri_decode(struct str text, struct arena *a)
{
    if (!text.len || !memchr(text.s, '%', text.len))
        return text;
    char *out = arena_alloc(a, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        int byte = escape_at(text, i);
        out[len++] = byte < 0 ? text.s[i] : (char)byte;
        i += byte < 0 ? 0 : 2;
    }
    out[len] = 0;
    return (struct str){out, len};
}

static bool is_unreserved(int c)
{
    return ascii_is_alnum((unsigned char)c) || (c > 0 && strchr("-._~", c));
}

static void add_normal(struct buf *b, struct str part)
{
    for (size_t i = 0; i < part.len; i++) {
        int byte = escape_at(part, i);
        if (byte >= 0 && is_unreserved(byte)) {
            buf_addc(b, (char)byte);
            i += 2;
        } else {
            buf_addc(b, part.s[i]);
        }
    }
}

static void add_lower(struct buf *b, struct str part)
{
    for (size_t i = 0; i < part.len; i++)
        buf_addc(b, (char)ascii_lower((unsigned char)part.s[i]));
}

struct str uri_resolve(struct str base_text, struct str reference, struct arena *a)
{
    struct uri base = uri_split(base_text), r = uri_split(reference);
    struct buf out = BUF_INIT, path = BUF_INIT;
    bool own = r.scheme.s, own_authority = own || r.authority.s;
    struct str scheme = own ? r.scheme : base.scheme;
    struct str authority = own_authority ? r.authority : base.authority;
    struct str query = r.query;
    if (own_authority || (r.path.len && r.path.s[0] == '/')) {
        add_normal(&path, r.path);
    } else if (!r.path.len) {
        add_normal(&path, base.path);
        if (!r.query.s)
            query = base.query;
    } else {
        size_t keep = base.path.len;
        while (keep && base.path.s[keep - 1] != '/')
            keep--;
        add_normal(&path, str_sub(base.path, 0, keep));
        if (base.authority.s && !base.path.len)
            buf_addc(&path, '/');
        add_normal(&path, r.path);
    }
    bool opaque = scheme.s && !authority.s && path.len && path.s[0] != '/'; /* urn:a:b has no segments */
    if (path.len && !opaque)
        path.len = remove_dots(path.s, path.len);
    if (scheme.s) {
        add_lower(&out, scheme);
        buf_addc(&out, ':');
    }
    if (authority.s) {
        buf_adds(&out, "//");
        add_lower(&out, authority);
    }
    buf_add_str(&out, buf_str(&path));
    if (query.s) {
        buf_addc(&out, '?');
        add_normal(&out, query);
    }
    if (r.fragment.s) {
        buf_addc(&out, '#');
        buf_add_str(&out, r.fragment);
    }
    struct str result = arena_str(a, buf_str(&out));
    buf_release(&out);
    buf_release(&path);
    return result;
}

struct str uri_of_path(const char *path, struct arena *a)
{
    char folder[4096];
    struct buf b = BUF_INIT;
    buf_adds(&b, "file://");
    struct buf whole = BUF_INIT;
    if (*path != '/' && getcwd(folder, sizeof folder))
        buf_addf(&whole, "%s/", folder);
    buf_adds(&whole, path);
    for (size_t i = 0; i < whole.len; i++) {
        unsigned char c = (unsigned char)whole.s[i];
        if (is_unreserved(c) || c == '/' || c >= 0x80)
            buf_addc(&b, (char)c);
        else
            buf_addf(&b, "%%%02X", c);
    }
    struct str out = uri_resolve(STR(""), buf_str(&b), a);
    buf_release(&whole);
    buf_release(&b);
    return out;
}
