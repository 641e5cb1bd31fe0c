/* kedb links: what its files share beside the plan (links_plan.h) and the report (links_report.h). */
#ifndef KEDB_CMD_LINKS_H
#define KEDB_CMD_LINKS_H

#include "cmd/command.h"
#include "link/check.h"

extern const struct option options_network[]; /* how to fetch, and what may be fetched */

/* What these options say, and what it owns. */
struct links_setup {
    struct check_options check;
    VEC(struct net) nets;
    VEC(struct str) names;
    VEC(const char *) resolve;
    struct arena arena;
};
/* `last_pass_ms` and `budget_ms` hold where no option says otherwise. Release in either case. */
int links_setup_read(struct links_setup *s, const struct args *args, uint32_t last_pass_ms,
                     uint64_t budget_ms, struct err *err);
void links_setup_release(struct links_setup *s);

/* The whole story of one URL: each request, the place, the verdict and why. */
void links_story(const struct outcome *o, struct buf *out);

/* Progress on standard error: a bar on a terminal, a line now and then elsewhere. */
struct links_progress {
    bool terminal, quiet, shown;
    uint64_t last_line;
};
void links_progress_init(struct links_progress *p, bool quiet);
void links_progress_show(struct links_progress *p, const struct check_progress *now);
void links_progress_end(struct links_progress *p);

#endif
