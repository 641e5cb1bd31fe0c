#include "markdown/slots.h"

#include "markdown/escape.h"

#include <stddef.h>

/* Slots by the struct member that they fill. `list` is the slot whose items hold it. */
enum slot_kind { SLOT_TEXT, SLOT_PLAIN, SLOT_RATE, SLOT_LIST, SLOT_NOTHING };
enum slot_list { LIST_NONE, LIST_VERSIONS, LIST_WORKAROUNDS, LIST_DEAD_ENDS, LIST_COUNT };

struct slot {
    const char *name;
    enum slot_kind kind;
    enum slot_list list; /* of a list: itself */
    size_t offset;       /* in struct page_data, or in the struct of an item */
};

static const struct slot slot_table[] = {
    {"title", SLOT_TEXT, LIST_NONE, offsetof(struct page_data, title)},
    {"id", SLOT_PLAIN, LIST_NONE, offsetof(struct page_data, id)},
    {"domain", SLOT_PLAIN, LIST_NONE, offsetof(struct page_data, domain)},
    {"category", SLOT_PLAIN, LIST_NONE, offsetof(struct page_data, category)},
    {"error-code", SLOT_PLAIN, LIST_NONE, offsetof(struct page_data, error_code)},
    {"verification", SLOT_PLAIN, LIST_NONE, offsetof(struct page_data, verification)},
    {"fix-rate", SLOT_RATE, LIST_NONE, offsetof(struct page_data, fix_rate)},
    {"root-cause", SLOT_TEXT, LIST_NONE, offsetof(struct page_data, root_cause)},
    {"versions", SLOT_LIST, LIST_VERSIONS, 0},
    {"version", SLOT_PLAIN, LIST_VERSIONS, offsetof(struct page_version, version)},
    {"version-status", SLOT_PLAIN, LIST_VERSIONS, offsetof(struct page_version, status)},
    {"version-introduced", SLOT_PLAIN, LIST_VERSIONS, offsetof(struct page_version, introduced)},
    {"version-deprecated", SLOT_PLAIN, LIST_VERSIONS, offsetof(struct page_version, deprecated)},
    {"workarounds", SLOT_LIST, LIST_WORKAROUNDS, 0},
    {"workaround-action", SLOT_TEXT, LIST_WORKAROUNDS, offsetof(struct page_workaround, action)},
    {"workaround-how", SLOT_TEXT, LIST_WORKAROUNDS, offsetof(struct page_workaround, how)},
    {"workaround-rate", SLOT_RATE, LIST_WORKAROUNDS, offsetof(struct page_workaround, rate)},
    {"dead-ends", SLOT_LIST, LIST_DEAD_ENDS, 0},
    {"dead-end-action", SLOT_TEXT, LIST_DEAD_ENDS, offsetof(struct page_dead_end, action)},
    {"dead-end-why", SLOT_TEXT, LIST_DEAD_ENDS, offsetof(struct page_dead_end, why)},
    {"dead-end-rate", SLOT_RATE, LIST_DEAD_ENDS, offsetof(struct page_dead_end, rate)},
};
enum { SLOT_COUNT = sizeof slot_table / sizeof *slot_table, SLOT_NONE = SLOT_COUNT };

/* A place of the schema, as the filling needs it. */
struct slot_place {
    uint32_t hash;             /* of the name */
    uint32_t first, next, any; /* named children, the next sibling, the "*" child; ROLE_NO_PLACE */
    uint8_t types;             /* that the schema allows; 0: any */
    uint8_t kind;              /* of the slot that it fills; SLOT_NOTHING: it is on no page */
    uint8_t list;              /* as in struct slot */
    uint8_t lang;              /* PAGE_ENGLISH for originals */
    uint16_t offset;           /* as in struct slot */
    bool translated;
    bool is_id;
    bool leads;    /* it, or a place below it, is looked for */
    bool distinct; /* no two of its named children have the same hash */
    struct str name;
};

struct page_slots {
    const struct roles *roles;
    struct slot_place *places; /* as many as the roles have */
    bool has[PAGE_LANGUAGE_COUNT];
    bool translates_versions; /* a version's cells may differ from page to page */
};

static unsigned char slot_find(struct str name)
{
    for (unsigned i = 0; i < SLOT_COUNT; i++)
        if (str_is(name, slot_table[i].name))
            return (unsigned char)i;
    return SLOT_NONE;
}

/* The page's language of a BCP 47 tag, by its primary subtag. */
static unsigned char language_of(struct str tag)
{
    bool zh = tag.len >= 2 && str_ieq(str_sub(tag, 0, 2), STR("zh")) && (tag.len == 2 || tag.s[2] == '-');
    return zh ? PAGE_CHINESE : PAGE_LANGUAGE_COUNT;
}

static void build_place(struct page_slots *s, uint32_t i)
{
    const struct roles *roles = s->roles;
    const struct role_place *p = &roles->places[i];
    struct slot_place *u = &s->places[i];
    unsigned char slot = slot_find(p->page);
    *u = (struct slot_place){
        .hash = p->hash,
        .name = p->name,
        .first = p->first_child,
        .next = p->next_sibling,
        .any = p->any_child,
        .types = p->types,
        .kind = SLOT_NOTHING,
        .translated = p->roles >> ROLE_TRANSLATION & 1,
        .is_id = p->roles >> ROLE_RECORD_ID & 1,
        .leads = p->roles >> ROLE_RECORD_ID & 1,
    };
    u->lang = u->translated ? language_of(p->lang) : PAGE_ENGLISH;
    if (slot == SLOT_NONE && u->translated && p->target_count)
        slot = slot_find(roles->places[p->targets[0]].page);
    if (slot == SLOT_NONE || u->lang == PAGE_LANGUAGE_COUNT)
        return;
    u->leads = true;
    u->kind = (uint8_t)slot_table[slot].kind;
    u->list = (uint8_t)slot_table[slot].list;
    u->offset = (uint16_t)slot_table[slot].offset;
    if (u->translated || str_is(str_of(slot_table[slot].name), "title"))
        s->has[u->lang] = true;
    s->translates_versions |= u->translated && u->list == LIST_VERSIONS;
}

static bool has_distinct_children(const struct slot_place *places, uint32_t above)
{
    for (uint32_t i = places[above].first; i != ROLE_NO_PLACE; i = places[i].next)
        for (uint32_t j = places[i].next; j != ROLE_NO_PLACE; j = places[j].next)
            if (places[i].hash == places[j].hash)
                return false;
    return true;
}

struct page_slots *page_slots_build(const struct roles *roles)
{
    struct page_slots *s = mem_zalloc(1, sizeof *s);
    s->roles = roles;
    s->places = mem_zalloc(roles->count, sizeof *s->places);
    for (uint32_t i = 0; i < roles->count; i++)
        build_place(s, i);
    for (uint32_t i = roles->count; i-- > 0;) { /* a place stands behind the one above it */
        if (s->places[i].leads && roles->places[i].parent != ROLE_NO_PLACE)
            s->places[roles->places[i].parent].leads = true;
    }
    for (uint32_t i = 0; i < roles->count; i++)
        s->places[i].distinct = has_distinct_children(s->places, i);
    s->has[PAGE_CHINESE] = s->has[PAGE_CHINESE] && s->has[PAGE_ENGLISH];
    return s;
}

void page_slots_free(struct page_slots *slots)
{
    if (slots)
        free(slots->places);
    free(slots);
}

bool page_slots_has(const struct page_slots *slots, enum page_language lang)
{
    return slots->has[lang];
}

/* ---- filling ---- */

/* A value that a page shows. */
struct slot_hit {
    json_node node;
    uint32_t place;
    size_t number; /* of the nearest array item around it, from 0; NO_ITEM outside of lists */
};
static const size_t NO_ITEM = SIZE_MAX;

struct filler {
    const struct page_slots *slots;
    const struct json_doc *doc;
    struct arena *arena;
    struct page_set *set;
    struct slot_hit *hits; /* that must wait: translations, and items met before their list */
    size_t hit_count, hit_cap;
};

static void add_hit(struct filler *f, struct slot_hit hit)
{
    if (f->hit_count == f->hit_cap) {
        size_t cap = f->hit_cap ? f->hit_cap * 2 : 64;
        struct slot_hit *more = arena_alloc(f->arena, cap * sizeof *more);
        if (f->hit_count)
            memcpy(more, f->hits, f->hit_count * sizeof *more);
        f->hits = more;
        f->hit_cap = cap;
    }
    f->hits[f->hit_count++] = hit;
}

/* The first array of a slot is its list. */
static void start_list(struct filler *f, uint8_t list, json_node n)
{
    struct page_data *p = &f->set->page[PAGE_ENGLISH];
    size_t count = json_cell(f->doc, n)->count;
    if (json_type(f->doc, n) != JSON_ARRAY)
        return;
    if (list == LIST_VERSIONS && !p->versions) {
        p->versions = arena_zalloc(f->arena, count, sizeof *p->versions);
        p->version_count = count;
    } else if (list == LIST_WORKAROUNDS && !p->workarounds) {
        p->workarounds = arena_zalloc(f->arena, count, sizeof *p->workarounds);
        p->workaround_count = count;
    } else if (list == LIST_DEAD_ENDS && !p->dead_ends) {
        p->dead_ends = arena_zalloc(f->arena, count, sizeof *p->dead_ends);
        p->dead_end_count = count;
    }
}

/* Where item `number` of a list stands in the page's data; NULL past its end. */
static inline char *list_item(struct page_data *p, uint8_t list, size_t number)
{
    if (list == LIST_VERSIONS)
        return number < p->version_count ? (char *)&p->versions[number] : NULL;
    if (list == LIST_WORKAROUNDS)
        return number < p->workaround_count ? (char *)&p->workarounds[number] : NULL;
    return number < p->dead_end_count ? (char *)&p->dead_ends[number] : NULL;
}

/* Puts a value where it belongs. The first value of a slot counts; a translation takes an original's place,
 * a blank one does not. False when its list has no such item. */
static bool put(struct filler *f, const struct slot_hit *hit, struct page_data *page)
{
    const struct slot_place *place = &f->slots->places[hit->place];
    enum json_type type = json_type(f->doc, hit->node);
    char *base = place->list == LIST_NONE ? (char *)page : list_item(page, place->list, hit->number);
    if (!base)
        return false;
    char *at = base + place->offset;
    if (place->kind == SLOT_RATE) {
        struct str *rate = (struct str *)at;
        if (!rate->s && type == JSON_NUMBER)
            *rate = json_raw(f->doc, hit->node);
        return true;
    }
    struct page_text *text = (struct page_text *)at;
    bool replaces = place->translated && place->kind == SLOT_TEXT;
    if (type != JSON_STRING || (replaces ? !text->original : text->v.s != NULL))
        return true;
    struct str v = json_cell(f->doc, hit->node)->flags & JSON_ESCAPED
                       ? json_string(f->doc, hit->node, f->arena)
                       : json_inner(f->doc, hit->node);
    if (!replaces || !markdown_is_blank(v))
        *text = (struct page_text){.v = v};
    return true;
}

/* A value at a place that is looked for. */
static inline void note(struct filler *f, json_node n, uint32_t place, size_t number)
{
    const struct slot_place *p = &f->slots->places[place];
    struct slot_hit hit = {n, place, number};
    if (p->is_id && f->set->id == JSON_NONE)
        f->set->id = n;
    if (p->kind == SLOT_LIST && !p->translated)
        start_list(f, p->list, n);
    else if (p->kind < SLOT_LIST && (p->translated || !put(f, &hit, &f->set->page[PAGE_ENGLISH])))
        add_hit(f, hit);
}

/* str_eq() for names, most of which have eight to sixteen bytes. */
static inline bool is_same(struct str a, struct str b)
{
    if (a.len != b.len || a.len < 8 || a.len > 16)
        return str_eq(a, b);
    uint64_t x[2], y[2];
    memcpy(&x[0], a.s, 8);
    memcpy(&y[0], b.s, 8);
    memcpy(&x[1], a.s + a.len - 8, 8);
    memcpy(&y[1], b.s + b.len - 8, 8);
    return x[0] == y[0] && x[1] == y[1];
}

/* Whether a key of the place's hash is the place's. Of a place that leads nowhere that matters only where
 * another might be meant. */
static inline bool is_named(const struct filler *f, uint32_t object, uint32_t place, json_node key)
{
    const struct slot_place *places = f->slots->places;
    if (!places[place].leads && places[object].distinct)
        return true;
    return json_cell(f->doc, key)->flags & JSON_ESCAPED
               ? json_string_is(f->doc, key, places[place].name)
               : is_same(json_inner(f->doc, key), places[place].name);
}

/* The named place of an object's key, or ROLE_NO_PLACE. Most often it is the `expected` one, after that of
 * the key before it. */
static inline uint32_t place_of(const struct filler *f, uint32_t object, json_node key, uint32_t expected)
{
    const struct slot_place *places = f->slots->places;
    uint32_t hash = json_cell(f->doc, key)->count, i = expected;
    if (i != ROLE_NO_PLACE && places[i].hash == hash && is_named(f, object, i, key))
        return i;
    for (i = places[object].first; i != ROLE_NO_PLACE; i = places[i].next)
        if (places[i].hash == hash && is_named(f, object, i, key))
            break;
    return i;
}

/* Goes through a value and what is below it, as far as something is looked for there. Never deeper than the
 * schema's places. */
static void visit(struct filler *f, json_node n, uint32_t place, size_t number)
{
    const struct slot_place *places = f->slots->places, *p = &places[place];
    enum json_type t = json_type(f->doc, n);
    if (p->types && !(p->types >> t & 1))
        return;
    if (t != JSON_NULL)
        note(f, n, place, number);
    if (t == JSON_ARRAY && p->any != ROLE_NO_PLACE && places[p->any].leads) {
        size_t i = 0;
        json_foreach_item (f->doc, n, item)
            visit(f, item, p->any, i++);
    } else if (t == JSON_OBJECT) {
        uint32_t expected = p->first;
        json_foreach_member (f->doc, n, key) {
            uint32_t child = place_of(f, place, key, expected);
            if (child != ROLE_NO_PLACE)
                expected = places[child].next;
            else
                child = p->any;
            if (child != ROLE_NO_PLACE && places[child].leads)
                visit(f, key + 1, child, number);
        }
    }
}

static void *copy(struct arena *a, const void *items, size_t count, size_t size)
{
    void *out = arena_alloc(a, count * size);
    if (count)
        memcpy(out, items, count * size);
    return out;
}

static void mark_original(struct page_text *text)
{
    text->original = text->v.s != NULL;
}

/* The page before any translation: all of it stands for what is missing. */
static void start_foreign(struct filler *f, struct page_data *page, enum page_language lang)
{
    *page = f->set->page[PAGE_ENGLISH];
    page->lang = lang;
    mark_original(&page->title);
    mark_original(&page->root_cause);
    if (f->slots->translates_versions)
        page->versions = copy(f->arena, page->versions, page->version_count, sizeof *page->versions);
    page->workarounds = copy(f->arena, page->workarounds, page->workaround_count, sizeof *page->workarounds);
    for (size_t i = 0; i < page->workaround_count; i++) {
        mark_original(&page->workarounds[i].action);
        mark_original(&page->workarounds[i].how);
    }
    page->dead_ends = copy(f->arena, page->dead_ends, page->dead_end_count, sizeof *page->dead_ends);
    for (size_t i = 0; i < page->dead_end_count; i++) {
        mark_original(&page->dead_ends[i].action);
        mark_original(&page->dead_ends[i].why);
    }
}

static void fill_foreign(struct filler *f, enum page_language lang)
{
    struct page_data *page = &f->set->page[lang], *english = &f->set->page[PAGE_ENGLISH];
    start_foreign(f, page, lang);
    for (size_t i = 0; i < f->hit_count; i++)
        if (f->slots->places[f->hits[i].place].lang == lang)
            put(f, &f->hits[i], page);
    /* Where the procedure only repeats the action, so does its translation. */
    for (size_t i = 0; i < page->workaround_count; i++) {
        struct page_workaround *w = &page->workarounds[i];
        if (w->how.original && str_eq(english->workarounds[i].how.v, english->workarounds[i].action.v))
            w->how = w->action;
    }
}

/* Originals where they stand, then translations into the lists of the originals: whatever the order of a
 * record's keys, the same page. */
bool page_fill(struct page_set *set, const struct page_slots *slots, const struct json_doc *doc,
               struct arena *a)
{
    struct filler f = {.slots = slots, .doc = doc, .arena = a, .set = set};
    struct page_data *english = &set->page[PAGE_ENGLISH];
    set->id = JSON_NONE;
    *english = (struct page_data){.lang = PAGE_ENGLISH};
    visit(&f, 0, 0, NO_ITEM);
    for (size_t i = 0; i < f.hit_count; i++)
        if (!slots->places[f.hits[i].place].translated)
            put(&f, &f.hits[i], english);
    for (enum page_language lang = PAGE_ENGLISH + 1; lang < PAGE_LANGUAGE_COUNT; lang++)
        if (slots->has[lang])
            fill_foreign(&f, lang);
    return english->title.v.s != NULL;
}
