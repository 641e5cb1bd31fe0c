/* A look at the tree alone that settles most patterns: linear for certain, or not to be told so cheaply. */
#ifndef KEDB_REGEX_PLAIN_H
#define KEDB_REGEX_PLAIN_H

#include "regex/set.h"

/* True: every loop of the pattern repeats one character, and between any two of them, and before each, stands
 * a character that a pump would have to hold and cannot, whichever of the optional groups are taken. No word
 * then leads from one loop to another and loops on both (IDA, see regex/ambiguity.h), so that the time is
 * linear. */
bool regex_is_plainly_linear(const struct regex_tree *t, struct arena *k);

#endif
