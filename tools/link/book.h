/* What is known of links, for rules: loaded before a run from a ledger, an export of one, or both, and
 * read-only afterwards. Of two that know a link (or a page) the one that looked at it last counts. */
#ifndef KEDB_LINK_BOOK_H
#define KEDB_LINK_BOOK_H

#include "base/hash.h"
#include "link/ledger.h"

struct link_book;

struct link_book *link_book_new(void);
void link_book_free(struct link_book *b); /* NULL is nothing */

/* Adds what a file knows: a ledger, or lines. -1 with a sentence. */
int link_book_read(struct link_book *b, const char *path, struct err *err);
/* Adds what lines know (link/lines.h): links, their acceptances, headings of pages. `name` is for the
 * sentence. */
int link_book_read_lines(struct link_book *b, struct str text, const char *name, struct err *err);

/* A link by the URL as the record has it, or NULL. */
const struct ledger_link *link_book_find(const struct link_book *b, struct str url);
/* The page that answered when the URL was looked at last, or NULL; without ids. */
const struct ledger_page *link_book_page(const struct link_book *b, struct str url);

/* A fingerprint of all that is in it. */
void link_book_hash(const struct link_book *b, struct hash *h);

#endif
