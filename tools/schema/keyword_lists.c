/* Keywords whose values hold schemas, names or values in number: lists, maps, enum; and patterns. */
#include "base/utf8.h"
#include "schema/compiler.h"
#include "schema/value.h"

const struct sub *read_sub(struct compiler *c, const struct sub *sub, json_node v)
{
    const struct resource *begins = sub->source->begins[v];
    struct sub *child = compiler_sub(c, sub->source, begins ? begins : sub->resource, v);
    return !child || c->lenient ? child : compiler_need(c, child);
}

int read_sub_list(struct compiler *c, const struct sub *sub, json_node v, struct sub_list *out)
{
    const struct json_doc *doc = sub->source->doc;
    if (json_type(doc, v) != JSON_ARRAY || !json_cell(doc, v)->count)
        return compiler_fail(c, sub->source, v, "an array of at least one schema is expected%s",
                             json_type(doc, v) == JSON_ARRAY ? "" : ", not something else");
    out->at = arena_alloc(&c->s->arena, json_cell(doc, v)->count * sizeof *out->at);
    json_foreach_item (doc, v, item)
        if (!(out->at[out->len++] = read_sub(c, sub, item)))
            return -1;
    return 0;
}

int read_pattern(struct compiler *c, const struct sub *sub, json_node v, struct pattern *out)
{
    const struct json_doc *doc = sub->source->doc;
    if (json_type(doc, v) != JSON_STRING && json_type(doc, v) != JSON_KEY)
        return compiler_fail(c, sub->source, v, "a regular expression is expected, not %s",
                             json_type_name(json_type(doc, v)));
    struct str text = json_string(doc, v, &c->s->arena);
    if (pattern_simple(text, out, &c->s->arena))
        return 0;
    uint32_t *known = strmap_get(&c->patterns, text);
    if (known) {
        out->engine = c->s->patterns.at[*known];
        return 0;
    }
    struct regex_fault fault;
    struct ecma *e = ecma_compile(text, &fault);
    if (!e)
        return compiler_fail(c, sub->source, v, "%.*s is no regular expression: %s (at character %zu)",
                             STR_FMT(json_raw(doc, v)), fault.what,
                             utf8_count(str_sub(text, 0, fault.at)) + 1);
    uint32_t index = (uint32_t)c->s->patterns.len;
    strmap_put(&c->patterns, text, index, NULL);
    *vec_push(&c->s->patterns) = e;
    out->engine = e;
    const struct regex_fault *why = ecma_annex_b(e);
    if (why)
        compiler_note(c, sub->source, v, true,
                      "the pattern is a regular expression only without the u flag: %s (at character %zu)",
                      why->what, utf8_count(str_sub(text, 0, why->at)) + 1);
    return 0;
}

int read_enum(struct compiler *c, const struct sub *sub, json_node v, const struct value_set **out)
{
    const struct json_doc *doc = sub->source->doc;
    struct value_set *set = arena_zalloc(&c->s->arena, 1, sizeof *set);
    uint32_t count = json_cell(doc, v)->count;
    if (!count)
        compiler_note(c, sub->source, v, true, "enum is empty: nothing is ever valid here");
    for (set->mask = 3; set->mask < (uint64_t)count * 2;)
        set->mask = set->mask * 2 + 1;
    set->node = v;
    set->slots = arena_zalloc(&c->s->arena, (size_t)set->mask + 1, sizeof *set->slots);
    set->hashes = arena_zalloc(&c->s->arena, (size_t)set->mask + 1, sizeof *set->hashes);
    json_foreach_item (doc, v, item) {
        uint32_t hash = value_hash(doc, item), at = hash & set->mask;
        while (set->slots[at] && !(set->hashes[at] == hash && json_equal(doc, set->slots[at], doc, item)))
            at = (at + 1) & set->mask;
        set->slots[at] = item;
        set->hashes[at] = hash;
    }
    *out = set;
    return 0;
}

/* A list of strings; `at` and `hashes` in the arena. */
static int read_names(struct compiler *c, const struct sub *sub, json_node v, struct str **at,
                      uint32_t **hashes, size_t *len)
{
    const struct json_doc *doc = sub->source->doc;
    if (json_type(doc, v) != JSON_ARRAY)
        return compiler_fail(c, sub->source, v, "an array of property names is expected, not %s",
                             json_type_name(json_type(doc, v)));
    uint32_t n = json_cell(doc, v)->count;
    *at = arena_alloc(&c->s->arena, n * sizeof **at);
    *hashes = arena_alloc(&c->s->arena, n * sizeof **hashes);
    json_foreach_item (doc, v, item) {
        if (json_type(doc, item) != JSON_STRING)
            return compiler_fail(c, sub->source, item, "a property name is expected, not %s",
                                 json_type_name(json_type(doc, item)));
        (*at)[*len] = json_string(doc, item, &c->s->arena);
        (*hashes)[*len] = json_key_hash((*at)[*len]);
        ++*len;
    }
    return 0;
}

static int expect_object(struct compiler *c, const struct sub *sub, json_node v, const char *what)
{
    enum json_type t = json_type(sub->source->doc, v);
    return t == JSON_OBJECT ? 0
                            : compiler_fail(c, sub->source, v, "an object of %s is expected, not %s", what,
                                            json_type_name(t));
}

static int read_patterns(struct compiler *c, const struct sub *sub, json_node v, struct object_rules *out)
{
    const struct json_doc *doc = sub->source->doc;
    if (expect_object(c, sub, v, "schemas") != 0)
        return -1;
    out->patterns = arena_zalloc(&c->s->arena, json_cell(doc, v)->count, sizeof *out->patterns);
    json_foreach_member (doc, v, key) {
        struct pattern *pattern = arena_zalloc(&c->s->arena, 1, sizeof *pattern);
        struct pattern_rule *p = &out->patterns[out->pattern_count++];
        p->pattern = pattern;
        p->key = key;
        p->text = json_string(doc, key, &c->s->arena);
        if (read_pattern(c, sub, key, pattern) != 0 || !(p->sub = read_sub(c, sub, key + 1)))
            return -1;
    }
    return 0;
}

static int read_dependents(struct compiler *c, const struct sub *sub, enum keyword k, json_node v,
                           struct object_rules *out)
{
    const struct json_doc *doc = sub->source->doc;
    if (expect_object(c, sub, v, k == KW_dependent_required ? "lists of names" : "schemas") != 0)
        return -1;
    size_t count = out->dependent_count + json_cell(doc, v)->count;
    struct dependent *all = arena_zalloc(&c->s->arena, count, sizeof *all);
    if (out->dependent_count)
        memcpy(all, out->dependents, out->dependent_count * sizeof *all);
    out->dependents = all;
    json_foreach_member (doc, v, key) {
        struct dependent *d = &all[out->dependent_count++];
        d->name = json_string(doc, key, &c->s->arena);
        d->hash = json_cell(doc, key)->count;
        d->keyword = k;
        d->key = key;
        bool names =
            k == KW_dependent_required || (k == KW_dependencies && json_type(doc, key + 1) == JSON_ARRAY);
        if (names ? read_names(c, sub, key + 1, &d->needs, &d->need_hashes, &d->need_count) != 0
                  : !(d->sub = read_sub(c, sub, key + 1)))
            return -1;
    }
    return 0;
}

int read_object_keyword(struct compiler *c, struct sub *sub, enum keyword k, json_node v,
                        struct object_rules *out)
{
    switch (k) {
    case KW_pattern_properties: return read_patterns(c, sub, v, out);
    case KW_additional_properties: return (out->additional = read_sub(c, sub, v)) ? 0 : -1;
    case KW_property_names: return (out->property_names = read_sub(c, sub, v)) ? 0 : -1;
    default: return read_dependents(c, sub, k, v, out);
    }
}

/* The rule of a name, a new one at the end when there is none. */
static struct name_rule *name_put(struct object_rules *out, struct str name, uint32_t hash)
{
    uint32_t at = hash & out->mask;
    for (; out->slots[at]; at = (at + 1) & out->mask) {
        struct name_rule *r = &out->names[out->slots[at] - 1];
        if (r->hash == hash && str_eq(r->name, name))
            return r;
    }
    struct name_rule *r = &out->names[out->name_count++];
    *r = (struct name_rule){.name = name, .hash = hash};
    out->bits |= (uint64_t)1 << (hash & 63);
    out->slots[at] = out->name_count;
    return r;
}

int finish_object(struct compiler *c, struct sub *sub, struct object_rules *out, json_node properties,
                  json_node required)
{
    const struct json_doc *doc = sub->source->doc;
    struct str *needed = NULL;
    uint32_t *hashes = NULL;
    size_t needs = 0;
    if (properties != JSON_NONE && expect_object(c, sub, properties, "schemas") != 0)
        return -1;
    if (required != JSON_NONE && read_names(c, sub, required, &needed, &hashes, &needs) != 0)
        return -1;
    size_t most = needs + (properties == JSON_NONE ? 0 : json_cell(doc, properties)->count);
    for (out->mask = 7; out->mask < most * 2;)
        out->mask = out->mask * 2 + 1;
    out->names = arena_alloc(&c->s->arena, most * sizeof *out->names);
    out->slots = arena_zalloc(&c->s->arena, (size_t)out->mask + 1, sizeof *out->slots);
    if (properties != JSON_NONE)
        json_foreach_member (doc, properties, key) {
            struct name_rule *r =
                name_put(out, json_string(doc, key, &c->s->arena), json_cell(doc, key)->count);
            if (!(r->sub = read_sub(c, sub, key + 1)))
                return -1;
        }
    for (size_t i = 0; i < needs; i++) {
        struct name_rule *r = name_put(out, needed[i], hashes[i]);
        out->required_count += !r->required;
        r->required = true;
    }
    return 0;
}
