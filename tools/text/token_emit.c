/* How a token is added, whoever found it: see token_emit.h. */
#include "text/token_push.h"

#define FOUR(c, v)   [c] = (v), [(c) + 1] = (v), [(c) + 2] = (v), [(c) + 3] = (v)
#define TWELVE(c, v) FOUR(c, v), FOUR((c) + 4, v), FOUR((c) + 8, v)
#define LOWER        (CLASS_LOWER | CLASS_WORD | CLASS_LETTER | CLASS_JOINS)
#define UPPER        (CLASS_WORD | CLASS_LETTER | CLASS_JOINS)
#define DIGIT        (CLASS_DIGIT | CLASS_WORD | CLASS_JOINS)
const unsigned char token_classes[256] = {
    ['a'] = LOWER,
    ['b'] = LOWER,
    ['c'] = LOWER | CLASS_DENIES,
    ['d'] = LOWER,
    ['e'] = LOWER,
    FOUR('f', LOWER),
    FOUR('j', LOWER),
    ['n'] = LOWER | CLASS_DENIES,
    FOUR('o', LOWER),
    ['s'] = LOWER,
    ['t'] = LOWER,
    ['u'] = LOWER | CLASS_DENIES,
    FOUR('v', LOWER),
    ['z'] = LOWER,
    TWELVE('A', UPPER),
    TWELVE('M', UPPER),
    ['Y'] = UPPER,
    ['Z'] = UPPER,
    FOUR('0', DIGIT),
    FOUR('4', DIGIT),
    ['8'] = DIGIT,
    ['9'] = DIGIT,
    ['_'] = CLASS_WORD | CLASS_JOINS | CLASS_DENIES,
    ['`'] = CLASS_MARK,
    ['{'] = CLASS_MARK,
    ['$'] = CLASS_MARK,
    ['%'] = CLASS_MARK,
    ['<'] = CLASS_MARK,
    ['~'] = CLASS_MARK,
    ['-'] = CLASS_MARK | CLASS_JOINS,
    ['/'] = CLASS_MARK | CLASS_JOINS,
    ['.'] = CLASS_MARK | CLASS_JOINS,
    ['@'] = CLASS_JOINS,
    ['+'] = CLASS_JOINS,
    [':'] = CLASS_JOINS,
    ['\''] = CLASS_JOINS,
    ['('] = CLASS_JOINS,
};

size_t token_emit(struct cursor *c, enum token_kind kind, size_t from, size_t to)
{
    struct side *s = c->side;
    if (kind == TOKEN_WORD)
        return push_word(c, from, to, false);
    struct token *t = push(c, kind, from, to);
    if (token_is_word(t->kind))
        read_word(c, t, from, to - from, false);
    memset(s->residue.s + from, 1, to - from);
    /* Han inside a code span is no prose. */
    bool wide =
        kind == TOKEN_CODE && s->han && str_ascii_run((struct str){c->s + from, to - from}) < to - from;
    for (size_t i = from; wide && i < to && s->han; i++)
        s->han -= (unsigned char)c->s[i] >= 0xE4 && (unsigned char)c->s[i] <= 0xE9;
    return to;
}

size_t token_run(const struct cursor *c, size_t at, const char *more)
{
    if (at >= c->len)
        return at;
    size_t stop = c->len - at > TOKEN_MAX ? at + TOKEN_MAX : c->len;
    while (at < stop && (ascii_is_alnum((unsigned char)c->s[at]) || (c->s[at] && strchr(more, c->s[at]))))
        at++;
    return at;
}
