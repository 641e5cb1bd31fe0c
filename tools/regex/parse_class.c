/* The parser: classes in brackets. */
#include "regex/parser.h"
#include "regex/set.h"

/* [:name:] here: its node, or NULL when it is none that PCRE2 knows. */
static struct regex_node *posix_class(struct parser *s)
{
    size_t from = s->at, a = from + 2;
    if (parser_peek(s, 1) != ':')
        return NULL;
    bool negated = parser_peek(s, 2) == '^';
    a += negated;
    size_t b = a;
    while (b < s->end && ascii_is_lower((unsigned char)s->p.s[b]))
        b++;
    if (b + 1 >= s->end || s->p.s[b] != ':' || s->p.s[b + 1] != ']' ||
        !regex_posix_known(str_sub(s->p, a, b)))
        return NULL;
    s->at = b + 2;
    parser_note(s, CONSTRUCT_POSIX_CLASS, 0, from, s->at);
    struct regex_node *n = parser_node(s, REGEX_POSIX, negated, from, s->at);
    n->name_from = (uint32_t)a;
    n->name_to = (uint32_t)b;
    n->in_class = true;
    return n;
}

/* Characters that mean something in a class elsewhere: nested classes and operators. */
static void note_special(struct parser *s, unsigned char c, size_t at)
{
    if (c == '[')
        parser_note(s, CONSTRUCT_CLASS_OPEN_BRACKET, 0, at, at + 1);
    else if (c && strchr("(){}/|", c))
        parser_note(s, CONSTRUCT_CLASS_SYNTAX, c, at, at + 1);
    if (c == 0 || at + 1 >= s->end || (unsigned char)s->p.s[at + 1] != c)
        return;
    if (c == '&')
        parser_note(s, CONSTRUCT_CLASS_INTERSECTION, c, at, at + 2);
    else if (strchr("!#$%*+,.:;<=>?@^`~|", c))
        parser_note(s, CONSTRUCT_CLASS_DOUBLE, c, at, at + 2);
}

/* One character, escape or POSIX class. NULL with a fault, or without: \Q or \E. */
static struct regex_node *class_atom(struct parser *s)
{
    s->fault->what = NULL;
    if (s->quoted) {
        if (!parser_looks_at(s, "\\E"))
            return parse_plain(s, true);
        s->at += 2;
        s->quoted = false;
        return NULL;
    }
    unsigned char c = parser_peek(s, 0);
    if (c == '\\')
        return parse_escape(s, true);
    if (c == '[') {
        struct regex_node *n = posix_class(s);
        if (n)
            return n;
    }
    note_special(s, c, s->at);
    return parse_plain(s, true);
}

/* What follows the hyphen of a would-be range: its last character, or NULL (with or without a fault). */
static struct regex_node *range_end(struct parser *s)
{
    struct regex_node *n;
    do
        n = class_atom(s);
    while (!n && !s->fault->what && parser_more(s) && (s->quoted || parser_peek(s, 0) != ']'));
    return n;
}

/* After an item, at a hyphen that may make a range of it. Adds what it finds; -1 after a fault. */
static int class_hyphen(struct parser *s, struct node_list *l, struct regex_node *class)
{
    size_t hyphen = s->at;
    struct regex_node *low = l->last;
    if (parser_peek(s, 1) == ']' || hyphen + 1 >= s->end) {
        parser_note(s, CONSTRUCT_CLASS_HYPHEN_LAST, 0, hyphen, hyphen + 1);
        node_list_add(l, parse_plain(s, true));
        return 0;
    }
    if (low->kind != REGEX_CHAR) {
        parser_note(s, CONSTRUCT_CLASS_HYPHEN_AFTER_SHORTHAND, 0, hyphen, hyphen + 1);
        node_list_add(l, parse_plain(s, true));
        return 0;
    }
    if (parser_looks_at(s, "--") && (low->cp > '-' || parser_peek(s, 2) == '[')) {
        parser_note(s, CONSTRUCT_CLASS_SUBTRACTION, 0, hyphen, hyphen + 2);
        class->sub |= CLASS_OPERATOR;
        node_list_add(l, parse_plain(s, true));
        node_list_add(l, parse_plain(s, true));
        return 0;
    }
    struct regex_node *minus = parse_plain(s, true);
    struct regex_node *high = range_end(s);
    if (!high && s->fault->what)
        return -1;
    if (!high || high->kind != REGEX_CHAR) {
        if (high)
            parser_note(s, CONSTRUCT_CLASS_RANGE_TO_SHORTHAND, 0, low->from, high->to);
        node_list_add(l, minus);
        if (high)
            node_list_add(l, high);
        return 0;
    }
    if (high->cp < low->cp) {
        parser_fail(s, low->from, high->to, "the range is out of order",
                    "put the smaller character first, or escape the hyphen");
        return -1;
    }
    if (high->cp >= 0x80)
        parser_note(s, CONSTRUCT_RANGE_NON_ASCII, high->cp, low->from, high->to);
    struct regex_node *first = arena_alloc(s->a, sizeof *first);
    *first = *low;
    first->next = high;
    /* the low end's own node becomes the range, so that the list stays as it is */
    low->kind = REGEX_RANGE;
    low->sub = 0;
    low->to = high->to;
    low->child = first;
    s->t->node_count++;
    return 1;
}

/* The last bracket is missing; in ECMAScript [] is a class without characters and [^] one with all. */
static struct regex_node *empty_class(struct parser *s, size_t from, bool negated)
{
    s->at = from + (negated ? 3 : 2);
    s->quoted = false;
    parser_note(s, CONSTRUCT_CLASS_EMPTY, 0, from, s->at);
    return parser_node(s, REGEX_CLASS, negated ? CLASS_NEGATED : 0, from, s->at);
}

struct regex_node *parse_class(struct parser *s)
{
    size_t from = s->at++;
    struct node_list l = {0};
    size_t notes = s->notes.len;
    bool negated = parser_take(s, "^");
    struct regex_node *class = parser_node(s, REGEX_CLASS, negated ? CLASS_NEGATED : 0, from, from);
    size_t start = s->at;
    bool bracket_first = parser_peek(s, 0) == ']';
    if (bracket_first)
        parser_note(s, CONSTRUCT_CLASS_FIRST_BRACKET, 0, s->at, s->at + 1);
    bool after_range = false;
    while (parser_more(s) && (s->quoted || parser_peek(s, 0) != ']' || (s->at == start && bracket_first))) {
        if (s->flags & REGEX_FLAG_XX && !s->quoted &&
            (parser_peek(s, 0) == ' ' || parser_peek(s, 0) == '\t')) {
            s->at++;
            continue;
        }
        bool hyphen = parser_peek(s, 0) == '-' && !s->quoted;
        if (hyphen && l.count && !after_range) {
            int done = class_hyphen(s, &l, class);
            if (done < 0)
                return NULL;
            after_range = done;
            continue;
        }
        if (hyphen && (s->at == start || parser_peek(s, 1) == ']'))
            parser_note(s, CONSTRUCT_CLASS_HYPHEN_LAST, 0, s->at, s->at + 1);
        struct regex_node *n = class_atom(s);
        if (!n && s->fault->what)
            return NULL;
        if (n)
            node_list_add(&l, n);
        after_range = false;
    }
    if (!parser_take(s, "]")) {
        if (bracket_first) {
            s->notes.len = notes;
            return empty_class(s, from, negated);
        }
        return parser_fail(s, from, from + 1, "the class is not closed",
                           "add the missing ], or escape the [ when it stands for itself");
    }
    class->to = (uint32_t)s->at;
    class->child = l.first;
    return class;
}
