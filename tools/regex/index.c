/* The index of patterns: see index.h. */
#include "regex/index.h"

#include "base/hash.h"

/* A literal that leads to patterns. */
struct literal {
    size_t text;    /* where it stands among the literals' texts */
    uint32_t users; /* number of its latest user + 1 */
    uint16_t len;
};

struct user {
    uint32_t pattern;
    uint32_t before; /* number of the literal's user before + 1 */
};

/* A piece of a literal. */
struct entry {
    uint32_t literal;
    uint32_t next;  /* the next entry of the same piece, or NONE */
    uint16_t shift; /* where in the literal the piece begins */
    bool near;      /* leads to parts of the literal only */
};

/* The pieces of one length. */
struct tier {
    unsigned bytes;
    uint64_t mask;
    uint32_t *slots; /* number of a piece's first entry + 1; 0: free */
    size_t slot_mask;
    uint64_t *filter; /* one bit for each hash: most places of a text end here */
    unsigned filter_shift;
    uint16_t *counts; /* how often a piece was counted, by hash; stops at the largest number; NULL: never */
    VEC(struct entry) entries;
};

struct literal_index {
    struct tier tiers[2];
    struct buf texts; /* of the literals */
    VEC(struct literal) literals;
    uint32_t *slots; /* of the literals, by their texts' hashes: number + 1; until the index is built */
    size_t slot_count;
    VEC(struct user) users;
    VEC(uint32_t) always;
    uint32_t pattern_count;
    unsigned count_shift; /* of a hash, to its place among the counts */
    bool want_near;
};

enum {
    NONE = 0xFFFFFFFFu,
    COUNT_BITS_MIN = 12,
    COUNT_BITS_MAX = 20,
    NEAR_RARE = 8 /* a piece that more texts have is no start for near misses */
};

static uint64_t load(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    return v;
}

static uint64_t mix(uint64_t piece)
{
    return piece * 0x9e3779b97f4a7c15u;
}

struct literal_index *index_new(void)
{
    static const unsigned bytes[] = {INDEX_GRAM, INDEX_SHORT};
    struct literal_index *x = mem_zalloc(1, sizeof *x);
    for (int t = 0; t < 2; t++) {
        x->tiers[t].bytes = bytes[t];
        x->tiers[t].mask = ((uint64_t)1 << 8 * bytes[t]) - 1;
    }
    return x;
}

void index_free(struct literal_index *x)
{
    if (!x)
        return;
    for (int t = 0; t < 2; t++) {
        free(x->tiers[t].slots);
        free(x->tiers[t].filter);
        free(x->tiers[t].counts);
        vec_release(&x->tiers[t].entries);
    }
    buf_release(&x->texts);
    vec_release(&x->literals);
    free(x->slots);
    vec_release(&x->users);
    vec_release(&x->always);
    free(x);
}

static void make_counts(struct literal_index *x, size_t bytes)
{
    unsigned bits = COUNT_BITS_MIN;
    while (bits < COUNT_BITS_MAX && (size_t)1 << bits < bytes)
        bits++;
    x->count_shift = 64 - bits;
    for (int t = 0; t < 2; t++)
        x->tiers[t].counts = mem_zalloc((size_t)1 << bits, sizeof(uint16_t));
}

static void count_pieces(struct tier *t, unsigned shift, const char *s, size_t from, size_t to)
{
    const uint64_t mask = t->mask;
    uint16_t *counts = t->counts;
    for (size_t i = from; i < to; i++) {
        uint16_t *n = &counts[mix(load(s + i) & mask) >> shift];
        *n = (uint16_t)(*n + (*n < UINT16_MAX));
    }
}

void index_count(struct literal_index *x, struct str folded, size_t bytes)
{
    char end[16] = {0};
    if (!x->tiers[0].counts)
        make_counts(x, bytes);
    size_t whole = folded.len < 8 ? 0 : folded.len - 7, left = folded.len - whole;
    if (left)
        memcpy(end, folded.s + whole, left); /* the last bytes, with room behind them */
    for (int t = 0; t < 2; t++) {
        struct tier *tier = &x->tiers[t];
        count_pieces(tier, x->count_shift, folded.s, 0, whole);
        if (left >= tier->bytes)
            count_pieces(tier, x->count_shift, end, 0, left - tier->bytes + 1);
    }
}

static struct str literal_text(const struct literal_index *x, uint32_t number)
{
    const struct literal *l = &x->literals.at[number];
    return (struct str){x->texts.s + l->text, l->len};
}

/* What is longer than literals are is found by its beginning. */
static struct str clipped(struct str v)
{
    return v.len > LITERAL_LENGTH_MAX ? str_sub(v, 0, LITERAL_LENGTH_MAX) : v;
}

/* The tier for a literal, and the place of its rarest piece; NULL when it is too short. */
static struct tier *best_piece(struct literal_index *x, struct str v, uint32_t *shift, uint32_t *count)
{
    struct tier *tier = v.len >= INDEX_GRAM ? &x->tiers[0] : v.len >= INDEX_SHORT ? &x->tiers[1] : NULL;
    char text[LITERAL_LENGTH_MAX + 8]; /* with room to read behind it */
    *count = UINT32_MAX;
    v = clipped(v);
    memcpy(text, v.s, v.len);
    memset(text + v.len, 0, 8);
    if (tier && !tier->counts) { /* all alike */
        *count = *shift = 0;
        return tier;
    }
    for (size_t i = 0; tier && i + tier->bytes <= v.len; i++) {
        uint32_t n = tier->counts[mix(load(text + i) & tier->mask) >> x->count_shift];
        if (n < *count) {
            *count = n;
            *shift = (uint32_t)i;
            if (!n)
                break;
        }
    }
    return tier;
}

static uint64_t cost_of(struct literal_index *x, const struct literal_set *s)
{
    uint64_t cost = 0;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t shift, count;
        if (!best_piece(x, s->at[i], &shift, &count))
            return UINT64_MAX;
        /* Of pieces that were never counted the longer literal is the rarer. */
        cost += (uint64_t)count * 64 + (s->at[i].len < 64 ? 64 - s->at[i].len : 1);
    }
    return s->count ? cost : UINT64_MAX;
}

/* cost_of() gives a figure. */
static bool is_usable(const struct literal_set *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->at[i].len < INDEX_SHORT)
            return false;
    return s->count > 0;
}

static void add_entry(struct literal_index *x, uint32_t number)
{
    uint32_t shift = 0, count;
    struct str v = literal_text(x, number);
    struct tier *tier = best_piece(x, v, &shift, &count);
    *vec_push(&tier->entries) = (struct entry){.literal = number, .shift = (uint16_t)shift, .next = NONE};
    /* For near misses a rare piece of each third, since any of them may be the one that differs. */
    for (size_t third = 0; x->want_near && v.len >= 2 * INDEX_NEAR && third < 3; third++) {
        uint32_t from = (uint32_t)(v.len * third / 3), at = 0;
        struct str part = str_sub(v, from, v.len * (third + 1) / 3);
        tier = best_piece(x, part, &at, &count);
        if (part.len >= INDEX_GRAM && from + at != shift && count <= NEAR_RARE)
            *vec_push(&tier->entries) =
                (struct entry){.literal = number, .shift = (uint16_t)(from + at), .next = NONE, .near = true};
    }
}

/* The slot that holds a literal, or the free one where it belongs. */
static uint32_t *literal_slot(const struct literal_index *x, struct str v)
{
    size_t at = (size_t)(hash_text(v) >> 32) & (x->slot_count - 1);
    while (x->slots[at] && !str_eq(literal_text(x, x->slots[at] - 1), v))
        at = (at + 1) & (x->slot_count - 1);
    return &x->slots[at];
}

static void grow_slots(struct literal_index *x)
{
    x->slot_count = x->slot_count ? x->slot_count * 2 : 64;
    free(x->slots);
    x->slots = mem_zalloc(x->slot_count, sizeof *x->slots);
    for (uint32_t i = 0; i < x->literals.len; i++)
        *literal_slot(x, literal_text(x, i)) = i + 1;
}

static void add_user(struct literal_index *x, struct str literal, uint32_t pattern)
{
    literal = clipped(literal);
    if (x->literals.len >= x->slot_count / 4 * 3)
        grow_slots(x);
    uint32_t *slot = literal_slot(x, literal);
    if (!*slot) {
        *vec_push(&x->literals) = (struct literal){.text = x->texts.len, .len = (uint16_t)literal.len};
        buf_add_str(&x->texts, literal);
        buf_reserve(&x->texts, INDEX_PAD);
        memset(x->texts.s + x->texts.len, 0, INDEX_PAD);
        *slot = (uint32_t)x->literals.len;
        add_entry(x, *slot - 1);
    }
    struct literal *l = &x->literals.at[*slot - 1];
    if (l->users && x->users.at[l->users - 1].pattern == pattern)
        return;
    *vec_push(&x->users) = (struct user){pattern, l->users};
    l->users = (uint32_t)x->users.len;
}

static uint64_t piece_of(const struct literal_index *x, const struct tier *t, const struct entry *e)
{
    return load(literal_text(x, e->literal).s + e->shift) & t->mask;
}

/* The slot that holds a piece, or the free one where it belongs. */
static uint32_t *piece_slot(const struct literal_index *x, const struct tier *t, uint64_t piece,
                            uint64_t hash)
{
    size_t at = hash >> 20 & t->slot_mask;
    while (t->slots[at] && piece_of(x, t, &t->entries.at[t->slots[at] - 1]) != piece)
        at = (at + 1) & t->slot_mask;
    return &t->slots[at];
}

static void build_tier(struct literal_index *x, struct tier *t)
{
    size_t want = 64, bits = 12;
    while (want < t->entries.len * 2)
        want *= 2;
    while (bits < 22 && ((size_t)1 << bits) < t->entries.len * 32)
        bits++;
    t->slots = mem_zalloc(want, sizeof *t->slots);
    t->slot_mask = want - 1;
    t->filter = mem_zalloc(((size_t)1 << bits) / 64, sizeof *t->filter);
    t->filter_shift = (unsigned)(64 - bits);
    for (size_t i = 0; i < t->entries.len; i++) {
        struct entry *e = &t->entries.at[i];
        uint64_t piece = piece_of(x, t, e), hash = mix(piece), bit = hash >> t->filter_shift;
        t->filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
        uint32_t *slot = piece_slot(x, t, piece, hash);
        e->next = *slot ? *slot - 1 : NONE;
        *slot = (uint32_t)i + 1;
    }
}

void index_want_near(struct literal_index *x)
{
    x->want_near = true;
}

void index_add(struct literal_index *x, const struct literals *l)
{
    const struct literal_set *best = NULL;
    uint64_t least = UINT64_MAX;
    if (l->count == 1 && is_usable(&l->sets[0])) /* nothing to choose */
        best = &l->sets[0];
    for (size_t i = 0; i < l->count && l->count > 1; i++) {
        uint64_t cost = cost_of(x, &l->sets[i]);
        if (cost < least) {
            least = cost;
            best = &l->sets[i];
        }
    }
    if (!best)
        *vec_push(&x->always) = x->pattern_count;
    for (size_t i = 0; best && i < best->count; i++)
        add_user(x, best->at[i], x->pattern_count);
    x->pattern_count++;
}

void index_build(struct literal_index *x)
{
    free(x->slots);
    x->slots = NULL;
    for (int t = 0; t < 2; t++) {
        free(x->tiers[t].counts);
        x->tiers[t].counts = NULL;
        build_tier(x, &x->tiers[t]);
    }
}

/* One scan: the text and whom to tell. */
struct scan {
    const struct literal_index *index;
    struct str text;
    index_visit *hit, *near;
    void *ctx;
};

/* How many bytes around `at` the text shares with a literal whose byte `shift` stands there. */
static size_t shared(struct str text, size_t at, struct str literal, size_t shift)
{
    size_t left = 0, right = 0;
    while (left < shift && left < at && text.s[at - left - 1] == literal.s[shift - left - 1])
        left++;
    while (shift + right < literal.len && at + right < text.len &&
           text.s[at + right] == literal.s[shift + right])
        right++;
    return left + right;
}

static void tell(const struct scan *s, uint32_t literal, size_t at, index_visit *visit)
{
    const struct literal_index *x = s->index;
    for (uint32_t u = x->literals.at[literal].users; u; u = x->users.at[u - 1].before)
        visit(s->ctx, x->users.at[u - 1].pattern, at);
}

static void look_up(const struct scan *s, const struct tier *t, size_t at, uint64_t piece, uint64_t hash)
{
    const uint32_t *slot = piece_slot(s->index, t, piece, hash);
    uint32_t e = *slot ? *slot - 1 : NONE;
    for (; e != NONE; e = t->entries.at[e].next) {
        const struct entry *entry = &t->entries.at[e];
        struct str literal = literal_text(s->index, entry->literal);
        bool whole = at >= entry->shift && s->text.len - (at - entry->shift) >= literal.len &&
                     memcmp(s->text.s + at - entry->shift, literal.s, literal.len) == 0;
        if (whole && !entry->near)
            tell(s, entry->literal, at, s->hit);
        else if (!whole && s->near && shared(s->text, at, literal, entry->shift) >= INDEX_NEAR)
            tell(s, entry->literal, at, s->near);
    }
}

void index_scan(const struct literal_index *x, struct str folded, index_visit *hit, index_visit *near,
                void *ctx)
{
    const struct tier *a = &x->tiers[0], *b = &x->tiers[1];
    const struct scan s = {x, folded, hit, near, ctx};
    size_t count = folded.len >= INDEX_SHORT ? folded.len - INDEX_SHORT + 1 : 0;
    if (a->entries.len && !b->entries.len) { /* as mostly */
        const uint64_t mask = a->mask, *filter = a->filter;
        const unsigned shift = a->filter_shift;
        for (size_t i = 0; i < count; i++) {
            uint64_t v = load(folded.s + i) & mask, hash = mix(v), bit = hash >> shift;
            if (filter[bit >> 6] >> (bit & 63) & 1)
                look_up(&s, a, i, v, hash);
        }
        return;
    }
    bool with_a = a->entries.len > 0, with_b = b->entries.len > 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t v = load(folded.s + i);
        if (with_a) {
            uint64_t hash = mix(v & a->mask), bit = hash >> a->filter_shift;
            if (a->filter[bit >> 6] >> (bit & 63) & 1)
                look_up(&s, a, i, v & a->mask, hash);
        }
        if (with_b) {
            uint64_t hash = mix(v & b->mask), bit = hash >> b->filter_shift;
            if (b->filter[bit >> 6] >> (bit & 63) & 1)
                look_up(&s, b, i, v & b->mask, hash);
        }
    }
}

const uint32_t *index_always(const struct literal_index *x, size_t *count)
{
    *count = x->always.len;
    return x->always.at;
}

struct index_finder {
    const struct literal_index *index;
    struct buf folded;
    uint32_t *seen; /* by pattern: the round in which it was found */
    uint32_t round;
    VEC(uint32_t) found;
};

struct index_finder *index_finder_new(const struct literal_index *x)
{
    struct index_finder *f = mem_zalloc(1, sizeof *f);
    f->index = x;
    f->seen = mem_zalloc(x->pattern_count, sizeof *f->seen);
    return f;
}

void index_finder_free(struct index_finder *f)
{
    if (!f)
        return;
    buf_release(&f->folded);
    free(f->seen);
    vec_release(&f->found);
    free(f);
}

static void note(void *ctx, uint32_t pattern, size_t place)
{
    struct index_finder *f = ctx;
    (void)place;
    if (f->seen[pattern] != f->round)
        *vec_push(&f->found) = pattern;
    f->seen[pattern] = f->round;
}

const uint32_t *index_find(struct index_finder *f, struct str text, size_t *count)
{
    f->round++;
    f->found.len = 0;
    buf_clear(&f->folded);
    literal_fold(&f->folded, text);
    buf_reserve(&f->folded, INDEX_PAD);
    memset(f->folded.s + f->folded.len, 0, INDEX_PAD);
    index_scan(f->index, buf_str(&f->folded), note, NULL, f);
    *count = f->found.len;
    return f->found.at;
}
