/* Alignment of samples: see align.h. */
#include "regex/align.h"

enum {
    CELLS_MAX = 4000000, /* of one alignment; what is larger is compared at its ends only */
    WEIGHT_SIGN = 2,
    WEIGHT_VOLATILE = 6
};

struct token {
    size_t from, to; /* of the sample; the blanks before it not counted */
    int kind;
    bool word;
    bool blank; /* blanks stand before it */
};

struct sample {
    struct str text;
    struct token *tokens;
    size_t count;
};

/* A template while it is built: the tokens that all members share, as each of them has them. */
struct group {
    VEC(size_t) members;
    VEC(size_t *) at; /* for each member the numbers of its shared tokens */
    size_t shared;
};

struct work {
    const struct align_options *options;
    struct arena *arena;
    struct sample *samples;
    VEC(struct group) groups;
};

static bool is_kept(const struct align_options *o, struct str text)
{
    for (size_t i = 0; i < o->keep_count; i++)
        if (o->keep[i].len && str_find(text, o->keep[i], 0) != SIZE_MAX)
            return true;
    return false;
}

static bool is_word(unsigned char c)
{
    return ascii_is_alnum(c) || c == '_' || c >= 0x80;
}

static void cut(struct work *w, struct sample *s)
{
    VEC(struct token) tokens = {0};
    struct volatile_part *parts;
    size_t part_count = volatile_find(s->text, w->arena, &parts), part = 0;
    for (size_t at = 0; at < s->text.len;) {
        size_t start = at;
        while (at < s->text.len && ascii_is_space((unsigned char)s->text.s[at]))
            at++;
        if (at == s->text.len)
            break;
        struct token t = {.from = at, .kind = ALIGN_FIXED, .blank = at > start};
        while (part < part_count && parts[part].from < at)
            part++;
        size_t stop = part < part_count ? parts[part].from : s->text.len;
        if (part < part_count && parts[part].from == at) {
            struct str text = str_sub(s->text, at, parts[part].to);
            bool fixed = w->options->fixed >> parts[part].kind & 1 || is_kept(w->options, text);
            t.kind = fixed ? ALIGN_FIXED : (int)parts[part].kind;
            at = parts[part++].to;
        } else if (is_word((unsigned char)s->text.s[at])) {
            while (at < stop && is_word((unsigned char)s->text.s[at]))
                at++;
            t.word = true;
        } else {
            at++;
        }
        t.to = at;
        *vec_push(&tokens) = t;
    }
    s->tokens = arena_alloc(w->arena, tokens.len * sizeof *tokens.at);
    s->count = tokens.len;
    if (tokens.len)
        memcpy(s->tokens, tokens.at, tokens.len * sizeof *tokens.at);
    vec_release(&tokens);
}

static struct str token_text(const struct sample *s, size_t i)
{
    return str_sub(s->text, s->tokens[i].from, s->tokens[i].to);
}

/* How much it is worth that two tokens stand for each other; 0: they do not. */
static uint32_t worth(const struct sample *a, size_t i, const struct sample *b, size_t j)
{
    const struct token *x = &a->tokens[i], *y = &b->tokens[j];
    bool apart = x->blank == y->blank || i == 0 || j == 0; /* before a first token there is nothing */
    if (x->kind != y->kind || !apart)
        return 0;
    if (x->kind != ALIGN_FIXED)
        return WEIGHT_VOLATILE;
    if (!str_ieq(token_text(a, i), token_text(b, j)))
        return 0;
    return x->word ? WEIGHT_SIGN + 2 * (uint32_t)(x->to - x->from) : WEIGHT_SIGN;
}

/* Letters of the shared words among `count` tokens (`at` NULL: the first ones). */
static size_t letters(const struct sample *s, const size_t *at, size_t count)
{
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        const struct token *t = &s->tokens[at ? at[i] : i];
        sum += t->word && t->kind == ALIGN_FIXED ? t->to - t->from : 0;
    }
    return sum;
}

/* Aligns the shared tokens of `a` (numbers in `mine`) with all tokens of `b`: pairs of positions, in order.
 */
struct pairs {
    size_t *mine, *theirs;
    size_t len;
};

static void pair(struct pairs *p, size_t i, size_t j)
{
    p->mine[p->len] = i;
    p->theirs[p->len++] = j;
}

static void align_middle(const struct sample *a, const size_t *mine, const struct sample *b, size_t from_a,
                         size_t to_a, size_t from_b, size_t to_b, struct pairs *out)
{
    size_t n = to_a - from_a, m = to_b - from_b;
    if (!n || !m || n > CELLS_MAX / (m + 1))
        return;
    uint32_t *score = mem_zalloc((n + 1) * (m + 1), sizeof *score);
#define SCORE(i, j) score[(i) * (m + 1) + (j)] /* best of the tokens from i and j on */
    for (size_t i = n; i-- > 0;)
        for (size_t j = m; j-- > 0;) {
            uint32_t best = SCORE(i + 1, j) > SCORE(i, j + 1) ? SCORE(i + 1, j) : SCORE(i, j + 1);
            uint32_t gain = worth(a, mine[from_a + i], b, from_b + j);
            SCORE(i, j) = gain && gain + SCORE(i + 1, j + 1) > best ? gain + SCORE(i + 1, j + 1) : best;
        }
    for (size_t i = 0, j = 0; i < n && j < m;) {
        uint32_t gain = worth(a, mine[from_a + i], b, from_b + j);
        if (gain && SCORE(i, j) == gain + SCORE(i + 1, j + 1))
            pair(out, from_a + i++, from_b + j++);
        else if (SCORE(i, j) == SCORE(i + 1, j))
            i++;
        else
            j++;
    }
#undef SCORE
    free(score);
}

static struct pairs align(struct work *w, const struct sample *a, const size_t *mine, size_t n,
                          const struct sample *b)
{
    size_t most = n < b->count ? n : b->count, head = 0, tail = 0;
    struct pairs out = {arena_alloc(w->arena, most * sizeof(size_t)),
                        arena_alloc(w->arena, most * sizeof(size_t)), 0};
    for (; head < most && worth(a, mine[head], b, head); head++)
        pair(&out, head, head);
    while (tail < most - head && worth(a, mine[n - 1 - tail], b, b->count - 1 - tail))
        tail++;
    align_middle(a, mine, b, head, n - tail, head, b->count - tail, &out);
    for (size_t i = tail; i-- > 0;)
        pair(&out, n - 1 - i, b->count - 1 - i);
    return out;
}

static void join(struct work *w, struct group *g, size_t number, const struct pairs *p)
{
    for (size_t m = 0; m < g->members.len; m++)
        for (size_t i = 0; i < p->len; i++)
            g->at.at[m][i] = g->at.at[m][p->mine[i]]; /* mine[i] >= i */
    g->shared = p->len;
    *vec_push(&g->members) = number;
    *vec_push(&g->at) = p->theirs;
    (void)w;
}

static void place_sample(struct work *w, size_t number)
{
    struct sample *s = &w->samples[number];
    size_t own = letters(s, NULL, s->count);
    struct group *g;
    vec_foreach (g, &w->groups) {
        const struct sample *first = &w->samples[g->members.at[0]];
        size_t theirs = letters(first, g->at.at[0], g->shared), least = own < theirs ? own : theirs;
        struct pairs p = align(w, first, g->at.at[0], g->shared, s);
        size_t common = letters(s, p.theirs, p.len);
        if (common * 2 >= least && (common || (p.len && !least))) {
            join(w, g, number, &p);
            return;
        }
    }
    g = vec_push(&w->groups);
    *g = (struct group){.shared = s->count};
    size_t *all = arena_alloc(w->arena, s->count * sizeof *all);
    for (size_t i = 0; i < s->count; i++)
        all[i] = i;
    *vec_push(&g->members) = number;
    *vec_push(&g->at) = all;
}

/* What each member has between the ends of shared token k-1 and the start of shared token k, or in token k
 * itself. */
static struct str member_text(const struct work *w, const struct group *g, size_t m, size_t k, bool token)
{
    const struct sample *s = &w->samples[g->members.at[m]];
    const size_t *at = g->at.at[m];
    if (token)
        return token_text(s, at[k]);
    size_t from = k ? s->tokens[at[k - 1]].to : 0, to = k < g->shared ? s->tokens[at[k]].from : s->text.len;
    return str_sub(s->text, from, to);
}

static bool all_equal(const struct str *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (!str_eq(values[0], values[i]))
            return false;
    return true;
}

/* A part that looks volatile and is the same in all of several samples is not: names in two, numbers in
 * three. Dates and addresses are, whatever the samples say. */
static bool is_stable(int kind, const struct str *values, size_t count)
{
    if (count < 2 || !all_equal(values, count))
        return false;
    switch (kind) {
    case VOLATILE_QUOTED:
    case VOLATILE_PATH:
    case VOLATILE_URL:
    case VOLATILE_NAME: return true;
    case VOLATILE_NUMBER:
    case VOLATILE_DECIMAL:
    case VOLATILE_VERSION: return count >= 3;
    default: return false;
    }
}

typedef VEC(struct align_piece) piece_list;

/* Two views that lie side by side in one sample, as one. */
static struct str joined(struct str a, struct str b)
{
    return a.len ? (struct str){a.s, (size_t)(b.s - a.s) + b.len} : b.len ? b : a;
}

static void add_shared(piece_list *pieces, struct str text)
{
    struct align_piece *last = pieces->len ? vec_last(pieces) : NULL;
    if (!text.len)
        return;
    if (last && !last->hole)
        last->text = joined(last->text, text);
    else
        *vec_push(pieces) = (struct align_piece){.kind = ALIGN_FIXED, .text = text};
}

static void add_hole(piece_list *pieces, int kind, struct str *values, size_t count)
{
    struct align_piece *last = pieces->len ? vec_last(pieces) : NULL;
    if (!last || !last->hole) {
        *vec_push(pieces) = (struct align_piece){.hole = true, .kind = kind, .values = values};
        return;
    }
    for (size_t m = 0; m < count; m++)
        last->values[m] = joined(last->values[m], values[m]);
    last->kind = ALIGN_FIXED;
}

/* The blanks at the two ends of what stands in a hole that all members have are shared text. */
static size_t shared_blanks(const struct str *values, size_t count, bool front)
{
    size_t least = values[0].len ? SIZE_MAX : 0;
    for (size_t m = 0; m < count && least; m++) {
        struct str v = values[m];
        size_t n = 0;
        while (n < v.len && ascii_is_space((unsigned char)v.s[front ? n : v.len - 1 - n]))
            n++;
        bool same = n == 0 || (front ? memcmp(v.s, values[0].s, 1) == 0
                                     : v.s[v.len - 1] == values[0].s[values[0].len - 1]);
        least = !same ? 0 : n < least ? n : least;
    }
    return least ? 1 : 0;
}

static void add_gap(struct work *w, piece_list *pieces, const struct group *g, size_t k)
{
    size_t count = g->members.len;
    struct str *values = arena_alloc(w->arena, count * sizeof *values);
    bool any = false;
    for (size_t m = 0; m < count; m++) {
        values[m] = member_text(w, g, m, k, false);
        any |= values[m].len > 0;
    }
    if (!any)
        return;
    if (all_equal(values, count)) { /* blanks between two shared tokens */
        add_shared(pieces, values[0]);
        return;
    }
    size_t front = shared_blanks(values, count, true);
    struct str head = str_sub(values[0], 0, front);
    for (size_t m = 0; m < count; m++)
        values[m] = str_sub(values[m], front, values[m].len);
    size_t back = shared_blanks(values, count, false);
    struct str tail = str_sub(values[0], values[0].len - back, values[0].len);
    for (size_t m = 0; m < count; m++)
        values[m].len -= back;
    add_shared(pieces, head);
    add_hole(pieces, ALIGN_FIXED, values, count);
    add_shared(pieces, tail);
}

static void build(struct work *w, const struct group *g, struct align_group *out)
{
    piece_list pieces = {0};
    size_t count = g->members.len;
    for (size_t k = 0; k <= g->shared; k++) {
        add_gap(w, &pieces, g, k);
        if (k == g->shared)
            break;
        const struct sample *first = &w->samples[g->members.at[0]];
        int kind = first->tokens[g->at.at[0][k]].kind;
        struct str *values = arena_alloc(w->arena, count * sizeof *values);
        for (size_t m = 0; m < count; m++)
            values[m] = member_text(w, g, m, k, true);
        if (kind == ALIGN_FIXED || is_stable(kind, values, count))
            add_shared(&pieces, values[0]);
        else
            add_hole(&pieces, kind, values, count);
    }
    out->count = count;
    out->members = arena_alloc(w->arena, count * sizeof *out->members);
    memcpy(out->members, g->members.at, count * sizeof *out->members);
    out->piece_count = pieces.len;
    out->pieces = arena_alloc(w->arena, pieces.len * sizeof *out->pieces);
    if (pieces.len)
        memcpy(out->pieces, pieces.at, pieces.len * sizeof *out->pieces);
    vec_release(&pieces);
}

size_t align_samples(const struct str *samples, size_t count, const struct align_options *options,
                     struct arena *a, struct align_group **groups)
{
    struct work w = {.options = options, .arena = a};
    w.samples = arena_zalloc(a, count, sizeof *w.samples);
    for (size_t i = 0; i < count; i++) {
        w.samples[i].text = samples[i];
        cut(&w, &w.samples[i]);
        place_sample(&w, i);
    }
    *groups = arena_zalloc(a, w.groups.len, sizeof **groups);
    size_t n = w.groups.len;
    for (size_t i = 0; i < n; i++) {
        build(&w, &w.groups.at[i], &(*groups)[i]);
        vec_release(&w.groups.at[i].members);
        vec_release(&w.groups.at[i].at);
    }
    vec_release(&w.groups);
    return n;
}
