/* Scripts: what a code point is, as far as the comparison of English and Simplified Chinese needs it.
 *
 * All functions are pure look-ups in small tables of our own (Unicode 15 blocks; Traditional characters by
 * ci/make-traditional). A Traditional character is one that OpenCC's character table converts and that GB
 * 2312 cannot encode: characters that correct Simplified text uses as well (U+4E7E, U+8457, ...) are left
 * alone. */
#ifndef KEDB_TEXT_SCRIPT_H
#define KEDB_TEXT_SCRIPT_H

#include "base/str.h"

/* Unified ideographs of every plane, with U+3005 and U+3007. */
static inline bool script_is_han(uint32_t cp)
{
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) || cp == 0x3005 || cp == 0x3007 ||
           (cp >= 0x20000 && cp <= 0x323AF && !(cp >= 0x2F800 && cp <= 0x2FA1F));
}

/* Radicals and compatibility ideographs: look like Han characters and are not found by a search for them. */
static inline bool script_is_compat_han(uint32_t cp)
{
    return (cp >= 0x2E80 && cp <= 0x2FDF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0x2F800 && cp <= 0x2FA1F);
}

static inline bool script_is_private(uint32_t cp)
{
    return (cp >= 0xE000 && cp <= 0xF8FF) || (cp >= 0xF0000 && cp <= 0x10FFFD);
}

/* Greek, Cyrillic and Armenian letters. */
static inline bool script_is_lookalike_block(uint32_t cp)
{
    return cp >= 0x370 && cp <= 0x58F;
}

/* Full-width letters and digits, U+FF10..19, FF21..3A, FF41..5A. */
static inline bool script_is_wide_alnum(uint32_t cp)
{
    return (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) || (cp >= 0xFF41 && cp <= 0xFF5A);
}

/* Han characters of GB 2312: nearly all that Simplified prose uses. */
bool script_in_gb2312(uint32_t cp);

/* True when the character is Traditional; *simple is then its Simplified form, or 0 when that is one that few
 * fonts have. */
bool script_is_traditional(uint32_t cp, uint32_t *simple);

/* The ASCII letter that a Greek, Cyrillic or Armenian letter is drawn like, or 0. */
char script_looks_like(uint32_t cp);

/* The byte that Windows code page 1252 (with C1 controls for its five holes) has for a code point, 0x80 to
 * 0xFF, or 0. */
unsigned char script_cp1252(uint32_t cp);

#endif
