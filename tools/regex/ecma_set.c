/* Sets of code points, and the classes of ECMA-262 (22.2.1 CharacterClassEscape). */
#include "regex/ecma_tree.h"

enum { LAST = 0x10FFFF };

void ecma_set_add(struct ecma_set *s, uint32_t from, uint32_t to)
{
    *vec_push(&s->ranges) = (struct ecma_range){from, to};
}

/* A lone surrogate matches only itself, and no UTF-8 text holds one. */
static void add_without_surrogates(struct ecma_set *s, uint32_t from, uint32_t to)
{
    if (from < 0xD800)
        ecma_set_add(s, from, to < 0xD800 ? to : 0xD7FF);
    if (to > 0xDFFF)
        ecma_set_add(s, from > 0xDFFF ? from : 0xE000, to);
}

static int by_start(const void *a, const void *b)
{
    const struct ecma_range *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

void ecma_set_seal(struct ecma_set *s)
{
    struct ecma_set clean = {0};
    for (size_t i = 0; i < s->ranges.len; i++)
        add_without_surrogates(&clean, s->ranges.at[i].from, s->ranges.at[i].to);
    size_t kept = 0;
    if (clean.ranges.len)
        qsort(clean.ranges.at, clean.ranges.len, sizeof *clean.ranges.at, by_start);
    for (size_t i = 0; i < clean.ranges.len; i++) {
        struct ecma_range r = clean.ranges.at[i];
        struct ecma_range *last = kept ? &clean.ranges.at[kept - 1] : NULL;
        if (last && (r.from <= last->to + 1 || (last->to == 0xD7FF && r.from == 0xE000)))
            last->to = r.to > last->to ? r.to : last->to;
        else
            clean.ranges.at[kept++] = r;
    }
    clean.ranges.len = kept;
    free(s->ranges.at);
    s->ranges.at = clean.ranges.at;
    s->ranges.len = clean.ranges.len;
    s->ranges.cap = clean.ranges.cap;
}

bool ecma_set_has(const struct ecma_set *s, uint32_t cp)
{
    size_t low = 0, high = s->ranges.len;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (cp > s->ranges.at[mid].to)
            low = mid + 1;
        else
            high = mid;
    }
    return low < s->ranges.len && cp >= s->ranges.at[low].from;
}

void ecma_set_add_class(struct ecma_set *s, enum ecma_class c, bool negated)
{
    static const struct ecma_range digits[] = {{'0', '9'}},
                                   words[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}},
                                   ends[] = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}},
                                   spaces[] = {{9, 13},          {' ', ' '},       {0xA0, 0xA0},
                                               {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029},
                                               {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
                                               {0xFEFF, 0xFEFF}};
    const struct ecma_range *r = c == ECMA_DIGIT   ? digits
                                 : c == ECMA_WORD  ? words
                                 : c == ECMA_SPACE ? spaces
                                                   : ends;
    size_t n = c == ECMA_DIGIT   ? 1
               : c == ECMA_WORD  ? 4
               : c == ECMA_SPACE ? sizeof spaces / sizeof *spaces
                                 : 3;
    if (c == ECMA_DOT)
        negated = true;
    uint32_t from = 0;
    for (size_t i = 0; i < n; i++) {
        if (negated)
            ecma_set_add(s, from, r[i].from - 1);
        else
            ecma_set_add(s, r[i].from, r[i].to);
        from = r[i].to + 1;
    }
    if (negated)
        ecma_set_add(s, from, LAST);
}
