/* How a translation is written: which places count, and which are no business of style. */
#include "support.h"

#include "text/side.h"
#include "text/style.h"

static size_t count(const char *zh, enum style kind)
{
    struct side en = {0}, side = {0};
    struct style_places places = {0};
    size_t n = 0;
    side_read(&en, STR("See it now."), false);
    side_read(&side, str_of(zh), false);
    style_find(&en, &side, &places);
    for (size_t i = 0; i < places.len; i++)
        n += places.at[i].style == kind;
    vec_release(&places);
    side_release(&side);
    side_release(&en);
    return n;
}

static void test_blanks(void **state)
{
    (void)state;
    assert_int_equal(count("现在使用nginx处理。", STYLE_TIGHT), 2);
    assert_int_equal(count("现在使用 nginx 处理。", STYLE_SPACED), 2);
    assert_int_equal(count("现在使用 nginx 处理。", STYLE_TIGHT), 0);
}

/* A blank put there would make another path or address of it. */
static void test_paths(void **state)
{
    (void)state;
    assert_int_equal(count("查看 /data/中文abc/x 目录。", STYLE_TIGHT), 0);
    assert_int_equal(count("查看 https://a.org/中文abc 页面。", STYLE_TIGHT), 0);
    assert_int_equal(count("先读/写 一次，再用nginx处理。", STYLE_TIGHT), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_blanks), cmocka_unit_test(test_paths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
