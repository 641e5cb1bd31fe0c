/* Marks: backticks, emphasis, quotes and brackets that open and do not close; half-width marks beside Han. */
#include "text/pair.h"

#include "base/utf8.h"

#include "text/script.h"

enum { BRACKETS_MAX = 64, HALF_WIDTH_MAX = 8 };

/* "**", one behind the other. */
static size_t count_emphasis(const struct side *s)
{
    size_t n = 0;
    struct str v = buf_str(&s->fold);
    for (size_t at = str_find(v, STR("**"), 0); at != SIZE_MAX; at = str_find(v, STR("**"), at + 2))
        n++;
    return n;
}

static void check_odd(struct text_pair *p, const char *mark, enum text_kind kind)
{
    bool emphasis = mark[0] == '*';
    size_t here = emphasis ? count_emphasis(&p->zh) : side_count(&p->zh, mark[0]);
    if (!(here & 1) || ((emphasis ? count_emphasis(&p->en) : side_count(&p->en, mark[0])) & 1))
        return;
    size_t at = str_find(buf_str(&p->zh.fold), str_of(mark), 0);
    struct token t = {.from = (uint32_t)at, .to = (uint32_t)(at + strlen(mark)), .kind = TOKEN_WORD};
    pair_defect(p, kind, NULL, &t, "the Chinese has an odd number of %s (%zu)", mark, here)->help =
        "close what is open, or remove the stray mark";
}

static char closing(char c)
{
    return c == '(' ? ')' : c == '[' ? ']' : c == '{' ? '}' : 0;
}

/* The first bracket that has no partner, or SIZE_MAX. "a)" and "1)" mark items; "[0, 1)" is an interval. */
static size_t find_unbalanced(const struct side *s)
{
    struct str v = buf_str(&s->fold);
    struct {
        char close;
        size_t at;
    } stack[BRACKETS_MAX];
    size_t depth = 0, token = 0;
    for (size_t k = 0; k < s->points.len; k++) {
        size_t i = s->points.at[k];
        char c = v.s[i];
        if (!closing(c) && c != ')' && c != ']' && c != '}')
            continue;
        while (token < s->tokens.len && s->tokens.at[token].to <= i)
            token++;
        if (token < s->tokens.len && s->tokens.at[token].from <= i)
            continue;
        if (i >= 2 && v.s[i - 1] == '-' && (v.s[i - 2] == ':' || v.s[i - 2] == ';'))
            continue; /* ":-)" */
        if (closing(c)) {
            if (depth == BRACKETS_MAX)
                return SIZE_MAX;
            stack[depth].close = closing(c);
            stack[depth++].at = i;
        } else if (depth && stack[depth - 1].close == c) {
            depth--;
        } else if (depth && (c == ')' || c == ']') &&
                   (stack[depth - 1].close == ')' || stack[depth - 1].close == ']') &&
                   memchr(v.s + stack[depth - 1].at, ',', i - stack[depth - 1].at)) {
            depth--;
        } else if (c == ')' && i && ascii_is_alnum((unsigned char)v.s[i - 1]) &&
                   (i == 1 || !word_byte((unsigned char)v.s[i - 2]) ||
                    (i == 2 && ascii_is_digit((unsigned char)v.s[0])))) {
            continue;
        } else {
            return i;
        }
    }
    return depth ? stack[depth - 1].at : SIZE_MAX;
}

static void check_brackets(struct text_pair *p)
{
    size_t at = find_unbalanced(&p->zh);
    if (at == SIZE_MAX || find_unbalanced(&p->en) != SIZE_MAX)
        return;
    struct token t = {.from = (uint32_t)at, .to = (uint32_t)at + 1, .kind = TOKEN_WORD};
    pair_defect(p, TEXT_BRACKETS, NULL, &t, "the bracket %c has no partner in the Chinese", p->zh.fold.s[at])
        ->help = "close it, or remove it";
}

/* , ; ! ? . straight after a Han character and before a Han character, a blank or the end. */
static void check_half_width(struct text_pair *p)
{
    static const char *const wide[] = {[','] = "，", [';'] = "；", ['!'] = "！", ['?'] = "？", ['.'] = "。"};
    struct str v = p->zh.raw;
    const struct side *s = &p->zh;
    size_t k = 0, told = 0;
    for (size_t n = 0; n < s->points.len; n++) {
        unsigned char c = (unsigned char)s->fold.s[s->points.at[n]];
        if (c > '?' || !wide[c])
            continue;
        size_t i = side_raw(s, s->points.at[n]);
        if (i < 3 || (unsigned char)v.s[i] != c || (unsigned char)v.s[i - 1] < 0x80)
            continue; /* or a full-width mark, folded */
        size_t before = i, after = i + 1;
        if (!script_is_han(utf8_prev(v, &before)))
            continue;
        bool end = after >= v.len;
        bool han = !end && v.s[after] != ' ' && script_is_han(utf8_next(v, &after));
        /* A comma with a blank behind it is a house style; without one it is a slip. */
        if (c == '.' ? !end : !han)
            continue;
        while (k < s->tokens.len && side_raw(s, s->tokens.at[k].to) <= i)
            k++;
        if (k < s->tokens.len && side_raw(s, s->tokens.at[k].from) <= i)
            continue;
        /* A full stop at the end of a text without full-width marks is how its writer does it. */
        bool style =
            c == '.' && str_find(v, STR("，"), 0) == SIZE_MAX && str_find(v, STR("。"), 0) == SIZE_MAX;
        struct text_defect *d = pair_defect_at(p, style ? TEXT_HALF_WIDTH_STOP : TEXT_HALF_WIDTH,
                                               (struct text_span){0, 0}, (struct text_span){i, i + 1},
                                               "a half-width \"%c\" stands after a Chinese character", c);
        d->help = "write the full-width mark";
        pair_fix(p, d, i, i + 1, str_of(wide[c]));
        if (++told == HALF_WIDTH_MAX)
            return;
    }
}

void pair_marks(struct text_pair *p)
{
    if (p->zh.backticks)
        check_odd(p, "`", TEXT_BACKTICKS);
    if (p->zh.stars)
        check_odd(p, "**", TEXT_MARKS);
    if (p->zh.quotes)
        check_odd(p, "\"", TEXT_MARKS);
    if (p->zh.brackets)
        check_brackets(p);
    check_half_width(p);
}
