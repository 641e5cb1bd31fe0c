/* Where a schema's references out of its own document lead: documents by URI.
 *
 * In this order: documents that were added; folders that stand for a URI prefix; folders of known schemas, by
 * the identifier each schema gives itself; the meta-schemas of the drafts, which are built in; and for a
 * file: URI the file. Nothing is fetched from the network. Documents are read when they are first asked for
 * and kept until the registry is freed. Not for use by two threads at once. */
#ifndef KEDB_SCHEMA_REGISTRY_H
#define KEDB_SCHEMA_REGISTRY_H

#include "base/err.h"
#include "json/doc.h"

enum { REGISTRY_FILES_MAX = 20000 }; /* in folders of known schemas */

struct registry;
struct registry *registry_new(void);
void registry_free(struct registry *r);

/* A document under a URI (without fragment); the text is copied. -1 when it is no JSON. */
int registry_add(struct registry *r, struct str uri, struct str text, struct err *err);
/* URIs that begin with the prefix are files below the folder. */
void registry_add_prefix(struct registry *r, struct str prefix, const char *folder);
/* The .json files below the folder are known by their own $id or id. -1 when it cannot be walked; a file in
 * it that is no JSON is passed over. */
int registry_add_folder(struct registry *r, const char *folder, struct err *err);

/* The document of a URI without fragment; *name becomes how messages call it. NULL with err->msg empty when
 * there is none; with a sentence when there is one that cannot be read. */
const struct json_doc *registry_find(struct registry *r, struct str uri, const char **name, struct err *err);

/* A built-in meta-schema by its URI (with no fragment), or an empty view. */
struct str metaschema_find(struct str uri);

#endif
