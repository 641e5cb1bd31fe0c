/* SQLite, loaded when a ledger is opened (base/library.h). The functions keep their names; none may be called
 * before sqlite_load() gave 0, and none is linked. */
#ifndef KEDB_LINK_SQLITE_H
#define KEDB_LINK_SQLITE_H

#include "base/library.h"

#include <sqlite3.h>

// clang-format off
#define SQLITE_FUNCTIONS(X) \
    X(sqlite3_bind_int) \
    X(sqlite3_bind_int64) \
    X(sqlite3_bind_text64) \
    X(sqlite3_busy_timeout) \
    X(sqlite3_clear_bindings) \
    X(sqlite3_close_v2) \
    X(sqlite3_column_blob) \
    X(sqlite3_column_bytes) \
    X(sqlite3_column_int) \
    X(sqlite3_column_int64) \
    X(sqlite3_column_text) \
    X(sqlite3_db_readonly) \
    X(sqlite3_errcode) \
    X(sqlite3_errmsg) \
    X(sqlite3_exec) \
    X(sqlite3_extended_result_codes) \
    X(sqlite3_finalize) \
    X(sqlite3_get_autocommit) \
    X(sqlite3_last_insert_rowid) \
    X(sqlite3_open_v2) \
    X(sqlite3_prepare_v2) \
    X(sqlite3_prepare_v3) \
    X(sqlite3_randomness) \
    X(sqlite3_reset) \
    X(sqlite3_step) \
    X(sqlite3_system_errno)
// clang-format on

struct sqlite {
    LIBRARY_POINTERS(SQLITE_FUNCTIONS)
};
extern struct sqlite sqlite; /* written once */

/* -1 with a sentence. One thread opens ledgers: it is not to be called from several. */
int sqlite_load(struct err *err);

#define sqlite3_bind_int              sqlite.sqlite3_bind_int
#define sqlite3_bind_int64            sqlite.sqlite3_bind_int64
#define sqlite3_bind_text64           sqlite.sqlite3_bind_text64
#define sqlite3_busy_timeout          sqlite.sqlite3_busy_timeout
#define sqlite3_clear_bindings        sqlite.sqlite3_clear_bindings
#define sqlite3_close_v2              sqlite.sqlite3_close_v2
#define sqlite3_column_blob           sqlite.sqlite3_column_blob
#define sqlite3_column_bytes          sqlite.sqlite3_column_bytes
#define sqlite3_column_int            sqlite.sqlite3_column_int
#define sqlite3_column_int64          sqlite.sqlite3_column_int64
#define sqlite3_column_text           sqlite.sqlite3_column_text
#define sqlite3_db_readonly           sqlite.sqlite3_db_readonly
#define sqlite3_errcode               sqlite.sqlite3_errcode
#define sqlite3_errmsg                sqlite.sqlite3_errmsg
#define sqlite3_exec                  sqlite.sqlite3_exec
#define sqlite3_extended_result_codes sqlite.sqlite3_extended_result_codes
#define sqlite3_finalize              sqlite.sqlite3_finalize
#define sqlite3_get_autocommit        sqlite.sqlite3_get_autocommit
#define sqlite3_last_insert_rowid     sqlite.sqlite3_last_insert_rowid
#define sqlite3_open_v2               sqlite.sqlite3_open_v2
#define sqlite3_prepare_v2            sqlite.sqlite3_prepare_v2
#define sqlite3_prepare_v3            sqlite.sqlite3_prepare_v3
#define sqlite3_randomness            sqlite.sqlite3_randomness
#define sqlite3_reset                 sqlite.sqlite3_reset
#define sqlite3_step                  sqlite.sqlite3_step
#define sqlite3_system_errno          sqlite.sqlite3_system_errno

#endif
