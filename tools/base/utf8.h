/* UTF-8 (RFC 3629): decoding, validation, width of text in terminal cells. */
#ifndef KEDB_BASE_UTF8_H
#define KEDB_BASE_UTF8_H

#include "base/str.h"

enum { UTF8_BAD = 0xFFFFFFFFu };

/* The code point at v.s[*at], *at moved past it. Invalid bytes (overlong, surrogate, past U+10FFFF,
 * truncated) give UTF8_BAD and move one byte. *at < v.len is required. */
uint32_t utf8_next(struct str v, size_t *at);

/* The code point that ends before *at (> 0), *at moved to its start; UTF8_BAD as above. */
uint32_t utf8_prev(struct str v, size_t *at);

/* Offset of the first byte that is not part of valid UTF-8, or v.len. */
size_t utf8_valid(struct str v);

/* Writes 1 to 4 bytes, returns how many; a surrogate or a number past U+10FFFF is written as U+FFFD. */
size_t utf8_encode(uint32_t cp, char out[4]);

/* How many code points; each invalid byte counts one. */
size_t utf8_count(struct str v);

/* Cells that a code point takes on a terminal: 0 (combining, zero width), 1, or 2 (East Asian wide, emoji).
 * Control characters count 1: they are shown as a replacement. Unicode 15, UAX #11 and general categories Mn,
 * Me, Cf. */
int utf8_width(uint32_t cp);

/* True for what must not reach a terminal: C0 and C1 controls, DEL, bidi controls, line and paragraph
 * separators, other invisible format characters, non-characters. Tab and newline count too; a caller that
 * wants them lets them through. */
bool utf8_is_unsafe(uint32_t cp);

/* Noncharacters, which Unicode keeps from interchange: U+FDD0..FDEF and the last two of each plane. */
bool utf8_is_nonchar(uint32_t cp);

/* Bidi controls: U+061C, U+200E/F, U+202A..E, U+2066..9. */
bool utf8_is_bidi(uint32_t cp);

/* Invisible characters of width 0 that have no place in prose: U+00AD, 115F, 1160, 180E, 200B..D, 2060..4,
 * 3164, FEFF, FFA0. */
bool utf8_is_invisible(uint32_t cp);

#endif
