/* kedb help [COMMAND]: on the terminal, or as a man page. */
#include "cmd/manual.h"
#include "cmd/parse.h"

static const struct option options[] = {
    {"man", 0, OPTION_FLAG, NULL, "print the man page's source (roff) instead", NULL},
    {"commands", 0, OPTION_FLAG, NULL, "list every command, also those of two words, one a line", NULL},
    {0},
};

static void list_commands(void)
{
    for (const struct command *const *c = command_table; *c; c++)
        puts((*c)->name);
    for (const struct command *const *c = verb_table; *c; c++)
        puts((*c)->name);
}

static int print_manual(const struct command *c)
{
    struct buf out = BUF_INIT;
    if (c)
        manual_command(&out, c);
    else
        manual_program(&out);
    int code = command_write(buf_str(&out));
    buf_release(&out);
    return code;
}

static int run_help(const struct args *args)
{
    bool man = args_flag(args, "man");
    if (args_flag(args, "commands")) {
        list_commands();
        return EXIT_CLEAN;
    }
    if (!args->rest_count && man)
        return print_manual(NULL);
    if (!args->rest_count) {
        help_program(stdout);
        return EXIT_CLEAN;
    }
    const char *near = NULL;
    int used;
    const struct command *c = command_named((int)args->rest_count, args->rest, &used, &near);
    if (c && args->rest_count > (size_t)used)
        return command_failf("help: one command at a time");
    if (!c && near)
        return command_failf("there is no command \"%s\"; did you mean \"%s\"?", args->rest[0], near);
    if (!c)
        return command_failf("there is no command \"%s\"; `kedb help` lists them", args->rest[0]);
    if (man)
        return print_manual(c);
    help_command(stdout, c, true);
    return EXIT_CLEAN;
}

const struct command cmd_help = {
    .name = "help",
    .summary = "say what the program or one command does",
    .usage = "[COMMAND]",
    .options = options,
    .examples = "  kedb help check\n  kedb help --man check | man -l -",
    .group = "about the tool",
    .run = run_help,
};
