/* Tokens that begin with a mark: code spans, templates, conversions, arguments, options, paths. */
#include "text/token_marks.h"

enum { ARGUMENT_MAX = 40, TEMPLATE_MAX = 60 };

/* `...` with as many backticks at both ends. 0: none. */
static size_t code_span(struct cursor *c, size_t at)
{
    size_t open = at;
    while (token_peek(c, open) == '`')
        open++;
    size_t width = open - at;
    if (at == c->link_end)
        return open;
    size_t stop = c->len - open > TOKEN_MAX ? open + TOKEN_MAX : c->len;
    for (size_t i = open; i < stop;) {
        const char *tick = memchr(c->s + i, '`', stop - i);
        if (!tick)
            break;
        i = (size_t)(tick - c->s);
        size_t end = i;
        while (token_peek(c, end) == '`')
            end++;
        if (end - i == width && token_peek(c, end) == '_' && !ascii_is_alnum(token_peek(c, end + 1)))
            return c->link_end = i, open; /* `text`_, a link: its text is prose */
        if (end - i == width)
            return token_emit(c, TOKEN_CODE, at, end);
        i = end;
    }
    return open;
}

static size_t closed_by(const struct cursor *c, size_t at, char close, size_t max)
{
    for (size_t i = at; i < c->len && i < at + max && c->s[i] != '\n'; i++)
        if (c->s[i] == close)
            return i + 1;
    return 0;
}

static size_t brace(struct cursor *c, size_t at)
{
    if (token_peek(c, at + 1) == '{') {
        for (size_t i = at + 2; i + 1 < c->len && i < at + TEMPLATE_MAX; i++)
            if (c->s[i] == '}' && c->s[i + 1] == '}')
                return token_emit(c, TOKEN_TEMPLATE, at, i + 2);
        return at + 1;
    }
    size_t end = token_run(c, at + 1, "_:.!-");
    return token_peek(c, end) == '}' ? token_emit(c, TOKEN_TEMPLATE, at, end + 1) : at + 1;
}

static size_t dollar(struct cursor *c, size_t at)
{
    unsigned char next = token_peek(c, at + 1);
    if (next == '{' || next == '(') {
        size_t end = closed_by(c, at + 2, next == '{' ? '}' : ')', TEMPLATE_MAX);
        return end ? token_emit(c, TOKEN_TEMPLATE, at, end) : at + 1;
    }
    if (ascii_is_alpha(next) || next == '_')
        return token_emit(c, TOKEN_VARIABLE, at, token_run(c, at + 1, "_"));
    return at + 1;
}

/* printf(3), and gettext's and gcc's additions that matter here; the blank flag is left out: "50 % of". */
static size_t percent(struct cursor *c, size_t at)
{
    unsigned char next = token_peek(c, at + 1);
    if (next == '%')
        return at + 2;
    if (at && c->s[at - 1] == '~')
        return at + 1; /* a line's end in Lisp */
    if (next == '(') {
        size_t end = closed_by(c, at + 2, ')', TEMPLATE_MAX);
        return end && ascii_is_alpha(token_peek(c, end)) ? token_emit(c, TOKEN_TEMPLATE, at, end + 1)
                                                         : at + 1;
    }
    size_t name = token_run(c, at + 1, "_");
    if (name >= at + 3 && token_peek(c, name) == '%' && ascii_is_upper(next))
        return token_emit(c, TOKEN_TEMPLATE, at, name + 1);
    size_t capitals = at + 1;
    while (ascii_is_upper(token_peek(c, capitals)) || token_peek(c, capitals) == '_')
        capitals++;
    if (capitals >= at + 4 && capitals == name)
        return token_emit(c, TOKEN_TEMPLATE, at, capitals);
    if (at && ascii_is_digit((unsigned char)c->s[at - 1]))
        return at + 1;
    size_t qt = at + 1 + ascii_is_digit(next);
    qt += qt > at + 1 && ascii_is_digit(token_peek(c, qt));
    if (qt > at + 1 && next != '0' && !ascii_is_alnum(token_peek(c, qt)) && token_peek(c, qt) != '$' &&
        !(token_peek(c, qt) == '.' && ascii_is_alnum(token_peek(c, qt + 1))))
        return token_emit(c, TOKEN_PRINTF, at, qt); /* %1 */
    size_t i = at + 1;
    while (token_one_of(token_peek(c, i), "-+#0'123456789.*$"))
        i++;
    if (i > at + 8)
        return at + 1;
    size_t macro = token_peek(c, i) == '<' ? token_run(c, i + 1, "") : i; /* %<PRIu64> of a catalogue */
    if (macro > i + 4 && token_peek(c, macro) == '>' && memcmp(c->s + i, "<PRI", 4) == 0)
        return token_emit(c, TOKEN_PRINTF, at, macro + 1);
    while (token_one_of(token_peek(c, i), "hlqjztL"))
        i++;
    if (c->s[i - 1] == 'L' && !ascii_is_alnum(token_peek(c, i)))
        return token_emit(c, TOKEN_PRINTF, at, i); /* gcc's %L */
    if (!token_one_of(token_peek(c, i), "diouxXeEfFgGaAcsCSpnmTDRK"))
        return at + 1;
    if (next == '-' && i == at + 2 && ascii_is_lower(token_peek(c, i + 1)))
        return at + 1; /* "a %-format string" */
    return token_emit(c, TOKEN_PRINTF, at, i + 1);
}

static size_t angle(struct cursor *c, size_t at)
{
    if (!ascii_is_alpha(token_peek(c, at + 1)) && token_peek(c, at + 1) != '/')
        return at + 1;
    for (size_t i = at + 1; i < c->len && i < at + ARGUMENT_MAX; i++) {
        unsigned char ch = (unsigned char)c->s[i];
        if (ch == '>')
            return token_emit(c, TOKEN_ARGUMENT, at, i + 1);
        if (ch == ':' && token_peek(c, i + 1) == '/')
            break; /* an address in angle brackets */
        if (!word_byte(ch) && !token_one_of(ch, " -|./:"))
            break;
    }
    return at + 1;
}

static size_t dash(struct cursor *c, size_t at)
{
    unsigned char before = at ? (unsigned char)c->s[at - 1] : ' ';
    bool two = token_peek(c, at + 1) == '-';
    size_t body = at + 1 + two;
    if (!ascii_is_alpha(token_peek(c, body)) || (at && at == c->last_end))
        return at + 1;
    if (!(token_one_of(before, " ([|,/`\"'=\n\t") || (two && before >= 0x80)))
        return at + 1;
    if (token_one_of(before, "\"'`") && at >= 2 && ascii_is_alnum((unsigned char)c->s[at - 2]))
        return at + 1; /* "word"-like */
    size_t end = token_run(c, body, "_-");
    while (end > body && c->s[end - 1] == '-')
        end--;
    return token_emit(c, TOKEN_FLAG, at, end);
}

size_t token_path_end(const struct cursor *c, size_t at, size_t *slashes)
{
    size_t i = at, stop = c->len - at > TOKEN_MAX ? at + TOKEN_MAX : c->len;
    *slashes = 0;
    for (;
         i < stop && (word_byte((unsigned char)c->s[i]) || token_one_of((unsigned char)c->s[i], "/.-+@%~*"));
         i++)
        *slashes += c->s[i] == '/';
    while (i > at && token_one_of((unsigned char)c->s[i - 1], "./-+@%*"))
        *slashes -= c->s[--i] == '/';
    return i;
}

static bool known_root(struct str v)
{
    static const char *const roots[] = {"/etc", "/usr", "/var", "/dev",  "/tmp",  "/home", "/proc", "/sys",
                                        "/opt", "/bin", "/lib", "/root", "/boot", "/run",  "/srv",  "/mnt"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_is(v, roots[i]))
            return true;
    return false;
}

/* /a/b, ~/a, ./a, ../a. */
static size_t slash(struct cursor *c, size_t at)
{
    unsigned char before = at ? (unsigned char)c->s[at - 1] : ' ';
    if (!c->slash && before != '(')
        return at + 1;
    if (word_byte(before) || token_one_of(before, "<}):/.%") || (at && at == c->last_end))
        return at + 1;
    size_t slashes, end = token_path_end(c, at, &slashes);
    struct str v = {c->s + at, end - at};
    if (v.len < 3)
        return at + 1;
    if (before == '(' && at >= 2 && c->s[at - 2] == ']')
        return end; /* where a link leads: another page in another language */
    bool absolute = v.s[0] == '/' && word_byte((unsigned char)v.s[1]) && (slashes >= 2 || known_root(v));
    bool relative = str_starts(v, STR("~/")) || str_starts(v, STR("./")) || str_starts(v, STR("../"));
    return absolute || relative ? token_emit(c, TOKEN_PATH, at, end) : at + 1;
}

size_t token_mark(struct cursor *c, size_t at)
{
    switch (c->s[at]) {
    case '`': return c->spans ? code_span(c, at) : at + 1;
    case '{': return brace(c, at);
    case '$': return dollar(c, at);
    case '%': return percent(c, at);
    case '<': return angle(c, at);
    case '-': return dash(c, at);
    default: return slash(c, at); /* ~ . / */
    }
}
