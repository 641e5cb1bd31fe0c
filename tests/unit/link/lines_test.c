/* Ledgers as lines: there and back is the same, merging is a union. */
#include "support.h"

#include "link/lines.h"
#include "valid.h"

static uint64_t seed;

static uint32_t roll(uint32_t sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % sides;
}

static void must(int rc, const struct err *err)
{
    if (rc != 0)
        fail_msg("%s", err->msg);
}

static const int64_t epoch = (int64_t)20400 * 86400;

/* Odd characters on purpose: quotes, a line break, Chinese, bytes that are not UTF-8. */
static const char *const words[] = {"plain", "with \"quotes\"", "two\nlines", "中文", "bad \xff byte", ""};

static void some_results(struct ledger *l, int nights)
{
    struct err err;
    for (int n = 0; n < nights; n++) {
        int64_t at = epoch + (int64_t)roll(40) * 86400 + roll(86400);
        must(ledger_run_begin(
                 l, &(struct ledger_run){.scope = "all", .shard = roll(2) ? "1/2" : NULL, .now = at}, &err),
             &err);
        for (uint32_t i = roll(12); i > 0; i--) {
            char url[64];
            snprintf(url, sizeof url, "https://e%u.org/%u%s", roll(3), roll(4), roll(2) ? "#f" : "");
            struct str near[] = {str_of(words[roll(6)]), str_of(words[roll(6)])};
            struct ledger_attempt a = {.url = str_of(url),
                                       .verdict = str_of(roll(2) ? "ok" : "broken"),
                                       .kind = (enum attempt_kind)roll(ATTEMPT_KIND_COUNT),
                                       .at = at + roll(100),
                                       .http_status = (int)roll(600),
                                       .new_url = str_of(words[roll(6)]),
                                       .final_url = str_of(words[roll(6)]),
                                       .nearest = near,
                                       .nearest_count = roll(3),
                                       .why = str_of(words[roll(6)]),
                                       .requests = roll(5),
                                       .bytes = roll(100000),
                                       .ms = roll(1000)};
            must(ledger_add(l, &a, &err), &err);
            struct ledger_page p = {.url = str_of(url),
                                    .checked = at,
                                    .etag = str_of(words[roll(6)]),
                                    .whole = roll(2),
                                    .ids = near,
                                    .id_count = roll(3),
                                    .headings = near,
                                    .heading_count = roll(3)};
            if (roll(3) == 0)
                must(ledger_page_store(l, &p, &err), &err);
            if (roll(5) == 0)
                ledger_accept(l, str_of(url), STR("known"), 20400 + (int32_t)roll(90), at, &err);
        }
        char key[32];
        snprintf(key, sizeof key, "https://e%u.org:443", roll(3));
        must(ledger_host_store(l, &(struct ledger_host){str_of(key), epoch + roll(3), roll(3) * 500, roll(3)},
                               &err),
             &err);
        must(ledger_probe_store(
                 l,
                 &(struct ledger_probe){str_of(key), epoch + roll(3), 404, str_of(words[roll(6)]), roll(3)},
                 &err),
             &err);
        if (roll(4))
            must(ledger_run_end(l, roll(4) ? RUN_DONE : RUN_VOID, at + 1000, &err), &err);
    }
}

static struct ledger *fresh(void)
{
    struct ledger *l;
    struct err err;
    must(ledger_open(&l, NULL, LEDGER_CREATE, &err), &err);
    return l;
}

/* The lines of a ledger that reads the texts in this order. */
static char *merged(const char *const *texts, size_t count)
{
    struct err err;
    struct buf out = BUF_INIT;
    struct ledger *l = fresh();
    for (size_t i = 0; i < count; i++)
        must(ledger_import(l, str_of(texts[i]), "text", &err), &err);
    must(ledger_export(l, &out, &err), &err);
    must(ledger_close(l, &err), &err);
    return buf_detach(&out);
}

static void same(const char *const *a, size_t na, const char *const *b, size_t nb, const char *what)
{
    char *x = merged(a, na), *y = merged(b, nb);
    if (strcmp(x, y) != 0)
        fail_msg("%s:\n%s\n%s", what, x, y);
    free(x);
    free(y);
}

static void test_laws(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        char *t[3];
        struct err err;
        seed = (uint64_t)round;
        for (int i = 0; i < 3; i++) {
            struct ledger *l = fresh();
            struct buf out = BUF_INIT;
            /* the second and third go on from the first, as two machines do from one export */
            if (i)
                must(ledger_import(l, str_of(t[0]), "first", &err), &err);
            some_results(l, 4);
            must(ledger_export(l, &out, &err), &err);
            must(ledger_close(l, &err), &err);
            t[i] = buf_detach(&out);
        }
        char *again = merged((const char *const[]){t[1]}, 1);
        assert_string_equal(again, t[1]);
        free(again);
        same((const char *const[]){t[1], t[2]}, 2, (const char *const[]){t[2], t[1]}, 2, "commutative");
        same((const char *const[]){t[1], t[2], t[1]}, 3, (const char *const[]){t[1], t[2]}, 2, "idempotent");
        char *ab = merged((const char *const[]){t[0], t[1]}, 2),
             *bc = merged((const char *const[]){t[1], t[2]}, 2);
        same((const char *const[]){ab, t[2]}, 2, (const char *const[]){t[0], bc}, 2, "associative");
        free(ab);
        free(bc);
        for (int i = 0; i < 3; i++)
            free(t[i]);
    }
}

static void test_sorted(void **state)
{
    (void)state;
    struct ledger *l = fresh();
    struct buf out = BUF_INIT;
    struct err err;
    seed = 99;
    some_results(l, 20);
    must(ledger_export(l, &out, &err), &err);
    ledger_close(l, &err);
    struct str before = STR("");
    for (size_t at = 0; at < out.len;) {
        size_t end = str_find(buf_str(&out), STR("\n"), at);
        struct str line = str_sub(buf_str(&out), at, end);
        assert_true(str_cmp(before, line) < 0);
        expect_valid("schemas/ledger.schema.json", line);
        before = line;
        at = end + 1;
    }
    buf_release(&out);
}

#define HEAD "{\"kedb-ledger\":1}\n"
#define RUN                                                                                                  \
    "{\"type\":\"run\",\"name\":\"r\",\"scope\":\"all\",\"started\":\"2026-01-01T00:00:00Z\",\"status\":"    \
    "\"open\"}\n"

/* Wrong lines, and the start of the sentence. */
static const char *const wrong[][2] = {
    {"", "text: the export is empty"},
    {"\n\n", "text: the export is empty"},
    {"{}", "text:1: this is no export"},
    {"[1]", "text:1: this is no export"},
    {"{\"kedb-ledger\":2}\n", "text:1: the export has version 2, this kedb knows 1"},
    {"{\"kedb-ledger\":\"1\"}\n", "text:1: \"kedb-ledger\" is \"1\""},
    {HEAD "{", "text:2: "},
    {HEAD "7", "text:2: a line is one JSON object, not a number"},
    {HEAD "{\"type\":\"lnk\"}", "text:2: \"lnk\" is no type of line"},
    {HEAD "{\"typ\":\"link\"}", "text:2: \"type\" is missing"},
    {HEAD "{\"type\":\"link\"}", "text:2: \"url\" is missing"},
    {HEAD "{\"type\":\"link\",\"url\":\"\"}", "text:2: \"url\" is empty"},
    {HEAD "{\"type\":\"link\",\"url\":7}", "text:2: \"url\" is a number, and no string"},
    {HEAD "{\"type\":\"link\",\"url\":\"x\",\"uri\":1}",
     "text:2: a line of type \"link\" has no key \"uri\""},
    {HEAD "{\"type\":\"link\",\"url\":\"x\",\"url\":\"x\"}", "text:2: a key stands there twice"},
    {HEAD "{\"type\":\"link\",\"url\":\"a\\u0000\"}", "text:2: \"url\" holds a NUL"},
    {HEAD "\n{\"type\":\"attempt\",\"url\":\"x\",\"run\":\"r\",\"kind\":\"ok\",\"verdict\":\"ok\",\"at\":"
          "\"2026-01-01T00:00:00Z\"}",
     "text:3: there is no line of the run \"r\""},
    {HEAD RUN "{\"type\":\"attempt\",\"url\":\"x\",\"run\":\"r\",\"kind\":\"fine\",\"verdict\":\"ok\",\"at\":"
              "\"2026-01-01T00:00:00Z\"}",
     "text:3: \"kind\" is \"fine\""},
    {HEAD RUN "{\"type\":\"attempt\",\"url\":\"x\",\"run\":\"r\",\"kind\":\"ok\",\"verdict\":\"ok\",\"at\":"
              "\"2026-02-30T00:00:00Z\"}",
     "text:3: \"at\" is \"2026-02-30T00:00:00Z\", and no moment"},
    {HEAD RUN "{\"type\":\"attempt\",\"url\":\"x\",\"run\":\"r\",\"kind\":\"ok\",\"verdict\":\"ok\",\"at\":"
              "\"2026-01-01T00:00:00Z\",\"ms\":-1}",
     "text:3: \"ms\" is -1, and no whole number"},
    {HEAD "{\"type\":\"page\",\"url\":\"x\",\"checked\":\"2026-01-01T00:00:00Z\",\"ids\":[1]}",
     "text:2: \"ids\" holds a number"},
    {HEAD "{\"type\":\"acceptance\",\"url\":\"x\",\"at\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-02-30\","
          "\"verdict\":\"v\",\"reason\":\"r\"}",
     "text:2: \"until\" is \"2026-02-30\": February 2026 has 28 days"},
    {HEAD "{\"type\":\"run\",\"name\":\"r\",\"scope\":\"all\",\"started\":\"2026-01-01T00:00:00Z\","
          "\"status\":\"?\"}",
     "text:2: \"status\" is \"?\""},
};

/* Nothing of a text with a fault is taken. */
static void test_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct err err = {""};
        struct buf text = BUF_INIT, out = BUF_INIT;
        struct ledger *l = fresh();
        buf_adds(&text, wrong[i][0]);
        int rc = ledger_import(l, buf_str(&text), "text", &err);
        assert_int_equal(rc, -1);
        if (strncmp(err.msg, wrong[i][1], strlen(wrong[i][1])) != 0)
            fail_msg("\"%s\" instead of \"%s\"", err.msg, wrong[i][1]);
        must(ledger_export(l, &out, &err), &err);
        assert_string_equal(out.s, HEAD);
        ledger_close(l, &err);
        buf_release(&text);
        buf_release(&out);
    }
}

/* A run that turned out to be void on one machine takes back there what it said here. */
static void test_void_late(void **state)
{
    (void)state;
    struct err err;
    struct ledger *l = fresh();
    struct link_standing s;
    static const char
        open_run[] = HEAD
        "{\"type\":\"run\",\"name\":\"r\",\"scope\":\"all\",\"started\":\"2026-01-01T00:00:00Z\",\"status\":"
        "\"open\"}\n"
        "{\"type\":\"attempt\",\"url\":\"x\",\"run\":\"r\",\"kind\":\"failed\",\"verdict\":\"broken\","
        "\"at\":\"2026-01-01T00:00:00Z\"}\r\n",
        void_run[] =
            HEAD "{\"type\":\"run\",\"name\":\"r\",\"scope\":\"all\",\"started\":\"2026-01-01T00:00:00Z\","
                 "\"ended\":\"2026-01-01T00:00:09Z\",\"status\":\"void\"}\n";
    must(ledger_import(l, STR(open_run), "a", &err), &err);
    ledger_find(l, STR("x"), &s);
    assert_int_equal(s.state, LINK_SUSPECT);
    must(ledger_import(l, STR(void_run), "b", &err), &err);
    ledger_find(l, STR("x"), &s);
    assert_int_equal(s.state, LINK_NEW);
    must(ledger_import(l, STR(open_run), "a", &err), &err);
    ledger_find(l, STR("x"), &s);
    assert_int_equal(s.state, LINK_NEW);
    ledger_close(l, &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_sorted),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_void_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
