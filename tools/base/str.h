/* A view of bytes: pointer and length, not terminated, not owned. The bytes are UTF-8 unless a function says
 * otherwise. A view lives as long as what it looks into; functions that keep one say so. */
#ifndef KEDB_BASE_STR_H
#define KEDB_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *s;
    size_t len;
};

/* For printf's "%.*s": STR_FMT(v) gives the two arguments; bytes past INT_MAX are not printed. */
#define STR_FMT(v) (int)((v).len > 0x7fffffff ? 0x7fffffff : (v).len), (v).s
#define STR(literal)                                                                                         \
    (struct str)                                                                                             \
    {                                                                                                        \
        .s = (literal), .len = sizeof(literal) - 1                                                           \
    }

static inline struct str str_of(const char *s)
{
    return (struct str){s, strlen(s)};
}

static inline struct str str_sub(struct str v, size_t from, size_t to)
{
    return (struct str){v.s + from, to - from};
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}

static inline uint64_t str_word(const char *s)
{
    uint64_t word;
    memcpy(&word, s, sizeof word);
    return word;
}

/* str_eq() of short texts, without a call: keys, words. */
static inline bool str_same(struct str a, struct str b)
{
    size_t i = 0;
    uint32_t v, w;
    if (a.len != b.len)
        return false;
    if (a.len >= 8) { /* the last eight may be looked at twice */
        for (; i + 8 < a.len; i += 8)
            if (str_word(a.s + i) != str_word(b.s + i))
                return false;
        return str_word(a.s + a.len - 8) == str_word(b.s + a.len - 8);
    }
    if (a.len >= 4) {
        memcpy(&v, a.s, 4);
        memcpy(&w, b.s, 4);
        if (v != w)
            return false;
        memcpy(&v, a.s + a.len - 4, 4);
        memcpy(&w, b.s + a.len - 4, 4);
        return v == w;
    }
    while (i < a.len && a.s[i] == b.s[i])
        i++;
    return i == a.len;
}

static inline bool str_is(struct str a, const char *b)
{
    return str_eq(a, str_of(b));
}

static inline bool str_starts(struct str a, struct str prefix)
{
    return a.len >= prefix.len && (prefix.len == 0 || memcmp(a.s, prefix.s, prefix.len) == 0);
}

static inline bool str_ends(struct str a, struct str suffix)
{
    return a.len >= suffix.len &&
           (suffix.len == 0 || memcmp(a.s + a.len - suffix.len, suffix.s, suffix.len) == 0);
}

/* Byte order, then length: <0, 0, >0. The order of all sorted output. */
int str_cmp(struct str a, struct str b);

/* How many bytes of ASCII a text begins with. */
size_t str_ascii_run(struct str v);

/* ASCII letters folded; other bytes as they are. */
bool str_ieq(struct str a, struct str b);

/* Whether the view is one of the terminated words of a list that ends with NULL. An empty view is none. */
bool str_is_one_of(struct str v, const char *const *words);

/* Offset of the first needle in hay at or after `from`, or SIZE_MAX. An empty needle is found at `from`. */
size_t str_find(struct str hay, struct str needle, size_t from);
/* The same with ASCII letters folded. */
size_t str_ifind(struct str hay, struct str needle, size_t from);

/* Without ASCII white space (space, tab, CR, LF, VT, FF) at both ends. Most texts have none. */
struct str str_trim_blanks(struct str v);
static inline struct str str_trim(struct str v)
{
    bool none = v.len && (unsigned char)v.s[0] > ' ' && (unsigned char)v.s[v.len - 1] > ' ';
    return none ? v : str_trim_blanks(v);
}

/* 64-bit FNV-1a variant, stable across runs and machines (used in cache keys and shards, never against
 * attackers). */
uint64_t str_hash64(struct str v);

static inline bool ascii_is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool ascii_is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}
static inline bool ascii_is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool ascii_is_lower(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool ascii_is_alpha(unsigned char c)
{
    return ascii_is_lower(c | 0x20);
}
static inline bool ascii_is_alnum(unsigned char c)
{
    return ascii_is_alpha(c) || ascii_is_digit(c);
}
static inline unsigned char ascii_lower(unsigned char c)
{
    return ascii_is_upper(c) ? (unsigned char)(c | 0x20) : c;
}

#endif
