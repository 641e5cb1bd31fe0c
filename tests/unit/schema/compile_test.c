/* What a schema's reader is told: mistakes with their places, notes; and where references lead. */
#include "support.h"

#include "schema/dialect.h"
#include "schema/registry.h"
#include "schema/schema.h"
#include "schema/uri.h"

struct opened {
    struct json_doc doc;
    struct schema *schema;
    struct err err;
};

static void open_schema(struct opened *o, const char *text, const char *dialect, struct registry *registry)
{
    struct json_fault fault;
    memset(o, 0, sizeof *o);
    if (json_parse(&o->doc, str_of(text), &fault) != 0)
        fail_msg("%s: %s", fault.what, text);
    struct schema_options options = {.name = "s", .dialect = dialect, .registry = registry};
    o->schema = schema_compile_with(&o->doc, &options, &o->err);
}

static void close_schema(struct opened *o)
{
    schema_free(o->schema);
    json_release(&o->doc);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *dialect, *schema, *place, *what;
    } rows[] = {
        {"2020-12", "1", "s:1:1: ", "an object or a boolean"},
        {"2020-12", "{\"type\": \"strin\"}", "s:1:10: ", "did you mean \"string\"?"},
        {"2020-12", "{\"type\": []}", "s:1:10: ", "at least one type"},
        {"2020-12", "{\"type\": [1]}", "s:1:11: ", "a type's name"},
        {"2020-12", "{\"properties\": []}", "s:1:16: ", "an object of schemas is expected, not an array"},
        {"2020-12", "{\"properties\": {\"a\": 1}}",
         "s:1:22: ", "a schema is an object or a boolean, not a number"},
        {"2020-12", "{\"$defs\": {\"a\": null}}", "s:1:17: ", "not null (#/$defs/a)"},
        {"2020-12", "{\"allOf\": []}", "s:1:11: ", "at least one schema"},
        {"2020-12", "{\"anyOf\": {}}", "s:1:11: ", "at least one schema"},
        {"2020-12", "{\"minLength\": 1.5}", "s:1:15: ", "a whole number from 0 on"},
        {"2020-12", "{\"maxItems\": \"3\"}", "s:1:14: ", "a whole number from 0 on"},
        {"2020-12", "{\"minimum\": \"3\"}", "s:1:13: ", "a number is expected, not a string"},
        {"2020-12", "{\"multipleOf\": 0}", "s:1:16: ", "above 0"},
        {"2020-12", "{\"exclusiveMinimum\": true}", "s:1:22: ", "belong to draft-04"},
        {"4", "{\"exclusiveMinimum\": 3}", "s:1:22: ", "true or false is expected in draft-04"},
        {"2020-12", "{\"required\": true}", "s:1:14: ", "an array of property names"},
        {"2020-12", "{\"required\": [\"a\", 1]}", "s:1:20: ", "a property name is expected, not a number"},
        {"2020-12", "{\"enum\": \"a\"}", "s:1:10: ", "an array is expected"},
        {"2020-12", "{\"uniqueItems\": 1}", "s:1:17: ", "true or false is expected, not a number"},
        {"2020-12", "{\"title\": 1}", "s:1:11: ", "a string is expected"},
        {"2020-12", "{\"items\": [{}]}", "s:1:11: ", "prefixItems"},
        {"2020-12", "{\"$anchor\": \"1a\"}", "s:1:13: ", "an anchor is a letter"},
        {"2020-12", "{\"$ref\": 1}", "s:1:10: ", "a string is expected"},
        {"2020-12", "{\"$ref\": \"#x\"}", "s:1:10: ", "there is no anchor x"},
        {"2020-12", "{\"$ref\": \"#/properties/a\"}", "s:1:10: ", "leads nowhere"},
        {"2020-12", "{\"$ref\": \"#/enum\", \"enum\": []}",
         "s:1:10: ", "leads to an array, which is no schema"},
        {"2020-12", "{\"items\": {\"$ref\": \"//nowhere/x\"}}", "s:1:20: ", "there is no document"},
        {"2020-12", "{\"pattern\": \"[\"}", "s:1:13: ", "no regular expression"},
        {"2020-12", "{\"patternProperties\": {\"a)\": true}}", "s:1:24: ", "no regular expression"},
        {"2020-12", "{\"dependentRequired\": {\"a\": \"b\"}}", "s:1:29: ", "an array of property names"},
        {"7", "{\"dependencies\": {\"a\": 1}}", "s:1:24: ", "a schema is an object or a boolean"},
        {"2020-12", "{\"$ref\": \"#\"}", "s:1:1: ", "comes back to itself"},
        {"2020-12", "{\"not\": {\"allOf\": [{\"$ref\": \"#\"}]}}", "s:", "comes back to itself"},
        {"2020-12", "{\"dependentSchemas\": {\"a\": {\"$ref\": \"#\"}}}", "s:", "comes back to itself"},
        {"2020-12", "{\"$schema\": \"https://nowhere.invalid/m\"}", "s:1:13: ", "is not known"},
        {"2020-12", "{\"$schema\": 1}", "s:1:13: ", "the URI of a meta-schema"},
        {"3", "{}", "there is no dialect \"3\"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct opened o;
        open_schema(&o, rows[i].schema, rows[i].dialect, NULL);
        if (o.schema || strncmp(o.err.msg, rows[i].place, strlen(rows[i].place)) != 0 ||
            !strstr(o.err.msg, rows[i].what))
            fail_msg("%s: %s%s is expected, not: %s", rows[i].schema, rows[i].place, rows[i].what,
                     o.schema ? "a schema" : o.err.msg);
        close_schema(&o);
    }
}

static void test_notes(void **state)
{
    (void)state;
    static const struct {
        const char *dialect, *schema, *note; /* NULL: nothing to say */
    } rows[] = {
        {"7", "{\"$ref\": \"#/definitions/a\", \"definitions\": {\"a\": {}}, \"title\": \"x\"}", NULL},
        {"7", "{\"$ref\": \"#/definitions/a\", \"definitions\": {\"a\": {}}, \"type\": \"null\"}",
         "stands beside \"$ref\""},
        {"2020-12", "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {}}, \"type\": \"null\"}", NULL},
        {"7", "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/a\"}}, \"$defs\": {\"a\": {}}}", NULL},
        {"7", "{\"minContains\": 1}", "a keyword of 2019-09 and later"},
        {"2020-12", "{\"additionalItems\": false}", "a keyword of older drafts"},
        {"2020-12", "{\"id\": \"https://example.com/\"}", "a keyword of draft-04"},
        {"2020-12", "{\"propertis\": {}}", "did you mean \"properties\"?"},
        {"2020-12", "{\"x-order\": 1, \"markdownDescription\": \"\", \"$comment\": \"\"}", NULL},
        {"2020-12", "{\"enum\": []}", "nothing is ever valid here"},
        {"2020-12", "{\"type\": \"null\", \"type\": \"string\"}", "written twice"},
        {"2020-12", "{\"$id\": \"#name\"}", "\"$anchor\": \"name\""},
        {"2020-12", "{\"$id\": \"#/properties/a\"}", "means nothing in an identifier"},
        {"2020-12", "{\"pattern\": \"\\\\-\"}", "only without the u flag"},
        {"2020-12", "{\"$defs\": {\"a\": {\"$ref\": \"https://nowhere.invalid/x\"}}}",
         "nothing that is in use needs it"},
        {"2020-12", "{\"$schema\": \"http://json-schema.org/schema#\"}",
         "taken for https://json-schema.org/draft/2020-12"},
        {"7",
         "{\"properties\": {\"a\": {\"$id\": \"/properties/a\", \"items\": {\"$ref\": "
         "\"#/definitions/b\"}}}, "
         "\"definitions\": {\"b\": {}}}",
         "taken from the document's root"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct opened o;
        open_schema(&o, rows[i].schema, rows[i].dialect, NULL);
        if (!o.schema)
            fail_msg("%s: %s", rows[i].schema, o.err.msg);
        struct schema_notes notes = schema_notes(o.schema);
        const char *said = notes.len ? notes.at[0].message : NULL;
        if (notes.len > 1 || (said != NULL) != (rows[i].note != NULL) ||
            (said && !strstr(said, rows[i].note)))
            fail_msg("%s: %s is expected, not: %s", rows[i].schema, rows[i].note ? rows[i].note : "no note",
                     said ? said : "none");
        close_schema(&o);
    }
}

static void test_uris(void **state)
{
    (void)state;
    /* RFC 3986, section 5.4. */
    static const char *const rows[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"HTTP://EXAMPLE.com/%7Ea", "http://example.com/~a"},
        {"urn:a:b", "urn:a:b"},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str_equal(uri_resolve(STR("http://a/b/c/d;p?q"), str_of(rows[i][0]), &a), rows[i][1]);
    assert_str_equal(uri_resolve(STR("urn:x:y"), STR("#z"), &a), "urn:x:y#z");
    assert_str_equal(uri_resolve(STR("file:///a/b.json"), STR("../c.json"), &a), "file:///c.json");
    arena_release(&a);
}

static void test_metaschemas(void **state)
{
    (void)state;
    /* Each built-in meta-schema is a schema, has nothing to be said about it, and allows itself. */
    for (int d = 0; d < DRAFT_COUNT; d++) {
        struct opened o;
        struct str text = metaschema_find(str_of(draft_uri((enum draft)d)));
        char *copy = mem_dup(text);
        assert_true(text.len > 100);
        open_schema(&o, copy, NULL, NULL);
        if (!o.schema)
            fail_msg("%s", o.err.msg);
        assert_int_equal(schema_notes(o.schema).len, 0);
        struct schema_scratch *scratch = schema_scratch_new();
        assert_true(schema_valid(o.schema, &o.doc, scratch));
        schema_scratch_free(scratch);
        close_schema(&o);
        free(copy);
    }
}

static void test_registry(void **state)
{
    (void)state;
    struct registry *r = registry_new();
    struct err err;
    struct opened o;
    assert_int_equal(
        registry_add(r, STR("https://example.com/a.json"), STR("{\"$ref\": \"b.json#/x/y\"}"), &err), 0);
    assert_int_equal(registry_add(r, STR("https://example.com/b.json"),
                                  STR("{\"x\": {\"y\": {\"type\": \"null\"}}}"), &err),
                     0);
    assert_int_equal(registry_add(r, STR("https://example.com/c.json"), STR("{"), &err), -1);
    open_schema(&o, "{\"$id\": \"https://example.com/root/s\", \"$ref\": \"/a.json\"}", NULL, r);
    if (!o.schema)
        fail_msg("%s", o.err.msg);
    struct schema_scratch *scratch = schema_scratch_new();
    struct json_doc one = JSON_DOC_INIT;
    struct json_fault fault;
    assert_int_equal(json_parse(&one, STR("null"), &fault), 0);
    assert_true(schema_valid(o.schema, &one, scratch));
    json_clear(&one);
    assert_int_equal(json_parse(&one, STR("1"), &fault), 0);
    assert_false(schema_valid(o.schema, &one, scratch));
    json_release(&one);
    schema_scratch_free(scratch);
    close_schema(&o);
    registry_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes),    cmocka_unit_test(test_notes),    cmocka_unit_test(test_uris),
        cmocka_unit_test(test_metaschemas), cmocka_unit_test(test_registry),
    };
    return cmocka_run_group_tests_name("schema compile", tests, NULL, NULL);
}
