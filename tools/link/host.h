/* The host of a URL by its text alone: for policy on hosts and for sharing out work. What may be fetched is
 * judged elsewhere, on the parsed URL. */
#ifndef KEDB_LINK_HOST_H
#define KEDB_LINK_HOST_H

#include "base/mem.h"

/* Whether a byte ends what stands behind "://": the path, the query or the fragment begins, or, as browsers
 * read it, a path with the other slash. */
static inline bool url_ends_authority(char c)
{
    return c == '/' || c == '?' || c == '#' || c == '\\';
}

/* The host as written, without user-info and port: a view of the URL; empty when there is none. */
struct str url_host(struct str url);
/* What follows the authority: path, query, fragment; a view. */
struct str url_rest(struct str url);

/* One of `count` shards, 0 to count-1, by a stable hash of the host's name in lower case: all URLs of a host
 * are in one shard, on every machine and in every version. */
unsigned url_shard(struct str url, unsigned count);

/* "K/N", 1 <= K <= N <= SHARDS_MAX. -1 when it is not of that shape. */
enum { SHARDS_MAX = 10000 };
int shard_parse(const char *text, unsigned *k, unsigned *n);

#endif
