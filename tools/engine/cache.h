/* The cache of a base: what a run found out of each file, so that the next run does it for changed files
 * only.
 *
 * One file outside the base. It holds a row for each file of the base: what tells that it is the same file
 * (its stamp, and a fingerprint of its text), the facts that it gives to corpus rules, and its findings; and
 * the findings of the corpus rules. Two keys say what rows were made with: `facts` (tool, schema, which rules
 * collect), `findings` (all that a rule may read besides the record: severities, settings, loaded tables).
 * A row whose key differs is of no use; neither is one that fails its checksum, and a file that is damaged,
 * of another format or of another tool is as good as none. The file is replaced whole, by rename, and mapped:
 * what a row gives is a view that lives until cache_close(). */
#ifndef KEDB_ENGINE_CACHE_H
#define KEDB_ENGINE_CACHE_H

#include "base/file.h"
#include "base/hash.h"
#include "engine/fact.h"

enum cache_flag {
    CACHE_FINDINGS = 1, /* the row knows the file's findings, not its facts alone */
    CACHE_STAMPED = 2,  /* the stamp tells another text apart: the file was at rest when it was read */
};

/* What is known of one file. */
struct cache_row {
    struct file_stamp stamp; /* taken before the text was read */
    struct hash text;        /* of the file's text, seeded with cache_seed() */
    struct hash blob;        /* what a repository calls that text, as in struct source; zero: not known */
    uint64_t pages;          /* hash of the stamps of the pages beside it; zero: none was looked for */
    int32_t from, to;        /* days on which the findings hold, inclusive */
    uint32_t skipped;        /* checks left out because of a value's type */
    uint32_t flags;
    uint32_t fact_bytes, finding_count;
    uint64_t path;                 /* offsets in the file: the path, */
    uint64_t facts, findings, end; /* the body: facts (engine/facts.h), then findings */
    uint64_t body_check;           /* checksum of the body */
    uint64_t check;                /* checksum of all above and of the path */
};

struct cache;
struct cache_keys {
    struct hash facts, findings;
};

/* Never fails: without a usable file nothing is known. `table` is that of the rules, `count` its rows. */
struct cache *cache_open(const char *path, const struct cache_keys *keys, const struct rule *const *table,
                         size_t count);
void cache_close(struct cache *c);

uint64_t cache_seed(const struct cache *c);
/* The row of the file at `path`, or NULL; *at is where the last search ended, and is 0 before the first:
 * searches go up. */
const struct cache_row *cache_find(const struct cache *c, const char *path, size_t *at);
/* The row that a search ended at. */
const struct cache_row *cache_row_at(const struct cache *c, size_t number);
/* Whether the body of a row is what was written. */
bool cache_row_whole(const struct cache *c, const struct cache_row *row);
/* Whether findings of rows hold under today's keys. */
bool cache_findings_hold(const struct cache *c);

/* The facts of a whole row, packed as in engine/facts.h. */
struct str cache_facts(const struct cache *c, const struct cache_row *row);
/* Gives the findings of a whole row to `each`, file numbers filled in; `keep` holds lists of edits. */
void cache_findings(const struct cache *c, const struct cache_row *row, uint32_t file, struct arena *keep,
                    void (*each)(void *ctx, const struct finding *f), void *ctx);
/* Whether the findings of the corpus rules are known and were made under this key; then gives them. */
bool cache_knows_corpus(const struct cache *c, struct hash key);
void cache_corpus(const struct cache *c, struct arena *keep, void (*each)(void *ctx, const struct finding *f),
                  void *ctx);

/* Writing the next cache: rows in the order of their paths, then the end. A cache that cannot be written is
 * done without: NULL, and every later call does nothing. */
struct cache_writer;
struct cache_writer *cache_write(const struct cache *c);
/* `row` says what is known; its offsets are filled in, `path` must live until the end. With `old` the facts
 * and findings are those of that row, else those given. */
void cache_write_row(struct cache_writer *w, struct cache_row row, const char *path,
                     const struct cache_row *old, struct str facts, const struct finding *findings);
/* The corpus findings and the key they hold under; the file is put in place. */
void cache_write_end(struct cache_writer *w, struct hash corpus_key, const struct finding *findings,
                     size_t count);

#endif
