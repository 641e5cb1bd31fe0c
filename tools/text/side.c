/* Folding: see side.h. */
#include "text/side.h"

#include "base/utf8.h"

#include "text/script.h"

/* What a code point folds to, or NULL: itself. */
static const char *fold_of(uint32_t cp)
{
    switch (cp) {
    case 0x3000:
    case 0xA0:
    case 0x202F: return " ";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F: return "\"";
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B: return "'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: return "-";
    case 0x2026: return "...";
    case 0x3002: return ". ";
    case 0x3001:
    case 0xFF0C: return ", ";
    default: return utf8_is_invisible(cp) ? "" : NULL;
    }
}

static bool is_bracket(unsigned char c)
{
    return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}';
}

static void put(struct side *s, const char *bytes, size_t len, size_t from)
{
    memcpy(s->fold.s + s->fold.len, bytes, len);
    for (size_t i = 0; i < len; i++)
        s->map.at[s->map.len++] = (uint32_t)from;
    s->fold.len += len;
}

static void fold_wide(struct side *s, struct str v, size_t *at)
{
    size_t from = *at;
    uint32_t cp = utf8_next(v, at);
    if (script_is_han(cp)) {
        s->han++;
        s->odd_characters |= !script_in_gb2312(cp);
        put(s, v.s + from, *at - from, from);
        return;
    }
    if (cp >= 0xFF01 && cp <= 0xFF5E && cp != 0xFF0C) {
        char c = (char)(cp - 0xFEE0);
        s->odd_characters |= script_is_wide_alnum(cp);
        s->digits |= ascii_is_digit((unsigned char)c);
        s->brackets |= is_bracket((unsigned char)c);
        put(s, &c, 1, from);
        return;
    }
    const char *folded = fold_of(cp);
    /* Usual punctuation of the two languages; all else is looked at by the byte hygiene. */
    if (!((cp >= 0x2013 && cp <= 0x2026) || (cp >= 0x3000 && cp <= 0x3011) || (cp >= 0xFF00 && cp <= 0xFF65)))
        s->odd_characters = true;
    if (folded)
        put(s, folded, strlen(folded), from);
    else
        put(s, v.s + from, *at - from, from);
}

static bool is_gnu_quoted(struct str v)
{
    size_t open = str_find(v, STR("`"), 0);
    if (open == SIZE_MAX)
        return false;
    size_t tick = str_find(v, STR("`"), open + 1), quote = str_find(v, STR("'"), open + 1);
    /* A quote behind a blank or an equals sign opens: "`sh -c 'a b'`" is code. */
    return quote < tick && (quote + 1 >= v.len || !word_byte((unsigned char)v.s[quote + 1])) &&
           !strchr(" =([{,", v.s[quote - 1]);
}

static void mask_tokens(struct side *s)
{
    buf_clear(&s->residue);
    buf_reserve(&s->residue, s->fold.len + 1);
    for (size_t i = 0; i < s->fold.len; i++)
        s->residue.s[i] = (char)ascii_lower((unsigned char)s->fold.s[i]);
    s->residue.len = s->fold.len;
    s->residue.s[s->residue.len] = 0;
    for (size_t i = 0; i < s->tokens.len; i++) {
        struct token *t = &s->tokens.at[i];
        t->hash = token_is_word(t->kind) ? word_hash(side_token(s, t)) : 0;
        if (t->kind != TOKEN_WORD)
            memset(s->residue.s + t->from, 1, t->to - t->from);
        else if (t->to - t->from >= 2)
            s->words++;
        /* Han inside a code span is no prose. */
        for (size_t j = t->from; t->kind == TOKEN_CODE && j < t->to; j++)
            if ((unsigned char)s->fold.s[j] >= 0xE4 && (unsigned char)s->fold.s[j] <= 0xE9 && s->han)
                s->han--;
    }
}

void side_read(struct side *s, struct str raw, bool gnu_quotes)
{
    s->raw = raw;
    s->clipped = raw.len > TEXT_SIZE_MAX;
    if (s->clipped) {
        raw.len = TEXT_SIZE_MAX;
        while (raw.len && ((unsigned char)raw.s[raw.len] & 0xC0) == 0x80)
            raw.len--;
    }
    s->han = s->words = s->backticks = 0;
    s->odd_characters = s->digits = s->brackets = false;
    buf_clear(&s->fold);
    /* No fold is longer than what it folds. */
    buf_reserve(&s->fold, raw.len + 1);
    s->map.len = 0;
    vec_reserve(&s->map, raw.len + 1);
    for (size_t i = 0; i < raw.len;) {
        unsigned char c = (unsigned char)raw.s[i];
        if (c >= 0x80) {
            fold_wide(s, raw, &i);
            continue;
        }
        s->backticks += c == '`';
        s->digits |= ascii_is_digit(c);
        s->brackets |= is_bracket(c);
        s->fold.s[s->fold.len++] = (char)c;
        s->map.at[s->map.len++] = (uint32_t)i++;
    }
    s->fold.s[s->fold.len] = 0;
    *vec_push(&s->map) = (uint32_t)raw.len;
    s->gnu_quotes = gnu_quotes || (s->backticks && is_gnu_quoted(buf_str(&s->fold)));
    tokens_find(s);
    mask_tokens(s);
}

void side_release(struct side *s)
{
    buf_release(&s->fold);
    buf_release(&s->residue);
    vec_release(&s->map);
    vec_release(&s->tokens);
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

bool side_is_strong(struct str v)
{
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c >= 0x80 || c == ' ')
            continue;
        if (!ascii_is_alpha(c) || (i && ascii_is_upper(c)))
            return true;
    }
    return false;
}
