/* The transition graph of a base: which error leads to which, and which are alike.
 *
 * Edges come from the references of records (the role, and the annotation `edge` that says which way it
 * goes); an edge that both of its records declare is one edge. */
#ifndef KEDB_RECORD_TRANSITION_H
#define KEDB_RECORD_TRANSITION_H

#include "base/strmap.h"
#include "record/record.h"

struct transition_node {
    struct str id, title;
    bool present;            /* a record of the base; else only referred to */
    uint32_t out, in, alike; /* edges */
    uint32_t cycle;          /* number of the cycle it is on + 1, or 0 */
};

struct transition_edge {
    uint32_t from, to; /* of look-alikes: the record that lists the other, and the other */
    double weight;     /* how often it is taken; below 0 when nothing is said */
    bool alike;
    bool twice; /* both records declare it */
};

struct transition_graph {
    VEC(struct transition_node) nodes; /* sorted by id after transition_finish() */
    VEC(struct transition_edge) edges; /* sorted by kind, from, to */
    size_t cycles;
    struct strmap ids;
    struct arena arena;
};

/* Adds a record that has an id; its strings are copied. */
void transition_add(struct transition_graph *g, const struct record *rec);
/* After the last record: sorts, joins, counts, finds cycles (strongly connected parts of more than one
 * record, Tarjan 1972, or an edge back to its own). */
void transition_finish(struct transition_graph *g);
/* The node of an id, or UINT32_MAX. After transition_finish(). */
uint32_t transition_find(const struct transition_graph *g, struct str id);
/* A way through the cycle that a node is on, back to it: the shortest; to free(). *len nodes. */
uint32_t *transition_cycle(const struct transition_graph *g, uint32_t node, size_t *len);
void transition_release(struct transition_graph *g);

#endif
