/* A hash map from strings to uint32_t, insertion order kept. Keys are views that the caller keeps alive.
 * At most 2^31 keys. Hashing is not keyed: it spreads ordinary keys, it does not
 * withstand somebody who builds collisions on purpose. */
#ifndef KEDB_BASE_STRMAP_H
#define KEDB_BASE_STRMAP_H

#include "base/str.h"

struct strmap_entry {
    struct str key;
    uint32_t hash;
    uint32_t value;
};

struct strmap {
    struct strmap_entry *entries; /* in order of insertion */
    uint32_t len, cap;
    uint32_t *slots; /* index + 1 into entries, 0 empty */
    uint32_t slot_count;
};
#define STRMAP_INIT                                                                                          \
    {                                                                                                        \
        0                                                                                                    \
    }

/* The value's place for a key: the existing one, or a new one that holds `fresh`. *is_new may be NULL. */
uint32_t *strmap_put(struct strmap *m, struct str key, uint32_t fresh, bool *is_new);

/* The value's place, or NULL. */
uint32_t *strmap_get(const struct strmap *m, struct str key);

void strmap_release(struct strmap *m);

#endif
