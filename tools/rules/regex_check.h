/* The rows of regex/ share one check function; each file's part of it looks at one regex. */
#ifndef KEDB_RULES_REGEX_CHECK_H
#define KEDB_RULES_REGEX_CHECK_H

#include "rules/regex_view.h"

void check_regex(struct check *c);

/* False: the regex cannot be used, and no other part has anything to look at. */
bool regex_part_syntax(struct check *c, struct regex_view *v);
void regex_part_agreement(struct check *c, struct regex_view *v);
void regex_part_coverage(struct check *c, struct regex_view *v);
/* True: the regex is the signature with signs that are not escaped, and nothing else is worth saying. */
bool regex_part_escapes(struct check *c, struct regex_view *v);
void regex_part_anchors(struct check *c, struct regex_view *v);
void regex_part_breadth(struct check *c, struct regex_view *v);
void regex_part_alternatives(struct check *c, struct regex_view *v);
void regex_part_variables(struct check *c, struct regex_view *v);
void regex_part_portable(struct check *c, struct regex_view *v);
void regex_part_style(struct check *c, struct regex_view *v);
void regex_part_redos(struct check *c, struct regex_view *v);

/* `.*`, `.+` and their kin. */
bool regex_is_open(const struct regex_node *n);
/* The pattern without such a wildcard at its ends, when it has but one alternative; the same pattern when
 * there is none. */
struct str regex_without_edges(struct check *c, const struct regex_view *v);

#endif
