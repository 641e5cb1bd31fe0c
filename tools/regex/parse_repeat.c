/* The parser: quantifiers. */
#include "regex/parser.h"

int parse_bounds(struct parser *s, uint32_t *min, uint32_t *max)
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
int parse_quantifiers(struct parser *s, struct node_list *l)
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
