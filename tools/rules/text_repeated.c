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
        if (action == JSON_NONE || !json_equal(rec->doc, action, rec->doc, all.at[i]->node))
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

static void check_repeated(struct check *c)
{
    const struct record *rec = c->rec;
    check_procedures(c);
    struct role_hits texts = record_role(rec, ROLE_TEXT);
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
