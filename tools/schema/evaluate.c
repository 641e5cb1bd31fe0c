/* Evaluation on the tape. One walk serves both passes: without a collector it stops at the first fault and
 * allocates nothing, with one it goes on and hands every fault to explain.c.
 *
 * Members and items that were evaluated are remembered only below a schema that has an unevaluated keyword:
 * as nodes on a stack of marks, taken off again when the subschema that put them there fails. */
#include "schema/evaluate.h"
#include "schema/value.h"

enum { MEMO_AFTER = 20000, MEMO_AFTER_PER_NODE = 128 };

bool evaluate_fault(struct eval *e, const struct sub *sub, json_node n, const char *keyword, json_node detail)
{
    if (e->collect)
        e->collect(e, sub, n, keyword, detail);
    return false;
}

bool evaluate_limit(struct eval *e, const struct sub *sub, json_node n, const char *limit)
{
    if (!e->scratch->limit)
        evaluate_fault(e, sub, n, limit, JSON_NONE);
    e->scratch->limit = limit;
    return false;
}

static bool types_allow(const struct sub *sub, const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = json_cell(doc, n);
    if (!(sub->types >> c->type & 1))
        return false;
    if (c->type != JSON_NUMBER || !sub->integer || c->flags & JSON_INTEGER)
        return true;
    return sub->integer == NUMBER_INTEGER && number_is_integer(json_raw(doc, n));
}

bool evaluate_quietly(struct eval *e, const struct sub *sub, json_node n)
{
    collector *collect = e->collect;
    e->collect = NULL;
    bool ok = evaluate(e, sub, n);
    e->collect = collect;
    return ok;
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

const struct sub *evaluate_target(const struct eval *e, const struct dynamic_ref *ref)
{
    const struct schema_scratch *s = e->scratch;
    for (size_t i = 0; ref->is_dynamic && i < s->scope.len; i++) {
        const struct resource *r = s->scope.at[i];
        for (size_t k = 0; k < r->anchor_count; k++)
            if (r->anchors[k].dynamic && str_eq(r->anchors[k].name, ref->anchor))
                return r->source->subs[r->anchors[k].node];
    }
    return ref->sub;
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

static bool rules_ok(struct eval *e, const struct sub *sub, json_node n, enum json_type t, bool marking)
{
    bool fine = true;
    if (sub->types != TYPES_ANY && !types_allow(sub, e->doc, n))
        return evaluate_fault(e, sub, n, "type", JSON_NONE);
    if (sub->enumeration)
        CHECK(evaluate_enum(e, sub, n), "enum", sub->enumeration->node);
    if (sub->constant != JSON_NONE)
        CHECK(value_equal(sub->source->doc, sub->constant, e->doc, n), "const", sub->constant);
    switch (t) {
    case JSON_NUMBER: fine &= !sub->number || evaluate_number(e, sub, n); break;
    case JSON_KEY:
    case JSON_STRING: fine &= !sub->string || evaluate_string(e, sub, n); break;
    case JSON_ARRAY: fine &= !sub->array || evaluate_array(e, sub, n, marking); break;
    case JSON_OBJECT: fine &= !sub->object || evaluate_object(e, sub, n, marking); break;
    default: break;
    }
    return fine;
}

/* Only the outermost of a resource's places in the dynamic scope counts, so none stands twice. */
size_t evaluate_enter(struct eval *e, const struct sub *sub)
{
    struct schema_scratch *s = e->scratch;
    size_t before = s->scope.len;
    if (!sub->enters)
        return before;
    for (size_t i = before; i-- > 0;)
        if (s->scope.at[i] == sub->resource)
            return before;
    *vec_push(&s->scope) = sub->resource;
    return before;
}

size_t evaluate_marks(struct eval *e, const struct sub *sub, json_node n)
{
    size_t from = e->scratch->marks.len;
    rules_ok(e, sub, n, json_type(e->doc, n), true);
    if (sub->apply)
        branches_ok(e, sub, n, true);
    return from;
}

static bool applied_ok(struct eval *e, const struct sub *sub, json_node n, enum json_type t, bool marking)
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

bool evaluate_whole(struct eval *e, const struct sub *sub, json_node n, bool marking)
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

bool evaluate_marking(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    if (sub->kind != SUB_RULES)
        return sub->kind == SUB_ALWAYS || evaluate_fault(e, sub, n, "false", JSON_NONE);
    if (++e->scratch->steps > e->scratch->memo_after)
        return evaluate_remembered(e, sub, n, marking);
    if (sub->is_leaf)
        return rules_ok(e, sub, n, json_type(e->doc, n), false);
    return evaluate_whole(e, sub, n, marking);
}

bool evaluate(struct eval *e, const struct sub *sub, json_node n)
{
    return evaluate_marking(e, sub, n, false);
}

void evaluate_begin(struct eval *e)
{
    struct schema_scratch *s = e->scratch;
    s->depth = 0;
    s->steps = 0;
    s->steps_max = SCHEMA_STEPS_MAX + (uint64_t)SCHEMA_STEPS_PER_NODE * e->doc->len;
    s->memo_after = s->memo_at_once ? 0 : MEMO_AFTER + (uint64_t)MEMO_AFTER_PER_NODE * e->doc->len;
    s->limit = NULL;
    s->marks.len = s->scope.len = s->order.len = 0;
    if (s->memo_count)
        memset(s->memo, 0, s->memo_size * sizeof *s->memo);
    s->memo_count = 0;
}

enum schema_verdict schema_judge(const struct schema *s, const struct json_doc *doc,
                                 struct schema_scratch *scratch)
{
    struct eval e = {.schema = s, .doc = doc, .scratch = scratch};
    evaluate_begin(&e);
    bool ok = evaluate(&e, s->root, 0);
    return scratch->limit ? SCHEMA_UNDECIDED : ok ? SCHEMA_VALID : SCHEMA_INVALID;
}

const char *schema_limit(const struct schema_scratch *s)
{
    return !s->limit                        ? "no limit was met"
           : strcmp(s->limit, "depth") == 0 ? "subschemas apply one another more than 6,000 deep"
           : strcmp(s->limit, "steps") == 0 ? "the schema takes too many steps on it"
                                            : "a pattern of the schema takes too many steps on it";
}

bool schema_valid(const struct schema *s, const struct json_doc *doc, struct schema_scratch *scratch)
{
    return schema_judge(s, doc, scratch) == SCHEMA_VALID;
}

struct schema_scratch *schema_scratch_new(void)
{
    struct schema_scratch *s = mem_zalloc(1, sizeof *s);
    s->matcher = matcher_new();
    return s;
}

void schema_scratch_free(struct schema_scratch *s)
{
    if (!s)
        return;
    matcher_free(s->matcher);
    vec_release(&s->marks);
    vec_release(&s->scope);
    vec_release(&s->order);
    free(s->memo);
    free(s);
}
