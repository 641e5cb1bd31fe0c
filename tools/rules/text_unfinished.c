/* Marks of unfinished text: see text_unfinished.h. */
#include "rules/text_unfinished.h"

size_t unfinished_mark(struct str v, struct str *mark)
{
    static const char *const opening[] = {"TODO",   "TBD",    "FIXME", "XXX", "???",
                                          "待补充", "待填写", "待定",  "占位"};
    if (!(memchr(v.s, ':', v.len) || memchr(v.s, '[', v.len) || memchr(v.s, '(', v.len) ||
          memchr(v.s, 0xE5, v.len) || str_find(v, STR("ipsum"), 0) != SIZE_MAX))
        return SIZE_MAX; /* each mark below holds one of these, and most texts hold none */
    static const char *const anywhere[] = {"TODO:", "FIXME:",     "[TODO", "[TBD",
                                           "(TBD)", "orem ipsum", "待补充"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        *mark = str_of(opening[i]);
        bool whole =
            v.len == mark->len || !ascii_is_alnum((unsigned char)v.s[mark->len < v.len ? mark->len : 0]);
        if (str_starts(v, *mark) && whole && !(v.len > mark->len && v.s[mark->len] == '('))
            return 0;
    }
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++) {
        *mark = str_of(anywhere[i]);
        size_t at = str_find(v, *mark, 0);
        if (at != SIZE_MAX)
            return at;
    }
    return SIZE_MAX;
}
