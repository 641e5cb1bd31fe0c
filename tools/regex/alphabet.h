/* The characters of a pattern as few letters: code points that every set of the pattern treats alike are one
 * atom. Sets become bit masks over atoms. Atoms are numbered so that those with a readable representative
 * come first (letters and digits, then other printable ASCII). */
#ifndef KEDB_REGEX_ALPHABET_H
#define KEDB_REGEX_ALPHABET_H

#include "regex/set.h"

enum { ALPHABET_MAX = 2048 }; /* atoms */

struct alphabet {
    size_t count;     /* atoms */
    size_t words;     /* 64-bit words of a mask: count + 1 bits, the last one says "the end of the text" */
    uint32_t *sample; /* one code point of each atom, never a surrogate */
    size_t set_count;
    uint64_t **masks; /* of the sets, in the order given */
};

/* `liked` are the ASCII characters that stand for their atoms before others: those that the pattern writes,
 * so that words are spelled as the pattern spells them. False when there are more than ALPHABET_MAX atoms.
 * All of it lives in the arena. */
bool alphabet_build(struct alphabet *a, const struct regex_set *sets, size_t count, const bool liked[128],
                    struct arena *k);

static inline bool mask_has(const uint64_t *m, size_t bit)
{
    return m[bit / 64] >> (bit % 64) & 1;
}
static inline void mask_add(uint64_t *m, size_t bit)
{
    m[bit / 64] |= (uint64_t)1 << (bit % 64);
}
/* The first bit that both have, or SIZE_MAX. */
static inline size_t mask_common(const uint64_t *a, const uint64_t *b, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (a[i] & b[i])
            return i * 64 + (size_t)__builtin_ctzll(a[i] & b[i]);
    return SIZE_MAX;
}

#endif
