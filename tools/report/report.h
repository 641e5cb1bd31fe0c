/* Reports: a run's findings in the shape that somebody reads. One row a format in report/table.c. */
#ifndef KEDB_REPORT_REPORT_H
#define KEDB_REPORT_REPORT_H

#include "engine/engine.h"

struct report {
    const struct result *result;
    const struct source *sources; /* by file number */
    const struct selection *selection;
    const char *root; /* the folder of kedb.json, absolute, or NULL: what fingerprints are relative to */
    int32_t today;    /* days since 1970-01-01 */
    bool colour;
    int exit_code; /* what the program will end with */
};

struct report_format {
    const char *name; /* as --format takes it */
    const char *summary;
    void (*write)(const struct report *r, struct buf *out);
    int (*ready)(struct err *err); /* before write: whether the format can be written here; NULL: always */
};

extern const struct report_format report_table[]; /* ended by a row without name */
const struct report_format *report_find(const char *name);

void report_text(const struct report *r, struct buf *out);
void report_json(const struct report *r, struct buf *out);
void report_sarif(const struct report *r, struct buf *out);
int report_junit_ready(struct err *err);
void report_junit(const struct report *r, struct buf *out);
void report_github(const struct report *r, struct buf *out);
void report_markdown(const struct report *r, struct buf *out);

/* One line on the whole: "3 records checked: 1 error, 2 warnings, 0 infos". */
void report_summary(const struct result *r, struct buf *out);

/* Appends text that may come from a record: what must not reach a terminal is shown as \u{XXXX}. Newlines and
 * tabs too. */
void report_safe(struct buf *out, struct str v);

/* The same as text of a Markdown table's cell: what Markdown would take for structure stands behind a
 * backslash.
 */
void report_cell(struct buf *out, struct str text);

#endif
