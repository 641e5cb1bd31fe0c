/* zh/spacing, zh/colon: one style in the whole base, whichever most of it has. */
#include "rules/parity_facts.h"

static void check_style(struct corpus *k);

enum { PLACES_LEAST = 20, MAJORITY = 90 }; /* per cent */

const struct rule rule_zh_spacing = {
    .id = "zh/spacing",
    .summary = "blanks between Chinese and Latin words are written as in most of the base",
    .why = "Pages of one base look alike, and a search for \"a blank, nginx\" finds all of them.",
    .rate = "0.5 % of error messages, 2.6 % of prose; speaks only where 90 % of the base agree",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .collect = check_parity,
    .check_corpus = check_style,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The nginx of the origin is old.\", \"root_cause_zh\": \"源站的nginx "
                    "太旧。\"}",
             .at = "/root_cause_zh",
             .fixed =
                 "{\"root_cause\": \"The nginx of the origin is old.\", \"root_cause_zh\": \"源站的 nginx "
                 "太旧。\"}",
             .with =
                 "{\"root_cause\": \"The nginx of the origin is old.\", \"root_cause_zh\": \"源站的 nginx "
                 "太旧。\"}",
             .copies = 15},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_zh_colon = {
    .id = "zh/colon",
    .summary = "colons behind Chinese characters are written as in most of the base",
    .why = "Pages of one base look alike.",
    .rate = "3.1 % of error messages, 1.9 % of prose; speaks only where 90 % of the base agree",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .collect = check_parity,
    .check_corpus = check_style,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The cause: it is old.\", \"root_cause_zh\": \"原因: 它太旧。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause\": \"The cause: it is old.\", \"root_cause_zh\": \"原因：它太旧。\"}",
             .with = "{\"root_cause\": \"The cause: it is old.\", \"root_cause_zh\": \"原因：它太旧。\"}",
             .copies = 25},
            {.good = "{}"},
            {0},
        },
};

static const struct fact_style_rule {
    const struct rule *rule;
    enum style usual_of; /* the style that must be usual for this one to be reported */
    const char *message, *help;
} rows[STYLE_COUNT] = {
    [STYLE_TIGHT] = {&rule_zh_spacing, STYLE_SPACED, "no blank between Chinese and Latin at %u place%s",
                     "put a blank between"},
    [STYLE_SPACED] = {&rule_zh_spacing, STYLE_TIGHT, "a blank between Chinese and Latin at %u place%s",
                      "leave the blank out"},
    [STYLE_HALF_COLON] = {&rule_zh_colon, STYLE_WIDE_COLON, "a half-width colon behind Chinese at %u place%s",
                          "write the full-width colon"},
    [STYLE_WIDE_COLON] = {&rule_zh_colon, STYLE_HALF_COLON, "a full-width colon behind Chinese at %u place%s",
                          "write the half-width colon and a blank"},
};

static void add_edits(struct corpus *k, struct finding *f, enum style style, const struct style_fact *s)
{
    for (uint32_t i = 0; i < s->places && i < STYLE_PLACES; i++)
        switch (style) {
        case STYLE_TIGHT: corpus_edit(k, f, s->at[i], 0, STR(" ")); break;
        case STYLE_SPACED: corpus_edit(k, f, s->at[i], 1, STR("")); break;
        case STYLE_HALF_COLON: corpus_edit(k, f, s->at[i], 1 + s->blank[i], STR("：")); break;
        case STYLE_WIDE_COLON: corpus_edit(k, f, s->at[i], 3, STR(": ")); break;
        default: break;
        }
}

static void check_style(struct corpus *k)
{
    uint64_t total[STYLE_COUNT] = {0};
    struct style_fact s;
    const struct fact *f = k->facts[FACT_STYLE], *end = f + k->counts[FACT_STYLE];
    for (; f < end; f++) {
        memcpy(&s, f->key.s, sizeof s);
        total[f->number] += s.count;
    }
    for (f = k->facts[FACT_STYLE]; f < end; f++) {
        const struct fact_style_rule *row = &rows[f->number];
        uint64_t usual = total[row->usual_of], all = usual + total[f->number];
        if (usual < PLACES_LEAST || usual * 100 < all * MAJORITY)
            continue;
        memcpy(&s, f->key.s, sizeof s);
        /* NOLINTNEXTLINE(clang-diagnostic-format-nonliteral): a row of the table above */
        struct finding *found =
            corpus_finding(k, row->rule, f, row->message, s.count, s.count == 1 ? "" : "s");
        corpus_note(k, found, "%llu of %llu places of the base are written the other way",
                    (unsigned long long)usual, (unsigned long long)all);
        corpus_help(k, found, "%s", row->help);
        add_edits(k, found, (enum style)f->number, &s);
    }
}
