/* Evaluation on the tape. One walk serves both passes: without a collector it stops at the first fault and
 * allocates nothing, with one it goes on and hands every fault to explain.c. */
#include "schema/evaluate.h"

static bool types_allow(const struct sub *sub, const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = json_cell(doc, n);
    if (!sub->types)
        return true;
    if (!(sub->types >> c->type & 1))
        return false;
    if (c->type != JSON_NUMBER || !sub->integer || c->flags & JSON_INTEGER)
        return true;
    return number_is_integer(json_raw(doc, n));
}

/* An integer by value: 1.0 and 1e3 are, 1.5 and 15e-1 are not (draft 6 and later). */
bool number_is_integer(struct str v)
{
    size_t e = 0, dot = SIZE_MAX, last = 0; /* last: past the last digit that is not zero */
    for (; e < v.len && (v.s[e] | 0x20) != 'e'; e++) {
        if (v.s[e] == '.')
            dot = e;
        else if (v.s[e] >= '1')
            last = e + 1;
    }
    if (!last)
        return true;
    long long exponent = 0;
    bool minus = e + 1 < v.len && v.s[e + 1] == '-';
    for (size_t i = e + 1; i < v.len; i++)
        if (ascii_is_digit((unsigned char)v.s[i]) && exponent < 1000000000)
            exponent = exponent * 10 + (v.s[i] - '0');
    if (minus)
        exponent = -exponent;
    if (dot == SIZE_MAX)
        dot = e;
    /* Digits after the point that count: positive when the last digit stands behind it. */
    long long behind = last > dot ? (long long)(last - dot) - 1 : -(long long)(dot - last);
    return behind <= exponent;
}

static bool in_enum(struct eval *e, const struct sub *sub, json_node n)
{
    const struct json_doc *own = e->schema->doc;
    enum json_type t = json_type(e->doc, n);
    bool found = false;
    if (t != JSON_STRING && t != JSON_KEY) {
        json_foreach_item (own, sub->enumeration, item)
            found = found || json_equal(own, item, e->doc, n);
        return found;
    }
    struct arena a = ARENA_INIT;
    struct str v = json_string(e->doc, n, &a);
    if (sub->enum_bits >> (json_key_hash(v) & 63) & 1) {
        json_foreach_item (own, sub->enumeration, item)
            found = found || (json_type(own, item) == JSON_STRING && json_string_is(own, item, v));
    }
    arena_release(&a);
    return found;
}

/* Reports unless the walk only wants to know; gives false either way. */
static bool fault(struct eval *e, const struct sub *sub, json_node n, const char *keyword, json_node detail)
{
    if (e->collect)
        e->collect(e, sub, n, keyword, detail);
    return false;
}

#define CHECK(ok, keyword, detail)                                                                           \
    do {                                                                                                     \
        if (!(ok)) {                                                                                         \
            fine = fault(e, sub, n, (keyword), (detail));                                                    \
            if (!e->collect)                                                                                 \
                return false;                                                                                \
        }                                                                                                    \
    } while (0)

static bool number_ok(struct eval *e, const struct sub *sub, json_node n)
{
    bool fine = true;
    struct str v = json_raw(e->doc, n);
    const struct json_doc *own = e->schema->doc;
    if (sub->minimum != JSON_NONE)
        CHECK(json_number_cmp(v, json_raw(own, sub->minimum)) >= 0, "minimum", sub->minimum);
    if (sub->maximum != JSON_NONE)
        CHECK(json_number_cmp(v, json_raw(own, sub->maximum)) <= 0, "maximum", sub->maximum);
    if (sub->exclusive_minimum != JSON_NONE)
        CHECK(json_number_cmp(v, json_raw(own, sub->exclusive_minimum)) > 0, "exclusiveMinimum",
              sub->exclusive_minimum);
    if (sub->exclusive_maximum != JSON_NONE)
        CHECK(json_number_cmp(v, json_raw(own, sub->exclusive_maximum)) < 0, "exclusiveMaximum",
              sub->exclusive_maximum);
    return fine;
}

static size_t code_points(struct str v)
{
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++)
        n += ((unsigned char)v.s[i] & 0xC0) != 0x80;
    return n;
}

static bool string_ok(struct eval *e, const struct sub *sub, json_node n)
{
    bool fine = true;
    bool counts = sub->min_length || sub->max_length != SIZE_MAX;
    if (!counts && !sub->pattern && !sub->format)
        return true;
    struct arena a = ARENA_INIT;
    struct str v = json_string(e->doc, n, &a);
    /* Bytes bound code points from both sides: counting is seldom needed. */
    bool short_ok = v.len / 4 >= sub->min_length || code_points(v) >= sub->min_length;
    bool long_ok = v.len <= sub->max_length || code_points(v) <= sub->max_length;
    bool pattern_ok = true, limit = false;
    if (sub->pattern) {
        enum regex_result r = regex_search(sub->pattern, e->scratch->matcher, v, NULL, NULL);
        pattern_ok = r == REGEX_MATCH;
        limit = r == REGEX_LIMIT;
    }
    bool format_ok = !sub->format || sub->format(v, NULL);
    arena_release(&a);
    CHECK(short_ok, "minLength", JSON_NONE);
    CHECK(long_ok, "maxLength", JSON_NONE);
    CHECK(pattern_ok, limit ? "pattern limit" : "pattern", JSON_NONE);
    CHECK(format_ok, "format", JSON_NONE);
    return fine;
}

static int by_hash(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* A hash of a value that is equal for equal values. Numbers and containers hash coarsely and are compared. */
static uint32_t value_hash(const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = json_cell(doc, n);
    if (c->type == JSON_STRING) {
        struct arena a = ARENA_INIT;
        uint32_t h = json_key_hash(json_string(doc, n, &a));
        arena_release(&a);
        return h;
    }
    return c->type * 0x9e3779b9u + (c->type >= JSON_ARRAY ? c->count * 0x85ebca6bu : 0);
}

static bool unique_ok(struct eval *e, const struct sub *sub, json_node n)
{
    uint32_t count = json_cell(e->doc, n)->count, i = 0;
    bool fine = true;
    if (count < 2)
        return true;
    uint64_t *order = mem_alloc(count * sizeof *order); /* hash, then the item's distance on the tape */
    json_foreach_item (e->doc, n, item)
        order[i++] = (uint64_t)value_hash(e->doc, item) << 32 | (item - n);
    qsort(order, count, sizeof *order, by_hash);
    for (i = 0; i < count && (fine || e->collect); i++) {
        for (uint32_t j = i; j-- > 0 && order[j] >> 32 == order[i] >> 32;) {
            if (json_equal(e->doc, n + (uint32_t)order[i], e->doc, n + (uint32_t)order[j])) {
                fine = fault(e, sub, n + (uint32_t)order[i], "uniqueItems", n + (uint32_t)order[j]);
                break;
            }
        }
    }
    free(order);
    return fine;
}

static bool array_ok(struct eval *e, const struct sub *sub, json_node n)
{
    bool fine = true;
    size_t count = json_cell(e->doc, n)->count, i = 0;
    CHECK(count >= sub->min_items, "minItems", JSON_NONE);
    CHECK(count <= sub->max_items, "maxItems", JSON_NONE);
    if (sub->items || sub->prefix.len) {
        json_foreach_item (e->doc, n, item) {
            const struct sub *s = i < sub->prefix.len ? sub->prefix.at[i] : sub->items;
            i++;
            if (s && !evaluate(e, s, item)) {
                fine = false;
                if (!e->collect)
                    return false;
            }
        }
    }
    if (sub->unique && !unique_ok(e, sub, n))
        fine = false;
    return fine;
}

/* The member with a name: its key node, or JSON_NONE. */
static json_node find_key(const struct json_doc *doc, json_node n, struct str name, uint32_t hash)
{
    json_foreach_member (doc, n, key)
        if (json_cell(doc, key)->count == hash && json_string_is(doc, key, name))
            return key;
    return JSON_NONE;
}

static const struct sub *property_of(const struct sub *sub, const struct json_doc *doc, json_node key)
{
    if (!sub->property_count)
        return NULL;
    uint32_t hash = json_cell(doc, key)->count;
    for (uint32_t at = hash & sub->property_mask; sub->property_slots[at];
         at = (at + 1) & sub->property_mask) {
        const struct named_sub *p = &sub->properties[sub->property_slots[at] - 1];
        if (p->hash == hash && json_string_is(doc, key, p->name))
            return p->sub;
    }
    return NULL;
}

static bool member_ok(struct eval *e, const struct sub *sub, json_node key)
{
    bool fine = true;
    const struct sub *p = property_of(sub, e->doc, key);
    bool named = p != NULL;
    if (p)
        fine = evaluate(e, p, key + 1);
    if (sub->pattern_count) {
        struct arena a = ARENA_INIT;
        struct str name = json_string(e->doc, key, &a);
        for (size_t i = 0; i < sub->pattern_count && (fine || e->collect); i++) {
            if (regex_search(sub->patterns[i].regex, e->scratch->matcher, name, NULL, NULL) != REGEX_MATCH)
                continue;
            named = true;
            fine &= evaluate(e, sub->patterns[i].sub, key + 1);
        }
        arena_release(&a);
    }
    if (!named && sub->additional) {
        if (sub->additional->never)
            fine = fault(e, sub, key, "additionalProperties", JSON_NONE);
        else
            fine &= evaluate(e, sub->additional, key + 1);
    }
    if (sub->names && (fine || e->collect))
        fine &= evaluate(e, sub->names, key);
    return fine;
}

static bool object_ok(struct eval *e, const struct sub *sub, json_node n)
{
    bool fine = true;
    size_t count = json_cell(e->doc, n)->count;
    CHECK(count >= sub->min_properties, "minProperties", JSON_NONE);
    CHECK(count <= sub->max_properties, "maxProperties", JSON_NONE);
    for (size_t i = 0; i < sub->required.len; i++)
        CHECK(find_key(e->doc, n, sub->required.at[i], sub->required.hashes[i]) != JSON_NONE, "required",
              (json_node)i);
    for (size_t i = 0; i < sub->dependent_count; i++) {
        const struct dependent *d = &sub->dependents[i];
        if (find_key(e->doc, n, d->name, json_key_hash(d->name)) == JSON_NONE)
            continue;
        for (size_t j = 0; j < d->needs.len; j++)
            CHECK(find_key(e->doc, n, d->needs.at[j], d->needs.hashes[j]) != JSON_NONE, "dependentRequired",
                  (json_node)(i << 16 | j));
    }
    if (sub->property_count || sub->pattern_count || sub->additional || sub->names) {
        json_foreach_member (e->doc, n, key) {
            if (!member_ok(e, sub, key)) {
                fine = false;
                if (!e->collect)
                    return false;
            }
        }
    }
    return fine;
}

/* A branch is tried without collecting: what it says matters only when no branch fits. */
static bool quietly(struct eval *e, const struct sub *sub, json_node n)
{
    collector *collect = e->collect;
    e->collect = NULL;
    bool ok = evaluate(e, sub, n);
    e->collect = collect;
    return ok;
}

static bool branches_ok(struct eval *e, const struct sub *sub, json_node n)
{
    bool fine = true;
    for (size_t i = 0; i < sub->all.len; i++) {
        if (!evaluate(e, sub->all.at[i], n)) {
            fine = false;
            if (!e->collect)
                return false;
        }
    }
    if (sub->any.len) {
        size_t fits = 0;
        for (size_t i = 0; i < sub->any.len && !fits; i++)
            fits = quietly(e, sub->any.at[i], n);
        CHECK(fits, "anyOf", JSON_NONE);
    }
    if (sub->one.len) {
        size_t fits = 0;
        for (size_t i = 0; i < sub->one.len && fits < 2; i++)
            fits += quietly(e, sub->one.at[i], n);
        CHECK(fits == 1, "oneOf", (json_node)fits);
    }
    if (sub->negated)
        CHECK(!quietly(e, sub->negated, n), "not", JSON_NONE);
    if (sub->condition && (sub->then || sub->otherwise)) {
        const struct sub *next = quietly(e, sub->condition, n) ? sub->then : sub->otherwise;
        if (next)
            fine &= evaluate(e, next, n);
    }
    return fine;
}

bool evaluate(struct eval *e, const struct sub *sub, json_node n)
{
    bool fine = true;
    if (sub->always)
        return true;
    CHECK(!sub->never, "false", JSON_NONE);
    if (e->scratch->depth >= SCHEMA_DEPTH_MAX)
        return fault(e, sub, n, "depth", JSON_NONE);
    e->scratch->depth++;
    bool name = json_type(e->doc, n) == JSON_KEY; /* propertyNames judges keys as strings */
    enum json_type t = name ? JSON_STRING : json_type(e->doc, n);
    if (sub->ref)
        fine = evaluate(e, sub->ref, n);
    if ((fine || e->collect) &&
        !(name ? !sub->types || sub->types >> JSON_STRING & 1 : types_allow(sub, e->doc, n)))
        fine = fault(e, sub, n, "type", JSON_NONE);
    else if (fine || e->collect) {
        if (sub->enumeration != JSON_NONE && !in_enum(e, sub, n))
            fine = fault(e, sub, n, "enum", sub->enumeration);
        if ((fine || e->collect) && sub->constant != JSON_NONE &&
            !json_equal(e->schema->doc, sub->constant, e->doc, n))
            fine = fault(e, sub, n, "const", sub->constant);
        if (fine || e->collect) {
            bool ok = t == JSON_NUMBER   ? number_ok(e, sub, n)
                      : t == JSON_STRING ? string_ok(e, sub, n)
                      : t == JSON_ARRAY  ? array_ok(e, sub, n)
                      : t == JSON_OBJECT ? object_ok(e, sub, n)
                                         : true;
            fine &= ok;
        }
        if (fine || e->collect)
            fine &= branches_ok(e, sub, n);
    }
    e->scratch->depth--;
    return fine;
}

bool schema_valid(const struct schema *s, const struct json_doc *doc, struct schema_scratch *scratch)
{
    struct eval e = {.schema = s, .doc = doc, .scratch = scratch};
    scratch->depth = 0;
    return evaluate(&e, s->root, 0);
}
