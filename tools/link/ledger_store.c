/* What goes into a ledger: attempts and what follows from them, acceptances, pages, hosts. See ledger.h. */
#include "link/db.h"

int64_t db_link(struct ledger *l, struct str url, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_LINK_FIND, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, url);
    int rc = db_step(l, st, err);
    int64_t id = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : -1;
    sqlite3_reset(st);
    if (rc != SQLITE_DONE)
        return id;
    if (!(st = db_use(l, DB_LINK_ADD, err)))
        return -1;
    db_bind_str(st, 1, url);
    sqlite3_bind_int64(st, 2, (int64_t)link_spread(url));
    return db_run(l, st, err) == 0 ? sqlite3_last_insert_rowid(l->db) : -1;
}

static void bind_key(sqlite3_stmt *st, int64_t link, int64_t at, int64_t run)
{
    sqlite3_bind_int64(st, 1, link);
    sqlite3_bind_int64(st, 2, at);
    sqlite3_bind_int64(st, 3, run);
}

/* An order of attempts by content, whatever it is: so that of two with one key every ledger keeps the same.
 */
static int compare(const struct ledger_attempt *a, const struct ledger_attempt *b, struct arena *arena)
{
    const struct {
        struct str a, b;
    } texts[] = {
        {a->verdict, b->verdict},
        {a->final_url, b->final_url},
        {a->new_url, b->new_url},
        {a->why, b->why},
        {db_pack(a->nearest, a->nearest_count, arena), db_pack(b->nearest, b->nearest_count, arena)}};
    const int64_t numbers[][2] = {{a->kind, b->kind},
                                  {a->http_status, b->http_status},
                                  {a->requests, b->requests},
                                  {(int64_t)a->bytes, (int64_t)b->bytes},
                                  {a->ms, b->ms}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int c = str_cmp(texts[i].a, texts[i].b);
        if (c)
            return c;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i][0] != numbers[i][1])
            return numbers[i][0] < numbers[i][1] ? -1 : 1;
    return 0;
}

/* 1: an attempt with this key is there and stays; 0: the place is free (made so when need be). */
static int make_room(struct ledger *l, int64_t link, int64_t run, const struct ledger_attempt *a,
                     struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_ATTEMPT_GET, err);
    if (!st)
        return -1;
    bind_key(st, link, a->at, run);
    int rc = db_step(l, st, err);
    struct ledger_attempt old;
    if (rc == SQLITE_ROW)
        db_read_attempt(st, 0, &old, &l->arena);
    sqlite3_reset(st);
    if (rc != SQLITE_ROW)
        return rc == SQLITE_DONE ? 0 : -1;
    if (compare(&old, a, &l->arena) >= 0)
        return 1;
    if (!(st = db_use(l, DB_ATTEMPT_DROP, err)))
        return -1;
    bind_key(st, link, a->at, run);
    return db_run(l, st, err);
}

int db_attempt(struct ledger *l, int64_t link, int64_t run, const struct ledger_attempt *a, struct err *err)
{
    int there = make_room(l, link, run, a, err);
    if (there)
        return there < 0 ? -1 : 0;
    sqlite3_stmt *st = db_use(l, DB_ATTEMPT_ADD, err);
    if (!st)
        return -1;
    bind_key(st, link, a->at, run);
    db_bind_str(st, 4, a->verdict);
    sqlite3_bind_int(st, 5, (int)a->kind);
    sqlite3_bind_int(st, 6, a->http_status);
    db_bind_str(st, 7, a->final_url);
    db_bind_str(st, 8, a->new_url);
    db_bind_str(st, 9, db_pack(a->nearest, a->nearest_count, &l->arena));
    db_bind_str(st, 10, a->why);
    sqlite3_bind_int64(st, 11, a->requests);
    sqlite3_bind_int64(st, 12, (int64_t)a->bytes);
    sqlite3_bind_int64(st, 13, a->ms);
    return db_run(l, st, err);
}

static int write_standing(struct ledger *l, int64_t link, const struct link_standing *s, int64_t at,
                          int64_t run, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_LINK_SET, err);
    if (!st)
        return -1;
    const int64_t values[] = {
        (int64_t)s->state, s->since, s->checked, s->confirmed, s->unknown_since, s->due, s->failures,
        s->moves,          at,       run,        link};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        sqlite3_bind_int64(st, (int)i + 1, values[i]);
    return db_run(l, st, err);
}

int db_fold(struct ledger *l, int64_t link, struct err *err)
{
    struct link_standing s;
    int64_t last_at = 0, last_run = 0;
    uint64_t spread = 0;
    standing_init(&s);
    sqlite3_stmt *st = db_use(l, DB_LINK_URL, err);
    if (!st)
        return -1;
    sqlite3_bind_int64(st, 1, link);
    int rc = db_step(l, st, err);
    if (rc == SQLITE_ROW)
        spread = (uint64_t)sqlite3_column_int64(st, 1);
    sqlite3_reset(st);
    if (rc < 0 || !(st = db_use(l, DB_ATTEMPTS, err)))
        return -1;
    sqlite3_bind_int64(st, 1, link);
    while ((rc = db_step(l, st, err)) == SQLITE_ROW) {
        if (sqlite3_column_int(st, 1) == RUN_VOID)
            continue;
        int64_t at = sqlite3_column_int64(st, 0);
        struct str target = db_str(st, 6, NULL);
        struct attempt_seen seen = {
            .at = at,
            .kind = (enum attempt_kind)sqlite3_column_int(st, 3),
            .target = target.len ? str_hash64(target) : 0,
        };
        if ((unsigned)seen.kind >= ATTEMPT_KIND_COUNT)
            seen.kind = ATTEMPT_UNKNOWN;
        standing_add(&s, &seen, spread);
        last_at = at;
        last_run = sqlite3_column_int64(st, 13);
    }
    sqlite3_reset(st);
    return rc == SQLITE_DONE ? write_standing(l, link, &s, last_at, last_run, err) : -1;
}

int db_accept(struct ledger *l, struct str url, int64_t at, int32_t until, struct str verdict,
              struct str reason, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_ACCEPT_ADD, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, url);
    sqlite3_bind_int64(st, 2, at);
    sqlite3_bind_int64(st, 3, until);
    db_bind_str(st, 4, verdict);
    db_bind_str(st, 5, reason);
    return db_run(l, st, err);
}

/* The verdict of the last attempt that counts, in the ledger's arena; empty when there is none. */
static int last_verdict(struct ledger *l, struct str url, struct str *out, struct err *err)
{
    *out = STR("");
    sqlite3_stmt *st = db_use(l, DB_LINK_FIND, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, url);
    int rc = db_step(l, st, err);
    int64_t link = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    if (rc != SQLITE_ROW || !(st = db_use(l, DB_ATTEMPTS, err)))
        return rc == SQLITE_DONE ? 0 : -1;
    sqlite3_bind_int64(st, 1, link);
    while ((rc = db_step(l, st, err)) == SQLITE_ROW)
        if (sqlite3_column_int(st, 1) != RUN_VOID)
            *out = db_str(st, 2, &l->arena);
    sqlite3_reset(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

int ledger_accept(struct ledger *l, struct str url, struct str reason, int32_t until, int64_t now,
                  struct err *err)
{
    struct link_standing s;
    struct str verdict;
    if (!ledger_find(l, url, &s) || s.state == LINK_NEW)
        return err_set(err, "%s: \"%.*s\" was never checked: there is nothing to accept", l->path,
                       STR_FMT(url));
    if (s.state == LINK_UNSAFE)
        return err_set(err, "%.*s: the link leads to an address that is not public: it cannot be accepted",
                       STR_FMT(url));
    if (s.state == LINK_OK)
        return err_set(err, "%.*s: the link is fine: there is nothing to accept", STR_FMT(url));
    if (last_verdict(l, url, &verdict, err) != 0 || db_begin(l, err) != 0 ||
        db_accept(l, url, now, until, verdict, reason, err) != 0)
        return -1;
    arena_reset(&l->arena);
    return db_commit(l, err);
}

int db_page(struct ledger *l, const struct ledger_page *p, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_PAGE_PUT, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, p->url);
    sqlite3_bind_int64(st, 2, p->checked);
    db_bind_str(st, 3, p->etag);
    db_bind_str(st, 4, p->last_modified);
    sqlite3_bind_int(st, 5, p->whole);
    db_bind_str(st, 6, db_pack(p->ids, p->id_count, &l->arena));
    db_bind_str(st, 7, db_pack(p->headings, p->heading_count, &l->arena));
    return db_run(l, st, err);
}

int db_host(struct ledger *l, const struct ledger_host *h, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_HOST_PUT, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, h->key);
    sqlite3_bind_int64(st, 2, h->seen);
    sqlite3_bind_int64(st, 3, h->interval_ms);
    sqlite3_bind_int64(st, 4, h->limit);
    return db_run(l, st, err);
}

int db_probe(struct ledger *l, const struct ledger_probe *p, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_PROBE_PUT, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, p->folder);
    sqlite3_bind_int64(st, 2, p->seen);
    sqlite3_bind_int(st, 3, p->http_status);
    db_bind_str(st, 4, p->title);
    sqlite3_bind_int64(st, 5, (int64_t)p->size);
    return db_run(l, st, err);
}

static struct str *clean_list(const struct str *list, size_t count, struct arena *a)
{
    struct str *out = arena_alloc(a, count * sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = db_clean(list[i], a);
    return out;
}

struct ledger_attempt db_clean_attempt(const struct ledger_attempt *a, struct arena *arena)
{
    struct ledger_attempt out = *a;
    struct str *texts[] = {&out.url, &out.verdict, &out.final_url, &out.new_url, &out.why};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = db_clean(*texts[i], arena);
    out.nearest = clean_list(a->nearest, a->nearest_count, arena);
    return out;
}

int ledger_page_store(struct ledger *l, const struct ledger_page *page, struct err *err)
{
    struct ledger_page clean = *page;
    clean.etag = db_clean(page->etag, &l->arena);
    clean.last_modified = db_clean(page->last_modified, &l->arena);
    clean.ids = clean_list(page->ids, page->id_count, &l->arena);
    clean.headings = clean_list(page->headings, page->heading_count, &l->arena);
    int rc = db_begin(l, err) != 0 ? -1 : db_page(l, &clean, err);
    arena_reset(&l->arena);
    return rc;
}

int ledger_host_store(struct ledger *l, const struct ledger_host *host, struct err *err)
{
    return db_begin(l, err) != 0 ? -1 : db_host(l, host, err);
}

int ledger_probe_store(struct ledger *l, const struct ledger_probe *probe, struct err *err)
{
    struct ledger_probe clean = *probe;
    clean.title = db_clean(probe->title, &l->arena);
    return db_begin(l, err) != 0 ? -1 : db_probe(l, &clean, err);
}
