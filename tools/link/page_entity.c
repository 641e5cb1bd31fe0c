/* Character references (html.spec.whatwg.org, 13.2.5.72). The names are those of HTML 4, which libxml2 knows;
 * of the two thousand younger ones ids make no use. */
#include "link/html.h"

#include "base/utf8.h"

#include <libxml/HTMLparser.h>

/* Numeric references to C1 controls mean what windows-1252 has there. */
static const uint16_t c1[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

/* "#105;" or "#x69;" at v[0]. How many bytes it takes, 0 when it is none. */
static size_t numeric(struct str v, uint32_t *cp)
{
    size_t i = 1;
    bool hex = i < v.len && ascii_lower((unsigned char)v.s[i]) == 'x';
    i += hex;
    size_t first = i;
    uint32_t n = 0;
    for (; i < v.len; i++) {
        unsigned char c = ascii_lower((unsigned char)v.s[i]);
        unsigned digit = ascii_is_digit(c) ? c - 48u : hex && c >= 'a' && c <= 'f' ? c - 87u : 99u;
        if (digit == 99)
            break;
        n = n > 0x10FFFF ? n : n * (hex ? 16 : 10) + digit;
    }
    if (i == first)
        return 0;
    *cp = n == 0 ? 0xFFFD : n >= 0x80 && n < 0xA0 ? c1[n - 0x80] : n;
    return i + (i < v.len && v.s[i] == ';');
}

/* A name at v[0]. */
static size_t named(struct str v, bool attribute, uint32_t *cp)
{
    char name[16];
    size_t n = 0;
    while (n < v.len && n + 1 < sizeof name && ascii_is_alnum((unsigned char)v.s[n])) {
        name[n] = v.s[n];
        n++;
    }
    bool semicolon = n < v.len && v.s[n] == ';';
    if (!semicolon && attribute && n < v.len && v.s[n] == '=')
        return 0;
    /* Without ';' only the old names count, the longest that fits; not before more letters in an attribute.
     */
    for (size_t len = n; len >= 2; len--) {
        name[len] = 0;
        const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)name);
        bool whole = len == n;
        bool old = e && (e->value < 256) && strcmp(name, "apos") != 0;
        if (e && ((whole && semicolon) || (old && (whole || !attribute)))) {
            *cp = e->value;
            return len + (whole && semicolon);
        }
    }
    return 0;
}

void html_decode(struct str v, bool attribute, struct buf *out)
{
    for (size_t i = 0; i < v.len;) {
        const char *amp = memchr(v.s + i, '&', v.len - i);
        size_t stop = amp ? (size_t)(amp - v.s) : v.len;
        for (; i < stop; i++) {
            if (v.s[i])
                buf_addc(out, v.s[i]);
            else
                buf_adds(out, "\xEF\xBF\xBD");
        }
        if (!amp)
            return;
        uint32_t cp = 0;
        struct str rest = str_sub(v, stop + 1, v.len);
        size_t took = rest.len && rest.s[0] == '#' ? numeric(rest, &cp) : named(rest, attribute, &cp);
        if (took)
            buf_add_cp(out, cp);
        else
            buf_addc(out, '&');
        i = stop + 1 + took;
    }
}
