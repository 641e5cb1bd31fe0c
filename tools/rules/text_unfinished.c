/* Marks of unfinished text: see text_unfinished.h. */
#include "rules/text_unfinished.h"

/* A mark that is the last word, or begins a sentence: "It is slow. TODO measure it", "Why: TBD." */
static size_t find_word(struct str v, struct str *mark)
{
    static const char *const words[] = {"TODO", "TBD", "FIXME"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        *mark = str_of(words[i]);
        for (size_t at = str_find(v, *mark, 0); at != SIZE_MAX; at = str_find(v, *mark, at + 1)) {
            size_t end = at + mark->len, before = at, rest = end;
            while (before && v.s[before - 1] == ' ')
                before--;
            while (rest < v.len && !ascii_is_alnum((unsigned char)v.s[rest]) &&
                   (unsigned char)v.s[rest] < 0x80)
                rest++;
            struct str ahead = str_sub(v, 0, before);
            bool sentence =
                str_ends(ahead, STR(".")) || str_ends(ahead, STR("\n")) || str_ends(ahead, STR("。"));
            bool last = before < at && (rest == v.len || str_is(str_sub(v, rest, v.len), "。"));
            bool word =
                end == v.len || !(ascii_is_alnum((unsigned char)v.s[end]) || strchr("_(-`\"'", v.s[end]));
            if (word && (sentence || last))
                return at;
        }
    }
    return SIZE_MAX;
}

size_t unfinished_mark(struct str v, struct str *mark)
{
    static const char *const opening[] = {"TODO",   "TBD",    "FIXME", "XXX", "???",
                                          "待补充", "待填写", "待定",  "占位"};
    static const char *const anywhere[] = {"TODO:", "FIXME:",     "[TODO", "[TBD",
                                           "(TBD)", "orem ipsum", "待补充"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        *mark = str_of(opening[i]);
        bool whole =
            v.len == mark->len || !ascii_is_alnum((unsigned char)v.s[mark->len < v.len ? mark->len : 0]);
        if (str_starts(v, *mark) && whole && !(v.len > mark->len && v.s[mark->len] == '('))
            return 0;
    }
    if (memchr(v.s, 'T', v.len) || memchr(v.s, 'F', v.len)) {
        size_t at = find_word(v, mark);
        if (at != SIZE_MAX)
            return at;
    }
    if (!(memchr(v.s, ':', v.len) || memchr(v.s, '[', v.len) || memchr(v.s, '(', v.len) ||
          memchr(v.s, 0xE5, v.len) || str_find(v, STR("ipsum"), 0) != SIZE_MAX))
        return SIZE_MAX; /* each mark below holds one of these, and most texts hold none */
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++) {
        *mark = str_of(anywhere[i]);
        size_t at = str_find(v, *mark, 0);
        if (at != SIZE_MAX)
            return at;
    }
    return SIZE_MAX;
}
