/* regex/portable, regex/portable-minor, regex/needless-escape: the regex means the same in every engine that
 * counts. */
#include "regex/portable.h"
#include "rules/regex_check.h"

const struct rule rule_regex_needless_escape = {
    .id = "regex/needless-escape",
    .summary = "what stands for itself must not be escaped",
    .why = "ECMAScript with the flag u and Rust refuse the whole regex for one backslash that is not needed.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"502\\\\ ERROR\\\\ Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\"}"},
            {.bad = "{\"signature\": \"502 a's \\\"fault\\\" #1\", \"regex\": \"502 a\\\\'s "
                    "\\\\\\\"fault\\\\\\\" "
                    "\\\\#1\"}",
             .at = "/regex",
             .fixed =
                 "{\"signature\": \"502 a's \\\"fault\\\" #1\", \"regex\": \"502 a's \\\"fault\\\" #1\"}"},
            {.good = "{\"regex\": \"502 ERROR Example fault\\\\.\"}"},
            {.good = "{\"regex\": \"502 ERROR[\\\\- ]Example fault\"}"},
            {0},
        },
};

const struct rule rule_regex_portable = {
    .id = "regex/portable",
    .summary = "the regex must compile and mean the same in every engine that counts",
    .why = "Consumers run it in engines that nobody here chooses; one that refuses it never finds the error.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"(?i)502 ERROR Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 ERROR Example fault\"}"},
            {.bad = "{\"regex\": \"502 (?P<word>ERROR) Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502 (ERROR) Example fault\"}"},
            {.bad = "{\"regex\": \"502 ERROR (?=Example)Example fault\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR (?>Example) fault\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502 ERROR [A-z]++ fault\"}", .at = "/regex"},
            {.bad = "{\"regex\": \"502\\\\hERROR Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"502[ \\\\t]ERROR Example fault\"}"},
            {.bad = "{\"signature\": \"502 {a} fault\", \"regex\": \"502 {a} fault\"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"502 {a} fault\", \"regex\": \"502 \\\\{a\\\\} fault\"}"},
            {.bad = "{\"regex\": \"[[:digit:]]+ ERROR Example fault\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"[0-9]+ ERROR Example fault\"}"},
            {.good = "{\"regex\": \"\\\\d+ ERROR (?:Example|Sample) fault\\\\b\"}"},
            {0},
        },
};

const struct rule rule_regex_portable_minor = {
    .id = "regex/portable-minor",
    .summary = "the regex should mean the same in every engine on rare texts too",
    .why = "Engines disagree on digits, letters and blanks beyond ASCII and on a newline at the end; old "
           "releases refuse an escaped slash.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_REGEX),
    .fixes = true,
    .check = check_regex,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature\": \"502 of /etc/example\", \"regex\": \"502 of \\\\/etc\\\\/example\"}",
             .at = "/regex",
             .fixed = "{\"signature\": \"502 of /etc/example\", \"regex\": \"502 of /etc/example\"}"},
            {.bad = "{\"signature\": \"502 caf\\u00e9 fault\", \"regex\": \"502 \\\\w+\\u00e9 fault\"}",
             .at = "/regex"},
            {.good = "{\"regex\": \"502 \\\\w+ Example\"}"},
            {0},
        },
};

enum kind { FAILS, NEEDLESS, MINOR, MINOR_BEYOND_ASCII };

static const struct {
    bool mapped;
    uint8_t portable; /* enum portable_construct */
    uint8_t kind;
    const char *put; /* what to write in its place; "\\" puts a backslash before it; NULL: no edit */
} map[CONSTRUCT_COUNT] = {
#define ROW(construct, row, how, text) [CONSTRUCT_##construct] = {true, PORTABLE_##row, how, text}
    ROW(FLAGS_AT_START, FLAG, FAILS, NULL),
    ROW(FLAGS_IN_MIDDLE, FLAG_INSIDE, FAILS, NULL),
    ROW(FLAGS_SCOPED, FLAG_SCOPED, FAILS, NULL),
    ROW(FLAG_X, FLAG_EXTENDED, FAILS, NULL),
    ROW(FLAG_UNGREEDY, FLAG_UNGREEDY, FAILS, NULL),
    ROW(FLAG_OFF, FLAG_OFF, FAILS, NULL),
    ROW(ESCAPED_PUNCTUATION, ESCAPE, NEEDLESS, NULL),
    ROW(ESCAPED_PUNCTUATION_IN_CLASS, CLASS_ESCAPE, NEEDLESS, NULL),
    ROW(ESCAPED_NON_ASCII, ESCAPE_NON_ASCII, NEEDLESS, NULL),
    ROW(ESCAPED_SLASH, ESCAPE_SLASH, MINOR, "/"),
    ROW(UNKNOWN_ESCAPE, ESCAPE_UNKNOWN, FAILS, NULL),
    ROW(LOOKAHEAD, LOOKAHEAD, FAILS, NULL),
    ROW(NEGATIVE_LOOKAHEAD, LOOKAHEAD, FAILS, NULL),
    ROW(LOOKBEHIND, LOOKBEHIND, FAILS, NULL),
    ROW(NEGATIVE_LOOKBEHIND, LOOKBEHIND, FAILS, NULL),
    ROW(LOOKBEHIND_ALTERNATIVES, LOOKBEHIND_UNEQUAL, FAILS, NULL),
    ROW(LOOKBEHIND_VARIABLE, LOOKBEHIND_UNBOUNDED, FAILS, NULL),
    ROW(POSSESSIVE, POSSESSIVE, FAILS, NULL),
    ROW(ATOMIC, ATOMIC, FAILS, NULL),
    ROW(BACKREFERENCE, BACKREFERENCE, FAILS, NULL),
    ROW(BACKREFERENCE_RELATIVE, BACKREFERENCE_P, FAILS, NULL),
    ROW(BACKREFERENCE_NAMED_P, BACKREFERENCE_P, FAILS, NULL),
    ROW(BACKREFERENCE_NAMED_K, BACKREFERENCE_K, FAILS, NULL),
    ROW(FORWARD_REFERENCE, FORWARD_REFERENCE, FAILS, NULL),
    ROW(NAMED_GROUP_P, NAME_P, FAILS, NULL),
    ROW(NAMED_GROUP_ANGLE, NAME_ANGLE, FAILS, NULL),
    ROW(NAMED_GROUP_QUOTE, NAME_QUOTE, FAILS, NULL),
    ROW(START_OF_TEXT, TEXT_START, FAILS, NULL),
    ROW(END_OF_TEXT, TEXT_END, FAILS, NULL),
    ROW(END_OF_TEXT_NEWLINE, TEXT_END_LINE, FAILS, NULL),
    ROW(DOLLAR, DOLLAR, MINOR, NULL),
    ROW(MATCH_START, SEARCH_START, FAILS, NULL),
    ROW(KEEP, KEEP, FAILS, NULL),
    ROW(BOUNDARY, BOUNDARY, MINOR_BEYOND_ASCII, NULL),
    ROW(DIGIT, DIGIT, MINOR_BEYOND_ASCII, NULL),
    ROW(WORD, WORD, MINOR_BEYOND_ASCII, NULL),
    ROW(SPACE, SPACE, MINOR_BEYOND_ASCII, NULL),
    ROW(HORIZONTAL_SPACE, HORIZONTAL, FAILS, "[ \\t]"),
    ROW(VERTICAL_SPACE, VERTICAL, FAILS, NULL),
    ROW(NOT_NEWLINE, NOT_NEWLINE, FAILS, "[^\\n]"),
    ROW(ANY_NEWLINE, NEWLINE, FAILS, "\\r?\\n"),
    ROW(CLUSTER, CLUSTER, FAILS, NULL),
    ROW(SINGLE_BYTE, BYTE, FAILS, NULL),
    ROW(ESCAPE_E, ESCAPE_E, FAILS, "\\x1b"),
    ROW(HEX_BRACES, HEX_BRACED, FAILS, NULL),
    ROW(UNICODE_4, HEX_U, FAILS, NULL),
    ROW(UNICODE_BRACES, HEX_U_BRACED, FAILS, NULL),
    ROW(OCTAL, OCTAL, FAILS, NULL),
    ROW(OCTAL_BRACES, OCTAL_BRACED, FAILS, NULL),
    ROW(NUL, NUL, FAILS, "\\x00"),
    ROW(CONTROL, CONTROL, FAILS, NULL),
    ROW(QUOTE, QUOTED, FAILS, NULL),
    ROW(POSIX_CLASS, POSIX_CLASS, FAILS, NULL),
    ROW(PROPERTY_BRACES, PROPERTY, FAILS, NULL),
    ROW(PROPERTY_SHORT, PROPERTY_SHORT, FAILS, NULL),
    ROW(BOUND_WITHOUT_MINIMUM, REPEAT_UP_TO, FAILS, NULL),
    ROW(LITERAL_OPEN_BRACE, BRACE, FAILS, "\\"),
    ROW(LITERAL_CLOSE_BRACE, BRACE_CLOSING, FAILS, "\\"),
    ROW(LITERAL_CLOSE_BRACKET, BRACKET_CLOSING, FAILS, "\\"),
    ROW(CLASS_FIRST_BRACKET, CLASS_BRACKET_FIRST, FAILS, "\\"),
    ROW(CLASS_OPEN_BRACKET, CLASS_BRACKET, FAILS, "\\"),
    ROW(CLASS_INTERSECTION, CLASS_INTERSECTION, FAILS, NULL),
    ROW(CLASS_SUBTRACTION, CLASS_SUBTRACTION, FAILS, NULL),
    ROW(CLASS_DOUBLE, CLASS_DOUBLE, FAILS, NULL),
    ROW(CLASS_HYPHEN_LAST, CLASS_HYPHEN, FAILS, NULL),
    ROW(CLASS_HYPHEN_AFTER_SHORTHAND, CLASS_RANGE_FROM_SET, FAILS, NULL),
    ROW(CLASS_RANGE_TO_SHORTHAND, CLASS_RANGE_TO_SET, FAILS, NULL),
    ROW(COMMENT, COMMENT, FAILS, ""),
    ROW(CONDITIONAL, CONDITIONAL, FAILS, NULL),
    ROW(SUBROUTINE, SUBROUTINE, FAILS, NULL),
    ROW(RECURSION, RECURSION, FAILS, NULL),
    ROW(BRANCH_RESET, BRANCH_RESET, FAILS, NULL),
    ROW(VERB, VERB, FAILS, NULL),
    ROW(CALLOUT, VERB, FAILS, NULL),
    ROW(ALPHA_ASSERTION, VERB, FAILS, NULL),
    ROW(REPEAT_OVER_1000, REPEAT_1000, FAILS, NULL),
    ROW(REPEAT_OVER_65535, REPEAT_65535, FAILS, NULL),
    ROW(REPEAT_NESTED_OVER_1000, REPEAT_NESTED, FAILS, NULL),
    ROW(REPEAT_OF_REPEAT, REPEAT_TWICE, FAILS, NULL),
    ROW(REPEAT_OF_ASSERTION, REPEAT_ANCHOR, FAILS, NULL),
#undef ROW
};

/* "Python, RE2 and Go". */
static void add_engines(struct buf *out, unsigned mask)
{
    size_t count = 0, n = 0;
    for (unsigned i = 0; i < REGEX_ENGINE_COUNT; i++)
        count += mask >> i & 1;
    for (unsigned i = 0; i < REGEX_ENGINE_COUNT; i++) {
        if (!(mask >> i & 1))
            continue;
        buf_adds(out, n == 0 ? "" : n + 1 == count ? " and " : ", ");
        buf_adds(out, regex_engine_title((enum regex_engine)i));
        n++;
    }
}

static bool has_note(const struct regex_tree *t, unsigned construct)
{
    for (size_t i = 0; i < t->note_count; i++)
        if (t->notes[i].construct == construct)
            return true;
    return false;
}

static bool is_ascii(struct str v)
{
    for (size_t i = 0; i < v.len; i++)
        if ((unsigned char)v.s[i] >= 0x80)
            return false;
    return true;
}

static bool beyond_ascii(const struct regex_view *v)
{
    bool wide = !is_ascii(v->pattern);
    for (size_t i = 0; i < v->target_count; i++)
        wide |= !is_ascii(v->targets[i].text);
    return wide;
}

/* POSIX classes as PCRE2 reads them without UCP, for the inside of a class. */
static const struct {
    const char *name, *put;
} posix[] = {
    {"[:digit:]", "0-9"}, {"[:alpha:]", "A-Za-z"},     {"[:alnum:]", "A-Za-z0-9"},
    {"[:upper:]", "A-Z"}, {"[:lower:]", "a-z"},        {"[:space:]", "\\s"},
    {"[:word:]", "\\w"},  {"[:xdigit:]", "0-9A-Fa-f"}, {"[:blank:]", " \\t"},
};

/* The edit that mends one note, when there is one that keeps what PCRE2 makes of the pattern. */
static bool mend(struct check *c, struct finding *f, const struct regex_view *v, const struct regex_note *n)
{
    struct str text = str_sub(v->pattern, n->from, n->to);
    bool by_name = has_note(&v->tree, CONSTRUCT_BACKREFERENCE_NAMED_P) ||
                   has_note(&v->tree, CONSTRUCT_BACKREFERENCE_NAMED_K) ||
                   has_note(&v->tree, CONSTRUCT_SUBROUTINE) || has_note(&v->tree, CONSTRUCT_CONDITIONAL);
    const char *put = map[n->construct].put;
    size_t open;
    switch (n->construct) {
    case CONSTRUCT_ESCAPED_PUNCTUATION:
    case CONSTRUCT_ESCAPED_PUNCTUATION_IN_CLASS:
    case CONSTRUCT_ESCAPED_NON_ASCII:
        if (text.len < 2 || text.s[0] != '\\')
            return false;
        regex_view_edit(c, f, v, n->from, n->to, str_sub(text, 1, text.len));
        return true;
    case CONSTRUCT_FLAGS_AT_START:
    case CONSTRUCT_FLAGS_IN_MIDDLE:
        if (!str_is(text, "(?i)"))
            return false;
        regex_view_edit(c, f, v, n->from, n->to, STR(""));
        return true;
    case CONSTRUCT_FLAGS_SCOPED:
        if (!str_starts(text, STR("(?i:")))
            return false;
        regex_view_edit(c, f, v, n->from, n->from + 4, STR("(?:"));
        return true;
    case CONSTRUCT_NAMED_GROUP_P:
    case CONSTRUCT_NAMED_GROUP_ANGLE:
    case CONSTRUCT_NAMED_GROUP_QUOTE:
        open =
            str_find(v->pattern, n->construct == CONSTRUCT_NAMED_GROUP_QUOTE ? STR("'") : STR("<"), n->from);
        if (by_name || open == SIZE_MAX)
            return false;
        open =
            str_find(v->pattern, n->construct == CONSTRUCT_NAMED_GROUP_QUOTE ? STR("'") : STR(">"), open + 1);
        if (open == SIZE_MAX)
            return false;
        regex_view_edit(c, f, v, n->from, open + 1, STR("("));
        return true;
    case CONSTRUCT_POSIX_CLASS:
        for (size_t i = 0; i < sizeof posix / sizeof *posix; i++)
            if (str_is(text, posix[i].name)) {
                regex_view_edit(c, f, v, n->from, n->to, str_of(posix[i].put));
                return true;
            }
        return false;
    case CONSTRUCT_HORIZONTAL_SPACE:
        if (!str_is(text, "\\h"))
            return false;
        break;
    case CONSTRUCT_NOT_NEWLINE:
        if (!str_is(text, "\\N"))
            return false;
        break;
    default: break;
    }
    if (!put)
        return false;
    if (put[0] == '\\' && !put[1])
        regex_view_edit(c, f, v, n->from, n->from, STR("\\"));
    else
        regex_view_edit(c, f, v, n->from, n->to, str_of(put));
    return true;
}

static void say(struct check *c, const struct regex_view *v, const struct regex_note *first,
                unsigned rejecting, unsigned differing)
{
    unsigned construct = first->construct;
    const struct portable_row *row = &portable_rows[map[construct].portable];
    const struct rule *rule = map[construct].kind == FAILS      ? &rule_regex_portable
                              : map[construct].kind == NEEDLESS ? &rule_regex_needless_escape
                                                                : &rule_regex_portable_minor;
    struct buf engines = BUF_INIT;
    if (rejecting) {
        add_engines(&engines, rejecting);
        buf_adds(&engines, rejecting & (rejecting - 1) ? " refuse it" : " refuses it");
    }
    if (differing) {
        buf_adds(&engines, rejecting ? ", " : "");
        add_engines(&engines, differing);
        buf_adds(&engines, differing & (differing - 1) ? " read" : " reads");
        buf_adds(&engines, row->subtle ? " it otherwise on some texts" : " it as something else");
    }
    size_t count = 0;
    for (size_t i = 0; i < v->tree.note_count; i++)
        count += v->tree.notes[i].construct == construct;
    struct str text = str_sub(v->pattern, first->from, first->to);
    const char *again = count > 1 ? arena_printf(c->arena, ", %zu times", count) : "";
    const char *what = str_is(text, row->what) ? "" : arena_printf(c->arena, "%s, ", row->what);
    struct finding *f =
        regex_finding(c, rule, v, first->from, first->to, "the %.*s has %s\"%.*s\"%s: %s", STR_FMT(v->name),
                      what, STR_FMT(regex_shown(c, text)), again, engines.s);
    if (row->instead)
        finding_help(c, f, "%s", row->instead);
    for (size_t i = 0; i < v->tree.note_count; i++)
        if (v->tree.notes[i].construct == construct)
            mend(c, f, v, &v->tree.notes[i]);
    buf_release(&engines);
}

void regex_part_portable(struct check *c, struct regex_view *v)
{
    if (!v->has_tree)
        return;
    bool seen[CONSTRUCT_COUNT] = {false};
    bool wide = beyond_ascii(v);
    unsigned engines = c->run->regex_engines ? c->run->regex_engines : (unsigned)REGEX_ENGINES_DEFAULT;
    for (size_t i = 0; i < v->tree.note_count; i++) {
        const struct regex_note *n = &v->tree.notes[i];
        if (!map[n->construct].mapped || seen[n->construct] ||
            (map[n->construct].kind == MINOR_BEYOND_ASCII && !wide))
            continue;
        seen[n->construct] = true;
        enum portable_construct p = (enum portable_construct)map[n->construct].portable;
        unsigned rejecting = portable_rejecting(p, engines), differing = portable_differing(p, engines);
        if (rejecting || differing)
            say(c, v, n, rejecting, differing);
    }
}
