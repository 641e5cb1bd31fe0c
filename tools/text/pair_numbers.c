/* Numbers: the same values on both sides, with what Chinese writes as a numeral or a word let through. */
#include "text/pair.h"

#include "text/words.h"

enum { NUMBERS_MAX = 2000 };

/* Digits from..to as a value: "1,024" 1024, "007" 7, "2.50" 2.5; with two dots or more as it is. */
static void normalise(struct str v, char out[28])
{
    size_t dots = 0, n = 0, first = 0;
    for (size_t i = 0; i < v.len; i++)
        dots += v.s[i] == '.';
    while (dots < 2 && first + 1 < v.len && v.s[first] == '0' && v.s[first + 1] != '.')
        first++;
    for (size_t i = first; i < v.len && n < 27; i++)
        if (v.s[i] != ',')
            out[n++] = v.s[i];
    if (dots == 1) {
        while (n && out[n - 1] == '0')
            n--;
        if (n && out[n - 1] == '.')
            n--;
    }
    if (!n)
        out[n++] = '0';
    out[n] = 0;
}

static bool is_masked(enum token_kind k)
{
    return k == TOKEN_PRINTF || k == TOKEN_TEMPLATE || k == TOKEN_HEX;
}

static void collect(struct text_pair *p, int which)
{
    const struct side *s = which ? &p->zh : &p->en;
    const char *text = s->fold.s;
    size_t token = 0;
    p->numbers[which].len = 0;
    for (size_t i = 0; i < s->fold.len && p->numbers[which].len < NUMBERS_MAX;) {
        if (!ascii_is_digit((unsigned char)text[i])) {
            i++;
            continue;
        }
        size_t from = i;
        for (;;) {
            while (i < s->fold.len && ascii_is_digit((unsigned char)text[i]))
                i++;
            bool digit = i + 1 < s->fold.len && ascii_is_digit((unsigned char)text[i + 1]);
            bool thousands = digit && text[i] == ',' && i - from <= 3 && i + 3 < s->fold.len &&
                             ascii_is_digit((unsigned char)text[i + 2]) &&
                             ascii_is_digit((unsigned char)text[i + 3]) &&
                             !(i + 4 < s->fold.len && ascii_is_digit((unsigned char)text[i + 4]));
            if (!(digit && text[i] == '.') && !thousands)
                break;
            i++;
        }
        while (token < s->tokens.len && s->tokens.at[token].to <= from)
            token++;
        const struct token *t = token < s->tokens.len ? &s->tokens.at[token] : NULL;
        if (t && t->from <= from && is_masked((enum token_kind)t->kind))
            continue;
        struct pair_number *n = vec_push(&p->numbers[which]);
        n->from = (uint32_t)from;
        n->to = (uint32_t)i;
        n->matched = false;
        normalise((struct str){text + from, i - from}, n->value);
    }
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

static bool zh_has(const struct text_pair *p, const char *word)
{
    return str_find(buf_str(&p->zh.fold), str_of(word), 0) != SIZE_MAX;
}

static bool any_of(const struct text_pair *p, const char *const *words)
{
    for (; *words; words++)
        if (zh_has(p, *words))
            return true;
    return false;
}

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

/* U+4E00 as a number, not as a part of "some", "same", "general", "once". */
static bool has_one(const struct text_pair *p)
{
    static const char *const after[] = {"些", "样", "致", "般", "定", "起", "直", "旦", "并", "下", "切"};
    static const char *const before[] = {"统", "唯", "同", "任", "进", "之"};
    struct str v = buf_str(&p->zh.fold);
    for (size_t at = str_find(v, STR("一"), 0); at != SIZE_MAX; at = str_find(v, STR("一"), at + 3)) {
        bool part = false;
        for (size_t i = 0; i < sizeof after / sizeof *after; i++)
            part |= str_starts(str_sub(v, at + 3, v.len), str_of(after[i]));
        for (size_t i = 0; i < sizeof before / sizeof *before; i++)
            part |= at >= 3 && str_starts(str_sub(v, at - 3, v.len), str_of(before[i]));
        if (!part)
            return true;
    }
    return false;
}

/* A whole number up to 100 written in Chinese, or 10,000 and its multiples with U+4E07 or U+4EBF. */
static bool is_written_out(const struct text_pair *p, const char *value)
{
    static const char *const zero[] = {"零", "〇", "无", "没有", "未", NULL};
    static const char *const one[] = {"单个", "每", "某", "首", "仅", "唯一", NULL};
    static const char *const two[] = {"二", "两", "双", NULL};
    if (strchr(value, '.'))
        return strcmp(value, "0.5") == 0 && zh_has(p, "半");
    size_t len = strlen(value);
    if (len > 12)
        return false;
    long long v = atoll(value);
    if (v == 1)
        return has_one(p) || any_of(p, one);
    if (v <= 2)
        return any_of(p, v ? two : zero);
    if (v <= 10)
        return zh_has(p, digits[v]);
    char word[32] = "";
    if (v < 100) {
        if (v / 10 > 1)
            strcat(word, digits[v / 10]);
        strcat(word, "十");
        if (v % 10)
            strcat(word, digits[v % 10]);
        return zh_has(p, word);
    }
    if (v == 100)
        return zh_has(p, "百");
    if (v == 1000)
        return zh_has(p, "千");
    long long unit = v % 100000000 == 0 ? 100000000 : v % 10000 == 0 ? 10000 : 0;
    if (!unit)
        return false;
    const char *name = unit == 10000 ? "万" : "亿";
    for (size_t i = 0; i < p->numbers[1].len; i++) {
        struct pair_number *n = &p->numbers[1].at[i];
        size_t after = n->to;
        while (after < p->zh.fold.len && p->zh.fold.s[after] == ' ')
            after++;
        struct str rest = str_sub(buf_str(&p->zh.fold), after, p->zh.fold.len);
        if (atoll(n->value) == v / unit && str_starts(rest, str_of(name))) {
            n->matched = true;
            return true;
        }
    }
    return v / unit <= 10 && zh_has(p, digits[v / unit]) && zh_has(p, name);
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
        if (t->kind == TOKEN_WORD && words_number(side_token(&p->en, t)) == v)
            return true;
    return (v == 100 || v == 50) && str_find(buf_str(&p->en.fold), STR("%"), 0) != SIZE_MAX;
}

static struct token as_token(const struct pair_number *n)
{
    return (struct token){n->from, n->to, TOKEN_NUMBER, 0};
}

void pair_numbers(struct text_pair *p)
{
    collect(p, 0);
    collect(p, 1);
    if (!p->numbers[0].len && !p->numbers[1].len)
        return;
    match(p);
    struct pair_number *n, *missing = NULL, *repeated = NULL, *extra = NULL, *worded = NULL;
    vec_foreach (n, &p->numbers[0]) {
        if (n->matched)
            continue;
        if (is_written_out(p, n->value)) {
            worded = worded || strlen(n->value) > 1 ? worded : n;
            continue;
        }
        if (stands(p, 1, n->value))
            repeated = repeated ? repeated : n;
        else
            missing = missing ? missing : n;
    }
    vec_foreach (n, &p->numbers[1])
        if (!n->matched && !extra && !is_english_word(p, n->value) && !stands(p, 0, n->value))
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
    } else if (extra) {
        struct token z = as_token(extra);
        pair_defect(p, TEXT_NUMBER_EXTRA, NULL, &z, "the number %.*s of the Chinese is not in the English",
                    STR_FMT(side_token(&p->zh, &z)))
            ->help = "both must state the same numbers";
    }
}
