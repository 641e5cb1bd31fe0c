/* The verdict: see redos.h. */
#include "regex/redos.h"

#include "base/utf8.h"
#include "regex/candidate.h"
#include "regex/plain.h"
#include "regex/sample.h"

#include <math.h>

enum { MEASURES_MAX = 10 /* of one chain */, QUICK_STEPS = 6000, LETTER_STEPS = 300000, BOUNDED_CHARS = 100 };

struct analysis {
    struct redos *out;
    const struct regex_tree *t;
    struct arena *k;
    struct probe *probe;
    struct nfa nfa;
    bool exact, exponential; /* what the automaton says */
    size_t least;            /* characters past which no counter counts */
    uint64_t budget;
    double best; /* degree of what is in out; HUGE_VAL: exponential */
};

/* ---- the tree: where, and how far counters count ---- */

static const struct regex_node *repeat_around(const struct regex_node *n, uint32_t from, uint32_t to,
                                              bool outermost)
{
    if (n->from > from || n->to < to)
        return NULL;
    const struct regex_node *own = n->kind == REGEX_REPEAT && n->max > n->min && n->max > 1 ? n : NULL;
    if (own && outermost)
        return own;
    regex_foreach_child(c, n)
    {
        const struct regex_node *inner = repeat_around(c, from, to, outermost);
        if (inner)
            return inner;
    }
    return own;
}

struct span {
    uint32_t from, to; /* bytes of the pattern */
};

/* The repeat that a chain pumps. */
static struct span place_of(const struct analysis *z, const struct chain *c)
{
    const struct nfa_state *s = &z->nfa.states[c->pumps[c->count - 1].to];
    const struct regex_node *n = repeat_around(z->t->root, s->from, s->to, c->degree == 0);
    return n ? (struct span){n->from, n->to} : (struct span){s->from, s->to};
}

/* The largest product of nested bounded repeats: characters that counters may take. */
static uint64_t counted(const struct regex_node *n, uint64_t outer)
{
    uint64_t most = 0;
    if (n->kind == REGEX_REPEAT && n->max != REGEX_INFINITE && n->max > 1) {
        outer *= n->max;
        outer = outer < 100000 ? outer : 100000;
        most = outer;
    }
    for (const struct regex_node *c = n->child; c; c = regex_past_run(c)) {
        uint64_t inner = c->child ? counted(c, outer) : 0;
        most = inner > most ? inner : most;
    }
    return most;
}

/* An upper bound for the logarithm of the number of ways through a part of the pattern on 100 characters. */
static double ways(const struct regex_node *n)
{
    double sum = 0, most = 0;
    size_t count = 0;
    for (const struct regex_node *c = n->child; c; c = regex_past_run(c)) {
        double w = c->child ? ways(c) : 0;
        sum += w;
        most = w > most ? w : most;
        count++; /* runs stand in sequences only, whose parts are not counted */
    }
    switch (n->kind) {
    case REGEX_ALTERNATION:
    case REGEX_CONDITIONAL: return most + log10((double)(count ? count : 1));
    case REGEX_REPEAT: {
        double times = n->max > BOUNDED_CHARS ? BOUNDED_CHARS : n->max,
               least = n->min > times ? times : n->min;
        return sum * times + log10(times - least + 1);
    }
    case REGEX_CLASS:
    case REGEX_RANGE: return 0;
    default: return sum;
    }
}

/* ---- candidates against the engine ---- */

struct trial {
    struct attack attack;
    double slope; /* on log-log paper */
    uint64_t steps;
};

/* The slope between the last two of some small sizes. */
static struct trial quick(struct analysis *z, const struct attack *a)
{
    struct trial t = {.attack = *a};
    struct buf text = BUF_INIT;
    enum probe_end end = PROBE_NO_MATCH;
    uint64_t before = 0;
    for (size_t k = 2; k <= 16 && end != PROBE_STOPPED; k *= 2) {
        buf_clear(&text);
        attack_write(a, k, &text);
        uint64_t steps = probe_steps(z->probe, buf_str(&text), QUICK_STEPS, &end);
        z->budget -= steps < z->budget ? steps : z->budget;
        if (end == PROBE_FAILED)
            break;
        double slope = before ? log2((double)steps / (double)before) : 0;
        if (end == PROBE_STOPPED && !before)
            slope = 2.5; /* at once: steep, but others may show it better */
        t.slope = end == PROBE_STOPPED && t.slope > slope ? t.slope : slope;
        t.steps = before = steps ? steps : 1;
    }
    buf_release(&text);
    return t;
}

/* Takes the attack as the result when it is the worst so far. `most`: the degree that the automaton allows,
 * 0: any. */
static void keep(struct analysis *z, const struct growth *g, const struct attack *a, unsigned most,
                 struct span at)
{
    struct redos *out = z->out;
    double degree = g->exponential ? HUGE_VAL : round(g->degree);
    if (most && degree > most)
        degree = most;
    if (degree < 2 || degree <= z->best)
        return;
    z->best = degree;
    out->verdict = g->exponential ? REDOS_EXPONENTIAL : REDOS_POLYNOMIAL;
    out->degree = g->exponential ? 0 : (unsigned)degree;
    out->attack = *a;
    out->point_count = g->count < 3 ? g->count : 3;
    memcpy(out->points, g->points + g->count - out->point_count, out->point_count * sizeof *out->points);
    if (!g->exponential) {
        out->steps_line = growth_at(g, out->degree, REDOS_LINE);
        out->steps_10000 = growth_at(g, out->degree, 10000);
    }
    out->from = at.from;
    out->to = at.to;
}

static bool reached(const struct analysis *z, const struct chain *c)
{
    return c->degree == 0 ? z->best == HUGE_VAL : z->best >= c->degree;
}

static size_t pump_length(const struct attack *a)
{
    size_t n = 0;
    for (size_t i = 0; i < a->count; i++)
        n += a->parts[i].pump.len;
    return n ? n : 1;
}

/* Steeper than the automaton allows for this chain: the pump serves another, exponential one as well. */
static bool too_steep(const struct analysis *z, const struct growth *g, const struct chain *c)
{
    return c->degree && z->exponential && !g->exponential && g->degree > c->degree + 0.6;
}

static void measure(struct analysis *z, const struct attack *a, const struct chain *c)
{
    struct growth g;
    struct growth_plan plan = {.expected = c->degree, .exact = z->exact, .least = z->least / pump_length(a)};
    growth_measure(&g, z->probe, a, &plan, &z->budget);
    if (too_steep(z, &g, c)) {
        plan.expected = 0;
        growth_measure(&g, z->probe, a, &plan, &z->budget);
    }
    if (g.failed) { /* it will again */
        z->out->why = "PCRE2 runs into its limit of memory";
        z->budget = 0;
    }
    if (g.count)
        keep(z, &g, a, z->exact && !g.exponential ? c->degree : 0, place_of(z, c));
}

static bool better(const struct trial *a, const struct trial *b)
{
    double d = a->slope - b->slope;
    return d > 0.2 || (d > -0.2 && a->steps > b->steps);
}

/* Tries the heads and ends of a chain; the promising ones are measured. */
static void try_chain(struct analysis *z, const struct chain *c)
{
    struct candidates heads;
    candidate_heads(&heads, &z->nfa, c, z->k);
    double want = c->degree == 0 ? 2.2 : c->degree < 5 ? c->degree * 0.55 + 0.25 : 2.8;
    size_t measures = 0;
    struct trial best = {.slope = 0};
    for (size_t h = 0; h < heads.count && z->budget > QUICK_STEPS * 4; h++) {
        struct str ends[CANDIDATE_ENDS];
        size_t count = candidate_ends(ends, &z->nfa, &heads, h, z->k);
        bool promising = false;
        for (size_t e = 0; e < count && z->budget > QUICK_STEPS * 4; e++) {
            struct attack a = heads.heads[h];
            a.suffix = ends[e];
            struct trial t = quick(z, &a);
            if (better(&t, &best))
                best = t;
            if (t.slope < want)
                continue;
            promising = true;
            break;
        }
        /* other heads of one chain may take more steps on the same length: compared before measuring */
        if (promising && h + 1 < heads.count && c->degree > 2 && h < 2)
            continue;
        if (best.slope < want || measures++ == MEASURES_MAX)
            continue;
        measure(z, &best.attack, c);
        if (reached(z, c))
            return;
        best = (struct trial){.slope = 0};
    }
    if (best.slope > 1.15 && !reached(z, c))
        measure(z, &best.attack, c);
}

static void try_chains(struct analysis *z, const struct ambiguity *found)
{
    for (size_t i = 0; i < found->count && z->best < HUGE_VAL; i++) {
        const struct chain *c = &found->chains[i];
        if (z->budget < QUICK_STEPS * 8) {
            z->out->why = "the budget of steps ran out";
            return;
        }
        if (c->degree && c->degree <= z->best)
            return;
        try_chain(z, c);
    }
}

/* Counters as loops: whether what they let through blows up before they end. */
static void try_bounded(struct analysis *z)
{
    struct ambiguity found;
    if (!nfa_build(&z->nfa, z->t, NFA_UNBOUNDED, z->k))
        return;
    ambiguity_find(&found, &z->nfa, z->k);
    for (size_t i = 0; i < found.count && i < 6; i++) {
        struct candidates heads;
        const struct chain *c = &found.chains[i];
        candidate_heads(&heads, &z->nfa, c, z->k);
        for (size_t h = 0; h < heads.count && h < 4; h++) {
            struct str ends[CANDIDATE_ENDS];
            size_t count = candidate_ends(ends, &z->nfa, &heads, h, z->k);
            for (size_t e = 0; e < count && e < 6 && z->budget > REDOS_LINE_STEPS; e++) {
                struct attack a = heads.heads[h];
                a.suffix = ends[e];
                struct buf text = BUF_INIT;
                size_t pumps[3], fixed = a.suffix.len, n = 0;
                for (size_t p = 0; p < a.count; p++)
                    fixed += a.parts[p].before.len;
                pumps[2] =
                    (BOUNDED_CHARS - (fixed < BOUNDED_CHARS ? fixed : BOUNDED_CHARS)) / pump_length(&a);
                pumps[1] = pumps[2] / 2, pumps[0] = pumps[2] / 4;
                struct growth_point points[3];
                for (; n < 3; n++) {
                    enum probe_end end;
                    buf_clear(&text);
                    attack_write(&a, pumps[n], &text);
                    uint64_t steps = probe_steps(z->probe, buf_str(&text), REDOS_LINE_STEPS, &end);
                    points[n] = (struct growth_point){pumps[n], text.len, steps, end == PROBE_STOPPED};
                    z->budget -= steps < z->budget ? steps : z->budget;
                    if (end == PROBE_STOPPED || (n == 1 && steps < 1000))
                        break;
                }
                buf_release(&text);
                if (n == 3 || !points[n].capped)
                    continue;
                z->out->verdict = REDOS_BOUNDED;
                z->out->attack = a;
                z->out->point_count = n + 1;
                memcpy(z->out->points, points, (n + 1) * sizeof *points);
                struct span at = place_of(z, c);
                z->out->from = at.from, z->out->to = at.to;
                return;
            }
        }
    }
}

/* ---- where the automaton is too large, or says too little: strings made without it ---- */

/* prefix pump^k, behind each of some ends. */
static void try_string(struct analysis *z, struct str prefix, struct str pump, const struct str *ends,
                       size_t count, struct span at)
{
    for (size_t e = 0; e < count && z->best < HUGE_VAL && z->budget > QUICK_STEPS * 8; e++) {
        struct attack a = {.parts = {{prefix, pump}}, .count = 1, .suffix = ends[e]};
        struct trial t = quick(z, &a);
        if (t.slope < (z->best >= 2 ? 2.2 : 1.3))
            continue;
        struct growth g;
        struct growth_plan plan = {.expected = t.slope > 2.2 ? 0 : 2, .least = z->least / pump_length(&a)};
        growth_measure(&g, z->probe, &a, &plan, &z->budget);
        if (g.count >= 3)
            keep(z, &g, &a, 0, at);
    }
}

static void try_samples(struct analysis *z)
{
    static const struct str ends[] = {{"", 0}, {"!", 1}, {"\n", 1}, {"\x01", 1}};
    struct sample_seed seeds[SAMPLE_SEEDS];
    size_t count = sample_seeds(seeds, z->t, z->k);
    for (size_t i = 0; i < count; i++)
        try_string(z, seeds[i].prefix, seeds[i].pump, ends, sizeof ends / sizeof *ends,
                   (struct span){seeds[i].from, seeds[i].to});
}

/* All short words over a few letters of the alphabet: for lookarounds and backreferences, whose automaton
 * does not know what a pump must avoid. */
static void try_letters(struct analysis *z)
{
    enum { LETTERS = 6 };
    struct str letter[LETTERS], ends[LETTERS + 3] = {{"", 0}, {"\n!", 2}};
    struct span all = {0, (uint32_t)z->t->pattern.len};
    size_t count = 0, end_count = 2;
    for (uint32_t a = 0; a < z->nfa.alphabet.count && count < LETTERS; a++, count++)
        letter[count] = candidate_text(&z->nfa, (struct word){&a, 1}, z->k);
    for (size_t i = 0; i < count; i++)
        ends[end_count++] = letter[i];
    for (size_t i = 0; i < count && z->best < HUGE_VAL; i++)
        for (size_t j = 0; j <= count; j++) {
            struct str pump =
                j == count ? letter[i]
                           : str_of(arena_printf(z->k, "%.*s%.*s", STR_FMT(letter[i]), STR_FMT(letter[j])));
            if (j == i)
                continue;
            for (size_t x = 0; x <= count; x++)
                try_string(z, x == count ? STR("") : letter[x], pump, ends, end_count, all);
        }
}

/* A line of REDOS_LINE characters, measured where the curve leaves it open on which side of the bar it is. */
static void measure_line(struct analysis *z)
{
    struct redos *out = z->out;
    if (out->verdict != REDOS_POLYNOMIAL || out->steps_line < 0.4 * REDOS_LINE_STEPS ||
        out->steps_line > 2.5 * REDOS_LINE_STEPS)
        return;
    struct buf text = BUF_INIT;
    enum probe_end end;
    size_t pumps = 1;
    do {
        buf_clear(&text);
        attack_write(&out->attack, pumps++, &text);
    } while (utf8_count(buf_str(&text)) < REDOS_LINE);
    out->steps_line = (double)probe_steps(z->probe, buf_str(&text), REDOS_LINE_STEPS, &end);
    buf_release(&text);
}

static void check_immunity(struct analysis *z, bool caseless)
{
    struct redos *out = z->out;
    struct regex_fault fault;
    if (out->verdict != REDOS_POLYNOMIAL && out->verdict != REDOS_EXPONENTIAL)
        return;
    struct probe *p = probe_new(z->t, caseless, PROBE_PCRE2, &fault);
    if (!p)
        return;
    const struct growth_point *last = &out->points[out->point_count - 1];
    struct buf text = BUF_INIT;
    enum probe_end end;
    attack_write(&out->attack, last->pumps, &text);
    uint64_t steps = probe_steps(p, buf_str(&text), last->steps, &end);
    out->pcre2_immune = end != PROBE_STOPPED && end != PROBE_FAILED && steps < last->steps / 20;
    buf_release(&text);
    probe_free(p);
}

void redos_analyse(struct redos *out, const struct regex_tree *t, struct arena *k)
{
    *out = (struct redos){.verdict = REDOS_LINEAR, .exact = true};
    double bound = t->features & REGEX_HAS_REPEAT ? ways(t->root) : 0;
    uint64_t most = counted(t->root, 1);
    bool may_blow_up = bound > 3.5 && most > 3;
    if (!may_blow_up && (!(t->features & (REGEX_HAS_LOOP | REGEX_HAS_CALL)) || regex_is_plainly_linear(t, k)))
        return;
    struct analysis z = {.out = out, .t = t, .k = k, .budget = REDOS_STEPS};
    struct ambiguity found = {.count = 0};
    bool caseless = t->root->flags & REGEX_FLAG_I;
    bool built = nfa_build(&z.nfa, t, 0, k);
    z.exact = out->exact = built && !z.nfa.approximate;
    if (built)
        ambiguity_find(&found, &z.nfa, k);
    z.exponential = found.exponential;
    bool overflow = !built || found.overflow;
    if (!overflow && found.count == 0 && !may_blow_up)
        return;
    struct regex_fault fault;
    z.probe = probe_new(t, caseless, PROBE_PLAIN, &fault);
    if (!z.probe) {
        out->verdict = REDOS_UNDECIDED;
        out->why = arena_printf(k, "PCRE2 does not compile it: %s", fault.what);
        return;
    }
    z.least = 2 * (size_t)(most < 2000 ? most : 2000);
    try_chains(&z, &found);
    if (overflow && out->verdict == REDOS_LINEAR)
        try_samples(&z);
    if (built && z.nfa.approximate && t->features & (REGEX_HAS_LOOK | REGEX_HAS_BACKREF) &&
        out->verdict == REDOS_LINEAR && z.budget > LETTER_STEPS) {
        z.budget = LETTER_STEPS;
        try_letters(&z);
    }
    if (out->verdict == REDOS_LINEAR || out->verdict == REDOS_POLYNOMIAL)
        if (may_blow_up && out->steps_line < REDOS_LINE_STEPS)
            try_bounded(&z);
    if (out->verdict == REDOS_LINEAR && (overflow || out->why)) {
        out->verdict = REDOS_UNDECIDED;
        if (!out->why)
            out->why = "its automaton is too large";
    }
    measure_line(&z);
    check_immunity(&z, caseless);
    probe_free(z.probe);
}
