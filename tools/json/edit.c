/* Edits of a text: see edit.h. */
#include "json/edit.h"

struct ranked {
    struct edit edit;
    size_t rank;
};

static int by_offset(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->edit.offset != y->edit.offset)
        return x->edit.offset < y->edit.offset ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static bool overlap(const struct edit *a, const struct edit *b)
{
    if (a->offset == b->offset)
        return true;
    const struct edit *first = a->offset < b->offset ? a : b, *second = first == a ? b : a;
    return second->offset < first->offset + first->length;
}

size_t edits_apply(struct str text, struct edit *edits, size_t count, struct buf *out)
{
    struct ranked *all = mem_alloc(count * sizeof *all);
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        if (edits[i].offset <= text.len && edits[i].length <= text.len - edits[i].offset)
            all[kept++] = (struct ranked){edits[i], i};
    if (kept)
        qsort(all, kept, sizeof *all, by_offset);
    /* Sorted by offset, a clash is always with the neighbour that was kept last; the earlier in the array
     * stays. */
    size_t n = 0;
    for (size_t i = 0; i < kept; i++) {
        bool lost = false;
        while (n > 0 && overlap(&all[n - 1].edit, &all[i].edit)) {
            if (all[n - 1].rank < all[i].rank) {
                lost = true;
                break;
            }
            n--;
        }
        if (!lost)
            all[n++] = all[i];
    }
    buf_clear(out);
    for (size_t i = 0; i < n; i++) {
        buf_add(out, text.s + at, all[i].edit.offset - at);
        buf_add_str(out, all[i].edit.text);
        at = all[i].edit.offset + all[i].edit.length;
        edits[i] = all[i].edit;
    }
    buf_add(out, text.s + at, text.len - at);
    free(all);
    return n;
}

void json_escape(struct buf *out, struct str v)
{
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        switch (c) {
        case '"': buf_adds(out, "\\\""); break;
        case '\\': buf_adds(out, "\\\\"); break;
        case '\b': buf_adds(out, "\\b"); break;
        case '\f': buf_adds(out, "\\f"); break;
        case '\n': buf_adds(out, "\\n"); break;
        case '\r': buf_adds(out, "\\r"); break;
        case '\t': buf_adds(out, "\\t"); break;
        default:
            if (c < 0x20)
                buf_addf(out, "\\u%04x", c);
            else
                buf_addc(out, (char)c);
        }
    }
}

void json_quote(struct buf *out, struct str v)
{
    buf_addc(out, '"');
    json_escape(out, v);
    buf_addc(out, '"');
}
