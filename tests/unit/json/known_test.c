/* Documents read one after another into the same memory give what each gives alone: nothing that was learned
 * from one shows in another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "json/doc.h"

/* SplitMix64. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static unsigned below(uint64_t *state, unsigned n)
{
    return (unsigned)(next(state) % n);
}

static void expect_same(struct json_doc *used, struct str text)
{
    struct json_doc alone = JSON_DOC_INIT;
    struct json_fault a = {0}, b = {0};
    int x = json_parse(&alone, text, &a), y = json_parse(used, text, &b);
    assert_int_equal(x, y);
    if (x != 0) {
        assert_int_equal(a.at, b.at);
        assert_int_equal(a.end, b.end);
        assert_ptr_equal(a.what, b.what);
        assert_ptr_equal(a.help, b.help);
    }
    assert_int_equal(alone.len, used->len);
    if (alone.len)
        assert_memory_equal(alone.tape, used->tape, alone.len * sizeof *alone.tape);
    assert_int_equal(alone.duplicates.len, used->duplicates.len);
    for (size_t i = 0; i < alone.duplicates.len; i++) {
        assert_int_equal(alone.duplicates.at[i].key, used->duplicates.at[i].key);
        assert_int_equal(alone.duplicates.at[i].first, used->duplicates.at[i].first);
    }
    json_release(&alone);
}

static void add_space(struct buf *out, uint64_t *state)
{
    static const char *const spaces[] = {
        "", "", "", " ", "\n  ", "\n    ", "\r\n\t", "                                        "};
    buf_adds(out, spaces[below(state, sizeof spaces / sizeof *spaces)]);
}

static void add_value(struct buf *out, uint64_t *state, unsigned depth);

/* Keys mostly in one order; now and then left out, swapped, twice, escaped, long, or of another alphabet. */
static void add_object(struct buf *out, uint64_t *state, unsigned depth)
{
    static const char *const keys[] = {
        "id",      "title",
        "how",     "action",
        "a",       "b",
        "\\u0061", "条",
        "",        "a key that is longer than what is kept of keys beside it, by far",
        "i\\u0064"};
    bool neat = below(state, 3) > 0;
    unsigned count = depth ? below(state, 7) : 8;
    buf_addc(out, '{');
    for (unsigned i = 0; i < count; i++) {
        unsigned key = neat && below(state, 20) ? i : below(state, sizeof keys / sizeof *keys);
        buf_adds(out, i ? "," : "");
        neat ? buf_adds(out, "\n  ") : add_space(out, state);
        buf_addf(out, "\"%s\"", keys[key % (sizeof keys / sizeof *keys)]);
        neat ? buf_adds(out, ": ") : (add_space(out, state), buf_addc(out, ':'), add_space(out, state));
        add_value(out, state, depth + 1);
    }
    neat ? buf_adds(out, "\n") : add_space(out, state);
    buf_addc(out, '}');
}

static void add_value(struct buf *out, uint64_t *state, unsigned depth)
{
    unsigned kind = below(state, depth > 22 ? 4 : 8);
    if (kind < 2) {
        buf_adds(out, kind ? "null" : "0.5");
    } else if (kind < 4) {
        buf_addf(out, "\"%.*s\"", (int)below(state, 40), "words, and more words, and still more of them");
    } else if (kind < 6) {
        unsigned count = below(state, 3);
        buf_addc(out, '[');
        for (unsigned i = 0; i < count; i++) {
            buf_adds(out, i ? ", " : "");
            add_value(out, state, depth + 1);
        }
        buf_addc(out, ']');
    } else {
        add_object(out, state, depth);
    }
}

static void test_any_sequence(void **unused)
{
    (void)unused;
    struct json_doc used = JSON_DOC_INIT;
    uint64_t state = 7;
    size_t twice = 0;
    for (int i = 0; i < 4000; i++) {
        struct buf text = BUF_INIT;
        add_object(&text, &state, 0);
        if (below(&state, 20) == 0)
            text.len = below(&state, (unsigned)text.len);
        else if (below(&state, 20) == 0)
            text.s[below(&state, (unsigned)text.len)] = "{}[],:\" \\x"[below(&state, 10)];
        expect_same(&used, buf_str(&text));
        twice += used.duplicates.len > 0;
        buf_release(&text);
    }
    assert_true(twice > 200 && twice < 3800);
    json_release(&used);
}

/* An object of `count` keys, k0 to kN, in the depth given. */
static void write_keys(struct buf *out, unsigned count, unsigned depth, const char *more)
{
    for (unsigned i = 0; i < depth; i++)
        buf_adds(out, i % 2 ? "{\"a\": " : "[");
    buf_adds(out, "{");
    for (unsigned i = 0; i < count; i++)
        buf_addf(out, "%s\"k%u\": %u", i ? ", " : "", i, i);
    buf_adds(out, more);
    buf_adds(out, "}");
    for (unsigned i = depth; i-- > 0;)
        buf_adds(out, i % 2 ? "}" : "]");
}

/* A key twice is told however many keys there are, however deep, and whether the first or the second is the
 * one that is expected. */
static void test_twice(void **unused)
{
    (void)unused;
    static const unsigned counts[] = {1, 2, 40, 41, 63, 64, 65, 66, 200, 300};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (unsigned depth = 0; depth < 20; depth++) {
            struct json_doc used = JSON_DOC_INIT;
            char last[40];
            snprintf(last, sizeof last, ", \"k%u\": 0", counts[i] - 1);
            const char *const more[] = {"", "", ", \"k0\": 1", "", last, ", \"k0\": 1", "", ", \"k0\" : 1"};
            for (size_t j = 0; j < sizeof more / sizeof *more; j++) {
                struct buf text = BUF_INIT;
                write_keys(&text, counts[i], depth, more[j]);
                expect_same(&used, buf_str(&text));
                assert_int_equal(used.duplicates.len, *more[j] != 0);
                buf_release(&text);
            }
            json_release(&used);
        }
}

/* More keys than are kept, new ones in each document. */
static void test_ever_new_keys(void **unused)
{
    (void)unused;
    struct json_doc used = JSON_DOC_INIT;
    for (unsigned i = 0; i < 200; i++) {
        struct buf text = BUF_INIT;
        buf_addf(&text, "{\"a%u\": {\"b%u\": 1, \"c\": 2, \"c%s\": 3}, \"d\": [{\"e%u\": 1}, {\"e\": 2}]}", i,
                 i, i % 3 ? "x" : "", i);
        expect_same(&used, buf_str(&text));
        assert_int_equal(used.duplicates.len, i % 3 == 0);
        buf_release(&text);
    }
    json_release(&used);
}

/* A comma belongs to the place of a key, and not to the key: where one is missing or too many it is told,
 * though the same bytes stood elsewhere. */
static void test_commas(void **unused)
{
    (void)unused;
    static const char pad[] = "                                                                ";
    static const char *const texts[] = {
        "{\"a\": 1, \"b\": 2}",  "{\"b\": 1, \"a\": 2}", "{\"a\": 1 \"b\": 2}",   "{, \"b\": 1}",
        "{\"b\": 1 \"a\": 2}",   "{, \"a\": 1}",         "{ \"b\": 1, \"a\": 2}", "{ \"a\": 1, \"b\": 2}",
        "{\"a\": 1,, \"b\": 2}", "{\"a\": 1}",           "{ \"b\": 1}",
    };
    enum { COUNT = sizeof texts / sizeof *texts };
    for (size_t i = 0; i < COUNT * COUNT * COUNT; i++) {
        struct json_doc used = JSON_DOC_INIT;
        size_t order[] = {0, i % COUNT, i / COUNT % COUNT, i / COUNT / COUNT, 2, 3, 4, 5};
        for (size_t j = 0; j < sizeof order / sizeof *order; j++) {
            struct buf text = BUF_INIT;
            buf_adds(&text, texts[order[j]]);
            buf_adds(&text, pad); /* keys near the end of a text are not looked for */
            expect_same(&used, buf_str(&text));
            buf_release(&text);
        }
        json_release(&used);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_sequence),
        cmocka_unit_test(test_twice),
        cmocka_unit_test(test_ever_new_keys),
        cmocka_unit_test(test_commas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
