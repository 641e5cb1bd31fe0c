/* The engine: the same result whatever the number of threads, prerequisites, corpus rules on records that
 * were not asked for, edits all or none. */
#include "support.h"

#include "engine/fix.h"
#include "report/report.h"
#include "stage.h"

enum { RECORDS = 300 };

/* Records that differ in what is wrong with them, by number. */
static char *make_record(int i)
{
    struct buf b = BUF_INIT;
    buf_addf(&b,
             "{\"id\": \"aws/r%d\", \"signature\": \"%s\", \"confidence\": %s, \"transition_graph\": "
             "{\"leads_to\": [{\"error_id\": \"aws/r%d\"}]}%s",
             i % 7 == 3 ? 0 : i, i % 3 ? "some fault" : " padded", i % 5 ? "0.5" : "\"high\"", i * 2,
             i % 11 ? "}" : "");
    return buf_detach(&b);
}

static void test_threads(void **state)
{
    (void)state;
    struct source sources[RECORDS];
    char paths[RECORDS][32], *texts[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
        snprintf(paths[i], sizeof paths[i], "records/aws/r%03d.json", i);
        texts[i] = make_record(i);
        sources[i] = (struct source){.path = paths[i], .text = str_of(texts[i]), .asked = i % 4 != 1};
    }
    struct buf first = BUF_INIT;
    for (size_t workers = 1; workers <= 8; workers++) {
        struct stage st;
        struct buf out = BUF_INIT;
        stage_begin(&st, NULL);
        stage_run(&st, sources, RECORDS, workers);
        struct report r = {.result = &st.result, .sources = sources, .selection = &st.selection};
        report_text(&r, &out);
        report_json(&r, &out);
        assert_true(st.result.count > RECORDS);
        for (size_t i = 0; i < st.result.count; i++)
            assert_true(sources[st.result.findings[i].file].asked);
        if (workers == 1)
            first = out;
        else
            assert_string_equal(first.s, out.s);
        if (workers > 1)
            buf_release(&out);
        stage_end(&st);
    }
    buf_release(&first);
    for (int i = 0; i < RECORDS; i++)
        free(texts[i]);
}

static size_t count_rule(const struct result *r, const char *id)
{
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        n += strcmp(r->findings[i].rule->id, id) == 0;
    return n;
}

/* A value of the wrong type silences the rules that read it, and the result says how many. */
static void test_prerequisites(void **state)
{
    (void)state;
    const char *good = "{\"id\": \"aws/y\", \"domain\": \"git\"}", *bad = "{\"id\": 1, \"domain\": \"git\"}";
    struct source source = {.path = "records/aws/x.json", .id_expected = STR("aws/x"), .asked = true};
    for (int i = 0; i < 2; i++) {
        struct stage st;
        source.text = str_of(i ? bad : good);
        stage_begin(&st, NULL);
        stage_run(&st, &source, 1, 1);
        assert_int_equal(count_rule(&st.result, "record/id-path"), i ? 0 : 1);
        assert_int_equal(count_rule(&st.result, "record/id-domain"), i ? 0 : 1);
        assert_int_equal(count_rule(&st.result, "schema/type"), i ? 1 : 0);
        assert_int_equal(st.result.skipped > 0, i);
        stage_end(&st);
    }
}

static void test_failures(void **state)
{
    (void)state;
    struct source sources[] = {{.path = "no/such/file.json", .asked = true},
                               {.path = "tests", .asked = true}};
    struct stage st;
    stage_begin(&st, NULL);
    stage_run(&st, sources, 2, 2);
    assert_int_equal(st.result.failures.len, 2);
    assert_non_null(strstr(st.result.failures.at[0], "no/such/file.json: cannot be opened"));
    assert_non_null(strstr(st.result.failures.at[1], "tests: is a directory"));
    assert_int_equal(st.result.count, 0);
    stage_end(&st);
}

static void test_fix(void **state)
{
    (void)state;
    struct edit one[] = {{0, 1, STR("A")}, {4, 1, STR("E")}}, two[] = {{4, 1, STR("x")}, {6, 0, STR("y")}},
                three[] = {{2, 1, STR("C")}};
    struct finding findings[] = {{.edits = one, .edit_count = 2},
                                 {.edits = two, .edit_count = 2},
                                 {.edits = three, .edit_count = 1, .unsafe = true}};
    struct buf out = BUF_INIT;
    assert_int_equal(fix_apply(STR("abcdef"), findings, 3, false, &out), 1);
    assert_string_equal(out.s, "AbcdEf"); /* the second overlaps: none of its edits */
    assert_int_equal(fix_apply(STR("abcdef"), findings, 3, true, &out), 2);
    assert_string_equal(out.s, "AbCdEf");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads), cmocka_unit_test(test_prerequisites),
                                       cmocka_unit_test(test_failures), cmocka_unit_test(test_fix)};
    return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
