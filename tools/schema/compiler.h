/* What the parts of the compiler share, private to schema/.
 *
 * Documents are discovered first: a walk over the places where schemas stand finds identifiers and anchors
 * and makes an empty subschema for each place. Subschemas are then filled from a queue, beginning with the
 * root; what is never reached is filled last, and there a document that is not to be had is only worth a
 * warning. */
#ifndef KEDB_SCHEMA_COMPILER_H
#define KEDB_SCHEMA_COMPILER_H

#include "base/strmap.h"
#include "schema/compiled.h"
#include "schema/registry.h"

/* The members of a large object by their names. */
struct key_index {
    const struct json_doc *doc;
    json_node object;
    struct strmap keys; /* the value's node */
};

struct compiler {
    struct schema *s;
    const struct schema_options *options;
    struct registry *registry;
    struct err *err;
    const struct dialect *standard; /* of documents without $schema */
    struct strmap by_uri;           /* resources by URI: index into s->resources */
    VEC(struct sub *) queue;
    size_t filled;
    bool lenient;                                      /* what is filled cannot be reached */
    VEC(const struct dialect *) dialects;              /* of meta-schemas that are no draft's own */
    struct strmap patterns;                            /* compiled already: index into s->patterns */
    VEC(struct key_index) indexes;                     /* of large objects that pointers lead through */
    struct strmap unknown;                             /* words noted already */
    unsigned noted[DRAFT_COUNT][(KW_COUNT + 31) / 32]; /* keywords of other drafts noted already */
};

/* Ends the compilation: a sentence that begins with the place of the node. Gives -1. */
int compiler_fail(struct compiler *c, const struct source *source, json_node n, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void compiler_note(struct compiler *c, const struct source *source, json_node n, bool is_warning,
                   const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The subschema at a node, made when there was none; NULL after compiler_fail when the value is no schema. */
struct sub *compiler_sub(struct compiler *c, const struct source *source, const struct resource *resource,
                         json_node n);
/* The same, put in the queue to be filled. */
const struct sub *compiler_need(struct compiler *c, struct sub *sub);

/* discover.c: the identifiers of a document, or of a part that was passed by before. */
struct source *discover_document(struct compiler *c, const struct json_doc *doc, const char *name,
                                 struct str uri);
int discover(struct compiler *c, const struct source *source, const struct resource *inside, json_node n);
/* The dialect that $schema names. NULL after compiler_fail. */
const struct dialect *dialect_choose(struct compiler *c, const struct source *source, json_node schema,
                                     struct str base);

/* references.c: what a reference in `sub` means; *by_anchor (may be NULL) tells that the fragment is a plain
 * name. NULL with *missing true when the document is not to be had and c->lenient; NULL after compiler_fail
 * else. */
struct sub *reference_resolve(struct compiler *c, const struct sub *sub, json_node at, struct str text,
                              struct str *by_anchor, bool *missing);
const struct anchor *resource_anchor(const struct resource *r, struct str name);

/* keywords.c, keyword_lists.c: one subschema from its keywords. */
int fill_sub(struct compiler *c, struct sub *sub);
int read_object_keyword(struct compiler *c, struct sub *sub, enum keyword k, json_node v,
                        struct object_rules *out);
int finish_object(struct compiler *c, struct sub *sub, struct object_rules *out, json_node properties,
                  json_node required);
const struct sub *read_sub(struct compiler *c, const struct sub *sub, json_node v);
int read_sub_list(struct compiler *c, const struct sub *sub, json_node v, struct sub_list *out);
int read_pattern(struct compiler *c, const struct sub *sub, json_node v, struct pattern *out);
int read_enum(struct compiler *c, const struct sub *sub, json_node v, const struct value_set **out);

/* tune.c: what makes evaluation fast, once all is read: references followed, branches told apart. */
void tune(struct compiler *c);
/* tune_patterns.c */
void tune_patterns(struct compiler *c, struct object_rules *r);

/* loops.c: -1 after compiler_fail when subschemas apply each other to one value without end. */
int check_loops(struct compiler *c);

#endif
