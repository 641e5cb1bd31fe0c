/* Text without what a terminal acts on and what nobody sees. */
#include "support.h"

#include "base/plain.h"
#include "base/utf8.h"

static void test_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *plain;
    } rows[] = {
        {"", ""},
        {"plain\ttext\nmore", "plain\ttext\nmore"},
        {"\x1b[1;31mred\x1b[0m", "red"},
        {"\x1b[38:5:1mred\x1b[K", "red"},
        {"\xC2\x9B"
         "31mred",
         "red"},
        {"\x1b]0;title\x07text", "text"},
        {"\x1b]8;;http://x/\x1b\\link\x1b]8;;\x1b\\", "link"},
        {"\x1bPq#0\x1b\\x", "x"},
        {"\x1b(Bx\x1b"
         "7y",
         "xy"},
        {"\x1b]0;no end\nnext", "\nnext"},
        {"\x1b", ""},
        {"\x1b[", ""},
        {"\x1b[12", ""},
        {"a\r\nb\rc", "a\nb\nc"},
        {"a\xE2\x80\xA8"
         "b",
         "a\nb"},
        {"N\bNA\bA", "NA"},
        {"\xE4\xB8\xAD\b\xE6\x96\x87", "\xE6\x96\x87"},
        {"\b\ba\n\bb", "a\nb"},
        {"\xEF\xBB\xBF"
         "a\xE2\x80\x8B"
         "b\xE2\x80\xAE"
         "c\xC2\xAD",
         "abc"},
        {"a\x01\x7F\xC2\x80"
         "b",
         "ab"},
        {"ok \xFF\xC3", "ok \xFF\xC3"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT;
        buf_adds(&out, "<\b");
        plain_text(&out, str_of(rows[i].text));
        buf_addc(&out, '\0');
        assert_string_equal(out.s + 2, rows[i].plain);
        buf_release(&out);
    }
}

/* Whatever comes in, nothing that is unsafe comes out, and a second pass changes nothing. */
static void test_any(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\x1b", "[",        "]",        "\x07",         "\\",           "31m",  "\b",           "\r", "\n",
        "a",    "\xC2\x9B", "\xC2\x9C", "\xE2\x80\xAE", "\xE2\x80\x8B", "\xFF", "\xE4\xB8\xAD", "P"};
    unsigned seed = 7;
    for (int round = 0; round < 20000; round++) {
        struct buf in = BUF_INIT, out = BUF_INIT, again = BUF_INIT;
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245u + 12345u;
            buf_adds(&in, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        plain_text(&out, buf_str(&in));
        plain_text(&again, buf_str(&out));
        assert_true(str_eq(buf_str(&out), buf_str(&again)));
        for (size_t at = 0; at < out.len;) {
            uint32_t cp = utf8_next(buf_str(&out), &at);
            assert_true(cp == UTF8_BAD || cp == '\n' || !utf8_is_unsafe(cp));
        }
        buf_release(&in);
        buf_release(&out);
        buf_release(&again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts), cmocka_unit_test(test_any)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
