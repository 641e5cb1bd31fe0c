/* Applying the edits of findings to a text. */
#ifndef KEDB_ENGINE_FIX_H
#define KEDB_ENGINE_FIX_H

#include "engine/finding.h"

/* Applies the edits of the findings (all of one file, in their order) to its text. A finding's edits are
 * taken all or none: one that overlaps what an earlier finding changes waits for the next round. Unsafe ones
 * only with `unsafe`. Gives how many findings were applied; `out` is replaced. */
size_t fix_apply(struct str text, const struct finding *findings, size_t count, bool unsafe, struct buf *out);

#endif
