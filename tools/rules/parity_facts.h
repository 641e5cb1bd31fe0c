/* What the rules on translations remember of a record for the whole base: numbers, no texts. */
#ifndef KEDB_RULES_PARITY_FACTS_H
#define KEDB_RULES_PARITY_FACTS_H

#include "rules/parity.h"
#include "text/lexicon.h"
#include "text/style.h"

/* A list that may be open has at most this many items: its matches are kept. */
enum { OPEN_LIST_ITEMS = 16 };

/* FACT_TEXT's key, 12 bytes: hash_text() of the trimmed texts, half of it of the Chinese, which is compared
 * with a few others only. */
struct text_fact {
    uint64_t en;
    uint32_t zh;
};
enum { TEXT_FACT_KEY = 12 };
struct text_fact text_fact_read(struct str key);
enum { TEXT_FACT_LENGTH = 160 }; /* bytes of English: longer texts are not the same twice by chance */

/* FACT_STYLE: number is a place's style, the key what is below, packed. */
enum { STYLE_PLACES = 8 };
struct style_fact {
    uint32_t count; /* places of the record in this style */
    uint32_t places;
    uint32_t at[STYLE_PLACES];   /* bytes of the file: where a blank is or could be; where the colon is */
    uint8_t blank[STYLE_PLACES]; /* a blank stands behind the colon */
};
struct style_fact style_fact_read(struct str key);

/* FACT_SAMPLE: number has these bits. */
enum { SAMPLE_LENT = 1, SAMPLE_DOUBTFUL = 2 };

/* FACT_NAME: the key is a hash of the English text (NAME_TEXT bytes), then the word; number has these bits.
 */
enum { NAME_TEXT = 8 };
enum { NAME_KEPT = 1, NAME_SAMPLED = 2 };

/* Facts of one record, gathered pair by pair. */
struct parity_notes {
    bool sampled;                    /* it lends its texts to the lexicon */
    bool texts, style, names, lists; /* the rules that want them are on */
    bool doubts;
    struct style_fact styles[STYLE_COUNT];
    json_node style_node[STYLE_COUNT];
    struct style_places found; /* of the pair at hand */
    struct buf key;            /* of the fact at hand */
};

void notes_begin(struct parity_notes *n, struct check *c);
/* One pair, its sides read; doubtful: see text/pair.h. */
void notes_pair(struct parity_notes *n, struct check *c, const struct parity_pair *pair,
                const struct side *en, const struct side *zh, bool doubtful);
/* One list without a found exchange that is open. */
void notes_open_list(struct check *c, const struct parity_pair *p, const struct list *list,
                     struct text_pair *work);
void notes_end(struct parity_notes *n, struct check *c);

/* A view of what notes_open_list() and the sample keep. */
struct pair_numbers {
    uint32_t start, end; /* bytes of the file: the translation */
    struct lexicon_text en, zh;
};
/* Reads one at *at of a key, whose bytes must be aligned for uint32_t (a fact's own are not: numbers_align()
 * copies them); false at its end. */
bool numbers_next(struct str key, size_t *at, struct pair_numbers *out);
struct str numbers_align(struct str key, struct arena *a);

#endif
