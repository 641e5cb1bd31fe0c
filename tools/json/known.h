/* Keys that are known from documents read before, private to json/. Records of one base mostly have the same
 * keys in the same order, written the same way: where one that followed the last key before is met again,
 * byte by byte from the comma to its value, it need not be scanned, hashed and held against its neighbours
 * again.
 *
 * A key is known within a context: the key above the object that holds it (at[0] above the root object), so
 * that all items of a list share one. Each has a bit of its own among the keys of its context: an object
 * whose keys are all known, and whose bits are all different, has no key twice. Nothing is taken from another
 * document but what is compared with this one byte by byte: white space, the comma where there must be one,
 * the key and the colon. */
#ifndef KEDB_JSON_KNOWN_H
#define KEDB_JSON_KNOWN_H

#include "json/scan.h"

enum { KNOWN_MAX = 256, KNOWN_BYTES = 47, KNOWN_DEPTH = 16, KNOWN_BITS = 64, KNOWN_NOT = 0xFFFF };

struct known_key {
    unsigned char bytes[KNOWN_BYTES]; /* from what stands before it to its value, as last seen */
    bool comma;                       /* a comma is among them: it followed a member */
    uint8_t len;                      /* of them */
    uint8_t key_at, key_len;          /* the key among them, with its quotes */
    uint8_t bit;                      /* its number in its context */
    uint32_t hash;
    uint16_t next;  /* the key that followed it last; 0: none yet */
    uint16_t first; /* as a context: the first key of an object, as last seen */
    uint16_t last;  /* as a context: the key added last; its `before` leads to the others */
    uint16_t before;
};

struct json_known {
    uint16_t len; /* 1 or more */
    bool full;    /* there was no room for a key: start anew */
    struct known_key at[KNOWN_MAX];
};

/* An open container. */
struct known_level {
    uint16_t context; /* of the keys of an object; KNOWN_NOT: they are not looked for */
    uint16_t key;     /* the latest key here, or above an array; the context of what is opened below */
    uint16_t guess;   /* the key that is expected next; 0: none */
    bool odd;         /* there may be a key twice */
    uint64_t seen;    /* bits of the object's keys */
};

static const struct known_level known_nothing = {.context = KNOWN_NOT, .key = KNOWN_NOT, .odd = true};

static inline void known_enter(const struct json_known *k, struct known_level *level,
                               const struct known_level *above, bool object)
{
    uint16_t context = above->key;
    bool is_known = k && object && context != KNOWN_NOT;
    *level = (struct known_level){
        .context = context,
        .key = object ? KNOWN_NOT : context,
        .guess = is_known ? k->at[context].first : 0,
        .odd = !is_known,
    };
}

/* The key becomes the latest of its object. */
static inline void known_step(const struct json_known *k, struct known_level *level, uint16_t key)
{
    uint64_t bit = (uint64_t)1 << k->at[key].bit;
    level->odd |= (level->seen & bit) != 0;
    level->seen |= bit;
    level->key = key;
    level->guess = k->at[key].next;
}

#ifdef __SSE2__
/* Which of sixteen bytes are the same. */
static inline unsigned known_same(const unsigned char *a, const unsigned char *b)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)a);
    __m128i y = _mm_loadu_si128((const __m128i *)(const void *)b);
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, y));
}
#endif

/* Whether the key's bytes stand at s, of `left` bytes, after a member (`comma`) or as the first of an object.
 * Near the end of a text it is not looked for. */
static inline bool known_is_at(const struct known_key *key, bool comma, const unsigned char *s, size_t left)
{
    if (left < KNOWN_BYTES || key->comma != comma)
        return false;
#ifdef __SSE2__
    const unsigned char *k = key->bytes;
    unsigned len = key->len, i = 0;
    if (len < 16)
        return (known_same(s, k) & ((1U << len) - 1)) == (1U << len) - 1;
    for (; i + 16 <= len; i += 16)
        if (known_same(s + i, k + i) != 0xFFFF)
            return false;
    return known_same(s + len - 16, k + len - 16) == 0xFFFF;
#else
    return memcmp(s, key->bytes, key->len) == 0;
#endif
}

/* Learns the key `cell`, written `key`, that follows the latest one of the level; `around` is all from the
 * comma or bracket before it to its value. One that cannot be kept leaves the level without. */
void known_learn(struct json_known *k, struct known_level *level, bool comma, struct str around,
                 struct str key, const struct json_cell *cell);

/* Ready for the next document. */
void known_start(struct json_known *k);

#endif
