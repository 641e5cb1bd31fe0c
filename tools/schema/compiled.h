/* The compiled form, private to schema/. */
#ifndef KEDB_SCHEMA_COMPILED_H
#define KEDB_SCHEMA_COMPILED_H

#include "regex/match.h"
#include "schema/format.h"
#include "schema/schema.h"

struct sub;

struct named_sub {
    struct str name;
    uint32_t hash;
    const struct sub *sub;
};

struct pattern_sub {
    struct regex *regex;
    struct str pattern;
    const struct sub *sub;
};

struct name_list {
    struct str *at;
    uint32_t *hashes;
    size_t len;
};

struct dependent {
    struct str name;
    struct name_list needs;
};

struct subs {
    const struct sub **at;
    size_t len;
};

/* One subschema. A keyword that is absent is NULL, empty or JSON_NONE. Nodes are of the schema document. */
struct sub {
    json_node node;     /* the subschema itself */
    bool always, never; /* the boolean schemas, and {} */
    uint8_t types;      /* 1 << enum json_type; 0: any */
    bool integer;       /* numbers must be integers */
    json_node enumeration, constant;
    uint64_t enum_bits; /* bit of the hash of each string in the enumeration; all ones when it holds other
                           values */
    json_node minimum, maximum, exclusive_minimum, exclusive_maximum;
    size_t min_length, max_length, min_items, max_items, min_properties,
        max_properties; /* max: SIZE_MAX without */
    struct regex *pattern;
    format_check *format;
    bool unique;
    struct named_sub *properties; /* in the schema's order */
    size_t property_count;
    uint16_t *property_slots; /* index + 1 by hash & mask */
    uint32_t property_mask;
    struct pattern_sub *patterns;
    size_t pattern_count;
    const struct sub *additional, *names, *items, *negated, *condition, *then, *otherwise, *ref;
    struct subs prefix, all, any, one;
    struct name_list required;
    struct dependent *dependents;
    size_t dependent_count;
};

struct schema {
    const struct json_doc *doc;
    const char *name;
    const struct sub *root;
    struct sub **by_node; /* compiled subschemas by node of the document */
    struct arena arena;
    VEC(struct regex *) regexes;
};

struct schema_scratch {
    struct matcher *matcher;
    unsigned depth;
};

#endif
