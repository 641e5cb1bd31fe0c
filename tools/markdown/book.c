#include "markdown/book.h"

#include "base/pool.h"
#include "json/place.h"

/* Files are read for some records at a time: then the system has its turn, and after it the renderer. */
enum { BATCH = 16 };

/* A file that was read ahead: bytes from..to of the worker's `ahead`; from == to when it was not. */
struct piece {
    size_t from, to;
};

struct worker {
    struct buf ahead; /* files of a batch, one behind the other */
    struct {
        struct piece record, pages[PAGE_LANGUAGE_COUNT];
    } batch[BATCH];
    struct buf text, disk; /* of a file read by itself */
    struct buf path;       /* of the record or page at hand */
    size_t name, stem;     /* where the file's name begins in it, and where its suffix does */
    struct file_folder folder;
    struct buf rendered[PAGE_LANGUAGE_COUNT];
    struct json_doc doc;
    struct arena arena; /* of one record */
    struct arena keep;  /* of index entries */
    VEC(struct index_entry) entries;
    VEC(struct book_page) pages;
    size_t current, there; /* as in struct book */
};

struct pass {
    const struct book *book;
    const struct book_record *records;
    size_t count;
    struct worker *workers;
    struct str *refused; /* by record: `below` of a record that cannot be rendered, else NULL */
};

static void page_release(struct book_page *p)
{
    free(p->path);
    free(p->why);
    buf_release(&p->want);
    buf_release(&p->have);
}

/* ---- what stands on disk ---- */

static struct book_page *add_refused(struct worker *w, const char *path, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static struct book_page *add_refused(struct worker *w, const char *path, const char *fmt, ...)
{
    struct buf why = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&why, fmt, ap);
    va_end(ap);
    struct book_page *p = vec_push(&w->pages);
    *p = (struct book_page){.path = mem_dup(str_of(path)), .state = BOOK_REFUSED, .why = buf_detach(&why)};
    return p;
}

/* Compares a rendering with the file at w->path, which may have been read ahead. A page is a regular file:
 * what else stands there is not followed and not replaced. True when there is a page. */
static bool compare(struct worker *w, struct str ahead, struct str want)
{
    struct err err;
    const char *path = w->path.s;
    if ((ahead.len && str_eq(ahead, want)) ||
        (file_read_nofollow(path, 0, &w->disk, &err) == 0 && str_eq(buf_str(&w->disk), want))) {
        w->current++;
        return true;
    }
    enum file_kind kind = file_kind_nofollow(path);
    if (kind != FILE_NONE && kind != FILE_REGULAR) {
        add_refused(w, path, "%s: is %s, where a page should be", path,
                    kind == FILE_FOLDER ? "a directory"
                    : kind == FILE_LINK ? "a symbolic link"
                                        : "not a regular file");
        return false;
    }
    if (kind == FILE_REGULAR && file_read(path, 0, &w->disk, &err) != 0) {
        add_refused(w, path, "%s", err.msg);
        return true;
    }
    struct book_page *p = vec_push(&w->pages);
    *p = (struct book_page){.path = mem_dup(str_of(path)),
                            .state = kind == FILE_NONE ? BOOK_MISSING : BOOK_STALE};
    buf_add_str(&p->want, want);
    if (kind == FILE_REGULAR)
        buf_add_str(&p->have, buf_str(&w->disk));
    return kind == FILE_REGULAR;
}

/* ---- records ---- */

const char *book_id_fault(struct str id)
{
    if (id.len == 0)
        return "is empty";
    if (id.len > 4096)
        return "is longer than a path can be";
    unsigned char before = '/';
    for (size_t i = 0; i < id.len; i++) {
        unsigned char c = (unsigned char)id.s[i];
        if (before != '/' && (ascii_is_alnum(c) || c == '-')) {
            before = c;
            continue;
        }
        if (c < 0x20 || c == 0x7F)
            return "holds a control character";
        if (c == '\\')
            return "holds a backslash";
        if (before == '/' && (c == '/' || c == '.'))
            return c == '/' ? "is no relative path" : "leads out of its folder, or to a hidden file";
        before = c;
    }
    return id.s[id.len - 1] == '/' ? "ends in a slash" : NULL;
}

/* Sets out for a record: its path, and where its pages' names part from it. */
static void set_path(struct worker *w, const char *path)
{
    buf_clear(&w->path);
    buf_adds(&w->path, path);
    struct str v = buf_str(&w->path);
    w->name = v.len - path_name(v).len;
    w->stem = v.len - (str_ends(v, STR(".json")) ? strlen(".json") : 0);
}

/* Two pages of one name: a record called README, or x.zh.json beside x.json. */
static const char *name_fault(const struct worker *w, bool chinese, struct arena *a)
{
    struct str stem = {w->path.s, w->stem};
    if (str_is(str_sub(stem, w->name, stem.len), "README"))
        return "its page would take the place of the index";
    if (!chinese || !str_ends(stem, STR(".zh")))
        return NULL;
    const char *other = arena_printf(a, "%.*s.json", STR_FMT(str_sub(stem, 0, stem.len - 3)));
    return file_kind(other) == FILE_REGULAR ? "its page would be the Chinese page of another record" : NULL;
}

static struct str piece_of(const struct worker *w, struct piece piece)
{
    return (struct str){w->ahead.s + piece.from, piece.to - piece.from};
}

/* Reads a record, unless it was read ahead. False, and a refused page, when there is nothing to render. */
static bool read_record(struct pass *p, struct worker *w, size_t index, struct page_set *set)
{
    const struct book_record *r = &p->records[index];
    struct json_fault fault;
    struct err err;
    struct str ahead = piece_of(w, w->batch[index % BATCH].record);
    bool read = ahead.len && json_parse(&w->doc, ahead, &fault) == 0;
    if (!read && file_read(r->path, 0, &w->text, &err) != 0) {
        add_refused(w, r->path, "%s", err.msg);
        return false;
    }
    if (!read && json_parse(&w->doc, buf_str(&w->text), &fault) != 0) {
        struct srcmap map;
        srcmap_build(&map, buf_str(&w->text));
        struct place at = srcmap_place(&map, fault.at);
        srcmap_release(&map);
        add_refused(w, r->path, "%s:%u:%u: is not rendered: %s", r->path, at.line, at.column, fault.what);
        return false;
    }
    bool titled = page_fill(set, p->book->slots, &w->doc, &w->arena);
    json_node id = set->id;
    const char *wrong = NULL;
    if (id != JSON_NONE && json_type(&w->doc, id) == JSON_STRING)
        wrong = book_id_fault(json_string(&w->doc, id, &w->arena));
    if (wrong) {
        add_refused(w, r->path, "%s: is not rendered: its id %.*s %s", r->path,
                    STR_FMT(json_raw(&w->doc, id)), wrong);
        return false;
    }
    if (!titled) {
        add_refused(w, r->path, "%s: is not rendered: it has no title (page slot \"title\" of the schema)",
                    r->path);
        return false;
    }
    wrong = name_fault(w, page_slots_has(p->book->slots, PAGE_CHINESE), &w->arena);
    if (wrong)
        add_refused(w, r->path, "%s: is not rendered: %s", r->path, wrong);
    return !wrong;
}

static void compare_page(struct worker *w, const struct book_record *r, struct page_set *set,
                         enum page_language lang, struct piece ahead)
{
    const struct page_data *english = lang == PAGE_ENGLISH ? NULL : &set->page[PAGE_ENGLISH];
    struct buf *out = &w->rendered[lang];
    buf_clear(out);
    page_render(out, &set->page[lang], english, &w->rendered[PAGE_ENGLISH]);
    w->path.len = w->stem;
    buf_adds(&w->path, page_suffix(lang));
    bool there = compare(w, piece_of(w, ahead), buf_str(out));
    w->there += there && r->below.len && memchr(r->below.s, '/', r->below.len);
}

static struct piece read_ahead(struct worker *w, bool follow)
{
    struct piece piece = {w->ahead.len, w->ahead.len};
    file_append_beside(&w->folder, w->path.s, w->name, follow, &w->ahead);
    piece.to = w->ahead.len;
    return piece;
}

/* The record's file and its pages. */
static void read_files(const struct pass *p, struct worker *w, size_t index)
{
    const struct book_record *r = &p->records[index];
    set_path(w, r->path);
    w->batch[index % BATCH].record = read_ahead(w, true);
    for (enum page_language lang = 0; r->asked && lang < PAGE_LANGUAGE_COUNT; lang++) {
        w->path.len = w->stem;
        buf_adds(&w->path, page_suffix(lang));
        if (page_slots_has(p->book->slots, lang))
            w->batch[index % BATCH].pages[lang] = read_ahead(w, false);
    }
}

static void compare_record(struct pass *p, struct worker *w, size_t index)
{
    const struct book_record *r = &p->records[index];
    struct page_set set;
    set_path(w, r->path);
    if (!read_record(p, w, index, &set)) {
        p->refused[index] = r->below.s ? r->below : STR("");
        arena_reset(&w->arena);
        return;
    }
    for (enum page_language lang = 0; r->asked && lang < PAGE_LANGUAGE_COUNT; lang++)
        if (page_slots_has(p->book->slots, lang))
            compare_page(w, r, &set, lang, w->batch[index % BATCH].pages[lang]);
    if (r->below.len && p->book->root)
        *vec_push(&w->entries) = index_entry_of(&w->keep, r->below, &set.page[PAGE_ENGLISH],
                                                r->asked ? &w->rendered[PAGE_ENGLISH] : NULL);
    arena_reset(&w->arena);
}

static void compare_batch(void *ctx, size_t worker, size_t batch)
{
    struct pass *p = ctx;
    struct worker *w = &p->workers[worker];
    size_t from = batch * BATCH, to = p->count - from < BATCH ? p->count : from + BATCH;
    buf_clear(&w->ahead);
    buf_reserve_for(&w->ahead, 1);
    for (size_t i = from; i < to; i++)
        if (p->records[i].asked || p->book->root)
            read_files(p, w, i);
    for (size_t i = from; i < to; i++)
        if (p->records[i].asked || p->book->root)
            compare_record(p, w, i);
}

/* ---- indexes ---- */

/* Whether an index waits: one of its records cannot be rendered, and would be missing from it. */
static bool has_refused(const struct pass *p, size_t count, struct str domain)
{
    for (size_t i = 0; i < count; i++) {
        struct index_entry e = {.path = p->refused[i]};
        if (e.path.s && (!domain.len || str_eq(index_domain(&e), domain)))
            return true;
    }
    return false;
}

static bool domain_is_asked(const struct pass *p, size_t count, struct str domain)
{
    if (p->book->all_indexes)
        return true;
    for (size_t i = 0; i < count; i++) {
        struct index_entry e = {.path = p->records[i].below};
        if (p->records[i].asked && e.path.len && (!domain.len || str_eq(index_domain(&e), domain)))
            return true;
    }
    return false;
}

static void compare_base_index(struct pass *p, const struct index_entry *entries, size_t count, bool chinese)
{
    struct worker *w = &p->workers[0];
    struct err unused;
    set_path(w, arena_printf(&w->arena, "%s/" INDEX_NAME, p->book->root));
    if (file_read_nofollow(w->path.s, 0, &w->disk, &unused) == 0 &&
        index_base_is(buf_str(&w->disk), entries, count, chinese, &w->rendered[0])) {
        w->current++;
        return;
    }
    buf_clear(&w->rendered[0]);
    index_render_base(&w->rendered[0], entries, count, chinese);
    compare(w, STR(""), buf_str(&w->rendered[0]));
}

static void compare_indexes(struct pass *p, size_t count)
{
    struct worker *first = &p->workers[0];
    bool chinese = page_slots_has(p->book->slots, PAGE_CHINESE);
    VEC(struct index_entry) all = {0};
    for (size_t i = 0; i < p->book->workers; i++)
        for (size_t j = 0; j < p->workers[i].entries.len; j++)
            *vec_push(&all) = p->workers[i].entries.at[j];
    bool sorted = true; /* one worker's are, when the records were */
    for (size_t i = 1; i < all.len && sorted; i++)
        sorted = index_entry_cmp(&all.at[i - 1], &all.at[i]) <= 0;
    if (!sorted)
        qsort(all.at, all.len, sizeof *all.at, index_entry_cmp);
    for (size_t i = 0, n; i < all.len; i += n) {
        struct str domain = index_domain(&all.at[i]);
        for (n = 1; i + n < all.len && str_eq(index_domain(&all.at[i + n]), domain);)
            n++;
        if (!domain.len || !domain_is_asked(p, count, domain) || has_refused(p, count, domain))
            continue;
        buf_clear(&first->rendered[0]);
        index_render_domain(&first->rendered[0], domain, &all.at[i], n, chinese);
        set_path(first, arena_printf(&first->arena, "%s/%.*s/" INDEX_NAME, p->book->root, STR_FMT(domain)));
        first->there += compare(first, STR(""), buf_str(&first->rendered[0]));
    }
    if (all.len && domain_is_asked(p, count, STR("")) && !has_refused(p, count, STR("")))
        compare_base_index(p, all.at, all.len, chinese);
    vec_release(&all);
}

/* ---- the book ---- */

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct book_page *)a)->path, ((const struct book_page *)b)->path);
}

void book_sort(struct book *b)
{
    if (b->pages.len)
        qsort(b->pages.at, b->pages.len, sizeof *b->pages.at, by_path);
}

void book_compare(struct book *b, const struct book_record *records, size_t count)
{
    struct pass p = {.book = b, .records = records, .count = count};
    p.workers = mem_zalloc(b->workers, sizeof *p.workers);
    p.refused = mem_zalloc(count + 1, sizeof *p.refused);
    for (size_t i = 0; i < b->workers; i++)
        p.workers[i].folder.fd = -1;
    pool_run(b->workers, (count + BATCH - 1) / BATCH, compare_batch, &p);
    if (b->root)
        compare_indexes(&p, count);
    for (size_t i = 0; i < count; i++)
        b->records += records[i].asked;
    for (size_t i = 0; i < b->workers; i++) {
        struct worker *w = &p.workers[i];
        for (size_t j = 0; j < w->pages.len; j++)
            *vec_push(&b->pages) = w->pages.at[j];
        b->current += w->current;
        b->there += w->there;
        vec_release(&w->pages);
        vec_release(&w->entries);
        buf_release(&w->ahead);
        buf_release(&w->text);
        for (enum page_language lang = 0; lang < PAGE_LANGUAGE_COUNT; lang++)
            buf_release(&w->rendered[lang]);
        buf_release(&w->path);
        buf_release(&w->disk);
        file_folder_close(&w->folder);
        json_release(&w->doc);
        arena_release(&w->arena);
        arena_release(&w->keep);
    }
    book_sort(b);
    free(p.workers);
    free(p.refused);
}

int book_write(const struct book_page *page, struct err *err)
{
    return file_write(page->path, buf_str(&page->want), NULL, err);
}

void book_release(struct book *b)
{
    for (size_t i = 0; i < b->pages.len; i++)
        page_release(&b->pages.at[i]);
    vec_release(&b->pages);
}
