/* IBM model 1: see lexicon.h. */
#include "text/lexicon.h"

#include "base/utf8.h"

#include "text/script.h"
#include "text/side.h"
#include "text/words.h"

#include <math.h>

enum { ROUNDS = 4, CELLS_MAX = 6000000, KNOWN = 2 };

/* 64-bit keys to numbers in order of insertion; open addressing, never more than half full. */
struct keys {
    uint64_t *keys; /* in order of insertion */
    uint32_t *slots;
    uint32_t len, cap, slot_count;
};

static uint32_t slot_of(const struct keys *m, uint64_t key)
{
    uint64_t h = (key ^ (key >> 29)) * 0x9E3779B97F4A7C15u;
    uint32_t at = (uint32_t)(h >> 33) & (m->slot_count - 1);
    while (m->slots[at] && m->keys[m->slots[at] - 1] != key)
        at = (at + 1) & (m->slot_count - 1);
    return at;
}

static uint32_t keys_find(const struct keys *m, uint64_t key)
{
    return m->slot_count ? m->slots[slot_of(m, key)] - 1 : UINT32_MAX;
}

static uint32_t keys_put(struct keys *m, uint64_t key)
{
    if (m->len * 2 >= m->slot_count) {
        m->slot_count = m->slot_count ? m->slot_count * 2 : 1024;
        free(m->slots);
        m->slots = mem_zalloc(m->slot_count, sizeof *m->slots);
        for (uint32_t i = 0; i < m->len; i++)
            m->slots[slot_of(m, m->keys[i])] = i + 1;
    }
    uint32_t at = slot_of(m, key);
    if (m->slots[at])
        return m->slots[at] - 1;
    if (m->len == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 1024;
        m->keys = mem_realloc(m->keys, m->cap * sizeof *m->keys);
    }
    m->keys[m->len++] = key;
    return (m->slots[at] = m->len) - 1;
}

static void keys_release(struct keys *m)
{
    free(m->keys);
    free(m->slots);
}

struct lexicon {
    struct keys words;   /* hash of the stemmed word; 0 is the empty word that explains what no word does */
    struct keys bigrams; /* two code points */
    struct keys cells;   /* word << 32 | bigram */
    float *t;            /* by cell: probability of the bigram, given the word */
    VEC(uint32_t) word_uses;
    VEC(uint32_t) bigram_uses;
    VEC(struct str) spelling; /* of a word, as first met; in the arena */
    uint64_t bigram_total;
    size_t pairs;
    struct arena arena;
};

/* One text as numbers. */
struct numbers {
    uint64_t at[LEXICON_BIGRAMS];
    size_t len;
};

static struct str stem(struct str v)
{
    static const char *const endings[] = {"ings", "ing", "ied", "ies", "ed", "es", "s", "ly"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (v.len >= strlen(endings[i]) + 3 && str_ends(v, str_of(endings[i]))) {
            v.len -= strlen(endings[i]);
            break;
        }
    if (v.len > 4 && v.s[v.len - 1] == 'e')
        v.len--;
    return v;
}

static void english_numbers(const struct side *s, struct numbers *out, struct lexicon *learn)
{
    out->len = 0;
    const struct token *t;
    vec_foreach (t, &s->tokens) {
        struct str v = {s->residue.s + t->from, t->to - t->from};
        if (t->kind != TOKEN_WORD || v.len < 2 || words_is_stop(v) || out->len == LEXICON_WORDS)
            continue;
        v = stem(v);
        uint64_t hash = str_hash64(v) | 1;
        bool seen = false;
        for (size_t i = 0; i < out->len; i++)
            seen |= out->at[i] == hash;
        if (seen)
            continue;
        out->at[out->len++] = hash;
        if (learn && keys_put(&learn->words, hash) == learn->word_uses.len) {
            *vec_push(&learn->word_uses) = 0;
            *vec_push(&learn->spelling) =
                arena_str(&learn->arena, (struct str){s->residue.s + t->from, t->to - t->from});
        }
    }
}

static void chinese_numbers(const struct side *s, struct numbers *out)
{
    struct str v = buf_str(&s->residue);
    uint32_t before = 0;
    out->len = 0;
    for (size_t i = 0; i < v.len && out->len < LEXICON_BIGRAMS;) {
        uint32_t cp = utf8_next(v, &i);
        if (!script_is_han(cp)) {
            before = cp == ' ' ? before : 0;
            continue;
        }
        if (before)
            out->at[out->len++] = (uint64_t)before << 32 | cp;
        before = cp;
    }
}

/* The cells of all pairs, one after the other: for each bigram its words. */
struct pass {
    VEC(uint32_t) cells;
    VEC(uint32_t) shape; /* words and bigrams of each pair */
};

static void add_pair(struct lexicon *l, struct pass *p, struct side *s, struct str en, struct str zh)
{
    struct numbers e, z;
    side_read(s, en, false);
    english_numbers(s, &e, l);
    side_read(s, zh, s->gnu_quotes);
    chinese_numbers(s, &z);
    if (!e.len || !z.len || p->cells.len + (e.len + 1) * z.len > CELLS_MAX)
        return;
    l->pairs++;
    uint32_t words[LEXICON_WORDS + 1] = {0};
    for (size_t i = 0; i < e.len; i++) {
        words[i + 1] = keys_put(&l->words, e.at[i]);
        l->word_uses.at[words[i + 1]]++;
    }
    vec_reserve(&p->cells, p->cells.len + (e.len + 1) * z.len);
    for (size_t j = 0; j < z.len; j++) {
        uint32_t bigram = keys_put(&l->bigrams, z.at[j]);
        while (l->bigram_uses.len <= bigram)
            *vec_push(&l->bigram_uses) = 0;
        l->bigram_uses.at[bigram]++;
        l->bigram_total++;
        for (size_t i = 0; i <= e.len; i++)
            p->cells.at[p->cells.len++] = keys_put(&l->cells, (uint64_t)words[i] << 32 | bigram);
    }
    *vec_push(&p->shape) = (uint32_t)e.len + 1;
    *vec_push(&p->shape) = (uint32_t)z.len;
}

static void maximise(struct lexicon *l, const struct pass *p)
{
    float *count = mem_alloc((l->cells.len + 1) * sizeof *count);
    double *total = mem_alloc((l->words.len + 1) * sizeof *total);
    for (int round = 0; round < ROUNDS; round++) {
        memset(count, 0, (l->cells.len + 1) * sizeof *count);
        memset(total, 0, (l->words.len + 1) * sizeof *total);
        const uint32_t *cell = p->cells.at;
        for (size_t i = 0; i < p->shape.len; i += 2)
            for (uint32_t j = 0; j < p->shape.at[i + 1]; j++, cell += p->shape.at[i]) {
                float sum = 0;
                for (uint32_t k = 0; k < p->shape.at[i]; k++)
                    sum += l->t[cell[k]];
                for (uint32_t k = 0; k < p->shape.at[i]; k++)
                    count[cell[k]] += l->t[cell[k]] / sum;
            }
        for (uint32_t i = 0; i < l->cells.len; i++)
            total[l->cells.keys[i] >> 32] += count[i];
        for (uint32_t i = 0; i < l->cells.len; i++)
            l->t[i] = (float)(count[i] / total[l->cells.keys[i] >> 32]);
    }
    free(count);
    free(total);
}

struct lexicon *lexicon_learn(const struct str *en, const struct str *zh, size_t count)
{
    struct lexicon *l = mem_zalloc(1, sizeof *l);
    struct pass p = {0};
    struct side s = {0};
    keys_put(&l->words, 0);
    *vec_push(&l->word_uses) = 0;
    *vec_push(&l->spelling) = STR("");
    size_t used = count < LEXICON_PAIRS ? count : LEXICON_PAIRS;
    for (size_t i = 0; i < used; i++) {
        size_t at = (size_t)((double)i * (double)count / (double)used);
        add_pair(l, &p, &s, en[at], zh[at]);
    }
    l->t = mem_alloc((l->cells.len + 1) * sizeof *l->t);
    for (uint32_t i = 0; i < l->cells.len; i++)
        l->t[i] = 1;
    maximise(l, &p);
    vec_release(&p.cells);
    vec_release(&p.shape);
    side_release(&s);
    return l;
}

void lexicon_free(struct lexicon *l)
{
    if (!l)
        return;
    keys_release(&l->words);
    keys_release(&l->bigrams);
    keys_release(&l->cells);
    free(l->t);
    vec_release(&l->word_uses);
    vec_release(&l->bigram_uses);
    vec_release(&l->spelling);
    arena_release(&l->arena);
    free(l);
}

size_t lexicon_pairs(const struct lexicon *l)
{
    return l->pairs;
}

/* Known words and bigrams of a text as the lexicon's numbers. */
static void known_words(const struct lexicon *l, struct numbers *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->len; i++) {
        uint32_t id = keys_find(&l->words, v->at[i]);
        if (id != UINT32_MAX && id && l->word_uses.at[id] >= KNOWN)
            v->at[n++] = id;
    }
    v->len = n;
}

static void known_bigrams(const struct lexicon *l, struct numbers *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->len; i++) {
        uint32_t id = keys_find(&l->bigrams, v->at[i]);
        if (id != UINT32_MAX && l->bigram_uses.at[id] >= KNOWN)
            v->at[n++] = id;
    }
    v->len = n;
}

/* A bigram is explained by the word that makes it most likely, against its frequency in the whole corpus. */
static double score(const struct lexicon *l, const struct numbers *words, const struct numbers *bigrams)
{
    double sum = 0;
    for (size_t j = 0; j < bigrams->len; j++) {
        double best = 0, base = (double)l->bigram_uses.at[bigrams->at[j]] / (double)l->bigram_total;
        for (size_t i = 0; i < words->len; i++) {
            uint32_t cell = keys_find(&l->cells, words->at[i] << 32 | bigrams->at[j]);
            if (cell != UINT32_MAX && l->t[cell] > best)
                best = l->t[cell];
        }
        sum += best / (best + 4 * base + 0.01);
    }
    return bigrams->len ? sum / (double)bigrams->len : 0;
}

double lexicon_score(const struct lexicon *l, struct str en, struct str zh, size_t *words, size_t *bigrams)
{
    struct side s = {0};
    struct numbers e, z;
    side_read(&s, en, false);
    english_numbers(&s, &e, NULL);
    side_read(&s, zh, s.gnu_quotes);
    chinese_numbers(&s, &z);
    side_release(&s);
    known_words(l, &e);
    known_bigrams(l, &z);
    *words = e.len;
    *bigrams = z.len;
    return score(l, &e, &z);
}

struct lexicon_reader {
    const struct lexicon *lexicon;
    struct numbers *en, *zh;
};

struct lexicon_reader *lexicon_reader_new(const struct lexicon *l, const struct str *en, const struct str *zh,
                                          size_t n)
{
    struct lexicon_reader *r = mem_zalloc(1, sizeof *r);
    struct side s = {0};
    r->lexicon = l;
    r->en = mem_alloc(n * sizeof *r->en);
    r->zh = mem_alloc(n * sizeof *r->zh);
    for (size_t i = 0; i < n; i++) {
        side_read(&s, en[i], false);
        english_numbers(&s, &r->en[i], NULL);
        known_words(l, &r->en[i]);
        side_read(&s, zh[i], s.gnu_quotes);
        chinese_numbers(&s, &r->zh[i]);
        known_bigrams(l, &r->zh[i]);
    }
    side_release(&s);
    return r;
}

double lexicon_reader_weight(const struct lexicon_reader *r, size_t en, size_t zh)
{
    return score(r->lexicon, &r->en[en], &r->zh[zh]) * sqrt((double)r->zh[zh].len);
}

void lexicon_reader_free(struct lexicon_reader *r)
{
    free(r->en);
    free(r->zh);
    free(r);
}

static int by_uses(const void *a, const void *b)
{
    const struct lexicon_term *x = a, *y = b;
    if (x->uses != y->uses)
        return x->uses > y->uses ? -1 : 1;
    return str_cmp(x->word, y->word);
}

static struct str bigram_text(const struct lexicon *l, uint32_t bigram, struct arena *a)
{
    char text[8];
    size_t n = utf8_encode((uint32_t)(l->bigrams.keys[bigram] >> 32), text);
    n += utf8_encode((uint32_t)l->bigrams.keys[bigram], text + n);
    return arena_str(a, (struct str){text, n});
}

/* Keeps the likeliest renderings, sorted; equal ones in the order in which they were met. */
static void offer(struct lexicon_term *term, struct str chinese, double share)
{
    size_t at = term->rendering_count, max = sizeof term->renderings / sizeof *term->renderings;
    while (at && term->renderings[at - 1].share < share)
        at--;
    if (at == max)
        return;
    if (term->rendering_count < max)
        term->rendering_count++;
    memmove(&term->renderings[at + 1], &term->renderings[at],
            (term->rendering_count - at - 1) * sizeof *term->renderings);
    term->renderings[at].chinese = chinese;
    term->renderings[at].share = share;
}

struct lexicon_term *lexicon_terms(const struct lexicon *l, uint32_t uses, struct arena *a, size_t *count)
{
    struct lexicon_term *terms = arena_zalloc(a, l->words.len + 1, sizeof *terms);
    for (uint32_t i = 0; i < l->words.len; i++)
        terms[i] = (struct lexicon_term){.word = l->spelling.at[i], .uses = l->word_uses.at[i]};
    for (uint32_t i = 0; i < l->cells.len; i++) {
        uint32_t word = (uint32_t)(l->cells.keys[i] >> 32), bigram = (uint32_t)l->cells.keys[i];
        if (word && terms[word].uses >= uses && l->t[i] >= 0.1F && l->bigram_uses.at[bigram] >= KNOWN)
            offer(&terms[word], bigram_text(l, bigram, a), (double)l->t[i]);
    }
    size_t n = 0;
    for (uint32_t i = 1; i < l->words.len; i++)
        if (terms[i].uses >= uses && terms[i].rendering_count)
            terms[n++] = terms[i];
    if (n)
        qsort(terms, n, sizeof *terms, by_uses);
    *count = n;
    return terms;
}
