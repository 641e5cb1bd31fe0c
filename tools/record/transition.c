/* The transition graph: see transition.h. */
#include "record/transition.h"

static uint32_t node_of(struct transition_graph *g, struct str id)
{
    bool fresh;
    uint32_t *known = strmap_get(&g->ids, id);
    if (known)
        return *known;
    struct str own = arena_str(&g->arena, id);
    uint32_t n = *strmap_put(&g->ids, own, (uint32_t)g->nodes.len, &fresh);
    *vec_push(&g->nodes) = (struct transition_node){.id = own};
    return n;
}

void transition_add(struct transition_graph *g, const struct record *rec)
{
    struct arena work = ARENA_INIT;
    struct str id = record_string(rec, record_first(rec, ROLE_RECORD_ID), &work);
    if (!id.len) {
        arena_release(&work);
        return;
    }
    uint32_t own = node_of(g, id);
    g->nodes.at[own].present = true;
    g->nodes.at[own].title =
        arena_str(&g->arena, record_string(rec, record_first(rec, ROLE_SIGNATURE), &work));
    struct role_hits edges = record_role(rec, ROLE_REFERENCE);
    for (size_t i = 0; i < edges.len; i++) {
        const struct role_place *place = record_place_of(rec, edges.at[i]);
        struct str other = record_string(rec, edges.at[i]->node, &work);
        json_node weight = edges.at[i]->item == JSON_NONE
                               ? JSON_NONE
                               : record_in_item(rec, ROLE_EDGE_WEIGHT, edges.at[i]->item);
        if (!other.len)
            continue;
        uint32_t to = node_of(g, other);
        bool back = place->edge_from;
        *vec_push(&g->edges) =
            (struct transition_edge){.from = back ? to : own,
                                     .to = back ? own : to,
                                     .weight = weight == JSON_NONE ? -1 : json_number(rec->doc, weight),
                                     .alike = place->roles >> ROLE_CONFUSION & 1};
    }
    arena_release(&work);
}

static int by_id(const void *a, const void *b)
{
    return str_cmp(((const struct transition_node *)a)->id, ((const struct transition_node *)b)->id);
}

static int by_ends(const void *a, const void *b)
{
    const struct transition_edge *x = a, *y = b;
    if (x->alike != y->alike)
        return x->alike - y->alike;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->weight > y->weight ? -1 : x->weight < y->weight;
}

/* Nodes by id, edges by their ends; the same edge twice becomes one. */
static void sort(struct transition_graph *g)
{
    size_t n = g->nodes.len, kept = 0;
    uint32_t *fresh = mem_alloc(n * sizeof *fresh);
    struct str *before = mem_alloc(n * sizeof *before);
    for (size_t i = 0; i < n; i++)
        before[i] = g->nodes.at[i].id;
    if (n)
        qsort(g->nodes.at, n, sizeof *g->nodes.at, by_id);
    for (size_t i = 0; i < n; i++)
        *strmap_get(&g->ids, g->nodes.at[i].id) = (uint32_t)i;
    for (size_t i = 0; i < n; i++)
        fresh[i] = *strmap_get(&g->ids, before[i]);
    struct transition_edge *e;
    vec_foreach (e, &g->edges) {
        e->from = fresh[e->from];
        e->to = fresh[e->to];
    }
    if (g->edges.len)
        qsort(g->edges.at, g->edges.len, sizeof *g->edges.at, by_ends);
    for (size_t i = 0; i < g->edges.len; i++) {
        struct transition_edge *last = kept ? &g->edges.at[kept - 1] : NULL, x = g->edges.at[i];
        if (last && last->alike == x.alike && last->from == x.from && last->to == x.to)
            last->twice = true;
        else
            g->edges.at[kept++] = x;
    }
    g->edges.len = kept;
    free(fresh);
    free(before);
}

/* Where the edges of a node begin, for all nodes and one more: edges of transitions only. */
static uint32_t *first_edges(const struct transition_graph *g)
{
    uint32_t *first = mem_zalloc(g->nodes.len + 1, sizeof *first);
    for (size_t i = 0; i < g->edges.len; i++)
        if (!g->edges.at[i].alike)
            first[g->edges.at[i].from + 1]++;
    for (size_t i = 0; i < g->nodes.len; i++)
        first[i + 1] += first[i];
    return first;
}

/* Tarjan's strongly connected components, without recursion. */
static void find_cycles(struct transition_graph *g)
{
    size_t n = g->nodes.len;
    uint32_t *first = first_edges(g), *next = mem_alloc(n * sizeof *next),
             *order = mem_zalloc(n, sizeof *order), *low = mem_zalloc(n, sizeof *low),
             *stack = mem_alloc(n * sizeof *stack), *way = mem_alloc(n * sizeof *way);
    bool *open = mem_zalloc(n, sizeof *open);
    uint32_t count = 0, height = 0, depth = 0;
    for (uint32_t root = 0; root < n; root++) {
        if (order[root])
            continue;
        way[depth++] = root;
        while (depth) {
            uint32_t v = way[depth - 1];
            if (!order[v]) {
                order[v] = low[v] = ++count;
                next[v] = first[v];
                stack[height++] = v;
                open[v] = true;
            }
            if (next[v] < first[v + 1]) {
                uint32_t to = g->edges.at[next[v]++].to;
                if (!order[to])
                    way[depth++] = to;
                else if (open[to] && order[to] < low[v])
                    low[v] = order[to];
                continue;
            }
            depth--;
            if (depth && low[v] < low[way[depth - 1]])
                low[way[depth - 1]] = low[v];
            if (low[v] != order[v])
                continue;
            bool cycle = stack[height - 1] != v;
            for (uint32_t e = first[v]; e < first[v + 1]; e++)
                cycle |= g->edges.at[e].to == v;
            g->cycles += cycle;
            uint32_t member;
            do {
                member = stack[--height];
                open[member] = false;
                g->nodes.at[member].cycle = cycle ? (uint32_t)g->cycles : 0;
            } while (member != v);
        }
    }
    free(first);
    free(next);
    free(order);
    free(low);
    free(stack);
    free(way);
    free(open);
}

void transition_finish(struct transition_graph *g)
{
    sort(g);
    struct transition_edge *e;
    vec_foreach (e, &g->edges) {
        if (e->alike) {
            g->nodes.at[e->from].alike++;
            g->nodes.at[e->to].alike++;
        } else {
            g->nodes.at[e->from].out++;
            g->nodes.at[e->to].in++;
        }
    }
    find_cycles(g);
}

uint32_t transition_find(const struct transition_graph *g, struct str id)
{
    const uint32_t *n = strmap_get(&g->ids, id);
    return n ? *n : UINT32_MAX;
}

uint32_t *transition_cycle(const struct transition_graph *g, uint32_t node, size_t *len)
{
    size_t n = g->nodes.len, head = 0, tail = 0;
    uint32_t *first = first_edges(g), *from = mem_alloc(n * sizeof *from),
             *queue = mem_alloc((n + 1) * sizeof *queue);
    bool *seen = mem_zalloc(n, sizeof *seen), back = false;
    queue[tail++] = node;
    while (head < tail && !back) { /* breadth first, until an edge leads back */
        uint32_t v = queue[head++];
        for (uint32_t e = first[v]; e < first[v + 1] && !back; e++) {
            uint32_t to = g->edges.at[e].to;
            if (to == node) {
                back = true;
                from[node] = v;
            } else if (!seen[to]) {
                seen[to] = true;
                from[to] = v;
                queue[tail++] = to;
            }
        }
    }
    *len = 0;
    for (uint32_t v = node; back; v = from[v]) {
        queue[(*len)++] = v;
        if (from[v] == node)
            break;
    }
    for (size_t i = 1, j = *len ? *len - 1 : 0; i < j; i++, j--) { /* `node` first, then the way as it goes */
        uint32_t swap = queue[i];
        queue[i] = queue[j];
        queue[j] = swap;
    }
    free(first);
    free(from);
    free(seen);
    return queue;
}

void transition_release(struct transition_graph *g)
{
    vec_release(&g->nodes);
    vec_release(&g->edges);
    strmap_release(&g->ids);
    arena_release(&g->arena);
}
