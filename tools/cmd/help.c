/* kedb help [COMMAND] */
#include "cmd/parse.h"

static int run_help(const struct args *args)
{
    if (args->rest_count > 1)
        return command_failf("help: one command at a time");
    if (!args->rest_count) {
        help_program(stdout);
        return EXIT_CLEAN;
    }
    const char *near = NULL;
    const struct command *c = command_find(args->rest[0], &near);
    if (!c && near)
        return command_failf("there is no command \"%s\"; did you mean \"%s\"?", args->rest[0], near);
    if (!c)
        return command_failf("there is no command \"%s\"; `kedb help` lists them", args->rest[0]);
    help_command(stdout, c, true);
    return EXIT_CLEAN;
}

const struct command cmd_help = {
    .name = "help",
    .summary = "say what the program or one command does",
    .usage = "[COMMAND]",
    .group = "about the tool",
    .run = run_help,
};
