/* The walk over schema and instance, private to schema/. */
#ifndef KEDB_SCHEMA_EVALUATE_H
#define KEDB_SCHEMA_EVALUATE_H

#include "schema/compiled.h"

struct eval;

/* Called for each fault: the subschema, the value (or key) at fault, the keyword, and what the keyword adds
 * (a node of the schema for bounds and enumerations, an index for required, the other item for uniqueItems,
 * branches that fit for oneOf). */
typedef void collector(struct eval *e, const struct sub *sub, json_node n, const char *keyword,
                       json_node detail);

struct eval {
    const struct schema *schema;
    const struct json_doc *doc;
    struct schema_scratch *scratch;
    collector *collect; /* NULL: stop at the first fault */
    struct arena *arena;
    VEC(struct schema_fault) faults;
};

bool evaluate(struct eval *e, const struct sub *sub, json_node n);
bool number_is_integer(struct str lexeme);

#endif
