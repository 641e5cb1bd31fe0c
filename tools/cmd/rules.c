/* kedb rules, kedb explain RULE: what is checked and why, from the rules' own rows. */
#include "base/similar.h"
#include "cmd/command.h"
#include "engine/rule.h"

static int run_rules(const struct args *args)
{
    if (args->rest_count)
        return command_failf("rules: takes no operand; `kedb explain RULE` says more of one rule");
    for (const struct rule *const *r = rule_table; *r; r++)
        printf("%-32s %-8s %s\n", (*r)->id, severity_name((*r)->severity), (*r)->summary);
    return EXIT_CLEAN;
}

const struct command cmd_rules = {
    .name = "rules",
    .summary = "list the rules with their severities",
    .usage = "",
    .group = "about the tool",
    .run = run_rules,
};

static void print_example(const struct rule_example *e)
{
    const char *text = e->bad ? e->bad : e->good;
    printf("\n%s:\n    %s\n", e->bad ? "reported" : "fine",
           strcmp(text, "{}") == 0 ? "the example record as it stands"
           : *text                 ? text
                                   : "an empty file");
    if (e->path)
        printf("  in %s\n", e->path);
    if (e->with)
        printf("  beside a record with\n    %s\n", e->with);
    if (e->bad)
        printf("  at %s\n", e->at && *e->at ? e->at : "the whole record");
    if (e->fixed)
        printf("  mended to\n    %s\n", e->fixed);
}

static int run_explain(const struct args *args)
{
    if (args->rest_count != 1)
        return command_failf(
            "explain: names one rule, such as `kedb explain record/stale`; `kedb rules` lists them");
    const struct rule *r = rule_find(rule_table, str_of(args->rest[0]));
    if (!r) {
        struct similar near = similar_to(str_of(args->rest[0]));
        for (const struct rule *const *p = rule_table; *p; p++)
            similar_offer(&near, str_of((*p)->id));
        if (near.best.s)
            return command_failf("there is no rule \"%s\"; did you mean \"%s\"?", args->rest[0], near.best.s);
        return command_failf("there is no rule \"%s\"; `kedb rules` lists them", args->rest[0]);
    }
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
    return EXIT_CLEAN;
}

const struct command cmd_explain = {
    .name = "explain",
    .summary = "say what a rule checks, why, and show examples",
    .usage = "RULE",
    .examples = "  kedb explain record/stale",
    .group = "about the tool",
    .run = run_explain,
};
