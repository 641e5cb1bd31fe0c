/* The walk that remembers: subschemas and their keywords in the order of the schema, unevaluated keywords
 * last. */
#include "schema/trace.h"
#include "schema/value.h"
#include "json/pointer.h"

static struct unit *trace_sub(struct trace *t, struct unit *parent, const struct sub *sub, json_node n);

static struct unit *below(struct trace *t, struct unit *u, const struct sub *sub, json_node n,
                          struct str token)
{
    size_t path = t->path.len;
    if (token.s)
        json_pointer_add_token(&t->path, token);
    struct unit *child = trace_sub(t, u, sub, n);
    t->path.len = path;
    return child;
}

static const struct str no_token = {NULL, 0};

static struct str number_token(struct trace *t, size_t i)
{
    return str_of(arena_printf(t->arena, "%zu", i));
}

/* Adds a value to a list that is an annotation in the making. */
static void add_item(struct buf *list, struct str json)
{
    buf_adds(list, list->len ? ", " : "[");
    buf_add_str(list, json);
}

static void keep_list(struct trace *t, struct unit *u, struct buf *list)
{
    buf_adds(list, list->len ? "]" : "[]");
    u->annotation = arena_str(t->arena, buf_str(list));
    buf_release(list);
}

static void apply_list(struct trace *t, struct unit *u, enum keyword k, const struct sub_list *list)
{
    size_t fits = 0;
    for (size_t i = 0; i < list->len; i++)
        fits += below(t, u, list->at[i], u->node, number_token(t, i))->valid;
    if (k == KW_all_of) {
        u->valid = fits == list->len;
    } else {
        u->valid = k == KW_any_of ? fits > 0 : fits == 1;
        if (!u->valid)
            u->error =
                fits ? arena_printf(t->arena, "%zu of %zu alternatives fit, where one is to", fits, list->len)
                     : arena_printf(t->arena, "none of %zu alternatives fits", list->len);
    }
}

static void apply_not(struct trace *t, struct unit *u, const struct sub *sub)
{
    u->valid = !below(t, u, sub, u->node, no_token)->valid;
    u->error = u->valid ? NULL : "the value fits what is excluded";
    u->silent = true;
}

static void apply_properties(struct trace *t, struct unit *u)
{
    const struct object_rules *r = u->sub->object;
    struct buf list = BUF_INIT;
    json_foreach_member (t->e.doc, u->node, key) {
        struct str name = json_string(t->e.doc, key, t->arena);
        for (uint32_t i = 0; i < r->name_count; i++) {
            if (!r->names[i].sub || !str_eq(r->names[i].name, name))
                continue;
            u->valid &= below(t, u, r->names[i].sub, key + 1, name)->valid;
            add_item(&list, json_raw(t->e.doc, key));
        }
    }
    keep_list(t, u, &list);
}

static bool matches(struct trace *t, const struct pattern_rule *p, json_node key)
{
    return pattern_test(p->pattern, t->e.scratch->matcher, json_string(t->e.doc, key, t->arena)) ==
           REGEX_MATCH;
}

static void apply_patterns(struct trace *t, struct unit *u)
{
    const struct object_rules *r = u->sub->object;
    struct buf list = BUF_INIT;
    json_foreach_member (t->e.doc, u->node, key) {
        bool any = false;
        for (size_t i = 0; i < r->pattern_count; i++) {
            if (!matches(t, &r->patterns[i], key))
                continue;
            any = true;
            u->valid &= below(t, u, r->patterns[i].sub, key + 1, r->patterns[i].text)->valid;
        }
        if (any)
            add_item(&list, json_raw(t->e.doc, key));
    }
    keep_list(t, u, &list);
}

static bool is_named(struct trace *t, const struct object_rules *r, json_node key)
{
    struct str name = json_string(t->e.doc, key, t->arena);
    for (uint32_t i = 0; i < r->name_count; i++)
        if (r->names[i].sub && str_eq(r->names[i].name, name))
            return true;
    for (size_t i = 0; i < r->pattern_count; i++)
        if (matches(t, &r->patterns[i], key))
            return true;
    return false;
}

static void apply_additional(struct trace *t, struct unit *u)
{
    const struct object_rules *r = u->sub->object;
    struct buf list = BUF_INIT;
    json_foreach_member (t->e.doc, u->node, key) {
        if (is_named(t, r, key))
            continue;
        u->valid &= below(t, u, r->additional, key + 1, no_token)->valid;
        add_item(&list, json_raw(t->e.doc, key));
    }
    keep_list(t, u, &list);
}

static void apply_names(struct trace *t, struct unit *u)
{
    u->silent = true;
    json_foreach_member (t->e.doc, u->node, key)
        u->valid &= below(t, u, u->sub->object->property_names, key, no_token)->valid;
}

static void apply_dependents(struct trace *t, struct unit *u, enum keyword k)
{
    const struct object_rules *r = u->sub->object;
    for (size_t i = 0; i < r->dependent_count; i++) {
        const struct dependent *d = &r->dependents[i];
        if (d->keyword != k || json_get(t->e.doc, u->node, d->name) == JSON_NONE)
            continue;
        if (d->sub)
            u->valid &= below(t, u, d->sub, u->node, d->name)->valid;
        for (size_t j = 0; j < d->need_count; j++) {
            if (json_get(t->e.doc, u->node, d->needs[j]) != JSON_NONE)
                continue;
            u->valid = false;
            u->error = arena_printf(t->arena, "\"%.*s\" is there and needs \"%.*s\"", STR_FMT(d->name),
                                    STR_FMT(d->needs[j]));
        }
    }
}

/* prefixItems, items and additionalItems: items `from` up to `to`, by a list or by one subschema. */
static void apply_items(struct trace *t, struct unit *u, bool listed)
{
    const struct array_rules *r = u->sub->array;
    size_t i = 0, applied = 0;
    json_foreach_item (t->e.doc, u->node, item) {
        bool in_list = i < r->prefix.len;
        if (in_list == listed) {
            const struct sub *sub = listed ? r->prefix.at[i] : r->rest;
            u->valid &= below(t, u, sub, item, listed ? number_token(t, i) : no_token)->valid;
            applied++;
        }
        i++;
    }
    if (listed)
        u->annotation = applied == i ? STR("true") : applied ? number_token(t, applied - 1) : (struct str){0};
    else if (applied)
        u->annotation = STR("true");
}

static void apply_contains(struct trace *t, struct unit *u)
{
    const struct array_rules *r = u->sub->array;
    struct buf list = BUF_INIT;
    size_t i = 0, fits = 0;
    json_foreach_item (t->e.doc, u->node, item) {
        if (below(t, u, r->contains, item, no_token)->valid) {
            add_item(&list, number_token(t, i));
            fits++;
        }
        i++;
    }
    keep_list(t, u, &list);
    u->valid = fits >= r->min_contains && fits <= r->max_contains;
    if (!u->valid)
        u->error = arena_printf(t->arena, "%zu items fit, %s", fits,
                                fits < r->min_contains ? "which is too few" : "which is too many");
}

static bool is_marked(const struct trace *t, size_t from, json_node n)
{
    for (size_t i = from; i < t->e.scratch->marks.len; i++)
        if (t->e.scratch->marks.at[i] == n)
            return true;
    return false;
}

static void apply_unevaluated(struct trace *t, struct unit *u, const struct sub *rest, bool object)
{
    struct buf list = BUF_INIT;
    size_t from = evaluate_marks(&t->e, u->sub, u->node);
    bool all = is_marked(t, from, u->node), any = false;
    for (json_node c = u->node + 1; !all && c < json_next(t->e.doc, u->node); c = json_next(t->e.doc, c)) {
        if (is_marked(t, from, c))
            continue;
        u->valid &= below(t, u, rest, object ? c + 1 : c, no_token)->valid;
        any = true;
        if (object)
            add_item(&list, json_raw(t->e.doc, c));
    }
    t->e.scratch->marks.len = from;
    if (object)
        keep_list(t, u, &list);
    else if (any)
        u->annotation = STR("true");
}

static void apply_ref(struct trace *t, struct unit *u, const struct sub *target)
{
    if (target)
        u->valid = below(t, u, target, u->node, no_token)->valid;
}

static void apply_if(struct trace *t, struct unit *u, enum keyword k)
{
    const struct apply_rules *a = u->sub->apply;
    if (k == KW_if)
        below(t, u, a->condition, u->node, no_token);
    else if (a->condition && evaluate_quietly(&t->e, a->condition, u->node) == (k == KW_then))
        u->valid = below(t, u, k == KW_then ? a->then : a->otherwise, u->node, no_token)->valid;
}

static bool apply_to_value(struct trace *t, struct unit *u, enum keyword k)
{
    const struct apply_rules *a = u->sub->apply;
    switch (k) {
    case KW_ref: apply_ref(t, u, a->ref); return true;
    case KW_dynamic_ref:
    case KW_recursive_ref:
        apply_ref(t, u, a->dynamic ? evaluate_target(&t->e, a->dynamic) : NULL);
        return true;
    case KW_all_of: apply_list(t, u, k, &a->all); return true;
    case KW_any_of: apply_list(t, u, k, &a->any); return true;
    case KW_one_of: apply_list(t, u, k, &a->one); return true;
    case KW_not: apply_not(t, u, a->negated); return true;
    case KW_if:
    case KW_then:
    case KW_else: apply_if(t, u, k); return true;
    default: return false;
    }
}

static bool apply_to_object(struct trace *t, struct unit *u, enum keyword k)
{
    bool object = json_type(t->e.doc, u->node) == JSON_OBJECT;
    switch (k) {
    case KW_properties:
        if (object)
            apply_properties(t, u);
        return true;
    case KW_pattern_properties:
        if (object)
            apply_patterns(t, u);
        return true;
    case KW_additional_properties:
        if (object)
            apply_additional(t, u);
        return true;
    case KW_property_names:
        if (object)
            apply_names(t, u);
        return true;
    case KW_dependent_schemas:
    case KW_dependencies:
        if (object)
            apply_dependents(t, u, k);
        return true;
    case KW_unevaluated_properties:
        if (object)
            apply_unevaluated(t, u, u->sub->apply->unevaluated_properties, true);
        return true;
    default: return false;
    }
}

/* A keyword that applies subschemas; false when it is no such keyword. The unit's verdict and annotation are
 * set. */
static bool trace_apply(struct trace *t, struct unit *u, enum keyword k, json_node value)
{
    bool array = json_type(t->e.doc, u->node) == JSON_ARRAY;
    bool listed = json_type(u->sub->source->doc, value) == JSON_ARRAY;
    switch (k) {
    case KW_prefix_items:
    case KW_items:
        if (array)
            apply_items(t, u, listed);
        return true;
    case KW_additional_items:
        if (array && u->sub->array && u->sub->array->rest_keyword == KW_additional_items)
            apply_items(t, u, false);
        return true;
    case KW_contains:
        if (array)
            apply_contains(t, u);
        return true;
    case KW_unevaluated_items:
        if (array)
            apply_unevaluated(t, u, u->sub->apply->unevaluated_items, false);
        return true;
    default: return apply_to_value(t, u, k) || apply_to_object(t, u, k);
    }
}

static void judge_leaf(struct trace *t, struct unit *u, enum keyword k, json_node value)
{
    const struct sub *sub = u->sub;
    if (trace_leaf(t, sub, k, u->node))
        return;
    u->valid = false;
    u->error =
        arena_printf(t->arena, "%s does not hold \"%s\": %s", trace_shown(t, json_raw(t->e.doc, u->node)),
                     keyword_rows[k].name, trace_shown(t, json_raw(sub->source->doc, value)));
}

/* Keywords that only describe: their value is the annotation. */
static bool annotates(const struct sub *sub, enum keyword k, enum json_type t)
{
    bool string = t == JSON_STRING;
    switch (k) {
    case KW_title:
    case KW_description:
    case KW_default:
    case KW_examples:
    case KW_deprecated:
    case KW_read_only:
    case KW_write_only:
    case KW_format: return true;
    case KW_content_encoding:
    case KW_content_media_type: return string;
    case KW_content_schema: return string && sub_keyword(sub, KW_content_media_type) != JSON_NONE;
    default: return false;
    }
}

static void trace_keyword(struct trace *t, struct unit *parent, json_node key)
{
    const struct sub *sub = parent->sub;
    const struct json_doc *own = sub->source->doc;
    struct str word = json_string(own, key, t->arena);
    enum keyword k = keyword_find(word);
    bool known = k != KW_NONE && keyword_in(k, sub->resource->dialect);
    if (known && (k == KW_defs || k == KW_definitions || k == KW_schema || k == KW_id || k == KW_id4 ||
                  k == KW_comment || k == KW_anchor || k == KW_dynamic_anchor || k == KW_recursive_anchor ||
                  k == KW_vocabulary))
        return;
    size_t path = t->path.len;
    json_pointer_add_token(&t->path, word);
    struct unit *u = trace_unit(t, parent, sub, arena_dup(t->arena, word), parent->node);
    if (!known || annotates(sub, k, json_type(t->e.doc, u->node)))
        u->annotation = json_raw(own, key + 1);
    if (known && !trace_apply(t, u, k, key + 1))
        judge_leaf(t, u, k, key + 1);
    parent->valid &= u->valid;
    t->path.len = path;
}

static bool is_last(const struct sub *sub, json_node key)
{
    const struct json_doc *own = sub->source->doc;
    return json_string_is(own, key, STR("unevaluatedProperties")) ||
           json_string_is(own, key, STR("unevaluatedItems"));
}

static void trace_keywords(struct trace *t, struct unit *u)
{
    const struct sub *sub = u->sub;
    const struct json_doc *own = sub->source->doc;
    bool alone = sub->resource->dialect->draft < DRAFT_2019 && sub_keyword(sub, KW_ref) != JSON_NONE;
    for (int late = 0; late < 2; late++) {
        json_foreach_member (own, sub->node, key) {
            if (is_last(sub, key) != late || (alone && !json_string_is(own, key, STR("$ref"))))
                continue;
            if (!own->duplicates.len || json_get(own, sub->node, json_string(own, key, t->arena)) == key + 1)
                trace_keyword(t, u, key);
        }
    }
}

static struct unit *trace_sub(struct trace *t, struct unit *parent, const struct sub *sub, json_node n)
{
    struct unit *u = trace_unit(t, parent, sub, NULL, n);
    if (json_type(sub->source->doc, sub->node) != JSON_OBJECT) {
        u->valid = sub->kind == SUB_ALWAYS;
        u->error = u->valid ? NULL : "the schema false allows nothing";
        return u;
    }
    if (t->depth >= TRACE_DEPTH_MAX || t->units >= TRACE_UNITS_MAX) {
        u->valid = evaluate_quietly(&t->e, sub, n);
        u->error = u->valid ? NULL : "the value fails here, deeper or wider than is shown";
        return u;
    }
    size_t scope = evaluate_enter(&t->e, sub);
    t->depth++;
    trace_keywords(t, u);
    t->depth--;
    t->e.scratch->scope.len = scope;
    return u;
}

struct unit *trace_run(struct trace *t, const struct schema *s, const struct json_doc *doc,
                       struct schema_scratch *scratch, struct arena *a)
{
    *t = (struct trace){.e = {.schema = s, .doc = doc, .scratch = scratch}, .arena = a};
    evaluate_begin(&t->e);
    return trace_sub(t, NULL, s->root, 0);
}
