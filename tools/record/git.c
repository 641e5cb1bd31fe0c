/* Questions to git: see git.h. Paths travel NUL-terminated, so that any name will do. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "record/git.h"

#include "base/pool.h"
#include "base/strmap.h"
#include "record/git_ask.h"

enum { FEW_TEXTS = 64 }; /* that are had from git one by one before the work tree is looked at */

/* ---- lists ---- */

static struct git_file *add_file(struct git_files *out, struct str path)
{
    struct git_file *f = vec_push(out);
    *f = (struct git_file){.path = arena_dup(&out->arena, path)};
    return f;
}

static void add_removed(struct git_files *out, struct str path)
{
    paths_add(&out->removed, arena_dup(&out->arena, path));
}

static void take_top(struct git_files *out, struct str said)
{
    said.len -= str_ends(said, STR("\n")) ? 1 : 0;
    out->top = mem_dup(said);
}

/* Whether a folder named .git is an ordinary repository's, whose work tree is what it lies in. */
static bool is_ordinary(const char *git)
{
    char *head = path_join(git, "HEAD"), *config = path_join(git, "config");
    struct buf text = BUF_INIT;
    struct err unused;
    bool ordinary = file_kind(head) != FILE_NONE && file_read(config, 1 << 20, &text, &unused) == 0 &&
                    str_ifind(buf_str(&text), STR("worktree"), 0) == SIZE_MAX;
    buf_release(&text);
    free(head);
    free(config);
    return ordinary;
}

/* The top of the work tree that holds a folder, where that can be seen without asking git; else NULL. */
static char *see_top(const char *folder)
{
    static const char *const says_otherwise[] = {"GIT_DIR", "GIT_WORK_TREE", "GIT_CEILING_DIRECTORIES"};
    for (size_t i = 0; i < sizeof says_otherwise / sizeof *says_otherwise; i++)
        if (getenv(says_otherwise[i]))
            return NULL;
    char *at = realpath(folder, NULL);
    while (at) {
        char *git = path_join(at, ".git"), *objects = path_join(at, "objects");
        enum file_kind kind = file_kind(git);
        bool bare = file_kind(objects) == FILE_FOLDER; /* it may be a repository itself */
        bool found = kind == FILE_REGULAR || (kind == FILE_FOLDER && is_ordinary(git));
        free(git);
        free(objects);
        if (found && !bare)
            return at;
        char *slash = strrchr(at, '/');
        if (bare || kind != FILE_NONE || slash == at)
            break;
        *slash = 0;
    }
    free(at);
    return NULL;
}

static int find_top(struct asker *a, struct git_files *out)
{
    if (ASK(a, "rev-parse", "--show-toplevel") != 0)
        return -1;
    take_top(out, buf_str(&a->out));
    return 0;
}

/* ---- texts, and what the work tree has otherwise ---- */

/* One `git cat-file --batch` answers all questions after another; the files that the work tree has otherwise
 * are listed once. */
struct git_talk {
    struct gate *gate;
    struct asker asker;
    struct err err; /* what the asker says */
    const char *suffix;
    struct process *texts;
    struct buf answer;
    struct strmap dirty;
    bool dirty_known;
    size_t texts_given; /* of records that were not asked for */
};

static struct git_talk *talk_new(const char *folder, const char *suffix)
{
    struct git_talk *t = mem_zalloc(1, sizeof *t);
    t->gate = gate_new();
    asker_init(&t->asker, folder, &t->err);
    t->suffix = suffix;
    return t;
}

static void talk_free(struct git_talk *t)
{
    if (!t)
        return;
    if (t->texts)
        process_finish(t->texts, STR(""), &t->answer, &t->err);
    asker_release(&t->asker);
    strmap_release(&t->dirty);
    buf_release(&t->answer);
    gate_free(t->gate);
    free(t);
}

/* "OBJECT blob SIZE", newline, the text, newline. */
static int take_text(struct git_talk *t, struct str object, struct buf *out)
{
    size_t line, size;
    buf_clear(&t->answer);
    do {
        if (process_read(t->texts, &t->answer, &t->err) != 0)
            return -1;
        line = str_find(buf_str(&t->answer), STR("\n"), 0);
    } while (line == SIZE_MAX);
    size_t blob = str_find(str_sub(buf_str(&t->answer), 0, line), STR(" blob "), 0);
    if (blob == SIZE_MAX)
        return err_set(&t->err, "%.*s: git does not give its text", STR_FMT(object));
    size = strtoul(t->answer.s + blob + 6, NULL, 10);
    while (t->answer.len - line - 1 < size + 1)
        if (process_read(t->texts, &t->answer, &t->err) != 0)
            return -1;
    buf_clear(out);
    buf_add(out, t->answer.s + line + 1, size);
    buf_reserve(out, 0);
    return 0;
}

static int ask_text(struct git_talk *t, struct str object, struct buf *out)
{
    if (!t->texts)
        t->texts = TALK(&t->asker, "cat-file", "--batch", "-z");
    buf_clear(&t->answer);
    buf_add_str(&t->answer, object);
    buf_addc(&t->answer, 0);
    if (!t->texts || process_write(t->texts, buf_str(&t->answer), &t->err) != 0)
        return -1;
    return take_text(t, object, out);
}

int git_text(const struct git_files *f, struct str object, struct buf *out, struct err *err)
{
    gate_enter(f->talk->gate);
    int rc = ask_text(f->talk, object, out);
    if (rc != 0)
        *err = f->talk->err;
    gate_leave(f->talk->gate);
    return rc;
}

static int list_dirty(struct git_talk *t)
{
    /* not diff-files, which takes a file for another that was only touched */
    if (ASK(&t->asker, "--no-optional-locks", "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff",
            "--no-relative", "--ignore-submodules=all", "--", t->asker.below) != 0)
        return -1;
    struct str piece;
    for (size_t at = 0; next_piece(buf_str(&t->asker.out), &at, &piece);)
        if (str_ends(piece, str_of(t->suffix)))
            strmap_put(&t->dirty, piece, 0, NULL); /* views of the asker's output, which asks no more */
    t->dirty_known = true;
    return 0;
}

static int look_up_dirty(struct git_talk *t, const char *path, bool *dirty)
{
    if (!t->dirty_known && list_dirty(t) != 0)
        return -1;
    *dirty = path ? strmap_get(&t->dirty, str_of(path)) != NULL : t->dirty.len > 0;
    return 0;
}

int git_is_dirty(const struct git_files *f, const char *path, bool *dirty, struct err *err)
{
    gate_enter(f->talk->gate);
    int rc = look_up_dirty(f->talk, path, dirty);
    if (rc != 0)
        *err = f->talk->err;
    gate_leave(f->talk->gate);
    return rc;
}

int git_record_text(const struct git_files *f, const struct git_file *file, const char *path, size_t limit,
                    struct buf *out, bool *own, struct err *err)
{
    struct git_talk *t = f->talk;
    bool dirty = true;
    gate_enter(t->gate);
    int rc = t->texts_given++ < FEW_TEXTS ? 0 : look_up_dirty(t, file->path, &dirty);
    if (rc == 0 && dirty)
        rc = ask_text(t, file->object, out);
    if (rc != 0)
        *err = t->err;
    gate_leave(t->gate);
    *own = false;
    if (rc != 0 || dirty)
        return rc;
    *own = file_read(path, limit, out, err) == 0;
    return *own ? 0 : git_text(f, file->object, out, err); /* a sparse checkout leaves files out */
}

/* ---- the index ---- */

/* What `git ls-files -s -z` says: "MODE OBJECT STAGE", tab, path; regular files of stage 0 only. */
static void read_index(struct git_files *out, struct str list, struct str suffix)
{
    struct str piece;
    for (size_t at = 0; next_piece(list, &at, &piece);) {
        const char *tab = memchr(piece.s, '\t', piece.len);
        size_t mode = 7, stage = tab ? (size_t)(tab - piece.s) : 0; /* "100644 ", and where " 0" ends */
        if (stage < mode + 3 || piece.s[stage - 1] != '0' || !str_starts(piece, STR("100")) ||
            !str_ends(piece, suffix))
            continue;
        /* views: the path is ended by the list's NUL, and the object's name by the stage's blank */
        *vec_push(out) = (struct git_file){.path = tab + 1, .object = {piece.s + mode, stage - 2 - mode}};
    }
}

/* The word of a line, from 0; words are parted by one blank. */
static struct str word(struct str line, unsigned number)
{
    size_t at = 0, end;
    while ((end = str_find(line, STR(" "), at)) != SIZE_MAX && number--)
        at = end + 1;
    return str_sub(line, at, end == SIZE_MAX ? line.len : end);
}

/* How git is asked for renamed files: those that are much alike, sought among a hundred (of the others only
 * those without a change are found). */
#define RENAMES "-M", "-l100"

/* What `git diff-index --cached --raw -z -M` says: ":MODE MODE OBJECT OBJECT STATUS", NUL, path, NUL, and of
 * a renamed file its new path, NUL. Of each pair the first is HEAD's. */
static void read_staged(struct git_files *out, struct str list, struct str suffix)
{
    struct str piece, path;
    for (size_t at = 0; next_piece(list, &at, &piece) && next_piece(list, &at, &path);) {
        struct str status = word(piece, 4);
        bool renamed = str_starts(status, STR("R")), was_record = str_ends(path, suffix);
        if (renamed && was_record)
            add_removed(out, path);
        if ((renamed && !next_piece(list, &at, &path)) || !str_ends(path, suffix))
            continue;
        if (str_is(status, "D"))
            add_removed(out, path);
        if (!str_starts(word(piece, 1), STR("100")) || str_is(status, "U"))
            continue;
        struct git_file *f = add_file(out, path);
        f->staged = true;
        f->object = arena_str(&out->arena, word(piece, 3));
        if (str_is(status, "M") || (renamed && was_record))
            f->head = arena_str(&out->arena, word(piece, 2));
    }
}

static int by_path(const void *key, const void *file)
{
    return strcmp(key, ((const struct git_file *)file)->path);
}

/* Marks in the list of all files those of the staged ones. */
static void mark_staged(struct git_files *out, const struct git_files *staged)
{
    for (size_t i = 0; i < staged->len; i++) {
        const struct git_file *s = &staged->at[i];
        struct git_file *f = out->len ? bsearch(s->path, out->at, out->len, sizeof *f, by_path) : NULL;
        if (!f)
            continue;
        f->staged = true;
        f->head = s->head;
    }
}

/* Whether the repository has a commit: without one all is staged. */
static bool has_commit(const struct asker *a)
{
    struct err unused;
    struct asker again = {.git = a->git, .from = a->from, .err = &unused};
    bool commit = ASK(&again, "rev-parse", "-q", "--verify", "HEAD^{commit}") == 0;
    buf_release(&again.out);
    return commit;
}

/* The answers are taken in the order in which they are there. */
struct index_questions {
    struct asker top, staged, all;
    struct err errs[3];
    struct process *ask_top, *ask_staged, *ask_all;
};

static void start_questions(struct index_questions *q, struct git_files *out, const char *folder)
{
    asker_init(&q->top, folder, &q->errs[0]);
    asker_init(&q->staged, folder, &q->errs[1]);
    asker_init(&q->all, folder, &q->errs[2]);
    q->ask_all = START(&q->all, "ls-files", "-z", "-s", "--full-name", "--", q->all.below);
    q->ask_staged =
        START(&q->staged, "diff-index", "--cached", "--raw", "-z", RENAMES, "--no-abbrev",
              "--ignore-submodules=all", "--ita-invisible-in-index", "HEAD", "--", q->staged.below);
    out->top = see_top(q->top.from);
    q->ask_top = out->top ? NULL : START(&q->top, "rev-parse", "--show-toplevel");
    out->talk->texts = TALK(&out->talk->asker, "cat-file", "--batch", "-z");
}

int git_index_files(const char *folder, const char *suffix, struct git_files *out,
                    int (*early)(void *ctx, struct err *err), void *ctx, struct err *err)
{
    struct index_questions q;
    struct git_files staged = {0};
    *out = (struct git_files){.talk = talk_new(folder, suffix), .folder = mem_dup(str_of(folder))};
    start_questions(&q, out, folder);
    int some = asker_finish(&q.staged, q.ask_staged), top = out->top ? 0 : asker_finish(&q.top, q.ask_top),
        rc = 0;
    if (top == 0 && !out->top)
        take_top(out, buf_str(&q.top.out));
    if (top == 0 && some == 0) {
        read_staged(out, buf_str(&q.staged.out), str_of(suffix));
        rc = early ? early(ctx, err) : 0;
        staged = (struct git_files){.at = out->at, .len = out->len};
        out->at = NULL;
        out->len = out->cap = 0;
    }
    /* also when it is not wanted any more */
    int all = q.ask_all ? process_finish_mapped(q.ask_all, &out->list, q.all.err) : -1;
    bool commit = some == 0 || has_commit(&q.staged);
    if (top != 0 || all != 0 || (some != 0 && commit)) {
        *err = q.errs[top != 0 ? 0 : all != 0 ? 2 : 1];
        rc = -1;
    } else if (rc == 0) {
        read_index(out, out->list, str_of(suffix));
        mark_staged(out, &staged);
        for (size_t i = 0; i < out->len && !commit; i++)
            out->at[i].staged = true;
    }
    free(staged.at);
    asker_release(&q.top);
    asker_release(&q.staged);
    asker_release(&q.all);
    return rc;
}

struct asker *git_asker(const struct git_files *f)
{
    return &f->talk->asker;
}

/* ---- a contribution ---- */

static bool is_shallow(const struct asker *a)
{
    struct err unused;
    struct asker again = {.git = a->git, .from = a->from, .err = &unused};
    bool shallow = ASK(&again, "rev-parse", "--is-shallow-repository") == 0 &&
                   str_is(str_trim(buf_str(&again.out)), "true");
    buf_release(&again.out);
    return shallow;
}

static int find_base(struct asker *a, const char *rev, char **base)
{
    static const char *const usual[] = {"origin/HEAD", "origin/main", "origin/master", "main", "master"};
    if (rev && *rev == '-') /* git would take it for an option */
        return err_set(a->err, "\"%s\" names no revision: none begins with a hyphen", rev);
    bool silent = false; /* git merge-base looked, and found nothing */
    for (size_t i = 0; i < (rev ? 1 : sizeof usual / sizeof *usual); i++) {
        if (ASK(a, "merge-base", "HEAD", rev ? rev : usual[i]) == 0) {
            *base = mem_dup(str_trim(buf_str(&a->out)));
            return 0;
        }
        silent |= strstr(a->err->msg, PROCESS_SILENT) != NULL;
    }
    const char *more = silent && is_shallow(a)
                           ? " in this shallow clone: fetch more of the history (git fetch "
                             "--unshallow; in CI, fetch-depth: 0)"
                           : NULL;
    if (rev && !silent)
        return err_prefix(a->err, "there is no common commit of HEAD and \"%s\"", rev);
    if (rev)
        return err_set(a->err, "there is no common commit of HEAD and \"%s\"%s", rev,
                       more ? more : ": their histories are unrelated");
    return err_set(a->err, "no branch to compare with was found%s; name one with --changed=REV",
                   more ? more : "");
}

int git_changed_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                      struct err *err)
{
    struct asker a;
    char *base = NULL;
    asker_init(&a, folder, err);
    *out = (struct git_files){0};
    int rc = find_top(&a, out) != 0 || find_base(&a, rev, &base) != 0 ? -1 : 0;
    for (int pass = 0; rc == 0 && pass < 3; pass++) {
        rc = pass == 1
                 ? ASK(&a, "ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", a.below)
                 : ASK(&a, "diff", "--name-only", "-z", "--no-renames", "--no-relative",
                       pass == 0 ? "--diff-filter=AMT" : "--diff-filter=D", base, "--", a.below);
        struct str piece;
        for (size_t at = 0; rc == 0 && next_piece(buf_str(&a.out), &at, &piece);) {
            if (!str_ends(piece, str_of(suffix)))
                continue;
            if (pass < 2)
                add_file(out, piece);
            else
                add_removed(out, piece);
        }
    }
    free(base);
    asker_release(&a);
    return rc;
}

int git_base_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                   struct err *err)
{
    struct asker a;
    char *base = NULL;
    asker_init(&a, folder, err);
    *out = (struct git_files){.talk = talk_new(folder, suffix)};
    int rc = find_top(&a, out) != 0 || find_base(&a, rev, &base) != 0 ? -1 : 0;
    if (rc == 0)
        rc = ASK(&a, "diff", "--name-status", "-z", RENAMES, "--no-relative", "--diff-filter=DMTR", base,
                 "--", a.below);
    struct str list = buf_str(&a.out), status, was;
    for (size_t at = 0; rc == 0 && next_piece(list, &at, &status) && next_piece(list, &at, &was);) {
        struct str now = was;
        if ((!str_starts(status, STR("R")) || next_piece(list, &at, &now)) && str_ends(was, str_of(suffix)))
            add_file(out, now)->object = str_of(arena_printf(&out->arena, "%s:%.*s", base, STR_FMT(was)));
    }
    free(base);
    asker_release(&a);
    return rc;
}

void git_files_release(struct git_files *f)
{
    talk_free(f->talk);
    free(f->at);
    free(f->top);
    free(f->folder);
    file_unmap(f->list);
    paths_release(&f->removed);
    arena_release(&f->arena);
    *f = (struct git_files){0};
}
