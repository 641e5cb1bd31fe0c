/* parity/inconsistent, parity/inconsistent-rare: one English text, one translation. */
#include "rules/parity_facts.h"

#include "base/hashset.h"

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
    .facts = FACT_BIT(FACT_TEXT),
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
    .facts = FACT_BIT(FACT_TEXT),
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

enum {
    PART_FILES = 1 << 15, /* whose hashes are sorted at a time */
    PARTS_MAX = 4,        /* 2 to this power: the parts at most */
};

struct text_use {
    struct text_fact key;
    struct fact fact;
    size_t order; /* of the fact among those looked at */
};

static int by_text(const void *a, const void *b)
{
    const struct text_use *x = a, *y = b;
    if (x->key.en != y->key.en)
        return x->key.en < y->key.en ? -1 : 1;
    if (x->key.zh != y->key.zh)
        return x->key.zh < y->key.zh ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
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
        struct finding *f = corpus_finding(k, rule, &u[i].fact,
                                           "%zu of %zu records translate this text otherwise", best_count, n);
        corpus_note(k, f, "the usual translation stands in %s", corpus_path(k, u[best].fact.file));
        corpus_help(k, f, "use one translation for one text");
    }
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Adds the English texts of one part of all hashes that stand in three places or more: of two nothing is
 * said. */
static void find_frequent_part(struct corpus *k, unsigned part, unsigned bits, struct hashset *out)
{
    VEC(uint64_t) hashes = {0};
    struct fact_cursor *c = corpus_facts(k, FACT_TEXT);
    const struct fact *f;
    while ((f = fact_next(c)) != NULL) {
        uint64_t en = text_fact_read(f->key).en;
        if ((en & ((1U << bits) - 1)) == part && corpus_may_concern(k, f))
            *vec_push(&hashes) = en;
    }
    if (hashes.len)
        qsort(hashes.at, hashes.len, sizeof *hashes.at, by_number);
    for (size_t i = 2; i < hashes.len; i++)
        if (hashes.at[i] == hashes.at[i - 2])
            hashset_add(out, hashes.at[i]);
    vec_release(&hashes);
}

/* All of them: what is sorted at a time is a part of the hashes that does not grow beyond the memory that
 * facts take. */
static struct hashset find_frequent(struct corpus *k)
{
    struct hashset out = {0};
    unsigned bits = 0;
    while (bits < PARTS_MAX && k->file_count >> bits > PART_FILES)
        bits++;
    for (unsigned part = 0; part < 1U << bits; part++)
        find_frequent_part(k, part, bits, &out);
    return out;
}

static void check_same(struct corpus *k)
{
    struct hashset frequent = find_frequent(k);
    VEC(struct text_use) uses = {0};
    struct fact_cursor *c = corpus_facts(k, FACT_TEXT);
    const struct fact *f;
    while ((frequent.len || frequent.zero) && (f = fact_next(c)) != NULL) {
        struct text_fact key = text_fact_read(f->key);
        if (hashset_has(&frequent, key.en)) {
            size_t order = uses.len;
            *vec_push(&uses) = (struct text_use){key, *f, order};
        }
    }
    if (uses.len)
        qsort(uses.at, uses.len, sizeof *uses.at, by_text);
    for (size_t i = 0, m; i < uses.len; i += m) {
        for (m = 1; i + m < uses.len && uses.at[i + m].key.en == uses.at[i].key.en;)
            m++;
        check_group(k, uses.at + i, m);
    }
    vec_release(&uses);
    hashset_release(&frequent);
}
