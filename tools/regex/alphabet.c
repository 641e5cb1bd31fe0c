/* Atoms of an alphabet: see alphabet.h. One sweep over the ends of all intervals, with the set of open ones
 * as a bit vector; intervals with equal vectors are one atom. */
#include "regex/alphabet.h"

struct edge {
    uint32_t at;
    uint32_t set; /* opens or closes at `at` */
};

struct piece { /* of the code-point line, under one vector */
    uint64_t *open;
    uint64_t hash;
    uint32_t sample;
    unsigned sets; /* that hold it */
    unsigned rank; /* of the sample: the lower the more readable */
    uint32_t atom;
};

static int by_place(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

static int by_rank(const void *a, const void *b)
{
    const struct piece *x = *(struct piece *const *)a, *y = *(struct piece *const *)b;
    if ((x->sample < 128) != (y->sample < 128))
        return x->sample < 128 ? -1 : 1;
    if (x->sets != y->sets)
        return x->sets < y->sets ? -1 : 1;
    return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1)
                              : (x->sample > y->sample) - (x->sample < y->sample);
}

/* The most readable code point of lo..hi. */
static uint32_t best_of(uint32_t lo, uint32_t hi, const bool liked[128], unsigned *rank)
{
    static const struct regex_range wanted[] = {{'a', 'z'}, {'A', 'Z'},   {'0', '9'},     {'!', '~'},
                                                {' ', ' '}, {'\t', '\t'}, {0xA1, 0x2FFF}, {0x3041, 0xD7FF}};
    *rank = 0;
    for (uint32_t cp = lo; cp <= hi && cp < 128; cp++)
        if (liked[cp])
            return cp;
    for (unsigned i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (lo <= wanted[i].hi && hi >= wanted[i].lo) {
            *rank = i + 1;
            return lo > wanted[i].lo ? lo : wanted[i].lo;
        }
    *rank = 9;
    return lo >= 0xD800 && lo < 0xE000 ? (hi >= 0xE000 ? 0xE000 : 0xFFFD) : lo;
}

static uint64_t hash_of(const uint64_t *v, size_t words)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < words; i++)
        h = (h ^ v[i]) * 1099511628211u, h ^= h >> 29;
    return h;
}

struct sweep {
    const bool *liked;
    struct arena *k;
    size_t words;
    struct piece *pieces;
    size_t count;
    uint32_t slots[ALPHABET_MAX * 2]; /* piece + 1 by hash */
};

static bool add_piece(struct sweep *s, const uint64_t *open, uint32_t lo, uint32_t hi)
{
    uint64_t h = hash_of(open, s->words);
    size_t slot = h % (ALPHABET_MAX * 2);
    unsigned rank;
    uint32_t sample = best_of(lo, hi, s->liked, &rank);
    for (; s->slots[slot]; slot = (slot + 1) % (ALPHABET_MAX * 2)) {
        struct piece *p = &s->pieces[s->slots[slot] - 1];
        if (p->hash == h && memcmp(p->open, open, s->words * sizeof *open) == 0) {
            if (rank < p->rank)
                p->rank = rank, p->sample = sample;
            return true;
        }
    }
    if (s->count == ALPHABET_MAX)
        return false;
    uint64_t *copy = arena_alloc(s->k, s->words * sizeof *copy);
    memcpy(copy, open, s->words * sizeof *copy);
    unsigned sets = 0;
    for (size_t i = 0; i < s->words; i++)
        sets += (unsigned)__builtin_popcountll(open[i]);
    s->pieces[s->count] =
        (struct piece){.open = copy, .hash = h, .sample = sample, .sets = sets, .rank = rank};
    s->slots[slot] = (uint32_t)++s->count;
    return true;
}

static bool sweep_line(struct sweep *s, struct edge *edges, size_t count)
{
    uint64_t *open = arena_zalloc(s->k, s->words, sizeof *open);
    qsort(edges, count, sizeof *edges, by_place);
    uint32_t from = 0;
    for (size_t i = 0; i <= count;) {
        uint32_t to = i < count ? edges[i].at : REGEX_CP_MAX + 1;
        if (to > from && !add_piece(s, open, from, to - 1))
            return false;
        if (i == count)
            break;
        for (; i < count && edges[i].at == to; i++)
            open[edges[i].set / 64] ^= (uint64_t)1 << (edges[i].set % 64);
        from = to;
    }
    return true;
}

static void number_atoms(struct alphabet *a, struct sweep *s, struct arena *k)
{
    struct piece **order = arena_alloc(k, (s->count + 1) * sizeof *order);
    for (size_t i = 0; i < s->count; i++)
        order[i] = &s->pieces[i];
    qsort(order, s->count, sizeof *order, by_rank);
    a->count = s->count;
    a->words = s->count / 64 + 1;
    a->sample = arena_alloc(k, (s->count + 1) * sizeof *a->sample);
    a->masks = arena_alloc(k, (a->set_count + 1) * sizeof *a->masks);
    for (size_t i = 0; i < a->set_count; i++)
        a->masks[i] = arena_zalloc(k, a->words, sizeof(uint64_t));
    for (size_t i = 0; i < s->count; i++) {
        a->sample[i] = order[i]->sample;
        for (size_t w = 0; w < s->words; w++)
            for (uint64_t bits = order[i]->open[w]; bits; bits &= bits - 1)
                mask_add(a->masks[w * 64 + (size_t)__builtin_ctzll(bits)], i);
    }
}

bool alphabet_build(struct alphabet *a, const struct regex_set *sets, size_t count, const bool liked[128],
                    struct arena *k)
{
    size_t edge_count = 0, n = 0;
    for (size_t i = 0; i < count; i++)
        edge_count += 2 * sets[i].len;
    struct edge *edges = arena_alloc(k, (edge_count + 1) * sizeof *edges);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < sets[i].len; j++) {
            edges[n++] = (struct edge){sets[i].at[j].lo, (uint32_t)i};
            edges[n++] = (struct edge){sets[i].at[j].hi + 1, (uint32_t)i};
        }
    struct sweep *s = arena_zalloc(k, 1, sizeof *s);
    s->k = k;
    s->liked = liked;
    s->words = count / 64 + 1;
    size_t most = edge_count + 1 < ALPHABET_MAX ? edge_count + 1 : ALPHABET_MAX;
    s->pieces = arena_alloc(k, most * sizeof *s->pieces);
    if (!sweep_line(s, edges, n))
        return false;
    a->set_count = count;
    number_atoms(a, s, k);
    return true;
}
