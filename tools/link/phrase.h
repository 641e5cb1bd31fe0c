/* Titles and headings that say what a page really is: that there is none, a wall against robots, a log-in
 * form. In a score of languages, compared as a whole: case, punctuation and fillers ("404", "Oops") do not
 * count. */
#ifndef KEDB_LINK_PHRASE_H
#define KEDB_LINK_PHRASE_H

#include "base/str.h"

enum phrase { PHRASE_MISSING, PHRASE_WALL, PHRASE_LOGIN };

/* The title as a whole, or one of the parts that sites join with " | ", " - " and their like. `title.s` may
 * be NULL. */
bool phrase_in_title(struct str title, enum phrase what);
/* The text as a whole. */
bool phrase_is(struct str text, enum phrase what);

#endif
