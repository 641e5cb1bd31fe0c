/* Encodings of pages: which one a page is in, and its bytes as UTF-8, in pieces. Labels are those of the
 * Encoding standard (encoding.spec.whatwg.org) for the encodings that pages use; the conversion is iconv's.
 */
#ifndef KEDB_LINK_CHARSET_H
#define KEDB_LINK_CHARSET_H

#include "base/mem.h"

enum {
    CHARSET_PRESCAN = 4096
}; /* bytes in which a page may declare its encoding: the standard asks for 1024, pages take more */

struct charset {
    void *iconv;      /* NULL: bytes pass through */
    char pending[16]; /* of a character that is not complete yet */
    size_t pending_len;
};

/* Chooses by a byte order mark, else the label of the Content-Type header (may be empty), else what the page
 * declares in its first CHARSET_PRESCAN bytes (`head`; less when the page is shorter). Labels that nobody
 * knows count as none. *skip: bytes of the mark, to be left out. */
void charset_begin(struct charset *c, struct str label, struct str head, size_t *skip);

/* Appends the bytes as UTF-8; what is wrong in them becomes U+FFFD. Without a conversion nothing is appended
 * and false is given: the bytes are to be taken as they are. */
bool charset_push(struct charset *c, struct str bytes, struct buf *out);
void charset_end(struct charset *c);

#endif
