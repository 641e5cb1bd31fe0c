/* schema/...: the record follows its schema. One row a keyword, one check for all of them. */
#include "rules/tools.h"

static void check_schema(struct check *c);

#define EXAMPLES(...)                                                                                        \
    (const struct rule_example[])                                                                            \
    {                                                                                                        \
        __VA_ARGS__,                                                                                         \
        {                                                                                                    \
            0                                                                                                \
        }                                                                                                    \
    }
#define WHY                                                                                                  \
    "Consumers rely on the shape that the schema promises; a record that breaks it is misread or left out."

/* name, JSON Schema keyword, id, summary, examples */
#define ROWS(X)                                                                                              \
    X(type, "type", "schema/type", "a value must have the type that the schema gives",                       \
      EXAMPLES({.bad = "{\"confidence\": \"0.8\"}", .at = "/confidence"}, {.good = "{\"confidence\": 1}"}))  \
    X(enumeration, "enum", "schema/enum", "a value must be one of the schema's vocabulary",                  \
      EXAMPLES({.bad = "{\"category\": \"netwrok_error\"}",                                                  \
                .at = "/category",                                                                           \
                .fixed = "{\"category\": \"network_error\"}"},                                               \
               {.good = "{\"category\": \"build_error\"}"}))                                                 \
    X(constant, "const", "schema/const", "a value must be the one that the schema fixes",                    \
      EXAMPLES({.schema = "{\"const\": 1}", .text = "text", .bad = "2", .at = ""},                           \
               {.schema = "{\"const\": 1}", .text = "text", .good = "1.0"}))                                 \
    X(required, "required", "schema/required", "a record must have every key that the schema requires",      \
      EXAMPLES({.bad = "{\"root_cause\": null}", .at = ""}))                                                 \
    X(unknown, "additionalProperties", "schema/unknown-key", "a key must be one that the schema knows",      \
      EXAMPLES({.bad = "{\"tagz\": []}", .at = "/tagz"}))                                                    \
    X(minimum, "minimum", "schema/minimum", "a number must not be below the schema's minimum",               \
      EXAMPLES({.bad = "{\"confidence\": -0.1}", .at = "/confidence"}, {.good = "{\"confidence\": 0}"}))     \
    X(maximum, "maximum", "schema/maximum", "a number must not be above the schema's maximum",               \
      EXAMPLES({.bad = "{\"confidence\": 1.4}", .at = "/confidence"}, {.good = "{\"confidence\": 1.0}"}))    \
    X(bound, "exclusive", "schema/bound", "a number must lie inside the schema's open bounds",               \
      EXAMPLES({.schema = "{\"exclusiveMaximum\": 1}", .text = "text", .bad = "1", .at = ""},                \
               {.schema = "{\"exclusiveMaximum\": 1}", .text = "text", .good = "0.99"}))                     \
    X(length, "Length", "schema/length", "a string must be as long as the schema demands",                   \
      EXAMPLES({.bad = "{\"signature\": \"\"}", .at = "/signature"}))                                        \
    X(pattern, "pattern", "schema/pattern", "a string must match the schema's pattern",                      \
      EXAMPLES({.bad = "{\"locale\": \"english\"}", .at = "/locale"}, {.good = "{\"locale\": \"pt-BR\"}"}))  \
    X(format, "format", "schema/format", "a string must have the format that the schema names",              \
      EXAMPLES({.bad = "{\"first_seen\": \"2023-02-30\"}", .at = "/first_seen"},                             \
               {.bad = "{\"official_doc_url\": \"docs.aws.amazon.com\"}", .at = "/official_doc_url"},        \
               {.good = "{\"first_seen\": \"2020-02-29\"}"}))                                                \
    X(items, "Items", "schema/items", "a list must have as many items as the schema allows, none twice",     \
      EXAMPLES({.bad = "{\"tags\": [\"tls\", \"tls\"]}", .at = "/tags/1"},                                   \
               {.good = "{\"tags\": [\"tls\", \"ssl\"]}"}))                                                  \
    X(keys, "Properties", "schema/keys", "an object must have as many keys as the schema allows",            \
      EXAMPLES(                                                                                              \
          {.schema = "{\"maxProperties\": 1}", .text = "text", .bad = "{\"a\": 1, \"b\": 2}", .at = ""},     \
          {.schema = "{\"maxProperties\": 1}", .text = "text", .good = "{\"a\": 1}"}))                       \
    X(branch, "Of", "schema/branch", "a value must fit the alternatives that the schema offers",             \
      EXAMPLES({.schema = "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}]}",                     \
                .text = "text",                                                                              \
                .bad = "1",                                                                                  \
                .at = ""},                                                                                   \
               {.schema = "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}]}",                     \
                .text = "text",                                                                              \
                .good = "null"}))                                                                            \
    X(other, "", "schema/other", "a value must be one that the schema does not exclude",                     \
      EXAMPLES({.schema = "{\"not\": {\"type\": \"null\"}}", .text = "text", .bad = "null", .at = ""},       \
               {.schema = "{\"not\": {\"type\": \"null\"}}", .text = "text", .good = "0"}))

enum {
#define X(name, keyword, row, summary, list) ROW_##name,
    ROWS(X)
#undef X
        ROW_COUNT
};

#define X(name, keyword, row, text, list)                                                                    \
    const struct rule rule_schema_##name = {.id = row,                                                       \
                                            .summary = text,                                                 \
                                            .why = WHY,                                                      \
                                            .severity = SEVERITY_ERROR,                                      \
                                            .fixes = ROW_##name == ROW_enumeration,                          \
                                            .check = check_schema,                                           \
                                            .examples = list};
ROWS(X)
#undef X

static const struct rule *row_of(const char *keyword)
{
    static const struct {
        const char *keyword;
        const struct rule *rule;
    } rows[] = {
#define X(name, keyword, row, summary, list) {keyword, &rule_schema_##name},
        ROWS(X)
#undef X
    };
    for (int i = 0; i < ROW_COUNT; i++)
        if (strcmp(rows[i].keyword, keyword) == 0)
            return rows[i].rule;
    for (int i = 0; i < ROW_COUNT; i++) /* "minLength" and "maxLength" share a row, and so on */
        if (*rows[i].keyword && strstr(keyword, rows[i].keyword))
            return rows[i].rule;
    return &rule_schema_other;
}

static void check_schema(struct check *c)
{
    const struct json_doc *doc = c->rec->doc;
    if (schema_valid(c->run->schema, doc, c->tools->schema))
        return;
    struct schema_faults faults = schema_explain(c->run->schema, doc, c->tools->schema, c->arena);
    for (size_t i = 0; i < faults.len; i++) {
        const struct schema_fault *fault = &faults.at[i];
        const struct rule *rule = row_of(fault->keyword);
        const struct json_cell *cell = json_cell(doc, fault->node);
        /* An object or list is pointed at by its opening bracket: what is wrong is the whole of it. */
        size_t end = cell->type == JSON_OBJECT || cell->type == JSON_ARRAY ? cell->start + 1 : cell->end;
        struct finding *f = finding_at_span(c, rule, fault->node, cell->start, end, "%s", fault->message);
        finding_note(c, f, "%s", fault->place);
        if (fault->help)
            finding_help(c, f, "%s", fault->help);
        if (rule == &rule_schema_enumeration && fault->wanted.s && cell->type == JSON_STRING) {
            finding_replace_string(c, f, fault->node, fault->wanted);
            f->unsafe = true;
        }
    }
}
