/* Edit distance for did-you-mean: see similar.h. */
#include "base/similar.h"

#include "base/utf8.h"

enum { WORD_MAX = 256 };

static size_t fold(struct str v, uint32_t out[WORD_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < v.len;) {
        uint32_t cp = utf8_next(v, &i);
        if (n == WORD_MAX)
            return SIZE_MAX;
        out[n++] = cp < 0x80 ? ascii_lower((unsigned char)cp) : cp;
    }
    return n;
}

static size_t distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m, size_t limit)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    if ((n > m ? n - m : m - n) > limit)
        return limit + 1;
    for (size_t j = 0; j <= m; j++)
        last[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t least = row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t d = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < d)
                d = last[j] + 1;
            if (row[j - 1] + 1 < d)
                d = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < d)
                d = before[j - 2] + 1;
            row[j] = d;
            if (d < least)
                least = d;
        }
        if (least > limit)
            return limit + 1;
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[m] > limit ? limit + 1 : last[m];
}

size_t similar_distance(struct str a, struct str b, size_t limit)
{
    uint32_t x[WORD_MAX], y[WORD_MAX];
    size_t n = fold(a, x), m = fold(b, y);
    if (n == SIZE_MAX || m == SIZE_MAX)
        return limit + 1;
    return distance(x, n, y, m, limit);
}

struct similar similar_to(struct str word)
{
    return (struct similar){.word = word, .distance = SIZE_MAX};
}

void similar_offer(struct similar *s, struct str candidate)
{
    size_t longer = utf8_count(s->word), other = utf8_count(candidate);
    if (other > longer)
        longer = other;
    size_t limit = longer / 3 ? longer / 3 : 1;
    if (s->best.s && s->distance <= limit) {
        if (s->distance == 0)
            return;
        limit = s->distance - 1;
    }
    size_t d = similar_distance(s->word, candidate, limit);
    if (d <= limit && (!s->best.s || d < s->distance)) {
        s->best = candidate;
        s->distance = d;
    }
}
