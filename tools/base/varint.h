/* Numbers in as few bytes as they need: seven bits a byte, the lowest first, the top bit set in all but the
 * last (LEB128). */
#ifndef KEDB_BASE_VARINT_H
#define KEDB_BASE_VARINT_H

#include "base/mem.h"

enum { VARINT_MAX = 10 }; /* bytes of a number of 64 bits */

static inline size_t varint_size(uint64_t n)
{
    size_t size = 1;
    for (; n >= 128; n >>= 7)
        size++;
    return size;
}

/* Writes a number to `out`, which has room for it; gives the place behind. */
static inline unsigned char *varint_put(unsigned char *out, uint64_t n)
{
    for (; n >= 128; n >>= 7)
        *out++ = (unsigned char)(n | 128);
    *out++ = (unsigned char)n;
    return out;
}

static inline void buf_add_varint(struct buf *b, uint64_t n)
{
    unsigned char bytes[VARINT_MAX], *end = varint_put(bytes, n);
    buf_add(b, bytes, (size_t)(end - bytes));
}

/* Reads a number at *at, which moves behind it; 0 at the end of the bytes. */
static inline uint64_t varint_get(const unsigned char **at, const unsigned char *end)
{
    uint64_t n = 0;
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        unsigned char c = *(*at)++;
        n |= (uint64_t)(c & 127) << shift;
        if (c < 128)
            break;
    }
    return n;
}

#endif
