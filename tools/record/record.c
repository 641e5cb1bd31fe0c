/* The role view of a document: see record.h. */
#include "record/record.h"

#include "json/pointer.h"

struct viewer {
    struct record *rec;
    struct arena *arena;
    size_t cap;                  /* hits that rec->hits has room for */
    uint32_t counts[ROLE_COUNT]; /* of hits, by role */
};

static __attribute__((noinline)) void grow_hits(struct viewer *v)
{
    struct record *rec = v->rec;
    size_t cap = v->cap ? v->cap * 2 : 128;
    struct role_hit *more = arena_alloc(v->arena, cap * sizeof *more);
    role_set *roles = arena_alloc(v->arena, cap * sizeof *roles);
    if (rec->hit_count) {
        memcpy(more, rec->hits, rec->hit_count * sizeof *more);
        memcpy(roles, rec->hit_roles, rec->hit_count * sizeof *roles);
    }
    rec->hits = more;
    rec->hit_roles = roles;
    v->cap = cap;
}

static inline void add_hit(struct viewer *v, struct role_hit hit, role_set roles)
{
    struct record *rec = v->rec;
    if (rec->hit_count == v->cap)
        grow_hits(v);
    rec->hits[rec->hit_count] = hit;
    rec->hit_roles[rec->hit_count++] = roles;
    for (; roles; roles &= roles - 1)
        v->counts[__builtin_ctz(roles)]++;
}

static void view_children(struct viewer *v, json_node n, uint32_t place, json_node item);

/* One value. Depth is the reader's, at most JSON_DEPTH_MAX, and never deeper than the schema's places. */
static inline __attribute__((always_inline)) void view(struct viewer *v, json_node n, uint32_t place,
                                                       json_node item)
{
    const struct role_place *p = &v->rec->roles->places[place];
    const struct json_cell *cell = json_cell(v->rec->doc, n);
    unsigned t = cell->type;
    v->rec->at[place] = n;
    if (p->types && !(p->types >> t & 1)) {
        v->rec->mistyped |= p->roles ? p->roles : ROLE_BIT_NONE;
        v->rec->in_order = false; /* what is below was not looked at */
        return;
    }
    if (p->is_hit && t != JSON_NULL)
        add_hit(v, (struct role_hit){n, place, item}, p->roles);
    if (p->has_places && (t == JSON_ARRAY || t == JSON_OBJECT) && cell->count)
        view_children(v, n, place, item);
}

/* Children of one container, their places found. */
static void view_children(struct viewer *v, json_node n, uint32_t place, json_node item)
{
    const struct json_doc *doc = v->rec->doc;
    const struct role_place *places = v->rec->roles->places, *p = &places[place];
    if (json_type(doc, n) == JSON_ARRAY) {
        if (p->any_child == ROLE_NO_PLACE)
            return;
        json_foreach_item (doc, n, child)
            view(v, child, p->any_child, child);
        return;
    }
    struct arena a = ARENA_INIT;
    uint32_t hint = ROLE_NO_PLACE, rank = 0, next = p->first_child; /* where the next key mostly is */
    json_foreach_member (doc, n, key) {
        const struct json_cell *cell = json_cell(doc, key);
        struct str name = cell->flags & JSON_ESCAPED ? json_string(doc, key, &a) : json_inner(doc, key);
        uint32_t child = next;
        if (child != ROLE_NO_PLACE && places[child].hash == cell->count && str_same(places[child].name, name))
            hint = child;
        else
            child = roles_child_near(v->rec->roles, place, name, cell->count, &hint);
        next = hint == ROLE_NO_PLACE ? p->first_child : places[hint].next_sibling;
        if (child == ROLE_NO_PLACE)
            continue;
        if (child != p->any_child) {
            uint32_t own = places[child].rank;
            v->rec->in_order &= own >= rank;
            rank = own;
        }
        view(v, key + 1, child, item);
    }
    if (a.head)
        arena_release(&a);
}

/* Sorts the hits by role, those of one in the order of the document. */
static void index_roles(struct record *rec, uint32_t counts[ROLE_COUNT], struct arena *a)
{
    uint32_t total = 0;
    for (unsigned r = 0; r < ROLE_COUNT; r++) {
        uint32_t count = counts[r];
        rec->role_from[r] = counts[r] = total;
        total += count;
    }
    rec->role_from[ROLE_COUNT] = total;
    rec->by_role = arena_alloc(a, total * sizeof *rec->by_role);
    for (size_t i = 0; i < rec->hit_count; i++)
        for (role_set left = rec->hit_roles[i]; left; left &= left - 1)
            rec->by_role[counts[__builtin_ctz(left)]++] = &rec->hits[i];
}

void record_build(struct record *rec, const struct roles *roles, const struct json_doc *doc, struct arena *a)
{
    rec->doc = doc;
    rec->roles = roles;
    rec->mistyped = 0;
    rec->in_order = true;
    rec->hits = NULL;
    rec->hit_roles = NULL;
    rec->hit_count = 0;
    rec->at = arena_alloc(a, roles->count * sizeof *rec->at);
    memset(rec->at, 0xFF, roles->count * sizeof *rec->at);
    struct viewer v = {.rec = rec, .arena = a};
    view(&v, 0, 0, JSON_NONE);
    index_roles(rec, v.counts, a);
}

struct role_hits record_role(const struct record *rec, enum role role)
{
    uint32_t from = rec->role_from[role], to = rec->role_from[role + 1];
    return (struct role_hits){to > from ? rec->by_role + from : NULL, to - from};
}

struct role_hits record_place(const struct record *rec, uint32_t place, struct arena *a)
{
    role_set roles = rec->roles->places[place].roles;
    struct role_hits among = {.len = rec->hit_count}; /* at NULL: all hits */
    if (roles)
        among = record_role(rec, (enum role)__builtin_ctz(roles));
    struct role_hits out = {.at = arena_alloc(a, among.len * sizeof *out.at)};
    for (size_t i = 0; i < among.len; i++) {
        const struct role_hit *hit = roles ? among.at[i] : &rec->hits[i];
        if (hit->place == place)
            out.at[out.len++] = hit;
    }
    return out;
}

json_node record_at(const struct record *rec, uint32_t place)
{
    /* Only of a record whose places were all gone through, each key once. */
    if (rec->in_order && !rec->doc->duplicates.len)
        return rec->at[place];
    return json_pointer_find(rec->doc, rec->roles->places[place].pattern);
}

json_node record_first(const struct record *rec, enum role role)
{
    uint32_t from = rec->role_from[role];
    return from < rec->role_from[role + 1] ? rec->by_role[from]->node : JSON_NONE;
}

json_node record_slot(const struct record *rec, const char *slot)
{
    for (size_t i = 0; i < rec->hit_count; i++)
        if (str_is(rec->roles->places[rec->hits[i].place].page, slot))
            return rec->hits[i].node;
    return JSON_NONE;
}

/* The first hit in an item of a list or behind it: hits stand in the order of the document. */
static size_t first_in(const struct record *rec, json_node item)
{
    size_t low = 0, high = rec->hit_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rec->hits[middle].node < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

json_node record_in_item(const struct record *rec, enum role role, json_node item)
{
    if (item == JSON_NONE)
        return JSON_NONE;
    json_node end = json_next(rec->doc, item);
    for (size_t i = first_in(rec, item); i < rec->hit_count && rec->hits[i].node < end; i++)
        if (rec->hits[i].item == item && rec->hit_roles[i] >> role & 1)
            return rec->hits[i].node;
    return JSON_NONE;
}

json_node record_slot_in_item(const struct record *rec, const char *slot, json_node item)
{
    if (item == JSON_NONE)
        return JSON_NONE;
    json_node end = json_next(rec->doc, item);
    for (size_t i = first_in(rec, item); i < rec->hit_count && rec->hits[i].node < end; i++)
        if (rec->hits[i].item == item && str_is(rec->roles->places[rec->hits[i].place].page, slot))
            return rec->hits[i].node;
    return JSON_NONE;
}

struct str record_string(const struct record *rec, json_node n, struct arena *a)
{
    if (n == JSON_NONE || json_type(rec->doc, n) != JSON_STRING)
        return STR("");
    return json_string(rec->doc, n, a);
}
