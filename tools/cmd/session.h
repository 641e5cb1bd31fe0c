/* What every command that works on records does first: configuration, schema, roles, selection of rules, list
 * of files. */
#ifndef KEDB_CMD_SESSION_H
#define KEDB_CMD_SESSION_H

#include "base/hash.h"
#include "cmd/command.h"
#include "engine/config.h"
#include "engine/engine.h"
#include "engine/timing.h"
#include "record/git.h"

/* Option rows to share. */
extern const struct option options_files[];  /* --config, --files-from, -0, --stdin, --stdin-path */
extern const struct option options_rules[];  /* --only, --skip, --severity, --fail-on, --today, -j */
extern const struct option options_report[]; /* --format, --output, --also, --color, --quiet */

enum { SAMPLE_RECORDS = 512 }; /* that what is learned from a base is learned from, or up to twice as many */

struct session {
    struct config config;
    struct run run;
    struct hash inputs; /* a fingerprint of what was loaded into `run` besides schema and kedb.json: whoever
                           loads more adds it here (hash_add), so that no cache outlives it */
    struct selection selection;
    struct json_doc schema_doc;
    struct buf schema_text;
    struct roles roles;
    struct schema *schema; /* compiled; owned */
    enum severity fail_on;
    long jobs;
    VEC(struct source) sources; /* sorted by path */
    bool trouble;               /* something could not be done, and was said */
    bool whole;                 /* every record of the base was asked for */
    bool folders;               /* a whole folder was asked for */
    VEC(struct paths) walked;   /* what the sources' paths live in */
    struct buf pages_found;     /* with want_pages and without rules on them: the .md files of the folders
                                   asked for, as file_walk_with() gives them */
    struct buf stdin_text;
    struct git_files git;     /* what git names: the index with --staged */
    struct git_files before;  /* texts of the revision that --changed compares with */
    struct page_facts pages;  /* for the rules on rendered pages */
    bool want_pages;          /* one of them is on, or the command wants pages listed beside records */
    struct page_slots *slots; /* owned */
    VEC(char *) missing;      /* sentences about operands that are not there */
    struct timings timings;
    struct official_hosts *official; /* owned */
    struct glossary *glossary;       /* owned */
    struct local_rules *local;       /* owned */
    struct link_book *links;         /* owned; NULL without a ledger */
    const char *here;                /* the working directory, once it was asked for */
    struct arena arena;
};

/* Reads configuration, schema and selection; `only` (may be NULL) restricts the rules before --only does. -1
 * with a sentence. */
int session_open(struct session *s, const struct args *args, const char *const *only, struct err *err);
/* The first half of it, for commands that run no rules: configuration and schema. */
int session_open_base(struct session *s, const struct args *args, struct err *err);
/* The same, kedb.json looked for upwards from `from` (NULL: the working directory), whatever the operands
 * are. */
int session_open_at(struct session *s, const struct args *args, const char *from, struct err *err);
/* The second half: today's date and the selection of rules. */
int session_select(struct session *s, const struct args *args, const char *const *only, struct err *err);
/* Adds the files that the operands and file options name, and the rest of the base for corpus rules. */
int session_files(struct session *s, const struct args *args, struct err *err);
/* Adds the records of git's index instead: those that differ from HEAD are asked for. `early` is called when
 * these are known and nothing else is yet: as in git_index_files(). */
int session_index(struct session *s, int (*early)(void *ctx, struct err *err), void *ctx, struct err *err);
/* For the rules on pages, when one is on: where pages lie (called before files are added), and those of the
 * pages found whose records are gone. */
void session_pages(struct session *s);
void session_pages_rendered(struct session *s); /* after: whether the base's pages are rendered at all */
void session_orphans(struct session *s, const struct paths *found);
/* read_text of struct engine, the session its ctx: the index's text of a record that was not asked for. */
int session_git_text(void *ctx, const struct source *src, struct buf *out, bool *own, struct err *err);
/* As many threads as were asked for, and no more than there are files for. */
size_t session_workers(const struct session *s);
void session_close(struct session *s);

/* For the rules on links, when one is on: official hosts, and what the ledger and the export beside it know
 * (kedb.json says where they lie; that there is none yet is no fault, but a file named by --ledger must be
 * there). */
int session_verdicts(struct session *s, const struct args *args, struct err *err);
void session_verdicts_release(struct session *s);
/* Where a ledger's export lies: beside it, ending in .jsonl. */
const char *session_export_path(struct session *s, const char *ledger);

/* Runs the engine over the session's files, reports as the options say; gives the exit code. */
int session_check(struct session *s, const struct args *args);

/* The baseline of the run: --baseline (an empty name: none), else that of kedb.json, else NULL. */
const char *session_baseline(struct session *s, const struct args *args);
/* Holds back what the baseline and the suppressions cover; after engine_run(). -1 when the baseline cannot be
 * read. */
int session_judge(struct session *s, const struct args *args, struct result *r, struct err *err);
/* The path from the root, in the arena; relative ones lie in the working directory, which is asked for once.
 */
const char *session_absolute(struct session *s, const char *path);
/* An absolute path as a person here would write it. */
const char *session_shown_path(struct session *s, const char *absolute);

/* The exit code for a result. */
int session_exit_code(const struct session *s, const struct result *r);

/* The path of the records folder as a person here would write it; without a configuration the folder named
 * "records" that the first source lies in. NULL when there is none. */
const char *session_records_folder(struct session *s);
/* 0 unless kedb.json names a records folder that is none: then -1 with a sentence. */
int session_records_there(struct session *s, struct err *err);

/* The path below the records folder without ".json" (in the arena), empty when it lies elsewhere. */
struct str session_id_of(struct session *s, const char *path);

#endif
