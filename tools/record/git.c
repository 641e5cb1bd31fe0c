/* Questions to git: see git.h. Paths travel NUL-terminated, so that any name will do. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "record/git.h"

#include "base/pool.h"
#include "base/process.h"
#include "base/strmap.h"

struct asker {
    const char *folder;
    char *below; /* the folder as a pathspec from the top; owned */
    struct buf out;
    struct err *err;
};

/* git -C folder WORDS...; the words end with NULL. */
static int ask(struct asker *a, struct str input, const char *const *words)
{
    const char *argv[24] = {"git", "-C", a->folder};
    size_t n = 3;
    while (*words && n < 23)
        argv[n++] = *words++;
    return process_run(argv, input, &a->out, a->err);
}

#define ASK(a, input, ...) ask((a), (input), (const char *const[]){__VA_ARGS__, NULL})

static int find_top(struct asker *a, struct git_files *out)
{
    if (ASK(a, STR(""), "rev-parse", "--show-toplevel") != 0)
        return -1;
    struct str top = buf_str(&a->out), folder = str_of(a->folder);
    if (str_ends(top, STR("\n")))
        top.len--;
    out->top = mem_dup(top);
    struct buf spec = BUF_INIT;
    if (str_starts(folder, top) && folder.len > top.len && folder.s[top.len] == '/') {
        /* From the top on, since a hook's GIT_INDEX_FILE may be relative to it. */
        buf_adds(&spec, ":(literal)");
        buf_add_str(&spec, str_sub(folder, top.len + 1, folder.len));
        a->folder = out->top;
    } else {
        buf_adds(&spec, ".");
    }
    a->below = buf_detach(&spec);
    return 0;
}

/* The next piece of a list whose pieces end with NUL. */
static bool next_piece(struct str list, size_t *at, struct str *piece)
{
    if (*at >= list.len)
        return false;
    size_t end = str_find(list, (struct str){"", 1}, *at);
    if (end == SIZE_MAX)
        end = list.len;
    *piece = str_sub(list, *at, end);
    *at = end + 1;
    return true;
}

static struct git_file *add_file(struct git_files *out, struct str path)
{
    struct git_file *f = vec_push(out);
    *f = (struct git_file){.path = mem_dup(path)};
    return f;
}

/* The field of a line, from 0; fields are parted by one blank. */
static struct str field(struct str line, unsigned number)
{
    size_t at = 0;
    for (; number; number--) {
        size_t blank = str_find(line, STR(" "), at);
        if (blank == SIZE_MAX)
            return STR("");
        at = blank + 1;
    }
    size_t end = str_find(line, STR(" "), at);
    return str_sub(line, at, end == SIZE_MAX ? line.len : end);
}

/* What `git status --porcelain=v2` says: "1 XY SUB MODE MODE MODE HEAD INDEX PATH", X the index against HEAD,
 * Y the work tree against the index, '.' for no difference. */
static void read_status(struct git_files *files, const struct strmap *by_path, struct str list,
                        struct str suffix)
{
    struct str piece;
    for (size_t at = 0; next_piece(list, &at, &piece);) {
        struct str states = field(piece, 1), last = field(piece, 8);
        if (!str_starts(piece, STR("1 ")) || states.len != 2 || !last.s)
            continue;
        struct str path = {last.s, (size_t)(piece.s + piece.len - last.s)};
        const uint32_t *i = strmap_get(by_path, path);
        if (states.s[0] == 'D' && str_ends(path, suffix)) {
            char *gone = mem_dup(path);
            paths_add(&files->removed, gone);
            free(gone);
        }
        if (!i)
            continue;
        files->at[*i].staged = states.s[0] != '.';
        files->at[*i].changed = states.s[0] == 'M';
        files->at[*i].dirty = states.s[1] != '.';
        files->at[*i].held = true;
    }
}

/* The text at *at of what `git cat-file --batch` says: "OBJECT blob SIZE", newline, the text, newline. */
static int take_text(struct asker *a, const struct git_file *f, size_t *at, struct buf *text)
{
    struct str all = buf_str(&a->out);
    size_t line = str_find(all, STR("\n"), *at);
    size_t blob = line == SIZE_MAX ? SIZE_MAX : str_find(str_sub(all, 0, line), STR(" blob "), *at);
    size_t size = blob == SIZE_MAX ? SIZE_MAX : strtoul(all.s + blob + 6, NULL, 10);
    if (size == SIZE_MAX || size > all.len - line - 1)
        return err_set(a->err, "%s: git does not give its text", f->path);
    buf_add(text, all.s + line + 1, size);
    buf_reserve(text, 0);
    *at = line + 1 + size + 1;
    return 0;
}

/* Reads the texts of the files that are to be held, all in one conversation: from a commit, or with "" from
 * the index, and of changed files from HEAD too. */
static int read_texts(struct asker *a, const char *commit, struct git_files *files)
{
    struct buf names = BUF_INIT;
    for (size_t i = 0; i < files->len; i++) {
        if (!files->at[i].held)
            continue;
        buf_addf(&names, "%s:", commit);
        buf_add(&names, files->at[i].path, strlen(files->at[i].path) + 1);
        if (!files->at[i].changed)
            continue;
        buf_adds(&names, "HEAD:");
        buf_add(&names, files->at[i].path, strlen(files->at[i].path) + 1);
    }
    int rc = names.len ? ASK(a, buf_str(&names), "cat-file", "--batch", "-z") : 0;
    size_t at = 0;
    for (size_t i = 0; rc == 0 && i < files->len; i++) {
        struct git_file *f = &files->at[i];
        if (f->held)
            rc = take_text(a, f, &at, &f->text);
        if (f->held && f->changed && rc == 0)
            rc = take_text(a, f, &at, &f->head);
    }
    buf_release(&names);
    return rc;
}

/* What is in the index, and how it differs from HEAD and the work tree: two processes at once. */
struct index_questions {
    struct asker askers[2];
    struct err errs[2];
    int rcs[2];
};

static void ask_of_index(void *ctx, size_t worker, size_t which)
{
    struct index_questions *q = ctx;
    struct asker *a = &q->askers[which];
    (void)worker;
    q->rcs[which] =
        which == 0 ? ASK(a, STR(""), "ls-files", "-z", "-s", "--full-name", "--", a->below)
                   : ASK(a, STR(""), "--no-optional-locks", "status", "--porcelain=v2", "-z", "--no-renames",
                         "--untracked-files=no", "--ignore-submodules=all", "--", a->below);
}

int git_index_files(const char *folder, const char *suffix, struct git_files *out, struct err *err)
{
    struct asker a = {.folder = folder, .err = err};
    struct strmap by_path = STRMAP_INIT;
    struct index_questions q = {.rcs = {0}};
    *out = (struct git_files){0};
    int rc = find_top(&a, out);
    if (rc == 0) {
        for (int i = 0; i < 2; i++)
            q.askers[i] = (struct asker){.folder = a.folder, .below = a.below, .err = &q.errs[i]};
        pool_run(2, 2, ask_of_index, &q);
        for (int i = 0; i < 2 && rc == 0; i++)
            if ((rc = q.rcs[i]) != 0)
                *err = q.errs[i];
    }
    struct str piece;
    for (size_t at = 0; rc == 0 && next_piece(buf_str(&q.askers[0].out), &at, &piece);) {
        /* MODE OBJECT STAGE, tab, path; regular files of stage 0 only */
        size_t tab = str_find(piece, STR("\t"), 0);
        if (tab != SIZE_MAX && tab > 1 && piece.s[tab - 1] == '0' && str_starts(piece, STR("100")) &&
            str_ends(piece, str_of(suffix)))
            add_file(out, str_sub(piece, tab + 1, piece.len))->blob = hash_bytes(field(piece, 1), 0);
    }
    for (size_t i = 0; i < out->len; i++)
        strmap_put(&by_path, str_of(out->at[i].path), (uint32_t)i, NULL);
    if (rc == 0) { /* a repository without a commit has everything staged */
        read_status(out, &by_path, buf_str(&q.askers[1].out), str_of(suffix));
        rc = read_texts(&a, "", out);
    }
    for (int i = 0; i < 2; i++)
        buf_release(&q.askers[i].out);
    strmap_release(&by_path);
    free(a.below);
    buf_release(&a.out);
    return rc;
}

static int find_base(struct asker *a, const char *rev, char **base)
{
    static const char *const usual[] = {"origin/HEAD", "origin/main", "origin/master", "main", "master"};
    for (size_t i = 0; i < (rev ? 1 : sizeof usual / sizeof *usual); i++) {
        if (ASK(a, STR(""), "merge-base", "HEAD", rev ? rev : usual[i]) == 0) {
            *base = mem_dup(str_trim(buf_str(&a->out)));
            return 0;
        }
    }
    if (rev)
        return err_prefix(a->err, "there is no common commit of HEAD and \"%s\"", rev);
    return err_set(a->err, "no branch to compare with was found; name one with --changed=REV");
}

int git_changed_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                      struct err *err)
{
    struct asker a = {.folder = folder, .err = err};
    char *base = NULL;
    *out = (struct git_files){0};
    int rc = find_top(&a, out) != 0 || find_base(&a, rev, &base) != 0 ? -1 : 0;
    for (int pass = 0; rc == 0 && pass < 3; pass++) {
        rc = pass == 2   ? ASK(&a, STR(""), "diff", "--name-only", "-z", "--no-renames", "--diff-filter=D",
                               base, "--", a.below)
             : pass == 0 ? ASK(&a, STR(""), "diff", "--name-only", "-z", "--no-renames", "--diff-filter=AMT",
                               base, "--", a.below)
                         : ASK(&a, STR(""), "ls-files", "-z", "--others", "--exclude-standard", "--full-name",
                               "--", a.below);
        struct str piece;
        for (size_t at = 0; rc == 0 && next_piece(buf_str(&a.out), &at, &piece);)
            if (str_ends(piece, str_of(suffix)) && pass < 2) {
                add_file(out, piece);
            } else if (str_ends(piece, str_of(suffix))) {
                char *gone = mem_dup(piece);
                paths_add(&out->removed, gone);
                free(gone);
            }
    }
    free(base);
    free(a.below);
    buf_release(&a.out);
    return rc;
}

int git_add(const char *folder, const struct paths *files, struct err *err)
{
    struct asker a = {.folder = folder, .err = err};
    struct buf list = BUF_INIT;
    for (size_t i = 0; i < files->len; i++) {
        char *real = realpath(files->at[i], NULL);
        const char *path = real ? real : files->at[i];
        buf_add(&list, path, strlen(path) + 1);
        free(real);
    }
    int rc = list.len ? ASK(&a, buf_str(&list), "--literal-pathspecs", "add", "--pathspec-from-file=-",
                            "--pathspec-file-nul")
                      : 0;
    buf_release(&list);
    buf_release(&a.out);
    return rc;
}

int git_base_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                   struct err *err)
{
    struct asker a = {.folder = folder, .err = err};
    char *base = NULL;
    *out = (struct git_files){0};
    int rc = find_top(&a, out) != 0 || find_base(&a, rev, &base) != 0 ? -1 : 0;
    if (rc == 0)
        rc = ASK(&a, STR(""), "diff", "--name-only", "-z", "--no-renames", "--diff-filter=DMT", base, "--",
                 a.below);
    struct str piece;
    for (size_t at = 0; rc == 0 && next_piece(buf_str(&a.out), &at, &piece);)
        if (str_ends(piece, str_of(suffix)))
            add_file(out, piece)->held = true;
    if (rc == 0)
        rc = read_texts(&a, base, out);
    free(base);
    free(a.below);
    buf_release(&a.out);
    return rc;
}

void git_files_release(struct git_files *f)
{
    for (size_t i = 0; i < f->len; i++) {
        free(f->at[i].path);
        buf_release(&f->at[i].text);
        buf_release(&f->at[i].head);
    }
    free(f->at);
    free(f->top);
    paths_release(&f->removed);
    *f = (struct git_files){0};
}
