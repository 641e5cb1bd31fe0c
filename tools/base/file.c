/* Files: see file.h. */
#define _GNU_SOURCE /* O_CLOEXEC with openat, d_type */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_AT_ONCE = 64 * 1024 };

static const char *kind_name(mode_t mode)
{
    return S_ISDIR(mode)    ? "a directory"
           : S_ISFIFO(mode) ? "a fifo"
           : S_ISSOCK(mode) ? "a socket"
           : S_ISLNK(mode)  ? "a symbolic link"
                            : "a device";
}

/* `whole`: a read that fills less than it could has come to the end, as POSIX has it for regular files. */
static int read_to_end(int fd, bool whole, const char *name, size_t limit, struct buf *b, struct err *err)
{
    if (!limit)
        limit = FILE_LIMIT;
    for (;;) {
        if (b->cap - b->len < 2)
            buf_reserve(b, b->cap ? b->cap / 2 : 8192);
        size_t room = b->cap - b->len - 1;
        ssize_t n = read(fd, b->s + b->len, room);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, "%s: cannot be read: %s", name, strerror(errno));
        if (n == 0)
            break;
        b->len += (size_t)n;
        if (b->len > limit)
            return err_set(err, "%s: larger than the limit of %zu bytes", name, limit);
        if (whole && (size_t)n < room)
            break;
    }
    b->s[b->len] = 0;
    return 0;
}

int file_read_fd(int fd, const char *name, size_t limit, struct buf *b, struct err *err)
{
    return read_to_end(fd, false, name, limit, b, err);
}

static int read_path(const char *path, int flags, size_t limit, struct buf *b, struct err *err)
{
    buf_clear(b);
    /* O_NONBLOCK: opening a fifo must not wait for a writer; it has no effect on regular files. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
    if (fd < 0 && errno == ELOOP && flags & O_NOFOLLOW)
        return err_set(err, "%s: is a symbolic link, which is not followed: put the file itself here", path);
    if (fd < 0)
        return err_set(err, "%s: cannot be opened: %s", path, strerror(errno));
    struct stat st;
    int rc = -1;
    if (fstat(fd, &st) != 0) {
        err_set(err, "%s: cannot be read: %s", path, strerror(errno));
    } else if (!S_ISREG(st.st_mode)) {
        err_set(err, "%s: is %s, not a file", path, kind_name(st.st_mode));
    } else {
        if (st.st_size > 0 && (size_t)st.st_size <= (limit ? limit : FILE_LIMIT))
            buf_reserve(b, (size_t)st.st_size + 1);
        bool sized = st.st_size > 0; /* files of /proc are 0 bytes long, and read in pieces */
        rc = read_to_end(fd, sized, path, limit, b, err);
    }
    close(fd);
    return rc;
}

int file_read(const char *path, size_t limit, struct buf *b, struct err *err)
{
    return read_path(path, 0, limit, b, err);
}

int file_read_nofollow(const char *path, size_t limit, struct buf *b, struct err *err)
{
    return read_path(path, O_NOFOLLOW, limit, b, err);
}

bool file_append_beside(struct file_folder *folder, const char *path, size_t name, bool follow, struct buf *b)
{
    struct str parent = {path, name};
    if (!str_eq(parent, buf_str(&folder->path))) {
        file_folder_close(folder);
        buf_add_str(&folder->path, parent);
        folder->fd = open(folder->path.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    int above = folder->path.len ? folder->fd : AT_FDCWD;
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
    int fd = above == -1 ? -1 : openat(above, path + name, flags);
    if (fd < 0)
        return false;
    buf_reserve_for(b, READ_AT_ONCE);
    size_t room = b->cap - b->len - 1;
    ssize_t n =
        pread(fd, b->s + b->len, room, 0); /* not of a fifo, a socket or a terminal: they have no places */
    close(fd);
    bool whole = n > 0 && (size_t)n < room;
    b->len += whole ? (size_t)n : 0;
    b->s[b->len] = 0;
    return whole;
}

void file_folder_close(struct file_folder *folder)
{
    if (folder->fd >= 0)
        close(folder->fd);
    folder->fd = -1;
    buf_release(&folder->path);
}

static int write_all(int fd, struct str content)
{
    for (size_t done = 0; done < content.len;) {
        ssize_t n = write(fd, content.s + done, content.len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        done += (size_t)n;
    }
    return 0;
}

static bool same_content(const char *path, struct str content, off_t size)
{
    if ((size_t)size != content.len)
        return false;
    struct buf old = BUF_INIT;
    struct err unused;
    bool same = file_read(path, 0, &old, &unused) == 0 && str_eq(buf_str(&old), content);
    buf_release(&old);
    return same;
}

/* The umask, without changing it for other threads: read from /proc where there is one. */
static mode_t current_umask(void)
{
    unsigned mask = 022;
    FILE *f = fopen("/proc/self/status", "re");
    if (!f)
        return mask;
    char line[256];
    while (fgets(line, sizeof line, f))
        if (strncmp(line, "Umask:", 6) == 0)
            mask = (unsigned)strtoul(line + 6, NULL, 8);
    fclose(f);
    return mask & 0777;
}

int file_write(const char *path, struct str content, bool *changed, struct err *err)
{
    struct stat st;
    bool exists = lstat(path, &st) == 0;
    if (changed)
        *changed = false;
    if (exists && !S_ISREG(st.st_mode))
        return err_set(err, "%s: is %s, and is not replaced", path, kind_name(st.st_mode));
    if (exists && same_content(path, content, st.st_size))
        return 0;
    struct str folder = path_folder(str_of(path));
    struct buf name = BUF_INIT;
    buf_addf(&name, "%.*s/.kedb-XXXXXX", STR_FMT(folder));
    int rc = -1, fd = mkostemp(name.s, O_CLOEXEC);
    if (fd < 0) {
        err_set(err, "%s: cannot be written: %s", path, strerror(errno));
        goto out;
    }
    mode_t mode = exists ? st.st_mode & 07777 : 0666 & ~current_umask();
    if (fchmod(fd, mode) != 0 || write_all(fd, content) != 0 || fsync(fd) != 0) {
        err_set(err, "%s: cannot be written: %s", path, strerror(errno));
        close(fd);
        unlink(name.s);
        goto out;
    }
    if (close(fd) != 0 || rename(name.s, path) != 0) {
        err_set(err, "%s: cannot be written: %s", path, strerror(errno));
        unlink(name.s);
        goto out;
    }
    if (changed)
        *changed = true;
    rc = 0;
out:
    buf_release(&name);
    return rc;
}

int file_make_folders(const char *path, struct err *err)
{
    char *copy = mem_dup(str_of(path));
    int rc = 0;
    for (char *p = copy + 1; rc == 0; p++) {
        if (*p && *p != '/')
            continue;
        char was = *p;
        *p = 0;
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            rc = err_set(err, "%s: cannot be made: %s", copy, strerror(errno));
        else if (file_kind(copy) != FILE_FOLDER)
            rc = err_set(err, "%s: is not a folder", copy);
        *p = was;
        if (!was)
            break;
    }
    free(copy);
    return rc;
}

static enum file_kind kind_of(mode_t mode)
{
    return S_ISREG(mode)   ? FILE_REGULAR
           : S_ISDIR(mode) ? FILE_FOLDER
           : S_ISLNK(mode) ? FILE_LINK
                           : FILE_OTHER;
}

enum file_kind file_kind(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? kind_of(st.st_mode) : FILE_NONE;
}

enum file_kind file_kind_nofollow(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 ? kind_of(st.st_mode) : FILE_NONE;
}

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

bool file_stamp(const char *path, struct file_stamp *out)
{
    struct stat st;
    *out = (struct file_stamp){0};
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    *out = (struct file_stamp){(uint64_t)st.st_size, (uint64_t)st.st_ino, nanoseconds(st.st_mtim),
                               nanoseconds(st.st_ctim)};
    return true;
}

struct str file_map(const char *path)
{
    struct str out = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    struct stat st;
    if (fd < 0)
        return out;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
        void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at != MAP_FAILED)
            out = (struct str){at, (size_t)st.st_size};
    }
    close(fd);
    return out;
}

void file_unmap(struct str bytes)
{
    if (bytes.s)
        munmap((void *)bytes.s, bytes.len);
}

void paths_add(struct paths *p, const char *path)
{
    *vec_push(p) = arena_dup(&p->texts, str_of(path));
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void paths_sort(struct paths *p)
{
    if (!p->len)
        return;
    qsort(p->at, p->len, sizeof *p->at, by_bytes);
    size_t kept = 1;
    for (size_t i = 1; i < p->len; i++) {
        if (strcmp(p->at[i], p->at[kept - 1]) != 0)
            p->at[kept++] = p->at[i];
    }
    p->len = kept;
}

void paths_release(struct paths *p)
{
    arena_release(&p->texts);
    vec_release(p);
}

enum { WALK_DEPTH = 64 };

/* One name of a folder that is being walked. */
struct walk_entry {
    char *name;
    bool folder; /* to be entered */
};

/* By the bytes of the paths below: a folder stands where its name and a slash would. */
static int by_name(const void *a, const void *b)
{
    const struct walk_entry *x = a, *y = b;
    if (!x->folder && !y->folder)
        return strcmp(x->name, y->name);
    size_t i = 0;
    while (x->name[i] && x->name[i] == y->name[i])
        i++;
    unsigned char p = (unsigned char)x->name[i], q = (unsigned char)y->name[i];
    if (!p && x->folder)
        p = '/';
    if (!q && y->folder)
        q = '/';
    return p < q ? -1 : p > q;
}

static bool has_suffix(struct str name, const char *const *suffixes)
{
    for (; *suffixes; suffixes++)
        if (str_ends(name, str_of(*suffixes)))
            return true;
    return false;
}

struct walk {
    const char *const *suffixes;
    bool (*want)(const char *);
    struct paths *out;
    struct err *err;
    struct buf path;    /* of the folder at hand */
    struct str other;   /* a suffix; empty: none */
    struct buf *others; /* paths of its files */
};

static int walk(struct walk *w, int depth)
{
    if (depth > WALK_DEPTH)
        return err_set(w->err, "%s: more than %d folders deep", w->path.s, WALK_DEPTH);
    DIR *d = opendir(w->path.s);
    if (!d)
        return err_set(w->err, "%s: cannot be listed: %s", w->path.s, strerror(errno));
    VEC(struct walk_entry) names = {0};
    size_t base = w->path.len;
    int rc = 0;
    struct dirent *e;
    bool here = base == 1 && w->path.s[0] == '.';
    if (here)
        w->path.len = 0;
    else if (base && w->path.s[base - 1] != '/')
        buf_addc(&w->path, '/');
    size_t prefix = w->path.len;
    while ((errno = 0, e = readdir(d)) != NULL) {
        if (e->d_name[0] == '.')
            continue;
        struct str name = str_of(e->d_name);
        if (w->other.len && str_ends(name, w->other)) {
            w->path.len = prefix;
            buf_add_str(&w->path, name);
            buf_add(w->others, w->path.s, w->path.len + 1);
            continue;
        }
        bool listed = has_suffix(name, w->suffixes);
        enum file_kind kind = e->d_type == DT_REG   ? FILE_REGULAR
                              : e->d_type == DT_DIR ? FILE_FOLDER
                                                    : FILE_OTHER;
        if (!listed && kind == FILE_OTHER) {
            w->path.len = prefix;
            buf_adds(&w->path, e->d_name);
            kind = file_kind_nofollow(w->path.s);
        }
        /* A link or an odd file with a record's name is not passed over in silence: reading it will say what
         * it is. */
        if (listed || kind == FILE_FOLDER)
            *vec_push(&names) = (struct walk_entry){mem_dup(name), !listed};
    }
    if (errno) {
        w->path.len = prefix;
        rc =
            err_set(w->err, "%.*s: cannot be listed: %s", (int)base, here ? "." : w->path.s, strerror(errno));
    }
    closedir(d);
    if (names.len)
        qsort(names.at, names.len, sizeof *names.at, by_name);
    for (size_t i = 0; i < names.len; i++) {
        w->path.len = prefix;
        buf_adds(&w->path, names.at[i].name);
        if (rc == 0 && names.at[i].folder)
            rc = walk(w, depth + 1);
        else if (rc == 0 && (!w->want || w->want(w->path.s)))
            paths_add(w->out, w->path.s);
        free(names.at[i].name);
    }
    vec_release(&names);
    w->path.len = base;
    if (here)
        w->path.s[0] = '.';
    w->path.s[base] = 0;
    return rc;
}

static int start_walk(struct walk *w, const char *folder)
{
    struct str f = str_of(folder);
    while (f.len > 1 && f.s[f.len - 1] == '/')
        f.len--;
    buf_add_str(&w->path, f.len ? f : STR("."));
    int rc = walk(w, 0);
    buf_release(&w->path);
    return rc;
}

int file_walk_any(const char *folder, const char *const *suffixes, bool (*want)(const char *path),
                  struct paths *out, struct err *err)
{
    struct walk w = {.suffixes = suffixes, .want = want, .out = out, .err = err};
    return start_walk(&w, folder);
}

int file_walk_with(const char *folder, const char *suffix, const char *other, struct paths *out,
                   struct buf *others, struct err *err)
{
    struct walk w = {.suffixes = (const char *const[]){suffix, NULL},
                     .out = out,
                     .err = err,
                     .other = str_of(other),
                     .others = others};
    return start_walk(&w, folder);
}

int file_walk(const char *folder, const char *suffix, bool (*want)(const char *path), struct paths *out,
              struct err *err)
{
    return file_walk_any(folder, (const char *const[]){suffix, NULL}, want, out, err);
}

char *path_join(const char *folder, const char *name)
{
    struct buf b = BUF_INIT;
    struct str f = str_of(folder);
    while (f.len > 1 && f.s[f.len - 1] == '/')
        f.len--;
    if (f.len && !str_is(f, ".")) {
        buf_add_str(&b, f);
        if (f.s[f.len - 1] != '/')
            buf_addc(&b, '/');
    }
    buf_adds(&b, name);
    return buf_detach(&b);
}

struct str path_name(struct str path)
{
    size_t i = path.len;
    while (i > 0 && path.s[i - 1] != '/')
        i--;
    return str_sub(path, i, path.len);
}

struct str path_folder(struct str path)
{
    size_t i = path.len;
    while (i > 0 && path.s[i - 1] != '/')
        i--;
    if (i == 0)
        return STR(".");
    return i == 1 ? str_sub(path, 0, 1) : str_sub(path, 0, i - 1);
}
