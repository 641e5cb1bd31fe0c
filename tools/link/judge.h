/* From answers to a verdict: what to do next about one page, answer by answer. A pure machine: it asks no
 * clock and no network, so that a recording gives the same verdict as the run that it was made in.
 *
 * One judge is for one page and all its fragments. Redirects are followed here, hop by hop, each through the
 * guard of link/url.h. */
#ifndef KEDB_LINK_JUDGE_H
#define KEDB_LINK_JUDGE_H

#include "link/answer.h"
#include "link/outcome.h"
#include "link/soft404.h"

enum {
    JUDGE_REDIRECTS = 20,  /* followed at most; browsers do the same */
    JUDGE_VISITS = 3,      /* the same URL as often as this is a loop, unless cookies came in between */
    JUDGE_RETRIES = 2,     /* after a failure that may pass, before the last pass */
    JUDGE_RATE_HITS = 4,   /* answers of 429 that a page is given patience for */
    JUDGE_PATIENCE_S = 30, /* a longer Retry-After is not waited for */
    JUDGE_REFRESH_S = 10   /* a slower <meta refresh> is not followed */
};

enum judge_step {
    JUDGE_FETCH, /* ask for judge.at, after judge.wait_ms */
    JUDGE_PROBE, /* ask for a page beside judge.probe_beside that cannot exist, then judge_probed() */
    JUDGE_LATER, /* put aside for the last pass, then judge_again() */
    JUDGE_DONE
};

struct visit {
    struct str page;
    unsigned count;
};

struct judge {
    struct arena arena;
    struct url start, at; /* where it began, what is asked for now */
    const struct url_policy *policy;
    const struct str *fragments; /* wanted, as written; s NULL for none */
    size_t fragment_count;
    bool browser;     /* ask with a browser's headers */
    uint32_t wait_ms; /* before the next request to this host, besides its pace */
    bool limited;     /* the answer asked for patience: the host's pace is to be slowed */
    bool refused;     /* ... for more than is waited for: the host is to be left */
    /* the verdict, once done */
    enum verdict verdict;
    const char *why;
    int status;
    bool gone, answered; /* `answered`: `at` is where the redirects led */
    struct page *page;   /* owned; NULL when none was read */
    struct str etag, last_modified;
    bool page_unknown; /* there, but its content could not be read */
    VEC(struct hop) hops;
    unsigned requests;
    uint64_t bytes;
    uint64_t ms;
    uint64_t body;                  /* decoded size of the page */
    const struct url *probe_beside; /* at JUDGE_PROBE: ask for a page beside this one */
    /* private */
    VEC(struct visit) visits;
    unsigned redirects, tries, rate_hits;
    bool last_pass, failed, was_limited, changed_headers;
    bool leading, temporary; /* only permanent redirects so far; one that was not */
    struct url moved; /* end of the leading run of permanent redirects; page.s NULL when there is none */
    struct str moved_fragment, fragment; /* that a Location brought along; s NULL: the link's own */
    const char *suspect;
    bool walled; /* what is suspected is a wall, not a missing page */
};

void judge_begin(struct judge *j, const struct url *start, const struct url_policy *policy,
                 const struct str *fragments, size_t fragment_count);
/* One answer; takes its page. */
enum judge_step judge_answer(struct judge *j, struct answer *a);
/* The answer to the probe. `probe` NULL: none could be had. */
enum judge_step judge_probed(struct judge *j, const struct soft404_probe *probe);
/* Begins the last pass. */
enum judge_step judge_again(struct judge *j);
/* Ends it from outside: the host was left, is down, or the run ends. */
void judge_end(struct judge *j, enum verdict v, const char *why);
/* The place that is wanted on the page that answered, for one of the fragments. */
struct str judge_fragment(const struct judge *j, struct str own);
/* The outcome for one URL of the page; strings live in the judge. url, index and at are the caller's. */
void judge_outcome(struct judge *j, struct str fragment, struct outcome *out);
/* True when all places that are wanted are on what was read of the page so far. */
bool judge_found(void *judge, const struct page *page);
void judge_release(struct judge *j);

#endif
