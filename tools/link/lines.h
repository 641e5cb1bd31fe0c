/* A ledger as text: JSON Lines (one object a line), sorted by bytes, that a repository can keep and two of
 * which are merged by uniting their lines (kedb links merge does, and works out anew what the lines of links
 * say). schemas/ledger.schema.json describes a line.
 *
 *     {"kedb-ledger":1}
 *     {"type":"acceptance","url":U,"at":T,"until":DAY,"verdict":V,"reason":TEXT}
 *     {"type":"attempt","url":U,"at":T,"run":R,"kind":K,"verdict":V, ...}
 *     {"type":"host","key":H, ...}   {"type":"link","url":U, ...}   {"type":"page","url":U, ...}
 *     {"type":"probe","folder":U, ...}   {"type":"run","name":R, ...}
 *
 * A link's line says what follows from its attempts; reading takes its URL alone and works the rest out
 * again. Reading an export into an empty ledger and writing it gives the same bytes. Of two pages, hosts,
 * probes or runs with one key the later one stays, of two of one moment the one whose content is greater: so
 * merging is commutative, associative and idempotent. */
#ifndef KEDB_LINK_LINES_H
#define KEDB_LINK_LINES_H

#include "link/ledger.h"

enum { LINES_VERSION = 1 };

/* Appends the whole ledger. */
int ledger_export(struct ledger *l, struct buf *out, struct err *err);

/* Merges lines into the ledger, all or none. -1 with a sentence that begins with `name` and the line's
 * number. The order of the lines is free; the first one says the version. */
int ledger_import(struct ledger *l, struct str text, const char *name, struct err *err);

#endif
