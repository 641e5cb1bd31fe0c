/* Tokens that the English has and the Chinese must have: code, addresses, placeholders, flags, identifiers.
 */
#include "text/pair.h"

#include "base/similar.h"

enum { TOKENS_MAX = 400 };       /* of a text: each is looked for in the other one */
enum { PLACEHOLDERS_MAX = 300 }; /* of a text: each is counted on both sides */
enum { PLAIN_LEAST = 3 };        /* letters around what is filled in that make two commands the same one */

/* Blanks dropped. */
static void normalise_code(struct str v, struct buf *out)
{
    buf_clear(out);
    buf_reserve(out, v.len + 1);
    for (size_t i = 0; i < v.len; i++)
        if (!ascii_is_space((unsigned char)v.s[i]))
            out->s[out->len++] = v.s[i];
    out->s[out->len] = 0;
}

/* Behind {{...}} or <...> at `at`, or 0. */
static size_t body_end(struct str v, size_t at)
{
    bool braces = v.s[at] == '{' && at + 1 < v.len && v.s[at + 1] == '{';
    if (!braces && v.s[at] != '<')
        return 0;
    size_t end = braces ? str_find(v, STR("}}"), at) : str_find(v, STR(">"), at);
    return end == SIZE_MAX ? 0 : end + 1 + braces;
}

static bool is_ascii(struct str v)
{
    for (size_t i = 0; i < v.len; i++)
        if ((unsigned char)v.s[i] >= 0x80)
            return false;
    return true;
}

/* What a reader fills in may be another example or in another language, but not misspelt. */
static bool same_body(struct str en, struct str zh)
{
    return !is_ascii(zh) || !is_ascii(en) || str_ieq(en, zh) ||
           (zh.s[0] == '{' && similar_distance(en, zh, 1) > 1);
}

/* Blanks apart, and what a reader fills in. */
static bool same_code(struct str en, struct str zh)
{
    size_t i = 0, j = 0, filled = 0, plain = 0;
    for (;;) {
        while (i < en.len && ascii_is_space((unsigned char)en.s[i]))
            i++;
        while (j < zh.len && ascii_is_space((unsigned char)zh.s[j]))
            j++;
        if (i == en.len || j == zh.len)
            return i == en.len && j == zh.len && (!filled || plain >= PLAIN_LEAST);
        size_t one = body_end(en, i), two = one ? body_end(zh, j) : 0;
        if (one && two && same_body(str_sub(en, i, one), str_sub(zh, j, two))) {
            filled += is_ascii(str_sub(zh, j, two)) && !str_eq(str_sub(en, i, one), str_sub(zh, j, two));
            i = one, j = two;
            continue;
        }
        plain += ascii_is_alnum((unsigned char)en.s[i]);
        if (en.s[i++] != zh.s[j++])
            return false;
    }
}

/* A code span of this side with this content. */
static bool has_span(const struct side *s, struct str content)
{
    const struct token *t;
    vec_foreach (t, &s->tokens)
        if (t->kind == TOKEN_CODE && str_eq(side_code(s, t), content))
            return true;
    vec_foreach (t, &s->tokens)
        if (t->kind == TOKEN_CODE && same_code(content, side_code(s, t)))
            return true;
    return false;
}

struct str pair_loose(struct text_pair *p)
{
    if (p->loose_ready)
        return buf_str(&p->loose);
    p->loose_ready = true;
    buf_clear(&p->loose);
    buf_add_str(&p->loose, buf_str(&p->zh.fold));
    const struct token *t;
    size_t spans = 0;
    vec_foreach (t, &p->zh.tokens)
        if (t->kind == TOKEN_CODE && ++spans <= PLACEHOLDERS_MAX && has_span(&p->en, side_code(&p->zh, t)))
            memset(p->loose.s + t->from, 1, t->to - t->from);
    return buf_str(&p->loose);
}

static const struct token *nearest_code(struct text_pair *p, struct str want)
{
    const struct token *best = NULL, *t;
    size_t distance = 3;
    vec_foreach (t, &p->zh.tokens) {
        if (t->kind != TOKEN_CODE)
            continue;
        struct str have = side_code(&p->zh, t);
        if (str_find(buf_str(&p->en.fold), have, 0) != SIZE_MAX)
            continue;
        size_t d = similar_distance(want, have, 2);
        if (d < distance)
            distance = d, best = t;
    }
    return best;
}

static bool joins(unsigned char c)
{
    return c == '.' || c == '-' || c == '/';
}

/* As a whole: not a part of a longer path, name or option. */
static bool stands_whole(struct str text, struct str v, bool ignore_case)
{
    for (size_t at = side_find(text, v, 0, ignore_case); at != SIZE_MAX;
         at = side_find(text, v, at + 1, ignore_case)) {
        size_t end = at + v.len;
        bool before =
            at >= 2 && joins((unsigned char)text.s[at - 1]) && word_byte((unsigned char)text.s[at - 2]);
        bool after = end + 1 < text.len && joins((unsigned char)text.s[end]) &&
                     word_byte((unsigned char)text.s[end + 1]);
        if (!before && !after)
            return true;
    }
    return false;
}

static bool is_plain_word(struct str v)
{
    for (size_t i = 0; i < v.len; i++)
        if (!ascii_is_alpha((unsigned char)v.s[i]))
            return false;
    return true;
}

/* "key: value" may become "key" and "value" in spans of their own. */
static bool parts_stand(struct text_pair *p, struct str content)
{
    size_t parts = 0;
    for (size_t i = 0; i < content.len;) {
        size_t from = i;
        while (i < content.len && content.s[i] != ' ')
            i++;
        size_t end = i++;
        while (end > from && strchr(":,;=", content.s[end - 1]))
            end--;
        if (end == from || side_find(buf_str(&p->zh.fold), str_sub(content, from, end), 0, false) == SIZE_MAX)
            return false;
        parts++;
    }
    return parts >= 2;
}

static bool zh_has_code(struct text_pair *p, struct str content)
{
    if (has_span(&p->zh, content))
        return true;
    while (content.len > 1 && content.s[content.len - 1] == '/')
        content.len--;
    /* "name()" without its parentheses, "**name" without its stars. */
    if (content.len > 4 && str_ends(content, STR("()")) &&
        has_span(&p->zh, str_sub(content, 0, content.len - 2)))
        return true;
    while (content.len > 2 && content.s[0] == '*')
        content = str_sub(content, 1, content.len);
    struct str loose = pair_loose(p);
    if (stands_whole(loose, content, is_plain_word(content)) || parts_stand(p, content))
        return true;
    /* Without backticks, blanks apart. */
    struct buf want = BUF_INIT, have = BUF_INIT;
    normalise_code(content, &want);
    normalise_code(loose, &have);
    bool found = want.len && stands_whole(buf_str(&have), buf_str(&want), false);
    buf_release(&want);
    buf_release(&have);
    return found;
}

/* The span with its words translated: `(key, value)` with Chinese inside, and no Latin word that the English
 * lacks. */
static const struct token *translated_code(struct text_pair *p, struct str content)
{
    const struct token *t;
    vec_foreach (t, &p->zh.tokens) {
        struct str v = t->kind == TOKEN_CODE ? side_code(&p->zh, t) : STR("");
        bool wide = false, strange = false;
        for (size_t i = 0; i < v.len;) {
            size_t from = i;
            wide |= (unsigned char)v.s[i] >= 0xE0;
            while (i < v.len && word_byte((unsigned char)v.s[i]))
                i++;
            strange |= i > from && side_find(content, str_sub(v, from, i), 0, false) == SIZE_MAX;
            i += i == from;
        }
        if (wide && !strange)
            return t;
    }
    return NULL;
}

/* "The `x` plugin" of which the Chinese says "this plugin": U+8BE5, U+6B64 or U+672C and the word behind. */
static bool is_referred_to(const struct text_pair *p, const struct token *t)
{
    const struct token *next = t + 1;
    if (next >= p->en.tokens.at + p->en.tokens.len || next->kind != TOKEN_WORD || next->from > t->to + 1)
        return false;
    struct str zh = buf_str(&p->zh.residue);
    unsigned term = terms_find(&p->terms, str_sub(buf_str(&p->en.residue), next->from, next->to));
    size_t referred = 0;
    for (size_t at = 3; term != TERMS_NONE && at < zh.len; at++) {
        if (!terms_begin(&p->terms, term, str_sub(zh, at, zh.len)))
            continue;
        struct str before = str_sub(zh, at - 3, at);
        if (!str_is(before, "该") && !str_is(before, "此") && !str_is(before, "本") && !str_is(before, "个"))
            return false; /* this one may be what the span belongs to */
        referred++;
    }
    return referred;
}

static void check_code(struct text_pair *p, const struct token *t)
{
    struct str span = side_token(&p->en, t), content = side_code(&p->en, t);
    if (!content.len || zh_has_code(p, content))
        return;
    if (is_referred_to(p, t)) {
        pair_defect(p, TEXT_CODE_WORD, t, NULL, "the code span %.*s is only referred to in the Chinese",
                    STR_FMT(span))
            ->help = "name it as the English does";
        return;
    }
    if (!side_is_strong(content)) {
        pair_defect(p, TEXT_CODE_WORD, t, NULL, "the word %.*s in code is missing in the Chinese",
                    STR_FMT(span))
            ->help = "keep words in backticks as they are";
        return;
    }
    const struct token *near = nearest_code(p, content);
    const struct token *translated = near ? NULL : translated_code(p, content);
    struct text_defect *d;
    if (translated) {
        pair_defect(p, TEXT_CODE_WORD, t, translated, "the code span %.*s was translated: %.*s",
                    STR_FMT(span), STR_FMT(side_token(&p->zh, translated)))
            ->help = "keep code as it is";
        return;
    }
    if (near) {
        struct str have = side_token(&p->zh, near);
        d = pair_defect(p, TEXT_CODE, t, near, "the code span %.*s became %.*s in the Chinese", STR_FMT(span),
                        STR_FMT(have));
        size_t from = side_raw(&p->en, t->from), to = side_raw(&p->en, t->to);
        pair_fix(p, d, side_raw(&p->zh, near->from), side_raw(&p->zh, near->to),
                 str_sub(p->en.raw, from, to));
    } else {
        d = pair_defect(p, TEXT_CODE, t, NULL, "the code span %.*s is missing in the Chinese", STR_FMT(span));
    }
    d->help = "copy it from the English, character by character";
}

/* Lower case, without scheme, language part of the path, and closing slash. Returns where the path begins. */
static size_t normalise_url(struct str v, struct buf *out)
{
    static const char *const languages[] = {"en",    "en-us",   "en_us",      "zh",    "zh-cn",
                                            "zh_cn", "zh-hans", "zh-hans-cn", "zh-sg", "cn"};
    buf_clear(out);
    size_t i = str_find(v, STR("://"), 0), path = 0;
    i = i == SIZE_MAX ? 0 : i + 3;
    while (i < v.len) {
        size_t end = i;
        while (end < v.len && v.s[end] != '/')
            end++;
        struct str part = str_sub(v, i, end);
        bool language = false;
        for (size_t k = 0; out->len && k < sizeof languages / sizeof *languages; k++)
            language |= str_ieq(part, str_of(languages[k]));
        if (!language && part.len) {
            if (out->len)
                buf_addc(out, '/');
            for (size_t k = 0; k < part.len; k++)
                buf_addc(out, (char)ascii_lower((unsigned char)part.s[k]));
        }
        if (!path)
            path = out->len;
        i = end + 1;
    }
    buf_reserve(out, 1);
    return path;
}

/* One host is the other's site in Chinese: cn.example.org, example.cn, example-zh.org. */
static bool is_chinese_host(struct str host)
{
    return str_starts(host, STR("zh.")) || str_starts(host, STR("cn.")) || str_starts(host, STR("zh-")) ||
           str_ends(host, STR(".cn")) || str_find(host, STR("-cn."), 0) != SIZE_MAX ||
           str_find(host, STR("-zh."), 0) != SIZE_MAX || str_find(host, STR("zh-cn"), 0) != SIZE_MAX ||
           str_find(host, STR(".cn."), 0) != SIZE_MAX || str_find(host, STR("zh-hans"), 0) != SIZE_MAX;
}

/* A page in Chinese that its address names as such: /zh-cn/, ?hl=zh-cn. */
static bool is_chinese_page(struct str url)
{
    static const char *const marks[] = {"/zh-", "/zh_", "/zh/", "=zh"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_ifind(url, str_of(marks[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static void check_url(struct text_pair *p, const struct token *t)
{
    struct str url = side_token(&p->en, t);
    struct buf want = BUF_INIT, have = BUF_INIT;
    size_t path = normalise_url(url, &want), at = str_find(buf_str(&p->zh.fold), url, 0);
    const struct token *other = NULL, *abroad = NULL, *z;
    bool found = false;
    vec_foreach (z, &p->zh.tokens) {
        if (z->kind != TOKEN_URL && !(z->kind == TOKEN_CODE && at >= z->from && at < z->to))
            continue;
        struct str zh = side_token(&p->zh, z);
        if (z->kind == TOKEN_CODE) {
            found = true;
            break;
        }
        size_t zh_path = normalise_url(zh, &have);
        if (str_eq(buf_str(&want), buf_str(&have))) {
            found = true;
            break;
        }
        bool same_path =
            str_eq(str_sub(buf_str(&want), path, want.len), str_sub(buf_str(&have), zh_path, have.len));
        bool wiki = str_starts(buf_str(&want), STR("en.")) && str_starts(buf_str(&have), STR("zh."));
        if (wiki || is_chinese_page(zh) ||
            (is_chinese_host(str_sub(buf_str(&have), 0, zh_path)) && (same_path || path == want.len)))
            abroad = z;
        else if (str_ifind(buf_str(&p->en.fold), zh, 0) == SIZE_MAX)
            other = z;
    }
    struct text_defect *d = NULL;
    if (found)
        ;
    else if (abroad)
        d = pair_defect(p, TEXT_URL_HOST, t, abroad, "the address %.*s became %.*s, a page in Chinese",
                        STR_FMT(url), STR_FMT(side_token(&p->zh, abroad)));
    else if (other)
        d = pair_defect(p, TEXT_URL, t, other, "the address %.*s became %.*s in the Chinese", STR_FMT(url),
                        STR_FMT(side_token(&p->zh, other)));
    else
        d = pair_defect(p, TEXT_URL, t, NULL, "the address %.*s is missing in the Chinese", STR_FMT(url));
    if (d)
        d->help = "copy the address from the English";
    if (d && other && !abroad)
        pair_fix(p, d, side_raw(&p->zh, other->from), side_raw(&p->zh, other->to), url);
    buf_release(&want);
    buf_release(&have);
}

/* A conversion without its argument's number. */
static struct str conversion(const struct side *s, const struct token *t, char out[32])
{
    struct str v = side_token(s, t);
    size_t dollar = str_find(v, STR("$"), 0), n = 0;
    if (t->kind != TOKEN_PRINTF || dollar == SIZE_MAX || v.len >= 32)
        return v;
    out[n++] = '%';
    for (size_t i = dollar + 1; i < v.len; i++)
        out[n++] = v.s[i];
    return (struct str){out, n};
}

static bool is_placeholder(const struct token *t)
{
    return t->kind == TOKEN_PRINTF || t->kind == TOKEN_TEMPLATE;
}

/* How many placeholders of a side are `want`; those after a letter ("file%s") are a plural's ending. */
static size_t count_placeholder(const struct side *s, struct str want, bool endings)
{
    size_t count = 0;
    char work[32];
    const struct token *t;
    vec_foreach (t, &s->tokens) {
        if (!is_placeholder(t))
            continue;
        bool ending = t->from && ascii_is_alpha((unsigned char)s->fold.s[t->from - 1]) &&
                      str_is(side_token(s, t), "%s") && !(t > s->tokens.at && t[-1].to == t->from);
        count += (endings || !ending) && str_eq(conversion(s, t, work), want);
    }
    return count;
}

/* In code spans placeholders are no tokens of their own. */
static size_t count_text(struct str text, struct str want)
{
    size_t n = 0;
    for (size_t at = str_find(text, want, 0); at != SIZE_MAX && n < PLACEHOLDERS_MAX;
         at = str_find(text, want, at + want.len))
        n++;
    return n;
}

static size_t count_of_braces(const struct side *s)
{
    size_t n = 0;
    for (size_t at = str_find(buf_str(&s->fold), STR("{{"), 0); at != SIZE_MAX;
         at = str_find(buf_str(&s->fold), STR("{{"), at + 2))
        n++;
    return n;
}

static void check_placeholders(struct text_pair *p, const struct side *a, const struct side *b)
{
    bool english = a == &p->en;
    size_t looked_at = 0;
    const struct token *t;
    vec_foreach (t, &a->tokens) {
        if (!is_placeholder(t) || ++looked_at > PLACEHOLDERS_MAX)
            continue;
        char work[32];
        struct str want = conversion(a, t, work);
        size_t mine = count_placeholder(a, want, !english), other = count_placeholder(b, want, true);
        if (mine <= other || mine <= count_text(buf_str(&b->fold), want))
            continue;
        /* Templates hold words that stand for themselves: it is enough that they are there. */
        if (t->kind == TOKEN_TEMPLATE && str_find(buf_str(&b->fold), want, 0) != SIZE_MAX)
            continue;
        /* {{what a reader fills in}} may be translated. */
        if (str_starts(want, STR("{{")) && count_of_braces(a) == count_of_braces(b))
            continue;
        if (pair_has(p, TEXT_PLACEHOLDER))
            return;
        struct text_defect *d = pair_defect(
            p, TEXT_PLACEHOLDER, english ? t : NULL, english ? NULL : t,
            "the placeholder %.*s stands %zu times in the %s and %zu times in the %s", STR_FMT(want), mine,
            english ? "English" : "Chinese", other, english ? "Chinese" : "English");
        d->help = "both must take the same values";
    }
}

static bool has_flag(struct text_pair *p, struct str flag, size_t *at)
{
    struct str zh = buf_str(&p->zh.fold);
    for (*at = side_find(zh, flag, 0, false); *at != SIZE_MAX; *at = side_find(zh, flag, *at + 1, false)) {
        size_t end = *at + flag.len;
        bool longer = end + 1 < zh.len && zh.s[end] == '-' && word_byte((unsigned char)zh.s[end + 1]);
        bool more_dashes = *at > 0 && zh.s[*at - 1] == '-';
        if (!longer && !more_dashes)
            return true;
    }
    return false;
}

static void check_flag(struct text_pair *p, const struct token *t)
{
    struct str flag = side_token(&p->en, t);
    size_t at;
    struct text_defect *d;
    if (!has_flag(p, flag, &at)) {
        d = pair_defect(p, TEXT_FLAG, t, NULL, "the option %.*s is missing in the Chinese", STR_FMT(flag));
        d->help = "copy it from the English";
        return;
    }
    size_t body = 0;
    bool dashes = false;
    for (; body < flag.len && flag.s[body] == '-'; body++)
        dashes |= p->zh.raw.s[side_raw(&p->zh, at + body)] != '-' &&
                  p->en.raw.s[side_raw(&p->en, t->from + body)] == '-';
    if (!dashes)
        return;
    struct token z = {(uint32_t)at, (uint32_t)(at + flag.len), TOKEN_FLAG, 0};
    d = pair_defect(p, TEXT_FLAG, t, &z, "the option %.*s is written with typographic dashes in the Chinese",
                    STR_FMT(flag));
    d->help = "an option takes ASCII hyphens";
    pair_fix(p, d, side_raw(&p->zh, at), side_raw(&p->zh, at + flag.len), flag);
}

/* As a word, and not in an address; a function not behind the '#' of a link either. */
static bool stands_outside(const struct text_pair *p, struct str zh, struct str v, bool fold_case,
                           bool function)
{
    for (size_t at = side_find(zh, v, 0, fold_case); at != SIZE_MAX;
         at = side_find(zh, v, at + 1, fold_case)) {
        bool inside = function && at && zh.s[at - 1] == '#';
        const struct token *t;
        vec_foreach (t, &p->zh.tokens)
            inside |= t->kind == TOKEN_URL && t->from <= at && at < t->to;
        if (!inside)
            return true;
    }
    return false;
}

/* Tokens that must simply be there. */
static void check_present(struct text_pair *p, const struct token *t)
{
    static const struct {
        enum text_kind kind;
        const char *what;
    } rows[TOKEN_KIND_COUNT] = {
        [TOKEN_VARIABLE] = {TEXT_VARIABLE, "variable"},
        [TOKEN_CONSTANT] = {TEXT_IDENTIFIER, "constant"},
        [TOKEN_SNAKE] = {TEXT_IDENTIFIER, "identifier"},
        [TOKEN_FUNCTION] = {TEXT_IDENTIFIER, "function"},
        [TOKEN_PATH] = {TEXT_PATH, "path"},
        [TOKEN_FILE] = {TEXT_PATH, "file"},
        [TOKEN_EMAIL] = {TEXT_EMAIL, "address"},
        [TOKEN_HEX] = {TEXT_HEX, "number"},
        [TOKEN_VERSION] = {TEXT_VERSION, "version"},
        [TOKEN_DOTTED] = {TEXT_NAME, "name"},
    };
    struct str v = side_token(&p->en, t), zh = pair_loose(p);
    if (t->kind == TOKEN_FUNCTION)
        v.len -= 2;
    if (t->kind == TOKEN_VERSION && (v.s[0] | 0x20) == 'v')
        v = str_sub(v, 1, v.len);
    /* A mnemonic of a menu: "Se_lection", and "(_S)" behind the Chinese. */
    if (t->kind == TOKEN_SNAKE && str_find(zh, STR("(_"), 0) != SIZE_MAX)
        return;
    bool fold_case = t->kind == TOKEN_SNAKE || t->kind == TOKEN_FILE || t->kind == TOKEN_HEX ||
                     t->kind == TOKEN_EMAIL || t->kind == TOKEN_DOTTED || t->kind == TOKEN_VERSION;
    if (stands_outside(p, zh, v, fold_case, t->kind == TOKEN_FUNCTION) ||
        (t->kind == TOKEN_VERSION && str_find(zh, v, 0) != SIZE_MAX)) /* it may follow a letter: "v1.2.3" */
        return;
    struct text_defect *d =
        pair_defect(p, rows[t->kind].kind, t, NULL, "the %s %.*s is missing in the Chinese",
                    rows[t->kind].what, STR_FMT(side_token(&p->en, t)));
    d->help = "copy it from the English";
}

static size_t count_angles(const struct side *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->fold.len; i++)
        n += s->fold.s[i] == '<';
    return n;
}

static void check_argument(struct text_pair *p, const struct token *t)
{
    struct str v = side_token(&p->en, t);
    if (str_find(buf_str(&p->zh.fold), v, 0) != SIZE_MAX || count_angles(&p->zh) >= count_angles(&p->en))
        return;
    pair_defect(p, TEXT_ARGUMENT, t, NULL, "%.*s is missing in the Chinese", STR_FMT(v))->help =
        "keep what stands in angle brackets, translated or not";
}

static size_t count_word(struct str text, struct str word)
{
    size_t n = 0;
    for (size_t at = side_find(text, word, 0, false); at != SIZE_MAX && n < 1000;
         at = side_find(text, word, at + word.len, false))
        n++;
    return n;
}

/* A span of the Chinese that the English does not have, while it lacks one of a span that stands there more
 * often. */
static void check_altered_code(struct text_pair *p)
{
    struct str en = buf_str(&p->en.fold), zh = buf_str(&p->zh.fold);
    const struct token *t, *z;
    size_t looked_at = 0;
    vec_foreach (z, &p->zh.tokens) {
        struct str have = z->kind == TOKEN_CODE ? side_code(&p->zh, z) : STR("");
        if (!have.len || ++looked_at > PLACEHOLDERS_MAX || str_find(en, have, 0) != SIZE_MAX ||
            has_span(&p->en, have))
            continue;
        size_t others = 0;
        vec_foreach (t, &p->en.tokens) {
            struct str want = t->kind == TOKEN_CODE ? side_code(&p->en, t) : STR("");
            if (!want.len || ++others > PLACEHOLDERS_MAX || similar_distance(want, have, 2) > 2 ||
                want.len < 3 || !side_is_strong(want) || str_ieq(want, have))
                continue;
            if (count_word(zh, want) >= count_word(en, want))
                continue;
            struct text_defect *d =
                pair_defect(p, TEXT_CODE, t, z, "the code span %.*s became %.*s in the Chinese",
                            STR_FMT(side_token(&p->en, t)), STR_FMT(side_token(&p->zh, z)));
            d->help = "copy it from the English, character by character";
            return;
        }
    }
}

void pair_tokens(struct text_pair *p)
{
    bool placeholders = false;
    size_t checked = 0;
    const struct token *t;
    vec_foreach (t, &p->en.tokens) {
        if (p->defects.len >= TEXT_DEFECTS_MAX || checked >= TOKENS_MAX)
            break;
        checked += !token_is_word(t->kind) && t->kind != TOKEN_NUMBER;
        switch (t->kind) {
        case TOKEN_CODE: check_code(p, t); break;
        case TOKEN_URL: check_url(p, t); break;
        case TOKEN_FLAG: check_flag(p, t); break;
        case TOKEN_ARGUMENT: check_argument(p, t); break;
        case TOKEN_PRINTF:
        case TOKEN_TEMPLATE: placeholders = true; break;
        case TOKEN_VARIABLE:
        case TOKEN_CONSTANT:
        case TOKEN_SNAKE:
        case TOKEN_FUNCTION:
        case TOKEN_PATH:
        case TOKEN_FILE:
        case TOKEN_EMAIL:
        case TOKEN_HEX:
        case TOKEN_VERSION:
        case TOKEN_DOTTED: check_present(p, t); break;
        default: break;
        }
    }
    vec_foreach (t, &p->zh.tokens)
        placeholders |= is_placeholder(t);
    if (p->en.backticks && p->zh.backticks && !p->en.gnu_quotes && !pair_has(p, TEXT_CODE))
        check_altered_code(p);
    if (placeholders) {
        check_placeholders(p, &p->en, &p->zh);
        check_placeholders(p, &p->zh, &p->en);
    }
}
