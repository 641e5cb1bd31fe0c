/* regex/unescaped, regex/dot, regex/double-escaped: signs that are syntax and were meant as they
 * stand, in a regex that matches all the same. */
#include "regex/escape.h"
#include "rules/regex_check.h"
#include "rules/regex_diagnose.h"

const struct rule rule_regex_unescaped = {
    .id = "regex/unescaped",
    .summary = "a sign that stands for itself in the signature must be escaped",
    .why = "An unescaped dot takes any character, a question mark makes optional what stands before it: the "
           "regex finds other texts too.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault. The request could not be satisfied\\\\.\"}",
             .at = "/regex",
             .fixed =
                 "{\"regex\": \"502 ERROR Example fault\\\\. The request could not be satisfied\\\\.\"}"},
            {.bad = "{\"signature\": \"502 go.sum of example.com: is it there?\", \"regex\": \"502 go.sum of "
                    "example.com: is it there?\"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"502 go.sum of example.com: is it there?\", \"regex\": \"502 "
                      "go\\\\.sum of example\\\\.com: is it there\\\\?\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault.+be satisfied\\\\.\"}"},
            {.good = "{\"regex\": \"502 ERRORS? Example fault\\\\.\"}"},
            {0},
        },
};

const struct rule rule_regex_dot = {
    .id = "regex/dot",
    .summary = "a dot should not stand for a blank or a sign of the signature",
    .why = "A dot takes any character there.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502.ERROR Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502[ _-]ERROR Example fault\"}"},
            {.bad = "{\"signature\": \"502 open(file) failed\", \"regex\": \"502 open.file. failed\"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"502 open(file) failed\", \"regex\": \"502 "
                      "open\\\\(file\\\\) failed\"}"},
            {.good = "{\"regex\": \"502[ _-]ERROR Example fault\"}"},
            {.good = "{\"signature\": \"502 can't find\", \"regex\": \"502 can.t find\"}"},
            {0},
        },
};

const struct rule rule_regex_double_escaped = {
    .id = "regex/double-escaped",
    .summary = "a backslash must not be escaped where the signature has none",
    .why = "The regex wants a backslash in the log; that part of it never matches.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example fault|Error \\\\\\\\d+ of the example\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault|Error \\\\d+ of the example\"}"},
            {.good = "{\"signature\": \"502 of C:\\\\example\", \"regex\": \"502 of C:\\\\\\\\example\"}"},
            {0},
        },
};

enum { DOTS_MAX = 32 };
struct dots {
    const struct regex_node *at[DOTS_MAX];
    size_t took[DOTS_MAX]; /* byte of the text; SIZE_MAX: not tried */
    size_t len;
};

static void find_dots(const struct regex_node *n, struct dots *d)
{
    if (n->kind == REGEX_ANY && n->sub == ANY_DOT && d->len < DOTS_MAX) {
        d->took[d->len] = SIZE_MAX;
        d->at[d->len++] = n;
    }
    if (n->kind != REGEX_REPEAT && n->kind != REGEX_LOOK) {
        regex_foreach_child(it, n) find_dots(it, d);
    }
}

/* Most patterns have none: their notes say so. */
static bool has_dot(const struct regex_tree *t)
{
    for (size_t i = 0; i < t->note_count; i++)
        if (t->notes[i].construct == CONSTRUCT_DOT)
            return true;
    return false;
}

/* What an item that is tried once in a match took is where it was tried last. */
static void watch_dot(void *ctx, size_t item, size_t start, size_t at)
{
    struct dots *d = ctx;
    (void)start;
    for (size_t i = 0; i < d->len; i++)
        if (d->at[i]->from == item)
            d->took[i] = at;
}

static void report_sign(struct check *c, const struct regex_view *v, size_t at, struct finding **f,
                        size_t *count)
{
    if (!*count)
        *f = regex_finding(c, &rule_regex_unescaped, v, at, at + 1,
                           "\"%c\" stands for itself in the signature, and is not escaped in the %.*s",
                           v->pattern.s[at], STR_FMT(v->name));
    if (!*count)
        finding_help(c, *f, "write \\%c, in JSON \"\\\\%c\"", v->pattern.s[at], v->pattern.s[at]);
    regex_view_edit(c, *f, v, at, at, STR("\\"));
    ++*count;
}

/* The whole regex is a piece of the signature, its signs not escaped. */
static bool check_pasted(struct check *c, const struct regex_view *v, const struct regex_target *t)
{
    if (str_ifind(t->text, v->pattern, 0) == SIZE_MAX)
        return false;
    struct regex_sign signs[DOTS_MAX];
    size_t count = regex_signs(&v->tree, signs, DOTS_MAX), reported = 0;
    struct dots dots = {.len = 0};
    struct finding *f = NULL;
    find_dots(v->tree.root, &dots);
    if (!count || count == DOTS_MAX || dots.len == DOTS_MAX)
        return false;
    struct regex_sign all[DOTS_MAX * 2];
    memcpy(all, signs, count * sizeof *all);
    for (size_t i = 0; i < dots.len; i++)
        all[count++] = (struct regex_sign){dots.at[i]->from, dots.at[i]->from};
    if (!regex_view_would_agree(c, v, regex_escape_signs(c, v->pattern, all, count)))
        return false;
    for (size_t at = 0; at < v->pattern.len; at++)
        for (size_t i = 0; i < count; i++)
            if (all[i].at == at || all[i].other == at)
                report_sign(c, v, at, &f, &reported);
    return true;
}

/* A dot for a bracket or another sign that its author did not want to escape; not for quotation marks, which
 * come in several shapes. */
static void check_sign(struct check *c, const struct regex_view *v, const struct regex_node *dot, char sign)
{
    struct buf escaped = BUF_INIT;
    if (sign && strchr("()[]{}*+?|^$/\\:,;=<>!#&", sign)) {
        regex_escape(&escaped, (struct str){&sign, 1});
        struct finding *f =
            regex_finding(c, &rule_regex_dot, v, dot->from, dot->to,
                          "the dot stands for \"%c\" in the signature, and takes any character", sign);
        finding_help(c, f, "write %s", escaped.s);
        regex_view_edit(c, f, v, dot->from, dot->to, buf_str(&escaped));
    }
    buf_release(&escaped);
}

static void check_dots(struct check *c, const struct regex_view *v, const struct regex_target *t)
{
    struct dots dots = {.len = 0};
    if (has_dot(&v->tree))
        find_dots(v->tree.root, &dots);
    if (!dots.len ||
        regex_trace(v->pattern, REGEX_CASELESS, c->tools->matcher, t->text, watch_dot, &dots) != REGEX_MATCH)
        return;
    struct finding *f = NULL;
    size_t reported = 0;
    for (size_t i = 0; i < dots.len; i++)
        if (dots.took[i] < t->to && t->text.s[dots.took[i]] == '.')
            report_sign(c, v, dots.at[i]->from, &f, &reported);
    for (size_t i = 0; i < dots.len; i++) {
        if (dots.took[i] >= t->to)
            continue;
        if (!strchr(" -_", t->text.s[dots.took[i]])) {
            check_sign(c, v, dots.at[i], t->text.s[dots.took[i]]);
            continue;
        }
        f = regex_finding(c, &rule_regex_dot, v, dots.at[i]->from, dots.at[i]->to,
                          "the dot stands for \"%c\" in the signature, and takes any character",
                          t->text.s[dots.took[i]]);
        finding_help(c, f, "write [ _-], or the character itself");
        regex_view_edit(c, f, v, dots.at[i]->from, dots.at[i]->to, STR("[ _-]"));
        f->unsafe = true;
    }
}

static void check_doubled(struct check *c, const struct regex_view *v)
{
    size_t first = 0;
    for (size_t i = 0; i < v->target_count; i++)
        if (memchr(v->targets[i].text.s, '\\', v->targets[i].text.len))
            return;
    struct str halved = regex_halve_backslashes(c, v->pattern, &first);
    if (!halved.s || !regex_view_would_agree(c, v, halved))
        return;
    struct finding *f = regex_finding(c, &rule_regex_double_escaped, v, first, first + 3,
                                      "\"%.*s\" wants a backslash, and the signature has none",
                                      STR_FMT(str_sub(v->pattern, first, first + 3)));
    finding_help(c, f, "one backslash of the regex is two in JSON, not four");
    finding_replace_string(c, f, v->node, halved);
}

bool regex_part_escapes(struct check *c, struct regex_view *v)
{
    bool pasted = false;
    if (!v->agrees)
        return false;
    if (memchr(v->pattern.s, '\\', v->pattern.len) && rule_is_on(c, &rule_regex_double_escaped) &&
        str_find(v->pattern, STR("\\\\"), 0) != SIZE_MAX)
        check_doubled(c, v);
    if (!v->has_tree || v->literal.s ||
        !(rule_is_on(c, &rule_regex_unescaped) || rule_is_on(c, &rule_regex_dot)))
        return false;
    for (size_t i = 0; i < v->target_count; i++) {
        const struct regex_target *t = &v->targets[i];
        if (t->alias || t->result != REGEX_MATCH)
            continue;
        if (check_pasted(c, v, t))
            pasted = true;
        else
            check_dots(c, v, t);
    }
    return pasted;
}
