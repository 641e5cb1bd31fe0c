/* parity/list-order-learned, parity/unrelated-learned, parity/name-learned: what the base's own translations
 * teach. */
#include "rules/parity_facts.h"

#include "base/strmap.h"

static void check_learned(struct corpus *k);
static void check_names(struct corpus *k);

enum { PAIRS_LEAST = 100, NAME_USES = 5 };

const struct rule rule_parity_list_learned = {
    .id = "parity/list-order-learned",
    .summary = "the translations of a list should stand in its order, by the words of the whole base",
    .why = "Each of the two items tells the reader of Chinese to do the other.",
    .rate = "0 of 1,681 aligned lists beyond what parity/list-order-likely finds",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .facts = FACT_BIT(FACT_SAMPLE) | FACT_BIT(FACT_LIST),
    .collect = check_parity,
    .check_corpus = check_learned,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"workarounds\": [{\"action\": \"Prune the orchard.\"}, {\"action\": \"Shear the "
                    "sheep.\"}], "
                    "\"workarounds_zh\": [\"给绵羊剪毛。\", \"修剪果园树木。\"]}",
             .at = "/workarounds_zh/0",
             .with = "{\"workarounds\": [{\"action\": \"Prune the orchard.\"}, {\"action\": \"Shear the "
                     "sheep.\"}], "
                     "\"workarounds_zh\": [\"修剪果园树木。\", \"给绵羊剪毛。\"]}",
             .copies = 40},
            {.good = "{}"},
            {0},
        },
};

#define FIVE(x)    x x x x x
#define ORCHARD_EN "{\"action\": \"Prune the orchard trees.\"}, {\"action\": \"Shear the sheep slowly.\"}"
#define ORCHARD_ZH "\"修剪果园树木。\", \"给绵羊慢慢剪毛。\""

const struct rule rule_parity_unrelated_learned = {
    .id = "parity/unrelated-learned",
    .summary = "the Chinese should be the translation of its English, by the words of the whole base",
    .why = "It stands under the wrong text, and reads well there.",
    .rate = "0.073 % of error messages, 0.076 % of prose; measured on bases made of them; speaks only in "
            "bases of 3,000 pairs or more",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .facts = FACT_BIT(FACT_SAMPLE) | FACT_BIT(FACT_LIST),
    .collect = check_parity,
    .check_corpus = check_learned,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Prune the orchard trees.\", \"root_cause_zh\": "
                    "\"给绵羊慢慢剪毛。\"}",
             .at = "/root_cause_zh",
             .with = "{\"workarounds\": [" FIVE(FIVE(ORCHARD_EN ", ")) ORCHARD_EN
             "], \"workarounds_zh\": [" FIVE(FIVE(ORCHARD_ZH ", ")) ORCHARD_ZH "]}",
             .copies = 60},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_parity_name_learned = {
    .id = "parity/name-learned",
    .summary = "a name that the base keeps in Latin letters should be kept everywhere",
    .why = "A reader does not recognise a name that was translated or dropped this once.",
    .rate = "0 of error messages, 0.041 % of prose; measured on bases made of them",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .facts = FACT_BIT(FACT_NAME),
    .collect = check_parity,
    .check_corpus = check_names,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The secrets of Vaulty are sealed.\", \"root_cause_zh\": "
                    "\"密钥库已封存。\"}",
             .at = "/root_cause_zh",
             .with = "{\"workarounds\": [{\"action\": \"Open the Vaulty console.\"}, {\"action\": \"Restart "
                     "the Vaulty server.\"}, {\"action\": \"Read the Vaulty log.\"}, {\"action\": \"Ask the "
                     "Vaulty owner.\"}, {\"action\": \"Upgrade the Vaulty client.\"}], \"workarounds_zh\": "
                     "[\"打开 Vaulty 控制台。\", \"重启 Vaulty 服务器。\", \"阅读 Vaulty 日志。\", \"询问 "
                     "Vaulty 所有者。\", \"升级 Vaulty 客户端。\"]}"},
            {.good = "{}"},
            {0},
        },
};

/* ---- lists ---- */

static struct lexicon *learn(struct corpus *k)
{
    VEC(struct lexicon_text) en = {0}, zh = {0};
    struct fact_cursor *c = corpus_facts(k, FACT_SAMPLE);
    const struct fact *f;
    while ((f = fact_next(c)) != NULL) {
        struct pair_numbers p;
        size_t at = 0;
        if (!(f->number & SAMPLE_LENT) || !numbers_next(numbers_align(f->key, k->arena), &at, &p))
            continue;
        *vec_push(&en) = p.en;
        *vec_push(&zh) = p.zh;
    }
    struct lexicon *l = en.len >= PAIRS_LEAST ? lexicon_learn(en.at, zh.at, en.len) : NULL;
    vec_release(&en);
    vec_release(&zh);
    return l;
}

struct open_list {
    size_t n;
    const float *match; /* n * n */
    struct lexicon_text en[OPEN_LIST_ITEMS], zh[OPEN_LIST_ITEMS];
    uint32_t start[OPEN_LIST_ITEMS], end[OPEN_LIST_ITEMS];
};

static bool read_list(struct corpus *k, const struct fact *f, struct open_list *out)
{
    struct str key = numbers_align(f->key, k->arena);
    size_t n = f->number, at = n * n * sizeof(float);
    if (n < 2 || n > OPEN_LIST_ITEMS || at > f->key.len)
        return false;
    out->n = n;
    out->match = (const void *)key.s;
    for (size_t i = 0; i < n; i++) {
        struct pair_numbers p;
        if (!numbers_next(key, &at, &p))
            return false;
        out->en[i] = p.en;
        out->zh[i] = p.zh;
        out->start[i] = p.start;
        out->end[i] = p.end;
    }
    return true;
}

static void check_list(struct corpus *k, const struct lexicon *l, const struct fact *f)
{
    struct open_list list;
    double best = LEXICON_SWAP;
    size_t first = 0, second = 0;
    if (!read_list(k, f, &list))
        return;
    for (size_t i = 0; i < list.n; i++)
        for (size_t j = i + 1; j < list.n; j++) {
            double tokens = (double)list.match[i * list.n + j] + (double)list.match[j * list.n + i] -
                            (double)list.match[i * list.n + i] - (double)list.match[j * list.n + j];
            double gain = 2 * tokens + lexicon_list_gain(l, list.en, list.zh, i, j);
            if (gain > best)
                best = gain, first = i, second = j;
        }
    if (!second)
        return;
    struct fact at = *f;
    at.start = list.start[first];
    at.end = list.end[first];
    struct finding *found =
        corpus_finding(k, &rule_parity_list_learned, &at,
                       "the translations of items %zu and %zu seem to be exchanged", first + 1, second + 1);
    corpus_note(k, found, "as %zu pairs of the base translate their words, each fits the other item better",
                lexicon_pairs(l));
    corpus_help(k, found, "put the translations in the order of the English");
}

/* ---- unrelated texts ---- */

static void check_doubtful(struct corpus *k, const struct lexicon *l, const struct fact *f)
{
    struct pair_numbers p;
    size_t at = 0;
    if (lexicon_pairs(l) < LEXICON_SURE || !numbers_next(numbers_align(f->key, k->arena), &at, &p) ||
        !lexicon_is_unrelated(l, p.en, p.zh))
        return;
    struct finding *found = corpus_finding(k, &rule_parity_unrelated_learned, f,
                                           "the Chinese seems to be the translation of another text");
    corpus_note(k, found, "%zu pairs of the base translate the words of the English otherwise",
                lexicon_pairs(l));
    corpus_help(k, found, "see which text it belongs to");
}

/* The lexicon is learned when a list or a text asks for it: most bases have neither. */
static void check_learned(struct corpus *k)
{
    struct lexicon *l = NULL;
    size_t samples = 0;
    bool learned = false;
    struct fact_cursor *c = corpus_facts(k, FACT_SAMPLE);
    const struct fact *f;
    while (samples < LEXICON_SURE && fact_next(c))
        samples++;
    for (int lists = 0; lists < 2; lists++) {
        if (!lists && samples < LEXICON_SURE)
            continue;
        c = corpus_facts(k, lists ? FACT_LIST : FACT_SAMPLE);
        while ((f = fact_next(c)) != NULL) {
            if ((!lists && !(f->number & SAMPLE_DOUBTFUL)) || !corpus_is_asked(k, f))
                continue;
            if (!learned) {
                l = learn(k);
                learned = true;
            }
            if (l && lists)
                check_list(k, l, f);
            else if (l)
                check_doubtful(k, l, f);
        }
    }
    lexicon_free(l);
}

/* ---- names ---- */

struct name_use {
    uint32_t kept, lost;
};
struct name_uses {
    struct name_use *at;
    size_t len, cap;
};

static struct str name_of(const struct fact *f)
{
    return str_sub(f->key, NAME_TEXT, f->key.len);
}

/* How often each name is kept and lost, over the different texts of the sample. */
static void count_names(struct corpus *k, struct strmap *names, struct name_uses *uses)
{
    struct strmap seen = STRMAP_INIT;
    struct fact_cursor *c = corpus_facts(k, FACT_NAME);
    const struct fact *f;
    while ((f = fact_next(c)) != NULL) {
        bool fresh;
        if (!(f->number & NAME_SAMPLED))
            continue;
        strmap_put(&seen, f->key, 0, &fresh);
        if (!fresh)
            continue;
        uint32_t id = *strmap_put(names, name_of(f), (uint32_t)uses->len, &fresh);
        if (fresh)
            *vec_push(uses) = (struct name_use){0, 0};
        if (f->number & NAME_KEPT)
            uses->at[id].kept++;
        else
            uses->at[id].lost++;
    }
    strmap_release(&seen);
}

static void check_names(struct corpus *k)
{
    struct strmap names = STRMAP_INIT;
    struct name_uses uses = {0};
    count_names(k, &names, &uses);
    struct fact_cursor *c = corpus_facts(k, FACT_NAME);
    const struct fact *f;
    while ((f = fact_next(c)) != NULL) {
        const uint32_t *id = f->number & NAME_KEPT ? NULL : strmap_get(&names, name_of(f));
        const struct name_use *u = id ? &uses.at[*id] : NULL;
        /* This loss itself says nothing against the name. */
        uint32_t own = f->number & NAME_SAMPLED ? 1 : 0;
        if (!u || u->kept < NAME_USES || u->kept < 9 * (u->lost - own))
            continue;
        struct finding *found =
            corpus_finding(k, &rule_parity_name_learned, f, "the name \"%.*s\" is missing in the Chinese",
                           STR_FMT(name_of(f)));
        corpus_note(k, found, "%u of %u texts of the base that hold it keep it", u->kept, u->kept + u->lost);
        corpus_help(k, found, "keep names of products and programs in Latin letters");
    }
    vec_release(&uses);
    strmap_release(&names);
}
