/* The checks behind the table of format.c, private to the format files. Each names its grammar. */
#ifndef KEDB_SCHEMA_FORMAT_CHECKS_H
#define KEDB_SCHEMA_FORMAT_CHECKS_H

#include "schema/format.h"

/* format_date.c: RFC 3339, section 5.6 and appendix A. */
bool format_date(struct str v, struct err *err);
bool format_time(struct str v, struct err *err);
bool format_date_time(struct str v, struct err *err);
bool format_duration(struct str v, struct err *err);

/* format_host.c: RFC 1123 section 2.1 with RFC 5891 for A-labels; RFC 5890; RFC 2673 section 3.2; RFC 4291
 * section 2.2; RFC 5321 section 4.1.2; RFC 6531. */
bool format_hostname(struct str v, struct err *err);
bool format_idn_hostname(struct str v, struct err *err);
bool format_ipv4(struct str v, struct err *err);
bool format_ipv6(struct str v, struct err *err);
bool format_email(struct str v, struct err *err);
bool format_idn_email(struct str v, struct err *err);

/* format_idna.c. A U-label or A-label (RFC 5890), with the contextual rules of RFC 5892 appendix A; the Bidi
 * rule (RFC 5893) holds for all labels of a name when one of them is written from right to left. */
bool idna_label(struct str label, struct err *err);
bool idna_is_rtl(struct str name);
bool idna_bidi(struct str label, struct err *err);
/* Unicode normalization form C, to free(). */
char *idna_nfc(struct str v);

/* format_uri.c: RFC 3986, RFC 3987, RFC 6570. */
bool format_uri(struct str v, struct err *err);
bool format_uri_reference(struct str v, struct err *err);
bool format_iri(struct str v, struct err *err);
bool format_iri_reference(struct str v, struct err *err);
bool format_uri_template(struct str v, struct err *err);

/* Sets the sentence when it is wanted; gives false. */
bool format_refuse(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static inline bool format_is_hex(struct str v, size_t at)
{
    unsigned char c = at < v.len ? (unsigned char)v.s[at] : 0;
    return ascii_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

#endif
