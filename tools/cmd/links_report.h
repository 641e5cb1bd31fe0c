/* The report of a run over links: worst first, each link with its places, what to write instead, and since
 * when. */
#ifndef KEDB_CMD_LINKS_REPORT_H
#define KEDB_CMD_LINKS_REPORT_H

#include "cmd/links_plan.h"
#include "engine/finding.h"
#include "link/outcome.h"

struct links_row {
    const struct plan_url *u; /* of the plan, or of those that rest */
    bool rested;              /* this run did not look at it: what the ledger knows from before */
    enum verdict verdict;
    enum severity severity; /* how loud it is for this run; off: nothing to do */
    struct link_standing standing;
    bool judged; /* by the ledger: `standing` says more than this run alone */
    int32_t accepted_until;
    struct str accepted_reason;
    int http_status;
    struct str final_url, new_url, why, *nearest;
    size_t nearest_count;
    enum fragment_verdict fragment;
    unsigned requests;
    uint64_t bytes;
    uint32_t ms;
};

struct links_report {
    const struct plan *plan;
    const struct links_scope *scope;
    const char *const *failures; /* sentences about what could not be read or done */
    size_t failure_count;
    size_t not_reached; /* links that the run did not get to: time was up, or it was stopped */
    int exit_code;
    bool colour;
    VEC(struct links_row) rows;
    struct arena arena;
};

/* Remembers an outcome; copies. Call it after the ledger has recorded it; `ledger` may be NULL. */
void links_report_add(struct links_report *r, const struct outcome *o, struct ledger *ledger);
/* Before any of the following: takes from the ledger what it says after the run, acceptances, and the links
 * that rest; sorts by severity, verdict, first place, URL. */
int links_report_finish(struct links_report *r, struct ledger *ledger, struct err *err);
void links_report_release(struct links_report *r);

/* EXIT_FINDINGS when a row is at or above `fail_on`. */
int links_report_code(const struct links_report *r, enum severity fail_on);

void links_report_text(const struct links_report *r, struct buf *out);
void links_report_markdown(const struct links_report *r, struct buf *out);
/* schemas/links-report.schema.json: findings, summary, and links in the order of the plan. */
void links_report_json(const struct links_report *r, struct buf *out);
/* In a format of report/report.h that is made of findings: "github", "sarif", "junit". Links of a plain list
 * have no place and are not in it. */
void links_report_findings(const struct links_report *r, const char *format, struct buf *out);
/* One line on the whole: "345 links: 2 broken, 1 moved, ...". */
void links_report_summary(const struct links_report *r, struct buf *out);

/* What a row tells, for the writers: "broken since 2026-05-01 (3 nights)", and what to do, or "". */
void links_row_headline(const struct links_row *row, struct buf *out);
void links_row_help(const struct links_row *row, struct buf *out);
/* The string to write instead, quoted, or "". */
void links_row_fixed(const struct links_row *row, struct str url, struct buf *out);
/* The rule of `kedb check` that says the same. */
const char *links_row_rule(const struct links_row *row);

#endif
