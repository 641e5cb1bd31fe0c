/* Common words of error messages with the Chinese that renders them, by number: 0 to terms_count() - 1.
 *
 * An index is built once (some 20 us) and read-only from then on. Most renderings are ruled out by the pairs
 * of Han characters that a text has (side.h), without a search. */
#ifndef KEDB_TEXT_TERMS_H
#define KEDB_TEXT_TERMS_H

#include "text/words.h"

enum { TERMS_NONE = 0xFFFF, TERMS_SLOTS = 2048, TERMS_MOST = 600, RENDERINGS_MOST = 2400 };

struct terms_rendering {
    const char *s;
    uint16_t len, pair; /* han_pair() of its first two characters; HAN_PAIRS: it has only one */
};

struct terms_index {
    struct {
        uint32_t hash;
        uint16_t term; /* + 1 */
    } slots[TERMS_SLOTS];
    struct terms_rendering renderings[RENDERINGS_MOST];
    uint16_t first[TERMS_MOST + 1], rendering_count;
    /* Renderings of two characters or more by han_pair() of their last two: the number of one, + 1; the next.
     */
    uint16_t ends[HAN_PAIRS], next_end[RENDERINGS_MOST];
    struct words_filter words;
};

void terms_index_build(struct terms_index *x);

/* The term that a word is a form of (plural, past, -ing), or TERMS_NONE: by the length of the word and the
 * hash of its stem. */
static inline unsigned terms_of_stem(const struct terms_index *x, size_t len, uint32_t hash)
{
    if (len < 3 || len > 20)
        return TERMS_NONE;
    for (unsigned at = hash & (TERMS_SLOTS - 1); x->slots[at].term; at = (at + 1) & (TERMS_SLOTS - 1))
        if (x->slots[at].hash == hash)
            return x->slots[at].term - 1u;
    return TERMS_NONE;
}
static inline unsigned terms_of(const struct terms_index *x, const struct token *word)
{
    return word->kind == TOKEN_WORD ? terms_of_stem(x, word->to - word->from, word->stem) : TERMS_NONE;
}
/* The same for lower-case English. */
unsigned terms_find(const struct terms_index *x, struct str word);
const char *terms_word(unsigned term);
unsigned terms_count(void);

/* The rendering of a term, of at least `least` bytes, that stands in the text, whose pairs are given (those
 * of a longer text will do); empty when none does. */
struct str terms_rendering(const struct terms_index *x, unsigned term, struct str chinese,
                           const uint64_t pairs[HAN_PAIRS / 64], size_t least);
/* Whether the text begins with a rendering of the term of two characters or more. */
bool terms_begin(const struct terms_index *x, unsigned term, struct str chinese);
/* Whether the text ends with a rendering of any term of two characters or more. */
bool terms_end(const struct terms_index *x, struct str chinese);
/* Whether one of the term's renderings holds this one. */
bool terms_share(const struct terms_index *x, unsigned term, struct str rendering);

#endif
