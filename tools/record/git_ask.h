/* One question to git. Private to the git files. */
#ifndef KEDB_RECORD_GIT_ASK_H
#define KEDB_RECORD_GIT_ASK_H

#include "base/mem.h"
#include "base/process.h"

/* Where git is asked from: the folder, or what is left above it when a commit removed it; in a hook of a
 * linked work tree the working directory, which git takes for the top when GIT_DIR says where the repository
 * is and nothing says where its work tree is. */
struct asker {
    char *git;          /* the program */
    char *from, *below; /* a folder; the one asked about, as a pathspec */
    struct buf out;
    struct err *err;
};

/* Of the folder (absolute); `err` gets what goes wrong. Release it. */
void asker_init(struct asker *a, const char *folder, struct err *err);
void asker_release(struct asker *a);
/* git -C FROM WORDS...; the words end with NULL. What it says is `apart` until its end, or comes piece by
 * piece (base/process.h). */
struct process *asker_start(const struct asker *a, bool apart, const char *const *words);
int asker_finish(struct asker *a, struct process *p);

#define TALK(a, ...)  asker_start((a), false, (const char *const[]){__VA_ARGS__, NULL}) /* to and fro */
#define START(a, ...) asker_start((a), true, (const char *const[]){__VA_ARGS__, NULL})
#define ASK(a, ...)   asker_finish((a), START(a, __VA_ARGS__))

/* Whoever asks for the texts of a list. */
struct git_files;
struct asker *git_asker(const struct git_files *f);

/* The next piece of a list whose pieces end with NUL. */
bool next_piece(struct str list, size_t *at, struct str *piece);

#endif
