/* A pattern as a program with empty moves, which regex/nfa.c makes states of. Private to regex/nfa*.c. */
#ifndef KEDB_REGEX_PROGRAM_H
#define KEDB_REGEX_PROGRAM_H

#include "regex/nfa.h"

enum op {
    OP_SET,    /* takes a character of `set`, goes to a */
    OP_BRANCH, /* to each of arms[a .. a + b), in that order */
    OP_LOOP,   /* again (a) or out (b); lazy: out first */
    OP_ASSERT, /* `kind`: enum regex_assert; goes to a */
    OP_NEXT,   /* only before characters of `set` (and the end, when `edge`); goes to a */
    OP_BEFORE, /* only after characters of `set` (and the beginning, when `edge`); goes to a */
    OP_LOOK,   /* a lookaround: its body a is tried and left, then b */
    OP_MAYBE,  /* to a, perhaps: what decides is not modelled */
    OP_DEAD,   /* nowhere */
    OP_ACCEPT,
    OP_ACCEPT_LOOK, /* the end of a lookaround's body */
};

struct node {
    uint8_t op;
    uint8_t kind;
    bool lazy;
    bool edge;
    uint32_t set; /* index of a set */
    uint32_t a, b;
    uint32_t from, to; /* of a set: bytes of the pattern */
};

struct program {
    const struct regex_tree *t;
    struct arena *k;
    VEC(struct node) nodes;
    VEC(uint32_t) arms;
    VEC(struct regex_set) sets;
    uint32_t start;  /* of the pattern */
    uint32_t search; /* the set of all characters before it, looping */
    uint32_t cap;    /* of bounds */
    unsigned options;
    bool approximate;
    bool capped;
    bool overflow;
    unsigned calls; /* open calls */
};

/* False: more than NFA_NODES_MAX nodes. The vectors are released by program_release(). */
bool program_build(struct program *p, const struct regex_tree *t, unsigned options, struct arena *k);
void program_release(struct program *p);

#endif
