/* The official JSON Schema test suite, all parts of five drafts, formats asserted where the suite asks for
 * it. Both evaluations are held to it: the fast one, and the one that remembers for the output formats. Tests
 * that cannot hold are listed with their reasons in tests/data/schema/exceptions.tsv (draft, file, group,
 * test, reason; a * stands for any text): one that is not listed fails, and so does a line that nothing
 * needs. The suite is looked for in ../shared or in the folder that KEDB_SHARED names, and skipped without
 * it. */
#include "support.h"

#include "schema/dialect.h"
#include "schema/output.h"
#include "schema/registry.h"
#include "schema/trace.h"

#include <fnmatch.h>

enum { COLUMNS = 5, EXCEPTIONS_MAX = 200 };

struct suite {
    char folder[4096];
    struct buf text; /* of the exceptions; cut into fields */
    char *exceptions[EXCEPTIONS_MAX][COLUMNS];
    bool needed[EXCEPTIONS_MAX];
    size_t count;
    struct registry *registry;
    struct schema_scratch *scratch;
    size_t passed, failed, excused;
};

static bool matches(const char *pattern, const char *text)
{
    return strcmp(pattern, "*") == 0 || strcmp(pattern, text) == 0 ||
           (strchr(pattern, '*') && fnmatch(pattern, text, 0) == 0);
}

static bool is_excused(struct suite *s, const char *draft, const char *file, const char *group,
                       const char *test)
{
    for (size_t i = 0; i < s->count; i++) {
        char **e = s->exceptions[i];
        if (matches(e[0], draft) && matches(e[1], file) && matches(e[2], group) && matches(e[3], test))
            return s->needed[i] = true;
    }
    return false;
}

static void read_exceptions(struct suite *s)
{
    struct err err;
    if (file_read("tests/data/schema/exceptions.tsv", 0, &s->text, &err) != 0)
        fail_msg("%s", err.msg);
    for (char *line = strtok(s->text.s, "\n"); line; line = strtok(NULL, "\n")) {
        if (*line == '#')
            continue;
        assert_true(s->count < EXCEPTIONS_MAX);
        char **fields = s->exceptions[s->count++];
        for (int i = 0; i < COLUMNS; i++) {
            char *tab = strchr(line, '\t');
            if ((i + 1 < COLUMNS) != (tab != NULL) || !*line)
                fail_msg("exceptions.tsv: five columns are expected: %s", line);
            fields[i] = line;
            if (tab) {
                *tab = 0;
                line = tab + 1;
            }
        }
    }
}

static const char *member(const struct json_doc *doc, json_node object, const char *key, struct arena *a)
{
    json_node n = json_get_key(doc, object, key);
    return n == JSON_NONE ? "" : arena_dup(a, json_string(doc, n, a));
}

static void part(struct json_doc *out, const struct json_doc *doc, json_node n)
{
    struct json_fault fault;
    assert_int_equal(json_parse(out, json_raw(doc, n), &fault), 0);
}

/* "valid", "invalid", or what went wrong. */
static const char *judge(struct suite *s, const struct schema *schema, const struct json_doc *instance,
                         struct arena *a)
{
    enum schema_verdict v = schema_judge(schema, instance, s->scratch);
    if (v == SCHEMA_UNDECIDED)
        return "a limit was met";
    struct trace t;
    bool traced = trace_run(&t, schema, instance, s->scratch, a)->valid;
    trace_release(&t);
    if (traced != (v == SCHEMA_VALID))
        return "the two evaluations differ";
    struct schema_faults faults = schema_explain(schema, instance, s->scratch, a);
    if ((faults.len == 0) != (v == SCHEMA_VALID))
        return faults.len ? "a valid instance is given a fault" : "an invalid instance is given no fault";
    return v == SCHEMA_VALID ? "valid" : "invalid";
}

static void run_group(struct suite *s, const char *draft, const char *file, const struct json_doc *doc,
                      json_node group, bool formats)
{
    struct arena a = ARENA_INIT;
    struct json_doc own = JSON_DOC_INIT, instance = JSON_DOC_INIT;
    struct err err;
    part(&own, doc, json_get_key(doc, group, "schema"));
    struct schema_options options = {
        .name = "schema", .registry = s->registry, .dialect = draft, .assert_format = formats};
    struct schema *schema = schema_compile_with(&own, &options, &err);
    const char *title = member(doc, group, "description", &a);
    json_foreach_item (doc, json_get_key(doc, group, "tests"), test) {
        bool valid = json_type(doc, json_get_key(doc, test, "valid")) == JSON_TRUE;
        const char *name = member(doc, test, "description", &a), *got = err.msg;
        json_clear(&instance);
        part(&instance, doc, json_get_key(doc, test, "data"));
        if (schema)
            got = judge(s, schema, &instance, &a);
        if (strcmp(got, valid ? "valid" : "invalid") == 0) {
            s->passed++;
        } else if (is_excused(s, draft, file, title, name)) {
            s->excused++;
        } else {
            s->failed++;
            print_message("%s | %s | %s | %s: should be %s: %s\n", draft, file, title, name,
                          valid ? "valid" : "invalid", got);
        }
    }
    schema_free(schema);
    json_release(&own);
    json_release(&instance);
    arena_release(&a);
}

static void run_file(struct suite *s, const char *draft, const char *path, const char *file)
{
    struct buf text = BUF_INIT;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct err err;
    bool formats = strncmp(file, "optional/format/", 16) == 0;
    assert_int_equal(file_read(path, 0, &text, &err), 0);
    assert_int_equal(json_parse(&doc, buf_str(&text), &fault), 0);
    json_foreach_item (&doc, 0, group)
        run_group(s, draft, file, &doc, group, formats);
    json_release(&doc);
    buf_release(&text);
}

static void run_draft(struct suite *s, const char *folder, const char *draft)
{
    char path[8192];
    struct paths files = {0};
    struct err err;
    size_t passed = s->passed, failed = s->failed, excused = s->excused;
    snprintf(path, sizeof path, "%s/tests/%s", s->folder, folder);
    assert_int_equal(file_walk(path, ".json", NULL, &files, &err), 0);
    assert_true(files.len > 30);
    for (size_t i = 0; i < files.len; i++)
        run_file(s, draft, files.at[i], files.at[i] + strlen(path) + 1);
    print_message("%s: %zu passed, %zu failed, %zu as listed\n", draft, s->passed - passed,
                  s->failed - failed, s->excused - excused);
    paths_release(&files);
}

static bool open_suite(struct suite *s)
{
    const char *shared = getenv("KEDB_SHARED");
    char remotes[8192];
    snprintf(s->folder, sizeof s->folder, "%s/suites/json-schema", shared ? shared : "../shared");
    if (file_kind(s->folder) != FILE_FOLDER) {
        print_message("SKIPPED: the JSON Schema test suite is not beside this checkout\n");
        return false;
    }
    snprintf(remotes, sizeof remotes, "%s/remotes", s->folder);
    s->registry = registry_new();
    registry_add_prefix(s->registry, STR("http://localhost:1234/"), remotes);
    s->scratch = schema_scratch_new();
    return true;
}

static void test_suite(void **state)
{
    (void)state;
    static const char *const drafts[][2] = {{"draft2020-12", "2020-12"},
                                            {"draft2019-09", "2019-09"},
                                            {"draft7", "draft-07"},
                                            {"draft6", "draft-06"},
                                            {"draft4", "draft-04"}};
    struct suite *s = mem_zalloc(1, sizeof *s);
    if (!open_suite(s)) {
        free(s);
        skip();
    }
    read_exceptions(s);
    for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++)
        run_draft(s, drafts[i][0], drafts[i][1]);
    for (size_t i = 0; i < s->count; i++)
        if (!s->needed[i])
            fail_msg("exceptions.tsv: nothing needs the line %s | %s | %s | %s any more", s->exceptions[i][0],
                     s->exceptions[i][1], s->exceptions[i][2], s->exceptions[i][3]);
    assert_int_equal(s->failed, 0);
    assert_true(s->passed > 7000);
    schema_scratch_free(s->scratch);
    registry_free(s->registry);
    buf_release(&s->text);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_suite)};
    return cmocka_run_group_tests_name("schema suite", tests, NULL, NULL);
}
