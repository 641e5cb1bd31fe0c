/* What the parts of the explanation share: what a subschema is made of, which types it allows. */
#include "schema/explainer.h"

const struct cause *cause_keep(struct eval *e)
{
    if (!e->cause)
        return NULL;
    struct cause *c = arena_zalloc(e->arena, 1, sizeof *c);
    *c = *e->cause;
    c->outer = NULL;
    return c;
}

size_t explain_parts(const struct sub *sub, const struct sub **out, size_t max)
{
    size_t count = 0;
    if (!max || sub->kind != SUB_RULES)
        return 0;
    out[count++] = sub;
    for (size_t i = 0; i < count; i++) {
        const struct apply_rules *a = out[i]->apply;
        if (!a)
            continue;
        const struct sub *next[2] = {a->ref, a->dynamic ? a->dynamic->sub : NULL};
        for (size_t k = 0; k < 2 + a->all.len && count < max; k++) {
            const struct sub *s = k < 2 ? next[k] : a->all.at[k - 2];
            bool known = !s || s->kind != SUB_RULES;
            for (size_t j = 0; j < count; j++)
                known = known || out[j] == s;
            if (!known)
                out[count++] = s;
        }
    }
    return count;
}

/* The types of the values that const and enum offer. */
static uint8_t types_of_values(const struct sub *sub)
{
    const struct json_doc *own = sub->source->doc;
    uint8_t types = sub->constant != JSON_NONE ? (uint8_t)(1 << json_type(own, sub->constant)) : TYPES_ANY;
    if (sub->enumeration) {
        uint8_t bits = 0;
        json_foreach_item (own, sub->enumeration->node, item)
            bits |= (uint8_t)(1 << json_type(own, item));
        types &= bits;
    }
    return types == TYPES_ANY ? types : types & 1 << JSON_STRING ? types | 1 << JSON_KEY : types;
}

uint8_t explain_types(const struct sub *sub, bool *integer)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(sub, parts, EXPLAIN_PARTS_MAX);
    uint8_t types = TYPES_ANY;
    bool whole = false;
    for (size_t i = 0; i < count; i++) {
        types &= parts[i]->types & types_of_values(parts[i]);
        whole = whole || (parts[i]->types != TYPES_ANY && parts[i]->integer);
    }
    if (integer)
        *integer = whole;
    return types;
}
