/* The explaining pass: collects blames, and leaves one for each mistake. */
#include "schema/explainer.h"

#include "base/similar.h"

/* The collector of the pass; e->more is the explainer. */
static void explain_collect(struct eval *e, const struct sub *sub, json_node n, const char *keyword,
                            json_node detail)
{
    struct explainer *x = e->more;
    if (strcmp(keyword, "anyOf") == 0) {
        explain_branches(x, sub, n, keyword, &sub->apply->any);
        return;
    }
    if (strcmp(keyword, "oneOf") == 0 && !detail) {
        explain_branches(x, sub, n, keyword, &sub->apply->one);
        return;
    }
    *vec_push(x->into) = (struct blame){.sub = sub,
                                        .node = n,
                                        .keyword = keyword,
                                        .detail = detail,
                                        .cause = cause_keep(e),
                                        .choice = x->choice,
                                        .misspelt = JSON_NONE};
}

static bool is_unknown_key(const struct blame *b)
{
    return strcmp(b->keyword, "additionalProperties") == 0 ||
           strcmp(b->keyword, "unevaluatedProperties") == 0;
}

static bool is_required(const struct blame *b)
{
    return strcmp(b->keyword, "required") == 0 && !b->joined;
}

/* Which blame of a value speaks for all of them: the lower the better. */
static int rank(const struct blame *b)
{
    static const char *const order[] = {"depth",
                                        "steps",
                                        "pattern limit",
                                        "type",
                                        "additionalProperties",
                                        "unevaluatedProperties",
                                        "const",
                                        "enum",
                                        "anyOf",
                                        "minLength",
                                        "maxLength",
                                        "format",
                                        "pattern",
                                        "minimum",
                                        "maximum",
                                        "exclusiveMinimum",
                                        "exclusiveMaximum",
                                        "multipleOf"};
    int i = 0;
    if (b->joined == BLAME_TYPES)
        return 3;
    while (i < (int)(sizeof order / sizeof *order) && strcmp(order[i], b->keyword) != 0)
        i++;
    return i;
}

static int by_place(const void *a, const void *b)
{
    const struct blame *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    int c = rank(x) - rank(y);
    if (c)
        return c;
    if (x->sub->node != y->sub->node)
        return x->sub->node < y->sub->node ? -1 : 1;
    return x->detail < y->detail ? -1 : x->detail > y->detail;
}

/* A value of the wrong type says nothing of what is in it; a single value has one message. */
static void drop_followers(struct eval *e, blames *all)
{
    const struct json_doc *doc = e->doc;
    json_node wrong_end = 0;
    for (size_t i = 0; i < all->len; i++) {
        struct blame *b = &all->at[i];
        if (b->node < wrong_end) {
            b->is_dropped = true;
            continue;
        }
        size_t first = i;
        while (first > 0 && all->at[first - 1].node == b->node)
            first--;
        enum json_type t = json_type(doc, b->node);
        bool wrong = rank(&all->at[first]) == 3;
        bool container = t == JSON_OBJECT || t == JSON_ARRAY;
        if (i > first && (wrong || !container))
            b->is_dropped = true;
        bool last = i + 1 == all->len || all->at[i + 1].node != b->node;
        if (wrong && last && container)
            wrong_end = json_next(doc, b->node);
    }
}

/* The first blame of a node or behind it, among blames in the order of nodes. Those of what is in the node
 * follow it. */
static size_t first_at(const blames *all, json_node n)
{
    size_t low = 0, high = all->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->at[middle].node < n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The key of the object that seems to be the missing name: unknown to the blame's subschema, and near to it.
 */
static json_node misspelt_key(struct eval *e, const struct blame *b, struct str name)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(b->sub, parts, EXPLAIN_PARTS_MAX);
    struct similar near = similar_to(name);
    json_node found = JSON_NONE;
    bool speaks_of_it = false; /* else the key may be another subschema's */
    for (size_t i = 0; i < count; i++) {
        const struct object_rules *r = parts[i]->object;
        for (uint32_t k = 0; r && k < r->name_count; k++)
            speaks_of_it = speaks_of_it || (r->names[k].sub && str_eq(r->names[k].name, name));
    }
    json_foreach_member (e->doc, b->node, key) {
        bool known = false;
        for (size_t i = 0; i < count && !known; i++) {
            const struct object_rules *r = parts[i]->object;
            for (uint32_t k = 0; r && k < r->name_count && !known; k++)
                known = json_string_is(e->doc, key, r->names[k].name);
        }
        size_t before = near.distance;
        if (known || !speaks_of_it)
            continue;
        similar_offer(&near, json_string(e->doc, key, e->arena));
        if (near.distance != before)
            found = key;
    }
    return found;
}

/* A missing key and an unknown one in the same object are one mistake: the key is misspelt. It is told at the
 * key. */
static void join_misspelt(struct eval *e, blames *all)
{
    for (size_t i = 0; i < all->len; i++) {
        struct blame *missing = &all->at[i];
        if (!is_required(missing) || missing->is_dropped)
            continue;
        struct str name = missing->sub->object->names[missing->detail].name;
        struct similar near = similar_to(name);
        struct blame *key = NULL, *only = NULL;
        size_t unknown = 0, lacking = 0, first = i;
        json_node end = json_next(e->doc, missing->node);
        while (first && all->at[first - 1].node >= missing->node) /* one that was moved lies further on */
            first--;
        for (size_t k = first; k < all->len && (k <= i || all->at[k].node < end); k++) {
            struct blame *b = &all->at[k];
            if (is_required(b) && b->node == missing->node && !b->is_dropped)
                lacking++;
            if (b->is_dropped || b->missing.s || !is_unknown_key(b) ||
                json_cell(e->doc, b->node)->parent != missing->node)
                continue;
            size_t before = near.distance;
            similar_offer(&near, json_string(e->doc, b->node, e->arena));
            if (near.distance != before)
                key = b;
            only = b;
            unknown++;
        }
        if (!key && unknown == 1 && lacking == 1)
            key = only;
        if (key) {
            key->missing = name;
            missing->is_dropped = true;
        } else if (!unknown) {
            json_node found = misspelt_key(e, missing, name);
            if (found != JSON_NONE)
                missing->misspelt = missing->node = found;
        }
    }
}

/* What only follows from another fault of the same object or list. */
static void drop_consequences(struct eval *e, blames *all)
{
    for (size_t i = 0; i < all->len; i++) {
        struct blame *b = &all->at[i];
        bool counts = strcmp(b->keyword, "minProperties") == 0 || strcmp(b->keyword, "maxProperties") == 0;
        bool rest = strncmp(b->keyword, "unevaluated", 11) == 0;
        if (!counts && !rest)
            continue;
        json_node whole = rest ? json_cell(e->doc, b->node)->parent : b->node;
        json_node end = json_next(e->doc, whole);
        for (size_t k = first_at(all, whole); k < all->len && all->at[k].node < end && !b->is_dropped; k++) {
            const struct blame *other = &all->at[k];
            if (other == b || other->is_dropped)
                continue;
            bool same = other->node == whole;
            bool child = is_unknown_key(other) && json_cell(e->doc, other->node)->parent == whole;
            /* Nobody knows which keys the branches would have allowed. */
            b->is_dropped = counts ? (is_required(other) && same) || (child && b->keyword[1] == 'a')
                                   : same && other->joined;
        }
    }
}

/* What a then or else demands, when the member that its condition asks about is itself at fault. */
static void drop_conditional(struct eval *e, blames *all)
{
    for (size_t i = 0; i < all->len; i++) {
        struct blame *b = &all->at[i];
        const struct sub *parts[EXPLAIN_PARTS_MAX];
        if (!b->cause || b->cause->dependent || json_type(e->doc, b->cause->node) != JSON_OBJECT)
            continue;
        size_t count = explain_parts(b->cause->sub->apply->condition, parts, EXPLAIN_PARTS_MAX);
        json_node end = json_next(e->doc, b->cause->node);
        for (size_t k = first_at(all, b->cause->node);
             k < all->len && all->at[k].node < end && !b->is_dropped; k++) {
            const struct blame *other = &all->at[k];
            if (other == b || other->cause || other->is_dropped)
                continue;
            for (size_t j = 0; j < count; j++) {
                const struct object_rules *r = parts[j]->object;
                for (uint32_t m = 0; r && m < r->name_count; m++) {
                    json_node value = json_get(e->doc, b->cause->node, r->names[m].name);
                    bool bad = value != JSON_NONE && other->node == value;
                    bool lacks = value == JSON_NONE && is_required(other) && other->node == b->cause->node &&
                                 str_eq(other->sub->object->names[other->detail].name, r->names[m].name);
                    b->is_dropped = b->is_dropped || bad || lacks;
                }
            }
        }
    }
}

struct schema_faults schema_explain(const struct schema *s, const struct json_doc *doc,
                                    struct schema_scratch *scratch, struct arena *a)
{
    blames all = {0};
    struct explainer x = {
        .e = {.schema = s, .doc = doc, .scratch = scratch, .collect = explain_collect, .arena = a},
        .into = &all};
    x.e.more = &x;
    evaluate_begin(&x.e);
    evaluate(&x.e, s->root, 0);
    if (all.len)
        qsort(all.at, all.len, sizeof *all.at, by_place);
    drop_followers(&x.e, &all);
    drop_consequences(&x.e, &all);
    drop_conditional(&x.e, &all);
    join_misspelt(&x.e, &all);
    if (all.len)
        qsort(all.at, all.len, sizeof *all.at, by_place);
    struct schema_faults out = {0};
    out.at = arena_alloc(a, all.len * sizeof *out.at);
    for (size_t i = 0; i < all.len; i++) {
        if (all.at[i].is_dropped)
            continue;
        struct schema_fault f = explain_text(&x, &all.at[i]);
        bool said = false;
        for (size_t k = out.len; k-- > 0 && out.at[k].node == f.node && !said;)
            said = strcmp(out.at[k].message, f.message) == 0;
        if (!said)
            out.at[out.len++] = f;
    }
    vec_release(&all);
    return out;
}
