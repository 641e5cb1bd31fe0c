/* What the rules on rendered pages need to know of the disk before the first record is read. */
#include "cmd/session.h"
#include "markdown/book.h"

static bool is_on(const struct session *s, const char *rule)
{
    return s->selection.table &&
           selection_level(&s->selection, rule_find(s->selection.table, str_of(rule))) != SEVERITY_OFF;
}

void session_pages(struct session *s)
{
    s->want_pages = s->want_pages || is_on(s, "md/current") || is_on(s, "md/orphan");
    if (!is_on(s, "md/current"))
        return;
    s->slots = page_slots_build(&s->roles);
    s->pages.slots = s->slots;
    for (enum page_language lang = 0; lang < PAGE_LANGUAGE_COUNT; lang++)
        s->pages.suffixes[lang] = page_suffix(lang);
    s->run.pages = &s->pages;
}

void session_pages_rendered(struct session *s)
{
    const char *root = s->run.pages ? session_records_folder(s) : NULL;
    s->pages.rendered = root && file_kind(arena_printf(&s->arena, "%s/" INDEX_NAME, root)) == FILE_REGULAR;
}

static int by_bytes(const void *key, const void *member)
{
    return strcmp(key, *(char *const *)member);
}

/* Whether the record of a page's stem is in the sorted list. */
static bool lists_record(const struct paths *found, struct str stem, struct buf *name)
{
    buf_clear(name);
    buf_add_str(name, stem);
    buf_adds(name, ".json");
    return bsearch(name->s, found->at, found->len, sizeof *found->at, by_bytes) != NULL;
}

void session_orphans(struct session *s, const struct paths *found)
{
    struct buf name = BUF_INIT;
    for (size_t i = 0; i < found->len && is_on(s, "md/orphan"); i++) {
        struct str page = str_of(found->at[i]);
        if (!str_ends(page, STR(".md")) || lists_record(found, str_sub(page, 0, page.len - 3), &name) ||
            (str_ends(page, STR(".zh.md")) && lists_record(found, str_sub(page, 0, page.len - 6), &name)))
            continue;
        /* the record that would be: its place tells where the records folder is */
        struct str path = str_of(session_absolute(s, found->at[i]));
        struct str id =
            session_id_of(s, arena_printf(&s->arena, "%.*s.json", STR_FMT(str_sub(path, 0, path.len - 3))));
        if (!id.len)
            continue;
        const char *root = arena_dup(&s->arena, str_sub(path, 0, path.len - id.len - 4));
        if (book_is_orphan(root, path.s))
            *vec_push(&s->sources) = (struct source){.path = found->at[i], .asked = true, .orphan = true};
    }
    buf_release(&name);
}
