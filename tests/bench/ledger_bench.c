/* The ledger: 10,000 verdicts with their pages recorded, exported, read back, and loaded for rules. */
#include "link/book.h"
#include "link/lines.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINKS = 10000, PAGES = 8500, HOSTS = 950, IDS = 60 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(int rc, const struct err *err)
{
    if (rc == 0)
        return;
    fprintf(stderr, "%s\n", err->msg);
    exit(2);
}

static double told;

static void tell(const char *what)
{
    double now = seconds();
    printf("%-42s %8.3f s\n", what, now - told);
    told = seconds();
}

static void record_all(struct ledger *l, int64_t at)
{
    struct err err;
    struct str ids[IDS], headings[IDS / 4];
    char texts[IDS][32];
    for (int i = 0; i < IDS; i++) {
        snprintf(texts[i], sizeof texts[i], "section-%d-of-the-page", i);
        ids[i] = str_of(texts[i]);
        if (i < IDS / 4)
            headings[i] = ids[i];
    }
    must(ledger_run_begin(l, &(struct ledger_run){.scope = "all", .now = at}, &err), &err);
    for (int i = 0; i < LINKS; i++) {
        char page[96], url[128];
        snprintf(page, sizeof page, "https://docs.host%d.example/guide/page-%d.html", i % HOSTS, i % PAGES);
        snprintf(url, sizeof url, "%s%s", page, i % 5 ? "" : "#section-3-of-the-page");
        if (i < PAGES) {
            struct ledger_page p = {.url = str_of(page),
                                    .checked = at,
                                    .etag = STR("\"5f3-61b2\""),
                                    .whole = true,
                                    .ids = ids,
                                    .id_count = IDS,
                                    .headings = headings,
                                    .heading_count = IDS / 4};
            must(ledger_page_store(l, &p, &err), &err);
        }
        struct ledger_attempt a = {.url = str_of(url),
                                   .verdict = STR("ok"),
                                   .kind = ATTEMPT_OK,
                                   .at = at + i / 100,
                                   .http_status = 200,
                                   .final_url = str_of(url),
                                   .requests = 1,
                                   .bytes = 8000,
                                   .ms = 120};
        must(ledger_add(l, &a, &err), &err);
    }
    must(ledger_run_end(l, RUN_DONE, at + 100, &err), &err);
}

int main(void)
{
    const char *path = "build/bench/ledger.db";
    struct err err;
    struct ledger *l;
    struct buf lines = BUF_INIT, again = BUF_INIT;
    unlink(path);
    must(ledger_open(&l, path, LEDGER_CREATE, &err), &err);
    told = seconds();
    record_all(l, 1764000000);
    tell("10,000 verdicts, 8,500 pages recorded");
    record_all(l, 1764600000);
    tell("the same a week later");
    must(ledger_export(l, &lines, &err), &err);
    tell("export");
    printf("%-42s %8.1f MB\n", "", (double)lines.len / 1e6);
    must(ledger_close(l, &err), &err);
    told = seconds();
    must(ledger_open(&l, NULL, LEDGER_CREATE, &err), &err);
    must(ledger_import(l, buf_str(&lines), "lines", &err), &err);
    tell("import");
    must(ledger_export(l, &again, &err), &err);
    if (!str_eq(buf_str(&lines), buf_str(&again)))
        return 1;
    must(ledger_close(l, &err), &err);
    told = seconds();
    struct link_book *b = link_book_new();
    must(link_book_read(b, path, &err), &err);
    tell("loaded for rules, from the ledger");
    link_book_free(b);
    b = link_book_new();
    must(link_book_read_lines(b, buf_str(&lines), "lines", &err), &err);
    tell("loaded for rules, from the export");
    struct hash h = {0};
    link_book_hash(b, &h);
    tell("its fingerprint");
    link_book_free(b);
    buf_release(&lines);
    buf_release(&again);
    return 0;
}
