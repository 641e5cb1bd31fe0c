/* One side of a pair, once read: see side.h. */
#include "text/side.h"

#include "text/word_hash.h"

void side_release(struct side *s)
{
    buf_release(&s->fold);
    buf_release(&s->residue);
    vec_release(&s->map);
    vec_release(&s->tokens);
    vec_release(&s->points);
    vec_release(&s->runs);
    vec_release(&s->wides);
    vec_release(&s->watched);
}

size_t side_count(const struct side *s, char mark)
{
    size_t n = 0;
    for (size_t i = 0; i < s->points.len && side_has(s, mark); i++)
        n += s->fold.s[s->points.at[i]] == mark;
    return n;
}

uint32_t word_hash(struct str v)
{
    uint64_t h = WORD_HASH_START;
    for (; v.len > 8; v = str_sub(v, 8, v.len))
        h = word_mix(h, word_lower(word_load(v.s, 8)));
    char last[8] = {0};
    if (v.len)
        memcpy(last, v.s, v.len);
    return (uint32_t)word_mix(h, word_lower(word_load(last, 8))) | 1;
}

struct str side_code(const struct side *s, const struct token *t)
{
    struct str span = side_token(s, t);
    size_t width = 0;
    while (width < span.len && span.s[width] == '`')
        width++;
    return 2 * width > span.len ? STR("") : str_trim(str_sub(span, width, span.len - width));
}

size_t side_find(struct str text, struct str word, size_t from, bool ignore_case)
{
    if (!word.len)
        return SIZE_MAX;
    bool left = word_byte((unsigned char)word.s[0]) || word.s[0] == '-';
    bool right = word_byte((unsigned char)word.s[word.len - 1]);
    for (;;) {
        size_t at = ignore_case ? str_ifind(text, word, from) : str_find(text, word, from);
        if (at == SIZE_MAX)
            return SIZE_MAX;
        bool inside = (left && at > 0 && word_byte((unsigned char)text.s[at - 1])) ||
                      (right && at + word.len < text.len && word_byte((unsigned char)text.s[at + word.len]));
        if (!inside)
            return at;
        from = at + 1;
    }
}

size_t side_parentheses(const struct side *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->residue.len; i++)
        n += s->residue.s[i] == '(';
    return n;
}

bool side_is_strong(struct str v)
{
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c >= 0x80 || c == ' ')
            continue;
        if (c == '[' && i + 2 < v.len && ascii_is_lower((unsigned char)v.s[i + 1]) && v.s[i + 2] == ']') {
            i += 2; /* the letter of an option: "reg[e]x" */
            continue;
        }
        if (!ascii_is_alpha(c) || (i && ascii_is_upper(c)))
            return true;
    }
    return false;
}
