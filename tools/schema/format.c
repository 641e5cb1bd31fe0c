/* The table of formats, and those that are a few lines. */
#include "schema/format.h"

#include "base/similar.h"
#include "regex/ecma.h"
#include "schema/format_checks.h"
#include "json/pointer.h"

#include <stdarg.h>
#include <stdio.h>

bool format_refuse(struct err *err, const char *fmt, ...)
{
    if (err) {
        char text[ERR_MAX];
        va_list ap;
        va_start(ap, fmt);
        vsnprintf(text, sizeof text, fmt, ap);
        va_end(ap);
        err_set(err, "%s", text);
    }
    return false;
}

/* RFC 4122, section 3; any version and variant. */
static bool format_uuid(struct str v, struct err *err)
{
    static const size_t dashes[] = {8, 13, 18, 23};
    if (v.len != 36)
        return format_refuse(err, "a UUID has 36 characters, not %zu", v.len);
    for (size_t i = 0, d = 0; i < v.len; i++) {
        if (d < 4 && i == dashes[d]) {
            if (v.s[i] != '-')
                return format_refuse(err, "a UUID has dashes after 8, 12, 16 and 20 digits");
            d++;
        } else if (!format_is_hex(v, i)) {
            return format_refuse(err, "a UUID is made of hexadecimal digits, and character %zu is none",
                                 i + 1);
        }
    }
    return true;
}

/* RFC 6901. */
static bool format_json_pointer(struct str v, struct err *err)
{
    if (json_pointer_valid(v))
        return true;
    return format_refuse(err, v.s[0] != '/' ? "a JSON Pointer is empty or begins with /"
                                            : "~ is followed by 0 or 1 in a JSON Pointer");
}

/* draft-bhutton-relative-json-pointer-00. */
static bool format_relative_json_pointer(struct str v, struct err *err)
{
    size_t i = 0;
    for (int part = 0; part < 2; part++) { /* levels up; then an index moved by +n or -n */
        if (part && (i >= v.len || (v.s[i] != '+' && v.s[i] != '-')))
            break;
        i += (size_t)part;
        size_t from = i;
        while (i < v.len && ascii_is_digit((unsigned char)v.s[i]))
            i++;
        if (i == from)
            return format_refuse(err, "a relative JSON Pointer begins with a number of levels");
        if (i - from > 1 && v.s[from] == '0')
            return format_refuse(err, "the number has no leading zeros");
    }
    struct str rest = str_sub(v, i, v.len);
    return str_is(rest, "#") || format_json_pointer(rest, err);
}

static bool format_regex(struct str v, struct err *err)
{
    struct regex_fault fault;
    return ecma_valid(v, &fault) || format_refuse(err, "%s, at byte %zu", fault.what, fault.at + 1);
}

static const struct {
    const char *name;
    format_check *check;
} table[] = {
    {"date", format_date},
    {"date-time", format_date_time},
    {"duration", format_duration},
    {"email", format_email},
    {"hostname", format_hostname},
    {"idn-email", format_idn_email},
    {"idn-hostname", format_idn_hostname},
    {"ipv4", format_ipv4},
    {"ipv6", format_ipv6},
    {"iri", format_iri},
    {"iri-reference", format_iri_reference},
    {"json-pointer", format_json_pointer},
    {"regex", format_regex},
    {"relative-json-pointer", format_relative_json_pointer},
    {"time", format_time},
    {"uri", format_uri},
    {"uri-reference", format_uri_reference},
    {"uri-template", format_uri_template},
    {"uuid", format_uuid},
};

format_check *format_find(struct str name)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_is(name, table[i].name))
            return table[i].check;
    return NULL;
}

struct str format_nearest(struct str name)
{
    struct similar near = similar_to(name);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        similar_offer(&near, str_of(table[i].name));
    return near.best.s ? near.best : STR("");
}
