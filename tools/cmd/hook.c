/* kedb hook: what a commit needs, in one program and one conversation with git: the pages of its records
 * written and staged, then its records checked as they are in the index. */
#include "cmd/session.h"
#include "markdown/book.h"
#include "markdown/index.h"

#include <unistd.h>

enum { LOOKED_UP_MAX = 20 }; /* staged records that are looked up in the indexes; for more, all are read */

static const struct option own_options[] = {
    {"config", 0, OPTION_VALUE, "FILE", "use this kedb.json (default: the nearest upwards)", NULL},
    {0},
};

static const struct option *const groups[] = {own_options, options_rules, options_report, NULL};

struct wanted {
    struct book_record *at;
    size_t len, cap;
};

struct changes {
    struct index_change *at;
    size_t len, cap;
};

/* The staged records that stand otherwise in the work tree, by number: pages made from them would show what
 * is not committed, so that they wait. */
static int find_partly_staged(const struct session *s, bool *partly, struct err *err)
{
    struct buf text = BUF_INIT;
    int rc = 0;
    for (size_t i = 0; i < s->sources.len && rc == 0; i++) {
        const struct source *src = &s->sources.at[i];
        struct err unused;
        if (src->asked && (file_read_nofollow(src->path, 0, &text, &unused) != 0 ||
                           !str_eq(buf_str(&text), src->text))) /* ends of lines may be git's own doing */
            rc = git_is_dirty(&s->git, ((const struct git_file *)src->more->origin)->path, &partly[i], err);
    }
    buf_release(&text);
    return rc;
}

static bool is_there(const char *folder, struct str name, const char *suffix)
{
    struct buf path = BUF_INIT;
    buf_addf(&path, "%s%.*s%s", folder, STR_FMT(name), suffix);
    bool there = file_kind(path.s) != FILE_NONE;
    buf_release(&path);
    return there;
}

static bool has_page(const char *record)
{
    struct str stem = str_of(record);
    stem.len -= str_ends(stem, STR(".json")) ? 5 : 0;
    bool there = false;
    for (enum page_language lang = 0; lang < PAGE_LANGUAGE_COUNT; lang++)
        there |= is_there("", stem, page_suffix(lang));
    return there;
}

/* Whether the line stands in the index at `path`. */
static bool has_line(const char *path, const struct index_entry *e, size_t folder, bool chinese)
{
    struct buf line = BUF_INIT, page = BUF_INIT;
    struct err unused;
    buf_addc(&line, '\n');
    index_row(&line, e, folder, chinese);
    bool there = file_read_nofollow(path, 0, &page, &unused) == 0 &&
                 str_find(buf_str(&page), buf_str(&line), 0) != SIZE_MAX;
    buf_release(&line);
    buf_release(&page);
    return there;
}

/* What the indexes say of a record; false when it has no pages. */
static bool read_entry(const struct page_slots *slots, const struct source *src, struct index_entry *e,
                       struct arena *a)
{
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct page_set set;
    bool made = json_parse(&doc, src->text, &fault) == 0 && page_fill(&set, slots, &doc, a);
    if (made)
        *e = index_entry_of(a, src->id_expected, &set.page[PAGE_ENGLISH], NULL);
    json_release(&doc);
    return made;
}

/* Whether both indexes say of a staged record what it says now. */
static bool is_listed(const struct page_slots *slots, const char *root, const struct source *src)
{
    struct arena a = ARENA_INIT;
    struct index_entry e;
    bool listed = !src->id_expected.len; /* no index has it */
    if (!listed && read_entry(slots, src, &e, &a)) {
        struct str domain = index_domain(&e);
        bool chinese = page_slots_has(slots, PAGE_CHINESE);
        listed = has_line(arena_printf(&a, "%s/" INDEX_NAME, root), &e, 0, chinese) &&
                 (!domain.len || has_line(arena_printf(&a, "%s/%.*s/" INDEX_NAME, root, STR_FMT(domain)), &e,
                                          domain.len + 1, chinese));
    }
    arena_release(&a);
    return listed;
}

/* Whether the commit changes an index: it removes records, or one that it adds or changes is not in the
 * indexes as it is now. */
static bool indexes_change(const struct session *s, const struct page_slots *slots, const char *root)
{
    size_t asked = 0;
    if (s->run.removed_count)
        return true;
    for (size_t i = 0; i < s->sources.len; i++)
        if (s->sources.at[i].asked && (++asked > LOOKED_UP_MAX || !is_listed(slots, root, &s->sources.at[i])))
            return true;
    return false;
}

/* The records whose pages are to be current: those staged whole, and when indexes are made anew (`all`), all
 * others. A base whose pages were never rendered stays so, but for records that have one. */
static void list_wanted(const struct session *s, const bool *partly, bool indexed, bool all,
                        struct wanted *out)
{
    for (size_t i = 0; i < s->sources.len; i++) {
        const struct source *src = &s->sources.at[i];
        bool own = src->asked && !partly[i] && (indexed || has_page(src->path));
        if (own || all)
            *vec_push(out) = (struct book_record){src->path, src->id_expected, own};
    }
}

struct hooked {
    struct session s;
    struct git_adding *adding; /* pages that are being added to the index */
    struct paths pages;        /* that the commit touches: written, there already, or deleted */
    bool fresh;                /* one of them was not there */
    bool settled;              /* the pages were seen to, or wait */
    int code;                  /* of that */
};

static void write_page(struct hooked *h, const char *path, struct str text)
{
    struct err err;
    if (file_write(path, text, NULL, &err) != 0)
        h->code = command_fail(&err);
    else
        paths_add(&h->pages, path);
}

/* Writes what is not current. What cannot be rendered, the check explains. */
static void render(struct hooked *h, struct book *book, const struct wanted *wanted)
{
    const struct book_page *p;
    if (wanted->len)
        book_compare(book, wanted->at, wanted->len);
    vec_foreach (p, &book->pages)
        if (p->state == BOOK_STALE || p->state == BOOK_MISSING) {
            h->fresh |= p->state == BOOK_MISSING;
            write_page(h, p->path, buf_str(&p->want));
        }
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct index_change *)a)->path, ((const struct index_change *)b)->path);
}

/* What the commit changes for the indexes, sorted; false when it is not known of a record. */
static bool find_changes(const struct session *s, const struct page_slots *slots, struct changes *out,
                         struct arena *a)
{
    for (size_t i = 0; i < s->run.removed_count; i++)
        if (s->run.removed[i].len)
            *vec_push(out) = (struct index_change){s->run.removed[i], NULL};
    for (size_t i = 0; i < s->sources.len; i++) {
        const struct source *src = &s->sources.at[i];
        if (!src->asked || !src->id_expected.len)
            continue;
        struct index_entry *e = arena_alloc(a, sizeof *e);
        if (!read_entry(slots, src, e, a))
            return false;
        *vec_push(out) = (struct index_change){src->id_expected, e};
    }
    if (out->len)
        qsort(out->at, out->len, sizeof *out->at, by_path);
    return true;
}

struct patch {
    const char *path;
    struct buf have, want;
};

/* The index of a domain (empty: of the base) with some records as they are now. */
static bool patch_index(struct patch *p, struct str domain, const struct index_change *changes, size_t count,
                        bool chinese)
{
    struct err unused;
    return file_read_nofollow(p->path, 0, &p->have, &unused) == 0 &&
           index_patch(&p->want, buf_str(&p->have), domain, changes, count, chinese);
}

/* Writes the lines of the commit's records into the indexes, which takes none of the other records; false,
 * and nothing is written, when an index cannot be changed so: it is not there, or not as it was rendered. */
static bool patch_indexes(struct hooked *h, const struct page_slots *slots, const char *root)
{
    struct arena a = ARENA_INIT;
    struct changes changes = {0};
    VEC(struct patch) patches = {0};
    struct patch *p;
    bool chinese = page_slots_has(slots, PAGE_CHINESE);
    bool done = find_changes(&h->s, slots, &changes, &a);
    if (done) {
        *vec_push(&patches) = (struct patch){.path = arena_printf(&a, "%s/" INDEX_NAME, root)};
        done = patch_index(vec_last(&patches), STR(""), changes.at, changes.len, chinese);
    }
    for (size_t i = 0, n; i < changes.len && done; i += n) {
        struct index_entry first = {.path = changes.at[i].path}, next;
        struct str domain = index_domain(&first);
        for (n = 1; i + n < changes.len; n++) {
            next = (struct index_entry){.path = changes.at[i + n].path};
            if (!str_eq(index_domain(&next), domain))
                break;
        }
        if (!domain.len)
            continue;
        *vec_push(&patches) =
            (struct patch){.path = arena_printf(&a, "%s/%.*s/" INDEX_NAME, root, STR_FMT(domain))};
        done = patch_index(vec_last(&patches), domain, changes.at + i, n, chinese);
    }
    vec_foreach (p, &patches) {
        if (done && !str_eq(buf_str(&p->have), buf_str(&p->want)))
            write_page(h, p->path, buf_str(&p->want));
        buf_release(&p->have);
        buf_release(&p->want);
    }
    vec_release(&patches);
    vec_release(&changes);
    arena_release(&a);
    return done;
}

static void add_if_there(struct hooked *h, const char *path)
{
    if (file_kind(path) == FILE_REGULAR)
        paths_add(&h->pages, path);
}

/* The pages of a commit that were current on disk before it, and those of its indexes: they may not be
 * staged. */
static void add_pages(struct hooked *h, const struct wanted *wanted, const char *root, bool indexed)
{
    struct arena *a = &h->s.arena;
    for (size_t i = 0; i < wanted->len; i++) {
        const struct book_record *w = &wanted->at[i];
        struct str stem = str_of(w->path);
        stem.len -= str_ends(stem, STR(".json")) ? 5 : 0;
        for (enum page_language lang = 0; lang < PAGE_LANGUAGE_COUNT && w->asked; lang++)
            add_if_there(h, arena_printf(a, "%.*s%s", STR_FMT(stem), page_suffix(lang)));
        struct index_entry e = {.path = w->below};
        if (indexed && w->asked && index_domain(&e).len)
            add_if_there(h, arena_printf(a, "%s/%.*s/" INDEX_NAME, root, STR_FMT(index_domain(&e))));
    }
    if (indexed && wanted->len)
        add_if_there(h, arena_printf(a, "%s/" INDEX_NAME, root));
}

/* Deletes the pages of records that the commit removes, and the index of a domain that it empties. */
static void drop_pages(struct hooked *h, const char *root)
{
    struct arena *a = &h->s.arena;
    for (size_t i = 0; i < h->s.run.removed_count; i++) {
        struct index_entry e = {.path = h->s.run.removed[i]};
        if (!e.path.len || file_kind(arena_printf(a, "%s/%.*s.json", root, STR_FMT(e.path))) != FILE_NONE)
            continue; /* it is still in the work tree */
        for (int k = 0; k <= PAGE_LANGUAGE_COUNT; k++) {
            bool index = k == PAGE_LANGUAGE_COUNT;
            if (index && !index_domain(&e).len)
                continue;
            const char *path = index ? arena_printf(a, "%s/%.*s/" INDEX_NAME, root, STR_FMT(index_domain(&e)))
                                     : arena_printf(a, "%s/%.*s%s", root, STR_FMT(e.path),
                                                    page_suffix((enum page_language)k));
            if (file_kind(path) != FILE_REGULAR || !book_is_orphan(root, path) || unlink(path) != 0)
                continue;
            paths_add(&h->pages, path);
            if (index)
                rmdir(arena_dup(a, path_folder(str_of(path)))); /* when nothing else is there */
        }
    }
}

/* `git commit PATH` makes its commit from an index of its own, and goes on with the other, which the hook
 * cannot reach: pages that were staged here would be taken back by the next commit. */
static bool is_commit_of_paths(void)
{
    const char *index = getenv("GIT_INDEX_FILE");
    return index && str_starts(path_name(str_of(index)), STR("next-index-"));
}

static void tell(const struct hooked *h, const bool *partly)
{
    for (size_t i = 0; i < h->s.sources.len; i++)
        if (partly[i])
            command_failf("%s: is staged in part: its page waits for the rest", h->s.sources.at[i].path);
}

/* Sees to the pages of the staged records, which are all that is known when it is `early`: then nothing is
 * done where all records are needed. Indexes that are made anew are made of the records in the work tree, and
 * wait while one of them is not staged as it is. */
static int see_to_pages(struct hooked *h, bool early, struct err *err)
{
    struct session *s = &h->s;
    struct book book = {.roles = &s->roles, .workers = session_workers(s)};
    struct wanted wanted = {0};
    bool dirty = false, first = !early, *partly = mem_zalloc(s->sources.len + 1, sizeof *partly);
    book.slots = page_slots_build(&s->roles);
    const char *root = session_records_folder(s);
    for (size_t i = 0; i < s->sources.len; i++)
        first &= s->sources.at[i].asked; /* a first commit stages all */
    bool indexed = root && is_there(root, STR("/"), INDEX_NAME);
    int rc = find_partly_staged(s, partly, err);
    if (rc == 0) {
        bool all = root &&
                   ((indexed && indexes_change(s, book.slots, root) && !patch_indexes(h, book.slots, root)) ||
                    (!indexed && first && s->sources.len));
        if (all && !early)
            rc = git_is_dirty(&s->git, NULL, &dirty, err);
        h->settled = !early || (indexed && !all);
        book.root = all && !dirty ? root : NULL;
        book.all_indexes = s->run.removed_count > 0;
    }
    if (h->settled && rc == 0) {
        list_wanted(s, partly, indexed || first, book.root != NULL, &wanted);
        render(h, &book, &wanted);
        add_pages(h, &wanted, root, indexed);
        if (indexed)
            drop_pages(h, root);
        tell(h, partly);
        paths_sort(&h->pages);
        if (h->pages.len) /* goes on while the records are checked */
            h->adding = git_add_start(&s->git, &h->pages, h->fresh);
    }
    book_release(&book);
    page_slots_free((struct page_slots *)book.slots);
    vec_release(&wanted);
    free(partly);
    return rc;
}

/* Whether the base's pages are anybody's business. */
static bool has_pages(struct session *s)
{
    const char *root = session_records_folder(s);
    if (root && is_there(root, STR("/"), INDEX_NAME))
        return true;
    for (size_t i = 0; i < s->sources.len; i++)
        if (s->sources.at[i].asked && has_page(s->sources.at[i].path))
            return true;
    return false;
}

/* While git still lists the index. */
static int see_to_pages_early(void *ctx, struct err *err)
{
    struct hooked *h = ctx;
    if (is_commit_of_paths()) {
        h->settled = true;
        if (has_pages(&h->s))
            command_failf(
                "a commit of paths leaves its pages alone, since the next one would take them back: "
                "stage the records and commit without paths");
    }
    return h->s.sources.len && !h->settled ? see_to_pages(h, true, err) : 0;
}

static int run_hook(const struct args *args)
{
    struct hooked h = {.code = EXIT_CLEAN};
    struct session *s = &h.s;
    struct err err;
    if (args->rest_count)
        return command_failf("hook: takes no paths: it looks at what is staged");
    bool open = session_open_at(s, args, NULL, &err) == 0 && session_select(s, args, NULL, &err) == 0;
    if (!open || session_index(s, see_to_pages_early, &h, &err) != 0) {
        h.code = command_fail(&err);
    } else if (!s->config.records && !s->git.len && !s->run.removed_count &&
               file_kind(s->git.folder) == FILE_NONE) {
        h.code = command_failf("%s: there is no such folder here, nor in git's index: --config names the "
                               "kedb.json of the base",
                               session_shown_path(s, s->git.folder));
    } else if (!h.settled && (s->git.len || s->run.removed_count) && see_to_pages(&h, false, &err) != 0) {
        h.code = command_fail(&err);
    } else {
        int checked = session_check(s, args);
        h.code = checked > h.code ? checked : h.code;
    }
    if (h.adding && git_add_finish(h.adding, &err) != 0)
        h.code = command_fail(&err);
    paths_release(&h.pages);
    session_close(s);
    return h.code;
}

const struct command cmd_hook = {
    .name = "hook",
    .summary = "render and check what is staged, before a commit",
    .usage = "",
    .description =
        "What ci/hooks/pre-commit runs. Writes the pages of the staged records and their lines in the\n"
        "indexes, and stages them. A record that is staged in part keeps its pages for later; indexes that\n"
        "are not there yet wait while a record of the work tree is not staged as it is. Then checks the\n"
        "staged records as they are in git's index, as `kedb check --staged` does: rules on the whole base\n"
        "see all of it, and an edge to a record that the commit removes is reported wherever it stands.",
    .option_groups = groups,
    .examples = "  kedb hook --quiet",
    .group = "keep a base true",
    .run = run_hook,
};
