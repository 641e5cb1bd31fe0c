/* When a link counts as broken, and when it is looked at again: a pure function of what was seen of it.
 *
 * A link's standing is the fold of all its attempts in the order of time. Nothing else is remembered, so two
 * ledgers that saw different runs are merged by uniting their attempts and folding again: in any order, any
 * number of times, with the same result.
 *
 *     ok       the page is there; looked at again after 7 days, after 14 once it held for a week, then 28
 *     moved    the page is elsewhere for good; 14 days
 *     suspect  it failed, but not often and long enough; the next day
 *     broken   it failed in 3 nights, the last at least 7 days after the first; a page that says it is gone
 *              (410) or a host name that does not exist in 2 nights, at least 1 day apart; a URL that is none
 *              at once; 7 days
 *     unknown  nothing can be said (a time-out, a wall against robots); 2, 4, then 7 days; never becomes
 * broken unsafe   the URL leads to an address that is not public; at once; 7 days
 *
 * Failures within one night count once: a failure counts when its UTC date differs from that of the one
 * counted before and 12 hours lie between them. An unknown between failures neither counts nor forgives; a
 * success forgives everything. */
#ifndef KEDB_LINK_POLICY_H
#define KEDB_LINK_POLICY_H

#include "base/str.h"

#define LINK_STATE_LIST(X)                                                                                   \
    X(NEW, "new")                                                                                            \
    X(OK, "ok")                                                                                              \
    X(MOVED, "moved")                                                                                        \
    X(SUSPECT, "suspect")                                                                                    \
    X(BROKEN, "broken")                                                                                      \
    X(UNKNOWN, "unknown")                                                                                    \
    X(UNSAFE, "unsafe")

enum link_state {
#define X(name, word) LINK_##name,
    LINK_STATE_LIST(X)
#undef X
        LINK_STATE_COUNT
};
const char *link_state_name(enum link_state s);
bool link_state_parse(struct str word, enum link_state *out); /* false: none of these */

/* What one attempt says. A failure is GONE when the server or the name service said that it is for good. */
#define ATTEMPT_KIND_LIST(X)                                                                                 \
    X(OK, "ok")                                                                                              \
    X(MOVED, "moved")                                                                                        \
    X(FAILED, "failed")                                                                                      \
    X(GONE, "gone")                                                                                          \
    X(INVALID, "invalid")                                                                                    \
    X(UNSAFE, "unsafe")                                                                                      \
    X(UNKNOWN, "unknown")

enum attempt_kind {
#define X(name, word) ATTEMPT_##name,
    ATTEMPT_KIND_LIST(X)
#undef X
        ATTEMPT_KIND_COUNT
};
const char *attempt_kind_name(enum attempt_kind k);
bool attempt_kind_parse(struct str word, enum attempt_kind *out); /* false: none of these */

struct attempt_seen {
    int64_t at; /* seconds since 1970-01-01 UTC */
    enum attempt_kind kind;
    uint64_t target; /* of MOVED: a hash of where to */
};

enum {
    POLICY_FAILURES = 3,
    POLICY_FAILING_DAYS = 7,
    POLICY_GONE_FAILURES = 2,
    POLICY_GONE_DAYS = 1,
    POLICY_NIGHT_SECONDS = 12 * 3600,
    POLICY_UNKNOWN_LISTED_DAYS = 30
};

/* All times are seconds as above; 0 where there is none. */
struct link_standing {
    enum link_state state;
    int64_t since;         /* when the state began; of suspect and broken: the first failure */
    int64_t checked;       /* the last attempt */
    int64_t confirmed;     /* the last attempt that found the page, here or moved */
    int64_t unknown_since; /* the first of the unknown attempts that nothing definite followed */
    int32_t due;           /* the day (since 1970-01-01) from which it is to be looked at again */
    uint32_t failures;     /* counted nights since the last success */
    uint32_t moves;        /* nights in which the present target was seen, of MOVED */
    /* what the counting needs */
    uint32_t gone;
    int64_t last_failure, first_gone, last_gone, last_move;
    uint64_t target;
};

/* Before the first attempt: new, due at once. */
void standing_init(struct link_standing *s);
/* One more attempt; not earlier than the one before. `spread` is a hash of the URL: of two links that were
 * looked at on one day it parts the days on which they are due. */
void standing_add(struct link_standing *s, const struct attempt_seen *a, uint64_t spread);

/* The hash for it: of the URL without its fragment, since one fetch decides all fragments of a page. */
uint64_t link_spread(struct str url);

/* True when it has been unknown for more than POLICY_UNKNOWN_LISTED_DAYS on this day. */
bool standing_unknown_long(const struct link_standing *s, int32_t today);

/* The UTC day of a time, in days since 1970-01-01. */
int32_t day_of(int64_t at);

#endif
