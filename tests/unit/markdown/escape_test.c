/* Values as Markdown: what is escaped, what is left as it is, fences and rates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "markdown/escape.h"
#include "markdown/rate.h"

static void test_text(void **state)
{
    (void)state;
    static const struct {
        const char *value, *want;
        unsigned place;
    } rows[] = {
        {"plain (text), it's 3:1; a/b - c", "plain (text), it's 3:1; a/b - c", 0},
        {"network_error __init__ _x", "network_error \\_\\_init\\_\\_ \\_x", 0},
        {"run `aws s3` now", "run `aws s3` now", 0},
        {"a ``b` c`", "a \\`\\`b` c`", 0},
        {"`a` ` b", "`a` \\` b", 0},
        {"*a* **b** ~c~", "\\*a\\* \\*\\*b\\*\\* \\~c\\~", 0},
        {"[a](b) ![c](d)", "\\[a\\](b) !\\[c\\](d)", 0},
        {"<b> a < b <= c <3 <!-- x", "\\<b> a < b <= c <3 \\<!-- x", 0},
        {"AT&T &amp; &#65; &x", "AT&T \\&amp; \\&#65; &x", 0},
        {"C:\\dir \\* \\", "C:\\dir \\\\\\* \\\\", 0},
        {"<3@user> <=q@b.c> <3 <= @", "\\<3@user> \\<=q@b.c> <3 <= @", 0},
        {"http://a.b www.c.d", "http\\://a.b www\\.c.d", 0},
        {"  two\r\n lines\t\tfolded ", "two lines folded", 0},
        {"`a\nb`", "`a b`", 0},
        {"\xC2\xA0x\xC2\xA0y\xE3\x80\x80", "&#160;x\xC2\xA0y&#12288;", 0},
        {"a\x1B[0m", "a\xEF\xBF\xBD\\[0m", 0},
        {" \t", "", 0},
        {"a|b `c|d`", "a|b `c|d`", 0},
        {"a|b `c|d` \\|", "a\\|b `c\\|d` \\\\\\|", MARKDOWN_CELL},
        {"# a", "\\# a", MARKDOWN_LINE_START},
        {"# a", "# a", 0},
        {"- a", "\\- a", MARKDOWN_LINE_START},
        {"-v is a flag", "-v is a flag", MARKDOWN_LINE_START},
        {"--- a", "\\--- a", MARKDOWN_LINE_START},
        {"+ a", "\\+ a", MARKDOWN_LINE_START},
        {"12. a", "12\\. a", MARKDOWN_LINE_START},
        {"12) a", "12\\) a", MARKDOWN_LINE_START},
        {"1.5 a", "1.5 a", MARKDOWN_LINE_START},
        {"1234567890. a", "1234567890. a", MARKDOWN_LINE_START},
        {"> a", "\\> a", MARKDOWN_LINE_START},
        {"C#", "C\\#", MARKDOWN_LINE_END},
        {"C# x", "C# x", MARKDOWN_LINE_END},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        markdown_text(&b, str_of(rows[i].value), rows[i].place);
        assert_string_equal(b.s ? b.s : "", rows[i].want);
        buf_release(&b);
    }
}

/* cmark knows no code span within more than 80 backticks: a longer one gets shorter delimiters. */
static void test_long_run(void **state)
{
    (void)state;
    struct buf v = BUF_INIT, b = BUF_INIT;
    buf_fill(&v, '`', 90);
    buf_adds(&v, "a`b");
    buf_fill(&v, '`', 90);
    markdown_text(&b, buf_str(&v), 0);
    assert_string_equal(b.s, "``a`b``");
    buf_release(&v);
    buf_release(&b);
}

static void test_code(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"502", "`502`"},      {"a`b", "``a`b``"}, {"`", "`` ` ``"},
                                          {" a \n b ", "`a b`"}, {" ", "` `"},       {"``a", "` ``a `"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        markdown_code(&b, str_of(rows[i][0]), 0);
        assert_string_equal(b.s, rows[i][1]);
        buf_release(&b);
    }
}

static void test_fence(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a", "   ```\n   a\n   ```\n"},
        {"a\r\n\r\n\tb\n", "   ```\n   a\n\n   \tb\n\n   ```\n"},
        {"```\nx\n```", "   ````\n   ```\n   x\n   ```\n   ````\n"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        markdown_fence(&b, str_of(rows[i][0]), 3, 0);
        assert_string_equal(b.s ? b.s : "", rows[i][1]);
        buf_release(&b);
    }
}

static void test_destination(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    markdown_destination(&b, (struct str){"a/b c)<\0\xC3\xA9", 10});
    assert_string_equal(b.s, "a/b%20c%29%3C%00%C3%A9");
    buf_release(&b);
}

static void test_rate(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"0.845", "85%"},
        {"0.145", "15%"},
        {"1", "100%"},
        {"0", "0%"},
        {"-0.0", "0%"},
        {"0.005", "1%"},
        {"0.0049", "0%"},
        {"0.00499", "0%"},
        {"0.9949999", "99%"},
        {"0.995", "100%"},
        {"85e-2", "85%"},
        {"8.45E-1", "85%"},
        {"1e-400", "0%"},
        {"0.0000001e5", "1%"},
        {"0e99999999999", "0%"},
        {"1.005", "101%"},
        {"12", "1200%"},
        {"0.29", "29%"},
        {"0.575", "58%"},
        {"5e-3", "1%"},
        {"1e99999999999999999999", NULL},
        {"-0.1", NULL},
        {"", NULL},
        {"x", NULL},
        {"1.", NULL},
        {"1e", NULL},
        {"0.5 ", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = BUF_INIT;
        assert_int_equal(markdown_rate(&b, str_of(rows[i][0])), rows[i][1] != NULL);
        assert_string_equal(b.s ? b.s : "", rows[i][1] ? rows[i][1] : "");
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),  cmocka_unit_test(test_long_run),    cmocka_unit_test(test_code),
        cmocka_unit_test(test_fence), cmocka_unit_test(test_destination), cmocka_unit_test(test_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
