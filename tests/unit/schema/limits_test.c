/* Hostile schemas and instances: each ends, with the right verdict or the limit's name. */
#include "support.h"

#include "schema/schema.h"

struct attack {
    struct buf schema, instance;
};

/* The verdict, and the limit that was met when there is none. */
static enum schema_verdict judge(struct attack *a, const char **limit)
{
    struct json_doc schema = JSON_DOC_INIT, instance = JSON_DOC_INIT;
    struct json_fault fault;
    struct err err;
    if (json_parse(&schema, buf_str(&a->schema), &fault) != 0 ||
        json_parse(&instance, buf_str(&a->instance), &fault) != 0)
        fail_msg("%s", fault.what);
    struct schema *s = schema_compile(&schema, "s", &err);
    if (!s)
        fail_msg("%s", err.msg);
    struct schema_scratch *scratch = schema_scratch_new();
    enum schema_verdict v = schema_judge(s, &instance, scratch);
    *limit = v == SCHEMA_UNDECIDED ? schema_limit(scratch) : "";
    schema_scratch_free(scratch);
    schema_free(s);
    json_release(&schema);
    json_release(&instance);
    buf_release(&a->schema);
    buf_release(&a->instance);
    return v;
}

/* Each definition tries the one below twice: 2^depth ways. */
static void doubling(struct buf *out, int depth, const char *leaf, const char *more)
{
    buf_addf(out, "{\"$ref\": \"#/$defs/d%d\"%s, \"$defs\": {\"d0\": %s", depth, more, leaf);
    for (int i = 1; i <= depth; i++)
        buf_addf(out,
                 ", \"d%d\": {\"anyOf\": [{\"allOf\": [{\"$ref\": \"#/$defs/d%d\"}]}, {\"$ref\": "
                 "\"#/$defs/d%d\"}]}",
                 i, i - 1, i - 1);
    buf_adds(out, "}}");
}

static void test_exponential(void **state)
{
    (void)state;
    const char *limit;
    struct attack a = {0};
    doubling(&a.schema, 60, "{\"type\": \"null\"}", "");
    buf_adds(&a.instance, "1");
    assert_int_equal(judge(&a, &limit), SCHEMA_INVALID);
    doubling(&a.schema, 60, "{\"type\": \"object\"}", ", \"unevaluatedProperties\": false");
    buf_adds(&a.instance, "{}");
    assert_int_equal(judge(&a, &limit), SCHEMA_VALID);
    /* With members marked on every way there is nothing to remember: the limit on steps ends it. */
    doubling(&a.schema, 60, "{\"properties\": {\"a\": {}}}", ", \"unevaluatedProperties\": false");
    buf_adds(&a.instance, "{\"a\": 1}");
    assert_int_equal(judge(&a, &limit), SCHEMA_UNDECIDED);
    assert_non_null(strstr(limit, "too many steps"));
}

static void test_recursion(void **state)
{
    (void)state;
    const char *limit;
    struct attack a = {0};
    /* As deep as an instance can be, by ordinary means. */
    buf_adds(&a.schema,
             "{\"$ref\": \"#/$defs/t\", \"$defs\": {\"t\": {\"anyOf\": [{\"type\": \"number\"}, {\"allOf\": "
             "[{\"type\": \"array\"}, {\"items\": {\"$ref\": \"#/$defs/t\"}}]}]}}}");
    buf_fill(&a.instance, '[', 999);
    buf_fill(&a.instance, ']', 999);
    assert_int_equal(judge(&a, &limit), SCHEMA_VALID);
    buf_adds(&a.schema, "{\"$ref\": \"#/$defs/t\", \"$defs\": {\"t\": ");
    for (int i = 0; i < 10; i++)
        buf_adds(&a.schema, "{\"allOf\": [");
    buf_adds(&a.schema, "{\"items\": {\"$ref\": \"#/$defs/t\"}}");
    for (int i = 0; i < 10; i++)
        buf_adds(&a.schema, "]}");
    buf_adds(&a.schema, "}}");
    buf_fill(&a.instance, '[', 999);
    buf_fill(&a.instance, ']', 999);
    assert_int_equal(judge(&a, &limit), SCHEMA_UNDECIDED);
    assert_non_null(strstr(limit, "deep"));
}

static void test_numbers_of_things(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    const char *limit;
    struct attack a = {0};
    buf_adds(&a.schema, "{\"items\": {\"enum\": [-1");
    buf_adds(&a.instance, "[0");
    for (int i = 0; i < MANY; i++)
        buf_addf(&a.schema, ", \"value %d\"", i);
    buf_adds(&a.schema, "]}}");
    for (int i = 0; i < MANY; i++)
        buf_addf(&a.instance, ", \"value %d\"", MANY - i);
    buf_addc(&a.instance, ']');
    assert_int_equal(judge(&a, &limit), SCHEMA_INVALID);

    buf_adds(&a.schema, "{\"uniqueItems\": true}");
    buf_adds(&a.instance, "[{\"b\": 1, \"a\": [1.0]}");
    for (int i = 0; i < 2 * MANY; i++)
        buf_addf(&a.instance, ", {\"a\": [%d], \"b\": 2}", i);
    struct buf again = BUF_INIT;
    buf_add_str(&again, buf_str(&a.instance));
    buf_adds(&a.instance, "]");
    assert_int_equal(judge(&a, &limit), SCHEMA_VALID);
    buf_adds(&a.schema, "{\"uniqueItems\": true}");
    buf_add_str(&a.instance, buf_str(&again));
    buf_adds(&a.instance, ", {\"a\": [10e-1], \"b\": 1.0}]");
    assert_int_equal(judge(&a, &limit), SCHEMA_INVALID);
    buf_release(&again);

    buf_adds(&a.schema,
             "{\"properties\": {\"k7\": {}}, \"unevaluatedProperties\": {\"type\": \"integer\"}, \"allOf\": "
             "[{\"patternProperties\": {\"^k[0-8]\": {}}}], \"required\": [\"k99999\"]}");
    buf_adds(&a.instance, "{\"k\": 1");
    for (int i = 0; i < MANY; i++)
        buf_addf(&a.instance, ", \"k%d\": %d", i, i);
    buf_adds(&a.instance, "}");
    assert_int_equal(judge(&a, &limit), SCHEMA_VALID);
}

static void test_long_strings(void **state)
{
    (void)state;
    const char *limit;
    struct attack a = {0};
    buf_adds(&a.schema, "{\"minLength\": 10000000, \"pattern\": \"^[a-c]+$\"}");
    buf_addc(&a.instance, '"');
    buf_fill(&a.instance, 'a', 10000000);
    buf_addc(&a.instance, '"');
    assert_int_equal(judge(&a, &limit), SCHEMA_VALID);
    buf_adds(&a.schema, "{\"not\": {\"pattern\": \"^(a+)+$\"}}");
    buf_adds(&a.instance, "\"");
    buf_fill(&a.instance, 'a', 60);
    buf_adds(&a.instance, "!\"");
    enum schema_verdict v = judge(&a, &limit);
    assert_true(v == SCHEMA_VALID || (v == SCHEMA_UNDECIDED && strstr(limit, "pattern")));
}

/* 6,000 definitions that refer to one another, and as many properties: linear. */
static void test_large_schema(void **state)
{
    (void)state;
    enum { MANY = 6000 };
    const char *limit;
    struct attack a = {0};
    buf_adds(&a.schema, "{\"properties\": {\"p\": {}");
    for (int i = 0; i < MANY; i++)
        buf_addf(&a.schema, ", \"p%d\": {\"$ref\": \"#/$defs/d%d\"}", i, (i * 7) % MANY);
    buf_adds(&a.schema, "}, \"$defs\": {\"d\": {}");
    for (int i = 0; i < MANY; i++)
        buf_addf(&a.schema,
                 ", \"d%d\": {\"type\": \"integer\", \"properties\": {\"x\": {\"$ref\": \"#/$defs/d%d\"}}}",
                 i, (i * 13) % MANY);
    buf_adds(&a.schema, "}}");
    buf_adds(&a.instance, "{\"p77\": 1, \"p5999\": true}");
    assert_int_equal(judge(&a, &limit), SCHEMA_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exponential),       cmocka_unit_test(test_recursion),
        cmocka_unit_test(test_numbers_of_things), cmocka_unit_test(test_long_strings),
        cmocka_unit_test(test_large_schema),
    };
    return cmocka_run_group_tests_name("schema limits", tests, NULL, NULL);
}
