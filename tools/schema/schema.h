/* JSON Schema: compile once, evaluate many.
 *
 * A schema is compiled into a read-only tree of subschemas with their keywords resolved: references followed,
 * names hashed, patterns compiled. It is shared by all threads. Evaluation runs on the tape and allocates
 * nothing for a valid instance; the explaining pass runs only for one that fails.
 *
 * Draft 2020-12: $ref (within the document, by JSON Pointer or $anchor), $defs, type, enum, const, minimum,
 * maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern, format (asserted: date, uri),
 * properties, additionalProperties, patternProperties, propertyNames, required, minProperties, maxProperties,
 * dependentRequired, items, prefixItems, minItems, maxItems, uniqueItems, allOf, anyOf, oneOf, not,
 * if/then/else. A schema that uses an assertion outside this list is refused by name, never half obeyed.
 * Numbers are compared as written, strings count code points, equality is by value. */
#ifndef KEDB_SCHEMA_SCHEMA_H
#define KEDB_SCHEMA_SCHEMA_H

#include "base/err.h"
#include "json/doc.h"

enum { SCHEMA_DEPTH_MAX = 512 }; /* nesting of subschemas in one evaluation; deeper is a fault of its own */

struct schema;

/* Compiles the schema in `doc`, which must outlive it, as must nothing else. `name` is how places in the
 * schema are reported
 * ("record.schema.json"). NULL with a sentence that begins with the place in the schema. Free with
 * schema_free. */
struct schema *schema_compile(const struct json_doc *doc, const char *name, struct err *err);
void schema_free(struct schema *s);

/* What one thread needs for evaluation. */
struct schema_scratch;
struct schema_scratch *schema_scratch_new(void);
void schema_scratch_free(struct schema_scratch *s);

bool schema_valid(const struct schema *s, const struct json_doc *doc, struct schema_scratch *scratch);

/* One fault of an instance. Strings live in the arena given to schema_explain. */
struct schema_fault {
    json_node node;      /* the value at fault; a key for an unknown or duplicate name */
    const char *keyword; /* "maximum" */
    const char *message; /* "fail_rate is 1.4, above the maximum 1" */
    const char *help;    /* what to do, or NULL */
    const char *place;   /* "record.schema.json#/$defs/rate/maximum" */
    json_node first;     /* of the schema document: the annotated subschema the keyword stands in */
    struct str wanted;   /* for enum and unknown keys: the nearest legal value, or empty */
};

struct schema_faults {
    struct schema_fault *at;
    size_t len;
};

/* Every fault, in the order of the document; a value that fails because something inside it fails is not
 * reported itself. */
struct schema_faults schema_explain(const struct schema *s, const struct json_doc *doc,
                                    struct schema_scratch *scratch, struct arena *a);

#endif
