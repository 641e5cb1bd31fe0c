/* One run of the engine from the inside: what its parts share. Private to engine/. */
#ifndef KEDB_ENGINE_PASS_H
#define KEDB_ENGINE_PASS_H

#include "engine/cache.h"
#include "engine/engine.h"
#include "engine/sink.h"
#include "engine/timing.h"

/* One check function and the rows that report through it. */
struct active {
    void (*check)(struct check *c);
    const struct rule *rule; /* the first of its rows */
    size_t rows;
    bool collects;
};

/* Steps of the work on one file, for timings; the check functions follow. */
enum step { STEP_RECALL, STEP_READ, STEP_PARSE, STEP_ROLES, STEP_PAGES, STEP_COUNT };

struct worker {
    struct sink sink;
    struct buf text;
    struct json_doc doc;
    struct arena arena;
    size_t skipped, records;
    struct rule_tools *tools;
    struct paths failures;
    struct buf page_texts[PAGES_MAX];
    struct str pages[PAGES_MAX];
    uint64_t *spent; /* nanoseconds a step; NULL: not measured */
    uint64_t last;   /* when the step at hand began */
};

/* What is known of one file by the end of a run with a cache. Small: a base may have hundreds of thousands.
 */
struct note {
    struct file_stamp stamp;
    struct hash text;
    uint64_t pages;
    int32_t from, to;
    uint32_t old; /* 1 and the number of the row that the cache knows, or 0 */
    uint32_t skipped : 28;
    uint32_t state : 2;   /* enum note_state */
    uint32_t stamped : 1; /* the stamp can be trusted */
    uint32_t renewed : 1; /* the cache knew the file by less than now */
};
enum note_state { NOTE_NONE, NOTE_FRESH, NOTE_RECALLED }; /* NONE: it could not be read */
enum { SKIPPED_MAX = (1 << 28) - 1 };

static inline void end_step(struct worker *w, size_t step)
{
    if (w->spent) {
        uint64_t now = timing_now();
        w->spent[step] += now - w->last;
        w->last = now;
    }
}

static inline struct source_more more_of(const struct source *s)
{
    return s->more ? *s->more : (struct source_more){0};
}

struct pass {
    const struct engine *e;
    struct worker *workers;
    struct active *active;
    size_t active_count;
    bool any_collector;
    bool pages;             /* a rule that looks at pages is on */
    struct note *notes;     /* one a source; NULL without a cache */
    struct hash *blobs;     /* what a repository calls their texts; NULL: no source says so */
    struct hash corpus_key; /* what the corpus rules' findings depend on besides the keys */
    bool corpus_known;      /* the cache has them */
    bool write;             /* the next cache is to be written */
    bool distrust;          /* nothing in the cache is used */
    int64_t at_rest;        /* files changed before this time are at rest; nanoseconds since 1970 */
};

/* What the cache knows of the file, or NULL. */
static inline const struct cache_row *note_row(const struct pass *p, const struct note *n)
{
    return n->old ? cache_row_at(p->e->cache, n->old - 1) : NULL;
}

/* The text of a source that does not bring it, as `read_text` of struct engine. */
int read_source(const struct pass *p, const struct source *src, struct buf *out, bool *own, struct err *err);

/* The corpus rules, after all records: engine/corpus.c. Their findings are added to the first worker's; the
 * number of those before is given. */
size_t run_corpus_rules(struct pass *p);

/* The use of a cache: engine/recall.c. All do nothing in a run without one. */
void recall_begin(struct pass *p);
/* True when the file needs no check: what is known of it was taken over. By its stamp, unread; or by its
 * text.
 */
bool recall_by_stamp(struct pass *p, struct worker *w, uint32_t number);
bool recall_by_text(struct pass *p, struct worker *w, uint32_t number, struct str text);
/* After a check: its findings hold on the days from..to. */
void recall_note(struct pass *p, uint32_t number, int32_t from, int32_t to, size_t skipped);
/* After all files: what is known of the whole. False when the cache turns out to be damaged: then the run
 * begins anew with `distrust`. */
bool recall_settle(struct pass *p);
/* Writes the rows, when the run learned enough; before the workers' facts are gathered. */
struct cache_writer *recall_write(struct pass *p);

#endif
