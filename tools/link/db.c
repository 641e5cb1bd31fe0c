/* The door to SQLite: statements, values, what its errors mean. See db.h. */
#include "link/db.h"

#include "base/utf8.h"

#include <time.h>

static const char *const sql[DB_STATEMENT_COUNT] = {
#define X(name, text) [DB_##name] = (text),
    DB_STATEMENTS(X)
#undef X
};

int db_fail(struct ledger *l, struct err *err)
{
    int code = sqlite3_errcode(l->db);
    switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_set(err,
                       "%s: the ledger is damaged (%s); it was left as it is: restore a copy, or import an "
                       "export into a new file",
                       l->path, sqlite3_errmsg(l->db));
    case SQLITE_FULL: return err_set(err, "%s: the disk is full: the ledger cannot grow", l->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, "%s: another program holds the ledger: wait until it has ended", l->path);
    case SQLITE_READONLY:
        if (!l->writable)
            return err_set(
                err, "%s: a run was killed while it wrote to the ledger: the next run of kedb links mends it",
                l->path);
        return err_set(err,
                       "%s: the ledger cannot be written to: it and the folder it lies in must be writable",
                       l->path);
    case SQLITE_IOERR:
        return err_set(err, "%s: the ledger cannot be read or written: %s", l->path,
                       strerror(sqlite3_system_errno(l->db)));
    case SQLITE_CANTOPEN: return err_set(err, "%s: the ledger cannot be opened", l->path);
    default: return err_set(err, "%s: %s (SQLite %d)", l->path, sqlite3_errmsg(l->db), code);
    }
}

sqlite3_stmt *db_use(struct ledger *l, enum db_statement which, struct err *err)
{
    sqlite3_stmt **st = &l->statements[which];
    if (!*st && sqlite3_prepare_v3(l->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT, st, NULL) != SQLITE_OK) {
        db_fail(l, err);
        return NULL;
    }
    sqlite3_reset(*st);
    sqlite3_clear_bindings(*st);
    return *st;
}

void db_bind_str(sqlite3_stmt *st, int at, struct str v)
{
    sqlite3_bind_text64(st, at, v.s ? v.s : "", v.len, SQLITE_STATIC, SQLITE_UTF8);
}

struct str db_str(sqlite3_stmt *st, int column, struct arena *a)
{
    const char *s = sqlite3_column_blob(st, column);
    struct str v = {s ? s : "", s ? (size_t)sqlite3_column_bytes(st, column) : 0};
    return a ? arena_str(a, v) : v;
}

int db_step(struct ledger *l, sqlite3_stmt *st, struct err *err)
{
    int rc = sqlite3_step(st);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE)
        return rc;
    db_fail(l, err);
    sqlite3_reset(st);
    return -1;
}

int db_run(struct ledger *l, sqlite3_stmt *st, struct err *err)
{
    if (!st)
        return -1;
    int rc;
    do
        rc = db_step(l, st, err);
    while (rc == SQLITE_ROW);
    sqlite3_reset(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

int64_t db_clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int db_begin(struct ledger *l, struct err *err)
{
    if (l->begun)
        return 0;
    l->open_since = db_clock_ms();
    if (db_run(l, db_use(l, DB_BEGIN, err), err) != 0)
        return -1;
    l->begun = true;
    l->open_count = 0;
    return 0;
}

void db_rollback(struct ledger *l)
{
    l->begun = false;
    if (!sqlite3_get_autocommit(l->db))
        sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
}

int db_commit(struct ledger *l, struct err *err)
{
    if (!l->begun)
        return 0;
    if (db_run(l, db_use(l, DB_COMMIT, err), err) != 0) {
        db_rollback(l);
        return -1;
    }
    l->begun = false;
    return 0;
}

struct str db_clean(struct str v, struct arena *a)
{
    if (utf8_valid(v) == v.len && (!v.len || !memchr(v.s, 0, v.len)))
        return v;
    struct buf b = BUF_INIT;
    for (size_t at = 0; at < v.len;) {
        uint32_t cp = utf8_next(v, &at);
        buf_add_cp(&b, cp && cp != UTF8_BAD ? cp : 0xFFFD);
    }
    v = arena_str(a, buf_str(&b));
    buf_release(&b);
    return v;
}

struct str db_pack(const struct str *list, size_t count, struct arena *a)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += list[i].len + 1;
    char *out = arena_alloc(a, size), *at = out;
    for (size_t i = 0; i < count; i++) {
        memcpy(at, list[i].s, list[i].len);
        at += list[i].len;
        *at++ = 0;
    }
    return (struct str){out, size};
}

struct str *db_unpack(struct str packed, size_t *count, struct arena *a)
{
    size_t n = 0;
    for (size_t i = 0; i < packed.len; i++)
        n += packed.s[i] == 0;
    struct str *list = arena_alloc(a, n * sizeof *list);
    for (size_t i = 0, from = 0, k = 0; i < packed.len; i++) {
        if (packed.s[i])
            continue;
        list[k++] = str_sub(packed, from, i);
        from = i + 1;
    }
    *count = n;
    return list;
}

void db_read_standing(sqlite3_stmt *st, struct link_standing *out)
{
    *out = (struct link_standing){
        .state = (enum link_state)sqlite3_column_int(st, 0),
        .since = sqlite3_column_int64(st, 1),
        .checked = sqlite3_column_int64(st, 2),
        .confirmed = sqlite3_column_int64(st, 3),
        .unknown_since = sqlite3_column_int64(st, 4),
        .due = sqlite3_column_int(st, 5),
        .failures = (uint32_t)sqlite3_column_int(st, 6),
        .moves = (uint32_t)sqlite3_column_int(st, 7),
    };
    if ((unsigned)out->state >= LINK_STATE_COUNT)
        out->state = LINK_NEW;
}

void db_read_attempt(sqlite3_stmt *st, int from, struct ledger_attempt *out, struct arena *a)
{
    *out = (struct ledger_attempt){
        .verdict = db_str(st, from, a),
        .kind = (enum attempt_kind)sqlite3_column_int(st, from + 1),
        .http_status = sqlite3_column_int(st, from + 2),
        .final_url = db_str(st, from + 3, a),
        .new_url = db_str(st, from + 4, a),
        .why = db_str(st, from + 6, a),
        .requests = (unsigned)sqlite3_column_int(st, from + 7),
        .bytes = (uint64_t)sqlite3_column_int64(st, from + 8),
        .ms = (uint32_t)sqlite3_column_int64(st, from + 9),
    };
    out->nearest = db_unpack(db_str(st, from + 5, a), &out->nearest_count, a);
    if ((unsigned)out->kind >= ATTEMPT_KIND_COUNT)
        out->kind = ATTEMPT_UNKNOWN;
}

void db_read_page(sqlite3_stmt *st, struct ledger_page *out, struct arena *a)
{
    *out = (struct ledger_page){
        .url = db_str(st, 0, a),
        .checked = sqlite3_column_int64(st, 1),
        .etag = db_str(st, 2, a),
        .last_modified = db_str(st, 3, a),
        .whole = sqlite3_column_int(st, 4) != 0,
    };
    out->ids = db_unpack(db_str(st, 5, a), &out->id_count, a);
    out->headings = db_unpack(db_str(st, 6, a), &out->heading_count, a);
}
