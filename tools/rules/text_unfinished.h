/* Marks that say that a text is still to be written: what text/placeholder reports, and what other rules on a
 * text's content leave to it. */
#ifndef KEDB_RULES_TEXT_UNFINISHED_H
#define KEDB_RULES_TEXT_UNFINISHED_H

#include "base/str.h"

/* Where a mark begins, one that opens the text or one that cannot stand in prose; SIZE_MAX when there is
 * none. The text has no blanks around it. */
size_t unfinished_mark(struct str v, struct str *mark);

/* Whether a text may hold one at all. Quick, and true of few; also of a text as it stands in JSON, where no
 * letter is escaped. */
bool unfinished_may_hold(struct str v);

/* Whether it stands at the beginning. */
bool unfinished_begins(struct str v);

#endif
