/* The code points of a class that holds Unicode properties, asked of PCRE2, which has the tables. */
#ifndef KEDB_REGEX_PROPERTY_H
#define KEDB_REGEX_PROPERTY_H

#include "regex/set.h"

/* For the text of one class, shorthand or property. Code points above U+FFFF are taken as U+10300 is (a
 * letter). False when PCRE2 does not compile it. Takes about 2 ms. */
bool regex_property_set(struct str text, bool caseless, struct arena *k, struct regex_set *out);

#endif
