/* regex/unique, regex/signature-unique: two records of one error, or one regex for two. */
#include "engine/fact.h"

static void collect_texts(struct check *c);
static void check_unique(struct corpus *k);

const struct rule rule_regex_signature_unique = {
    .id = "regex/signature-unique",
    .summary = "two records must not have the same signature",
    .why = "They describe one error twice, and consumers get one of them by chance.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_SIGNATURE),
    .collect = collect_texts,
    .check_corpus = check_unique,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}", .at = "/signature", .with = "{\"id\": \"aws/other\", \"regex\": \"502 ERROR\"}"},
            {.good = "{}", .with = "{\"id\": \"aws/other\", \"signature\": \"503 ERROR Another fault\"}"},
            {.good = "{\"transition_graph\": {\"frequently_confused_with\": [{\"error_id\": \"aws/other\", "
                     "\"distinction\": \"the other one's origin is up\"}]}}",
             .with = "{\"id\": \"aws/other\"}"},
            {0},
        },
};

const struct rule rule_regex_unique = {
    .id = "regex/unique",
    .summary = "two records must not have the same regex",
    .why = "What it finds is one error or the other, and nobody knows which.",
    .rate = "0 on 3,000 generated records",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_REGEX),
    .collect = collect_texts,
    .check_corpus = check_unique,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}",
             .at = "/regex",
             .with =
                 "{\"id\": \"aws/other\", \"signature\": \"502 ERROR Example fault. The request could not "
                 "be satisfied. Again.\"}"},
            {.good = "{}", .with = "{\"id\": \"aws/other\", \"regex\": \"503 ERROR Another fault\"}"},
            {0},
        },
};

enum { OF_REGEX, OF_SIGNATURE, OF_CONFUSION, OF_ID };

/* A text as consumers compare it: without case (ASCII), runs of blanks as one. */
static uint64_t folded_hash(struct str v, struct arena *a)
{
    char *out = arena_alloc(a, v.len);
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        bool blank = ascii_is_space((unsigned char)v.s[i]);
        if (!blank || (n && out[n - 1] != ' '))
            out[n++] = blank ? ' ' : (char)ascii_lower((unsigned char)v.s[i]);
    }
    return str_hash64(str_trim((struct str){out, n}));
}

static void add(struct check *c, enum role role, unsigned what)
{
    struct role_hits hits = record_role(c->rec, role, c->arena);
    for (size_t i = 0; i < hits.len; i++) {
        struct str v = record_string(c->rec, hits.at[i]->node, c->arena);
        uint64_t hash = what < OF_CONFUSION ? folded_hash(v, c->arena) : str_hash64(v);
        if (v.len)
            fact_add(c, FACT_SAME, hits.at[i]->node, (struct str){(const char *)&hash, sizeof hash}, what);
    }
}

static void collect_texts(struct check *c)
{
    add(c, ROLE_REGEX, OF_REGEX);
    add(c, ROLE_SIGNATURE, OF_SIGNATURE);
    add(c, ROLE_CONFUSION, OF_CONFUSION);
    add(c, ROLE_RECORD_ID, OF_ID);
}

static int by_key(const void *a, const void *b)
{
    const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    int order = str_cmp(x->key, y->key);
    if (order)
        return order;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* The facts of one file stand together in the corpus, in the order of files. */
static const struct fact *of_file(const struct corpus *k, uint32_t file, unsigned what)
{
    size_t from = 0, to = k->counts[FACT_SAME];
    const struct fact *facts = k->facts[FACT_SAME];
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (facts[middle].file < file)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < k->counts[FACT_SAME] && facts[from].file == file; from++)
        if (facts[from].number == what)
            return &facts[from];
    return NULL;
}

static bool names(const struct corpus *k, uint32_t file, uint32_t other)
{
    const struct fact *id = of_file(k, other, OF_ID), *it = of_file(k, file, OF_CONFUSION);
    const struct fact *end = k->facts[FACT_SAME] + k->counts[FACT_SAME];
    for (; id && it && it < end && it->file == file; it++)
        if (it->number == OF_CONFUSION && str_eq(it->key, id->key))
            return true;
    return false;
}

/* Whether two records have the same signature: said once, of the signature. */
static bool same_signature(const struct corpus *k, uint32_t file, uint32_t other)
{
    const struct fact *a = of_file(k, file, OF_SIGNATURE), *b = of_file(k, other, OF_SIGNATURE);
    return a && b && str_eq(a->key, b->key);
}

static void report_same(struct corpus *k, const struct fact *at, const struct fact *other)
{
    const struct rule *rule = at->number == OF_REGEX ? &rule_regex_unique : &rule_regex_signature_unique;
    if (!corpus_is_asked(k, at) || !corpus_rule_is_on(k, rule))
        return;
    struct finding *f = corpus_finding(k, rule, at, "%s has the same %s", k->paths[other->file],
                                       at->number == OF_REGEX ? "regex" : "signature");
    corpus_help(k, f,
                "make one record of the two, or say by frequently_confused_with how they are told apart");
}

static void check_unique(struct corpus *k)
{
    size_t count = k->counts[FACT_SAME], n = 0;
    const struct fact **sorted = arena_alloc(k->arena, count * sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        const struct fact *f = &k->facts[FACT_SAME][i];
        if (f->number < OF_CONFUSION && corpus_may_concern(k, f))
            sorted[n++] = f;
    }
    if (n)
        qsort(sorted, n, sizeof *sorted, by_key);
    for (size_t i = 1; i < n; i++) {
        const struct fact *first = sorted[i - 1], *second = sorted[i];
        if (first->number != second->number || first->file == second->file ||
            !str_eq(first->key, second->key) || names(k, first->file, second->file) ||
            names(k, second->file, first->file) ||
            (first->number == OF_REGEX && same_signature(k, first->file, second->file)))
            continue;
        report_same(k, second, first);
        if (i == 1 || sorted[i - 2]->number != first->number || !str_eq(sorted[i - 2]->key, first->key))
            report_same(k, first, second);
    }
}
