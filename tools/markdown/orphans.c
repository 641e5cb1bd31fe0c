/* Pages whose records are gone: see book.h. */
#include "markdown/book.h"

static bool has_record(struct str stem)
{
    struct buf path = BUF_INIT;
    buf_add_str(&path, stem);
    buf_adds(&path, ".json");
    bool found = file_kind(path.s) == FILE_REGULAR;
    buf_release(&path);
    return found;
}

static bool folder_has_records(struct str folder)
{
    struct paths found = {0};
    struct err unused;
    char *path = mem_dup(folder);
    bool any = file_walk(path, ".json", NULL, &found, &unused) != 0 || found.len > 0;
    paths_release(&found);
    free(path);
    return any;
}

bool book_is_orphan(const char *root, const char *path)
{
    struct str v = str_of(path), base = str_of(root);
    if (!str_starts(v, base) || v.len <= base.len || v.s[base.len] != '/' || !str_ends(v, STR(".md")))
        return false;
    struct str below = str_sub(v, base.len + 1, v.len), folder = path_folder(below);
    if (str_is(folder, "."))
        return false;
    if (str_is(path_name(v), INDEX_NAME))
        return !memchr(folder.s, '/', folder.len) && !folder_has_records(path_folder(v));
    struct str stem = str_sub(v, 0, v.len - 3);
    bool chinese = str_ends(stem, STR(".zh"));
    return !has_record(stem) && !(chinese && has_record(str_sub(stem, 0, stem.len - 3)));
}

bool book_is_made(const struct book_page *orphan)
{
    struct str text = buf_str(&orphan->have), lines[3];
    size_t at = 0;
    for (int i = 0; i < 3; i++) {
        size_t end = at < text.len ? str_find(text, STR("\n"), at) : SIZE_MAX;
        if (end == SIZE_MAX)
            return false;
        bool crlf = end > at && text.s[end - 1] == '\r';
        lines[i] = str_sub(text, at, crlf ? end - 1 : end);
        at = end + 1;
    }
    if (!str_starts(lines[0], STR("# ")) || lines[1].len || file_kind_nofollow(orphan->path) != FILE_REGULAR)
        return false;
    if (!str_is(path_name(str_of(orphan->path)), INDEX_NAME))
        return str_starts(lines[2], STR("- **"));
    size_t digits = 0;
    while (digits < lines[2].len && ascii_is_digit((unsigned char)lines[2].s[digits]))
        digits++;
    return digits && str_starts(str_sub(lines[2], digits, lines[2].len), STR(" known error"));
}

static int by_bytes(const void *key, const void *member)
{
    return strcmp(key, *(char *const *)member);
}

/* Whether the list has the record of this stem. */
static bool lists_record(const struct paths *records, struct str stem, struct buf *path)
{
    buf_clear(path);
    buf_add_str(path, stem);
    buf_adds(path, ".json");
    return records->len && bsearch(path->s, records->at, records->len, sizeof *records->at, by_bytes) != NULL;
}

/* Whether it has one in the folder of an index, or below it. */
static bool lists_record_in(const struct paths *records, struct str folder)
{
    size_t from = 0, to = records->len;
    while (from < to) { /* the first that is not before the folder's records */
        size_t mid = from + (to - from) / 2;
        if (strncmp(records->at[mid], folder.s, folder.len) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from < records->len && str_starts(str_of(records->at[from]), folder);
}

/* True for a page that the list has a record for; the disk tells of the others. */
static bool has_listed_record(const struct paths *records, struct str page, struct buf *path)
{
    if (str_ends(page, STR("/" INDEX_NAME)) &&
        lists_record_in(records, str_sub(page, 0, page.len - strlen(INDEX_NAME))))
        return true;
    return lists_record(records, str_sub(page, 0, page.len - strlen(".md")), path) ||
           (str_ends(page, STR(".zh.md")) &&
            lists_record(records, str_sub(page, 0, page.len - strlen(".zh.md")), path));
}

static void add_orphans(struct book *b, const struct paths *records, struct str pages)
{
    struct buf path = BUF_INIT;
    struct str page;
    for (size_t at = 0; at < pages.len; at += page.len + 1) {
        page = str_of(pages.s + at);
        if (has_listed_record(records, page, &path) || !book_is_orphan(b->root, page.s))
            continue;
        struct book_page *p = vec_push(&b->pages);
        *p = (struct book_page){.path = mem_dup(page), .state = BOOK_ORPHAN};
        struct err unused;
        file_read(p->path, 0, &p->have, &unused);
    }
    buf_release(&path);
    book_sort(b);
}

void book_add_orphans(struct book *b, const struct paths *records, struct str pages)
{
    if (!b->root)
        return;
    struct str root = str_of(b->root), path;
    size_t below = 0;
    bool plain = true;
    for (size_t at = 0; at < pages.len && plain; at += path.len + 1) {
        path = str_of(pages.s + at);
        plain = str_starts(path, root) && path.s[root.len] == '/';
        below += plain && strchr(path.s + root.len + 1, '/');
    }
    if (!plain || below != b->there) /* where each page on disk was compared with its record, there is none */
        add_orphans(b, records, pages);
}

int book_find_orphans(struct book *b, const char *folder, struct err *err)
{
    struct paths records = {0};
    struct buf pages = BUF_INIT;
    int rc = b->root ? file_walk_with(folder, ".json", ".md", &records, &pages, err) : 0;
    if (b->root)
        add_orphans(b, &records, buf_str(&pages));
    paths_release(&records);
    buf_release(&pages);
    return rc;
}
