/* Alignment of lists: see list.h. */
#include "text/list.h"

#include "base/strmap.h"

#include "text/words.h"

#define TERM_WEIGHT 0.7 /* against a token's 1 */
#define OPEN_ABOVE  (-1.0)
enum { SHORT_LIST = 16 };
enum { SLOT_COUNT = 16384 }; /* a power of two, more than a window's features */
_Static_assert(SLOT_COUNT >= 2 * LIST_WINDOW * (LIST_FEATURES + LIST_TERMS), "room for every feature");

/* A token of the originals of a window, or a term. */
struct list_feature {
    uint32_t hash;
    unsigned df;
    uint64_t en[2], zh[2]; /* items of the window that hold it */
    uint16_t term;         /* TERMS_NONE: a token */
};
_Static_assert(LIST_WINDOW <= 128, "items of a window fit into two words");

void list_clear(struct list *l)
{
    l->items.len = l->swaps.len = 0;
    l->open = false;
}

void list_release(struct list *l)
{
    vec_release(&l->items);
    vec_release(&l->swaps);
    vec_release(&l->features);
    free(l->slots);
    free(l->tokens);
    free(l->both);
}

static void add_en(struct list_item *item, uint32_t hash)
{
    for (size_t i = 0; i < item->en_count; i++)
        if (item->en_tokens[i] == hash)
            return;
    if (item->en_count < LIST_FEATURES)
        item->en_tokens[item->en_count++] = hash;
}

static void add_zh(struct list_item *item, uint32_t hash, size_t from, size_t to)
{
    for (size_t i = 0; i < item->zh_count; i++)
        if (item->zh_tokens[i].hash == hash)
            return;
    if (item->zh_count == LIST_FEATURES)
        return;
    item->zh_tokens[item->zh_count].hash = hash;
    item->zh_tokens[item->zh_count].from = (uint32_t)from;
    item->zh_tokens[item->zh_count++].to = (uint32_t)to;
}

static void add_token(struct list_item *item, const struct side *s, const struct words_filter *words,
                      bool chinese, size_t from, size_t to, uint32_t hash)
{
    struct str v = str_sub(buf_str(&s->fold), from, to);
    hash = hash ? hash : word_hash(v);
    if (v.len < 2 || words_hash_is_stop(words, hash))
        return;
    if (chinese)
        add_zh(item, hash, side_raw(s, from), side_raw(s, to));
    else
        add_en(item, hash);
}

/* Tokens of a text; of a code span also its words. */
static void read_tokens(struct list_item *item, const struct side *s, const struct words_filter *words,
                        bool chinese)
{
    const struct token *t;
    vec_foreach (t, &s->tokens) {
        add_token(item, s, words, chinese, t->from, t->to, t->hash);
        for (size_t i = t->from; t->kind == TOKEN_CODE && i < t->to;) {
            size_t from = i;
            while (i < t->to && word_byte((unsigned char)s->fold.s[i]))
                i++;
            add_token(item, s, words, chinese, from, i, 0);
            i += i == from;
        }
    }
}

static void read_terms(struct list_item *item, const struct side *s, const struct terms_index *terms)
{
    const struct token *t;
    vec_foreach (t, &s->tokens) {
        unsigned term = terms_of(terms, t);
        bool seen = term == TERMS_NONE || item->term_count == LIST_TERMS;
        for (size_t i = 0; i < item->term_count && !seen; i++)
            seen = item->terms[i] == term;
        if (!seen)
            item->terms[item->term_count++] = (uint16_t)term;
    }
}

void list_add(struct list *l, const struct side *en, const struct side *zh, const struct terms_index *terms)
{
    struct list_item *item = vec_push(&l->items);
    item->zh = zh->raw;
    item->zh_count = item->en_count = item->term_count = 0;
    read_tokens(item, en, &terms->words, false);
    read_tokens(item, zh, &terms->words, true);
    read_terms(item, en, terms);
    terms_bits(zh->raw, item->bits);
}

static struct list_feature *feature_find(struct list *l, uint32_t hash, unsigned term, bool add)
{
    uint32_t at = (hash ^ hash >> 15) & (SLOT_COUNT - 1);
    for (; l->slots[at]; at = (at + 1) & (SLOT_COUNT - 1)) {
        struct list_feature *f = &l->features.at[l->slots[at] - 1];
        if (f->hash == hash && f->term == term)
            return f;
    }
    if (!add)
        return NULL;
    *vec_push(&l->features) = (struct list_feature){.hash = hash, .term = (uint16_t)term};
    l->slots[at] = (uint32_t)l->features.len;
    return vec_last(&l->features);
}

static void set_bit(uint64_t mask[2], size_t i)
{
    mask[i >> 6] |= (uint64_t)1 << (i & 63);
}

static bool has_bit(const uint64_t mask[2], size_t i)
{
    return mask[i >> 6] >> (i & 63) & 1;
}

static void mark_en(struct list *l, uint32_t hash, unsigned term, size_t item)
{
    struct list_feature *f = feature_find(l, hash, term, true);
    set_bit(f->en, item);
    f->df++;
}

/* The features of a window: which originals have them, and which translations. */
static void read_window(struct list *l, const struct list_item *items, size_t n,
                        const struct terms_index *terms)
{
    if (!l->slots) {
        l->slots = mem_alloc(SLOT_COUNT * sizeof *l->slots);
        memset(l->slots, 0, SLOT_COUNT * sizeof *l->slots);
    }
    l->features.len = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < items[i].en_count; k++)
            mark_en(l, items[i].en_tokens[k], TERMS_NONE, i);
        for (size_t k = 0; k < items[i].term_count; k++)
            mark_en(l, (items[i].terms[k] + 1u) * 2654435761u, items[i].terms[k], i);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < items[i].zh_count; k++) {
            struct list_feature *f = feature_find(l, items[i].zh_tokens[k].hash, TERMS_NONE, false);
            if (f)
                set_bit(f->zh, i);
        }
    struct list_feature *f;
    vec_foreach (f, &l->features)
        for (size_t i = 0; f->term != TERMS_NONE && f->df < n && i < n; i++)
            if (terms_rendering(terms, f->term, items[i].zh, items[i].bits, 6).len)
                set_bit(f->zh, i);
    /* The table is emptied by its features: it is large, and most lists are short. */
    vec_foreach (f, &l->features) {
        uint32_t at = (f->hash ^ f->hash >> 15) & (SLOT_COUNT - 1);
        while (l->slots[at]) {
            l->slots[at] = 0;
            at = (at + 1) & (SLOT_COUNT - 1);
        }
    }
}

static void fill(struct list *l, size_t n)
{
    memset(l->tokens, 0, n * n * sizeof *l->tokens);
    memset(l->both, 0, n * n * sizeof *l->both);
    const struct list_feature *f;
    vec_foreach (f, &l->features) {
        bool token = f->term == TERMS_NONE;
        double w = (token ? 1.0 : TERM_WEIGHT) / f->df;
        for (size_t j = 0; j < n; j++) {
            if (!has_bit(f->zh, j))
                continue;
            for (size_t i = 0; i < n; i++) {
                double m = has_bit(f->en, i) ? w : -0.5 * w;
                l->both[i * n + j] += m;
                l->tokens[i * n + j] += token ? m : 0;
            }
        }
    }
}

static double gain(const double *m, size_t n, size_t i, size_t j)
{
    return m[i * n + j] + m[j * n + i] - m[i * n + i] - m[j * n + j];
}

/* What of the Chinese of one item belongs to the other one's English and not to its own. */
static bool find_witness(const struct list *l, const struct list_item *items, size_t holder, size_t other,
                         const struct terms_index *terms, bool by_term, struct list_swap *out)
{
    const struct list_feature *f;
    vec_foreach (f, &l->features) {
        bool here = has_bit(f->zh, holder) && has_bit(f->en, other) && !has_bit(f->en, holder);
        if (!here || (f->term != TERMS_NONE) != by_term)
            continue;
        const struct list_item *item = &items[holder];
        if (by_term) {
            out->term = terms_word(f->term);
            out->shared = terms_rendering(terms, f->term, item->zh, item->bits, 6);
            return true;
        }
        for (size_t k = 0; k < item->zh_count; k++)
            if (item->zh_tokens[k].hash == f->hash) {
                out->shared = str_sub(item->zh, item->zh_tokens[k].from, item->zh_tokens[k].to);
                return true;
            }
    }
    return false;
}

static void report(struct list *l, const struct list_item *items, size_t base, size_t i, size_t j,
                   bool certain, const struct terms_index *terms)
{
    struct list_swap s = {.first = base + i, .second = base + j, .certain = certain};
    size_t holder = j, other = i;
    bool found = find_witness(l, items, j, i, terms, false, &s);
    if (!found && find_witness(l, items, i, j, terms, false, &s))
        holder = i, found = true;
    if (!found && find_witness(l, items, holder, other, terms, true, &s))
        found = true;
    if (!found && find_witness(l, items, i, j, terms, true, &s))
        holder = i;
    s.holder = base + holder;
    *vec_push(&l->swaps) = s;
}

/* The clearest exchange of a window that is above the limit; false when there is none. */
static bool find_best(const double *m, size_t n, const bool *taken, double limit, size_t *first,
                      size_t *second)
{
    bool found = false;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && !taken[i]; j++)
            if (!taken[j] && gain(m, n, i, j) > limit) {
                limit = gain(m, n, i, j);
                *first = i, *second = j;
                found = true;
            }
    return found;
}

static void search_window(struct list *l, size_t base, size_t n, const struct terms_index *terms)
{
    const struct list_item *items = l->items.at + base;
    bool taken[LIST_WINDOW] = {false};
    size_t i, j, before = l->swaps.len;
    read_window(l, items, n, terms);
    fill(l, n);
    while (find_best(l->tokens, n, taken, 1.0, &i, &j)) {
        taken[i] = taken[j] = true;
        report(l, items, base, i, j, true, terms);
    }
    while (find_best(l->both, n, taken, LIST_LIKELY, &i, &j)) {
        taken[i] = taken[j] = true;
        report(l, items, base, i, j, false, terms);
    }
    l->open |= before == l->swaps.len && find_best(l->both, n, taken, OPEN_ABOVE, &i, &j);
}

void list_search(struct list *l, const struct terms_index *terms)
{
    if (l->items.len < 2)
        return;
    size_t most = l->items.len < LIST_WINDOW ? l->items.len : LIST_WINDOW;
    l->tokens = mem_realloc(l->tokens, most * most * sizeof *l->tokens);
    l->both = mem_realloc(l->both, most * most * sizeof *l->both);
    for (size_t base = 0; base + 1 < l->items.len; base += LIST_WINDOW) {
        size_t left = l->items.len - base;
        search_window(l, base, left < LIST_WINDOW ? left : LIST_WINDOW, terms);
    }
}

double list_match(const struct list *l, size_t i, size_t j)
{
    return l->both[i * l->items.len + j];
}

/* The same but for blanks. */
static bool same_text(struct str a, struct str b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.len && ascii_is_space((unsigned char)a.s[i]))
            i++;
        while (j < b.len && ascii_is_space((unsigned char)b.s[j]))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (a.s[i++] != b.s[j++])
            return false;
    }
}

size_t *list_find_repeated(const struct str *en, const struct str *zh, size_t n, struct arena *a)
{
    size_t *same = arena_alloc(a, n * sizeof *same);
    if (n <= SHORT_LIST) {
        for (size_t i = 0; i < n; i++) {
            same[i] = SIZE_MAX;
            for (size_t j = 0; j < i && same[i] == SIZE_MAX; j++)
                if (str_trim(zh[i]).len && same_text(zh[i], zh[j]) &&
                    !str_eq(str_trim(en[i]), str_trim(en[j])))
                    same[i] = j;
        }
        return same;
    }
    struct strmap seen = STRMAP_INIT;
    for (size_t i = 0; i < n; i++) {
        struct buf key = BUF_INIT;
        for (size_t k = 0; k < zh[i].len; k++)
            if (!ascii_is_space((unsigned char)zh[i].s[k]))
                buf_addc(&key, zh[i].s[k]);
        bool fresh = true;
        same[i] = SIZE_MAX;
        if (key.len) {
            uint32_t first = *strmap_put(&seen, arena_str(a, buf_str(&key)), (uint32_t)i, &fresh);
            if (!fresh && !str_eq(str_trim(en[first]), str_trim(en[i])))
                same[i] = first;
        }
        buf_release(&key);
    }
    strmap_release(&seen);
    return same;
}
