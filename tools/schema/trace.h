/* A whole evaluation, remembered: a tree of units, one for each subschema and keyword that was applied, with
 * what it came to. Private to schema/. Slow beside evaluate.h, and written apart from it: each judges the
 * other in the tests. */
#ifndef KEDB_SCHEMA_TRACE_H
#define KEDB_SCHEMA_TRACE_H

#include "schema/evaluate.h"

/* Beyond these subschemas are judged by evaluate() and leave no units of their own. */
enum { TRACE_DEPTH_MAX = 1500, TRACE_UNITS_MAX = 1000000 };

struct unit {
    const char *path;      /* keywordLocation: the way that evaluation took */
    const struct sub *sub; /* the subschema, or the one that the keyword stands in */
    const char *keyword;   /* NULL for a subschema */
    json_node node;        /* of the instance */
    bool valid;
    bool silent;                      /* annotations below speak of no place in the instance */
    const char *error;                /* a sentence, of a unit that fails by itself; NULL else */
    struct str annotation;            /* JSON text; s NULL without */
    struct unit *first, *last, *next; /* children; the next sibling */
};

struct trace {
    struct eval e;
    struct arena *arena;
    struct buf path;
    size_t units;
    unsigned depth;
};

/* The root's unit, in the arena. The instance must be one that evaluation can decide. */
struct unit *trace_run(struct trace *t, const struct schema *s, const struct json_doc *doc,
                       struct schema_scratch *scratch, struct arena *a);
void trace_release(struct trace *t);

/* trace_leaf.c: an assertion by itself. */
bool trace_leaf(struct trace *t, const struct sub *sub, enum keyword k, json_node n);

/* A unit below `parent` (NULL: the root's), last among its children. */
struct unit *trace_unit(struct trace *t, struct unit *parent, const struct sub *sub, const char *keyword,
                        json_node n);
/* A value's text as an error shows it: clipped, in the arena. */
const char *trace_shown(struct trace *t, struct str raw);

#endif
