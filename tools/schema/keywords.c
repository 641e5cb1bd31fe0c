/* One subschema from its keywords: each value is checked against the keyword's shape, then kept in the group
 * of the values that it speaks of. */
#include "base/similar.h"
#include "schema/compiler.h"
#include "schema/content.h"
#include "schema/value.h"

/* The groups while they are made; a group that nothing was put into is left out. */
struct draft_sub {
    struct number_rules number;
    struct string_rules string;
    struct array_rules array;
    struct object_rules object;
    struct apply_rules apply;
    bool has_number, has_string, has_array, has_object, has_apply;
    json_node properties, required, additional_items, items;
    bool exclusive_minimum, exclusive_maximum; /* draft 4's booleans */
};

static int read_count(struct compiler *c, const struct sub *sub, json_node v, size_t *out)
{
    const struct json_doc *doc = sub->source->doc;
    struct str raw = json_raw(doc, v);
    if (json_type(doc, v) != JSON_NUMBER || !number_is_integer(raw) || json_number_cmp(raw, STR("0")) < 0)
        return compiler_fail(c, sub->source, v, "a whole number from 0 on is expected, not %.*s",
                             STR_FMT(raw.len > 60 ? STR("this") : raw));
    double d = json_number(doc, v);
    *out = d > 1e15 ? SIZE_MAX : (size_t)d;
    return 0;
}

static int read_bound(struct compiler *c, const struct sub *sub, json_node v, struct bound *out)
{
    const struct json_doc *doc = sub->source->doc;
    if (json_type(doc, v) != JSON_NUMBER)
        return compiler_fail(c, sub->source, v, "a number is expected, not %s",
                             json_type_name(json_type(doc, v)));
    *out = (struct bound){.node = v, .lexeme = json_raw(doc, v)};
    out->is_small = json_cell(doc, v)->flags & JSON_INTEGER && out->lexeme.len <= 18;
    if (out->is_small)
        out->value = number_small(out->lexeme);
    return 0;
}

static int read_exclusive(struct compiler *c, const struct sub *sub, json_node v, struct bound *out,
                          bool *flag)
{
    enum json_type t = json_type(sub->source->doc, v);
    bool is_flag = t == JSON_TRUE || t == JSON_FALSE;
    if (sub->resource->dialect->draft != DRAFT_4) {
        if (is_flag)
            return compiler_fail(
                c, sub->source, v,
                "a number is expected: true and false belong to draft-04, here the exclusive "
                "bound itself is written");
        return read_bound(c, sub, v, out);
    }
    if (!is_flag)
        return compiler_fail(c, sub->source, v, "true or false is expected in draft-04, not %s",
                             json_type_name(t));
    *flag = t == JSON_TRUE;
    return 0;
}

static int read_one_type(struct compiler *c, struct sub *sub, json_node v)
{
    static const char *const words[] = {"null", "boolean", "number", "string", "array", "object", "integer"};
    static const uint8_t bits[] = {1 << JSON_NULL,   1 << JSON_TRUE | 1 << JSON_FALSE,
                                   1 << JSON_NUMBER, 1 << JSON_STRING | 1 << JSON_KEY,
                                   1 << JSON_ARRAY,  1 << JSON_OBJECT,
                                   1 << JSON_NUMBER};
    const struct json_doc *doc = sub->source->doc;
    if (json_type(doc, v) != JSON_STRING)
        return compiler_fail(c, sub->source, v, "a type's name is expected, not %s",
                             json_type_name(json_type(doc, v)));
    for (int i = 0; i < 7; i++) {
        if (!json_string_is(doc, v, str_of(words[i])))
            continue;
        bool plain_number = sub->types & 1 << JSON_NUMBER && !sub->integer;
        sub->types |= bits[i];
        if (i == 6 && !plain_number)
            sub->integer =
                sub->resource->dialect->draft == DRAFT_4 ? NUMBER_INTEGER_AS_WRITTEN : NUMBER_INTEGER;
        else if (i == 2)
            sub->integer = NUMBER_ANY;
        return 0;
    }
    struct similar near = similar_to(json_inner(doc, v));
    for (int i = 0; i < 7; i++)
        similar_offer(&near, str_of(words[i]));
    if (near.best.s)
        return compiler_fail(c, sub->source, v, "there is no type %.*s; did you mean \"%.*s\"?",
                             STR_FMT(json_raw(doc, v)), STR_FMT(near.best));
    return compiler_fail(c, sub->source, v, "there is no type %.*s", STR_FMT(json_raw(doc, v)));
}

static int read_types(struct compiler *c, struct sub *sub, json_node v)
{
    const struct json_doc *doc = sub->source->doc;
    sub->types = 0;
    if (json_type(doc, v) != JSON_ARRAY)
        return read_one_type(c, sub, v);
    if (!json_cell(doc, v)->count)
        return compiler_fail(c, sub->source, v, "at least one type is expected");
    json_foreach_item (doc, v, item)
        if (read_one_type(c, sub, item) != 0)
            return -1;
    return 0;
}

static int check_shape(struct compiler *c, const struct sub *sub, enum shape shape, json_node v)
{
    const struct json_doc *doc = sub->source->doc;
    enum json_type t = json_type(doc, v);
    const char *wanted = NULL;
    switch (shape) {
    case SHAPE_STRING:
    case SHAPE_URI:
    case SHAPE_ANCHOR: wanted = t == JSON_STRING ? NULL : "a string"; break;
    case SHAPE_BOOLEAN: wanted = t == JSON_TRUE || t == JSON_FALSE ? NULL : "true or false"; break;
    case SHAPE_ARRAY: wanted = t == JSON_ARRAY ? NULL : "an array"; break;
    case SHAPE_VOCABULARIES: wanted = t == JSON_OBJECT ? NULL : "an object"; break;
    default: break;
    }
    return wanted ? compiler_fail(c, sub->source, v, "%s is expected, not %s", wanted, json_type_name(t)) : 0;
}

static int check_anchor(struct compiler *c, const struct sub *sub, json_node v)
{
    const struct json_doc *doc = sub->source->doc;
    struct str name = json_inner(doc, v);
    bool old = sub->resource->dialect->draft == DRAFT_2019;
    bool fine = name.len && (ascii_is_alpha((unsigned char)name.s[0]) || (name.s[0] == '_' && !old));
    for (size_t i = 0; i < name.len && fine; i++)
        fine = ascii_is_alnum((unsigned char)name.s[i]) ||
               (name.s[i] && strchr(old ? "-.:_" : "-._", name.s[i]));
    return fine ? 0
                : compiler_fail(c, sub->source, v,
                                "an anchor is a letter%s followed by letters, digits, '-', '.' and '_'",
                                old ? "" : " or '_'");
}

/* A fragment that is no plain name has no meaning here, and is often written. */
static void note_id(struct compiler *c, const struct sub *sub, json_node v)
{
    struct str id = json_inner(sub->source->doc, v);
    const char *hash = id.len ? memchr(id.s, '#', id.len) : NULL;
    if (hash && hash + 1 < id.s + id.len && hash[1] == '/' && sub->resource->dialect->draft >= DRAFT_2019)
        compiler_note(c, sub->source, v, true, "the fragment of %.*s means nothing in an identifier",
                      STR_FMT(json_raw(sub->source->doc, v)));
}

static int read_ref(struct compiler *c, const struct sub *sub, json_node v, const struct sub **out)
{
    bool missing;
    struct str text = json_string(sub->source->doc, v, &c->s->arena);
    struct sub *target = reference_resolve(c, sub, v, text, NULL, &missing);
    if (!target)
        return missing ? 0 : -1;
    target->is_target = true;
    *out = c->lenient ? target : compiler_need(c, target);
    return 0;
}

static int read_dynamic_ref(struct compiler *c, const struct sub *sub, enum keyword k, json_node v,
                            struct dynamic_ref **out)
{
    bool missing;
    struct str name, text = json_string(sub->source->doc, v, &c->s->arena);
    struct dynamic_ref *d = arena_zalloc(&c->s->arena, 1, sizeof *d);
    struct sub *target = reference_resolve(c, sub, v, text, &name, &missing);
    if (!target)
        return missing ? 0 : -1;
    const struct resource *r = target->resource;
    const struct anchor *anchor = NULL;
    if (k == KW_recursive_ref) {
        name = STR("");
        anchor = target->node == r->node ? resource_anchor(r, name) : NULL;
    } else if (name.s) {
        for (size_t i = 0; i < r->anchor_count && !anchor; i++)
            if (r->anchors[i].dynamic && str_eq(r->anchors[i].name, name))
                anchor = &r->anchors[i];
    }
    d->anchor = name;
    d->is_dynamic = anchor != NULL;
    target->is_target = true;
    d->sub = c->lenient ? target : compiler_need(c, target);
    c->s->has_dynamics |= d->is_dynamic;
    *out = d;
    return 0;
}

static int read_format(struct compiler *c, const struct sub *sub, json_node v, struct string_rules *out)
{
    const struct dialect *d = sub->resource->dialect;
    struct str name = json_string(sub->source->doc, v, &c->s->arena);
    if (!c->options->assert_format &&
        !(d->draft >= DRAFT_2019 && d->vocabularies & VOCABULARY_FORMAT_ASSERTION))
        return 0;
    out->format = format_find(name);
    if (!out->format && strmap_get(&c->unknown, name) == NULL) {
        strmap_put(&c->unknown, name, 0, NULL);
        compiler_note(c, sub->source, v, true, "the format \"%.*s\" is not known, and so not checked",
                      STR_FMT(name));
    }
    return 0;
}

/* Since 2019-09 these are annotations. */
static int read_content(struct compiler *c, const struct sub *sub, enum keyword k, json_node v,
                        struct draft_sub *d)
{
    if (sub->resource->dialect->draft != DRAFT_7)
        return 0;
    struct str name = json_string(sub->source->doc, v, &c->s->arena);
    if (k == KW_content_encoding && str_ieq(name, STR("base64")))
        d->string.content |= CONTENT_BASE64;
    if (k == KW_content_media_type && str_ieq(name, STR("application/json")))
        d->string.content |= CONTENT_JSON;
    d->has_string |= d->string.content != 0;
    return 0;
}

static int read_items(struct compiler *c, const struct sub *sub, json_node v, struct draft_sub *d)
{
    if (json_type(sub->source->doc, v) != JSON_ARRAY) {
        d->array.rest_keyword = KW_items;
        return (d->array.rest = read_sub(c, sub, v)) ? 0 : -1;
    }
    if (sub->resource->dialect->draft == DRAFT_2020)
        return compiler_fail(c, sub->source, v,
                             "a schema is expected: since 2020-12 a list of schemas is written prefixItems");
    return read_sub_list(c, sub, v, &d->array.prefix);
}

/* Definitions are only looked at: each is filled when something needs it. */
static int check_definitions(struct compiler *c, const struct sub *sub, json_node v)
{
    const struct json_doc *doc = sub->source->doc;
    if (json_type(doc, v) != JSON_OBJECT)
        return compiler_fail(c, sub->source, v, "an object of schemas is expected, not %s",
                             json_type_name(json_type(doc, v)));
    json_foreach_member (doc, v, key)
        if (!compiler_sub(c, sub->source, sub->resource, key + 1))
            return -1;
    return 0;
}

static int read_one(struct compiler *c, struct sub *sub, enum keyword k, json_node v, struct draft_sub *d)
{
    const struct json_doc *doc = sub->source->doc;
    switch (k) {
    case KW_type: return read_types(c, sub, v);
    case KW_enum: return read_enum(c, sub, v, &sub->enumeration);
    case KW_const: sub->constant = v; return 0;
    case KW_minimum: d->has_number = true; return read_bound(c, sub, v, &d->number.minimum);
    case KW_maximum: d->has_number = true; return read_bound(c, sub, v, &d->number.maximum);
    case KW_exclusive_minimum:
        d->has_number = true;
        return read_exclusive(c, sub, v, &d->number.exclusive_minimum, &d->exclusive_minimum);
    case KW_exclusive_maximum:
        d->has_number = true;
        return read_exclusive(c, sub, v, &d->number.exclusive_maximum, &d->exclusive_maximum);
    case KW_multiple_of:
        d->has_number = true;
        if (read_bound(c, sub, v, &d->number.multiple_of) != 0)
            return -1;
        if (json_number_cmp(d->number.multiple_of.lexeme, STR("0")) <= 0)
            return compiler_fail(c, sub->source, v, "a number above 0 is expected");
        return 0;
    case KW_min_length: d->has_string = true; return read_count(c, sub, v, &d->string.min_length);
    case KW_max_length: d->has_string = true; return read_count(c, sub, v, &d->string.max_length);
    case KW_pattern: {
        struct pattern *p = arena_zalloc(&c->s->arena, 1, sizeof *p);
        d->has_string = true;
        d->string.pattern = p;
        return read_pattern(c, sub, v, p);
    }
    case KW_format: d->has_string = true; return read_format(c, sub, v, &d->string);
    case KW_content_encoding:
    case KW_content_media_type: return read_content(c, sub, k, v, d);
    case KW_min_items: d->has_array = true; return read_count(c, sub, v, &d->array.min_items);
    case KW_max_items: d->has_array = true; return read_count(c, sub, v, &d->array.max_items);
    case KW_min_contains: return read_count(c, sub, v, &d->array.min_contains);
    case KW_max_contains: return read_count(c, sub, v, &d->array.max_contains);
    case KW_unique_items:
        d->has_array = true;
        d->array.unique = json_type(doc, v) == JSON_TRUE;
        return 0;
    case KW_contains:
        d->has_array = true;
        d->array.contains_evaluates = sub->resource->dialect->draft == DRAFT_2020;
        return (d->array.contains = read_sub(c, sub, v)) ? 0 : -1;
    case KW_prefix_items: d->has_array = true; return read_sub_list(c, sub, v, &d->array.prefix);
    case KW_items:
        d->has_array = true;
        d->items = v;
        return read_items(c, sub, v, d);
    case KW_additional_items: d->additional_items = v; return 0;
    case KW_properties: d->properties = v; return 0;
    case KW_required: d->required = v; return 0;
    case KW_pattern_properties:
    case KW_additional_properties:
    case KW_property_names:
    case KW_min_properties:
    case KW_max_properties:
    case KW_dependent_required:
    case KW_dependent_schemas:
    case KW_dependencies:
        d->has_object = true;
        if (k == KW_min_properties || k == KW_max_properties)
            return read_count(c, sub, v,
                              k == KW_min_properties ? &d->object.min_properties : &d->object.max_properties);
        return read_object_keyword(c, sub, k, v, &d->object);
    case KW_ref: d->has_apply = true; return read_ref(c, sub, v, &d->apply.ref);
    case KW_dynamic_ref:
    case KW_recursive_ref: d->has_apply = true; return read_dynamic_ref(c, sub, k, v, &d->apply.dynamic);
    case KW_all_of: d->has_apply = true; return read_sub_list(c, sub, v, &d->apply.all);
    case KW_any_of: d->has_apply = true; return read_sub_list(c, sub, v, &d->apply.any);
    case KW_one_of: d->has_apply = true; return read_sub_list(c, sub, v, &d->apply.one);
    case KW_not: d->has_apply = true; return (d->apply.negated = read_sub(c, sub, v)) ? 0 : -1;
    case KW_if: d->has_apply = true; return (d->apply.condition = read_sub(c, sub, v)) ? 0 : -1;
    case KW_then: d->has_apply = true; return (d->apply.then = read_sub(c, sub, v)) ? 0 : -1;
    case KW_else: d->has_apply = true; return (d->apply.otherwise = read_sub(c, sub, v)) ? 0 : -1;
    case KW_unevaluated_items:
        d->has_apply = true;
        return (d->apply.unevaluated_items = read_sub(c, sub, v)) ? 0 : -1;
    case KW_unevaluated_properties:
        d->has_apply = true;
        return (d->apply.unevaluated_properties = read_sub(c, sub, v)) ? 0 : -1;
    case KW_defs:
    case KW_definitions: return check_definitions(c, sub, v);
    case KW_content_schema: return compiler_sub(c, sub->source, sub->resource, v) ? 0 : -1;
    case KW_anchor:
    case KW_dynamic_anchor: return check_anchor(c, sub, v);
    case KW_id: note_id(c, sub, v); return 0;
    default: return 0;
    }
}

/* Words that mean nothing in the dialect. */
static void note_word(struct compiler *c, const struct sub *sub, json_node key, struct str word,
                      enum keyword k)
{
    const struct dialect *d = sub->resource->dialect;
    if (k != KW_NONE) {
        const struct keyword_row *row = &keyword_rows[k];
        bool harmless = row->vocabulary >= VOCABULARY_CONTENT || k == KW_comment || k == KW_defs ||
                        (k == KW_id4 && sub->node != sub->source->root->node);
        unsigned *noted = &c->noted[d->draft][k / 32], bit = 1u << k % 32;
        if (harmless || *noted & bit)
            return;
        *noted |= bit;
        compiler_note(c, sub->source, key, true, "\"%s\" is a keyword of %s, and %s passes it over",
                      row->name,
                      row->drafts == IN_4              ? "draft-04"
                      : row->drafts == (FROM_6)        ? "draft-06 and later"
                      : row->drafts == (FROM_7)        ? "draft-07 and later"
                      : row->drafts == (FROM_2019)     ? "2019-09 and later"
                      : row->drafts == IN_2020         ? "2020-12"
                      : row->drafts == IN_2019         ? "2019-09"
                      : !(row->drafts >> d->draft & 1) ? "older drafts"
                                                       : "another vocabulary",
                      draft_name(d->draft));
        return;
    }
    bool is_new;
    if (word.len < 3 || word.len > 40)
        return;
    strmap_put(&c->unknown, word, 0, &is_new);
    if (!is_new)
        return;
    struct similar near = similar_to(word);
    for (int i = 0; i < KW_COUNT; i++)
        if (keyword_in((enum keyword)i, d))
            similar_offer(&near, str_of(keyword_rows[i].name));
    if (near.best.s && near.distance <= (word.len > 6 ? 2 : 1))
        compiler_note(c, sub->source, key, false, "\"%.*s\" is no keyword; did you mean \"%.*s\"?",
                      STR_FMT(word), STR_FMT(near.best));
}

static void note_sibling(struct compiler *c, const struct sub *sub, json_node key, enum keyword k)
{
    const struct dialect *d = sub->resource->dialect;
    if (k == KW_NONE || k == KW_ref || !keyword_in(k, d) || keyword_rows[k].vocabulary == VOCABULARY_CORE ||
        keyword_rows[k].vocabulary >= VOCABULARY_CONTENT)
        return;
    compiler_note(c, sub->source, key, true,
                  "\"%s\" stands beside \"$ref\", and %s passes such siblings over; put the reference into "
                  "allOf, or use 2019-09 or later",
                  keyword_rows[k].name, draft_name(d->draft));
}

static bool occurs_later(const struct json_doc *doc, json_node object, json_node key, struct str word)
{
    return doc->duplicates.len && json_get(doc, object, word) != key + 1;
}

static int finish_array(struct compiler *c, struct sub *sub, struct draft_sub *d)
{
    /* additionalItems speaks of the items past a list. */
    bool listed = d->items != JSON_NONE && json_type(sub->source->doc, d->items) == JSON_ARRAY;
    if (d->additional_items != JSON_NONE) {
        const struct sub *rest = read_sub(c, sub, d->additional_items);
        if (!rest)
            return -1;
        if (listed) {
            d->array.rest = rest;
            d->array.rest_keyword = KW_additional_items;
        }
    }
    if (d->has_array)
        sub->array = memcpy(arena_alloc(&c->s->arena, sizeof d->array), &d->array, sizeof d->array);
    return 0;
}

static void finish_number(struct draft_sub *d)
{
    if (d->exclusive_minimum) {
        d->number.exclusive_minimum = d->number.minimum;
        d->number.minimum.node = JSON_NONE;
    }
    if (d->exclusive_maximum) {
        d->number.exclusive_maximum = d->number.maximum;
        d->number.maximum.node = JSON_NONE;
    }
}

#define KEEP(group)                                                                                          \
    (d->has_##group ? memcpy(arena_alloc(&c->s->arena, sizeof d->group), &d->group, sizeof d->group) : NULL)

static int finish(struct compiler *c, struct sub *sub, struct draft_sub *d)
{
    finish_number(d);
    if (d->properties != JSON_NONE || d->required != JSON_NONE || d->object.dependent_count) {
        d->has_object = true;
        if (finish_object(c, sub, &d->object, d->properties, d->required) != 0)
            return -1;
    }
    d->object.looks_at_members =
        d->object.name_count || d->object.pattern_count || d->object.additional || d->object.property_names;
    if (finish_array(c, sub, d) != 0)
        return -1;
    sub->number = KEEP(number);
    sub->string = KEEP(string);
    sub->object = KEEP(object);
    sub->apply = KEEP(apply);
    return 0;
}

int fill_sub(struct compiler *c, struct sub *sub)
{
    const struct json_doc *doc = sub->source->doc;
    const struct dialect *dialect = sub->resource->dialect;
    if (json_type(doc, sub->node) != JSON_OBJECT)
        return 0;
    static const struct bound none = {.node = JSON_NONE};
    struct draft_sub d = {
        .number = {none, none, none, none, none},
        .string = {.max_length = SIZE_MAX},
        .array = {.max_items = SIZE_MAX, .min_contains = 1, .max_contains = SIZE_MAX},
        .object = {.max_properties = SIZE_MAX},
        .properties = JSON_NONE,
        .required = JSON_NONE,
        .additional_items = JSON_NONE,
        .items = JSON_NONE,
    };
    bool alone = dialect->draft < DRAFT_2019 && json_get_key(doc, sub->node, "$ref") != JSON_NONE;
    json_foreach_member (doc, sub->node, key) {
        struct str word = json_string(doc, key, &c->s->arena);
        enum keyword k = keyword_find(word);
        if (occurs_later(doc, sub->node, key, word))
            compiler_note(c, sub->source, key, true, "\"%.*s\" is written twice; the last one counts",
                          STR_FMT(word));
        else if (alone && k != KW_ref)
            note_sibling(c, sub, key, k);
        else if (k == KW_NONE || !keyword_in(k, dialect))
            note_word(c, sub, key, word, k);
        else if (check_shape(c, sub, (enum shape)keyword_rows[k].shape, key + 1) != 0 ||
                 read_one(c, sub, k, key + 1, &d) != 0)
            return -1;
    }
    if (finish(c, sub, &d) != 0)
        return -1;
    if (sub->types == TYPES_ANY && !sub->number && !sub->string && !sub->array && !sub->object &&
        !sub->apply && !sub->enumeration && sub->constant == JSON_NONE)
        sub->kind = SUB_ALWAYS;
    return 0;
}
