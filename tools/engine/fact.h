/* Facts: what corpus rules remember of a record once its text is gone, kept small and plain so that they can
 * be cached.
 *
 * A fact has a kind, a key (bytes; what it means is the kind's business), a number, and the span of the file
 * it came from. A corpus rule walks over all facts of the kinds that its row names, by file and position, as
 * often as it likes, and reports at a fact's span; lines, pointer and excerpt are filled in by the engine,
 * which reads the few files concerned again. Facts stay packed (engine/facts.h), and are let go of after the
 * last rule that reads their kind: a rule that sorts them keeps hashes, and looks again at the few that
 * matter. A key stands at any address: what is in it is copied before it is read as numbers. */
#ifndef KEDB_ENGINE_FACT_H
#define KEDB_ENGINE_FACT_H

#include "engine/rule.h"

enum fact_kind {
    FACT_ID,        /* key: the record's id */
    FACT_REFERENCE, /* key: the id referred to */
    FACT_OVERLAP,   /* what a record recognises and shows: see rules/regex_overlap.c */
    FACT_SAME, /* key: a hash of 8 bytes of a regex, signature, id, ...; number: which: rules/regex_unique.c
                */
    /* of translations: see rules/parity_facts.h */
    FACT_TEXT,   /* key: hashes of the English and the Chinese */
    FACT_SAMPLE, /* key: words and bigrams of a pair, as numbers */
    FACT_LIST,   /* key: those of the items of a list, and how they match */
    FACT_STYLE,  /* key: places written in one style */
    FACT_NAME,   /* key: a name amid the English; number: whether the Chinese keeps it */
    FACT_KIND_COUNT
};
#define FACT_BIT(kind) (1U << (kind)) /* for struct rule's `facts` */

struct fact {
    uint32_t file;
    uint16_t kind;
    uint16_t number;
    uint32_t start, end;
    struct str key;
};

/* From `collect`: remembers a fact of the record at hand; the key is copied. */
void fact_add(struct check *c, enum fact_kind kind, json_node node, struct str key, unsigned number);

/* Whether the record at hand has left a fact of a kind. */
bool fact_has(const struct check *c, enum fact_kind kind);

/* For `check_corpus`. */
struct corpus {
    const struct run *run;
    size_t file_count;
    const struct key_filter *filter; /* of what was asked for; NULL: all, or much of it */
    struct arena *arena;             /* lives as long as the rule's call */
    struct sink *sink;
    const struct pass *pass; /* where the facts are: engine/pass.h */
    uint32_t kinds;          /* that the rule at hand reads, as its row says */
};

/* All facts of a kind that the rule's row names, by file and place. */
struct fact_cursor;
struct fact_cursor *corpus_facts(struct corpus *k, enum fact_kind kind);
/* The next, valid until the call after it (its key as long as the rule's call), or NULL. */
const struct fact *fact_next(struct fact_cursor *c);

/* The same by file: 8 bytes a file as long as the rule's call. */
struct fact_index;
const struct fact_index *corpus_index(struct corpus *k, enum fact_kind kind);
struct fact_run {
    const unsigned char *at, *end;
    struct fact fact;
};
struct fact_run facts_of(const struct fact_index *x, uint32_t file);
const struct fact *fact_run_next(struct fact_run *r);

/* Of a file by its number: its path, and the id that it should have (empty when nothing says). */
const char *corpus_path(const struct corpus *k, uint32_t file);
struct str corpus_expected_id(const struct corpus *k, uint32_t file);

/* Reports at a fact's span. Help, note and edits as for record rules, with corpus_* below. */
struct finding *corpus_finding(struct corpus *k, const struct rule *rule, const struct fact *at,
                               const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The same also in a file that was not asked for: what a change elsewhere did to it. */
struct finding *corpus_finding_anywhere(struct corpus *k, const struct rule *rule, const struct fact *at,
                                        const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void corpus_help(struct corpus *k, struct finding *f, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void corpus_note(struct corpus *k, struct finding *f, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void corpus_edit(struct corpus *k, struct finding *f, size_t offset, size_t length, struct str text);
/* False when the file of this fact was not asked for: it only lends its facts, and what is reported in it is
 * dropped. */
bool corpus_is_asked(const struct corpus *k, const struct fact *f);
/* For rules that compare facts of one kind by the first eight bytes of their keys: false when no record that
 * was asked for has a fact of this kind that begins like this one. It may be true of others. */
bool corpus_may_concern(const struct corpus *k, const struct fact *f);
bool corpus_rule_is_on(const struct corpus *k, const struct rule *rule);

#endif
