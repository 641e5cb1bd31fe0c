/* Subschemas that apply each other to one and the same value would never end: a depth-first search over the
 * references and branches that do not go into the instance. */
#include "schema/compiler.h"

/* The subschemas that `sub` applies to its own value, one by one; NULL past the last, `sub` itself never. */
static const struct sub *applied(const struct sub *sub, size_t i)
{
    const struct apply_rules *a = sub->apply;
    if (a) {
        const struct sub *single[] = {
            a->ref,     a->dynamic && !a->dynamic->is_dynamic ? a->dynamic->sub : NULL,
            a->negated, a->condition,
            a->then,    a->otherwise};
        for (size_t k = 0; k < sizeof single / sizeof *single; k++)
            if (single[k] && i-- == 0)
                return single[k];
        const struct sub_list *lists[] = {&a->all, &a->any, &a->one};
        for (size_t k = 0; k < 3; k++) {
            if (i < lists[k]->len)
                return lists[k]->at[i];
            i -= lists[k]->len;
        }
    }
    for (size_t k = 0; sub->object && k < sub->object->dependent_count; k++)
        if (sub->object->dependents[k].sub && i-- == 0)
            return sub->object->dependents[k].sub;
    return NULL;
}

enum { NEW, OPEN, DONE };
struct step {
    struct sub *sub;
    size_t next;
};

static struct sub *own(const struct sub *sub)
{
    return sub->source->subs[sub->node];
}

static int search(struct compiler *c, struct sub *from)
{
    VEC(struct step) path = {0};
    int rc = 0;
    from->mark = OPEN;
    *vec_push(&path) = (struct step){from, 0};
    while (path.len && rc == 0) {
        struct step *top = vec_last(&path);
        const struct sub *next = applied(top->sub, top->next++);
        if (!next) {
            top->sub->mark = DONE;
            path.len--;
        } else if (next->mark == OPEN) {
            rc = compiler_fail(c, top->sub->source, top->sub->node,
                               "this schema comes back to itself without going into the value, by way of %s",
                               top->sub->apply && top->sub->apply->ref == next ? "$ref" : "its subschemas");
        } else if (next->mark == NEW) {
            own(next)->mark = OPEN;
            *vec_push(&path) = (struct step){own(next), 0};
        }
    }
    vec_release(&path);
    return rc;
}

int check_loops(struct compiler *c)
{
    for (size_t i = 0; i < c->queue.len; i++)
        if (c->queue.at[i]->mark == NEW && c->queue.at[i]->apply && search(c, c->queue.at[i]) != 0)
            return -1;
    return 0;
}
