/* Opening a ledger without ever harming a file, and its runs: see ledger.h. */
#include "link/ledger.h"

#include "base/file.h"
#include "link/db.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { APPLICATION_ID = 0x6b65646c, LOCK_WAIT_MS = 1000 }; /* "kedl" */

static const char tables[] =
    "CREATE TABLE run(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, shard TEXT NOT "
    "NULL,"
    " started INTEGER NOT NULL, ended INTEGER NOT NULL, status INTEGER NOT NULL);"
    "CREATE TABLE link(id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, spread INTEGER NOT NULL,"
    " state INTEGER NOT NULL DEFAULT 0, since INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT 0,"
    " confirmed INTEGER NOT NULL DEFAULT 0, unknown_since INTEGER NOT NULL DEFAULT 0,"
    " due INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, moves INTEGER NOT NULL DEFAULT 0,"
    " last_at INTEGER NOT NULL DEFAULT 0, last_run INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE attempt(link INTEGER NOT NULL, at INTEGER NOT NULL, run INTEGER NOT NULL,"
    " verdict TEXT NOT NULL, kind INTEGER NOT NULL, http_status INTEGER NOT NULL, final_url TEXT NOT NULL,"
    " new_url TEXT NOT NULL, nearest TEXT NOT NULL, why TEXT NOT NULL, requests INTEGER NOT NULL,"
    " bytes INTEGER NOT NULL, ms INTEGER NOT NULL, PRIMARY KEY(link,at,run)) WITHOUT ROWID;"
    "CREATE INDEX attempt_run ON attempt(run,link);"
    "CREATE TABLE acceptance(url TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL, verdict TEXT "
    "NOT NULL,"
    " reason TEXT NOT NULL, PRIMARY KEY(url,at,until,verdict,reason)) WITHOUT ROWID;"
    "CREATE TABLE page(url TEXT PRIMARY KEY, checked INTEGER NOT NULL, etag TEXT NOT NULL,"
    " last_modified TEXT NOT NULL, whole INTEGER NOT NULL, ids TEXT NOT NULL, headings TEXT NOT NULL);"
    "CREATE TABLE host(key TEXT PRIMARY KEY, seen INTEGER NOT NULL, interval_ms INTEGER NOT NULL,"
    " max INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE probe(folder TEXT PRIMARY KEY, seen INTEGER NOT NULL, http_status INTEGER NOT NULL,"
    " title TEXT NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;"
    "PRAGMA application_id=1801806956; PRAGMA user_version=1;";

static int open_file(const char *path, enum ledger_mode mode, struct err *err)
{
    enum file_kind kind = file_kind(path);
    if (kind == FILE_FOLDER)
        return err_set(err, "%s: this is a folder, and no ledger", path);
    if (kind == FILE_OTHER)
        return err_set(err, "%s: this is no regular file", path);
    int flags = mode == LEDGER_READ ? O_RDONLY : mode == LEDGER_WRITE ? O_RDWR : O_RDWR | O_CREAT;
    int fd = open(path, flags | O_CLOEXEC, 0666);
    if (fd < 0)
        return err_set(err, "%s: cannot be %s: %s", path, mode == LEDGER_READ ? "read" : "opened for writing",
                       strerror(errno));
    return fd;
}

static int look(const char *path, int fd, bool *lines, bool *empty, struct err *err)
{
    static const char magic[] = "SQLite format 3";
    char head[sizeof magic];
    ssize_t n = pread(fd, head, sizeof head, 0);
    if (n < 0)
        return err_set(err, "%s: cannot be read: %s", path, strerror(errno));
    *empty = n == 0;
    *lines = n > 0 && ((size_t)n < sizeof head || memcmp(head, magic, sizeof head) != 0);
    return 0;
}

int ledger_looks_like(const char *path, bool *lines, bool *empty, struct err *err)
{
    int fd = open_file(path, LEDGER_READ, err);
    if (fd < 0)
        return -1;
    int rc = look(path, fd, lines, empty, err);
    close(fd);
    return rc;
}

static int refuse_empty(const char *path, struct err *err)
{
    return err_set(err, "%s: the ledger is empty: no run has written to it", path);
}

/* The file, once it is known not to be another one: SQLite itself takes any empty or short file for a new
 * database. */
static int open_ledger_file(const char *path, enum ledger_mode mode, struct err *err)
{
    bool lines = false, empty = false;
    int fd = open_file(path, mode, err);
    if (fd < 0)
        return -1;
    int rc = look(path, fd, &lines, &empty, err);
    if (rc == 0 && empty && mode != LEDGER_CREATE)
        rc = refuse_empty(path, err);
    if (rc == 0 && lines)
        rc = err_set(
            err, "%s: this is no ledger (no SQLite database); an export is read with \"kedb links import\"",
            path);
    if (rc == 0)
        return fd;
    close(fd);
    return -1;
}

/* An advisory lock of the whole file beside SQLite's own: writers exclude each other for a whole run and not
 * only for a transaction. flock() and SQLite's fcntl() locks do not see each other on Linux; the descriptor
 * is opened before and closed after SQLite's, since closing any descriptor of a file drops its fcntl() locks.
 */
static int lock_file(struct ledger *l, struct err *err)
{
    int64_t end = db_clock_ms() + LOCK_WAIT_MS;
    for (;;) {
        if (flock(l->lock, (l->writable ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0)
            return 1;
        if (!l->writable)
            return 0;
        if (db_clock_ms() > end)
            return err_set(err, "%s: another run is writing to the ledger: wait until it has ended", l->path);
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
}

/* A log, or a journal of a file that was killed while it was made. */
static bool log_holds_data(const char *path)
{
    static const char *const ends[] = {"-wal", "-journal"};
    bool holds = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct buf name = BUF_INIT;
        struct stat st;
        buf_addf(&name, "%s%s", path, ends[i]);
        holds |= stat(name.s, &st) == 0 && st.st_size > 0;
        buf_release(&name);
    }
    return holds;
}

static int open_database(struct ledger *l, const char *path, bool alone, struct err *err)
{
    int rc;
    if (sqlite_load(err) != 0)
        return -1;
    if (l->writable) {
        rc = sqlite3_open_v2(path ? path : ":memory:", &l->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                             NULL);
    } else {
        /* A reader that is alone leaves nothing beside the file: SQLite would make its log and index there.
         */
        struct buf uri = BUF_INIT;
        buf_adds(&uri, "file:");
        while (path[0] == '/' && path[1] == '/')
            path++; /* two slashes would begin a host */
        for (const char *p = path; *p; p++) {
            if (ascii_is_alnum((unsigned char)*p) || strchr("/-_.", *p))
                buf_addc(&uri, *p);
            else
                buf_addf(&uri, "%%%02x", (unsigned char)*p);
        }
        if (alone && !log_holds_data(path))
            buf_adds(&uri, "?immutable=1");
        rc = sqlite3_open_v2(uri.s, &l->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                             NULL);
        buf_release(&uri);
    }
    if (rc != SQLITE_OK)
        return l->db ? db_fail(l, err) : err_set(err, "%s: out of memory", l->path);
    sqlite3_extended_result_codes(l->db, 1);
    sqlite3_busy_timeout(l->db, LOCK_WAIT_MS);
    return 0;
}

static int execute(struct ledger *l, const char *text, struct err *err)
{
    return sqlite3_exec(l->db, text, NULL, NULL, NULL) == SQLITE_OK ? 0 : db_fail(l, err);
}

/* The first column of the first row; `word` (of 64 bytes) may be NULL. */
static int ask(struct ledger *l, const char *question, int64_t *number, char *word, struct err *err)
{
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(l->db, question, -1, &st, NULL) != SQLITE_OK)
        return db_fail(l, err);
    int rc = db_step(l, st, err);
    if (rc == SQLITE_ROW) {
        *number = sqlite3_column_int64(st, 0);
        const unsigned char *text = sqlite3_column_text(st, 0);
        for (size_t i = 0; word && i < 64; i++) {
            word[i] = text ? (char)text[i] : 0;
            if (!word[i])
                break;
        }
        if (word)
            word[63] = 0;
    }
    sqlite3_finalize(st);
    return rc == SQLITE_ROW ? 0 : -1;
}

static int make_tables(struct ledger *l, struct err *err)
{
    /* With a rollback journal, so that a file killed half-way is an empty database and nothing else; then the
     * log for writing beside readers. */
    if (execute(l, "PRAGMA journal_mode=DELETE; BEGIN IMMEDIATE;", err) != 0)
        return -1;
    if (execute(l, tables, err) == 0 && execute(l, "COMMIT", err) == 0)
        return 0;
    sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    return -1;
}

static int check_version(struct ledger *l, struct err *err)
{
    int64_t application = 0, version = 0, objects = 0;
    if (ask(l, "PRAGMA application_id", &application, NULL, err) != 0 ||
        ask(l, "PRAGMA user_version", &version, NULL, err) != 0 ||
        ask(l, "SELECT count(*) FROM sqlite_schema", &objects, NULL, err) != 0)
        return -1;
    if (!application && !version && !objects)
        return l->writable ? make_tables(l, err) : refuse_empty(l->path, err);
    if (application != APPLICATION_ID)
        return err_set(err, "%s: this is another program's SQLite database, and no ledger of links", l->path);
    if (version > LEDGER_VERSION)
        return err_set(err, "%s: the ledger has version %lld, this kedb knows %d: use a newer kedb", l->path,
                       (long long)version, LEDGER_VERSION);
    if (version < 1)
        return err_set(err, "%s: the ledger is damaged: it has no version", l->path);
    return 0;
}

static int prepare_writing(struct ledger *l, struct err *err)
{
    int64_t unused;
    char word[64];
    if (sqlite3_db_readonly(l->db, "main") == 1)
        return err_set(err,
                       "%s: the ledger cannot be written to: it and the folder it lies in must be writable",
                       l->path);
    if (ask(l, "PRAGMA quick_check(1)", &unused, word, err) != 0)
        return -1;
    if (strcmp(word, "ok") != 0)
        return err_set(err,
                       "%s: the ledger is damaged (%s); it was left as it is: restore a copy, or import an "
                       "export into a new file",
                       l->path, word);
    return execute(l, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-2000;", err);
}

int ledger_open(struct ledger **out, const char *path, enum ledger_mode mode, struct err *err)
{
    struct ledger *l = mem_zalloc(1, sizeof *l);
    struct err unused;
    *out = NULL;
    l->path = mem_dup(str_of(path ? path : "the ledger in memory"));
    l->writable = mode != LEDGER_READ;
    l->lock = path ? open_ledger_file(path, mode, err) : -1;
    int alone = !path ? 1 : l->lock < 0 ? -1 : lock_file(l, err);
    if (alone < 0 || open_database(l, path, alone == 1, err) != 0 || check_version(l, err) != 0 ||
        (l->writable && prepare_writing(l, err) != 0)) {
        ledger_close(l, &unused);
        return -1;
    }
    *out = l;
    return 0;
}

int ledger_close(struct ledger *l, struct err *err)
{
    if (!l)
        return 0;
    int rc = l->db ? db_commit(l, err) : 0;
    for (int i = 0; i < DB_STATEMENT_COUNT && l->db; i++)
        sqlite3_finalize(l->statements[i]);
    if (l->db) /* else SQLite may not be there */
        sqlite3_close_v2(l->db);
    if (l->lock >= 0)
        close(l->lock);
    arena_release(&l->arena);
    free(l->path);
    free(l->page);
    free(l);
    return rc;
}

static const char *const status_names[] = {"open", "done", "stopped", "void"};

const char *run_status_name(enum run_status s)
{
    return status_names[s];
}

bool run_status_parse(struct str word, enum run_status *out)
{
    for (int i = 0; i < 4; i++) {
        if (str_is(word, status_names[i])) {
            *out = (enum run_status)i;
            return true;
        }
    }
    return false;
}

/* The row of the last run of this kind when it was not brought to its end, and is no old story. */
static int find_unfinished(struct ledger *l, const struct ledger_run *run, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_RUN_LAST, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, str_of(run->shard ? run->shard : ""));
    db_bind_str(st, 2, str_of(run->scope));
    int rc = db_step(l, st, err);
    if (rc == SQLITE_ROW) {
        int status = sqlite3_column_int(st, 1);
        bool recent = run->now - sqlite3_column_int64(st, 2) < LEDGER_RESUME_SECONDS;
        if (recent && (status == RUN_OPEN || status == RUN_STOPPED))
            l->run = sqlite3_column_int64(st, 0);
    }
    sqlite3_reset(st);
    return rc < 0 ? -1 : 0;
}

/* A name that no other run has, on any machine. */
static const char *run_name(struct ledger *l, const struct ledger_run *run)
{
    unsigned char random[8];
    struct tm t;
    time_t now = (time_t)run->now;
    char stamp[32] = "";
    sqlite3_randomness(sizeof random, random);
    if (gmtime_r(&now, &t))
        strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &t);
    struct buf b = BUF_INIT;
    buf_addf(&b, "%s-", stamp);
    for (size_t i = 0; i < sizeof random; i++)
        buf_addf(&b, "%02x", random[i]);
    const char *name = arena_dup(&l->arena, buf_str(&b));
    buf_release(&b);
    return name;
}

int ledger_run_begin(struct ledger *l, const struct ledger_run *run, struct err *err)
{
    const char *shard = run->shard ? run->shard : "";
    l->run = 0;
    if (db_begin(l, err) != 0 || (run->resume && find_unfinished(l, run, err) != 0))
        return -1;
    sqlite3_stmt *st;
    if (!l->run) {
        if (!(st = db_use(l, DB_RUN_ADD, err)))
            return -1;
        db_bind_str(st, 1, str_of(run_name(l, run)));
        db_bind_str(st, 2, str_of(run->scope));
        db_bind_str(st, 3, str_of(shard));
        sqlite3_bind_int64(st, 4, run->now);
        sqlite3_bind_int64(st, 5, 0);
        sqlite3_bind_int(st, 6, RUN_OPEN);
        if (db_run(l, st, err) != 0)
            return -1;
        l->run = sqlite3_last_insert_rowid(l->db);
    }
    arena_reset(&l->arena);
    return db_commit(l, err);
}

static int end_void(struct ledger *l, struct err *err)
{
    VEC(int64_t) links = {0};
    sqlite3_stmt *st = db_use(l, DB_RUN_LINKS, err);
    int rc = st ? SQLITE_ROW : -1;
    if (st)
        sqlite3_bind_int64(st, 1, l->run);
    while (rc == SQLITE_ROW && (rc = db_step(l, st, err)) == SQLITE_ROW)
        *vec_push(&links) = sqlite3_column_int64(st, 0);
    rc = rc == SQLITE_DONE ? 0 : -1;
    for (size_t i = 0; rc == 0 && i < links.len; i++)
        rc = db_fold(l, links.at[i], err);
    vec_release(&links);
    return rc;
}

int ledger_run_end(struct ledger *l, enum run_status status, int64_t now, struct err *err)
{
    sqlite3_stmt *st;
    if (!l->run)
        return 0;
    if (db_begin(l, err) != 0 || !(st = db_use(l, DB_RUN_END, err)))
        return -1;
    sqlite3_bind_int64(st, 1, now);
    sqlite3_bind_int(st, 2, (int)status);
    sqlite3_bind_int64(st, 3, l->run);
    if (db_run(l, st, err) != 0 || (status == RUN_VOID && end_void(l, err) != 0))
        return -1;
    l->run = 0;
    return db_commit(l, err);
}

static int commit_when_old(struct ledger *l, struct err *err)
{
    if (l->open_count < LEDGER_COMMIT_RESULTS && db_clock_ms() - l->open_since < LEDGER_COMMIT_MS)
        return 0;
    return db_commit(l, err);
}

int ledger_tick(struct ledger *l, struct err *err)
{
    return l->begun ? commit_when_old(l, err) : 0;
}

int ledger_add(struct ledger *l, const struct ledger_attempt *a, struct err *err)
{
    if (db_begin(l, err) != 0)
        return -1;
    struct ledger_attempt clean = db_clean_attempt(a, &l->arena);
    int64_t link = db_link(l, clean.url, err);
    if (link < 0 || db_attempt(l, link, l->run, &clean, err) != 0 || db_fold(l, link, err) != 0)
        return -1;
    l->open_count++;
    arena_reset(&l->arena);
    return commit_when_old(l, err);
}
