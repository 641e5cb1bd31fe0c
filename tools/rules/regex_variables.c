/* regex/volatile, regex/placeholder, regex/quotes, regex/wrapped: what is another text the next time. */
#include "regex/escape.h"
#include "regex/generalise.h"
#include "rules/regex_check.h"

const struct rule rule_regex_volatile = {
    .id = "regex/volatile",
    .summary = "what differs from case to case should not be pinned",
    .why = "The next time the same error is seen its number, address or path is another one.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature\": \"502 connect to 10.0.3.17:5432 failed\", \"regex\": \"502 connect to "
                    "10\\\\.0\\\\.3\\\\.17:5432 failed\"}",
             .at = "/regex"},
            {.bad = "{\"signature\": \"502 fault at 0x7ffe12ab90 in the example\", \"regex\": \"502 fault at "
                    "0x7ffe12ab90 in the (?:example|sample)\"}",
             .at = "/regex"},
            {.good = "{\"signature\": \"502 connect to 10.0.3.17:5432 failed\", \"regex\": \"502 connect to "
                     "\\\\S+ failed\"}"},
            {.good = "{\"signature\": \"502 fault of class <name> is gone\", \"regex\": \"502 fault of class "
                     "\\\\S+ is gone\"}"},
            {0},
        },
};

const struct rule rule_regex_placeholder = {
    .id = "regex/placeholder",
    .summary = "a placeholder of the signature must not stand in the regex",
    .why = "In the log there is a value in its place, and the regex does not find it.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature\": \"502 no module named <module> is there\", \"regex\": \"502 no module "
                    "named <module> is there\"}",
             .at = "/regex"},
            {.bad = "{\"signature\": \"502 table {name} is full\", \"regex\": \"502 table \\\\{name\\\\} is "
                    "full\"}",
             .at = "/regex"},
            {.good = "{\"signature\": \"502 no module named <module> is there\", \"regex\": \"502 no module "
                     "named \\\\S+ is there\"}"},
            {0},
        },
};

const struct rule rule_regex_quotes = {
    .id = "regex/quotes",
    .summary = "quotation marks should match curly ones too",
    .why =
        "Documentation, chats and some vendors print curly quotation marks where a program prints straight "
        "ones.",
    .rate = "14 % of 3,000 generated records: for use on request",
    .severity = SEVERITY_OFF,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature\": \"502 can't find \\\"a\\\"\", \"regex\": \"502 can't find \\\"a\\\"\"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"502 can't find \\\"a\\\"\", \"regex\": \"502 can['\\u2018\\u2019]t "
                      "find [\\\"\\u201c\\u201d]a[\\\"\\u201c\\u201d]\"}"},
            {.good = "{\"signature\": \"502 can't find\", \"regex\": \"502 can.t find\"}"},
            {0},
        },
};

const struct rule rule_regex_wrapped = {
    .id = "regex/wrapped",
    .summary = "a blank should match the end of a line too",
    .why = "Terminals and log viewers wrap long messages, and a copy then has a newline for the blank.",
    .rate = "every one of 3,000 generated records: for use on request",
    .severity = SEVERITY_OFF,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502 ERROR Example\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502\\\\s+ERROR\\\\s+Example\"}"},
            {.good = "{\"regex\": \"502\\\\s+ERROR\\\\s+Example\"}"},
            {0},
        },
};

/* Values that another occurrence might have in the place of each kind; NULL: the kind is not judged. */
static const char *const others[VOLATILE_KIND_COUNT] = {
    [VOLATILE_NUMBER] = "7391",
    [VOLATILE_DECIMAL] = "7391.25",
    [VOLATILE_HEX] = "0x5d3c0a9be410",
    [VOLATILE_VERSION] = "9.71.3",
    [VOLATILE_DATE] = "2031-09-27T21:43:58Z",
    [VOLATILE_UUID] = "6c1f0a52-93d7-4e0b-8c3a-7b51d2f4e896",
    [VOLATILE_IPV4] = "198.51.100.73",
    [VOLATILE_IPV6] = "2001:db8::73",
    [VOLATILE_MAC] = "4a:7b:19:d3:5e:c2",
    [VOLATILE_PATH] = "/mnt/other/place/thing.bin",
};

/* One figure or two is a count or a code as often as not. */
static bool is_judged(const struct volatile_part *p)
{
    return others[p->kind] && !(p->kind == VOLATILE_NUMBER && p->to - p->from < 3);
}

/* The text with one part replaced; the regex does not find it any more. */
static bool breaks(struct check *c, const struct regex_view *v, struct str text,
                   const struct volatile_part *p, const char *value)
{
    if (!v->regex) /* a literal: it holds the part or does not */
        return true;
    struct str other = str_of(arena_printf(c->arena, "%.*s%s%.*s", STR_FMT(str_sub(text, 0, p->from)), value,
                                           STR_FMT(str_sub(text, p->to, text.len))));
    return regex_run(c, v->regex, other, NULL, NULL) == REGEX_NO_MATCH;
}

/* The pattern made anew from the texts that it must match, these kinds of parts left as they are. */
static struct str made_anew(struct check *c, const struct regex_view *v, unsigned fixed)
{
    struct str *samples = arena_alloc(c->arena, v->target_count * sizeof *samples);
    struct generalised g;
    struct err unused;
    struct str code = record_string(c->rec, record_first(c->rec, ROLE_ERROR_CODE), c->arena);
    struct generalise_options options = {.keep = &code, .keep_count = code.len > 0, .fixed = fixed};
    for (size_t i = 0; i < v->target_count; i++)
        samples[i] = v->targets[i].text;
    if (v->target_count > GENERALISE_SAMPLES_MAX ||
        regex_generalise(samples, v->target_count, &options, c->arena, &g, &unused) != 0 ||
        !regex_view_would_agree(c, v, g.pattern))
        return (struct str){0};
    return g.pattern;
}

/* Where a part of the text stands in the pattern, as it is or escaped; false: nowhere. */
static bool find_in_pattern(const struct regex_view *v, struct str text, size_t *from, size_t *to)
{
    struct buf escaped = BUF_INIT;
    size_t len = text.len;
    regex_escape(&escaped, text);
    *from = str_ifind(v->pattern, text, 0);
    if (*from == SIZE_MAX) {
        *from = str_ifind(v->pattern, buf_str(&escaped), 0);
        len = escaped.len;
    }
    *to = *from + len;
    buf_release(&escaped);
    return *from != SIZE_MAX;
}

static void report_part(struct check *c, const struct rule *rule, const struct regex_view *v, struct str text,
                        const char *kind, size_t more)
{
    size_t from, to;
    if (!find_in_pattern(v, text, &from, &to))
        return;
    bool placeholder = rule == &rule_regex_placeholder;
    struct finding *f =
        regex_finding(c, rule, v, from, to,
                      placeholder ? "the placeholder \"%.*s\"%s stands in the %.*s as it is"
                                  : "the regex demands \"%.*s\", %s of this one case",
                      STR_FMT(regex_shown(c, text)), placeholder ? "" : kind, STR_FMT(v->name));
    if (more)
        finding_note(c, f, "and %zu more", more);
    unsigned all = (1u << VOLATILE_KIND_COUNT) - 1,
             holes = 1u << VOLATILE_PLACEHOLDER | 1u << VOLATILE_ELLIPSIS;
    unsigned fixed =
        placeholder ? all & ~holes : 1u << VOLATILE_QUOTED | 1u << VOLATILE_NAME | 1u << VOLATILE_URL;
    struct str made = v->literal.s && v->agrees ? made_anew(c, v, fixed) : (struct str){0};
    if (made.s && !str_eq(made, v->pattern)) {
        finding_help(c, f, "this finds other values too: %.*s", STR_FMT(made));
        finding_replace_string(c, f, v->node, made);
        f->unsafe = true;
    } else {
        finding_help(c, f,
                     placeholder ? "write \\S+ in its place, or the class of what may stand there"
                                 : "write \\d+, \\S+ or the class of what may stand there");
    }
}

/* What a byte is to may_pin(). */
enum pin {
    PIN_OTHER,
    PIN_LETTER,
    PIN_JOIN /* 10.0.0.1, 2024-05-01, 08:30 */,
    PIN_DIGIT,
    PIN_SIGN,
    PIN_ALWAYS
};
static const uint8_t pins[256] = {
    ['A' ... 'W'] = PIN_LETTER, ['X'] = PIN_SIGN,   ['Y' ... 'Z'] = PIN_LETTER,
    ['a' ... 'w'] = PIN_LETTER, ['x'] = PIN_SIGN,   ['y' ... 'z'] = PIN_LETTER,
    ['-' ... '.'] = PIN_JOIN,   [':'] = PIN_JOIN,   ['0' ... '9'] = PIN_DIGIT,
    ['{'] = PIN_SIGN,           ['\\'] = PIN_SIGN,  ['_'] = PIN_SIGN,
    ['<'] = PIN_ALWAYS,         ['/'] = PIN_ALWAYS, ['%'] = PIN_ALWAYS,
    ['~'] = PIN_ALWAYS,         ['@'] = PIN_ALWAYS,
};

/* Cheap, from the pattern alone: whether something that could be volatile, or a placeholder, stands in it. */
static bool may_pin(struct str p)
{
    unsigned digits = 0;
    bool in_name = false;
    for (size_t i = 0; i < p.len; i++) {
        size_t word = i;
        while (i < p.len && pins[(unsigned char)p.s[i]] == PIN_LETTER)
            i++;
        if (i > word) {
            digits = 0;
            in_name = true;
        }
        if (i == p.len)
            break;
        unsigned char ch = (unsigned char)p.s[i], before = i ? (unsigned char)p.s[i - 1] : 0;
        switch (pins[ch]) {
        case PIN_JOIN: continue;
        case PIN_ALWAYS: return true;
        case PIN_DIGIT:
            if (!in_name && ++digits >= 3)
                return true;
            continue;
        case PIN_SIGN:
            if ((ch == '{' && before == '\\') || (ch == '\\' && i + 1 < p.len && p.s[i + 1] == '\\') ||
                (ch == 'x' && before == '0') || (ch == 'X' && before == 'X') ||
                (ch == '_' && ascii_is_upper(before)))
                return true;
            break;
        default: break;
        }
        digits = ch == '\\' ? digits : 0;
        in_name = ascii_is_alpha(ch) || (in_name && ch == '_');
    }
    return false;
}

static void check_parts(struct check *c, const struct regex_view *v, const struct regex_target *t)
{
    struct volatile_part *parts;
    size_t count = volatile_find(t->text, c->arena, &parts), pinned = 0, holes = 0;
    struct str code = record_string(c->rec, record_first(c->rec, ROLE_ERROR_CODE), c->arena);
    const struct volatile_part *first = NULL, *first_hole = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct volatile_part *p = &parts[i];
        size_t from, to;
        if (p->from < t->from || p->to > t->to ||
            !find_in_pattern(v, str_sub(t->text, p->from, p->to), &from, &to))
            continue;
        if (p->kind == VOLATILE_PLACEHOLDER && p->to - p->from > 1) {
            bool literal = breaks(c, v, t->text, p, "8080") && breaks(c, v, t->text, p, "foo") &&
                           breaks(c, v, t->text, p, "foo-bar.baz") && breaks(c, v, t->text, p, "/foo/bar");
            if (literal && !holes++)
                first_hole = p;
        } else if (is_judged(p) && !str_ieq(code, str_sub(t->text, p->from, p->to)) &&
                   breaks(c, v, t->text, p, others[p->kind]) && !pinned++) {
            first = p;
        }
    }
    if (pinned)
        report_part(c, &rule_regex_volatile, v, str_sub(t->text, first->from, first->to),
                    volatile_name(first->kind), pinned - 1);
    if (holes)
        report_part(c, &rule_regex_placeholder, v, str_sub(t->text, first_hole->from, first_hole->to), "",
                    holes - 1);
}

/* Edits each literal character of the pattern that is one of `signs`, outside of classes. */
static void edit_characters(struct check *c, struct finding *f, const struct regex_view *v,
                            const struct regex_node *n, const char *signs, const char *const *by,
                            bool repeated)
{
    const char *found = n->kind == REGEX_CHAR && n->cp && n->cp < 0x80 ? strchr(signs, (int)n->cp) : NULL;
    if (found && !repeated)
        regex_view_edit(c, f, v, n->from, n->to, str_of(by[found - signs]));
    if (n->kind == REGEX_CLASS)
        return;
    regex_foreach_child(it, n) edit_characters(c, f, v, it, signs, by, n->kind == REGEX_REPEAT);
}

static void check_replaced(struct check *c, const struct rule *rule, struct regex_view *v,
                           const struct regex_target *t, const char *signs, const char *const *instead,
                           const char *const *by)
{
    struct buf other = BUF_INIT;
    bool any = false;
    for (size_t i = 0; i < t->text.len; i++) {
        const char *found = t->text.s[i] ? strchr(signs, t->text.s[i]) : NULL;
        any |= found != NULL && i >= t->from && i < t->to;
        buf_adds(&other, found ? instead[found - signs] : "");
        if (!found)
            buf_addc(&other, t->text.s[i]);
    }
    bool broken = any && regex_view_parse(c, v) &&
                  regex_try(c, v->pattern, REGEX_CASELESS, buf_str(&other)) == REGEX_NO_MATCH;
    buf_release(&other);
    if (!broken)
        return;
    bool quotes = rule == &rule_regex_quotes;
    struct finding *f = finding_at(c, rule, v->node,
                                   quotes ? "the %.*s wants straight quotation marks"
                                          : "the %.*s does not find a message of two lines",
                                   STR_FMT(v->name));
    finding_help(c, f, quotes ? "write a class of all that may stand there" : "write \\s+ for a blank");
    edit_characters(c, f, v, v->tree.root, signs, by, false);
}

void regex_part_variables(struct check *c, struct regex_view *v)
{
    static const char *const curly[] = {"\xE2\x80\x99", "\xE2\x80\x9D"};
    static const char *const classes[] = {"['\xE2\x80\x98\xE2\x80\x99]", "[\"\xE2\x80\x9C\xE2\x80\x9D]"};
    static const char *const newline[] = {"\n"}, *const space[] = {"\\s+"};
    for (size_t i = 0; i < v->target_count; i++) {
        const struct regex_target *t = &v->targets[i];
        if (t->alias || t->result != REGEX_MATCH)
            continue;
        if (may_pin(v->pattern) &&
            (rule_is_on(c, &rule_regex_volatile) || rule_is_on(c, &rule_regex_placeholder)))
            check_parts(c, v, t);
        if (rule_is_on(c, &rule_regex_quotes))
            check_replaced(c, &rule_regex_quotes, v, t, "'\"", curly, classes);
        if (rule_is_on(c, &rule_regex_wrapped))
            check_replaced(c, &rule_regex_wrapped, v, t, " ", newline, space);
    }
}
