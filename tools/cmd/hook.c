/* kedb hook: what a commit needs, in one program and one conversation with git: the pages of its records
 * written and staged, then its records checked as they are in the index. */
#include "cmd/session.h"
#include "markdown/book.h"
#include "markdown/index.h"

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

/* Whether a staged record stands otherwise in the work tree: pages made from it would show what is not
 * committed, so that they wait. */
static int find_partly_staged(const struct session *s, bool *partly, struct err *err)
{
    struct buf text = BUF_INIT;
    int rc = 0;
    *partly = false;
    for (size_t i = 0; i < s->sources.len && rc == 0 && !*partly; i++) {
        const struct source *src = &s->sources.at[i];
        struct err unused;
        if (src->asked && (file_read_nofollow(src->path, 0, &text, &unused) != 0 ||
                           !str_eq(buf_str(&text), src->text))) /* ends of lines may be git's own doing */
            rc = git_is_dirty(&s->git, ((const struct git_file *)src->more->origin)->path, partly, err);
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

/* Whether both indexes say of a staged record what it says now. */
static bool is_listed(const struct page_slots *slots, const char *root, const struct source *src)
{
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct page_set set;
    struct arena a = ARENA_INIT;
    bool listed = !src->id_expected.len; /* no index has it */
    if (!listed && json_parse(&doc, src->text, &fault) == 0 && page_fill(&set, slots, &doc, &a)) {
        struct index_entry e = index_entry_of(&a, src->id_expected, &set.page[PAGE_ENGLISH], NULL);
        struct str domain = index_domain(&e);
        bool chinese = page_slots_has(slots, PAGE_CHINESE);
        listed = has_line(arena_printf(&a, "%s/" INDEX_NAME, root), &e, 0, chinese) &&
                 (!domain.len || has_line(arena_printf(&a, "%s/%.*s/" INDEX_NAME, root, STR_FMT(domain)), &e,
                                          domain.len + 1, chinese));
    }
    arena_release(&a);
    json_release(&doc);
    return listed;
}

/* Whether the commit changes an index, for which all records are read: it removes records, or one that it
 * adds or changes is not in the indexes as it is now. */
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

/* The records whose pages are to be current: those staged, and for the indexes all others. A base whose pages
 * were never rendered stays so, but for records that have one, and for a first commit, which stages all.
 * Indexes are made of the records in the work tree, and wait while one of them is not staged as it is. */
static int list_wanted(struct session *s, bool early, struct book *book, struct wanted *out, struct err *err)
{
    bool indexed = true, dirty = false;
    for (size_t i = 0; i < s->sources.len; i++)
        indexed &= s->sources.at[i].asked;
    book->root = session_records_folder(s);
    if (!indexed && book->root)
        indexed = is_there(book->root, STR("/"), INDEX_NAME);
    bool all = !early && indexed && book->root && indexes_change(s, book->slots, book->root);
    if (all && git_is_dirty(&s->git, NULL, &dirty, err) != 0)
        return -1;
    all &= !dirty;
    if (!all)
        book->root = NULL;
    for (size_t i = 0; i < s->sources.len; i++) {
        const struct source *src = &s->sources.at[i];
        bool own = src->asked && (indexed || has_page(src->path));
        if (own || all)
            *vec_push(out) = (struct book_record){src->path, src->id_expected, own};
    }
    return 0;
}

struct hooked {
    struct session s;
    struct git_adding *adding; /* pages that are being added to the index */
    bool settled;              /* the pages were seen to, or wait */
    int code;                  /* of that */
};

/* Writes what is not current and begins to add it to the index. What cannot be rendered, the check
 * explains. */
static void render(struct hooked *h, struct book *book, const struct wanted *wanted)
{
    struct paths written = {0};
    struct err err;
    const struct book_page *p;
    h->settled = true;
    if (wanted->len)
        book_compare(book, wanted->at, wanted->len);
    vec_foreach (p, &book->pages) {
        if (p->state != BOOK_STALE && p->state != BOOK_MISSING)
            continue;
        if (book_write(p, &err) != 0)
            h->code = command_fail(&err);
        else
            paths_add(&written, p->path);
    }
    if (written.len)
        h->adding = git_add_start(&h->s.git, &written); /* goes on while the records are checked */
    paths_release(&written);
}

/* Which pages are to be current, of the staged records alone when no more is known yet: then nothing is done
 * where an index may change. */
static int see_to_pages(struct hooked *h, bool early, struct err *err)
{
    struct session *s = &h->s;
    struct book book = {.roles = &s->roles, .workers = session_workers(s)};
    struct wanted wanted = {0};
    const char *root = session_records_folder(s);
    book.slots = page_slots_build(&s->roles);
    int rc = find_partly_staged(s, &h->settled, err);
    bool known =
        !early || (root && is_there(root, STR("/"), INDEX_NAME) && !indexes_change(s, book.slots, root));
    if (rc == 0 && !h->settled && known) {
        rc = list_wanted(s, early, &book, &wanted, err);
        if (rc == 0)
            render(h, &book, &wanted);
    }
    book_release(&book);
    page_slots_free((struct page_slots *)book.slots);
    vec_release(&wanted);
    return rc;
}

/* While git still lists the index. */
static int see_to_pages_early(void *ctx, struct err *err)
{
    struct hooked *h = ctx;
    return h->s.sources.len ? see_to_pages(h, true, err) : 0;
}

static int run_hook(const struct args *args)
{
    struct hooked h = {.code = EXIT_CLEAN};
    struct session *s = &h.s;
    struct err err;
    if (args->rest_count)
        return command_failf("hook: takes no paths: it looks at what is staged");
    bool open = session_open_at(s, args, NULL, &err) == 0 && session_select(s, args, NULL, &err) == 0;
    if (!open || session_index(s, see_to_pages_early, &h, &err) != 0 ||
        (!h.settled && s->git.len && see_to_pages(&h, false, &err) != 0)) {
        h.code = command_fail(&err);
    } else {
        int checked = session_check(s, args);
        h.code = checked > h.code ? checked : h.code;
    }
    if (h.adding && git_add_finish(h.adding, &err) != 0)
        h.code = command_fail(&err);
    session_close(s);
    return h.code;
}

const struct command cmd_hook = {
    .name = "hook",
    .summary = "render and check what is staged, before a commit",
    .usage = "",
    .description =
        "What ci/hooks/pre-commit runs. Writes the pages of the staged records, and the indexes where a "
        "line\n"
        "of them changes, and stages them. A record that is staged in part keeps its pages for later, and "
        "the\n"
        "indexes wait while any record of the work tree is not staged as it is. Then checks the staged\n"
        "records as they are in git's index, as `kedb check --staged` does: rules on the whole base see all "
        "of\n"
        "it, and an edge to a record that the commit removes is reported wherever it stands.",
    .option_groups = groups,
    .examples = "  kedb hook --quiet",
    .group = "keep a base true",
    .run = run_hook,
};
