/* parity/left-behind: a translation of what the English said before. */
#include "rules/parity.h"

static void check_left_behind(struct check *c);

const struct rule rule_parity_left_behind = {
    .id = "parity/left-behind",
    .summary = "when the English of a text changes, its Chinese should change with it",
    .why = "A reader of Chinese acts on what the record said before.",
    .rate = "only with --changed and --staged; a change of marks, blanks or capitals alone is let through",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_left_behind,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The origin presents a self-signed certificate.\"}",
             .at = "/root_cause_zh",
             .before = "{}"},
            {.good =
                 "{\"root_cause\": \"The origin presents a self-signed certificate.\", \"root_cause_zh\": "
                 "\"源站提供了自签名的证书。\"}",
             .before = "{}"},
            {.good = "{}"},
            {0},
        },
};

/* The same words: marks, blanks and capitals apart. */
static bool same_words(struct str a, struct str b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.len && (unsigned char)a.s[i] < 0x80 && !ascii_is_alnum((unsigned char)a.s[i]))
            i++;
        while (j < b.len && (unsigned char)b.s[j] < 0x80 && !ascii_is_alnum((unsigned char)b.s[j]))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (ascii_lower((unsigned char)a.s[i++]) != ascii_lower((unsigned char)b.s[j++]))
            return false;
    }
}

static bool is_text(const struct record *rec, json_node n)
{
    return n != JSON_NONE && json_type(rec->doc, n) == JSON_STRING;
}

/* The pair's place held this Chinese before. Items of a list may have moved: it is looked for among all of
 * them. When it stood beside the same English somewhere, it was not left behind. */
static void check_pair(struct check *c, const struct parity_pair *p, const struct record *old,
                       const struct parity_pairs *before)
{
    const struct parity_pair *b;
    if (!is_text(c->rec, p->en) || !is_text(c->rec, p->zh))
        return;
    struct str en = record_string(c->rec, p->en, c->arena), zh = record_string(c->rec, p->zh, c->arena);
    struct str was = {NULL, 0};
    vec_foreach (b, before) {
        if (b->place != p->place || !is_text(old, b->en) || !is_text(old, b->zh))
            continue;
        if (!str_eq(record_string(old, b->zh, c->arena), zh))
            continue;
        struct str old_en = record_string(old, b->en, c->arena);
        if (same_words(old_en, en))
            return;
        was = was.s ? was : old_en;
    }
    if (!was.s || !str_trim(zh).len)
        return;
    struct finding *f =
        finding_at(c, &rule_parity_left_behind, p->zh, "the English changed, its Chinese did not");
    finding_note(c, f, "the English was \"%.*s%s\"", (int)(was.len > 80 ? 80 : was.len), was.s,
                 was.len > 80 ? "..." : "");
    finding_help(c, f, "translate the change, or see that the Chinese already says it");
}

static void check_left_behind(struct check *c)
{
    struct json_fault fault;
    if (!c->before.s || str_eq(c->before, c->rec->doc->text) ||
        json_parse(c->tools->before, c->before, &fault) != 0)
        return;
    struct record old = {.path = c->rec->path};
    struct parity_pairs now = {0}, before = {0};
    record_build(&old, c->rec->roles, c->tools->before, c->arena);
    parity_pairs(&old, c->arena, &before);
    parity_pairs(c->rec, c->arena, &now);
    const struct parity_pair *p;
    vec_foreach (p, &now)
        check_pair(c, p, &old, &before);
    vec_release(&now);
    vec_release(&before);
}
