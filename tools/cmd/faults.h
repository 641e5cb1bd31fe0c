/* What `kedb validate` says of a file: faults and notes as text for a person or as JSON for a program. */
#ifndef KEDB_CMD_FAULTS_H
#define KEDB_CMD_FAULTS_H

#include "schema/schema.h"
#include "json/place.h"
#include "json/tree.h"

/* The file that is spoken of. */
struct fault_file {
    const char *path;
    struct str text;
    const struct json_doc *doc; /* NULL when the text is no JSON */
    struct srcmap map;          /* of the text */
};

/* Text: a block a fault, ready for a terminal. */
void faults_text(struct buf *out, const struct fault_file *f, const struct schema_faults *faults,
                 bool colour);
void faults_text_json(struct buf *out, const struct fault_file *f, const struct json_fault *fault,
                      bool colour);
/* A note on a schema or a file: `severity` is "warning" or "info". */
void faults_text_note(struct buf *out, const struct fault_file *f, size_t from, size_t to,
                      const char *severity, const char *message, bool colour);

/* JSON: appends findings (schemas/report.schema.json describes one) to the list. */
void faults_tree(tree *list, const struct fault_file *f, const struct schema_faults *faults);
void faults_tree_json(tree *list, const struct fault_file *f, const struct json_fault *fault);
void faults_tree_note(tree *list, const struct fault_file *f, json_node n, const char *severity,
                      const char *message);

#endif
