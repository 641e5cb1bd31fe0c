/* parity/inconsistent, parity/inconsistent-rare: one English text, one translation. */
#include "rules/parity_facts.h"

static void check_same(struct corpus *k);

const struct rule rule_parity_inconsistent = {
    .id = "parity/inconsistent",
    .summary = "the same English text should have the same translation in every record",
    .why = "A reader takes two translations for two things.",
    .rate =
        "0 of 2,000 generated records and of 55,550 reviewed pairs; texts of a curated base repeat seldom",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .collect = check_parity,
    .check_corpus = check_same,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站给出了过期的证书。\"}",
             .at = "/root_cause_zh",
             .with = "{}",
             .copies = 2},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_parity_inconsistent_rare = {
    .id = "parity/inconsistent-rare",
    .summary = "a translation must not differ from what nearly every record has for the same English",
    .why = "One of many is more often a slip than a choice.",
    .rate = "0 of 2,000 generated records and of 55,550 reviewed pairs; fires where one form has 95 % of ten "
            "uses or more",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .collect = check_parity,
    .check_corpus = check_same,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站给出了过期的证书。\"}",
             .at = "/root_cause_zh",
             .with = "{}",
             .copies = 25},
            {.good = "{}"},
            {0},
        },
};

struct text_use {
    struct text_fact key;
    const struct fact *fact;
};

static int by_text(const void *a, const void *b)
{
    const struct text_use *x = a, *y = b;
    if (x->key.en != y->key.en)
        return x->key.en < y->key.en ? -1 : 1;
    if (x->key.zh != y->key.zh)
        return x->key.zh < y->key.zh ? -1 : 1;
    return x->fact < y->fact ? -1 : x->fact > y->fact;
}

/* All uses of one English text, sorted by translation. */
static void check_group(struct corpus *k, const struct text_use *u, size_t n)
{
    size_t best = 0, best_count = 0;
    for (size_t i = 0, m; i < n; i += m) {
        for (m = 1; i + m < n && u[i + m].key.zh == u[i].key.zh;)
            m++;
        if (m > best_count)
            best = i, best_count = m;
    }
    /* Two of two say nothing on which is right. */
    if (best_count == n || best_count < 2)
        return;
    bool rare = n >= 10 && best_count * 100 >= n * 95;
    const struct rule *rule = rare ? &rule_parity_inconsistent_rare : &rule_parity_inconsistent;
    for (size_t i = 0; i < n; i++) {
        if (u[i].key.zh == u[best].key.zh)
            continue;
        struct finding *f = corpus_finding(k, rule, u[i].fact,
                                           "%zu of %zu records translate this text otherwise", best_count, n);
        corpus_note(k, f, "the usual translation stands in %s", k->paths[u[best].fact->file]);
        corpus_help(k, f, "use one translation for one text");
    }
}

static void check_same(struct corpus *k)
{
    size_t n = k->counts[FACT_TEXT];
    struct text_use *uses = mem_alloc((n + 1) * sizeof *uses);
    size_t all = n;
    n = 0;
    for (size_t i = 0; i < all; i++) {
        const struct fact *f = &k->facts[FACT_TEXT][i];
        if (!corpus_may_concern(k, f))
            continue;
        uses[n].fact = f;
        memcpy(&uses[n++].key, f->key.s, sizeof uses->key);
    }
    if (n)
        qsort(uses, n, sizeof *uses, by_text);
    for (size_t i = 0, m; i < n; i += m) {
        for (m = 1; i + m < n && uses[i + m].key.en == uses[i].key.en;)
            m++;
        if (m > 2)
            check_group(k, uses + i, m);
    }
    free(uses);
}
