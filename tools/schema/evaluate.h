/* The walk over schema and instance, private to schema/. */
#ifndef KEDB_SCHEMA_EVALUATE_H
#define KEDB_SCHEMA_EVALUATE_H

#include "schema/compiled.h"

struct eval;

/* Called for each fault: the subschema, the value (or key) at fault, the keyword ("false" for the boolean
 * schema, "depth", "steps" and "pattern limit" for limits), and what the keyword adds: the bound's node in
 * the schema, for required the index into object->names, for dependentRequired and dependencies the index of
 * the dependent shifted by 16 and that of the need, for uniqueItems (at the later item) the
 * earlier one, for oneOf how many
 * branches fit (0 or 2), for contains how many items fit. */
typedef void collector(struct eval *e, const struct sub *sub, json_node n, const char *keyword,
                       json_node detail);

struct memo_entry {
    const struct sub *sub; /* NULL: free */
    json_node node;
    uint32_t scope;
    bool valid, marks; /* marks: some were made, and must be made again where they are wanted */
};

/* What the engine said of a short text: values such as a locale or a version come again. */
enum { VERDICTS = 32, VERDICT_TEXT = 38 };
struct verdict {
    uint64_t print; /* of the pattern; 0: free */
    bool fits;
    uint8_t len;
    char text[VERDICT_TEXT];
};

struct schema_scratch {
    struct matcher *matcher;
    struct verdict verdicts[VERDICTS];
    unsigned depth;
    uint64_t steps, steps_max, memo_after;
    bool memo_at_once;    /* tests: verdicts are remembered from the first step on */
    const char *limit;    /* the limit that was met ("depth", "steps", "pattern limit"), or NULL */
    VEC(json_node) marks; /* evaluated members and items, a stack; a node itself stands for all of its own */
    VEC(const struct resource *) scope; /* the dynamic scope, outermost first, none twice */
    VEC(uint64_t) order;                /* uniqueItems */
    struct memo_entry *memo;            /* verdicts of references, once an evaluation has become long */
    size_t memo_count, memo_size;
};

/* Why a keyword applies that need not: the condition of a then or else, the member of a dependent keyword. */
struct cause {
    const struct cause *outer;
    const struct sub *sub;
    const struct dependent *dependent; /* NULL: of then or else */
    json_node node;
    bool is_else;
};

struct eval {
    const struct schema *schema;
    const struct json_doc *doc;
    struct schema_scratch *scratch;
    collector *collect; /* NULL: stop at the first fault */
    struct arena *arena;
    const struct cause *cause; /* the innermost */
    void *more;                /* the collector's own */
};

/* Makes the scratch ready for one evaluation. */
void evaluate_begin(struct eval *e);
bool evaluate(struct eval *e, const struct sub *sub, json_node n);
/* Without collecting. */
bool evaluate_quietly(struct eval *e, const struct sub *sub, json_node n);
/* What a dynamic reference means in the present scope. */
const struct sub *evaluate_target(const struct eval *e, const struct dynamic_ref *ref);

/* Reports unless the walk only wants to know; gives false either way. */
bool evaluate_fault(struct eval *e, const struct sub *sub, json_node n, const char *keyword,
                    json_node detail);
/* A limit was met: the evaluation is undecided. Gives false. */
bool evaluate_limit(struct eval *e, const struct sub *sub, json_node n, const char *limit);

/* `ok`, or a fault; leaves the function when nobody collects. */
#define CHECK(ok, keyword, detail)                                                                           \
    do {                                                                                                     \
        if (!(ok)) {                                                                                         \
            fine = evaluate_fault(e, sub, n, (keyword), (detail));                                           \
            if (!e->collect)                                                                                 \
                return false;                                                                                \
        }                                                                                                    \
    } while (0)

/* evaluate(), where `marking` says that somebody asks which members and items were evaluated: they are then
 * added to scratch->marks. */
bool evaluate_marking(struct eval *e, const struct sub *sub, json_node n, bool marking);

/* Enters the sub's resource in the dynamic scope; gives the scope's length before. */
size_t evaluate_enter(struct eval *e, const struct sub *sub);
/* Adds the marks of all keywords but the unevaluated ones; gives where they begin on the stack. */
size_t evaluate_marks(struct eval *e, const struct sub *sub, json_node n);

/* evaluate_leaf.c: the groups of rules, for a value of their type. */
bool evaluate_number(struct eval *e, const struct sub *sub, json_node n);
bool evaluate_string(struct eval *e, const struct sub *sub, json_node n);
bool evaluate_enum(struct eval *e, const struct sub *sub, json_node n);
bool evaluate_unique(struct eval *e, const struct sub *sub, json_node array);
/* The member with a name: its key node, or JSON_NONE. */
json_node member_find(const struct json_doc *doc, json_node object, struct str name, uint32_t hash);

/* evaluate_memo.c: the entry of a verdict, its sub NULL when it is not known; *scope is for memo_keep(). */
struct memo_entry *memo_find(struct schema_scratch *s, const struct sub *sub, json_node n, uint32_t *scope);
void memo_keep(struct schema_scratch *s, struct memo_entry entry);

#endif
