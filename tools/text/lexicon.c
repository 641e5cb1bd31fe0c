/* IBM model 1: see lexicon.h. */
#include "text/lexicon.h"

#include "base/utf8.h"

#include "text/script.h"
#include "text/words.h"

#include <math.h>

enum { ROUNDS = 4, KNOWN = 2 };

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
    struct keys words; /* number 0 is the empty word, that explains what no word does */
    struct keys bigrams;
    struct keys cells; /* word << 32 | bigram */
    float *t;          /* by cell: probability of the bigram, given the word */
    VEC(uint32_t) word_uses;
    VEC(uint32_t) bigram_uses;
    uint64_t bigram_total;
    size_t pairs;
};

uint32_t lexicon_word(struct str v)
{
    return word_hash(words_stem(v));
}

size_t lexicon_words(const struct side *en, const struct words_filter *words, uint32_t out[LEXICON_WORDS])
{
    size_t n = 0;
    const struct token *t;
    vec_foreach (t, &en->tokens) {
        struct str v = {en->residue.s + t->from, t->to - t->from};
        if (t->kind != TOKEN_WORD || v.len < 2 || n == LEXICON_WORDS || words_hash_is_stop(words, t->hash))
            continue;
        uint32_t hash = t->stem;
        bool seen = false;
        for (size_t i = 0; i < n; i++)
            seen |= out[i] == hash;
        if (!seen)
            out[n++] = hash;
    }
    return n;
}

size_t lexicon_bigrams(const struct side *zh, uint32_t out[LEXICON_BIGRAMS])
{
    struct str v = buf_str(&zh->residue);
    uint32_t before = 0;
    size_t n = 0;
    for (size_t i = 0; i < v.len && n < LEXICON_BIGRAMS;) {
        if ((unsigned char)v.s[i] < 0x80) {
            before = v.s[i++] == ' ' ? before : 0;
            continue;
        }
        const unsigned char *u = (const unsigned char *)v.s + i;
        bool common = i + 3 <= v.len && u[0] >= 0xE5 && u[0] <= 0xE9; /* U+5000 to U+9FFF */
        uint32_t cp = common ? (u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u) : utf8_next(v, &i);
        i += common ? 3 : 0;
        if (!script_is_han(cp) || cp > 0xFFFF) {
            before = 0;
            continue;
        }
        if (before)
            out[n++] = before << 16 | cp;
        before = cp;
    }
    return n;
}

/* The cells of all pairs, one after the other: for each bigram its words. */
struct pass {
    VEC(uint32_t) cells;
    VEC(uint32_t) shape; /* words and bigrams of each pair */
};

static uint32_t number_of(struct keys *m, uint64_t key, uint32_t *cap, uint32_t **uses)
{
    uint32_t id = keys_put(m, key);
    if (id >= *cap) {
        uint32_t more = *cap ? *cap * 2 : 1024;
        *uses = mem_realloc(*uses, more * sizeof **uses);
        memset(*uses + *cap, 0, (more - *cap) * sizeof **uses);
        *cap = more;
    }
    return id;
}

static void add_pair(struct lexicon *l, struct pass *p, struct lexicon_text en, struct lexicon_text zh)
{
    if (!en.len || !zh.len || en.len > LEXICON_WORDS || p->cells.len + (en.len + 1) * zh.len > LEXICON_CELLS)
        return;
    uint32_t words[LEXICON_WORDS + 1] = {0}, cap = (uint32_t)l->word_uses.cap;
    l->pairs++;
    for (size_t i = 0; i < en.len; i++) {
        words[i + 1] = number_of(&l->words, en.at[i], &cap, &l->word_uses.at);
        l->word_uses.at[words[i + 1]]++;
    }
    l->word_uses.cap = cap;
    cap = (uint32_t)l->bigram_uses.cap;
    vec_reserve(&p->cells, p->cells.len + (en.len + 1) * zh.len);
    for (size_t j = 0; j < zh.len; j++) {
        uint32_t bigram = number_of(&l->bigrams, zh.at[j], &cap, &l->bigram_uses.at);
        l->bigram_uses.at[bigram]++;
        l->bigram_total++;
        for (size_t i = 0; i <= en.len; i++)
            p->cells.at[p->cells.len++] = keys_put(&l->cells, (uint64_t)words[i] << 32 | bigram);
    }
    l->bigram_uses.cap = cap;
    *vec_push(&p->shape) = (uint32_t)en.len + 1;
    *vec_push(&p->shape) = (uint32_t)zh.len;
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
            total[l->cells.keys[i] >> 32] += (double)count[i];
        for (uint32_t i = 0; i < l->cells.len; i++)
            l->t[i] = (float)((double)count[i] / total[l->cells.keys[i] >> 32]);
    }
    free(count);
    free(total);
}

struct lexicon *lexicon_learn(const struct lexicon_text *en, const struct lexicon_text *zh, size_t count)
{
    struct lexicon *l = mem_zalloc(1, sizeof *l);
    struct pass p = {0};
    uint32_t cap = 0;
    number_of(&l->words, UINT64_MAX, &cap, &l->word_uses.at);
    l->word_uses.cap = cap;
    for (size_t i = 0; i < count; i++)
        add_pair(l, &p, en[i], zh[i]);
    l->t = mem_alloc((l->cells.len + 1) * sizeof *l->t);
    for (uint32_t i = 0; i < l->cells.len; i++)
        l->t[i] = 1;
    maximise(l, &p);
    vec_release(&p.cells);
    vec_release(&p.shape);
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
    free(l);
}

size_t lexicon_pairs(const struct lexicon *l)
{
    return l->pairs;
}

double lexicon_score(const struct lexicon *l, struct lexicon_text en, struct lexicon_text zh, size_t *known)
{
    uint32_t words[LEXICON_WORDS];
    size_t count = 0;
    double sum = 0;
    *known = 0;
    for (size_t i = 0; i < en.len && count < LEXICON_WORDS; i++) {
        uint32_t id = keys_find(&l->words, en.at[i]);
        if (id != UINT32_MAX && l->word_uses.at[id] >= KNOWN)
            words[count++] = id;
    }
    for (size_t j = 0; j < zh.len; j++) {
        uint32_t bigram = keys_find(&l->bigrams, zh.at[j]);
        if (bigram == UINT32_MAX || l->bigram_uses.at[bigram] < KNOWN)
            continue;
        /* Explained by the word that makes it most likely, against its frequency in the whole corpus. */
        double best = 0, base = (double)l->bigram_uses.at[bigram] / (double)l->bigram_total;
        for (size_t i = 0; i < count; i++) {
            uint32_t cell = keys_find(&l->cells, (uint64_t)words[i] << 32 | bigram);
            if (cell != UINT32_MAX && (double)l->t[cell] > best)
                best = (double)l->t[cell];
        }
        sum += best / (best + 4 * base + 0.01);
        ++*known;
    }
    return *known ? sum / (double)*known : 0;
}

bool lexicon_is_unrelated(const struct lexicon *l, struct lexicon_text en, struct lexicon_text zh)
{
    size_t words = 0, bigrams;
    for (size_t i = 0; i < en.len; i++) {
        uint32_t id = keys_find(&l->words, en.at[i]);
        words += id != UINT32_MAX && l->word_uses.at[id] >= KNOWN;
    }
    return words >= 2 && lexicon_score(l, en, zh, &bigrams) < 0.3 && bigrams >= 3;
}

static double weight(const struct lexicon *l, struct lexicon_text en, struct lexicon_text zh)
{
    size_t known;
    double score = lexicon_score(l, en, zh, &known);
    return score * sqrt((double)known);
}

double lexicon_list_gain(const struct lexicon *l, const struct lexicon_text *en,
                         const struct lexicon_text *zh, size_t i, size_t j)
{
    return weight(l, en[i], zh[j]) + weight(l, en[j], zh[i]) - weight(l, en[i], zh[i]) -
           weight(l, en[j], zh[j]);
}

/* Keeps the likeliest renderings, sorted; equal ones in the order in which they were met. */
static void offer(struct lexicon_term *term, uint32_t bigram, double share)
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
    term->renderings[at].bigram = bigram;
    term->renderings[at].share = share;
}

/* The most frequent first; equal ones in the order in which they were met. */
static int by_uses(const void *a, const void *b)
{
    const struct lexicon_term *x = *(const struct lexicon_term *const *)a,
                              *y = *(const struct lexicon_term *const *)b;
    if (x->uses != y->uses)
        return x->uses > y->uses ? -1 : 1;
    return x < y ? -1 : x > y;
}

struct lexicon_term *lexicon_terms(const struct lexicon *l, uint32_t uses, size_t *count)
{
    struct lexicon_term *terms = mem_zalloc(l->words.len + 1, sizeof *terms);
    for (uint32_t i = 1; i < l->words.len; i++) {
        terms[i].word = (uint32_t)l->words.keys[i];
        terms[i].uses = l->word_uses.at[i];
    }
    for (uint32_t i = 0; i < l->cells.len; i++) {
        uint32_t word = (uint32_t)(l->cells.keys[i] >> 32), bigram = (uint32_t)l->cells.keys[i];
        if (word && terms[word].uses >= uses && l->t[i] >= 0.1F && l->bigram_uses.at[bigram] >= KNOWN)
            offer(&terms[word], (uint32_t)l->bigrams.keys[bigram], (double)l->t[i]);
    }
    const struct lexicon_term **order = mem_alloc((l->words.len + 1) * sizeof *order);
    size_t n = 0;
    for (uint32_t i = 1; i < l->words.len; i++)
        if (terms[i].uses >= uses && terms[i].rendering_count)
            order[n++] = &terms[i];
    if (n)
        qsort(order, n, sizeof *order, by_uses);
    struct lexicon_term *out = mem_alloc((n + 1) * sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = *order[i];
    free(order);
    free(terms);
    *count = n;
    return out;
}

void lexicon_bigram_text(uint32_t bigram, char out[8])
{
    size_t n = utf8_encode(bigram >> 16, out);
    n += utf8_encode(bigram & 0xFFFF, out + n);
    out[n] = 0;
}
