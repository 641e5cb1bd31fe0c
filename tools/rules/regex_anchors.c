/* regex/anchored, regex/anchor-precedence, regex/edge-wildcard, regex/lazy-end, regex/outer-space: what
 * stands at the ends of a regex that is searched for in whole lines. */
#include "rules/regex_check.h"

const struct rule rule_regex_anchor_precedence = {
    .id = "regex/anchor-precedence",
    .summary = "an anchor must hold for every alternative",
    .why = "In ^a|b$ the first alternative may end anywhere and the last may begin anywhere; that is hardly "
           "ever meant.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"^502 ERROR Example fault|request could not be satisfied\\\\.$\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault|request could not be satisfied\\\\.\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault|request could not be satisfied\\\\.\"}"},
            {.good = "{\"regex\": \"^(?:502 ERROR Example fault|request could)\"}"},
            {0},
        },
};

const struct rule rule_regex_anchored = {
    .id = "regex/anchored",
    .summary = "the regex must find the signature inside a line of a log",
    .why = "Logs put a time before the message and something after it: an anchored regex finds neither.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"^502 ERROR Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\"}"},
            {.bad = "{\"regex\": \"request could not be satisfied\\\\.$\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"request could not be satisfied\\\\.\"}"},
            {.bad = "{\"regex\": \"\\\\A502 ERROR Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\"}"},
            {.good = "{\"regex\": \"(?:^|\\\\s)502 ERROR Example fault\"}"},
            {0},
        },
};

const struct rule rule_regex_edge_wildcard = {
    .id = "regex/edge-wildcard",
    .summary = "a regex should not begin or end with .* or .+",
    .why = "A search finds the same lines without it, in less time, and the match is then the error alone.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \".*502 ERROR Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\"}"},
            {.bad = "{\"regex\": \"502 ERROR Example fault.*\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\"}"},
            {.good = "{\"regex\": \"502 ERROR.*fault\"}"},
            {0},
        },
};

const struct rule rule_regex_lazy_end = {
    .id = "regex/lazy-end",
    .summary = "a regex should not end with a lazy quantifier",
    .why = "At the end it takes as little as it may, so it says less than it seems to.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example f\\\\w+?\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR \\\\w+? fault\"}"},
            {0},
        },
};

const struct rule rule_regex_outer_space = {
    .id = "regex/outer-space",
    .summary = "an alternative must not begin or end with a blank",
    .why = "The blank is not there when the message stands at the end of a line or in brackets.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"ERROR Example fault\\\\. The request | could not be satisfied\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"ERROR Example fault\\\\. The request|could not be satisfied\"}"},
            {.bad = "{\"signature\": \"502 fault in part\", \"regex\": \"502 fault in \"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"502 fault in part\", \"regex\": \"502 fault in\"}"},
            {.good = "{\"regex\": \"502 ERROR (?:Example )?fault\"}"},
            {0},
        },
};

static bool is_anchor(const struct regex_node *n, bool at_start)
{
    if (n->kind != REGEX_ASSERT)
        return false;
    return at_start ? n->sub == ASSERT_CARET || n->sub == ASSERT_START || n->sub == ASSERT_MATCH_START
                    : n->sub == ASSERT_DOLLAR || n->sub == ASSERT_END || n->sub == ASSERT_END_NEWLINE;
}

/* The first or last item of a branch, inside a group that holds all of it too. */
static const struct regex_node *edge(const struct regex_node *n, bool first)
{
    while (n->kind == REGEX_SEQUENCE || (n->kind == REGEX_GROUP && n->child->kind != REGEX_ALTERNATION)) {
        const struct regex_node *it = n->child;
        while (!first && it->next)
            it = it->next;
        while (first && it->kind == REGEX_FLAGS && it->next)
            it = it->next;
        n = it;
    }
    return n;
}

/* The pattern without these spans, which stand in order. */
struct span {
    size_t from, to;
};
enum { SPANS_MAX = 64 };
static struct str without(struct check *c, struct str pattern, const struct span *spans, size_t count)
{
    struct buf out = BUF_INIT;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        buf_add_str(&out, str_sub(pattern, at, spans[i].from));
        at = spans[i].to;
    }
    buf_add_str(&out, str_sub(pattern, at, pattern.len));
    struct str copy = arena_str(c->arena, buf_str(&out));
    buf_release(&out);
    return copy;
}

static void offer_without(struct check *c, struct finding *f, const struct regex_view *v,
                          const struct span *spans, size_t count)
{
    if (!v->agrees || !regex_view_would_agree(c, v, without(c, v->pattern, spans, count)))
        return;
    for (size_t i = 0; i < count; i++)
        regex_view_edit(c, f, v, spans[i].from, spans[i].to, STR(""));
}

/* Anchors at the ends of the branches; how many branches begin and end with one. */
static size_t find_anchors(const struct regex_view *v, struct span *spans, size_t *starts, size_t *ends)
{
    size_t n = 0;
    *starts = *ends = 0;
    for (size_t i = 0; i < v->branch_count && n + 2 <= SPANS_MAX; i++) {
        const struct regex_node *first = edge(v->branches[i].node, true),
                                *last = edge(v->branches[i].node, false);
        if (is_anchor(first, true)) {
            ++*starts;
            spans[n++] = (struct span){first->from, first->to};
        }
        if (is_anchor(last, false) && last != first) {
            ++*ends;
            spans[n++] = (struct span){last->from, last->to};
        }
    }
    return n;
}

static bool matches_in_line(struct check *c, const struct regex_view *v, const struct regex_target *t,
                            const char *before, const char *after)
{
    struct str line = str_of(arena_printf(c->arena, "%s%.*s%s", before, STR_FMT(t->text), after));
    return regex_run(c, v->regex, line, NULL, NULL) != REGEX_NO_MATCH;
}

static void check_anchors(struct check *c, const struct regex_view *v)
{
    struct span spans[SPANS_MAX];
    size_t starts, ends, n = find_anchors(v, spans, &starts, &ends);
    if (!n)
        return;
    const struct regex_node *first = edge(v->branches[0].node, true),
                            *last = edge(v->branches[v->branch_count - 1].node, false);
    bool uneven = v->branch_count > 1 && ((starts == 1 && is_anchor(first, true) && ends < v->branch_count) ||
                                          (ends == 1 && is_anchor(last, false) && starts < v->branch_count));
    if (uneven) {
        struct finding *f =
            regex_finding(c, &rule_regex_anchor_precedence, v, spans[0].from, spans[0].to,
                          "\"%.*s\" holds for one of the %zu alternatives only",
                          STR_FMT(str_sub(v->pattern, spans[0].from, spans[0].to)), v->branch_count);
        finding_help(c, f, "leave the anchors out, or put the alternatives into (?:...)");
        offer_without(c, f, v, spans, n);
        return;
    }
    for (size_t i = 0; i < v->target_count; i++) {
        const struct regex_target *t = &v->targets[i];
        if (t->alias || t->result != REGEX_MATCH)
            continue;
        bool begins = matches_in_line(c, v, t, "2026-01-31T08:00:00Z host app[7]: ", ""),
             ends_too = matches_in_line(c, v, t, "", " (request 7)");
        if (begins && ends_too)
            continue;
        struct finding *f = regex_finding(
            c, &rule_regex_anchored, v, spans[begins ? n - 1 : 0].from, spans[begins ? n - 1 : 0].to,
            "the %.*s does not find the %.*s in a line that %s", STR_FMT(v->name), STR_FMT(t->name),
            !begins && !ends_too ? "has text before and after it"
            : begins             ? "goes on after it"
                                 : "begins with a time");
        finding_help(c, f, "leave the anchors out");
        offer_without(c, f, v, spans, n);
    }
}

bool regex_is_open(const struct regex_node *n)
{
    return n->kind == REGEX_REPEAT && n->max == REGEX_INFINITE && n->child->kind == REGEX_ANY;
}

/* The pattern without `.*` at its ends, when it has but one alternative. */
struct str regex_without_edges(struct check *c, const struct regex_view *v)
{
    const struct regex_node *n = v->branch_count == 1 && v->has_tree ? v->tree.root : NULL;
    struct span spans[2];
    size_t count = 0;
    if (!n || n->kind != REGEX_SEQUENCE)
        return v->pattern;
    const struct regex_node *last = regex_last(n->child);
    if (regex_is_open(n->child))
        spans[count++] = (struct span){n->child->from, n->child->to};
    if (regex_is_open(last) && last != n->child)
        spans[count++] = (struct span){last->from, last->to};
    return count ? without(c, v->pattern, spans, count) : v->pattern;
}

static void check_edges(struct check *c, const struct regex_view *v, const struct regex_branch *b)
{
    for (int k = 0; k < 2; k++) {
        bool first = k == 0;
        const struct regex_node *n = b->node;
        if (n->kind != REGEX_SEQUENCE)
            return;
        n = first ? n->child : regex_last(n->child);
        struct span span = {n->from, n->to};
        if (regex_is_open(n) && n->min <= 1) {
            struct finding *f =
                regex_finding(c, &rule_regex_edge_wildcard, v, n->from, n->to,
                              "\"%.*s\" at the %s of the regex adds nothing to a search",
                              STR_FMT(str_sub(v->pattern, n->from, n->to)), first ? "beginning" : "end");
            finding_help(c, f, "leave it out");
            offer_without(c, f, v, &span, 1);
            f->unsafe = n->min > 0;
        } else if (!first && n->kind == REGEX_REPEAT && n->sub == LAZY && n->max > n->min) {
            struct finding *f = regex_finding(c, &rule_regex_lazy_end, v, n->from, n->to,
                                              "\"%.*s\" at the end takes no more than it must",
                                              STR_FMT(str_sub(v->pattern, n->from, n->to)));
            finding_help(c, f, "let it end with what follows in the signature, or with the plain quantifier");
        } else if (v->agrees && n->kind == REGEX_CHAR && n->cp == ' ' && n->to - n->from == 1) {
            struct finding *f =
                regex_finding(c, &rule_regex_outer_space, v, n->from, n->to, "the %s %s with a blank",
                              v->branch_count > 1 ? "alternative" : "regex", first ? "begins" : "ends");
            finding_help(c, f, "leave it out");
            offer_without(c, f, v, &span, 1);
        }
    }
}

void regex_part_anchors(struct check *c, struct regex_view *v)
{
    if (v->literal.s) {
        bool outer = v->literal.len && (v->literal.s[0] == ' ' || v->literal.s[v->literal.len - 1] == ' ');
        if (!outer || !regex_view_parse(c, v))
            return;
    }
    if (v->regex)
        check_anchors(c, v);
    for (size_t i = 0; i < v->branch_count; i++)
        check_edges(c, v, &v->branches[i]);
}
