/* text/blank, text/padded, text/placeholder: prose that says something, without white space around it. */
#include "base/utf8.h"
#include "engine/rule.h"
#include "rules/text_unfinished.h"

static void check_text(struct check *c);

const struct rule rule_text_blank = {
    .id = "text/blank",
    .summary = "a text must not be blank",
    .why = "A field of blanks passes for filled and tells a reader nothing.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TEXT),
    .check = check_text,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \" \\n\\t\"}", .at = "/root_cause"},
            {.bad = "{\"root_cause\": \"\\u3000\"}", .at = "/root_cause"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_text_padded = {
    .id = "text/padded",
    .summary = "a text must not begin or end with white space",
    .why = "The blanks end up in comparisons, in search indexes and on the page.",
    .rate = "certain; 0 on the seed",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TEXT),
    .fixes = true,
    .check = check_text,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \" The disk is full.\"}",
             .at = "/root_cause",
             .fixed = "{\"root_cause\": \"The disk is full.\"}"},
            {.bad = "{\"root_cause\": \"The disk is full.\\n\"}",
             .at = "/root_cause",
             .fixed = "{\"root_cause\": \"The disk is full.\"}"},
            {.good = "{\"root_cause\": \"The disk is full.\"}"},
            {0},
        },
};

const struct rule rule_text_placeholder = {
    .id = "text/placeholder",
    .summary = "a text must not hold a mark that it is unfinished",
    .why = "The mark was a promise to come back; published, it stands where an answer should.",
    .rate = "0 of the seed, of generated records and of 55,725 reviewed pairs",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TEXT),
    .check = check_text,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"TODO: say why\"}", .at = "/root_cause"},
            {.bad = "{\"root_cause\": \"TODO\"}", .at = "/root_cause"},
            {.bad = "{\"root_cause\": \"TBD measure it\"}", .at = "/root_cause"},
            {.bad = "{\"root_cause\": \"The disk is full. TODO say why\"}", .at = "/root_cause"},
            {.bad = "{\"root_cause\": \"The disk is full, of logs: FIXME.\"}", .at = "/root_cause"},
            {.bad = "{\"root_cause\": \"The disk is full. Lorem ipsum.\"}", .at = "/root_cause"},
            {.bad = "{\"root_cause_zh\": \"待补充\"}", .at = "/root_cause_zh"},
            {.good =
                 "{\"root_cause\": \"The linter counts TODO marks and the word \\\"TODO\\\" in names.\"}"},
            {.good = "{\"root_cause\": \"The call is still a TODO() of the standard library.\"}"},
            {0},
        },
};

/* White space as Unicode has it, and the invisible characters that pass for it. */
static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= 9 && cp <= 13) || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F ||
           cp == 0x3000 || utf8_is_invisible(cp);
}

/* The part of a text between the blanks at its ends. */
static struct str inner_text(struct str v)
{
    size_t from = 0, to = v.len;
    for (size_t i = 0; i < v.len && is_blank(utf8_next(v, &i));)
        from = i;
    for (size_t i = v.len; i > from && is_blank(utf8_prev(v, &i));)
        to = i;
    return str_sub(v, from, to);
}

/* Whether the character that ends the text, as it stands in JSON, is none of is_blank(): quick, and of most.
 */
static bool ends_plainly(struct str raw)
{
    const unsigned char *end = (const unsigned char *)raw.s + raw.len;
    unsigned char last = end[-1];
    if (last < 0x80)
        return last > ' ' && last < 0x7F && (raw.len < 2 || end[-2] != '\\');
    /* the full stop, Han characters, full-width forms */
    return raw.len >= 3 && ((end[-3] == 0xE3 && end[-2] == 0x80 && last > 0x80) ||
                            (end[-3] >= 0xE4 && end[-3] <= 0xE9) || (end[-3] == 0xEF && end[-2] == 0xBC));
}

static bool begins_plainly(struct str raw)
{
    unsigned char first = (unsigned char)raw.s[0];
    return (first > ' ' && first < 0x7F && first != '\\') || (first >= 0xE4 && first <= 0xE9);
}

/* Nothing to report, as of nearly all, and known from the bytes as they are. */
static bool is_sound(const struct json_doc *doc, json_node n)
{
    if (json_type(doc, n) != JSON_STRING || json_cell(doc, n)->flags & JSON_UNSEEN)
        return false;
    struct str raw = json_inner(doc, n);
    return raw.len && begins_plainly(raw) && ends_plainly(raw) && !unfinished_may_hold(raw);
}

static void check_text(struct check *c)
{
    const struct record *rec = c->rec;
    struct role_hits texts = record_role(rec, ROLE_TEXT);
    for (size_t i = 0; i < texts.len; i++) {
        json_node n = texts.at[i]->node;
        if (is_sound(rec->doc, n))
            continue;
        struct str v = record_string(rec, n, c->arena), name = record_place_of(rec, texts.at[i])->name;
        struct str inner = inner_text(v);
        if (!v.len)
            continue; /* the schema's minLength says so */
        if (!inner.len) {
            struct finding *f = finding_at(c, &rule_text_blank, n, "%.*s is blank", STR_FMT(name));
            finding_help(c, f, "write it, or leave the key out where the schema allows it");
            continue;
        }
        if (inner.len < v.len) {
            bool left = inner.s > v.s;
            struct finding *f = left ? finding_in_string(c, &rule_text_padded, n, 0, (size_t)(inner.s - v.s),
                                                         "%.*s begins with white space", STR_FMT(name))
                                     : finding_in_string(c, &rule_text_padded, n, inner.len, v.len,
                                                         "%.*s ends with white space", STR_FMT(name));
            finding_help(c, f, "remove it");
            finding_replace_string(c, f, n, inner);
        }
        struct str mark;
        size_t at = unfinished_mark(inner, &mark);
        if (at != SIZE_MAX) {
            size_t from = (size_t)(inner.s - v.s) + at;
            struct finding *f = finding_in_string(c, &rule_text_placeholder, n, from, from + mark.len,
                                                  "%.*s holds \"%.*s\", a mark of unfinished text",
                                                  STR_FMT(name), STR_FMT(mark));
            finding_help(c, f, "write what is missing, and remove the mark");
        }
    }
}
