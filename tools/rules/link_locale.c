/* link/locale: an official page is in the record's language. */
#include "engine/rule.h"
#include "link/host.h"

static void check_locale(struct check *c);

const struct rule rule_link_locale = {
    .id = "link/locale",
    .summary = "an official link must not lead to a page in another language than the record's",
    .why = "Translated documentation lags behind, and most readers of the record cannot read it.",
    .rate = "two letters of a path that name something else; those that often do (cs, go, id, is, it, js, "
            "no, tr, uk, "
            "vb) are not taken for languages",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_OFFICIAL_LINK) | ROLE_BIT(ROLE_LOCALE),
    .check = check_locale,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"official_doc_url\": \"https://docs.aws.amazon.com/zh_cn/AmazonCloudFront/x.html\"}",
             .at = "/official_doc_url"},
            {.bad = "{\"official_doc_url\": \"https://learn.microsoft.com/de-de/azure/\"}",
             .at = "/official_doc_url"},
            {.bad = "{\"official_doc_url\": \"https://zh.docs.example.net/x\"}", .at = "/official_doc_url"},
            {.bad = "{\"official_doc_url\": \"https://kubernetes.io/ja/docs/\"}", .at = "/official_doc_url"},
            {.bad = "{\"official_doc_url\": \"https://cloud.google.com/x?hl=fr\"}",
             .at = "/official_doc_url"},
            {.bad = "{\"locale\": \"zh-CN\", \"official_doc_url\": \"https://learn.microsoft.com/en-us/x\"}",
             .at = "/official_doc_url"},
            {.good = "{\"official_doc_url\": \"https://learn.microsoft.com/en-us/azure/\"}"},
            {.good = "{\"official_doc_url\": \"https://learn.microsoft.com/en-gb/azure/\"}"},
            {.good = "{\"official_doc_url\": \"https://kubernetes.io/docs/ja/\"}"},
            {.good = "{\"official_doc_url\": \"https://example.net/go/x?id=de\"}"},
            {.good = "{\"official_doc_url\": \"https://de.example.net/\", \"locale\": \"de\"}"},
            {0},
        },
};

/* Languages in which vendors publish, by the code of two letters that seldom means anything else in a path.
 */
static const char languages[] = " ar de en es fi fr he hi hu ja ko nl pl pt ro ru sv th vi zh ";

static bool is_language(struct str v)
{
    char word[5] = {' ', 0, 0, ' ', 0};
    if (v.len != 2)
        return false;
    word[1] = (char)ascii_lower((unsigned char)v.s[0]);
    word[2] = (char)ascii_lower((unsigned char)v.s[1]);
    return strstr(languages, word) != NULL;
}

/* xx, xx-YY, xx_YY, xx-Hans, xx-hans-cn: gives xx, or an empty view. With a region any two letters are a
 * language. */
static struct str language_of(struct str step)
{
    if (is_language(step))
        return step;
    if (step.len < 5 || (step.s[2] != '-' && step.s[2] != '_') || !ascii_is_alpha((unsigned char)step.s[0]) ||
        !ascii_is_alpha((unsigned char)step.s[1]))
        return STR("");
    size_t part = 0;
    for (size_t i = 3; i <= step.len; i++) {
        if (i == step.len || step.s[i] == '-' || step.s[i] == '_') {
            if (part != 2 && part != 4)
                return STR("");
            part = 0;
        } else if (ascii_is_alpha((unsigned char)step.s[i])) {
            part++;
        } else {
            return STR("");
        }
    }
    /* xx-word is more often a word than a language: the region or the script has to be known with it */
    struct str language = str_sub(step, 0, 2);
    return is_language(language) ? language : STR("");
}

/* Where a URL says its language: the host's first label, the path's first step, hl= or lang= of the query. */
static struct str find_language(struct str url)
{
    struct str host = url_host(url), rest = url_rest(url), found;
    size_t dot = str_find(host, STR("."), 0);
    if (dot != SIZE_MAX && (found = language_of(str_sub(host, 0, dot))).len &&
        str_find(host, STR("."), dot + 1) != SIZE_MAX)
        return found;
    if (str_starts(rest, STR("/"))) {
        size_t end = 1;
        while (end < rest.len && !(rest.s[end] && strchr("/?#", rest.s[end])))
            end++;
        if ((found = language_of(str_sub(rest, 1, end))).len)
            return found;
    }
    static const char *const keys[] = {"?hl=", "&hl=", "?lang=", "&lang="};
    size_t fragment = str_find(rest, STR("#"), 0);
    if (fragment != SIZE_MAX)
        rest.len = fragment;
    bool asks = rest.len && memchr(rest.s, '=', rest.len);
    for (size_t i = 0; i < sizeof keys / sizeof *keys && asks; i++) {
        size_t at = str_find(rest, str_of(keys[i]), 0);
        if (at == SIZE_MAX)
            continue;
        size_t from = at + strlen(keys[i]), end = from;
        while (end < rest.len && rest.s[end] != '&')
            end++;
        if ((found = language_of(str_sub(rest, from, end))).len)
            return found;
    }
    return STR("");
}

static void check_locale(struct check *c)
{
    struct str locale = record_string(c->rec, record_first(c->rec, ROLE_LOCALE), c->arena);
    struct role_hits hits = record_role(c->rec, ROLE_OFFICIAL_LINK);
    size_t dash = str_find(locale, STR("-"), 0);
    struct str own = str_sub(locale, 0, dash == SIZE_MAX ? locale.len : dash);
    for (size_t i = 0; i < hits.len && own.len; i++) {
        json_node node = hits.at[i]->node;
        struct str url = record_string(c->rec, node, c->arena), language = find_language(url);
        if (!language.len || str_ieq(language, own))
            continue;
        size_t from = (size_t)(language.s - url.s);
        struct finding *f = finding_in_string(c, &rule_link_locale, node, from, from + language.len,
                                              "the page is in the language \"%.*s\", the record in \"%.*s\"",
                                              STR_FMT(language), STR_FMT(own));
        finding_help(
            c, f,
            "link the page in the record's language; most sites have it without this part of the address");
    }
}
