/* JSON Schema: compile once, evaluate many.
 *
 * Drafts 2020-12, 2019-09, 7, 6 and 4 with all their keywords; `$schema` decides for each resource, and a
 * reference may lead from one draft into another. A schema is compiled into a read-only form with references
 * resolved, names and values hashed and patterns prepared, which all threads share. Evaluation runs on the
 * tape and allocates nothing for a valid instance; the explaining pass runs only for one that fails.
 *
 * Numbers are compared as written, strings count code points, equality is by value. Every keyword's value is
 * checked against what its draft's meta-schema demands; what is wrong is an error with its place. Nothing is
 * ever fetched from the network: see registry.h for where other documents come from. */
#ifndef KEDB_SCHEMA_SCHEMA_H
#define KEDB_SCHEMA_SCHEMA_H

#include "base/err.h"
#include "json/doc.h"

/* Limits of one evaluation: subschemas within one another, and applications of subschemas in all, for each
 * node of the instance and to begin with. An evaluation that meets one is undecided, with a fault that says
 * so. */
enum { SCHEMA_DEPTH_MAX = 6000, SCHEMA_STEPS_MAX = 20000000, SCHEMA_STEPS_PER_NODE = 1000 };

struct schema;
struct registry;

struct schema_options {
    const char *name;          /* how places are reported: "record.schema.json" */
    struct str uri;            /* where the schema came from, absolute; empty: unknown */
    struct registry *registry; /* for references out of the document; NULL: the built-in meta-schemas only. It
                                  keeps the documents and must outlive the schema. */
    const char *dialect;       /* of a schema without $schema: a meta-schema's URI or a draft's name; NULL:
                                  2020-12 */
    bool assert_format;        /* formats are assertions in every dialect */
    bool is_meta;              /* of a meta-schema: not judged by its own */
};

/* Compiles the schema in `doc`, which must outlive it. NULL with a sentence that begins with the place in the
 * schema. Free with schema_free. */
struct schema *schema_compile_with(const struct json_doc *doc, const struct schema_options *options,
                                   struct err *err);
/* The same with formats asserted, no registry. */
struct schema *schema_compile(const struct json_doc *doc, const char *name, struct err *err);
void schema_free(struct schema *s);

/* What a reader of the schema should know though it is usable: ignored siblings of $ref, keywords of another
 * draft, words that look like misspelt keywords. */
struct schema_note {
    const struct json_doc *doc; /* the document of the schema, or one it refers to */
    const char *name;           /* of that document */
    json_node node;             /* a key or value of it */
    bool is_warning;            /* else an info */
    const char *message;
};
struct schema_notes {
    const struct schema_note *at;
    size_t len;
};
struct schema_notes schema_notes(const struct schema *s);

/* What one thread needs for evaluation. */
struct schema_scratch;
struct schema_scratch *schema_scratch_new(void);
void schema_scratch_free(struct schema_scratch *s);

enum schema_verdict { SCHEMA_VALID, SCHEMA_INVALID, SCHEMA_UNDECIDED /* a limit was met */ };
enum schema_verdict schema_judge(const struct schema *s, const struct json_doc *doc,
                                 struct schema_scratch *scratch);
/* After SCHEMA_UNDECIDED: which limit was met, as the rest of a sentence. */
const char *schema_limit(const struct schema_scratch *scratch);
/* schema_judge() says SCHEMA_VALID. */
bool schema_valid(const struct schema *s, const struct json_doc *doc, struct schema_scratch *scratch);

/* One fault of an instance. Strings live in the arena given to schema_explain. */
struct schema_fault {
    json_node node;                    /* the value at fault; a key for an unknown or duplicate name */
    const char *keyword;               /* "maximum" */
    const char *message;               /* "fail_rate is 1.4, above the maximum 1" */
    const char *help;                  /* what to do, or NULL */
    const char *place;                 /* "record.schema.json#/$defs/rate/maximum" */
    const struct json_doc *schema_doc; /* the document of the schema that the keyword stands in */
    const char *schema_name;           /* its name */
    json_node first;                   /* in it: the subschema of the keyword */
    json_node at;                      /* in it: the keyword's value; the subschema when it is `false` */
    struct str wanted;                 /* for enum and unknown keys: the nearest legal value, or empty */
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
