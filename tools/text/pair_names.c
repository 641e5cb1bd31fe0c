/* Names: acronyms, CamelCase, products, and words of the Chinese that are a slip of the finger away. */
#include "text/pair.h"

#include "base/similar.h"

#include "text/words.h"

enum { STRANGE_MAX = 32, MISSING_MAX = 64 };

static bool is_name_kind(uint8_t kind)
{
    return kind == TOKEN_CAMEL || kind == TOKEN_CAPS || kind == TOKEN_ID;
}

static bool is_kept(const struct text_pair *p, struct str v)
{
    if (words_is_name(v))
        return true;
    if (!p->keep || v.len > 40)
        return false;
    char lower[40];
    for (size_t i = 0; i < v.len; i++)
        lower[i] = (char)ascii_lower((unsigned char)v.s[i]);
    return strmap_get(p->keep, (struct str){lower, v.len}) != NULL;
}

/* As a word, whatever the case, with or without a plural s. */
static bool stands_in(struct str text, struct str v)
{
    if (side_find(text, v, 0, false) != SIZE_MAX || side_find(text, v, 0, true) != SIZE_MAX)
        return true;
    for (size_t at = str_ifind(text, v, 0); at != SIZE_MAX; at = str_ifind(text, v, at + 1)) {
        size_t end = at + v.len;
        bool left = at > 0 && ascii_is_alpha((unsigned char)text.s[at - 1]);
        while (end < text.len && (text.s[end] == 's' || ascii_is_digit((unsigned char)text.s[end])))
            end++;
        if (!left && !(end < text.len && ascii_is_alpha((unsigned char)text.s[end])))
            return true;
    }
    return v.len > 3 && v.s[v.len - 1] == 's' && stands_in(text, str_sub(v, 0, v.len - 1));
}

static bool is_latin_word(uint8_t kind)
{
    return kind == TOKEN_WORD || is_name_kind(kind);
}

/* "word's" without its ending. */
static struct str bare(struct str v)
{
    const char *quote = v.len ? memchr(v.s, '\'', v.len) : NULL;
    return quote ? (struct str){v.s, (size_t)(quote - v.s)} : v;
}

static void find_strange(struct text_pair *p)
{
    struct str en = buf_str(&p->en.fold);
    p->strange.len = 0;
    for (size_t i = 0; i < p->zh.tokens.len && p->strange.len < STRANGE_MAX; i++) {
        const struct token *t = &p->zh.tokens.at[i];
        if (is_latin_word(t->kind) && t->to - t->from >= 2 && !stands_in(en, bare(side_token(&p->zh, t))))
            *vec_push(&p->strange) = (uint32_t)i;
    }
}

static bool is_prefix(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    return str_ieq(str_sub(a, 0, n), str_sub(b, 0, n));
}

/* A strange word of the Chinese that is this one misspelt. */
static const struct token *find_slip(struct text_pair *p, struct str v)
{
    if (v.len < 3)
        return NULL;
    char lower_v[32], lower_w[32];
    if (v.len > sizeof lower_v)
        return NULL;
    for (size_t i = 0; i < v.len; i++)
        lower_v[i] = (char)ascii_lower((unsigned char)v.s[i]);
    for (size_t k = 0; k < p->strange.len; k++) {
        const struct token *t = &p->zh.tokens.at[p->strange.at[k]];
        struct str w = side_token(&p->zh, t);
        size_t limit = v.len < 6 ? 1 : 2;
        if (w.len > sizeof lower_w || w.len + limit < v.len || v.len + limit < w.len || w.len < 3)
            continue;
        for (size_t i = 0; i < w.len; i++)
            lower_w[i] = (char)ascii_lower((unsigned char)w.s[i]);
        if (similar_distance((struct str){lower_v, v.len}, (struct str){lower_w, w.len}, limit) > limit)
            continue;
        /* The longer of two that begin alike is another form of the word; a lost last letter of a name is
         * not. */
        if (is_prefix(v, w) && w.len >= v.len)
            continue;
        return t;
    }
    return NULL;
}

static void report_slip(struct text_pair *p, const struct token *t, const struct token *slip, bool sure)
{
    struct str v = bare(side_token(&p->en, t)), w = side_token(&p->zh, slip);
    struct text_defect *d = pair_defect(p, sure ? TEXT_MISSPELT_SURE : TEXT_MISSPELT, t, slip,
                                        "\"%.*s\" is spelt \"%.*s\" in the Chinese", STR_FMT(v), STR_FMT(w));
    d->help = "spell it as in the English";
    if (sure)
        pair_fix(p, d, side_raw(&p->zh, slip->from), side_raw(&p->zh, slip->to), v);
}

/* A token all in capitals in a text that is all in capitals is a word. */
static bool shouts(const struct side *s)
{
    size_t caps = 0;
    const struct token *t;
    vec_foreach (t, &s->tokens)
        caps += t->kind == TOKEN_CAPS;
    return caps >= 3 && caps > s->words;
}

/* "string2", "EXPR1": a word with a number behind it. */
static bool is_numbered(struct str v)
{
    size_t letters = 0;
    while (letters < v.len && ascii_is_alpha((unsigned char)v.s[letters]))
        letters++;
    return letters + 1 == v.len && ascii_is_digit((unsigned char)v.s[letters]) &&
           (letters >= 6 || words_is_loose_capitals(str_sub(v, 0, letters)));
}

/* Quoted text that no translator renders: something that is neither letter nor hyphen, or an inner capital.
 */
static bool is_code_like(struct str v)
{
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c < 0x80 && c != '-' &&
            (!ascii_is_alpha(c) ||
             (i && ascii_is_upper(c) && !ascii_is_upper((unsigned char)v.s[i - 1]) && v.s[i - 1] != '-')))
            return true;
    }
    return false;
}

static void check_name(struct text_pair *p, const struct token *t, bool loud)
{
    struct str v = bare(side_token(&p->en, t)), zh = buf_str(&p->zh.fold);
    bool name = is_name_kind(t->kind), kept = t->kind == TOKEN_WORD && is_kept(p, v);
    if ((!name && !kept && !p->strange.len) || v.len < 2 || stands_in(zh, v))
        return;
    const struct token *slip = find_slip(p, v);
    if (slip && (name || kept || v.len >= 4)) {
        report_slip(p, t, slip, name || kept);
        return;
    }
    if (t->kind == TOKEN_CAPS || t->kind == TOKEN_ID) {
        if (words_is_loose_capitals(v) || (t->kind == TOKEN_CAPS && loud) || is_numbered(v))
            return;
        pair_defect(p, TEXT_ACRONYM, t, NULL, "\"%.*s\" is missing in the Chinese", STR_FMT(v))->help =
            "keep acronyms in Latin letters";
    } else if (name || kept) {
        pair_defect(p, TEXT_NAME, t, NULL, "the name \"%.*s\" is missing in the Chinese", STR_FMT(v))->help =
            "keep names of products and programs in Latin letters";
    }
}

static bool is_reported(const struct text_pair *p, const struct token *z)
{
    const struct text_defect *d;
    size_t from = side_raw(&p->zh, z->from);
    vec_foreach (d, &p->defects)
        if (d->zh.to > d->zh.from && d->zh.from <= from && from < d->zh.to)
            return true;
    return false;
}

static void check_extra(struct text_pair *p, const struct token *t)
{
    struct str v = side_token(&p->zh, t), en = buf_str(&p->en.fold);
    if (v.len < 2 || str_ifind(en, v, 0) != SIZE_MAX || is_reported(p, t))
        return;
    bool caps = t->kind == TOKEN_CAPS;
    if (caps && (words_is_loose_capitals(v) || stands_in(en, v)))
        return;
    if (t->kind == TOKEN_VERSION && (v.s[0] | 0x20) == 'v' &&
        str_find(en, str_sub(v, 1, v.len), 0) != SIZE_MAX)
        return;
    pair_defect(p, caps ? TEXT_EXTRA_ACRONYM : TEXT_EXTRA, NULL, t,
                "\"%.*s\" of the Chinese is not in the English", STR_FMT(v))
        ->help = "both must name the same things";
}

/* Quoted text without blanks that is no plain word: 'ext4', "a.b". */
static void check_quoted(struct text_pair *p)
{
    struct str en = buf_str(&p->en.fold), zh = buf_str(&p->zh.fold);
    for (size_t i = 0; i < en.len; i++) {
        char q = en.s[i];
        if ((q != '"' && q != '\'') || (i && word_byte((unsigned char)en.s[i - 1])))
            continue;
        size_t end = i + 1;
        while (end < en.len && end < i + 80 && en.s[end] != q && (unsigned char)en.s[end] > ' ')
            end++;
        struct str v = str_sub(en, i + 1, end);
        if (end >= en.len || en.s[end] != q || v.len < 2 ||
            (end + 1 < en.len && word_byte((unsigned char)en.s[end + 1])))
            continue;
        i = end;
        bool plain = memchr(v.s, '%', v.len) || memchr(v.s, '<', v.len) || v.s[0] == '`' ||
                     memchr(v.s, '{', v.len) || !is_code_like(v);
        if (plain || str_ifind(zh, v, 0) != SIZE_MAX || p->defects.len)
            continue;
        struct token t = {(uint32_t)(i - v.len), (uint32_t)i, TOKEN_WORD, 0};
        pair_defect(p, TEXT_QUOTED, &t, NULL, "the quoted \"%.*s\" is missing in the Chinese", STR_FMT(v))
            ->help = "quote it as in the English";
    }
}

void pair_names(struct text_pair *p)
{
    find_strange(p);
    bool loud = shouts(&p->en);
    const struct token *t;
    size_t missing = 0;
    vec_foreach (t, &p->en.tokens) {
        if (!is_latin_word(t->kind) || missing >= MISSING_MAX || p->defects.len >= TEXT_DEFECTS_MAX)
            continue;
        size_t before = p->defects.len;
        check_name(p, t, loud);
        missing += p->defects.len > before;
    }
    vec_foreach (t, &p->zh.tokens) {
        bool technical = t->kind == TOKEN_FLAG || t->kind == TOKEN_CAMEL || t->kind == TOKEN_VERSION ||
                         t->kind == TOKEN_PATH || t->kind == TOKEN_CAPS;
        if (technical && p->defects.len < TEXT_DEFECTS_MAX)
            check_extra(p, t);
    }
    check_quoted(p);
}
