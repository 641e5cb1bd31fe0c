/* The parser: what begins with a backslash. */
#include "base/utf8.h"
#include "regex/parser.h"

static int hex_value(unsigned char c)
{
    return ascii_is_digit(c)                                ? c - '0'
           : ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f' ? ascii_lower(c) - 'a' + 10
                                                            : -1;
}

/* Up to `most` digits of a base (a power of two); returns how many. Saturates above REGEX_CP_MAX. */
static unsigned take_digits(struct parser *s, int base, unsigned most, uint32_t *out)
{
    unsigned n = 0;
    for (*out = 0; n < most; n++, s->at++) {
        int v = hex_value(parser_peek(s, 0));
        if (v < 0 || v >= base)
            break;
        if (*out <= REGEX_CP_MAX)
            *out = *out * (uint32_t)base + (uint32_t)v;
    }
    return n;
}

/* A character spelled from `from` to here. */
static struct regex_node *spelled(struct parser *s, size_t from, enum regex_spelling how, uint32_t cp)
{
    if (cp > REGEX_CP_MAX)
        return parser_fail(s, from, s->at, "there is no code point above 10FFFF", NULL);
    if (cp >= 0xD800 && cp < 0xE000 && how != SPELLED_U4)
        return parser_fail(s, from, s->at, "a surrogate (D800 to DFFF) is no character",
                           "write the code point that the pair stands for");
    struct regex_node *n = parser_node(s, REGEX_CHAR, how, from, s->at);
    n->cp = cp;
    return n;
}

static struct regex_node *noted(struct parser *s, size_t from, enum regex_spelling how, uint32_t cp,
                                enum regex_construct c)
{
    parser_note(s, c, cp, from, s->at);
    return spelled(s, from, how, cp);
}

/* Digits in braces, the place at the opening one. */
static bool take_braces(struct parser *s, int base, uint32_t *cp)
{
    s->at++;
    unsigned n = take_digits(s, base, 64, cp);
    return parser_take(s, "}") && n > 0;
}

static struct regex_node *hexadecimal(struct parser *s, size_t from)
{
    uint32_t cp;
    if (parser_peek(s, 0) == '{') {
        if (!take_braces(s, 16, &cp))
            return parser_fail(s, from, s->at, "\\x{ needs hexadecimal digits and }",
                               "write it as \\x{1F4A9}");
        return noted(s, from, SPELLED_HEX_BRACES, cp, CONSTRUCT_HEX_BRACES);
    }
    unsigned n = take_digits(s, 16, 2, &cp);
    return noted(s, from, SPELLED_HEX, cp, n == 2 ? CONSTRUCT_HEX : CONSTRUCT_HEX_SHORT);
}

/* \uHHHH, a pair of them that are surrogates, \u{H}, \UHHHHHHHH. NULL without a fault: none of them. */
static struct regex_node *unicode(struct parser *s, size_t from, bool wide)
{
    uint32_t cp, low;
    size_t digits = s->at;
    s->fault->what = NULL;
    if (wide) {
        if (take_digits(s, 16, 8, &cp) == 8)
            return noted(s, from, SPELLED_U8, cp, CONSTRUCT_UNICODE_8);
    } else if (parser_peek(s, 0) == '{') {
        if (take_braces(s, 16, &cp))
            return noted(s, from, SPELLED_U_BRACES, cp, CONSTRUCT_UNICODE_BRACES);
    } else if (take_digits(s, 16, 4, &cp) == 4) {
        size_t end = s->at;
        if (cp >= 0xD800 && cp < 0xDC00 && parser_take(s, "\\u") && take_digits(s, 16, 4, &low) == 4 &&
            low >= 0xDC00 && low < 0xE000)
            cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        else
            s->at = end;
        return noted(s, from, SPELLED_U4, cp, CONSTRUCT_UNICODE_4);
    }
    s->at = digits;
    return NULL;
}

static struct regex_node *octal_braces(struct parser *s, size_t from)
{
    uint32_t cp;
    if (parser_peek(s, 0) != '{' || !take_braces(s, 8, &cp))
        return parser_fail(s, from, s->at, "\\o needs octal digits in braces", "write it as \\o{101}");
    return noted(s, from, SPELLED_OCTAL, cp, CONSTRUCT_OCTAL_BRACES);
}

static struct regex_node *reference(struct parser *s, size_t from, uint32_t number, enum regex_construct c)
{
    struct regex_node *n = parser_node(s, REGEX_BACKREF, 0, from, s->at);
    n->number = number;
    s->t->features |= REGEX_HAS_BACKREF;
    parser_note(s, c, number, from, s->at);
    if (number > s->groups)
        parser_note(s, CONSTRUCT_FORWARD_REFERENCE, number, from, s->at);
    *vec_push(&s->references) = n;
    return n;
}

static struct regex_node *named_reference(struct parser *s, size_t from, char close, enum regex_construct c)
{
    size_t a, b;
    if (!parse_name(s, close, &a, &b))
        return NULL;
    struct regex_node *n = reference(s, from, 0, c);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)b;
    return n;
}

/* Digits after the backslash: a reference, or an octal escape where there are not so many groups (PCRE2). */
static struct regex_node *digits(struct parser *s, size_t from, bool in_class)
{
    size_t start = s->at;
    uint32_t number, cp;
    parse_decimal(s, &number);
    if (!in_class && number > 0 && (number < 10 || number <= s->groups) && s->p.s[start] != '0')
        return reference(s, from, number, CONSTRUCT_BACKREFERENCE);
    s->at = start;
    if (parser_peek(s, 0) >= '8') {
        struct regex_node *n = parser_node(s, REGEX_CHAR, SPELLED_ESCAPED, from, ++s->at);
        n->cp = (unsigned char)s->p.s[start];
        parser_note(s, CONSTRUCT_UNKNOWN_ESCAPE, n->cp, from, s->at);
        return n;
    }
    take_digits(s, 8, 3, &cp);
    return noted(s, from, SPELLED_OCTAL, cp, s->at - start == 1 && cp == 0 ? CONSTRUCT_NUL : CONSTRUCT_OCTAL);
}

/* \g: a reference by number, distance or name, or (with < or ') a call. */
static struct regex_node *general_reference(struct parser *s, size_t from)
{
    unsigned char open = parser_peek(s, 0);
    bool call = open == '<' || open == '\'', braces = open == '{';
    if (call || braces)
        s->at++;
    char close = open == '<' ? '>' : open == '\'' ? '\'' : '}';
    char sign = parser_peek(s, 0) == '-' || parser_peek(s, 0) == '+' ? s->p.s[s->at++] : 0;
    uint32_t number;
    struct regex_node *n;
    if (parse_decimal(s, &number)) {
        if (sign == '-' && number > s->groups)
            return parser_fail(s, from, s->at, "there are not so many groups before this place", NULL);
        number = sign == '-' ? s->groups + 1 - number : sign == '+' ? s->groups + number : number;
        if ((call || braces) && !parser_take(s, close == '>' ? ">" : close == '\'' ? "'" : "}"))
            return parser_fail(s, from, s->at, "the reference is not closed", NULL);
        n = reference(s, from, number, call ? CONSTRUCT_SUBROUTINE : CONSTRUCT_BACKREFERENCE_RELATIVE);
    } else {
        if (sign || (!call && !braces))
            return parser_fail(s, from, s->at, "\\g needs a number or a name in braces",
                               "write it as \\g{1}");
        n = named_reference(s, from, close, call ? CONSTRUCT_SUBROUTINE : CONSTRUCT_BACKREFERENCE_RELATIVE);
    }
    if (n && call) {
        n->kind = REGEX_CALL;
        s->t->features |= REGEX_HAS_CALL;
    }
    return n;
}

static struct regex_node *property(struct parser *s, size_t from, bool negated)
{
    size_t a = s->at, b;
    enum regex_construct c = CONSTRUCT_PROPERTY_SHORT;
    if (parser_take(s, "{")) {
        c = CONSTRUCT_PROPERTY_BRACES;
        if (parser_take(s, "^"))
            negated = !negated;
        for (a = s->at; parser_more(s) && parser_peek(s, 0) != '}'; s->at++)
            ;
        b = s->at;
        if (!parser_take(s, "}") || a == b)
            return parser_fail(s, from, s->at, "the property has no name or no }", "write it as \\p{L}");
    } else {
        if (!ascii_is_alpha(parser_peek(s, 0)))
            return parser_fail(s, from, s->at, "\\p needs the name of a property", "write it as \\p{L}");
        b = ++s->at;
    }
    parser_note(s, c, negated, from, s->at);
    struct regex_node *n = parser_node(s, REGEX_PROPERTY, negated, from, s->at);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)b;
    return n;
}

static struct regex_node *control(struct parser *s, size_t from)
{
    unsigned char c = parser_peek(s, 0);
    if (c < 0x20 || c > 0x7E)
        return parser_fail(s, from, s->at, "\\c needs a printable ASCII character", "write it as \\cA");
    s->at++;
    return noted(s, from, SPELLED_CONTROL, (uint32_t)((ascii_is_lower(c) ? c - 0x20 : c) ^ 0x40),
                 CONSTRUCT_CONTROL);
}

static struct regex_node *assertion(struct parser *s, size_t from, enum regex_assert which,
                                    enum regex_construct c, unsigned char letter)
{
    if (which == ASSERT_BOUNDARY || which == ASSERT_NO_BOUNDARY)
        s->t->features |= REGEX_HAS_BOUNDARY;
    parser_note(s, c, letter, from, s->at);
    return parser_node(s, REGEX_ASSERT, which, from, s->at);
}

static struct regex_node *simple(struct parser *s, size_t from, enum regex_kind kind, unsigned sub,
                                 enum regex_construct c, unsigned char letter)
{
    parser_note(s, c, letter, from, s->at);
    return parser_node(s, kind, sub, from, s->at);
}

/* \N: any character but a newline, or a character by number or (Python) by name. */
static struct regex_node *not_newline(struct parser *s, size_t from)
{
    uint32_t cp;
    if (parser_take(s, "{U+")) {
        s->at--; /* take_braces steps over one character */
        if (!take_braces(s, 16, &cp))
            return parser_fail(s, from, s->at, "\\N{U+ needs hexadecimal digits and }", NULL);
        return noted(s, from, SPELLED_NAMED, cp, CONSTRUCT_UNICODE_NAMED);
    }
    if (parser_peek(s, 0) == '{' && ascii_is_alpha(parser_peek(s, 1))) {
        while (parser_more(s) && parser_peek(s, 0) != '}')
            s->at++;
        if (!parser_take(s, "}"))
            return parser_fail(s, from, s->at, "the character's name is not closed", NULL);
        return simple(s, from, REGEX_ANY, ANY_NOT_NEWLINE, CONSTRUCT_UNICODE_NAMED, 0);
    }
    return simple(s, from, REGEX_ANY, ANY_NOT_NEWLINE, CONSTRUCT_NOT_NEWLINE, 'N');
}

/* Letters that stand for a character in a class and outside. *none: not one of them. */
static struct regex_node *letter_character(struct parser *s, size_t from, unsigned char c, bool *none)
{
    struct regex_node *n;
    *none = false;
    switch (c) {
    case 'n': return spelled(s, from, SPELLED_LETTER, '\n');
    case 'r': return spelled(s, from, SPELLED_LETTER, '\r');
    case 't': return spelled(s, from, SPELLED_LETTER, '\t');
    case 'f': return spelled(s, from, SPELLED_LETTER, '\f');
    case 'a': return noted(s, from, SPELLED_LETTER, 7, CONSTRUCT_ESCAPE_A);
    case 'e': return noted(s, from, SPELLED_LETTER, 0x1B, CONSTRUCT_ESCAPE_E);
    case 'x': return hexadecimal(s, from);
    case 'o': return octal_braces(s, from);
    case 'c': return control(s, from);
    case 'u':
    case 'U':
        n = unicode(s, from, c == 'U');
        *none = !n && !s->fault->what;
        return n;
    default: *none = true; return NULL;
    }
}

static struct regex_node *letter_outside(struct parser *s, size_t from, unsigned char c, bool *none)
{
    *none = false;
    switch (c) {
    case 'A': return assertion(s, from, ASSERT_START, CONSTRUCT_START_OF_TEXT, c);
    case 'z': return assertion(s, from, ASSERT_END, CONSTRUCT_END_OF_TEXT, c);
    case 'Z': return assertion(s, from, ASSERT_END_NEWLINE, CONSTRUCT_END_OF_TEXT_NEWLINE, c);
    case 'G': return assertion(s, from, ASSERT_MATCH_START, CONSTRUCT_MATCH_START, c);
    case 'K': return assertion(s, from, ASSERT_KEEP, CONSTRUCT_KEEP, c);
    case 'b': return assertion(s, from, ASSERT_BOUNDARY, CONSTRUCT_BOUNDARY, c);
    case 'B': return assertion(s, from, ASSERT_NO_BOUNDARY, CONSTRUCT_BOUNDARY, c);
    case 'N': return not_newline(s, from);
    case 'R': return simple(s, from, REGEX_NEWLINE, 0, CONSTRUCT_ANY_NEWLINE, c);
    case 'X': return simple(s, from, REGEX_CLUSTER, 0, CONSTRUCT_CLUSTER, c);
    case 'C': return simple(s, from, REGEX_BYTE, 0, CONSTRUCT_SINGLE_BYTE, c);
    case 'g': return general_reference(s, from);
    case 'k':
        if (parser_take(s, "<"))
            return named_reference(s, from, '>', CONSTRUCT_BACKREFERENCE_NAMED_K);
        if (parser_take(s, "'"))
            return named_reference(s, from, '\'', CONSTRUCT_BACKREFERENCE_NAMED_K);
        if (parser_take(s, "{"))
            return named_reference(s, from, '}', CONSTRUCT_BACKREFERENCE_NAMED_K);
        *none = true;
        return NULL;
    default: *none = true; return NULL;
    }
}

static struct regex_node *letter_shorthand(struct parser *s, size_t from, unsigned char c)
{
    static const struct {
        char letter;
        enum regex_construct construct;
    } rows[] = {{'d', CONSTRUCT_DIGIT},
                {'w', CONSTRUCT_WORD},
                {'s', CONSTRUCT_SPACE},
                {'h', CONSTRUCT_HORIZONTAL_SPACE},
                {'v', CONSTRUCT_VERTICAL_SPACE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ascii_lower(c) == (unsigned char)rows[i].letter)
            return simple(s, from, REGEX_SHORTHAND, c, rows[i].construct, c);
    return NULL;
}

static struct regex_node *letter(struct parser *s, size_t from, unsigned char c, bool in_class)
{
    bool none;
    struct regex_node *n = letter_shorthand(s, from, c);
    if (n)
        return n;
    if (c == 'p' || c == 'P')
        return property(s, from, c == 'P');
    n = letter_character(s, from, c, &none);
    if (!none)
        return n;
    if (in_class && c == 'b')
        return spelled(s, from, SPELLED_LETTER, '\b');
    if (!in_class) {
        n = letter_outside(s, from, c, &none);
        if (!none)
            return n;
    }
    parser_note(s, CONSTRUCT_UNKNOWN_ESCAPE, c, from, s->at);
    n = parser_node(s, REGEX_CHAR, SPELLED_ESCAPED, from, s->at);
    n->cp = c;
    return n;
}

/* A backslash before what is neither letter nor digit: the character itself. */
static struct regex_node *punctuation(struct parser *s, size_t from, bool in_class)
{
    uint32_t cp = utf8_next(s->p, &s->at);
    struct regex_node *n = parser_node(s, REGEX_CHAR, SPELLED_ESCAPED, from, s->at);
    n->cp = cp;
    if (cp >= 0x80)
        parser_note(s, CONSTRUCT_ESCAPED_NON_ASCII, cp, from, s->at);
    else if (cp == '/')
        parser_note(s, CONSTRUCT_ESCAPED_SLASH, cp, from, s->at);
    else if (in_class && cp == '-')
        parser_note(s, CONSTRUCT_ESCAPED_HYPHEN_IN_CLASS, cp, from, s->at);
    else if (cp == 0 || !strchr("^$\\.*+?()[]{}|", (int)cp))
        parser_note(s, in_class ? CONSTRUCT_ESCAPED_PUNCTUATION_IN_CLASS : CONSTRUCT_ESCAPED_PUNCTUATION, cp,
                    from, s->at);
    return n;
}

struct regex_node *parse_escape(struct parser *s, bool in_class)
{
    size_t from = s->at++;
    s->fault->what = NULL;
    if (!parser_more(s))
        return parser_fail(s, from, s->at, "a backslash ends the pattern", "write two to match one");
    unsigned char c = parser_peek(s, 0);
    if (c == 'Q' || c == 'E') {
        s->at++;
        s->quoted = c == 'Q';
        parser_note(s, CONSTRUCT_QUOTE, c, from, s->at);
        return NULL;
    }
    struct regex_node *n;
    if (ascii_is_digit(c)) {
        n = digits(s, from, in_class);
    } else if (ascii_is_alpha(c)) {
        s->at++;
        n = letter(s, from, c, in_class);
    } else {
        n = punctuation(s, from, in_class);
    }
    if (n)
        n->in_class = in_class;
    return n;
}
