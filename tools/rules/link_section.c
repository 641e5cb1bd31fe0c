/* link/section: the heading that a record names is on the official page. */
#include "base/similar.h"
#include "engine/rule.h"
#include "link/book.h"
#include "json/pointer.h"

static void check_section(struct check *c);

#define URL "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html"
#define PAGE                                                                                                 \
    "{\"type\":\"page\",\"url\":\"" URL "\",\"checked\":\"2026-05-20T02:00:00Z\",\"whole\":true,\"ids\":[]," \
    "\"headings\":[\"HTTP 502 status code (Bad Gateway)\",\"SSL/TLS  negotiation failure\"]}\n"

const struct rule rule_link_section = {
    .id = "link/section",
    .summary = "the official section must be a heading of the official page",
    .why = "A reader searches the page for the heading that the record names.",
    .rate = "headings that a script draws after loading are not seen: pages like that are left alone when "
            "they were "
            "recognised as such",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_OFFICIAL_SECTION) | ROLE_BIT(ROLE_OFFICIAL_LINK),
    .check = check_section,
    .fixes = true,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"official_doc_section\": \"SSL/TLS negotiation failures\"}",
             .ledger = PAGE,
             .at = "/official_doc_section",
             .fixed = "{\"official_doc_section\": \"SSL/TLS negotiation failure\"}"},
            {.bad = "{\"official_doc_section\": \"Nothing like it\"}",
             .ledger = PAGE,
             .at = "/official_doc_section"},
            {.bad = "{\"official_doc_url\": \"" URL "#ssl-tls-negotiation-failure\"}",
             .ledger = PAGE,
             .at = "/official_doc_section",
             .fixed =
                 "{\"official_doc_url\": \"" URL "#ssl-tls-negotiation-failure\", \"official_doc_section\": "
                 "\"SSL/TLS negotiation failure\"}"},
            {.good = "{\"official_doc_section\": \"ssl/tls negotiation failure\"}", .ledger = PAGE},
            {.good = "{\"official_doc_section\": \"Anything\"}"},
            {.good = "{}", .ledger = PAGE},
            {0},
        },
};

/* A heading as it is compared: blanks as one, no mark of its own link at the end, ASCII case folded. */
static struct str fold(struct str v, struct arena *a)
{
    static const char *const marks[] = {"\u00b6", "#", "\u00a7", "\U0001f517"};
    v = str_trim(v);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_ends(v, str_of(marks[i])) && v.len > strlen(marks[i]))
            v = str_trim(str_sub(v, 0, v.len - strlen(marks[i])));
    char *out = arena_alloc(a, v.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        unsigned char ch = (unsigned char)v.s[i];
        if (ascii_is_space(ch))
            ch = ' ';
        if (ch != ' ' || (n && out[n - 1] != ' '))
            out[n++] = (char)ascii_lower(ch);
    }
    return (struct str){out, n};
}

/* The heading as it would be written in a record. */
static struct str shown(struct str v, struct arena *a)
{
    struct str folded = fold(v, a);
    char *out = arena_alloc(a, v.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < v.len && n < folded.len; i++) {
        bool space = ascii_is_space((unsigned char)v.s[i]);
        if (!space || (n && out[n - 1] != ' '))
            out[n++] = space ? ' ' : v.s[i];
    }
    return (struct str){out, n};
}

/* The id that most generators make of a heading: letters and digits, a dash for what stands between. */
static struct str slug(struct str v, struct arena *a)
{
    struct str folded = fold(v, a);
    char *out = arena_alloc(a, folded.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < folded.len; i++) {
        unsigned char ch = (unsigned char)folded.s[i];
        if (ascii_is_alnum(ch) || ch >= 0x80)
            out[n++] = (char)ch;
        else if (n && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n && out[n - 1] == '-')
        n--;
    return (struct str){out, n};
}

static void check_named(struct check *c, json_node node, const struct ledger_page *page)
{
    struct str name = record_string(c->rec, node, c->arena), folded = fold(name, c->arena);
    struct similar near = similar_to(folded);
    struct str best = STR("");
    if (!folded.len)
        return;
    for (size_t i = 0; i < page->heading_count; i++) {
        struct str heading = fold(page->headings[i], c->arena);
        size_t before = near.best.s ? near.distance : SIZE_MAX;
        if (str_eq(heading, folded))
            return;
        similar_offer(&near, heading);
        if (near.best.s && near.distance < before)
            best = shown(page->headings[i], c->arena);
    }
    struct finding *f =
        finding_at(c, &rule_link_section, node, "the official page has no heading \"%.*s\"", STR_FMT(name));
    if (best.len) {
        finding_help(c, f, "did you mean \"%.*s\"?", STR_FMT(best));
        finding_replace_string(c, f, node, best);
        f->unsafe = true;
    } else {
        finding_help(c, f, "write a heading as it stands on the page, or null");
    }
}

/* A section that is null, where the link's fragment is plainly made of a heading: that heading is offered. */
static void offer(struct check *c, json_node url, const struct ledger_page *page)
{
    const struct roles *roles = c->run->roles;
    struct str link = record_string(c->rec, url, c->arena);
    size_t hash = str_find(link, STR("#"), 0);
    if (hash == SIZE_MAX || !roles->role_counts[ROLE_OFFICIAL_SECTION])
        return;
    const struct role_place *place = &roles->places[roles->by_role[ROLE_OFFICIAL_SECTION][0]];
    json_node node = json_pointer_find(c->rec->doc, place->pattern);
    if (node == JSON_NONE || json_type(c->rec->doc, node) != JSON_NULL)
        return;
    struct str fragment = fold(str_sub(link, hash + 1, link.len), c->arena);
    for (size_t i = 0; i < page->heading_count && fragment.len; i++) {
        if (!str_eq(slug(page->headings[i], c->arena), fragment))
            continue;
        struct str heading = shown(page->headings[i], c->arena);
        struct finding *f =
            finding_at(c, &rule_link_section, node, "the link's fragment is the heading \"%.*s\" of the page",
                       STR_FMT(heading));
        struct buf text = BUF_INIT;
        json_quote(&text, heading);
        const struct json_cell *cell = json_cell(c->rec->doc, node);
        finding_help(c, f, "write it, so that a reader finds the place when ids change");
        finding_edit(c, f, cell->start, cell->end - cell->start, buf_str(&text));
        buf_release(&text);
        return;
    }
}

static void check_section(struct check *c)
{
    json_node url = record_first(c->rec, ROLE_OFFICIAL_LINK),
              node = record_first(c->rec, ROLE_OFFICIAL_SECTION);
    if (!c->run->links || url == JSON_NONE)
        return;
    const struct ledger_page *page = link_book_page(c->run->links, record_string(c->rec, url, c->arena));
    if (!page || !page->whole || !page->heading_count)
        return;
    if (node != JSON_NONE)
        check_named(c, node, page);
    else
        offer(c, url, page);
}
