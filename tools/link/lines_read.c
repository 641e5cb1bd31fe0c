/* Reading lines into a ledger: see lines.h. Lines are read strictly: a key that is not known, a wrong type or
 * value is an error, and nothing of the text is taken. */
#include "link/lines.h"

#include "base/date.h"
#include "link/db.h"
#include "link/stamp.h"
#include "json/doc.h"

#include <limits.h>

struct reading {
    struct ledger *l;
    const char *name;
    size_t line;
    struct json_doc doc;
    struct arena arena; /* of one line */
    struct err *err;
    VEC(int64_t) touched; /* rows of links to be worked out again */
};

static int fail(struct reading *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static int fail(struct reading *r, const char *fmt, ...)
{
    struct buf b = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    err_set(r->err, "%s:%zu: %s", r->name, r->line, b.s);
    buf_release(&b);
    return -1;
}

static int take_str(struct reading *r, const char *key, bool required, struct str *out)
{
    json_node n = json_get_key(&r->doc, 0, key);
    *out = STR("");
    if (n == JSON_NONE)
        return required ? fail(r, "\"%s\" is missing", key) : 0;
    if (json_type(&r->doc, n) != JSON_STRING)
        return fail(r, "\"%s\" is %s, and no string", key, json_type_name(json_type(&r->doc, n)));
    *out = json_string(&r->doc, n, &r->arena);
    if (memchr(out->s, 0, out->len))
        return fail(r, "\"%s\" holds a NUL character", key);
    return required && !out->len ? fail(r, "\"%s\" is empty", key) : 0;
}

static int take_number(struct reading *r, const char *key, int64_t max, int64_t *out)
{
    json_node n = json_get_key(&r->doc, 0, key);
    *out = 0;
    if (n == JSON_NONE)
        return 0;
    double v = json_type(&r->doc, n) == JSON_NUMBER ? json_number(&r->doc, n) : -1;
    if (v < 0 || v > (double)max || !(json_cell(&r->doc, n)->flags & JSON_INTEGER))
        return fail(r, "\"%s\" is %.*s, and no whole number from 0 to %lld", key,
                    STR_FMT(json_raw(&r->doc, n)), (long long)max);
    *out = (int64_t)v;
    return 0;
}

static int take_stamp(struct reading *r, const char *key, bool required, int64_t *out)
{
    struct str v;
    *out = 0;
    if (take_str(r, key, required, &v) != 0)
        return -1;
    if (v.len && stamp_parse(v, out) != 0)
        return fail(r, "\"%s\" is \"%.*s\", and no moment such as 2026-11-25T01:51:02Z", key, STR_FMT(v));
    return 0;
}

static int take_list(struct reading *r, const char *key, const struct str **out, size_t *count)
{
    json_node n = json_get_key(&r->doc, 0, key);
    *count = 0;
    *out = NULL;
    if (n == JSON_NONE)
        return 0;
    if (json_type(&r->doc, n) != JSON_ARRAY)
        return fail(r, "\"%s\" is %s, and no array", key, json_type_name(json_type(&r->doc, n)));
    struct str *list = arena_alloc(&r->arena, json_cell(&r->doc, n)->count * sizeof *list);
    *out = list;
    json_foreach_item (&r->doc, n, item) {
        if (json_type(&r->doc, item) != JSON_STRING)
            return fail(r, "\"%s\" holds %s: only strings belong there", key,
                        json_type_name(json_type(&r->doc, item)));
        struct str v = json_string(&r->doc, item, &r->arena);
        if (memchr(v.s, 0, v.len))
            return fail(r, "\"%s\" holds a NUL character", key);
        list[(*count)++] = v;
    }
    return 0;
}

/* The row of a run's name. */
static int64_t run_row(struct reading *r, struct str name)
{
    sqlite3_stmt *st = db_use(r->l, DB_RUN_FIND, r->err);
    if (!st)
        return -1;
    db_bind_str(st, 1, name);
    int rc = db_step(r->l, st, r->err);
    int64_t row = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    if (rc == SQLITE_DONE)
        return fail(r, "there is no line of the run \"%.*s\"", STR_FMT(name));
    return rc < 0 ? -1 : row;
}

static int read_attempt(struct reading *r)
{
    struct ledger_attempt a = {0};
    struct str run, kind;
    int64_t status, requests, bytes, ms;
    if (take_str(r, "url", true, &a.url) != 0 || take_str(r, "run", true, &run) != 0 ||
        take_str(r, "kind", true, &kind) != 0 || take_str(r, "verdict", true, &a.verdict) != 0 ||
        take_stamp(r, "at", true, &a.at) != 0 || take_str(r, "final_url", false, &a.final_url) != 0 ||
        take_str(r, "new_url", false, &a.new_url) != 0 || take_str(r, "why", false, &a.why) != 0 ||
        take_list(r, "nearest", &a.nearest, &a.nearest_count) != 0 ||
        take_number(r, "http_status", 999, &status) != 0 ||
        take_number(r, "requests", UINT_MAX, &requests) != 0 ||
        take_number(r, "bytes", (int64_t)1 << 53, &bytes) != 0 || take_number(r, "ms", UINT32_MAX, &ms) != 0)
        return -1;
    if (!attempt_kind_parse(kind, &a.kind))
        return fail(r, "\"kind\" is \"%.*s\", which is none that this version knows", STR_FMT(kind));
    a.http_status = (int)status;
    a.requests = (unsigned)requests;
    a.bytes = (uint64_t)bytes;
    a.ms = (uint32_t)ms;
    int64_t row = run_row(r, run), link = row < 0 ? -1 : db_link(r->l, a.url, r->err);
    if (link < 0 || db_attempt(r->l, link, row, &a, r->err) != 0)
        return -1;
    *vec_push(&r->touched) = link;
    return 0;
}

static int read_link(struct reading *r)
{
    struct str url;
    return take_str(r, "url", true, &url) == 0 && db_link(r->l, url, r->err) >= 0 ? 0 : -1;
}

static int read_acceptance(struct reading *r)
{
    struct str url, until, verdict, reason;
    int64_t at;
    int32_t day;
    if (take_str(r, "url", true, &url) != 0 || take_stamp(r, "at", true, &at) != 0 ||
        take_str(r, "until", true, &until) != 0 || take_str(r, "verdict", true, &verdict) != 0 ||
        take_str(r, "reason", true, &reason) != 0)
        return -1;
    struct err why;
    if (date_parse(until, &day, &why) != 0)
        return fail(r, "\"until\" is \"%.*s\": %s", STR_FMT(until), why.msg);
    return db_accept(r->l, url, at, day, verdict, reason, r->err);
}

/* Later, or as late and greater. */
static bool replaces(int64_t at, int64_t old_at, struct str content, struct str old_content)
{
    return at != old_at ? at > old_at : str_cmp(content, old_content) > 0;
}

static struct str page_content(const struct ledger_page *p, struct arena *a)
{
    const struct str parts[] = {p->etag, p->last_modified, p->whole ? STR("1") : STR("0"),
                                db_pack(p->ids, p->id_count, a), db_pack(p->headings, p->heading_count, a)};
    return db_pack(parts, sizeof parts / sizeof *parts, a);
}

static int read_page(struct reading *r)
{
    struct ledger_page p = {0}, old;
    json_node whole = json_get_key(&r->doc, 0, "whole");
    if (take_str(r, "url", true, &p.url) != 0 || take_stamp(r, "checked", true, &p.checked) != 0 ||
        take_str(r, "etag", false, &p.etag) != 0 ||
        take_str(r, "last_modified", false, &p.last_modified) != 0 ||
        take_list(r, "ids", &p.ids, &p.id_count) != 0 ||
        take_list(r, "headings", &p.headings, &p.heading_count) != 0)
        return -1;
    p.whole = whole != JSON_NONE && json_type(&r->doc, whole) == JSON_TRUE;
    if (ledger_page_find(r->l, p.url, &old, &r->arena) &&
        !replaces(p.checked, old.checked, page_content(&p, &r->arena), page_content(&old, &r->arena)))
        return 0;
    return db_page(r->l, &p, r->err);
}

static int read_host(struct reading *r)
{
    struct ledger_host h = {0}, old;
    int64_t interval, limit;
    if (take_str(r, "key", true, &h.key) != 0 || take_stamp(r, "seen", true, &h.seen) != 0 ||
        take_number(r, "interval_ms", UINT32_MAX, &interval) != 0 ||
        take_number(r, "limit", UINT32_MAX, &limit) != 0)
        return -1;
    h.interval_ms = (uint32_t)interval;
    h.limit = (uint32_t)limit;
    if (ledger_host_find(r->l, h.key, &old)) {
        bool greater =
            h.interval_ms != old.interval_ms ? h.interval_ms > old.interval_ms : h.limit > old.limit;
        if (h.seen != old.seen ? h.seen < old.seen : !greater)
            return 0;
    }
    return db_host(r->l, &h, r->err);
}

static int read_probe(struct reading *r)
{
    struct ledger_probe p = {0}, old;
    int64_t status, size;
    if (take_str(r, "folder", true, &p.folder) != 0 || take_stamp(r, "seen", true, &p.seen) != 0 ||
        take_str(r, "title", false, &p.title) != 0 || take_number(r, "http_status", 999, &status) != 0 ||
        take_number(r, "size", (int64_t)1 << 53, &size) != 0)
        return -1;
    p.http_status = (int)status;
    p.size = (uint64_t)size;
    if (ledger_probe_find(r->l, p.folder, &old, &r->arena)) {
        int64_t now[2] = {status, size}, then[2] = {old.http_status, (int64_t)old.size};
        bool greater = now[0] != then[0]   ? now[0] > then[0]
                       : now[1] != then[1] ? now[1] > then[1]
                                           : str_cmp(p.title, old.title) > 0;
        if (p.seen != old.seen ? p.seen < old.seen : !greater)
            return 0;
    }
    return db_probe(r->l, &p, r->err);
}

/* Whether a run's line stands above the row at hand: by its end, then its status, then the rest. */
static bool run_is_newer(const int64_t numbers[3], struct str scope, struct str shard, sqlite3_stmt *row)
{
    const int64_t old[3] = {sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5),
                            sqlite3_column_int64(row, 3)};
    for (int i = 0; i < 3; i++)
        if (numbers[i] != old[i])
            return numbers[i] > old[i];
    int c = str_cmp(scope, db_str(row, 1, NULL));
    return c ? c > 0 : str_cmp(shard, db_str(row, 2, NULL)) > 0;
}

static void bind_run(sqlite3_stmt *st, int from, struct str scope, struct str shard, const int64_t numbers[3])
{
    db_bind_str(st, from, scope);
    db_bind_str(st, from + 1, shard);
    sqlite3_bind_int64(st, from + 2, numbers[2]);
    sqlite3_bind_int64(st, from + 3, numbers[0]);
    sqlite3_bind_int64(st, from + 4, numbers[1]);
}

/* A run that is void now takes back what its attempts said. */
static int touch_run(struct reading *r, int64_t run)
{
    sqlite3_stmt *st = db_use(r->l, DB_RUN_LINKS, r->err);
    if (!st)
        return -1;
    int rc;
    sqlite3_bind_int64(st, 1, run);
    while ((rc = db_step(r->l, st, r->err)) == SQLITE_ROW)
        *vec_push(&r->touched) = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return rc < 0 ? -1 : 0;
}

static int read_run(struct reading *r)
{
    struct str name, scope, shard, word;
    int64_t numbers[3]; /* ended, status, started */
    enum run_status status;
    if (take_str(r, "name", true, &name) != 0 || take_str(r, "scope", true, &scope) != 0 ||
        take_str(r, "shard", false, &shard) != 0 || take_stamp(r, "started", true, &numbers[2]) != 0 ||
        take_stamp(r, "ended", false, &numbers[0]) != 0 || take_str(r, "status", true, &word) != 0)
        return -1;
    if (!run_status_parse(word, &status))
        return fail(r, "\"status\" is \"%.*s\", and none of open, done, stopped, void", STR_FMT(word));
    numbers[1] = status;
    sqlite3_stmt *st = db_use(r->l, DB_RUN_FIND, r->err);
    if (!st)
        return -1;
    db_bind_str(st, 1, name);
    int rc = db_step(r->l, st, r->err);
    int64_t row = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    bool newer = rc == SQLITE_ROW && run_is_newer(numbers, scope, shard, st);
    sqlite3_reset(st);
    if (rc < 0 || (row && !newer))
        return rc < 0 ? -1 : 0;
    if (!(st = db_use(r->l, row ? DB_RUN_SET : DB_RUN_ADD, r->err)))
        return -1;
    if (row) {
        bind_run(st, 1, scope, shard, numbers);
        sqlite3_bind_int64(st, 6, row);
    } else {
        db_bind_str(st, 1, name);
        bind_run(st, 2, scope, shard, numbers);
    }
    return db_run(r->l, st, r->err) != 0 ? -1 : row ? touch_run(r, row) : 0;
}

static const struct line_type {
    const char *name;
    int (*read)(struct reading *r);
    int pass; /* attempts need the rows of their runs */
    const char *keys[18];
} types[] = {
    {"acceptance", read_acceptance, 1, {"url", "at", "until", "verdict", "reason"}},
    {"attempt",
     read_attempt,
     1,
     {"url", "at", "run", "kind", "verdict", "http_status", "final_url", "new_url", "nearest", "why",
      "requests", "bytes", "ms"}},
    {"host", read_host, 1, {"key", "seen", "interval_ms", "limit"}},
    {"link",
     read_link,
     1,
     {"url", "state", "since", "checked", "due", "confirmed", "unknown_since", "failures", "moves", "verdict",
      "http_status", "final_url", "new_url", "nearest", "why"}},
    {"page", read_page, 1, {"url", "checked", "etag", "last_modified", "whole", "ids", "headings"}},
    {"probe", read_probe, 1, {"folder", "seen", "http_status", "title", "size"}},
    {"run", read_run, 0, {"name", "scope", "shard", "started", "ended", "status"}},
};

static int check_keys(struct reading *r, const struct line_type *t)
{
    json_foreach_member (&r->doc, 0, key) {
        struct str word = json_inner(&r->doc, key);
        bool known = str_is(word, "type");
        for (size_t i = 0; !known && i < 18 && t->keys[i]; i++)
            known = str_is(word, t->keys[i]);
        if (!known)
            return fail(r, "a line of type \"%s\" has no key \"%.*s\"", t->name, STR_FMT(word));
    }
    return r->doc.duplicates.len ? fail(r, "a key stands there twice") : 0;
}

static int read_line(struct reading *r, struct str line, int pass)
{
    struct json_fault fault;
    struct str type;
    arena_reset(&r->arena);
    arena_reset(&r->l->arena);
    if (json_parse(&r->doc, line, &fault) != 0)
        return fail(r, "%s (byte %zu)", fault.what, fault.at + 1);
    if (json_type(&r->doc, 0) != JSON_OBJECT)
        return fail(r, "a line is one JSON object, not %s", json_type_name(json_type(&r->doc, 0)));
    if (take_str(r, "type", true, &type) != 0)
        return -1;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_is(type, types[i].name))
            return types[i].pass != pass ? 0 : check_keys(r, &types[i]) != 0 ? -1 : types[i].read(r);
    return fail(r, "\"%.*s\" is no type of line that this version knows", STR_FMT(type));
}

static int read_header(struct reading *r, struct str line)
{
    struct json_fault fault;
    int64_t version = 0;
    bool is_object = json_parse(&r->doc, line, &fault) == 0 && json_type(&r->doc, 0) == JSON_OBJECT;
    if (!is_object || json_get_key(&r->doc, 0, "kedb-ledger") == JSON_NONE)
        return fail(r, "this is no export of a ledger: it does not begin with {\"kedb-ledger\":%d}",
                    LINES_VERSION);
    if (take_number(r, "kedb-ledger", INT_MAX, &version) != 0)
        return -1;
    if (version != LINES_VERSION)
        return fail(r, "the export has version %lld, this kedb knows %d", (long long)version, LINES_VERSION);
    return 0;
}

static int read_all(struct reading *r, struct str text, int pass)
{
    bool headed = false;
    r->line = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, STR("\n"), at);
        struct str line = str_sub(text, at, end == SIZE_MAX ? text.len : end);
        at += line.len + 1;
        r->line++;
        if (str_ends(line, STR("\r")))
            line.len--;
        if (!line.len)
            continue;
        if ((headed ? read_line(r, line, pass) : read_header(r, line)) != 0)
            return -1;
        headed = true;
    }
    return headed ? 0 : err_set(r->err, "%s: the export is empty", r->name);
}

static int by_row(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int fold_touched(struct reading *r)
{
    if (r->touched.len)
        qsort(r->touched.at, r->touched.len, sizeof *r->touched.at, by_row);
    for (size_t i = 0; i < r->touched.len; i++)
        if ((!i || r->touched.at[i] != r->touched.at[i - 1]) && db_fold(r->l, r->touched.at[i], r->err) != 0)
            return -1;
    return 0;
}

int ledger_import(struct ledger *l, struct str text, const char *name, struct err *err)
{
    struct reading r = {.l = l, .name = name, .err = err};
    int rc = -1;
    if (db_commit(l, err) == 0 && db_begin(l, err) == 0 && read_all(&r, text, 0) == 0 &&
        read_all(&r, text, 1) == 0 && fold_touched(&r) == 0 && db_commit(l, err) == 0)
        rc = 0;
    if (rc != 0)
        db_rollback(l);
    json_release(&r.doc);
    arena_release(&r.arena);
    arena_reset(&l->arena);
    vec_release(&r.touched);
    return rc;
}
