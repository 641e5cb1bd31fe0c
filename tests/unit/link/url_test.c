/* URLs and addresses: what is one page, and what is never asked. */
#include "support.h"

#include "link/address.h"
#include "link/url.h"

static const struct net nets[] = {{{{[10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1}}, 128}};
static const struct str names[] = {{"docs.acme.test", 14}, {"localhost", 9}};
static const struct url_policy policy = {nets, 1, names, 2};

static void normalised(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"HTTP://Docs.ACME.com:80/Path", "http://docs.acme.com/Path"},
        {"https://docs.acme.com:443", "https://docs.acme.com/"},
        {"https://docs.acme.com:8443/", "https://docs.acme.com:8443/"},
        {"http://docs.acme.com:443/", "http://docs.acme.com:443/"},
        {"https://docs.acme.com?q=1", "https://docs.acme.com/?q=1"},
        {"https://docs.acme.com/?", "https://docs.acme.com/?"},
        {"https://docs.acme.com/a%2fb%c3%b6", "https://docs.acme.com/a%2Fb%C3%B6"},
        {"https://docs.acme.com/%FF%FE", "https://docs.acme.com/%FF%FE"},
        {"https://docs.acme.com/100%", "https://docs.acme.com/100%"},
        {"https://docs.acme.com/文档", "https://docs.acme.com/%E6%96%87%E6%A1%A3"},
        {"https://docs.acme.com/a b?c d", "https://docs.acme.com/a%20b?c%20d"},
        {"https://docs.acme.com/x?a[b]=1|2", "https://docs.acme.com/x?a[b]=1|2"},
        {"https://docs.acme.com/a/./b/../c", "https://docs.acme.com/a/c"},
        {"https://docs.acme.com/a/%2e%2E/c/.", "https://docs.acme.com/c/"},
        {"https://docs.acme.com/../../c/..", "https://docs.acme.com/"},
        {"https://docs.acme.com/a//b/", "https://docs.acme.com/a//b/"},
        {"https://docs.acme.com/x?b=2&a=1#f", "https://docs.acme.com/x?b=2&a=1"},
        {"https://docs.acme.com/x?u=/../y", "https://docs.acme.com/x?u=/../y"},
        {" https://docs.acme.com/a\n/b ", "https://docs.acme.com/a/b"},
        {"https:\\\\docs.acme.com\\x", "https://docs.acme.com/x"},
        {"http://b\u00fccher.acme.com/", "http://xn--bcher-kva.acme.com/"},
        {"http://B\u00dcCHER.acme.com/", "http://xn--bcher-kva.acme.com/"},
        {"http://stra\u00dfe.acme.com/", "http://xn--strae-oqa.acme.com/"},
        {"http://docs%2Eacme.com/", "http://docs.acme.com/"},
        {"http://docs.acme.com./", "http://docs.acme.com./"},
        {"http://0x7f.1/ok", "http://127.0.0.1/ok"},
        {"http://2130706433/ok", "http://127.0.0.1/ok"},
        {"http://0177.0.0.01/ok", "http://127.0.0.1/ok"},
        {"http://[2606:4700:0:0::1111]/", "http://[2606:4700::1111]/"},
        {"http://docs.acme.test./", "http://docs.acme.test./"},
        {"http://docs.acme.test/", "http://docs.acme.test/"},
    };
    struct arena a = ARENA_INIT;
    struct url u;
    struct err err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (url_parse(str_of(rows[i][0]), NULL, &policy, &a, &u, &err) != URL_FINE)
            fail_msg("%s: %s", rows[i][0], err.msg);
        assert_string_equal(u.page.s, rows[i][1]);
        struct str once = u.page;
        assert_int_equal(url_parse(once, NULL, &policy, &a, &u, &err), URL_FINE);
        assert_true(str_eq(once, u.page));
    }
    arena_release(&a);
}

static void refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum url_state state;
    } rows[] = {
        {"", URL_INVALID},
        {"docs.acme.com/x", URL_INVALID},
        {"/x", URL_INVALID},
        {"http:///x", URL_INVALID},
        {"http:/docs.acme.com/x", URL_INVALID},
        {"http:docs.acme.com", URL_INVALID},
        {"https://", URL_INVALID},
        {"https://#x", URL_INVALID},
        {"http://[bad", URL_INVALID},
        {"http://[::1", URL_INVALID},
        {"http://[fe80::1%25eth0]/", URL_INVALID},
        {"http://a..com/", URL_INVALID},
        {"http://a b.com/", URL_INVALID},
        {"http://a%00b.com/", URL_INVALID},
        {"http://a<b.com/", URL_INVALID},
        {"http://256.1.1.1/", URL_INVALID},
        {"http://1.2.3.4.5/", URL_INVALID},
        {"http://127.0.0.1:99999/x", URL_INVALID},
        {"http://127.0.0.1:8a/x", URL_INVALID},
        {"http://127.0.0.1:0/x", URL_INVALID},
        {"ftp://docs.acme.com/x", URL_INVALID},
        {"javascript:void(0)", URL_INVALID},
        {"mailto:a@acme.com", URL_INVALID},
        {"file:///etc/passwd", URL_UNSAFE},
        {"http://user:secret@docs.acme.com/", URL_INVALID},
        {"http://docs.acme.com@127.0.0.66/", URL_UNSAFE},
        {"http://docs.example/x", URL_RESERVED},
        {"http://www.example.com/x", URL_RESERVED},
        {"http://nonexistent.invalid./x", URL_RESERVED},
        {"http://www.localhost/x", URL_UNSAFE},
        {"http://docs.acme.com:22/", URL_UNSAFE},
        {"http://127.0.0.66/", URL_UNSAFE},
        {"http://127.66/", URL_UNSAFE},
        {"http://0x7f.0.0.0x42/", URL_UNSAFE},
        {"http://2130706498/", URL_UNSAFE},
        {"http://017700000102/", URL_UNSAFE},
        {"http://\uff11\uff12\uff17.0.0.66/", URL_UNSAFE},
        {"http://127.0.0.66./", URL_UNSAFE},
        {"http://%31%32%37.0.0.66/", URL_UNSAFE},
        {"http://[::ffff:127.0.0.66]/", URL_UNSAFE},
        {"http://[::ffff:7f00:42]/", URL_UNSAFE},
        {"http://[::1]/", URL_UNSAFE},
        {"http://[64:ff9b::7f00:42]/", URL_UNSAFE},
        {"http://[2002:7f00:42::]/", URL_UNSAFE},
        {"http://169.254.169.254/latest/", URL_UNSAFE},
        {"http://10.1.2.3/", URL_UNSAFE},
        {"http://0/", URL_UNSAFE},
        {"http://[fd00::1]/", URL_UNSAFE},
        {"http://[2001:db8::1]/", URL_UNSAFE},
    };
    struct arena a = ARENA_INIT;
    struct url u;
    struct err err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        err.msg[0] = 0;
        enum url_state got = url_parse(str_of(rows[i].text), NULL, &policy, &a, &u, &err);
        if (got != rows[i].state)
            fail_msg("%s: %d, %s", rows[i].text, got, err.msg);
        assert_true(*err.msg);
    }
    arena_release(&a);
}

/* Whatever is plain is fine, and the usual addresses are plain. */
static void plain(void **state)
{
    (void)state;
    static const char *const yes[] = {"https://redis.io", "https://docs.acme.com/a/b?c=d#e",
                                      "https://a-1.b2.org/%zz|\\<x>"};
    static const char *const no[] = {"",
                                     "https://",
                                     "http://acme.com/",
                                     "https:///x",
                                     "https://acme.com:80/",
                                     "https://u@acme.com/",
                                     "https://Acme.com/",
                                     "https://10.0.0.1/",
                                     "https://0x7f.1/",
                                     "https://a.0x7f/",
                                     "https://localhost/",
                                     "https://x.localhost",
                                     "https://example.com/",
                                     "https://a.example",
                                     "https://printer.local/",
                                     "https://acme..com/",
                                     "https://.com/",
                                     "https://acme.com./",
                                     "https://-a.com/",
                                     "https://xn--a.com/",
                                     "https://acme.com/a b",
                                     "https://acme.com/\x7f",
                                     "https://acme.com/\xC3\xBC",
                                     "https://acme.com/x\n",
                                     " https://acme.com/",
                                     "https://acme.com/ ",
                                     "https://acme.com?x",
                                     "https://acme.com#x"};
    struct arena a = ARENA_INIT;
    struct url url;
    struct err err;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        assert_true(url_is_plain(str_of(yes[i])));
        assert_int_equal(url_parse(str_of(yes[i]), NULL, NULL, &a, &url, &err), URL_FINE);
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (url_is_plain(str_of(no[i])))
            fail_msg("%s", no[i]);
    /* Texts at random of what addresses are made of. */
    static const char *const parts[] = {"a",       "b1",  ".", "-", "com", "test", "local", "1",
                                        "0x7",     "/",   ":", "@", "%2e", "?",    "#",     "xn--",
                                        "example", "www", "[", "]", "\\",  "host"};
    uint32_t r = 7;
    for (int k = 0; k < 20000; k++) {
        struct buf text = BUF_INIT;
        buf_adds(&text, "https://");
        for (uint32_t n = (r >> 8) % 7; n-- > 0; r = r * 1664525u + 1013904223u)
            buf_adds(&text, parts[(r >> 16) % (sizeof parts / sizeof *parts)]);
        r = r * 1664525u + 1013904223u;
        if (url_is_plain(buf_str(&text)) && url_parse(buf_str(&text), NULL, NULL, &a, &url, &err) != URL_FINE)
            fail_msg("%s: %s", text.s, err.msg);
        buf_release(&text);
        arena_reset(&a);
    }
    arena_release(&a);
}

static void joined(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"../../ok2", "http://docs.acme.com/ok2"},
        {"/ok2", "http://docs.acme.com/ok2"},
        {"x", "http://docs.acme.com/a/b/x"},
        {"?q", "http://docs.acme.com/a/b/c?q"},
        {"#f", "http://docs.acme.com/a/b/c?x=1"},
        {"", NULL},
        {"//docs.other.com/y", "http://docs.other.com/y"},
        {"//b\u00fccher.acme.com/y", "http://xn--bcher-kva.acme.com/y"},
        {"https://docs.other.com/y", "https://docs.other.com/y"},
        {"/d\u00f6c", "http://docs.acme.com/d%C3%B6c"},
        {"/a b", "http://docs.acme.com/a%20b"},
        {"./", "http://docs.acme.com/a/b/"},
        {"..", "http://docs.acme.com/a/"},
        {"/x?u=http://z/", "http://docs.acme.com/x?u=http://z/"},
    };
    struct arena a = ARENA_INIT;
    struct url base, u;
    struct err err;
    assert_int_equal(url_parse(STR("http://docs.acme.com/a/b/c?x=1#old"), NULL, NULL, &a, &base, &err), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum url_state got = url_parse(str_of(rows[i][0]), &base, NULL, &a, &u, &err);
        assert_int_equal(got, rows[i][1] ? URL_FINE : URL_INVALID);
        if (rows[i][1] && strcmp(u.page.s, rows[i][1]) != 0)
            fail_msg("%s gives %s", rows[i][0], u.page.s);
    }
    assert_int_equal(url_parse(STR("#f"), &base, NULL, &a, &u, &err), URL_FINE);
    assert_str_equal(u.fragment, "f");
    assert_int_equal(url_parse(STR("x"), &base, NULL, &a, &u, &err), URL_FINE);
    assert_null(u.fragment.s);
    assert_int_equal(url_parse(STR("x#"), &base, NULL, &a, &u, &err), URL_FINE);
    assert_non_null(u.fragment.s);
    assert_int_equal(url_parse(STR("mailto:x@acme.com"), &base, NULL, &a, &u, &err), URL_UNSAFE);
    assert_int_equal(url_parse(STR("//127.0.0.66/x"), &base, NULL, &a, &u, &err), URL_UNSAFE);
    assert_int_equal(url_parse(STR("\\\\127.0.0.66/x"), &base, NULL, &a, &u, &err), URL_UNSAFE);
    arena_release(&a);
}

static void networks(void **state)
{
    (void)state;
    struct net n;
    struct err err;
    struct address in, out;
    assert_int_equal(net_parse("10.0.0.0/9", &n, &err), 0);
    assert_int_equal(address_parse_v4(STR("10.127.255.255"), &in), 1);
    assert_int_equal(address_parse_v4(STR("10.128.0.0"), &out), 1);
    assert_true(net_holds(&n, &in));
    assert_false(net_holds(&n, &out));
    assert_int_equal(net_parse("::1", &n, &err), 0);
    assert_int_equal(net_parse("::/0", &n, &err), 0);
    assert_true(net_holds(&n, &in));
    static const char *const bad[] = {"",        "10.0.0.0/33", "10.0.0/8",   "10.0.0.0/",
                                      "::1/129", "x/8",         "10.0.0.0/-1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(net_parse(bad[i], &n, &err), -1);
    assert_true(address_parse_v6(STR("2606:4700::1111"), &in) && address_is_public(&in));
    assert_true(address_parse_v6(STR("64:ff9b::808:808"), &in) && address_is_public(&in));
    assert_true(address_parse_v6(STR("2001:0:1::"), &in) && !address_is_public(&in));
    assert_true(address_parse_v6(STR("ff02::1"), &in) && !address_is_public(&in));
    assert_int_equal(address_parse_v4(STR("8.8.8.8"), &in), 1);
    assert_true(address_is_public(&in));
    assert_int_equal(address_parse_v4(STR("docs.acme.com"), &in), 0);
    assert_int_equal(address_parse_v4(STR("1.2.3.x"), &in), 0);
    assert_int_equal(address_parse_v4(STR("x.1"), &in), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normalised), cmocka_unit_test(refused),  cmocka_unit_test(plain),
        cmocka_unit_test(joined),     cmocka_unit_test(networks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
