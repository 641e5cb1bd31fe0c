/* A ledger's file: what goes in comes out, and what is no ledger is left alone. */
#include "support.h"

#include "link/ledger.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const int64_t night = (int64_t)20000 * 86400 + 7200;

struct scene {
    char folder[64], path[96];
    struct ledger *l;
    struct err err;
    int64_t now;
};

static int scene_begin(void **state)
{
    struct scene *s = mem_zalloc(1, sizeof *s);
    snprintf(s->folder, sizeof s->folder, "/tmp/kedb-ledger-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    snprintf(s->path, sizeof s->path, "%s/links.db", s->folder);
    s->now = night;
    *state = s;
    return 0;
}

static int scene_end(void **state)
{
    static const char *const names[] = {"links.db", "links.db-wal", "links.db-shm", "links.db-journal"};
    struct scene *s = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s/%s", s->folder, names[i]);
        unlink(path);
    }
    rmdir(s->folder);
    free(s);
    return 0;
}

static void must(struct scene *s, int rc)
{
    if (rc != 0)
        fail_msg("%s", s->err.msg);
}

static void open_ledger(struct scene *s, enum ledger_mode mode)
{
    must(s, ledger_open(&s->l, s->path, mode, &s->err));
}

static void close_ledger(struct scene *s)
{
    must(s, ledger_close(s->l, &s->err));
    s->l = NULL;
}

static void begin_run(struct scene *s, bool resume)
{
    must(s, ledger_run_begin(s->l, &(struct ledger_run){.scope = "all", .now = s->now, .resume = resume},
                             &s->err));
}

static void add(struct scene *s, const char *url, const char *verdict, enum attempt_kind kind)
{
    struct ledger_attempt a = {.url = str_of(url), .verdict = str_of(verdict), .kind = kind, .at = s->now};
    must(s, ledger_add(s->l, &a, &s->err));
}

static enum link_state state_of(struct scene *s, const char *url)
{
    struct link_standing st;
    ledger_find(s->l, str_of(url), &st);
    return st.state;
}

static void one_night(struct scene *s, enum attempt_kind kind, enum run_status end)
{
    begin_run(s, false);
    add(s, "https://e.org/a", kind == ATTEMPT_OK ? "ok" : "broken", kind);
    must(s, ledger_run_end(s->l, end, s->now, &s->err));
}

static void test_nights(void **state)
{
    struct scene *s = *state;
    open_ledger(s, LEDGER_CREATE);
    for (int i = 0; i < 8; i++, s->now += 86400) {
        one_night(s, ATTEMPT_FAILED, RUN_DONE);
        assert_int_equal(state_of(s, "https://e.org/a"), i < 7 ? LINK_SUSPECT : LINK_BROKEN);
        close_ledger(s);
        open_ledger(s, LEDGER_WRITE);
    }
    close_ledger(s);
}

/* A night without a network says nothing. */
static void test_void(void **state)
{
    struct scene *s = *state;
    open_ledger(s, LEDGER_CREATE);
    one_night(s, ATTEMPT_OK, RUN_DONE);
    for (int i = 0; i < 10; i++) {
        s->now += 86400;
        one_night(s, ATTEMPT_GONE, RUN_VOID);
        assert_int_equal(state_of(s, "https://e.org/a"), LINK_OK);
    }
    close_ledger(s);
}

static int count_attempts(void *ctx, const struct ledger_attempt *a, bool is_void)
{
    int *counts = ctx;
    assert_true(a->url.len > 0);
    counts[is_void]++;
    return 0;
}

static void test_history(void **state)
{
    struct scene *s = *state;
    int counts[2] = {0};
    open_ledger(s, LEDGER_CREATE);
    one_night(s, ATTEMPT_OK, RUN_DONE);
    s->now += 86400;
    one_night(s, ATTEMPT_FAILED, RUN_VOID);
    must(s, ledger_history(s->l, STR("https://e.org/a"), count_attempts, counts, &s->err));
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], 1);
    must(s, ledger_history(s->l, STR("https://e.org/none"), count_attempts, counts, &s->err));
    close_ledger(s);
}

static void test_resume(void **state)
{
    struct scene *s = *state;
    open_ledger(s, LEDGER_CREATE);
    begin_run(s, true); /* nothing to go on with: a new run */
    add(s, "https://e.org/a", "ok", ATTEMPT_OK);
    close_ledger(s); /* not ended */
    open_ledger(s, LEDGER_WRITE);
    begin_run(s, true);
    assert_true(ledger_run_has(s->l, STR("https://e.org/a")));
    assert_false(ledger_run_has(s->l, STR("https://e.org/b")));
    must(s, ledger_run_end(s->l, RUN_STOPPED, s->now, &s->err));
    begin_run(s, true);
    assert_true(ledger_run_has(s->l, STR("https://e.org/a")));
    must(s, ledger_run_end(s->l, RUN_DONE, s->now, &s->err));
    begin_run(s, true); /* the last one came to its end */
    assert_false(ledger_run_has(s->l, STR("https://e.org/a")));
    add(s, "https://e.org/a", "ok", ATTEMPT_OK);
    s->now += 86400;
    begin_run(s, true); /* stopped, but last night */
    assert_false(ledger_run_has(s->l, STR("https://e.org/a")));
    close_ledger(s);
}

static int take_link(void *ctx, const struct ledger_link *link)
{
    struct ledger_link *out = ctx;
    *out = *link;
    out->url = (struct str){mem_dup(link->url), link->url.len};
    out->verdict = (struct str){mem_dup(link->verdict), link->verdict.len};
    out->nearest = NULL;
    return 0;
}

static void drop_link(struct ledger_link *link)
{
    free((char *)link->url.s);
    free((char *)link->verdict.s);
}

static void test_acceptance(void **state)
{
    struct scene *s = *state;
    struct str url = STR("https://e.org/a");
    struct ledger_link link;
    open_ledger(s, LEDGER_CREATE);
    assert_int_equal(ledger_accept(s->l, url, STR("known"), 20100, s->now, &s->err), -1);
    one_night(s, ATTEMPT_FAILED, RUN_DONE);
    must(s, ledger_accept(s->l, url, STR("known"), 20100, s->now, &s->err));
    must(s, ledger_each(s->l, take_link, &link, &s->err));
    assert_int_equal(link.accepted_until, 20100);
    drop_link(&link);
    /* taken back by a later one */
    must(s, ledger_accept(s->l, url, STR("no more"), 19000, s->now + 1, &s->err));
    must(s, ledger_each(s->l, take_link, &link, &s->err));
    assert_int_equal(link.accepted_until, 19000);
    drop_link(&link);
    /* another verdict is not what was accepted */
    must(s, ledger_accept(s->l, url, STR("known"), 20100, s->now + 2, &s->err));
    s->now += 86400;
    one_night(s, ATTEMPT_OK, RUN_DONE);
    must(s, ledger_each(s->l, take_link, &link, &s->err));
    assert_int_equal(link.accepted_until, 0);
    drop_link(&link);
    begin_run(s, false);
    add(s, "https://e.org/u", "unsafe-target", ATTEMPT_UNSAFE);
    assert_int_equal(ledger_accept(s->l, STR("https://e.org/u"), STR("x"), 20100, s->now, &s->err), -1);
    close_ledger(s);
}

static void test_pages(void **state)
{
    struct scene *s = *state;
    struct arena arena = ARENA_INIT;
    struct str ids[] = {STR("one"), STR(""), STR("three\nlines")}, headings[] = {STR("A \"heading\"")};
    struct ledger_page page = {.url = STR("https://e.org/p"),
                               .checked = night,
                               .etag = STR("\"x\""),
                               .last_modified = STR(""),
                               .whole = true,
                               .ids = ids,
                               .id_count = 3,
                               .headings = headings,
                               .heading_count = 1};
    open_ledger(s, LEDGER_CREATE);
    must(s, ledger_page_store(s->l, &page, &s->err));
    must(s, ledger_host_store(s->l, &(struct ledger_host){STR("https://e.org:443"), night, 500, 2}, &s->err));
    must(s, ledger_probe_store(
                s->l, &(struct ledger_probe){STR("https://e.org/"), night, 404, STR("Gone"), 9}, &s->err));
    must(s, ledger_tick(s->l, &s->err));
    close_ledger(s);
    open_ledger(s, LEDGER_READ);
    struct ledger_page back;
    assert_true(ledger_page_find(s->l, STR("https://e.org/p"), &back, &arena));
    assert_int_equal(back.id_count, 3);
    for (int i = 0; i < 3; i++)
        assert_true(str_eq(back.ids[i], ids[i]));
    assert_true(str_eq(back.headings[0], headings[0]) && back.whole && back.checked == night);
    assert_str_equal(back.etag, "\"x\"");
    assert_false(ledger_page_find(s->l, STR("https://e.org/q"), &back, &arena));
    struct ledger_host host;
    assert_true(ledger_host_find(s->l, STR("https://e.org:443"), &host));
    assert_int_equal(host.interval_ms, 500);
    struct ledger_probe probe;
    assert_true(ledger_probe_find(s->l, STR("https://e.org/"), &probe, &arena));
    assert_str_equal(probe.title, "Gone");
    close_ledger(s);
    arena_release(&arena);
}

static void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
}

/* Every mode refuses the file as it is, says `word`, and leaves each byte where it was. */
static void refused(struct scene *s, const char *word)
{
    struct buf before = BUF_INIT, after = BUF_INIT;
    must(s, file_read(s->path, 0, &before, &s->err));
    for (int mode = LEDGER_READ; mode <= LEDGER_CREATE; mode++) {
        int rc = ledger_open(&s->l, s->path, (enum ledger_mode)mode, &s->err);
        if (rc == 0 && mode == LEDGER_READ) { /* found out while reading */
            rc = ledger_each(s->l, take_link, NULL, &s->err);
            ledger_close(s->l, &(struct err){""});
        }
        assert_int_equal(rc, -1);
        if (!strstr(s->err.msg, word) || !strstr(s->err.msg, s->path))
            fail_msg("\"%s\" does not say \"%s\"", s->err.msg, word);
        must(s, file_read(s->path, 0, &after, &s->err));
        assert_true(str_eq(buf_str(&before), buf_str(&after)));
    }
    buf_release(&before);
    buf_release(&after);
}

static void test_foreign(void **state)
{
    struct scene *s = *state;
    write_file(s->path, "{\"type\":\"ledger\"}\n", 18);
    refused(s, "no ledger");
    write_file(s->path, "x", 1);
    refused(s, "no ledger");
    unlink(s->path);
    sqlite3 *db;
    sqlite3_open(s->path, &db);
    sqlite3_exec(db, "CREATE TABLE mine(x); INSERT INTO mine VALUES(1)", NULL, NULL, NULL);
    sqlite3_close(db);
    refused(s, "another program's");
    assert_int_equal(ledger_open(&s->l, s->folder, LEDGER_CREATE, &s->err), -1);
    assert_non_null(strstr(s->err.msg, "folder"));
}

static void test_newer(void **state)
{
    struct scene *s = *state;
    open_ledger(s, LEDGER_CREATE);
    close_ledger(s);
    sqlite3 *db;
    sqlite3_open(s->path, &db);
    sqlite3_exec(db, "PRAGMA journal_mode=DELETE; PRAGMA user_version=2", NULL, NULL, NULL);
    sqlite3_close(db);
    refused(s, "version 2");
}

static void test_damaged(void **state)
{
    struct scene *s = *state;
    open_ledger(s, LEDGER_CREATE);
    begin_run(s, false);
    for (int i = 0; i < 500; i++) {
        char url[40];
        snprintf(url, sizeof url, "https://e.org/%d", i);
        add(s, url, "ok", ATTEMPT_OK);
    }
    must(s, ledger_run_end(s->l, RUN_DONE, s->now, &s->err));
    close_ledger(s);
    struct buf whole = BUF_INIT, hurt = BUF_INIT;
    must(s, file_read(s->path, 0, &whole, &s->err));
    buf_add_str(&hurt, buf_str(&whole));
    memset(hurt.s + 4096, 0xA5, hurt.len - 4096);
    write_file(s->path, hurt.s, hurt.len);
    refused(s, "damaged");
    write_file(s->path, whole.s, whole.len / 2 + 100);
    refused(s, "damaged");
    buf_release(&whole);
    buf_release(&hurt);
}

static void test_missing(void **state)
{
    struct scene *s = *state;
    for (int mode = LEDGER_READ; mode <= LEDGER_WRITE; mode++) {
        assert_int_equal(ledger_open(&s->l, s->path, (enum ledger_mode)mode, &s->err), -1);
        assert_non_null(strstr(s->err.msg, "No such file"));
        assert_int_equal(access(s->path, F_OK), -1);
    }
}

/* A second writer is refused, a reader reads what was committed and leaves nothing beside the file. */
static void test_locked(void **state)
{
    struct scene *s = *state;
    struct ledger *second;
    open_ledger(s, LEDGER_CREATE);
    one_night(s, ATTEMPT_OK, RUN_DONE);
    assert_int_equal(ledger_open(&second, s->path, LEDGER_WRITE, &s->err), -1);
    assert_non_null(strstr(s->err.msg, "another run"));
    must(s, ledger_open(&second, s->path, LEDGER_READ, &s->err));
    struct link_standing st;
    assert_true(ledger_find(second, STR("https://e.org/a"), &st));
    must(s, ledger_close(second, &s->err));
    close_ledger(s);
    open_ledger(s, LEDGER_READ);
    assert_int_equal(state_of(s, "https://e.org/a"), LINK_OK);
    close_ledger(s);
    char path[160];
    snprintf(path, sizeof path, "%s-shm", s->path);
    assert_int_equal(access(path, F_OK), -1);
    /* another program's transaction */
    sqlite3 *db;
    sqlite3_open(s->path, &db);
    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    int rc = ledger_open(&s->l, s->path, LEDGER_WRITE, &s->err);
    if (rc == 0) {
        rc = ledger_run_begin(s->l, &(struct ledger_run){.scope = "all", .now = s->now}, &s->err);
        ledger_close(s->l, &(struct err){""});
    }
    assert_int_equal(rc, -1);
    assert_non_null(strstr(s->err.msg, "another program"));
    sqlite3_close(db);
}

static int count_links(void *ctx, const struct ledger_link *link)
{
    (void)link;
    ++*(int *)ctx;
    return 0;
}

/* Killed at any moment, again and again: the file opens, at most one batch of results is gone, resume goes
 * on. */
static void test_killed(void **state)
{
    struct scene *s = *state;
    enum { LINKS = 3000, KILLS = 25 };
    open_ledger(s, LEDGER_CREATE);
    close_ledger(s);
    int kept = 0;
    for (int kill_at = 0; kill_at < KILLS; kill_at++) {
        int told[2];
        assert_int_equal(pipe(told), 0);
        pid_t pid = fork();
        if (pid == 0) { /* tells each result that it handed in */
            close(told[0]);
            if (ledger_open(&s->l, s->path, LEDGER_WRITE, &s->err) != 0)
                _exit(3);
            ledger_run_begin(s->l, &(struct ledger_run){.scope = "all", .now = s->now, .resume = true},
                             &s->err);
            for (int i = 0; i < LINKS; i++) {
                char url[40];
                snprintf(url, sizeof url, "https://e.org/%d", i);
                if (ledger_run_has(s->l, str_of(url)))
                    continue;
                struct ledger_attempt a = {.url = str_of(url), .verdict = STR("ok"), .at = s->now};
                if (ledger_add(s->l, &a, &s->err) != 0 || write(told[1], "", 1) != 1)
                    _exit(4);
            }
            for (;;)
                pause();
        }
        close(told[1]);
        /* some results, and then an end at a moment that nobody chose */
        int seen = 0, want = 1 + kill_at * 37 % 211;
        char byte;
        while (seen < want && kept + seen < LINKS && read(told[0], &byte, 1) == 1)
            seen++;
        kill(pid, SIGKILL);
        int status;
        waitpid(pid, &status, 0);
        while (read(told[0], &byte, 1) == 1)
            seen++;
        close(told[0]);
        int links = 0;
        open_ledger(s, LEDGER_READ);
        must(s, ledger_each(s->l, count_links, &links, &s->err));
        close_ledger(s);
        if (links < kept + seen - LEDGER_COMMIT_RESULTS || links > kept + seen + 1)
            fail_msg("kill %d: %d results handed in, %d kept", kill_at, kept + seen, links);
        kept = links;
    }
    assert_true(kept > 500);
}

int main(void)
{
#define SCENE(f) cmocka_unit_test_setup_teardown(f, scene_begin, scene_end)
    const struct CMUnitTest tests[] = {
        SCENE(test_nights),     SCENE(test_void),    SCENE(test_history), SCENE(test_resume),
        SCENE(test_acceptance), SCENE(test_pages),   SCENE(test_foreign), SCENE(test_newer),
        SCENE(test_damaged),    SCENE(test_missing), SCENE(test_locked),  SCENE(test_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
