/* A named text of JSON that the program is set up by, read strictly: an object whose keys are all known, each
 * once. Whatever is wrong with it is said in one sentence, with the place in front: "hosts.json:3:5: ...". */
#ifndef KEDB_JSON_SOURCE_H
#define KEDB_JSON_SOURCE_H

#include "base/err.h"
#include "json/doc.h"

struct json_source {
    struct str text;
    const char *name;
    struct err *err;
    struct json_doc doc;
};

/* Sets the sentence for an offset of the text or for a node, and gives -1. */
int json_source_fail_at(struct json_source *s, size_t at, const char *what);
int json_source_fail(struct json_source *s, json_node n, const char *what);

/* Parses the text, which must be an object without a key that stands there twice. The document is released by
 * the caller (json_release), also after a failure. */
int json_source_open(struct json_source *s);

#endif
