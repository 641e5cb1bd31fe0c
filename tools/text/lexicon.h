/* A lexicon learned from a corpus's own pairs: which Chinese an English word is rendered by.
 *
 * IBM model 1 (Brown et al., "The Mathematics of Statistical Machine Translation", 1993, section 4.1) with
 * four rounds of expectation maximisation, from English words (lower case, crudely stemmed, without stop
 * words) to bigrams of Han characters. Deterministic: the same pairs in the same order give the same lexicon.
 *
 * Texts come as numbers: a word is the hash of its stem, a bigram two UTF-16 units (a Han character beyond
 * U+FFFF ends a run). Of a text LEXICON_WORDS words and LEXICON_BIGRAMS bigrams count. Memory grows with the
 * distinct (word, bigram) pairs that occur together, 12 bytes each twice over; LEXICON_CELLS of them are
 * learned from, then the rest of the pairs is left out. */
#ifndef KEDB_TEXT_LEXICON_H
#define KEDB_TEXT_LEXICON_H

#include "text/words.h"

enum { LEXICON_WORDS = 40, LEXICON_BIGRAMS = 80, LEXICON_CELLS = 6000000 };

struct lexicon_text {
    const uint32_t *at;
    size_t len;
};

/* The words of an English side, each once, and the bigrams of a Chinese one; gives how many. */
size_t lexicon_words(const struct side *en, const struct words_filter *words, uint32_t out[LEXICON_WORDS]);
size_t lexicon_bigrams(const struct side *zh, uint32_t out[LEXICON_BIGRAMS]);
/* The number of one word, lower case. */
uint32_t lexicon_word(struct str v);

struct lexicon;

struct lexicon *lexicon_learn(const struct lexicon_text *en, const struct lexicon_text *zh, size_t count);
void lexicon_free(struct lexicon *lexicon);
size_t lexicon_pairs(const struct lexicon *lexicon); /* pairs that it was learned from */

/* How well the Chinese is explained by the English, 0 to 1: the mean over known bigrams of how much likelier
 * the best word makes it than chance. `known` gets how many bigrams were known; those and words count that
 * occur in two pairs or more. */
double lexicon_score(const struct lexicon *lexicon, struct lexicon_text en, struct lexicon_text zh,
                     size_t *known);

/* The Chinese is no translation of this English: a score below 0.3 with two known words and three known
 * bigrams or more. Of little worth with fewer than LEXICON_SURE pairs. */
enum { LEXICON_SURE = 3000 };
bool lexicon_is_unrelated(const struct lexicon *lexicon, struct lexicon_text en, struct lexicon_text zh);

/* How much better two items of a list fit exchanged than as they stand: the difference of score * sqrt(known)
 * between original i with translation j and the other way round, and each with its own. Together with twice
 * the difference that list_match() gives, above LEXICON_SWAP they count as exchanged. */
#define LEXICON_SWAP 1.5
double lexicon_list_gain(const struct lexicon *lexicon, const struct lexicon_text *en,
                         const struct lexicon_text *zh, size_t i, size_t j);

/* A learned word and its likeliest renderings. */
struct lexicon_term {
    uint32_t word;
    uint32_t uses; /* pairs that hold the word */
    struct {
        uint32_t bigram;
        double share; /* probability of the rendering, 0 to 1 */
    } renderings[6];
    size_t rendering_count;
};
/* Terms with at least `uses` uses, the most frequent first (ties in the order in which they were met); to
 * free(). */
struct lexicon_term *lexicon_terms(const struct lexicon *lexicon, uint32_t uses, size_t *count);

/* A bigram as UTF-8, terminated. */
void lexicon_bigram_text(uint32_t bigram, char out[8]);

#endif
