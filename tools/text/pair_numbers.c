/* Numbers: the same values on both sides, with what Chinese writes as a numeral or a word let through. */
#include "text/pair.h"

#include "text/words.h"

enum { NUMBERS_MAX = 400, FILLED_MAX = 400, SHORT_NAME = 5 };

/* Digits from..to as a value: "1,024" 1024, "007" 7, "2.0" 2; with two dots or more as it is. "3.10" keeps
 * its zero: as a version it is not 3.1. `marks`: there is more than digits. */
static void normalise(struct str v, bool marks, char out[28])
{
    size_t dots = 0, n = 0, first = 0;
    if (!marks) {
        while (first + 1 < v.len && v.s[first] == '0')
            first++;
        n = v.len - first < 27 ? v.len - first : 27;
        memcpy(out, v.s + first, n);
        out[n] = 0;
        return;
    }
    for (size_t i = 0; i < v.len; i++)
        dots += v.s[i] == '.';
    if (v.len && v.s[0] == '.')
        out[n++] = '0';
    while (dots < 2 && first + 1 < v.len && v.s[first] == '0' && v.s[first + 1] != '.')
        first++;
    for (size_t i = first; i < v.len && n < 27; i++)
        if (v.s[i] != ',')
            out[n++] = v.s[i];
    size_t zeros = 0;
    while (dots == 1 && zeros < n && out[n - 1 - zeros] == '0')
        zeros++;
    if (zeros < n && out[n - 1 - zeros] == '.')
        n -= zeros + 1;
    if (!n)
        out[n++] = '0';
    out[n] = 0;
}

/* Kinds of tokens whose digits are no numbers. */
enum { MASKED = 1 << TOKEN_PRINTF | 1 << TOKEN_TEMPLATE | 1 << TOKEN_HEX | 1 << TOKEN_URL };

/* Behind {{what a reader fills in}}, which may be translated, or `at`. */
static size_t skip_filled_in(struct str v, size_t at)
{
    if (v.s[at] != '{' || at + 1 >= v.len || v.s[at + 1] != '{')
        return at;
    size_t end = str_find(str_sub(v, 0, v.len - at > FILLED_MAX ? at + FILLED_MAX : v.len), STR("}}"), at);
    return end == SIZE_MAX ? at : end;
}

static void collect(struct text_pair *p, int which)
{
    const struct side *s = which ? &p->zh : &p->en;
    const char *text = s->fold.s;
    size_t token = 0;
    p->numbers[which].len = 0;
    size_t behind = 0;
    bool aware = s->kinds & (MASKED | 1 << TOKEN_ID); /* it matters in which token a number is */
    for (size_t k = 0; s->digits && k < s->points.len && p->numbers[which].len < NUMBERS_MAX; k++) {
        size_t i = s->points.at[k], from = i;
        if (i < behind)
            continue;
        if (!ascii_is_digit((unsigned char)text[i])) {
            behind = text[i] == '{' ? skip_filled_in(buf_str(&s->fold), i) + 1 : behind;
            continue;
        }
        /* ".5" is 0.5 where nothing stands before the point. */
        if (i && text[i - 1] == '.' && (i == 1 || text[i - 2] == ' ' || text[i - 2] == '('))
            from--;
        bool marks = from < i;
        size_t group = from; /* where the digits at hand begin */
        for (;;) {
            while (i < s->fold.len && ascii_is_digit((unsigned char)text[i]))
                i++;
            bool digit = i + 1 < s->fold.len && ascii_is_digit((unsigned char)text[i + 1]);
            bool thousands = digit && text[i] == ',' && (group == from ? i - from <= 3 : i - group == 3) &&
                             i + 3 < s->fold.len && ascii_is_digit((unsigned char)text[i + 2]) &&
                             ascii_is_digit((unsigned char)text[i + 3]) &&
                             !(i + 4 < s->fold.len && ascii_is_digit((unsigned char)text[i + 4]));
            if (!(digit && text[i] == '.') && !thousands)
                break;
            group = ++i, marks = true;
        }
        behind = i;
        while (aware && token < s->tokens.len && s->tokens.at[token].to <= from)
            token++;
        const struct token *t = aware && token < s->tokens.len ? &s->tokens.at[token] : NULL;
        if (t && t->from <= from && MASKED >> t->kind & 1)
            continue;
        if (from && text[from - 1] == '%' && i < s->fold.len && text[i] == '$')
            continue; /* "%2$q+D": the number of an argument */
        struct pair_number *n = vec_push(&p->numbers[which]);
        n->from = (uint32_t)from;
        n->to = (uint32_t)i;
        n->matched = false;
        n->of_name = t && t->from < from && t->kind == TOKEN_ID;
        normalise((struct str){text + from, i - from}, marks, n->value);
    }
}

/* Below zero: a minus or U+8D1F before it, and nothing before that which a hyphen could join to it. */
static bool is_negative(const struct side *s, const struct pair_number *n)
{
    size_t at = n->from;
    struct str v = buf_str(&s->fold);
    if (str_ends(str_sub(v, 0, at), STR("负")))
        return true;
    if (!at || v.s[at - 1] != '-')
        return false;
    unsigned char before = at > 1 ? (unsigned char)v.s[at - 2] : ' ';
    return !word_byte(before) && !strchr("-)]}%", before);
}

/* A number of the English that is below zero, and in the Chinese nowhere; NULL: none. *other is its match. */
static const struct pair_number *lost_minus(const struct text_pair *p, const struct pair_number **other)
{
    const struct pair_number *a, *b;
    size_t looked_at = 0;
    vec_foreach (a, &p->numbers[0]) {
        if (!a->matched || !is_negative(&p->en, a) || ++looked_at > NUMBERS_MAX / 10)
            continue;
        *other = NULL;
        bool kept = false;
        vec_foreach (b, &p->numbers[1])
            if (strcmp(a->value, b->value) == 0) {
                kept |= is_negative(&p->zh, b);
                *other = b;
            }
        if (*other && !kept)
            return a;
    }
    return NULL;
}

static void match(struct text_pair *p)
{
    size_t start = 0;
    struct pair_number *a, *b;
    vec_foreach (a, &p->numbers[0]) {
        /* Most pairs keep the order: the search begins where the last one ended. */
        size_t count = p->numbers[1].len;
        for (size_t k = 0; k < count; k++) {
            b = &p->numbers[1].at[(start + k) % count];
            if (!b->matched && strcmp(a->value, b->value) == 0) {
                a->matched = b->matched = true;
                start = (start + k + 1) % count;
                break;
            }
        }
    }
}

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

/* How often a word stands in the Chinese, at most 99 times. */
static size_t zh_count(const struct text_pair *p, const char *word)
{
    struct str v = buf_str(&p->zh.fold), needle = str_of(word);
    size_t n = 0;
    for (size_t at = str_find(v, needle, 0); at != SIZE_MAX && n < 99;
         at = str_find(v, needle, at + needle.len))
        n++;
    return n;
}

/* How often one of the words stands, but for those with one of `not_after` behind or `not_before` ahead. */
struct numeral {
    const char *words, *not_after, *not_before; /* characters of three bytes each */
};

static size_t count_numeral(const struct text_pair *p, const struct numeral *n)
{
    struct str v = buf_str(&p->zh.fold);
    size_t count = 0;
    for (const char *w = n->words; *w; w += 3)
        for (size_t at = str_find(v, (struct str){w, 3}, 0); at != SIZE_MAX && count < 99;
             at = str_find(v, (struct str){w, 3}, at + 3)) {
            bool part = false;
            for (const char *x = n->not_after; *x; x += 3)
                part |= at + 6 <= v.len && memcmp(v.s + at + 3, x, 3) == 0;
            for (const char *x = n->not_before; *x; x += 3)
                part |= at >= 3 && memcmp(v.s + at - 3, x, 3) == 0;
            count += !part;
        }
    return count;
}

/* How often the English writes this value as a word: what a Chinese numeral already stands for. */
static size_t english_words_of(const struct text_pair *p, int value)
{
    size_t n = 0;
    const struct token *t;
    vec_foreach (t, &p->en.tokens) {
        struct str v = side_token(&p->en, t);
        if (t->kind != TOKEN_WORD || words_number(v) != value || str_ieq(v, STR("binary")))
            continue;
        /* "at a time" is U+4E00 U+6B21, which is not counted on the other side either. */
        n += !(v.len == 1 && str_starts(str_sub(buf_str(&p->en.fold), t->to, p->en.fold.len), STR(" time")));
    }
    return n;
}

/* U+4E00 that is a value, not an article: behind "is", "length", "to" and their like, or between two. */
static bool is_stated(const struct text_pair *p)
{
    static const char *const before[] = {"为一", "是一", "到一", "至一", "于一", "和一", "零或一", "与一"};
    struct str v = buf_str(&p->zh.fold);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        struct str word = str_of(before[i]);
        for (size_t at = str_find(v, word, 0); at != SIZE_MAX; at = str_find(v, word, at + word.len)) {
            struct str behind = str_sub(v, at + word.len, v.len);
            if (!behind.len || (unsigned char)behind.s[0] < 0x80 || str_starts(behind, STR("的")) ||
                str_starts(behind, STR("之")) || str_starts(behind, STR("或")))
                return true;
        }
    }
    return false;
}

static size_t count_said(const struct text_pair *p, const char *word)
{
    size_t n = 0;
    const struct token *t;
    vec_foreach (t, &p->en.tokens)
        n += t->kind == TOKEN_WORD && str_ieq(side_token(&p->en, t), str_of(word));
    return n;
}

/* A whole number from 100 to 9,999 written in Chinese, with either word for two. */
static bool is_hundreds(const struct text_pair *p, long long v)
{
    static const char *const places[] = {"千", "百", "十", ""};
    if ((v == 100 && zh_count(p, "百") > zh_count(p, "百分")) || (v == 1000 && zh_count(p, "千")))
        return true;
    for (int liang = 0; liang < 2; liang++) {
        char word[64] = "";
        bool gap = false;
        long long rest = v;
        for (int i = 0, unit = 1000; i < 4; i++, rest %= unit, unit /= 10) {
            long long n = rest / unit;
            if (!n) {
                gap = word[0];
                continue;
            }
            if (gap)
                strcat(word, "零");
            strcat(word, liang && n == 2 && unit >= 100 ? "两" : digits[n]);
            strcat(word, places[i]);
            gap = false;
        }
        if (zh_count(p, word))
            return true;
    }
    return false;
}

/* A whole number up to 100 written in Chinese. Each numeral accounts for one word or number. */
static bool is_numeral(const struct text_pair *p, long long v)
{
    /* Not in "some", "same", "general", "once", "invalid", "cannot", "need not". */
    static const struct numeral zero = {"零〇", "售件散碎部食", "归清"},
                                none = {"无", "效法需须限论用关权误损人响", "有毫并若"},
                                one = {"一单首", "些样致般定起直旦并下切元词独纯选次",
                                       "统唯同任进之菜简名订帐账表清"},
                                two = {"二两双", "进者击方", ""};
    if (v == 1 && zh_count(p, "第一") > count_said(p, "first"))
        return true; /* an article never becomes an ordinal */
    if (v == 1 && is_stated(p))
        return true;
    if (v <= 2) {
        size_t said = english_words_of(p, (int)v);
        size_t count = count_numeral(p, v == 0 ? &none : v == 1 ? &one : &two);
        return count + (v == 0 ? count_numeral(p, &zero) : 0) > said;
    }
    char word[32] = "";
    if (v <= 10) {
        strcpy(word, digits[v]);
    } else if (v < 100) {
        if (v / 10 > 1)
            strcpy(word, digits[v / 10]);
        strcat(word, "十");
        if (v % 10)
            strcat(word, digits[v % 10]);
    } else {
        return is_hundreds(p, v);
    }
    return zh_count(p, word) > english_words_of(p, (int)v);
}

/* The power of ten that the word behind a number stands for. */
static double scale_behind(struct str text, size_t at)
{
    static const struct {
        const char *word;
        double scale;
    } table[] = {{"万亿", 1e12},   {"千万", 1e7},    {"百万", 1e6},     {"万", 1e4},
                 {"亿", 1e8},      {"千", 1e3},      {"百", 1e2},       {"thousand", 1e3},
                 {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};
    if (at < text.len && (text.s[at] | 0x20) == 'k' &&
        (at + 1 == text.len || !word_byte((unsigned char)text.s[at + 1])))
        return 1e3; /* "10k" */
    while (at < text.len && text.s[at] == ' ')
        at++;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_starts(str_sub(text, at, text.len), str_of(table[i].word)))
            return table[i].scale;
    return 1;
}

static double scaled(const struct side *s, const struct pair_number *n)
{
    return atof(n->value) * scale_behind(buf_str(&s->fold), n->to);
}

static bool near(double a, double b)
{
    return a - b < 1e-9 * a && b - a < 1e-9 * a;
}

/* 1.5 million, and 150 with U+4E07: the same value with another word behind it. */
static bool is_rescaled(struct text_pair *p, const struct pair_number *n)
{
    double want = scaled(&p->en, n);
    struct pair_number *z;
    vec_foreach (z, &p->numbers[1])
        if (!z->matched && strcmp(z->value, n->value) != 0 && near(want, scaled(&p->zh, z)) &&
            !(near(want, atof(n->value)) && near(want, atof(z->value)))) /* no word behind either */
            return z->matched = true;
    if (!near(want, atof(n->value)) || want < 1e4 || want > 1e15)
        return false;
    /* Ten thousand, one hundred million, written out. */
    long long v = (long long)want, unit = v % 100000000 == 0 ? 100000000 : v % 10000 == 0 ? 10000 : 0;
    return unit && v / unit <= 10 &&
           (zh_count(p, digits[v / unit]) || (v / unit == 2 && zh_count(p, "两"))) &&
           zh_count(p, unit == 10000 ? "万" : "亿");
}

static bool is_written_out(struct text_pair *p, const struct pair_number *n)
{
    if (is_rescaled(p, n))
        return true;
    if (strchr(n->value, '.'))
        return strcmp(n->value, "0.5") == 0 && zh_count(p, "半");
    if (strcmp(n->value, "50") == 0 && n->to < p->en.fold.len && p->en.fold.s[n->to] == '%' &&
        zh_count(p, "一半"))
        return true;
    return strlen(n->value) <= 4 && is_numeral(p, atoi(n->value));
}

/* A digit of a name that is missing as a whole ("E2E", "L4"): the name is what is missing. */
static bool is_of_missing_name(const struct text_pair *p, const struct pair_number *n)
{
    const struct token *t;
    vec_foreach (t, &p->en.tokens) {
        if (t->from > n->from)
            return false;
        if (t->kind == TOKEN_ID && n->to <= t->to && t->from < n->from &&
            words_is_rendered(side_token(&p->en, t), buf_str(&p->zh.fold)))
            return true;
        if (t->kind == TOKEN_ID && n->to <= t->to && t->from < n->from && t->to - t->from <= SHORT_NAME)
            return str_ifind(buf_str(&p->zh.fold), side_token(&p->en, t), 0) == SIZE_MAX &&
                   !(n->from >= t->from + 2 &&
                     side_find(buf_str(&p->zh.fold), str_sub(buf_str(&p->en.fold), t->from, n->from), 0,
                               true) != SIZE_MAX); /* "UTF8", "UTF-7" */
    }
    return false;
}

/* The value stands somewhere else among the numbers of a side. */
static bool stands(const struct text_pair *p, int which, const char *value)
{
    for (size_t i = 0; i < p->numbers[which].len; i++)
        if (strcmp(p->numbers[which].at[i].value, value) == 0)
            return true;
    return false;
}

/* A number of the Chinese that the English writes as a word. */
static bool is_english_word(const struct text_pair *p, const char *value)
{
    if (strchr(value, '.') || strlen(value) > 9)
        return false;
    int v = atoi(value);
    const struct token *t;
    vec_foreach (t, &p->en.tokens)
        if (t->kind == TOKEN_WORD &&
            (words_number(side_token(&p->en, t)) == v || (v == 1 && words_is_one(side_token(&p->en, t)))))
            return true;
    return (v == 100 || v == 50) && str_find(buf_str(&p->en.fold), STR("%"), 0) != SIZE_MAX;
}

/* In a remark in parentheses that the Chinese has and the English has not: it explains. */
static bool is_in_added_aside(const struct text_pair *p, const struct pair_number *n)
{
    const struct side *s = &p->zh;
    size_t at = n->from;
    while (at && s->fold.s[at] != '(' && s->fold.s[at] != ')')
        at--;
    return s->brackets && s->fold.s[at] == '(' && str_find(buf_str(&s->fold), STR(")"), n->to) != SIZE_MAX &&
           side_parentheses(s) > side_parentheses(&p->en);
}

static struct token as_token(const struct pair_number *n)
{
    return (struct token){.from = n->from, .to = n->to, .kind = TOKEN_NUMBER};
}

void pair_numbers(struct text_pair *p)
{
    if (!p->en.digits && !p->zh.digits)
        return;
    collect(p, 0);
    collect(p, 1);
    if (!p->numbers[0].len && !p->numbers[1].len)
        return;
    match(p);
    const struct pair_number *below = NULL, *above = NULL;
    if (side_has(&p->en, '-') && (below = lost_minus(p, &above))) {
        struct token e = as_token(below), z = as_token(above);
        e.from--;
        pair_defect(p, TEXT_NUMBER, &e, &z, "the number %.*s became %.*s in the Chinese",
                    STR_FMT(side_token(&p->en, &e)), STR_FMT(side_token(&p->zh, &z)))
            ->help = "both must state the same numbers";
        return;
    }
    struct pair_number *n, *missing = NULL, *repeated = NULL, *extra = NULL, *worded = NULL;
    vec_foreach (n, &p->numbers[0]) {
        if (n->matched)
            continue;
        if (is_written_out(p, n)) {
            worded = worded || strlen(n->value) > 1 ? worded : n;
            continue;
        }
        if (is_of_missing_name(p, n))
            continue;
        if (stands(p, 1, n->value))
            repeated = repeated ? repeated : n;
        else
            missing = missing ? missing : n;
    }
    vec_foreach (n, &p->numbers[1])
        if (!n->matched && !extra && !n->of_name && !is_english_word(p, n->value) && !stands(p, 0, n->value))
            extra = n;
    /* One more number here and one less there: it was changed, whatever numeral stands elsewhere. */
    if (!missing && extra)
        missing = repeated ? repeated : worded;
    if (missing) {
        /* A version that is missing was reported as one. */
        const struct text_defect *d;
        vec_foreach (d, &p->defects)
            if ((d->kind == TEXT_VERSION || d->kind == TEXT_CODE || d->kind == TEXT_URL ||
                 d->kind == TEXT_PATH || d->kind == TEXT_IDENTIFIER) &&
                d->en.from <= side_raw(&p->en, missing->from) && d->en.to >= side_raw(&p->en, missing->to))
                return;
        struct token e = as_token(missing), z = extra ? as_token(extra) : e;
        struct text_defect *out;
        if (extra)
            out = pair_defect(p, TEXT_NUMBER, &e, &z, "the number %.*s became %.*s in the Chinese",
                              STR_FMT(side_token(&p->en, &e)), STR_FMT(side_token(&p->zh, &z)));
        else
            out = pair_defect(p, TEXT_NUMBER, &e, NULL, "the number %.*s is missing in the Chinese",
                              STR_FMT(side_token(&p->en, &e)));
        out->help = "both must state the same numbers";
    } else if (extra && !is_in_added_aside(p, extra)) {
        struct token z = as_token(extra);
        pair_defect(p, TEXT_NUMBER_EXTRA, NULL, &z, "the number %.*s of the Chinese is not in the English",
                    STR_FMT(side_token(&p->zh, &z)))
            ->help = "both must state the same numbers";
    }
}
