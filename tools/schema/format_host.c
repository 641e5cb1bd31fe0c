/* Names and addresses of hosts, and addresses of mail. */
#include "schema/format_checks.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { LABEL_MAX = 63, NAME_MAX_BYTES = 253, LOCAL_MAX = 64 };

/* Letters, digits and hyphens (RFC 1123). */
static bool ldh_label(struct str label, struct err *err)
{
    if (!label.len)
        return format_refuse(err, "a label is empty: no dot stands first, last or beside another");
    if (label.len > LABEL_MAX)
        return format_refuse(err, "a label has at most %d characters, not %zu", LABEL_MAX, label.len);
    for (size_t i = 0; i < label.len; i++) {
        unsigned char c = (unsigned char)label.s[i];
        if (ascii_is_alnum(c) || c == '-')
            continue;
        return format_refuse(err, c >= 0x80  ? "letters outside ASCII are written as an A-label (xn--...)"
                                  : c == '_' ? "a host name has no underscore"
                                             : "a host name is made of letters, digits, hyphens and dots");
    }
    if (label.s[0] == '-' || label.s[label.len - 1] == '-')
        return format_refuse(err, "a label neither begins nor ends with a hyphen");
    return true;
}

static bool is_ascii(struct str v)
{
    for (size_t i = 0; i < v.len; i++)
        if ((unsigned char)v.s[i] >= 0x80)
            return false;
    return true;
}

static bool is_a_label(struct str label)
{
    return label.len >= 4 && str_ieq(str_sub(label, 0, 4), STR("xn--"));
}

bool format_hostname(struct str v, struct err *err)
{
    if (v.len > NAME_MAX_BYTES)
        return format_refuse(err, "a host name has at most %d characters, not %zu", NAME_MAX_BYTES, v.len);
    for (size_t from = 0; from <= v.len;) {
        size_t dot = str_find(v, STR("."), from);
        struct str label = str_sub(v, from, dot == SIZE_MAX ? v.len : dot);
        if (!ldh_label(label, err) || (is_a_label(label) && !idna_label(label, err)))
            return false;
        from += label.len + 1;
    }
    return true;
}

/* The dots of IDNA2003 (RFC 3490, section 3.1), which RFC 5895 keeps: '.', U+3002, U+FF0E, U+FF61. Bytes of
 * the one at `at`, or 0. */
static size_t dot_at(struct str v, size_t at)
{
    if (v.s[at] == '.')
        return 1;
    struct str rest = str_sub(v, at, v.len);
    return str_starts(rest, STR("\xE3\x80\x82")) || str_starts(rest, STR("\xEF\xBC\x8E")) ||
                   str_starts(rest, STR("\xEF\xBD\xA1"))
               ? 3
               : 0;
}

bool format_idn_hostname(struct str v, struct err *err)
{
    if (!is_ascii(v) && utf8_count(v) > NAME_MAX_BYTES)
        return format_refuse(err, "a host name has at most %d characters, not %zu", NAME_MAX_BYTES,
                             utf8_count(v));
    if (is_ascii(v) && v.len > NAME_MAX_BYTES)
        return format_refuse(err, "a host name has at most %d characters, not %zu", NAME_MAX_BYTES, v.len);
    bool rtl = idna_is_rtl(v);
    for (size_t from = 0; from <= v.len;) {
        size_t end = from, dot = 0;
        while (end < v.len && !(dot = dot_at(v, end)))
            end++;
        struct str label = str_sub(v, from, end);
        bool plain = is_ascii(label) && !is_a_label(label);
        if (plain ? !ldh_label(label, err) : !idna_label(label, err))
            return false;
        if (rtl && !idna_bidi(label, err))
            return false;
        from = end + (dot ? dot : 1);
        if (dot && from == v.len)
            return ldh_label(STR(""), err);
    }
    return true;
}

bool format_ipv4(struct str v, struct err *err)
{
    size_t at = 0;
    for (int part = 0; part < 4; part++) {
        int value = 0;
        size_t from = at;
        for (; at < v.len && at - from < 4 && ascii_is_digit((unsigned char)v.s[at]); at++)
            value = value * 10 + (v.s[at] - '0');
        if (at == from)
            return format_refuse(err, "an IPv4 address is four numbers with dots between them");
        if (value > 255)
            return format_refuse(err, "the numbers of an IPv4 address go up to 255");
        if (at - from > 1 && v.s[from] == '0')
            return format_refuse(err, "the numbers of an IPv4 address have no leading zeros");
        if (part < 3 && (at >= v.len || v.s[at++] != '.'))
            return format_refuse(err, "an IPv4 address is four numbers with dots between them");
    }
    if (at == v.len)
        return true;
    return format_refuse(err, v.s[at] == '/'   ? "the length of a network does not belong to an address"
                              : v.s[at] == ':' ? "a port does not belong to an address"
                                               : "an IPv4 address is four numbers with dots between them");
}

bool format_ipv6(struct str v, struct err *err)
{
    int groups = 0;
    bool gap = false;
    size_t at = 0;
    if (str_starts(v, STR("[")))
        return format_refuse(err, "brackets do not belong to an address");
    if (str_starts(v, STR("::"))) {
        gap = true;
        at = 2;
    }
    while (at < v.len) {
        size_t from = at;
        while (format_is_hex(v, at) && at - from < 5)
            at++;
        if (at < v.len && v.s[at] == '.') {
            if (groups > 6 || !format_ipv4(str_sub(v, from, v.len), err))
                return groups > 6 ? format_refuse(err, "an IPv6 address has eight groups") : false;
            groups += 2;
            break;
        }
        if (at == from)
            return format_refuse(err, at < v.len && v.s[at] == ':'
                                          ? "a group of an IPv6 address is empty"
                                          : "the groups of an IPv6 address are hexadecimal");
        if (at - from > 4)
            return format_refuse(err, "a group of an IPv6 address has at most four digits");
        groups++;
        if (at == v.len)
            break;
        if (v.s[at] == '%')
            return format_refuse(err, "a zone does not belong to an address");
        if (v.s[at] != ':')
            return format_refuse(err, v.s[at] == '/' ? "the length of a network does not belong to an address"
                                                     : "the groups of an IPv6 address are hexadecimal");
        if (++at == v.len)
            return format_refuse(err, "an IPv6 address does not end in a single colon");
        if (v.s[at] == ':') {
            if (gap)
                return format_refuse(err, ":: stands once in an IPv6 address");
            gap = true;
            at++;
        }
    }
    if (gap ? groups > 7 : groups != 8)
        return format_refuse(err, "an IPv6 address has eight groups, or :: for some of them");
    return true;
}

/* [127.0.0.1], [IPv6:::1], or [tag:content]. */
static bool address_literal(struct str v, struct err *err)
{
    if (v.len < 2 || v.s[v.len - 1] != ']')
        return format_refuse(err, "the ] behind the address is missing");
    v = str_sub(v, 1, v.len - 1);
    if (v.len >= 5 && str_ieq(str_sub(v, 0, 5), STR("IPv6:")))
        return format_ipv6(str_sub(v, 5, v.len), err);
    size_t colon = str_find(v, STR(":"), 0);
    if (colon == SIZE_MAX)
        return format_ipv4(v, err);
    for (size_t i = 0; i < v.len; i++)
        if (i < colon ? !ascii_is_alnum((unsigned char)v.s[i]) && v.s[i] != '-'
                      : v.s[i] < 33 || v.s[i] > 126 || strchr("[\\]", v.s[i]))
            return format_refuse(
                err, "an address in brackets is an IPv4 address, IPv6: and an IPv6 address, or tag:content");
    return colon > 0 && colon + 1 < v.len ? true
                                          : format_refuse(err, "the address in brackets is not complete");
}

/* The local part from the start; its length, or SIZE_MAX. */
static size_t local_part(struct str v, bool international, struct err *err)
{
    size_t at = 0;
    if (v.len && v.s[0] == '"') {
        for (at = 1; at < v.len && v.s[at] != '"'; at++) {
            if (v.s[at] == '\\' && at + 1 < v.len)
                at++;
            unsigned char c = (unsigned char)v.s[at];
            if (c < 32 || c == 127 || (c >= 0x80 && !international)) {
                format_refuse(err, "a quoted name holds printable ASCII characters");
                return SIZE_MAX;
            }
        }
        if (at < v.len)
            return at + 1;
        format_refuse(err, "the quote before the @ is not closed");
        return SIZE_MAX;
    }
    for (; at < v.len && v.s[at] != '@'; at++) {
        unsigned char c = (unsigned char)v.s[at];
        bool dot = c == '.';
        if (dot && (at == 0 || v.s[at - 1] == '.' || at + 1 == v.len || v.s[at + 1] == '@')) {
            format_refuse(err, "no dot stands first, last or beside another before the @");
            return SIZE_MAX;
        }
        if (!dot && !ascii_is_alnum(c) && !(c >= 0x80 && international) &&
            !(c && c < 0x80 && strchr("!#$%&'*+-/=?^_`{|}~", c))) {
            format_refuse(err, c == ' '    ? "a blank before the @ stands in quotes only"
                               : c >= 0x80 ? "letters outside ASCII are for idn-email"
                                           : "this character stands before the @ in quotes only");
            return SIZE_MAX;
        }
    }
    return at;
}

static bool mailbox(struct str v, bool international, struct err *err)
{
    size_t at = local_part(v, international, err);
    if (at == SIZE_MAX)
        return false;
    if (at == 0)
        return format_refuse(err, v.len ? "a name stands before the @" : "a mail address is name@host");
    if (at >= v.len || v.s[at] != '@')
        return format_refuse(err, "the @ is missing");
    if (at > LOCAL_MAX)
        return format_refuse(err, "at most %d bytes stand before the @, not %zu", LOCAL_MAX, at);
    struct str domain = str_sub(v, at + 1, v.len);
    if (!domain.len)
        return format_refuse(err, "a host stands behind the @");
    if (domain.s[0] == '[')
        return address_literal(domain, err);
    if (memchr(domain.s, 0, domain.len))
        return format_refuse(err, "a control character is no part of a host name");
    if (!international || is_ascii(domain))
        return format_hostname(domain, err);
    char *normal = idna_nfc(domain);
    bool ok = format_idn_hostname(str_of(normal), err);
    free(normal);
    return ok;
}

bool format_email(struct str v, struct err *err)
{
    return mailbox(v, false, err);
}

bool format_idn_email(struct str v, struct err *err)
{
    return mailbox(v, true, err);
}
