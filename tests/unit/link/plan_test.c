/* The plan and the words of verdicts. */
#include "support.h"

#include "link/outcome.h"
#include "link/plan.h"

static void lines(void **state)
{
    (void)state;
    struct plan p = PLAN_INIT;
    plan_add_lines(&p,
                   STR("https://a.org/x\r\n\n# a remark\n  https://b.org/#y  \nhttps://a.org/x\n#\nlast"));
    assert_int_equal(p.urls.len, 3);
    assert_str_equal(p.urls.at[0].url, "https://a.org/x");
    assert_str_equal(p.urls.at[1].url, "https://b.org/#y");
    assert_str_equal(p.urls.at[2].url, "last");
    plan_release(&p);
}

static void one_row_with_all_places(void **state)
{
    (void)state;
    struct plan p = PLAN_INIT;
    *vec_push(&plan_add(&p, STR("u"))->places) = (struct plan_place){.path = "a.json", .line = 1};
    plan_add(&p, STR("v"));
    *vec_push(&plan_add(&p, STR("u"))->places) = (struct plan_place){.path = "b.json", .line = 2};
    assert_int_equal(p.urls.len, 2);
    assert_int_equal(p.urls.at[0].places.len, 2);
    assert_string_equal(p.urls.at[0].places.at[1].path, "b.json");
    plan_keep(&p, (const bool[]){false, true});
    assert_int_equal(p.urls.len, 1);
    assert_str_equal(p.urls.at[0].url, "v");
    plan_add(&p, STR("v"));
    plan_add(&p, STR("u"));
    assert_int_equal(p.urls.len, 2);
    plan_release(&p);
}

static void words(void **state)
{
    (void)state;
    for (int i = 0; i < VERDICT_COUNT; i++) {
        enum verdict back;
        assert_true(verdict_parse(str_of(verdict_name((enum verdict)i)), &back));
        assert_int_equal(back, i);
        assert_true(*verdict_meaning((enum verdict)i));
        /* an unknown may never count as a failure, nor a failure as nothing */
        bool unknown = verdict_class((enum verdict)i) == CLASS_UNKNOWN;
        assert_int_equal(verdict_kind((enum verdict)i) == ATTEMPT_UNKNOWN, unknown);
    }
    enum verdict v;
    assert_false(verdict_parse(STR("dead"), &v));
    assert_string_equal(fragment_name(FRAGMENT_UNDECIDED), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(one_row_with_all_places),
        cmocka_unit_test(words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
