/* Strongly connected components (Tarjan 1972, without recursion) of a graph given by a function. */
#ifndef KEDB_REGEX_GRAPH_H
#define KEDB_REGEX_GRAPH_H

#include "base/mem.h"

#define GRAPH_NONE UINT32_MAX

struct graph {
    uint32_t count;
    /* The i-th neighbour of a node, GRAPH_NONE for an edge that is not there, or GRAPH_END after the last. */
    uint32_t (*neighbour)(void *ctx, uint32_t node, size_t i);
    void *ctx;
    size_t work; /* neighbours that may still be asked for; 0 in the end: given up */
};
#define GRAPH_END (UINT32_MAX - 1)

/* component[node]: its number; a component's number is higher than those it leads to. Only nodes reached from
 * the given ones get one, the others GRAPH_NONE. Returns how many; *done is false when the work ran out. */
uint32_t graph_components(struct graph *g, const uint32_t *from, size_t from_count, uint32_t *component,
                          bool *done, struct arena *k);

#endif
