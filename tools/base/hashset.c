/* A set of hashes: see hashset.h. */
#include "base/hashset.h"

#include "base/mem.h"

/* The slot that holds the hash, or the free one where it belongs. */
static size_t find(const struct hashset *s, uint64_t hash)
{
    size_t at = (hash ^ hash >> 32) & (s->slot_count - 1);
    while (s->slots[at] && s->slots[at] != hash)
        at = (at + 1) & (s->slot_count - 1);
    return at;
}

static void resize(struct hashset *s, size_t slot_count)
{
    uint64_t *old = s->slots;
    size_t count = s->slot_count;
    s->slots = mem_zalloc(slot_count, sizeof *s->slots);
    s->slot_count = slot_count;
    for (size_t i = 0; i < count; i++)
        if (old[i])
            s->slots[find(s, old[i])] = old[i];
    free(old);
}

void hashset_reserve(struct hashset *s, size_t count)
{
    size_t want = 16;
    while (want / 3 * 2 <= count)
        want *= 2;
    if (want > s->slot_count)
        resize(s, want);
}

bool hashset_add(struct hashset *s, uint64_t hash)
{
    if (!hash) {
        bool fresh = !s->zero;
        s->zero = true;
        return fresh;
    }
    hashset_reserve(s, s->len);
    size_t at = find(s, hash);
    if (s->slots[at])
        return false;
    s->slots[at] = hash;
    s->len++;
    return true;
}

bool hashset_has(const struct hashset *s, uint64_t hash)
{
    if (!hash)
        return s->zero;
    return s->len && s->slots[find(s, hash)];
}

void hashset_release(struct hashset *s)
{
    free(s->slots);
    *s = (struct hashset){0};
}
