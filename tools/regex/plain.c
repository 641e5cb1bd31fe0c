/* Linear for certain: see plain.h. */
#include "regex/plain.h"

enum { LOOPS_MAX = 16, OPTIONS_MAX = 4 };

/* One part of a branch, groups opened. */
struct part {
    const struct regex_node *node; /* or the first of a run of characters */
    unsigned option;               /* bit of the optional group that it stands in; 0: none */
};

struct branch {
    const struct regex_tree *t;
    struct arena *k;
    struct part *parts;
    size_t count;
    unsigned options;
};

static bool has_loop(const struct regex_node *n)
{
    if ((n->kind == REGEX_REPEAT && n->max == REGEX_INFINITE) || n->kind == REGEX_BACKREF ||
        n->kind == REGEX_CALL || n->kind == REGEX_CONDITIONAL || n->kind == REGEX_LOOK ||
        n->kind == REGEX_VERB)
        return true;
    for (const struct regex_node *c = n->child; c; c = regex_past_run(c))
        if (c->kind != REGEX_CHAR && has_loop(c))
            return true;
    return false;
}

static bool is_character(const struct regex_node *n)
{
    return n->kind == REGEX_CHAR || n->kind == REGEX_ANY || n->kind == REGEX_SHORTHAND ||
           n->kind == REGEX_CLASS;
}

/* Opens groups and optional groups that hold a loop; false where that does not help. Recursion is bounded by
 * the tree's depth. */
static bool open_parts(struct branch *b, const struct regex_node *n, unsigned option)
{
    bool sequence = n->kind == REGEX_SEQUENCE;
    if (n->kind == REGEX_ALTERNATION)
        return false;
    for (const struct regex_node *it = sequence ? n->child : n; it;
         it = sequence ? regex_past_run(it) : NULL) {
        bool optional = it->kind == REGEX_REPEAT && it->min == 0 && it->max == 1 && it->sub != POSSESSIVE;
        const struct regex_node *group = optional ? it->child : it;
        if (group->kind != REGEX_GROUP || group->sub > GROUP_PLAIN || !has_loop(group)) {
            b->parts[b->count++] = (struct part){it, option};
            continue;
        }
        if (optional && (option || b->options == OPTIONS_MAX))
            return false;
        if (!open_parts(b, group->child, optional ? 1U << b->options++ : option))
            return false;
    }
    return true;
}

static bool is_there(const struct part *p, unsigned chosen)
{
    return !p->option || p->option & chosen;
}

/* Whether the set lacks all that a node, a character, stands for. */
static bool lacks(const struct branch *b, const struct regex_node *n, struct regex_set set)
{
    struct regex_set one;
    uint32_t other = n->kind == REGEX_CHAR && n->flags & REGEX_FLAG_I ? n->cp | 0x20 : n->cp;
    if (n->kind == REGEX_CHAR && n->cp < 0x80 && other != 'k' &&
        other != 's') /* these two have a third case */
        return !regex_set_has(set, n->cp) && !(ascii_is_alpha((unsigned char)n->cp) &&
                                               n->flags & REGEX_FLAG_I && regex_set_has(set, n->cp ^ 0x20));
    return regex_node_set(b->t, n, b->k, &one) && !regex_set_meets(one, set);
}

/* Whether a part before `to` and not before `from` is a character that the set lacks. */
static bool is_parted(const struct branch *b, unsigned chosen, size_t from, size_t to, struct regex_set set)
{
    for (size_t i = from; i < to; i++) {
        const struct regex_node *n = b->parts[i].node;
        if (!is_there(&b->parts[i], chosen) || !is_character(n))
            continue;
        for (uint32_t k = 0, run = regex_run_length(n); k < run; k++)
            if (lacks(b, n + k, set))
                return true;
    }
    return false;
}

static bool is_last(const struct branch *b, unsigned chosen, size_t at)
{
    do
        at++;
    while (at < b->count && !is_there(&b->parts[at], chosen));
    return at == b->count;
}

/* One way through the optional groups. */
static bool is_linear_way(const struct branch *b, unsigned chosen)
{
    size_t loops[LOOPS_MAX], count = 0;
    struct regex_set sets[LOOPS_MAX];
    for (size_t at = 0; at < b->count; at++) {
        const struct regex_node *n = b->parts[at].node;
        if (!is_there(&b->parts[at], chosen))
            continue;
        if (n->kind != REGEX_REPEAT || n->max != REGEX_INFINITE) {
            if (has_loop(n))
                return false;
            continue;
        }
        if (!is_character(n->child) || n->sub == POSSESSIVE || count == LOOPS_MAX ||
            !regex_node_set(b->t, n->child, b->k, &sets[count]))
            return false;
        bool last = is_last(b, chosen, at); /* the match is over there: nothing fails */
        if (!last && !is_parted(b, chosen, 0, at, sets[count]))
            return false;
        for (size_t i = 0; i < count && !last; i++)
            if (!is_parted(b, chosen, loops[i] + 1, at, sets[i]) &&
                !is_parted(b, chosen, loops[i] + 1, at, sets[count]))
                return false;
        loops[count++] = at;
    }
    return true;
}

static bool is_linear_branch(const struct regex_tree *t, const struct regex_node *n, struct arena *k)
{
    struct branch b = {.t = t, .k = k, .parts = arena_alloc(k, (t->node_count + 1) * sizeof *b.parts)};
    if (!open_parts(&b, n, 0))
        return false;
    for (unsigned chosen = 0; chosen < 1U << b.options; chosen++)
        if (!is_linear_way(&b, chosen))
            return false;
    return true;
}

bool regex_is_plainly_linear(const struct regex_tree *t, struct arena *k)
{
    if (t->root->kind != REGEX_ALTERNATION)
        return is_linear_branch(t, t->root, k);
    regex_foreach_child(c, t->root)
    {
        if (!is_linear_branch(t, c, k))
            return false;
    }
    return true;
}
