/* Literals in few bytes: see literal.h. Most literals stand in their pattern, letter for letter or with
 * characters escaped: then where is enough. */
#include "regex/literal.h"

#include "base/utf8.h"
#include "base/varint.h"

enum { PLAIN_MAX = 1024, PACKED_MAX = 4096 };

/* A pattern as it reads without the escapes of punctuation, folded, and which of its bytes had a backslash.
 * Other escapes are a NUL. */
struct plain {
    char text[PLAIN_MAX];
    uint16_t escaped[PLAIN_MAX];
    size_t len, escapes;
};

static bool is_escaped_mark(struct str v, size_t i)
{
    return v.s[i] == '\\' && i + 1 < v.len && !ascii_is_alnum((unsigned char)v.s[i + 1]) &&
           (unsigned char)v.s[i + 1] < 0x80;
}

static void make_plain(struct plain *p, struct str pattern)
{
    p->len = p->escapes = 0;
    for (size_t i = 0; i < pattern.len;) {
        const char *slash = memchr(pattern.s + i, '\\', pattern.len - i);
        size_t end = slash && slash + 1 < pattern.s + pattern.len ? (size_t)(slash - pattern.s) : pattern.len;
        memcpy(p->text + p->len, pattern.s + i, end - i);
        p->len += end - i;
        i = end;
        if (i == pattern.len)
            break;
        p->escaped[p->escapes++] = (uint16_t)p->len;
        p->text[p->len++] = is_escaped_mark(pattern, i) ? pattern.s[i + 1] : '\0';
        i += 2;
    }
    literal_fold_ascii(p->text, p->text, p->len);
}

/* Where a byte of the plain text stands in the pattern, with its backslash. */
static size_t place_in_pattern(const struct plain *p, size_t at)
{
    size_t escapes = 0;
    while (escapes < p->escapes && p->escaped[escapes] < at)
        escapes++;
    return at + escapes;
}

static void pack_one(struct buf *out, const struct plain *p, struct str v)
{
    size_t at = v.len && !memchr(v.s, 0, v.len) ? str_find((struct str){p->text, p->len}, v, 0) : SIZE_MAX;
    if (at != SIZE_MAX) {
        size_t from = place_in_pattern(p, at);
        buf_add_varint(out, (uint64_t)from << 1 | 1);
        buf_add_varint(out, place_in_pattern(p, at + v.len) - from);
    } else {
        buf_add_varint(out, (uint64_t)v.len << 1);
        buf_add_str(out, v);
    }
}

void literals_pack(struct buf *out, struct str pattern, const struct literals *l)
{
    struct plain p = {.len = 0};
    size_t begin = out->len;
    if (pattern.len <= PLAIN_MAX)
        make_plain(&p, pattern);
    for (size_t i = 0; i < l->count; i++) {
        size_t before = out->len;
        buf_add_varint(out, l->sets[i].count);
        for (size_t k = 0; k < l->sets[i].count; k++)
            pack_one(out, &p, l->sets[i].at[k]);
        if (out->len - begin > PACKED_MAX)
            out->len = before;
    }
    buf_add_varint(out, 0);
}

static struct str unpack_one(const unsigned char **at, const unsigned char *end, struct str pattern,
                             struct arena *a)
{
    uint64_t head = varint_get(at, end), len;
    if (!(head & 1)) {
        len = head >> 1 < (uint64_t)(end - *at) ? head >> 1 : (uint64_t)(end - *at);
        *at += len;
        return (struct str){(const char *)*at - len, len};
    }
    size_t from = head >> 1 < pattern.len ? (size_t)(head >> 1) : pattern.len;
    len = varint_get(at, end);
    len = len < pattern.len - from ? len : pattern.len - from;
    struct str part = {pattern.s + from, len};
    char *text = arena_alloc(a, part.len);
    size_t n = 0;
    for (size_t i = 0; i < part.len; i++) {
        const char *slash = memchr(part.s + i, '\\', part.len - i);
        size_t to = slash ? (size_t)(slash - part.s) : part.len;
        memcpy(text + n, part.s + i, to - i);
        n += to - i;
        i = to;
        if (slash) {
            i += is_escaped_mark(part, i);
            text[n++] = part.s[i];
        }
    }
    literal_fold_ascii(text, text, n);
    return (struct str){text, n};
}

void literals_unpack(struct str packed, struct str pattern, struct arena *a, struct literals *out)
{
    const unsigned char *at = (const unsigned char *)packed.s, *end = at + packed.len;
    *out = (struct literals){arena_alloc(a, LITERAL_SETS_MAX * sizeof *out->sets), 0};
    while (out->count < LITERAL_SETS_MAX) {
        size_t count = varint_get(&at, end);
        if (!count || count > LITERAL_SET_MAX)
            break;
        struct literal_set *s = &out->sets[out->count++];
        *s = (struct literal_set){arena_alloc(a, count * sizeof *s->at), count};
        for (size_t k = 0; k < count; k++)
            s->at[k] = unpack_one(&at, end, pattern, a);
    }
}
