/* Shortcuts for evaluation, made when all subschemas are read. None changes a verdict. */
#include "schema/compiler.h"
#include "schema/value.h"

enum { HOPS_MAX = 16, FEW_BRANCHES = 3 };

/* Where a subschema that is nothing but a reference leads; the subschema itself else. With dynamic references
 * about the way matters, and is gone step by step. */
static const struct sub *behind(const struct compiler *c, const struct sub *sub)
{
    for (int hops = 0; sub && !c->s->has_dynamics && hops < HOPS_MAX; hops++) {
        const struct apply_rules *a = sub->apply;
        bool other = sub->types != TYPES_ANY || sub->number || sub->string || sub->array || sub->object ||
                     sub->enumeration || sub->constant != JSON_NONE;
        if (!a || other || !a->ref || a->dynamic || a->all.len || a->any.len || a->one.len || a->negated ||
            a->condition || a->unevaluated_items || a->unevaluated_properties)
            break;
        sub = a->ref;
    }
    return sub;
}

/* Children are judged by what stands behind their references. */
static void follow_children(const struct compiler *c, struct sub *sub)
{
    if (sub->object) {
        struct object_rules *o = sub->object;
        for (uint32_t i = 0; i < o->name_count; i++)
            o->names[i].sub = behind(c, o->names[i].sub);
        for (size_t i = 0; i < o->pattern_count; i++)
            o->patterns[i].sub = behind(c, o->patterns[i].sub);
        o->additional = behind(c, o->additional);
        o->property_names = behind(c, o->property_names);
    }
    if (sub->array) {
        sub->array->rest = behind(c, sub->array->rest);
        sub->array->contains = behind(c, sub->array->contains);
        for (size_t i = 0; i < sub->array->prefix.len; i++)
            sub->array->prefix.at[i] = behind(c, sub->array->prefix.at[i]);
    }
}

/* The strings that a branch demands of a property: a const, or an enum of strings alone. */
struct demand {
    const struct json_doc *doc;
    json_node first; /* the string, or the array's node */
    bool is_list;
};

static bool demand_of(const struct compiler *c, const struct name_rule *rule, struct demand *out)
{
    const struct sub *sub = rule->required ? behind(c, rule->sub) : NULL;
    if (!sub || sub->kind != SUB_RULES)
        return false;
    const struct json_doc *doc = sub->source->doc;
    if (sub->constant != JSON_NONE) {
        *out = (struct demand){doc, sub->constant, false};
        return json_type(doc, sub->constant) == JSON_STRING;
    }
    if (!sub->enumeration)
        return false;
    *out = (struct demand){doc, sub->enumeration->node, true};
    json_foreach_item (doc, sub->enumeration->node, item)
        if (json_type(doc, item) != JSON_STRING)
            return false;
    return true;
}

static const struct name_rule *rule_named(const struct sub *branch, struct str name)
{
    const struct object_rules *o = branch->object;
    for (uint32_t i = 0; o && i < o->name_count; i++)
        if (str_eq(o->names[i].name, name))
            return &o->names[i];
    return NULL;
}

/* The property that tells most branches apart. */
static struct str best_name(const struct compiler *c, const struct sub_list *list, size_t *count)
{
    struct strmap names = STRMAP_INIT;
    struct demand ignored;
    struct str best = {0};
    for (size_t i = 0; i < list->len; i++) {
        const struct sub *branch = behind(c, list->at[i]);
        for (uint32_t k = 0; branch->object && k < branch->object->name_count; k++)
            if (demand_of(c, &branch->object->names[k], &ignored))
                ++*strmap_put(&names, branch->object->names[k].name, 0, NULL);
    }
    for (uint32_t i = 0; i < names.len; i++) {
        if (names.entries[i].value > *count) {
            *count = names.entries[i].value;
            best = names.entries[i].key;
        }
    }
    strmap_release(&names);
    return best;
}

static void add_case(struct branch_switch *w, const struct json_doc *doc, json_node value, size_t branch)
{
    uint32_t hash = value_hash(doc, value), at = hash & w->mask;
    while (w->slots[at].doc)
        at = (at + 1) & w->mask;
    w->slots[at] = (struct branch_case){doc, value, hash, (uint32_t)branch};
}

static const struct branch_switch *tell_apart(struct compiler *c, const struct sub_list *list)
{
    size_t count = 0, cases = 0;
    if (list->len < FEW_BRANCHES)
        return NULL;
    struct str name = best_name(c, list, &count);
    if (count * 2 < list->len || count < 2)
        return NULL;
    struct demand *demands = mem_zalloc(list->len, sizeof *demands);
    struct branch_switch *w = arena_zalloc(&c->s->arena, 1, sizeof *w);
    w->name = name;
    w->hash = json_key_hash(name);
    w->open = arena_alloc(&c->s->arena, list->len * sizeof *w->open);
    for (size_t i = 0; i < list->len; i++) {
        const struct name_rule *rule = rule_named(behind(c, list->at[i]), name);
        struct demand *d = &demands[i];
        if (!rule || !demand_of(c, rule, d)) {
            d->doc = NULL;
            w->open[w->open_count++] = (uint32_t)i;
        } else {
            cases += d->is_list ? json_cell(d->doc, d->first)->count : 1;
        }
    }
    for (w->mask = 7; w->mask < cases * 2;)
        w->mask = w->mask * 2 + 1;
    w->slots = arena_zalloc(&c->s->arena, (size_t)w->mask + 1, sizeof *w->slots);
    for (size_t i = 0; i < list->len; i++) {
        if (demands[i].doc && !demands[i].is_list)
            add_case(w, demands[i].doc, demands[i].first, i);
        else if (demands[i].doc)
            json_foreach_item (demands[i].doc, demands[i].first, item)
                add_case(w, demands[i].doc, item, i);
    }
    free(demands);
    return w;
}

void tune(struct compiler *c)
{
    for (size_t i = 0; i < c->queue.len; i++) {
        struct sub *sub = c->queue.at[i];
        sub->is_leaf = !sub->array && !sub->object && !sub->apply;
        follow_children(c, sub);
        if (sub->apply) {
            sub->apply->any_switch = tell_apart(c, &sub->apply->any);
            sub->apply->one_switch = tell_apart(c, &sub->apply->one);
        }
        if (sub->object)
            tune_patterns(c, sub->object);
    }
}
