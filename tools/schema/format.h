/* Formats: syntax checks of strings. */
#ifndef KEDB_SCHEMA_FORMAT_H
#define KEDB_SCHEMA_FORMAT_H

#include "base/err.h"
#include "base/str.h"

/* True, or false with a sentence in err (which may be NULL) that says what is wrong with the value. */
typedef bool format_check(struct str value, struct err *err);

/* The check of a format's name, or NULL for one that is not known (an annotation then, as the standard says).
 */
format_check *format_find(struct str name);

#endif
