/* From a schema document to its compiled form. Subschemas are compiled once each, found again by their node,
 * so that references may form loops; a loop that makes no progress in the instance is refused. */
#include "base/similar.h"
#include "schema/compiled.h"
#include "json/place.h"
#include "json/pointer.h"

#include <stdio.h>

struct compiler {
    struct schema *s;
    struct err *err;
    unsigned depth;
};

enum { COMPILE_DEPTH_MAX = 256 };

static int fail(struct compiler *c, json_node n, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static int fail(struct compiler *c, json_node n, const char *fmt, ...)
{
    const struct json_doc *doc = c->s->doc;
    struct srcmap map;
    struct buf pointer = BUF_INIT;
    char what[ERR_MAX / 2];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    srcmap_build(&map, doc->text);
    struct place p = srcmap_place(&map, json_cell(doc, n)->start);
    json_pointer_add(&pointer, doc, n);
    err_set(c->err, "%s:%u:%u: %s (#%s)", c->s->name, p.line, p.column, what, pointer.s ? pointer.s : "");
    srcmap_release(&map);
    buf_release(&pointer);
    return -1;
}

static const struct sub *compile(struct compiler *c, json_node n);

static int read_count(struct compiler *c, json_node v, size_t *out)
{
    double d = json_type(c->s->doc, v) == JSON_NUMBER ? json_number(c->s->doc, v) : -1;
    if (d < 0 || d != (double)(uint64_t)d)
        return fail(c, v, "a whole number from 0 on is expected, not %.*s", STR_FMT(json_raw(c->s->doc, v)));
    *out = d > 1e15 ? SIZE_MAX : (size_t)d;
    return 0;
}

static int read_limit(struct compiler *c, json_node v, json_node *out)
{
    *out = v;
    return json_type(c->s->doc, v) == JSON_NUMBER ? 0 : fail(c, v, "a number is expected");
}

static int read_types(struct compiler *c, json_node v, struct sub *sub)
{
    static const char *const words[] = {"null", "boolean", "number", "string", "array", "object", "integer"};
    static const uint8_t bits[] = {1 << JSON_NULL,   1 << JSON_TRUE | 1 << JSON_FALSE,
                                   1 << JSON_NUMBER, 1 << JSON_STRING,
                                   1 << JSON_ARRAY,  1 << JSON_OBJECT,
                                   1 << JSON_NUMBER};
    const struct json_doc *doc = c->s->doc;
    if (json_type(doc, v) == JSON_ARRAY) {
        json_foreach_item (doc, v, item)
            if (json_type(doc, item) == JSON_ARRAY || read_types(c, item, sub) != 0)
                return -1;
        return 0;
    }
    if (json_type(doc, v) != JSON_STRING)
        return fail(c, v, "a type's name is expected");
    struct similar near = similar_to(json_inner(doc, v));
    for (int i = 0; i < 7; i++) {
        similar_offer(&near, str_of(words[i]));
        if (!json_string_is(doc, v, str_of(words[i])))
            continue;
        bool plain_number = sub->types & 1 << JSON_NUMBER && !sub->integer;
        sub->types |= bits[i];
        if (i == 6 && !plain_number)
            sub->integer = true;
        else if (i == 2)
            sub->integer = false;
        return 0;
    }
    if (near.best.s)
        return fail(c, v, "there is no type %.*s; did you mean \"%.*s\"?", STR_FMT(json_raw(doc, v)),
                    STR_FMT(near.best));
    return fail(c, v, "there is no type %.*s", STR_FMT(json_raw(doc, v)));
}

static int read_enum(struct compiler *c, json_node v, struct sub *sub)
{
    const struct json_doc *doc = c->s->doc;
    if (json_type(doc, v) != JSON_ARRAY)
        return fail(c, v, "an array of values is expected");
    sub->enumeration = v;
    json_foreach_item (doc, v, item) {
        if (json_type(doc, item) == JSON_STRING)
            sub->enum_bits |= (uint64_t)1 << (json_key_hash(json_string(doc, item, &c->s->arena)) & 63);
    }
    return 0;
}

static int read_pattern(struct compiler *c, json_node v, struct regex **out)
{
    const struct json_doc *doc = c->s->doc;
    if (json_type(doc, v) != JSON_STRING && json_type(doc, v) != JSON_KEY)
        return fail(c, v, "a regular expression is expected");
    struct regex_fault fault;
    struct regex *r = regex_compile(json_string(doc, v, &c->s->arena), REGEX_SCHEMA, &fault);
    if (!r)
        return fail(c, v, "%.*s is no regular expression: %s at character %zu", STR_FMT(json_raw(doc, v)),
                    fault.what, fault.at + 1);
    *vec_push(&c->s->regexes) = r;
    *out = r;
    return 0;
}

static int read_names(struct compiler *c, json_node v, struct name_list *out)
{
    const struct json_doc *doc = c->s->doc;
    if (json_type(doc, v) != JSON_ARRAY)
        return fail(c, v, "an array of property names is expected");
    size_t n = json_cell(doc, v)->count;
    out->at = arena_alloc(&c->s->arena, n * sizeof *out->at);
    out->hashes = arena_alloc(&c->s->arena, n * sizeof *out->hashes);
    json_foreach_item (doc, v, item) {
        if (json_type(doc, item) != JSON_STRING)
            return fail(c, item, "a property name is expected");
        out->at[out->len] = json_string(doc, item, &c->s->arena);
        out->hashes[out->len] = json_key_hash(out->at[out->len]);
        out->len++;
    }
    return 0;
}

static int read_subs(struct compiler *c, json_node v, struct subs *out)
{
    const struct json_doc *doc = c->s->doc;
    if (json_type(doc, v) != JSON_ARRAY || !json_cell(doc, v)->count)
        return fail(c, v, "an array of at least one schema is expected");
    out->at = arena_alloc(&c->s->arena, json_cell(doc, v)->count * sizeof *out->at);
    json_foreach_item (doc, v, item)
        if (!(out->at[out->len++] = compile(c, item)))
            return -1;
    return 0;
}

static int read_properties(struct compiler *c, json_node v, struct sub *sub)
{
    const struct json_doc *doc = c->s->doc;
    if (json_type(doc, v) != JSON_OBJECT)
        return fail(c, v, "an object of schemas is expected");
    uint32_t count = json_cell(doc, v)->count;
    sub->properties = arena_alloc(&c->s->arena, count * sizeof *sub->properties);
    for (sub->property_mask = 7; sub->property_mask < count * 3;)
        sub->property_mask = sub->property_mask * 2 + 1;
    if (count > 60000)
        return fail(c, v, "more than 60,000 properties");
    sub->property_slots = arena_zalloc(&c->s->arena, sub->property_mask + 1, sizeof *sub->property_slots);
    json_foreach_member (doc, v, key) {
        struct named_sub *p = &sub->properties[sub->property_count++];
        p->name = json_string(doc, key, &c->s->arena);
        p->hash = json_cell(doc, key)->count;
        uint32_t at = p->hash & sub->property_mask;
        while (sub->property_slots[at])
            at = (at + 1) & sub->property_mask;
        sub->property_slots[at] = (uint16_t)sub->property_count;
        if (!(p->sub = compile(c, key + 1)))
            return -1;
    }
    return 0;
}

static int read_patterns(struct compiler *c, json_node v, struct sub *sub)
{
    const struct json_doc *doc = c->s->doc;
    if (json_type(doc, v) != JSON_OBJECT)
        return fail(c, v, "an object of schemas is expected");
    sub->patterns = arena_alloc(&c->s->arena, json_cell(doc, v)->count * sizeof *sub->patterns);
    json_foreach_member (doc, v, key) {
        struct pattern_sub *p = &sub->patterns[sub->pattern_count++];
        p->pattern = json_string(doc, key, &c->s->arena);
        if (read_pattern(c, key, &p->regex) != 0 || !(p->sub = compile(c, key + 1)))
            return -1;
    }
    return 0;
}

static int read_dependents(struct compiler *c, json_node v, struct sub *sub)
{
    const struct json_doc *doc = c->s->doc;
    if (json_type(doc, v) != JSON_OBJECT)
        return fail(c, v, "an object of lists of names is expected");
    sub->dependents = arena_zalloc(&c->s->arena, json_cell(doc, v)->count, sizeof *sub->dependents);
    json_foreach_member (doc, v, key) {
        struct dependent *d = &sub->dependents[sub->dependent_count++];
        d->name = json_string(doc, key, &c->s->arena);
        if (read_names(c, key + 1, &d->needs) != 0)
            return -1;
    }
    return 0;
}

static json_node find_anchor(const struct json_doc *doc, struct str name)
{
    for (json_node n = 0; n < doc->len; n++)
        if (json_type(doc, n) == JSON_KEY && json_string_is(doc, n, STR("$anchor")) &&
            json_type(doc, n + 1) == JSON_STRING && json_string_is(doc, n + 1, name))
            return json_cell(doc, n)->parent;
    return JSON_NONE;
}

static int read_ref(struct compiler *c, json_node v, const struct sub **out)
{
    const struct json_doc *doc = c->s->doc;
    struct str ref = json_type(doc, v) == JSON_STRING ? json_string(doc, v, &c->s->arena) : STR("");
    if (!ref.len || ref.s[0] != '#')
        return fail(c, v, "only references within the schema (#...) are followed, not %.*s",
                    STR_FMT(json_raw(doc, v)));
    ref = str_sub(ref, 1, ref.len);
    json_node target = !ref.len || ref.s[0] == '/' ? json_pointer_find(doc, ref) : find_anchor(doc, ref);
    if (target == JSON_NONE)
        return fail(c, v, "the reference %.*s leads nowhere", STR_FMT(json_raw(doc, v)));
    return (*out = compile(c, target)) ? 0 : -1;
}

static int read_flag(struct compiler *c, json_node v, bool *out)
{
    enum json_type t = json_type(c->s->doc, v);
    *out = t == JSON_TRUE;
    return t == JSON_TRUE || t == JSON_FALSE ? 0 : fail(c, v, "true or false is expected");
}

/* The words of the standard: one list for enum and names. */
/* clang-format off */
#define KEYWORDS(X) \
    X(type) X(enum) X(const) X(minimum) X(maximum) X(exclusiveMinimum) X(exclusiveMaximum) X(minLength) \
    X(maxLength) X(pattern) X(format) X(properties) X(additionalProperties) X(patternProperties) \
    X(propertyNames) X(required) X(minProperties) X(maxProperties) X(dependentRequired) X(items) \
    X(prefixItems) X(minItems) X(maxItems) X(uniqueItems) X(allOf) X(anyOf) X(oneOf) X(not) X(if) X(then) X(else)
/* clang-format on */

enum keyword {
#define X(name) KW_##name,
    KEYWORDS(X)
#undef X
        KW_ref,
    KW_other,
    KW_refused
};

static enum keyword keyword_of(struct str word)
{
    static const char *const names[] = {
#define X(name) #name,
        KEYWORDS(X)
#undef X
            "$ref"};
    static const char *const refused[] = {"$dynamicRef",      "$recursiveRef",         "multipleOf",
                                          "contains",         "minContains",           "maxContains",
                                          "unevaluatedItems", "unevaluatedProperties", "dependentSchemas",
                                          "dependencies",     "additionalItems"};
    for (int i = 0; i <= KW_ref; i++)
        if (str_is(word, names[i]))
            return (enum keyword)i;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (str_is(word, refused[i]))
            return KW_refused;
    return KW_other;
}

static int read_keyword(struct compiler *c, json_node key, struct sub *sub)
{
    json_node v = key + 1;
    struct str word = json_string(c->s->doc, key, &c->s->arena);
    switch (keyword_of(word)) {
    case KW_type: return read_types(c, v, sub);
    case KW_enum: return read_enum(c, v, sub);
    case KW_const: sub->constant = v; return 0;
    case KW_minimum: return read_limit(c, v, &sub->minimum);
    case KW_maximum: return read_limit(c, v, &sub->maximum);
    case KW_exclusiveMinimum: return read_limit(c, v, &sub->exclusive_minimum);
    case KW_exclusiveMaximum: return read_limit(c, v, &sub->exclusive_maximum);
    case KW_minLength: return read_count(c, v, &sub->min_length);
    case KW_maxLength: return read_count(c, v, &sub->max_length);
    case KW_minItems: return read_count(c, v, &sub->min_items);
    case KW_maxItems: return read_count(c, v, &sub->max_items);
    case KW_minProperties: return read_count(c, v, &sub->min_properties);
    case KW_maxProperties: return read_count(c, v, &sub->max_properties);
    case KW_uniqueItems: return read_flag(c, v, &sub->unique);
    case KW_pattern: return read_pattern(c, v, &sub->pattern);
    case KW_format:
        if (json_type(c->s->doc, v) != JSON_STRING)
            return fail(c, v, "a format's name is expected");
        sub->format = format_find(json_string(c->s->doc, v, &c->s->arena));
        return 0;
    case KW_properties: return read_properties(c, v, sub);
    case KW_patternProperties: return read_patterns(c, v, sub);
    case KW_required: return read_names(c, v, &sub->required);
    case KW_dependentRequired: return read_dependents(c, v, sub);
    case KW_prefixItems: return read_subs(c, v, &sub->prefix);
    case KW_allOf: return read_subs(c, v, &sub->all);
    case KW_anyOf: return read_subs(c, v, &sub->any);
    case KW_oneOf: return read_subs(c, v, &sub->one);
    case KW_additionalProperties: return (sub->additional = compile(c, v)) ? 0 : -1;
    case KW_propertyNames: return (sub->names = compile(c, v)) ? 0 : -1;
    case KW_items: return (sub->items = compile(c, v)) ? 0 : -1;
    case KW_not: return (sub->negated = compile(c, v)) ? 0 : -1;
    case KW_if: return (sub->condition = compile(c, v)) ? 0 : -1;
    case KW_then: return (sub->then = compile(c, v)) ? 0 : -1;
    case KW_else: return (sub->otherwise = compile(c, v)) ? 0 : -1;
    case KW_ref: return read_ref(c, v, &sub->ref);
    case KW_refused:
        return fail(c, key, "the keyword \"%.*s\" is not evaluated by this version", STR_FMT(word));
    case KW_other: break;
    }
    return 0;
}

static const struct sub *compile(struct compiler *c, json_node n)
{
    struct schema *s = c->s;
    enum json_type t = json_type(s->doc, n);
    if (s->by_node[n])
        return s->by_node[n];
    if (t != JSON_OBJECT && t != JSON_TRUE && t != JSON_FALSE) {
        fail(c, n, "a schema is an object or a boolean, not %s", json_type_name(t));
        return NULL;
    }
    if (c->depth >= COMPILE_DEPTH_MAX) {
        fail(c, n, "schemas are nested deeper than %d", COMPILE_DEPTH_MAX);
        return NULL;
    }
    struct sub *sub = arena_zalloc(&s->arena, 1, sizeof *sub);
    *sub = (struct sub){
        .node = n,
        .always = t == JSON_TRUE,
        .never = t == JSON_FALSE,
        .enumeration = JSON_NONE,
        .constant = JSON_NONE,
        .minimum = JSON_NONE,
        .maximum = JSON_NONE,
        .exclusive_minimum = JSON_NONE,
        .exclusive_maximum = JSON_NONE,
        .max_length = SIZE_MAX,
        .max_items = SIZE_MAX,
        .max_properties = SIZE_MAX,
    };
    s->by_node[n] = sub;
    if (t != JSON_OBJECT)
        return sub;
    c->depth++;
    int rc = 0;
    json_foreach_member (s->doc, n, key)
        if (rc == 0)
            rc = read_keyword(c, key, sub);
    c->depth--;
    return rc == 0 ? sub : NULL;
}

/* A chain of $ref that comes back to itself without going into the instance would never end. */
static int check_loops(struct compiler *c)
{
    for (json_node n = 0; n < c->s->doc->len; n++) {
        const struct sub *slow = c->s->by_node[n], *fast = slow;
        while (fast && fast->ref && fast->ref->ref) {
            slow = slow->ref;
            fast = fast->ref->ref;
            if (slow == fast)
                return fail(c, n, "this reference comes back to itself");
        }
    }
    return 0;
}

struct schema *schema_compile(const struct json_doc *doc, const char *name, struct err *err)
{
    struct schema *s = mem_zalloc(1, sizeof *s);
    s->doc = doc;
    s->name = arena_dup(&s->arena, str_of(name));
    s->by_node = mem_zalloc(doc->len, sizeof *s->by_node);
    struct compiler c = {.s = s, .err = err};
    s->root = compile(&c, 0);
    if (!s->root || check_loops(&c) != 0) {
        schema_free(s);
        return NULL;
    }
    return s;
}

void schema_free(struct schema *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->regexes.len; i++)
        regex_free(s->regexes.at[i]);
    vec_release(&s->regexes);
    free(s->by_node);
    arena_release(&s->arena);
    free(s);
}

struct schema_scratch *schema_scratch_new(void)
{
    struct schema_scratch *s = mem_zalloc(1, sizeof *s);
    s->matcher = matcher_new();
    return s;
}

void schema_scratch_free(struct schema_scratch *s)
{
    if (s)
        matcher_free(s->matcher);
    free(s);
}
