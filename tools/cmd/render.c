/* kedb render: the Markdown pages of records, and the indexes. */
#include "cmd/session.h"

#include "base/strmap.h"
#include "base/utf8.h"
#include "markdown/book.h"
#include "markdown/diff.h"

#include <errno.h>
#include <unistd.h>

static const struct option own[] = {
    {"check", 0, OPTION_FLAG, NULL,
     "write nothing; list pages that are missing, stale or orphaned, with a diff, and end with 1", NULL},
    {"diff", 0, OPTION_FLAG, NULL, "write nothing; print the diff alone, and end with 1 when there is one",
     NULL},
    {"prune", 0, OPTION_FLAG, NULL, "delete orphaned pages, each named; what was never rendered stays", NULL},
    {"jobs", 'j', OPTION_VALUE, "N", "threads (default: one a processor)", NULL},
    {"quiet", 'q', OPTION_FLAG, NULL, "no closing line on standard error", NULL},
    {0},
};

struct records {
    struct book_record *at;
    size_t len, cap;
};

/* The records asked for, and the rest of the base: an index shows them all. */
static int list_records(struct session *s, const struct args *args, const char *root, struct records *out,
                        struct err *err)
{
    bool whole =
        s->config.records && s->folders && !args->rest_count; /* the base was asked for, nothing else */
    struct strmap seen = STRMAP_INIT;
    for (size_t i = 0; i < s->sources.len; i++) {
        const struct source *src = &s->sources.at[i];
        if (!src->asked)
            continue;
        *vec_push(out) = (struct book_record){src->path, src->id_expected, true};
        if (!whole)
            strmap_put(&seen, src->id_expected, 0, NULL);
    }
    struct paths all = {0};
    int rc = root && out->len && !whole && file_kind(root) == FILE_FOLDER
                 ? file_walk(root, ".json", NULL, &all, err)
                 : 0;
    for (size_t i = 0; i < all.len; i++) {
        size_t skip = strlen(root) + 1;
        struct str below = str_sub(str_of(all.at[i]), skip, strlen(all.at[i]) - strlen(".json"));
        below = arena_str(&s->arena, below);
        if (!strmap_get(&seen, below))
            *vec_push(out) = (struct book_record){arena_dup(&s->arena, str_of(all.at[i])), below, false};
    }
    paths_release(&all);
    strmap_release(&seen);
    return rc;
}

/* Orphans are looked for in the folders that were named, or in the whole base. */
static int find_orphans(struct session *s, const struct args *args, struct book *book, struct err *err)
{
    if (!book->root)
        return 0;
    bool git = args_flag(args, "staged") || args_option(args, "changed")->given;
    if (!args->rest_count && !args_value(args, "files-from") && !git && s->walked.len == 1) {
        book_add_orphans(book, &s->walked.at[0],
                         buf_str(&s->pages_found)); /* one walk saw the records and the pages */
        return 0;
    }
    if (!args->rest_count && !args_value(args, "files-from"))
        return file_kind(book->root) == FILE_FOLDER ? book_find_orphans(book, book->root, err) : 0;
    struct str base = str_of(session_absolute(s, book->root));
    for (size_t i = 0; i < args->rest_count; i++) {
        if (file_kind(args->rest[i]) != FILE_FOLDER)
            continue;
        struct str folder = str_of(session_absolute(s, args->rest[i]));
        bool inside = str_starts(folder, base) && folder.len > base.len && folder.s[base.len] == '/';
        bool around = str_starts(base, folder) &&
                      (folder.len == base.len || folder.len == 1 || base.s[folder.len] == '/');
        const char *from = inside ? arena_printf(&s->arena, "%s%.*s", book->root,
                                                 STR_FMT(str_sub(folder, base.len, folder.len)))
                                  : book->root;
        if ((inside || around) && book_find_orphans(book, from, err) != 0)
            return -1;
    }
    return 0;
}

/* A page may hold anything: what steers a terminal is not sent to one. */
static void add_shown(struct buf *out, struct str text)
{
    if (!isatty(STDOUT_FILENO)) {
        buf_add_str(out, text);
        return;
    }
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t cp = utf8_next(text, &at);
        if (cp == '\n' || cp == '\t' || (cp != UTF8_BAD && !utf8_is_unsafe(cp)))
            buf_add(out, text.s + from, at - from);
        else
            buf_adds(out, "\xEF\xBF\xBD");
    }
}

static void add_diff(struct buf *out, const struct book_page *p)
{
    struct buf diff = BUF_INIT, old_name = BUF_INIT, new_name = BUF_INIT;
    bool below = p->path[0] != '/'; /* as git names files, so that git apply takes it */
    buf_addf(&old_name, "%s%s", below ? "a/" : "", p->path);
    buf_addf(&new_name, "%s%s", below ? "b/" : "", p->path);
    diff_unified(&diff, p->state == BOOK_MISSING ? NULL : old_name.s, new_name.s, buf_str(&p->have),
                 buf_str(&p->want));
    add_shown(out, buf_str(&diff));
    buf_release(&diff);
    buf_release(&old_name);
    buf_release(&new_name);
}

static const char *sentence_for(const struct book_page *p)
{
    bool index = str_is(path_name(str_of(p->path)), INDEX_NAME);
    switch (p->state) {
    case BOOK_STALE:
        return index ? "the index is not what the records render to"
                     : "the page is not what the record renders to";
    case BOOK_MISSING: return index ? "the records have no index" : "the record has no page";
    default: return index ? "no record lies in this folder" : "there is no record of this page";
    }
}

/* The report, page by page; a page that cannot be written ends it. */
static int show(const struct book *book, bool diff_only)
{
    static const char *const words[] = {
        [BOOK_STALE] = "stale", [BOOK_MISSING] = "missing", [BOOK_ORPHAN] = "orphan"};
    struct buf out = BUF_INIT;
    int code = EXIT_CLEAN, written = EXIT_CLEAN;
    for (size_t i = 0; i < book->pages.len && written == EXIT_CLEAN; i++) {
        const struct book_page *p = &book->pages.at[i];
        if (p->state == BOOK_REFUSED || (p->state == BOOK_ORPHAN && diff_only))
            continue;
        code = EXIT_FINDINGS;
        buf_clear(&out);
        if (!diff_only)
            buf_addf(&out, "%s: %s: %s\n", p->path, words[p->state], sentence_for(p));
        if (p->state != BOOK_ORPHAN)
            add_diff(&out, p);
        written = command_write(buf_str(&out));
    }
    buf_release(&out);
    return written == EXIT_CLEAN ? code : written;
}

struct tally {
    size_t written, deleted;
};

/* Deletes an orphan and says so; a file that was never rendered is named and left. */
static int prune_page(const struct book_page *p, struct tally *t)
{
    struct buf line = BUF_INIT;
    if (!book_is_made(p)) {
        fprintf(stderr, "kedb: %s: %s, and it is no page: left\n", p->path, sentence_for(p));
        return EXIT_CLEAN;
    }
    if (unlink(p->path) != 0)
        return command_failf("%s: cannot be deleted: %s", p->path, strerror(errno));
    t->deleted++;
    buf_addf(&line, "%s: deleted: %s\n", p->path, sentence_for(p));
    int code = command_write(buf_str(&line));
    buf_release(&line);
    return code;
}

static int write_pages(const struct book *book, bool prune, struct tally *t)
{
    int code = EXIT_CLEAN;
    struct err err;
    const struct book_page *p;
    vec_foreach (p, &book->pages) {
        if (p->state == BOOK_ORPHAN && prune) {
            if (prune_page(p, t) != EXIT_CLEAN)
                code = EXIT_TROUBLE;
        } else if (p->state == BOOK_ORPHAN) {
            fprintf(stderr, "kedb: %s: %s%s\n", p->path, sentence_for(p),
                    book_is_made(p) ? " (--prune deletes it)" : ", and it is no page (--prune leaves it)");
        } else if (p->state != BOOK_REFUSED) {
            if (book_write(p, &err) != 0)
                code = command_fail(&err);
            else
                t->written++;
        }
    }
    return code;
}

/* What could not be rendered, on standard error. */
static int show_refused(const struct session *s, const struct book *book)
{
    int code = EXIT_CLEAN;
    for (size_t i = 0; i < s->missing.len; i++)
        code = command_failf("%s", s->missing.at[i]);
    const struct book_page *p;
    vec_foreach (p, &book->pages)
        if (p->state == BOOK_REFUSED)
            code = command_failf("%s", p->why);
    return code;
}

static int render(struct session *s, const struct args *args)
{
    struct err err;
    struct records records = {0};
    bool check = args_flag(args, "check"), diff = args_flag(args, "diff");
    struct book book = {.roles = &s->roles, .workers = (size_t)s->jobs};
    book.slots = page_slots_build(&s->roles);
    book.root = session_records_folder(s);
    int code;
    if (list_records(s, args, book.root, &records, &err) != 0) {
        code = command_fail(&err);
        goto out;
    }
    book_compare(&book, records.at, records.len);
    if (find_orphans(s, args, &book, &err) != 0) {
        code = command_fail(&err);
        goto out;
    }
    int refused = show_refused(s, &book);
    struct tally t = {0};
    code = check || diff ? show(&book, !check) : write_pages(&book, args_flag(args, "prune"), &t);
    if (!args_flag(args, "quiet") && !check && !diff) {
        fprintf(stderr, "%zu page%s written, %zu unchanged", t.written, t.written == 1 ? "" : "s",
                book.current);
        if (t.deleted)
            fprintf(stderr, ", %zu deleted", t.deleted);
        fputc('\n', stderr);
    }
    code = refused > code ? refused : code;
out:
    book_release(&book);
    page_slots_free((struct page_slots *)book.slots);
    vec_release(&records);
    return code;
}

static int open_base(struct session *s, const struct args *args, struct err *err)
{
    if (session_open_base(s, args, err) != 0)
        return -1;
    s->want_pages = true;
    return session_files(s, args, err);
}

static int run_render(const struct args *args)
{
    struct session s = {0};
    struct err err;
    int code;
    if (args_flag(args, "stdin"))
        code = command_failf("render: pages lie beside records: name the record's file");
    else if (args_flag(args, "prune") && (args_flag(args, "check") || args_flag(args, "diff")))
        code = command_failf("render: --prune writes, and goes with neither --check nor --diff");
    else if (open_base(&s, args, &err) != 0)
        code = command_fail(&err);
    else
        code = render(&s, args);
    session_close(&s);
    return code;
}

static const struct option *const groups[] = {options_files, NULL};

const struct command cmd_render = {
    .name = "render",
    .summary = "write the Markdown pages of records",
    .usage = "[PATH...]",
    .description =
        "Writes for each record the page SLUG.md beside it and, when the schema has Chinese translations,\n"
        "SLUG.zh.md; and the indexes README.md of its domain's folder and of the records folder. A page is\n"
        "replaced as a whole or not at all; one that is already right is not touched. A record that cannot "
        "be\n"
        "rendered (not JSON, no title, an id that leads out of the records folder) is named on standard "
        "error,\n"
        "its indexes wait, and the exit code is 2.",
    .option_groups = groups,
    .options = own,
    .examples = "  kedb render\n  kedb render --check records/aws\n  kedb render --diff | git apply",
    .group = "keep a base true",
    .run = run_render,
};
