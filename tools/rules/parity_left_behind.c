/* parity/left-behind: a translation of what the English said before. */
#include "rules/parity.h"

#include "base/strmap.h"

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
            {.bad = "{\"root_cause\": \"The origin presents a self-signed certificate.\", \"root_cause_zh\": "
                    "\"示例的源站提供了过期的证书。 \"}",
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

static size_t past_blanks(struct str v, size_t i)
{
    static const char *const wide[] = {"\xC2\xA0", "\xE3\x80\x80"}; /* U+00A0, U+3000 */
    for (size_t from = SIZE_MAX; from != i;) {
        from = i;
        while (i < v.len && ascii_is_space((unsigned char)v.s[i]))
            i++;
        for (size_t k = 0; k < 2; k++)
            i += str_starts(str_sub(v, i, v.len), str_of(wide[k])) ? strlen(wide[k]) : 0;
    }
    return i;
}

/* The Chinese before, by what it is without blanks. */
struct earlier {
    const struct record *rec;
    struct parity_pairs pairs;
    struct strmap first; /* place and Chinese: the number of the first pair */
    uint32_t *next;      /* by pair: the next one with the same, or NO_PAIR */
    struct buf key;
};
enum { NO_PAIR = 0xFFFFFFFFu };

static struct str key_of(struct earlier *e, uint32_t place, struct str zh)
{
    buf_clear(&e->key);
    buf_add(&e->key, &place, sizeof place);
    for (size_t i = 0; i < zh.len;) {
        size_t from = i;
        while (i < zh.len && past_blanks(zh, i) == i)
            i++;
        buf_add_str(&e->key, str_sub(zh, from, i));
        i = past_blanks(zh, i);
    }
    return buf_str(&e->key);
}

static bool is_text(const struct record *rec, json_node n)
{
    return n != JSON_NONE && json_type(rec->doc, n) == JSON_STRING;
}

/* Sets the pairs of the record as it was. */
static void read_earlier(struct earlier *e, struct arena *a)
{
    parity_pairs(e->rec, a, &e->pairs);
    e->next = arena_alloc(a, (e->pairs.len + 1) * sizeof *e->next);
    for (size_t i = e->pairs.len; i-- > 0;) {
        const struct parity_pair *p = &e->pairs.at[i];
        e->next[i] = NO_PAIR;
        if (!is_text(e->rec, p->en) || !is_text(e->rec, p->zh))
            continue;
        bool fresh;
        struct str key = arena_str(a, key_of(e, p->place, record_string(e->rec, p->zh, a)));
        uint32_t *first = strmap_put(&e->first, key, (uint32_t)i, &fresh);
        if (!fresh) {
            e->next[i] = *first;
            *first = (uint32_t)i;
        }
    }
}

/* The pair's place held this Chinese before. Items of a list may have moved: it is looked for among all of
 * them. When it stood beside the same English somewhere, it was not left behind. */
static void check_pair(struct check *c, const struct parity_pair *p, struct earlier *e)
{
    if (!is_text(c->rec, p->en) || !is_text(c->rec, p->zh))
        return;
    struct str en = record_string(c->rec, p->en, c->arena), zh = record_string(c->rec, p->zh, c->arena);
    struct str was = {NULL, 0};
    const uint32_t *first = strmap_get(&e->first, key_of(e, p->place, zh));
    for (uint32_t i = first ? *first : NO_PAIR; i != NO_PAIR; i = e->next[i]) {
        struct str old_en = record_string(e->rec, e->pairs.at[i].en, c->arena);
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
    struct earlier e = {.rec = &old};
    struct parity_pairs now = {0};
    record_build(&old, c->rec->roles, c->tools->before, c->arena);
    read_earlier(&e, c->arena);
    parity_pairs(c->rec, c->arena, &now);
    const struct parity_pair *p;
    vec_foreach (p, &now)
        check_pair(c, p, &e);
    vec_release(&now);
    vec_release(&e.pairs);
    strmap_release(&e.first);
    buf_release(&e.key);
}
