/* Values of a document: see doc.h. read.c makes one. */
#include "base/utf8.h"
#include "json/scan.h"

#include <float.h>
#include <stdio.h>

const char *json_type_name(enum json_type t)
{
    switch (t) {
    case JSON_NULL: return "null";
    case JSON_FALSE:
    case JSON_TRUE: return "a boolean";
    case JSON_NUMBER: return "a number";
    case JSON_STRING: return "a string";
    case JSON_ARRAY: return "an array";
    case JSON_OBJECT: return "an object";
    case JSON_KEY: return "a key";
    }
    return "nothing";
}

size_t scan_word(const unsigned char *s, size_t at, size_t len)
{
    size_t end = at;
    while (end < len &&
           (ascii_is_alnum(s[end]) || s[end] == '_' || s[end] == '.' || s[end] == '+' || s[end] == '-'))
        end++;
    return end > at || at >= len ? end : at + scan_char(s + at, len - at);
}

size_t scan_line(const unsigned char *s, size_t at, size_t len)
{
    const unsigned char *lf = at < len ? memchr(s + at, '\n', len - at) : NULL;
    size_t end = lf ? (size_t)(lf - s) : len;
    return end > at && s[end - 1] == '\r' ? end - 1 : end;
}

static uint32_t hex4(const char *s)
{
    uint32_t v = 0;
    for (int i = 0; i < 4; i++)
        v = v << 4 | (uint32_t)scan_hex((unsigned char)s[i]);
    return v;
}

/* One character of a string's text at *at, as UTF-8 in out; *at moves past it. The text was read, so it is
 * valid. */
static size_t next_decoded(struct str in, size_t *at, char out[4])
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    size_t i = *at;
    if (in.s[i] != '\\') {
        size_t n = scan_utf8((const unsigned char *)in.s + i, in.len - i);
        memcpy(out, in.s + i, n);
        *at = i + n;
        return n;
    }
    if (in.s[i + 1] != 'u') {
        out[0] = to[strchr(from, in.s[i + 1]) - from];
        *at = i + 2;
        return 1;
    }
    uint32_t cp = hex4(in.s + i + 2);
    *at = i + 6;
    if (cp >= 0xD800 && cp <= 0xDBFF) {
        cp = 0x10000 + ((cp - 0xD800) << 10) + (hex4(in.s + i + 8) - 0xDC00);
        *at = i + 12;
    }
    return utf8_encode(cp, out);
}

struct str json_string(const struct json_doc *doc, json_node n, struct arena *a)
{
    struct str in = json_inner(doc, n);
    if (!(doc->tape[n].flags & JSON_ESCAPED))
        return in;
    char *out = arena_alloc(a, in.len + 1); /* decoding never grows */
    size_t len = 0;
    for (size_t i = 0; i < in.len;) {
        const char *slash = memchr(in.s + i, '\\', in.len - i);
        size_t run = slash ? (size_t)(slash - (in.s + i)) : in.len - i;
        memcpy(out + len, in.s + i, run);
        len += run;
        i += run;
        if (slash && slash[1] == 'n') {
            out[len++] = '\n';
            i += 2;
        } else if (slash && (slash[1] == '"' || slash[1] == '\\')) {
            out[len++] = slash[1];
            i += 2;
        } else if (slash) {
            char piece[4];
            size_t k = next_decoded(in, &i, piece);
            memcpy(out + len, piece, k);
            len += k;
        }
    }
    out[len] = 0;
    return (struct str){out, len};
}

bool json_string_is(const struct json_doc *doc, json_node n, struct str v)
{
    struct str in = json_inner(doc, n);
    if (!(doc->tape[n].flags & JSON_ESCAPED))
        return str_eq(in, v);
    size_t done = 0;
    for (size_t i = 0; i < in.len;) {
        char piece[4];
        size_t k = next_decoded(in, &i, piece);
        if (v.len - done < k || memcmp(v.s + done, piece, k) != 0)
            return false;
        done += k;
    }
    return done == v.len;
}

size_t json_string_place(const struct json_doc *doc, json_node n, size_t at)
{
    struct str in = json_inner(doc, n);
    size_t base = doc->tape[n].start + 1u;
    if (!(doc->tape[n].flags & JSON_ESCAPED))
        return base + (at < in.len ? at : in.len);
    size_t done = 0, i = 0;
    while (i < in.len) {
        char piece[4];
        size_t from = i, k = next_decoded(in, &i, piece);
        if (at < done + k)
            return base + from + (in.s[from] == '\\' ? 0 : at - done);
        done += k;
    }
    return base + in.len;
}

/* Fewer than eight bytes as a number, by loads of fixed sizes. */
static inline uint64_t key_tail(const char *s, size_t len)
{
    uint32_t low, high;
    if (len >= 4) {
        memcpy(&low, s, 4);
        memcpy(&high, s + len - 4, 4);
        return (uint64_t)high << 32 | low;
    }
    uint64_t w = len;
    for (size_t i = 0; i < len; i++)
        w = w << 8 | (unsigned char)s[i];
    return w;
}

uint32_t json_key_hash(struct str v)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ v.len;
    size_t i = 0;
    for (; i + 8 <= v.len; i += 8) {
        uint64_t w;
        memcpy(&w, v.s + i, 8);
        h = (h ^ w) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    h = (h ^ key_tail(v.s + i, v.len - i)) * 0xc4ceb9fe1a85ec53u;
    return (uint32_t)(h ^ h >> 32) ^ (uint32_t)(h >> 29);
}

static bool same_key(const struct json_doc *a, json_node x, const struct json_doc *b, json_node y)
{
    if (a->tape[x].count != b->tape[y].count)
        return false;
    if (!((a->tape[x].flags | b->tape[y].flags) & JSON_ESCAPED))
        return str_eq(json_inner(a, x), json_inner(b, y));
    struct arena mem = ARENA_INIT;
    bool same = str_eq(json_string(a, x, &mem), json_string(b, y, &mem));
    arena_release(&mem);
    return same;
}

json_node json_get(const struct json_doc *doc, json_node object, struct str key)
{
    json_node found = JSON_NONE;
    if (object == JSON_NONE || json_type(doc, object) != JSON_OBJECT)
        return found;
    uint32_t hash = json_key_hash(key);
    json_foreach_member (doc, object, k)
        if (doc->tape[k].count == hash && json_string_is(doc, k, key))
            found = k + 1;
    return found;
}

json_node json_at(const struct json_doc *doc, json_node array, size_t index)
{
    if (array == JSON_NONE || json_type(doc, array) != JSON_ARRAY || index >= doc->tape[array].count)
        return JSON_NONE;
    json_node n = array + 1;
    while (index--)
        n = json_next(doc, n);
    return n;
}

/* A table of an object's keys: open addressing over their hashes; each key stands once, by its first
 * occurrence. */
struct keys {
    json_node *slots;
    uint32_t mask;
};

static json_node *keys_slot(const struct keys *t, const struct json_doc *own, const struct json_doc *doc,
                            json_node key)
{
    uint32_t at = doc->tape[key].count & t->mask;
    while (t->slots[at] != JSON_NONE && !same_key(own, t->slots[at], doc, key))
        at = (at + 1) & t->mask;
    return &t->slots[at];
}

static void keys_init(struct keys *t, uint32_t count)
{
    t->mask = 15;
    while (t->mask < count * 2)
        t->mask = t->mask * 2 + 1;
    t->slots = mem_alloc((t->mask + 1) * sizeof *t->slots);
    memset(t->slots, 0xFF, (t->mask + 1) * sizeof *t->slots);
}

static void report_duplicate(struct json_doc *doc, json_node key, json_node first)
{
    *vec_push(&doc->duplicates) = (struct json_duplicate){key, first};
}

enum { FEW_KEYS = 40 };

void json_find_duplicates(struct json_doc *doc, json_node object)
{
    uint32_t count = doc->tape[object].count;
    if (count <= FEW_KEYS) {
        json_node seen[FEW_KEYS];
        uint32_t n = 0;
        uint64_t bits[4] = {0}; /* one bit a hash: most objects need no comparison at all */
        json_foreach_member (doc, object, key) {
            uint32_t hash = doc->tape[key].count;
            uint64_t *word = &bits[hash >> 6 & 3], bit = (uint64_t)1 << (hash & 63);
            bool twice = false;
            for (uint32_t i = 0; (*word & bit) && i < n && !twice; i++)
                if (doc->tape[seen[i]].count == hash && (twice = same_key(doc, seen[i], doc, key)))
                    report_duplicate(doc, key, seen[i]);
            *word |= bit;
            if (!twice)
                seen[n++] = key;
        }
        return;
    }
    struct keys t;
    keys_init(&t, count);
    json_foreach_member (doc, object, key) {
        json_node *slot = keys_slot(&t, doc, doc, key);
        if (*slot != JSON_NONE)
            report_duplicate(doc, key, *slot);
        else
            *slot = key;
    }
    free(t.slots);
}

/* The same when a document holds duplicate keys: the last occurrence of each counts. Quadratic, and rare. */
static bool all_in(const struct json_doc *a, json_node x, const struct json_doc *b, json_node y)
{
    struct arena mem = ARENA_INIT;
    bool same = true;
    json_foreach_member (a, x, key) {
        struct str name = json_string(a, key, &mem);
        json_node other = json_get(b, y, name);
        if (other == JSON_NONE || !json_equal(a, json_get(a, x, name), b, other)) {
            same = false;
            break;
        }
    }
    arena_release(&mem);
    return same;
}

static bool objects_equal(const struct json_doc *a, json_node x, const struct json_doc *b, json_node y)
{
    if (a->duplicates.len || b->duplicates.len)
        return all_in(a, x, b, y) && all_in(b, y, a, x);
    if (a->tape[x].count != b->tape[y].count)
        return false;
    struct keys t;
    keys_init(&t, b->tape[y].count);
    json_foreach_member (b, y, key)
        *keys_slot(&t, b, b, key) = key;
    bool same = true;
    json_foreach_member (a, x, key) {
        json_node other = *keys_slot(&t, b, a, key);
        if (other == JSON_NONE || !json_equal(a, key + 1, b, other + 1)) {
            same = false;
            break;
        }
    }
    free(t.slots);
    return same;
}

bool json_equal(const struct json_doc *a, json_node x, const struct json_doc *b, json_node y)
{
    enum json_type t = json_type(a, x);
    if (t != json_type(b, y))
        return false;
    switch (t) {
    case JSON_NUMBER: return json_number_cmp(json_raw(a, x), json_raw(b, y)) == 0;
    case JSON_STRING:
    case JSON_KEY: {
        if (!(a->tape[x].flags & JSON_ESCAPED))
            return json_string_is(b, y, json_inner(a, x));
        struct arena mem = ARENA_INIT;
        bool same = json_string_is(b, y, json_string(a, x, &mem));
        arena_release(&mem);
        return same;
    }
    case JSON_ARRAY: {
        if (a->tape[x].count != b->tape[y].count)
            return false;
        json_node other = y + 1;
        json_foreach_item (a, x, item) {
            if (!json_equal(a, item, b, other))
                return false;
            other = json_next(b, other);
        }
        return true;
    }
    case JSON_OBJECT: return objects_equal(a, x, b, y);
    default: return true;
    }
}

/* A number of at most fifteen digits, without exponent: the digits and the power of ten are exact as doubles,
 * so that their quotient is rounded once, as strtod() rounds (Clinger 1990). */
static bool short_number(struct str raw, double *out)
{
#if FLT_EVAL_METHOD == 0
    static const double tens[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    bool negative = raw.len && raw.s[0] == '-';
    size_t point = raw.len, digits = 0;
    int64_t value = 0;
    for (size_t i = negative; i < raw.len; i++) {
        if (raw.s[i] == '.') {
            point = i + 1;
            continue;
        }
        if (!ascii_is_digit((unsigned char)raw.s[i]) || ++digits > 15)
            return false;
        value = value * 10 + (raw.s[i] - '0');
    }
    double v = (double)value / tens[raw.len - point];
    *out = negative ? -v : v;
    return true;
#else
    (void)raw, (void)out;
    return false;
#endif
}

double json_number(const struct json_doc *doc, json_node n)
{
    char small[64];
    struct str raw = json_raw(doc, n);
    double quick;
    if (short_number(raw, &quick))
        return quick;
    char *text = raw.len < sizeof small ? small : mem_alloc(raw.len + 1);
    memcpy(text, raw.s, raw.len);
    text[raw.len] = 0;
    double v = strtod(text, NULL);
    if (text != small)
        free(text);
    return v;
}

void json_clear(struct json_doc *doc)
{
    doc->len = 0;
    doc->flags = 0;
    doc->duplicates.len = 0;
}

void json_release(struct json_doc *doc)
{
    free(doc->tape);
    free(doc->known);
    vec_release(&doc->duplicates);
    *doc = (struct json_doc){0};
}
