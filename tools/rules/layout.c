/* layout/...: one way to write a record, so that a diff shows what changed and nothing else. */
#include "record/layout.h"
#include "engine/rule.h"

static void check_layout(struct check *c);

const struct rule rule_layout_key_order = {
    .id = "layout/key-order",
    .summary = "keys must stand in the schema's order",
    .why = "The same key is found at the same place in every record, and a diff shows values, not moves.",
    .rate = "certain; 0 on the seed",
    .severity = SEVERITY_WARNING,
    .fixes = true,
    .check = check_layout,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\n  \"locale\": \"en\",\n  \"tags\": []\n}\n", .text = "text", .at = "/tags"},
            {.good = "{\n  \"tags\": [],\n  \"other\": 1,\n  \"locale\": \"en\"\n}\n", .text = "text"},
            {0},
        },
};

const struct rule rule_layout_whitespace = {
    .id = "layout/whitespace",
    .summary = "a record must be indented canonically, one value a line",
    .why = "A record that every editor writes its own way changes on every line with every hand.",
    .rate = "certain; 0 on the seed",
    .severity = SEVERITY_WARNING,
    .fixes = true,
    .check = check_layout,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\n    \"tags\": []\n}\n", .text = "text", .at = ""},
            {.bad = "{\n  \"tags\": [\"a\",\"b\"]\n}\n", .text = "text", .at = ""},
            {.good = "{\n  \"tags\": []\n}", .text = "text"},
            {.good = "{\n  \"tags\": [\n    \"a\"\n  ]\n}\n", .text = "text"},
            {0},
        },
};

const struct rule rule_layout_final_newline = {
    .id = "layout/final-newline",
    .summary = "a record must end as kedb.json says: with a newline, without, or either way",
    .why = "Editors that add one and editors that do not make changes of the last line back and forth.",
    .rate = "never with the default, which accepts both",
    .severity = SEVERITY_WARNING,
    .fixes = true,
    .check = check_layout,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}\n\n", .text = "text", .at = ""},
            {.good = "{}\n", .text = "text"},
            {.good = "{}", .text = "text"},
            {0},
        },
};

static bool check_order(struct check *c)
{
    const struct record *rec = c->rec;
    struct layout_move *moves;
    size_t count = layout_moves(rec, c->arena, &moves);
    for (size_t i = 0; i < count; i++) {
        struct finding *f = finding_at_key(c, &rule_layout_key_order, moves[i].key,
                                           "the key %.*s stands after %.*s, which follows it in the schema",
                                           STR_FMT(json_raw(rec->doc, moves[i].key)),
                                           STR_FMT(json_raw(rec->doc, moves[i].before)));
        finding_help(c, f, "`kedb fmt` puts keys in order");
        for (size_t j = 0; j < moves[i].edit_count; j++)
            finding_edit(c, f, moves[i].edits[j].offset, moves[i].edits[j].length, moves[i].edits[j].text);
    }
    return count == 0;
}

static void report_whitespace(struct check *c, size_t start, size_t end)
{
    struct str text = c->rec->doc->text, want;
    struct buf out = BUF_INIT;
    layout_write(c->rec->doc, 0, c->run->indent, &out);
    want = buf_str(&out);
    size_t same = 0;
    while (!start && same < want.len && same < end && want.s[same] == text.s[same])
        same++;
    struct finding *f = finding_at_span(c, &rule_layout_whitespace, JSON_NONE, same, same,
                                        "the layout differs from the canonical one from here on");
    finding_help(c, f, "`kedb fmt` writes it");
    finding_edit(c, f, same, end - same, str_sub(want, same, want.len));
    buf_release(&out);
}

static void check_layout(struct check *c)
{
    const struct json_doc *doc = c->rec->doc;
    struct str text = doc->text;
    if (!c->rec->in_order && !doc->duplicates.len && !check_order(c))
        return; /* the order first, then the blanks around it */
    size_t end = json_cell(doc, 0)->end, start = json_cell(doc, 0)->start;
    if (start || !layout_is_canonical(doc, 0, c->run->indent))
        report_whitespace(c, start, end);
    struct str tail = str_sub(text, end, text.len), wanted;
    if (c->run->final_newline == NEWLINE_NEVER ||
        (c->run->final_newline == NEWLINE_ANY && !str_starts(tail, STR("\n"))))
        wanted = STR("");
    else
        wanted = STR("\n");
    if (!str_eq(tail, wanted)) {
        struct finding *f =
            finding_at_span(c, &rule_layout_final_newline, JSON_NONE, end, end, "the file ends %s",
                            !tail.len    ? "without a newline"
                            : wanted.len ? "with more than one newline"
                                         : "with white space");
        finding_help(c, f, wanted.len ? "end it with one newline" : "end it after the closing brace");
        finding_edit(c, f, end, tail.len, wanted);
    }
}
