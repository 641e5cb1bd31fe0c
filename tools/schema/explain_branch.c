/* Which branch of an anyOf or oneOf is meant. In this order: branches that refuse a member by const or enum
 * which another branch takes are out (the discriminator says so); branches of another type are out; those
 * left are tried, and the one whose faults weigh least speaks: a fault deep inside weighs less than one at
 * the value itself, a misspelt key less than a missing and an unknown one, and each member that the branch
 * knows speaks for it. */
#include "base/similar.h"
#include "schema/explainer.h"
#include "schema/value.h"

static bool has_values(const struct sub *sub)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(sub, parts, EXPLAIN_PARTS_MAX);
    for (size_t i = 0; i < count; i++)
        if (parts[i]->enumeration || parts[i]->constant != JSON_NONE)
            return true;
    return false;
}

/* What the branch says of a member's value by const and enum. */
enum tag { TAG_SILENT, TAG_TAKES, TAG_REFUSES };

enum { TAG_DEPTH = 3 };

static enum tag tag_of(struct eval *e, const struct sub *branch, json_node key, unsigned depth);

/* Of the branches within a branch: one that takes the value is enough, refusing takes all. */
static enum tag tag_within(struct eval *e, const struct sub_list *list, json_node key, unsigned depth)
{
    size_t refused = 0;
    for (size_t i = 0; i < list->len; i++) {
        enum tag tag = tag_of(e, list->at[i], key, depth + 1);
        if (tag == TAG_TAKES)
            return tag;
        refused += tag == TAG_REFUSES;
    }
    return list->len && refused == list->len ? TAG_REFUSES : TAG_SILENT;
}

static enum tag tag_of(struct eval *e, const struct sub *branch, json_node key, unsigned depth)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX], *inner[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(branch, parts, EXPLAIN_PARTS_MAX);
    enum tag tag = TAG_SILENT;
    for (size_t i = 0; i < count; i++) {
        const struct object_rules *r = parts[i]->object;
        for (uint32_t k = 0; r && k < r->name_count; k++) {
            const struct name_rule *rule = &r->names[k];
            if (!rule->sub || rule->hash != json_cell(e->doc, key)->count ||
                !json_string_is(e->doc, key, rule->name))
                continue;
            size_t n = explain_parts(rule->sub, inner, EXPLAIN_PARTS_MAX);
            for (size_t j = 0; j < n; j++) {
                const struct sub *s = inner[j];
                if (s->constant == JSON_NONE && !s->enumeration)
                    continue;
                bool takes = s->enumeration ? evaluate_enum(e, s, key + 1)
                                            : value_equal(s->source->doc, s->constant, e->doc, key + 1);
                if (!takes)
                    return TAG_REFUSES;
                tag = TAG_TAKES;
            }
        }
        const struct apply_rules *a = depth < TAG_DEPTH ? parts[i]->apply : NULL;
        for (int which = 0; a && which < 2; which++) {
            enum tag inside = tag_within(e, which ? &a->one : &a->any, key, depth);
            if (inside == TAG_REFUSES)
                return inside;
            tag = inside == TAG_TAKES ? inside : tag;
        }
    }
    return tag;
}

/* Marks branches that a discriminator rules out. */
static void rule_out(struct eval *e, const struct sub_list *list, json_node n, bool *out)
{
    enum { MEMBERS_MAX = 64 };
    size_t members = 0;
    uint8_t *tags = mem_alloc(list->len);
    json_foreach_member (e->doc, n, key) {
        bool taken = false;
        enum json_type t = json_type(e->doc, key + 1);
        if (t == JSON_OBJECT || t == JSON_ARRAY || members++ >= MEMBERS_MAX)
            continue;
        for (size_t i = 0; i < list->len; i++) {
            tags[i] = (uint8_t)(out[i] ? TAG_SILENT : tag_of(e, list->at[i], key, 0));
            taken = taken || tags[i] == TAG_TAKES;
        }
        for (size_t i = 0; taken && i < list->len; i++)
            out[i] = out[i] || tags[i] == TAG_REFUSES;
    }
    free(tags);
}

/* How far below `n` a node lies. */
static int depth_below(const struct json_doc *doc, json_node n, json_node at)
{
    return (int)json_cell(doc, at)->depth - (int)json_cell(doc, n)->depth;
}

static int weigh(struct explainer *x, const struct sub *branch, json_node n, const blames *faults)
{
    const struct json_doc *doc = x->e.doc;
    int weight = 0;
    for (size_t i = 0; i < faults->len; i++) {
        const struct blame *b = &faults->at[i];
        int depth = depth_below(doc, n, b->node);
        bool whole = b->node == n && (strcmp(b->keyword, "type") == 0 || strcmp(b->keyword, "false") == 0 ||
                                      b->joined == BLAME_TYPES);
        bool key = strcmp(b->keyword, "additionalProperties") == 0 ||
                   strcmp(b->keyword, "unevaluatedProperties") == 0;
        bool fixed = depth <= 1 && strcmp(b->keyword, "const") == 0;
        weight += whole ? 1000 : b->node == n || key || fixed ? 20 : depth <= 1 ? 12 : depth <= 3 ? 8 : 6;
    }
    if (json_type(doc, n) != JSON_OBJECT)
        return weight;
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(branch, parts, EXPLAIN_PARTS_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct object_rules *r = parts[i]->object;
        for (uint32_t k = 0; r && k < r->name_count; k++)
            if (r->names[k].sub && member_find(doc, n, r->names[k].name, r->names[k].hash) != JSON_NONE)
                weight -= 3;
    }
    return weight;
}

struct trial {
    blames faults;
    json_node *marks;
    size_t mark_count;
    int weight;
};

static void try_branch(struct explainer *x, const struct sub *branch, json_node n, struct trial *out)
{
    struct schema_scratch *s = x->e.scratch;
    blames *into = x->into;
    size_t from = s->marks.len;
    x->trials++;
    x->into = &out->faults;
    evaluate_marking(&x->e, branch, n, true);
    x->into = into;
    if (s->limit) { /* the explanation goes on with what it has */
        s->limit = NULL;
        s->steps_max = s->steps + SCHEMA_STEPS_MAX / 10;
        x->trials = EXPLAIN_TRIALS_MAX;
    }
    out->mark_count = s->marks.len - from;
    out->marks = arena_alloc(x->e.arena, out->mark_count * sizeof *out->marks);
    if (out->mark_count)
        memcpy(out->marks, s->marks.at + from, out->mark_count * sizeof *out->marks);
    s->marks.len = from;
    out->weight = weigh(x, branch, n, &out->faults);
}

/* Whether all trials have one fault, at the value itself, of this kind. */
static bool all_say(const struct trial *trials, const bool *out, size_t count, json_node n, const char *a,
                    const char *b)
{
    size_t tried = 0;
    for (size_t i = 0; i < count; i++) {
        if (out[i])
            continue;
        const struct blame *f = trials[i].faults.at;
        if (trials[i].faults.len != 1 || f->node != n || f->joined ||
            (strcmp(f->keyword, a) != 0 && strcmp(f->keyword, b) != 0))
            return false;
        tried++;
    }
    return tried > 1;
}

static void blame_all(struct explainer *x, const struct sub *sub, json_node n, const char *keyword,
                      int joined)
{
    struct blame b = {.sub = sub,
                      .node = n,
                      .keyword = keyword,
                      .detail = JSON_NONE,
                      .choice = x->choice,
                      .misspelt = JSON_NONE};
    b.joined = joined;
    b.cause = cause_keep(&x->e);
    *vec_push(x->into) = b;
}

static bool is_value(const struct blame *b)
{
    return !b->joined && (strcmp(b->keyword, "const") == 0 || strcmp(b->keyword, "enum") == 0);
}

/* The member whose value no branch takes: a discriminator that is misspelt. JSON_NONE when there is none. */
static json_node shared_tag(struct explainer *x, const struct trial *trials, const bool *out, size_t count,
                            json_node n, size_t best)
{
    for (size_t i = 0; i < trials[best].faults.len; i++) {
        const struct blame *b = &trials[best].faults.at[i];
        json_node key = json_cell(x->e.doc, b->node)->parent;
        if (!is_value(b) || key == JSON_NONE || json_cell(x->e.doc, key)->parent != n ||
            json_type(x->e.doc, n) != JSON_OBJECT)
            continue;
        size_t tried = 0, refuse = 0;
        for (size_t k = 0; k < count; k++) {
            bool refuses = false;
            for (size_t j = 0; j < trials[k].faults.len; j++)
                refuses =
                    refuses || (trials[k].faults.at[j].node == b->node && is_value(&trials[k].faults.at[j]));
            tried += !out[k];
            refuse += refuses;
        }
        if (tried > 1 && tried == refuse)
            return b->node;
    }
    return JSON_NONE;
}

static void choose(struct explainer *x, const struct sub *sub, json_node n, const char *keyword,
                   const struct sub_list *list, struct trial *trials, const bool *out)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < list->len; i++)
        if (!out[i] && trials[i].faults.len && (best == SIZE_MAX || trials[i].weight < trials[best].weight))
            best = i;
    if (best == SIZE_MAX || trials[best].weight >= 900) {
        size_t offered = 0;
        for (size_t i = 0; i < list->len; i++)
            offered += list->at[i]->kind == SUB_RULES && has_values(list->at[i]);
        blame_all(x, sub, n, keyword, offered == list->len ? BLAME_VALUES : BLAME_TYPES);
        return;
    }
    if (all_say(trials, out, list->len, n, "const", "enum")) {
        blame_all(x, sub, n, keyword, BLAME_VALUES);
        return;
    }
    if (all_say(trials, out, list->len, n, "required", "required")) {
        blame_all(x, sub, n, keyword, BLAME_REQUIRED);
        return;
    }
    json_node tag = shared_tag(x, trials, out, list->len, n, best);
    if (tag != JSON_NONE) {
        blame_all(x, sub, tag, keyword, BLAME_TAGS);
        return;
    }
    struct choice *c = arena_zalloc(x->e.arena, 1, sizeof *c);
    *c = (struct choice){x->choice, sub, keyword, best, list->len};
    for (size_t i = 0; i < trials[best].faults.len; i++) {
        struct blame *b = vec_push(x->into);
        *b = trials[best].faults.at[i];
        if (!b->choice)
            b->choice = c;
    }
    for (size_t i = 0; i < trials[best].mark_count; i++)
        *vec_push(&x->e.scratch->marks) = trials[best].marks[i];
}

void explain_branches(struct explainer *x, const struct sub *sub, json_node n, const char *keyword,
                      const struct sub_list *list)
{
    enum json_type t = json_type(x->e.doc, n);
    bool *out = mem_zalloc(list->len, sizeof *out);
    struct trial *trials = mem_zalloc(list->len, sizeof *trials);
    size_t left = 0;
    for (size_t i = 0; i < list->len; i++)
        out[i] = list->at[i]->kind == SUB_NEVER || !(explain_types(list->at[i], NULL) >> t & 1);
    if (t == JSON_OBJECT)
        rule_out(&x->e, list, n, out);
    const struct choice *outer = x->choice;
    x->choice = NULL;
    for (size_t i = 0; i < list->len; i++) {
        out[i] = out[i] || (left && x->trials >= EXPLAIN_TRIALS_MAX);
        if (out[i])
            continue;
        left++;
        try_branch(x, list->at[i], n, &trials[i]);
    }
    x->choice = outer;
    choose(x, sub, n, keyword, list, trials, out);
    for (size_t i = 0; i < list->len; i++)
        vec_release(&trials[i].faults);
    free(trials);
    free(out);
}
