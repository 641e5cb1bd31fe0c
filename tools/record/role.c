/* Roles from a schema's annotations: see role.h. The walk follows what describes the same value (allOf, $ref,
 * ...) into the same place and what describes a child into the child's place. */
#include "record/role.h"

#include "base/similar.h"
#include "json/pointer.h"

#include <stdio.h>

static const struct {
    const char *word, *what;
} role_words[ROLE_COUNT] = {
#define X(name, word, what) [ROLE_##name] = {word, what},
    ROLE_LIST(X)
#undef X
};

const char *role_name(enum role r)
{
    return role_words[r].word;
}

const char *role_summary(enum role r)
{
    return role_words[r].what;
}

enum { WALK_DEPTH_MAX = 64, PLACES_MAX = 20000 };

struct builder {
    struct roles *r;
    const struct json_doc *doc;
    struct err *err;
    VEC(struct role_place) places;
    VEC(json_node)
    annotations; /* for each place the x-kedb objects that speak of it, as (place, node) pairs */
    VEC(uint32_t) annotated;
};

/* The word is in quotes, those of a JSON string being its own. */
static int fail_at(struct builder *b, json_node n, const char *what, struct str word)
{
    struct buf p = BUF_INIT;
    const char *quote = str_starts(word, STR("\"")) ? "" : "\"";
    json_pointer_add(&p, b->doc, n);
    err_set(b->err, "#%s: %s %s%.*s%s", p.s ? p.s : "", what, quote, STR_FMT(word), quote);
    buf_release(&p);
    return -1;
}

/* The same for a word that is perhaps another one misspelt. */
static int fail_near(struct builder *b, json_node n, const char *what, struct str word, struct similar near)
{
    fail_at(b, n, what, word);
    size_t at = strlen(b->err->msg);
    if (near.best.s)
        snprintf(b->err->msg + at, sizeof b->err->msg - at, "; did you mean \"%.*s\"?", STR_FMT(near.best));
    return -1;
}

static uint32_t place_new(struct builder *b, uint32_t parent, struct str name, bool any)
{
    struct role_place p = {
        .parent = parent,
        .first_child = ROLE_NO_PLACE,
        .next_sibling = ROLE_NO_PLACE,
        .any_child = ROLE_NO_PLACE,
        .name = name,
        .hash = json_key_hash(name),
    };
    uint32_t n = (uint32_t)b->places.len;
    struct buf pattern = BUF_INIT;
    if (parent != ROLE_NO_PLACE) {
        struct role_place *above = &b->places.at[parent];
        buf_add_str(&pattern, above->pattern);
        if (any) {
            buf_adds(&pattern, "/*");
            p.name = above->name;
            above->any_child = n;
        } else {
            json_pointer_add_token(&pattern, name);
            uint32_t *link = &above->first_child;
            while (*link != ROLE_NO_PLACE) {
                p.rank = b->places.at[*link].rank + 1;
                link = &b->places.at[*link].next_sibling;
            }
            *link = n;
        }
    }
    p.pattern = arena_str(&b->r->arena, buf_str(&pattern));
    buf_release(&pattern);
    *vec_push(&b->places) = p;
    return n;
}

static uint32_t child_of(const struct role_place *places, uint32_t parent, struct str name, uint32_t hash)
{
    for (uint32_t i = places[parent].first_child; i != ROLE_NO_PLACE; i = places[i].next_sibling)
        if (places[i].hash == hash && str_eq(places[i].name, name))
            return i;
    return ROLE_NO_PLACE;
}

static uint8_t types_of(const struct json_doc *doc, json_node type)
{
    static const struct {
        const char *word;
        uint8_t bits;
    } words[] = {
        {"null", 1 << JSON_NULL},     {"boolean", 1 << JSON_TRUE | 1 << JSON_FALSE},
        {"number", 1 << JSON_NUMBER}, {"integer", 1 << JSON_NUMBER},
        {"string", 1 << JSON_STRING}, {"array", 1 << JSON_ARRAY},
        {"object", 1 << JSON_OBJECT},
    };
    uint8_t bits = 0;
    if (json_type(doc, type) == JSON_ARRAY) {
        json_foreach_item (doc, type, item)
            if (json_type(doc, item) == JSON_STRING)
                bits |= types_of(doc, item);
    } else if (json_type(doc, type) == JSON_STRING) {
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (json_string_is(doc, type, str_of(words[i].word)))
                bits |= words[i].bits;
    }
    return bits;
}

static int walk(struct builder *b, json_node schema, uint32_t place, unsigned depth);

/* A child's schema at a named key. */
static int walk_child(struct builder *b, json_node schema, uint32_t place, json_node key, unsigned depth)
{
    struct str name = json_string(b->doc, key, &b->r->arena);
    uint32_t child = child_of(b->places.at, place, name, b->doc->tape[key].count);
    if (child == ROLE_NO_PLACE)
        child = place_new(b, place, arena_str(&b->r->arena, name), false);
    return walk(b, schema, child, depth + 1);
}

/* The schema of items, or of keys that are not named. */
static int walk_any(struct builder *b, json_node schema, uint32_t place, unsigned depth)
{
    uint32_t child = b->places.at[place].any_child;
    if (child == ROLE_NO_PLACE)
        child = place_new(b, place, STR("*"), true);
    return walk(b, schema, child, depth + 1);
}

static int walk_keyword(struct builder *b, json_node key, uint32_t place, unsigned depth)
{
    const struct json_doc *doc = b->doc;
    json_node value = key + 1;
    struct str word = json_inner(doc, key);
    if (str_is(word, "properties") && json_type(doc, value) == JSON_OBJECT) {
        json_foreach_member (doc, value, name)
            if (walk_child(b, name + 1, place, name, depth) != 0)
                return -1;
    } else if (str_is(word, "items") || str_is(word, "additionalProperties") || str_is(word, "contains")) {
        return json_type(doc, value) == JSON_OBJECT ? walk_any(b, value, place, depth) : 0;
    } else if (str_is(word, "prefixItems")) {
        json_foreach_item (doc, value, item)
            if (walk_any(b, item, place, depth) != 0)
                return -1;
    } else if (str_is(word, "patternProperties") && json_type(doc, value) == JSON_OBJECT) {
        json_foreach_member (doc, value, name)
            if (walk_any(b, name + 1, place, depth) != 0)
                return -1;
    } else if (str_is(word, "allOf") || str_is(word, "anyOf") || str_is(word, "oneOf")) {
        json_foreach_item (doc, value, item)
            if (walk(b, item, place, depth + 1) != 0)
                return -1;
    } else if (str_is(word, "then") || str_is(word, "else")) {
        return walk(b, value, place, depth + 1);
    } else if (str_is(word, "$ref") && json_type(doc, value) == JSON_STRING) {
        struct str ref = json_inner(doc, value);
        if (ref.len && ref.s[0] == '#') {
            json_node target = json_pointer_find(doc, str_sub(ref, 1, ref.len));
            return target == JSON_NONE ? 0 : walk(b, target, place, depth + 1);
        }
    }
    return 0;
}

static int walk(struct builder *b, json_node schema, uint32_t place, unsigned depth)
{
    const struct json_doc *doc = b->doc;
    /* A schema that refers to itself is followed as deep as records may sensibly be, not further. */
    if (depth > WALK_DEPTH_MAX || b->places.len > PLACES_MAX || json_type(doc, schema) != JSON_OBJECT)
        return 0;
    if (!b->places.at[place].schema) /* 0 is the whole schema, the root's */
        b->places.at[place].schema = schema;
    json_node type = json_get(doc, schema, STR("type"));
    if (type != JSON_NONE && !b->places.at[place].types)
        b->places.at[place].types = types_of(doc, type);
    json_node note = json_get(doc, schema, STR("x-kedb"));
    if (note != JSON_NONE) {
        *vec_push(&b->annotations) = note;
        *vec_push(&b->annotated) = place;
    }
    json_foreach_member (doc, schema, key)
        if (walk_keyword(b, key, place, depth) != 0)
            return -1;
    return 0;
}

static int parse_roles(struct builder *b, json_node list, struct role_place *p)
{
    const struct json_doc *doc = b->doc;
    if (json_type(doc, list) != JSON_ARRAY)
        return fail_at(b, list, "\"roles\" is a list of role names, not", json_raw(doc, list));
    json_foreach_item (doc, list, item) {
        struct str word = json_type(doc, item) == JSON_STRING ? json_inner(doc, item) : json_raw(doc, item);
        bool known = false;
        for (int i = 0; i < ROLE_COUNT && !known; i++) {
            known = str_is(word, role_words[i].word);
            p->roles |= known ? ROLE_BIT(i) : 0;
        }
        if (known)
            continue;
        struct similar near = similar_to(word);
        for (int i = 0; i < ROLE_COUNT; i++)
            similar_offer(&near, str_of(role_words[i].word));
        return fail_near(b, item, "there is no role", word, near);
    }
    return 0;
}

/* One place named by `for` or `of`; what `of` names is a text. */
static int parse_target(struct builder *b, json_node n, struct role_place *p, bool text)
{
    struct roles *r = b->r;
    r->places = b->places.at;
    r->count = (uint32_t)b->places.len;
    struct str pattern = json_type(b->doc, n) == JSON_STRING ? json_string(b->doc, n, &r->arena) : STR("");
    uint32_t target = roles_find(r, pattern);
    if (!pattern.len || target == ROLE_NO_PLACE) {
        struct similar near = similar_to(pattern);
        for (uint32_t i = 1; i < r->count; i++)
            similar_offer(&near, r->places[i].pattern);
        return fail_near(b, n, "the schema has no place", json_raw(b->doc, n), near);
    }
    uint8_t types = r->places[target].types;
    if (text && types && !(types >> JSON_STRING & 1))
        return fail_at(b, n,
                       types == 1 << JSON_ARRAY ? "\"of\" names a text, the items of a list with \"/*\", not"
                                                : "\"of\" names a text, not",
                       json_raw(b->doc, n));
    uint32_t *targets = arena_alloc(&r->arena, (p->target_count + 1) * sizeof *targets);
    if (p->target_count)
        memcpy(targets, p->targets, p->target_count * sizeof *targets);
    targets[p->target_count++] = target;
    p->targets = targets;
    return 0;
}

static int parse_annotation(struct builder *b, json_node note, uint32_t place)
{
    const struct json_doc *doc = b->doc;
    struct role_place *p = &b->places.at[place];
    if (json_type(doc, note) != JSON_OBJECT)
        return fail_at(b, note, "x-kedb is an object, not", json_raw(doc, note));
    json_foreach_member (doc, note, key) {
        json_node v = key + 1;
        struct str word = json_inner(doc, key);
        bool text = json_type(doc, v) == JSON_STRING;
        if (str_is(word, "roles")) {
            if (parse_roles(b, v, p) != 0)
                return -1;
        } else if (str_is(word, "for") || str_is(word, "of")) {
            if (json_type(doc, v) == JSON_ARRAY) {
                json_foreach_item (doc, v, item)
                    if (parse_target(b, item, p, str_is(word, "of")) != 0)
                        return -1;
            } else if (parse_target(b, v, p, str_is(word, "of")) != 0) {
                return -1;
            }
        } else if (str_is(word, "lang") && text) {
            p->lang = arena_str(&b->r->arena, json_string(doc, v, &b->r->arena));
        } else if (str_is(word, "page") && text) {
            p->page = arena_str(&b->r->arena, json_string(doc, v, &b->r->arena));
        } else if (str_is(word, "order") && json_type(doc, v) == JSON_NUMBER) {
            double order = json_number(doc, v);
            p->order = order >= 1 && order < 1000 ? (uint32_t)order : 0;
            if (!p->order)
                return fail_at(b, v, "an order is a number from 1 to 999, not", json_raw(doc, v));
        } else if (str_is(word, "edge") && text) {
            p->edge_from = json_string_is(doc, v, STR("from"));
            if (!p->edge_from && !json_string_is(doc, v, STR("to")))
                return fail_at(b, v, "an edge is \"to\" or \"from\", not", json_raw(doc, v));
        } else if (!str_is(word, "help")) {
            return fail_at(b, key, "x-kedb has no such key, or not with this kind of value:", word);
        }
    }
    return 0;
}

/* A translation is a text, and of something. */
static int check_translation(struct builder *b, json_node note, uint32_t place)
{
    const struct role_place *p = &b->places.at[place];
    if (!(p->roles >> ROLE_TRANSLATION & 1))
        return 0;
    if (p->types && !(p->types >> JSON_STRING & 1))
        return fail_at(b, note, "a translation is a text: annotate the items of a list, not", p->pattern);
    return p->target_count ? 0 : fail_at(b, note, "\"of\" must say what is translated at", p->pattern);
}

static void index_roles(struct roles *r)
{
    for (int role = 0; role < ROLE_COUNT; role++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < r->count; i++)
            n += (r->places[i].roles >> role) & 1;
        r->by_role[role] = arena_alloc(&r->arena, n * sizeof(uint32_t));
        for (uint32_t i = 0; i < r->count; i++)
            if (r->places[i].roles >> role & 1)
                r->by_role[role][r->role_counts[role]++] = i;
    }
}

int roles_build(struct roles *r, const struct json_doc *schema, struct err *err)
{
    *r = (struct roles){0};
    struct builder b = {.r = r, .doc = schema, .err = err};
    place_new(&b, ROLE_NO_PLACE, STR(""), false);
    int rc = walk(&b, 0, 0, 0);
    /* The outer annotation is met first and speaks of the place itself; one behind a $ref only adds to it. */
    for (size_t i = 0; rc == 0 && i < b.annotations.len; i++)
        rc = parse_annotation(&b, b.annotations.at[i], b.annotated.at[i]);
    for (size_t i = 0; rc == 0 && i < b.annotations.len; i++)
        rc = check_translation(&b, b.annotations.at[i], b.annotated.at[i]);
    r->places = b.places.at;
    r->count = (uint32_t)b.places.len;
    for (uint32_t i = 0; i < r->count; i++) {
        struct role_place *p = &r->places[i];
        p->is_hit |= p->roles || p->page.len;
        for (size_t k = 0; k < p->target_count; k++)
            r->places[p->targets[k]].is_hit = true;
        p->has_places = p->first_child != ROLE_NO_PLACE || p->any_child != ROLE_NO_PLACE;
    }
    if (rc == 0)
        index_roles(r);
    vec_release(&b.annotations);
    vec_release(&b.annotated);
    return rc;
}

void roles_release(struct roles *r)
{
    free(r->places);
    arena_release(&r->arena);
    *r = (struct roles){0};
}

uint32_t roles_find(const struct roles *r, struct str pattern)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (str_eq(r->places[i].pattern, pattern))
            return i;
    return ROLE_NO_PLACE;
}

uint32_t roles_child(const struct roles *r, uint32_t place, struct str key, uint32_t hash)
{
    if (place == ROLE_NO_PLACE)
        return ROLE_NO_PLACE;
    uint32_t child = key.s ? child_of(r->places, place, key, hash) : ROLE_NO_PLACE;
    return child != ROLE_NO_PLACE ? child : r->places[place].any_child;
}

uint32_t roles_child_near(const struct roles *r, uint32_t place, struct str key, uint32_t hash,
                          uint32_t *hint)
{
    uint32_t next = *hint == ROLE_NO_PLACE ? r->places[place].first_child : r->places[*hint].next_sibling;
    if (next == ROLE_NO_PLACE || r->places[next].hash != hash || !str_same(r->places[next].name, key))
        next = child_of(r->places, place, key, hash);
    if (next == ROLE_NO_PLACE)
        return r->places[place].any_child;
    *hint = next;
    return next;
}

uint32_t roles_slot(const struct roles *r, const char *slot)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (str_is(r->places[i].page, slot))
            return i;
    return ROLE_NO_PLACE;
}
