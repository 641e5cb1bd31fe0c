/* A hash map from strings to numbers: open addressing, linear probing, entries apart in insertion order. */
#include "base/strmap.h"

#include "base/hash.h"
#include "base/mem.h"

static void rehash(struct strmap *m, uint32_t slot_count)
{
    free(m->slots);
    m->slots = mem_zalloc(slot_count, sizeof *m->slots);
    m->slot_count = slot_count;
    for (uint32_t i = 0; i < m->len; i++) {
        uint32_t at = m->entries[i].hash & (slot_count - 1);
        while (m->slots[at])
            at = (at + 1) & (slot_count - 1);
        m->slots[at] = i + 1;
    }
}

/* The slot that holds the key, or the empty one where it belongs. */
static uint32_t find(const struct strmap *m, struct str key, uint32_t hash)
{
    uint32_t at = hash & (m->slot_count - 1);
    while (m->slots[at]) {
        const struct strmap_entry *e = &m->entries[m->slots[at] - 1];
        if (e->hash == hash && str_eq(e->key, key))
            break;
        at = (at + 1) & (m->slot_count - 1);
    }
    return at;
}

uint32_t *strmap_put(struct strmap *m, struct str key, uint32_t fresh, bool *is_new)
{
    if (m->len >= m->slot_count / 4 * 3)
        rehash(m, m->slot_count ? m->slot_count * 2 : 16);
    uint32_t hash = (uint32_t)(hash_text(key) >> 32);
    uint32_t at = find(m, key, hash);
    if (is_new)
        *is_new = !m->slots[at];
    if (!m->slots[at]) {
        if (m->len == m->cap) {
            m->cap = m->cap ? m->cap * 2 : 16;
            m->entries = mem_realloc(m->entries, m->cap * sizeof *m->entries);
        }
        m->entries[m->len] = (struct strmap_entry){key, hash, fresh};
        m->slots[at] = ++m->len;
    }
    return &m->entries[m->slots[at] - 1].value;
}

uint32_t *strmap_get(const struct strmap *m, struct str key)
{
    if (!m->len)
        return NULL;
    uint32_t at = find(m, key, (uint32_t)(hash_text(key) >> 32));
    return m->slots[at] ? &m->entries[m->slots[at] - 1].value : NULL;
}

void strmap_release(struct strmap *m)
{
    free(m->entries);
    free(m->slots);
    *m = (struct strmap)STRMAP_INIT;
}
