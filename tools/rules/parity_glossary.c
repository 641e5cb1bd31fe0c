/* parity/glossary: terms are rendered as the curators have settled. */
#include "rules/parity.h"

#include "rules/glossary.h"
#include "json/pointer.h"

const struct rule rule_parity_glossary = {
    .id = "parity/glossary",
    .summary = "terms of the glossary should be rendered as it says",
    .why = "One thing with two names is two things to a reader, and a search finds half of its records.",
    .rate = "0.042 % of error messages, 0.052 % of prose with the glossary that comes along",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The private key of the origin is lost.\", \"root_cause_zh\": "
                    "\"源站的秘密钥匙丢失了。\"}",
             .at = "/root_cause_zh"},
            {.bad = "{\"root_cause\": \"The memory leaks of the origin fill the disk.\", \"root_cause_zh\": "
                    "\"源站的内存泄露使磁盘已满。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The private key of the origin is lost.\", \"root_cause_zh\": "
                     "\"源站的私钥丢失了。\"}"},
            {0},
        },
};

/* "a", "b" or "c", for a message. */
static const char *one_of(struct check *c, const struct str *list, size_t count)
{
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < count; i++)
        buf_addf(&out, "%s\"%.*s\"", i == 0 ? "" : i + 1 < count ? ", " : " or ", STR_FMT(list[i]));
    const char *text = arena_dup(c->arena, buf_str(&out));
    buf_release(&out);
    return text;
}

static bool stands(struct str zh, const struct str *list, size_t count)
{
    for (size_t i = 0, end; i < count; i++)
        if (glossary_find(zh, list[i], &end) != SIZE_MAX)
            return true;
    return false;
}

static void explain(struct check *c, struct finding *f, const struct parity_pair *pair,
                    const struct glossary_term *t)
{
    struct buf where = BUF_INIT;
    json_pointer_add(&where, c->rec->doc, pair->en);
    finding_note(c, f, "\"%.*s\" stands in %s%s%.*s", STR_FMT(t->term), where.s, t->note.len ? "; " : "",
                 STR_FMT(t->note));
    buf_release(&where);
    if (t->keep)
        finding_help(c, f, "keep it in Latin letters");
    else if (t->use_count)
        finding_help(c, f, "write %s", one_of(c, t->use, t->use_count));
    else
        finding_help(c, f, "see the glossary for the term");
}

static void check_term(struct check *c, const struct parity_pair *pair, const struct text_pair *p,
                       const struct glossary_term *t)
{
    struct str zh = p->zh.raw;
    struct finding *f = NULL;
    for (size_t i = 0; i < t->not_count && !f; i++) {
        size_t end, at = glossary_find(zh, t->not_use[i], &end);
        if (at != SIZE_MAX)
            f = finding_in_string(c, &rule_parity_glossary, pair->zh, at, end,
                                  "\"%.*s\" is no rendering of \"%.*s\"", STR_FMT(t->not_use[i]),
                                  STR_FMT(t->term));
    }
    bool kept = str_ifind(zh, t->term, 0) != SIZE_MAX;
    if (!f && t->keep && !kept)
        f = finding_at(c, &rule_parity_glossary, pair->zh, "\"%.*s\" is not kept in the Chinese",
                       STR_FMT(t->term));
    if (!f && t->use_count && !kept && !stands(zh, t->use, t->use_count))
        f = finding_at(c, &rule_parity_glossary, pair->zh, "\"%.*s\" is not rendered by %s", STR_FMT(t->term),
                       one_of(c, t->use, t->use_count));
    if (f)
        explain(c, f, pair, t);
}

void parity_check_glossary(struct check *c, const struct parity_pair *pair, const struct text_pair *p)
{
    const struct glossary *g = c->run->glossary;
    if (!g || !rule_is_on(c, &rule_parity_glossary) || p->zh.han < 2 || p->zh.clipped)
        return;
    const struct glossary_term *t, *seen[16];
    size_t at = 0, last, count = 0;
    while ((t = glossary_next(g, &p->en, &at, &last)) != NULL) {
        bool again = count == sizeof seen / sizeof *seen;
        for (size_t i = 0; i < count; i++)
            again |= seen[i] == t;
        if (again)
            continue;
        seen[count++] = t;
        check_term(c, pair, p, t);
        at = last + 1;
    }
}
