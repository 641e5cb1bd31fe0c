/* The pairs of a record, original and translation, for the rules of parity/ and zh/. */
#ifndef KEDB_RULES_PARITY_H
#define KEDB_RULES_PARITY_H

#include "engine/fact.h"
#include "rules/tools.h"
#include "text/list.h"
#include "text/pair.h"

/* One translated value. `list` numbers the lists of the record that the pair is an item of, 0: no list; items
 * of a list follow each other. Either node may be JSON_NONE: one side is not there. */
struct parity_pair {
    json_node en, zh;
    uint32_t place; /* of the translation */
    uint32_t list, index;
};

struct parity_pairs {
    struct parity_pair *at;
    size_t len, cap;
};

/* All pairs, in the order of the schema's translations and then of the items; freed with vec_release. Nothing
 * here knows a field by name: a translation is a place with the role, its original the place that `of` names,
 * items of lists are paired by their indexes. */
void parity_pairs(const struct record *rec, struct arena *a, struct parity_pairs *out);

/* The comparison, shared by the rows of one record (rules/parity.c). */
void check_parity(struct check *c);
/* Terms of the glossary in a pair that was just compared. */
void parity_check_glossary(struct check *c, const struct parity_pair *pair, const struct text_pair *p);
/* Whether both sides are there: a value, or the n pairs of a list. */
void parity_check_shape(struct check *c, const struct parity_pair *p, size_t n);
/* Reports the exchanged items of a list whose pairs begin at p. */
void parity_report_swaps(struct check *c, const struct parity_pair *p, const struct list *list);

#endif
