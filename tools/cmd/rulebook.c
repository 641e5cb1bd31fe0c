/* kedb explain RULE, and the rule book: see rulebook.h. */
#include "cmd/rulebook.h"

#include "base/similar.h"
#include "base/utf8.h"
#include "engine/config.h"
#include "rules/local.h"

enum { EXAMPLE_SHOWN = 400 }; /* characters of an example, in a terminal */

static const char *example_text(const struct rule_example *e)
{
    const char *text = e->bad ? e->bad : e->good;
    if (e->baseline)
        return e->baseline;
    if (e->config)
        return e->config;
    return strcmp(text, "{}") == 0 ? "the example record as it stands" : *text ? text : "an empty file";
}

/* A text of an example, or as much of it as says what is meant; the rule book has all of it. */
static void print_text(const char *text)
{
    struct str v = str_of(text);
    size_t end = 0;
    for (size_t shown = 0; shown < EXAMPLE_SHOWN && end < v.len; shown++)
        utf8_next(v, &end);
    printf("    %.*s%s\n", (int)end, text, end < v.len ? "..." : "");
}

static void print_beside(const struct rule_example *e)
{
    if (e->copies > 1)
        printf("  beside %u records with\n", e->copies);
    else
        printf("  beside a record with\n");
    print_text(e->with);
}

static void print_example(const struct rule_example *e)
{
    printf("\n%s:\n", e->bad ? "reported" : "fine");
    print_text(example_text(e));
    if (e->path)
        printf("  in %s\n", e->path);
    if (e->with)
        print_beside(e);
    if (e->bad)
        printf("  at %s\n", e->at && *e->at ? e->at : "the whole record");
    if (e->fixed) {
        printf("  mended to\n");
        print_text(e->fixed);
    }
}

static void print_rule(const struct rule *r)
{
    printf("%s: %s\n\n%s\n\nseverity: %s%s\nscope: %s\n", r->id, r->summary, r->why,
           severity_name(r->severity), r->fixes ? " (with a fix)" : "",
           r->scope == SCOPE_RECORD ? "each record by itself" : "the whole base");
    if (r->rate)
        printf("on good data: %s\n", r->rate);
    for (int i = 0; i < ROLE_COUNT; i++)
        if (r->reads >> i & 1)
            printf("reads: %s (%s)\n", role_name((enum role)i), role_summary((enum role)i));
    for (const struct rule_example *e = r->examples; e && (e->bad || e->good); e++)
        print_example(e);
}

/* The nearest kedb.json says where a site's own rules lie. */
static int run_explain(const struct args *args)
{
    if (args->rest_count != 1)
        return command_failf(
            "explain: names one rule, such as `kedb explain record/stale`; `kedb rules` lists them");
    struct config config;
    struct err err;
    struct local_rules *local = NULL;
    int code = EXIT_CLEAN;
    if (config_load(&config, NULL, NULL, &err) != 0 || config_local_rules(&config, &err) != 0 ||
        !(local = local_rules_read(config.local_rules, NULL, &err)))
        code = rule_find(rule_table, str_of(args->rest[0])) ? EXIT_CLEAN : command_fail(&err);
    const struct rule *const *table = local ? local_rules_table(local) : rule_table;
    const struct rule *r = rule_find(table, str_of(args->rest[0]));
    if (r) {
        print_rule(r);
    } else if (code == EXIT_CLEAN) {
        struct similar near = similar_to(str_of(args->rest[0]));
        for (const struct rule *const *p = table; *p; p++)
            similar_offer(&near, str_of((*p)->id));
        code = near.best.s ? command_failf("there is no rule \"%s\"; did you mean \"%s\"?", args->rest[0],
                                           near.best.s)
                           : command_failf("there is no rule \"%s\"; `kedb rules` lists them", args->rest[0]);
    }
    local_rules_free(local);
    config_release(&config);
    return code;
}

const struct command cmd_explain = {
    .name = "explain",
    .summary = "say what a rule checks, why, and show examples",
    .usage = "RULE",
    .examples = "  kedb explain record/stale",
    .group = "about the tool",
    .run = run_explain,
};

/* Prose in Markdown: what would be markup stands behind a backslash, but for code spans. */
static void add_prose(struct buf *out, const char *text)
{
    bool code = false;
    for (const char *p = text; *p; p++) {
        code ^= *p == '`';
        if (!code && strchr("\\*_[]<>#|", *p))
            buf_addc(out, '\\');
        buf_addc(out, *p == '\n' ? ' ' : *p);
    }
}

/* A fence longer than any run of backticks inside. */
static void add_code(struct buf *out, const char *text)
{
    size_t longest = 2, run = 0, len = strlen(text);
    for (const char *p = text; *p; p++) {
        run = *p == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    buf_addc(out, '\n');
    buf_fill(out, '`', longest + 1);
    buf_addf(out, "text\n%s%s", text, len && text[len - 1] == '\n' ? "" : "\n");
    buf_fill(out, '`', longest + 1);
    buf_adds(out, "\n");
}

static void add_example(struct buf *out, const struct rule_example *e)
{
    buf_adds(out, e->bad ? "\nReported" : "\nFine");
    if (e->bad && e->at && *e->at)
        buf_addf(out, " at `%s`", e->at);
    if (e->path)
        buf_addf(out, ", in `%s`", e->path);
    buf_adds(out, ":\n");
    add_code(out, example_text(e));
    if (e->with) {
        if (e->copies > 1)
            buf_addf(out, "\nbeside %u records with\n", e->copies);
        else
            buf_adds(out, "\nbeside a record with\n");
        add_code(out, e->with);
    }
    if (e->fixed) {
        buf_adds(out, "\nmended to\n");
        add_code(out, e->fixed);
    }
}

static void add_rule(struct buf *out, const struct rule *r)
{
    buf_addf(out, "\n### %s\n\n", r->id);
    add_prose(out, r->summary);
    buf_addf(out, ": **%s**, %s%s.\n\n", severity_name(r->severity),
             r->scope == SCOPE_RECORD ? "each record by itself" : "the whole base",
             r->fixes ? ", with a fix" : "");
    add_prose(out, r->why);
    buf_addc(out, '\n');
    if (r->rate) {
        buf_adds(out, "\nOn good data: ");
        add_prose(out, r->rate);
        buf_adds(out, ".\n");
    }
    for (const struct rule_example *e = r->examples; e && (e->bad || e->good); e++)
        add_example(out, e);
}

void rulebook(struct buf *out)
{
    struct str group = STR("");
    buf_adds(out, "# The rules\n\nMade by `make docs` from the rules' own rows: edit those. `kedb explain "
                  "RULE` shows one of "
                  "them. Examples are changes\n(JSON Merge Patch, RFC 7386) of the example record, "
                  "`tests/rules/example.json`, or whole files; the tests run them all.\n");
    buf_adds(out, "\n| rule | severity | what must hold |\n| --- | --- | --- |\n");
    for (const struct rule *const *r = rule_table; *r; r++) {
        buf_addf(out, "| `%s` | %s | ", (*r)->id, severity_name((*r)->severity));
        add_prose(out, (*r)->summary);
        buf_adds(out, " |\n");
    }
    for (const struct rule *const *r = rule_table; *r; r++) {
        struct str id = str_of((*r)->id), own = str_sub(id, 0, str_find(id, STR("/"), 0));
        if (!str_eq(own, group))
            buf_addf(out, "\n## %.*s\n", STR_FMT(own));
        group = own;
        add_rule(out, *r);
    }
}
