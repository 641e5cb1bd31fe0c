/* Evaluation on the tape. One walk serves both passes: without a collector it stops at the first fault and
 * allocates nothing, with one it goes on and hands every fault to explain.c.
 *
 * Members and items that were evaluated are remembered only below a schema that has an unevaluated keyword:
 * as nodes on a stack of marks, taken off again when the subschema that put them there fails. */
#include "schema/evaluate.h"
#include "schema/value.h"

enum { MEMO_AFTER = 20000, MEMO_AFTER_PER_NODE = 128, MEMO_FIRST = 1 << 12, MEMO_MAX = 1 << 22 };

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

/* Long evaluations remember what references came to; short ones are faster without. */
static struct memo_entry *memo_slot(struct eval *e, const struct sub *sub, json_node n, uint32_t scope)
{
    struct schema_scratch *s = e->scratch;
    size_t at = (((size_t)(uintptr_t)sub >> 4) * 0x9e3779b97f4a7c15u ^ (size_t)n * 0xff51afd7ed558ccdu ^
                 scope * 0xc4ceb9fe1a85ec53u) >>
                    20 &
                (s->memo_size - 1);
    for (;; at = (at + 1) & (s->memo_size - 1)) {
        struct memo_entry *m = &s->memo[at];
        if (!m->sub || (m->sub == sub && m->node == n && m->scope == scope))
            return m;
    }
}

static void memo_grow(struct eval *e)
{
    struct schema_scratch *s = e->scratch;
    struct memo_entry *old = s->memo;
    size_t size = s->memo_size;
    s->memo_size = size ? size * 4 : MEMO_FIRST;
    s->memo = mem_zalloc(s->memo_size, sizeof *s->memo);
    for (size_t i = 0; i < size; i++)
        if (old[i].sub)
            *memo_slot(e, old[i].sub, old[i].node, old[i].scope) = old[i];
    free(old);
}

static uint32_t scope_hash(const struct schema_scratch *s)
{
    uint32_t h = 0;
    for (size_t i = 0; i < s->scope.len; i++)
        h = (h ^ (uint32_t)((uintptr_t)s->scope.at[i] >> 4)) * 0x85ebca6bu;
    return h;
}

static bool follow(struct eval *e, const struct sub *target, json_node n, bool marking)
{
    struct schema_scratch *s = e->scratch;
    if (s->steps < s->memo_after)
        return evaluate_marking(e, target, n, marking);
    if (s->memo_count * 2 >= s->memo_size && s->memo_size < MEMO_MAX)
        memo_grow(e);
    uint32_t scope = scope_hash(s);
    struct memo_entry *m = memo_slot(e, target, n, scope);
    if (m->sub && !(m->valid ? marking && m->marks : e->collect != NULL))
        return m->valid;
    size_t marks = s->marks.len;
    bool ok = evaluate_marking(e, target, n, marking);
    if (!s->limit && s->memo_count * 2 < s->memo_size) {
        m = memo_slot(e, target, n, scope);
        s->memo_count += !m->sub;
        *m = (struct memo_entry){target, n, scope, ok, !marking || s->marks.len != marks};
    }
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

static bool one_of_ok(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct sub_list *one = &sub->apply->one;
    bool fine = true;
    size_t fits = 0;
    for (size_t i = 0; i < one->len && fits < 2; i++)
        fits += try_branch(e, one->at[i], n, marking);
    CHECK(fits == 1, "oneOf", (json_node)fits);
    return fine;
}

static bool any_of_ok(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct sub_list *any = &sub->apply->any;
    bool fine = true;
    size_t fits = 0;
    /* With marks wanted every branch that fits adds its own. */
    for (size_t i = 0; i < any->len && (marking || !fits); i++)
        fits += try_branch(e, any->at[i], n, marking);
    CHECK(fits, "anyOf", JSON_NONE);
    return fine;
}

static bool branches_ok(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    const struct apply_rules *a = sub->apply;
    bool fine = true;
    if (a->ref && !follow(e, a->ref, n, marking))
        fine = false;
    if (a->dynamic && (fine || e->collect) && !follow(e, evaluate_target(e, a->dynamic), n, marking))
        fine = false;
    for (size_t i = 0; i < a->all.len && (fine || e->collect); i++)
        fine &= evaluate_marking(e, a->all.at[i], n, marking);
    if (a->any.len && (fine || e->collect))
        fine &= any_of_ok(e, sub, n, marking);
    if (a->one.len && (fine || e->collect))
        fine &= one_of_ok(e, sub, n, marking);
    if (a->negated && (fine || e->collect))
        CHECK(!evaluate_quietly(e, a->negated, n), "not", JSON_NONE);
    if (a->condition && (a->then || a->otherwise || marking) && (fine || e->collect)) {
        const struct sub *next = try_branch(e, a->condition, n, marking) ? a->then : a->otherwise;
        if (next)
            fine &= evaluate_marking(e, next, n, marking);
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

bool evaluate_marking(struct eval *e, const struct sub *sub, json_node n, bool marking)
{
    struct schema_scratch *s = e->scratch;
    if (sub->kind != SUB_RULES)
        return sub->kind == SUB_ALWAYS || evaluate_fault(e, sub, n, "false", JSON_NONE);
    if (s->limit)
        return false;
    if (s->depth >= SCHEMA_DEPTH_MAX)
        return evaluate_limit(e, sub, n, "depth");
    if (++s->steps > s->steps_max)
        return evaluate_limit(e, sub, n, "steps");
    s->depth++;
    enum json_type t = json_type(e->doc, n);
    size_t scope = evaluate_enter(e, sub), marks = s->marks.len;
    bool fine = sub->apply ? applied_ok(e, sub, n, t, marking) : rules_ok(e, sub, n, t, marking);
    s->scope.len = scope;
    if (!fine && !e->collect)
        s->marks.len = marks;
    s->depth--;
    return fine;
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
    s->memo_after = MEMO_AFTER + (uint64_t)MEMO_AFTER_PER_NODE * e->doc->len;
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
