/* What a ledger knows: see ledger.h. */
#include "link/db.h"

bool ledger_find(struct ledger *l, struct str url, struct link_standing *out)
{
    struct err unused;
    standing_init(out);
    sqlite3_stmt *st = db_use(l, DB_LINK_STANDING, &unused);
    if (!st)
        return false;
    db_bind_str(st, 1, url);
    bool found = db_step(l, st, &unused) == SQLITE_ROW;
    if (found)
        db_read_standing(st, out);
    sqlite3_reset(st);
    return found;
}

bool ledger_run_has(struct ledger *l, struct str url)
{
    struct err unused;
    sqlite3_stmt *st = l->run ? db_use(l, DB_LINK_FIND, &unused) : NULL;
    if (!st)
        return false;
    db_bind_str(st, 1, url);
    int64_t link = db_step(l, st, &unused) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    if (!link || !(st = db_use(l, DB_ATTEMPT_HAS, &unused)))
        return false;
    sqlite3_bind_int64(st, 1, link);
    sqlite3_bind_int64(st, 2, l->run);
    bool has = db_step(l, st, &unused) == SQLITE_ROW;
    sqlite3_reset(st);
    return has;
}

/* The acceptance that was spoken last decides; it holds for the verdict that it was spoken about. */
static int read_acceptance(struct ledger *l, struct ledger_link *link, struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_ACCEPT_FIND, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, link->url);
    int rc = db_step(l, st, err);
    if (rc == SQLITE_ROW && str_eq(db_str(st, 1, NULL), link->verdict)) {
        link->accepted_until = sqlite3_column_int(st, 0);
        link->accepted_reason = db_str(st, 2, &l->arena);
    }
    sqlite3_reset(st);
    return rc < 0 ? -1 : 0;
}

int ledger_each(struct ledger *l, int (*each)(void *ctx, const struct ledger_link *link), void *ctx,
                struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_LINKS, err);
    int rc = st ? SQLITE_ROW : -1;
    while (rc == SQLITE_ROW && (rc = db_step(l, st, err)) == SQLITE_ROW) {
        struct ledger_link link = {.url = db_str(st, 8, &l->arena),
                                   .verdict = db_str(st, 9, &l->arena),
                                   .http_status = sqlite3_column_int(st, 10),
                                   .final_url = db_str(st, 11, &l->arena),
                                   .new_url = db_str(st, 12, &l->arena),
                                   .why = db_str(st, 13, &l->arena)};
        db_read_standing(st, &link.standing);
        link.nearest = db_unpack(db_str(st, 14, &l->arena), &link.nearest_count, &l->arena);
        if (read_acceptance(l, &link, err) != 0 || each(ctx, &link) != 0)
            rc = -1;
        arena_reset(&l->arena);
    }
    if (st)
        sqlite3_reset(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

int ledger_history(struct ledger *l, struct str url,
                   int (*each)(void *ctx, const struct ledger_attempt *a, bool is_void), void *ctx,
                   struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_LINK_FIND, err);
    if (!st)
        return -1;
    db_bind_str(st, 1, url);
    int rc = db_step(l, st, err);
    int64_t id = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    if (rc != SQLITE_ROW || !(st = db_use(l, DB_ATTEMPTS, err)))
        return rc == SQLITE_DONE ? 0 : -1;
    sqlite3_bind_int64(st, 1, id);
    while (rc == SQLITE_ROW && (rc = db_step(l, st, err)) == SQLITE_ROW) {
        struct ledger_attempt a;
        db_read_attempt(st, 2, &a, &l->arena);
        a.url = url;
        a.at = sqlite3_column_int64(st, 0);
        if (each(ctx, &a, sqlite3_column_int(st, 1) == RUN_VOID) != 0)
            rc = -1;
        arena_reset(&l->arena);
    }
    sqlite3_reset(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

bool ledger_page_find(struct ledger *l, struct str url, struct ledger_page *out, struct arena *a)
{
    struct err unused;
    sqlite3_stmt *st = db_use(l, DB_PAGE_FIND, &unused);
    if (!st)
        return false;
    db_bind_str(st, 1, url);
    bool found = db_step(l, st, &unused) == SQLITE_ROW;
    if (found)
        db_read_page(st, out, a);
    sqlite3_reset(st);
    return found;
}

int ledger_each_page(struct ledger *l, int (*each)(void *ctx, const struct ledger_page *page), void *ctx,
                     struct err *err)
{
    sqlite3_stmt *st = db_use(l, DB_PAGES, err);
    int rc = st ? SQLITE_ROW : -1;
    while (rc == SQLITE_ROW && (rc = db_step(l, st, err)) == SQLITE_ROW) {
        struct ledger_page page;
        db_read_page(st, &page, &l->arena);
        if (each(ctx, &page) != 0)
            rc = -1;
        arena_reset(&l->arena);
    }
    if (st)
        sqlite3_reset(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

bool ledger_host_find(struct ledger *l, struct str key, struct ledger_host *out)
{
    struct err unused;
    sqlite3_stmt *st = db_use(l, DB_HOST_FIND, &unused);
    if (!st)
        return false;
    db_bind_str(st, 1, key);
    bool found = db_step(l, st, &unused) == SQLITE_ROW;
    if (found)
        *out = (struct ledger_host){.key = key,
                                    .seen = sqlite3_column_int64(st, 1),
                                    .interval_ms = (uint32_t)sqlite3_column_int64(st, 2),
                                    .limit = (uint32_t)sqlite3_column_int64(st, 3)};
    sqlite3_reset(st);
    return found;
}

bool ledger_probe_find(struct ledger *l, struct str folder, struct ledger_probe *out, struct arena *a)
{
    struct err unused;
    sqlite3_stmt *st = db_use(l, DB_PROBE_FIND, &unused);
    if (!st)
        return false;
    db_bind_str(st, 1, folder);
    bool found = db_step(l, st, &unused) == SQLITE_ROW;
    if (found)
        *out = (struct ledger_probe){.folder = folder,
                                     .seen = sqlite3_column_int64(st, 1),
                                     .http_status = sqlite3_column_int(st, 2),
                                     .title = db_str(st, 3, a),
                                     .size = (uint64_t)sqlite3_column_int64(st, 4)};
    sqlite3_reset(st);
    return found;
}
