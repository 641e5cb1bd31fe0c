/* kedb fix, kedb fmt: the edits of findings, applied round by round until nothing changes. */
#include "engine/fix.h"
#include "cmd/session.h"
#include "markdown/book.h"
#include "markdown/diff.h"
#include "rules/tools.h"

enum { ROUNDS_MAX = 50 };

static const struct option options_fix[] = {
    {"diff", 0, OPTION_FLAG, NULL, "show what would change, and change nothing", NULL},
    {"unsafe", 0, OPTION_FLAG, NULL, "also fixes that a person should read afterwards", NULL},
    {0},
};

static const struct option options_fmt[] = {
    {"diff", 0, OPTION_FLAG, NULL, "show what would change, and change nothing", NULL},
    {0},
};

/* What becomes of a source. */
struct change {
    struct buf text; /* the new one; empty: as it was */
    struct str was;  /* the source's text before the first edit; .s NULL: it is read from disk */
    size_t mended;   /* findings */
    bool apart;      /* the file holds another text than the one that was checked: it is left alone */
    bool written;
};

struct mending {
    struct session *s;
    const struct args *args;
    struct change *changes; /* of each source */
    struct result result;   /* of the last round, without what is held back */
    size_t files, findings; /* changed and mended in the end: written, or shown */
    size_t pages;           /* rendered again */
    bool trouble;           /* something could not be done, and was said */
};

/* -1 when the baseline cannot be read: then nobody knows what is to be left as it is. */
static int check_round(struct mending *m, struct err *err)
{
    struct engine e = {
        .run = &m->s->run,
        .selection = &m->s->selection,
        .sources = m->s->sources.at,
        .source_count = m->s->sources.len,
        .workers = (size_t)m->s->jobs,
        .tools_new = rule_tools_new,
        .tools_free = rule_tools_free,
        .read_text = session_git_text,
        .texts = m->s,
    };
    result_release(&m->result);
    engine_run(&e, &m->result);
    return session_judge(m->s, m->args, &m->result, err);
}

/* Whether a source whose text was given, by git's index, stands otherwise in the work tree, or not at all:
 * its edits are not that file's. What is wrong is said. */
static bool is_apart(struct mending *m, const struct source *src)
{
    struct buf disk = BUF_INIT;
    struct err err;
    bool given = src->text.s && !m->s->stdin_text.s;
    bool read = given && file_read(src->path, RECORD_SIZE_MAX, &disk, &err) == 0;
    bool apart = given && !(read && str_eq(buf_str(&disk), src->text));
    if (apart && !read && file_kind_nofollow(src->path) != FILE_NONE)
        command_fail(&err);
    else if (apart)
        command_failf("%s: is staged in part: stage or stash the rest, then fix it", src->path);
    m->trouble |= apart;
    buf_release(&disk);
    return apart;
}

/* Applies the edits of one source's findings; gives how many were mended. */
static size_t mend_source(struct mending *m, const struct finding *first, size_t count, bool unsafe)
{
    struct source *src = &m->s->sources.at[first->file];
    struct change *c = &m->changes[first->file];
    struct buf old = BUF_INIT, fresh = BUF_INIT;
    struct err err;
    struct str text = src->text;
    if (c->apart)
        return 0;
    if (!text.s && file_read(src->path, RECORD_SIZE_MAX, &old, &err) == 0)
        text = buf_str(&old);
    size_t applied = text.s ? fix_apply(text, first, count, unsafe, &fresh) : 0;
    if (applied && !c->mended) {
        c->was = src->text;
        c->apart = is_apart(m, src);
    }
    if (applied && !c->apart) {
        buf_release(&c->text);
        c->text = fresh;
        c->mended += applied;
        src->text = buf_str(&c->text);
    } else {
        buf_release(&fresh);
    }
    buf_release(&old);
    return c->apart ? 0 : applied;
}

static size_t mend_round(struct mending *m, bool unsafe)
{
    size_t mended = 0;
    for (size_t i = 0, count; i < m->result.count; i += count) {
        const struct finding *first = &m->result.findings[i];
        count = 1;
        while (i + count < m->result.count && first[count].file == first->file)
            count++;
        if (first->file < m->s->sources.len) /* else in the baseline or kedb.json */
            mended += mend_source(m, first, count, unsafe);
    }
    return mended;
}

static void add_diff(struct mending *m, const char *path, struct str old, struct str fresh, struct buf *out)
{
    /* as git names files, so that git apply takes it */
    const char *from = path[0] == '/' ? "" : "a/", *to = path[0] == '/' ? "" : "b/";
    diff_unified(out, arena_printf(&m->s->arena, "%s%s", from, path),
                 arena_printf(&m->s->arena, "%s%s", to, path), old, fresh);
}

/* The record of standard input: all of it, mended or not, so that what reads it never loses a text; or its
 * diff. */
static void deliver_stdin(struct mending *m, bool diff)
{
    const struct change *c = &m->changes[0];
    bool changed = m->s->sources.len && c->text.len;
    struct str old = buf_str(&m->s->stdin_text), fresh = changed ? buf_str(&c->text) : old;
    struct buf out = BUF_INIT;
    if (diff && changed)
        add_diff(m, m->s->sources.at[0].path, old, fresh, &out);
    if (command_write(diff ? buf_str(&out) : fresh) != EXIT_CLEAN) {
        m->trouble = true;
    } else {
        m->files += changed;
        m->findings += changed ? c->mended : 0;
    }
    buf_release(&out);
}

/* Shows or writes what changed. */
static void deliver(struct mending *m, bool diff)
{
    if (m->s->stdin_text.s) {
        deliver_stdin(m, diff);
        return;
    }
    for (size_t i = 0; i < m->s->sources.len; i++) {
        struct change *c = &m->changes[i];
        const char *path = m->s->sources.at[i].path;
        struct buf old = BUF_INIT, out = BUF_INIT;
        struct err err;
        bool done = true;
        if (!c->text.len)
            continue;
        if (diff ? file_read(path, 0, &old, &err) != 0
                 : file_write(path, buf_str(&c->text), NULL, &err) != 0) {
            command_fail(&err);
            m->trouble = true;
            done = false;
        } else if (diff) {
            add_diff(m, path, buf_str(&old), buf_str(&c->text), &out);
            m->trouble |= command_write(buf_str(&out)) != EXIT_CLEAN;
        }
        c->written = done && !diff;
        m->files += done;
        m->findings += done ? c->mended : 0;
        buf_release(&old);
        buf_release(&out);
    }
}

/* ---- pages: those that were what their record renders to are so afterwards ---- */

struct records {
    struct book_record *at;
    size_t len, cap;
};

static int page_by_path(const void *path, const void *page)
{
    return strcmp(path, ((const struct book_page *)page)->path);
}

/* Whether a book names a path: a page that is not current, or a record that cannot be rendered. */
static bool book_names(const struct book *b, const char *path)
{
    return b->pages.len && bsearch(path, b->pages.at, b->pages.len, sizeof *b->pages.at, page_by_path);
}

/* The pages of the records that will change, before any does. */
static void compare_before(struct mending *m, struct book *before)
{
    struct session *s = m->s;
    struct records records = {0};
    for (size_t i = 0; i < s->sources.len; i++)
        if (m->changes[i].text.len)
            *vec_push(&records) =
                (struct book_record){s->sources.at[i].path, s->sources.at[i].id_expected, true};
    if (!s->slots)
        s->slots = page_slots_build(&s->roles);
    *before = (struct book){.roles = &s->roles, .slots = s->slots, .workers = session_workers(s)};
    if (records.len)
        book_compare(before, records.at, records.len);
    vec_release(&records);
}

static void render_again(struct mending *m, const struct book *before)
{
    struct session *s = m->s;
    struct records records = {0};
    struct book after = {.roles = &s->roles, .slots = s->slots, .workers = session_workers(s)};
    for (size_t i = 0; i < s->sources.len; i++)
        if (m->changes[i].written && !book_names(before, s->sources.at[i].path))
            *vec_push(&records) =
                (struct book_record){s->sources.at[i].path, s->sources.at[i].id_expected, true};
    if (records.len)
        book_compare(&after, records.at, records.len);
    const struct book_page *p;
    vec_foreach (p, &after.pages) {
        struct err err;
        if (book_names(before, p->path))
            continue;
        bool written = p->state != BOOK_REFUSED && book_write(p, &err) == 0;
        if (p->state == BOOK_REFUSED)
            command_failf("%s", p->why);
        else if (!written)
            command_fail(&err);
        m->pages += written;
        m->trouble |= !written;
    }
    book_release(&after);
    vec_release(&records);
}

/* From here on what was changed is what lies on disk. */
static void read_from_disk(struct mending *m)
{
    for (size_t i = 0; i < m->s->sources.len; i++) {
        struct source *src = &m->s->sources.at[i];
        const struct change *c = &m->changes[i];
        if (!c->text.len)
            continue;
        src->text = c->was;
        if (c->written)
            src->text = (struct str){0};
        if (c->written && src->more) { /* and not what git names */
            struct source_more *more = arena_zalloc(&m->s->arena, 1, sizeof *more);
            more->before = src->more->before;
            src->more = more;
        }
    }
}

/* Writes the records, their pages after them, and checks what came of it. */
static int write_and_check(struct mending *m, struct err *err)
{
    struct book before;
    compare_before(m, &before);
    deliver(m, false);
    render_again(m, &before);
    book_release(&before);
    read_from_disk(m);
    return check_round(m, err);
}

static int mend_all(struct mending *m, bool unsafe, struct err *err)
{
    bool diff = args_flag(m->args, "diff");
    size_t mended = 0;
    int rc = check_round(m, err);
    for (int round = 0; rc == 0 && round < ROUNDS_MAX; round++) {
        size_t n = mend_round(m, unsafe);
        if (!n)
            break;
        mended += n;
        rc = check_round(m, err);
    }
    if (rc != 0)
        return rc;
    if (mended && !diff && !m->s->stdin_text.s)
        return write_and_check(m, err);
    deliver(m, diff);
    return 0;
}

static void print_closing(const struct mending *m)
{
    size_t left = m->result.count;
    fprintf(stderr, "%zu file%s %s", m->files, m->files == 1 ? "" : "s",
            args_flag(m->args, "diff") ? "would change" : "changed");
    if (m->pages)
        fprintf(stderr, ", %zu page%s rendered again", m->pages, m->pages == 1 ? "" : "s");
    fprintf(stderr, "\n");
    for (size_t i = 0; i < m->s->missing.len; i++)
        command_failf("%s", m->s->missing.at[i]);
    for (size_t i = 0; i < m->result.failures.len; i++)
        command_failf("%s", m->result.failures.at[i]);
    fprintf(stderr, "%zu finding%s mended, %zu left%s\n", m->findings, m->findings == 1 ? "" : "s", left,
            left ? "; `kedb check` shows them" : "");
}

static int mend(struct session *s, const struct args *args, bool unsafe)
{
    struct mending m = {.s = s, .args = args};
    struct err err;
    int code;
    m.changes = mem_zalloc(s->sources.len + 1, sizeof *m.changes);
    if (mend_all(&m, unsafe, &err) != 0) {
        code = command_fail(&err);
    } else {
        print_closing(&m);
        code = m.trouble ? EXIT_TROUBLE : session_exit_code(s, &m.result);
    }
    for (size_t i = 0; i < s->sources.len; i++)
        buf_release(&m.changes[i].text);
    free(m.changes);
    result_release(&m.result);
    return code;
}

static int run(const struct args *args, const char *const *only, bool unsafe)
{
    struct session s;
    struct err err;
    int code = session_open(&s, args, only, &err) != 0 || session_files(&s, args, &err) != 0
                   ? command_fail(&err)
                   : mend(&s, args, unsafe);
    session_close(&s);
    return code;
}

static int run_fix(const struct args *args)
{
    return run(args, NULL, args_flag(args, "unsafe"));
}

static int run_fmt(const struct args *args)
{
    static const char *const layout[] = {"layout", "json", NULL};
    return run(args, layout, false);
}

static const struct option *const groups[] = {options_files, options_rules, NULL};

const struct command cmd_fix = {
    .name = "fix",
    .summary = "mend what can be mended safely",
    .usage = "[PATH...]",
    .description =
        "Applies the edits that findings offer and checks again, until nothing changes. Only the "
        "bytes of an edit change; the rest\n"
        "of a file stays as its author left it. A file that is not JSON is never touched, and "
        "each file is replaced whole or not\n"
        "at all. Pages that were what their record renders to are rendered again (the indexes by "
        "`kedb render`). Findings that\n"
        "kedb.json suppresses or the baseline holds back are left as they are; `--baseline ''` mends "
        "those of the baseline, too.\n"
        "With --staged a record that stands otherwise in the work tree is left alone, and named. With "
        "--stdin the record is\n"
        "printed whole, mended or not. The exit code is the one that `kedb check` gives afterwards.",
    .option_groups = groups,
    .options = options_fix,
    .examples = "  kedb fix --diff\n  kedb fix --unsafe records/aws/x.json",
    .group = "keep a base true",
    .run = run_fix,
};

const struct command cmd_fmt = {
    .name = "fmt",
    .summary = "write records in the canonical layout",
    .usage = "[PATH...]",
    .description =
        "Puts keys in the schema's order and indents as kedb.json says. Values stay as they are written. "
        "Pages, findings held\n"
        "back, --staged, --stdin and the exit code: as `kedb fix` has them.",
    .option_groups = groups,
    .options = options_fmt,
    .examples = "  kedb fmt\n  kedb fmt --diff records/aws",
    .group = "keep a base true",
    .run = run_fmt,
};
