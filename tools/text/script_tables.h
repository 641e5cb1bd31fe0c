/* The tables behind script.c, made by ci/make-traditional. */
#ifndef KEDB_TEXT_SCRIPT_TABLES_H
#define KEDB_TEXT_SCRIPT_TABLES_H

#include <stddef.h>
#include <stdint.h>

enum { SCRIPT_GB2312_WORDS = 328 }; /* U+4E00 to U+9FFF, 64 a word */
extern const uint64_t script_gb2312[SCRIPT_GB2312_WORDS];

/* Pairs of three bytes and three bytes, sorted by the first. */
extern const char script_traditional_pairs[];
extern const size_t script_traditional_count;

/* Traditional characters with a Simplified form beyond U+FFFF, three bytes each, sorted. */
extern const char script_traditional_rare[];
extern const size_t script_rare_count;

#endif
