/* Text written as a pattern that means the same in every engine: PCRE2, Python's re, ECMAScript with and
 * without u, RE2, Go, Rust. What need not be escaped is not, since some of them refuse a useless escape. */
#ifndef KEDB_REGEX_ESCAPE_H
#define KEDB_REGEX_ESCAPE_H

#include "base/mem.h"

/* Appends the text as it stands for itself outside of a class. Control characters become \t, \n, \r or \xHH.
 */
void regex_escape(struct buf *out, struct str text);

/* Appends one ASCII character as it stands for itself inside of a class. */
void regex_escape_in_class(struct buf *out, unsigned char c);

#endif
