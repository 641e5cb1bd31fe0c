/* Small word lists of the comparison. All look-ups fold ASCII case. */
#ifndef KEDB_TEXT_WORDS_H
#define KEDB_TEXT_WORDS_H

#include "text/side.h"

/* Function words of English: they show that a run of Latin words is prose. */
bool words_is_stop(struct str v);
/* Names of products, protocols and tools that Chinese technical prose leaves in Latin. */
bool words_is_name(struct str v);
/* Capitals that are ordinary words or that translators rightly render: OK, ID, WARNING, NOT. */
bool words_is_loose_capitals(struct str v);
/* A word in capitals that is an ordinary one by its ending: UPGRADED, DANGEROUS. */
bool words_is_shouted(struct str v);
/* A name of the list that is an English word as well, where it is not capitalised: "angular". */
bool words_is_also_plain(struct str v);
/* A maker's name that often stands before the product's ("Apache Kafka") and is dropped by translators. */
bool words_is_maker(struct str v);
/* A usual Chinese rendering of this name or acronym stands in the text: URL, and U+7F51 U+5740. */
bool words_is_rendered(struct str name, struct str chinese);
/* The value of a number word, ordinal or month name ("two", "second", "March"), or -1. */
int words_number(struct str v);
/* A word that Chinese may render by the number one: "the last minute", "per second". */
bool words_is_one(struct str v);

/* Which hashes (word_hash() of side.h) the tables of stop words and names hold, by their low bits: a word
 * whose bit is not set is in neither. */
enum { WORDS_BITS = 4096, STOP_SLOTS = 256, NAME_SLOTS = 512 };
struct words_filter {
    uint64_t stops[WORDS_BITS / 64], names[WORDS_BITS / 64];
    uint32_t stop_hashes[STOP_SLOTS];    /* by their low bits, the next free slot when taken */
    unsigned char name_rows[NAME_SLOTS]; /* the same of names: their rows, + 1 */
};
void words_filter_build(struct words_filter *f);
static inline bool words_may(const uint64_t *bits, uint32_t hash)
{
    return bits[(hash & (WORDS_BITS - 1)) >> 6] >> (hash & 63) & 1;
}
/* A stop word, by its hash alone: as good as its letters, one other word in 60 million has one of theirs. */
static inline bool words_hash_is_stop(const struct words_filter *f, uint32_t hash)
{
    if (!words_may(f->stops, hash))
        return false;
    size_t at = hash & (STOP_SLOTS - 1);
    while (f->stop_hashes[at] && f->stop_hashes[at] != hash)
        at = (at + 1) & (STOP_SLOTS - 1);
    return f->stop_hashes[at] != 0;
}

/* words_is_name() of a word whose hash is known. */
bool words_hash_is_name(const struct words_filter *f, uint32_t hash, struct str v);

/* Lower case without its ending, crudely: "copies" and "copy", "stopped" and "stop" give the same. */
static inline __attribute__((always_inline)) size_t words_stem_length(const char *s, size_t len)
{
    if (len < 4)
        return len;
    enum {
        ENDINGS = 1 << ('d' & 31) | 1 << ('e' & 31) | 1 << ('g' & 31) | 1 << ('s' & 31) | 1 << ('y' & 31)
    };
    if (!(ENDINGS >> (s[len - 1] & 31) & 1))
        return len - (s[len - 1] == s[len - 2]);
    switch (s[len - 1]) {
    case 's': /* -ings, -ies, -es, -s */
        if (len >= 7 && memcmp(s + len - 4, "ing", 3) == 0)
            len -= 4;
        else if (len >= 5 && s[len - 2] == 'e')
            len -= len >= 6 && s[len - 3] == 'i' ? 3 : 2;
        else
            len--;
        break;
    case 'g': /* -ing */ len -= len >= 6 && memcmp(s + len - 3, "ing", 3) == 0 ? 3 : 0; break;
    case 'd': /* -ied, -ed */
        if (len >= 5 && s[len - 2] == 'e')
            len -= len >= 6 && s[len - 3] == 'i' ? 3 : 2;
        break;
    case 'y': /* -ly */ len -= len >= 5 && s[len - 2] == 'l' ? 2 : 0; break;
    default: break;
    }
    char last = s[len - 1];
    return len - (len > 3 && (last == 'e' || last == 'y' || last == s[len - 2]));
}
static inline struct str words_stem(struct str v)
{
    return (struct str){v.s, words_stem_length(v.s, v.len)};
}

/* Against a terminated lower-case word: <0, 0, >0. */
int words_compare(struct str v, const char *word);
/* For tests: the tables are searched by halving. */
bool words_sorted(void);
bool words_renderings_sorted(void);

#endif
