/* Stems: see words.h. */
#include "text/words.h"

struct str words_stem(struct str v)
{
    static const struct {
        char last;
        unsigned char len;
        const char *s;
    } endings[] = {{'s', 4, "ings"}, {'g', 3, "ing"}, {'d', 3, "ied"}, {'s', 3, "ies"},
                   {'d', 2, "ed"},   {'s', 2, "es"},  {'s', 1, "s"},   {'y', 2, "ly"}};
    char last = v.len ? v.s[v.len - 1] : 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = endings[i].len;
        if (last == endings[i].last && v.len >= len + 3 &&
            memcmp(v.s + v.len - len, endings[i].s, len) == 0) {
            v.len -= len;
            break;
        }
    }
    if (v.len > 3 && (v.s[v.len - 1] == 'e' || v.s[v.len - 1] == 'y' || v.s[v.len - 1] == v.s[v.len - 2]))
        v.len--;
    return v;
}
