/* Scanning a stream against running every pattern on every line; matches over lines; lines without end. */
#include "support.h"

#include "regex/match.h"
#include "regex/scan.h"

struct seen {
    uint32_t pattern;
    uint64_t line, column;
    size_t len;
};

struct log {
    VEC(struct seen) at;
    size_t misses;
    size_t broken, broken_at;
    uint32_t which;
};

static void on_match(void *ctx, const struct scan_match *m)
{
    struct log *log = ctx;
    assert_true(m->to <= m->text.len && m->from < m->to);
    *vec_push(&log->at) = (struct seen){m->pattern, m->line, m->offset + m->from, m->to - m->from};
}

static void on_miss(void *ctx, const struct scan_match *m)
{
    struct log *log = ctx;
    assert_true(m->from <= m->text.len);
    log->misses++;
}

static void on_broken(void *ctx, uint32_t pattern, size_t at, const char *what)
{
    struct log *log = ctx;
    assert_true(*what);
    log->broken++;
    log->broken_at = at;
    log->which = pattern;
}

static uint64_t seed = 9;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

/* Feeds a text in pieces of up to `piece` bytes (0: whole blocks). */
static void scan(struct log *log, const char *const *patterns, size_t count, struct str text, size_t piece,
                 uint64_t *lines)
{
    struct str views[16];
    for (size_t i = 0; i < count; i++)
        views[i] = str_of(patterns[i]);
    struct scan_events events = {log, on_match, on_miss, on_broken};
    struct scanner *s = scanner_new(views, count, NULL, 0, &events);
    for (size_t at = 0; at < text.len;) {
        size_t room, n = piece ? 1 + below((unsigned)piece) : SIZE_MAX;
        char *to = scanner_room(s, &room);
        n = n < room ? n : room;
        n = n < text.len - at ? n : text.len - at;
        memcpy(to, text.s + at, n);
        scanner_filled(s, n);
        if (piece && !below(3))
            scanner_flush(s);
        at += n;
    }
    scanner_end(s);
    *lines = scanner_lines(s);
    scanner_free(s);
}

static const char *const patterns[] = {
    "connection refused",         "disk (?:is )?full", "k8s error \\d+", "^start", "end$",
    "\xE6\x96\x87\xE4\xBB\xB6.x", "\\d\\d\\d",         "a|bb",           "ſet"};
enum { COUNT = sizeof patterns / sizeof *patterns };

static void make_log(struct buf *b, int lines)
{
    static const char *const parts[] = {"connection refused",
                                        "Connection REFUSED",
                                        "disk is full",
                                        "disk  full",
                                        "K8S error 12",
                                        "\xE2\x84\xAA"
                                        "8s error 7",
                                        "start",
                                        "end",
                                        "end ",
                                        "\xE6\x96\x87\xE4\xBB\xB6"
                                        "yx",
                                        "12 34 567",
                                        "\xFF\xFE",
                                        "zzz",
                                        "bb",
                                        "set",
                                        "\xC5\xBF"
                                        "et",
                                        "",
                                        "connection refuse",
                                        "\r",
                                        "\xC3"};
    for (int i = 0; i < lines; i++) {
        for (unsigned n = below(4); n; n--)
            buf_addf(b, "%s ", parts[below(sizeof parts / sizeof *parts)]);
        if (!below(3))
            buf_adds(b, parts[below(sizeof parts / sizeof *parts)]);
        buf_adds(b, below(4) ? "\n" : "\r\n");
    }
    if (below(2))
        buf_adds(b, "connection refused");
}

/* Line by line, every pattern. */
static void brute(struct log *log, struct str text, uint64_t *lines)
{
    struct matcher *m = matcher_new();
    struct regex *r[COUNT];
    struct regex_fault fault;
    for (size_t i = 0; i < COUNT; i++)
        r[i] = regex_compile(str_of(patterns[i]), REGEX_CASELESS, &fault);
    *lines = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, STR("\n"), at), next = end == SIZE_MAX ? text.len : end + 1;
        end = end == SIZE_MAX ? text.len : end;
        if (end > at && text.s[end - 1] == '\r')
            end--;
        ++*lines;
        struct buf line = BUF_INIT;
        for (size_t i = at; i < end; i++) { /* what is not UTF-8 is "?" */
            struct str rest = str_sub(text, i, end);
            unsigned char c = (unsigned char)*rest.s;
            size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : 3;
            bool good = c < 0x80 || (c >= 0xC2 && c < 0xF0 && rest.len >= n);
            for (size_t k = 1; k < n && good; k++)
                good = (rest.s[k] & 0xC0) == 0x80;
            buf_add_str(&line, good ? str_sub(rest, 0, n) : STR("?"));
            i += good ? n - 1 : 0;
        }
        struct {
            size_t from;
            uint32_t pattern;
            size_t to;
        } hits[COUNT];
        size_t n = 0;
        for (uint32_t i = 0; i < COUNT; i++)
            if (regex_search(r[i], m, buf_str(&line), &hits[n].from, &hits[n].to) == REGEX_MATCH)
                hits[n++].pattern = i;
        for (size_t x = 0; x < n; x++) { /* by place, then pattern */
            size_t best = SIZE_MAX;
            for (size_t i = 0; i < n; i++)
                if (hits[i].pattern != UINT32_MAX && (best == SIZE_MAX || hits[i].from < hits[best].from))
                    best = i;
            *vec_push(&log->at) =
                (struct seen){hits[best].pattern, *lines, hits[best].from, hits[best].to - hits[best].from};
            hits[best].pattern = UINT32_MAX;
        }
        buf_release(&line);
        at = next;
    }
    for (size_t i = 0; i < COUNT; i++)
        regex_free(r[i]);
    matcher_free(m);
}

static bool same(const struct seen *a, const struct seen *b)
{
    return a->pattern == b->pattern && a->line == b->line && a->column == b->column && a->len == b->len;
}

static void test_brute_force(void **state)
{
    (void)state;
    for (int round = 0; round < 60; round++) {
        struct buf text = BUF_INIT;
        struct log got = {0}, want = {0};
        uint64_t lines, count;
        make_log(&text, round < 55 ? 60 : 60000);
        brute(&want, buf_str(&text), &count);
        scan(&got, patterns, COUNT, buf_str(&text), round < 50 ? 64 : 0, &lines);
        assert_int_equal(lines, count);
        for (size_t i = 0; i < got.at.len && i < want.at.len; i++)
            if (!same(&got.at.at[i], &want.at.at[i]))
                fail_msg("round %d: pattern %u line %lu column %lu, wanted pattern %u line %lu column %lu",
                         round, got.at.at[i].pattern, got.at.at[i].line, got.at.at[i].column,
                         want.at.at[i].pattern, want.at.at[i].line, want.at.at[i].column);
        assert_int_equal(got.at.len, want.at.len);
        vec_release(&got.at);
        vec_release(&want.at);
        buf_release(&text);
    }
}

static void test_over_lines(void **state)
{
    (void)state;
    static const char *const spanning[] = {"could not\\s+open\\s+the file", "open\nthe"};
    struct str text = STR("x\ncould not\nopen\nthe file\ncould not open the file\r\ncould\nnot open\n");
    for (size_t round = 0; round < 200; round++) {
        struct log got = {0};
        uint64_t lines;
        scan(&got, spanning, 2, text, round % 25, &lines);
        assert_int_equal(got.at.len, 3);
        assert_int_equal(got.at.at[0].line, 2);
        assert_int_equal(got.at.at[0].len, 23);
        assert_int_equal(got.at.at[1].line, 3);
        assert_int_equal(got.at.at[1].pattern, 1);
        assert_int_equal(got.at.at[2].line, 5);
        assert_int_equal(lines, 7);
        vec_release(&got.at);
    }
}

/* A line of five megabytes: found once, at its column, and what follows it as well. */
static void test_long_line(void **state)
{
    (void)state;
    struct buf text = BUF_INIT;
    for (int i = 0; i < 300000; i++)
        buf_adds(&text, "0123456789 \xE6\x96\x87 ");
    size_t column = text.len;
    buf_adds(&text, "connection refused");
    for (int i = 0; i < 100000; i++)
        buf_adds(&text, "abcdefghi ");
    buf_adds(&text, "\ndisk full\n");
    for (size_t piece = 0; piece < 200000; piece += 100000) {
        struct log got = {0};
        uint64_t lines;
        scan(&got, patterns, 2, buf_str(&text), piece, &lines);
        assert_int_equal(got.at.len, 2);
        assert_int_equal(got.at.at[0].column, column);
        assert_int_equal(got.at.at[1].line, 2);
        assert_int_equal(lines, 2);
        vec_release(&got.at);
    }
    buf_release(&text);
}

static void test_misses_and_nothing(void **state)
{
    (void)state;
    static const char *const one[] = {"refused by .* host", "(", "x*"};
    struct log got = {0};
    uint64_t lines;
    scan(&got, one, 3, STR("refused by the\n\nrefused by no host"), 0, &lines);
    assert_int_equal(got.at.len, 1);
    assert_true(got.misses >= 1);
    assert_int_equal(got.broken, 1);
    assert_int_equal(got.which, 1);
    assert_int_equal(got.broken_at, 0);
    scan(&got, one, 3, STR(""), 0, &lines);
    assert_int_equal(lines, 0);
    scan(&got, NULL, 0, STR("a\nb"), 0, &lines);
    assert_int_equal(lines, 2);
    vec_release(&got.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_brute_force), cmocka_unit_test(test_over_lines),
                                       cmocka_unit_test(test_long_line),
                                       cmocka_unit_test(test_misses_and_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
