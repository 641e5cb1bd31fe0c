/* Escaping: see escape.h. */
#include "regex/escape.h"

static bool add_control(struct buf *out, unsigned char c)
{
    if (c >= 0x20 && c != 0x7F)
        return false;
    if (c == '\t' || c == '\n' || c == '\r')
        buf_addf(out, "\\%c", c == '\t' ? 't' : c == '\n' ? 'n' : 'r');
    else
        buf_addf(out, "\\x%02x", c);
    return true;
}

void regex_escape(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (add_control(out, c))
            continue;
        if (strchr("\\^$.[]|()?*+{}", c)) /* `]` and `}` too: ECMAScript with u refuses them bare */
            buf_addc(out, '\\');
        buf_addc(out, (char)c);
    }
}

void regex_escape_in_class(struct buf *out, unsigned char c)
{
    if (add_control(out, c))
        return;
    /* The v flag of ECMAScript wants these escaped; the slash, whose escape Rust refuses, goes by number. */
    if (c == '/')
        buf_adds(out, "\\x2f");
    else if (strchr("\\]^-[(){}|", c))
        buf_addf(out, "\\%c", c);
    else
        buf_addc(out, (char)c);
}
