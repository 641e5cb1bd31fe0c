/* Other programs: see process.h. Input and both outputs are moved by poll, so that no side waits for the
 * other. */
#define _GNU_SOURCE /* pipe2 */
#include "base/process.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT_MAX = 1 << 30 };

char *process_find(const char *name)
{
    const char *at = getenv("PATH");
    while (at && *at && !strchr(name, '/')) {
        size_t len = strcspn(at, ":");
        struct buf path = BUF_INIT;
        struct stat st;
        buf_add(&path, at, len);
        buf_addf(&path, "%s%s", len ? "/" : "./", name);
        if (access(path.s, X_OK) == 0 && stat(path.s, &st) == 0 && S_ISREG(st.st_mode))
            return buf_detach(&path);
        buf_release(&path);
        at += len + (at[len] == ':');
    }
    return mem_dup(str_of(name));
}

static void close_all(int fds[3][2])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 2; j++)
            if (fds[i][j] >= 0)
                close(fds[i][j]);
}

/* Reads what is there; closes at the end or past the limit. */
static void drain(struct pollfd *p, struct buf *out)
{
    buf_reserve(out, 65536);
    ssize_t n = read(p->fd, out->s + out->len, 65536);
    if (n > 0) {
        out->len += (size_t)n;
        out->s[out->len] = 0;
    }
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN) || out->len > OUTPUT_MAX) {
        close(p->fd);
        p->fd = -1;
    }
}

static void feed(struct pollfd *p, struct str input, size_t *done)
{
    ssize_t n = *done < input.len ? write(p->fd, input.s + *done, input.len - *done) : 0;
    if (n > 0)
        *done += (size_t)n;
    if (*done == input.len || (n < 0 && errno != EINTR && errno != EAGAIN)) {
        close(p->fd);
        p->fd = -1;
    }
}

struct process {
    char *name;
    pid_t pid;
    int file;   /* what it says goes here, to be read at its end; -1: through a pipe */
    int fds[3]; /* our ends of its standard input, output and error */
};

static int converse(struct process *x, struct str input, struct buf *out, struct buf *talk)
{
    size_t done = 0;
    struct pollfd p[3] = {{x->fds[0], POLLOUT, 0}, {x->fds[1], POLLIN, 0}, {x->fds[2], POLLIN, 0}};
    fcntl(p[0].fd, F_SETFL, O_NONBLOCK);
    while (p[1].fd >= 0 || p[2].fd >= 0) {
        if (poll(p, 3, -1) < 0 && errno != EINTR)
            break;
        if (p[0].fd >= 0 && p[0].revents)
            feed(&p[0], input, &done);
        if (p[1].fd >= 0 && p[1].revents)
            drain(&p[1], out);
        if (p[2].fd >= 0 && p[2].revents)
            drain(&p[2], talk);
    }
    for (int i = 0; i < 3; i++)
        x->fds[i] = p[i].fd;
    return out->len > OUTPUT_MAX ? -1 : 0;
}

static struct process *start(const char *const *argv, int file, struct err *err)
{
    struct str name = path_name(str_of(argv[0]));
    int fds[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    pid_t pid = -1;
    if (pipe2(fds[0], O_CLOEXEC) != 0 || pipe2(fds[1], O_CLOEXEC) != 0 || pipe2(fds[2], O_CLOEXEC) != 0) {
        err_set(err, "%.*s: cannot be run: %s", STR_FMT(name), strerror(errno));
        close_all(fds);
        return NULL;
    }
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE); /* ignored here; the program gets the usual treatment back */
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fds[0][0], 0);
    posix_spawn_file_actions_adddup2(&actions, file >= 0 ? file : fds[1][1], 1);
    posix_spawn_file_actions_adddup2(&actions, fds[2][1], 2);
    int code = posix_spawnp(&pid, argv[0], &actions, &attributes, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (code != 0) {
        err_set(err, "%.*s: cannot be run: %s", STR_FMT(name), strerror(code));
        close_all(fds);
        return NULL;
    }
    close(fds[0][0]);
    close(fds[1][1]);
    close(fds[2][1]);
    struct process *p = mem_alloc(sizeof *p);
    *p = (struct process){mem_dup(name), pid, file, {fds[0][1], fds[1][0], fds[2][0]}};
    return p;
}

struct process *process_start(const char *const *argv, struct err *err)
{
    return start(argv, -1, err);
}

struct process *process_start_apart(const char *const *argv, struct err *err)
{
    int file = memfd_create(argv[0], MFD_CLOEXEC);
    struct process *p = start(argv, file, err);
    if (!p && file >= 0)
        close(file);
    return p;
}

/* All that a file in memory holds. */
static int read_back(int file, struct buf *out)
{
    struct stat st;
    if (fstat(file, &st) != 0 || st.st_size > OUTPUT_MAX)
        return -1;
    buf_reserve(out, (size_t)st.st_size);
    for (off_t at = 0; at < st.st_size;) {
        ssize_t n = pread(file, out->s + at, (size_t)(st.st_size - at), at);
        if (n <= 0)
            return -1;
        at += n;
    }
    out->len = (size_t)st.st_size;
    out->s[out->len] = 0;
    return 0;
}

/* Waits for the end of a program that said all; its first word on standard error is why it failed. */
static int reap(struct process *p, bool whole, struct str talk, struct err *err)
{
    int status = 0, rc = -1;
    for (int i = 0; i < 3; i++)
        if (p->fds[i] >= 0)
            close(p->fds[i]);
    while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (!whole) {
        err_set(err, "%s: says more than %d bytes", p->name, OUTPUT_MAX);
    } else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        struct str first = str_trim(talk);
        size_t end = str_find(first, STR("\n"), 0);
        first.len = end == SIZE_MAX ? first.len : end;
        err_set(err, "%s: %.*s", p->name, STR_FMT(first.len ? first : STR(PROCESS_SILENT)));
    } else {
        rc = 0;
    }
    return rc;
}

int process_finish(struct process *p, struct str input, struct buf *out, struct err *err)
{
    struct buf talk = BUF_INIT;
    buf_clear(out);
    buf_reserve(out, 0);
    bool whole = converse(p, input, out, &talk) == 0;
    int rc = reap(p, whole, buf_str(&talk), err);
    if (rc == 0 && p->file >= 0 && read_back(p->file, out) != 0)
        rc = err_set(err, "%s: what it said cannot be read", p->name);
    if (p->file >= 0)
        close(p->file);
    buf_release(&talk);
    free(p->name);
    free(p);
    return rc;
}

int process_finish_mapped(struct process *p, struct str *out, struct err *err)
{
    struct buf talk = BUF_INIT, none = BUF_INIT;
    struct stat st;
    *out = (struct str){0};
    converse(p, STR(""), &none, &talk);
    int rc = reap(p, true, buf_str(&talk), err);
    if (rc == 0 && fstat(p->file, &st) == 0 && st.st_size > 0) {
        void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, p->file, 0);
        if (at == MAP_FAILED)
            rc = err_set(err, "%s: what it said cannot be read", p->name);
        else
            *out = (struct str){at, (size_t)st.st_size};
    }
    close(p->file);
    buf_release(&talk);
    buf_release(&none);
    free(p->name);
    free(p);
    return rc;
}

int process_run(const char *const *argv, struct str input, struct buf *out, struct err *err)
{
    struct process *p = process_start(argv, err);
    if (p)
        return process_finish(p, input, out, err);
    buf_clear(out);
    buf_reserve(out, 0);
    return -1;
}

int process_write(struct process *p, struct str input, struct err *err)
{
    for (size_t done = 0; done < input.len;) {
        ssize_t n = write(p->fds[0], input.s + done, input.len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, "%s: takes no more input: %s", p->name, strerror(errno));
        done += (size_t)n;
    }
    return 0;
}

void process_end_input(struct process *p)
{
    if (p->fds[0] >= 0)
        close(p->fds[0]);
    p->fds[0] = -1;
}

int process_read(struct process *p, struct buf *out, struct err *err)
{
    ssize_t n;
    buf_reserve(out, 65536);
    while ((n = read(p->fds[1], out->s + out->len, 65536)) < 0 && errno == EINTR)
        ;
    if (n <= 0)
        return err_set(err, "%s: stopped answering", p->name);
    out->len += (size_t)n;
    out->s[out->len] = 0;
    return 0;
}
