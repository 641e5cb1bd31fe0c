/* Official hosts: the list that is built in covers every domain of the record schema; matching. */
#include "link/host.h"
#include "link/official.h"
#include "record/builtin.h"
#include "valid.h"

static void test_builtin(void **state)
{
    (void)state;
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct arena arena = ARENA_INIT;
    struct err err;
    struct official_hosts *strict = official_read(official_builtin_text(), "official-hosts.json", &err);
    assert_non_null(strict); /* what official_builtin() does not look at again */
    official_free(strict);
    struct official_hosts *o = official_builtin();
    assert_non_null(o);
    expect_valid("schemas/official-hosts.schema.json", official_builtin_text());
    assert_int_equal(json_parse(&doc, builtin_record_schema(), &fault), 0);
    json_node domains =
        json_get_key(&doc, json_get_key(&doc, json_get_key(&doc, 0, "properties"), "domain"), "enum");
    assert_true(domains != JSON_NONE);
    json_foreach_item (&doc, domains, item) {
        struct str domain = json_string(&doc, item, &arena);
        if (official_judge(o, domain, STR("https://nobody.example/")) != OFFICIAL_NO)
            fail_msg("the domain %.*s has no official hosts", STR_FMT(domain));
    }
    official_free(o);
    json_release(&doc);
    arena_release(&arena);
}

static const char list[] =
    "{\"domains\": {\"a\": [\"docs.a.org\", \"*.b.org\", \"github.com/a/\", \"www.c.org/docs\"]},"
    " \"community\": [\"*.forum.org\", \"docs.a.org/blog\"]}";

static void test_judge(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum official_answer answer;
    } rows[] = {
        {"https://docs.a.org", OFFICIAL_YES},
        {"https://docs.a.org/x", OFFICIAL_YES},
        {"https://DOCS.A.ORG:8443/x", OFFICIAL_YES},
        {"https://docs.a.org./x", OFFICIAL_YES},
        {"https://www.docs.a.org/x", OFFICIAL_YES},
        {"https://a.org/x", OFFICIAL_NO},
        {"https://x.docs.a.org/x", OFFICIAL_NO},
        {"https://docs.a.org@evil.net/", OFFICIAL_NO},
        {"https://evil.net/docs.a.org", OFFICIAL_NO},
        {"https://evil.net?docs.a.org", OFFICIAL_NO},
        {"https://evil.net\\@docs.a.org/", OFFICIAL_NO},
        {"https://docs.a.org.evil.net/", OFFICIAL_NO},
        {"https://b.org/", OFFICIAL_YES},
        {"https://x.y.b.org/", OFFICIAL_YES},
        {"https://xb.org/", OFFICIAL_NO},
        {"https://github.com/a/repo", OFFICIAL_YES},
        {"https://github.com/A/repo", OFFICIAL_YES},
        {"https://github.com/ab/repo", OFFICIAL_NO},
        {"https://github.com/", OFFICIAL_NO},
        {"https://c.org/docs?x", OFFICIAL_YES},
        {"https://c.org/docsets", OFFICIAL_NO},
        {"https://x.forum.org/", OFFICIAL_COMMUNITY},
        {"https://docs.a.org/blog/1", OFFICIAL_COMMUNITY},
        {"", OFFICIAL_NO},
    };
    struct err err;
    struct official_hosts *o = official_read(STR(list), "list", &err);
    assert_non_null(o);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (official_judge(o, STR("a"), str_of(rows[i].url)) != rows[i].answer)
            fail_msg("%s: not %d", rows[i].url, rows[i].answer);
    assert_int_equal(official_judge(o, STR("other"), STR("https://docs.b.net/")), OFFICIAL_NO_LIST);
    official_free(o);
}

static void test_wrong(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", "list:1:1: "},
        {"[]", "list:1:1: an object"},
        {"{}", "list:1:1: \"domains\" is missing"},
        {"{\"domains\": []}", "list:1:13: an object"},
        {"{\"domains\": {\"a\": \"x.org\"}}", "list:1:19: an array"},
        {"{\"domains\": {\"a\": [\"X.org\"]}}", "list:1:20: a host in lower case"},
        {"{\"domains\": {\"a\": [\"https://x.org\"]}}", "list:1:20: a host"},
        {"{\"domains\": {\"a\": [\"localhost\"]}}", "list:1:20: a host"},
        {"{\"domains\": {\"a\": [\"x.org\"], \"a\": []}}", "list:1:30: this key stands here twice"},
        {"{\"domain\": {}}", "list:1:2: only"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err err = {""};
        assert_null(official_read(str_of(rows[i][0]), "list", &err));
        if (strncmp(err.msg, rows[i][1], strlen(rows[i][1])) != 0)
            fail_msg("\"%s\" instead of \"%s\"", err.msg, rows[i][1]);
    }
}

static void test_hosts(void **state)
{
    (void)state;
    assert_str_equal(url_host(STR("https://u:p@h.org:8/x")), "h.org");
    assert_str_equal(url_host(STR("https://[::1]:8/x")), "[::1]");
    assert_str_equal(url_host(STR("mailto:x@y")), "");
    assert_str_equal(url_rest(STR("https://h.org/x?y#z")), "/x?y#z");
    assert_str_equal(url_rest(STR("https://h.org")), "");
}

/* Shares are stable, of whole hosts, and together everything. */
static void test_shards(void **state)
{
    (void)state;
    unsigned counts[4] = {0}, k, n;
    for (int i = 0; i < 400; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://Host%d.example.org:%d/%d", i, i, i);
        unsigned shard = url_shard(str_of(url), 4);
        snprintf(url, sizeof url, "http://hoST%d.example.org/", i);
        assert_int_equal(url_shard(str_of(url), 4), shard);
        counts[shard]++;
    }
    for (int i = 0; i < 4; i++)
        assert_true(counts[i] > 60 && counts[i] < 140);
    assert_int_equal(url_shard(STR("https://docs.aws.amazon.com/x"), 1000), 440); /* whatever the version */
    assert_int_equal(shard_parse("2/3", &k, &n), 0);
    assert_true(k == 2 && n == 3);
    static const char *const bad[] = {"",     "1",  "0/3", "4/3",  "1/0",     "-1/3",
                                      "1/3x", "1/", "/3",  "1 /3", "1/10001", "99999999999/1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(shard_parse(bad[i], &k, &n), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_builtin), cmocka_unit_test(test_judge),  cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_hosts),   cmocka_unit_test(test_shards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
