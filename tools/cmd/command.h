/* A command: one row gives parsing, help, man page and completion. One file a command, one line in
 * cmd/table.c. */
#ifndef KEDB_CMD_COMMAND_H
#define KEDB_CMD_COMMAND_H

#include "base/err.h"
#include "base/file.h"

#include <stdio.h>

enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_TROUBLE = 2 };

enum option_kind {
    OPTION_FLAG,  /* --diff */
    OPTION_VALUE, /* --today DATE, --today=DATE; the last one counts */
    OPTION_LIST,  /* may be given several times; all are kept, in order */
    OPTION_MAYBE, /* --changed or --changed=REV: a value only with '=' */
};

struct option {
    const char *name; /* "fail-on", without dashes */
    char letter;      /* 'j' for -j, or 0 */
    enum option_kind kind;
    const char *value;        /* how help names the value: "LEVEL", "RULE=LEVEL"; NULL for flags */
    const char *help;         /* one line: "end with 1 at this severity and above (default: error)" */
    const char *const *words; /* closed list of values, ended by NULL, or NULL: checked, completed */
};

/* What was given for one option. */
struct option_value {
    bool given;
    const char *value; /* of VALUE and MAYBE (NULL when --changed stood alone) */
    VEC(const char *) list;
};

/* The parsed command line. */
struct args {
    const struct command *command;
    struct option_value *values; /* one for each option row, shared rows first */
    const struct option **options;
    size_t option_count;
    char **rest; /* operands */
    size_t rest_count;
};

struct command {
    const char *name;        /* one word, or two: "links export" */
    const char *summary;     /* one line */
    const char *usage;       /* operands: "[PATH...]" */
    const char *description; /* paragraphs of the long help and man page */
    const struct option *const
        *option_groups; /* tables shared by commands, each ended by a row without name; list ended by NULL */
    const struct option *options; /* its own, ended by a row without name; may be NULL */
    const char *exits;            /* its exit codes 0 and 1 in words, when they are not the usual ones */
    const char *examples;         /* lines for help and man page: "kedb check records" */
    const char *group;            /* heading in the list of commands */
    int (*run)(const struct args *args); /* gives an exit code */
};

extern const struct command *const command_table[]; /* ended by NULL, in the order of the help */
extern const struct command *const verb_table[];    /* the commands of two words, ended by NULL */

/* What was given for an option; a row that the command does not have is a bug and ends the program. */
const struct option_value *args_option(const struct args *a, const char *name);
bool args_has(const struct args *a, const char *name); /* the command has this row */
bool args_flag(const struct args *a, const char *name);
const char *args_value(const struct args *a, const char *name); /* NULL when not given */
/* A number in from..to; -1 and a sentence in err when it is none, `missing` when not given. */
int args_number(const struct args *a, const char *name, long from, long to, long missing, long *out,
                struct err *err);

/* "kedb: " sentence on standard error, and EXIT_TROUBLE. */
int command_fail(const struct err *err);
int command_failf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Writes to standard output past stdio's buffer. EXIT_CLEAN, or EXIT_TROUBLE after saying why; a closed pipe
 * is nobody's fault and ends in EXIT_TROUBLE without a word. */
int command_write(struct str text);

/* Ends standard output: flushes, and reports what could not be written (a full disk) with EXIT_TROUBLE. A
 * closed pipe is nobody's fault: EXIT_TROUBLE is given silently. Else `code`. */
int command_finish(int code);

#endif
