/* Pages: the seed's, byte for byte; the Chinese one; a corpus of another shape. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "schema_roles.h"

#define SEED "records/aws/cloudfront-origin-ssl-handshake-failure"

static void read_file(const char *path, struct buf *b)
{
    struct err err;
    if (file_read(path, 0, b, &err) != 0)
        fail_msg("%s", err.msg);
}

static void test_seed(void **state)
{
    (void)state;
    struct schema_roles s;
    struct buf record = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
    read_file(SEED ".json", &record);
    read_file(SEED ".md", &want);
    schema_roles_open(&s, builtin_record_schema());
    assert_true(page_of_text(&s, buf_str(&record), PAGE_ENGLISH, &got));
    assert_string_equal(got.s, want.s);
    assert_int_equal(got.len, want.len);
    schema_roles_close(&s);
    buf_release(&record);
    buf_release(&want);
    buf_release(&got);
}

static void expect_page(const char *schema, const char *record, enum page_language lang, const char *want)
{
    struct schema_roles s;
    struct buf got = BUF_INIT;
    schema_roles_open(&s, schema ? str_of(schema) : builtin_record_schema());
    assert_true(page_slots_has(s.slots, lang));
    assert_true(page_of_text(&s, str_of(record), lang, &got));
    assert_string_equal(got.s, want);
    buf_release(&got);
    schema_roles_close(&s);
}

/* Item by item: what is translated is shown so, what is not is shown in English and marked. */
static void test_chinese(void **state)
{
    (void)state;
    expect_page(
        NULL,
        "{\"workarounds_zh\": [\"做甲\", \" \"], \"id\": \"a/b\", \"signature\": \"Boom\", \"domain\": "
        "\"aws\", \"root_cause\": \"Cause.\", \"root_cause_zh\": \"原因。\", \"dead_ends\": [{\"action\": "
        "\"Restart\", \"why_fails\": \"No.\", \"fail_rate\": 0.9}], \"workarounds\": [{\"action\": \"Do "
        "A\", \"how\": \"Do A\", \"success_rate\": 0.5}, {\"action\": \"Do B\", \"how\": \"b\", "
        "\"success_rate\": 1}]}",
        PAGE_CHINESE,
        "# Boom（暂无译文，英文原文）\n\n- **标识：** `a/b`\n- **领域：** aws\n\n## 根本原因\n\n原因。\n\n"
        "## 解决方法\n\n1. **做甲** (50% 成功)\n   ```\n   做甲\n   ```\n"
        "2. **Do B**（暂无译文，英文原文） (100% 成功)\n   ```\n   b\n   ```\n\n## 无效做法\n\n"
        "- **Restart** — No.（暂无译文，英文原文） (90% 失败)\n");
}

static void test_chinese_steps(void **state)
{
    (void)state;
    expect_page(
        NULL,
        "{\"signature\": \"Boom\", \"signature_zh\": \"轰\", \"workarounds\": [{\"action\": \"Do A\", "
        "\"how\": \"run a\", \"success_rate\": 0.5}], \"workarounds_zh\": [\"做甲\"]}",
        PAGE_CHINESE,
        "# 轰\n\n## 解决方法\n\n1. **做甲** (50% 成功，步骤为英文原文)\n   ```\n   run a\n   ```\n");
}

/* Only what is there: nulls, empty lists and missing fields leave no trace; wrong types neither. */
static void test_absent(void **state)
{
    (void)state;
    expect_page(
        NULL,
        "{\"id\": \"a/b\", \"signature\": \"x\", \"error_code\": null, \"versions\": [], \"dead_ends\": [], "
        "\"workarounds\": [], \"domain\": 7, \"root_cause\": \"y\"}",
        PAGE_ENGLISH, "# x\n\n- **ID:** `a/b`\n\n## Root Cause\n\ny\n");
}

/* The same roles, deeper, under other names: no C names a field. */
static void test_other_shape(void **state)
{
    (void)state;
    expect_page(
        "{\"type\": \"object\", \"properties\": {\"error\": {\"type\": \"object\", \"properties\": {"
        "\"text\": {\"type\": \"string\", \"x-kedb\": {\"roles\": [\"signature\"], \"page\": \"title\"}},"
        "\"text_cn\": {\"type\": \"string\", \"x-kedb\": {\"roles\": [\"translation\"], \"of\": "
        "\"/error/text\", \"lang\": \"zh-Hans\"}}}},"
        "\"fixes\": {\"type\": \"array\", \"x-kedb\": {\"page\": \"workarounds\"}, \"items\": {\"type\": "
        "\"object\", \"properties\": {\"do\": {\"type\": \"object\", \"properties\": {\"en\": {\"type\": "
        "\"string\", \"x-kedb\": {\"page\": \"workaround-action\"}}}}}}}}}",
        "{\"fixes\": [{}, {\"do\": {\"en\": \"Fix\"}}], \"error\": {\"text\": \"Boom\", \"text_cn\": "
        "\"轰\"}}",
        PAGE_CHINESE, "# 轰\n\n## 解决方法\n\n1. **&#32;**\n2. **Fix**（暂无译文，英文原文）\n");
}

static void test_no_title(void **state)
{
    (void)state;
    struct schema_roles s;
    struct buf got = BUF_INIT;
    schema_roles_open(&s, builtin_record_schema());
    assert_false(page_of_text(&s, STR("{\"id\": \"a/b\"}"), PAGE_ENGLISH, &got));
    assert_false(page_of_text(&s, STR("[]"), PAGE_CHINESE, &got));
    assert_int_equal(got.len, 0);
    schema_roles_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seed),          cmocka_unit_test(test_chinese),
        cmocka_unit_test(test_chinese_steps), cmocka_unit_test(test_absent),
        cmocka_unit_test(test_other_shape),   cmocka_unit_test(test_no_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
