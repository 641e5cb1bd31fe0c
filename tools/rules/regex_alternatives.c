/* regex/alternative-..., regex/truncated: alternatives that add nothing, and text that was cut. */
#include "rules/regex_check.h"

const struct rule rule_regex_alternative_dead = {
    .id = "regex/alternative-dead",
    .summary = "every alternative should match the signature or an alias",
    .why = "Nothing in the record says what the alternative is for, and nobody notices when it is wrong.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE) | ROLE_BIT(ROLE_ALIAS),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|gateway has given up\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault|gateway has given up\", \"aliases\": [\"502: the "
                     "gateway has given up\"]}"},
            {0},
        },
};

const struct rule rule_regex_alternative_duplicate = {
    .id = "regex/alternative-duplicate",
    .summary = "an alternative must not stand there twice",
    .why = "Consumers search without regard to case: the second one is never reached.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 error (?:Example|example) fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 error (?:Example) fault\"}"},
            {.bad = "{\"regex\": \"502 error example|Example fault|502 error example\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 error example|Example fault\"}"},
            {.good = "{\"regex\": \"502 error (?:Example|Sample) fault\"}"},
            {.good = "{\"regex\": \"502 error (?:\\\\w+|\\\\W+) fault\"}"},
            {0},
        },
};

const struct rule rule_regex_alternative_empty = {
    .id = "regex/alternative-empty",
    .summary = "an alternative must not be empty",
    .why = "The empty text is found everywhere: a bar too many makes a regex that matches every line.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault||request could not be satisfied\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault|request could not be satisfied\"}"},
            {.bad = "{\"regex\": \"502 ERROR Example fault|\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\"}"},
            {.good = "{\"regex\": \"502 ERROR(?: Example|) fault\"}"},
            {0},
        },
};

const struct rule rule_regex_alternative_subsumed = {
    .id = "regex/alternative-subsumed",
    .summary = "an alternative should find what the others do not",
    .why = "Whatever it matches is found by a shorter one already.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example|502 ERROR Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example\"}"},
            {.bad = "{\"regex\": \"502 ERROR Example fault|\\\\d+ ERROR Example\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"\\\\d+ ERROR Example\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault|request could not be satisfied\"}"},
            {0},
        },
};

const struct rule rule_regex_truncated = {
    .id = "regex/truncated",
    .summary = "a text that is copied from the signature must not end inside a word",
    .why = "It was cut at some length; the rest of the word, and of the message, is missing.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault\\\\. The request could not be satis\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\\\\. The request could not be satisfied\"}"},
            {.good = "{\"regex\": \"ERROR Examp\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault\\\\. The request could\"}"},
            {0},
        },
};

enum { TRUNCATED_MIN = 24, SUBSUMER_MIN = 8, BRANCHES_MAX = 16, TWINS_MAX = 256 };

/* Takes an alternative out, with the bar before it, or after it when it is the first. */
static void offer_without(struct check *c, struct finding *f, const struct regex_view *v,
                          const struct regex_node *n, bool first)
{
    size_t from = first ? n->from : n->from - 1, to = first ? n->to + 1 : n->to;
    struct buf rest = BUF_INIT;
    buf_add_str(&rest, str_sub(v->pattern, 0, from));
    buf_add_str(&rest, str_sub(v->pattern, to, v->pattern.len));
    if (!v->agrees || regex_view_would_agree(c, v, buf_str(&rest)))
        regex_view_edit(c, f, v, from, to, STR(""));
    buf_release(&rest);
}

static bool same_branch(const struct regex_view *v, const struct regex_node *a, const struct regex_node *b)
{
    struct str x = str_sub(v->pattern, a->from, a->to), y = str_sub(v->pattern, b->from, b->to);
    /* \d and \D differ in case alone */
    return str_eq(x, y) || (str_ieq(x, y) && !memchr(x.s, '\\', x.len) && a->flags & REGEX_FLAG_I);
}

static void check_alternation(struct check *c, const struct regex_view *v, const struct regex_node *n,
                              bool top)
{
    const struct regex_node *before = NULL;
    size_t number = 0;
    for (const struct regex_node *it = n->child; it; before = it, it = it->next, number++) {
        bool nothing = it->kind == REGEX_EMPTY, edge = !before || !it->next;
        if (nothing && (top || !edge)) {
            struct finding *f =
                regex_finding(c, &rule_regex_alternative_empty, v, before ? it->from - 1 : it->from,
                              before ? it->from : it->from + 1, "the alternative beside this bar is empty");
            finding_help(c, f, "leave the bar out");
            offer_without(c, f, v, it, !before);
            continue;
        }
        for (const struct regex_node *twin = n->child; !nothing && number < TWINS_MAX && twin != it;
             twin = twin->next) {
            if (!same_branch(v, twin, it))
                continue;
            struct finding *f = regex_finding(c, &rule_regex_alternative_duplicate, v, it->from, it->to,
                                              "the alternative \"%.*s\" stands there before",
                                              STR_FMT(regex_shown(c, str_sub(v->pattern, it->from, it->to))));
            finding_help(c, f, "leave it out");
            offer_without(c, f, v, it, false);
            break;
        }
    }
}

static void walk(struct check *c, const struct regex_view *v, const struct regex_node *n, bool top)
{
    if (n->kind == REGEX_CLASS)
        return;
    if (n->kind == REGEX_ALTERNATION)
        check_alternation(c, v, n, top);
    for (const struct regex_node *it = n->child; it; it = regex_past_run(it))
        if (it->child)
            walk(c, v, it, false);
}

static struct str branch_pattern(const struct regex_view *v, size_t i)
{
    return str_sub(v->pattern, v->branches[i].from, v->branches[i].to);
}

static struct str shown(struct check *c, const struct regex_view *v, size_t i)
{
    return regex_shown(c, branch_pattern(v, i));
}

static bool branch_matches(struct check *c, const struct regex_view *v, size_t i, struct str text)
{
    const struct regex_branch *b = &v->branches[i];
    if (b->literal.s && str_ifind(text, b->literal, 0) != SIZE_MAX)
        return true;
    return regex_try(c, branch_pattern(v, i), REGEX_CASELESS, text) == REGEX_MATCH;
}

/* Whether a match depends on what stands around it. */
static bool looks_around(const struct regex_node *n)
{
    bool any = n->kind == REGEX_ASSERT || n->kind == REGEX_LOOK || n->kind == REGEX_CALL ||
               n->kind == REGEX_BACKREF || n->kind == REGEX_VERB;
    regex_foreach_child(it, n) any |= looks_around(it);
    return any;
}

/* An alternative of literal characters that another one finds too; SIZE_MAX: none. */
static size_t subsumer(struct check *c, const struct regex_view *v, size_t i)
{
    struct str text = v->branches[i].literal;
    for (size_t k = 0; text.s && k < v->branch_count; k++) {
        const struct regex_branch *other = &v->branches[k];
        if (k == i || other->from == other->to || looks_around(other->node))
            continue;
        bool equal = other->literal.s && str_ieq(other->literal, text);
        if (!equal && branch_matches(c, v, k, text) &&
            regex_try(c, branch_pattern(v, k), REGEX_CASELESS, STR("")) != REGEX_MATCH)
            return k;
    }
    return SIZE_MAX;
}

static void check_branches(struct check *c, const struct regex_view *v)
{
    size_t dead = 0, first_dead = 0;
    for (size_t i = 0; i < v->branch_count; i++) {
        const struct regex_branch *b = &v->branches[i];
        if (b->from == b->to)
            continue;
        size_t by = subsumer(c, v, i);
        if (by != SIZE_MAX) {
            struct finding *f = regex_finding(c, &rule_regex_alternative_subsumed, v, b->from, b->to,
                                              "the alternative \"%.*s\" is found by \"%.*s\" too",
                                              STR_FMT(shown(c, v, i)), STR_FMT(shown(c, v, by)));
            finding_help(c, f, "leave it out, when the other one is not too short");
            if (v->branches[by].to - v->branches[by].from >= SUBSUMER_MIN)
                offer_without(c, f, v, b->node, i == 0);
            continue;
        }
        bool lives = v->target_count == 0;
        for (size_t k = 0; k < v->target_count && !lives; k++)
            lives = branch_matches(c, v, i, v->targets[k].text) || v->targets[k].typed;
        if (!lives && !dead++)
            first_dead = i;
    }
    if (!dead || !v->agrees)
        return;
    const struct regex_branch *b = &v->branches[first_dead];
    struct finding *f = regex_finding(c, &rule_regex_alternative_dead, v, b->from, b->to,
                                      "the alternative \"%.*s\" matches neither the signature nor an alias",
                                      STR_FMT(shown(c, v, first_dead)));
    if (dead > 1)
        finding_note(c, f, "so %s %zu of the other alternatives", dead == 2 ? "does" : "do", dead - 1);
    finding_help(c, f, "add the text that it is for to the aliases, or leave it out");
}

static bool is_word(char ch)
{
    return ascii_is_alpha((unsigned char)ch);
}

static struct str word_around(struct str v, size_t at, size_t to)
{
    while (at > 0 && is_word(v.s[at - 1]))
        at--;
    return str_sub(v, at, to);
}

static void check_truncated(struct check *c, const struct regex_view *v, const struct regex_branch *b)
{
    for (size_t i = 0; i < v->target_count && b->literal.len >= TRUNCATED_MIN; i++) {
        struct str text = v->targets[i].text;
        size_t at = str_ifind(text, b->literal, 0), end = at + b->literal.len, to = end;
        if (v->targets[i].alias || at == SIZE_MAX || end >= text.len || !is_word(text.s[end]) ||
            !is_word(text.s[end - 1]))
            continue;
        while (to < text.len && is_word(text.s[to]))
            to++;
        size_t from = b->to - (b->literal.len > 12 ? 12 : b->literal.len);
        struct finding *f = regex_finding(c, &rule_regex_truncated, v, from, b->to,
                                          "the %s ends inside the word \"%.*s\" of the %.*s",
                                          v->branch_count > 1 ? "alternative" : "regex",
                                          STR_FMT(word_around(text, end, to)), STR_FMT(v->targets[i].name));
        finding_help(c, f, "write the message to its end");
        regex_view_edit(c, f, v, b->to, b->to, str_sub(text, end, to));
        return;
    }
}

void regex_part_alternatives(struct check *c, struct regex_view *v)
{
    if (v->has_tree && !v->literal.s && v->tree.features & REGEX_HAS_EITHER)
        walk(c, v, v->tree.root, true);
    if (v->branch_count > 1 && v->branch_count <= BRANCHES_MAX &&
        (rule_is_on(c, &rule_regex_alternative_dead) || rule_is_on(c, &rule_regex_alternative_subsumed)))
        check_branches(c, v);
    for (size_t i = 0; i < v->branch_count; i++)
        if (v->branches[i].literal.s)
            check_truncated(c, v, &v->branches[i]);
}
