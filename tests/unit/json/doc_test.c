/* The reader: what it takes, what it refuses and where, and what the tape says. */
#include "support.h"

#include "json/doc.h"
#include "json/pointer.h"

static void test_spans(void **state)
{
    (void)state;
    const char *text = " {\"a\": [1, -2.50e3, \"x\\n\\u4e2d\"], \"b\":null} ";
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    assert_int_equal(json_parse(&doc, str_of(text), &fault), 0);
    assert_str_equal(json_raw(&doc, 0), "{\"a\": [1, -2.50e3, \"x\\n\\u4e2d\"], \"b\":null}");
    json_node list = json_get_key(&doc, 0, "a");
    assert_int_equal(json_cell(&doc, list)->count, 3);
    assert_str_equal(json_raw(&doc, json_at(&doc, list, 1)), "-2.50e3");
    struct arena a = ARENA_INIT;
    json_node s = json_at(&doc, list, 2);
    assert_str_equal(json_string(&doc, s, &a), "x\n\xE4\xB8\xAD");
    assert_true(json_string_is(&doc, s, STR("x\n\xE4\xB8\xAD")));
    /* The byte after the newline is the escape \u4e2d; inside it the backslash is the place. */
    assert_int_equal(json_string_place(&doc, s, 2), json_cell(&doc, s)->start + 4);
    assert_int_equal(json_string_place(&doc, s, 3), json_cell(&doc, s)->start + 4);
    assert_int_equal(json_string_place(&doc, s, 5), json_cell(&doc, s)->end - 1);
    assert_int_equal(json_get_key(&doc, 0, "c"), JSON_NONE);
    arena_release(&a);
    json_release(&doc);
}

/* What the flags of a string say. */
static void test_flags(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned flags;
    } rows[] = {
        {"plain", JSON_ASCII},
        {"0123456789abcdef0123456789abcdef", JSON_ASCII},
        {"a\\n\\\"", JSON_ASCII | JSON_ESCAPED},
        {"\\u0041", JSON_ASCII | JSON_ESCAPED | JSON_UNSEEN | JSON_SPELT},
        {"a\\/b", JSON_ASCII | JSON_ESCAPED | JSON_SPELT},
        {"a\\bb", JSON_ASCII | JSON_ESCAPED | JSON_UNSEEN},
        {"a\x7f", JSON_ASCII | JSON_UNSEEN},
        {"0123456789abcdef01234\x7f"
         "6789abcdef",
         JSON_ASCII | JSON_UNSEEN},
        {"\xE8\xBF\x9E\xE6\x8E\xA5\xE8\xA2\xAB\xE6\x8B\x92\xE7\xBB\x9D\xE3\x80\x82\xEF\xBC\x88", 0},
        {"\xE8\xBF\x9E\xE2\x80\x8B", JSON_UNSEEN}, /* U+200B */
        {"\xE2\x80\x94\xE2\x86\x92", 0},
        {"\xE3\x85\xA4", JSON_UNSEEN},
        {"\xEF\xBB\xBF", JSON_UNSEEN},
        {"\xEF\xBE\xA0", JSON_UNSEEN},
        {"\xC2\xAD", JSON_UNSEEN},
        {"\xE2\x80\xAE", JSON_UNSEEN},
        {"\xE2\x81\xA6", JSON_UNSEEN},
    };
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf text = BUF_INIT;
        buf_addf(&text, "[\"%s\", \"next\"]", rows[i].text);
        assert_int_equal(json_parse(&doc, buf_str(&text), &fault), 0);
        assert_int_equal(json_cell(&doc, 1)->flags, rows[i].flags);
        assert_int_equal(json_cell(&doc, 2)->flags, JSON_ASCII);
        assert_int_equal(doc.flags, rows[i].flags & ~(unsigned)JSON_ASCII);
        buf_release(&text);
    }
    json_release(&doc);
}

static void test_faults(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
        const char *what;
    } cases[] = {
        {"", 0, "empty"},
        {"  ", 2, "no value"},
        {"{\"a\": 1,}", 8, "a key in double quotes"},
        {"[1 2]", 3, "a comma is missing"},
        {"[1, 2", 5, "ends inside an array"},
        {"{\"a\" 1}", 5, "a colon"},
        {"[01]", 1, "leading zero"},
        {"[1.]", 1, "after the decimal point"},
        {"[+1]", 1, "begins with a digit"},
        {"['a']", 1, "double quotes"},
        {"[\"a\nb\"]", 1, "not closed on its line"},
        {"[\"a\tb\"]", 3, "control character"},
        {"[\"\\q\"]", 2, "no such escape"},
        {"[\"\\ud800\"]", 2, "surrogate"},
        {"[\"\\udc00\\ud800\"]", 2, "surrogate"},
        {"[\"\xff\"]", 2, "not UTF-8"},
        {"[\"\xed\xa0\x80\"]", 2, "not UTF-8"},
        {"\xEF\xBB\xBF{}", 0, "byte order mark"},
        {"\xFF\xFE[", 0, "UTF-16"},
        {"{} x", 3, "ends before"},
        {"[true, fals]", 7, "a value is expected"},
        {"// c\n{}", 0, "no comments"},
        {"[1}", 2, "closed by ]"},
        {"{\"a\":1]", 6, "closed by }"},
        {"[\"abc", 1, "not closed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_doc doc = JSON_DOC_INIT;
        struct json_fault fault;
        assert_int_equal(json_parse(&doc, str_of(cases[i].text), &fault), -1);
        if (fault.at != cases[i].at || !strstr(fault.what, cases[i].what))
            fail_msg("%s: \"%s\" at %zu", cases[i].text, fault.what, fault.at);
        assert_int_equal(doc.len, 0);
        json_release(&doc);
    }
}

static void test_duplicates(void **state)
{
    (void)state;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    assert_int_equal(json_parse(&doc, STR("{\"a\":1,\"b\":{\"a\":2},\"\\u0061\":3}"), &fault), 0);
    assert_int_equal(doc.duplicates.len, 1);
    assert_str_equal(json_raw(&doc, doc.duplicates.at[0].key), "\"\\u0061\"");
    /* The last one counts. */
    assert_str_equal(json_raw(&doc, json_get_key(&doc, 0, "a")), "3");
    struct buf many = BUF_INIT;
    buf_addc(&many, '{');
    for (int i = 0; i < 5000; i++)
        buf_addf(&many, "\"k%d\":0,", i % 4990);
    buf_adds(&many, "\"z\":1}");
    assert_int_equal(json_parse(&doc, buf_str(&many), &fault), 0);
    assert_int_equal(doc.duplicates.len, 10);
    buf_release(&many);
    json_release(&doc);
}

static void test_depth(void **state)
{
    (void)state;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    for (int depth = JSON_DEPTH_MAX; depth <= JSON_DEPTH_MAX + 1; depth++) {
        struct buf text = BUF_INIT;
        buf_fill(&text, '[', (size_t)depth);
        buf_fill(&text, ']', (size_t)depth);
        assert_int_equal(json_parse(&doc, buf_str(&text), &fault), depth > JSON_DEPTH_MAX ? -1 : 0);
        buf_release(&text);
    }
    assert_non_null(strstr(fault.what, "nested deeper"));
    json_release(&doc);
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
    } cases[] = {
        {"1", "1.0", 0},
        {"1e0", "1.000", 0},
        {"100", "1e2", 0},
        {"0", "-0.0e9", 0},
        {"9007199254740993", "9007199254740992", 1},
        {"0.1", "0.10000000000000000000000000001", -1},
        {"-1", "1", -1},
        {"-2", "-1", -1},
        {"1e400", "1e399", 1},
        {"1e-400", "0", 1},
        {"0.84", "0.83999999999999997", 1},
        {"12e-1", "1.2", 0},
        {"1e99999999999999999999", "1e5", 1},
        {"0e99999999999999999999", "0", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int c = json_number_cmp(str_of(cases[i].a), str_of(cases[i].b));
        int d = json_number_cmp(str_of(cases[i].b), str_of(cases[i].a));
        if ((c > 0) - (c < 0) != cases[i].order || (d > 0) - (d < 0) != -cases[i].order)
            fail_msg("%s against %s gives %d and %d", cases[i].a, cases[i].b, c, d);
    }
}

static void test_equal(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"{\"a\":1,\"b\":[2]}", "{\"b\":[2.0],\"a\":1}", true},
        {"\"\\u0061\"", "\"a\"", true},
        {"[1,2]", "[2,1]", false},
        {"{\"a\":1}", "{\"a\":1,\"b\":2}", false},
        {"{\"a\":1,\"a\":2}", "{\"a\":2}", true},
        {"true", "1", false},
        {"null", "null", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_doc a = JSON_DOC_INIT, b = JSON_DOC_INIT;
        struct json_fault fault;
        assert_int_equal(json_parse(&a, str_of(cases[i].a), &fault), 0);
        assert_int_equal(json_parse(&b, str_of(cases[i].b), &fault), 0);
        assert_int_equal(json_equal(&a, 0, &b, 0), cases[i].same);
        assert_int_equal(json_equal(&b, 0, &a, 0), cases[i].same);
        json_release(&a);
        json_release(&b);
    }
}

static void test_pointers(void **state)
{
    (void)state;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    assert_int_equal(json_parse(&doc, STR("{\"a/b\":{\"~\":[0,[1]]},\"\":3}"), &fault), 0);
    for (json_node n = 0; n < doc.len; n++) {
        struct buf p = BUF_INIT;
        json_pointer_add(&p, &doc, n);
        json_node found = json_pointer_find(&doc, buf_str(&p));
        assert_int_equal(found, json_type(&doc, n) == JSON_KEY ? n + 1 : n);
        buf_release(&p);
    }
    assert_str_equal(json_raw(&doc, json_pointer_find(&doc, STR("/a~1b/~0/1/0"))), "1");
    assert_str_equal(json_raw(&doc, json_pointer_find(&doc, STR("/"))), "3");
    static const char *const nowhere[] = {"a",          "/a~2b", "/a~1b/~0/01", "/a~1b/~0/-",
                                          "/a~1b/~0/2", "/x",    "/~"};
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++)
        assert_int_equal(json_pointer_find(&doc, str_of(nowhere[i])), JSON_NONE);
    json_release(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans),    cmocka_unit_test(test_faults),  cmocka_unit_test(test_duplicates),
        cmocka_unit_test(test_depth),    cmocka_unit_test(test_numbers), cmocka_unit_test(test_equal),
        cmocka_unit_test(test_pointers), cmocka_unit_test(test_flags),
    };
    return cmocka_run_group_tests_name("doc", tests, NULL, NULL);
}
