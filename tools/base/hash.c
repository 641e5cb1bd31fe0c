/* Fingerprints: see hash.h. */
#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

struct hash hash_bytes(struct str bytes, uint64_t seed)
{
    XXH128_hash_t h = XXH3_128bits_withSeed(bytes.s, bytes.len, seed);
    return (struct hash){h.low64, h.high64};
}

uint64_t hash_text(struct str v)
{
    return XXH3_64bits(v.s, v.len);
}

void hash_add(struct hash *h, struct str piece)
{
    struct hash one = hash_bytes(piece, h->low);
    uint64_t mixed[5] = {h->low, h->high, one.low, one.high, piece.len};
    *h = hash_bytes((struct str){(const char *)mixed, sizeof mixed}, 0);
}

void hash_add_number(struct hash *h, uint64_t number)
{
    hash_add(h, (struct str){(const char *)&number, sizeof number});
}
