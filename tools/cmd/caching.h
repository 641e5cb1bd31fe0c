/* The cache of a session's base: see engine/cache.h. Its place is KEDB_CACHE, else kedb/ in the user's cache
 * folder (XDG Base Directory Specification): never in the repository. */
#ifndef KEDB_CMD_CACHING_H
#define KEDB_CMD_CACHING_H

#include "cmd/session.h"
#include "engine/cache.h"

/* NULL when there is to be none: --no-cache, no kedb.json, a small base, no place to write. Close it after
 * the result is released. */
struct cache *session_cache(const struct session *s, const struct args *args);

#endif
