/* The commands, one a line: in the order of the help, and those of two words. */
#include "cmd/command.h"

// clang-format off
#define COMMANDS(X) \
    X(check) \
    X(parity) \
    X(regex) \
    X(fix) \
    X(fmt) \
    X(render) \
    X(links) \
    X(hook) \
    X(report) \
    X(new) \
    X(match) \
    X(graph) \
    X(validate) \
    X(bowtie) \
    X(rules) \
    X(explain) \
    X(completion) \
    X(help)

#define VERBS(X) \
    X(links_export) \
    X(links_import) \
    X(links_merge) \
    X(links_accept) \
    X(links_history) \
    X(links_due) \
    X(report_glossary) \
    X(regex_explain) \
    X(regex_suggest)
// clang-format on

#define X(name) extern const struct command cmd_##name;
COMMANDS(X)
VERBS(X)
#undef X

#define X(name) &cmd_##name,
const struct command *const command_table[] = {COMMANDS(X) NULL};
const struct command *const verb_table[] = {VERBS(X) NULL};
#undef X
