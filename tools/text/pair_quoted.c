/* Quoted code: what no translator renders stands in the Chinese. */
#include "text/pair.h"

/* Quoted text that no translator renders: something that is neither letter nor what joins words, or an inner
 * capital.
 */
static bool is_code_like(struct str v)
{
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c < 0x80 && c != '-' && c != '/' && c != '\'' &&
            (!ascii_is_alpha(c) ||
             (i && ascii_is_upper(c) && !ascii_is_upper((unsigned char)v.s[i - 1]) && v.s[i - 1] != '-')))
            return true;
    }
    return false;
}

/* Quoted text without blanks that is no plain word: 'ext4', "a.b". */
void pair_quoted(struct text_pair *p)
{
    struct str en = buf_str(&p->en.fold), zh = buf_str(&p->zh.fold);
    size_t token = 0, behind = 0;
    for (size_t k = 0; p->en.quotes && k < p->en.points.len; k++) {
        size_t i = p->en.points.at[k];
        char q = en.s[i];
        if (i < behind || (q != '"' && q != '\'') || (i && word_byte((unsigned char)en.s[i - 1])))
            continue;
        size_t end = i + 1;
        while (end < en.len && end < i + 80 && en.s[end] != q && (unsigned char)en.s[end] > ' ')
            end++;
        struct str v = str_sub(en, i + 1, end);
        if (end >= en.len || en.s[end] != q || v.len < 2 ||
            (end + 1 < en.len && word_byte((unsigned char)en.s[end + 1])))
            continue;
        size_t from = i;
        i = end, behind = end + 1;
        while (token < p->en.tokens.len && p->en.tokens.at[token].to <= from)
            token++;
        if (token < p->en.tokens.len && p->en.tokens.at[token].kind == TOKEN_CODE &&
            p->en.tokens.at[token].from < from)
            continue; /* the code span is looked at as a whole */
        bool plain = memchr(v.s, '%', v.len) || memchr(v.s, '<', v.len) || v.s[0] == '`' ||
                     memchr(v.s, '{', v.len) || !is_code_like(v);
        if (plain || str_ifind(zh, v, 0) != SIZE_MAX || p->defects.len)
            continue;
        struct token t = {.from = (uint32_t)(i - v.len), .to = (uint32_t)i, .kind = TOKEN_WORD};
        pair_defect(p, TEXT_QUOTED, &t, NULL, "the quoted \"%.*s\" is missing in the Chinese", STR_FMT(v))
            ->help = "quote it as in the English";
    }
}
