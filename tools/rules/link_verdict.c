/* link/broken, link/fragment, link/moved, link/unsafe, link/unknown: what the ledger knows of a record's
 * links. */
#include "base/date.h"
#include "engine/rule.h"
#include "link/book.h"
#include "link/host.h"

static void check_links(struct check *c);

#define URL "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html"
/* A line of a link that was last looked at on 2026-05-20, and what else it says. */
#define LINE(rest) "{\"type\":\"link\",\"url\":\"" URL "\",\"checked\":\"2026-05-20T02:00:00Z\"," rest "}\n"
#define BROKEN                                                                                               \
    LINE("\"state\":\"broken\",\"since\":\"2026-05-01T02:00:00Z\",\"failures\":3,\"verdict\":\"broken\","    \
         "\"http_status\":404,\"why\":\"the server answers 404\"")
#define ACCEPTED(until)                                                                                      \
    "{\"type\":\"acceptance\",\"url\":\"" URL "\",\"at\":\"2026-05-21T00:00:00Z\",\"until\":\"" until "\","  \
    "\"verdict\":\"broken\",\"reason\":\"known\"}\n"
#define FRAGMENT(fragment)                                                                                   \
    "{\"type\":\"link\",\"url\":\"" URL "#" fragment                                                         \
    "\",\"state\":\"broken\",\"since\":\"2026-05-01T02:00:00Z\","                                            \
    "\"checked\":\"2026-05-20T02:00:00Z\",\"verdict\":\"fragment-missing\",\"nearest\":[\"origin-tls\","     \
    "\"origin\"]}\n"
#define MOVED(times, to)                                                                                     \
    LINE("\"state\":\"moved\",\"since\":\"2026-05-01T02:00:00Z\",\"moves\":" times                           \
         ",\"verdict\":\"ok-redirected-permanent\",\"new_url\":\"" to "\"")

const struct rule rule_link_broken = {
    .id = "link/broken",
    .summary = "a link must not be known as broken",
    .why = "A reader who follows it finds nothing. A link counts as broken after failures in three nights "
           "over a "
           "week (two when the server says that the page is gone); kedb links export and accept tell more.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_links,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}", .ledger = BROKEN, .at = "/official_doc_url"},
            {.bad = "{}", .ledger = BROKEN ACCEPTED("2026-05-31"), .at = "/official_doc_url"},
            {.good = "{}", .ledger = BROKEN ACCEPTED("2026-06-01")},
            {.good = "{}",
             .ledger =
                 LINE("\"state\":\"suspect\",\"since\":\"2026-05-19T02:00:00Z\",\"verdict\":\"broken\"")},
            {.good = "{}",
             .ledger = LINE("\"state\":\"ok\",\"since\":\"2026-05-01T02:00:00Z\",\"verdict\":\"ok\"")},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_link_fragment = {
    .id = "link/fragment",
    .summary = "a link's fragment must exist on the page",
    .why = "The browser shows the top of the page, and the reader looks for what the record promised.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_links,
    .fixes = true,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"official_doc_url\": \"" URL "#orign-tls\"}",
             .ledger = FRAGMENT("orign-tls"),
             .at = "/official_doc_url",
             .fixed = "{\"official_doc_url\": \"" URL "#origin-tls\"}"},
            {.good = "{}", .ledger = FRAGMENT("orign-tls")},
            {0},
        },
};

const struct rule rule_link_moved = {
    .id = "link/moved",
    .summary = "a link must not lead to a page that moved for good",
    .why = "Redirects of old addresses end one day, and the link with them.",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_links,
    .fixes = true,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}",
             .ledger = MOVED("2", "https://docs.aws.amazon.com/new.html"),
             .at = "/official_doc_url",
             .fixed = "{\"official_doc_url\": \"https://docs.aws.amazon.com/new.html\"}"},
            {.bad = "{}",
             .ledger = MOVED("2", "ftp://docs.aws.amazon.com/new.html"),
             .at = "/official_doc_url"},
            {.good = "{\"official_doc_url\": \"https://docs.aws.amazon.com/new.html\"}",
             .ledger = MOVED("2", "https://docs.aws.amazon.com/new.html")},
            {0},
        },
};

const struct rule rule_link_unsafe = {
    .id = "link/unsafe",
    .summary = "a link must not lead to an address that is not public",
    .why = "It leads into somebody's own network: nowhere for most readers, and where it must not for some.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_links,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}",
             .ledger =
                 LINE("\"state\":\"unsafe\",\"since\":\"2026-05-20T02:00:00Z\",\"verdict\":\"unsafe-target\","
                      "\"why\":\"the name resolves to 10.0.0.1\""),
             .at = "/official_doc_url"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_link_unknown = {
    .id = "link/unknown",
    .summary = "a link must not stay unknown for a month",
    .why = "Whether the page is still there no machine could say for 30 days: a person has to look.",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_links,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}",
             .ledger = LINE("\"state\":\"unknown\",\"since\":\"2026-05-01T02:00:00Z\","
                            "\"unknown_since\":\"2026-05-01T02:00:00Z\",\"verdict\":\"blocked-unknown\""),
             .at = "/official_doc_url"},
            {.good = "{}",
             .ledger = LINE("\"state\":\"unknown\",\"since\":\"2026-05-02T02:00:00Z\","
                            "\"unknown_since\":\"2026-05-02T02:00:00Z\",\"verdict\":\"blocked-unknown\"")},
            {0},
        },
};

static const char *day_text(struct check *c, int64_t at)
{
    char text[11];
    date_format(day_of(at), text);
    return arena_dup(c->arena, str_of(text));
}

static void add_checked(struct check *c, struct finding *f, const struct ledger_link *link)
{
    finding_note(c, f, "last looked at on %s", day_text(c, link->standing.checked));
}

static void report_broken(struct check *c, json_node node, const struct ledger_link *link)
{
    const struct link_standing *s = &link->standing;
    bool counted = s->failures > 1;
    struct finding *f =
        finding_at(c, &rule_link_broken, node, "the link is broken since %s%s: %.*s", day_text(c, s->since),
                   counted ? arena_printf(c->arena, " (%u nights)", s->failures) : "",
                   STR_FMT(link->why.len ? link->why : link->verdict));
    finding_help(c, f,
                 "find the page's new place or another page that says the same; when it is no fault, \"kedb "
                 "links accept\" keeps it quiet for a time");
    add_checked(c, f, link);
}

static void report_fragment(struct check *c, json_node node, struct str url, const struct ledger_link *link)
{
    size_t hash = str_find(url, STR("#"), 0);
    if (hash == SIZE_MAX)
        return;
    struct finding *f =
        finding_in_string(c, &rule_link_fragment, node, hash, url.len, "the page has no \"%.*s\" since %s",
                          STR_FMT(str_sub(url, hash, url.len)), day_text(c, link->standing.since));
    if (!link->nearest_count) {
        finding_help(c, f, "name a heading's id that is on the page, or leave the fragment out");
    } else {
        struct buf b = BUF_INIT;
        for (size_t i = 0; i < link->nearest_count; i++)
            buf_addf(&b, "%s#%.*s",
                     i == 0                         ? ""
                     : i + 1 == link->nearest_count ? " or "
                                                    : ", ",
                     STR_FMT(link->nearest[i]));
        finding_help(c, f, "did you mean %s?", b.s);
        buf_release(&b);
        finding_replace_string(c, f, node,
                               str_of(arena_printf(c->arena, "%.*s#%.*s", STR_FMT(str_sub(url, 0, hash)),
                                                   STR_FMT(link->nearest[0]))));
        f->unsafe = true;
    }
    add_checked(c, f, link);
}

static bool can_be_written(struct str url)
{
    if (!str_starts(url, STR("https://")) && !str_starts(url, STR("http://")))
        return false;
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.s[i] <= ' ' || (unsigned char)url.s[i] >= 0x7F)
            return false;
    return url_host(url).len > 0;
}

/* The edit is safe when the redirect was seen in two nights, stays on the host and does not give up TLS: else
 * a person should look where it leads. */
static void report_moved(struct check *c, json_node node, struct str url, const struct ledger_link *link)
{
    struct finding *f = finding_at(c, &rule_link_moved, node, "the page has moved for good, seen since %s",
                                   day_text(c, link->standing.since));
    finding_help(c, f, "write %.*s", STR_FMT(link->new_url));
    add_checked(c, f, link);
    if (!can_be_written(link->new_url))
        return;
    finding_replace_string(c, f, node, link->new_url);
    bool same_host = str_ieq(url_host(url), url_host(link->new_url));
    bool plain = str_starts(url, STR("https:")) && str_starts(link->new_url, STR("http:"));
    f->unsafe = link->standing.moves < 2 || !same_host || plain;
}

static void report(struct check *c, json_node node, struct str url, const struct ledger_link *link)
{
    const struct link_standing *s = &link->standing;
    switch (s->state) {
    case LINK_BROKEN:
        if (str_is(link->verdict, "fragment-missing"))
            report_fragment(c, node, url, link);
        else
            report_broken(c, node, link);
        return;
    case LINK_MOVED:
        if (link->new_url.len && !str_eq(link->new_url, url))
            report_moved(c, node, url, link);
        return;
    case LINK_UNSAFE: {
        struct finding *f =
            finding_at(c, &rule_link_unsafe, node, "the link leads to an address that is not public%s%.*s",
                       link->why.len ? ": " : "", STR_FMT(link->why));
        finding_help(c, f, "link a page that every reader can open");
        return;
    }
    default: break;
    }
    if (s->unknown_since && check_is_past(c, day_of(s->unknown_since) + POLICY_UNKNOWN_LISTED_DAYS)) {
        struct finding *f =
            finding_at(c, &rule_link_unknown, node, "nothing could be learnt of the link since %s: %.*s",
                       day_text(c, s->unknown_since), STR_FMT(link->why.len ? link->why : link->verdict));
        finding_help(
            c, f,
            "open it in a browser; when the page is there, \"kedb links accept\" keeps it quiet for a time");
        add_checked(c, f, link);
    }
}

static void check_links(struct check *c)
{
    if (!c->run->links)
        return;
    struct role_hits hits = record_role(c->rec, ROLE_LINK);
    for (size_t i = 0; i < hits.len; i++) {
        struct str url = record_string(c->rec, hits.at[i]->node, c->arena);
        const struct ledger_link *link = link_book_find(c->run->links, url);
        if (!link || (link->accepted_until && link->standing.state != LINK_UNSAFE &&
                      !check_is_past(c, link->accepted_until)))
            continue;
        report(c, hits.at[i]->node, url, link);
    }
}
