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
    if (!is_on(s, "md/current"))
        return;
    s->slots = page_slots_build(&s->roles);
    s->pages.slots = s->slots;
    for (enum page_language lang = 0; lang < PAGE_LANGUAGE_COUNT; lang++)
        s->pages.suffixes[lang] = page_suffix(lang);
    const char *root = session_records_folder(s);
    s->pages.rendered = root && file_kind(arena_printf(&s->arena, "%s/" INDEX_NAME, root)) == FILE_REGULAR;
    s->run.pages = &s->pages;
}

void session_orphans(struct session *s, const char *folder)
{
    struct paths found = {0};
    struct err unused; /* a folder that cannot be walked was named when its records were listed */
    if (is_on(s, "md/orphan"))
        file_walk(folder, ".md", NULL, &found, &unused);
    for (size_t i = 0; i < found.len; i++) {
        /* the record that would be: its place tells where the records folder is */
        struct str path = str_of(path_absolute(found.at[i], &s->arena));
        struct str id =
            session_id_of(s, arena_printf(&s->arena, "%.*s.json", STR_FMT(str_sub(path, 0, path.len - 3))));
        if (!id.len)
            continue;
        const char *root = arena_dup(&s->arena, str_sub(path, 0, path.len - id.len - 4));
        if (book_is_orphan(root, path.s))
            *vec_push(&s->sources) = (struct source){
                .path = arena_dup(&s->arena, str_of(found.at[i])), .asked = true, .orphan = true};
    }
    paths_release(&found);
}
