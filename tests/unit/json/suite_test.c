/* The JSON parsing corpus (318 files beside the checkout): y_ is taken, n_ refused, i_ either; and what both
 * take, jansson and the tape agree on. The corpus is looked for in ../shared or in
 * the folder that KEDB_SHARED names, and the test skipped without it. */
#include "agree.h"
#include "support.h"

static void test_suite(void **state)
{
    (void)state;
    struct paths files = {0};
    struct err err;
    char folder[4096];
    const char *shared = getenv("KEDB_SHARED");
    snprintf(folder, sizeof folder, "%s/suites/json-parsing/test_parsing", shared ? shared : "../shared");
    if (file_kind(folder) != FILE_FOLDER) {
        print_message("SKIPPED: the JSON parsing corpus is not beside this checkout\n");
        skip();
    }
    assert_int_equal(file_walk(folder, ".json", NULL, &files, &err), 0);
    assert_int_equal(files.len, 318);
    struct json_doc doc = JSON_DOC_INIT;
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < files.len; i++) {
        struct json_fault fault;
        assert_int_equal(file_read(files.at[i], 0, &text, &err), 0);
        bool taken = json_parse(&doc, buf_str(&text), &fault) == 0;
        char kind = path_name(str_of(files.at[i])).s[0];
        if ((kind == 'y' && !taken) || (kind == 'n' && taken))
            fail_msg("%s: %s", files.at[i], taken ? "taken" : fault.what);
        if (!agree_with_jansson(buf_str(&text)))
            fail_msg("%s: jansson reads something else", files.at[i]);
    }
    buf_release(&text);
    json_release(&doc);
    paths_release(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_suite)};
    return cmocka_run_group_tests_name("suite", tests, NULL, NULL);
}
