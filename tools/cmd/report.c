/* kedb report: figures of a whole base. */
#include "cmd/caching.h"
#include "report/figures.h"
#include "rules/tools.h"

static const char *const formats[] = {"text", "json", "markdown", "html", NULL};

static const struct option options[] = {
    {"format", 0, OPTION_VALUE, "FORMAT", "text, or a page to publish (default: text)", formats},
    {"output", 0, OPTION_VALUE, "FILE", "write to FILE instead", NULL},
    {"queue", 0, OPTION_VALUE, "N", "how many records to mend first (default: 20)", NULL},
    {"no-cache", 0, OPTION_FLAG, NULL, "check every file anew, and remember nothing", NULL},
    {0},
};

static const struct option *const groups[] = {options_files, options_rules, NULL};

static int deliver(const struct figures *f, const struct args *args)
{
    static void (*const writers[])(const struct figures *, struct buf *) = {figures_text, figures_json,
                                                                            figures_markdown, figures_html};
    const char *format = args_value(args, "format"), *path = args_value(args, "output");
    struct buf out = BUF_INIT;
    struct err err;
    size_t i = 0;
    while (format && strcmp(formats[i], format) != 0)
        i++;
    writers[i](f, &out);
    int code = path ? EXIT_CLEAN : command_write(buf_str(&out));
    if (path && file_write(path, buf_str(&out), NULL, &err) != 0)
        code = command_fail(&err);
    buf_release(&out);
    return code;
}

static int count(struct session *s, const struct args *args, size_t queue)
{
    struct engine e = {.run = &s->run,
                       .selection = &s->selection,
                       .sources = s->sources.at,
                       .source_count = s->sources.len,
                       .workers = (size_t)s->jobs,
                       .tools_new = rule_tools_new,
                       .tools_free = rule_tools_free,
                       .read_text = session_git_text,
                       .texts = s,
                       .cache = session_cache(s, args)};
    struct result result;
    struct figures figures;
    struct err err;
    engine_run(&e, &result);
    int code = session_judge(s, args, &result, &err) == 0 ? EXIT_CLEAN : command_fail(&err);
    struct report r = {
        .result = &result, .sources = s->sources.at, .selection = &s->selection, .today = s->run.today};
    figures_count(&figures, &r, s->sources.len, queue);
    if (deliver(&figures, args) != EXIT_CLEAN)
        code = EXIT_TROUBLE;
    for (size_t i = 0; i < s->missing.len; i++)
        code = command_failf("%s", s->missing.at[i]);
    for (size_t i = 0; i < result.failures.len; i++)
        code = command_failf("%s", result.failures.at[i]);
    figures_release(&figures);
    result_release(&result);
    cache_close(e.cache);
    return code;
}

static int run_report(const struct args *args)
{
    struct session s = {0};
    struct err err;
    long queue;
    int code;
    if (args_number(args, "queue", 0, 1000000, 20, &queue, &err) != 0 ||
        session_open(&s, args, NULL, &err) != 0 || session_files(&s, args, &err) != 0)
        code = command_fail(&err);
    else
        code = count(&s, args, (size_t)queue);
    session_close(&s);
    return code;
}

const struct command cmd_report = {
    .name = "report",
    .summary = "figures of a whole base, and what to mend first",
    .usage = "[PATH...]",
    .description = "Checks the records and counts: by rule, by domain, and by record, the worst first. "
                   "`--format html` makes one "
                   "page to\n"
                   "publish, which loads nothing from elsewhere. Findings are no failure here: the exit code "
                   "is 0 when the report "
                   "could be\n"
                   "made.",
    .option_groups = groups,
    .options = options,
    .examples = "  kedb report\n  kedb report --format html --output base.html\n  kedb report --only link "
                "--queue 100",
    .group = "keep a base true",
    .run = run_report,
};
