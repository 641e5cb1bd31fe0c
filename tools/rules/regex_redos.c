/* regex/redos-exponential, -polynomial, -superlinear, -bounded, -undecided: what the regex costs a
 * backtracking engine on a line made to hurt it. Reported with the line, and the steps that it took in PCRE2.
 */
#include "regex/redos.h"

#include "rules/regex_check.h"

const struct rule rule_regex_redos_bounded = {
    .id = "regex/redos-bounded",
    .summary = "the regex must not take a million steps on a hundred characters",
    .why =
        "Counters end the growth, too late: one short line stops the consumer for as long as an endless one.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|(x{0,30}){0,30}y\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR Example fault|^(a?){25}a{25}$\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault|[0-9]{1,3}(?:\\\\.[0-9]{1,3}){3}\"}"},
            {0},
        },
};

const struct rule rule_regex_redos_exponential = {
    .id = "regex/redos-exponential",
    .summary = "the regex must not take exponential time",
    .why =
        "Each further character doubles the work of a backtracking engine: a line of forty characters stops "
        "the consumer for good, and whoever writes to the log can write that line.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|^(a+)+$\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR Example fault|(?:\\\\w+\\\\s?)+:\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault|(?:\\\\w+\\\\s)+:\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault|(a+)+\"}"},
            {0},
        },
};

const struct rule rule_regex_redos_polynomial = {
    .id = "regex/redos-polynomial",
    .summary = "the regex must not take a million steps on a line of 500 characters",
    .why = "Long lines are common in logs, and each costs the consumer a good part of a second or more.",
    .rate = "0 on 3,000 generated records, whose regexes hold no .*",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|\\\\w+.*Example.*fault\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR Example fault|\\\\s*\\\\s*\\\\s*fault\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault|Example.*fault\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault|Example .{0,80}fault\"}"},
            {0},
        },
};

const struct rule rule_regex_redos_superlinear = {
    .id = "regex/redos-superlinear",
    .summary = "the time of the regex should grow no faster than the line",
    .why = "Twice the line is four times the work, or more: harmless on short lines, not on a dump of a "
           "megabyte.",
    .rate = "0 on 3,000 generated records, whose regexes hold no .*",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|Example.*fault\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR Example fault|\\\\s+$\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault|Example.*\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault|Example [0-9]+ fault\"}"},
            {0},
        },
};

const struct rule rule_regex_redos_undecided = {
    .id = "regex/redos-undecided",
    .summary = "the cost of the regex should be knowable",
    .why = "The regex is too large or too strange for the analysis within its budget: nothing is known of "
           "its cost.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|^(?:[ab]{1200}c?)+d\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault|(?:[ab]{12}c)+d\"}"},
            {0},
        },
};

static const struct rule *rule_for(const struct redos *r)
{
    switch (r->verdict) {
    case REDOS_BOUNDED: return &rule_regex_redos_bounded;
    case REDOS_EXPONENTIAL: return &rule_regex_redos_exponential;
    case REDOS_POLYNOMIAL:
        return r->steps_line >= REDOS_LINE_STEPS ? &rule_regex_redos_polynomial
                                                 : &rule_regex_redos_superlinear;
    case REDOS_UNDECIDED: return &rule_regex_redos_undecided;
    default: return NULL;
    }
}

static void report(struct check *c, const struct regex_view *v, const struct redos *r,
                   const struct rule *rule)
{
    struct buf attack = BUF_INIT, steps = BUF_INIT;
    redos_attack_text(&r->attack, 0, &attack);
    redos_steps_text(r, &steps);
    const char *degree = redos_degree_name(r);
    struct finding *f = regex_finding(c, rule, v, r->from, r->to, "%.*s takes %s time: on %s it takes %s",
                                      STR_FMT(v->name), degree, attack.s, steps.s);
    if (r->verdict == REDOS_POLYNOMIAL)
        finding_note(
            c, f, "about %.3g steps on a line of %d characters, %.3g on one of 10,000%s", r->steps_line,
            REDOS_LINE, r->steps_10000,
            r->pcre2_immune ? "; PCRE2's own optimisations avert this, Python and JavaScript have none" : "");
    else if (r->pcre2_immune)
        finding_note(c, f, "PCRE2's own optimisations avert this; Python and JavaScript have none");
    finding_help(c, f, "%s", redos_help(r));
    buf_release(&attack);
    buf_release(&steps);
}

static bool any_on(const struct check *c)
{
    return rule_is_on(c, &rule_regex_redos_exponential) || rule_is_on(c, &rule_regex_redos_polynomial) ||
           rule_is_on(c, &rule_regex_redos_superlinear) || rule_is_on(c, &rule_regex_redos_bounded) ||
           rule_is_on(c, &rule_regex_redos_undecided);
}

void regex_part_redos(struct check *c, struct regex_view *v)
{
    struct redos r;
    if (!v->has_tree || !v->compiles || !any_on(c))
        return; /* a literal is linear */
    redos_analyse(&r, &v->tree, &c->tools->scratch);
    const struct rule *rule = rule_for(&r);
    if (rule && r.verdict == REDOS_UNDECIDED)
        regex_finding(c, rule, v, 0, v->pattern.len, "the cost of %.*s is not decided: %s", STR_FMT(v->name),
                      r.why);
    else if (rule)
        report(c, v, &r, rule);
    arena_reset(&c->tools->scratch);
}
