/* Where a regex and a text part: the item of the pattern that the text does not satisfy, and the place of the
 * text where it was wanted. */
#ifndef KEDB_RULES_REGEX_DIVERGE_H
#define KEDB_RULES_REGEX_DIVERGE_H

#include "regex/diverge.h"
#include "rules/regex_view.h"

/* How far the search came: of all tries the one that agreed with the most literal characters of one
 * alternative. The view has a tree. */
struct divergence regex_diverge(struct check *c, const struct regex_view *v, struct str text);

/* A text with marks under bytes from..to, in two lines for a note. */
char *regex_marked(struct check *c, struct str text, size_t from, size_t to);

#endif
