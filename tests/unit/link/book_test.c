/* Rules see the same through a ledger, through its export, and through both. */
#include "support.h"

#include "link/book.h"
#include "link/lines.h"

#include <unistd.h>

static const int64_t night = (int64_t)20600 * 86400;

static void must(int rc, const struct err *err)
{
    if (rc != 0)
        fail_msg("%s", err->msg);
}

static void add(struct ledger *l, const char *url, const char *verdict, enum attempt_kind kind, int day)
{
    struct err err;
    const struct str near[] = {STR("a"), STR("\"b\"")};
    struct ledger_attempt a = {.url = str_of(url),
                               .verdict = str_of(verdict),
                               .kind = kind,
                               .at = night + (int64_t)day * 86400,
                               .final_url = kind == ATTEMPT_MOVED ? STR("https://e.org/there") : STR(""),
                               .new_url = kind == ATTEMPT_MOVED ? STR("https://e.org/there#\"x\"") : STR(""),
                               .nearest = near,
                               .nearest_count = kind == ATTEMPT_FAILED ? 2 : 0,
                               .why = STR("because of \"it\"")};
    must(ledger_add(l, &a, &err), &err);
}

static void fill(struct ledger *l)
{
    struct err err;
    const struct str headings[] = {STR("One"), STR("Two \"2\"")};
    struct ledger_page page = {.url = STR("https://e.org/there"),
                               .checked = night,
                               .whole = true,
                               .headings = headings,
                               .heading_count = 2};
    must(ledger_run_begin(l, &(struct ledger_run){.scope = "all", .now = night}, &err), &err);
    add(l, "https://e.org/moved", "ok-redirected-permanent", ATTEMPT_MOVED, 0);
    for (int day = 0; day < 10; day += 3)
        add(l, "https://e.org/bad#f", "fragment-missing", ATTEMPT_FAILED, day);
    add(l, "https://e.org/unknown", "timeout", ATTEMPT_UNKNOWN, 1);
    must(ledger_page_store(l, &page, &err), &err);
    must(ledger_accept(l, STR("https://e.org/unknown"), STR("for \"now\""), 20700, night, &err), &err);
}

static void check(const struct link_book *b)
{
    const struct ledger_link *link = link_book_find(b, STR("https://e.org/bad#f"));
    assert_non_null(link);
    assert_int_equal(link->standing.state, LINK_BROKEN);
    assert_int_equal(link->standing.failures, 4);
    assert_int_equal(day_of(link->standing.since), 20600);
    assert_int_equal(link->nearest_count, 2);
    assert_str_equal(link->nearest[1], "\"b\"");
    assert_str_equal(link->why, "because of \"it\"");
    link = link_book_find(b, STR("https://e.org/moved"));
    assert_str_equal(link->new_url, "https://e.org/there#\"x\"");
    assert_int_equal(link->standing.moves, 1);
    const struct ledger_page *page = link_book_page(b, STR("https://e.org/moved"));
    assert_non_null(page);
    assert_int_equal(page->heading_count, 2);
    assert_str_equal(page->headings[1], "Two \"2\"");
    link = link_book_find(b, STR("https://e.org/unknown"));
    assert_int_equal(link->accepted_until, 20700);
    assert_str_equal(link->accepted_reason, "for \"now\"");
    assert_null(link_book_find(b, STR("https://e.org/bad")));
    assert_null(link_book_page(b, STR("https://e.org/bad#f")));
}

static void test_same(void **state)
{
    (void)state;
    char folder[] = "/tmp/kedb-book-XXXXXX", db[64], lines[64];
    struct ledger *l;
    struct err err;
    struct buf out = BUF_INIT;
    assert_non_null(mkdtemp(folder));
    snprintf(db, sizeof db, "%s/links.db", folder);
    snprintf(lines, sizeof lines, "%s/links.jsonl", folder);
    must(ledger_open(&l, db, LEDGER_CREATE, &err), &err);
    fill(l);
    must(ledger_export(l, &out, &err), &err);
    must(ledger_close(l, &err), &err);
    must(file_write(lines, buf_str(&out), NULL, &err), &err);
    for (int which = 1; which <= 3; which++) {
        struct link_book *b = link_book_new();
        if (which & 1)
            must(link_book_read(b, db, &err), &err);
        if (which & 2)
            must(link_book_read(b, lines, &err), &err);
        check(b);
        link_book_free(b);
    }
    unlink(db);
    unlink(lines);
    rmdir(folder);
    buf_release(&out);
}

/* Of two that know a link the later look counts, in whichever order they are read. */
static void test_later(void **state)
{
    (void)state;
    static const char *const texts[] = {"{\"kedb-ledger\":1}\n{\"type\":\"link\",\"url\":\"u\",\"state\":"
                                        "\"ok\",\"checked\":\"2026-05-02T00:00:00Z\"}\n",
                                        "{\"kedb-ledger\":1}\n{\"type\":\"link\",\"url\":\"u\",\"state\":"
                                        "\"broken\",\"checked\":\"2026-05-01T00:00:00Z\"}\n"};
    for (int first = 0; first < 2; first++) {
        struct err err;
        struct link_book *b = link_book_new();
        must(link_book_read_lines(b, str_of(texts[first]), "x", &err), &err);
        must(link_book_read_lines(b, str_of(texts[!first]), "x", &err), &err);
        assert_int_equal(link_book_find(b, STR("u"))->standing.state, LINK_OK);
        link_book_free(b);
    }
}

static void test_wrong(void **state)
{
    (void)state;
    static const char *const texts[] = {"{}\n",
                                        "[]\n",
                                        "{\"kedb-ledger\":2}\n",
                                        "{\"type\":\"link\",\"url\":\"u\"}\n",
                                        "x",
                                        "{\"kedb-ledger\":1}\n{\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct err err = {""};
        struct link_book *b = link_book_new();
        assert_int_equal(link_book_read_lines(b, str_of(texts[i]), "x.jsonl", &err), -1);
        assert_int_equal(strncmp(err.msg, i == 5 ? "x.jsonl:2: " : "x.jsonl:1: ", 11), 0);
        link_book_free(b);
    }
}

/* A file that a run made and was killed before it wrote to: nothing is known, and nothing is wrong. */
static void test_empty(void **state)
{
    (void)state;
    char path[] = "/tmp/kedb-book-XXXXXX";
    struct err err;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct link_book *b = link_book_new();
    must(link_book_read(b, path, &err), &err);
    assert_null(link_book_find(b, STR("u")));
    unlink(path);
    assert_int_equal(link_book_read(b, path, &err), -1);
    assert_int_equal(link_book_read(b, "/tmp", &err), -1);
    link_book_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same),
        cmocka_unit_test(test_later),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
