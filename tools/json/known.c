/* Known keys: see known.h. */
#include "json/known.h"

void known_start(struct json_known *k)
{
    if (k->len && !k->full)
        return;
    k->at[0] = (struct known_key){0};
    k->len = 1;
    k->full = false;
}

/* The key of this name in a context; 0 when it is new there. */
static uint16_t find(const struct json_known *k, uint16_t context, struct str key, uint32_t hash)
{
    for (uint16_t i = k->at[context].last; i; i = k->at[i].before) {
        const struct known_key *x = &k->at[i];
        if (x->hash == hash && str_eq((struct str){(const char *)x->bytes + x->key_at, x->key_len}, key))
            return i;
    }
    return 0;
}

/* Adds a key to a context; 0 when there is no room. */
static uint16_t add(struct json_known *k, uint16_t context, uint32_t hash)
{
    struct known_key *above = &k->at[context];
    uint8_t bit = above->last ? (uint8_t)(k->at[above->last].bit + 1) : 0;
    k->full |= k->len == KNOWN_MAX;
    if (k->len == KNOWN_MAX || bit == KNOWN_BITS)
        return 0;
    k->at[k->len] = (struct known_key){.bit = bit, .hash = hash, .before = above->last};
    return above->last = k->len++;
}

void known_learn(struct json_known *k, struct known_level *level, bool comma, struct str around,
                 struct str key, const struct json_cell *cell)
{
    uint16_t context = level->context, latest = level->key, at = 0;
    level->key = KNOWN_NOT;
    level->guess = 0;
    if (context == KNOWN_NOT)
        return;
    if (around.len <= KNOWN_BYTES && (cell->flags & (JSON_ASCII | JSON_ESCAPED)) == JSON_ASCII) {
        at = find(k, context, key, cell->count);
        at = at ? at : add(k, context, cell->count);
    }
    if (!at) {
        level->odd = true;
        return;
    }
    struct known_key *x = &k->at[at];
    memcpy(x->bytes, around.s, around.len);
    x->comma = comma;
    x->len = (uint8_t)around.len;
    x->key_at = (uint8_t)(key.s - around.s);
    x->key_len = (uint8_t)key.len;
    if (latest == KNOWN_NOT)
        k->at[context].first = at;
    else
        k->at[latest].next = at;
    known_step(k, level, at);
}
