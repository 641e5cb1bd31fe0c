/* Figures of a whole base: what is there, what is wrong by rule and by domain, and which records to mend
 * first. For the maintainer of thousands: the worst first, each thing once. */
#ifndef KEDB_REPORT_FIGURES_H
#define KEDB_REPORT_FIGURES_H

#include "report/report.h"

/* Findings of one rule, one domain or one record. */
struct tally {
    const char *name;            /* rule id, domain or path */
    const struct finding *first; /* its worst finding, of a record */
    size_t by_severity[4];
    size_t records; /* that have a finding; of a domain: all */
    size_t fixable; /* findings that `kedb fix` mends safely */
};

struct tallies {
    struct tally *at;
    size_t len, cap;
};

struct figures {
    const struct result *result;
    int32_t today;
    size_t clean;           /* records without an error or a warning */
    struct tallies domains; /* by name */
    struct tallies rules;   /* the loudest and most frequent first */
    struct tallies queue;   /* records, the worst first */
    struct arena arena;
};

/* Counts. The result and the sources must outlive the figures. `queue` is how many records the queue holds at
 * most.
 */
void figures_count(struct figures *f, const struct report *r, size_t source_count, size_t queue);
void figures_release(struct figures *f);

void figures_text(const struct figures *f, struct buf *out);
void figures_json(const struct figures *f, struct buf *out);
void figures_markdown(const struct figures *f, struct buf *out);
void figures_html(const struct figures *f, struct buf *out); /* one file, nothing loaded from elsewhere */

#endif
