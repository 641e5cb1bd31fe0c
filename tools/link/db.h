/* The ledger's tables and statements. Private to link/. */
#ifndef KEDB_LINK_DB_H
#define KEDB_LINK_DB_H

#include "link/ledger.h"
#include "link/sqlite.h"

/* Statements, prepared when first used. */
#define DB_STATEMENTS(X)                                                                                     \
    X(BEGIN, "BEGIN IMMEDIATE")                                                                              \
    X(COMMIT, "COMMIT")                                                                                      \
    X(RUN_ADD, "INSERT OR IGNORE INTO run(name,scope,shard,started,ended,status) VALUES(?,?,?,?,?,?)")       \
    X(RUN_FIND, "SELECT id,scope,shard,started,ended,status FROM run WHERE name=?")                          \
    X(RUN_LAST,                                                                                              \
      "SELECT id,status,started FROM run WHERE shard=? AND scope=? ORDER BY started DESC,name DESC LIMIT 1") \
    X(RUN_SET, "UPDATE run SET scope=?,shard=?,started=?,ended=?,status=? WHERE id=?")                       \
    X(RUN_END, "UPDATE run SET ended=?,status=? WHERE id=?")                                                 \
    X(RUN_LINKS, "SELECT DISTINCT link FROM attempt WHERE run=?")                                            \
    X(RUNS, "SELECT name,scope,shard,started,ended,status FROM run")                                         \
    X(LINK_FIND, "SELECT id FROM link WHERE url=?")                                                          \
    X(LINK_ADD, "INSERT INTO link(url,spread) VALUES(?,?)")                                                  \
    X(LINK_URL, "SELECT url,spread FROM link WHERE id=?")                                                    \
    X(LINK_SET, "UPDATE link SET state=?,since=?,checked=?,confirmed=?,unknown_since=?,due=?,failures=?,"    \
                "moves=?,last_at=?,last_run=? WHERE id=?")                                                   \
    X(LINK_STANDING, "SELECT " DB_STANDING " FROM link WHERE url=?")                                         \
    X(LINKS, "SELECT " DB_STANDING ",link.url,verdict,http_status,final_url,new_url,why,nearest "            \
             "FROM link LEFT JOIN attempt ON link=id AND at=last_at AND run=last_run ORDER BY link.url")     \
    X(ATTEMPT_ADD, "INSERT INTO attempt(link,at,run," DB_ATTEMPT ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)")      \
    X(ATTEMPT_HAS, "SELECT 1 FROM attempt WHERE link=? AND run=? LIMIT 1")                                   \
    X(ATTEMPT_DROP, "DELETE FROM attempt WHERE link=? AND at=? AND run=?")                                   \
    X(ATTEMPT_GET, "SELECT " DB_ATTEMPT " FROM attempt WHERE link=? AND at=? AND run=?")                     \
    X(ATTEMPTS, "SELECT at,run.status," DB_ATTEMPT ",run.name,run.id FROM attempt JOIN run ON run=run.id "   \
                "WHERE link=? ORDER BY at,name")                                                             \
    X(ACCEPT_ADD, "INSERT OR IGNORE INTO acceptance(url,at,until,verdict,reason) VALUES(?,?,?,?,?)")         \
    X(ACCEPT_FIND, "SELECT until,verdict,reason FROM acceptance WHERE url=? "                                \
                   "ORDER BY at DESC,until DESC,verdict DESC,reason DESC LIMIT 1")                           \
    X(ACCEPTS, "SELECT url,at,until,verdict,reason FROM acceptance")                                         \
    X(PAGE_FIND, "SELECT url,checked,etag,last_modified,whole,ids,headings FROM page WHERE url=?")           \
    X(PAGE_PUT, "INSERT OR REPLACE INTO page(url,checked,etag,last_modified,whole,ids,headings) "            \
                "VALUES(?,?,?,?,?,?,?)")                                                                     \
    X(PAGES, "SELECT url,checked,etag,last_modified,whole,ids,headings FROM page ORDER BY url")              \
    X(HOST_FIND, "SELECT key,seen,interval_ms,max FROM host WHERE key=?")                                    \
    X(HOST_PUT, "INSERT OR REPLACE INTO host(key,seen,interval_ms,max) VALUES(?,?,?,?)")                     \
    X(HOSTS, "SELECT key,seen,interval_ms,max FROM host")                                                    \
    X(PROBE_FIND, "SELECT folder,seen,http_status,title,size FROM probe WHERE folder=?")                     \
    X(PROBE_PUT, "INSERT OR REPLACE INTO probe(folder,seen,http_status,title,size) VALUES(?,?,?,?,?)")       \
    X(PROBES, "SELECT folder,seen,http_status,title,size FROM probe")

#define DB_STANDING "state,since,checked,confirmed,unknown_since,due,failures,moves"
#define DB_ATTEMPT  "verdict,kind,http_status,final_url,new_url,nearest,why,requests,bytes,ms"

enum db_statement {
#define X(name, sql) DB_##name,
    DB_STATEMENTS(X)
#undef X
        DB_STATEMENT_COUNT
};

struct ledger {
    sqlite3 *db;
    char *path;
    int lock; /* a descriptor of the file that holds an advisory lock, or -1 */
    bool writable;
    bool begun;         /* a transaction is open */
    size_t open_count;  /* results in it */
    int64_t open_since; /* monotonic milliseconds */
    int64_t run;        /* row of the run at hand, 0 when there is none */
    char *page;         /* the page stored last, and when; owned */
    int64_t page_at;
    sqlite3_stmt *statements[DB_STATEMENT_COUNT];
    struct arena arena; /* of one call */
};

/* A sentence for what SQLite says now; -1. */
int db_fail(struct ledger *l, struct err *err);
/* The statement, reset and without values. NULL with a sentence. */
sqlite3_stmt *db_use(struct ledger *l, enum db_statement which, struct err *err);
void db_bind_str(sqlite3_stmt *st, int at, struct str v); /* copied when it runs: `v` must live until then */
struct str db_str(sqlite3_stmt *st, int column, struct arena *a); /* into the arena; with NULL a view */
/* Runs a statement that gives no rows. */
int db_run(struct ledger *l, sqlite3_stmt *st, struct err *err);
/* SQLITE_ROW or SQLITE_DONE; -1 with a sentence. */
int db_step(struct ledger *l, sqlite3_stmt *st, struct err *err);
int64_t db_clock_ms(void); /* monotonic */
/* Opens a transaction when none is; closes it. */
int db_begin(struct ledger *l, struct err *err);
int db_commit(struct ledger *l, struct err *err);
void db_rollback(struct ledger *l); /* gives up what the open transaction holds */

/* What came from outside as it may be kept: invalid UTF-8 and NUL become U+FFFD. `v` itself when it is clean.
 */
struct str db_clean(struct str v, struct arena *a);

/* Lists of strings as one value: each ended by NUL. */
struct str db_pack(const struct str *list, size_t count, struct arena *a);
struct str *db_unpack(struct str packed, size_t *count, struct arena *a);

/* The row of a link, made when it is missing; -1 with a sentence. */
int64_t db_link(struct ledger *l, struct str url, struct err *err);
/* Adds an attempt of a run's row. When that run has one of the same moment, the greater of the two stays. */
int db_attempt(struct ledger *l, int64_t link, int64_t run, const struct ledger_attempt *a, struct err *err);
/* Derives a link's standing from its attempts. */
int db_fold(struct ledger *l, int64_t link, struct err *err);
struct ledger_attempt db_clean_attempt(const struct ledger_attempt *a, struct arena *arena);
int db_accept(struct ledger *l, struct str url, int64_t at, int32_t until, struct str verdict,
              struct str reason, struct err *err);
int db_page(struct ledger *l, const struct ledger_page *p, struct err *err);
int db_host(struct ledger *l, const struct ledger_host *h, struct err *err);
int db_probe(struct ledger *l, const struct ledger_probe *p, struct err *err);
/* The values of DB_ATTEMPT from a column on, as views. */
void db_read_attempt(sqlite3_stmt *st, int from, struct ledger_attempt *out, struct arena *a);
void db_read_standing(sqlite3_stmt *st, struct link_standing *out); /* DB_STANDING, from column 0 */
void db_read_page(sqlite3_stmt *st, struct ledger_page *out, struct arena *a);

const char *run_status_name(enum run_status s);
bool run_status_parse(struct str word, enum run_status *out);

#endif
