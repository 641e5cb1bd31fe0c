/* What an evaluation needs besides the walk: its faults, its limits, its dynamic scope. */
#include "schema/evaluate.h"

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

const char *schema_limit(const struct schema_scratch *s)
{
    return !s->limit                        ? "no limit was met"
           : strcmp(s->limit, "depth") == 0 ? "subschemas apply one another more than 6,000 deep"
           : strcmp(s->limit, "steps") == 0 ? "the schema takes too many steps on it"
                                            : "a pattern of the schema takes too many steps on it";
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

json_node member_find(const struct json_doc *doc, json_node object, struct str name, uint32_t hash)
{
    json_foreach_member (doc, object, key)
        if (json_cell(doc, key)->count == hash && json_string_is(doc, key, name))
            return key;
    return JSON_NONE;
}
