/* The commands, in the order of the help. */
#include "cmd/command.h"

extern const struct command cmd_check, cmd_parity, cmd_render, cmd_fix, cmd_fmt, cmd_rules, cmd_explain,
    cmd_validate, cmd_bowtie, cmd_completion, cmd_help;

const struct command *const command_table[] = {
    &cmd_check,  &cmd_parity, &cmd_fix,     &cmd_fmt,        &cmd_render, &cmd_validate,
    &cmd_bowtie, &cmd_rules,  &cmd_explain, &cmd_completion, &cmd_help,   NULL,
};

extern const struct command cmd_links_accept, cmd_links_due, cmd_links_export, cmd_links_history,
    cmd_links_import, cmd_links_merge;

const struct command *const verb_table[] = {
    &cmd_links_export,
    &cmd_links_import,
    &cmd_links_merge,
    &cmd_links_accept,
    &cmd_links_history,
    &cmd_links_due,
    NULL,
};
