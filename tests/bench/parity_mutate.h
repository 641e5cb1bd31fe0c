/* Mutations of good translations, for parity_bench: each breaks one thing and says whether it could. */
#ifndef KEDB_BENCH_PARITY_MUTATE_H
#define KEDB_BENCH_PARITY_MUTATE_H

#include "base/utf8.h"
#include "text/pair.h"
#include "text/script.h"
#include "text/words.h"

#include <iconv.h>

struct mutation_source {
    struct str en, zh, other;     /* other: another row's Chinese */
    const struct text_pair *pair; /* the good pair, compared */
    uint64_t seed;
};

static bool replace_at(const struct mutation_source *m, size_t from, size_t to, const char *by,
                       struct buf *out)
{
    buf_add_str(out, str_sub(m->zh, 0, from));
    buf_adds(out, by);
    buf_add_str(out, str_sub(m->zh, to, m->zh.len));
    return true;
}

/* A token of the Chinese of this kind whose text stands once. */
static const struct token *pick(const struct mutation_source *m, unsigned kinds)
{
    const struct side *s = &m->pair->zh;
    for (size_t i = 0; i < s->tokens.len; i++) {
        const struct token *t = &s->tokens.at[i];
        struct str v = side_token(s, t);
        if (!(kinds >> t->kind & 1) || str_find(m->en, v, 0) == SIZE_MAX)
            continue;
        if (str_find(buf_str(&s->fold), v, t->to) != SIZE_MAX || str_find(buf_str(&s->fold), v, 0) != t->from)
            continue;
        return t;
    }
    return NULL;
}

static bool drop_token(const struct mutation_source *m, unsigned kinds, struct buf *out)
{
    const struct token *t = pick(m, kinds);
    return t && replace_at(m, side_raw(&m->pair->zh, t->from), side_raw(&m->pair->zh, t->to), "", out);
}

/* One letter or digit in the middle becomes another. */
static bool alter_token(const struct mutation_source *m, unsigned kinds, struct buf *out)
{
    const struct token *t = pick(m, kinds);
    if (!t)
        return false;
    struct str v = side_token(&m->pair->zh, t);
    for (size_t i = v.len / 2; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (!ascii_is_alnum(c))
            continue;
        char by[2] = {(char)(ascii_is_digit(c)   ? '0' + (c - '0' + 3) % 10
                             : ascii_is_upper(c) ? 'A' + (c - 'A' + 5) % 26
                                                 : 'a' + (c - 'a' + 5) % 26),
                      0};
        size_t at = side_raw(&m->pair->zh, t->from + i);
        return replace_at(m, at, at + 1, by, out);
    }
    return false;
}

static bool alter_or_drop(const struct mutation_source *m, unsigned kinds, struct buf *out)
{
    return m->seed & 2 ? alter_token(m, kinds, out) : drop_token(m, kinds, out);
}

#define K(x) (1u << TOKEN_##x)
static bool mutate_number(const struct mutation_source *m, struct buf *out)
{
    return alter_or_drop(m, K(NUMBER), out);
}

/* A digit more, or one less. */
static bool mutate_digits(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(NUMBER));
    if (!t)
        return false;
    const struct side *s = &m->pair->zh;
    size_t from = side_raw(s, t->from), to = side_raw(s, t->to);
    return to - from > 1 && m->seed & 4 ? replace_at(m, to - 1, to, "", out)
                                        : replace_at(m, to, to, "7", out);
}

static bool mutate_url(const struct mutation_source *m, struct buf *out)
{
    return alter_or_drop(m, K(URL), out);
}

/* Another host, or another last part of the path. */
static bool mutate_url_part(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(URL));
    if (!t)
        return false;
    struct str v = side_token(&m->pair->zh, t);
    size_t host = str_find(v, STR("://"), 0), end = v.len;
    if (host == SIZE_MAX)
        return false;
    host += 3;
    size_t path = str_find(v, STR("/"), host), at = path == SIZE_MAX ? v.len : path;
    size_t from = side_raw(&m->pair->zh, t->from);
    if (m->seed & 4 || at + 1 >= v.len)
        return replace_at(m, from + host, from + at, "www.example.net", out);
    while (end > at + 1 && v.s[end - 1] == '/')
        end--;
    size_t last = end;
    while (last > at + 1 && v.s[last - 1] != '/')
        last--;
    return replace_at(m, from + last, from + end, "other", out);
}

static bool mutate_flag(const struct mutation_source *m, struct buf *out)
{
    return alter_or_drop(m, K(FLAG), out);
}

/* "--name" with an en dash. */
static bool mutate_flag_dash(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(FLAG));
    if (!t || !str_starts(side_token(&m->pair->zh, t), STR("--")))
        return false;
    size_t from = side_raw(&m->pair->zh, t->from);
    return replace_at(m, from, from + 2, "–", out);
}

static bool mutate_identifier(const struct mutation_source *m, struct buf *out)
{
    return alter_or_drop(m, K(SNAKE) | K(CONSTANT) | K(PATH) | K(FILE) | K(FUNCTION) | K(VARIABLE), out);
}
static bool mutate_placeholder(const struct mutation_source *m, struct buf *out)
{
    return m->seed & 2 ? drop_token(m, K(PRINTF) | K(TEMPLATE), out) : alter_token(m, K(PRINTF), out);
}
static bool mutate_name_lost(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(CAMEL) | K(CAPS));
    if (!t || words_is_loose_capitals(side_token(&m->pair->zh, t)) || t->to - t->from < 3)
        return false;
    return replace_at(m, side_raw(&m->pair->zh, t->from), side_raw(&m->pair->zh, t->to), "", out);
}
static bool mutate_name_altered(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(CAMEL) | K(CAPS));
    if (!t || words_is_loose_capitals(side_token(&m->pair->zh, t)) || t->to - t->from < 3)
        return false;
    return alter_token(m, K(CAMEL) | K(CAPS), out);
}

static bool mutate_code(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(CODE));
    if (!t || !side_is_strong(str_sub(side_token(&m->pair->zh, t), 1, t->to - t->from - 1)))
        return false;
    return alter_or_drop(m, K(CODE), out);
}

/* A code span without its backticks and all, or with one character of it changed, whichever stands first. */
static bool mutate_code_letter(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(CODE));
    if (!t || !side_is_strong(str_sub(side_token(&m->pair->zh, t), 1, t->to - t->from - 1)))
        return false;
    struct str v = side_token(&m->pair->zh, t);
    for (size_t k = 0; k < v.len; k++) {
        size_t i = (k + m->seed / 8) % v.len;
        unsigned char c = (unsigned char)v.s[i];
        if (!ascii_is_alnum(c))
            continue;
        char by[2] = {(char)(ascii_is_digit(c) ? '0' + (c - '0' + 3) % 10 : c == 'x' ? 'q' : 'x'), 0};
        size_t at = side_raw(&m->pair->zh, t->from + i);
        return replace_at(m, at, at + 1, by, out);
    }
    return false;
}

static bool mutate_placeholder_renamed(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(TEMPLATE));
    if (!t)
        return false;
    struct str v = side_token(&m->pair->zh, t);
    for (size_t i = 1; i < v.len; i++)
        if (ascii_is_alpha((unsigned char)v.s[i])) {
            size_t at = side_raw(&m->pair->zh, t->from + i);
            return replace_at(m, at, at + 1, v.s[i] == 'q' ? "w" : "q", out);
        }
    return false;
}

static bool mutate_untranslated(const struct mutation_source *m, struct buf *out)
{
    if (m->pair->en.words < 2)
        return false;
    buf_add_str(out, m->en);
    return true;
}

/* The n-th Han character that is not in code: its place. */
static bool han_at(const struct mutation_source *m, uint64_t n, size_t *from, size_t *to)
{
    if (m->pair->zh.han < 2)
        return false;
    n %= m->pair->zh.han;
    for (size_t i = 0; i < m->zh.len;) {
        *from = i;
        bool han = script_is_han(utf8_next(m->zh, &i));
        *to = i;
        if (han && n-- == 0)
            return true;
    }
    return false;
}

static bool mutate_traditional(const struct mutation_source *m, struct buf *out)
{
    static const char *const pairs[] = {"个個", "无無", "错錯", "误誤", "时時", "间間", "数數", "对對",
                                        "为為", "这這", "不不", "没沒", "设設", "连連", "务務", "个個",
                                        "选選", "项項", "创創", "动動", "应應", "该該"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct str simple = {pairs[i], 3};
        size_t at = str_find(m->zh, simple, 0);
        if (at != SIZE_MAX && strncmp(pairs[i], pairs[i] + 3, 3) != 0)
            return replace_at(m, at, at + 3, pairs[i] + 3, out);
    }
    return false;
}

static uint32_t traditional_of(uint32_t simple)
{
    static uint32_t table[0x5200];
    if (!table[0]) {
        table[0] = 1;
        for (uint32_t cp = 0x4E00; cp < 0xA000; cp++) {
            uint32_t to;
            if (script_is_traditional(cp, &to) && to >= 0x4E00 && to < 0xA000 && !table[to - 0x4E00 + 1])
                table[to - 0x4E00 + 1] = cp;
        }
    }
    return simple >= 0x4E00 && simple < 0xA000 ? table[simple - 0x4E00 + 1] : 0;
}

/* The whole text in Traditional characters. */
static bool mutate_traditional_whole(const struct mutation_source *m, struct buf *out)
{
    bool any = false;
    for (size_t i = 0; i < m->zh.len;) {
        uint32_t cp = utf8_next(m->zh, &i), other = traditional_of(cp);
        any |= other != 0;
        buf_add_cp(out, other ? other : cp);
    }
    return any;
}

/* Code page 1252 proper: what it does not have is lost, as most programs do it. */
static bool mutate_mojibake_strict(const struct mutation_source *m, struct buf *out)
{
    static const uint16_t high[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                      0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17D,  0,
                                      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};
    if (m->pair->zh.han < 2)
        return false;
    for (size_t i = 0; i < m->zh.len; i++) {
        unsigned char c = (unsigned char)m->zh.s[i];
        uint32_t cp = c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c;
        if (cp || !(m->seed & 2))
            buf_add_cp(out, cp ? cp : 0xFFFD);
    }
    return true;
}

static bool mutate_mojibake_1252(const struct mutation_source *m, struct buf *out)
{
    if (m->pair->zh.han < 2)
        return false;
    for (size_t i = 0; i < m->zh.len; i++)
        buf_add_cp(out, (unsigned char)m->zh.s[i]);
    return true;
}

static bool mutate_mojibake_gbk(const struct mutation_source *m, struct buf *out)
{
    static iconv_t cd;
    if (!cd)
        cd = iconv_open("UTF-8", "GB18030");
    if (m->pair->zh.han < 4)
        return false;
    buf_reserve(out, m->zh.len * 4 + 16);
    char *in = (char *)m->zh.s, *to = out->s;
    size_t left = m->zh.len, room = m->zh.len * 4;
    iconv(cd, NULL, NULL, NULL, NULL);
    while (left) {
        if (iconv(cd, &in, &left, &to, &room) != (size_t)-1)
            break;
        if (!left)
            break;
        in++, left--;
        memcpy(to, "\xEF\xBF\xBD", 3);
        to += 3;
    }
    out->len = (size_t)(to - out->s);
    return true;
}

/* A control of direction before any character. */
static bool mutate_bidi(const struct mutation_source *m, struct buf *out)
{
    static const char *const controls[] = {"\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D",
                                           "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u061C"};
    size_t at = m->seed / 16 % (m->zh.len + 1);
    while (at < m->zh.len && ((unsigned char)m->zh.s[at] & 0xC0) == 0x80)
        at++;
    return replace_at(m, at, at, controls[m->seed % 12], out);
}

static bool mutate_homoglyph(const struct mutation_source *m, struct buf *out)
{
    static const struct {
        char c;
        const char *like;
    } table[] = {{'a', "а"}, {'e', "е"}, {'o', "о"}, {'p', "р"}, {'c', "с"}, {'A', "А"},
                 {'S', "Ѕ"}, {'P', "Р"}, {'T', "Т"}, {'x', "х"}, {'i', "і"}};
    const struct side *s = &m->pair->zh;
    for (size_t i = 0; i < s->tokens.len; i++) {
        const struct token *t = &s->tokens.at[i];
        if (t->to - t->from < 3 || !(1u << t->kind & (K(WORD) | K(CAMEL) | K(CAPS) | K(SNAKE) | K(FLAG))))
            continue;
        for (size_t k = t->from; k < t->to; k++)
            for (size_t j = 0; j < sizeof table / sizeof *table; j++)
                if (s->fold.s[k] == table[j].c)
                    return replace_at(m, side_raw(s, k), side_raw(s, k) + 1, table[j].like, out);
    }
    return false;
}

/* The same in whichever Latin word the seed falls on, names and code included. */
static bool mutate_homoglyph_any(const struct mutation_source *m, struct buf *out)
{
    static const char from[] = "aeopcxyABEKMHOPCTX";
    static const char *const like[] = {"а", "е", "о", "р", "с", "х", "у", "А", "В",
                                       "Е", "К", "М", "Н", "О", "Р", "С", "Т", "Х"};
    for (size_t k = 0; k < m->zh.len; k++) {
        size_t i = (k + m->seed / 8) % m->zh.len;
        const char *c = m->zh.s[i] ? strchr(from, m->zh.s[i]) : NULL;
        bool word = (i && ascii_is_alpha((unsigned char)m->zh.s[i - 1])) ||
                    (i + 1 < m->zh.len && ascii_is_alpha((unsigned char)m->zh.s[i + 1]));
        if (c && word)
            return replace_at(m, i, i + 1, like[c - from], out);
    }
    return false;
}

static bool mutate_wide(const struct mutation_source *m, struct buf *out)
{
    const struct token *t = pick(m, K(NUMBER) | K(CAPS) | K(WORD));
    if (!t)
        return false;
    char by[4] = "";
    utf8_encode((uint32_t)(unsigned char)m->pair->zh.fold.s[t->from] + 0xFEE0, by);
    by[3] = 0;
    return replace_at(m, side_raw(&m->pair->zh, t->from), side_raw(&m->pair->zh, t->from) + 1, by, out);
}

/* Half of the Chinese, the other half in English: the second one, or the first. */
static bool mutate_half(const struct mutation_source *m, struct buf *out)
{
    size_t from, to;
    if (m->pair->en.words < 8 || !han_at(m, m->pair->zh.han / 2, &from, &to))
        return false;
    size_t cut = m->en.len / 2;
    while (cut < m->en.len && m->en.s[cut] != ' ')
        cut++;
    bool first = m->seed & 8;
    buf_add_str(out, first ? str_sub(m->en, 0, cut) : str_sub(m->zh, 0, from));
    buf_add_str(out, first ? str_sub(m->zh, from, m->zh.len) : str_sub(m->en, cut, m->en.len));
    return true;
}

static bool cut_at(const struct mutation_source *m, size_t per_cent, struct buf *out)
{
    size_t from, to;
    if (m->pair->en.words < 8 || !han_at(m, m->pair->zh.han * per_cent / 100, &from, &to))
        return false;
    buf_add_str(out, str_sub(m->zh, 0, from));
    return true;
}
static bool mutate_cut_50(const struct mutation_source *m, struct buf *out)
{
    return cut_at(m, 50, out);
}
static bool mutate_cut_60(const struct mutation_source *m, struct buf *out)
{
    return cut_at(m, 60, out);
}
static bool mutate_cut_70(const struct mutation_source *m, struct buf *out)
{
    return cut_at(m, 70, out);
}

/* How often the Chinese denies. */
static size_t denials_said(struct str zh)
{
    static const char *const denials[] = {"不", "无", "未", "没", "非", "禁",
                                          "勿", "否", "失", "拒", "仅", "只"};
    size_t said = 0;
    for (size_t i = 0; i < sizeof denials / sizeof *denials; i++)
        for (size_t at = str_find(zh, str_of(denials[i]), 0); at != SIZE_MAX;
             at = str_find(zh, str_of(denials[i]), at + 3))
            said++;
    return said;
}

/* The English gains or loses a denial: any text in which one word says it. */
static bool mutate_english_denied(const struct mutation_source *m, struct buf *en)
{
    static const char *const from[] = {" is ", " are ", " can ", " must ", " should ", " will "};
    static const char *const to[] = {" is not ",   " are not ",    " cannot ",
                                     " must not ", " should not ", " will not "};
    if (denials_said(m->zh))
        return false;
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        size_t at = str_find(m->en, str_of(from[i]), 0);
        if (at == SIZE_MAX)
            continue;
        buf_add_str(en, str_sub(m->en, 0, at));
        buf_adds(en, to[i]);
        buf_add_str(en, str_sub(m->en, at + strlen(from[i]), m->en.len));
        return true;
    }
    return false;
}

static bool mutate_negation_lost(const struct mutation_source *m, struct buf *out)
{
    static const char *const from[] = {"不支持", "不能",   "无法", "不是", "不存在", "没有",
                                       "未找到", "不允许", "不可", "未",   "不"};
    static const char *const to[] = {"支持", "能",   "可以", "是", "存在", "有",
                                     "找到", "允许", "可",   "已", ""};
    if (!strstr(m->en.s, " not ") && !strstr(m->en.s, "annot") && !strstr(m->en.s, "n't "))
        return false;
    if (denials_said(m->zh) != 1)
        return false; /* another denial would stay */
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        size_t at = str_find(m->zh, str_of(from[i]), 0);
        if (at != SIZE_MAX)
            return replace_at(m, at, at + strlen(from[i]), to[i], out);
    }
    return false;
}

static bool mutate_negation_added(const struct mutation_source *m, struct buf *out)
{
    static const char *const from[] = {"可以", "支持", "允许", "存在", "已经", "能够", "必须", "需要"};
    static const char *const to[] = {"不可以", "不支持", "不允许", "不存在",
                                     "尚未",   "不能够", "不得",   "不需要"};
    if (denials_said(m->zh))
        return false;
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        size_t at = str_find(m->zh, str_of(from[i]), 0);
        if (at != SIZE_MAX)
            return replace_at(m, at, at + strlen(from[i]), to[i], out);
    }
    return false;
}

static bool mutate_wrong(const struct mutation_source *m, struct buf *out)
{
    if (m->pair->en.words < 4)
        return false;
    buf_add_str(out, m->other);
    return true;
}
#undef K

static const struct {
    const char *name;
    bool certain, english; /* english: it is the English that changes */
    bool (*make)(const struct mutation_source *m, struct buf *out);
} mutations[] = {
    {"number", true, false, mutate_number},
    {"number-digits", true, false, mutate_digits},
    {"code-span", true, false, mutate_code},
    {"code-letter", true, false, mutate_code_letter},
    {"url", true, false, mutate_url},
    {"url-part", true, false, mutate_url_part},
    {"flag", true, false, mutate_flag},
    {"flag-dash", true, false, mutate_flag_dash},
    {"placeholder", true, false, mutate_placeholder},
    {"placeholder-renamed", true, false, mutate_placeholder_renamed},
    {"identifier", true, false, mutate_identifier},
    {"untranslated", true, false, mutate_untranslated},
    {"traditional", true, false, mutate_traditional},
    {"traditional-whole", true, false, mutate_traditional_whole},
    {"mojibake-latin1", true, false, mutate_mojibake_1252},
    {"mojibake-1252", true, false, mutate_mojibake_strict},
    {"mojibake-gbk", true, false, mutate_mojibake_gbk},
    {"bidi", true, false, mutate_bidi},
    {"homoglyph", true, false, mutate_homoglyph},
    {"homoglyph-any", true, false, mutate_homoglyph_any},
    {"full-width", true, false, mutate_wide},
    {"name-lost", false, false, mutate_name_lost},
    {"name-altered", false, false, mutate_name_altered},
    {"half-untranslated", false, false, mutate_half},
    {"cut-50", false, false, mutate_cut_50},
    {"cut-60", false, false, mutate_cut_60},
    {"cut-70", false, false, mutate_cut_70},
    {"negation-lost", false, false, mutate_negation_lost},
    {"negation-added", false, false, mutate_negation_added},
    {"english-denied", false, true, mutate_english_denied},
    {"wrong", false, false, mutate_wrong},
};
enum { MUTATION_COUNT = sizeof mutations / sizeof *mutations };

#endif
