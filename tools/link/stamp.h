/* Moments as ledgers write them: RFC 3339 in UTC, whole seconds, "2026-11-25T01:51:02Z". */
#ifndef KEDB_LINK_STAMP_H
#define KEDB_LINK_STAMP_H

#include "base/str.h"

enum { STAMP_SIZE = 21 };

/* Seconds since 1970-01-01 UTC, years 0000 to 9999. Twenty characters and a NUL. */
void stamp_format(int64_t at, char out[STAMP_SIZE]);
/* Exactly that form and a moment that exists (no leap seconds); else -1. */
int stamp_parse(struct str v, int64_t *out);

#endif
