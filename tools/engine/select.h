/* Which rules run and how loud they are: defaults of the rows, then the configuration, then the command line.
 */
#ifndef KEDB_ENGINE_SELECT_H
#define KEDB_ENGINE_SELECT_H

#include "engine/rule.h"

struct selection {
    const struct rule *const *table;
    size_t count;
    uint8_t *levels; /* enum severity of each row */
    uint16_t *slots; /* row number + 1 by hash of the row's address */
    size_t slot_mask;
};

/* All rows at their default severity. */
void selection_init(struct selection *s, const struct rule *const *table);
void selection_release(struct selection *s);

/* A pattern is a rule's id, a group ("text"), or either with "*" for any characters ("text" followed by a
 * slash and a star). Each gives -1 and a sentence with the nearest id when no rule matches. */
int selection_set(struct selection *s, struct str pattern, enum severity level, struct err *err);
int selection_find(const struct selection *s, struct str pattern, struct err *err); /* changes nothing */
/* Switches off every rule that matches none of the patterns; a rule that is off by default and named exactly
 * is switched on at warning, and one of the reader is left as it is: what cannot be read would pass. */
int selection_only(struct selection *s, const char *const *patterns, size_t count, struct err *err);
int selection_skip(struct selection *s, const char *const *patterns, size_t count, struct err *err);

enum severity selection_level(const struct selection *s, const struct rule *rule);
bool rule_matches(const struct rule *rule, struct str pattern);

#endif
