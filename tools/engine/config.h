/* kedb.json: where a base keeps its records and its schema, and how its rules are set. Found upwards from the
 * first path.
 *
 *     {
 *       "records": "records",                    folder of the records, relative to kedb.json
 *       "schema": "schemas/record.schema.json",
 *       "ledger": "links.db",
 *       "official_hosts": "schemas/official-hosts.json",
 *       "glossary": "schemas/glossary.json",
 *       "local_rules": "schemas/local",          a site's own rules, see rules/local.h
 *       "stale_after_days": 365,
 *       "layout": { "indent": 2, "final_newline": "any" },       any | always | never
 *       "fail_on": "error",
 *       "baseline": "kedb.baseline",             findings that are known, see engine/hold.h
 *       "regex_engines": ["pcre2", "python"],    which count for portability, see regex/portable.h
 *       "suppressions": [{ "rule": "record/stale", "path": "records/aws/x.json", "pointer":
 * "/last_confirmed", "reason": "waits for the vendor", "until": "2026-12-31" }], "rules": { "record/stale":
 * "info", "text": "off" }       a rule, a group or a pattern, and its severity
 *     }
 *
 * Every key may be left out. An unknown key, a wrong type or value is an error with line and column. */
#ifndef KEDB_ENGINE_CONFIG_H
#define KEDB_ENGINE_CONFIG_H

#include "engine/rule.h"

struct config_rule {
    const char *pattern;
    enum severity level;
    struct place place; /* in kedb.json, for a pattern that names no rule */
};

struct config_word {
    struct str text;
    struct place place; /* in kedb.json, for a word that nothing knows */
};

/* Findings of a rule, a group or a pattern in the files that a shell pattern names ("*" also for slashes), at
 * a pointer or below it, are excused until the end of a day. */
struct suppression {
    const char *rule, *path, *pointer, *reason;
    int32_t until;       /* days since 1970-01-01 */
    uint32_t start, end; /* bytes of kedb.json */
    struct place place;  /* of its rule, for a pattern that names none */
};

/* The settings that are paths. */
enum config_path {
    CONFIG_RECORDS,
    CONFIG_SCHEMA,
    CONFIG_LEDGER,
    CONFIG_OFFICIAL_HOSTS,
    CONFIG_GLOSSARY,
    CONFIG_BASELINE,
    CONFIG_LOCAL_RULES,
    CONFIG_PATH_COUNT
};

struct config {
    const char *path;           /* of kedb.json; NULL when there is none and the defaults hold */
    const char *root;           /* the folder that holds it, absolute; NULL without a file */
    const char *records;        /* absolute; NULL without a file */
    const char *schema;         /* absolute; NULL: the built-in record schema */
    const char *ledger;         /* of links, absolute; it need not be there; NULL without a file */
    const char *glossary;       /* absolute; NULL: none is named or lies in its place, the built-in one */
    const char *local_rules;    /* folder, absolute; it need not be there; NULL without a file */
    const char *official_hosts; /* absolute; NULL: the built-in ones */
    int stale_after;
    int indent;
    int final_newline; /* as in struct run */
    enum severity fail_on;
    struct config_rule *rules;
    size_t rule_count;
    const char *baseline;        /* absolute, or NULL */
    struct config_word *engines; /* of regexes; NULL: the usual ones */
    size_t engine_count;
    struct suppression *suppressions;
    size_t suppression_count;
    struct place places[CONFIG_PATH_COUNT]; /* of the paths' values; line 0: kedb.json does not say it */
    struct buf text;
    struct arena arena;
};

enum { STALE_AFTER_DAYS = 365 };

/* Reads `path`, or with NULL looks for kedb.json in the folder of `from` (a file or folder that need not
 * exist) and above it, and then in the working directory and above it. Without any file the defaults hold: 0.
 * -1 with a sentence that begins with the place. Release in either case. */
int config_load(struct config *c, const char *path, const char *from, struct err *err);
/* The same from a text that is the file's at c->path, which is set, as c->root is; c->text is replaced. */
int config_parse(struct config *c, struct str text, struct err *err);
void config_release(struct config *c);
/* Puts the place and the name of a setting before a sentence on what it names, if kedb.json says it; -1. */
int config_blame(const struct config *c, enum config_path which, struct err *err);

/* The folder of local rules that kedb.json names is there; one that it does not name may be missing. 0, or
 * -1. */
int config_local_rules(struct config *c, struct err *err);

/* A path made absolute, "." and ".." resolved by name alone, in the arena. */
char *path_absolute(const char *path, struct arena *a);
/* An absolute path as a person here would write it: without the working directory in front. */
const char *path_shown(const char *absolute, struct arena *a);
/* The same for many paths: `here` is path_absolute("."), which asks the system each time. */
char *path_absolute_from(const char *here, const char *path, struct arena *a);
const char *path_shown_from(const char *here, const char *absolute);

#endif
