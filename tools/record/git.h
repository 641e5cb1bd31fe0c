/* What git knows of a base: which records are staged or changed, and their text in the index. Runs git
 * itself. */
#ifndef KEDB_RECORD_GIT_H
#define KEDB_RECORD_GIT_H

#include "base/file.h"

/* One file of the index. */
struct git_file {
    char *path;      /* from the top of the work tree; owned */
    struct buf text; /* as it is in the index; only when `held` */
    bool held;       /* the work tree has another text (or none): the index's was read */
    bool staged;     /* differs from HEAD */
};

struct git_files {
    struct git_file *at;
    size_t len, cap;
    char *top; /* absolute path of the work tree; owned */
};

/* The files below `folder` (absolute) in git's index whose names end in `suffix`, sorted by path. Staged
 * files always hold their text. Files with conflicts (stages above 0) are left to git and not listed;
 * submodules are not entered. */
int git_index_files(const char *folder, const char *suffix, struct git_files *out, struct err *err);

/* The files below `folder` that differ from the merge base of HEAD and `rev` in the work tree, or are not
 * tracked (and not ignored); `held` is false and no text is read. With rev NULL: origin/HEAD, or else main or
 * master. Deleted files are not listed. */
int git_changed_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                      struct err *err);

void git_files_release(struct git_files *f);

#endif
