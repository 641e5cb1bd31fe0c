/* JSON Pointer, RFC 6901: from a node to its pointer and back. */
#ifndef KEDB_JSON_POINTER_H
#define KEDB_JSON_POINTER_H

#include "json/doc.h"

/* Appends the pointer of a node ("" for the root; a key has its value's pointer), '~' and '/' in names
 * written ~0 and ~1. */
void json_pointer_add(struct buf *out, const struct json_doc *doc, json_node n);

/* Appends one reference token, escaped, with its leading '/'. */
void json_pointer_add_token(struct buf *out, struct str token);

/* The node a pointer names, or JSON_NONE when there is none or the pointer is not well formed. An index has
 * no leading zeros; "-" names nothing. */
json_node json_pointer_find(const struct json_doc *doc, struct str pointer);

/* Well formed: empty, or '/' first and every '~' followed by 0 or 1. */
bool json_pointer_valid(struct str pointer);

#endif
