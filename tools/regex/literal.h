/* Required literals: texts of which every match of a pattern contains one.
 *
 * They find the few patterns that may match a text without running any (regex/index.h). Literals are folded,
 * and so must be the text that they are looked for in: ASCII letters in lower case, U+212A (Kelvin sign) as
 * "k" and U+017F (long s) as "s", since a caseless match takes these for each other. A character outside
 * ASCII is part of a literal only when it has no other case. */
#ifndef KEDB_REGEX_LITERAL_H
#define KEDB_REGEX_LITERAL_H

#include "regex/ast.h"

enum { LITERAL_SET_MAX = 256, LITERAL_SETS_MAX = 32, LITERAL_LENGTH_MAX = 256 };

/* One of these occurs in every match; each LITERAL_LENGTH_MAX bytes at most. */
struct literal_set {
    struct str *at;
    size_t count;
};

/* All sets hold at once; none: nothing is known of the pattern's matches. */
struct literals {
    struct literal_set *sets;
    size_t count;
};

/* The required literals of a pattern that is run by a caseless search (the tree parsed with REGEX_FLAG_I);
 * they live in the arena. For a pattern that cannot be parsed, or that is too large, no sets. */
void regex_tree_literals(const struct regex_tree *t, struct arena *a, struct literals *out);
void regex_literals(struct str pattern, struct arena *a, struct literals *out);

/* The same for a pattern that stands for one text, without a look at the pattern; false when the text is not
 * ASCII: then the pattern is to be parsed. */
bool regex_text_literals(struct str text, struct arena *a, struct literals *out);

/* Appends the literals of a pattern in few bytes beside it, and reads them again; what would take more than
 * 4 KiB is left out. Any bytes may be unpacked. */
void literals_pack(struct buf *out, struct str pattern, const struct literals *l);
void literals_unpack(struct str packed, struct str pattern, struct arena *a, struct literals *out);

/* Appends a text as literals are looked for in it, never longer than it was. Invalid bytes stay as they are.
 */
void literal_fold(struct buf *out, struct str text);

/* The same for ASCII letters alone, `len` bytes one for one. */
void literal_fold_ascii(char *out, const char *in, size_t len);

/* True when one of each set's literals occurs in the folded text. */
bool literals_occur(const struct literals *l, struct str folded);

#endif
