/* json/...: the file is JSON. The first two are reported by the engine when the reader refuses a text. */
#include "engine/rule.h"

const struct rule rule_json_syntax = {
    .id = "json/syntax",
    .summary = "a record must be JSON as RFC 8259 defines it",
    .why = "A file that is not JSON is lost to every consumer: none of its fields can be read.",
    .severity = SEVERITY_ERROR,
    .reader = true,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"id\": \"aws/example\",}", .text = "text", .at = ""},
            {.bad = "", .text = "text", .at = ""},
            {0},
        },
};

const struct rule rule_json_encoding = {
    .id = "json/encoding",
    .summary = "a record must be valid UTF-8",
    .why = "Readers refuse a file with one wrong byte, or show replacement characters where text stood.",
    .severity = SEVERITY_ERROR,
    .reader = true,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature\": \"caf\xe9\"}", .text = "text", .at = ""},
            {.good = "{\"signature\": \"caf\xc3\xa9\"}", .text = "text"},
            {0},
        },
};

static void check_duplicates(struct check *c);

const struct rule rule_json_duplicate_key = {
    .id = "json/duplicate-key",
    .summary = "a key must stand once in its object",
    .why =
        "Readers disagree on which of the two values counts, so people and programs see different records.",
    .severity = SEVERITY_ERROR,
    .check = check_duplicates,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"tags\": [], \"tags\": [\"tls\"]}", .text = "text", .at = "/tags"},
            {.good = "{\"tags\": {\"a\": 1}, \"more\": {\"a\": 1}}", .text = "text"},
            {0},
        },
};

static void check_duplicates(struct check *c)
{
    const struct json_doc *doc = c->rec->doc;
    for (size_t i = 0; i < doc->duplicates.len; i++) {
        const struct json_duplicate *d = &doc->duplicates.at[i];
        struct srcmap map;
        srcmap_build(&map, doc->text);
        struct place first = srcmap_place(&map, json_cell(doc, d->first)->start);
        srcmap_release(&map);
        struct finding *f = finding_at_key(c, &rule_json_duplicate_key, d->key,
                                           "the key %.*s stands here again", STR_FMT(json_raw(doc, d->key)));
        finding_note(c, f, "first on line %u", first.line);
        finding_help(c, f, "keep one of the two, and look which value is right");
    }
}
