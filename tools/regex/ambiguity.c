/* EDA, IDA and their chains: see ambiguity.h. */
#include "regex/ambiguity.h"

#include "regex/graph.h"

enum {
    EDA_WORDS = 4,  /* of one component, the shortest */
    EDA_TRIES = 40, /* states of it that a word is made for */
    EDA_MAX = 8,
    SELF_MAX = 24 /* states of a component that is multiplied with itself twice */
};

struct pair { /* IDA from component a to component b */
    uint32_t a, b;
    struct pump pump;
    unsigned best;   /* pairs in the longest chain that ends with it */
    uint32_t before; /* the pair before it there, or GRAPH_NONE */
};

struct edges {
    uint32_t *to;
    uint8_t *twice;
    uint32_t count;
};

struct finder {
    struct edges *live; /* by state */
    const struct nfa *n;
    struct arena *k;
    struct ambiguity *out;
    uint32_t *component; /* by state */
    uint32_t components;
    uint32_t **members; /* by component */
    uint32_t *sizes;
    bool *loops;       /* the component has a cycle */
    uint64_t *reaches; /* by looping component: bit vector over states (rows of `words`) */
    size_t words;
    size_t work;
    uint32_t *middle, *place; /* of the pair of components at hand, see struct cube */
    bool *back;
    VEC(struct chain) chains;
    VEC(struct pair) pairs;
    uint32_t *local; /* by state: place in its component */
};

/* Edges of failing runs: none lead to where the match is over, but for the one run that goes on there. */
static void find_live(struct finder *f)
{
    const struct nfa *n = f->n;
    f->live = arena_alloc(f->k, (n->count + 1) * sizeof *f->live);
    for (uint32_t s = 0; s < n->count; s++) {
        const struct nfa_state *from = &n->states[s];
        struct edges *e = &f->live[s];
        *e = (struct edges){arena_alloc(f->k, (from->count + 1) * sizeof *e->to),
                            arena_alloc(f->k, from->count + 1), 0};
        for (uint32_t i = 0; i < from->count; i++)
            if (from->always || !n->states[from->follow[i]].always) {
                e->to[e->count] = from->follow[i];
                e->twice[e->count++] = from->twice[i];
            }
    }
}

static uint32_t state_neighbour(void *ctx, uint32_t s, size_t i)
{
    const struct finder *f = ctx;
    return i >= f->live[s].count ? GRAPH_END : f->live[s].to[i];
}

static void group_members(struct finder *f)
{
    const struct nfa *n = f->n;
    f->members = arena_zalloc(f->k, f->components + 1, sizeof *f->members);
    f->sizes = arena_zalloc(f->k, f->components + 1, sizeof *f->sizes);
    f->loops = arena_zalloc(f->k, f->components + 1, sizeof *f->loops);
    f->local = arena_alloc(f->k, (n->count + 1) * sizeof *f->local);
    for (uint32_t s = 0; s < n->count; s++)
        if (f->component[s] != GRAPH_NONE)
            f->local[s] = f->sizes[f->component[s]]++;
    for (uint32_t c = 0; c < f->components; c++)
        f->members[c] = arena_alloc(f->k, f->sizes[c] * sizeof **f->members);
    for (uint32_t s = 0; s < n->count; s++) {
        uint32_t c = f->component[s];
        if (c == GRAPH_NONE)
            continue;
        f->members[c][f->local[s]] = s;
        for (uint32_t i = 0; i < f->live[s].count; i++)
            f->loops[c] |= f->component[f->live[s].to[i]] == c;
    }
}

/* ---- exponential: the product of a component with itself ---- */

struct square {
    const struct finder *f;
    uint32_t c, size;
};

/* The pair (p, q) of local numbers is p * size + q. */
static uint32_t square_neighbour(void *ctx, uint32_t node, size_t i)
{
    const struct square *s = ctx;
    const struct nfa *n = s->f->n;
    uint32_t p = s->f->members[s->c][node / s->size], q = s->f->members[s->c][node % s->size];
    uint32_t np = s->f->live[p].count, nq = s->f->live[q].count;
    if (i >= (size_t)np * nq ||
        (i == 0 && mask_common(n->states[p].atoms, n->states[q].atoms, n->alphabet.words) == SIZE_MAX))
        return GRAPH_END;
    uint32_t a = s->f->live[p].to[i / nq], b = s->f->live[q].to[i % nq];
    if (s->f->component[a] != s->c || s->f->component[b] != s->c)
        return GRAPH_NONE;
    return s->f->local[a] * s->size + s->f->local[b];
}

/* Appends the shortest word of the product from one node to one for which `goal` holds, inside one component
 * of it; returns that node. */
static uint32_t square_walk(struct square *s, const uint32_t *inside, uint32_t from, uint32_t goal, bool off,
                            uint32_t *word, size_t *len)
{
    const struct nfa *n = s->f->n;
    uint32_t total = s->size * s->size;
    uint32_t *parent = arena_alloc(s->f->k, total * sizeof *parent),
             *queue = arena_alloc(s->f->k, (total + 1) * sizeof *queue); /* `from` may come twice */
    memset(parent, 0xFF, total * sizeof *parent);
    size_t head = 0, tail = 0;
    uint32_t found = GRAPH_NONE;
    queue[tail++] = from;
    while (head < tail && found == GRAPH_NONE) {
        uint32_t at = queue[head++], to;
        for (size_t i = 0; (to = square_neighbour(s, at, i)) != GRAPH_END && found == GRAPH_NONE; i++) {
            if (to == GRAPH_NONE || inside[to] != inside[from] || parent[to] != GRAPH_NONE)
                continue;
            parent[to] = at;
            queue[tail++] = to;
            if (off ? to / s->size != to % s->size : to == goal)
                found = to;
        }
    }
    size_t steps = 0;
    for (uint32_t at = found; at != GRAPH_NONE; at = parent[at]) {
        steps++;
        if (parent[at] == from)
            break;
    }
    size_t i = *len += steps;
    for (uint32_t at = found; steps-- > 0; at = parent[at]) {
        uint32_t p = s->f->members[s->c][parent[at] / s->size], q = s->f->members[s->c][parent[at] % s->size];
        word[--i] = (uint32_t)mask_common(n->states[p].atoms, n->states[q].atoms, n->alphabet.words);
    }
    return found;
}

static void add_exponential(struct finder *f, uint32_t state, struct word w)
{
    struct pump *p = arena_alloc(f->k, sizeof *p);
    *p = (struct pump){state, state, w};
    *vec_push(&f->chains) = (struct chain){p, 1, 0};
    f->out->exponential = true;
}

/* Two ways to the same state on one character, without one between: a doubled edge inside the component. */
static bool doubled_edge(struct finder *f, uint32_t c)
{
    const struct nfa *n = f->n;
    for (uint32_t m = 0; m < f->sizes[c]; m++) {
        uint32_t s = f->members[c][m];
        for (uint32_t i = 0; i < f->live[s].count; i++) {
            uint32_t to = f->live[s].to[i];
            struct word back;
            if (!f->live[s].twice[i] || f->component[to] != c || !nfa_path(n, &to, 1, s, &back, f->k))
                continue;
            struct word w = {arena_alloc(f->k, (back.len + 1) * sizeof *w.at), back.len + 1};
            w.at[0] = (uint32_t)mask_common(n->states[s].atoms, n->states[s].atoms, n->alphabet.words);
            if (back.len)
                memcpy(w.at + 1, back.at, back.len * sizeof *w.at);
            add_exponential(f, s, w);
            return true;
        }
    }
    return false;
}

static void find_exponential(struct finder *f, uint32_t c)
{
    struct square s = {f, c, f->sizes[c]};
    const struct nfa_state *any = &f->n->states[f->members[c][0]];
    if (!f->loops[c] || any->search || any->always || doubled_edge(f, c))
        return; /* the search, and the run that ends the match, take each character in one way */
    if (s.size > 1000) {
        f->out->overflow = true;
        return;
    }
    uint32_t total = s.size * s.size;
    uint32_t *component = arena_alloc(f->k, total * sizeof *component);
    uint32_t *diagonal = arena_alloc(f->k, s.size * sizeof *diagonal);
    for (uint32_t i = 0; i < s.size; i++)
        diagonal[i] = i * s.size + i;
    struct graph g = {total, square_neighbour, &s, f->work};
    bool done;
    uint32_t parts = graph_components(&g, diagonal, s.size, component, &done, f->k);
    f->work = g.work;
    if (!done) {
        f->out->overflow = true;
        return;
    }
    bool *off = arena_zalloc(f->k, parts + 1, sizeof *off);
    for (uint32_t i = 0; i < total; i++)
        if (component[i] != GRAPH_NONE && i / s.size != i % s.size)
            off[component[i]] = true;
    /* several words: one may lead where the pattern matches, or through what is not modelled */
    struct word words[EDA_WORDS];
    uint32_t states[EDA_WORDS], count = 0;
    for (uint32_t i = 0, tried = 0; i < s.size && tried < (s.size > 200 ? 1 : EDA_TRIES); i++) {
        if (!off[component[diagonal[i]]])
            continue;
        struct word w = {arena_alloc(f->k, 2 * (size_t)total * sizeof *w.at), 0};
        uint32_t middle = square_walk(&s, component, diagonal[i], 0, true, w.at, &w.len), at = 0;
        square_walk(&s, component, middle, diagonal[i], false, w.at, &w.len);
        tried++;
        while (at < count && words[at].len <= w.len)
            at++;
        if (at == EDA_WORDS)
            continue;
        count += count < EDA_WORDS;
        memmove(words + at + 1, words + at, (count - 1 - at) * sizeof *words);
        memmove(states + at + 1, states + at, (count - 1 - at) * sizeof *states);
        words[at] = w;
        states[at] = f->members[c][i];
    }
    for (uint32_t i = 0; i < count; i++)
        add_exponential(f, states[i], words[i]);
}

/* ---- polynomial: the product of a component, what lies between, and another component ---- */

static void find_reach(struct finder *f)
{
    const struct nfa *n = f->n;
    f->words = n->count / 64 + 1;
    f->reaches = arena_zalloc(f->k, (size_t)f->components * f->words + 1, sizeof *f->reaches);
    uint32_t *stack = arena_alloc(f->k, (n->count + 1) * sizeof *stack);
    for (uint32_t c = 0; c < f->components; c++) {
        uint64_t *row = f->reaches + c * f->words;
        size_t depth = 0;
        if (!f->loops[c])
            continue;
        for (uint32_t i = 0; i < f->sizes[c]; i++) {
            mask_add(row, f->members[c][i]);
            stack[depth++] = f->members[c][i];
        }
        while (depth) {
            uint32_t s = stack[--depth];
            for (uint32_t i = 0; i < f->live[s].count; i++) {
                uint32_t to = f->live[s].to[i];
                if (!mask_has(row, to)) {
                    mask_add(row, to);
                    stack[depth++] = to;
                }
            }
        }
    }
}

struct cube {
    struct finder *f;
    uint32_t a, b;
    uint32_t *middle; /* states between */
    uint32_t *place;  /* by state: in middle, or GRAPH_NONE */
    uint32_t count;   /* of middle */
    uint32_t *parent, *queue, *stamp;
    uint32_t round;
};

/* States that `a` reaches and that reach `b`. */
static void find_middle(struct cube *x)
{
    struct finder *f = x->f;
    const struct nfa *n = f->n;
    const uint64_t *row = f->reaches + x->a * f->words;
    bool *back = f->back;
    /* component numbers fall along edges: one pass from b upwards settles all */
    x->middle = f->middle;
    x->place = f->place;
    memset(back, 0, n->count * sizeof *back);
    memset(x->place, 0xFF, n->count * sizeof *x->place);
    x->count = 0;
    for (uint32_t c = x->b; c <= x->a; c++) {
        bool some = c == x->b;
        for (uint32_t i = 0; i < f->sizes[c] && !some; i++) {
            uint32_t s = f->members[c][i];
            for (uint32_t j = 0; j < f->live[s].count && !some; j++)
                some = back[f->live[s].to[j]];
        }
        for (uint32_t i = 0; i < f->sizes[c] && some; i++) {
            uint32_t s = f->members[c][i];
            back[s] = true;
            if (mask_has(row, s)) {
                x->place[s] = x->count;
                x->middle[x->count++] = s;
            }
        }
    }
}

/* Breadth first from (p, p, q) to (p, q, q). */
static bool cube_search(struct cube *x, uint32_t p, uint32_t q, struct word *out)
{
    struct finder *f = x->f;
    const struct nfa *n = f->n;
    size_t nb = f->sizes[x->b], words = n->alphabet.words;
    if (nb == 0 || x->count == 0)
        return false;
    uint32_t from = (uint32_t)((f->local[p] * x->count + x->place[p]) * nb + f->local[q]);
    uint32_t goal = (uint32_t)((f->local[p] * x->count + x->place[q]) * nb + f->local[q]);
    size_t head = 0, tail = 0;
    x->round++;
    x->queue[tail++] = from;
    x->stamp[from] = x->round;
    x->parent[from] = GRAPH_NONE;
    while (head < tail && x->stamp[goal] != x->round) {
        uint32_t at = x->queue[head++];
        const struct nfa_state *u = &n->states[f->members[x->a][at / nb / x->count]];
        const struct nfa_state *v = &n->states[x->middle[at / nb % x->count]];
        const struct nfa_state *w = &n->states[f->members[x->b][at % nb]];
        bool common = false;
        for (size_t i = 0; i < words && !common; i++)
            common = u->atoms[i] & v->atoms[i] & w->atoms[i];
        if (!common)
            continue;
        const struct edges *eu = &f->live[u - n->states], *ev = &f->live[v - n->states],
                           *ew = &f->live[w - n->states];
        for (uint32_t i = 0; i < eu->count; i++) {
            if (f->component[eu->to[i]] != x->a)
                continue;
            for (uint32_t j = 0; j < ev->count; j++) {
                uint32_t mid = x->place[ev->to[j]];
                if (mid == GRAPH_NONE)
                    continue;
                for (uint32_t l = 0; l < ew->count; l++) {
                    if (f->work <= 1) {
                        f->out->overflow = true;
                        return false;
                    }
                    f->work--;
                    if (f->component[ew->to[l]] != x->b)
                        continue;
                    uint32_t to =
                        (uint32_t)((f->local[eu->to[i]] * x->count + mid) * nb + f->local[ew->to[l]]);
                    if (x->stamp[to] == x->round)
                        continue;
                    x->stamp[to] = x->round;
                    x->parent[to] = at;
                    x->queue[tail++] = to;
                }
            }
        }
    }
    if (x->stamp[goal] != x->round)
        return false;
    *out = (struct word){NULL, 0};
    for (uint32_t at = goal; x->parent[at] != GRAPH_NONE; at = x->parent[at])
        out->len++;
    out->at = arena_alloc(f->k, (out->len + 1) * sizeof *out->at);
    size_t i = out->len;
    for (uint32_t at = goal; x->parent[at] != GRAPH_NONE; at = x->parent[at]) {
        uint32_t up = x->parent[at];
        const uint64_t *u = n->states[f->members[x->a][up / nb / x->count]].atoms;
        const uint64_t *v = n->states[x->middle[up / nb % x->count]].atoms;
        const uint64_t *w = n->states[f->members[x->b][up % nb]].atoms;
        for (size_t j = 0; j < words; j++)
            if (u[j] & v[j] & w[j]) {
                out->at[--i] = (uint32_t)(j * 64) + (uint32_t)__builtin_ctzll(u[j] & v[j] & w[j]);
                break;
            }
    }
    return out->len > 0;
}

static void find_polynomial(struct finder *f, uint32_t a, uint32_t b)
{
    struct cube x = {.f = f, .a = a, .b = b};
    find_middle(&x);
    size_t total = (size_t)f->sizes[a] * x.count * f->sizes[b];
    if (total > AMBIGUITY_WORK_MAX / 4) {
        f->out->overflow = true;
        return;
    }
    x.parent = arena_alloc(f->k, (total + 1) * sizeof *x.parent);
    x.queue = arena_alloc(f->k, (total + 1) * sizeof *x.queue);
    x.stamp = arena_zalloc(f->k, total + 1, sizeof *x.stamp);
    struct pair best = {a, b, {0, 0, {NULL, SIZE_MAX}}, 1, GRAPH_NONE};
    for (uint32_t i = 0; i < f->sizes[a] && best.pump.word.len > 1; i++)
        for (uint32_t j = 0; j < f->sizes[b] && best.pump.word.len > 1; j++) {
            struct pump p = {f->members[a][i], f->members[b][j], {NULL, 0}};
            if (p.from == p.to || !cube_search(&x, p.from, p.to, &p.word) || p.word.len >= best.pump.word.len)
                continue;
            best.pump = p;
            if (a != b)
                i = f->sizes[a] - 1, j = f->sizes[b] - 1; /* one will do */
        }
    if (best.pump.word.len != SIZE_MAX)
        *vec_push(&f->pairs) = best;
}

static int by_order(const void *x, const void *y)
{
    const struct pair *a = x, *b = y; /* along edges: from high numbers to low ones */
    return a->b != b->b ? (a->b > b->b ? -1 : 1) : (a->a < b->a) - (a->a > b->a);
}

static int by_degree(const void *x, const void *y)
{
    const struct chain *a = x, *b = y;
    unsigned i = a->degree ? a->degree : UINT32_MAX, j = b->degree ? b->degree : UINT32_MAX;
    return (i < j) - (i > j);
}

/* Longest chains of pairs: a pair may follow another when its first component is the other's second, or lies
 * behind it. */
static void build_chains(struct finder *f)
{
    if (f->pairs.len == 0)
        return;
    qsort(f->pairs.at, f->pairs.len, sizeof *f->pairs.at, by_order);
    for (size_t i = 0; i < f->pairs.len; i++)
        for (size_t j = 0; j < i; j++) {
            struct pair *late = &f->pairs.at[i], *early = &f->pairs.at[j];
            bool joined =
                early->b == late->a || mask_has(f->reaches + early->b * f->words, f->members[late->a][0]);
            if (joined && early->best + 1 > late->best && early->best + 2 <= AMBIGUITY_DEGREE_MAX) {
                late->best = early->best + 1;
                late->before = (uint32_t)j;
            }
        }
    for (size_t i = 0; i < f->pairs.len; i++) {
        struct chain c = {.count = f->pairs.at[i].best, .degree = f->pairs.at[i].best + 1};
        c.pumps = arena_alloc(f->k, c.count * sizeof *c.pumps);
        size_t n = c.count;
        for (size_t at = i; n > 0; at = f->pairs.at[at].before)
            c.pumps[--n] = f->pairs.at[at].pump;
        f->out->degree = c.degree > f->out->degree ? c.degree : f->out->degree;
        *vec_push(&f->chains) = c;
    }
}

void ambiguity_find(struct ambiguity *out, const struct nfa *n, struct arena *k)
{
    struct finder f = {.n = n, .k = k, .out = out, .work = AMBIGUITY_WORK_MAX};
    *out = (struct ambiguity){.degree = 1};
    f.component = arena_alloc(k, (n->count + 1) * sizeof *f.component);
    struct graph g = {n->count, state_neighbour, &f, AMBIGUITY_WORK_MAX};
    bool done;
    uint32_t *all = arena_alloc(k, (n->count + 1) * sizeof *all);
    for (uint32_t i = 0; i < n->count; i++)
        all[i] = i;
    find_live(&f);
    f.components = graph_components(&g, all, n->count, f.component, &done, k);
    if (!done) {
        out->overflow = true;
        return;
    }
    group_members(&f);
    for (uint32_t c = 0; c < f.components && f.chains.len < EDA_MAX; c++)
        find_exponential(&f, c);
    uint32_t *looping = arena_alloc(k, (f.components + 1) * sizeof *looping), count = 0;
    for (uint32_t c = 0; c < f.components; c++)
        if (f.loops[c])
            looping[count++] = c;
    if (count > 1 || out->exponential) {
        find_reach(&f);
        f.middle = arena_alloc(k, (n->count + 1) * sizeof *f.middle);
        f.place = arena_alloc(k, (n->count + 1) * sizeof *f.place);
        f.back = arena_alloc(k, (n->count + 1) * sizeof *f.back);
    }
    /* a component that is ambiguous in itself may be so without a way to fail, and yet hold a chain that has
     * one */
    for (uint32_t i = 0; i < count && out->exponential; i++)
        if (f.sizes[looping[i]] > 1 && f.sizes[looping[i]] <= SELF_MAX &&
            !n->states[f.members[looping[i]][0]].always && !n->states[f.members[looping[i]][0]].search)
            find_polynomial(&f, looping[i], looping[i]);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (!n->states[f.members[looping[j]][0]].always &&
                mask_has(f.reaches + looping[i] * f.words, f.members[looping[j]][0]))
                find_polynomial(&f, looping[i], looping[j]);
    build_chains(&f);
    if (f.chains.len)
        qsort(f.chains.at, f.chains.len, sizeof *f.chains.at, by_degree);
    out->count = f.chains.len < AMBIGUITY_CHAINS_MAX ? f.chains.len : AMBIGUITY_CHAINS_MAX;
    out->chains = arena_alloc(k, (out->count + 1) * sizeof *out->chains);
    if (out->count)
        memcpy(out->chains, f.chains.at, out->count * sizeof *out->chains);
    vec_release(&f.chains);
    vec_release(&f.pairs);
}
