/* Sessions: see session.h. */
#include "cmd/session.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/similar.h"
#include "engine/hold.h"
#include "markdown/slots.h"
#include "record/builtin.h"
#include "regex/portable.h"
#include "report/report.h"
#include "rules/local.h"
#include "schema/schema.h"

static const char *const severities[] = {"info", "warning", "error", NULL};

const struct option options_rules[] = {
    {"only", 0, OPTION_LIST, "RULE", "only these rules or groups, separated by commas; may be repeated",
     NULL},
    {"skip", 0, OPTION_LIST, "RULE", "all but these rules or groups, separated by commas; may be repeated",
     NULL},
    {"severity", 0, OPTION_LIST, "RULE=LEVEL", "set a rule to off, info, warning or error; may be repeated",
     NULL},
    {"fail-on", 0, OPTION_VALUE, "LEVEL", "end with 1 at findings of this severity or above (default: error)",
     severities},
    {"ledger", 0, OPTION_VALUE, "FILE",
     "what is known of links: a ledger or its export (default: kedb.json's, when it is there)", NULL},
    {"today", 0, OPTION_VALUE, "YYYY-MM-DD", "judge dates as of this day (default: today, UTC)", NULL},
    {"baseline", 0, OPTION_VALUE, "FILE", "hold back the findings that FILE lists (default: kedb.json's)",
     NULL},
    {"jobs", 'j', OPTION_VALUE, "N", "threads (default: one a processor)", NULL},
    {0},
};

static int read_schema(struct session *s, struct err *err)
{
    struct str text = builtin_record_schema();
    const char *name = "record.schema.json";
    if (s->config.schema) {
        if (file_read(s->config.schema, 0, &s->schema_text, err) != 0)
            return config_blame(&s->config, CONFIG_SCHEMA, err);
        text = buf_str(&s->schema_text);
        name = arena_dup(&s->arena, path_name(str_of(s->config.schema)));
    }
    struct json_fault fault;
    if (json_parse(&s->schema_doc, text, &fault) != 0) {
        struct srcmap map;
        srcmap_build(&map, text);
        struct place p = srcmap_place(&map, fault.at);
        srcmap_release(&map);
        return err_set(err, "%s:%u:%u: %s", s->config.schema, p.line, p.column, fault.what);
    }
    if (roles_build(&s->roles, &s->schema_doc, err) != 0)
        return err_prefix(err, "%s", name);
    s->schema = schema_compile(&s->schema_doc, name, err);
    if (!s->schema)
        return -1;
    s->run.schema = s->schema;
    s->run.roles = &s->roles;
    s->run.schema_doc = &s->schema_doc;
    s->run.schema_name = name;
    return 0;
}

static int set_severity(struct session *s, const char *text, struct err *err)
{
    struct str v = str_of(text);
    size_t eq = str_find(v, STR("="), 0);
    enum severity level;
    if (eq == SIZE_MAX || !severity_parse(str_sub(v, eq + 1, v.len), &level))
        return err_set(err, "--severity takes RULE=LEVEL with off, info, warning or error, not \"%s\"", text);
    return selection_set(&s->selection, str_sub(v, 0, eq), level, err);
}

static int select_rules(struct session *s, const struct args *args, const char *const *only, struct err *err)
{
    if (config_local_rules(&s->config, err) != 0 ||
        !(s->local = local_rules_read(s->config.local_rules, &s->inputs, err)))
        return -1;
    s->run.local = s->local;
    selection_init(&s->selection, local_rules_table(s->local));
    for (size_t i = 0; i < s->config.rule_count; i++) {
        const struct config_rule *r = &s->config.rules[i];
        if (selection_set(&s->selection, str_of(r->pattern), r->level, err) != 0)
            return err_prefix(err, "%s:%u:%u", s->config.path, r->place.line, r->place.column);
    }
    for (size_t i = 0; i < s->config.suppression_count; i++) {
        const struct suppression *x = &s->config.suppressions[i];
        if (selection_find(&s->selection, str_of(x->rule), err) != 0)
            return err_prefix(err, "%s:%u:%u", s->config.path, x->place.line, x->place.column);
    }
    size_t count = 0;
    while (only && only[count])
        count++;
    if (count && selection_only(&s->selection, only, count, err) != 0)
        return -1;
    const struct option_value *v = args_option(args, "only");
    if (v->list.len && selection_only(&s->selection, v->list.at, v->list.len, err) != 0)
        return err_prefix(err, "--only");
    v = args_option(args, "skip");
    if (v->list.len && selection_skip(&s->selection, v->list.at, v->list.len, err) != 0)
        return err_prefix(err, "--skip");
    v = args_option(args, "severity");
    for (size_t i = 0; i < v->list.len; i++)
        if (set_severity(s, v->list.at[i], err) != 0)
            return -1;
    s->fail_on = s->config.fail_on;
    if (args_value(args, "fail-on"))
        severity_parse(str_of(args_value(args, "fail-on")), &s->fail_on);
    return 0;
}

/* The engines that kedb.json names, as bits. */
static int read_engines(struct session *s, struct err *err)
{
    for (size_t i = 0; i < s->config.engine_count; i++) {
        const struct config_word *w = &s->config.engines[i];
        enum regex_engine e;
        if (regex_engine_parse(w->text, &e)) {
            s->run.regex_engines |= REGEX_ENGINE_BIT(e);
            continue;
        }
        struct similar near = similar_to(w->text);
        for (unsigned k = 0; k < REGEX_ENGINE_COUNT; k++)
            similar_offer(&near, str_of(regex_engine_word((enum regex_engine)k)));
        return err_set(err, "%s:%u:%u: there is no regex engine \"%.*s\"; %s%.*s%s", s->config.path,
                       w->place.line, w->place.column, STR_FMT(w->text),
                       near.best.s ? "did you mean \""
                                   : "known are pcre2, python, ecmascript, ecmascript-u, "
                                     "ecmascript-v, re2, go and rust",
                       STR_FMT(near.best), near.best.s ? "\"?" : "");
    }
    return 0;
}

int session_open_base(struct session *s, const struct args *args, struct err *err)
{
    return session_open_at(s, args, args->rest_count ? args->rest[0] : args_value(args, "stdin-path"), err);
}

int session_open_at(struct session *s, const struct args *args, const char *from, struct err *err)
{
    *s = (struct session){0};
    timings_start(&s->timings);
    if (config_load(&s->config, args_value(args, "config"), from, err) != 0)
        return -1;
    s->run.stale_after = s->config.stale_after;
    if (read_engines(s, err) != 0)
        return -1;
    s->run.indent = s->config.indent;
    s->run.final_newline = s->config.final_newline;
    s->jobs = 1;
    if (args_has(args, "jobs") &&
        args_number(args, "jobs", 1, 256, (long)pool_processors(), &s->jobs, err) != 0)
        return -1;
    return read_schema(s, err);
}

int session_open(struct session *s, const struct args *args, const char *const *only, struct err *err)
{
    if (session_open_base(s, args, err) != 0)
        return -1;
    return session_select(s, args, only, err);
}

int session_select(struct session *s, const struct args *args, const char *const *only, struct err *err)
{
    s->run.today = date_today();
    const char *today = args_value(args, "today");
    if (today && date_parse(str_of(today), &s->run.today, err) != 0)
        return err_prefix(err, "--today \"%s\"", today);
    int rc = select_rules(s, args, only, err);
    timings_lap(&s->timings, "read configuration and schema");
    return rc == 0 ? session_verdicts(s, args, err) : rc;
}

size_t session_workers(const struct session *s)
{
    size_t jobs = (size_t)s->jobs, files = s->sources.len ? s->sources.len : 1;
    return jobs < files ? jobs : files;
}

void session_close(struct session *s)
{
    for (size_t i = 0; i < s->missing.len; i++)
        free(s->missing.at[i]);
    vec_release(&s->missing);
    vec_release(&s->sources);
    for (size_t i = 0; i < s->walked.len; i++)
        paths_release(&s->walked.at[i]);
    vec_release(&s->walked);
    buf_release(&s->pages_found);
    selection_release(&s->selection);
    local_rules_free(s->local);
    session_verdicts_release(s);
    page_slots_free(s->slots);
    roles_release(&s->roles);
    schema_free(s->schema);
    json_release(&s->schema_doc);
    buf_release(&s->schema_text);
    buf_release(&s->stdin_text);
    git_files_release(&s->git);
    git_files_release(&s->before);
    config_release(&s->config);
    timings_release(&s->timings);
    arena_release(&s->arena);
}

int session_judge(struct session *s, const struct args *args, struct result *r, struct err *err)
{
    const char *path = session_baseline(s, args);
    struct baseline baseline;
    if (path && baseline_read(&baseline, path, err) != 0) {
        baseline_release(&baseline);
        return args_value(args, "baseline") ? err_prefix(err, "the baseline")
                                            : config_blame(&s->config, CONFIG_BASELINE, err);
    }
    struct holding h = {.config = &s->config,
                        .baseline = path ? &baseline : NULL,
                        .rules = &s->selection,
                        .source_count = s->sources.len,
                        .today = s->run.today,
                        .whole = s->whole && !s->missing.len && !r->failures.len};
    *vec_push(&s->sources) = (struct source){.path = path ? path : ""};
    *vec_push(&s->sources) =
        (struct source){.path = s->config.path ? session_shown_path(s, s->config.path) : ""};
    h.sources = s->sources.at;
    hold_back(&h, r);
    s->sources.len -= 2; /* the reports know them by number */
    if (path)
        baseline_release(&baseline);
    return 0;
}

const char *session_baseline(struct session *s, const struct args *args)
{
    const char *given = args_value(args, "baseline");
    if (given)
        return *given ? given : NULL;
    return s->config.baseline ? session_shown_path(s, s->config.baseline) : NULL;
}

int session_exit_code(const struct session *s, const struct result *r)
{
    if (r->failures.len || s->missing.len || s->trouble)
        return EXIT_TROUBLE;
    for (int level = SEVERITY_ERROR; level >= (int)s->fail_on && level > SEVERITY_OFF; level--)
        if (r->by_severity[level])
            return EXIT_FINDINGS;
    return EXIT_CLEAN;
}
