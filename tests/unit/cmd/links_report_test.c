/* Choosing links, and the report on them: order, loudness, the JSON's schema. */
#include "valid.h"

#include "cmd/links_report.h"

static const int64_t night = (int64_t)20600 * 86400 + 7200;

static void must(int rc, const struct err *err)
{
    if (rc != 0)
        fail_msg("%s", err->msg);
}

static struct ledger *fresh(void)
{
    struct ledger *l;
    struct err err;
    must(ledger_open(&l, NULL, LEDGER_CREATE, &err), &err);
    must(ledger_run_begin(l, &(struct ledger_run){.scope = "all", .now = night}, &err), &err);
    return l;
}

static void saw(struct ledger *l, const char *url, enum attempt_kind kind, int days_ago)
{
    struct err err;
    struct ledger_attempt a = {
        .url = str_of(url), .verdict = STR("ok"), .kind = kind, .at = night - (int64_t)days_ago * 86400};
    must(ledger_add(l, &a, &err), &err);
}

static void add_urls(struct plan *p)
{
    static const char *const urls[] = {"https://a.org/new", "https://a.org/good", "https://b.org/bad#x",
                                       "https://b.org/old", "https://c.org/\"odd\"|`<b>\n"};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct plan_url *u = plan_add(p, str_of(urls[i]));
        for (uint32_t k = 0; k <= i % 2; k++)
            *vec_push(&u->places) = (struct plan_place){.path = k ? "records/z/z.json" : "records/a/b.json",
                                                        .line = 10 + (uint32_t)i,
                                                        .column = 5,
                                                        .end_line = 10 + (uint32_t)i,
                                                        .end_column = 30,
                                                        .start = 100,
                                                        .end = 125,
                                                        .pointer = "/sources/0",
                                                        .official = k == 1};
    }
}

static void choose(struct links_scope *scope, struct ledger *l, const char *want)
{
    struct plan p = PLAN_INIT;
    struct buf got = BUF_INIT;
    add_urls(&p);
    links_choose(scope, l, &p);
    const struct plan_url *u;
    vec_foreach (u, &p.urls)
        buf_addf(&got, "%.*s ", STR_FMT(str_sub(u->url, 14, 17)));
    if (strcmp(got.s ? got.s : "", want) != 0)
        fail_msg("\"%s\" instead of \"%s\"", got.s, want);
    buf_clear(&got);
    links_show_plan(scope, l, &p, &got); /* runs over whatever is there */
    assert_non_null(strstr(got.s, "nothing was fetched"));
    buf_release(&got);
    links_scope_release(scope);
    plan_release(&p);
}

static void test_choice(void **state)
{
    (void)state;
    struct ledger *l = fresh();
    struct err err;
    saw(l, "https://a.org/good", ATTEMPT_OK, 1);
    saw(l, "https://b.org/bad#x", ATTEMPT_FAILED, 3);
    saw(l, "https://b.org/old", ATTEMPT_OK, 100);
    struct links_scope s = {.name = "due", .max = SIZE_MAX, .today = 20600};
    choose(&s, l, "new bad old \"od ");
    assert_int_equal(s.not_due, 1);
    assert_int_equal(s.found, 5);
    s = (struct links_scope){.name = "all", .max = SIZE_MAX, .today = 20600};
    choose(&s, l, "new goo bad old \"od ");
    s = (struct links_scope){.name = "due", .max = 3, .today = 20600};
    choose(&s, l, "new old \"od "); /* never looked at, then due for longest */
    assert_int_equal(s.over_max, 1);
    s = (struct links_scope){.name = "due", .max = SIZE_MAX, .today = 20600};
    choose(&s, NULL, "new goo bad old \"od ");
    /* the run at hand has three of them already */
    s = (struct links_scope){.name = "all", .max = SIZE_MAX, .today = 20600, .resume = true};
    choose(&s, l, "new \"od ");
    assert_int_equal(s.done_before, 3);
    /* shards share out everything once */
    size_t total = 0;
    for (unsigned k = 1; k <= 3; k++) {
        struct plan p = PLAN_INIT;
        add_urls(&p);
        s = (struct links_scope){
            .name = "all", .max = SIZE_MAX, .shard = "x", .shard_index = k, .shard_count = 3};
        links_choose(&s, NULL, &p);
        assert_int_equal(p.urls.len + s.other_shards, 5);
        total += p.urls.len;
        links_scope_release(&s);
        plan_release(&p);
    }
    assert_int_equal(total, 5);
    must(ledger_close(l, &err), &err);
}

/* A report on the five URLs; `l` may be NULL. */
static void report_on(struct links_report *r, struct plan *p, const struct links_scope *scope,
                      struct ledger *l)
{
    static const enum verdict verdicts[] = {VERDICT_OK, VERDICT_PERMANENT, VERDICT_FRAGMENT_MISSING,
                                            VERDICT_BROKEN, VERDICT_TIMEOUT};
    struct err err;
    add_urls(p);
    *r = (struct links_report){.plan = p, .scope = scope};
    for (size_t i = 0; i < 5; i++) {
        const struct str near[] = {STR("near"), STR("\"near\" er")};
        struct outcome o = {.index = i,
                            .url = p->urls.at[i].url,
                            .verdict = verdicts[i],
                            .at = night,
                            .http_status = i == 3   ? 404
                                           : i == 4 ? 0
                                                    : 200,
                            .new_url = i == 1 ? STR("https://a.org/better") : STR(""),
                            .fragment = i == 2 ? FRAGMENT_MISSING : FRAGMENT_NONE,
                            .nearest = near,
                            .nearest_count = i == 2 ? 2 : 0,
                            .why = i >= 3 ? STR("why | `not`\x1b[2J") : STR("")};
        if (l)
            must(ledger_record(l, &o, &err), &err);
        links_report_add(r, &o, l);
    }
    must(links_report_finish(r, l, &err), &err);
}

static void expect_order(const struct links_report *r, const char *want)
{
    static const char letters[] = "-iwe";
    struct buf got = BUF_INIT;
    for (size_t i = 0; i < r->rows.len; i++)
        buf_addf(&got, "%c%u%s ", letters[r->rows.at[i].severity],
                 (unsigned)(r->rows.at[i].u -
                            (r->rows.at[i].rested ? r->scope->resting.urls.at : r->plan->urls.at)),
                 r->rows.at[i].rested ? "r" : "");
    if (strcmp(got.s, want) != 0)
        fail_msg("\"%s\" instead of \"%s\"", got.s, want);
    buf_release(&got);
}

static void test_loudness(void **state)
{
    (void)state;
    struct links_report r;
    struct err err;
    struct plan p = PLAN_INIT;
    struct links_scope all = {.name = "all", .today = 20600},
                       changed = {.name = "changed", .today = 20600, .contribution = true};
    report_on(&r, &p, &all, NULL);
    expect_order(&r, "e3 e2 w1 i4 -0 ");
    assert_int_equal(links_report_code(&r, SEVERITY_ERROR), EXIT_FINDINGS);
    links_report_release(&r);
    plan_release(&p);
    p = (struct plan)PLAN_INIT;
    report_on(&r, &p, &changed, NULL);
    expect_order(&r, "e3 e2 w1 w4 -0 ");
    links_report_release(&r);
    plan_release(&p);
    /* by the ledger one failure is no broken link */
    p = (struct plan)PLAN_INIT;
    struct ledger *l = fresh();
    report_on(&r, &p, &all, l);
    expect_order(&r, "w1 i3 i2 -4 -0 ");
    assert_int_equal(links_report_code(&r, SEVERITY_ERROR), EXIT_CLEAN);
    assert_int_equal(links_report_code(&r, SEVERITY_WARNING), EXIT_FINDINGS);
    links_report_release(&r);
    /* a contribution is judged by this run, whatever the ledger says */
    plan_release(&p);
    p = (struct plan)PLAN_INIT;
    report_on(&r, &p, &changed, l);
    expect_order(&r, "e3 e2 w1 w4 -0 ");
    links_report_release(&r);
    plan_release(&p);
    p = (struct plan)PLAN_INIT;
    must(ledger_accept(l, STR("https://a.org/good"), STR("they know"), 20601, night, &err), &err);
    report_on(&r, &p, &all, l);
    expect_order(&r, "i3 i2 -1 -4 -0 ");
    links_report_release(&r);
    plan_release(&p);
    ledger_close(l, &err);
}

/* What this run does not look at, but the ledger knows as broken, is in the report of every night. */
static void test_resting(void **state)
{
    (void)state;
    struct links_report r;
    struct err err;
    struct buf out = BUF_INIT;
    struct plan p = PLAN_INIT;
    struct ledger *l = fresh();
    for (int ago = 9; ago >= 1; ago -= 4)
        saw(l, "https://b.org/bad#x", ATTEMPT_FAILED, ago);
    saw(l, "https://b.org/old", ATTEMPT_MOVED, 1);
    saw(l, "https://a.org/good", ATTEMPT_OK, 1);
    must(ledger_run_end(l, RUN_DONE, night, &err), &err);
    must(ledger_run_begin(l, &(struct ledger_run){.scope = "due", .now = night}, &err), &err);
    struct links_scope s = {.name = "due", .max = SIZE_MAX, .today = 20600};
    add_urls(&p);
    links_choose(&s, l, &p);
    assert_int_equal(p.urls.len, 2);
    r = (struct links_report){.plan = &p, .scope = &s};
    struct outcome o = {
        .index = 0, .url = p.urls.at[0].url, .verdict = VERDICT_DNS_ERROR, .gone = true, .at = night};
    must(ledger_record(l, &o, &err), &err);
    links_report_add(&r, &o, l);
    /* the network was at fault: what the run said is taken back */
    must(ledger_run_end(l, RUN_VOID, night, &err), &err);
    must(links_report_finish(&r, l, &err), &err);
    expect_order(&r, "e0r w1r -0 ");
    assert_int_equal(links_report_code(&r, SEVERITY_ERROR), EXIT_FINDINGS);
    links_report_json(&r, &out);
    expect_valid("schemas/links-report.schema.json", buf_str(&out));
    buf_clear(&out);
    links_report_text(&r, &out);
    assert_non_null(strstr(out.s, "last looked at on 2026-05-26, since 2026-05-18 (3 nights)"));
    links_report_release(&r);
    links_scope_release(&s);
    plan_release(&p);
    buf_release(&out);
    ledger_close(l, &err);
}

static void test_shapes(void **state)
{
    (void)state;
    for (int with = 0; with < 2; with++) {
        struct links_report r;
        struct err err;
        struct buf out = BUF_INIT;
        struct plan p = PLAN_INIT;
        struct links_scope all = {.name = "all", .today = 20600};
        struct ledger *l = with ? fresh() : NULL;
        static const char *const failures[] = {"a.json: cannot be opened"};
        report_on(&r, &p, &all, l);
        r.failures = failures;
        r.failure_count = 1;
        links_report_json(&r, &out);
        expect_valid("schemas/links-report.schema.json", buf_str(&out));
        buf_clear(&out);
        links_report_text(&r, &out);
        assert_null(strchr(out.s, '\x1b'));
        assert_non_null(strstr(out.s, "https://b.org/bad#x\n"));
        assert_non_null(strstr(out.s, "= help: write https://a.org/better\n"));
        assert_non_null(strstr(out.s, "did you mean #near or #\"near\" er?"));
        assert_non_null(strstr(out.s, "records/z/z.json:11:5  /sources/0  (official)"));
        buf_clear(&out);
        links_report_markdown(&r, &out);
        assert_null(strchr(out.s, '\x1b'));
        assert_non_null(strstr(out.s, with ? "## To watch" : "## Broken"));
        buf_clear(&out);
        links_report_findings(&r, "github", &out);
        assert_non_null(
            strstr(out.s, "::warning file=records/z/z.json,line=11,col=5,endColumn=30,title=link/moved::"));
        for (int k = 0; k < 2; k++) { /* whole, whatever is in it */
            buf_clear(&out);
            links_report_findings(&r, k ? "sarif" : "junit", &out);
            assert_non_null(strstr(out.s, "link/moved"));
            assert_null(strchr(out.s, 0x1b));
        }
        links_report_release(&r);
        plan_release(&p);
        buf_release(&out);
        ledger_close(l, &err);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_loudness),
        cmocka_unit_test(test_resting),
        cmocka_unit_test(test_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
