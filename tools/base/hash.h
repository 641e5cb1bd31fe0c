/* The door to xxHash (XXH3, 128 bits): fingerprints of texts that need not be kept. Not cryptographic: a seed
 * that an outsider does not know keeps him from building two texts of one fingerprint. */
#ifndef KEDB_BASE_HASH_H
#define KEDB_BASE_HASH_H

#include "base/str.h"

struct hash {
    uint64_t low, high;
};

struct hash hash_bytes(struct str bytes, uint64_t seed);
/* 64 bits of it, for tables in memory: quicker than str_hash64(), which is for what is stored. */
uint64_t hash_text(struct str v);
static inline bool hash_eq(struct hash a, struct hash b)
{
    return a.low == b.low && a.high == b.high;
}

/* A fingerprint of a sequence: each call mixes in one more piece and its length. Start from zero. */
void hash_add(struct hash *h, struct str piece);
void hash_add_number(struct hash *h, uint64_t number);

#endif
