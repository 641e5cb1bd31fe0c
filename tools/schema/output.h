/* The standard's output formats (JSON Schema 2020-12 Core, section 12) as JSON text. */
#ifndef KEDB_SCHEMA_OUTPUT_H
#define KEDB_SCHEMA_OUTPUT_H

#include "schema/schema.h"

enum output_format { OUTPUT_FLAG, OUTPUT_BASIC, OUTPUT_DETAILED, OUTPUT_VERBOSE };

/* Appends the output document of one instance, without a newline. The whole schema is evaluated, and memory
 * is taken for each unit. */
void output_write(const struct schema *s, const struct json_doc *doc, enum output_format format,
                  struct buf *out);

/* Appends ", "annotations": [{"instanceLocation", "keywordLocation", "keyword", "annotation"}, ...]" . */
void output_annotations(const struct schema *s, const struct json_doc *doc, struct schema_scratch *scratch,
                        struct buf *out);

/* Appends a JSON string. */
void output_string(struct buf *out, struct str v);

#endif
