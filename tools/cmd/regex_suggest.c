/* kedb regex suggest: what the generaliser makes of samples. */
#include "cmd/samples.h"

static const struct option own[] = {
    {"from", 0, OPTION_VALUE, "FILE", "read samples from FILE, one a line (- is standard input)", NULL},
    {"keep", 0, OPTION_LIST, "TEXT", "leave TEXT as it is; may be repeated", NULL},
    {"explain", 0, OPTION_FLAG, NULL, "also say which class stands for what", NULL},
    {0},
};

static void print_parts(const struct generalised *g)
{
    for (size_t i = 0; i < g->part_count; i++) {
        const struct generalised_part *p = &g->parts[i];
        printf("  %.*s for %s: %.*s\n", STR_FMT(str_sub(g->pattern, p->from, p->to)),
               p->named ? volatile_name(p->kind) : "what differs between the samples", STR_FMT(p->value));
    }
    if (g->first_count > 1)
        printf("  %zu alternatives: the samples share too little for one\n", g->first_count);
}

static int run_suggest(const struct args *args)
{
    struct samples s = {0};
    struct arena a = ARENA_INIT;
    struct err err;
    struct generalised g;
    const struct option_value *keep = args_option(args, "keep");
    const char *file = args_value(args, "from");
    struct str *kept = arena_alloc(&a, keep->list.len * sizeof *kept);
    for (size_t i = 0; i < keep->list.len; i++)
        kept[i] = str_of(keep->list.at[i]);
    for (size_t i = 0; i < args->rest_count; i++)
        samples_add(&s, args->rest[i]);
    struct generalise_options o = {.keep = kept, .keep_count = keep->list.len};
    int code = EXIT_CLEAN;
    if (!args->rest_count && !file) {
        code = command_failf("regex suggest: takes samples of an error's text, or --from FILE");
    } else if ((file && samples_read(&s, file, &err) != 0) ||
               regex_generalise(s.at.at, s.at.len, &o, &a, &g, &err) != 0) {
        err_prefix(&err, "regex suggest");
        code = command_fail(&err);
    } else {
        printf("%.*s\n", STR_FMT(g.pattern));
        if (args_flag(args, "explain"))
            print_parts(&g);
    }
    samples_release(&s);
    arena_release(&a);
    return code;
}

const struct command cmd_regex_suggest = {
    .name = "regex suggest",
    .summary = "a regex from samples of an error's text",
    .usage = "TEXT...",
    .description =
        "Generalises samples: numbers, paths, addresses, quoted names and what differs between the samples "
        "become classes,\n"
        "the rest is escaped for every engine, and the pattern stays linear. Samples that share too little "
        "become alternatives.",
    .options = own,
    .examples = "  kedb regex suggest 'connect ECONNREFUSED 127.0.0.1:5432' --explain\n"
                "  kedb regex suggest --from samples.txt --keep 5432",
    .group = "write and use records",
    .run = run_suggest,
};
