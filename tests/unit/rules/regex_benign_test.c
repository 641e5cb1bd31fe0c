/* The ordinary lines of logs that no regex may match. */
#include "support.h"

#include "base/utf8.h"
#include "rules/regex_benign.h"

static void test_lines(void **state)
{
    (void)state;
    struct benign *b = benign_new();
    struct str text = benign_text(b);
    size_t lines = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.s[i] == '\n';
    assert_true(benign_template_count(b) >= 300);
    assert_int_equal(lines, benign_template_count(b) * BENIGN_VARIANTS);
    assert_int_equal(utf8_valid(text), text.len);
    static const char *const fields[] = {"{n}",    "{ip}",   "{iso}",  "{word}",
                                         "{path}", "{user}", "{host}", "{hex}"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_true(str_find(text, str_of(fields[i]), 0) == SIZE_MAX);
    benign_free(b);
}

/* The first filter lets through whatever stands in a line: a text that it stops is in none. */
static void test_filter(void **state)
{
    (void)state;
    struct benign *b = benign_new();
    struct str text = benign_text(b);
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, STR("\n"), at);
        if (!benign_may_hold(b, str_sub(text, at, end)))
            fail_msg("stopped: %.*s", STR_FMT(str_sub(text, at, end)));
        at = end + 1;
    }
    assert_false(benign_may_hold(b, STR("pull access denied")));
    assert_false(benign_may_hold(b, STR("segmentation fault")));
    assert_true(benign_may_hold(b, STR("502")));
    benign_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines), cmocka_unit_test(test_filter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
