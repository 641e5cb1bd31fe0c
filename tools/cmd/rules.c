/* kedb rules: what is checked, from the rules' own rows, and what a rule would cost a base. */
#include "cmd/rulebook.h"
#include "cmd/session.h"
#include "rules/tools.h"

static const char *const formats[] = {"text", "markdown", NULL};

static const struct option options[] = {
    {"format", 0, OPTION_VALUE, "FORMAT", "a list for the terminal, or the whole rule book (default: text)",
     formats},
    {"impact", 0, OPTION_FLAG, NULL,
     "run every rule over the base and say what each finds, also those that are off", NULL},
    {0},
};

static const struct option *const groups[] = {options_files, options_rules, NULL};

struct impact {
    size_t findings, records, fixable;
    uint32_t last; /* file of the last finding, plus 1 */
};

static const char *level_word(const struct session *s, size_t i)
{
    return severity_name((enum severity)s->selection.levels[i]);
}

/* Every rule runs, those that are off at the severity they would have. */
static void print_impact(struct session *s)
{
    size_t count = s->selection.count;
    uint8_t *levels = mem_zalloc(count, 1);
    struct impact *all = mem_zalloc(count, sizeof *all);
    struct result result;
    memcpy(levels, s->selection.levels, count);
    for (size_t i = 0; i < count; i++)
        if (levels[i] == SEVERITY_OFF)
            s->selection.levels[i] =
                (uint8_t)(s->selection.table[i]->severity == SEVERITY_OFF ? SEVERITY_WARNING
                                                                          : s->selection.table[i]->severity);
    struct engine e = {.run = &s->run,
                       .selection = &s->selection,
                       .sources = s->sources.at,
                       .source_count = s->sources.len,
                       .workers = (size_t)s->jobs,
                       .tools_new = rule_tools_new,
                       .tools_free = rule_tools_free,
                       .read_text = session_git_text,
                       .texts = s};
    engine_run(&e, &result);
    memcpy(s->selection.levels, levels, count);
    for (size_t i = 0; i < result.count; i++) {
        const struct finding *f = &result.findings[i];
        size_t row = 0;
        while (s->selection.table[row] != f->rule)
            row++;
        all[row].findings++;
        all[row].fixable += f->edit_count && !f->unsafe;
        all[row].records += all[row].last != f->file + 1;
        all[row].last = f->file + 1;
    }
    printf("%8s %8s %8s  %-8s %s\n", "findings", "records", "fixable", "now", "rule");
    for (size_t i = 0; i < count; i++)
        if (all[i].findings)
            printf("%8zu %8zu %8zu  %-8s %s\n", all[i].findings, all[i].records, all[i].fixable,
                   level_word(s, i), s->selection.table[i]->id);
    size_t silent = 0;
    for (size_t i = 0; i < count; i++)
        silent += !all[i].findings;
    printf("%zu of %zu rules find nothing in %zu record%s\n", silent, count, result.records,
           result.records == 1 ? "" : "s");
    for (size_t i = 0; i < s->missing.len; i++)
        command_failf("%s", s->missing.at[i]);
    for (size_t i = 0; i < result.failures.len; i++)
        command_failf("%s", result.failures.at[i]);
    s->trouble = s->missing.len || result.failures.len;
    result_release(&result);
    free(levels);
    free(all);
}

static int run_impact(const struct args *args)
{
    struct session s;
    struct err err;
    int code = EXIT_CLEAN;
    if (session_open(&s, args, NULL, &err) != 0 || session_files(&s, args, &err) != 0)
        code = command_fail(&err);
    else
        print_impact(&s);
    if (s.trouble)
        code = EXIT_TROUBLE;
    session_close(&s);
    return code;
}

/* The rules at the severities that the nearest configuration and the options give them. */
static int run_rules(const struct args *args)
{
    const char *format = args_value(args, "format");
    if (args_flag(args, "impact"))
        return format ? command_failf("rules: --impact has one format") : run_impact(args);
    if (format && strcmp(format, "markdown") == 0) {
        struct buf out = BUF_INIT;
        rulebook(&out);
        int code = command_write(buf_str(&out));
        buf_release(&out);
        return code;
    }
    if (args->rest_count)
        return command_failf("rules: paths go with --impact; `kedb explain RULE` says more of one rule");
    struct session s;
    struct err err;
    int code = EXIT_CLEAN;
    if (session_open(&s, args, NULL, &err) != 0)
        code = command_fail(&err);
    for (size_t i = 0; code == EXIT_CLEAN && i < s.selection.count; i++)
        printf("%-32s %-8s %s\n", s.selection.table[i]->id, level_word(&s, i), s.selection.table[i]->summary);
    session_close(&s);
    return code;
}

const struct command cmd_rules = {
    .name = "rules",
    .summary = "list the rules with their severities",
    .usage = "[PATH...]",
    .description = "Lists the rules with the severity that each has here, from its default, kedb.json and "
                   "the options. With "
                   "--impact the\n"
                   "records are checked with every rule, also those that are off, and each that finds "
                   "something is listed with "
                   "its findings,\n"
                   "the records that have one, and how many `kedb fix` would mend: what it would cost to "
                   "switch the rule on.",
    .option_groups = groups,
    .options = options,
    .examples = "  kedb rules\n  kedb rules --impact records/aws\n  kedb rules --format markdown >RULES.md",
    .group = "about the tool",
    .run = run_rules,
};
