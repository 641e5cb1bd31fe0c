/* A rule: a row that says what must hold, why, where it looks, how it is checked, and shows itself by
 * examples.
 *
 * A rule is a pure function of the run (what was loaded before: today's date, the schema, verdicts of links,
 * pages on disk) and the record. It does no I/O, asks no clock, keeps no state.
 *
 * A record rule's `check` is called once a record, on any thread. A corpus rule's `collect` is called once a
 * record and leaves facts (engine/fact.h); when all records are read its `check_corpus` is called once with
 * all facts. Rows that share one check function (the parity rules share a tokeniser pass) name the same
 * function: it is called once and reports under several rows. A rule stays silent on a record in which a
 * value with one of the roles it `reads` has a wrong type. */
#ifndef KEDB_ENGINE_RULE_H
#define KEDB_ENGINE_RULE_H

#include "engine/finding.h"
#include "record/record.h"

enum rule_scope { SCOPE_RECORD, SCOPE_CORPUS };

/* An example is a record: the example record of the tests with a JSON Merge Patch (RFC 7386) applied, or a
 * whole text. */
struct rule_example {
    const char *bad;      /* merge patch: the rule must report exactly once or more, the first time at `at` */
    const char *good;     /* merge patch: the rule must stay silent */
    const char *at;       /* JSON Pointer of the first finding of a bad example; "" is the whole record */
    const char *fixed;    /* merge patch of the record after the finding's edits; NULL: no edits expected */
    const char *text;     /* `bad` or `good` is a whole file's text instead of a patch when this is "text" */
    const char *path;     /* where the file lies, when the usual records/aws/example.json will not do */
    const char *schema;   /* a schema's text instead of the record schema */
    const char *with;     /* merge patch of a second record in the same base, records/aws/other.json */
    unsigned copies;      /* how many records like it there are; 0: one */
    const char *baseline; /* the text of a baseline, */
    const char *config;   /* and of a kedb.json whose suppressions hold: all rules run */
    const char *ledger;   /* lines of an export of a ledger (link/lines.h), without its first line */
    const char *before;   /* merge patch of the record as it was in the revision that is compared with */
    const char *page;     /* the page that lies beside the record in a base whose pages are rendered */
};

struct run;
struct check;
struct corpus;

struct rule {
    const char *id;         /* "group/name", its only identity */
    const char *summary;    /* "the id must equal the file's path" */
    const char *why;        /* what goes wrong for a reader when it does not hold */
    const char *rate;       /* firing rate on good data, when the rule is not certain */
    enum severity severity; /* by default; SEVERITY_OFF: only on request */
    enum rule_scope scope;
    role_set reads; /* prerequisites */
    uint32_t facts; /* kinds that check_corpus reads: FACT_BIT() of engine/fact.h */
    bool fixes;     /* may offer edits */
    bool reader;    /* says why a record cannot be read: a selection of other rules leaves it on */
    bool pages;     /* looks at rendered pages: they are read only when such a rule is on */
    void (*check)(struct check *c);
    void (*collect)(struct check *c);
    void (*check_corpus)(struct corpus *k);
    const struct rule_example *examples; /* ended by a row of NULLs; at least one bad one */
};

/* What a run knows before the first record is read. Read-only for rules. Pointers may be NULL when nothing
 * was loaded. */
struct run {
    int32_t today;       /* days since 1970-01-01, see base/date.h */
    int32_t stale_after; /* days */
    const struct roles *roles;
    const struct schema *schema;       /* the record schema, compiled */
    const struct json_doc *schema_doc; /* its document */
    const char *schema_name;           /* its file name, for messages */
    unsigned regex_engines; /* which count for portability: bits 1 << enum regex_engine, 0: the usual ones */
    enum { NEWLINE_ANY, NEWLINE_ALWAYS, NEWLINE_NEVER } final_newline;
    int indent;
    const struct page_facts *pages;        /* rendered pages on disk */
    const struct link_book *links;         /* what a ledger knows of links: link/book.h */
    const struct glossary *glossary;       /* how terms are rendered: rules/glossary.h */
    const struct official_hosts *official; /* whose pages are official: link/official.h */
    const struct local_rules *local;       /* the site's own: rules/local.h */
    const struct str *removed; /* ids of records that the change under check takes away: an edge to one is */
    size_t removed_count;      /* reported wherever it stands, also in a record that was not asked for */
    uint32_t sample; /* one record in so many lends its texts to what is learned from the base; 0: each */
    bool whole_base; /* every record of the base is in the run: an id that is not there is nowhere */
};

/* Which pages lie beside a record, and how a record becomes one: for the rules on pages. */
enum { PAGES_MAX = 4 };
struct page_facts {
    const struct page_slots *slots;  /* see markdown/slots.h */
    const char *suffixes[PAGES_MAX]; /* ".md", ".zh.md": what the engine reads beside each record */
    bool rendered;                   /* the base has an index page: a record without its page lacks it */
};

/* One record under check. `arena` holds what lives as long as this record's check; findings copy what they
 * are given. */
struct check {
    const struct run *run;
    const struct record *rec;
    struct arena *arena;
    struct sink *sink;        /* where findings go: engine/finding.h */
    struct str before;        /* the record's text in the revision that is compared with; .s NULL: none */
    const struct str *pages;  /* the pages beside the record by suffix, .s NULL where there is none; NULL: not
                                 known */
    struct rule_tools *tools; /* what one thread's rules work with: rules/tools.h */
    struct regex_view *regexes; /* the record's patterns, read once for all rules: rules/regex_view.h */
    bool regexes_read;
    int32_t from, to; /* the days on which the findings so far hold: kept by check_is_past() and its kin */
};

/* Whether today is after `day`. Rules on records ask this way, and never compare run->today themselves: what
 * they found is remembered for as long as the answers stay the same. */
bool check_is_past(struct check *c, int32_t day);
/* Today itself, for a message: what was found holds for one day. */
int32_t check_today(struct check *c);

extern const struct rule *const rule_table[]; /* ended by NULL, sorted by id; in rules/table.c */
const struct rule *rule_find(const struct rule *const *table, struct str id);

#endif
