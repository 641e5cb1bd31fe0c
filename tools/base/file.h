/* Files: read whole, written atomically, folders walked in sorted order. Paths are bytes, relative ones from
 * the working directory. All failures name the path and the system's reason. */
#ifndef KEDB_BASE_FILE_H
#define KEDB_BASE_FILE_H

#include "base/err.h"
#include "base/mem.h"

enum { FILE_LIMIT = 1 << 30 }; /* 1 GiB: nothing larger is read */

/* Reads a regular file whole, replacing b's content. A directory, fifo, socket or device is a failure that
 * says which (a fifo is never waited for). `limit` bytes at most; 0 means FILE_LIMIT. */
int file_read(const char *path, size_t limit, struct buf *b, struct err *err);
/* The same, but a symbolic link is a failure as well. */
int file_read_nofollow(const char *path, size_t limit, struct buf *b, struct err *err);

/* For reading many files, most of them beside the one before: their folder stays open. Start from
 * FILE_FOLDER_INIT. */
struct file_folder {
    struct buf path; /* with its slash; empty: the working directory */
    int fd;          /* of a path that is not empty, or -1 */
};
#define FILE_FOLDER_INIT                                                                                     \
    {                                                                                                        \
        .fd = -1                                                                                             \
    }
/* Appends a file's content to b as file_read() reads it (file_read_nofollow() unless `follow`), with the
 * fewest questions to the system: it does not ask for the kind and the length of what it opens, and takes a
 * read that fills less than it could for the end. That is so for regular files on disk; of others (a device,
 * a file of /proc) the content may be cut, so that who finds it wanting reads again by file_read(). False,
 * and nothing is added, when that is called for in any case. `name` is where the file's name begins in the
 * path. */
bool file_append_beside(struct file_folder *folder, const char *path, size_t name, bool follow,
                        struct buf *b);
void file_folder_close(struct file_folder *folder);

/* Reads a descriptor (standard input) to its end. `name` is for the failure. */
int file_read_fd(int fd, const char *name, size_t limit, struct buf *b, struct err *err);

/* Writes a file so that a reader sees the old content or the new, never a part: a temporary file in the same
 * folder, fsync, rename. Permissions of an existing file are kept, else 0666 less umask. A path that is a
 * symbolic link or not a regular file is refused. With the same content already there nothing is written and
 * *changed is false. `changed` may be NULL. */
int file_write(const char *path, struct str content, bool *changed, struct err *err);

/* mkdir -p. */
int file_make_folders(const char *path, struct err *err);

enum file_kind { FILE_NONE, FILE_REGULAR, FILE_FOLDER, FILE_LINK, FILE_OTHER };
enum file_kind file_kind(
    const char *path); /* follows symbolic links; FILE_NONE also when it cannot be asked */
enum file_kind file_kind_nofollow(const char *path);

/* What tells, without reading it, that a regular file is still the one that was read: as git's index does. */
struct file_stamp {
    uint64_t size, inode;
    int64_t modified, changed; /* nanoseconds since 1970 */
};
/* False when there is no regular file (links are followed). */
bool file_stamp(const char *path, struct file_stamp *out);

/* A file's bytes as memory, read-only; .s NULL when it cannot be had or is empty. Give back with file_unmap.
 */
struct str file_map(const char *path);
void file_unmap(struct str bytes);

/* A list of paths, owned. Start from zero. */
struct paths {
    char **at;
    size_t len, cap;
    struct arena texts;
};
void paths_add(struct paths *p, const char *path);
void paths_sort(struct paths *p); /* byte order, duplicates removed */
void paths_release(struct paths *p);

/* Adds the regular files below `folder` whose name ends in `suffix` and for which `want` (may be NULL) is
 * true, sorted by bytes, names beginning with '.' left out, symbolic links to folders not entered. A folder
 * that cannot be read is a failure. At most 64 levels. */
int file_walk(const char *folder, const char *suffix, bool (*want)(const char *path), struct paths *out,
              struct err *err);

/* The same for several suffixes at once, ended by NULL. */
int file_walk_any(const char *folder, const char *const *suffixes, bool (*want)(const char *path),
                  struct paths *out, struct err *err);

/* As file_walk(); the paths of files whose name ends in `other` are appended to `others`, each with a NUL, in
 * no order: that costs less. */
int file_walk_with(const char *folder, const char *suffix, const char *other, struct paths *out,
                   struct buf *others, struct err *err);

/* "a/b" of folder "a" and name "b" ("b" when folder is "" or "."), to free(). */
char *path_join(const char *folder, const char *name);
struct str path_name(struct str path);   /* after the last '/' */
struct str path_folder(struct str path); /* before the last '/', "." when there is none */

#endif
