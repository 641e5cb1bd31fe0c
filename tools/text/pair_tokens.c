/* Tokens that the English has and the Chinese must have: addresses, placeholders, flags, identifiers; code
 * spans are in pair_code.c. */
#include "text/pair.h"

#include "base/similar.h"

#include "text/words.h"

enum { URLS_MAX = 16 };    /* of the Chinese, from its end: which of them an address of the English became */
enum { TOKENS_MAX = 400 }; /* of a text: each is looked for in the other one */
enum { PLAIN_LEAST = 3 };  /* letters around what is filled in that make two commands the same one */

/* Lower case, without scheme, language part of the path, and closing slash. Returns where the path begins. */
static size_t normalise_url(struct str v, struct buf *out)
{
    static const char *const languages[] = {"en",    "en-us",   "en_us",      "zh",    "zh-cn",
                                            "zh_cn", "zh-hans", "zh-hans-cn", "zh-sg", "cn"};
    buf_clear(out);
    size_t i = str_find(v, STR("://"), 0), path = 0;
    /* "https" is "http"; other schemes lead elsewhere. */
    i = i == SIZE_MAX || !str_starts(v, STR("http")) ? 0 : i + 3;
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

/* The same host but for labels that name a language: cn.example.org, docs-zh.example.org. */
static bool is_same_site(struct str en, struct str zh)
{
    static const char *const marks[] = {"en", "www", "cn", "zh", "zh-cn", "zh-hans"};
    char work[2][256];
    size_t len[2] = {0};
    for (int k = 0; k < 2; k++) {
        struct str host = k ? zh : en;
        for (size_t i = 0, end; i < host.len; i = end + 1) {
            for (end = i; end < host.len && host.s[end] != '.'; end++)
                ;
            struct str label = str_sub(host, i, end);
            bool language = false;
            for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
                language |= str_is(label, marks[m]);
            if (str_ends(label, STR("-zh")) || str_ends(label, STR("-cn")))
                label.len -= 3;
            if ((language && end < host.len) || len[k] + label.len + 1 > sizeof work[k])
                continue;
            memcpy(work[k] + len[k], label.s, label.len);
            len[k] += label.len;
            work[k][len[k]++] = '.';
        }
    }
    return len[0] == len[1] && memcmp(work[0], work[1], len[0]) == 0;
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

/* Two normalised addresses that differ in what names the language, and in the section only: the titles of a
 * page in Chinese are in Chinese. */
static bool is_same_page(struct str en, struct str zh)
{
    size_t a = 0, b = 0;
    while (a < en.len && en.s[a] != '#' && en.s[a] != '?')
        a++;
    while (b < zh.len && zh.s[b] != '#' && zh.s[b] != '?')
        b++;
    return str_eq(str_sub(en, 0, a), str_sub(zh, 0, b));
}

static size_t count_links(const struct side *s)
{
    size_t n = 0;
    for (size_t at = str_find(buf_str(&s->fold), STR("]("), 0); at != SIZE_MAX;
         at = str_find(buf_str(&s->fold), STR("]("), at + 2))
        n++;
    return n;
}

static bool is_link(const struct side *s, const struct token *t)
{
    return t->from >= 2 && s->fold.s[t->from - 1] == '(' && s->fold.s[t->from - 2] == ']';
}

/* The Chinese has a link to a page beside it that is named alike: ../a/page.md. */
static bool is_linked_nearby(const struct text_pair *p, struct str url)
{
    size_t end = url.len, last;
    while (end && url.s[end - 1] == '/')
        end--;
    for (last = end; last && url.s[last - 1] != '/';)
        last--;
    struct str zh = buf_str(&p->zh.fold), page = str_sub(url, last, end);
    for (size_t at = str_find(zh, STR("]("), 0); at != SIZE_MAX; at = str_find(zh, STR("]("), at + 2)) {
        size_t close = str_find(zh, STR(")"), at);
        struct str to = str_sub(zh, at + 2, close == SIZE_MAX ? zh.len : close);
        if (!str_starts(to, STR("http")) && side_find(to, page, 0, true) != SIZE_MAX)
            return true;
    }
    return false;
}

static void check_url(struct text_pair *p, const struct token *t)
{
    struct str url = side_token(&p->en, t);
    struct buf want = BUF_INIT, have = BUF_INIT;
    size_t path = normalise_url(url, &want), at = str_find(buf_str(&p->zh.fold), url, 0);
    const struct token *other = NULL, *abroad = NULL, *z;
    bool found = false, same = false;
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
        bool wiki = str_starts(buf_str(&want), STR("en.")) && str_starts(buf_str(&have), STR("zh.")),
             chinese = is_chinese_page(zh);
        struct str zh_host = str_sub(buf_str(&have), 0, zh_path);
        bool site = is_chinese_host(zh_host);
        if (wiki || (chinese && is_same_page(buf_str(&want), buf_str(&have))) ||
            (same_path && is_same_site(str_sub(buf_str(&want), 0, path), zh_host))) {
            abroad = z;
            same = true;
        } else if (chinese || (site && (same_path || path == want.len)))
            abroad = same ? abroad : z;
    }
    size_t looked_at = 0;
    for (z = p->zh.tokens.at + p->zh.tokens.len;
         !found && !other && z > p->zh.tokens.at && looked_at < URLS_MAX;) {
        struct str zh = (--z)->kind == TOKEN_URL ? side_token(&p->zh, z) : STR("");
        looked_at += zh.len > 0;
        if (zh.len && str_ifind(buf_str(&p->en.fold), zh, 0) == SIZE_MAX)
            other = z;
    }
    struct text_defect *d = NULL;
    if (found)
        ;
    else if (abroad)
        d = pair_defect(p, same ? TEXT_LINK : TEXT_URL_HOST, t, abroad,
                        "the address %.*s became %.*s, a page in Chinese", STR_FMT(url),
                        STR_FMT(side_token(&p->zh, abroad)));
    else if (!other && is_link(&p->en, t) && is_linked_nearby(p, url))
        d = pair_defect(p, TEXT_LINK, t, NULL, "the Chinese links to a page beside it, not to %.*s",
                        STR_FMT(url));
    else if (!other && is_link(&p->en, t) && count_links(&p->zh) < count_links(&p->en))
        d = pair_defect(p, TEXT_LINK, t, NULL, "the Chinese has no link to %.*s", STR_FMT(url));
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

/* {{...}} of the other side that this one does not have and that differs by a letter or two. */
static bool is_renamed(const struct side *a, const struct side *b, struct str want)
{
    size_t looked_at = 0;
    const struct token *t;
    vec_foreach (t, &b->tokens) {
        struct str v = side_token(b, t);
        if (t->kind == TOKEN_TEMPLATE && str_starts(v, STR("{{")) && ++looked_at <= PLACEHOLDERS_MAX &&
            str_find(buf_str(&a->fold), v, 0) == SIZE_MAX && similar_distance(want, v, 2) <= 2)
            return true;
    }
    return false;
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
        if (str_starts(want, STR("{{")) && count_of_braces(a) == count_of_braces(b) &&
            !is_renamed(a, b, want))
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
    struct token z = {.from = (uint32_t)at, .to = (uint32_t)(at + flag.len), .kind = TOKEN_FLAG};
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

/* "HTML/CSS/etc", "CDs/DVDs": things to choose from, each of which the Chinese has, and no path. */
static bool is_choice(const struct text_pair *p, struct str v)
{
    struct str zh = buf_str(&p->zh.fold);
    if (memchr(v.s, '.', v.len) || !ascii_is_alnum((unsigned char)v.s[0]))
        return false;
    for (size_t i = 0, end; i < v.len; i = end + 1) {
        for (end = i; end < v.len && v.s[end] != '/'; end++)
            ;
        struct str part = str_sub(v, i, end);
        if (part.len > 1 && part.s[part.len - 1] == 's')
            part.len--;
        if (!str_is(part, "etc") && side_find(zh, part, 0, true) == SIZE_MAX && !words_is_rendered(part, zh))
            return false;
    }
    return true;
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
    /* "the device.Please check": the blank behind a sentence is missing. */
    size_t dot = t->kind == TOKEN_DOTTED ? str_find(v, STR("."), 0) : SIZE_MAX;
    if (dot != SIZE_MAX && ascii_is_upper((unsigned char)v.s[dot + 1]) &&
        (words_is_stop(str_sub(v, dot + 1, v.len)) || words_is_loose_capitals(str_sub(v, dot + 1, v.len))))
        return;
    /* A mnemonic of a menu: "Se_lection", and "(_S)" behind the Chinese. */
    if (t->kind == TOKEN_SNAKE && str_find(zh, STR("(_"), 0) != SIZE_MAX)
        return;
    bool fold_case = t->kind == TOKEN_SNAKE || t->kind == TOKEN_FILE || t->kind == TOKEN_HEX ||
                     t->kind == TOKEN_EMAIL || t->kind == TOKEN_DOTTED || t->kind == TOKEN_VERSION;
    if (stands_outside(p, zh, v, fold_case, t->kind == TOKEN_FUNCTION) ||
        (t->kind == TOKEN_VERSION && str_find(zh, v, 0) != SIZE_MAX)) /* it may follow a letter: "v1.2.3" */
        return;
    if (t->kind == TOKEN_PATH && is_choice(p, v))
        return;
    /* The end of a longer name: "a_1.0_all.deb". */
    if (t->from && word_byte((unsigned char)p->en.fold.s[t->from - 1]) && str_find(zh, v, 0) != SIZE_MAX)
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

/* <b>, </p>: how HTML sets a text, which each language does as it likes. */
static bool is_layout_tag(struct str v)
{
    static const char *const tags[] = {"b",    "big",    "br",  "center", "em", "font", "h1", "h2",
                                       "h3",   "hr",     "i",   "li",     "ol", "p",    "qt", "small",
                                       "span", "strong", "sub", "sup",    "tt", "u",    "ul"};
    size_t from = v.len > 1 && v.s[1] == '/' ? 2 : 1, to = from;
    while (to < v.len && ascii_is_alnum((unsigned char)v.s[to]))
        to++;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (str_ieq(str_sub(v, from, to), str_of(tags[i])))
            return true;
    return false;
}

static void check_argument(struct text_pair *p, const struct token *t)
{
    struct str v = side_token(&p->en, t);
    if (is_layout_tag(v))
        return;
    if (str_find(buf_str(&p->zh.fold), v, 0) != SIZE_MAX || count_angles(&p->zh) >= count_angles(&p->en))
        return;
    pair_defect(p, TEXT_ARGUMENT, t, NULL, "%.*s is missing in the Chinese", STR_FMT(v))->help =
        "keep what stands in angle brackets, translated or not";
}

/* Words, names and numbers are looked at elsewhere. */
#define UNCHECKED                                                                                            \
    (1u << TOKEN_WORD | 1u << TOKEN_CAMEL | 1u << TOKEN_ID | 1u << TOKEN_CAPS | 1u << TOKEN_NUMBER)

void pair_tokens(struct text_pair *p)
{
    bool placeholders = false;
    size_t checked = 0;
    const struct token *t;
    for (size_t i = 0; p->en.kinds & ~UNCHECKED && i < p->en.tokens.len; i++) {
        t = &p->en.tokens.at[i];
        if (UNCHECKED >> t->kind & 1)
            continue;
        if (p->defects.len >= TEXT_DEFECTS_MAX || checked++ >= TOKENS_MAX)
            break;
        switch (t->kind) {
        case TOKEN_CODE: pair_code(p, t); break;
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
    placeholders |= side_has_kind(&p->zh, TOKEN_PRINTF) || side_has_kind(&p->zh, TOKEN_TEMPLATE);
    if (p->en.backticks && p->zh.backticks && !p->en.gnu_quotes && !pair_has(p, TEXT_CODE))
        pair_altered_code(p);
    if (placeholders) {
        check_placeholders(p, &p->en, &p->zh);
        check_placeholders(p, &p->zh, &p->en);
    }
}
