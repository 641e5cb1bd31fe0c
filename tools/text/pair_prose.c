/* What remains as prose once tokens are out: English left over, length, an end that is cut off.
 *
 * Length: with E plain English words and U units of Chinese (a Han character 1, a Latin word 2),
 * x = (ln(U / E) - ln 1.65) sqrt(E) is about normal on good translations. */
#include "text/pair.h"

#include "base/utf8.h"

#include "text/script.h"
#include "text/words.h"

#include <math.h>

#define RATIO      1.65 /* units of Chinese for a word of English, the median of good pairs */
#define TOO_SHORT  (-2.6)
#define TOO_LONG   2.5
#define LONG_SLACK 0.6    /* of texts above 15 words, which are translated more freely */
#define CUT_SHORT  (-0.6) /* with a lost final mark beside it */
#define CUT_NEVER  (-0.2) /* with a last character that ends no text */
#define CUT_SELDOM (-1.0) /* with one that seldom does */

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
        if (text[i] == '"' || is_open(text[i])) {
            /* Quoted or parenthesised: skipped as a whole when it closes. */
            char open = text[i];
            size_t j = i + 1;
            while (j < len && j < i + 400 && (open == '"' ? text[j] != '"' : !is_close(text[j])))
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
        if (str_find(en, run, 0) == SIZE_MAX && !(s.words >= 5 && s.stops >= 2))
            continue;
        left += s.words;
        stops += s.stops;
        if (s.words > worst.words)
            worst = s;
    }
    if (!left)
        return false;
    bool most =
        left * 5 > (size_t)p->en.words * 2 && left >= 4 && (stops > 1 || left * 5 > (size_t)p->en.words * 3);
    struct str run = str_sub(buf_str(&p->zh.fold), worst.from, worst.to);
    struct token z = {(uint32_t)worst.from, (uint32_t)worst.to, TOKEN_WORD, 0};
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

/* U+FF0C, U+3001, U+FF08, U+201C, or a word that wants another after it. */
static bool is_cut_end(struct str zh, struct str *last)
{
    static const char *const ends[] = {"，",   "、",   "（", "“",  "和",   "但",   "并且", "如果", "因为",
                                       "例如", "包括", "将", "把", "对于", "或者", "以及", "由于", "但是",
                                       "而且", "因此", "当", "与", "或",   "在",   "的",   "被"};
    static const char *const fine[] = {"校验和", "求和", "总和", "之和", "饱和", "温和", "正在",
                                       "存在",   "实在", "所在", "内在", "潜在", "与或", "参与",
                                       "赋与",   "给与", "中的", "有的", "似的", "目的", "适当",
                                       "不当",   "相当", "应当", "正当"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (!str_ends(zh, str_of(ends[i])))
            continue;
        for (size_t k = 0; k < sizeof fine / sizeof *fine; k++)
            if (str_ends(zh, str_of(fine[k])))
                return false;
        *last = str_of(ends[i]);
        /* The possessive particle ends many good phrases. */
        return i < 24;
    }
    return false;
}

/* Characters that begin words or link them, and hardly ever end a text: fewer than 4, or 15, in a thousand of
 * their uses do. */
static const char never_last[] =
    "与且丢两临也二些仅从仓他以但你使依修偏允公共其兼再函创初删匹协即压及另只命太套如安完实客将尚尝属已"
    "带平强归必忽恢或所才打执扩报拟括挂指按排插搜操无映显最服望未条某校检模每没添直相磁禁第终经绑结给缓编"
    "缺而至若虚被覆规触警访该请资超跳软迁运返这远连适通造邮都需非音须预颜驱默不此重是获地会当自为意得";
static const char seldom_last[] =
    "进提主何含否设工可损信解快选您语收事冲于原状响子传之的网对声控因生继印任测由要转来立拒特范发保样说参"
    "总清一";

static bool holds_character(const char *set, struct str last)
{
    for (const char *at = set; last.len == 3 && *at; at += 3)
        if (memcmp(at, last.s, 3) == 0)
            return true;
    return false;
}

static bool is_final_mark(uint32_t cp)
{
    return !script_is_han(cp) && !(cp < 0x80 && ascii_is_alnum((unsigned char)cp));
}

static void check_cut(struct text_pair *p, double x)
{
    struct str en = str_trim(buf_str(&p->en.fold)), zh = str_trim(p->zh.raw), last = STR("");
    if (!zh.len || !en.len)
        return;
    size_t at = zh.len;
    uint32_t cp = utf8_prev(zh, &at);
    char mark = en.s[en.len - 1];
    bool open_end =
        !ascii_is_alnum((unsigned char)mark) && mark != '.' && mark != '"' && mark != ')' && mark != '!';
    struct text_defect *d = NULL;
    if (is_cut_end(zh, &last) && (!open_end || str_is(last, "，") || str_is(last, "、")) &&
        !(last.len && str_find(last, STR("，"), 0) == 0 && mark == ','))
        d = pair_defect_at(p, TEXT_TRUNCATED, whole(p->en.raw), (struct text_span){at, zh.len},
                           "the Chinese ends with \"%.*s\", in the middle of a sentence", STR_FMT(last));
    else if (!open_end && ((x < CUT_NEVER && holds_character(never_last, str_sub(zh, at, zh.len))) ||
                           (x < CUT_SELDOM && holds_character(seldom_last, str_sub(zh, at, zh.len)))))
        d = pair_defect_at(p, TEXT_TRUNCATED, whole(p->en.raw), (struct text_span){at, zh.len},
                           "the Chinese ends with \"%.*s\" and is short: it seems to be cut off",
                           STR_FMT(str_sub(zh, at, zh.len)));
    else if (mark == '.' && !str_ends(en, STR("...")) && !is_final_mark(cp) && x < CUT_SHORT)
        d = pair_defect_at(p, TEXT_TRUNCATED, whole(p->en.raw), (struct text_span){at, zh.len},
                           "the Chinese ends without a mark and is short: it seems to be cut off");
    if (d)
        d->help = "translate the text to its end";
}

void pair_prose(struct text_pair *p)
{
    bool left = p->zh.words >= 3 && check_left_over(p);
    double e = p->en.words, u = p->zh.han + 2.0 * p->zh.words;
    double x = e >= 1 && u >= 1 ? (log(u / e) - log(RATIO)) * sqrt(e) : 0;
    double slack = e > 15 ? LONG_SLACK : 0;
    if (e >= 4 && !left && u >= 1 && (x < TOO_SHORT - slack || x > TOO_LONG + slack)) {
        struct text_defect *d =
            pair_defect_at(p, TEXT_LENGTH, whole(p->en.raw), whole(p->zh.raw),
                           "the Chinese is too %s for its English: %u characters for %u words",
                           x < 0 ? "short" : "long", p->zh.han, p->en.words);
        d->help = x < 0 ? "look for what was left out" : "look for what the English does not say";
    }
    if (!left)
        check_cut(p, x);
}
