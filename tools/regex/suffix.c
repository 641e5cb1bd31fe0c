/* Words that make a match fail: see suffix.h. */
#include "regex/suffix.h"

struct place {
    uint64_t *set;     /* states that may take the next character */
    uint64_t *pending; /* characters (or the end) before which a match is over here */
    bool matched;
};

struct runner {
    const struct nfa *n;
    struct arena *k;
    size_t words; /* of a set of states */
};

static struct place new_place(struct runner *r)
{
    return (struct place){arena_zalloc(r->k, r->words, sizeof(uint64_t)),
                          arena_zalloc(r->k, r->n->alphabet.words, sizeof(uint64_t)), false};
}

static void step(struct runner *r, const struct place *from, size_t atom, struct place *to)
{
    const struct nfa *n = r->n;
    memset(to->set, 0, r->words * sizeof *to->set);
    memset(to->pending, 0, n->alphabet.words * sizeof *to->pending);
    to->matched = from->matched || mask_has(from->pending, atom);
    for (size_t w = 0; w < r->words; w++)
        for (uint64_t bits = from->set[w]; bits; bits &= bits - 1) {
            const struct nfa_state *s = &n->states[w * 64 + (size_t)__builtin_ctzll(bits)];
            if (!mask_has(s->atoms, atom))
                continue;
            to->matched |= s->always && s->accept;
            for (size_t i = 0; s->accept && i < n->alphabet.words; i++)
                to->pending[i] |= s->accept[i];
            for (uint32_t i = 0; i < s->count; i++)
                mask_add(to->set, s->follow[i]);
        }
}

static bool fails(const struct runner *r, const struct place *p)
{
    return !p->matched && !mask_has(p->pending, r->n->alphabet.count);
}

/* The same for the place behind `before` and one more character. `$` holds before a last line feed as well,
 * which the automaton does not know: what matches without it matches with it. */
static bool fails_behind(const struct runner *r, const struct place *before, uint32_t atom,
                         const struct place *p)
{
    return fails(r, p) && (fails(r, before) || r->n->alphabet.sample[atom] != '\n');
}

static void add(struct suffix_search *out, struct arena *k, const uint32_t *atoms, size_t len)
{
    if (out->count == SUFFIX_MAX)
        return;
    struct word w = {arena_alloc(k, (len + 1) * sizeof *w.at), len};
    if (len)
        memcpy(w.at, atoms, len * sizeof *w.at);
    out->found[out->count++] = w;
}

/* Takes the word; `other` is room for the next place, the two change roles. */
static void run(struct runner *r, struct place *at, struct place *other, struct word w)
{
    for (size_t i = 0; i < w.len && !at->matched; i++) {
        step(r, at, w.at[i], other);
        struct place swap = *at;
        *at = *other;
        *other = swap;
    }
}

static void run_parts(struct runner *r, struct place *at, struct place *other, const struct pumped *parts,
                      size_t count)
{
    uint64_t *before = arena_alloc(r->k, r->words * sizeof *before);
    for (size_t i = 0; i < count; i++) {
        run(r, at, other, parts[i].before);
        for (size_t round = 0; round < SUFFIX_ROUNDS; round++) {
            memcpy(before, at->set, r->words * sizeof *before);
            run(r, at, other, parts[i].pump);
            if (at->matched || memcmp(before, at->set, r->words * sizeof *before) == 0)
                break;
        }
    }
}

struct visit {
    struct place at;
    struct word word;
};

/* Longer words, breadth first over the sets of states: the subset construction, as far as SUFFIX_TRIES go. */
static void find_longer(struct runner *r, struct suffix_search *out, const struct place *start)
{
    struct visit queue[SUFFIX_VISITS];
    size_t head = 0, tail = 0, tries = 0, masks = r->n->alphabet.words;
    struct place next = new_place(r);
    queue[tail++] = (struct visit){*start, {NULL, 0}};
    for (; head < tail; head++)
        for (uint32_t a = 0; a < r->n->alphabet.count && tries < SUFFIX_TRIES; a++, tries++) {
            step(r, &queue[head].at, a, &next);
            if (next.matched)
                continue;
            struct word from = queue[head].word,
                        w = {arena_alloc(r->k, (from.len + 1) * sizeof *w.at), from.len + 1};
            if (from.len)
                memcpy(w.at, from.at, from.len * sizeof *w.at);
            w.at[from.len] = a;
            if (fails_behind(r, &queue[head].at, a, &next)) {
                add(out, r->k, w.at, w.len);
                return;
            }
            bool known = false;
            for (size_t i = 0; i < tail && !known; i++)
                known = memcmp(queue[i].at.set, next.set, r->words * sizeof *next.set) == 0 &&
                        memcmp(queue[i].at.pending, next.pending, masks * sizeof *next.pending) == 0;
            if (known || tail == SUFFIX_VISITS)
                continue;
            queue[tail++] = (struct visit){next, w};
            next = new_place(r);
        }
}

void suffix_find(struct suffix_search *out, const struct nfa *n, const struct pumped *parts, size_t count,
                 struct arena *k)
{
    struct runner r = {n, k, n->count / 64 + 1};
    struct place at = new_place(&r), one = new_place(&r), two = new_place(&r);
    *out = (struct suffix_search){.count = 0};
    for (uint32_t i = 0; i < n->init_count; i++)
        mask_add(at.set, n->init[i]);
    run_parts(&r, &at, &one, parts, count);
    out->succeeds = at.matched;
    if (at.matched)
        return;
    if (fails(&r, &at))
        add(out, k, NULL, 0);
    size_t tries = 0;
    for (uint32_t a = 0; a < n->alphabet.count && tries < SUFFIX_TRIES; a++, tries++) {
        step(&r, &at, a, &one);
        if (fails_behind(&r, &at, a, &one))
            add(out, k, &a, 1);
    }
    for (uint32_t a = 0; a < n->alphabet.count && out->count < 2; a++) {
        step(&r, &at, a, &one);
        for (uint32_t b = 0; b < n->alphabet.count && !one.matched && tries < SUFFIX_TRIES; b++, tries++) {
            step(&r, &one, b, &two);
            if (fails_behind(&r, &one, b, &two))
                add(out, k, (uint32_t[]){a, b}, 2);
        }
    }
    if (out->count == 0)
        find_longer(&r, out, &at);
}
