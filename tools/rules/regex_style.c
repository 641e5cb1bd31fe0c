/* regex/once, regex/captures, regex/useless-group: what can be written shorter. */
#include "rules/regex_check.h"

const struct rule rule_regex_captures = {
    .id = "regex/captures",
    .summary = "a group that nothing refers to should not capture",
    .why = "Consumers search; what a group captured is stored and thrown away.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_OFF,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 (ERROR|FAULT) Example\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 (?:ERROR|FAULT) Example\"}"},
            {.good = "{\"regex\": \"502 (?:ERROR|FAULT) Example\"}"},
            {.good = "{\"regex\": \"50(2) (ERROR|FAULT) Example\\\\1?\"}"},
            {0},
        },
};

const struct rule rule_regex_once = {
    .id = "regex/once",
    .summary = "a quantifier of one should be left out",
    .why = "{1} says nothing, and a reader looks for what it says.",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 {1}ERROR Example\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example\"}"},
            {.good = "{\"regex\": \"502 {1,2}ERROR Example\"}"},
            {0},
        },
};

const struct rule rule_regex_useless_group = {
    .id = "regex/useless-group",
    .summary = "a group around the whole regex should be left out",
    .why = "It groups nothing.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_OFF,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"(502 ERROR Example|request could not be)\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example|request could not be\"}"},
            {.good = "{\"regex\": \"(?:502|503) ERROR Example\"}"},
            {0},
        },
};

static void walk(struct check *c, const struct regex_view *v, const struct regex_node *n, bool captures)
{
    if (n->kind == REGEX_REPEAT && n->min == 1 && n->max == 1) {
        struct finding *f =
            regex_finding(c, &rule_regex_once, v, n->child->to, n->to, "\"%.*s\" says nothing",
                          STR_FMT(str_sub(v->pattern, n->child->to, n->to)));
        finding_help(c, f, "leave it out");
        regex_view_edit(c, f, v, n->child->to, n->to, STR(""));
    }
    if (captures && n->kind == REGEX_GROUP && n->sub == GROUP_CAPTURE) {
        struct finding *f = regex_finding(c, &rule_regex_captures, v, n->from, n->from + 1,
                                          "the group captures what nothing uses");
        finding_help(c, f, "write (?:");
        regex_view_edit(c, f, v, n->from, n->from + 1, STR("(?:"));
    }
    if (n->kind == REGEX_CLASS)
        return;
    for (const struct regex_node *it = n->child; it; it = regex_past_run(it))
        if (it->kind != REGEX_CHAR)
            walk(c, v, it, captures);
}

void regex_part_style(struct check *c, struct regex_view *v)
{
    if (v->literal.s || !v->has_tree)
        return;
    bool referred = v->tree.features & (REGEX_HAS_BACKREF | REGEX_HAS_CALL | REGEX_HAS_CONDITIONAL);
    const struct regex_node *root = v->tree.root;
    walk(c, v, root, !referred && rule_is_on(c, &rule_regex_captures));
    if (root->kind == REGEX_GROUP && !referred && root->sub <= GROUP_PLAIN && root->from == 0 &&
        root->to == v->pattern.len && root->child->flags == root->flags) {
        struct finding *f = regex_finding(c, &rule_regex_useless_group, v, 0, v->pattern.len,
                                          "the group holds the whole regex");
        finding_help(c, f, "leave it out");
        regex_view_edit(c, f, v, 0, root->child->from, STR(""));
        regex_view_edit(c, f, v, root->child->to, v->pattern.len, STR(""));
    }
}
