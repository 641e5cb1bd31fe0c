/* Runs: whatever stands at the edges of the blocks of sixteen bytes, a run ends where a byte-by-byte reading
 * says, and the copy is the run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "markdown/runs.h"

static bool is_quiet(char c)
{
    return (c && strchr("/'(,;", c)) || ascii_is_alnum((unsigned char)c);
}

static size_t expect_quiet(const char *s, size_t at, size_t end)
{
    while (at < end && (is_quiet(s[at]) || (s[at] == ' ' && at + 1 < end && (unsigned char)s[at + 1] > ' ')))
        at++;
    return at;
}

static size_t expect_shown(const char *s, size_t at, size_t end)
{
    while (at < end && (unsigned char)s[at] >= 0x20 && (unsigned char)s[at] < 0x80 && s[at] != '|')
        at++;
    return at;
}

static bool may_be_no_character(const char *s, size_t at, size_t end)
{
    return s[at] == '\xEF' && at + 1 < end && s[at + 1] == '\xBF';
}

/* What stops a run in any text; and what may stop it, at the edges of blocks. */
static bool stops_text(const char *s, size_t at, size_t end)
{
    unsigned char c = (unsigned char)s[at];
    bool word = at > 0 && at + 1 < end && ascii_is_alnum((unsigned char)s[at - 1]) &&
                ascii_is_alnum((unsigned char)s[at + 1]);
    return c < 0x20 || strchr("[\\]|~`*<&", c) || (c == ':' && at + 1 < end && s[at + 1] == '/') ||
           (c == '_' && !word) || (c == '.' && at > 0 && (s[at - 1] | 0x20) == 'w') ||
           may_be_no_character(s, at, end) ||
           (c == ' ' && (at + 1 == end || (unsigned char)s[at + 1] <= ' '));
}

static bool may_stop_text(const char *s, size_t at, size_t end)
{
    return stops_text(s, at, end) || s[at] == '_' || s[at] == '.' || s[at] == ':' || s[at] == '\xEF';
}

static bool stops_known(const char *s, size_t at, size_t end, bool bar)
{
    return (unsigned char)s[at] < 0x20 || (bar && s[at] == '|') || may_be_no_character(s, at, end);
}

/* The run from `at` to `got` holds nothing that stops it, and something stops it at its end. */
static void expect_run(const char *s, size_t at, size_t end, size_t got, int kind)
{
    for (size_t i = at; i < got; i++)
        assert_false(kind ? stops_known(s, i, end, kind == 2) : stops_text(s, i, end));
    if (got < end)
        assert_true(s[got] == '\xEF' ||
                    (kind ? stops_known(s, got, end, kind == 2) : may_stop_text(s, got, end)));
}

/* A text read from each of its places on; its memory ends where it does, for the address sanitizer. */
static void try_text(const char *text, size_t len)
{
    char *s = mem_dup((struct str){text, len});
    char *exact = mem_alloc(len ? len : 1);
    memcpy(exact, s, len);
    for (size_t at = 0; at <= len; at++) {
        struct buf out = BUF_INIT;
        buf_adds(&out, "x");
        size_t end = run_quiet(&out, exact, at, len);
        assert_int_equal(end, expect_quiet(s, at, len));
        assert_int_equal(out.len, 1 + end - at);
        assert_memory_equal(out.s + 1, s + at, end - at);
        assert_int_equal(out.s[out.len], 0);
        out.len = 1;
        end = run_shown(&out, exact, at, len);
        assert_int_equal(end, expect_shown(s, at, len));
        assert_int_equal(out.len, 1 + end - at);
        assert_memory_equal(out.s + 1, s + at, end - at);
        for (int kind = 0; kind < 3; kind++) {
            out.len = 1;
            end = kind ? run_known(&out, exact, at, len, kind == 2) : run_text(&out, exact, at, len);
            expect_run(s, at, len, end, kind);
            assert_int_equal(out.len, 1 + end - at);
            assert_memory_equal(out.s + 1, s + at, end - at);
            assert_int_equal(out.s[out.len], 0);
        }
        buf_release(&out);
    }
    free(exact);
    free(s);
}

static void test_every_byte_at_every_place(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++)
        for (size_t place = 0; place < 36; place += place == 18 ? 12 : 1) {
            char text[37];
            memset(text, 'a', sizeof text);
            text[place] = (char)c;
            try_text(text, 36);
        }
}

static void test_blanks_at_edges(void **state)
{
    (void)state;
    static const char *const after[] = {"", " ", "\t", "\n", "a", ".", "\xE4\xB8\xAD", "|", "\x01"};
    for (size_t before = 0; before < 36; before++)
        for (size_t i = 0; i < sizeof after / sizeof *after; i++)
            for (size_t tail = 0; tail < 20; tail += 19) {
                struct buf text = BUF_INIT;
                buf_fill(&text, 'a', before);
                buf_adds(&text, " ");
                buf_adds(&text, after[i]);
                buf_fill(&text, 'b', tail);
                try_text(text.s, text.len);
                buf_release(&text);
            }
}

/* What counts with its neighbour, wherever the blocks' edges are. */
static void test_neighbours(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a_b",  "_",   "__",           "a_ b",         "w.",
                                         "ww.x", ".",   "\xEF\xBF\xBE", "\xEF\xBC\x8C", "：",
                                         ":",    "a:b", "W.",           "\xEF\xBF\xA5"};
    for (size_t before = 0; before < 36; before++)
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
            for (size_t tail = 0; tail < 20; tail += 19) {
                struct buf text = BUF_INIT;
                buf_fill(&text, 'a', before);
                buf_adds(&text, pieces[i]);
                buf_fill(&text, 'b', tail);
                try_text(text.s, text.len);
                buf_release(&text);
            }
}

static void test_wide(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t run;
    } cases[] = {
        {"\xE4\xB8\xAD\xE6\x96\x87.", 6},
        {"\xEF\xBC\x8C\xE3\x80\x82", 6},
        {"\xC3\xA9", 2},
        {"\xEF\xBF\xBE", 0},
        {"\xEF\xBF\xBF", 0},
        {"\xED\xA0\x80", 0},
        {"\xE0\x80\x80", 0},
        {"\xC0\x80", 0},
        {"\xE4\xB8", 0},
        {"\xE4\xB8\xAD\xE4\xB8", 3},
        {"\xF0\x9F\x98\x80", 0},
        {"\x80", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT;
        size_t end = run_wide(&out, cases[i].text, 0, strlen(cases[i].text));
        assert_int_equal(end, cases[i].run);
        assert_int_equal(out.len, cases[i].run);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_byte_at_every_place),
        cmocka_unit_test(test_blanks_at_edges),
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
