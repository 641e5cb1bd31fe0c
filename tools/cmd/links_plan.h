/* Which links a run looks at: collected from records, then chosen. */
#ifndef KEDB_CMD_LINKS_PLAN_H
#define KEDB_CMD_LINKS_PLAN_H

#include "cmd/session.h"
#include "link/ledger.h"
#include "link/plan.h"

/* --all, --due, --shard, --max, --resume, --today. --changed is one of options_files. */
extern const struct option options_plan[];

/* What of a contribution is looked at: at most so many links, for so long. */
enum { CHANGED_LINKS_MAX = 200, CHANGED_SECONDS = 60 };

struct links_scope {
    const char *name;  /* "due", "all", "changed", "list": as the ledger's run has it */
    bool contribution; /* --changed: only links that were added, judged by this run alone */
    const char *shard; /* "K/N" as given, or NULL */
    unsigned shard_index, shard_count;
    size_t max; /* SIZE_MAX: no limit */
    bool resume;
    int32_t today;
    /* what links_choose() counted */
    size_t found, not_due, other_shards, done_before, over_max;
    /* links that this run does not look at, of which the ledger knows that something is to be done: they
     * belong to the report all the same */
    struct plan resting;
};
void links_scope_release(struct links_scope *scope);

/* Reads the options. `list`: the links do not come from records (--urls, one URL), and all of them are meant.
 */
int links_scope_read(const struct args *args, bool list, struct links_scope *scope, struct err *err);

/* Adds the links of the session's records, each with its places. With a contribution only those that no
 * record had at the merge base. A record that cannot be read is named in s->missing, and the others go on. */
int links_collect(struct session *s, const struct args *args, const struct links_scope *scope,
                  struct plan *plan, struct err *err);

/* Keeps what this run is to look at: its shard's links, those that are due (never looked at first, then those
 * that are due for longest), none that the run had before it was interrupted, at most `max`. `ledger` may be
 * NULL: nothing is known, all is due. The ledger's run must have begun. */
void links_choose(struct links_scope *scope, struct ledger *ledger, struct plan *plan);

/* What a run would do, for --dry-run: a line a link (its state, since when it is due, its first place), then
 * the count of links, pages and hosts. */
void links_show_plan(const struct links_scope *scope, struct ledger *ledger, const struct plan *plan,
                     struct buf *out);
/* "12 of 345 links to look at (300 not due, 33 of other shards)", for the start of a run. */
void links_scope_say(const struct links_scope *scope, const struct plan *plan, struct buf *out);

#endif
