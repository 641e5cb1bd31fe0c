/* Small word lists of the comparison. All look-ups fold ASCII case. */
#ifndef KEDB_TEXT_WORDS_H
#define KEDB_TEXT_WORDS_H

#include "base/str.h"

/* Function words of English: they show that a run of Latin words is prose. */
bool words_is_stop(struct str v);
/* Names of products, protocols and tools that Chinese technical prose leaves in Latin. */
bool words_is_name(struct str v);
/* Capitals that are ordinary words or that translators rightly render: OK, ID, WARNING, NOT. */
bool words_is_loose_capitals(struct str v);
/* The value of a number word, ordinal or month name ("two", "second", "March"), or -1. */
int words_number(struct str v);

#endif
