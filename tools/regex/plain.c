/* Linear for certain: see plain.h. */
#include "regex/plain.h"

enum { LOOPS_MAX = 16 };

static bool has_loop(const struct regex_node *n)
{
    if ((n->kind == REGEX_REPEAT && n->max == REGEX_INFINITE) || n->kind == REGEX_BACKREF ||
        n->kind == REGEX_CALL || n->kind == REGEX_CONDITIONAL || n->kind == REGEX_LOOK ||
        n->kind == REGEX_VERB)
        return true;
    regex_foreach_child(c, n)
    {
        if (has_loop(c))
            return true;
    }
    return false;
}

static bool is_character(const struct regex_node *n)
{
    return n->kind == REGEX_CHAR || n->kind == REGEX_ANY || n->kind == REGEX_SHORTHAND ||
           n->kind == REGEX_CLASS;
}

/* Whether a part of a sequence, before `loop` and not before `after`, is a character that the set lacks. */
static bool is_parted(const struct regex_tree *t, const struct regex_node *after,
                      const struct regex_node *loop, struct regex_set set, struct arena *k)
{
    struct regex_set one;
    for (const struct regex_node *n = after; n != loop; n = n->next)
        if (is_character(n) && regex_node_set(t, n, k, &one) && !regex_set_meets(one, set))
            return true;
    return false;
}

static bool is_linear_branch(const struct regex_tree *t, const struct regex_node *branch, struct arena *k)
{
    const struct regex_node *first = branch->kind == REGEX_SEQUENCE ? branch->child : branch,
                            *loops[LOOPS_MAX];
    struct regex_set sets[LOOPS_MAX];
    size_t count = 0;
    for (const struct regex_node *n = first; n; n = branch->kind == REGEX_SEQUENCE ? n->next : NULL) {
        if (n->kind != REGEX_REPEAT || n->max != REGEX_INFINITE) {
            if (has_loop(n))
                return false;
            continue;
        }
        if (!is_character(n->child) || n->sub == POSSESSIVE || count == LOOPS_MAX ||
            !regex_node_set(t, n->child, k, &sets[count]))
            return false;
        bool last = branch->kind != REGEX_SEQUENCE || !n->next; /* the match is over there: nothing fails */
        if (!last && !is_parted(t, first, n, sets[count], k))
            return false;
        for (size_t i = 0; i < count && !last; i++)
            if (!is_parted(t, loops[i]->next, n, sets[i], k) &&
                !is_parted(t, loops[i]->next, n, sets[count], k))
                return false;
        loops[count++] = n;
    }
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
