/* The parser: what is known only at the end: groups that are referred to, lengths of lookbehinds, products of
 * bounds. */
#include "regex/parser.h"

static int resolve(struct parser *s, struct regex_node *n)
{
    if (n->name_to > n->name_from) {
        struct str name = regex_node_name(s->t, n);
        for (size_t i = 0; i < s->names.len; i++)
            if (str_eq(s->names.at[i].name, name)) {
                n->number = s->names.at[i].number;
                return 0;
            }
        parser_fail(s, n->name_from, n->name_to, "there is no group of this name", NULL);
        return -1;
    }
    if (n->number <= s->groups)
        return 0;
    parser_fail(s, n->from, n->to,
                s->groups
                    ? arena_printf(s->a, "there is no group %u: the pattern has %u", n->number, s->groups)
                    : arena_printf(s->a, "there is no group %u: the pattern has none", n->number),
                NULL);
    return -1;
}

struct length {
    uint32_t min, max; /* characters; REGEX_INFINITE: no bound, or too many to count */
};

static uint32_t add(uint32_t a, uint32_t b)
{
    return a >= REGEX_INFINITE - b ? REGEX_INFINITE : a + b;
}

static uint32_t times(uint32_t a, uint32_t b)
{
    uint64_t v = (uint64_t)a * b;
    return a == 0 || b == 0                                                    ? 0
           : a == REGEX_INFINITE || b == REGEX_INFINITE || v >= REGEX_INFINITE ? REGEX_INFINITE
                                                                               : (uint32_t)v;
}

/* Lengths of what a node matches, noting lookbehinds that some engines refuse on the way, and bounds whose
 * product (`outer` so far) is large. Depth is bounded by the parser. */
static struct length measure(struct parser *s, const struct regex_node *n, uint64_t outer);

static struct length measure_children(struct parser *s, const struct regex_node *n, uint64_t outer,
                                      bool either)
{
    struct length all = {either ? REGEX_INFINITE : 0, 0};
    for (const struct regex_node *c = n->child; c; c = either ? c->next : regex_past_run(c)) {
        if (n->kind == REGEX_CONDITIONAL && c->kind == REGEX_LOOK && c == n->child && c->next) {
            measure(s, c, outer);
            continue;
        }
        uint32_t run = either ? 1 : regex_run_length(c);
        struct length one = {run, run};
        if (c->kind != REGEX_CHAR)
            one = measure(s, c, outer);
        if (either) {
            all.min = one.min < all.min ? one.min : all.min;
            all.max = one.max > all.max ? one.max : all.max;
        } else {
            all.min = add(all.min, one.min);
            all.max = add(all.max, one.max);
        }
    }
    return all;
}

static void check_lookbehind(struct parser *s, const struct regex_node *n, uint64_t outer)
{
    const struct regex_node *inner = n->child;
    struct length whole = {0, 0};
    bool variable = false, unequal = false;
    size_t branch = 0;
    if (inner->kind == REGEX_ALTERNATION) {
        regex_foreach_child(c, inner)
        {
            struct length one = measure(s, c, outer);
            variable |= one.min != one.max;
            unequal |= branch++ && (one.min != whole.min || one.max != whole.max);
            whole = one;
        }
    } else {
        whole = measure(s, inner, outer);
        variable = whole.min != whole.max;
    }
    if (variable)
        parser_note(s, CONSTRUCT_LOOKBEHIND_VARIABLE, 0, n->from, n->to);
    else if (unequal)
        parser_note(s, CONSTRUCT_LOOKBEHIND_ALTERNATIVES, 0, n->from, n->to);
}

static struct length measure(struct parser *s, const struct regex_node *n, uint64_t outer)
{
    struct length one;
    switch (n->kind) {
    case REGEX_CHAR:
    case REGEX_ANY:
    case REGEX_SHORTHAND:
    case REGEX_PROPERTY:
    case REGEX_CLASS:
    case REGEX_BYTE: return (struct length){1, 1};
    case REGEX_NEWLINE: return (struct length){1, 2};
    case REGEX_CLUSTER: return (struct length){1, REGEX_INFINITE};
    case REGEX_BACKREF:
    case REGEX_CALL: return (struct length){0, REGEX_INFINITE};
    case REGEX_GROUP:
        one = measure(s, n->child, outer);
        return n->sub == GROUP_DEFINE ? (struct length){0, 0} : one;
    case REGEX_LOOK:
        if (n->sub == LOOK_BEHIND || n->sub == LOOK_NOT_BEHIND)
            check_lookbehind(s, n, outer);
        else
            measure(s, n->child, outer);
        return (struct length){0, 0};
    case REGEX_REPEAT: {
        uint32_t top = n->max == REGEX_INFINITE ? (n->min ? n->min : 1) : n->max;
        uint64_t product = outer * (top ? top : 1);
        product = product < UINT32_MAX ? product : UINT32_MAX;
        if (product > 1000 && outer <= 1000 && outer > 1 && top > 1 && top <= 1000)
            parser_note(s, CONSTRUCT_REPEAT_NESTED_OVER_1000, (uint32_t)product, n->from, n->to);
        one = measure(s, n->child, product);
        return (struct length){times(one.min, n->min), times(one.max, n->max)};
    }
    case REGEX_CONDITIONAL:
        one = measure_children(s, n, outer, true);
        return n->child->next ? one : (struct length){0, one.max};
    case REGEX_SEQUENCE: return measure_children(s, n, outer, false);
    case REGEX_ALTERNATION: return measure_children(s, n, outer, true);
    default: return (struct length){0, 0};
    }
}

int parse_finish(struct parser *s)
{
    for (size_t i = 0; i < s->references.len; i++)
        if (resolve(s, s->references.at[i]) != 0)
            return -1;
    measure(s, s->t->root, 1);
    return 0;
}
