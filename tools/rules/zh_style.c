/* zh/spacing, zh/colon, zh/blank, zh/blank-at-mark, zh/final-mark, parity/quoted-word: one style in the whole
 * base, whichever most of it has. */
#include "rules/parity_facts.h"

static void check_style(struct corpus *k);

enum { PLACES_LEAST = 20, MAJORITY = 90 }; /* per cent */

const struct rule rule_zh_spacing = {
    .id = "zh/spacing",
    .summary = "blanks between Chinese and Latin words are written as in most of the base",
    .why = "Pages of one base look alike, and a search for \"a blank, nginx\" finds all of them.",
    .rate = "0.43 % of error messages, 1.1 % of prose; speaks only where 90 % of the base agree",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .collect = check_parity,
    .check_corpus = check_style,
    .facts = FACT_BIT(FACT_STYLE),
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
    .rate =
        "0 of error messages, where usage is mixed, 1.4 % of prose; speaks only where 90 % of the base agree",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .collect = check_parity,
    .check_corpus = check_style,
    .facts = FACT_BIT(FACT_STYLE),
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

const struct rule rule_zh_blank = {
    .id = "zh/blank",
    .summary = "Chinese is written without blanks between its characters where most of the base is",
    .why = "A blank cuts a word in two for every search.",
    .rate = "0.14 % of error messages, 1.4 % of prose; speaks only where 90 % of the base agree",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .collect = check_parity,
    .check_corpus = check_style,
    .facts = FACT_BIT(FACT_STYLE),
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature_zh\": \"502 错误：示例故障。无法满足请求。\", \"root_cause_zh\": "
                    "\"示例的源站提供了 过期的证书。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"signature_zh\": \"502 错误：示例故障。无法满足请求。\", \"root_cause_zh\": "
                      "\"示例的源站提供了过期的证书。\"}",
             .with = "{\"signature_zh\": \"502 错误：示例故障。无法满足请求。\", \"root_cause_zh\": "
                     "\"示例的源站提供了过期的证书。\"}",
             .copies = 25},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_zh_blank_at_mark = {
    .id = "zh/blank-at-mark",
    .summary = "blanks beside full-width marks are written as in most of the base",
    .why = "Pages of one base look alike.",
    .rate = "0.35 % of error messages, 0 of prose, where usage is mixed; speaks only where 90 % of the base "
            "agree",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .collect = check_parity,
    .check_corpus = check_style,
    .facts = FACT_BIT(FACT_STYLE),
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站， 提供了过期的证书。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause_zh\": \"示例的源站，提供了过期的证书。\"}",
             .with = "{\"root_cause_zh\": \"示例的源站，提供了过期的证书。\"}",
             .copies = 25},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_zh_final_mark = {
    .id = "zh/final-mark",
    .summary = "a Chinese text ends with a full stop where its English does, as in most of the base",
    .why = "Pages of one base look alike; an end without a mark may be one that was cut off.",
    .rate = "0.36 % of error messages, 0.41 % of prose; speaks only where 90 % of the base agree",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .collect = check_parity,
    .check_corpus = check_style,
    .facts = FACT_BIT(FACT_STYLE),
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了过期的证书\"}",
             .at = "/root_cause_zh",
             .with = "{}",
             .copies = 25},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_parity_quoted_word = {
    .id = "parity/quoted-word",
    .summary = "a word in quotes is kept, or translated, as in most of the base",
    .why = "What is quoted is often what a screen shows: a reader looks for it as it stands there.",
    .rate = "0.13 % of error messages, 0 of prose, where usage is mixed; speaks only where 90 % of the base "
            "agree",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .collect = check_parity,
    .check_corpus = check_style,
    .facts = FACT_BIT(FACT_STYLE),
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The origin says \\\"expired\\\" again.\", \"root_cause_zh\": "
                    "\"源站再次提示已过期。\"}",
             .at = "/root_cause_zh",
             .with = "{\"root_cause\": \"The origin says \\\"refused\\\" again.\", \"root_cause_zh\": "
                     "\"源站再次提示“refused”。\"}",
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
    [STYLE_HAN_BLANK] = {&rule_zh_blank, STYLE_HAN_RUN, "a blank between Chinese characters at %u place%s",
                         "leave the blank out"},
    [STYLE_MARK_BLANK] = {&rule_zh_blank_at_mark, STYLE_MARK_TIGHT,
                          "a blank beside a full-width mark at %u place%s", "leave the blank out"},
    [STYLE_MARK_TIGHT] = {&rule_zh_blank_at_mark, STYLE_MARK_BLANK,
                          "no blank behind a full-width mark at %u place%s", "put a blank behind it"},
    [STYLE_STOP_LOST] = {&rule_zh_final_mark, STYLE_STOP_KEPT,
                         "the English ends with a full stop, the Chinese without, in %u text%s",
                         "end with a full stop, or see whether something was cut off"},
    [STYLE_STOP_ADDED] = {&rule_zh_final_mark, STYLE_STOP_NONE,
                          "the Chinese ends with a full stop, the English without, in %u text%s",
                          "end both alike"},
    [STYLE_QUOTED_LOST] = {&rule_parity_quoted_word, STYLE_QUOTED_KEPT,
                           "%u word%s that the English quotes stand nowhere in the Chinese",
                           "keep what is quoted as it is"},
};

static void add_edits(struct corpus *k, struct finding *f, enum style style, const struct style_fact *s)
{
    for (uint32_t i = 0; i < s->places && i < STYLE_PLACES; i++)
        switch (style) {
        case STYLE_TIGHT: corpus_edit(k, f, s->at[i], 0, STR(" ")); break;
        case STYLE_MARK_TIGHT: corpus_edit(k, f, s->at[i], 0, STR(" ")); break;
        case STYLE_HAN_BLANK:
        case STYLE_MARK_BLANK:
        case STYLE_SPACED: corpus_edit(k, f, s->at[i], 1, STR("")); break;
        case STYLE_HALF_COLON: corpus_edit(k, f, s->at[i], 1 + s->blank[i], STR("：")); break;
        case STYLE_WIDE_COLON: corpus_edit(k, f, s->at[i], 3, STR(": ")); break;
        default: break;
        }
}

static void check_style(struct corpus *k)
{
    uint64_t total[STYLE_COUNT] = {0};
    struct fact_cursor *c = corpus_facts(k, FACT_STYLE);
    const struct fact *f;
    while ((f = fact_next(c)) != NULL)
        total[f->number] += style_fact_read(f->key).count;
    c = corpus_facts(k, FACT_STYLE);
    while ((f = fact_next(c)) != NULL) {
        const struct fact_style_rule *row = &rows[f->number];
        if (!row->rule)
            continue;
        uint64_t usual = total[row->usual_of], all = usual + total[f->number];
        if (usual < PLACES_LEAST || usual * 100 < all * MAJORITY)
            continue;
        struct style_fact s = style_fact_read(f->key);
        /* NOLINTNEXTLINE(clang-diagnostic-format-nonliteral): a row of the table above */
        struct finding *found =
            corpus_finding(k, row->rule, f, row->message, s.count, s.count == 1 ? "" : "s");
        corpus_note(k, found, "%llu of %llu such places of the base are written the other way",
                    (unsigned long long)usual, (unsigned long long)all);
        corpus_help(k, found, "%s", row->help);
        add_edits(k, found, (enum style)f->number, &s);
    }
}
