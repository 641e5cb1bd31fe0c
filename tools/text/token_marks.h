/* Tokens that begin with a mark: of the tokeniser alone. */
#ifndef KEDB_TEXT_TOKEN_MARKS_H
#define KEDB_TEXT_TOKEN_MARKS_H

#include "text/token_emit.h"

/* What begins with the mark at `at`; gives where to go on. */
size_t token_mark(struct cursor *c, size_t at);
/* Behind what may be a path, and how many slashes are in it. */
size_t token_path_end(const struct cursor *c, size_t at, size_t *slashes);

#endif
