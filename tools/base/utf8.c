/* UTF-8: see utf8.h. */
#include "base/utf8.h"

#include "base/width_tables.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Length of the valid sequence at p (at most `left` bytes), 0 when invalid (RFC 3629, section 4). */
static inline size_t sequence_length(const unsigned char *p, size_t left)
{
    unsigned char c = p[0];
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    if (left < 2 || (p[1] & 0xC0) != 0x80)
        return 0;
    if (c < 0xE0)
        return 2;
    if (left < 3 || (p[2] & 0xC0) != 0x80)
        return 0;
    if (c < 0xF0) {
        if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F))
            return 0;
        return 3;
    }
    if (left < 4 || (p[3] & 0xC0) != 0x80)
        return 0;
    if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
        return 0;
    return 4;
}

static uint32_t decode(const unsigned char *p, size_t n)
{
    switch (n) {
    case 1: return p[0];
    case 2: return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
    case 3: return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
    default:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3Fu);
    }
}

uint32_t utf8_next(struct str v, size_t *at)
{
    const unsigned char *p = (const unsigned char *)v.s + *at;
    size_t n = sequence_length(p, v.len - *at);
    if (!n) {
        *at += 1;
        return UTF8_BAD;
    }
    *at += n;
    return decode(p, n);
}

uint32_t utf8_prev(struct str v, size_t *at)
{
    size_t end = *at, from = end - 1;
    while (from > 0 && end - from < 4 && ((unsigned char)v.s[from] & 0xC0) == 0x80)
        from--;
    const unsigned char *p = (const unsigned char *)v.s + from;
    size_t n = sequence_length(p, end - from);
    if (n != end - from) {
        *at = end - 1;
        return UTF8_BAD;
    }
    *at = from;
    return decode(p, n);
}

size_t utf8_valid(struct str v)
{
    const unsigned char *p = (const unsigned char *)v.s;
    size_t i = 0;
    while (i < v.len) {
#ifdef __SSE2__
        if (i + 16 <= v.len && !_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + i)))) {
            i += 16;
            continue;
        }
#endif
        size_t n = sequence_length(p + i, v.len - i);
        if (!n)
            return i;
        i += n;
    }
    return i;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t utf8_count(struct str v)
{
    size_t n = 0;
    for (size_t i = 0; i < v.len; n++)
        utf8_next(v, &i);
    return n;
}

static bool in_ranges(uint32_t cp, const struct width_range *r, size_t count)
{
    size_t lo = 0, hi = count;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (cp > r[mid].last)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < count && cp >= r[lo].first;
}

int utf8_width(uint32_t cp)
{
    if (cp < 0x300)
        return cp == 0xAD ? 0 : 1;
    if (in_ranges(cp, width_zero, width_zero_count))
        return 0;
    return in_ranges(cp, width_wide, width_wide_count) ? 2 : 1;
}

bool utf8_is_bidi(uint32_t cp)
{
    return cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

bool utf8_is_invisible(uint32_t cp)
{
    switch (cp) {
    case 0xAD:
    case 0x115F:
    case 0x1160:
    case 0x180E:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0x2061:
    case 0x2062:
    case 0x2063:
    case 0x2064:
    case 0x3164:
    case 0xFEFF:
    case 0xFFA0: return true;
    default: return false;
    }
}

bool utf8_is_nonchar(uint32_t cp)
{
    return (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

bool utf8_is_unsafe(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || utf8_is_bidi(cp) || utf8_is_invisible(cp) ||
           cp == 0x2028 || cp == 0x2029 || (cp >= 0xFFF9 && cp <= 0xFFFB) || utf8_is_nonchar(cp) ||
           (cp >= 0xE0000 && cp <= 0xE007F) || cp > 0x10FFFF;
}
