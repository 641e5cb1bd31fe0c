/* link/official-host, link/community-host: whose page an official link is. */
#include "engine/rule.h"
#include "link/host.h"
#include "link/official.h"

static void check_host(struct check *c);

const struct rule rule_link_official_host = {
    .id = "link/official-host",
    .summary = "an official link must lead to an official host of the record's domain",
    .why = "A reader takes the page for the vendor's word. The hosts of each domain stand in "
           "official-hosts.json.",
    .rate = "unknown hosts of real vendors: a domain's list is never complete, so this warns and no more",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_OFFICIAL_LINK) | ROLE_BIT(ROLE_DOMAIN),
    .check = check_host,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"official_doc_url\": \"https://aws-errors.example.net/502\"}",
             .at = "/official_doc_url"},
            {.bad = "{\"official_doc_url\": \"https://docs.aws.amazon.com.evil.net/x\"}",
             .at = "/official_doc_url"},
            {.bad = "{\"official_doc_url\": \"https://github.com/someone/aws-notes\"}",
             .at = "/official_doc_url"},
            {.good = "{\"official_doc_url\": \"https://docs.aws.amazon.com/x\"}"},
            {.good = "{\"official_doc_url\": \"https://DOCS.AWS.amazon.com:443/x\"}"},
            {.good = "{\"official_doc_url\": \"https://github.com/aws/aws-cli/issues/1\"}"},
            {.good = "{\"official_doc_url\": \"https://stackoverflow.com/questions/1\"}"},
            {.good = "{\"official_doc_url\": \"no address\"}"},
            {.good = "{\"domain\": \"nowhere\", \"official_doc_url\": \"https://example.net/\"}"},
            {0},
        },
};

const struct rule rule_link_community_host = {
    .id = "link/community-host",
    .summary = "an official link must not lead where anybody writes",
    .why = "A forum, a blog or a video is somebody's opinion. As a source it may stand; the vendor's word it "
           "is not.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_OFFICIAL_LINK) | ROLE_BIT(ROLE_DOMAIN),
    .check = check_host,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"official_doc_url\": \"https://stackoverflow.com/questions/1\"}",
             .at = "/official_doc_url"},
            {.bad = "{\"official_doc_url\": \"https://someone.medium.com/502\"}", .at = "/official_doc_url"},
            {.bad = "{\"domain\": \"nowhere\", \"official_doc_url\": \"https://www.reddit.com/r/aws\"}",
             .at = "/official_doc_url"},
            {.good = "{\"official_doc_url\": \"https://docs.aws.amazon.com/x\"}"},
            {.good = "{\"official_doc_url\": \"https://notstackoverflow.com/\"}"},
            {.good =
                 "{\"workarounds\": [{\"action\": \"A\", \"success_rate\": 0.5, \"how\": \"H\", \"sources\": "
                 "[\"https://stackoverflow.com/questions/1\"]}]}"},
            {0},
        },
};

static void check_link(struct check *c, json_node node, struct str domain)
{
    const struct official_hosts *hosts = c->run->official;
    struct str url = record_string(c->rec, node, c->arena), host = url_host(url);
    if (!host.len)
        return;
    enum official_answer answer = official_judge(hosts, domain, url);
    size_t from = (size_t)(host.s - url.s);
    if (answer == OFFICIAL_COMMUNITY) {
        struct finding *f =
            finding_in_string(c, &rule_link_community_host, node, from, from + host.len,
                              "anybody writes at %.*s: it is nobody's official documentation", STR_FMT(host));
        finding_help(c, f, "link the vendor's own page, and keep this one as a source");
        return;
    }
    if (answer != OFFICIAL_NO)
        return;
    struct finding *f = finding_in_string(c, &rule_link_official_host, node, from, from + host.len,
                                          "%.*s is not known as an official host of the domain \"%.*s\"",
                                          STR_FMT(host), STR_FMT(domain));
    finding_help(c, f, "link a page at %s; or, when it is the vendor's, add the host to official-hosts.json",
                 official_names(hosts, domain, c->arena));
}

static void check_host(struct check *c)
{
    if (!c->run->official)
        return;
    struct role_hits hits = record_role(c->rec, ROLE_OFFICIAL_LINK);
    struct str domain = record_string(c->rec, record_first(c->rec, ROLE_DOMAIN), c->arena);
    for (size_t i = 0; i < hits.len; i++)
        check_link(c, hits.at[i]->node, domain);
}
