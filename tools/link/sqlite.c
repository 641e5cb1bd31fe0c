/* The pointers to SQLite: see sqlite.h. */
#include "link/sqlite.h"

struct sqlite sqlite;

int sqlite_load(struct err *err)
{
    static const char *const names[] = LIBRARY_NAMES(SQLITE_FUNCTIONS);
    return sqlite3_step ? 0 : library_load(KEDB_SQLITE, names, &sqlite, err);
}
