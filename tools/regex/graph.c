/* Strongly connected components: see graph.h. */
#include "regex/graph.h"

struct call {
    uint32_t node;
    size_t next;
};

struct tarjan {
    struct graph *g;
    uint32_t *component, *index, *low;
    VEC(uint32_t) stack;
    VEC(struct call) calls;
    uint32_t counter, components;
};

static void enter(struct tarjan *t, uint32_t node)
{
    t->index[node] = t->low[node] = ++t->counter;
    *vec_push(&t->stack) = node;
    *vec_push(&t->calls) = (struct call){node, 0};
}

static void leave(struct tarjan *t, uint32_t node)
{
    if (t->low[node] == t->index[node]) {
        uint32_t member;
        do {
            member = t->stack.at[--t->stack.len];
            t->component[member] = t->components;
        } while (member != node);
        t->components++;
    }
    t->calls.len--;
    if (t->calls.len) {
        uint32_t above = vec_last(&t->calls)->node;
        t->low[above] = t->low[node] < t->low[above] ? t->low[node] : t->low[above];
    }
}

static bool walk(struct tarjan *t, uint32_t root)
{
    enter(t, root);
    while (t->calls.len) {
        struct call *c = vec_last(&t->calls);
        uint32_t node = c->node, to = t->g->neighbour(t->g->ctx, node, c->next++);
        if (t->g->work-- == 1)
            return false;
        if (to == GRAPH_END)
            leave(t, node);
        else if (to != GRAPH_NONE && !t->index[to])
            enter(t, to);
        else if (to != GRAPH_NONE && t->component[to] == GRAPH_NONE)
            t->low[node] = t->index[to] < t->low[node] ? t->index[to] : t->low[node];
    }
    return true;
}

uint32_t graph_components(struct graph *g, const uint32_t *from, size_t from_count, uint32_t *component,
                          bool *done, struct arena *k)
{
    struct tarjan t = {.g = g, .component = component};
    t.index = arena_zalloc(k, g->count + 1, sizeof *t.index);
    t.low = arena_alloc(k, (g->count + 1) * sizeof *t.low);
    memset(component, 0xFF, g->count * sizeof *component);
    *done = g->work > 0;
    for (size_t i = 0; i < from_count && *done; i++)
        if (!t.index[from[i]])
            *done = walk(&t, from[i]);
    vec_release(&t.stack);
    vec_release(&t.calls);
    return t.components;
}
