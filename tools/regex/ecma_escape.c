/* Escapes and classes of ECMA-262 patterns (22.2.1 AtomEscape, CharacterClass; B.1.2 without the u flag). */
#include "regex/ecma_reader.h"

#include "base/utf8.h"

static int hex_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? (int)c - 'a' + 10 : -1;
}

/* `count` hexadecimal digits at r->at, not moved; -1 when they are not there. */
static long hex_run(const struct ecma_reader *r, size_t ahead, int count)
{
    long v = 0;
    for (int i = 0; i < count; i++) {
        int h = hex_of(ecma_peek(r, ahead + (size_t)i));
        if (h < 0)
            return -1;
        v = v * 16 + h;
    }
    return v;
}

/* \u{...}, at the brace: the code point and its length, or -1. */
static long braced(const struct ecma_reader *r, size_t *len)
{
    long v = 0;
    size_t i = 1;
    for (; hex_of(ecma_peek(r, i)) >= 0; i++) {
        v = v * 16 + hex_of(ecma_peek(r, i));
        if (v > 0x10FFFF)
            return -1;
    }
    *len = i + 1;
    return i > 1 && ecma_peek(r, i) == '}' ? v : -1;
}

/* Behind \u. */
static int read_unicode(struct ecma_reader *r, size_t start, uint32_t *cp)
{
    size_t len;
    long v;
    if (ecma_peek(r, 0) == '{' && (v = braced(r, &len)) >= 0) {
        r->at += len;
        *cp = (uint32_t)v;
        return 0;
    }
    v = hex_run(r, 0, 4);
    if (v < 0) {
        if (!r->annex_b)
            return ecma_fail(r, start,
                             "\\u is followed by four hexadecimal digits or by a code point in braces");
        *cp = 'u';
        return 0;
    }
    r->at += 4;
    if (v >= 0xD800 && v <= 0xDBFF && ecma_peek(r, 0) == '\\' && ecma_peek(r, 1) == 'u') {
        long low = hex_run(r, 2, 4);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            r->at += 6;
            v = 0x10000 + ((v - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    *cp = (uint32_t)v;
    return 0;
}

/* Behind \p or \P. */
static int read_property(struct ecma_reader *r, size_t start, bool negated, struct ecma_set *set)
{
    struct ecma_property property;
    size_t end = ecma_peek(r, 0) == '{' ? str_find(r->p, STR("}"), r->at) : SIZE_MAX;
    if (end == SIZE_MAX)
        return ecma_fail(r, start, "\\p is followed by a property in braces, such as \\p{L}");
    struct str name = str_sub(r->p, r->at + 1, end);
    if (!ecma_property_find(name, negated, &property))
        return ecma_fail(r, start, "there is no Unicode property \"%.*s\" in ECMA-262%s",
                         name.len < 60 ? (int)name.len : 60, name.s,
                         str_starts(name, STR("Is")) || str_starts(name, STR("In"))
                             ? "; blocks are written as ranges"
                             : "");
    *vec_push(&set->properties) = property;
    r->at = end + 1;
    return 0;
}

/* Octal escapes, legal without u: up to three digits, at most \377. */
static uint32_t read_octal(struct ecma_reader *r)
{
    uint32_t v = ecma_peek(r, 0) - '0';
    r->at++;
    for (int i = 0;
         i < 2 && ecma_peek(r, 0) >= '0' && ecma_peek(r, 0) <= '7' && v * 8 + ecma_peek(r, 0) - '0' <= 255;
         i++)
        v = v * 8 + ecma_peek(r, 0) - '0', r->at++;
    return v;
}

/* What people write who have another engine in mind. */
static const char *foreign(uint32_t c)
{
    switch (c) {
    case 'A': return "\\A is not ECMA-262; the start is ^";
    case 'Z':
    case 'z': return "\\Z and \\z are not ECMA-262; the end is $";
    case 'Q':
    case 'E': return "\\Q...\\E is not ECMA-262; escape each character by itself";
    case 'G': return "\\G is not ECMA-262";
    default: return NULL;
    }
}

static int read_identity(struct ecma_reader *r, size_t start, bool in_class, uint32_t *cp)
{
    uint32_t c = utf8_next(r->p, &r->at);
    *cp = c;
    if (c < 0x80 && (strchr("^$\\.*+?()[]{}|/", (int)c) || (in_class && c == '-')))
        return 0;
    if (foreign(c) && !in_class)
        return ecma_fail(r, start, "%s", foreign(c));
    if (r->annex_b && !(c == 'k' && r->has_names))
        return 0;
    if (c > 0x20 && c < 0x7F && !ascii_is_alnum((unsigned char)c))
        return ecma_fail(r, start, "\\%c is not ECMA-262 with the u flag; write %c without the backslash",
                         (int)c, (int)c);
    if (c < 0x80 && ascii_is_alnum((unsigned char)c))
        return ecma_fail(r, start, "\\%c is not ECMA-262", (int)c);
    return ecma_fail(r, start, "a backslash stands before a character that needs none");
}

int ecma_read_escape(struct ecma_reader *r, bool in_class, enum ecma_escape *kind, uint32_t *cp,
                     struct ecma_set *set)
{
    size_t start = r->at - 1;
    uint32_t c = ecma_peek(r, 0);
    *kind = ESCAPE_CHAR;
    if (r->at >= r->p.len)
        return ecma_fail(r, start, "the pattern ends in a backslash");
    static const char controls[] = "tnvfr", values[] = "\t\n\v\f\r";
    const char *control = c < 0x80 && c ? strchr(controls, (int)c) : NULL;
    if (control) {
        r->at++;
        *cp = (unsigned char)values[control - controls];
        return 0;
    }
    switch (c) {
    case 'd':
    case 'D':
    case 's':
    case 'S':
    case 'w':
    case 'W':
        r->at++;
        *kind = ESCAPE_CLASS;
        ecma_set_add_class(set, (enum ecma_class)(c | 0x20), !(c & 0x20));
        return 0;
    case 'p':
    case 'P': {
        r->at++;
        size_t braces = r->at;
        *kind = ESCAPE_CLASS;
        if (read_property(r, start, c == 'P', set) == 0)
            return 0;
        if (!r->annex_b)
            return -1;
        r->at = braces;
        *kind = ESCAPE_CHAR;
        *cp = c;
        return 0;
    }
    case 'u': r->at++; return read_unicode(r, start, cp);
    case 'x': {
        r->at++;
        long v = hex_run(r, 0, 2);
        if (v < 0 && !r->annex_b)
            return ecma_fail(r, start,
                             ecma_peek(r, 0) == '{' ? "\\x{...} is not ECMA-262; write \\u{...}"
                                                    : "\\x is followed by two hexadecimal digits");
        *cp = v < 0 ? 'x' : (uint32_t)v;
        r->at += v < 0 ? 0 : 2;
        return 0;
    }
    case 'c': {
        uint32_t letter = ecma_peek(r, 1);
        if (letter < 0x80 &&
            (ascii_is_alpha((unsigned char)letter) ||
             (r->annex_b && in_class && (ascii_is_digit((unsigned char)letter) || letter == '_')))) {
            r->at += 2;
            *cp = letter % 32;
            return 0;
        }
        if (!r->annex_b)
            return ecma_fail(r, start, "\\c is followed by a letter");
        *cp = '\\'; /* the backslash itself; the c follows */
        return 0;
    }
    default: break;
    }
    if (c >= '0' && c <= '9') {
        bool more = ascii_is_digit((unsigned char)ecma_peek(r, 1));
        if (c == '0' && !more) {
            r->at++;
            *cp = 0;
            return 0;
        }
        if (!r->annex_b)
            return ecma_fail(r, start,
                             c == '0' || in_class
                                 ? "octal escapes are not ECMA-262 with the u flag; write \\xHH"
                                 : "\\%c refers to a group that does not exist",
                             (int)c);
        if (c < '8') {
            *cp = read_octal(r);
            return 0;
        }
    }
    if (in_class && c == 'b') {
        r->at++;
        *cp = 8;
        return 0;
    }
    return read_identity(r, start, in_class, cp);
}

/* One end of a range: a character, or a class (added to the set, *is_class). */
static int read_member(struct ecma_reader *r, struct ecma_set *set, uint32_t *cp, bool *is_class)
{
    enum ecma_escape kind = ESCAPE_CHAR;
    if (r->p.s[r->at] != '\\') {
        *cp = utf8_next(r->p, &r->at);
    } else {
        r->at++;
        if (ecma_read_escape(r, true, &kind, cp, set) != 0)
            return -1;
    }
    *is_class = kind == ESCAPE_CLASS;
    return 0;
}

int ecma_read_class(struct ecma_reader *r, struct ecma_set *set)
{
    size_t start = r->at - 1;
    if (ecma_peek(r, 0) == '^') {
        set->negated = true;
        r->at++;
    }
    while (r->at < r->p.len && r->p.s[r->at] != ']') {
        uint32_t from = 0, to = 0;
        bool from_class = false, to_class = false;
        size_t member = r->at;
        if (read_member(r, set, &from, &from_class) != 0)
            return -1;
        bool range = ecma_peek(r, 0) == '-' && r->at + 1 < r->p.len && r->p.s[r->at + 1] != ']';
        if (!range) {
            if (!from_class)
                ecma_set_add(set, from, from);
            continue;
        }
        r->at++;
        if (read_member(r, set, &to, &to_class) != 0)
            return -1;
        if (from_class || to_class) {
            if (!r->annex_b)
                return ecma_fail(r, member, "a range has a class at one end; write the - as \\-");
            ecma_set_add(set, '-', '-');
            if (!from_class)
                ecma_set_add(set, from, from);
            if (!to_class)
                ecma_set_add(set, to, to);
        } else if (from > to) {
            return ecma_fail(r, member, "the range %.*s runs backwards",
                             r->at - member < 40 ? (int)(r->at - member) : 40, r->p.s + member);
        } else {
            ecma_set_add(set, from, to);
        }
    }
    if (r->at >= r->p.len)
        return ecma_fail(r, start, "this [ is not closed");
    r->at++;
    ecma_set_seal(set);
    return 0;
}

int ecma_read_name(struct ecma_reader *r, struct str *out)
{
    size_t start = r->at;
    while (r->at < r->p.len && r->p.s[r->at] != '>') {
        size_t here = r->at;
        uint32_t cp = utf8_next(r->p, &r->at);
        if (cp == '\\' && ecma_peek(r, 0) == 'u') {
            r->at++;
            if (read_unicode(r, here, &cp) != 0)
                return -1;
        }
        bool letter =
            cp == '$' || cp == '_' || (cp < 0x80 ? ascii_is_alpha((unsigned char)cp) : !utf8_is_unsafe(cp));
        if (!letter && (here == start || cp >= 0x80 || !ascii_is_digit((unsigned char)cp)))
            return ecma_fail(r, here, "a group's name is made of letters, digits, _ and $");
    }
    *out = str_sub(r->p, start, r->at);
    if (r->at >= r->p.len || !out->len)
        return ecma_fail(r, start, "a group's name stands between < and >");
    r->at++;
    return 0;
}
