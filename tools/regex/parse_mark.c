/* The parser: what stands in parentheses and holds no pattern. */
#include "regex/parser.h"

struct regex_node *parse_call(struct parser *s, size_t from, uint32_t number, enum regex_construct c)
{
    struct regex_node *n = parser_node(s, REGEX_CALL, 0, from, s->at);
    n->number = number;
    s->t->features |= REGEX_HAS_CALL;
    parser_note(s, c, number, from, s->at);
    *vec_push(&s->references) = n;
    return n;
}

struct regex_node *parse_numbered_call(struct parser *s, size_t from)
{
    char sign = parser_peek(s, 0) == '+' || parser_peek(s, 0) == '-' ? s->p.s[s->at++] : 0;
    uint32_t number;
    if (!parse_decimal(s, &number) || !parser_take(s, ")") || (sign == '-' && number > s->groups) ||
        (sign && number == 0))
        return parser_fail(s, from, s->at, "the call names no group", "write it as (?1)");
    number = sign == '-' ? s->groups + 1 - number : sign == '+' ? s->groups + number : number;
    return parse_call(s, from, number, number ? CONSTRUCT_SUBROUTINE : CONSTRUCT_RECURSION);
}

struct regex_node *parse_named_call(struct parser *s, size_t from)
{
    size_t a, b;
    if (!parse_name(s, ')', &a, &b))
        return NULL;
    struct regex_node *n = parse_call(s, from, 0, CONSTRUCT_SUBROUTINE);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)b;
    return n;
}

struct regex_node *parse_comment(struct parser *s, size_t from)
{
    while (parser_more(s) && parser_peek(s, 0) != ')')
        s->at++;
    if (!parser_take(s, ")"))
        return parser_fail(s, from, from + 3, "the comment is not closed", "add the missing )");
    parser_note(s, CONSTRUCT_COMMENT, 0, from, s->at);
    return parser_node(s, REGEX_COMMENT, 0, from, s->at);
}

struct regex_node *parse_callout(struct parser *s, size_t from)
{
    while (parser_more(s) && parser_peek(s, 0) != ')')
        s->at++;
    if (!parser_take(s, ")"))
        return parser_fail(s, from, from + 3, "the callout is not closed", "add the missing )");
    parser_note(s, CONSTRUCT_CALLOUT, 0, from, s->at);
    return parser_node(s, REGEX_CALLOUT, 0, from, s->at);
}

static unsigned flag_of(unsigned char c)
{
    static const char letters[] = "imsxUnJ";
    const char *p = c ? strchr(letters, c) : NULL;
    return p ? 1u << (p - letters) : 0;
}

static void note_flag(struct parser *s, unsigned char c, bool off, size_t at)
{
    static const enum regex_construct on[] = {CONSTRUCT_FLAG_I, CONSTRUCT_FLAG_M, CONSTRUCT_FLAG_S,
                                              CONSTRUCT_FLAG_X, CONSTRUCT_FLAG_UNGREEDY};
    const char *p = strchr("imsxU", c);
    parser_note(s,
                off ? CONSTRUCT_FLAG_OFF
                : p ? on[p - strchr("imsxU", 'i')]
                    : CONSTRUCT_FLAG_OTHER,
                c, at, at + 1);
}

bool parse_flags(struct parser *s, size_t from, unsigned *flags)
{
    unsigned now = s->flags;
    bool off = false;
    if (parser_take(s, "^")) {
        now &= ~(unsigned)(REGEX_FLAG_I | REGEX_FLAG_M | REGEX_FLAG_S | REGEX_FLAG_X | REGEX_FLAG_N |
                           REGEX_FLAG_XX);
        parser_note(s, CONSTRUCT_FLAG_OFF, '^', s->at - 1, s->at);
    }
    for (;; s->at++) {
        unsigned char c = parser_peek(s, 0);
        if (c == ')' || c == ':')
            break;
        if (c == '-' && !off) {
            off = true;
            continue;
        }
        unsigned flag = flag_of(c);
        if (!flag && (c == 0 || !strchr("aLuR", c))) {
            if (!parser_more(s))
                parser_fail(s, from, s->at, "the group is not closed", "add the missing )");
            else
                parser_fail(s, from, s->at + 1, "(? is followed by something that opens no group",
                            "escape the ( and the ? when they stand for themselves");
            return false;
        }
        if (flag == REGEX_FLAG_X && parser_peek(s, 1) == 'x') {
            flag |= REGEX_FLAG_XX;
            s->at++;
        }
        note_flag(s, c, off, s->at);
        now = off ? now & ~flag : now | flag;
    }
    *flags = now;
    return true;
}

/* The condition of (?(...)yes|no): its node, the place after its parenthesis. */
struct regex_node *parse_condition(struct parser *s, size_t from, struct regex_node *n)
{
    size_t open = s->at - 1, a, b;
    uint32_t number = 0;
    if (parser_take(s, "DEFINE)") || parser_take(s, "R)"))
        return n;
    if (parser_take(s, "VERSION") || parser_take(s, "R&") ||
        (parser_peek(s, 0) == 'R' && ascii_is_digit(parser_peek(s, 1)))) {
        while (parser_more(s) && parser_peek(s, 0) != ')')
            s->at++;
        return parser_take(s, ")") ? n : parser_fail(s, open, s->at, "the condition is not closed", NULL);
    }
    char sign = parser_peek(s, 0) == '+' || parser_peek(s, 0) == '-' ? s->p.s[s->at++] : 0;
    if (parse_decimal(s, &number)) {
        if (!parser_take(s, ")") || (sign == '-' && number > s->groups))
            return parser_fail(s, open, s->at, "the condition names no group", NULL);
        n->number = sign == '-' ? s->groups + 1 - number : sign == '+' ? s->groups + number : number;
        *vec_push(&s->references) = n;
        return n;
    }
    char close = parser_take(s, "<") ? '>' : parser_take(s, "'") ? '\'' : ')';
    if (sign || !parse_name(s, close, &a, &b))
        return sign ? parser_fail(s, from, s->at, "the condition names no group", NULL) : NULL;
    if (close != ')' && !parser_take(s, ")"))
        return parser_fail(s, open, s->at, "the condition is not closed", NULL);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)b;
    *vec_push(&s->references) = n;
    return n;
}
