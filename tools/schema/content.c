/* Encoded strings: see content.h. */
#include "schema/content.h"

#include "json/doc.h"

static int digit_of(unsigned char c)
{
    if (ascii_is_upper(c))
        return c - 'A';
    if (ascii_is_lower(c))
        return c - 'a' + 26;
    if (ascii_is_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool decode(struct str v, struct buf *out)
{
    size_t len = v.len;
    if (len % 4)
        return false;
    while (len && v.len - len < 2 && v.s[len - 1] == '=')
        len--;
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < len; i++) {
        int digit = digit_of((unsigned char)v.s[i]);
        if (digit < 0)
            return false;
        bits = bits << 6 | (uint32_t)digit;
        held += 6;
        if (held >= 8) {
            held -= 8;
            buf_addc(out, (char)(bits >> held & 0xFF));
        }
    }
    return true;
}

unsigned content_fault(struct str v, unsigned asked)
{
    struct buf bytes = BUF_INIT;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    unsigned bad = 0;
    if (asked & CONTENT_BASE64 && !decode(v, &bytes))
        bad = CONTENT_BASE64;
    else if (asked & CONTENT_JSON &&
             json_parse(&doc, asked & CONTENT_BASE64 ? buf_str(&bytes) : v, &fault) != 0)
        bad = CONTENT_JSON;
    json_release(&doc);
    buf_release(&bytes);
    return bad;
}
