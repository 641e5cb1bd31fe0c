/* Formats: date (RFC 3339, full-date) and uri (RFC 3986, with a scheme). */
#include "schema/format.h"

#include "base/date.h"

static bool is_date(struct str v, struct err *err)
{
    date_days day;
    return date_parse(v, &day, err) == 0;
}

static bool refuse(struct err *err, const char *what)
{
    if (err)
        err_set(err, "%s", what);
    return false;
}

static bool is_hex(char c)
{
    return ascii_is_digit((unsigned char)c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* RFC 3986, section 2: unreserved, sub-delims and the delimiters that may stand after the scheme. */
static bool is_uri_char(char c)
{
    return ascii_is_alnum((unsigned char)c) || (c && strchr("-._~!$&'()*+,;=:@/?#[]", c));
}

static bool is_uri(struct str v, struct err *err)
{
    size_t colon = str_find(v, STR(":"), 0);
    if (colon == SIZE_MAX || colon == 0 || !ascii_is_alpha((unsigned char)v.s[0]))
        return refuse(err, "a URI begins with a scheme, such as https:");
    for (size_t i = 1; i < colon; i++)
        if (!ascii_is_alnum((unsigned char)v.s[i]) && !strchr("+-.", v.s[i]))
            return refuse(err, "a URI begins with a scheme, such as https:");
    size_t hashes = 0;
    for (size_t i = colon + 1; i < v.len; i++) {
        char c = v.s[i];
        if (c == '%' && (i + 2 >= v.len || !is_hex(v.s[i + 1]) || !is_hex(v.s[i + 2])))
            return refuse(err, "% is followed by two hexadecimal digits");
        if (c != '%' && !is_uri_char(c))
            return refuse(err, ascii_is_space((unsigned char)c) ? "a URI holds no blanks"
                               : (unsigned char)c >= 0x80 ? "characters outside ASCII are written as %XX"
                                                          : "this character is written as %XX in a URI");
        if (c == '#' && hashes++)
            return refuse(err, "a second # is written as %23");
    }
    struct str rest = str_sub(v, colon + 1, v.len);
    if (!str_starts(rest, STR("//")))
        return true;
    size_t end = 2;
    while (end < rest.len && !strchr("/?#", rest.s[end]))
        end++;
    struct str authority = str_sub(rest, 2, end);
    for (size_t i = 0; i < rest.len; i++)
        if ((rest.s[i] == '[' || rest.s[i] == ']') && (i < 2 || i >= end))
            return refuse(err, "brackets are written as %5B and %5D outside of the host");
    size_t at = str_find(authority, STR("@"), 0);
    struct str host = at == SIZE_MAX ? authority : str_sub(authority, at + 1, authority.len);
    size_t port = SIZE_MAX;
    for (size_t i = host.len; i-- > 0 && host.s[i] != ']';)
        if (host.s[i] == ':')
            port = i;
    for (size_t i = port == SIZE_MAX ? host.len : port + 1; i < host.len; i++)
        if (!ascii_is_digit((unsigned char)host.s[i]))
            return refuse(err, "a port is a number");
    return true;
}

format_check *format_find(struct str name)
{
    static const struct {
        const char *name;
        format_check *check;
    } table[] = {{"date", is_date}, {"uri", is_uri}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_is(name, table[i].name))
            return table[i].check;
    return NULL;
}
