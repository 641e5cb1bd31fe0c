/* Unified diffs of two texts, line by line.
 *
 * The shortest edit script by Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), after lines
 * common to both ends are set aside. Texts that differ in more than DIFF_EDITS_MAX lines are shown with their
 * middle replaced as a whole: right, if not short. */
#ifndef KEDB_MARKDOWN_DIFF_H
#define KEDB_MARKDOWN_DIFF_H

#include "base/mem.h"

enum { DIFF_EDITS_MAX = 1000, DIFF_CONTEXT = 3 };

/* Appends the diff that leads from `old` to `new`, as patch(1) reads it: file names, hunks with three lines
 * of context, "\ No newline at end of file" where there is none. A NULL name stands for a file that is not
 * there
 * (/dev/null). Nothing is added for equal texts. */
void diff_unified(struct buf *out, const char *old_name, const char *new_name, struct str old_text,
                  struct str new_text);

#endif
