#include "base/plain.h"

#include "base/utf8.h"

enum { ESC = 0x1B, BEL = 0x07, CSI = 0x9B, ST = 0x9C };

static bool is_in(unsigned char c, unsigned from, unsigned to)
{
    return c >= from && c <= to;
}

/* Behind the parameters, intermediates and the final byte; what stands there otherwise is not taken. */
static size_t skip_sequence(struct str v, size_t at)
{
    while (at < v.len && is_in((unsigned char)v.s[at], 0x20, 0x3F))
        at++;
    return at < v.len && is_in((unsigned char)v.s[at], 0x40, 0x7E) ? at + 1 : at;
}

/* Behind BEL or ST, or at the end of the line. */
static size_t skip_string(struct str v, size_t at)
{
    while (at < v.len && v.s[at] != '\n') {
        size_t from = at;
        uint32_t cp = utf8_next(v, &at);
        if (cp == BEL || cp == ST)
            return at;
        if (cp == ESC)
            return at < v.len && v.s[at] == '\\' ? at + 1 : from;
    }
    return at;
}

static size_t skip_escape(struct str v, size_t at)
{
    if (at >= v.len)
        return at;
    unsigned char c = (unsigned char)v.s[at];
    if (c == '[')
        return skip_sequence(v, at + 1);
    if (c && strchr("]PX^_", c))
        return skip_string(v, at + 1);
    while (at < v.len && is_in((unsigned char)v.s[at], 0x20, 0x2F))
        at++;
    return at < v.len && is_in((unsigned char)v.s[at], 0x30, 0x7E) ? at + 1 : at;
}

static void take_back(struct buf *out, size_t begin)
{
    size_t at = out->len;
    if (at > begin && out->s[at - 1] != '\n') {
        utf8_prev((struct str){out->s, out->len}, &at);
        out->len = at < begin ? begin : at;
    }
}

void plain_text(struct buf *out, struct str v)
{
    size_t begin = out->len;
    for (size_t at = 0; at < v.len;) {
        size_t from = at;
        uint32_t cp = utf8_next(v, &at);
        if (cp == ESC)
            at = skip_escape(v, at);
        else if (cp == CSI)
            at = skip_sequence(v, at);
        else if (cp == 0x90 || cp == 0x98 || is_in((unsigned char)(cp < 0xFF ? cp : 0), 0x9D, 0x9F))
            at = skip_string(v, at);
        else if (cp == '\b')
            take_back(out, begin);
        else if (cp == '\r' && at < v.len && v.s[at] == '\n')
            continue;
        else if (cp == '\r' || cp == 0x2028 || cp == 0x2029)
            buf_addc(out, '\n');
        else if (cp == UTF8_BAD || cp == '\t' || cp == '\n' || !(utf8_is_unsafe(cp) || utf8_is_invisible(cp)))
            buf_add(out, v.s + from, at - from);
    }
}
