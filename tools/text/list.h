/* Lists in two languages: the items of the translation stand in the order of the original.
 *
 * Items are matched by what they share: tokens (names, numbers, code), and common words that the Chinese
 * renders (text/terms.h) at a lower weight. With df the number of original items that hold a feature f of
 * weight w,
 *
 *     M[i][j] = sum of w/df over features shared by en_i and zh_j
 *               - 1/2 sum of w/df over features of zh_j that en_i lacks and another original item has
 *
 * and items i and j count as exchanged when M[i][j] + M[j][i] - M[i][i] - M[j][j] is above a threshold: 1 for
 * tokens alone, which is certain, and LIST_LIKELY for both. What a learned lexicon adds (text/lexicon.h) is
 * asked for by the rules on the whole base: a list in which no exchange was found, but one cannot be ruled
 * out, is `open`.
 *
 * A list is read pair by pair while their tokens are at hand. Lists longer than LIST_WINDOW are looked at in
 * windows of that many items, and at most LIST_FEATURES tokens of an item count: time is linear in the
 * length. */
#ifndef KEDB_TEXT_LIST_H
#define KEDB_TEXT_LIST_H

#include "text/side.h"
#include "text/terms.h"

enum { LIST_WINDOW = 100, LIST_FEATURES = 48, LIST_TERMS = 24 };
#define LIST_LIKELY 0.65

struct list_item {
    struct str zh; /* as decoded; must live until the list was searched */
    struct {
        uint32_t hash, from, to; /* bytes of the decoded Chinese */
    } zh_tokens[LIST_FEATURES];
    uint8_t zh_count;
    uint64_t pairs[HAN_PAIRS / 64]; /* of the Chinese: see side.h */
};

struct list_swap {
    size_t first, second; /* indexes of the two items, first < second */
    bool certain;         /* tokens alone say so */
    /* Why: this much of the Chinese of item `holder` belongs to the English of the other one. */
    size_t holder;
    struct str shared; /* a view of its Chinese; empty when there is no single word */
    const char *term;  /* the English word that it renders; NULL: it is a token */
};

struct list {
    VEC(struct list_item) items;
    VEC(struct list_swap) swaps;
    bool open; /* an exchange was neither found nor ruled out */
    /* of the window at hand */
    VEC(struct list_feature) features;
    VEC(uint16_t) slots; /* of the features' numbers + 1, by hash */
    VEC(double) tokens;
    VEC(double) both;
};

void list_clear(struct list *l);
/* Reads one pair: its sides, as text_pair_compare() left them. */
void list_add(struct list *l, const struct side *en, const struct side *zh, const struct terms_index *terms);
/* Fills l->swaps, the clearest first within a window; each item takes part in one. */
void list_search(struct list *l, const struct terms_index *terms);
/* After a search of at most LIST_WINDOW items: how well translation j goes with original i, M[i][j] of both.
 */
double list_match(const struct list *l, size_t i, size_t j);
void list_release(struct list *l);

/* For each item, the index of an earlier item with the same Chinese (blanks apart) but other English, or
 * SIZE_MAX. The array lives in the arena. */
size_t *list_find_repeated(const struct str *en, const struct str *zh, size_t n, struct arena *a);

#endif
