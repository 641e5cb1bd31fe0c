/* regex/agreement, regex/alias, regex/case, regex/coverage: the regex finds what it stands beside. */
#include "base/utf8.h"
#include "rules/regex_check.h"
#include "rules/regex_diagnose.h"

const struct rule rule_regex_agreement = {
    .id = "regex/agreement",
    .summary = "the regex must match the signature",
    .why = "The record is never found by the error that it describes.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Exmaple fault\\\\. The request\"}", .at = "/regex"},
            {.bad = "{\"signature\": \"502 ERROR open(file) failed\", \"regex\": \"502 ERROR open(file) "
                    "failed\"}",
             .at = "/regex",
             .fixed =
                 "{\"signature\": \"502 ERROR open(file) failed\", \"regex\": \"502 ERROR open\\\\(file\\\\) "
                 "failed\"}"},
            {.bad = "{\"signature\": \"[Errno 2] No such file: 502\", \"regex\": \"[Errno 2] No such file: "
                    "502\"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"[Errno 2] No such file: 502\", \"regex\": \"\\\\[Errno 2\\\\] No "
                      "such file: 502\"}"},
            {.bad = "{\"signature\": \"502 a\\u2019s fault\", \"regex\": \"502 a's fault\"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"502 a\\u2019s fault\", \"regex\": \"502 a\\u2019s fault\"}"},
            {.bad = "{\"regex\": \"ERROR Example fault\\\\\\\\. The request\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"ERROR Example fault\\\\. The request\"}"},
            {.bad = "{\"regex\": \"ERROR Example fault\\\\. The request could not be satisfied\\\\. .+\"}",
             .at = "/regex"},
            {.bad = "{\"regex\": \"Example fault.*502 ERROR\"}", .at = "/regex"},
            {.good = "{\"regex\": \"\\\\d+ error example fault\"}"},
            {.good = "{\"signature\": \"502 no module <name> here\", \"regex\": \"502 no module \\\\w+ "
                     "here\"}"},
            {0},
        },
};

const struct rule rule_regex_alias = {
    .id = "regex/alias",
    .summary = "the regex must match every alias",
    .why = "An alias is another spelling of the same error; who meets it does not find the record.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_ALIAS),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault\", \"aliases\": [\"502 ERROR Example defect\"]}",
             .at = "/aliases/0"},
            {.good = "{\"regex\": \"502 ERROR Example (?:fault|defect)\", \"aliases\": [\"502 ERROR Example "
                     "defect\"]}"},
            {0},
        },
};

const struct rule rule_regex_case = {
    .id = "regex/case",
    .summary = "the regex should have the signature's upper and lower case",
    .why = "Consumers search without regard to case, but not every one of them.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 Error Example Fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\"}"},
            {.bad = "{\"regex\": \"502 Error (?:Example|Sample) fault\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"(?i)502 Error \\\\w+ fault\"}", .at = "/regex"},
            {.good = "{\"regex\": \"502 ERROR (?:Example|SAMPLE) fault\"}"},
            {0},
        },
};

const struct rule rule_regex_coverage = {
    .id = "regex/coverage",
    .summary = "the match should span at least half of the signature",
    .why = "What the regex leaves out is what tells this error from others.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"ERROR Example\"}", .at = "/regex"},
            {.good = "{\"regex\": \"ERROR Example fault\\\\. The request could\"}"},
            {.good = "{\"signature\": \"ORA-00502: the table or view is not there any more\", \"regex\": "
                     "\"ORA-00502\"}"},
            {0},
        },
};

static bool is_word(unsigned char ch)
{
    return ch >= 0x80 || ascii_is_alnum(ch) || ch == '_';
}

/* Where the word begins that goes on at `at`. */
static size_t word_start(struct str v, size_t at)
{
    while (at > 0 && at < v.len && is_word((unsigned char)v.s[at]) && is_word((unsigned char)v.s[at - 1]))
        at--;
    return at;
}

/* The last words before a byte. */
static struct str tail_before(struct str v, size_t at)
{
    size_t from = at;
    while (from > 0 && at - from < 24)
        from--;
    while (from > 0 && from < at && v.s[from - 1] != ' ')
        from++;
    return str_trim(str_sub(v, from < at ? from : at, at));
}

static struct finding *say_where(struct check *c, const struct rule *rule, const struct regex_view *v,
                                 const struct regex_target *t, const struct divergence *d)
{
    bool on_alias = rule == &rule_regex_alias;
    json_node node = on_alias ? t->node : v->node;
    size_t from = on_alias ? d->at : d->from, to = on_alias ? d->end : d->to;
    if (d->at_start)
        return finding_at(c, rule, node, "the %.*s does not match the %.*s: nothing of it is found there",
                          STR_FMT(v->name), STR_FMT(t->name));
    size_t wanted_from = word_start(v->pattern, d->from), got_from = word_start(t->text, d->at);
    if (d->from - wanted_from != d->at - got_from) { /* the words do not begin alike */
        got_from = d->at;
        if (wanted_from < d->from)
            return finding_in_string(c, rule, node, on_alias ? from : wanted_from, to,
                                     "the %.*s does not match the %.*s: no \"%.*s\" follows what agrees",
                                     STR_FMT(v->name), STR_FMT(t->name),
                                     STR_FMT(regex_shown(c, str_sub(v->pattern, wanted_from, d->to))));
    }
    struct str wanted = str_sub(v->pattern, wanted_from, d->to), got = str_sub(t->text, got_from, d->end),
               before = tail_before(t->text, got_from);
    if (d->at == t->text.len)
        return finding_in_string(c, rule, node, from, to,
                                 "the %.*s does not match the %.*s, which ends after \"%.*s\" where \"%.*s\" "
                                 "is wanted",
                                 STR_FMT(v->name), STR_FMT(t->name), STR_FMT(tail_before(t->text, d->at)),
                                 STR_FMT(regex_shown(c, str_sub(v->pattern, d->from, d->to))));
    if (str_eq(wanted, got))
        return finding_in_string(
            c, rule, node, from, to,
            "the %.*s does not match the %.*s: \"%.*s\" is syntax in the one and stands for "
            "itself in the other",
            STR_FMT(v->name), STR_FMT(t->name), STR_FMT(regex_shown(c, wanted)));
    if (!before.len)
        return finding_in_string(c, rule, node, from, to,
                                 "the %.*s does not match the %.*s: it wants \"%.*s\", not \"%.*s\"",
                                 STR_FMT(v->name), STR_FMT(t->name), STR_FMT(regex_shown(c, wanted)),
                                 STR_FMT(regex_shown(c, got)));
    return finding_in_string(
        c, rule, node, from, to,
        "the %.*s does not match the %.*s: after \"%.*s\" it wants \"%.*s\", not \"%.*s\"", STR_FMT(v->name),
        STR_FMT(t->name), STR_FMT(before), STR_FMT(regex_shown(c, wanted)), STR_FMT(regex_shown(c, got)));
}

static void report_disagreement(struct check *c, struct regex_view *v, const struct regex_target *t)
{
    const struct rule *rule = t->alias ? &rule_regex_alias : &rule_regex_agreement;
    if (!rule_is_on(c, rule) || !regex_view_parse(c, v))
        return;
    struct divergence d = regex_diverge(c, v, t->text);
    struct diagnosis why = regex_diagnose(c, v, t, &d);
    struct finding *f = say_where(c, rule, v, t, &d);
    bool pattern_below = rule == &rule_regex_alias;
    struct str other = pattern_below ? v->pattern : t->text, name = pattern_below ? v->name : t->name;
    size_t from = pattern_below ? d.from : d.at, to = pattern_below ? d.to : d.end;
    if (d.at_start)
        finding_note(c, f, "the %.*s is: %.*s", STR_FMT(name), STR_FMT(regex_shown(c, other)));
    else
        finding_note(c, f, "the %.*s is\n%s", STR_FMT(name), regex_marked(c, other, from, to));
    finding_help(c, f, "%s", why.help);
    if (why.pattern.s) {
        finding_replace_string(c, f, v->node, why.pattern);
        f->unsafe = why.unsafe;
    }
}

void regex_part_agreement(struct check *c, struct regex_view *v)
{
    for (size_t i = 0; i < v->target_count; i++)
        if (v->targets[i].result == REGEX_NO_MATCH && !v->targets[i].typed)
            report_disagreement(c, v, &v->targets[i]);
}

/* The runs of literal characters of a pattern's branch all stand in the text as they are written. */
static bool runs_occur(struct str pattern, const struct regex_node *n, struct str text)
{
    const struct regex_node *it = n->kind == REGEX_SEQUENCE ? n->child : n;
    char run[256];
    size_t len = 0;
    for (;; it = it->next) {
        if (it && it->kind == REGEX_CHAR && n->kind == REGEX_SEQUENCE && it->run > 1 &&
            len + it->run + 3 <= sizeof run) {
            memcpy(run + len, pattern.s + it->from, it->run);
            len += it->run;
            it = &it[it->run - 1];
            continue;
        }
        if (it && it->kind == REGEX_CHAR && len + 4 <= sizeof run) {
            len += utf8_encode(it->cp, run + len);
            if (n->kind == REGEX_SEQUENCE)
                continue;
            it = NULL;
        }
        if (len && str_find(text, (struct str){run, len}, 0) == SIZE_MAX)
            return false;
        len = 0;
        if (!it || n->kind != REGEX_SEQUENCE)
            return !it;
        if (it->kind != REGEX_ANY && it->kind != REGEX_SHORTHAND && it->kind != REGEX_REPEAT)
            return false;
    }
}

static void check_case(struct check *c, struct regex_view *v, const struct regex_target *t)
{
    struct str seen = str_sub(t->text, t->from, t->to);
    if (v->literal.s ? str_eq(v->literal, seen) : false)
        return;
    for (size_t i = 0; !v->literal.s && i < v->branch_count; i++)
        if (runs_occur(v->pattern, v->branches[i].node, seen))
            return;
    struct str pattern = v->pattern; /* (?i) is for consumers, and no excuse */
    if (str_starts(pattern, STR("(?i)")))
        pattern = str_sub(pattern, 4, pattern.len);
    if (!v->literal.s && regex_try(c, pattern, 0, t->text) == REGEX_MATCH)
        return;
    struct finding *f =
        finding_at(c, &rule_regex_case, v->node, "the %.*s matches the %.*s only without regard to case",
                   STR_FMT(v->name), STR_FMT(t->name));
    finding_note(c, f, "the %.*s has \"%.*s\"", STR_FMT(t->name), STR_FMT(regex_shown(c, seen)));
    finding_help(c, f, "write it as the %.*s does", STR_FMT(t->name));
    if (!v->literal.s)
        return;
    struct buf escaped = BUF_INIT;
    size_t k = 0;
    for (size_t i = 0; i < v->pattern.len && k < seen.len; i++, k++) {
        if (v->pattern.s[i] == '\\')
            buf_addc(&escaped, v->pattern.s[i++]);
        buf_addc(&escaped, seen.s[k]);
    }
    if (k == seen.len && regex_view_would_agree(c, v, buf_str(&escaped)))
        finding_replace_string(c, f, v->node, buf_str(&escaped));
    buf_release(&escaped);
}

/* A word of letters and digits, such as ORA-00942 or TS2345: it names the error by itself. */
static bool has_code(struct str v)
{
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i <= v.len; i++) {
        unsigned char ch = i < v.len ? (unsigned char)v.s[i] : ' ';
        if (ascii_is_alpha(ch)) {
            letters++;
        } else if (ascii_is_digit(ch)) {
            digits++;
        } else if (ch != '-' && ch != '_') {
            if (letters && digits >= 2 && letters + digits >= 5)
                return true;
            letters = digits = 0;
        }
    }
    return false;
}

static void check_coverage(struct check *c, struct regex_view *v, const struct regex_target *t)
{
    struct str seen = str_sub(t->text, t->from, t->to), inner = regex_without_edges(c, v);
    size_t from, to;
    if (inner.len < v->pattern.len && regex_span(c, inner, t->text, &from, &to))
        seen = str_sub(t->text, from, to);
    if (seen.len * 2 >= t->text.len || has_code(seen))
        return;
    size_t part = utf8_count(seen), whole = utf8_count(t->text);
    if (part * 2 >= whole)
        return;
    struct finding *f =
        finding_at(c, &rule_regex_coverage, v->node, "the %.*s covers %zu %% of the %.*s: \"%.*s\"",
                   STR_FMT(v->name), part * 100 / whole, STR_FMT(t->name), STR_FMT(regex_shown(c, seen)));
    finding_note(
        c, f, "the %.*s is\n%s", STR_FMT(t->name),
        regex_marked(c, t->text, (size_t)(seen.s - t->text.s), (size_t)(seen.s - t->text.s) + seen.len));
    finding_help(c, f, "add what tells this error from others of the same beginning");
}

void regex_part_coverage(struct check *c, struct regex_view *v)
{
    for (size_t i = 0; i < v->target_count; i++) {
        const struct regex_target *t = &v->targets[i];
        if (t->alias || t->result != REGEX_MATCH || t->from == t->to)
            continue;
        if (rule_is_on(c, &rule_regex_case))
            check_case(c, v, t);
        if (rule_is_on(c, &rule_regex_coverage))
            check_coverage(c, v, t);
    }
}
