/* URI references, RFC 3986: taken apart, resolved against a base (section 5.2), without their fragment.
 *
 * Nothing is refused here: a text that is no URI resolves to something that no schema has. */
#ifndef KEDB_SCHEMA_URI_H
#define KEDB_SCHEMA_URI_H

#include "base/mem.h"

/* The parts of a reference; views of it. A part that is absent has s == NULL, an empty one has len 0. */
struct uri {
    struct str scheme, authority, path, query, fragment; /* path is always there */
};
struct uri uri_split(struct str text);

/* The reference in the context of a base, dot segments removed, scheme and host in lower case, percent
 * escapes of unreserved characters decoded (section 6.2.2); the fragment is kept as written. In the arena. */
struct str uri_resolve(struct str base, struct str reference, struct arena *a);

/* The text before '#', and what follows it (empty when there is none). */
struct str uri_without_fragment(struct str text);
struct str uri_fragment(struct str text);

/* Percent escapes decoded; one that is not well formed stays as it is. */
struct str uri_decode(struct str text, struct arena *a);

/* The file: URI of a path, which is made absolute by the working directory. */
struct str uri_of_path(const char *path, struct arena *a);

#endif
