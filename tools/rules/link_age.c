/* link/age: a link that was found good too long ago. */
#include "base/date.h"
#include "engine/rule.h"
#include "link/book.h"

static void check_age(struct check *c);

/* Three times the longest pause between two looks at a good link. */
enum { OLD_AFTER_DAYS = 90 };

#define URL "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html"
#define SEEN(day)                                                                                            \
    "{\"type\":\"link\",\"url\":\"" URL                                                                      \
    "\",\"state\":\"ok\",\"since\":\"2026-01-01T02:00:00Z\",\"checked\":\"" day                              \
    "T02:00:00Z\",\"confirmed\":\"" day "T02:00:00Z\",\"verdict\":\"ok\"}\n"

const struct rule rule_link_age = {
    .id = "link/age",
    .summary = "a link must have been verified within 90 days",
    .why = "The nightly run looks at a good link every four weeks; one that it has not seen for three months "
           "fell out of "
           "it, and what is said of it is old news.",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_age,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}", .ledger = SEEN("2026-03-02"), .at = "/official_doc_url"},
            {.good = "{}", .ledger = SEEN("2026-03-03")},
            {.good = "{}"},
            {0},
        },
};

static void check_age(struct check *c)
{
    if (!c->run->links)
        return;
    struct role_hits hits = record_role(c->rec, ROLE_LINK);
    for (size_t i = 0; i < hits.len; i++) {
        json_node node = hits.at[i]->node;
        const struct ledger_link *link = link_book_find(c->run->links, record_string(c->rec, node, c->arena));
        bool good = link && (link->standing.state == LINK_OK || link->standing.state == LINK_MOVED);
        if (!good || !check_is_past(c, day_of(link->standing.confirmed) + OLD_AFTER_DAYS))
            continue;
        char day[11];
        date_format(day_of(link->standing.confirmed), day);
        struct finding *f =
            finding_at(c, &rule_link_age, node, "the link was last verified on %s, more than %d days ago",
                       day, OLD_AFTER_DAYS);
        finding_help(c, f, "run \"kedb links --due\", and look why the nightly run leaves it out");
    }
}
