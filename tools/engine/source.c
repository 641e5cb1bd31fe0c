/* The text of a source: see pass.h. */
#include "engine/pass.h"

int read_source(const struct pass *p, const struct source *src, struct buf *out, bool *own, struct err *err)
{
    const struct engine *e = p->e;
    if (more_of(src).origin)
        return e->read_text(e->texts, src, out, own, err);
    size_t limit = e->size_limit ? e->size_limit : RECORD_SIZE_MAX;
    return src->found ? file_read_nofollow(src->path, limit, out, err)
                      : file_read(src->path, limit, out, err);
}
