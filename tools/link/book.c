/* Verdicts for rules: see book.h. */
#include "link/book.h"

#include "base/date.h"
#include "base/file.h"
#include "base/strmap.h"
#include "link/lines.h"
#include "link/stamp.h"
#include "json/doc.h"

struct acceptance {
    struct str url, verdict, reason;
    int64_t at;
    int32_t until;
};

struct link_book {
    struct arena arena;
    struct strmap by_url, by_page; /* into `links`, `pages` */
    VEC(struct ledger_link) links;
    VEC(struct ledger_page) pages;
    VEC(struct acceptance) acceptances; /* of the lines at hand */
};

struct link_book *link_book_new(void)
{
    return mem_zalloc(1, sizeof(struct link_book));
}

void link_book_free(struct link_book *b)
{
    if (!b)
        return;
    strmap_release(&b->by_url);
    strmap_release(&b->by_page);
    vec_release(&b->links);
    vec_release(&b->pages);
    vec_release(&b->acceptances);
    arena_release(&b->arena);
    free(b);
}

static struct str *copy_list(struct arena *a, const struct str *list, size_t count)
{
    struct str *out = arena_alloc(a, count * sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = arena_str(a, list[i]);
    return out;
}

static int add_link(void *ctx, const struct ledger_link *link)
{
    struct link_book *b = ctx;
    bool fresh;
    uint32_t *at = strmap_put(&b->by_url, link->url, (uint32_t)b->links.len, &fresh);
    if (!fresh && b->links.at[*at].standing.checked >= link->standing.checked)
        return 0;
    struct ledger_link own = *link;
    struct str *texts[] = {&own.url,     &own.verdict, &own.final_url,
                           &own.new_url, &own.why,     &own.accepted_reason};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_str(&b->arena, *texts[i]);
    own.nearest = copy_list(&b->arena, link->nearest, link->nearest_count);
    if (fresh) {
        b->by_url.entries[b->by_url.len - 1].key = own.url;
        *vec_push(&b->links) = own;
    } else {
        b->links.at[*at] = own;
    }
    return 0;
}

static int add_page(void *ctx, const struct ledger_page *page)
{
    struct link_book *b = ctx;
    bool fresh;
    uint32_t *at = strmap_put(&b->by_page, page->url, (uint32_t)b->pages.len, &fresh);
    if (!fresh && b->pages.at[*at].checked >= page->checked)
        return 0;
    struct ledger_page own = {.url = arena_str(&b->arena, page->url),
                              .checked = page->checked,
                              .whole = page->whole,
                              .headings = copy_list(&b->arena, page->headings, page->heading_count),
                              .heading_count = page->heading_count};
    if (fresh) {
        b->by_page.entries[b->by_page.len - 1].key = own.url;
        *vec_push(&b->pages) = own;
    } else {
        b->pages.at[*at] = own;
    }
    return 0;
}

/* ---- lines ---- */

struct line {
    struct json_doc doc;
    struct arena *arena;
};

static struct str get_str(struct line *l, const char *key)
{
    json_node n = json_get_key(&l->doc, 0, key);
    bool is_string = n != JSON_NONE && json_type(&l->doc, n) == JSON_STRING;
    return is_string ? json_string(&l->doc, n, l->arena) : STR("");
}

static int64_t get_stamp(struct line *l, const char *key)
{
    int64_t at;
    return stamp_parse(get_str(l, key), &at) == 0 ? at : 0;
}

static int64_t get_number(struct line *l, const char *key)
{
    json_node n = json_get_key(&l->doc, 0, key);
    double v = n != JSON_NONE && json_type(&l->doc, n) == JSON_NUMBER ? json_number(&l->doc, n) : 0;
    return v >= 0 && v < 9e15 ? (int64_t)v : 0;
}

static struct str *get_list(struct line *l, const char *key, size_t *count)
{
    json_node n = json_get_key(&l->doc, 0, key);
    *count = 0;
    if (n == JSON_NONE || json_type(&l->doc, n) != JSON_ARRAY)
        return NULL;
    struct str *list = arena_alloc(l->arena, json_cell(&l->doc, n)->count * sizeof *list);
    json_foreach_item (&l->doc, n, item)
        if (json_type(&l->doc, item) == JSON_STRING)
            list[(*count)++] = json_string(&l->doc, item, l->arena);
    return list;
}

static void read_link(struct link_book *b, struct line *l)
{
    struct ledger_link link = {.url = get_str(l, "url"),
                               .verdict = get_str(l, "verdict"),
                               .http_status = (int)get_number(l, "http_status"),
                               .final_url = get_str(l, "final_url"),
                               .new_url = get_str(l, "new_url"),
                               .why = get_str(l, "why")};
    struct link_standing *s = &link.standing;
    standing_init(s);
    link_state_parse(get_str(l, "state"), &s->state);
    s->since = get_stamp(l, "since");
    s->checked = get_stamp(l, "checked");
    s->confirmed = get_stamp(l, "confirmed");
    s->unknown_since = get_stamp(l, "unknown_since");
    s->failures = (uint32_t)get_number(l, "failures");
    s->moves = (uint32_t)get_number(l, "moves");
    date_parse(get_str(l, "due"), &s->due, NULL);
    link.nearest = get_list(l, "nearest", &link.nearest_count);
    add_link(b, &link);
}

static void read_page(struct link_book *b, struct line *l)
{
    json_node whole = json_get_key(&l->doc, 0, "whole");
    struct ledger_page page = {.url = get_str(l, "url"), .checked = get_stamp(l, "checked")};
    page.whole = whole != JSON_NONE && json_type(&l->doc, whole) == JSON_TRUE;
    page.headings = get_list(l, "headings", &page.heading_count);
    add_page(b, &page);
}

static void read_acceptance(struct link_book *b, struct line *l)
{
    struct acceptance a = {.url = arena_str(&b->arena, get_str(l, "url")),
                           .verdict = arena_str(&b->arena, get_str(l, "verdict")),
                           .reason = arena_str(&b->arena, get_str(l, "reason")),
                           .at = get_stamp(l, "at")};
    if (date_parse(get_str(l, "until"), &a.until, NULL) == 0)
        *vec_push(&b->acceptances) = a;
}

/* The one spoken last decides, and holds for the verdict it was spoken about: as in the ledger. */
static bool spoken_later(const struct acceptance *a, const struct acceptance *b)
{
    if (a->at != b->at)
        return a->at > b->at;
    if (a->until != b->until)
        return a->until > b->until;
    int c = str_cmp(a->verdict, b->verdict);
    return c ? c > 0 : str_cmp(a->reason, b->reason) > 0;
}

static void settle_acceptances(struct link_book *b)
{
    struct strmap last = STRMAP_INIT;
    for (size_t i = 0; i < b->acceptances.len; i++) {
        bool fresh;
        uint32_t *at = strmap_put(&last, b->acceptances.at[i].url, (uint32_t)i, &fresh);
        if (!fresh && spoken_later(&b->acceptances.at[i], &b->acceptances.at[*at]))
            *at = (uint32_t)i;
    }
    for (uint32_t i = 0; i < last.len; i++) {
        const struct acceptance *a = &b->acceptances.at[last.entries[i].value];
        uint32_t *at = strmap_get(&b->by_url, a->url);
        if (at && str_eq(b->links.at[*at].verdict, a->verdict)) {
            b->links.at[*at].accepted_until = a->until;
            b->links.at[*at].accepted_reason = a->reason;
        }
    }
    b->acceptances.len = 0;
    strmap_release(&last);
}

/* Lines written by this program are read for what rules want, most of them not at all. */
static bool is_of_use(struct str line)
{
    static const char *const starts[] = {"{\"type\":\"attempt\"", "{\"type\":\"host\"", "{\"type\":\"probe\"",
                                         "{\"type\":\"run\""};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(line, str_of(starts[i])))
            return false;
    return line.len > 0;
}

static int read_line(struct link_book *b, struct line *l, struct str text, bool first, struct err *err)
{
    struct json_fault fault;
    if (json_parse(&l->doc, text, &fault) != 0)
        return err_set(err, "%s (byte %zu)", fault.what, fault.at + 1);
    if (first && get_number(l, "kedb-ledger") != LINES_VERSION)
        return err_set(err,
                       "this is no export of a ledger that this kedb knows: {\"kedb-ledger\":%d} is missing",
                       LINES_VERSION);
    struct str type = get_str(l, "type");
    if (str_is(type, "link"))
        read_link(b, l);
    else if (str_is(type, "page"))
        read_page(b, l);
    else if (str_is(type, "acceptance"))
        read_acceptance(b, l);
    return 0;
}

int link_book_read_lines(struct link_book *b, struct str text, const char *name, struct err *err)
{
    struct arena arena = ARENA_INIT;
    struct line l = {.arena = &arena};
    size_t number = 0;
    int rc = 0;
    bool first = true;
    for (size_t at = 0; rc == 0 && at < text.len;) {
        size_t end = str_find(text, STR("\n"), at);
        struct str line = str_sub(text, at, end == SIZE_MAX ? text.len : end);
        at += line.len + 1;
        number++;
        if (!is_of_use(line))
            continue;
        rc = read_line(b, &l, line, first, err);
        if (rc != 0)
            err_prefix(err, "%s:%zu", name, number);
        first = false;
        arena_reset(&arena);
    }
    settle_acceptances(b);
    json_release(&l.doc);
    arena_release(&arena);
    return rc;
}

static int read_ledger(struct link_book *b, const char *path, struct err *err)
{
    struct ledger *l;
    struct err unused;
    if (ledger_open(&l, path, LEDGER_READ, err) != 0)
        return -1;
    int rc = ledger_each(l, add_link, b, err) == 0 && ledger_each_page(l, add_page, b, err) == 0 ? 0 : -1;
    ledger_close(l, &unused);
    return rc;
}

int link_book_read(struct link_book *b, const char *path, struct err *err)
{
    struct buf text = BUF_INIT;
    bool lines = false, empty = false;
    if (ledger_looks_like(path, &lines, &empty, err) != 0)
        return -1;
    if (empty) /* made by a run that was killed before it wrote anything */
        return 0;
    if (!lines)
        return read_ledger(b, path, err);
    int rc = file_read(path, 0, &text, err);
    if (rc == 0)
        rc = link_book_read_lines(b, buf_str(&text), path, err);
    buf_release(&text);
    return rc;
}

const struct ledger_link *link_book_find(const struct link_book *b, struct str url)
{
    const uint32_t *at = strmap_get(&b->by_url, url);
    return at ? &b->links.at[*at] : NULL;
}

const struct ledger_page *link_book_page(const struct link_book *b, struct str url)
{
    const struct ledger_link *link = link_book_find(b, url);
    if (link && link->final_url.len)
        url = link->final_url;
    size_t hash = str_find(url, STR("#"), 0);
    const uint32_t *at = strmap_get(&b->by_page, str_sub(url, 0, hash == SIZE_MAX ? url.len : hash));
    return at ? &b->pages.at[*at] : NULL;
}

void link_book_hash(const struct link_book *b, struct hash *h)
{
    const struct ledger_link *link;
    const struct ledger_page *page;
    vec_foreach (link, &b->links) {
        const struct link_standing *s = &link->standing;
        const int64_t numbers[] = {(int64_t)s->state, s->since,    s->checked, s->confirmed,
                                   s->unknown_since,  s->failures, s->moves,   link->accepted_until};
        hash_add(h, link->url);
        hash_add(h, (struct str){(const char *)numbers, sizeof numbers});
        hash_add(h, link->verdict);
        hash_add(h, link->new_url);
        hash_add(h, link->why);
        for (size_t i = 0; i < link->nearest_count; i++)
            hash_add(h, link->nearest[i]);
    }
    vec_foreach (page, &b->pages) {
        hash_add(h, page->url);
        hash_add_number(h, page->whole);
        for (size_t i = 0; i < page->heading_count; i++)
            hash_add(h, page->headings[i]);
    }
}
