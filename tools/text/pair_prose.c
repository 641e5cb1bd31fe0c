/* What remains as prose once tokens are out: English left over, length, an end that is cut off.
 *
 * Length: with E plain English words and U units of Chinese (a Han character 1, a Latin word 2),
 * x = (ln(U / E) - ln 1.65) sqrt(E) is about normal on good translations. */
#include "text/pair.h"

#include "base/utf8.h"

#include "text/script.h"
#include "text/words.h"

#include <math.h>

enum { LABEL_MAX = 9 }; /* words of the text of a button */

#define RATIO      1.65 /* units of Chinese for a word of English, the median of good pairs */
#define TOO_SHORT  (-4.6)
#define TOO_LONG   4.6
#define LONG_SLACK 0.8 /* of texts above 15 words, which are translated more freely */

/* A stretch of the Chinese without Han characters, outside of quotes and parentheses. */
struct stretch {
    size_t from, to;
    size_t words, stops, lower;
    size_t row; /* the longest row of words with one blank between */
};

static bool is_open(char c)
{
    return c == '(' || c == '[' || c == '<' || c == '{';
}

static bool is_close(char c)
{
    return c == ')' || c == ']' || c == '>' || c == '}';
}

/* The next stretch at or after *at; false at the end. */
static bool next_stretch(const struct side *s, size_t *at, size_t *token, struct stretch *out)
{
    const char *text = s->fold.s;
    size_t len = s->fold.len, i = *at;
    while (i < len && !ascii_is_alpha((unsigned char)text[i])) {
        if (text[i] == '"' || text[i] == '*' || is_open(text[i])) {
            /* Quoted, emphasised or parenthesised: skipped as a whole when it closes. */
            char open = text[i];
            size_t j = i + 1;
            while (j < len && j < i + 400 && (is_open(open) ? !is_close(text[j]) : text[j] != open))
                j++;
            i = j < len && j < i + 400 ? j : i;
        }
        i++;
    }
    if (i >= len)
        return false;
    *out = (struct stretch){.from = i, .to = i};
    while (i < len && (unsigned char)text[i] < 0x80 && text[i] != '"' && !is_open(text[i]) && text[i] != '\n')
        i++;
    size_t end = i;
    while (end > out->from && !ascii_is_alnum((unsigned char)text[end - 1]))
        end--;
    out->to = end;
    while (*token < s->tokens.len && s->tokens.at[*token].from < out->from)
        (*token)++;
    size_t row = 0;
    for (size_t k = *token; k < s->tokens.len && s->tokens.at[k].from < out->to; k++) {
        const struct token *t = &s->tokens.at[k];
        /* 'Quoted' in single marks. */
        if (t->from && text[t->from - 1] == '\'' &&
            (t->from == 1 || !word_byte((unsigned char)text[t->from - 2]))) {
            const char *mark = memchr(text + t->from, '\'', out->to - t->from);
            size_t close = mark ? (size_t)(mark - text) : out->to;
            while (k + 1 < s->tokens.len && s->tokens.at[k + 1].from < close)
                k++;
            row = 0;
            continue;
        }
        /* Parts of "close-on-exec", "key=value" and "a;b" are no words of a sentence. */
        bool joined = (t->from && strchr("-=/;:_*.@", text[t->from - 1])) ||
                      (t->to < len && text[t->to] && strchr("-=/;_*@", text[t->to]));
        if (t->kind != TOKEN_WORD || joined) {
            row = 0;
            continue;
        }
        bool next = row && t->from == s->tokens.at[k - 1].to + 1 && text[t->from - 1] == ' ';
        row = next ? row + 1 : 1;
        out->row = row > out->row ? row : out->row;
        struct str v = side_token(s, t);
        out->words++;
        out->lower += ascii_is_lower((unsigned char)v.s[0]);
        out->stops += words_is_stop(v) && ascii_is_lower((unsigned char)v.s[0]);
    }
    *at = i > *at ? i : *at + 1;
    return true;
}

/* The English that was left is the text of a button or a title: it begins with a capital in the middle of a
 * sentence. Or the Chinese explains it right behind, in parentheses. */
static bool is_label(const struct text_pair *p, const struct stretch *s, size_t at)
{
    struct str en = buf_str(&p->en.fold), zh = buf_str(&p->zh.fold);
    size_t before = at, behind = s->to;
    while (before && en.s[before - 1] == ' ')
        before--;
    while (behind < zh.len && zh.s[behind] == ' ')
        behind++;
    bool capital = ascii_is_upper((unsigned char)en.s[at]) && before < at && before &&
                   (ascii_is_alnum((unsigned char)en.s[before - 1]) || en.s[before - 1] == ',');
    return s->words <= LABEL_MAX && (capital || (behind + 1 < zh.len && zh.s[behind] == '(' &&
                                                 (unsigned char)zh.s[behind + 1] >= 0xE4));
}

static bool check_left_over(struct text_pair *p)
{
    struct stretch s, worst = {0};
    size_t at = 0, token = 0, left = 0, stops = 0;
    struct str en = buf_str(&p->en.fold);
    while (next_stretch(&p->zh, &at, &token, &s)) {
        /* Capitals throughout are a title or a name; words with commas between are a list of names. */
        bool prose = (s.words >= 3 && s.stops && s.lower > s.stops) || (s.row >= 4 && s.lower >= 3);
        if (!prose)
            continue;
        struct str run = str_sub(buf_str(&p->zh.fold), s.from, s.to);
        size_t from = str_find(en, run, 0);
        if (from == SIZE_MAX ? s.words < 5 || s.stops < 2 : is_label(p, &s, from))
            continue;
        left += s.words;
        stops += s.stops;
        if (s.words > worst.words)
            worst = s;
    }
    if (!left)
        return false;
    /* As much Chinese as the whole English wants: what is left was translated as well. */
    bool beside = p->zh.han > 0.75 * RATIO * p->en.words;
    bool most = !beside && left * 5 > (size_t)p->en.words * 2 && left >= 4 &&
                (stops > 1 || left * 5 > (size_t)p->en.words * 3);
    struct str run = str_sub(buf_str(&p->zh.fold), worst.from, worst.to);
    struct token z = {.from = (uint32_t)worst.from, .to = (uint32_t)worst.to, .kind = TOKEN_WORD};
    struct text_defect *d = pair_defect(p, most ? TEXT_ENGLISH_MOST : TEXT_ENGLISH_LEFT, NULL, &z,
                                        "%zu of %u English words are left: \"%.*s%s\"", left, p->en.words,
                                        (int)(run.len > 60 ? 60 : run.len), run.s, run.len > 60 ? "..." : "");
    d->help = "translate the rest";
    return true;
}

static struct text_span whole(struct str v)
{
    return (struct text_span){0, v.len};
}

void pair_prose(struct text_pair *p)
{
    bool left = p->zh.words >= 3 && check_left_over(p);
    double e = p->en.words, u = p->zh.han + 2.0 * p->zh.words;
    double x = e >= 1 && u >= 1 ? (log(u / e) - log(RATIO)) * sqrt(e) : 0;
    double slack = e > 15 ? LONG_SLACK : 0;
    /* A picture's text for who does not see it may be shorter. */
    bool picture =
        str_starts(p->en.raw, STR("![")) && str_ends(p->en.raw, STR(")")) && str_starts(p->zh.raw, STR("!["));
    if (!left && !picture)
        pair_ending(p, x);
    if (e >= 4 && !picture && !left && u >= 1 && !pair_has(p, TEXT_LENGTH) && !pair_has(p, TEXT_TRUNCATED) &&
        (x < TOO_SHORT - slack || x > TOO_LONG + slack)) {
        struct text_defect *d =
            pair_defect_at(p, TEXT_LENGTH, whole(p->en.raw), whole(p->zh.raw),
                           "the Chinese is too %s for its English: %u characters for %u words",
                           x < 0 ? "short" : "long", p->zh.han, p->en.words);
        d->help = x < 0 ? "look for what was left out" : "look for what the English does not say";
    }
}
