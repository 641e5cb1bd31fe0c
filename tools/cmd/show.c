/* Text of others: see show.h. */
#include "cmd/show.h"

#include "base/utf8.h"

void show_text(struct buf *out, struct str v)
{
    size_t count = 0;
    for (size_t i = 0; i < v.len && count < SHOW_MAX; count++) {
        size_t from = i;
        uint32_t cp = utf8_next(v, &i);
        if (cp == '\t' || cp == '\n')
            buf_addc(out, ' ');
        else if (cp != '\r' && (cp == UTF8_BAD || utf8_is_unsafe(cp)))
            buf_adds(out, "\xEF\xBF\xBD");
        else if (cp != '\r')
            buf_add_str(out, str_sub(v, from, i));
        if (count + 1 == SHOW_MAX && i < v.len)
            buf_adds(out, "...");
    }
}
