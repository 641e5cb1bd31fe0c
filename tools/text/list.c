/* Alignment of lists: see list.h. */
#include "text/list.h"

#include "base/strmap.h"

#include "text/lexicon.h"
#include "text/side.h"
#include "text/words.h"

enum { ITEM_TOKENS = 64 };

struct item {
    uint32_t en[ITEM_TOKENS], zh[ITEM_TOKENS]; /* token numbers */
    size_t en_count, zh_count;
};

struct window {
    struct item *items;
    size_t n;
    struct strmap ids;
    VEC(uint32_t) df; /* by token number: original items that hold it */
    struct arena *a;
};

static void add_id(struct window *w, struct str v, uint32_t *list, size_t *count)
{
    if (v.len < 2 || *count == ITEM_TOKENS || words_is_stop(v))
        return;
    char *lower = arena_dup(w->a, v);
    for (size_t i = 0; i < v.len; i++)
        lower[i] = (char)ascii_lower((unsigned char)lower[i]);
    bool fresh;
    uint32_t id = *strmap_put(&w->ids, (struct str){lower, v.len}, w->ids.len, &fresh);
    if (fresh)
        *vec_push(&w->df) = 0;
    for (size_t i = 0; i < *count; i++)
        if (list[i] == id)
            return;
    list[(*count)++] = id;
}

/* Tokens of a text; of a code span also its words. */
static void read_tokens(struct window *w, struct side *s, struct str text, uint32_t *list, size_t *count)
{
    side_read(s, text, false);
    const struct token *t;
    vec_foreach (t, &s->tokens) {
        struct str v = side_token(s, t);
        add_id(w, v, list, count);
        if (t->kind != TOKEN_CODE)
            continue;
        for (size_t i = 0; i < v.len;) {
            size_t from = i;
            while (i < v.len && word_byte((unsigned char)v.s[i]))
                i++;
            add_id(w, str_sub(v, from, i), list, count);
            i += i == from;
        }
    }
}

static bool holds(const uint32_t *list, size_t count, uint32_t id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == id)
            return true;
    return false;
}

static double match(const struct window *w, size_t i, size_t j)
{
    const struct item *en = &w->items[i], *zh = &w->items[j];
    double m = 0;
    for (size_t k = 0; k < zh->zh_count; k++) {
        uint32_t id = zh->zh[k];
        if (!w->df.at[id])
            continue;
        m += (holds(en->en, en->en_count, id) ? 1.0 : -0.5) / w->df.at[id];
    }
    return m;
}

/* A token of zh_j that en_i has and en_j lacks. */
static struct str witness(const struct window *w, size_t i, size_t j)
{
    const struct item *en = &w->items[i], *own = &w->items[j];
    for (size_t k = 0; k < own->zh_count; k++)
        if (holds(en->en, en->en_count, own->zh[k]) && !holds(own->en, own->en_count, own->zh[k]))
            return w->ids.entries[own->zh[k]].key;
    return STR("");
}

static void search(struct window *w, const struct str *en, const struct str *zh, size_t base,
                   const struct lexicon *lexicon, struct list_swaps *out)
{
    size_t n = w->n;
    double *m = mem_alloc(n * n * sizeof *m);
    bool *taken = mem_zalloc(n, 1);
    double limit = lexicon ? 3.0 : 1.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            m[i * n + j] = match(w, i, j);
    double *k = m;
    if (lexicon) {
        k = mem_alloc(n * n * sizeof *k);
        struct lexicon_reader *reader = lexicon_reader_new(lexicon, en, zh, n);
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                k[i * n + j] = 2 * m[i * n + j] + lexicon_reader_weight(reader, i, j);
        lexicon_reader_free(reader);
    }
    for (;;) {
        /* The clearest exchange first; an item takes part in one. */
        double best = limit;
        size_t first = n, second = n;
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n && !taken[i]; j++) {
                double gain = k[i * n + j] + k[j * n + i] - k[i * n + i] - k[j * n + j];
                if (taken[j] || gain <= best)
                    continue;
                best = gain, first = i, second = j;
            }
        if (first == n)
            break;
        taken[first] = taken[second] = true;
        double by_tokens =
            m[first * n + second] + m[second * n + first] - m[first * n + first] - m[second * n + second];
        if (lexicon && by_tokens > 1)
            continue;
        struct str token = witness(w, first, second);
        if (!token.len)
            token = witness(w, second, first);
        *vec_push(out) = (struct list_swap){base + first, base + second, token, lexicon != NULL};
    }
    if (k != m)
        free(k);
    free(m);
    free(taken);
}

void list_find_swaps(const struct str *en, const struct str *zh, size_t n, const struct lexicon *lexicon,
                     struct arena *a, struct list_swaps *out)
{
    struct side side = {0};
    for (size_t base = 0; base < n; base += LIST_WINDOW) {
        struct window w = {.n = n - base < LIST_WINDOW ? n - base : LIST_WINDOW, .a = a};
        if (w.n < 2)
            break;
        w.items = mem_zalloc(w.n, sizeof *w.items);
        for (size_t i = 0; i < w.n; i++) {
            struct item *item = &w.items[i];
            read_tokens(&w, &side, en[base + i], item->en, &item->en_count);
            read_tokens(&w, &side, zh[base + i], item->zh, &item->zh_count);
            for (size_t k = 0; k < item->en_count; k++)
                w.df.at[item->en[k]]++;
        }
        search(&w, en + base, zh + base, base, lexicon, out);
        strmap_release(&w.ids);
        vec_release(&w.df);
        free(w.items);
    }
    side_release(&side);
}

size_t *list_find_repeated(const struct str *en, const struct str *zh, size_t n, struct arena *a)
{
    size_t *same = arena_alloc(a, n * sizeof *same);
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
