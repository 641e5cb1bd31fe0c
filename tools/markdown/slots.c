#include "markdown/slots.h"

#include "markdown/escape.h"

#include <stddef.h>

/* Slots by the struct member that they fill. `list` is the slot whose items hold it. */
enum slot_kind { SLOT_TEXT, SLOT_PLAIN, SLOT_RATE, SLOT_LIST };
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

/* What a place does on the pages. */
struct slot_use {
    unsigned char slot; /* index into slot_table, or SLOT_NONE */
    unsigned char lang; /* PAGE_ENGLISH for originals, PAGE_LANGUAGE_COUNT for languages without a page */
    bool translated;
};

struct page_slots {
    struct slot_use *uses; /* by place */
    bool has[PAGE_LANGUAGE_COUNT];
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

struct page_slots *page_slots_build(const struct roles *roles)
{
    struct page_slots *s = mem_zalloc(1, sizeof *s);
    s->uses = mem_zalloc(roles->count, sizeof *s->uses);
    for (uint32_t i = 0; i < roles->count; i++) {
        const struct role_place *p = &roles->places[i];
        struct slot_use *u = &s->uses[i];
        u->translated = p->roles >> ROLE_TRANSLATION & 1;
        u->lang = u->translated ? language_of(p->lang) : PAGE_ENGLISH;
        u->slot = slot_find(p->page);
        if (u->slot == SLOT_NONE && u->translated && p->target_count)
            u->slot = slot_find(roles->places[p->targets[0]].page);
        if (u->slot != SLOT_NONE && u->lang != PAGE_LANGUAGE_COUNT &&
            (u->translated || str_is(str_of(slot_table[u->slot].name), "title")))
            s->has[u->lang] = true;
    }
    s->has[PAGE_CHINESE] = s->has[PAGE_CHINESE] && s->has[PAGE_ENGLISH];
    return s;
}

void page_slots_free(struct page_slots *slots)
{
    if (slots)
        free(slots->uses);
    free(slots);
}

bool page_slots_has(const struct page_slots *slots, enum page_language lang)
{
    return slots->has[lang];
}

/* ---- filling ---- */

struct filler {
    struct page_data *page;
    const struct page_slots *slots;
    const struct record *rec;
    struct arena *arena;
    struct slot_hit {
        const struct role_hit *hit;
        const struct slot_use *use;
    } * hits; /* those of the record that the page shows */
    size_t hit_count;
    struct item_cursor {
        json_node array, item;
        size_t number;
    } cursor; /* hits come in the order of the document: items are counted on, not from the start */
};

/* Which item of its array a node is, from 0. */
static size_t item_number(struct filler *f, json_node item)
{
    json_node array = json_cell(f->rec->doc, item)->parent;
    if (array != f->cursor.array || item < f->cursor.item)
        f->cursor = (struct item_cursor){array, array + 1, 0};
    while (f->cursor.item < item) {
        f->cursor.item = json_next(f->rec->doc, f->cursor.item);
        f->cursor.number++;
    }
    return f->cursor.number;
}

/* Where item `number` of a list stands in the page's data; NULL past its end. */
static char *list_item(struct page_data *p, enum slot_list list, size_t number)
{
    if (list == LIST_VERSIONS && number < p->version_count)
        return (char *)&p->versions[number];
    if (list == LIST_WORKAROUNDS && number < p->workaround_count)
        return (char *)&p->workarounds[number];
    if (list == LIST_DEAD_ENDS && number < p->dead_end_count)
        return (char *)&p->dead_ends[number];
    return NULL;
}

static void start_list(struct filler *f, enum slot_list list, json_node n)
{
    struct page_data *p = f->page;
    size_t count = json_cell(f->rec->doc, n)->count;
    if (json_type(f->rec->doc, n) != JSON_ARRAY)
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

/* Puts a hit where it belongs. The first value of a slot counts; a translation takes an original's place,
 * a blank one does not. */
static void put(struct filler *f, const struct role_hit *hit, const struct slot_use *use)
{
    const struct slot *slot = &slot_table[use->slot];
    const struct json_doc *doc = f->rec->doc;
    char *base = (char *)f->page;
    if (slot->list != LIST_NONE)
        base = hit->item == JSON_NONE ? NULL : list_item(f->page, slot->list, item_number(f, hit->item));
    if (!base)
        return;
    char *at = base + slot->offset;
    if (slot->kind == SLOT_RATE) {
        struct str *rate = (struct str *)at;
        if (!rate->s && json_type(doc, hit->node) == JSON_NUMBER)
            *rate = json_raw(doc, hit->node);
        return;
    }
    if (json_type(doc, hit->node) != JSON_STRING)
        return;
    if (slot->kind == SLOT_PLAIN) {
        struct str *plain = (struct str *)at;
        if (!plain->s)
            *plain = json_string(doc, hit->node, f->arena);
        return;
    }
    struct page_text *text = (struct page_text *)at;
    bool foreign = f->page->lang != PAGE_ENGLISH;
    struct str v = json_string(doc, hit->node, f->arena);
    if (use->translated ? text->original && !markdown_is_blank(v) : !text->v.s)
        *text = (struct page_text){v, foreign && !use->translated};
}

/* One pass over the hits for lists (their lengths are those of the originals), one for originals, one for
 * translations: whatever the order of a record's keys, the same page. */
static void fill_pass(struct filler *f, bool lists, bool translated)
{
    f->cursor = (struct item_cursor){JSON_NONE, 0, 0};
    for (size_t i = 0; i < f->hit_count; i++) {
        const struct slot_hit *h = &f->hits[i];
        if (h->use->translated != translated || (slot_table[h->use->slot].kind == SLOT_LIST) != lists)
            continue;
        if (lists)
            start_list(f, slot_table[h->use->slot].list, h->hit->node);
        else
            put(f, h->hit, h->use);
    }
}

static void find_hits(struct filler *f)
{
    f->hits = arena_alloc(f->arena, f->rec->hit_count * sizeof *f->hits);
    for (size_t i = 0; i < f->rec->hit_count; i++) {
        const struct slot_use *use = &f->slots->uses[f->rec->hits[i].place];
        if (use->slot != SLOT_NONE && (!use->translated || use->lang == f->page->lang))
            f->hits[f->hit_count++] = (struct slot_hit){&f->rec->hits[i], use};
    }
}

bool page_fill(struct page_data *page, const struct page_slots *slots, const struct record *rec,
               enum page_language lang, struct arena *a)
{
    *page = (struct page_data){.lang = lang};
    struct filler f = {.page = page, .slots = slots, .rec = rec, .arena = a};
    find_hits(&f);
    fill_pass(&f, true, false);
    fill_pass(&f, false, false);
    if (lang == PAGE_ENGLISH)
        return page->title.v.s != NULL;
    /* Where the procedure only repeats the action, so does its translation. */
    bool *repeats = arena_zalloc(a, page->workaround_count, sizeof *repeats);
    for (size_t i = 0; i < page->workaround_count; i++)
        repeats[i] = str_eq(page->workarounds[i].how.v, page->workarounds[i].action.v);
    fill_pass(&f, false, true);
    for (size_t i = 0; i < page->workaround_count; i++) {
        struct page_workaround *w = &page->workarounds[i];
        if (repeats[i] && w->how.original)
            w->how = w->action;
    }
    return page->title.v.s != NULL;
}
