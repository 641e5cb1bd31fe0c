/* Views of bytes: comparison and search. */
#define _GNU_SOURCE /* memmem */
#include "base/str.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

int str_cmp(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.s, b.s, n) : 0;
    if (c)
        return c;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_ieq(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower((unsigned char)a.s[i]) != ascii_lower((unsigned char)b.s[i]))
            return false;
    return true;
}

bool str_is_one_of(struct str v, const char *const *words)
{
    for (; *words && v.len; words++)
        if (v.s[0] == **words && str_is(v, *words))
            return true;
    return false;
}

#ifdef __SSE2__
enum { SHORT_HAY = 512, SHORT_NEEDLE = 32 }; /* of more, a search that is linear in any case is used */

/* Of the sixteen places from p on, those where the first and the last byte are right, a bit each. */
static unsigned may_begin_at(const char *p, struct str needle)
{
    __m128i first = _mm_loadu_si128((const __m128i *)(const void *)p),
            last = _mm_loadu_si128((const __m128i *)(const void *)(p + needle.len - 1));
    return (unsigned)_mm_movemask_epi8(
        _mm_and_si128(_mm_cmpeq_epi8(first, _mm_set1_epi8(needle.s[0])),
                      _mm_cmpeq_epi8(last, _mm_set1_epi8(needle.s[needle.len - 1]))));
}

/* In a short text of sixteen places or more: quicker than to prepare a search. */
static const char *find_short(struct str hay, struct str needle)
{
    size_t places = hay.len - needle.len + 1;
    for (size_t i = 0; i < places; i += 16) {
        i = i + 16 <= places ? i : places - 16;
        for (unsigned bits = may_begin_at(hay.s + i, needle); bits; bits &= bits - 1) {
            const char *at = hay.s + i + __builtin_ctz(bits);
            if (memcmp(at, needle.s, needle.len) == 0)
                return at;
        }
    }
    return NULL;
}
#endif

static const char *find(struct str hay, struct str needle)
{
    if (needle.len == 1)
        return memchr(hay.s, needle.s[0], hay.len);
#ifdef __SSE2__
    if (needle.len <= SHORT_NEEDLE && hay.len >= needle.len + 15 && hay.len <= SHORT_HAY)
        return find_short(hay, needle);
#endif
    return memmem(hay.s, hay.len, needle.s, needle.len);
}

size_t str_find(struct str hay, struct str needle, size_t from)
{
    if (from > hay.len)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    const char *p = find(str_sub(hay, from, hay.len), needle);
    return p ? (size_t)(p - hay.s) : SIZE_MAX;
}

#ifdef __SSE2__
static __m128i either(const char *p, unsigned char lower)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    unsigned char upper = ascii_is_lower(lower) ? lower & 0xDF : lower;
    return _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)lower)),
                        _mm_cmpeq_epi8(v, _mm_set1_epi8((char)upper)));
}
#endif

size_t str_ifind(struct str hay, struct str needle, size_t from)
{
    if (needle.len == 0)
        return from <= hay.len ? from : SIZE_MAX;
    unsigned char first = ascii_lower((unsigned char)needle.s[0]);
#ifdef __SSE2__
    unsigned char last = ascii_lower((unsigned char)needle.s[needle.len - 1]);
    for (; from <= hay.len && hay.len - from >= needle.len + 15; from += 16) {
        const char *p = hay.s + from;
        unsigned bits =
            (unsigned)_mm_movemask_epi8(_mm_and_si128(either(p, first), either(p + needle.len - 1, last)));
        for (; bits; bits &= bits - 1) {
            size_t at = from + (size_t)__builtin_ctz(bits);
            if (str_ieq(str_sub(hay, at, at + needle.len), needle))
                return at;
        }
    }
#endif
    for (size_t i = from; i + needle.len <= hay.len; i++)
        if (ascii_lower((unsigned char)hay.s[i]) == first && str_ieq(str_sub(hay, i, i + needle.len), needle))
            return i;
    return SIZE_MAX;
}

struct str str_trim_blanks(struct str v)
{
    size_t from = 0, to = v.len;
    while (from < to && ascii_is_space((unsigned char)v.s[from]))
        from++;
    while (to > from && ascii_is_space((unsigned char)v.s[to - 1]))
        to--;
    return str_sub(v, from, to);
}

uint64_t str_hash64(struct str v)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < v.len; i++)
        h = (h ^ (unsigned char)v.s[i]) * 0x100000001b3u;
    h ^= h >> 32; /* FNV's high bits are good, its low bits less so: fold them */
    return h * 0x9e3779b97f4a7c15u;
}

size_t str_ascii_run(struct str v)
{
    size_t i = 0;
    for (uint64_t eight; i + 8 <= v.len; i += 8) {
        memcpy(&eight, v.s + i, 8);
        if (eight & 0x8080808080808080u)
            break;
    }
    while (i < v.len && (unsigned char)v.s[i] < 0x80)
        i++;
    return i;
}
