/* Hashes of words: a product of each eight bytes, in lower case, one after the other. Equal on all machines;
 * for tables in memory, never against attackers. Words that are the same in lower case have the same hash. */
#ifndef KEDB_TEXT_WORD_HASH_H
#define KEDB_TEXT_WORD_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WORD_HASH_START 0x2545F4914F6CDD1Du

/* The first `len` of eight bytes, the first one the lowest; eight bytes are there. */
static inline uint64_t word_load(const char *s, size_t len)
{
    uint64_t v;
    memcpy(&v, s, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    return len >= 8 ? v : v & (((uint64_t)1 << 8 * len) - 1);
}

/* ASCII capitals to small letters: a sum carries into the top bit of a byte from 'A' on, another one from
 * behind 'Z' on. */
static inline uint64_t word_lower(uint64_t v)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t low = v & 0x7F * ones;
    uint64_t capital = ((low + (0x80 - 'A') * ones) & ~(low + (0x80 - 'Z' - 1) * ones)) & ~v & 0x80 * ones;
    return v | capital >> 2;
}

static inline uint64_t word_mix(uint64_t hash, uint64_t eight)
{
    uint64_t h = (hash ^ eight) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

/* Of lower case, or with `fold` of any, with eight readable bytes from its last letter on. Never 0. */
static inline uint32_t word_hash_padded(const char *s, size_t len, int fold)
{
    uint64_t h = WORD_HASH_START;
    for (;; s += 8, len -= 8) {
        uint64_t v = word_load(s, len);
        h = word_mix(h, fold ? word_lower(v) : v);
        if (len <= 8)
            return (uint32_t)h | 1;
    }
}

#endif
