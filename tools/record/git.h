/* What git knows of a base: which records are staged or changed, and their text in the index. Runs git
 * itself. */
#ifndef KEDB_RECORD_GIT_H
#define KEDB_RECORD_GIT_H

#include "base/file.h"
#include "base/mem.h"

/* One file; its strings live as long as the list. */
struct git_file {
    const char *path;  /* from the top of the work tree */
    struct str object; /* what git calls its text: for git_text(); empty: it was not asked for */
    struct str head;   /* the same of its text in HEAD, when it is staged and stood there, perhaps by another
                          name; else empty */
    bool staged;       /* differs from HEAD */
};

struct git_files {
    struct git_file *at;
    size_t len, cap;
    char *top;    /* absolute path of the work tree; owned */
    char *folder; /* the one asked about; owned; of git_index_files() alone */
    struct paths
        removed; /* files that are gone since HEAD or the merge base, from the top of the work tree */
    struct git_talk *talk; /* with git, for the functions below */
    struct str list;       /* what git said, mapped: names are views of it */
    struct arena arena;
};

/* The files below `folder` (absolute) in git's index whose names end in `suffix`, sorted by path. Files with
 * conflicts (stages above 0) are left to git and not listed, and neither are those that were only announced
 * (git add -N); submodules are not entered. `early` (may be NULL) is called as soon as it is known what
 * differs from HEAD, which is before all is known, with just these in the list; not without a commit, where
 * all do. -1 of it ends the listing. Four processes of git at once. */
int git_index_files(const char *folder, const char *suffix, struct git_files *out,
                    int (*early)(void *ctx, struct err *err), void *ctx, struct err *err);

/* The files below `folder` that differ from the merge base of HEAD and `rev` in the work tree, or are not
 * tracked (and not ignored). With rev NULL: origin/HEAD, or else main or master. Deleted files are in
 * `removed`. */
int git_changed_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                      struct err *err);

/* The files below `folder` that stood in the merge base of HEAD and `rev` (as above) and are changed, renamed
 * or gone since, each with its text there: what a contribution began with. A renamed one has its new path. */
int git_base_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                   struct err *err);

/* The text of an object; `out` has one readable NUL byte more. Any thread may ask. */
int git_text(const struct git_files *f, struct str object, struct buf *out, struct err *err);

/* Whether the work tree has another text of a file than the index, or none; `path` as in the list, NULL: of
 * any file of the folder whose name ends in the suffix. The first question of a list looks at all files of
 * the folder, which takes longer than the listing. Any thread may ask. */
int git_is_dirty(const struct git_files *f, const char *path, bool *dirty, struct err *err);

/* The index's text of a listed file, which stands at `path`: from there where the work tree has the same,
 * *own, when so many texts are asked for that looking is worth it; at most `limit` bytes. Any thread may ask.
 */
int git_record_text(const struct git_files *f, const struct git_file *file, const char *path, size_t limit,
                    struct buf *out, bool *own, struct err *err);

/* Adds files, given from the working directory or absolute, to the index: begun here, and done when
 * git_add_finish() gives 0; it frees what was given. `f` is a list with texts and outlives both. Files that
 * the index has are updated, which takes less than adding; one that it has not makes all be added, at once
 * when `fresh` says that there is one. */
struct git_adding *git_add_start(const struct git_files *f, const struct paths *files, bool fresh);
int git_add_finish(struct git_adding *g, struct err *err);

void git_files_release(struct git_files *f);

#endif
