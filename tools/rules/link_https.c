/* link/https: links are encrypted. */
#include "engine/rule.h"
#include "link/book.h"

static void check_https(struct check *c);

const struct rule rule_link_https = {
    .id = "link/https",
    .summary = "a link must begin with https://",
    .why = "What comes over http can be changed on its way, and browsers warn of it.",
    .rate = "old project pages that answer on http only: the edit is for a person to try",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_https,
    .fixes = true,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"official_doc_url\": \"http://docs.aws.amazon.com/x\"}",
             .at = "/official_doc_url",
             .fixed = "{\"official_doc_url\": \"https://docs.aws.amazon.com/x\"}"},
            {.bad = "{\"official_doc_url\": \"HTTP://docs.aws.amazon.com/x\"}",
             .at = "/official_doc_url",
             .fixed = "{\"official_doc_url\": \"https://docs.aws.amazon.com/x\"}"},
            {.bad = "{\"official_doc_url\": \"http://docs.aws.amazon.com:80/x\"}", .at = "/official_doc_url"},
            {.good = "{\"official_doc_url\": \"https://docs.aws.amazon.com/?u=http://x\"}"},
            {.good = "{\"official_doc_url\": \"httpd.conf\"}"},
            {0},
        },
};

static void check_https(struct check *c)
{
    struct role_hits hits = record_role(c->rec, ROLE_LINK);
    for (size_t i = 0; i < hits.len; i++) {
        json_node node = hits.at[i]->node;
        struct str url = record_string(c->rec, node, c->arena);
        size_t at = 0; /* blanks before it are another rule's */
        while (at < url.len && ascii_is_space((unsigned char)url.s[at]))
            at++;
        if (url.len - at < 7 || !str_ieq(str_sub(url, at, at + 7), STR("http://")))
            continue;
        struct finding *f =
            finding_in_string(c, &rule_link_https, node, at, at + 7, "the link is not encrypted");
        url = str_trim(url);
        finding_help(c, f, "write https:// when the page answers there");
        size_t end = 7;
        while (end < url.len && !(url.s[end] && strchr("/?#", url.s[end])))
            end++;
        if (memchr(url.s + 7, ':', end - 7))
            continue; /* a port of its own: where https would answer nobody knows */
        struct str better = str_of(arena_printf(c->arena, "https://%.*s", STR_FMT(str_sub(url, 7, url.len))));
        finding_replace_string(c, f, node, better);
        /* certain when the ledger saw the site send its readers there */
        const struct ledger_link *link = c->run->links ? link_book_find(c->run->links, url) : NULL;
        f->unsafe = !link || !str_eq(link->final_url, better);
    }
}
