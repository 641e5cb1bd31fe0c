/* regex/unique, regex/signature-unique: two records of one error, or one regex for two. */
#include "base/hash.h"
#include "base/hashset.h"
#include "regex/literal.h"
#include "rules/graph.h"

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
    .facts = FACT_BIT(FACT_SAME) | FACT_BIT(FACT_ID),
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
    .facts = FACT_BIT(FACT_SAME) | FACT_BIT(FACT_ID),
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

enum { OF_REGEX, OF_SIGNATURE, OF_CONFUSION };

/* Whether a text has single blanks inside and no other white space: for most it is quick to see. */
static bool is_spaced(struct str v)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x80 * ones, blank = ' ' * ones;
    size_t i = 0;
    if (!v.len || v.s[0] == ' ' || v.s[v.len - 1] == ' ')
        return false;
    for (uint64_t x, y, both; i + 9 <= v.len; i += 8) {
        memcpy(&x, v.s + i, 8);
        memcpy(&y, v.s + i + 1, 8);
        both = (x ^ blank) | (y ^ blank); /* a byte is 0 where two blanks stand */
        if (((x - blank) & ~x & high) || ((both - ones) & ~both & high))
            return false;
    }
    for (; i < v.len; i++)
        if ((unsigned char)v.s[i] < ' ' || (v.s[i] == ' ' && v.s[i - 1] == ' '))
            return false;
    return true;
}

/* A text as consumers compare it: without case (ASCII), runs of blanks as one. */
static uint64_t folded_hash(struct str v, struct arena *a)
{
    char *out = arena_alloc(a, v.len);
    size_t n = 0;
    if (is_spaced(v)) {
        literal_fold_ascii(out, v.s, v.len);
        return hash_text((struct str){out, v.len});
    }
    bool after = true; /* nothing, or a blank */
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        bool blank = ascii_is_space(c);
        out[n] = blank ? ' ' : (char)ascii_lower(c);
        n += !(blank && after);
        after = blank;
    }
    return hash_text(str_trim((struct str){out, n}));
}

static void add(struct check *c, enum role role, unsigned what)
{
    struct role_hits hits = record_role(c->rec, role);
    for (size_t i = 0; i < hits.len; i++) {
        struct str v = record_string(c->rec, hits.at[i]->node, c->arena);
        uint64_t hash = what < OF_CONFUSION ? folded_hash(v, c->arena) : hash_text(v);
        if (v.len)
            fact_add(c, FACT_SAME, hits.at[i]->node, (struct str){(const char *)&hash, sizeof hash}, what);
    }
}

static void collect_texts(struct check *c)
{
    add(c, ROLE_REGEX, OF_REGEX);
    add(c, ROLE_SIGNATURE, OF_SIGNATURE);
    add(c, ROLE_CONFUSION, OF_CONFUSION);
    collect_id(c);
}

/* A place whose text stands elsewhere too. */
struct use {
    uint64_t hash;
    struct fact fact;
};

struct uses {
    struct corpus *k;
    const struct fact_index *facts, *ids;
    VEC(struct use) at;
};

static int by_hash(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    if (x->fact.number != y->fact.number)
        return x->fact.number < y->fact.number ? -1 : 1;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->fact.file != y->fact.file)
        return x->fact.file < y->fact.file ? -1 : 1;
    return x->fact.start < y->fact.start ? -1 : x->fact.start > y->fact.start;
}

static uint64_t hash_of(const struct fact *f)
{
    uint64_t hash = 0;
    if (f->key.len == sizeof hash)
        memcpy(&hash, f->key.s, sizeof hash);
    return hash;
}

/* Whether a record tells another apart from itself. */
static bool names(const struct uses *u, uint32_t file, uint32_t other)
{
    struct str id = corpus_id_of(u->k, u->ids, other);
    struct fact_run run = facts_of(u->facts, file);
    const struct fact *f;
    while (id.s && (f = fact_run_next(&run)) != NULL)
        if (f->number == OF_CONFUSION && hash_of(f) == hash_text(id))
            return true;
    return false;
}

/* Whether two records have the same signature: said once, of the signature. */
static bool same_signature(const struct uses *u, uint32_t file, uint32_t other)
{
    uint64_t hashes[2];
    for (int i = 0; i < 2; i++) {
        struct fact_run run = facts_of(u->facts, i ? other : file);
        const struct fact *f;
        while ((f = fact_run_next(&run)) != NULL && f->number != OF_SIGNATURE)
            continue;
        if (!f)
            return false;
        hashes[i] = hash_of(f);
    }
    return hashes[0] == hashes[1];
}

static void report_same(struct corpus *k, const struct fact *at, const struct fact *other)
{
    const struct rule *rule = at->number == OF_REGEX ? &rule_regex_unique : &rule_regex_signature_unique;
    if (!corpus_is_asked(k, at) || !corpus_rule_is_on(k, rule))
        return;
    struct finding *f = corpus_finding(k, rule, at, "%s has the same %s", corpus_path(k, other->file),
                                       at->number == OF_REGEX ? "regex" : "signature");
    corpus_help(k, f,
                "make one record of the two, or say by frequently_confused_with how they are told apart");
}

static bool is_text(const struct fact *f)
{
    return f->number < OF_CONFUSION;
}

/* What stands in two places: found by hashes alone, then taken whole. */
static void find_uses(struct uses *u)
{
    struct hashset seen = {0}, twice = {0};
    struct fact_cursor *c = corpus_facts(u->k, FACT_SAME);
    const struct fact *f;
    hashset_reserve(&seen, u->k->filter ? 0 : u->k->file_count * 2);
    while ((f = fact_next(c)) != NULL)
        if (is_text(f) && corpus_may_concern(u->k, f) && !hashset_add(&seen, hash_of(f) ^ f->number))
            hashset_add(&twice, hash_of(f) ^ f->number);
    hashset_release(&seen);
    c = corpus_facts(u->k, FACT_SAME);
    while ((twice.len || twice.zero) && (f = fact_next(c)) != NULL)
        if (is_text(f) && hashset_has(&twice, hash_of(f) ^ f->number))
            *vec_push(&u->at) = (struct use){hash_of(f), *f};
    hashset_release(&twice);
}

static void check_unique(struct corpus *k)
{
    struct uses u = {.k = k};
    find_uses(&u);
    if (u.at.len) {
        qsort(u.at.at, u.at.len, sizeof *u.at.at, by_hash);
        u.facts = corpus_index(k, FACT_SAME);
        u.ids = corpus_index(k, FACT_ID);
    }
    for (size_t i = 1; i < u.at.len; i++) {
        const struct use *uses = u.at.at;
        const struct fact *first = &uses[i - 1].fact, *second = &uses[i].fact;
        if (first->number != second->number || first->file == second->file ||
            uses[i - 1].hash != uses[i].hash || names(&u, first->file, second->file) ||
            names(&u, second->file, first->file) ||
            (first->number == OF_REGEX && same_signature(&u, first->file, second->file)))
            continue;
        report_same(k, second, first);
        if (i == 1 || uses[i - 2].fact.number != first->number || uses[i - 2].hash != uses[i - 1].hash)
            report_same(k, first, second);
    }
    vec_release(&u.at);
}
