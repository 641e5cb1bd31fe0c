/* What git knows of a base: which records are staged or changed, and their text in the index. Runs git
 * itself. */
#ifndef KEDB_RECORD_GIT_H
#define KEDB_RECORD_GIT_H

#include "base/file.h"
#include "base/hash.h"

/* One file of the index. */
struct git_file {
    char *path;       /* from the top of the work tree; owned */
    struct buf text;  /* as it is in the index; only when `held` */
    struct buf head;  /* as it stood in HEAD; only when `changed` */
    struct hash blob; /* a fingerprint of the object's name in the index */
    bool held;        /* staged, or the work tree has another text (or none): the index's was read */
    bool dirty;       /* the work tree has another text (or none) */
    bool staged;      /* differs from HEAD */
    bool changed;     /* staged, and HEAD has the file with another text */
};

struct git_files {
    struct git_file *at;
    size_t len, cap;
    char *top; /* absolute path of the work tree; owned */
    struct paths
        removed; /* files that are gone since HEAD or the merge base, from the top of the work tree */
};

/* The files below `folder` (absolute) in git's index whose names end in `suffix`, sorted by path. Staged
 * files always hold their text, and the one of HEAD when they stood there. Files with conflicts (stages above
 * 0) are left to git and not listed; submodules are not entered. Three processes of git, two of them at once,
 * and one more when texts are read. */
int git_index_files(const char *folder, const char *suffix, struct git_files *out, struct err *err);

/* The files below `folder` that differ from the merge base of HEAD and `rev` in the work tree, or are not
 * tracked (and not ignored); `held` is false and no text is read. With rev NULL: origin/HEAD, or else main or
 * master. Deleted files are in `removed`. */
int git_changed_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                      struct err *err);

/* Adds files, given from the working directory or absolute, to the index. */
int git_add(const char *folder, const struct paths *files, struct err *err);

/* The files below `folder` that stood in the merge base of HEAD and `rev` (as above) and are changed or gone
 * since, each with its text there: what a contribution began with. */
int git_base_files(const char *folder, const char *suffix, const char *rev, struct git_files *out,
                   struct err *err);

void git_files_release(struct git_files *f);

#endif
