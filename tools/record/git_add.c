/* Adding files to git's index: see git.h. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "base/strmap.h"
#include "record/git.h"
#include "record/git_ask.h"

#define ADD_WORDS "--literal-pathspecs", "add", "--pathspec-from-file=-", "--pathspec-file-nul"

struct git_adding {
    bool fresh;
    struct err err;   /* what went wrong at first */
    char *git, *from; /* the list's */
    struct buf names;
    struct process *update;
};

/* The absolute path of a file that need not be there, nor its folder; to free(). */
static char *real_path(const char *path)
{
    char *real = realpath(path, NULL), *folder = mem_dup(str_of(path));
    for (size_t at = strlen(path); !real;) {
        while (at && path[at - 1] != '/')
            at--;
        folder[at] = 0;
        char *above = realpath(at ? folder : ".", NULL);
        if (above)
            real = path_join(above, path + at);
        else if (!at)
            real = mem_dup(str_of(path));
        at -= at ? 1 : 0;
        free(above);
    }
    free(folder);
    return real;
}

static void list_names(struct buf *names, const struct paths *files)
{
    for (size_t i = 0; i < files->len; i++) {
        char *path = real_path(files->at[i]);
        buf_add(names, path, strlen(path) + 1);
        free(path);
    }
}

struct git_adding *git_add_start(const struct git_files *f, const struct paths *files, bool fresh)
{
    struct git_adding *g = mem_zalloc(1, sizeof *g);
    struct asker a = {.git = git_asker(f)->git, .from = git_asker(f)->from, .err = &g->err};
    g->git = a.git;
    g->from = a.from;
    list_names(&g->names, files);
    g->update = fresh ? START(&a, ADD_WORDS) : START(&a, "update-index", "--remove", "-z", "--stdin");
    if (g->update && process_write(g->update, buf_str(&g->names), &g->err) == 0)
        process_end_input(g->update);
    return g;
}

/* Of the names those that are there, or are not. */
static struct buf pick_names(struct str names, bool there)
{
    struct buf out = BUF_INIT;
    struct str piece;
    for (size_t at = 0; next_piece(names, &at, &piece);)
        if ((file_kind(piece.s) != FILE_NONE) == there)
            buf_add(&out, piece.s, piece.len + 1);
    return out;
}

/* Takes those names out of the list that git is told to ignore: a repository may keep its pages out. */
static void drop_ignored(const struct git_adding *g, struct buf *names)
{
    struct err unused;
    struct asker a = {.git = g->git, .from = g->from, .err = &unused};
    struct process *p = START(&a, "check-ignore", "-z", "--stdin");
    struct strmap ignored = STRMAP_INIT;
    struct str piece;
    if (p && process_finish(p, buf_str(names), &a.out, &unused) == 0)
        for (size_t at = 0; next_piece(buf_str(&a.out), &at, &piece);)
            strmap_put(&ignored, piece, 0, NULL);
    struct buf kept = BUF_INIT;
    for (size_t at = 0; next_piece(buf_str(names), &at, &piece);)
        if (!strmap_get(&ignored, piece))
            buf_add(&kept, piece.s, piece.len + 1);
    strmap_release(&ignored);
    buf_release(&a.out);
    buf_release(names);
    *names = kept;
}

/* One after another: there are new files among the names, or ignored ones. */
static int add_apart(const struct git_adding *g, struct err *err)
{
    struct asker a = {.git = g->git, .from = g->from, .err = err};
    struct buf there = pick_names(buf_str(&g->names), true), gone = pick_names(buf_str(&g->names), false);
    int rc = 0;
    drop_ignored(g, &there);
    if (there.len) {
        struct process *p = START(&a, ADD_WORDS);
        rc = p ? process_finish(p, buf_str(&there), &a.out, err) : -1;
    }
    if (gone.len && rc == 0) {
        struct process *p = START(&a, "update-index", "--remove", "-z", "--stdin");
        rc = p ? process_finish(p, buf_str(&gone), &a.out, err) : -1;
    }
    buf_release(&there);
    buf_release(&gone);
    buf_release(&a.out);
    return rc;
}

int git_add_finish(struct git_adding *g, struct err *err)
{
    struct asker a = {.git = g->git, .from = g->from, .err = &g->err};
    int rc = asker_finish(&a, g->update);
    if (rc != 0)
        rc = add_apart(g, err);
    buf_release(&a.out);
    buf_release(&g->names);
    free(g);
    return rc;
}
