/* regex/weak-alternative, regex/thin-alternative, regex/short-word, regex/tiny-literal, regex/benign: a regex
 * that finds this error and not half of the log. */
#include "rules/regex_benign.h"
#include "rules/regex_check.h"

const struct rule rule_regex_benign = {
    .id = "regex/benign",
    .summary = "the regex must not match ordinary lines of logs",
    .why = "It was run over lines that programs write when all is well: what it finds there is no error.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|\\\\bstarted\\\\b\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502|connection (?:closed|accepted)\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault\"}"},
            {0},
        },
};

const struct rule rule_regex_short_word = {
    .id = "regex/short-word",
    .summary = "a short word must have a boundary on both sides",
    .why = "OOM stands in ROOM too.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|OOM\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault|\\\\bOOM\\\\b\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault|\\\\bOOM\\\\b\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault|ENOSPC\"}"},
            {0},
        },
};

const struct rule rule_regex_thin_alternative = {
    .id = "regex/thin-alternative",
    .summary = "every alternative should demand at least six characters",
    .why = "Six characters are a word; a word alone is in many messages.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|fault\\\\d+\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 E\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault|E[0-9]{4} fault\"}"},
            {0},
        },
};

const struct rule rule_regex_tiny_literal = {
    .id = "regex/tiny-literal",
    .summary = "beside .* there should be more than two letters",
    .why = "One or two letters stand in nearly every line, so .* beside them finds nearly every line.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"5.*Example fault\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"Example.*lt\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502.*Example fault\"}"},
            {0},
        },
};

const struct rule rule_regex_weak_alternative = {
    .id = "regex/weak-alternative",
    .summary = "every alternative must demand at least four characters",
    .why = "The regex is as specific as its weakest alternative: three characters are found in any log.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|429\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR|\\\\d+ \\\\w+ (?:of|at) .*\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"5\\\\d\\\\d\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR Example fault|\\\\b429 \\\\w+\"}"},
            {0},
        },
};

enum { WEAK = 4, THIN = 6, SHORT_WORD = 5, TINY = 2, ENOUGH = 1000 };

static unsigned weight(uint32_t cp)
{
    return cp == ' ' || (cp >= 9 && cp <= 13) ? 0 : cp < 0x80 ? 1 : 2;
}

/* Of a run of plain characters. */
static unsigned run_weight(const struct regex_node *n)
{
    unsigned sum = 0;
    for (uint32_t i = 0; i < n->run; i++)
        sum += n[i].cp != ' ';
    return sum;
}

/* Characters that every match holds; a blank counts nothing, a character beyond ASCII two, a boundary one.
 * Recursion is bounded by the tree's depth, see regex/ast.h. */
static unsigned required(const struct regex_node *n)
{
    unsigned sum = 0, least = ENOUGH;
    switch (n->kind) {
    case REGEX_CHAR: return weight(n->cp);
    case REGEX_ASSERT: return n->sub != ASSERT_KEEP;
    case REGEX_CLASS:
        regex_foreach_child(it, n) sum += it->kind == REGEX_CHAR && !n->sub ? 1 : ENOUGH;
        return sum && sum <= 4;
    case REGEX_REPEAT:
        sum = n->min && required(n->child) ? n->min * required(n->child) : 0;
        return sum < ENOUGH && n->min < ENOUGH ? sum : n->min ? ENOUGH : 0;
    case REGEX_ALTERNATION:
        regex_foreach_child(it, n) least = required(it) < least ? required(it) : least;
        return least;
    case REGEX_GROUP: return n->sub == GROUP_DEFINE ? 0 : required(n->child);
    case REGEX_SEQUENCE:
        for (const struct regex_node *it = n->child; it; it = regex_past_run(it))
            sum += regex_run_length(it) > 1 ? run_weight(it) : required(it);
        return sum < ENOUGH ? sum : ENOUGH;
    default: return 0;
    }
}

static unsigned required_of(const struct regex_branch *b)
{
    if (!b->literal.s)
        return required(b->node);
    unsigned sum = 0;
    for (size_t i = 0; i < b->literal.len && sum < ENOUGH; i++)
        sum += (b->literal.s[i] & 0xC0) == 0x80 ? 1 : weight((unsigned char)b->literal.s[i]) > 0;
    return sum;
}

static bool is_short_word(struct str v)
{
    for (size_t i = 0; i < v.len; i++)
        if (!ascii_is_alpha((unsigned char)v.s[i]))
            return false;
    return v.len > 0 && v.len <= SHORT_WORD;
}

static const char *branch_name(const struct regex_view *v)
{
    return v->branch_count > 1 ? "alternative" : "regex";
}

static void check_short_word(struct check *c, const struct regex_view *v, const struct regex_branch *b)
{
    struct str text = str_sub(v->pattern, b->from, b->to);
    struct finding *f =
        regex_finding(c, &rule_regex_short_word, v, b->from, b->to,
                      "the %s \"%.*s\" is found inside of longer words too", branch_name(v), STR_FMT(text));
    finding_help(c, f, "write \\b%.*s\\b, in JSON \"\\\\b%.*s\\\\b\"", STR_FMT(text), STR_FMT(text));
    struct buf mended = BUF_INIT;
    buf_add_str(&mended, str_sub(v->pattern, 0, b->from));
    buf_addf(&mended, "\\b%.*s\\b", STR_FMT(text));
    buf_add_str(&mended, str_sub(v->pattern, b->to, v->pattern.len));
    if (!v->agrees || regex_view_would_agree(c, v, buf_str(&mended))) {
        regex_view_edit(c, f, v, b->from, b->from, STR("\\b"));
        regex_view_edit(c, f, v, b->to, b->to, STR("\\b"));
    }
    buf_release(&mended);
}

static void check_weight(struct check *c, const struct regex_view *v, const struct regex_branch *b)
{
    unsigned sum = required_of(b);
    struct str text = str_sub(v->pattern, b->from, b->to);
    const struct rule *rule = sum < WEAK ? &rule_regex_weak_alternative : &rule_regex_thin_alternative;
    bool whole_word = str_starts(text, STR("\\b")) && str_ends(text, STR("\\b"));
    if (sum >= THIN || b->from == b->to || (sum >= WEAK && whole_word))
        return;
    text = regex_shown(c, text);
    struct finding *f =
        regex_finding(c, rule, v, b->from, b->to, "the %s \"%.*s\" demands %u character%s only",
                      branch_name(v), STR_FMT(text), sum, sum == 1 ? "" : "s");
    finding_help(c, f, "add a word of the message that no other message has");
}

static void check_tiny(struct check *c, const struct regex_view *v, const struct regex_branch *b)
{
    if (b->literal.s || b->node->kind != REGEX_SEQUENCE)
        return;
    bool wild = false;
    for (const struct regex_node *it = b->node->child; it; it = regex_past_run(it))
        wild |= regex_is_open(it);
    if (!wild)
        return;
    const struct regex_node *from = b->node->child;
    unsigned sum = 0;
    bool others = false;
    for (const struct regex_node *it = from;; it = it->next) {
        if (it && !regex_is_open(it)) {
            sum += required(it);
            others |= it->kind != REGEX_CHAR;
            continue;
        }
        if (sum > 0 && sum <= TINY && !others) {
            size_t to = it ? it->from : b->to;
            struct str text = str_sub(v->pattern, from->from, to);
            struct finding *f =
                regex_finding(c, &rule_regex_tiny_literal, v, from->from, to,
                              "\"%.*s\" beside a wildcard is found in nearly every line", STR_FMT(text));
            finding_help(c, f, "write the whole word, or leave the wildcard out");
        }
        if (!it)
            return;
        from = it->next;
        sum = 0;
        others = false;
        if (!from)
            return;
    }
}

static void check_benign(struct check *c, const struct regex_view *v)
{
    struct str line;
    size_t kinds = regex_benign_hits(c, v, &line);
    if (!kinds)
        return;
    struct finding *f =
        finding_at(c, &rule_regex_benign, v->node, "the %.*s matches ordinary lines of logs: \"%.*s\"",
                   STR_FMT(v->name), STR_FMT(line));
    if (kinds > 1)
        finding_note(c, f, "and %zu other kind%s of line", kinds - 1, kinds == 2 ? "" : "s");
    finding_help(c, f, "add a word that stands in the error only");
}

void regex_part_breadth(struct check *c, struct regex_view *v)
{
    for (size_t i = 0; i < v->branch_count; i++) {
        const struct regex_branch *b = &v->branches[i];
        bool bare = b->literal.s && is_short_word(b->literal) && b->literal.len == b->to - b->from;
        if (bare && rule_is_on(c, &rule_regex_short_word))
            check_short_word(c, v, b);
        else
            check_weight(c, v, b);
        check_tiny(c, v, b);
    }
    if (rule_is_on(c, &rule_regex_benign))
        check_benign(c, v);
}
