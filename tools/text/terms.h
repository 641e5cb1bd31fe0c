/* Common words of error messages with the Chinese that renders them. Pure look-ups. */
#ifndef KEDB_TEXT_TERMS_H
#define KEDB_TEXT_TERMS_H

#include "base/str.h"

struct term {
    const char *word;    /* lower case, singular, infinitive; the table is sorted by it */
    const char *chinese; /* renderings, separated by blanks; any of them will do */
};

/* The term that a word of lower-case English is a form of (plural, past, -ing), or NULL. */
const struct term *terms_find(struct str word);
/* The rendering of a term that stands in the text, empty when none does. */
struct str term_rendering(const struct term *t, struct str chinese);

const struct term *terms_all(size_t *count); /* for tests, and to look for terms of a Chinese text */

#endif
