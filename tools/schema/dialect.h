/* Drafts, vocabularies and keywords of JSON Schema: one row a keyword says in which drafts it has a meaning,
 * to which vocabulary it belongs and what its value looks like. */
#ifndef KEDB_SCHEMA_DIALECT_H
#define KEDB_SCHEMA_DIALECT_H

#include "base/str.h"

enum draft { DRAFT_4, DRAFT_6, DRAFT_7, DRAFT_2019, DRAFT_2020, DRAFT_COUNT };

/* Bits of drafts, for the rows below. */
enum {
    IN_4 = 1 << DRAFT_4,
    IN_6 = 1 << DRAFT_6,
    IN_7 = 1 << DRAFT_7,
    IN_2019 = 1 << DRAFT_2019,
    IN_2020 = 1 << DRAFT_2020,
    FROM_2019 = IN_2019 | IN_2020,
    FROM_7 = IN_7 | FROM_2019,
    FROM_6 = IN_6 | FROM_7,
    ANY_DRAFT = IN_4 | FROM_6,
};

/* Vocabularies of 2019-09 and 2020-12 (in 2019-09 the unevaluated keywords belong to the applicators). */
enum vocabulary {
    VOCABULARY_CORE = 1,
    VOCABULARY_APPLICATOR = 2,
    VOCABULARY_UNEVALUATED = 4,
    VOCABULARY_VALIDATION = 8,
    VOCABULARY_FORMAT = 16,           /* format as an annotation */
    VOCABULARY_FORMAT_ASSERTION = 32, /* format as an assertion */
    VOCABULARY_CONTENT = 64,
    VOCABULARY_METADATA = 128,
    VOCABULARY_STANDARD = 255 & ~VOCABULARY_FORMAT_ASSERTION,
};

/* What a keyword's value looks like. */
enum shape {
    SHAPE_ANY,
    SHAPE_STRING,
    SHAPE_BOOLEAN,
    SHAPE_NUMBER,
    SHAPE_POSITIVE, /* a number above zero */
    SHAPE_COUNT,    /* an integer from zero on */
    SHAPE_BOUND,    /* a number; in draft 4 a boolean */
    SHAPE_ARRAY,
    SHAPE_TYPES,          /* a type's name or a list of them */
    SHAPE_NAMES,          /* a list of strings */
    SHAPE_NAMES_MAP,      /* an object of lists of strings */
    SHAPE_URI,            /* a URI reference */
    SHAPE_ANCHOR,         /* a plain name */
    SHAPE_VOCABULARIES,   /* an object of booleans */
    SHAPE_PATTERN,        /* a regular expression */
    SHAPE_SCHEMA,         /* from here on: shapes that hold schemas */
    SHAPE_SCHEMA_OR_LIST, /* items before 2020-12 */
    SHAPE_SCHEMA_LIST,    /* at least one */
    SHAPE_SCHEMA_MAP,     /* by name */
    SHAPE_PATTERN_MAP,    /* by regular expression */
    SHAPE_DEPENDENCIES,   /* by name, a schema or a list of names */
    SHAPE_UNKNOWN,        /* of a word that is no keyword */
};

/* name in C, keyword, drafts, vocabulary, shape */
/* clang-format off */
#define KEYWORD_LIST(X) \
    X(schema, "$schema", ANY_DRAFT, CORE, STRING) \
    X(id, "$id", FROM_6, CORE, URI) \
    X(id4, "id", IN_4, CORE, URI) \
    X(ref, "$ref", ANY_DRAFT, CORE, URI) \
    X(anchor, "$anchor", FROM_2019, CORE, ANCHOR) \
    X(dynamic_anchor, "$dynamicAnchor", IN_2020, CORE, ANCHOR) \
    X(dynamic_ref, "$dynamicRef", IN_2020, CORE, URI) \
    X(recursive_anchor, "$recursiveAnchor", IN_2019, CORE, BOOLEAN) \
    X(recursive_ref, "$recursiveRef", IN_2019, CORE, URI) \
    X(vocabulary, "$vocabulary", FROM_2019, CORE, VOCABULARIES) \
    X(comment, "$comment", FROM_7, CORE, STRING) \
    X(defs, "$defs", FROM_2019, CORE, SCHEMA_MAP) \
    X(definitions, "definitions", ANY_DRAFT, CORE, SCHEMA_MAP) \
    X(all_of, "allOf", ANY_DRAFT, APPLICATOR, SCHEMA_LIST) \
    X(any_of, "anyOf", ANY_DRAFT, APPLICATOR, SCHEMA_LIST) \
    X(one_of, "oneOf", ANY_DRAFT, APPLICATOR, SCHEMA_LIST) \
    X(not, "not", ANY_DRAFT, APPLICATOR, SCHEMA) \
    X(if, "if", FROM_7, APPLICATOR, SCHEMA) \
    X(then, "then", FROM_7, APPLICATOR, SCHEMA) \
    X(else, "else", FROM_7, APPLICATOR, SCHEMA) \
    X(dependent_schemas, "dependentSchemas", FROM_2019, APPLICATOR, SCHEMA_MAP) \
    X(dependencies, "dependencies", ANY_DRAFT, APPLICATOR, DEPENDENCIES) \
    X(prefix_items, "prefixItems", IN_2020, APPLICATOR, SCHEMA_LIST) \
    X(items, "items", ANY_DRAFT, APPLICATOR, SCHEMA_OR_LIST) \
    X(additional_items, "additionalItems", IN_4 | IN_6 | IN_7 | IN_2019, APPLICATOR, SCHEMA) \
    X(contains, "contains", FROM_6, APPLICATOR, SCHEMA) \
    X(properties, "properties", ANY_DRAFT, APPLICATOR, SCHEMA_MAP) \
    X(pattern_properties, "patternProperties", ANY_DRAFT, APPLICATOR, PATTERN_MAP) \
    X(additional_properties, "additionalProperties", ANY_DRAFT, APPLICATOR, SCHEMA) \
    X(property_names, "propertyNames", FROM_6, APPLICATOR, SCHEMA) \
    X(unevaluated_items, "unevaluatedItems", FROM_2019, UNEVALUATED, SCHEMA) \
    X(unevaluated_properties, "unevaluatedProperties", FROM_2019, UNEVALUATED, SCHEMA) \
    X(type, "type", ANY_DRAFT, VALIDATION, TYPES) \
    X(enum, "enum", ANY_DRAFT, VALIDATION, ARRAY) \
    X(const, "const", FROM_6, VALIDATION, ANY) \
    X(multiple_of, "multipleOf", ANY_DRAFT, VALIDATION, POSITIVE) \
    X(maximum, "maximum", ANY_DRAFT, VALIDATION, NUMBER) \
    X(exclusive_maximum, "exclusiveMaximum", ANY_DRAFT, VALIDATION, BOUND) \
    X(minimum, "minimum", ANY_DRAFT, VALIDATION, NUMBER) \
    X(exclusive_minimum, "exclusiveMinimum", ANY_DRAFT, VALIDATION, BOUND) \
    X(max_length, "maxLength", ANY_DRAFT, VALIDATION, COUNT) \
    X(min_length, "minLength", ANY_DRAFT, VALIDATION, COUNT) \
    X(pattern, "pattern", ANY_DRAFT, VALIDATION, PATTERN) \
    X(max_items, "maxItems", ANY_DRAFT, VALIDATION, COUNT) \
    X(min_items, "minItems", ANY_DRAFT, VALIDATION, COUNT) \
    X(unique_items, "uniqueItems", ANY_DRAFT, VALIDATION, BOOLEAN) \
    X(max_contains, "maxContains", FROM_2019, VALIDATION, COUNT) \
    X(min_contains, "minContains", FROM_2019, VALIDATION, COUNT) \
    X(max_properties, "maxProperties", ANY_DRAFT, VALIDATION, COUNT) \
    X(min_properties, "minProperties", ANY_DRAFT, VALIDATION, COUNT) \
    X(required, "required", ANY_DRAFT, VALIDATION, NAMES) \
    X(dependent_required, "dependentRequired", FROM_2019, VALIDATION, NAMES_MAP) \
    X(format, "format", ANY_DRAFT, FORMAT, STRING) \
    X(content_encoding, "contentEncoding", FROM_7, CONTENT, STRING) \
    X(content_media_type, "contentMediaType", FROM_7, CONTENT, STRING) \
    X(content_schema, "contentSchema", FROM_2019, CONTENT, SCHEMA) \
    X(title, "title", ANY_DRAFT, METADATA, STRING) \
    X(description, "description", ANY_DRAFT, METADATA, STRING) \
    X(default, "default", ANY_DRAFT, METADATA, ANY) \
    X(examples, "examples", FROM_6, METADATA, ARRAY) \
    X(deprecated, "deprecated", FROM_2019, METADATA, BOOLEAN) \
    X(read_only, "readOnly", FROM_7, METADATA, BOOLEAN) \
    X(write_only, "writeOnly", FROM_7, METADATA, BOOLEAN)
/* clang-format on */

enum keyword {
#define X(c, name, drafts, vocabulary, shape) KW_##c,
    KEYWORD_LIST(X)
#undef X
        KW_COUNT,
    KW_NONE = KW_COUNT
};

struct keyword_row {
    const char *name;
    uint8_t length;
    uint8_t drafts;
    uint8_t vocabulary;
    uint8_t shape;
};
extern const struct keyword_row keyword_rows[KW_COUNT];

/* What `$schema` chose: a draft, and for 2019-09 and 2020-12 the vocabularies of the meta-schema. */
struct dialect {
    enum draft draft;
    unsigned vocabularies;
    struct str uri; /* of its meta-schema */
};

/* The keyword of a word, whatever the draft, or KW_NONE. */
enum keyword keyword_find(struct str word);

/* True when the keyword has a meaning in the dialect. */
static inline bool keyword_in(enum keyword k, const struct dialect *d)
{
    const struct keyword_row *row = &keyword_rows[k];
    return row->drafts >> d->draft & 1 &&
           (d->draft < DRAFT_2019 || row->vocabulary & d->vocabularies || row->vocabulary == VOCABULARY_CORE);
}

/* A draft by the URI of its meta-schema, as published or nearly so (http and https, with or without an empty
 * fragment), or by its name ("2020-12", "draft-07", "7"). False when it is none; *exact (may be NULL) tells
 * whether the URI was the published one, the empty fragment set aside. */
bool draft_find(struct str uri_or_name, enum draft *draft, bool *exact);
const char *draft_name(enum draft d);              /* "2020-12", "draft-07" */
const char *draft_uri(enum draft d);               /* of the meta-schema, as published */
const struct dialect *draft_dialect(enum draft d); /* with all its standard vocabularies */

/* The bit of a vocabulary's URI, 0 for one that is not known. */
unsigned vocabulary_find(struct str uri);

#endif
