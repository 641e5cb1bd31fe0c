/* Random schemas of all drafts on random values: the evaluations and the explanations agree, and shortcuts of
 * the fast one (switches, indexes, remembered verdicts) change nothing. */
#include "support.h"

#include "schema_agree.h"

struct random {
    uint64_t state;
};

static uint32_t below(struct random *r, uint32_t limit)
{
    r->state ^= r->state << 13;
    r->state ^= r->state >> 7;
    r->state ^= r->state << 17;
    return (uint32_t)(r->state >> 33) % limit;
}

static const char *pick(struct random *r, const char *const *words, uint32_t count)
{
    return words[below(r, count)];
}
#define PICK(r, ...)                                                                                         \
    pick(r, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static const char *key(struct random *r)
{
    return PICK(r, "\"a\"", "\"b\"", "\"kind\"", "\"x-1\"", "\"x-22\"", "\"\\u0061b\"", "\"name\"");
}

static void value(struct random *r, struct buf *b, int depth)
{
    uint32_t kind = below(r, depth > 3 ? 6 : 9);
    if (kind < 6) {
        buf_adds(b, PICK(r, "null", "true", "false", "0", "1", "1.0", "2", "-3.5", "1e2", "\"\"", "\"one\"",
                         "\"two\"", "\"x-1\"", "\"2024-02-30\"", "\"\\u00e9\\ud83d\\ude00\""));
    } else if (kind == 6) {
        buf_addc(b, '[');
        for (uint32_t i = 0, n = below(r, 5); i < n; i++) {
            buf_adds(b, i ? "," : "");
            value(r, b, depth + 1);
        }
        buf_addc(b, ']');
    } else {
        bool used[7] = {false};
        const char *sep = "{";
        for (uint32_t i = 0; i < 5; i++) {
            static const char *const keys[] = {"\"a\"",    "\"b\"",        "\"kind\"", "\"x-1\"",
                                               "\"x-22\"", "\"\\u0061b\"", "\"name\""};
            uint32_t at = below(r, 7);
            if (used[at] || below(r, 3) == 0)
                continue;
            used[at] = true;
            buf_addf(b, "%s%s:", sep, keys[at]);
            sep = ",";
            if (at == 2 && below(r, 2))
                buf_adds(b, PICK(r, "\"one\"", "\"two\"", "\"three\""));
            else
                value(r, b, depth + 1);
        }
        buf_adds(b, *sep == '{' ? "{}" : "}");
    }
}

struct writer {
    struct random *r;
    struct buf *b;
    int draft; /* 4, 6, 7, 2019, 2020 */
    const char *sep;
};

static void schema(struct random *r, struct buf *b, int draft, int depth);

static void word(struct writer *w, const char *name)
{
    buf_addf(w->b, "%s\"%s\":", w->sep, name);
    w->sep = ",";
}

static void below_schema(struct writer *w, const char *name, int depth)
{
    word(w, name);
    schema(w->r, w->b, w->draft, depth + 1);
}

static void schema_list(struct writer *w, const char *name, int depth)
{
    word(w, name);
    buf_addc(w->b, '[');
    for (uint32_t i = 0, n = 1 + below(w->r, 4); i < n; i++) {
        buf_adds(w->b, i ? "," : "");
        if (below(w->r, 2) == 0)
            buf_addf(w->b, "{\"properties\":{\"kind\":{\"enum\":[\"%s\"]}},\"required\":[\"kind\"]}",
                     PICK(w->r, "one", "two", "three"));
        else
            schema(w->r, w->b, w->draft, depth + 1);
    }
    buf_addc(w->b, ']');
}

static void schema_map(struct writer *w, const char *name, bool patterns, int depth)
{
    static const char *const texts[] = {"\"^x-\"",    "\"^x-[0-9]+$\"", "\"^a$\"", "\"b\"",
                                        "\"^(a|n)\"", "\"^[a-z]+$\"",   "\"^k?\"", "\"\""};
    word(w, name);
    buf_addc(w->b, '{');
    for (uint32_t i = 0, n = patterns && below(w->r, 2) ? 8 : below(w->r, 4), first = below(w->r, 8); i < n;
         i++) {
        static const char *const keys[] = {"\"a\"",  "\"b\"",    "\"kind\"", "\"x-1\"",
                                           "\"ab\"", "\"name\"", "\"x-22\"", "\"c\""};
        buf_addf(w->b, "%s%s:", i ? "," : "", (patterns ? texts : keys)[(first + i) % 8]);
        /* One of many that demands something is seen, all of them are not. */
        if (n > 4 && i != n / 2)
            buf_adds(w->b, "{}");
        else
            schema(w->r, w->b, w->draft, depth + 1);
    }
    buf_addc(w->b, '}');
}

static void assertions(struct writer *w)
{
    struct random *r = w->r;
    if (below(r, 3) == 0) {
        word(w, "type");
        buf_adds(w->b, PICK(r, "\"integer\"", "\"object\"", "\"array\"", "\"string\"",
                            "[\"number\",\"null\"]", "[\"object\",\"array\",\"string\"]"));
    }
    if (below(r, 8) == 0) {
        word(w, "enum");
        buf_addc(w->b, '[');
        value(r, w->b, 2);
        buf_adds(w->b, ",1,");
        value(r, w->b, 2);
        buf_addc(w->b, ']');
    }
    if (below(r, 10) == 0 && w->draft > 4) {
        word(w, "const");
        value(r, w->b, 2);
    }
    static const char *const counts[] = {"minLength", "maxLength", "minItems",      "maxItems",
                                         "minimum",   "maximum",   "minProperties", "maxProperties"};
    for (int i = 0; i < 8; i++) {
        if (below(r, 14) == 0) {
            word(w, counts[i]);
            buf_addf(w->b, "%u", below(r, 4));
        }
    }
    if (below(r, 14) == 0) {
        word(w, "multipleOf");
        buf_adds(w->b, PICK(r, "2", "0.5", "0.01", "7"));
    }
    if (below(r, 14) == 0) {
        word(w, "pattern");
        buf_adds(w->b, PICK(r, "\"^o\"", "\"^[a-z]{3}$\"", "\"e$\"", "\"(o|t)[^x]\""));
    }
    if (below(r, 14) == 0) {
        word(w, "uniqueItems");
        buf_adds(w->b, "true");
    }
    if (below(r, 8) == 0) {
        word(w, "required");
        buf_addf(w->b, "[%s]", key(r));
    }
    if (below(r, 20) == 0) {
        word(w, "format");
        buf_adds(w->b, "\"date\"");
    }
}

static void applicators(struct writer *w, int depth)
{
    struct random *r = w->r;
    static const struct {
        const char *name;
        int from, to; /* drafts */
        char kind;    /* s schema, l list, m map, p by pattern */
    } words[] = {
        {"allOf", 4, 2020, 'l'},
        {"anyOf", 4, 2020, 'l'},
        {"oneOf", 4, 2020, 'l'},
        {"not", 4, 2020, 's'},
        {"if", 7, 2020, 's'},
        {"then", 7, 2020, 's'},
        {"else", 7, 2020, 's'},
        {"properties", 4, 2020, 'm'},
        {"properties", 4, 2020, 'm'},
        {"patternProperties", 4, 2020, 'p'},
        {"items", 4, 2020, 's'},
        {"additionalProperties", 4, 2020, 's'},
        {"contains", 6, 2020, 's'},
        {"propertyNames", 6, 2020, 's'},
        {"prefixItems", 2020, 2020, 'l'},
        {"dependentSchemas", 2019, 2020, 'm'},
        {"dependencies", 4, 2020, 'm'},
        {"unevaluatedProperties", 2019, 2020, 's'},
        {"unevaluatedItems", 2019, 2020, 's'},
    };
    bool properties = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        bool fits = w->draft >= words[i].from && w->draft <= words[i].to && below(r, 6) == 0;
        if (!fits || (words[i].kind == 'm' && words[i].name[0] == 'p' && properties))
            continue;
        properties |= strcmp(words[i].name, "properties") == 0;
        if (words[i].kind == 's')
            below_schema(w, words[i].name, depth);
        else if (words[i].kind == 'l')
            schema_list(w, words[i].name, depth);
        else
            schema_map(w, words[i].name, words[i].kind == 'p', depth);
    }
}

static void schema(struct random *r, struct buf *b, int draft, int depth)
{
    if (depth > 3 || (depth && below(r, 6) == 0)) {
        if (draft > 4 && below(r, 4) == 0)
            buf_adds(b, PICK(r, "true", "false"));
        else if (below(r, 2))
            buf_addf(b, "{\"$ref\":\"#/definitions/d%u\"}", below(r, 3));
        else
            buf_adds(b, "{}");
        return;
    }
    struct writer w = {r, b, draft, ""};
    buf_addc(b, '{');
    if (depth && below(r, 8) == 0) {
        word(&w, "$ref");
        buf_addf(b, "\"#/definitions/d%u\"", below(r, 3));
    }
    assertions(&w);
    applicators(&w, depth);
    if (!depth) {
        word(&w, "definitions");
        buf_addc(b, '{');
        for (uint32_t i = 0; i < 3; i++) {
            buf_addf(b, "%s\"d%u\":", i ? "," : "", i);
            schema(r, b, draft, 2);
        }
        buf_addc(b, '}');
    }
    buf_addc(b, '}');
}

static void test_random(void **state)
{
    (void)state;
    static const int drafts[] = {4, 6, 7, 2019, 2020};
    static const char *const names[] = {"4", "6", "7", "2019-09", "2020-12"};
    struct random r = {UINT64_C(0x9e3779b97f4a7c15)};
    struct schema_scratch *scratch = schema_scratch_new();
    struct buf text = BUF_INIT, data = BUF_INIT;
    struct json_doc doc = JSON_DOC_INIT, instance = JSON_DOC_INIT;
    size_t compiled = 0, judged = 0, valid = 0;
    for (int i = 0; i < 2500; i++) {
        struct err err;
        struct json_fault fault;
        int d = i % 5;
        buf_clear(&text);
        json_clear(&doc);
        schema(&r, &text, drafts[d], 0);
        if (json_parse(&doc, buf_str(&text), &fault) != 0)
            fail_msg("%s: %s", fault.what, text.s);
        struct schema_options options = {.name = "schema", .dialect = names[d], .assert_format = true};
        struct schema *s = schema_compile_with(&doc, &options, &err);
        if (!s && !strstr(err.msg, "comes back to itself"))
            fail_msg("%s: %s", err.msg, text.s);
        compiled += s != NULL;
        for (int k = 0; s && k < 12; k++) {
            buf_clear(&data);
            json_clear(&instance);
            value(&r, &data, 0);
            if (json_parse(&instance, buf_str(&data), &fault) != 0)
                fail_msg("%s: %s", fault.what, data.s);
            const char *differs = schema_disagreement(s, &instance, scratch);
            if (differs)
                fail_msg("%s:\n%s\n%s (%s)", differs, text.s, data.s, names[d]);
            judged++;
            valid += schema_valid(s, &instance, scratch);
        }
        schema_free(s);
    }
    assert_true(compiled > 1200);
    assert_true(valid * 10 > judged && valid * 10 < judged * 9); /* neither verdict is rare */
    json_release(&doc);
    json_release(&instance);
    buf_release(&text);
    buf_release(&data);
    schema_scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random)};
    return cmocka_run_group_tests_name("schema random", tests, NULL, NULL);
}
