/* Header lines of an answer, whatever servers make of them. */
#include "support.h"

#include "link/answer.h"

#include <time.h>

static void feed(struct answer *a, const char *lines)
{
    answer_begin(a, false);
    for (struct str v = str_of(lines); v.len;) {
        size_t end = str_find(v, STR("\n"), 0);
        end = end == SIZE_MAX ? v.len : end + 1;
        assert_true(answer_header(a, str_sub(v, 0, end)));
        v = str_sub(v, end, v.len);
    }
    answer_end(a, true);
}

static long retry_after(const char *value)
{
    struct answer a;
    struct buf b = BUF_INIT;
    buf_addf(&b, "HTTP/1.1 429 X\r\nRetry-After: %s\r\n\r\n", value);
    feed(&a, b.s);
    long got = a.retry_after;
    answer_release(&a);
    buf_release(&b);
    return got;
}

static void patience(void **state)
{
    (void)state;
    assert_int_equal(retry_after("120"), 120);
    assert_int_equal(retry_after(" 0 "), 0);
    assert_int_equal(retry_after("1.5"), 1);
    assert_int_equal(retry_after("99999999999999999999"), 999999999);
    static const char *const none[] = {"",
                                       "soon",
                                       "-5",
                                       "Sun, 06 Foo 1994 08:49:37 GMT",
                                       "Sun, 99 Nov 1994 08:49:37 GMT",
                                       "Sun, 06 Nov 1994",
                                       "12 monkeys"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(retry_after(none[i]), ANSWER_NO_WAIT);
    static const char *const past[] = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                                       "Sun Nov  6 08:49:37 1994"};
    for (size_t i = 0; i < sizeof past / sizeof *past; i++)
        assert_int_equal(retry_after(past[i]), 0);
    char text[64];
    time_t soon = time(NULL) + 100;
    struct tm tm;
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&soon, &tm));
    assert_in_range(retry_after(text), 98, 100);
}

static void lines(void **state)
{
    (void)state;
    struct answer a;
    feed(&a, "HTTP/1.1 103 Early Hints\r\nLocation: /wrong\r\n\r\nHTTP/1.1 301 Moved\r\nlocation:  /right "
             "\r\nLocation: /second\r\n"
             "Content-Type:\r\n text/html;\r\n\tcharset=x\r\nno colon\r\nX:\r\n\r\n");
    assert_int_equal(a.status, 301);
    assert_str_equal(a.location, "/right");
    assert_str_equal(a.content_type, "text/html; charset=x");
    assert_true(a.headed);
    answer_release(&a);
    feed(&a, "HTTP/1.1 200 OK\r\nContent-Ty");
    assert_false(a.headed);
    answer_release(&a);
    feed(&a, "HTTP/2 200\nSet-Cookie: a=1\nCF-Mitigated: challenge\n\n");
    assert_true(a.status == 200 && a.cookies && a.challenge);
    assert_null(a.location.s);
    answer_release(&a);
}

static void limits(void **state)
{
    (void)state;
    struct answer a;
    char line[1001];
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = 0;
    answer_begin(&a, false);
    size_t taken = 0;
    while (answer_header(&a, str_of(line)))
        taken++;
    assert_int_equal(taken, ANSWER_HEADERS / 1000);
    answer_end(&a, false);
    answer_release(&a);
    answer_begin(&a, false);
    answer_header(&a, STR("HTTP/1.1 200 OK\r\n"));
    answer_header(&a, STR("Content-Type: text/html\r\n"));
    answer_header(&a, STR("\r\n"));
    for (taken = 0; answer_body(&a, str_of(line), NULL, NULL); taken++)
        ;
    assert_int_equal(taken, ANSWER_ENOUGH / 1000); /* nothing is looked for */
    answer_end(&a, false);
    assert_false(a.page->whole);
    answer_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patience),
        cmocka_unit_test(lines),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
