/* Evaluation on the tape. One walk serves both passes: without a collector it stops at the first fault and
 * allocates nothing, with one it goes on and hands every fault to explain.c.
 *
 * Members and items that were evaluated are remembered only below a schema that has an unevaluated keyword:
 * as nodes on a stack of marks, taken off again when the subschema that put them there fails. */
#include "schema/evaluate.h"
#include "schema/value.h"

static void mark(struct eval *e, json_node n)
{
    *vec_push(&e->scratch->marks) = n;
}

static bool contains_ok(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct array_rules *r = sub->array;
    bool fine = true;
    size_t fits = 0;
    bool all = (marking && r->contains_evaluates) || r->max_contains != SIZE_MAX || e->collect;
    json_foreach_item (e->doc, n, item) {
        if (!all && fits >= r->min_contains)
            break;
        if (!evaluate_quietly(e, r->contains, item))
            continue;
        fits++;
        if (marking && r->contains_evaluates)
            mark(e, item);
    }
    CHECK(fits >= r->min_contains,
          sub_keyword(sub, KW_min_contains) != JSON_NONE && r->min_contains != 1 ? "minContains" : "contains",
          (json_node)fits);
    CHECK(fits <= r->max_contains, "maxContains", (json_node)fits);
    return fine;
}

static inline bool items_ok(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct array_rules *r = sub->array;
    bool fine = true;
    size_t i = 0;
    json_foreach_item (e->doc, n, item) {
        const struct sub *s = i < r->prefix.len ? r->prefix.at[i] : r->rest;
        if (!s)
            break;
        if (!evaluate(e, s, item)) {
            fine = false;
            if (!e->collect)
                return false;
        }
        if (marking && i < r->prefix.len)
            mark(e, item);
        i++;
    }
    if (marking && r->rest)
        mark(e, n);
    return fine;
}

static bool evaluate_array(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct array_rules *r = sub->array;
    bool fine = true;
    size_t count = json_cell(e->doc, n)->count;
    CHECK(count >= r->min_items, "minItems", JSON_NONE);
    CHECK(count <= r->max_items, "maxItems", JSON_NONE);
    if ((r->rest || r->prefix.len) && !items_ok(e, sub, n, marking)) {
        fine = false;
        if (!e->collect)
            return false;
    }
    if (r->contains && !contains_ok(e, sub, n, marking)) {
        fine = false;
        if (!e->collect)
            return false;
    }
    if (r->unique && !evaluate_unique(e, sub, n))
        fine = false;
    return fine;
}

static inline bool key_is(const struct json_doc *doc, const struct json_cell *c, json_node key,
                          struct str name)
{
    if (c->flags & JSON_ESCAPED)
        return json_string_is(doc, key, name);
    return str_same((struct str){doc->text.s + c->start + 1, c->end - c->start - 2u}, name);
}

/* The rule of a key that does not stand where it is expected. */
static __attribute__((noinline)) const struct name_rule *rule_elsewhere(const struct object_rules *r,
                                                                        const struct json_doc *doc,
                                                                        json_node key, uint32_t *hint)
{
    const struct json_cell *c = json_cell(doc, key);
    uint32_t hash = c->count;
    if (!(r->bits >> (hash & 63) & 1))
        return NULL;
    for (uint32_t at = hash & r->mask; r->slots[at]; at = (at + 1) & r->mask) {
        const struct name_rule *rule = &r->names[r->slots[at] - 1];
        if (rule->hash == hash && key_is(doc, c, key, rule->name)) {
            *hint = r->slots[at];
            return rule;
        }
    }
    return NULL;
}

/* The rule of a key; *hint is where the last one was found, since keys mostly stand in the schema's order. */
static inline const struct name_rule *rule_of(const struct object_rules *r, const struct json_doc *doc,
                                              json_node key, uint32_t *hint)
{
    const struct json_cell *c = json_cell(doc, key);
    const struct name_rule *next = *hint < r->name_count ? &r->names[*hint] : NULL;
    if (next && next->hash == c->count && key_is(doc, c, key, next->name)) {
        ++*hint;
        return next;
    }
    return rule_elsewhere(r, doc, key, hint);
}

/* One pattern on one name. */
static bool pattern_ok(struct eval *e, const struct sub *sub, const struct pattern_rule *p, json_node key,
                       struct str name, bool *named)
{
    enum regex_result result = pattern_test(p->pattern, e->scratch->matcher, name);
    if (result == REGEX_LIMIT)
        return evaluate_limit(e, sub, key, "pattern limit");
    if (result != REGEX_MATCH)
        return true;
    *named = true;
    return evaluate(e, p->sub, key + 1);
}

/* Only the patterns whose text the name begins with. */
static bool indexed_ok(struct eval *e, const struct sub *sub, json_node key, struct str name, bool *named)
{
    const struct object_rules *r = sub->object;
    const struct pattern_index *x = r->pattern_index;
    bool fine = true;
    for (size_t i = 0; i < x->other_count && (fine || e->collect); i++)
        fine &= pattern_ok(e, sub, &r->patterns[x->others[i]], key, name, named);
    for (size_t i = 0; i < x->length_count && x->lengths[i] <= name.len; i++) {
        struct str prefix = str_sub(name, 0, x->lengths[i]);
        uint32_t at = json_key_hash(prefix) & x->mask;
        while (x->slots[at] && !str_eq(x->prefixes[x->slots[at] - 1], prefix))
            at = (at + 1) & x->mask;
        for (uint32_t rule = x->slots[at]; rule && (fine || e->collect); rule = x->next[rule - 1])
            fine &= pattern_ok(e, sub, &r->patterns[rule - 1], key, name, named);
    }
    return fine;
}

static bool patterns_ok(struct eval *e, const struct sub *sub, json_node key, struct str name, bool *named)
{
    const struct object_rules *r = sub->object;
    bool fine = true;
    if (r->pattern_index)
        return indexed_ok(e, sub, key, name, named);
    for (size_t i = 0; i < r->pattern_count && (fine || e->collect); i++)
        fine &= pattern_ok(e, sub, &r->patterns[i], key, name, named);
    return fine;
}

static __attribute__((noinline)) bool member_ok(struct eval *e, const struct sub *sub, json_node key,
                                                const struct name_rule *rule, bool marking)
{
    const struct object_rules *r = sub->object;
    bool named = rule && rule->sub;
    bool fine = !named || evaluate(e, rule->sub, key + 1);
    if (r->pattern_count && (fine || e->collect)) {
        if (!(json_cell(e->doc, key)->flags & JSON_ESCAPED)) {
            fine &= patterns_ok(e, sub, key, json_inner(e->doc, key), &named);
        } else {
            struct arena a = ARENA_INIT;
            fine &= patterns_ok(e, sub, key, json_string(e->doc, key, &a), &named);
            arena_release(&a);
        }
    }
    if (!named && r->additional && (fine || e->collect)) {
        named = true;
        if (r->additional->kind == SUB_NEVER)
            fine = evaluate_fault(e, sub, key, "additionalProperties", JSON_NONE);
        else
            fine &= evaluate(e, r->additional, key + 1);
    }
    if (r->property_names && (fine || e->collect))
        fine &= evaluate(e, r->property_names, key);
    if (marking && named)
        mark(e, key);
    return fine;
}

/* Which of the required names are missing, one by one. */
static bool required_ok(struct eval *e, const struct sub *sub, json_node n)
{
    const struct object_rules *r = sub->object;
    bool fine = true;
    for (uint32_t i = 0; i < r->name_count; i++)
        if (r->names[i].required)
            CHECK(member_find(e->doc, n, r->names[i].name, r->names[i].hash) != JSON_NONE, "required", i);
    return fine;
}

static bool dependents_ok(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct object_rules *r = sub->object;
    bool fine = true;
    for (size_t i = 0; i < r->dependent_count; i++) {
        const struct dependent *d = &r->dependents[i];
        if (member_find(e->doc, n, d->name, d->hash) == JSON_NONE)
            continue;
        for (size_t j = 0; j < d->need_count; j++)
            CHECK(member_find(e->doc, n, d->needs[j], d->need_hashes[j]) != JSON_NONE,
                  keyword_rows[d->keyword].name, (json_node)(i << 16 | j));
        if (!d->sub)
            continue;
        struct cause why = {.outer = e->cause, .sub = sub, .dependent = d, .node = n};
        e->cause = &why;
        fine &= evaluate_marking(e, d->sub, n, marking);
        e->cause = why.outer;
        if (!fine && !e->collect)
            return false;
    }
    return fine;
}

static bool evaluate_object(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct object_rules *r = sub->object;
    bool fine = true;
    size_t count = json_cell(e->doc, n)->count;
    uint32_t seen = 0, hint = 0;
    CHECK(count >= r->min_properties, "minProperties", JSON_NONE);
    CHECK(count <= r->max_properties, "maxProperties", JSON_NONE);
    CHECK(e->collect || count >= r->required_count, "required", JSON_NONE);
    if (r->looks_at_members) {
        bool simple = !r->pattern_count && !r->property_names && !marking,
             named_only = simple && !r->additional;
        json_foreach_member (e->doc, n, key) {
            const struct name_rule *rule = rule_of(r, e->doc, key, &hint);
            if (!rule && named_only)
                continue;
            seen += rule && rule->required;
            if (simple && rule && rule->sub ? !evaluate(e, rule->sub, key + 1)
                                            : !member_ok(e, sub, key, rule, marking)) {
                fine = false;
                if (!e->collect)
                    return false;
            }
        }
    }
    /* Keys that stand twice would count twice. */
    if ((seen < r->required_count || (e->doc->duplicates.len && r->required_count)) &&
        !required_ok(e, sub, n)) {
        fine = false;
        if (!e->collect)
            return false;
    }
    if (r->dependent_count && !dependents_ok(e, sub, n, marking)) {
        fine = false;
        if (!e->collect)
            return false;
    }
    return fine;
}

static int by_node(const void *a, const void *b)
{
    const json_node *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

enum { FEW_MARKS = 16 };

/* Whether a child has a mark; marks are sorted when they are many. */
static bool is_marked(const struct schema_scratch *s, size_t from, size_t count, json_node child)
{
    if (count > FEW_MARKS)
        return bsearch(&child, s->marks.at + from, count, sizeof child, by_node) != NULL;
    for (size_t i = from; i < from + count; i++)
        if (s->marks.at[i] == child)
            return true;
    return false;
}

static bool evaluate_rest(struct eval *e, const struct sub *sub, json_node n, size_t from, bool marking)
{
    struct schema_scratch *s = e->scratch;
    const struct apply_rules *a = sub->apply;
    bool object = json_type(e->doc, n) == JSON_OBJECT, fine = true;
    const struct sub *rest = object ? a->unevaluated_properties : a->unevaluated_items;
    size_t count = s->marks.len - from;
    if (count > FEW_MARKS)
        qsort(s->marks.at + from, count, sizeof *s->marks.at, by_node);
    if (!is_marked(s, from, count, n)) {
        for (json_node child = n + 1; child < json_next(e->doc, n); child = json_next(e->doc, child)) {
            if (is_marked(s, from, count, child))
                continue;
            /* Marks may move while a child is evaluated; `from` and `count` stay true. */
            if (rest->kind == SUB_NEVER)
                fine = evaluate_fault(e, sub, child, object ? "unevaluatedProperties" : "unevaluatedItems",
                                      JSON_NONE);
            else
                fine &= evaluate(e, rest, object ? child + 1 : child);
            if (!fine && !e->collect)
                return false;
        }
    }
    if (marking)
        mark(e, n);
    return fine;
}

static inline bool types_allow(const struct sub *sub, const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = json_cell(doc, n);
    if (!(sub->types >> c->type & 1))
        return false;
    if (c->type != JSON_NUMBER || !sub->integer || c->flags & JSON_INTEGER)
        return true;
    return sub->integer == NUMBER_INTEGER && number_is_integer(json_raw(doc, n));
}

/* A branch is tried without collecting: what it says matters only when no branch fits. */
static bool try_branch(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    collector *collect = e->collect;
    e->collect = NULL;
    bool ok = evaluate_marking(e, sub, n, marking);
    e->collect = collect;
    return ok;
}

/* How many branches fit, up to `enough`. */
static size_t branches_fit(struct eval *e, const struct sub_list *list, json_node n, bool marking,
                           size_t enough)
{
    size_t fits = 0;
    for (size_t i = 0; i < list->len && fits < enough; i++)
        fits += try_branch(e, list->at[i], n, marking);
    return fits;
}

/* The same of an object's branches that are told apart. */
static size_t cases_fit(struct eval *e, const struct branch_switch *w, const struct sub_list *list,
                        json_node n, bool marking, size_t enough)
{
    size_t fits = 0;
    json_node key = member_find(e->doc, n, w->name, w->hash);
    if (key != JSON_NONE && json_type(e->doc, key + 1) == JSON_STRING) {
        uint32_t hash = value_hash(e->doc, key + 1);
        for (uint32_t at = hash & w->mask; w->slots[at].doc && fits < enough; at = (at + 1) & w->mask) {
            const struct branch_case *b = &w->slots[at];
            if (b->hash == hash && json_equal(b->doc, b->value, e->doc, key + 1))
                fits += try_branch(e, list->at[b->branch], n, marking);
        }
    }
    for (size_t i = 0; i < w->open_count && fits < enough; i++)
        fits += try_branch(e, list->at[w->open[i]], n, marking);
    return fits;
}

static size_t count_fits(struct eval *e, const struct branch_switch *w, const struct sub_list *list,
                         json_node n, bool marking, size_t enough)
{
    bool told = w && json_type(e->doc, n) == JSON_OBJECT && !e->doc->duplicates.len;
    return told ? cases_fit(e, w, list, n, marking, enough) : branches_fit(e, list, n, marking, enough);
}

static bool branches_ok(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct apply_rules *a = sub->apply;
    bool fine = true;
    if (a->ref && !evaluate_marking(e, a->ref, n, marking))
        fine = false;
    if (a->dynamic && (fine || e->collect) &&
        !evaluate_marking(e, evaluate_target(e, a->dynamic), n, marking))
        fine = false;
    for (size_t i = 0; i < a->all.len && (fine || e->collect); i++)
        fine &= evaluate_marking(e, a->all.at[i], n, marking);
    if (a->any.len && (fine || e->collect))
        /* With marks wanted every branch that fits adds its own. */
        CHECK(count_fits(e, a->any_switch, &a->any, n, marking, marking ? SIZE_MAX : 1), "anyOf", JSON_NONE);
    if (a->one.len && (fine || e->collect)) {
        size_t fits = count_fits(e, a->one_switch, &a->one, n, marking, 2);
        CHECK(fits == 1, "oneOf", (json_node)fits);
    }
    if (a->negated && (fine || e->collect))
        CHECK(!evaluate_quietly(e, a->negated, n), "not", JSON_NONE);
    if (a->condition && (a->then || a->otherwise || marking) && (fine || e->collect)) {
        const struct sub *next = try_branch(e, a->condition, n, marking) ? a->then : a->otherwise;
        if (next) {
            struct cause why = {.outer = e->cause, .sub = sub, .node = n, .is_else = next == a->otherwise};
            e->cause = &why;
            fine &= evaluate_marking(e, next, n, marking);
            e->cause = why.outer;
        }
    }
    return fine;
}

/* What a value of any type is asked. False: it is at fault, and nobody collects more, or its type is wrong.
 */
static inline __attribute__((always_inline)) bool value_ok(struct eval *e, const struct sub *sub, json_node n,
                                                           bool *whole)
{
    bool fine = true;
    if (sub->types != TYPES_ANY && !types_allow(sub, e->doc, n))
        return evaluate_fault(e, sub, n, "type", JSON_NONE);
    if (sub->enumeration)
        CHECK(evaluate_enum(e, sub, n), "enum", sub->enumeration->node);
    if (sub->constant != JSON_NONE)
        CHECK(value_equal(sub->source->doc, sub->constant, e->doc, n), "const", sub->constant);
    *whole = fine;
    return true;
}

/* What rules_ok() asks, but of arrays and objects. */
static bool scalar_ok(struct eval *e, const struct sub *sub, json_node n, enum json_type t)
{
    bool fine = true;
    if (!value_ok(e, sub, n, &fine))
        return false;
    if (t == JSON_NUMBER && sub->number)
        return fine & evaluate_number(e, sub, n);
    if ((t == JSON_STRING || t == JSON_KEY) && sub->string)
        return fine & evaluate_string(e, sub, n);
    return fine;
}

static bool rules_ok(struct eval *e, const struct sub *sub, json_node n, enum json_type t, bool marking)
{
    bool fine = true;
    if (t != JSON_ARRAY && t != JSON_OBJECT)
        return scalar_ok(e, sub, n, t);
    if (!value_ok(e, sub, n, &fine))
        return false;
    if (t == JSON_ARRAY)
        return fine & (!sub->array || evaluate_array(e, sub, n, marking));
    return fine & (!sub->object || evaluate_object(e, sub, n, marking));
}

static __attribute__((noinline)) bool applied_ok(struct eval *e, const struct sub *sub, json_node n,
                                                 enum json_type t, bool marking)
{
    const struct apply_rules *a = sub->apply;
    struct schema_scratch *s = e->scratch;
    bool asks = (t == JSON_OBJECT && a->unevaluated_properties) || (t == JSON_ARRAY && a->unevaluated_items);
    size_t from = s->marks.len;
    bool fine = rules_ok(e, sub, n, t, marking || asks);
    if (fine || e->collect)
        fine &= branches_ok(e, sub, n, marking || asks);
    if (asks && (fine || e->collect) && !s->limit)
        fine &= evaluate_rest(e, sub, n, from, marking);
    if (asks && !marking)
        s->marks.len = from;
    return fine;
}

static __attribute__((noinline)) bool evaluate_whole(struct eval *e, const struct sub *sub, json_node n,
                                                     bool marking)
{
    struct schema_scratch *s = e->scratch;
    if (s->limit)
        return false;
    if (s->depth >= SCHEMA_DEPTH_MAX)
        return evaluate_limit(e, sub, n, "depth");
    s->depth++;
    enum json_type t = json_type(e->doc, n);
    size_t scope = sub->enters ? evaluate_enter(e, sub) : s->scope.len, marks = s->marks.len;
    bool fine = sub->apply ? applied_ok(e, sub, n, t, marking) : rules_ok(e, sub, n, t, marking);
    s->scope.len = scope;
    if (!fine && !e->collect)
        s->marks.len = marks;
    s->depth--;
    return fine;
}

/* By way of the verdicts remembered. */
static __attribute__((noinline)) bool evaluate_remembered(struct eval *e, const struct sub *sub, json_node n,
                                                          bool marking)
{
    struct schema_scratch *s = e->scratch;
    if (s->steps > s->steps_max)
        return evaluate_limit(e, sub, n, "steps");
    if (!sub->is_target || sub->is_leaf)
        return evaluate_whole(e, sub, n, marking);
    uint32_t scope;
    const struct memo_entry *m = memo_find(s, sub, n, &scope);
    if (m->sub && !(m->valid ? marking && m->marks : e->collect != NULL))
        return m->valid;
    size_t marks = s->marks.len;
    bool ok = evaluate_whole(e, sub, n, marking);
    if (!s->limit)
        memo_keep(s, (struct memo_entry){sub, n, scope, ok, !marking || s->marks.len != marks});
    return ok;
}

bool evaluate_marking(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    if (sub->kind != SUB_RULES)
        return sub->kind == SUB_ALWAYS || evaluate_fault(e, sub, n, "false", JSON_NONE);
    if (++e->scratch->steps > e->scratch->memo_after)
        return evaluate_remembered(e, sub, n, marking);
    if (sub->is_leaf)
        return scalar_ok(e, sub, n, json_type(e->doc, n));
    return evaluate_whole(e, sub, n, marking);
}

bool evaluate(struct eval *e, const struct sub *sub, json_node n)
{
    return evaluate_marking(e, sub, n, false);
}

bool evaluate_quietly(struct eval *e, const struct sub *sub, json_node n)
{
    collector *collect = e->collect;
    e->collect = NULL;
    bool ok = evaluate(e, sub, n);
    e->collect = collect;
    return ok;
}

size_t evaluate_marks(struct eval *e, const struct sub *sub, json_node n)
{
    size_t from = e->scratch->marks.len;
    rules_ok(e, sub, n, json_type(e->doc, n), true);
    if (sub->apply)
        branches_ok(e, sub, n, true);
    return from;
}

enum schema_verdict schema_judge(const struct schema *s, const struct json_doc *doc,
                                 struct schema_scratch *scratch)
{
    struct eval e = {.schema = s, .doc = doc, .scratch = scratch};
    evaluate_begin(&e);
    bool ok = evaluate(&e, s->root, 0);
    return scratch->limit ? SCHEMA_UNDECIDED : ok ? SCHEMA_VALID : SCHEMA_INVALID;
}

bool schema_valid(const struct schema *s, const struct json_doc *doc, struct schema_scratch *scratch)
{
    return schema_judge(s, doc, scratch) == SCHEMA_VALID;
}
