/* Unified diffs: known ones, and random ones that lead from the old text to the new. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "hostile.h"
#include "markdown/diff.h"

static void expect_diff(const char *a, const char *b, const char *want)
{
    struct buf out = BUF_INIT;
    diff_unified(&out, "x", "x", str_of(a), str_of(b));
    assert_string_equal(out.s ? out.s : "", want);
    buf_release(&out);
}

static void test_known(void **state)
{
    (void)state;
    expect_diff("a\n", "a\n", "");
    expect_diff("a\nb\nc\n", "a\nB\nc\n", "--- x\n+++ x\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
    expect_diff("", "a\nb\n", "--- x\n+++ x\n@@ -0,0 +1,2 @@\n+a\n+b\n");
    expect_diff("a\n", "a", "--- x\n+++ x\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n");
    expect_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n",
                "--- x\n+++ x\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -6,4 +7,3 @@\n 6\n 7\n 8\n-9\n");
    expect_diff("1\n2\n3\n4\n5\n6\n7\n", "0\n1\n2\n3\n4\n5\n6\n",
                "--- x\n+++ x\n@@ -1,7 +1,7 @@\n+0\n 1\n 2\n 3\n 4\n 5\n 6\n-7\n");
}

/* Applies a diff, strictly: kept and removed lines must be those of the old text. */
static void apply(struct str old_text, struct str diff, struct buf *out)
{
    size_t at = 0, i = 0, line = 1;
    for (int head = 0; head < 2 && i < diff.len; head++)
        i = (size_t)((const char *)memchr(diff.s + i, '\n', diff.len - i) - diff.s) + 1;
    while (i < diff.len) {
        const char *lf = memchr(diff.s + i, '\n', diff.len - i);
        assert_non_null(lf);
        size_t end = (size_t)(lf - diff.s) + 1;
        struct str body = str_sub(diff, i + 1, end);
        bool open = end < diff.len && diff.s[end] == '\\';
        if (diff.s[i] == '@') {
            unsigned long from = 0, count = 1;
            sscanf(diff.s + i, "@@ -%lu,%lu", &from, &count);
            while (line < from + (count == 0)) {
                const char *e = memchr(old_text.s + at, '\n', old_text.len - at);
                assert_non_null(e);
                buf_add(out, old_text.s + at, (size_t)(e - old_text.s) + 1 - at);
                at = (size_t)(e - old_text.s) + 1;
                line++;
            }
        } else if (diff.s[i] != '\\') {
            body.len -= open;
            if (diff.s[i] != '+') {
                assert_true(str_starts(str_sub(old_text, at, old_text.len), body));
                at += body.len;
                line++;
            }
            if (diff.s[i] != '-')
                buf_add_str(out, body);
        }
        i = end;
    }
    buf_add_str(out, str_sub(old_text, at, old_text.len));
}

static void test_random(void **state)
{
    (void)state;
    struct dice d = {7};
    for (int round = 0; round < 4000; round++) {
        struct buf a = BUF_INIT, b = BUF_INIT, diff = BUF_INIT, got = BUF_INIT;
        size_t lines = dice_below(&d, round % 10 ? 40 : 2000), kinds = 1 + dice_below(&d, 12);
        for (size_t i = 0; i < lines; i++) {
            size_t what = dice_below(&d, kinds), edit = dice_below(&d, 8);
            if (edit != 0)
                buf_addf(&a, "line %zu\n", what);
            if (edit != 1)
                buf_addf(&b, "line %zu\n", edit == 2 ? what + 1 : what);
        }
        if (a.len && dice_below(&d, 3) == 0)
            a.len--;
        if (b.len && dice_below(&d, 3) == 0)
            b.len--;
        buf_adds(&a, "");
        diff_unified(&diff, "a", "b", buf_str(&a), buf_str(&b));
        apply(buf_str(&a), buf_str(&diff), &got);
        assert_true(str_eq(buf_str(&got), buf_str(&b)));
        buf_release(&a);
        buf_release(&b);
        buf_release(&diff);
        buf_release(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known), cmocka_unit_test(test_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
