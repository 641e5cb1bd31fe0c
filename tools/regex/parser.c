/* What the files of the parser share: its place, nodes, notes, faults, names and numbers. */
#include "regex/parser.h"

#include "base/utf8.h"

static const char *const construct_names[] = {
#define X(id, name) name,
    REGEX_CONSTRUCTS(X)
#undef X
};

const char *regex_construct_name(enum regex_construct c)
{
    return construct_names[c];
}

bool parser_take(struct parser *s, const char *word)
{
    if (!parser_looks_at(s, word))
        return false;
    s->at += strlen(word);
    return true;
}

struct regex_node *parser_node(struct parser *s, enum regex_kind kind, unsigned sub, size_t from, size_t to)
{
    struct regex_node *n = arena_alloc(s->a, sizeof *n);
    *n = (struct regex_node){
        .kind = (uint8_t)kind,
        .sub = (uint8_t)sub,
        .flags = (uint8_t)s->flags,
        .from = (uint32_t)from,
        .to = (uint32_t)to,
    };
    s->t->node_count++;
    return n;
}

void parser_note(struct parser *s, enum regex_construct c, uint32_t value, size_t from, size_t to)
{
    *vec_push(&s->notes) = (struct regex_note){c, value, (uint32_t)from, (uint32_t)to};
}

void *parser_fail(struct parser *s, size_t from, size_t to, const char *what, const char *help)
{
    *s->fault = (struct regex_fault_span){from, to < s->end ? to : s->end, what, help};
    if (s->fault->from > s->fault->to)
        s->fault->from = s->fault->to;
    return NULL;
}

void node_list_add(struct node_list *l, struct regex_node *n)
{
    if (n->kind != REGEX_COMMENT) {
        l->before = l->last;
        l->item = n;
    }
    if (l->last)
        l->last->next = n;
    else
        l->first = n;
    l->last = n;
    l->count++;
}

bool parse_decimal(struct parser *s, uint32_t *out)
{
    if (!ascii_is_digit(parser_peek(s, 0)))
        return false;
    uint64_t v = 0;
    for (; ascii_is_digit(parser_peek(s, 0)); s->at++)
        v = v < REGEX_INFINITE ? v * 10 + (parser_peek(s, 0) - '0') : v;
    *out = v < REGEX_INFINITE ? (uint32_t)v : REGEX_INFINITE - 1;
    return true;
}

struct regex_node *parse_plain(struct parser *s, bool in_class)
{
    size_t from = s->at;
    uint32_t cp = utf8_next(s->p, &s->at);
    struct regex_node *n =
        parser_node(s, REGEX_CHAR, s->quoted ? SPELLED_QUOTED : SPELLED_PLAIN, from, s->at);
    n->cp = cp;
    n->in_class = in_class;
    if (cp >= 0x80)
        parser_note(s, cp > 0xFFFF ? CONSTRUCT_ASTRAL : CONSTRUCT_NON_ASCII, cp, from, s->at);
    return n;
}

static bool is_name_byte(unsigned char c)
{
    return ascii_is_alnum(c) || c == '_' || c == '$' || c >= 0x80;
}

bool parse_name(struct parser *s, char close, size_t *from, size_t *to)
{
    *from = s->at;
    while (is_name_byte(parser_peek(s, 0)))
        s->at++;
    *to = s->at;
    if (*from == *to) {
        parser_fail(s, s->at, s->at + 1, "the name of a group is missing here", NULL);
        return false;
    }
    if (ascii_is_digit((unsigned char)s->p.s[*from])) {
        parser_fail(s, *from, *to, "a group's name cannot begin with a digit", NULL);
        return false;
    }
    if (parser_peek(s, 0) != (unsigned char)close || !parser_more(s)) {
        parser_fail(s, s->at, s->at + 1,
                    arena_printf(s->a, "the group's name is not closed by %c here", close), NULL);
        return false;
    }
    s->at++;
    return true;
}
