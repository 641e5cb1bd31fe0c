/* Writing a ledger as lines: see lines.h. */
#include "link/lines.h"

#include "base/date.h"
#include "link/db.h"
#include "link/stamp.h"
#include "json/edit.h"

struct writing {
    struct buf text;       /* lines, each ended by a newline */
    VEC(struct str) lines; /* views, taken when `text` does not grow any more */
    VEC(size_t) starts;
};

static void line_begin(struct writing *w, const char *type)
{
    *vec_push(&w->starts) = w->text.len;
    buf_addf(&w->text, "{\"type\":\"%s\"", type);
}

static void line_end(struct writing *w)
{
    buf_adds(&w->text, "}\n");
}

static void put_key(struct writing *w, const char *key)
{
    buf_addf(&w->text, ",\"%s\":", key);
}

static void put_str(struct writing *w, const char *key, struct str v)
{
    put_key(w, key);
    json_quote(&w->text, v);
}

static void put_some(struct writing *w, const char *key, struct str v)
{
    if (v.len)
        put_str(w, key, v);
}

static void put_number(struct writing *w, const char *key, int64_t v)
{
    buf_addf(&w->text, ",\"%s\":%lld", key, (long long)v);
}

static void put_count(struct writing *w, const char *key, int64_t v)
{
    if (v)
        put_number(w, key, v);
}

static void put_stamp(struct writing *w, const char *key, int64_t at)
{
    char stamp[STAMP_SIZE];
    stamp_format(at, stamp);
    put_str(w, key, str_of(stamp));
}

static void put_moment(struct writing *w, const char *key, int64_t at)
{
    if (at)
        put_stamp(w, key, at);
}

static void put_day(struct writing *w, const char *key, int32_t day)
{
    char text[11];
    date_format(day, text);
    put_str(w, key, str_of(text));
}

static void put_list(struct writing *w, const char *key, const struct str *list, size_t count)
{
    put_key(w, key);
    for (size_t i = 0; i < count; i++) {
        buf_addc(&w->text, i ? ',' : '[');
        json_quote(&w->text, list[i]);
    }
    buf_adds(&w->text, count ? "]" : "[]");
}

/* What an attempt's line and its link's line both say. */
static void put_outcome(struct writing *w, struct str verdict, int http_status, struct str final_url,
                        struct str new_url, const struct str *nearest, size_t nearest_count, struct str why)
{
    put_some(w, "verdict", verdict);
    put_count(w, "http_status", http_status);
    put_some(w, "final_url", final_url);
    put_some(w, "new_url", new_url);
    if (nearest_count)
        put_list(w, "nearest", nearest, nearest_count);
    put_some(w, "why", why);
}

static int write_attempts(struct ledger *l, struct writing *w, int64_t link, struct str url, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_ATTEMPTS, err);
    if (!st)
        return -1;
    int rc;
    sqlite3_bind_int64(st, 1, link);
    while ((rc = db_step(l, st, err)) == SQLITE_ROW) {
        struct ledger_attempt a;
        db_read_attempt(st, 2, &a, &l->arena);
        line_begin(w, "attempt");
        put_str(w, "url", url);
        put_stamp(w, "at", sqlite3_column_int64(st, 0));
        put_str(w, "run", db_str(st, 12, NULL));
        put_str(w, "kind", str_of(attempt_kind_name(a.kind)));
        put_outcome(w, a.verdict, a.http_status, a.final_url, a.new_url, a.nearest, a.nearest_count, a.why);
        put_count(w, "requests", a.requests);
        put_count(w, "bytes", (int64_t)a.bytes);
        put_count(w, "ms", a.ms);
        line_end(w);
    }
    sqlite3_reset(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

static void write_link(struct writing *w, const struct ledger_link *link)
{
    const struct link_standing *s = &link->standing;
    line_begin(w, "link");
    put_str(w, "url", link->url);
    put_str(w, "state", str_of(link_state_name(s->state)));
    if (s->state != LINK_NEW) {
        put_stamp(w, "since", s->since);
        put_stamp(w, "checked", s->checked);
        put_day(w, "due", s->due);
    }
    put_moment(w, "confirmed", s->confirmed);
    put_moment(w, "unknown_since", s->unknown_since);
    put_count(w, "failures", s->failures);
    put_count(w, "moves", s->moves);
    put_outcome(w, link->verdict, link->http_status, link->final_url, link->new_url, link->nearest,
                link->nearest_count, link->why);
    line_end(w);
}

struct links {
    struct ledger *l;
    struct writing *w;
    struct err *err;
};

static int each_link(void *ctx, const struct ledger_link *link)
{
    struct links *k = ctx;
    write_link(k->w, link);
    sqlite3_stmt *st = db_use(k->l, DB_LINK_FIND, k->err);
    if (!st)
        return -1;
    db_bind_str(st, 1, link->url);
    int rc = db_step(k->l, st, k->err);
    int64_t id = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return rc < 0 ? -1 : write_attempts(k->l, k->w, id, link->url, k->err);
}

static int each_page(void *ctx, const struct ledger_page *p)
{
    struct writing *w = ctx;
    line_begin(w, "page");
    put_str(w, "url", p->url);
    put_stamp(w, "checked", p->checked);
    put_some(w, "etag", p->etag);
    put_some(w, "last_modified", p->last_modified);
    put_key(w, "whole");
    buf_adds(&w->text, p->whole ? "true" : "false");
    put_list(w, "ids", p->ids, p->id_count);
    put_list(w, "headings", p->headings, p->heading_count);
    line_end(w);
    return 0;
}

static void write_acceptance(struct writing *w, sqlite3_stmt *st)
{
    line_begin(w, "acceptance");
    put_str(w, "url", db_str(st, 0, NULL));
    put_stamp(w, "at", sqlite3_column_int64(st, 1));
    put_day(w, "until", sqlite3_column_int(st, 2));
    put_str(w, "verdict", db_str(st, 3, NULL));
    put_str(w, "reason", db_str(st, 4, NULL));
    line_end(w);
}

static void write_host(struct writing *w, sqlite3_stmt *st)
{
    line_begin(w, "host");
    put_str(w, "key", db_str(st, 0, NULL));
    put_stamp(w, "seen", sqlite3_column_int64(st, 1));
    put_number(w, "interval_ms", sqlite3_column_int64(st, 2));
    put_number(w, "limit", sqlite3_column_int64(st, 3));
    line_end(w);
}

static void write_probe(struct writing *w, sqlite3_stmt *st)
{
    line_begin(w, "probe");
    put_str(w, "folder", db_str(st, 0, NULL));
    put_stamp(w, "seen", sqlite3_column_int64(st, 1));
    put_number(w, "http_status", sqlite3_column_int(st, 2));
    put_some(w, "title", db_str(st, 3, NULL));
    put_count(w, "size", sqlite3_column_int64(st, 4));
    line_end(w);
}

static void write_run(struct writing *w, sqlite3_stmt *st)
{
    line_begin(w, "run");
    put_str(w, "name", db_str(st, 0, NULL));
    put_str(w, "scope", db_str(st, 1, NULL));
    put_some(w, "shard", db_str(st, 2, NULL));
    put_stamp(w, "started", sqlite3_column_int64(st, 3));
    put_moment(w, "ended", sqlite3_column_int64(st, 4));
    put_str(w, "status", str_of(run_status_name((enum run_status)(sqlite3_column_int(st, 5) & 3))));
    line_end(w);
}

static int write_rows(struct ledger *l, struct writing *w, enum db_statement which,
                      void (*write)(struct writing *w, sqlite3_stmt *st), struct err *err)
{
    sqlite3_stmt *st = db_use(l, which, err);
    int rc = st ? SQLITE_ROW : -1;
    while (rc == SQLITE_ROW && (rc = db_step(l, st, err)) == SQLITE_ROW)
        write(w, st);
    if (st)
        sqlite3_reset(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void write_sorted(struct writing *w, struct buf *out)
{
    for (size_t i = 0; i < w->starts.len; i++) {
        size_t end = i + 1 < w->starts.len ? w->starts.at[i + 1] : w->text.len;
        *vec_push(&w->lines) = str_sub(buf_str(&w->text), w->starts.at[i], end);
    }
    if (w->lines.len)
        qsort(w->lines.at, w->lines.len, sizeof *w->lines.at, by_bytes);
    buf_addf(out, "{\"kedb-ledger\":%d}\n", LINES_VERSION);
    for (size_t i = 0; i < w->lines.len; i++)
        buf_add_str(out, w->lines.at[i]);
}

int ledger_export(struct ledger *l, struct buf *out, struct err *err)
{
    struct writing w = {0};
    int rc = -1;
    if (write_rows(l, &w, DB_ACCEPTS, write_acceptance, err) == 0 &&
        write_rows(l, &w, DB_HOSTS, write_host, err) == 0 &&
        write_rows(l, &w, DB_PROBES, write_probe, err) == 0 &&
        write_rows(l, &w, DB_RUNS, write_run, err) == 0 && ledger_each_page(l, each_page, &w, err) == 0 &&
        ledger_each(l, each_link, &(struct links){l, &w, err}, err) == 0)
        rc = 0;
    if (rc == 0)
        write_sorted(&w, out);
    buf_release(&w.text);
    vec_release(&w.lines);
    vec_release(&w.starts);
    return rc;
}
