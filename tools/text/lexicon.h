/* A lexicon learned from a corpus's own pairs: which Chinese an English word is rendered by.
 *
 * IBM model 1 (Brown et al., "The Mathematics of Statistical Machine Translation", 1993, section 4.1) with
 * four rounds of expectation maximisation, from English words (lower case, crudely stemmed, without stop
 * words) to bigrams of Han characters. Deterministic: the same pairs in the same order give the same lexicon.
 * Memory grows with the distinct (word, bigram) pairs that occur together; texts are cut at LEXICON_WORDS
 * words and LEXICON_BIGRAMS bigrams, and at most LEXICON_PAIRS pairs are learned from, spread evenly. */
#ifndef KEDB_TEXT_LEXICON_H
#define KEDB_TEXT_LEXICON_H

#include "base/mem.h"

enum { LEXICON_PAIRS = 10000, LEXICON_WORDS = 40, LEXICON_BIGRAMS = 80 };

struct lexicon;

struct lexicon *lexicon_learn(const struct str *en, const struct str *zh, size_t count);
void lexicon_free(struct lexicon *lexicon);
size_t lexicon_pairs(const struct lexicon *lexicon); /* pairs that it was learned from */

/* How well the Chinese is explained by the English, 0 to 1: the mean over known bigrams of the best
 * probability that a word gives. `words` and `bigrams` get how many were known. */
double lexicon_score(const struct lexicon *lexicon, struct str en, struct str zh, size_t *words,
                     size_t *bigrams);

/* Scores of each original against each translation of a list, read once. */
struct lexicon_reader;
struct lexicon_reader *lexicon_reader_new(const struct lexicon *lexicon, const struct str *en,
                                          const struct str *zh, size_t n);
double lexicon_reader_weight(const struct lexicon_reader *r, size_t en,
                             size_t zh); /* score * sqrt(bigrams) */
void lexicon_reader_free(struct lexicon_reader *r);

/* The learned terms, the most frequent first (ties by the word). */
struct lexicon_term {
    struct str word;
    uint32_t uses; /* pairs that hold the word */
    struct {
        struct str chinese; /* bigram, joined with its neighbours where they always stand together */
        double share;       /* probability of the rendering, 0 to 1 */
    } renderings[4];
    size_t rendering_count;
};
/* Terms with at least `uses` uses; the array and its strings live in the arena. */
struct lexicon_term *lexicon_terms(const struct lexicon *lexicon, uint32_t uses, struct arena *a,
                                   size_t *count);

#endif
