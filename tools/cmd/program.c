/* The program's frame: which command, its help, how it ends. */
#include "cmd/parse.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int command_fail(const struct err *err)
{
    fprintf(stderr, "kedb: %s\n", err->msg);
    return EXIT_TROUBLE;
}

int command_failf(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("kedb: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    return EXIT_TROUBLE;
}

int command_finish(int code)
{
    errno = 0;
    bool bad = fflush(stdout) != 0 || ferror(stdout);
    if (!bad)
        return code;
    if (errno != EPIPE)
        fprintf(stderr, "kedb: standard output: cannot be written: %s\n", strerror(errno ? errno : EIO));
    return EXIT_TROUBLE;
}

int command_write(struct str text)
{
    fflush(stdout);
    for (size_t done = 0; done < text.len;) {
        ssize_t n = write(STDOUT_FILENO, text.s + done, text.len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EPIPE)
            return EXIT_TROUBLE;
        if (n < 0)
            return command_failf("standard output: cannot be written: %s", strerror(errno));
        done += (size_t)n;
    }
    return EXIT_CLEAN;
}

static void option_line(FILE *out, const struct option *o)
{
    struct buf left = BUF_INIT;
    buf_adds(&left, "  ");
    if (o->letter)
        buf_addf(&left, "-%c, ", o->letter);
    buf_addf(&left, "--%s", o->name);
    if (o->value)
        buf_addf(&left, o->kind == OPTION_MAYBE ? "[=%s]" : " %s", o->value);
    if (left.len < 30)
        fprintf(out, "%-30s%s\n", left.s, o->help);
    else
        fprintf(out, "%s\n%30s%s\n", left.s, "", o->help);
    if (o->words) {
        fprintf(out, "%30s", "");
        for (const char *const *w = o->words; *w; w++)
            fprintf(out, "%s%s", w == o->words ? "" : ", ", *w);
        fputc('\n', out);
    }
    buf_release(&left);
}

/* The commands whose first word is this one. */
static void list_verbs(FILE *out, const struct command *command)
{
    size_t len = strlen(command->name);
    bool any = false;
    for (const struct command *const *c = verb_table; *c; c++) {
        if (strncmp((*c)->name, command->name, len) != 0 || (*c)->name[len] != ' ')
            continue;
        fprintf(out, "%s  kedb %-20s %s\n", any ? "" : "\nand with it:\n", (*c)->name, (*c)->summary);
        any = true;
    }
}

void help_command(FILE *out, const struct command *command, bool whole)
{
    size_t count;
    const struct option **options = command_options(command, &count);
    fprintf(out, "usage: kedb %s%s%s%s\n\n%s\n", command->name, count ? " [OPTION...]" : "",
            *command->usage ? " " : "", command->usage, command->summary);
    if (whole && command->description)
        fprintf(out, "\n%s\n", command->description);
    list_verbs(out, command);
    if (count)
        fputs("\noptions:\n", out);
    for (size_t i = 0; i < count; i++)
        option_line(out, options[i]);
    free((void *)options);
    if (whole && command->examples)
        fprintf(out, "\nexamples:\n%s\n", command->examples);
    if (whole)
        fprintf(out, "\nexit codes: %s, 2 the job could not be done\n",
                command->exits ? command->exits : "0 nothing to report, 1 findings");
    else
        fprintf(out, "\n`kedb help %s` says more.\n", command->name);
}

void help_program(FILE *out)
{
    fputs("kedb keeps a known-error database true.\n\nusage: kedb COMMAND [OPTION...] [PATH...]\n", out);
    const char *group = "";
    for (const struct command *const *c = command_table; *c; c++) {
        if (strcmp((*c)->group, group) != 0)
            fprintf(out, "\n%s:\n", group = (*c)->group);
        fprintf(out, "  %-11s %s\n", (*c)->name, (*c)->summary);
    }
    fputs("\n`kedb COMMAND -h` lists a command's options, `kedb help COMMAND` says all.\n", out);
}

static int run_command(const struct command *command, int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        bool whole = strcmp(argv[i], "--help") == 0;
        if (whole || strcmp(argv[i], "-h") == 0) {
            help_command(stdout, command, whole);
            return command_finish(EXIT_CLEAN);
        }
    }
    struct args args;
    struct err err;
    int code;
    if (args_parse(&args, command, argc, argv, &err) != 0)
        code = command_fail(&err);
    else
        code = command_finish(command->run(&args));
    args_release(&args);
    return code;
}

int program_run(int argc, char **argv)
{
    /* A closed pipe and a file size limit are errors of a write, and no sudden death. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        help_program(stderr);
        return EXIT_TROUBLE;
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        puts("kedb " KEDB_VERSION);
        return command_finish(EXIT_CLEAN);
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        help_program(stdout);
        return command_finish(EXIT_CLEAN);
    }
    const char *near = NULL;
    int words;
    const struct command *command = command_named(argc - 1, argv + 1, &words, &near);
    if (command)
        return run_command(command, argc - 1 - words, argv + 1 + words);
    if (name[0] == '-')
        return command_failf("there is no option %s before a command; `kedb help` lists the commands", name);
    if (near)
        return command_failf("there is no command \"%s\"; did you mean \"%s\"?", name, near);
    return command_failf("there is no command \"%s\"; `kedb help` lists them", name);
}
