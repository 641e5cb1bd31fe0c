/* text/invisible, text/bidi, text/control: no character that a reader cannot see. */
#include "base/utf8.h"
#include "engine/rule.h"

static void check_characters(struct check *c);

const struct rule rule_text_invisible = {
    .id = "text/invisible",
    .summary = "a string must not hold invisible characters",
    .why = "They come along when text is copied from a page, break searches and comparisons, and nobody sees "
           "why.",
    .rate = "0 on the seed and on generated records; emoji sequences are let through",
    .severity = SEVERITY_WARNING,
    .fixes = true,
    .check = check_characters,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The disk\xE2\x80\x8B is full.\"}",
             .at = "/root_cause",
             .fixed = "{\"root_cause\": \"The disk is full.\"}"},
            {.good = "{\"root_cause\": \"The family "
                     "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 is shown.\"}"},
            {0},
        },
};

const struct rule rule_text_bidi = {
    .id = "text/bidi",
    .summary = "a string must not hold controls of writing direction",
    .why = "They make text read in another order than programs see it: a command that is shown is not the "
           "one that runs.",
    .severity = SEVERITY_ERROR,
    .fixes = true,
    .check = check_characters,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Run \xE2\x80\xAErm\xE2\x80\xAC.\"}",
             .at = "/root_cause",
             .fixed = "{\"root_cause\": \"Run rm\xE2\x80\xAC.\"}"},
            {.good = "{\"root_cause\": \"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\"}"},
            {0},
        },
};

const struct rule rule_text_control = {
    .id = "text/control",
    .summary = "a string must hold neither control characters, but tab and line break, nor noncharacters",
    .why = "On a terminal they move the cursor, change colours or hide text; in a log line they never match. "
           "U+FFFE and its like are no characters at all: programs drop them or refuse the text.",
    .severity = SEVERITY_ERROR,
    .fixes = true,
    .check = check_characters,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"\\u001b[31mred\"}",
             .at = "/root_cause",
             .fixed = "{\"root_cause\": \"[31mred\"}"},
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了过期的证书\\ufffe。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {.good = "{\"root_cause\": \"one\\ntwo\\tthree\"}"},
            {0},
        },
};

/* U+200D between two pictures joins them into one; variation selectors are not looked for at all. */
static bool joins_pictures(struct str v, size_t before, size_t after)
{
    if (before == 0 || after >= v.len)
        return false;
    uint32_t left = utf8_prev(v, &before);
    if (left == 0xFE0F && before > 0)
        left = utf8_prev(v, &before);
    uint32_t right = utf8_next(v, &after);
    return left >= 0x203C && right >= 0x203C && !(left >= 0x2E80 && left < 0xFE00) &&
           !(right >= 0x2E80 && right < 0xFE00);
}

static const struct rule *fault_of(struct str v, size_t from, size_t to, uint32_t cp)
{
    if ((cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || (cp >= 0x7F && cp < 0xA0) ||
        utf8_is_nonchar(cp))
        return &rule_text_control;
    if (utf8_is_bidi(cp))
        return &rule_text_bidi;
    if (utf8_is_invisible(cp) && !(cp == 0x200D && joins_pictures(v, from, to)))
        return &rule_text_invisible;
    return NULL;
}

static void check_string(struct check *c, json_node n)
{
    const struct json_doc *doc = c->rec->doc;
    struct str v = json_string(doc, n, c->arena);
    for (size_t i = 0; i < v.len;) {
        size_t from = i;
        uint32_t cp = utf8_next(v, &i);
        const struct rule *rule = fault_of(v, from, i, cp);
        if (!rule)
            continue;
        struct finding *f = finding_in_string(c, rule, n, from, i, "the %s U+%04X stands in the text",
                                              utf8_is_nonchar(cp)          ? "noncharacter"
                                              : rule == &rule_text_control ? "control character"
                                              : rule == &rule_text_bidi    ? "direction control"
                                                                           : "invisible character",
                                              cp);
        finding_help(c, f, "remove it");
        size_t start = json_string_place(doc, n, from), end = json_string_place(doc, n, i);
        finding_edit(c, f, start, end - start, STR(""));
        return; /* one finding a string: the next one shows once this one is mended */
    }
}

static void check_characters(struct check *c)
{
    const struct json_doc *doc = c->rec->doc;
    for (json_node n = 0; n < doc->len && doc->flags & JSON_UNSEEN; n++) {
        const struct json_cell *cell = json_cell(doc, n);
        if (cell->type == JSON_STRING && cell->flags & JSON_UNSEEN)
            check_string(c, n);
    }
}
