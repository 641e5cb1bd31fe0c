/* Lists in two languages: the items of the translation stand in the order of the original.
 *
 * Items are matched by the tokens that they share (names, numbers, code), and by a learned lexicon when there
 * is one. With df the number of original items that hold a token,
 *
 *     M[i][j] = sum of 1/df over tokens shared by en_i and zh_j
 *               - 1/2 sum of 1/df over tokens of zh_j that en_i lacks and another original item has
 *
 * and items i and j count as exchanged when M[i][j] + M[j][i] - M[i][i] - M[j][j] > 1. With a lexicon
 * K = 2 M + score sqrt(bigrams), and the difference must be above 3.
 *
 * Lists longer than LIST_WINDOW are looked at in windows of that many items: time is linear in the length. */
#ifndef KEDB_TEXT_LIST_H
#define KEDB_TEXT_LIST_H

#include "base/mem.h"

enum { LIST_WINDOW = 100 };

struct list_swap {
    size_t first, second; /* indexes of the two items, first < second */
    struct str shared;    /* a token of the Chinese of `second` that belongs to the English of `first`, or of
                             the Chinese of `first` and the English of `second`; empty: only the lexicon says
                             so */
    bool by_lexicon;
};

struct list_swaps {
    struct list_swap *at;
    size_t len, cap;
};

struct lexicon;

/* The exchanged items among n pairs; views of the arena and of the texts. `lexicon` may be NULL. Swaps that
 * the tokens show come without a lexicon and are left out with one: each is reported once. */
void list_find_swaps(const struct str *en, const struct str *zh, size_t n, const struct lexicon *lexicon,
                     struct arena *a, struct list_swaps *out);

/* For each item, the index of an earlier item with the same Chinese (blanks apart) but other English, or
 * SIZE_MAX. The array lives in the arena. */
size_t *list_find_repeated(const struct str *en, const struct str *zh, size_t n, struct arena *a);

#endif
