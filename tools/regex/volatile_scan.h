/* What the recognisers of volatile parts share. Private to regex/volatile*.c. */
#ifndef KEDB_REGEX_VOLATILE_SCAN_H
#define KEDB_REGEX_VOLATILE_SCAN_H

#include "regex/volatile.h"

/* A recogniser looks no farther than this from where it starts: the whole scan stays linear. */
enum { VOLATILE_REACH = 400 };

struct volatile_scan {
    struct str text;
    size_t code_end; /* end of the last number that was taken for an error code, 0: none yet */
};

static inline unsigned char scan_byte(const struct volatile_scan *s, size_t at)
{
    return at < s->text.len ? (unsigned char)s->text.s[at] : 0;
}

/* Letters, digits, '_' and all of a character outside ASCII. */
static inline bool scan_is_word(unsigned char c)
{
    return ascii_is_alnum(c) || c == '_' || c >= 0x80;
}

static inline unsigned char scan_before(const struct volatile_scan *s, size_t at)
{
    return at ? (unsigned char)s->text.s[at - 1] : 0;
}

static inline size_t scan_limit(const struct volatile_scan *s, size_t at)
{
    return s->text.len - at < VOLATILE_REACH ? s->text.len : at + VOLATILE_REACH;
}

static inline size_t scan_digits(const struct volatile_scan *s, size_t at)
{
    size_t end = scan_limit(s, at);
    while (at < end && ascii_is_digit((unsigned char)s->text.s[at]))
        at++;
    return at;
}

/* A recogniser gets a place and gives the part that begins there: its kind, and its end, or `at` when there
 * is none. *from may be moved to where the part proper begins. */
typedef size_t volatile_recogniser(struct volatile_scan *s, size_t at, size_t *from,
                                   enum volatile_kind *kind);

volatile_recogniser volatile_date, volatile_address, volatile_number; /* volatile_number.c */
volatile_recogniser volatile_placeholder, volatile_quoted, volatile_url, volatile_path,
    volatile_own_name; /* volatile_name.c */

#endif
