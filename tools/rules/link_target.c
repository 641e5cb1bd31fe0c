/* link/syntax, link/safe-target: a link is the address of a public web page, judged as a run of kedb links
 * would. */
#include "engine/rule.h"
#include "link/url.h"

static void check_targets(struct check *c);

#define WITH(url) "{\"official_doc_url\": \"" url "\"}"

const struct rule rule_link_syntax = {
    .id = "link/syntax",
    .summary = "a link must be the address of a web page",
    .why = "A reader cannot open it, and nothing can check it.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_targets,
    .fixes = true,
    .examples =
        (const struct rule_example[]){
            {.bad = WITH("docs.aws.amazon.com/x"), .at = "/official_doc_url"},
            {.bad = WITH("https:///x"), .at = "/official_doc_url"},
            {.bad = WITH("mailto:docs@aws.amazon.com"), .at = "/official_doc_url"},
            {.bad = WITH("https://docs.aws.amazon.com:99999/x"), .at = "/official_doc_url"},
            {.bad = WITH("see the manual"), .at = "/official_doc_url"},
            {.bad = WITH(" https://docs.aws.amazon.com/x "),
             .at = "/official_doc_url",
             .fixed = WITH("https://docs.aws.amazon.com/x")},
            {.bad = WITH("<https://docs.aws.amazon.com/x>"),
             .at = "/official_doc_url",
             .fixed = WITH("https://docs.aws.amazon.com/x")},
            {.bad = WITH("[guide](https://docs.aws.amazon.com/x)"),
             .at = "/official_doc_url",
             .fixed = WITH("https://docs.aws.amazon.com/x")},
            {.good = WITH("https://docs.aws.amazon.com/x_(y)?a=[b]#c")},
            {.good = WITH("https://docs.aws.amazon.com/x)")},
            {0},
        },
};

const struct rule rule_link_safe_target = {
    .id = "link/safe-target",
    .summary = "a link must lead to the public web",
    .why = "An address of a private network, a password in it, or a port of another protocol leads readers "
           "(and the "
           "tools that follow links for them) where they must not go.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_LINK),
    .check = check_targets,
    .examples =
        (const struct rule_example[]){
            {.bad = WITH("https://127.0.0.1/x"), .at = "/official_doc_url"},
            {.bad = WITH("https://10.1.2.3/x"), .at = "/official_doc_url"},
            {.bad = WITH("https://0x7f.1/x"), .at = "/official_doc_url"},
            {.bad = WITH("https://[::ffff:192.168.0.1]/x"), .at = "/official_doc_url"},
            {.bad = WITH("https://169.254.169.254/latest/meta-data"), .at = "/official_doc_url"},
            {.bad = WITH("https://docs.aws.amazon.com:22/x"), .at = "/official_doc_url"},
            {.good = WITH("https://docs.aws.amazon.com:8443/x")},
            {.good = WITH("https://1.1.1.1/x")},
            {0},
        },
};

/* What people paste around an address: blanks, <>, quotes, a Markdown link. An empty view when nothing is. */
static struct str unwrapped(struct str text)
{
    struct str v = str_trim(text);
    size_t open = str_find(v, STR("]("), 0);
    if (str_starts(v, STR("[")) && open != SIZE_MAX && str_ends(v, STR(")")))
        v = str_trim(str_sub(v, open + 2, v.len - 1));
    if (v.len > 2 && ((v.s[0] == '<' && v.s[v.len - 1] == '>') || (v.s[0] == '"' && v.s[v.len - 1] == '"') ||
                      (v.s[0] == '`' && v.s[v.len - 1] == '`')))
        v = str_trim(str_sub(v, 1, v.len - 1));
    if (v.len == text.len)
        return STR("");
    bool web = str_starts(v, STR("https://")) || str_starts(v, STR("http://"));
    for (size_t i = 0; i < v.len && web; i++)
        web = (unsigned char)v.s[i] > ' ' && !strchr("<>\"`\\", v.s[i]);
    return web ? v : STR("");
}

static void report_syntax(struct check *c, json_node node, struct str text, struct str better,
                          const char *why)
{
    struct finding *f =
        finding_at(c, &rule_link_syntax, node, "the link is no address of a web page: %s", why);
    if (better.len) {
        finding_help(c, f, "write the address alone");
        finding_replace_string(c, f, node, better);
        return;
    }
    struct url url;
    struct err unused;
    struct str with = str_of(arena_printf(c->arena, "https://%.*s", STR_FMT(text)));
    bool bare = str_find(text, STR("."), 0) != SIZE_MAX && str_find(text, STR(":"), 0) == SIZE_MAX &&
                str_find(text, STR(" "), 0) == SIZE_MAX &&
                url_parse(with, NULL, NULL, c->arena, &url, &unused) == URL_FINE;
    if (bare)
        finding_help(c, f, "did you mean %.*s?", STR_FMT(with));
    else
        finding_help(c, f, "write it as a browser shows it: https://host/page");
}

static void check_targets(struct check *c)
{
    struct role_hits hits = record_role(c->rec, ROLE_LINK);
    for (size_t i = 0; i < hits.len; i++) {
        json_node node = hits.at[i]->node;
        struct str text = record_string(c->rec, node, c->arena);
        if (url_is_plain(text))
            continue;
        struct str better = unwrapped(text);
        struct url url;
        struct err why;
        enum url_state state = url_parse(text, NULL, NULL, c->arena, &url, &why);
        if (state == URL_FINE && better.len) {
            state = URL_INVALID;
            err_set(&why, "something stands around it");
        }
        if (state == URL_INVALID)
            report_syntax(c, node, text, better, why.msg);
        if (state == URL_UNSAFE) {
            struct finding *f =
                finding_at(c, &rule_link_safe_target, node, "the link leads off the public web: %s", why.msg);
            finding_help(c, f, "link a page that every reader can open");
        }
    }
}
