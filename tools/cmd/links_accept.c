/* kedb links accept, history, due: what a person asks and tells a ledger. */
#include "cmd/links_ledger.h"

#include "base/date.h"
#include "link/stamp.h"
#include "report/report.h"

#include <stdio.h>
#include <time.h>

static const struct option *const groups[] = {options_ledger, NULL};

static void print(const struct buf *line)
{
    fwrite(line->s, 1, line->len, stdout);
}

static int read_today(const struct args *args, int32_t *today, struct err *err)
{
    const char *text = args_value(args, "today");
    *today = date_today();
    return text && date_parse(str_of(text), today, err) != 0 ? err_prefix(err, "--today \"%s\"", text) : 0;
}

/* ---- accept ---- */

enum { LONGEST_ACCEPTANCE = 366 };

static int accept_all(const struct args *args, struct ledger *l, const char *reason, int32_t until)
{
    struct err err;
    int code = EXIT_CLEAN;
    for (size_t i = 0; i < args->rest_count; i++)
        if (ledger_accept(l, str_of(args->rest[i]), str_of(reason), until, (int64_t)time(NULL), &err) != 0)
            code = command_fail(&err);
    return code;
}

static int check_acceptance(const struct args *args, int32_t *until, struct err *err)
{
    const char *reason = args_value(args, "reason"), *text = args_value(args, "until");
    bool revoke = args_flag(args, "revoke");
    int32_t today;
    if (!args->rest_count)
        return err_set(err, "links accept: name the URLs, as they stand in the records");
    if (!reason || !str_trim(str_of(reason)).len)
        return err_set(err, "links accept: --reason says why it is no fault, for those who come after you");
    if (read_today(args, &today, err) != 0)
        return -1;
    *until = today - 1;
    if (revoke && text)
        return err_set(err, "links accept: --revoke ends an acceptance today: it goes without --until");
    if (revoke)
        return 0;
    if (!text)
        return err_set(err, "links accept: --until YYYY-MM-DD says when somebody looks again");
    if (date_parse(str_of(text), until, err) != 0)
        return err_prefix(err, "links accept: --until \"%s\"", text);
    if (*until < today)
        return err_set(err, "links accept: --until %s is past", text);
    if (*until - today > LONGEST_ACCEPTANCE)
        return err_set(err, "links accept: --until %s is more than a year ahead: look again before", text);
    return 0;
}

static int run_accept(const struct args *args)
{
    struct config config = {0};
    struct ledger *l;
    struct err err;
    int32_t until = 0;
    int code;
    if (check_acceptance(args, &until, &err) != 0 ||
        links_ledger_open(args, &config, LEDGER_WRITE, &l, &err) != 0)
        code = command_fail(&err);
    else
        code = links_ledger_close(l, accept_all(args, l, args_value(args, "reason"), until));
    config_release(&config);
    return code;
}

static const struct option accept_own[] = {
    {"reason", 0, OPTION_VALUE, "TEXT", "why the link's present verdict is no fault (needed)", NULL},
    {"until", 0, OPTION_VALUE, "YYYY-MM-DD", "the last day on which that holds (needed; a year at most)",
     NULL},
    {"revoke", 0, OPTION_FLAG, NULL, "take earlier acceptances back", NULL},
    {"today", 0, OPTION_VALUE, "YYYY-MM-DD", "as of this day (default: today, UTC)", NULL},
    {0},
};

const struct command cmd_links_accept = {
    .name = "links accept",
    .summary = "say that a link's verdict is no fault, until a day",
    .usage = "URL...",
    .description =
        "The links (as they stand in the records) are not reported while their verdict stays what it is now, "
        "up "
        "to and\n"
        "including the day. A link that leads to an address that is not public cannot be accepted.",
    .option_groups = groups,
    .options = accept_own,
    .examples = "  kedb links accept --reason 'behind a login, seen by hand' --until 2027-06-30 "
                "https://example.com/kb/1",
    .group = "keep a base true",
    .run = run_accept,
};

/* ---- history ---- */

struct telling {
    struct buf line;
    size_t count;
};

static int tell_attempt(void *ctx, const struct ledger_attempt *a, bool is_void)
{
    struct telling *t = ctx;
    char stamp[STAMP_SIZE];
    stamp_format(a->at, stamp);
    buf_clear(&t->line);
    buf_addf(&t->line, "  %s  %-7s  ", stamp, is_void ? "void" : attempt_kind_name(a->kind));
    report_safe(&t->line, a->verdict);
    if (a->http_status)
        buf_addf(&t->line, " (%d)", a->http_status);
    if (a->new_url.len) {
        buf_adds(&t->line, " -> ");
        report_safe(&t->line, a->new_url);
    }
    if (a->why.len) {
        buf_adds(&t->line, ": ");
        report_safe(&t->line, a->why);
    }
    buf_addc(&t->line, '\n');
    print(&t->line);
    t->count++;
    return 0;
}

static int tell_link(struct ledger *l, const char *url, struct telling *t, struct err *err)
{
    struct link_standing s;
    char day[11];
    if (!ledger_find(l, str_of(url), &s))
        return err_set(err, "%s: the ledger does not know this URL (it is compared as it stands in a record)",
                       url);
    buf_clear(&t->line);
    report_safe(&t->line, str_of(url));
    buf_addf(&t->line, "\n  %s", link_state_name(s.state));
    if (s.since) {
        date_format(day_of(s.since), day);
        buf_addf(&t->line, " since %s", day);
    }
    date_format(s.due, day);
    buf_addf(&t->line, "; due %s", s.state == LINK_NEW ? "at once" : day);
    if (s.failures)
        buf_addf(&t->line, "; failed in %u night%s", s.failures, s.failures == 1 ? "" : "s");
    buf_addc(&t->line, '\n');
    print(&t->line);
    return ledger_history(l, str_of(url), tell_attempt, t, err);
}

static int run_history(const struct args *args)
{
    struct config config = {0};
    struct ledger *l;
    struct err err;
    struct telling t = {0};
    int code = EXIT_CLEAN;
    if (!args->rest_count) {
        code = command_failf("links history: name the URLs, as they stand in the records");
    } else if (links_ledger_open(args, &config, LEDGER_READ, &l, &err) != 0) {
        code = command_fail(&err);
    } else {
        for (size_t i = 0; i < args->rest_count; i++)
            if (tell_link(l, args->rest[i], &t, &err) != 0)
                code = command_fail(&err);
        code = links_ledger_close(l, code);
    }
    buf_release(&t.line);
    config_release(&config);
    return code;
}

const struct command cmd_links_history = {
    .name = "links history",
    .summary = "every attempt at a link, and what follows from them",
    .usage = "URL...",
    .description = "Shows for each URL (as it stands in a record) its state, when it is due again, and every "
                   "attempt ever "
                   "made,\n"
                   "oldest first. Attempts of a run without a network are void: they count for nothing.",
    .option_groups = groups,
    .examples = "  kedb links history https://example.com/kb/1",
    .group = "keep a base true",
    .run = run_history,
};

/* ---- due ---- */

struct due_link {
    char *url;
    int32_t due;
    enum link_state state;
};

struct due_list {
    VEC(struct due_link) links;
    int32_t today;
};

static int add_due(void *ctx, const struct ledger_link *link)
{
    struct due_list *d = ctx;
    if (link->standing.due <= d->today)
        *vec_push(&d->links) =
            (struct due_link){mem_dup(link->url), link->standing.due, link->standing.state};
    return 0;
}

static int longest_due_first(const void *a, const void *b)
{
    const struct due_link *x = a, *y = b;
    return x->due != y->due ? (x->due > y->due) - (x->due < y->due) : strcmp(x->url, y->url);
}

static void list_due(struct due_list *d)
{
    struct buf line = BUF_INIT;
    if (d->links.len)
        qsort(d->links.at, d->links.len, sizeof *d->links.at, longest_due_first);
    for (size_t i = 0; i < d->links.len; i++) {
        char day[11];
        date_format(d->links.at[i].due, day);
        buf_clear(&line);
        buf_addf(&line, "%-10s  %-7s  ", d->links.at[i].state == LINK_NEW ? "now" : day,
                 link_state_name(d->links.at[i].state));
        report_safe(&line, str_of(d->links.at[i].url));
        buf_addc(&line, '\n');
        print(&line);
        free(d->links.at[i].url);
    }
    vec_release(&d->links);
    buf_release(&line);
}

static int run_due(const struct args *args)
{
    struct config config = {0};
    struct ledger *l;
    struct err err;
    struct due_list d = {0};
    int code = EXIT_CLEAN;
    if (args->rest_count) {
        code = command_failf(
            "links due: it takes no operand; `kedb links --dry-run` shows what a run would fetch");
    } else if (read_today(args, &d.today, &err) != 0 ||
               links_ledger_open(args, &config, LEDGER_READ, &l, &err) != 0) {
        code = command_fail(&err);
    } else {
        if (ledger_each(l, add_due, &d, &err) != 0)
            code = command_fail(&err);
        list_due(&d);
        code = links_ledger_close(l, code);
    }
    config_release(&config);
    return code;
}

static const struct option due_own[] = {
    {"today", 0, OPTION_VALUE, "YYYY-MM-DD", "as of this day (default: today, UTC)", NULL},
    {0},
};

const struct command cmd_links_due = {
    .name = "links due",
    .summary = "the links of the ledger that are to be looked at again",
    .usage = "",
    .description = "Lists the ledger's links that are due, longest first: the day, the state, the URL. Links "
                   "of records that "
                   "the\n"
                   "ledger does not know yet are due as well; `kedb links --due --dry-run` counts them in.",
    .option_groups = groups,
    .options = due_own,
    .examples = "  kedb links due\n  kedb links due --today 2026-12-31 | wc -l",
    .group = "keep a base true",
    .run = run_due,
};
