/* Why a regex does not match a text that it must match, and a pattern that does. */
#ifndef KEDB_RULES_REGEX_DIAGNOSE_H
#define KEDB_RULES_REGEX_DIAGNOSE_H

#include "rules/regex_diverge.h"

struct diagnosis {
    const char *help;   /* what to do */
    struct str pattern; /* agrees with every target; .s NULL: none was found */
    bool unsafe;        /* the pattern is a guess: a person should read it */
};

/* The view has a tree and PCRE2 compiles it. `d` is where they part. */
struct diagnosis regex_diagnose(struct check *c, struct regex_view *v, const struct regex_target *t,
                                const struct divergence *d);

/* Characters of the pattern that are syntax and might have been meant as they stand: a bracket and its
 * counterpart, a quantifier, an anchor. Gives how many were found, at most `max`. */
struct regex_sign {
    size_t at, other; /* bytes of the pattern; other == at when there is but one */
};
size_t regex_signs(const struct regex_tree *t, struct regex_sign *out, size_t max);
/* The pattern with a backslash before each of the signs. */
struct str regex_escape_signs(struct check *c, struct str pattern, const struct regex_sign *signs,
                              size_t count);

/* `\\.` where `\.` was meant: a backslash and the sign or letter after it each written twice as often. The
 * pattern with half of them; .s NULL when there is no such place. `first` gets the first one's byte. */
struct str regex_halve_backslashes(struct check *c, struct str pattern, size_t *first);

#endif
