/* Assertions one by one, for the walk that remembers. */
#include "schema/content.h"
#include "schema/trace.h"
#include "schema/value.h"

static bool within(struct trace *t, json_node n, const struct bound *b, int low, int high)
{
    if (json_type(t->e.doc, n) != JSON_NUMBER || b->node == JSON_NONE)
        return true;
    int order = json_number_cmp(json_raw(t->e.doc, n), b->lexeme);
    return order >= low && order <= high;
}

static bool number_leaf(struct trace *t, const struct number_rules *r, enum keyword k, json_node n)
{
    switch (k) {
    /* Draft 4 turns these into exclusive bounds. */
    case KW_minimum: return within(t, n, &r->minimum, 0, 1);
    case KW_maximum: return within(t, n, &r->maximum, -1, 0);
    case KW_exclusive_minimum: return within(t, n, &r->exclusive_minimum, 1, 1);
    case KW_exclusive_maximum: return within(t, n, &r->exclusive_maximum, -1, -1);
    default:
        return json_type(t->e.doc, n) != JSON_NUMBER ||
               json_number_is_multiple(json_raw(t->e.doc, n), r->multiple_of.lexeme);
    }
}

static size_t characters(struct str v)
{
    size_t count = 0;
    for (size_t i = 0; i < v.len; i++)
        count += ((unsigned char)v.s[i] >> 6) != 2;
    return count;
}

static bool string_leaf(struct trace *t, const struct string_rules *r, enum keyword k, json_node n)
{
    enum json_type type = json_type(t->e.doc, n);
    if (type != JSON_STRING && type != JSON_KEY)
        return true;
    struct str v = json_string(t->e.doc, n, t->arena);
    switch (k) {
    case KW_min_length: return characters(v) >= r->min_length;
    case KW_max_length: return characters(v) <= r->max_length;
    case KW_pattern: return pattern_test(r->pattern, t->e.scratch->matcher, v) == REGEX_MATCH;
    case KW_format: return !r->format || r->format(v, NULL);
    default:
        return content_fault(v, r->content) != (k == KW_content_encoding ? CONTENT_BASE64 : CONTENT_JSON);
    }
}

static bool has_key(struct trace *t, json_node object, struct str name)
{
    return json_get(t->e.doc, object, name) != JSON_NONE;
}

static bool required_leaf(struct trace *t, const struct object_rules *r, json_node n)
{
    for (uint32_t i = 0; i < r->name_count; i++)
        if (r->names[i].required && !has_key(t, n, r->names[i].name))
            return false;
    return true;
}

static bool object_leaf(struct trace *t, const struct object_rules *r, enum keyword k, json_node n)
{
    if (json_type(t->e.doc, n) != JSON_OBJECT)
        return true;
    size_t count = json_cell(t->e.doc, n)->count;
    if (k == KW_min_properties || k == KW_max_properties)
        return k == KW_min_properties ? count >= r->min_properties : count <= r->max_properties;
    if (k == KW_required)
        return required_leaf(t, r, n);
    for (size_t i = 0; i < r->dependent_count; i++) {
        const struct dependent *d = &r->dependents[i];
        for (size_t j = 0; d->keyword == k && has_key(t, n, d->name) && j < d->need_count; j++)
            if (!has_key(t, n, d->needs[j]))
                return false;
    }
    return true;
}

static bool type_leaf(struct trace *t, const struct sub *sub, json_node n)
{
    enum json_type type = json_type(t->e.doc, n);
    if (!(sub->types & 1u << type))
        return false;
    if (type != JSON_NUMBER || sub->integer == NUMBER_ANY)
        return true;
    return sub->integer == NUMBER_INTEGER ? number_is_integer(json_raw(t->e.doc, n))
                                          : (json_cell(t->e.doc, n)->flags & JSON_INTEGER) != 0;
}

static bool enum_leaf(struct trace *t, const struct sub *sub, json_node n)
{
    const struct json_doc *own = sub->source->doc;
    json_foreach_item (own, sub->enumeration->node, item)
        if (value_equal(own, item, t->e.doc, n))
            return true;
    return false;
}

bool trace_leaf(struct trace *t, const struct sub *sub, enum keyword k, json_node n)
{
    const struct json_doc *doc = t->e.doc;
    enum json_type type = json_type(doc, n);
    switch (k) {
    case KW_type: return type_leaf(t, sub, n);
    case KW_enum: return enum_leaf(t, sub, n);
    case KW_const: return value_equal(sub->source->doc, sub->constant, doc, n);
    case KW_minimum:
    case KW_maximum:
    case KW_exclusive_minimum:
    case KW_exclusive_maximum:
    case KW_multiple_of: return !sub->number || number_leaf(t, sub->number, k, n);
    case KW_min_length:
    case KW_max_length:
    case KW_pattern:
    case KW_content_encoding:
    case KW_content_media_type:
    case KW_format: return !sub->string || string_leaf(t, sub->string, k, n);
    case KW_min_items: return type != JSON_ARRAY || json_cell(doc, n)->count >= sub->array->min_items;
    case KW_max_items: return type != JSON_ARRAY || json_cell(doc, n)->count <= sub->array->max_items;
    case KW_unique_items: return type != JSON_ARRAY || !sub->array->unique || evaluate_unique(&t->e, sub, n);
    case KW_min_properties:
    case KW_max_properties:
    case KW_required:
    case KW_dependent_required: return object_leaf(t, sub->object, k, n);
    default: return true;
    }
}
