/* kedb regex explain: one pattern by hand: what it takes, how it is built, what only some engines know, what
 * it costs. */
#include "cmd/command.h"
#include "regex/redos.h"
#include "json/tree.h"

static const char *const formats[] = {"text", "json", NULL};

static const struct option own[] = {
    {"format", 0, OPTION_VALUE, "FORMAT", "text or json (default: text)", formats},
    {"case", 0, OPTION_FLAG, NULL, "upper and lower case differ (default: they do not, as in most searches)",
     NULL},
    {"attack", 0, OPTION_VALUE, "K", "print the attack string with K pumps and nothing else", NULL},
    {0},
};

static struct str span(const struct regex_tree *t, uint32_t from, uint32_t to)
{
    return str_sub(t->pattern, from, to);
}

static tree *points_json(const struct redos *r)
{
    tree *all = tree_array();
    for (size_t i = 0; i < r->point_count; i++) {
        tree *one = tree_object();
        tree_set(one, "pumps", tree_int((long long)r->points[i].pumps));
        tree_set(one, "characters", tree_int((long long)r->points[i].chars));
        tree_set(one, "steps", tree_int((long long)r->points[i].steps));
        tree_set(one, "stopped", tree_bool(r->points[i].capped));
        tree_append(all, one);
    }
    return all;
}

static tree *attack_json(const struct attack *a)
{
    tree *o = tree_object(), *parts = tree_array();
    for (size_t i = 0; i < a->count; i++) {
        tree *part = tree_object();
        tree_set(part, "before", tree_str(a->parts[i].before));
        tree_set(part, "pump", tree_str(a->parts[i].pump));
        tree_append(parts, part);
    }
    tree_set(o, "parts", parts);
    tree_set(o, "suffix", tree_str(a->suffix));
    return o;
}

static int print_json(const struct regex_tree *t, const struct redos *r)
{
    tree *o = tree_object(), *notes = tree_array();
    tree_set(o, "pattern", tree_str(t->pattern));
    tree_set(o, "verdict", tree_text(redos_verdict_name(r->verdict)));
    if (r->verdict == REDOS_POLYNOMIAL) {
        tree_set(o, "degree", tree_int(r->degree));
        tree_set(o, "steps_500", tree_real(r->steps_line));
        tree_set(o, "steps_10000", tree_real(r->steps_10000));
    }
    if (r->why)
        tree_set(o, "reason", tree_text(r->why));
    if (r->point_count) {
        tree_set(o, "from", tree_int(r->from));
        tree_set(o, "to", tree_int(r->to));
        tree_set(o, "attack", attack_json(&r->attack));
        tree_set(o, "measured", points_json(r));
        tree_set(o, "pcre2_averts", tree_bool(r->pcre2_immune));
    }
    for (size_t i = 0; i < t->note_count; i++) {
        tree *n = tree_object();
        tree_set(n, "construct",
                 tree_text(regex_construct_name((enum regex_construct)t->notes[i].construct)));
        tree_set(n, "from", tree_int(t->notes[i].from));
        tree_set(n, "to", tree_int(t->notes[i].to));
        tree_append(notes, n);
    }
    tree_set(o, "constructs", notes);
    struct buf b = BUF_INIT;
    tree_write(o, TREE_INDENT, &b);
    buf_addc(&b, '\n');
    int code = command_write(buf_str(&b));
    buf_release(&b);
    tree_free(o);
    return code;
}

static int print_text(const struct regex_tree *t, const struct redos *r)
{
    struct buf b = BUF_INIT;
    if (r->verdict == REDOS_LINEAR)
        buf_adds(&b, "cost: linear in the line\n");
    else if (r->verdict == REDOS_UNDECIDED)
        buf_addf(&b, "cost: not decided: %s\n", r->why);
    else {
        buf_addf(&b, "cost: %s", redos_degree_name(r));
        if (r->verdict == REDOS_POLYNOMIAL && r->degree > 4)
            buf_addf(&b, " (degree %u)", r->degree);
        buf_addf(&b, ", by %.*s at byte %u\n  attack: ", STR_FMT(span(t, r->from, r->to)), r->from + 1);
        redos_attack_text(&r->attack, 0, &b);
        buf_adds(&b, "\n  measured: ");
        redos_steps_text(r, &b);
        if (r->verdict == REDOS_POLYNOMIAL)
            buf_addf(&b, "\n  expected: %.3g steps for %d characters, %.3g for 10,000", r->steps_line,
                     REDOS_LINE, r->steps_10000);
        if (r->pcre2_immune)
            buf_adds(&b, "\n  PCRE2's own optimisations avert this; Python and JavaScript have none");
        buf_addf(&b, "\n  help: %s\n", redos_help(r));
    }
    for (size_t i = 0; i < t->note_count; i++)
        buf_addf(&b, "%s%.*s at byte %u: %s\n",
                 i ? "  " : "constructs that engines read differently, or some do not:\n  ",
                 STR_FMT(span(t, t->notes[i].from, t->notes[i].to)), t->notes[i].from + 1,
                 regex_construct_name((enum regex_construct)t->notes[i].construct));
    int code = command_write(buf_str(&b));
    buf_release(&b);
    return code;
}

static int print_attack(const struct redos *r, size_t pumps)
{
    if (!r->point_count)
        return command_failf("regex explain: there is no attack: the cost is %s",
                             redos_verdict_name(r->verdict));
    struct buf b = BUF_INIT;
    attack_write(&r->attack, pumps, &b);
    int code = command_write(buf_str(&b));
    buf_release(&b);
    return code;
}

static int run_explain(const struct args *args)
{
    struct arena k = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span fault;
    struct redos r;
    struct err err;
    long pumps = 0;
    int code;
    if (args->rest_count != 1)
        return command_failf("regex explain: takes one pattern; put it in quotes");
    if (args_number(args, "attack", 1, 1000000, 0, &pumps, &err) != 0)
        return command_fail(&err);
    const char *format = args_value(args, "format");
    if (regex_parse(&t, str_of(args->rest[0]), args_flag(args, "case") ? 0 : REGEX_FLAG_I, &k, &fault) != 0) {
        code = command_failf("regex explain: byte %zu: %s", fault.from + 1, fault.what);
    } else {
        redos_analyse(&r, &t, &k);
        code = pumps                                   ? print_attack(&r, (size_t)pumps)
               : format && strcmp(format, "json") == 0 ? print_json(&t, &r)
                                                       : print_text(&t, &r);
        if (code == EXIT_CLEAN && (r.verdict == REDOS_EXPONENTIAL))
            code = EXIT_FINDINGS;
    }
    arena_release(&k);
    return code;
}

const struct command cmd_regex_explain = {
    .name = "regex explain",
    .summary = "what one pattern costs, and what engines make of it",
    .usage = "PATTERN",
    .description = "Says how the time of a backtracking engine grows with the line, with an attack string "
                   "and the steps that it\n"
                   "took, and names the constructs of the pattern that engines read differently. Ends with 1 "
                   "when the time is\n"
                   "exponential.",
    .options = own,
    .examples = "  kedb regex explain '^(a+)+$'\n  kedb regex explain --format json '\\s+$'\n"
                "  kedb regex explain '^(a+)+$' --attack 25 | python3 -c 'import re, sys; "
                "re.search(\"^(a+)+$\", sys.stdin.read())'",
    .group = "write and use records",
    .run = run_explain,
};
