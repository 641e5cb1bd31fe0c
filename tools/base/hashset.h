/* A set of 64-bit hashes: 8 bytes a slot, open addressing, at most two thirds full. What is hashed well can
 * be told apart by 64 bits alone among millions (two of a million different ones are the same with a chance
 * of one in 10^7); where that will not do, the few that are in the set twice are looked at again. Start from
 * zero. */
#ifndef KEDB_BASE_HASHSET_H
#define KEDB_BASE_HASHSET_H

#include "base/str.h"

struct hashset {
    uint64_t *slots; /* 0: free */
    size_t slot_count, len;
    bool zero; /* the hash 0 is in the set */
};

/* Room for `count` hashes, so that none is moved while they come. */
void hashset_reserve(struct hashset *s, size_t count);
/* Adds one; true when it was not there. */
bool hashset_add(struct hashset *s, uint64_t hash);
bool hashset_has(const struct hashset *s, uint64_t hash);
void hashset_release(struct hashset *s);

#endif
