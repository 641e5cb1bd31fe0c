/* regex/syntax, regex/empty, regex/budget: a regex that can be run, and finds something. */
#include "regex/escape.h"
#include "rules/regex_check.h"

const struct rule rule_regex_budget = {
    .id = "regex/budget",
    .summary = "the search for the signature must end within the budget",
    .why = "A search that takes millions of steps on one line stops whoever runs it over a log.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature\": \"502 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"regex\": "
                    "\"(a+)+[bc]\"}",
             .at = "/regex"},
            {.good = "{\"signature\": \"502 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"regex\": "
                     "\"a+!\"}"},
            {0},
        },
};

const struct rule rule_regex_empty = {
    .id = "regex/empty",
    .summary = "the regex must not match the empty text",
    .why = "It is then found in every line of every log.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"(502 ERROR Example fault)?\"}", .at = "/regex"},
            {.bad = "{\"regex\": \".*\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR Example fault|\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR( Example)? fault\"}"},
            {0},
        },
};

const struct rule rule_regex_syntax = {
    .id = "regex/syntax",
    .summary = "the regex must be one",
    .why = "No consumer can run it, and the error is never found.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR (Example fault\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR Example\\\\\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR [z-a]\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 **\"}", .at = "/regex"},
            {.bad = "{\"signature\": \"502 open(file failed\", \"regex\": \"502 open(file failed\"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"502 open(file failed\", \"regex\": \"502 open\\\\(file failed\"}"},
            {.bad = "{\"regex\": \"502 \\\\u0045RROR\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR (Example) fault\"}"},
            {0},
        },
};

/* The text that the regex must match, pasted as it is: escaped, it is a regex. */
static void offer_escaped(struct check *c, struct finding *f, const struct regex_view *v)
{
    struct buf escaped = BUF_INIT;
    bool pasted = false;
    for (size_t i = 0; i < v->target_count; i++)
        pasted |= v->pattern.len && str_ifind(v->targets[i].text, v->pattern, 0) != SIZE_MAX;
    regex_escape(&escaped, v->pattern);
    if (pasted && regex_view_would_agree(c, v, buf_str(&escaped))) {
        finding_help(c, f, "escape what stands for itself: %s", escaped.s);
        finding_replace_string(c, f, v->node, buf_str(&escaped));
    }
    buf_release(&escaped);
}

/* What only some engines take, told apart where the tree knows it. */
static void report_refused(struct check *c, const struct regex_view *v)
{
    size_t from = v->refused.at, to = from < v->pattern.len ? from + 1 : from;
    const struct regex_note *near = NULL;
    for (size_t i = 0; v->has_tree && i < v->tree.note_count; i++)
        if (v->tree.notes[i].from < from && v->tree.notes[i].to >= from)
            near = &v->tree.notes[i];
    if (near) {
        from = near->from;
        to = near->to;
    }
    struct finding *f = regex_finding(c, &rule_regex_syntax, v, from, to, "PCRE2 refuses the %.*s: %s",
                                      STR_FMT(v->name), v->refused.what);
    if (near && near->construct != CONSTRUCT_UNKNOWN_ESCAPE)
        finding_help(c, f, "some engines take it (%s), others refuse the whole regex",
                     regex_construct_name((enum regex_construct)near->construct));
    else if (near)
        finding_help(c, f, "a backslash that stands for itself is written twice, in JSON four times");
    else
        finding_help(c, f, "a sign that stands for itself is written with a backslash, in JSON with two");
    offer_escaped(c, f, v);
}

bool regex_part_syntax(struct check *c, struct regex_view *v)
{
    if (!v->literal.s && !v->has_tree) {
        struct finding *f =
            regex_finding(c, &rule_regex_syntax, v, v->fault.from, v->fault.to,
                          "the %.*s is no regular expression: %s", STR_FMT(v->name), v->fault.what);
        finding_help(c, f, "%s",
                     v->fault.help ? v->fault.help
                                   : "a sign that stands for itself is written with a backslash, in JSON "
                                     "with two");
        offer_escaped(c, f, v);
        return false;
    }
    if (!v->compiles) {
        report_refused(c, v);
        return false;
    }
    for (size_t i = 0; i < v->target_count; i++)
        if (v->targets[i].result == REGEX_LIMIT) {
            struct finding *f = finding_at(c, &rule_regex_budget, v->node,
                                           "the search of the %.*s for the %.*s was given up after %d steps",
                                           STR_FMT(v->targets[i].name), STR_FMT(v->name), REGEX_BUDGET);
            finding_help(c, f,
                         "no quantifier may stand on a group that begins or ends with a quantifier; "
                         "let a class exclude what follows it");
            return true;
        }
    if ((v->literal.s && !v->literal.len) ||
        (v->regex && regex_run(c, v->regex, STR(""), NULL, NULL) == REGEX_MATCH)) {
        struct finding *f =
            finding_at(c, &rule_regex_empty, v->node, "the %.*s matches the empty text, and so every line",
                       STR_FMT(v->name));
        finding_help(c, f, "let it demand the words of the signature that no other error has");
    }
    return true;
}
