/* Running the engine for a session and handing the result to the reports. */
#include "cmd/caching.h"
#include "engine/hold.h"
#include "report/report.h"
#include "rules/tools.h"

#include <unistd.h>

static const char *const formats[] = {"text", "json", "sarif", "junit", "github", "markdown", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};

const struct option options_report[] = {
    {"format", 0, OPTION_VALUE, "FORMAT", "shape of the report on standard output (default: text)", formats},
    {"output", 0, OPTION_VALUE, "FILE", "write the report to FILE instead", NULL},
    {"also", 0, OPTION_LIST, "FORMAT:FILE", "write one more report; may be repeated", NULL},
    {"color", 0, OPTION_VALUE, "WHEN", "colour the text (default: auto, on a terminal; NO_COLOR is honoured)",
     colours},
    {"update-baseline", 0, OPTION_FLAG, NULL,
     "drop from the baseline what no finding needs; make one when there is none", NULL},
    {"no-cache", 0, OPTION_FLAG, NULL, "check every file anew, and remember nothing", NULL},
    {"timings", 0, OPTION_FLAG, NULL, "say on standard error where the time went, by phase and rule", NULL},
    {"quiet", 'q', OPTION_FLAG, NULL, "no closing line on standard error", NULL},
    {0},
};

static bool want_colour(const struct args *args)
{
    const char *when = args_value(args, "color");
    if (when && strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(no && *no) && !(term && strcmp(term, "dumb") == 0) && !args_value(args, "output") && isatty(1);
}

/* EXIT_CLEAN, or EXIT_TROUBLE after saying why. */
static int write_report(const struct report *r, const char *format, const char *path)
{
    struct buf out = BUF_INIT;
    struct err err;
    int code = EXIT_CLEAN;
    const struct report_format *f = report_find(format);
    if (f->ready && f->ready(&err) != 0)
        return command_fail(&err);
    f->write(r, &out);
    if (!path)
        code = command_write(buf_str(&out));
    else if (file_write(path, buf_str(&out), NULL, &err) != 0)
        code = command_fail(&err);
    buf_release(&out);
    return code;
}

/* FORMAT:FILE. -1 when it is not of that shape. */
static int also_parse(const char *text, char format[32], const char **path)
{
    const char *colon = strchr(text, ':');
    if (!colon || colon == text || !colon[1] || colon - text >= 32)
        return -1;
    memcpy(format, text, (size_t)(colon - text));
    format[colon - text] = 0;
    *path = colon + 1;
    return report_find(format) ? 0 : -1;
}

static int write_reports(struct report *r, const struct args *args)
{
    const char *format = args_value(args, "format");
    const struct option_value *also = args_option(args, "also");
    r->colour = want_colour(args);
    int code = write_report(r, format ? format : "text", args_value(args, "output"));
    r->colour = false;
    for (size_t i = 0; i < also->list.len; i++) {
        char name[32];
        const char *path;
        if (also_parse(also->list.at[i], name, &path) != 0 || write_report(r, name, path) != EXIT_CLEAN)
            code = EXIT_TROUBLE;
    }
    return code;
}

static int check_also(const struct args *args, struct err *err)
{
    const struct option_value *also = args_option(args, "also");
    for (size_t i = 0; i < also->list.len; i++) {
        char name[32];
        const char *path;
        if (also_parse(also->list.at[i], name, &path) != 0)
            return err_set(err, "--also takes FORMAT:FILE with a format of --format, not \"%s\"",
                           also->list.at[i]);
    }
    return 0;
}

/* A baseline that is there only loses lines; one that is not is made of all findings. */
static int update_baseline(struct session *s, const struct args *args, const struct result *r)
{
    const char *path = session_baseline(s, args);
    struct err err;
    struct buf text = BUF_INIT;
    int code = EXIT_CLEAN;
    if (file_kind(path) == FILE_NONE) {
        baseline_format(r->findings, r->count, s->sources.at, s->config.root, &text);
        fprintf(stderr, "%s: %zu finding%s known from now on\n", path, r->count, r->count == 1 ? "" : "s");
    } else {
        struct baseline b;
        size_t dropped = 0;
        if (baseline_read(&b, path, &err) != 0)
            code = command_fail(&err);
        else
            dropped = baseline_shrink(&b, &s->selection, r->findings, r->count, s->sources.at, s->config.root,
                                      &text);
        baseline_release(&b);
        if (code == EXIT_CLEAN)
            fprintf(stderr, "%s: %zu line%s dropped\n", path, dropped, dropped == 1 ? "" : "s");
    }
    if (code == EXIT_CLEAN && file_write(path, buf_str(&text), NULL, &err) != 0)
        code = command_fail(&err);
    buf_release(&text);
    return code;
}

static int check_options(struct session *s, const struct args *args, struct err *err)
{
    if (check_also(args, err) != 0)
        return -1;
    if (!args_flag(args, "update-baseline"))
        return 0;
    if (!session_baseline(s, args))
        return err_set(err,
                       "--update-baseline needs a baseline: --baseline FILE, or \"baseline\" in kedb.json");
    if (!s->whole)
        return err_set(err, "--update-baseline needs the whole base: name no part of it");
    return 0;
}

int session_check(struct session *s, const struct args *args)
{
    struct err err;
    if (check_options(s, args, &err) != 0)
        return command_fail(&err);
    const char *format = args_value(args, "format");
    struct engine e = {
        .run = &s->run,
        .selection = &s->selection,
        .sources = s->sources.at,
        .source_count = s->sources.len,
        .workers = session_workers(s),
        .tools_new = rule_tools_new,
        .tools_free = rule_tools_free,
        .read_text = session_git_text,
        .texts = s,
        .cache = session_cache(s, args),
        .timings = args_flag(args, "timings") ? &s->timings : NULL,
        .want_excerpts = !format || strcmp(format, "text") == 0,
    };
    for (size_t i = 0; i < args_option(args, "also")->list.len; i++)
        e.want_excerpts |= strncmp(args_option(args, "also")->list.at[i], "text:", 5) == 0;
    timings_start(e.timings);
    struct result result;
    engine_run(&e, &result);
    if (args_flag(args, "update-baseline") && update_baseline(s, args, &result) != EXIT_CLEAN)
        s->trouble = true;
    if (session_judge(s, args, &result, &err) != 0) {
        command_fail(&err);
        s->trouble = true;
    }
    int code = session_exit_code(s, &result);
    struct report r = {.result = &result,
                       .sources = s->sources.at,
                       .selection = &s->selection,
                       .root = s->config.root,
                       .today = s->run.today,
                       .exit_code = code};
    if (write_reports(&r, args) != EXIT_CLEAN)
        code = EXIT_TROUBLE;
    timings_lap(e.timings, "write reports");
    if (e.timings) {
        struct buf table = BUF_INIT;
        timings_print(e.timings, result.records, &table);
        fputs(table.s, stderr);
        buf_release(&table);
    }
    for (size_t i = 0; i < s->missing.len; i++)
        command_failf("%s", s->missing.at[i]);
    for (size_t i = 0; i < result.failures.len; i++)
        command_failf("%s", result.failures.at[i]);
    if (!args_flag(args, "quiet") && (!format || strcmp(format, "text") == 0)) {
        struct buf line = BUF_INIT;
        report_summary(&result, &line);
        fprintf(stderr, "%s\n", line.s);
        buf_release(&line);
    }
    result_release(&result);
    cache_close(e.cache);
    return code;
}
