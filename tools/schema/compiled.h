/* The compiled form, private to schema/ (with what schema.h shows of it). Read-only once compiled, shared by
 * threads.
 *
 * A schema is made of sources (documents: the schema itself, what it refers to), in which resources begin
 * (the root, each subschema with an identifier), in which subschemas stand. Subschemas know their source, so
 * a node of theirs is always a node of sub->source->doc. What a subschema demands is kept by the type of
 * value it speaks of, so that a string is never asked about the keywords of objects. */
#ifndef KEDB_SCHEMA_COMPILED_H
#define KEDB_SCHEMA_COMPILED_H

#include "schema/dialect.h"
#include "schema/format.h"
#include "schema/pattern.h"
#include "schema/schema.h"

struct sub;

struct source {
    const struct json_doc *doc;
    const char *name;         /* how places in it are reported: "record.schema.json" */
    struct str uri;           /* where it came from, or an invented one */
    struct sub **subs;        /* by node: what is compiled or will be */
    struct resource **begins; /* by node: the resource that begins there */
    const struct resource *root;
};

/* A name given by $anchor, $dynamicAnchor, or in draft 6 and 7 by "$id": "#name". */
struct anchor {
    struct str name;
    json_node node;
    bool dynamic;
};

struct resource {
    struct str uri; /* absolute, without fragment */
    const struct source *source;
    json_node node;
    const struct dialect *dialect;
    struct anchor *anchors;
    size_t anchor_count;
    bool is_scope; /* holds dynamic anchors ($recursiveAnchor counts as one without name) */
    bool reached;  /* has a subschema that evaluation can come to */
};

struct sub_list {
    const struct sub **at;
    size_t len;
};

struct bound {
    json_node node; /* JSON_NONE: no such bound */
    struct str lexeme;
    int64_t value; /* when it is written as an integer of at most 18 digits */
    bool is_small;
};

struct number_rules {
    struct bound minimum, maximum, exclusive_minimum, exclusive_maximum; /* draft 4's too */
    struct bound multiple_of;
};

struct string_rules {
    size_t min_length, max_length; /* code points; max: SIZE_MAX without */
    const struct pattern *pattern;
    format_check *format; /* NULL when not asserted or not known */
    unsigned content;     /* what draft-07 asserts of it: enum content_bit */
};

/* The values of enum, found by hash. */
struct value_set {
    json_node node;   /* the keyword's value */
    json_node *slots; /* by hash & mask; 0: none */
    uint32_t *hashes; /* of the slots' values */
    uint32_t mask;
};

struct array_rules {
    size_t min_items, max_items;
    size_t min_contains, max_contains; /* 1 and SIZE_MAX without the keywords */
    struct sub_list prefix;            /* prefixItems, or items before 2020-12 when it is a list */
    const struct sub *rest;            /* items past them, or NULL */
    enum keyword rest_keyword;         /* KW_items or KW_additional_items */
    const struct sub *contains;
    bool contains_evaluates; /* 2020-12: items that `contains` fits are evaluated */
    bool unique;
};

/* A name that the object's keywords speak of. */
struct name_rule {
    struct str name;
    uint32_t hash;
    bool required;
    const struct sub *sub; /* of `properties`, or NULL */
};

/* Pattern rules by the text that a name must begin with, for schemas with many: a name is looked up once for
 * each length of such texts; rules without one are always tried. */
struct pattern_index {
    uint32_t *lengths; /* ascending */
    size_t length_count;
    uint32_t *slots; /* index + 1 of the first rule with a text, by its hash & mask */
    uint32_t mask;
    uint32_t *next;       /* by rule: index + 1 of the next rule with the same text */
    struct str *prefixes; /* by rule; len 0: none */
    uint32_t *others;
    size_t other_count;
};

struct pattern_rule {
    const struct pattern *pattern;
    struct str text;
    json_node key;
    const struct sub *sub;
};

/* When `name` is there, `needs` must be, and `sub` must hold of the object. */
struct dependent {
    struct str name;
    uint32_t hash;
    struct str *needs;
    uint32_t *need_hashes;
    size_t need_count;
    const struct sub *sub;
    enum keyword keyword; /* dependentRequired, dependentSchemas or dependencies */
    json_node key;
};

struct object_rules {
    size_t min_properties, max_properties;
    struct name_rule *names; /* of properties, in their order, then those only required */
    uint32_t name_count, required_count;
    uint32_t *slots; /* index + 1 into names by hash & mask */
    uint32_t mask;
    uint64_t bits; /* 1 << (hash & 63) of each name */
    struct pattern_rule *patterns;
    size_t pattern_count;
    const struct pattern_index *pattern_index; /* NULL when they are few */
    const struct sub *additional, *property_names;
    struct dependent *dependents;
    size_t dependent_count;
    bool looks_at_members;
};

/* $dynamicRef and $recursiveRef: `sub` unless the dynamic scope has an outer anchor of this name. */
struct dynamic_ref {
    const struct sub *sub;
    struct str anchor;
    bool is_dynamic; /* false: `sub` it is */
};

/* Branches of oneOf or anyOf told apart by a property that each of them requires to be one of its own
 * strings: for an object only those of its string can fit, and the branches without such a property. */
struct branch_switch {
    struct str name;
    uint32_t hash;
    struct branch_case {
        const struct json_doc *doc;
        json_node value; /* a string of `doc`; JSON_NONE: free slot */
        uint32_t hash, branch;
    } * slots;
    uint32_t mask;
    uint32_t *open; /* branches without the property */
    size_t open_count;
};

/* Keywords that apply subschemas to the value itself. */
struct apply_rules {
    const struct sub *ref;
    struct dynamic_ref *dynamic;
    struct sub_list all, any, one;
    const struct sub *negated, *condition, *then, *otherwise;
    const struct sub *unevaluated_items, *unevaluated_properties;
    const struct branch_switch *any_switch, *one_switch; /* NULL when branches are not told apart */
};

enum { SUB_RULES, SUB_ALWAYS, SUB_NEVER }; /* ALWAYS: true and schemas that demand nothing */
enum { TYPES_ANY = 0xFF };
enum { NUMBER_ANY, NUMBER_INTEGER, NUMBER_INTEGER_AS_WRITTEN };

/* One subschema. Groups of rules are NULL when it has none of them. */
struct sub {
    const struct source *source;
    const struct resource *resource;
    json_node node;
    uint8_t kind;
    uint8_t types;   /* 1 << enum json_type for each type allowed (keys count as strings), TYPES_ANY */
    uint8_t integer; /* numbers must be integers: by value, in draft 4 as written */
    bool enters;     /* its resource takes part in dynamic scopes */
    bool is_leaf;    /* applies no other subschema */
    bool is_target;  /* of a reference: its verdicts are remembered in long evaluations */
    bool is_queued;
    uint8_t mark; /* of the search for loops */
    const struct number_rules *number;
    const struct string_rules *string;
    struct array_rules *array;
    struct object_rules *object;
    const struct value_set *enumeration;
    json_node constant; /* JSON_NONE: no const */
    struct apply_rules *apply;
};

struct schema {
    const struct sub *root;
    VEC(struct source *) sources; /* [0]: the schema's own */
    VEC(struct resource *) resources;
    VEC(struct schema_note) notes;
    struct arena arena;
    VEC(struct ecma *) patterns;   /* those of kind ENGINE */
    struct registry *own_registry; /* when none was given */
    bool has_dynamics;             /* some reference depends on the dynamic scope */
};

/* The node of the keyword's value in the subschema, or JSON_NONE. */
static inline json_node sub_keyword(const struct sub *sub, enum keyword k)
{
    return json_get(sub->source->doc, sub->node, str_of(keyword_rows[k].name));
}

#endif
