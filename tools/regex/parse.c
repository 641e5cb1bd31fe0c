/* The parser: alternatives, sequences, quantifiers. Escapes, classes and groups have files of their own. */
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
    struct regex_node *n = arena_zalloc(s->a, 1, sizeof *n);
    n->kind = (uint8_t)kind;
    n->sub = (uint8_t)sub;
    n->flags = (uint8_t)s->flags;
    n->from = (uint32_t)from;
    n->to = (uint32_t)to;
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

/* {n} {n,} {n,m}: 1 and the place moved past it; 0: no quantifier, {,n} is noted; -1 fault. */
static int parse_bounds(struct parser *s, uint32_t *min, uint32_t *max)
{
    size_t from = s->at, q = s->at;
    s->at++;
    if (parse_decimal(s, min)) {
        *max = *min;
        if (parser_take(s, ",") && !parse_decimal(s, max))
            *max = REGEX_INFINITE;
        if (parser_take(s, "}")) {
            if (*max < *min) {
                parser_fail(s, from, s->at, "the bounds of the quantifier are out of order",
                            "write the smaller one first");
                return -1;
            }
            uint32_t top = *max == REGEX_INFINITE ? *min : *max;
            if (top > REGEX_REPEAT_MAX)
                parser_note(s, CONSTRUCT_REPEAT_OVER_65535, top, from, s->at);
            else if (top > 1000)
                parser_note(s, CONSTRUCT_REPEAT_OVER_1000, top, from, s->at);
            return 1;
        }
    } else if (parser_take(s, ",") && parse_decimal(s, max) && parser_take(s, "}")) {
        parser_note(s, CONSTRUCT_BOUND_WITHOUT_MINIMUM, *max, from, s->at);
        s->quiet_to = s->at;
    }
    s->at = q;
    return 0;
}

/* The quantifier here: 1, none: 0, a fault: -1. */
static int parse_quantifier(struct parser *s, uint32_t *min, uint32_t *max)
{
    switch (parser_peek(s, 0)) {
    case '*': *min = 0, *max = REGEX_INFINITE; break;
    case '+': *min = 1, *max = REGEX_INFINITE; break;
    case '?': *min = 0, *max = 1; break;
    case '{': return parse_bounds(s, min, max);
    default: return 0;
    }
    s->at++;
    return 1;
}

static struct regex_node *repeat_of(struct parser *s, struct regex_node *item, uint32_t min, uint32_t max)
{
    enum regex_greed greed = s->flags & REGEX_FLAG_U ? LAZY : GREEDY;
    if (parser_take(s, "?"))
        greed = s->flags & REGEX_FLAG_U ? GREEDY : LAZY;
    else if (parser_take(s, "+")) {
        greed = POSSESSIVE;
        s->t->features |= REGEX_HAS_ATOMIC;
        parser_note(s, CONSTRUCT_POSSESSIVE, 0, s->at - 1, s->at);
    }
    struct regex_node *n = parser_node(s, REGEX_REPEAT, greed, item->from, s->at);
    n->child = item;
    n->min = min;
    n->max = max;
    if (max > 1)
        s->t->features |= REGEX_HAS_REPEAT;
    if (max == REGEX_INFINITE)
        s->t->features |= REGEX_HAS_LOOP;
    return n;
}

static bool is_repeatable(const struct regex_node *n)
{
    return n->kind != REGEX_FLAGS && n->kind != REGEX_COMMENT && n->kind != REGEX_VERB &&
           n->kind != REGEX_CALLOUT;
}

/* Quantifiers after the last item of a sequence, which they wrap. -1 after a fault. */
static int parse_quantifiers(struct parser *s, struct node_list *l)
{
    for (unsigned stack = 0;; stack++) {
        size_t from = s->at;
        uint32_t min = 0, max = 0;
        int found = s->quoted ? 0 : parse_quantifier(s, &min, &max);
        if (found <= 0)
            return found;
        struct regex_node *item = l->item;
        if (!item || !is_repeatable(item)) {
            parser_fail(s, from, s->at, "there is nothing to repeat before the quantifier",
                        "escape it with a backslash when it stands for itself");
            return -1;
        }
        if (stack == REGEX_STACK_MAX) {
            parser_fail(s, from, s->at, "too many quantifiers on one item", "one quantifier says it");
            return -1;
        }
        if (item->kind == REGEX_REPEAT)
            parser_note(s, CONSTRUCT_REPEAT_OF_REPEAT, 0, from, s->at);
        else if (item->kind == REGEX_ASSERT || item->kind == REGEX_LOOK)
            parser_note(s, CONSTRUCT_REPEAT_OF_ASSERTION, 0, from, s->at);
        struct regex_node *rest = item->next;
        struct regex_node *wrapped = repeat_of(s, item, min, max);
        item->next = NULL;
        wrapped->next = rest;
        l->item = wrapped;
        if (l->before)
            l->before->next = wrapped;
        else
            l->first = wrapped;
        if (l->last == item)
            l->last = wrapped;
    }
}

static bool is_blank_under_x(uint32_t cp)
{
    return (cp < 0x80 && ascii_is_space((unsigned char)cp)) || cp == 0x85 || cp == 0x200E || cp == 0x200F ||
           cp == 0x2028 || cp == 0x2029;
}

/* Under the flag x: blanks and comments up to the line's end. */
static bool skip_blanks(struct parser *s)
{
    size_t from = s->at;
    while (s->flags & REGEX_FLAG_X && !s->quoted && parser_more(s)) {
        size_t next = s->at;
        uint32_t cp = utf8_next(s->p, &next);
        if (cp == '#')
            while (next < s->end && s->p.s[next] != '\n')
                next++;
        else if (!is_blank_under_x(cp))
            break;
        s->at = next;
    }
    return s->at > from;
}

static struct regex_node *assertion(struct parser *s, enum regex_assert which)
{
    s->at++;
    return parser_node(s, REGEX_ASSERT, which, s->at - 1, s->at);
}

static struct regex_node *parse_special(struct parser *s, unsigned char c)
{
    struct regex_node *n;
    switch (c) {
    case '(': return parse_group(s);
    case '[': return parse_class(s);
    case '\\': return parse_escape(s, false);
    case '^': return assertion(s, ASSERT_CARET);
    case '$': parser_note(s, CONSTRUCT_DOLLAR, 0, s->at, s->at + 1); return assertion(s, ASSERT_DOLLAR);
    case '.':
        parser_note(s, CONSTRUCT_DOT, 0, s->at, s->at + 1);
        s->at++;
        return parser_node(s, REGEX_ANY, ANY_DOT, s->at - 1, s->at);
    default:
        n = parse_plain(s, false);
        if (n->from < s->quiet_to)
            return n;
        if (c == '{' || c == '}')
            parser_note(s, c == '{' ? CONSTRUCT_LITERAL_OPEN_BRACE : CONSTRUCT_LITERAL_CLOSE_BRACE, 0,
                        n->from, n->to);
        else if (c == ']')
            parser_note(s, CONSTRUCT_LITERAL_CLOSE_BRACKET, 0, n->from, n->to);
        return n;
    }
}

/* One item of a sequence. 1 added, 0 nothing was there for the tree, -1 fault. */
static int parse_item(struct parser *s, struct node_list *l)
{
    if (s->quoted) {
        if (parser_take(s, "\\E")) {
            s->quoted = false;
            return 0;
        }
        node_list_add(l, parse_plain(s, false));
        return 1;
    }
    size_t from = s->at;
    if (skip_blanks(s)) {
        node_list_add(l, parser_node(s, REGEX_COMMENT, 0, from, s->at));
        return 1;
    }
    s->fault->what = NULL;
    struct regex_node *n = parse_special(s, parser_peek(s, 0));
    if (!n)
        return s->fault->what ? -1 : 0;
    node_list_add(l, n);
    return 1;
}

static struct regex_node *sequence_of(struct parser *s, struct node_list *l, size_t from)
{
    if (l->count == 1)
        return l->first;
    struct regex_node *n = parser_node(s, l->count ? REGEX_SEQUENCE : REGEX_EMPTY, 0, from, s->at);
    n->child = l->first;
    return n;
}

static struct regex_node *parse_sequence(struct parser *s)
{
    struct node_list l = {0};
    size_t from = s->at;
    while (parser_more(s) && (s->quoted || (parser_peek(s, 0) != '|' && parser_peek(s, 0) != ')'))) {
        if (l.count == 0 && !s->quoted && parser_peek(s, 0) && strchr("*+?", parser_peek(s, 0)))
            return parser_fail(s, s->at, s->at + 1, "there is nothing to repeat before the quantifier",
                               "escape it with a backslash when it stands for itself");
        if (l.count == 0 && !s->quoted && parser_peek(s, 0) == '{') {
            uint32_t min, max;
            size_t brace = s->at;
            int found = parse_bounds(s, &min, &max);
            if (found)
                return found < 0
                           ? NULL
                           : parser_fail(s, brace, s->at, "there is nothing to repeat before the quantifier",
                                         "escape the brace with a backslash when it stands for itself");
        }
        int done = parse_item(s, &l);
        if (done < 0 || parse_quantifiers(s, &l) < 0)
            return NULL;
    }
    return sequence_of(s, &l, from);
}

struct regex_node *parse_alternation(struct parser *s, size_t from)
{
    struct node_list branches = {0};
    for (;;) {
        size_t start = s->at;
        struct regex_node *n = parse_sequence(s);
        if (!n)
            return NULL;
        node_list_add(&branches, n);
        bool more = parser_take(s, "|");
        if (n->kind == REGEX_EMPTY && (more || branches.count > 1))
            parser_note(s, CONSTRUCT_EMPTY_ALTERNATIVE, 0, more ? start : start - 1,
                        more ? start + 1 : start);
        if (!more)
            break;
    }
    if (branches.count == 1)
        return branches.first;
    struct regex_node *n = parser_node(s, REGEX_ALTERNATION, 0, from, s->at);
    n->child = branches.first;
    return n;
}

static int by_place(const void *a, const void *b)
{
    const struct regex_note *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->construct != y->construct ? (x->construct < y->construct ? -1 : 1)
                                        : (x->to > y->to) - (x->to < y->to);
}

static int parse_all(struct parser *s)
{
    size_t bad = utf8_valid(s->p);
    if (bad < s->end) {
        parser_fail(s, bad, bad + 1, "the pattern is not UTF-8 here", NULL);
        return -1;
    }
    if (s->end > REGEX_PARSE_MAX) {
        parser_fail(s, REGEX_PARSE_MAX, s->end,
                    arena_printf(s->a, "the pattern has %zu bytes, more than %d", s->end, REGEX_PARSE_MAX),
                    "no engine compiles one so long: name what is constant in the error");
        return -1;
    }
    s->t->root = parse_alternation(s, 0);
    if (!s->t->root)
        return -1;
    if (parser_more(s)) {
        parser_fail(s, s->at, s->at + 1, "the parenthesis closes no group",
                    "escape it with a backslash when it stands for itself");
        return -1;
    }
    s->t->groups = s->groups;
    return parse_finish(s);
}

int regex_parse(struct regex_tree *t, struct str pattern, unsigned flags, struct arena *a,
                struct regex_fault_span *fault)
{
    *t = (struct regex_tree){.pattern = pattern};
    struct parser s = {.t = t, .a = a, .fault = fault, .p = pattern, .end = pattern.len, .flags = flags};
    int result = parse_all(&s);
    if (result == 0 && s.notes.len) {
        t->note_count = s.notes.len;
        t->notes = arena_alloc(a, s.notes.len * sizeof *t->notes);
        memcpy(t->notes, s.notes.at, s.notes.len * sizeof *t->notes);
        qsort(t->notes, t->note_count, sizeof *t->notes, by_place);
    }
    vec_release(&s.notes);
    vec_release(&s.names);
    vec_release(&s.references);
    return result;
}
