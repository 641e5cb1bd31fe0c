/* URIs (RFC 3986), IRIs (RFC 3987) and URI templates (RFC 6570). */
#include "schema/format_checks.h"

#include "base/utf8.h"

enum kind { URI, IRI };

/* ucschar and, in queries and templates, iprivate (RFC 3987, section 2.2). */
static bool is_iri_char(uint32_t cp, bool private_too)
{
    bool private = (cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000;
    bool nonchar =
        (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp >= 0xFFF0 && cp <= 0xFFFF);
    return cp >= 0xA0 && cp <= 0x10FFFF && !nonchar &&
           (private ? private_too : !(cp >= 0xE0000 && cp < 0xE1000));
}

static const char sub_delims[] = "!$&'()*+,;=";

/* Checks the characters of one part: unreserved, percent escapes and those in `also`. */
static bool part_ok(struct str v, enum kind kind, const char *also, bool query, struct err *err)
{
    for (size_t at = 0; at < v.len;) {
        unsigned char c = (unsigned char)v.s[at];
        if (c >= 0x80) {
            uint32_t cp = utf8_next(v, &at);
            if (kind == URI)
                return format_refuse(err, "characters outside ASCII are written as %%XX");
            if (!is_iri_char(cp, query))
                return format_refuse(err, "U+%04X does not stand in an IRI", cp);
            continue;
        }
        if (c == '%' && !(format_is_hex(v, at + 1) && format_is_hex(v, at + 2)))
            return format_refuse(err, "%% is followed by two hexadecimal digits");
        if (c != '%' && !ascii_is_alnum(c) &&
            !(c && (strchr("-._~", c) || strchr(sub_delims, c) || strchr(also, c)))) {
            if (c == '[' || c == ']')
                return format_refuse(err, "brackets are written as %%5B and %%5D outside of the host");
            if (ascii_is_space(c))
                return format_refuse(err, "a URI holds no blanks");
            return format_refuse(err,
                                 c > 32 && c < 127 ? "%c is written as %%%02X in a URI"
                                                   : "a control character is no part of a URI",
                                 c, c);
        }
        at++;
    }
    return true;
}

/* [ipv6] or [v1.future]. */
static bool ip_literal(struct str v, struct err *err)
{
    if (!v.len || (v.s[0] | 0x20) != 'v')
        return format_ipv6(v, err);
    size_t dot = str_find(v, STR("."), 0);
    if (dot == SIZE_MAX || dot < 2 || dot + 1 == v.len)
        return format_refuse(err, "an address of a future version is written [v1.address]");
    for (size_t i = 1; i < v.len; i++)
        if (i < dot ? !format_is_hex(v, i)
                    : i > dot && !ascii_is_alnum((unsigned char)v.s[i]) &&
                          !(v.s[i] > 0 && strchr("-._~:!$&'()*+,;=", v.s[i])))
            return format_refuse(err, "an address of a future version is written [v1.address]");
    return true;
}

static bool authority_ok(struct str v, enum kind kind, struct err *err)
{
    size_t at = str_find(v, STR("@"), 0);
    if (at != SIZE_MAX) {
        if (!part_ok(str_sub(v, 0, at), kind, ":", false, err))
            return false;
        v = str_sub(v, at + 1, v.len);
        if (str_find(v, STR("@"), 0) != SIZE_MAX)
            return format_refuse(err, "a second @ before the host is written as %%40");
    }
    size_t end;
    if (v.len && v.s[0] == '[') {
        end = str_find(v, STR("]"), 0);
        if (end == SIZE_MAX)
            return format_refuse(err, "the ] behind the address is missing");
        if (!ip_literal(str_sub(v, 1, end), err))
            return false;
        end++;
    } else {
        end = str_find(v, STR(":"), 0);
        end = end == SIZE_MAX ? v.len : end;
        if (!part_ok(str_sub(v, 0, end), kind, "", false, err))
            return false;
    }
    if (end < v.len && v.s[end] != ':')
        return format_refuse(err, "a port follows the address, or nothing");
    for (size_t i = end + 1; i < v.len; i++)
        if (!ascii_is_digit((unsigned char)v.s[i]))
            return format_refuse(err, "a port is a number");
    return true;
}

/* The scheme's length, or SIZE_MAX when the text begins with none. */
static size_t scheme_of(struct str v)
{
    if (!v.len || !ascii_is_alpha((unsigned char)v.s[0]))
        return SIZE_MAX;
    for (size_t i = 1; i < v.len; i++) {
        if (v.s[i] == ':')
            return i;
        if (!ascii_is_alnum((unsigned char)v.s[i]) && !(v.s[i] && strchr("+-.", v.s[i])))
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

static bool reference_ok(struct str v, enum kind kind, bool absolute, struct err *err)
{
    size_t scheme = scheme_of(v);
    if (absolute && scheme == SIZE_MAX)
        return format_refuse(err, kind == URI ? "a URI begins with a scheme, such as https:"
                                              : "an IRI begins with a scheme, such as https:");
    struct str rest = scheme == SIZE_MAX ? v : str_sub(v, scheme + 1, v.len);
    size_t hash = str_find(rest, STR("#"), 0);
    if (hash != SIZE_MAX) {
        struct str fragment = str_sub(rest, hash + 1, rest.len);
        if (str_find(fragment, STR("#"), 0) != SIZE_MAX)
            return format_refuse(err, "a second # is written as %%23");
        if (!part_ok(fragment, kind, ":@/?", false, err))
            return false;
        rest = str_sub(rest, 0, hash);
    }
    size_t mark = str_find(rest, STR("?"), 0);
    if (mark != SIZE_MAX) {
        if (!part_ok(str_sub(rest, mark + 1, rest.len), kind, ":@/?", true, err))
            return false;
        rest = str_sub(rest, 0, mark);
    }
    bool has_authority = str_starts(rest, STR("//"));
    if (has_authority) {
        size_t end = str_find(rest, STR("/"), 2);
        end = end == SIZE_MAX ? rest.len : end;
        if (!authority_ok(str_sub(rest, 2, end), kind, err))
            return false;
        rest = str_sub(rest, end, rest.len);
    }
    if (scheme == SIZE_MAX && !has_authority) {
        size_t colon = str_find(rest, STR(":"), 0), slash = str_find(rest, STR("/"), 0);
        if (colon < slash)
            return format_refuse(err,
                                 "a colon in the first segment makes a scheme of it; write ./ before it");
    }
    return part_ok(rest, kind, ":@/", false, err);
}

/* https://host/path of nothing but characters that need no escape there: most of what is asked about. */
static bool is_plain_address(struct str v)
{
    /* letters, digits and -._~!$&'()*+,;=:@/ */
    static const uint32_t bits[4] = {0, 0x2FFFFFD2, 0x87FFFFFF, 0x47FFFFFE};
    const struct str scheme = STR("https://");
    size_t i = scheme.len;
    if (!str_starts(v, scheme))
        return false;
    while (i < v.len && (ascii_is_alnum((unsigned char)v.s[i]) || v.s[i] == '-' || v.s[i] == '.'))
        i++;
    if (i == scheme.len || (i < v.len && v.s[i] != '/'))
        return false;
    while (i < v.len && (unsigned char)v.s[i] < 0x80 &&
           bits[(unsigned char)v.s[i] >> 5] >> ((unsigned char)v.s[i] & 31) & 1)
        i++;
    return i == v.len;
}

bool format_uri(struct str v, struct err *err)
{
    if (is_plain_address(v))
        return true;
    return reference_ok(v, URI, true, err);
}

bool format_uri_reference(struct str v, struct err *err)
{
    return reference_ok(v, URI, false, err);
}

bool format_iri(struct str v, struct err *err)
{
    return reference_ok(v, IRI, true, err);
}

bool format_iri_reference(struct str v, struct err *err)
{
    return reference_ok(v, IRI, false, err);
}

/* A variable's name: letters, digits, _ and percent escapes, single dots between them. Its length, 0 for
 * none. */
static size_t variable_name(struct str v)
{
    size_t at = 0;
    for (;;) {
        size_t from = at;
        while (at < v.len) {
            if (v.s[at] == '%' && format_is_hex(v, at + 1) && format_is_hex(v, at + 2))
                at += 3;
            else if (ascii_is_alnum((unsigned char)v.s[at]) || v.s[at] == '_')
                at++;
            else
                break;
        }
        if (at == from)
            return 0;
        if (at >= v.len || v.s[at] != '.')
            return at;
        at++;
    }
}

/* What stands between { and }. */
static bool expression_ok(struct str v, struct err *err)
{
    if (v.len && strchr("+#./;?&=,!@|", v.s[0]))
        v = str_sub(v, 1, v.len);
    for (;;) {
        size_t at = variable_name(v);
        if (!at)
            return format_refuse(err, "a variable's name is missing or has a character that names have not");
        if (at < v.len && v.s[at] == '*') {
            at++;
        } else if (at < v.len && v.s[at] == ':') {
            size_t from = ++at;
            while (at < v.len && ascii_is_digit((unsigned char)v.s[at]))
                at++;
            if (at == from || at - from > 4 || v.s[from] == '0')
                return format_refuse(err, "a prefix is a number from 1 to 9999");
        }
        if (at == v.len)
            return true;
        if (v.s[at] != ',')
            return format_refuse(err, "variables are parted by commas");
        v = str_sub(v, at + 1, v.len);
    }
}

bool format_uri_template(struct str v, struct err *err)
{
    for (size_t at = 0; at < v.len;) {
        uint32_t cp = utf8_next(v, &at);
        if (cp == '{') {
            size_t end = str_find(v, STR("}"), at);
            if (end == SIZE_MAX)
                return format_refuse(err, "this { is not closed");
            if (!expression_ok(str_sub(v, at, end), err))
                return false;
            at = end + 1;
        } else if (cp == '}') {
            return format_refuse(err, "this } closes nothing");
        } else if (cp == '%' && !(format_is_hex(v, at) && format_is_hex(v, at + 1))) {
            return format_refuse(err, "%% is followed by two hexadecimal digits");
        } else if (cp <= 0x20 || cp == 0x7F || (cp < 0x80 && strchr("\"<>\\^`|", (int)cp))) {
            return format_refuse(err, "this character is written as %%%02X in a URI template", cp);
        } else if (cp >= 0x80 && !is_iri_char(cp, true)) {
            return format_refuse(err, "U+%04X does not stand in a URI template", cp);
        }
    }
    return true;
}
