/* kedb links: fetch documentation links and say which of them a reader can still follow. */
#include "cmd/links.h"
#include "cmd/links_report.h"

#include "base/date.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

static const char *const formats[] = {"text", "json", "markdown", "github", "sarif", "junit", NULL};

static const struct option options_links[] = {
    {"urls", 0, OPTION_VALUE, "FILE",
     "check the URLs in FILE, one a line (- is standard input), instead of records'", NULL},
    {"ledger", 0, OPTION_VALUE, "FILE",
     "the ledger (default: kedb.json's, else links.db; none for --urls and --changed)", NULL},
    {"dry-run", 'n', OPTION_FLAG, NULL, "say what would be looked at, and fetch nothing", NULL},
    {"format", 0, OPTION_VALUE, "FORMAT", "shape of the report on standard output (default: text)", formats},
    {"output", 0, OPTION_VALUE, "FILE", "write the report to FILE instead", NULL},
    {"fail-on", 0, OPTION_VALUE, "LEVEL", "end with 1 at links of this severity or above (default: error)",
     (const char *const[]){"info", "warning", "error", NULL}},
    {"jobs", 'j', OPTION_VALUE, "N", "threads for reading records (default: one a processor)", NULL},
    {"quiet", 'q', OPTION_FLAG, NULL, "no progress and no closing line on standard error", NULL},
    {0},
};

/* The one thing that a signal handler may touch. */
static volatile sig_atomic_t stop_asked;

static void on_signal(int signal)
{
    (void)signal;
    if (stop_asked++) /* once more: at once */
        _exit(EXIT_TROUBLE);
}

/* A run, and what it owns. */
struct links_run {
    const struct args *args;
    struct session session;
    struct plan plan;
    struct links_scope scope;
    struct links_setup setup;
    struct links_report report;
    struct links_progress progress;
    struct ledger *ledger;
    bool list;   /* URLs from a list or the command line; nothing is read from records */
    bool single; /* one URL: the whole story is told */
    struct buf story;
    struct err ledger_fault;
    VEC(char *) failures;
};

/* ---- what to look at ---- */

static int add_list(struct plan *plan, const char *path, struct err *err)
{
    struct buf text = BUF_INIT;
    int rc = strcmp(path, "-") == 0 ? file_read_fd(STDIN_FILENO, "standard input", 0, &text, err)
                                    : file_read(path, 0, &text, err);
    if (rc == 0)
        plan_add_lines(plan, buf_str(&text));
    buf_release(&text);
    return rc;
}

static bool is_url(const char *operand)
{
    return strstr(operand, "://") != NULL;
}

static int read_plan(struct links_run *r, struct err *err)
{
    const char *urls = args_value(r->args, "urls");
    size_t count = r->args->rest_count, named = 0;
    for (size_t i = 0; i < count; i++)
        named += is_url(r->args->rest[i]);
    if (named && named < count)
        return err_set(err, "links: URLs and paths are two different things: name one kind");
    if (urls && count && !named)
        return err_set(err, "links: --urls names the links; paths name records");
    r->list = urls || named;
    r->single = !urls && named == 1;
    if (links_scope_read(r->args, r->list, &r->scope, err) != 0)
        return -1;
    if (!r->list)
        return session_open_base(&r->session, r->args, err) != 0 ||
                       session_files(&r->session, r->args, err) != 0
                   ? -1
                   : links_collect(&r->session, r->args, &r->scope, &r->plan, err);
    if (urls && add_list(&r->plan, urls, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        plan_add(&r->plan, str_of(r->args->rest[i]));
    return 0;
}

static int open_ledger(struct links_run *r, struct err *err)
{
    const char *path = args_value(r->args, "ledger");
    bool dry = args_flag(r->args, "dry-run");
    if (!path && !r->list && !r->scope.contribution && !args_value(r->args, "replay")) {
        const char *own = r->session.config.ledger;
        path = own ? path_shown(own, &r->session.arena) : "links.db";
    }
    /* Without a link to look at none is begun. */
    if (!path || ((dry || !r->plan.urls.len) && file_kind(path) == FILE_NONE))
        return 0;
    if (ledger_open(&r->ledger, path, dry ? LEDGER_READ : LEDGER_CREATE, err) != 0)
        return -1;
    struct ledger_run run = {.scope = r->scope.name,
                             .shard = r->scope.shard,
                             .now = (int64_t)time(NULL),
                             .resume = r->scope.resume};
    return dry ? 0 : ledger_run_begin(r->ledger, &run, err);
}

/* ---- the run ---- */

static int on_outcome(void *ctx, const struct outcome *o)
{
    struct links_run *r = ctx;
    int rc = r->ledger ? ledger_record(r->ledger, o, &r->ledger_fault) : 0;
    links_report_add(&r->report, o, r->ledger);
    if (r->single)
        links_story(o, &r->story);
    return rc;
}

static void on_progress(void *ctx, const struct check_progress *p)
{
    links_progress_show(&((struct links_run *)ctx)->progress, p);
}

static void add_failure(struct links_run *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void add_failure(struct links_run *r, const char *fmt, ...)
{
    struct buf b = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    *vec_push(&r->failures) = buf_detach(&b);
}

static void fetch(struct links_run *r, struct check_result *result)
{
    struct err err;
    struct check_options *o = &r->setup.check;
    o->ledger = r->ledger;
    o->stop = &stop_asked;
    o->on_outcome = on_outcome;
    o->on_progress = on_progress;
    o->ctx = r;
    links_progress_init(&r->progress, args_flag(r->args, "quiet"));
    struct sigaction act = {.sa_handler = on_signal}, old_int, old_term;
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, &old_int);
    sigaction(SIGTERM, &act, &old_term);
    int rc = check_run(&r->plan, o, result, &err);
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    links_progress_end(&r->progress);
    if (rc != 0)
        add_failure(r, "%s", err.msg);
    if (r->ledger_fault.msg[0])
        add_failure(r, "%s", r->ledger_fault.msg);
    if (result->end == CHECK_VOID)
        add_failure(r,
                    "links: %zu of %zu hosts could not be reached: the network is at fault, and nothing of "
                    "this run counts",
                    result->hosts_failed, result->hosts);
    enum run_status status = result->end == CHECK_VOID              ? RUN_VOID
                             : result->end == CHECK_DONE && rc == 0 ? RUN_DONE
                                                                    : RUN_STOPPED;
    if (r->ledger && ledger_run_end(r->ledger, status, (int64_t)time(NULL), &err) != 0)
        add_failure(r, "%s", err.msg);
}

static int write_report(struct links_run *r)
{
    const char *format = args_value(r->args, "format"), *path = args_value(r->args, "output");
    struct buf out = BUF_INIT;
    struct err err;
    int code = EXIT_CLEAN;
    bool text = !format || strcmp(format, "text") == 0;
    r->report.colour = text && !path && isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
    if (text && r->single)
        buf_add_str(&out, buf_str(&r->story));
    else if (text)
        links_report_text(&r->report, &out);
    else if (strcmp(format, "json") == 0)
        links_report_json(&r->report, &out);
    else if (strcmp(format, "markdown") == 0)
        links_report_markdown(&r->report, &out);
    else
        links_report_findings(&r->report, format, &out);
    if (!path)
        code = command_write(buf_str(&out));
    else if (file_write(path, buf_str(&out), NULL, &err) != 0)
        code = command_fail(&err);
    buf_clear(&out);
    if (!args_flag(r->args, "quiet") && !r->single) {
        links_report_summary(&r->report, &out);
        fprintf(stderr, "%s\n", out.s);
    }
    buf_release(&out);
    return code;
}

static int check(struct links_run *r)
{
    struct check_result result = {0};
    struct err err;
    r->report = (struct links_report){.plan = &r->plan, .scope = &r->scope};
    for (size_t i = 0; i < r->session.missing.len; i++)
        add_failure(r, "%s", r->session.missing.at[i]);
    if (!args_flag(r->args, "quiet") && !r->list) {
        struct buf say = BUF_INIT;
        links_scope_say(&r->scope, &r->plan, &say);
        fprintf(stderr, "%s\n", say.s);
        buf_release(&say);
    }
    fetch(r, &result);
    if (links_report_finish(&r->report, r->ledger, &err) != 0)
        add_failure(r, "%s", err.msg);
    enum severity fail_on = r->list ? SEVERITY_ERROR : r->session.config.fail_on;
    if (args_value(r->args, "fail-on"))
        severity_parse(str_of(args_value(r->args, "fail-on")), &fail_on);
    int code = r->failures.len ? EXIT_TROUBLE : links_report_code(&r->report, fail_on);
    r->report.not_reached = result.unchecked;
    r->report.failures = (const char *const *)r->failures.at;
    r->report.failure_count = r->failures.len;
    r->report.exit_code = code;
    if (write_report(r) != EXIT_CLEAN)
        code = EXIT_TROUBLE;
    for (size_t i = 0; i < r->failures.len; i++)
        command_failf("%s", r->failures.at[i]);
    return code;
}

static int dry_run(struct links_run *r)
{
    struct buf out = BUF_INIT;
    links_show_plan(&r->scope, r->ledger, &r->plan, &out);
    int code = command_write(buf_str(&out));
    buf_release(&out);
    for (size_t i = 0; i < r->session.missing.len; i++)
        code = command_failf("%s", r->session.missing.at[i]);
    return code;
}

static int run_links(const struct args *args)
{
    struct links_run r = {.args = args};
    struct err err;
    int code;
    bool ready = read_plan(&r, &err) == 0;
    uint32_t last_pass = r.single ? 2000 : r.scope.contribution ? 5000 : CHECK_LAST_PASS_MS;
    ready = ready && links_setup_read(&r.setup, args, last_pass,
                                      r.scope.contribution ? CHANGED_SECONDS * 1000 : 0, &err) == 0;
    ready = ready && open_ledger(&r, &err) == 0;
    if (ready) {
        links_choose(&r.scope, r.ledger, &r.plan);
        code = args_flag(args, "dry-run") ? dry_run(&r) : check(&r);
    } else {
        code = command_fail(&err);
    }
    if (ledger_close(r.ledger, &err) != 0)
        code = command_fail(&err);
    for (size_t i = 0; i < r.failures.len; i++)
        free(r.failures.at[i]);
    vec_release(&r.failures);
    links_report_release(&r.report);
    buf_release(&r.story);
    links_setup_release(&r.setup);
    links_scope_release(&r.scope);
    plan_release(&r.plan);
    if (!r.list)
        session_close(&r.session);
    return code;
}

static const struct option *const groups[] = {options_files, options_plan, options_links, options_network,
                                              NULL};

const struct command cmd_links = {
    .name = "links",
    .summary = "fetch documentation links and say which still lead somewhere",
    .usage = "[PATH... | URL...]",
    .description =
        "Takes the links of the records that the paths name (without a path the configured records folder), "
        "those that\n"
        "are due, and asks for every page once, with GET, politely: two requests at a time to a host and "
        "half a second\n"
        "between them, slower when a host asks for it. Redirects, fragments, pages that only seem to be "
        "there, walls\n"
        "against robots and log-in forms are told apart; what cannot be known is \"unknown\", never broken. "
        "What failed\n"
        "is asked again a minute later. Links to addresses that are not public are never followed. When most "
        "hosts are\n"
        "out of reach the network is at fault: nothing counts then, and the exit code is 2.\n\n"
        "One URL alone is answered with its whole story. Ctrl-C ends a run with what is known so far.\n\n"
        "Proxies are taken from http_proxy, https_proxy, all_proxy and no_proxy. A proxy makes the "
        "connection itself:\n"
        "addresses are judged before, by this machine's name service, and what that cannot resolve is left "
        "to the proxy.",
    .option_groups = groups,
    .examples =
        "  kedb links https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#CoreConcepts\n"
        "  kedb links --due --budget 30m --resume\n"
        "  kedb links --urls urls.txt --format json",
    .group = "keep a base true",
    .run = run_links,
};
