/* Texts that the program is set up by: what is wrong with one, and where. */
#include "support.h"

#include "json/source.h"

static void what_is_wrong_is_said_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"{\"a\": 1}", NULL},
        {"{}", NULL},
        {"[]", "x.json:1:1: an object is expected here"},
        {"{\"a\": 1,\n \"b\": 2, \"a\": 3}", "x.json:2:10: this key stands here twice"},
        {"{\"\u5b89\": 1, \"b\" 2}", "x.json:1:14: "},
        {"", "x.json:1:1: "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err err = {0};
        struct json_source s = {.text = str_of(rows[i].text), .name = "x.json", .err = &err};
        assert_int_equal(json_source_open(&s), rows[i].said ? -1 : 0);
        if (rows[i].said && !str_starts(str_of(err.msg), str_of(rows[i].said)))
            fail_msg("%s: %s", rows[i].text, err.msg);
        json_release(&s.doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_wrong_is_said_with_its_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
