/* The JSON report follows schemas/report.schema.json, whatever the records hold; kedb.json's schema knows its
 * settings. */
#include "support.h"

#include "report/report.h"
#include "stage.h"
#include "valid.h"

static void test_report(void **state)
{
    (void)state;
    struct buf faults = read_text("tests/data/broken/faults.json"), out = BUF_INIT;
    const struct source sources[] = {
        {.path = "records/aws/a.json", .id_expected = STR("aws/a"), .text = buf_str(&faults), .asked = true},
        {.path = "records/aws/b.json", .id_expected = STR("aws/b"), .text = STR("{\"\x80"), .asked = true},
        {.path = "records/aws/caf\xc3\xa9.json", .text = STR("[]"), .asked = true},
        {.path = "records/aws/d.json", .text = STR(""), .asked = true},
    };
    struct stage st;
    stage_begin(&st, NULL);
    stage_run(&st, sources, 4, 2);
    assert_true(st.result.count > 10);
    struct report r = {.result = &st.result, .sources = sources, .selection = &st.selection, .exit_code = 1};
    report_json(&r, &out);
    expect_valid("schemas/report.schema.json", buf_str(&out));
    stage_end(&st);
    buf_release(&faults);
    buf_release(&out);
}

/* What the text report shows of a record never holds a control character. */
static void test_terminal(void **state)
{
    (void)state;
    const char *text = "{\"id\": \"a\\u001b[2J\", \"sig\xE2\x80\xAEnature\": \"\x7f\"}";
    const struct source source = {
        .path = "records/\x1b[31m.json", .id_expected = STR("\x1b"), .text = str_of(text), .asked = true};
    struct stage st;
    struct buf out = BUF_INIT;
    stage_begin(&st, NULL);
    stage_run(&st, &source, 1, 1);
    struct report r = {.result = &st.result, .sources = &source, .selection = &st.selection};
    report_text(&r, &out);
    assert_true(st.result.count > 3);
    for (size_t i = 0; i < out.len; i++)
        if (((unsigned char)out.s[i] < 0x20 && out.s[i] != '\n') || out.s[i] == 0x7f)
            fail_msg("byte %02x in:\n%s", (unsigned char)out.s[i], out.s);
    assert_null(strstr(out.s, "\xE2\x80\xAE"));
    stage_end(&st);
    buf_release(&out);
}

static void test_config_schema(void **state)
{
    (void)state;
    struct buf own = read_text("kedb.json");
    expect_valid("schemas/kedb.schema.json", buf_str(&own));
    expect_valid("schemas/kedb.schema.json", STR("{\"stale_after_days\": 90, \"layout\": {\"indent\": 4, "
                                                 "\"final_newline\": \"always\"}, \"fail_on\": \"warning\", "
                                                 "\"rules\": {\"text/*\": \"off\"}}"));
    buf_release(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_report), cmocka_unit_test(test_terminal),
                                       cmocka_unit_test(test_config_schema)};
    return cmocka_run_group_tests_name("report json", tests, NULL, NULL);
}
