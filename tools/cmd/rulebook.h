/* What a rule is, for people: one rule on the terminal, all of them as a page. From the rules' own rows. */
#ifndef KEDB_CMD_RULEBOOK_H
#define KEDB_CMD_RULEBOOK_H

#include "cmd/command.h"

/* The whole rule book as Markdown: tools/RULES.md. */
void rulebook(struct buf *out);

#endif
