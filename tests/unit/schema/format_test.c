/* Formats: each with what it takes, what it refuses, and the sentence. */
#include "support.h"

#include "base/utf8.h"
#include "schema/format.h"

static const struct {
    const char *format;
    struct str value;
    const char *says; /* NULL: it is one */
} cases[] = {
#define V(literal)                                                                                           \
    {                                                                                                        \
        (literal), sizeof(literal) - 1                                                                       \
    }
    {"date", V("2024-02-29"), NULL},
    {"date", V("2024-02-30"), "February 2024 has 29 days"},
    {"date", V("2023-13-01"), "no month 13"},
    {"date", V("2023-02-01T10:00:00Z"), "no time of day"},
    {"date-time", V("1998-12-31T23:59:60Z"), NULL},
    {"date-time", V("1998-12-31T15:59:60.5-08:00"), NULL},
    {"date-time", V("1998-12-31T22:59:60Z"), "leap second"},
    {"date-time", V("2024-01-01"), "time is missing"},
    {"date-time", V("2024-01-01 10:00:00Z"), "T stands between"},
    {"date-time", V("2024-01-01T10:00:00"), "offset from UTC is missing"},
    {"date-time", V("2024-02-30T10:00:00Z"), "February 2024 has 29 days"},
    {"date-time", V("2024-01-01T24:00:00Z"), "no hour 24"},
    {"time", V("08:30:06.28z"), NULL},
    {"time", V("08:60:06Z"), "no minute 60"},
    {"time", V("08:30:06,5Z"), "point"},
    {"time", V("08:30:06+1:00"), "+01:00"},
    {"time", V("8:30:06Z"), "hh:mm:ss"},
    {"duration", V("P1Y2M3DT4H5M6S"), NULL},
    {"duration", V("P2W"), NULL},
    {"duration", V("P1Y2W"), "W"},
    {"duration", V("P1Y2D"), "M is missing between Y and D"},
    {"duration", V("P2D1Y"), "order"},
    {"duration", V("PT0.5S"), "whole"},
    {"duration", V("P"), "at least one"},
    {"duration", V("1D"), "begins with P"},
    {"email", V("joe.bloggs@example.com"), NULL},
    {"email", V("\"joe bloggs\"@[IPv6:::1]"), NULL},
    {"email", V("joe bloggs@example.com"), "quotes"},
    {"email", V("joe..b@example.com"), "dot"},
    {"email", V("joe"), "@ is missing"},
    {"email", V("joe@"), "host"},
    {"email", V("joe@a_b.com"), "underscore"},
    {"email", V("jo\xC3\xA9@example.com"), "idn-email"},
    {"idn-email", V("jo\xC3\xA9@caf\xC3\xA9.com"), NULL},
    {"idn-email", V("a@b\xC3\xA9\0.com"), "control"},
    {"hostname", V("www.example.com"), NULL},
    {"hostname", V("example.com."), "label is empty"},
    {"hostname", V("-a.com"), "hyphen"},
    {"hostname", V("xn--X"), "Punycode"},
    {"idn-hostname",
     V("b\xC3\xBC"
       "cher.example"),
     NULL},
    {"idn-hostname",
     V("B\xC3\xBC"
       "cher.example"),
     "lower case"},
    {"idn-hostname", V("a\xC2\xB7l"), "RFC 5892"},
    {"idn-hostname", V("0a.\xD7\x90"), "directions"},
    {"ipv4", V("127.0.0.1"), NULL},
    {"ipv4", V("127.0.0.256"), "255"},
    {"ipv4", V("127.0.0.01"), "leading zeros"},
    {"ipv4", V("10.0.0.0/8"), "network"},
    {"ipv6", V("1::d6:192.168.0.1"), NULL},
    {"ipv6", V("1::2::3"), "once"},
    {"ipv6", V("fe80::1%eth0"), "zone"},
    {"ipv6", V("1:2:3"), "eight groups"},
    {"uri", V("https://example.com/a?b#c"), NULL},
    {"uri", V("example.com"), "scheme"},
    {"uri", V("https://example.com/a b"), "blanks"},
    {"uri", V("https://example.com/\xC3\xA9"), "%XX"},
    {"uri", V("https://example.com/{id}"), "%7B"},
    {"uri", V("https://example.com:http/"), "port"},
    {"uri", V("https://example.com/%4"), "hexadecimal"},
    {"uri-reference", V("a/b:c"), NULL},
    {"uri-reference", V("a:b:c"), NULL},
    {"uri-reference", V("1:b"), "./"},
    {"iri", V("https://example.com/\xC3\xA9"), NULL},
    {"iri-reference", V("/\xEF\xBF\xBE"), "U+FFFE"},
    {"uri-template", V("/a/{id:3}{?q*,r}"), NULL},
    {"uri-template", V("/a/{id"), "not closed"},
    {"uuid", V("2eb8aa08-aa98-11ea-b4aa-73b441d16380"), NULL},
    {"uuid", V("2eb8aa08"), "36"},
    {"uuid", V("2eb8aa08-aa98-11ea-b4ga-73b441d16380"), "character 22"},
    {"json-pointer", V("/a~1b"), NULL},
    {"json-pointer", V("a"), "begins with /"},
    {"json-pointer", V("/~2"), "0 or 1"},
    {"relative-json-pointer", V("1/a"), NULL},
    {"relative-json-pointer", V("0-1#"), NULL},
    {"relative-json-pointer", V("01"), "leading zeros"},
    {"regex", V("^[a-z]+$"), NULL},
    {"regex", V("(?i)a"), "inline flags"},
    {"regex", V("^\\S(|(.|\\n)*\\S)\\Z"), "\\Z"},
};

static void test_formats(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {""};
        format_check *check = format_find(str_of(cases[i].format));
        assert_non_null(check);
        bool ok = check(cases[i].value, &err);
        if (ok != !cases[i].says || check(cases[i].value, NULL) != ok ||
            (!ok && (!strstr(err.msg, cases[i].says) || strlen(err.msg) < 10)))
            fail_msg("%s: %s gives \"%s\"", cases[i].format, cases[i].value.s, ok ? "valid" : err.msg);
        for (size_t len = 0; len <= cases[i].value.len;
             len++) { /* no prefix is read past its end: the sanitizer sees it */
            char *copy = mem_alloc(len);
            memcpy(copy, cases[i].value.s, len);
            struct str cut = {copy, len};
            if (utf8_valid(cut) == len)
                check(cut, &err);
            free(copy);
        }
    }
}

static void test_names(void **state)
{
    (void)state;
    assert_null(format_find(STR("color")));
    assert_str_equal(format_nearest(STR("datetime")), "date-time");
    assert_int_equal(format_nearest(STR("colour")).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_formats), cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
