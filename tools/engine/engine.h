/* The engine: files in, findings out. Record rules on a pool of threads, corpus rules after them, one sorted
 * merge: the same result whatever the number of threads. */
#ifndef KEDB_ENGINE_ENGINE_H
#define KEDB_ENGINE_ENGINE_H

#include "base/file.h"
#include "base/hash.h"
#include "engine/fact.h"
#include "engine/select.h"

/* What few files of a base have. */
struct source_more {
    struct hash blob;   /* fingerprint of what names its content in a repository; zero: not known */
    const void *origin; /* what `read_text` finds that content by, when the text is not given; NULL: the file
                         * at the path is read */
    struct str before;  /* its text in the revision that is compared with; .s NULL: there is none */
    const struct str *pages; /* as in struct check, when they are given; NULL: read from beside the path */
};

/* A file of the base. Its text is read from `path` unless it is given. Small: a base may have hundreds of
 * thousands. */
struct source {
    const char *path;               /* as reported */
    struct str id_expected;         /* path below the records folder without ".json"; empty: not below it */
    struct str text;                /* text.s NULL: to be read */
    const struct source_more *more; /* or NULL */
    bool asked;                     /* false: it only lends facts to corpus rules */
    bool orphan;                    /* no record, but a page whose record is gone */
    bool found;                     /* not named but found: no symbolic link, which may lead anywhere */
    bool pages_known;    /* pages_there says which pages lie beside `path`; false: they are looked for */
    uint8_t pages_there; /* bit 1 << number of the suffix, see struct page_facts */
};

struct engine {
    const struct run *run;
    const struct selection *selection;
    const struct source *sources; /* sorted by path */
    size_t source_count;
    size_t workers;          /* 1 or more */
    size_t size_limit;       /* bytes of one file; 0: RECORD_SIZE_MAX */
    bool want_excerpts;      /* findings carry their source line */
    struct timings *timings; /* engine/timing.h: where the time goes; NULL: not measured */
    struct cache *cache;     /* engine/cache.h, or NULL; must outlive the result, whose texts may be its */
    struct rule_tools *(*tools_new)(const struct run *run); /* one for each worker; NULL: none */
    void (*tools_free)(struct rule_tools *t);
    /* Gives the text of a source with an origin, with one readable byte more; any worker may ask. *own: it
     * was read from the file at its path. 0, or -1 and a sentence. */
    int (*read_text)(void *ctx, const struct source *src, struct buf *out, bool *own, struct err *err);
    void *texts; /* its ctx */
};

enum { RECORD_SIZE_MAX = 64 << 20 };

/* A finding that is held back, see engine/hold.h. */
struct held {
    struct finding finding;
    const char *reason; /* of the suppression; NULL: the baseline knows it */
    uint64_t print;     /* its fingerprint, */
    unsigned number;    /* and which of those alike it is */
};

struct result {
    struct finding *findings; /* sorted by file, position, rule, message */
    size_t count;
    size_t by_severity[4];
    struct held *held; /* owned; not counted above */
    size_t held_count, suppressed;
    size_t records;        /* files asked for and read */
    size_t skipped;        /* checks left out because a value had a wrong type */
    struct paths failures; /* sentences about files that could not be read; sorted */
    /* What the findings live in. */
    struct sink *sinks;
    size_t sink_count;
};

void engine_run(const struct engine *e, struct result *out);
void result_release(struct result *r);

#endif
