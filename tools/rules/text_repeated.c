/* text/repeated: a text that says again what stands beside it. */
#include "base/strmap.h"
#include "engine/rule.h"
#include "json/pointer.h"

static void check_repeated(struct check *c);

const struct rule rule_text_repeated = {
    .id = "text/repeated",
    .summary = "a text must not repeat another one of its record",
    .why = "A procedure that only repeats the action leaves the reader without the steps; the same fix "
           "listed twice hides "
           "that there is one.",
    .rate = "certain; once on the seed, whose procedures repeat their actions",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TEXT) | ROLE_BIT(ROLE_ACTION) | ROLE_BIT(ROLE_PROCEDURE),
    .check = check_repeated,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"workarounds\": [{\"action\": \"Renew it.\", \"how\": \"Renew it.\", "
                    "\"success_rate\": 0.9}], "
                    "\"workarounds_zh\": [\"续订。\"]}",
             .at = "/workarounds/0/how"},
            {.bad = "{\"aliases\": [\"Example fault\", \"Example fault\"]}", .at = "/aliases/1"},
            {.good = "{}"},
            {0},
        },
};

/* False when two values, both strings, differ by their bytes and can be written in one way only. */
static bool may_equal(const struct json_doc *doc, json_node a, json_node b)
{
    const struct json_cell *x = json_cell(doc, a), *y = json_cell(doc, b);
    if (x->type != JSON_STRING || y->type != JSON_STRING || (x->flags | y->flags) & JSON_SPELT)
        return true;
    return str_eq(json_inner(doc, a), json_inner(doc, b));
}

/* One finding a record, at the first procedure that is its action: with one, the others are alike more often
 * than not. */
static void check_procedures(struct check *c)
{
    const struct record *rec = c->rec;
    struct role_hits all = record_role(rec, ROLE_PROCEDURE);
    const struct role_hit *first = NULL;
    size_t same = 0;
    for (size_t i = 0; i < all.len; i++) {
        json_node action = record_in_item(rec, ROLE_ACTION, all.at[i]->item);
        if (action == JSON_NONE || !may_equal(rec->doc, action, all.at[i]->node) ||
            !json_equal(rec->doc, action, rec->doc, all.at[i]->node))
            continue;
        first = same++ ? first : all.at[i];
    }
    if (!first)
        return;
    struct str name = record_place_of(rec, first)->name;
    struct finding *f = finding_at(c, &rule_text_repeated, first->node, "%.*s repeats the action beside it%s",
                                   STR_FMT(name), same > 1 ? ", and so do others of this record" : "");
    if (same > 1)
        finding_note(c, f, "%zu of %zu", same, all.len);
    finding_help(c, f, "write the steps: commands, settings, what to look for");
}

/* Only within one list: that a cause is worded like a fix is no repetition. *first is a text equal to the one
 * at i; it becomes the first such one at the same place. */
static bool same_list(struct check *c, struct role_hits texts, size_t i, size_t *first)
{
    const struct json_doc *doc = c->rec->doc;
    for (size_t j = *first; j < i; j++) {
        if (texts.at[j]->place == texts.at[i]->place && texts.at[j]->item != JSON_NONE &&
            json_equal(doc, texts.at[j]->node, doc, texts.at[i]->node)) {
            *first = j;
            return true;
        }
    }
    return false;
}

/* Some of a text's bytes, to tell texts apart. */
static uint32_t print_of(struct str v)
{
    uint64_t a = 0, b = 0, m = 0;
    if (v.len < 8) {
        memcpy(&a, v.s, v.len);
    } else {
        memcpy(&a, v.s, 8);
        memcpy(&m, v.s + v.len / 2 - 4, 8);
        memcpy(&b, v.s + v.len - 8, 8);
    }
    a = (a ^ v.len) * 0x9e3779b97f4a7c15u;
    a = (a ^ a >> 32 ^ m) * 0xff51afd7ed558ccdu;
    a = (a ^ a >> 32 ^ b) * 0xc4ceb9fe1a85ec53u;
    return (uint32_t)(a >> 32);
}

/* That no two of the texts in lists are equal, when that is quick to see. */
enum { FEW_TEXTS = 96, PRINTS = 256 };
static bool all_differ(const struct json_doc *doc, struct role_hits texts)
{
    uint8_t slots[PRINTS] = {0}; /* number of a text + 1, by its print */
    json_node nodes[FEW_TEXTS];
    size_t count = 0;
    if (texts.len > FEW_TEXTS || doc->flags & JSON_SPELT)
        return false;
    for (size_t i = 0; i < texts.len; i++) {
        json_node n = texts.at[i]->node;
        if (texts.at[i]->item == JSON_NONE || json_type(doc, n) != JSON_STRING)
            continue;
        struct str v = json_inner(doc, n);
        uint32_t at = print_of(v) % PRINTS;
        for (; slots[at]; at = (at + 1) % PRINTS)
            if (str_eq(json_inner(doc, nodes[slots[at] - 1]), v) && v.len)
                return false;
        nodes[count] = n;
        slots[at] = (uint8_t)++count;
    }
    return true;
}

static void check_repeated(struct check *c)
{
    const struct record *rec = c->rec;
    check_procedures(c);
    struct role_hits texts = record_role(rec, ROLE_TEXT);
    if (all_differ(rec->doc, texts))
        return;
    struct strmap seen = STRMAP_INIT;
    for (size_t i = 0; i < texts.len; i++) {
        const struct role_hit *hit = texts.at[i];
        const struct role_place *place = record_place_of(rec, hit);
        struct str v = record_string(rec, hit->node, c->arena);
        if (!v.len || hit->item == JSON_NONE || place->roles & ROLE_BIT(ROLE_PROCEDURE))
            continue;
        bool fresh;
        size_t first = *strmap_put(&seen, v, (uint32_t)i, &fresh);
        if (fresh || !same_list(c, texts, i, &first))
            continue;
        struct buf pointer = BUF_INIT;
        json_pointer_add(&pointer, rec->doc, texts.at[first]->node);
        struct finding *f =
            finding_at(c, &rule_text_repeated, hit->node, "%.*s repeats %s", STR_FMT(place->name), pointer.s);
        finding_help(c, f, "keep one of the two");
        buf_release(&pointer);
    }
    strmap_release(&seen);
}
