/* Formats: syntax checks of strings, the same in all drafts. */
#ifndef KEDB_SCHEMA_FORMAT_H
#define KEDB_SCHEMA_FORMAT_H

#include "base/err.h"
#include "base/str.h"

/* True, or false with a sentence in err (which may be NULL) that says what is wrong with the value. The value
 * is valid UTF-8 and may hold any character. */
typedef bool format_check(struct str value, struct err *err);

/* The check of a format's name, or NULL for one that is not known (an annotation then, as the standard says).
 */
format_check *format_find(struct str name);

/* The known name nearest to one that is not, or an empty string. */
struct str format_nearest(struct str name);

#endif
