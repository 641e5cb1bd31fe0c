/* Lines, columns, excerpts and edits, also after Chinese text, tabs, CRLF and characters outside the BMP. */
#include "support.h"

#include "base/utf8.h"
#include "json/edit.h"
#include "json/place.h"

static void test_places(void **state)
{
    (void)state;
    const char *text = "a\xE4\xB8\xAD"
                       "b\r\n\tx\xF0\x9F\x98\x80y\n\nlast";
    static const struct {
        size_t offset;
        uint32_t line, column;
    } cases[] = {{0, 1, 1},  {1, 1, 2},  {4, 1, 3},  {7, 2, 1},  {8, 2, 2},
                 {13, 2, 4}, {15, 3, 1}, {16, 4, 1}, {20, 4, 5}, {99, 4, 5}};
    struct srcmap m;
    srcmap_build(&m, str_of(text));
    assert_int_equal(m.lines, 4);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct place p = srcmap_place(&m, cases[i].offset);
        if (p.line != cases[i].line || p.column != cases[i].column)
            fail_msg("offset %zu is at %u:%u", cases[i].offset, p.line, p.column);
        if (cases[i].offset <= m.text.len)
            assert_int_equal(srcmap_offset(&m, p), cases[i].offset);
    }
    assert_str_equal(srcmap_line(&m, 1), "a\xE4\xB8\xAD"
                                         "b");
    assert_str_equal(srcmap_line(&m, 3), "");
    srcmap_release(&m);
}

static void check_excerpt(const char *line, size_t from, size_t to, size_t cells, const char *shown,
                          const char *marks)
{
    struct excerpt e = {0};
    excerpt_build(&e, str_of(line), from, to, cells);
    assert_string_equal(e.line.s, shown);
    assert_string_equal(e.marks.s, marks);
    excerpt_release(&e);
}

static void test_excerpts(void **state)
{
    (void)state;
    check_excerpt("abc def", 4, 7, 80, "abc def", "    ^~~");
    check_excerpt("\xE4\xB8\xAD\xE6\x96\x87x", 3, 6, 80, "\xE4\xB8\xAD\xE6\x96\x87x",
                  "  ^~"); /* wide: two cells each */
    check_excerpt("\tx", 1, 2, 80, "        x", "        ^");
    check_excerpt("a\tx", 2, 3, 80, "a       x", "        ^");
    check_excerpt("e\xCC\x81x", 3, 4, 80, "e\xCC\x81x", " ^"); /* a combining accent takes no cell */
    check_excerpt("a\x1b[31mb", 1, 2, 80, "a\xEF\xBF\xBD[31mb", " ^");
    check_excerpt("a\xE2\x80\xAE"
                  "b",
                  4, 5, 80,
                  "a\xEF\xBF\xBD"
                  "b",
                  "  ^");
    check_excerpt("abc", 3, 3, 80, "abc", "   ^");
    check_excerpt("", 0, 0, 80, "", "^");
    check_excerpt("0123456789012345678901234567890123456789", 0, 3, 20, "01234567890123456...", "^~~");
    check_excerpt("0123456789012345678901234567890123456789", 37, 40, 20, "...34567890123456789",
                  "                 ^~~");
}

static void test_edits(void **state)
{
    (void)state;
    struct buf out = BUF_INIT;
    struct edit edits[] = {{4, 3, STR("DEF")},
                           {0, 1, STR("")},
                           {5, 1, STR("lost: overlaps the first")},
                           {11, 0, STR("!")},
                           {99, 1, STR("past the end")}};
    assert_int_equal(edits_apply(STR("abc def ghi"), edits, 5, &out), 3);
    assert_string_equal(out.s, "bc DEF ghi!");
    struct edit same[] = {{1, 0, STR("x")}, {1, 0, STR("y")}};
    assert_int_equal(edits_apply(STR("ab"), same, 2, &out), 1);
    assert_string_equal(out.s, "axb");
    buf_clear(&out);
    json_quote(&out, STR("a\"\\\n\x01\xE4\xB8\xAD"));
    assert_string_equal(out.s, "\"a\\\"\\\\\\n\\u0001\xE4\xB8\xAD\"");
    buf_release(&out);
}

/* A line of 60,000 characters, Chinese ones and broken bytes among them: places and excerpts are those of a
 * short line, and take no walk through the line. */
static void test_long_line(void **state)
{
    (void)state;
    struct buf text = BUF_INIT;
    buf_adds(&text, "first\n");
    for (int i = 0; i < 20000; i++)
        buf_adds(&text, i % 97 == 0 ? "\xE6\x96" : i % 3 ? "ab" : "\xE4\xB8\xAD");
    buf_adds(&text, "\nlast");
    struct srcmap map;
    srcmap_build(&map, buf_str(&text));
    assert_non_null(map.marks);
    for (size_t at = 0; at <= text.len; at += 61) {
        uint32_t line = at < 6 ? 1 : at < text.len - 4 ? 2 : 3;
        struct place p = srcmap_place(&map, at);
        size_t start = map.starts[line - 1];
        assert_int_equal(p.line, line);
        assert_int_equal(p.column, utf8_count(str_sub(buf_str(&text), start, at)) + 1);
    }
    srcmap_release(&map);
    buf_clear(&text);
    for (int i = 0; i < 5000; i++)
        buf_addf(&text, "%04d ", i);
    check_excerpt(text.s, 10000, 10004, 40, "...8 1999 2000 2001 2002 2003 2004 20...", "          ^~~~");
    check_excerpt(text.s, 0, 4, 40, "0000 0001 0002 0003 0004 0005 0006 00...", "^~~~");
    check_excerpt(text.s, 24995, 24999, 40, "...2 4993 4994 4995 4996 4997 4998 4999 ",
                  "                                   ^~~~");
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_excerpts),
                                       cmocka_unit_test(test_long_line), cmocka_unit_test(test_edits)};
    return cmocka_run_group_tests_name("place", tests, NULL, NULL);
}
