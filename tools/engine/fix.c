/* Fixes: see fix.h. */
#include "engine/fix.h"

struct edits {
    struct edit *at;
    size_t len, cap;
};

static bool overlaps(const struct edits *taken, const struct edit *e)
{
    for (size_t i = 0; i < taken->len; i++) {
        const struct edit *t = &taken->at[i];
        size_t end = e->offset + e->length, taken_end = t->offset + t->length;
        if (e->offset == t->offset || (e->offset < taken_end && t->offset < end))
            return true;
    }
    return false;
}

size_t fix_apply(struct str text, const struct finding *findings, size_t count, bool unsafe, struct buf *out)
{
    struct edits taken = {0};
    size_t applied = 0;
    for (size_t i = 0; i < count; i++) {
        const struct finding *f = &findings[i];
        bool fits = f->edit_count > 0 && (unsafe || !f->unsafe);
        for (size_t j = 0; j < f->edit_count && fits; j++)
            fits = !overlaps(&taken, &f->edits[j]);
        for (size_t j = 0; j < f->edit_count && fits; j++)
            *vec_push(&taken) = f->edits[j];
        applied += fits;
    }
    if (applied)
        edits_apply(text, taken.at, taken.len, out);
    vec_release(&taken);
    return applied;
}
