/* Alignment of lists: see list.h. */
#include "text/list.h"

#include "base/strmap.h"

#include "text/words.h"

#define TERM_WEIGHT 0.7 /* against a token's 1 */
#define OPEN_ABOVE  (-1.0)
enum { SHORT_LIST = 16 };
enum { SLOTS_LEAST = 256 };          /* a power of two */
enum { CODE_WORDS = LIST_FEATURES }; /* of a code span: no more are features of an item */
_Static_assert(LIST_WINDOW *(LIST_FEATURES + LIST_TERMS) < UINT16_MAX, "a slot holds a feature's number");

/* A token of the originals of a window, or a term. */
struct list_feature {
    uint32_t hash;
    unsigned df;
    uint64_t en[2], zh[2]; /* items of the window that hold it */
    uint16_t term;         /* TERMS_NONE: a token */
};
_Static_assert(LIST_WINDOW <= 128, "items of a window fit into two words");

static void empty_slots(struct list *l, size_t count)
{
    vec_reserve(&l->slots, count);
    l->slots.len = count;
    memset(l->slots.at, 0, count * sizeof *l->slots.at);
}

static void begin_window(struct list *l)
{
    l->features.len = 0;
    empty_slots(l, SLOTS_LEAST);
}

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
    vec_release(&l->slots);
    vec_release(&l->tokens);
    vec_release(&l->both);
}

static inline uint16_t *slot_of(struct list *l, uint32_t hash, unsigned term)
{
    size_t at = (hash ^ hash >> 15) & (l->slots.len - 1);
    for (; l->slots.at[at]; at = (at + 1) & (l->slots.len - 1)) {
        const struct list_feature *f = &l->features.at[l->slots.at[at] - 1];
        if (f->hash == hash && f->term == term)
            break;
    }
    return &l->slots.at[at];
}

static void grow_slots(struct list *l)
{
    empty_slots(l, 2 * l->slots.len);
    for (size_t i = 0; i < l->features.len; i++)
        *slot_of(l, l->features.at[i].hash, l->features.at[i].term) = (uint16_t)(i + 1);
}

static void set_bit(uint64_t mask[2], size_t i)
{
    mask[i >> 6] |= (uint64_t)1 << (i & 63);
}

static bool has_bit(const uint64_t mask[2], size_t i)
{
    return mask[i >> 6] >> (i & 63) & 1;
}

static struct list_feature *add_feature(struct list *l, uint16_t *slot, uint32_t hash, unsigned term)
{
    *vec_push(&l->features) = (struct list_feature){.hash = hash, .term = (uint16_t)term};
    *slot = (uint16_t)l->features.len;
    if (2 * l->features.len > l->slots.len)
        grow_slots(l);
    return vec_last(&l->features);
}

/* An original has the feature; *count is how many it has, of `most`. */
static inline void mark_en(struct list *l, uint32_t hash, unsigned term, size_t item, unsigned *count,
                           unsigned most)
{
    uint16_t *slot = slot_of(l, hash, term);
    struct list_feature *f = *slot ? &l->features.at[*slot - 1] : NULL;
    if (*count == most || (f && has_bit(f->en, item)))
        return;
    f = f ? f : add_feature(l, slot, hash, term);
    ++*count;
    set_bit(f->en, item);
    f->df++;
}

static void mark_zh(struct list_item *item, uint32_t hash, size_t from, size_t to)
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

/* Who takes the tokens of a text. */
struct taker {
    struct list *list;
    struct list_item *item;
    const struct words_filter *words;
    size_t at;             /* the item's place in the window */
    unsigned count, terms; /* features of the original so far */
    bool chinese;
    /* The words of the last code span, which most often stands in the other text as well. */
    struct str code;
    uint32_t code_hash;
    size_t word_count;
    struct {
        uint32_t hash, from, to; /* bytes of the span */
    } words_of_code[CODE_WORDS];
};

static inline __attribute__((always_inline)) void take(struct taker *k, const struct side *s, uint32_t hash,
                                                       size_t from, size_t to)
{
    if (to - from < 2 || words_hash_is_stop(k->words, hash))
        return;
    if (k->chinese)
        mark_zh(k->item, hash, side_raw(s, from), side_raw(s, to));
    else
        mark_en(k->list, hash, TERMS_NONE, k->at, &k->count, LIST_FEATURES);
}

static void read_code(struct taker *k, struct str code)
{
    if (str_eq(code, k->code))
        return;
    k->code = code;
    k->code_hash = word_hash(code);
    k->word_count = 0;
    for (size_t i = 0; i < code.len; i++) {
        size_t from = i;
        while (i < code.len && word_byte((unsigned char)code.s[i]))
            i++;
        uint32_t hash = i - from < 2 ? 0 : word_hash(str_sub(code, from, i));
        bool seen = !hash || words_hash_is_stop(k->words, hash);
        for (size_t n = 0; n < k->word_count && !seen; n++)
            seen = k->words_of_code[n].hash == hash;
        if (seen)
            continue;
        if (k->word_count == CODE_WORDS)
            break;
        k->words_of_code[k->word_count].hash = hash;
        k->words_of_code[k->word_count].from = (uint32_t)from;
        k->words_of_code[k->word_count++].to = (uint32_t)i;
    }
}

/* Tokens of a text; of a code span also its first words. */
static inline __attribute__((always_inline)) void take_tokens(struct taker *k, const struct side *s)
{
    for (const struct token *t = s->tokens.at, *end = t + s->tokens.len; t < end; t++) {
        if (t->kind != TOKEN_CODE) {
            take(k, s, t->hash ? t->hash : word_hash(side_token(s, t)), t->from, t->to);
            continue;
        }
        read_code(k, side_token(s, t));
        take(k, s, k->code_hash, t->from, t->to);
        for (size_t i = 0; i < k->word_count; i++)
            take(k, s, k->words_of_code[i].hash, t->from + k->words_of_code[i].from,
                 t->from + k->words_of_code[i].to);
    }
}

static void search_window(struct list *l, size_t n, const struct terms_index *terms);

void list_add(struct list *l, const struct side *en, const struct side *zh, const struct terms_index *terms)
{
    size_t at = l->items.len % LIST_WINDOW;
    if (!at && l->items.len)
        search_window(l, LIST_WINDOW, terms);
    if (!at)
        begin_window(l);
    struct list_item *item = vec_push(&l->items);
    item->zh = zh->raw;
    item->zh_count = 0;
    memcpy(item->pairs, zh->pairs, sizeof item->pairs);
    struct taker k; /* its words are written as they are read */
    k.list = l, k.item = item, k.words = &terms->words, k.at = at;
    k.count = k.terms = k.code_hash = 0, k.chinese = false, k.code = STR(""), k.word_count = 0;
    take_tokens(&k, en);
    for (const struct token *t = en->tokens.at, *end = t + en->tokens.len; t < end; t++) {
        unsigned term = terms_of(terms, t);
        if (term != TERMS_NONE)
            mark_en(l, (term + 1u) * 2654435761u, term, at, &k.terms, LIST_TERMS);
    }
    k.chinese = true;
    take_tokens(&k, zh);
}

/* Which translations of a window have the features. */
static void read_translations(struct list *l, const struct list_item *items, size_t n,
                              const struct terms_index *terms)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < items[i].zh_count; k++) {
            const uint16_t *slot = slot_of(l, items[i].zh_tokens[k].hash, TERMS_NONE);
            if (*slot)
                set_bit(l->features.at[*slot - 1].zh, i);
        }
    struct list_feature *f;
    vec_foreach (f, &l->features)
        for (size_t i = 0; f->term != TERMS_NONE && f->df < n && i < n; i++)
            if (terms_rendering(terms, f->term, items[i].zh, items[i].pairs, 6).len)
                set_bit(f->zh, i);
}

static void fill(struct list *l, size_t n)
{
    vec_reserve(&l->tokens, n * n);
    vec_reserve(&l->both, n * n);
    memset(l->tokens.at, 0, n * n * sizeof *l->tokens.at);
    memset(l->both.at, 0, n * n * sizeof *l->both.at);
    const struct list_feature *f;
    vec_foreach (f, &l->features) {
        if (!(f->zh[0] | f->zh[1]))
            continue;
        bool token = f->term == TERMS_NONE;
        double w = (token ? 1.0 : TERM_WEIGHT) / f->df;
        for (size_t j = 0; j < n; j++) {
            if (!has_bit(f->zh, j))
                continue;
            for (size_t i = 0; i < n; i++) {
                double m = has_bit(f->en, i) ? w : -0.5 * w;
                l->both.at[i * n + j] += m;
                if (token)
                    l->tokens.at[i * n + j] += m;
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
            out->shared = terms_rendering(terms, f->term, item->zh, item->pairs, 6);
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

/* The last n items. */
static void search_window(struct list *l, size_t n, const struct terms_index *terms)
{
    size_t base = l->items.len - n;
    const struct list_item *items = l->items.at + base;
    bool taken[LIST_WINDOW] = {false};
    size_t i, j, before = l->swaps.len;
    read_translations(l, items, n, terms);
    fill(l, n);
    while (find_best(l->tokens.at, n, taken, 1.0, &i, &j)) {
        taken[i] = taken[j] = true;
        report(l, items, base, i, j, true, terms);
    }
    while (find_best(l->both.at, n, taken, LIST_LIKELY, &i, &j)) {
        taken[i] = taken[j] = true;
        report(l, items, base, i, j, false, terms);
    }
    l->open |= before == l->swaps.len && find_best(l->both.at, n, taken, OPEN_ABOVE, &i, &j);
}

void list_search(struct list *l, const struct terms_index *terms)
{
    size_t rest = l->items.len % LIST_WINDOW, n = rest || !l->items.len ? rest : LIST_WINDOW;
    if (n >= 2)
        search_window(l, n, terms);
}

double list_match(const struct list *l, size_t i, size_t j)
{
    return l->both.at[i * l->items.len + j];
}

/* The same but for blanks. */
static bool same_text(struct str a, struct str b)
{
    size_t i = 0, most = a.len < b.len ? a.len : b.len;
    while (i + 8 <= most && memcmp(a.s + i, b.s + i, 8) == 0)
        i += 8;
    size_t j = i;
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
