/* An end that is cut off.
 *
 * Signs are weighed, each with what it adds to the logarithm of the odds that a translation was cut: how long
 * the Chinese is for its English, how many common words of the English it does not render, what it ends with
 * and what the English ends with, how many words that has. The weights are those of a logistic regression on
 * reviewed pairs, whole and cut at half to seven tenths, rounded; above 0 a text counts as cut. */
#include "text/pair.h"

#include "base/utf8.h"

#include "text/script.h"
#include "text/words.h"

enum { BRIEF = 8, LEAST = 4 }; /* words of English */

#define MOST_OF_WORDS 1.6 /* the most that missing words add */
#define TERSE         3.0 /* the same for messages of programs, which Chinese says in few words */
#define MOST_OF_TAIL  0.9 /* the same for an end that is no known word */

/* The weight of a Han character at the end: those that begin words or link them hardly ever end a text. */
static const struct {
    int weight;
    const char *characters;
} endings[] = {
    {4, "不可以使是为会时被将请或对要所如模通这指需于无其该此必函与和须而"
        "当未更但进提方因创没只发回返任选编你地也重版执您已属命允何路实最"
        "些获服显响信且运操否保常"},
    {3, "的个文有一能并设下应后来上加正部输确代含关非种相打完声特安子匹传"
        "语计他之默达转超读访规缺机情还日整插修从至自网生条找才处境再仅事"
        "两都缓每删软给算磁直状检我带就受主预静连考经简看添活根放控平布原"
        "依适起视覆范细第立测比按扩总得展套即协初附禁权局尝二"},
    {2, "在定支它字行类包到存程参果前解内过了现调建许成查分元例格开动始具"
        "多启消取合全明图供结先认户少索由导变赖试环失外务工注样向意流替验"
        "异准高链跳见联续终管窗着真清概搜排括报想左右反及切冲仓丢音隔门镜"
        "速递迭辑负详评背私父收捕循归塞基均功兼体似介产"},
    {1, "用中件置持出法本接目器列作引入标序则组示串移制者新令同改统块求换"
        "位们大写问错空理形密复级系化载单面记端线交句等止次槽析况致然档层"
        "别题送长述话色池闭里释译缩构台么页络压印份额秒游描拟优随道识承弃"
        "决"},
    {-1, "配值效证容误围略址照尾像锁绝低书"},
    {-2, "束坏"},
    {-3, "败突"},
};

void ending_index(struct ending_index *x)
{
    *x = (struct ending_index){{0}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        /* Three bytes each. */
        for (const unsigned char *u = (const unsigned char *)endings[i].characters; *u; u += 3) {
            unsigned cp = (u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u);
            x->weight[cp - HAN_FIRST] = (signed char)endings[i].weight;
        }
    }
}

static double weigh_length(double x, uint32_t words)
{
    double length = -2.4 - 2.83 * x, count = words < BRIEF ? 0.3 : words < 12 ? 3.7 : words < 18 ? 2.0 : 0.25;
    return (length > 5.4 ? 5.4 : length < -4.65 ? -4.65 : length) + count;
}

static double weigh_words(const struct text_pair *p)
{
    static const double missed[] = {-2.2, -0.3, 1.0, MOST_OF_WORDS};
    struct str zh = buf_str(&p->zh.residue);
    size_t known = 0, missing = 0;
    const struct token *t;
    vec_foreach (t, &p->en.tokens) {
        unsigned term = terms_of(&p->terms, t);
        if (term == TERMS_NONE)
            continue;
        known++;
        missing += !terms_rendering(&p->terms, term, zh, p->zh.pairs, 0).len;
    }
    return known ? missed[missing < 3 ? missing : 3] : -1.1;
}

static double weigh_tail(const struct text_pair *p)
{
    return terms_end(&p->terms, str_trim(buf_str(&p->zh.residue))) ? 0.1 : MOST_OF_TAIL;
}

/* What a text ends with: a full stop, a letter or digit, something else. */
enum end { END_STOP, END_WORD, END_OTHER, END_COUNT };

static double weigh_end(const struct text_pair *p, uint32_t last, enum end english)
{
    static const double han[END_COUNT] = {-2.65, -4.55, -5.2}, latin[END_COUNT] = {-3.2, -5.8, -4.4},
                        mark[END_COUNT] = {-12.0, -4.4, -12.0};
    static const double own[] = {-1.5, -1.2, -1.0, 0, 0.3, 1.2, 2.2, 3.0}; /* by the character's weight */
    if (script_is_han(last)) {
        int w = last >= HAN_FIRST && last - HAN_FIRST < HAN_COUNT ? p->ending.weight[last - HAN_FIRST] : 0;
        return han[english] + own[w + 3];
    }
    return last < 0x80 && ascii_is_alnum((unsigned char)last) ? latin[english] : mark[english];
}

/* U+FF0C, U+3001, U+FF08, U+201C, or a word that wants another after it. Not the possessive particle: it ends
 * many good phrases. */
static bool is_cut_end(struct str zh, struct str *last)
{
    static const struct {
        const char *s;
        size_t len;
    } ends[] = {{"，", 3},   {"、", 3},   {"（", 3},   {"“", 3},    {"和", 3},   {"但", 3},
                {"并且", 6}, {"如果", 6}, {"因为", 6}, {"例如", 6}, {"包括", 6}, {"将", 3},
                {"把", 3},   {"对于", 6}, {"或者", 6}, {"以及", 6}, {"由于", 6}, {"但是", 6},
                {"而且", 6}, {"因此", 6}, {"当", 3},   {"与", 3},   {"或", 3},   {"在", 3}};
    static const char *const fine[] = {"校验和", "求和", "总和", "之和", "饱和", "温和", "正在",
                                       "存在",   "实在", "所在", "内在", "潜在", "与或", "参与",
                                       "赋与",   "给与", "适当", "不当", "相当", "应当", "正当"};
    if ((unsigned char)zh.s[zh.len - 1] < 0x80)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct str end = {ends[i].s, ends[i].len};
        if (zh.s[zh.len - 1] != end.s[end.len - 1] || !str_ends(zh, end))
            continue;
        for (size_t k = 0; k < sizeof fine / sizeof *fine; k++)
            if (str_ends(zh, str_of(fine[k])))
                return false;
        *last = end;
        return true;
    }
    return false;
}

static struct text_span whole(struct str v)
{
    return (struct text_span){0, v.len};
}

static bool is_mark(uint32_t cp)
{
    return !script_is_han(cp) && !(cp < 0x80 && ascii_is_alnum((unsigned char)cp));
}

/* "..., and" and "an address, like": the English goes on elsewhere as well. */
static bool is_open_end(const struct side *en, struct str text)
{
    char mark = text.s[text.len - 1];
    if (str_ends(text, STR("e.g.")) || str_ends(text, STR("i.e.")))
        return true;
    if (!ascii_is_alnum((unsigned char)mark))
        return mark != '.' && mark != '"' && mark != ')' && mark != '!';
    const struct token *t = en->tokens.len ? vec_last(&en->tokens) : NULL;
    struct str v = t && t->kind == TOKEN_WORD ? side_token(en, t) : STR("");
    return v.len && (words_is_stop(v) || str_is(v, "like") || str_is(v, "including") || str_is(v, "example"));
}

void pair_ending(struct text_pair *p, double x)
{
    struct str en = str_trim(buf_str(&p->en.fold)), zh = str_trim(p->zh.raw), last = STR("");
    if (!zh.len || !en.len)
        return;
    size_t at = zh.len;
    uint32_t cp = utf8_prev(zh, &at);
    char mark = en.s[en.len - 1];
    bool open_end = is_open_end(&p->en, en);
    struct text_defect *d = NULL;
    bool cut_end = is_cut_end(zh, &last);
    if (cut_end && open_end && (ascii_is_alnum((unsigned char)mark) || mark == '.'))
        return; /* "..., and", "e.g.": both go on elsewhere */
    if (cut_end && (!open_end || str_is(last, "，") || str_is(last, "、")) &&
        !(str_is(last, "，") && mark == ',')) {
        d = pair_defect_at(p, TEXT_TRUNCATED, whole(p->en.raw), (struct text_span){at, zh.len},
                           "the Chinese ends with \"%.*s\", in the middle of a sentence", STR_FMT(last));
    } else if (p->en.words >= LEAST) {
        enum end end = mark == '.' ? END_STOP : ascii_is_alnum((unsigned char)mark) ? END_WORD : END_OTHER;
        double sum = weigh_length(x, p->en.words) + weigh_end(p, cp, end);
        if (p->flags & PAIR_SIGNATURE)
            sum -= TERSE;
        bool cut = sum + MOST_OF_WORDS + MOST_OF_TAIL > 0 && sum + weigh_words(p) + weigh_tail(p) > 0;
        if (cut && is_mark(cp)) /* whole sentences, but not all of them */
            d = pair_defect_at(p, TEXT_LENGTH, whole(p->en.raw), whole(p->zh.raw),
                               "the Chinese is too short for its English: %u characters for %u words",
                               p->zh.han, p->en.words);
        else if (cut)
            d = pair_defect_at(p, TEXT_TRUNCATED, whole(p->en.raw), (struct text_span){at, zh.len},
                               "the Chinese ends with \"%.*s\" and is short: it seems to be cut off",
                               STR_FMT(str_sub(zh, at, zh.len)));
    }
    if (d)
        d->help = d->kind == TEXT_LENGTH ? "look for what was left out" : "translate the text to its end";
}
