/* Code spans: each of the English stands in the Chinese, character by character. */
#include "text/pair.h"

#include "base/similar.h"

enum { PLAIN_LEAST = 2 }; /* letters around what is filled in that make two commands the same one */

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

/* A code span of this side with this content, byte by byte. */
static bool has_same_span(const struct side *s, struct str content)
{
    for (const struct token *t = s->tokens.at, *end = t + s->tokens.len; t < end; t++)
        if (t->kind == TOKEN_CODE && t->to - t->from >= content.len && str_eq(side_code(s, t), content))
            return true;
    return false;
}

/* The same but for blanks and what is filled in. */
static bool has_span(const struct side *s, struct str content)
{
    const struct token *t;
    if (has_same_span(s, content))
        return true;
    size_t looked_at = 0;
    vec_foreach (t, &s->tokens)
        if (t->kind == TOKEN_CODE && looked_at++ < PLACEHOLDERS_MAX && same_code(content, side_code(s, t)))
            return true;
    return false;
}

struct str pair_loose(struct text_pair *p)
{
    if (!side_has_kind(&p->zh, TOKEN_CODE))
        return buf_str(&p->zh.fold);
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
    size_t distance = 3, looked_at = 0;
    vec_foreach (t, &p->zh.tokens) {
        if (t->kind != TOKEN_CODE || looked_at++ >= PLACEHOLDERS_MAX)
            continue;
        struct str have = side_code(&p->zh, t);
        size_t d = similar_distance(want, have, 2);
        if (d < distance && str_find(buf_str(&p->en.fold), have, 0) == SIZE_MAX)
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
    /* 'name' without its quotes. */
    if (content.len > 3 && (content.s[0] == '\'' || content.s[0] == '"') &&
        content.s[content.len - 1] == content.s[0] && has_span(&p->zh, str_sub(content, 1, content.len - 1)))
        return true;
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
    unsigned term = terms_of(&p->terms, next);
    size_t referred = 0;
    for (size_t at = 0; term != TERMS_NONE && at < zh.len; at++) {
        if (!terms_begin(&p->terms, term, str_sub(zh, at, zh.len)))
            continue;
        struct str before = str_sub(zh, at < 3 ? 0 : at - 3, at);
        if (!str_is(before, "该") && !str_is(before, "此") && !str_is(before, "本") && !str_is(before, "个"))
            return false; /* this one may be what the span belongs to */
        referred++;
    }
    return referred;
}

/* A span of the Chinese that is this one but for full-width letters, curly quotes or long dashes, which no
 * program takes. */
static bool check_typographic(struct text_pair *p, const struct token *t, struct str content)
{
    const struct token *z, *found = NULL;
    size_t from = side_raw(&p->en, t->from), to = side_raw(&p->en, t->to), looked_at = 0;
    struct str raw = str_sub(p->en.raw, from, to);
    if (!p->zh.moved || !is_ascii(raw))
        return false;
    vec_foreach (z, &p->zh.tokens) {
        if (z->kind != TOKEN_CODE || looked_at++ >= PLACEHOLDERS_MAX ||
            !str_eq(side_code(&p->zh, z), content))
            continue;
        if (is_ascii(str_sub(p->zh.raw, side_raw(&p->zh, z->from), side_raw(&p->zh, z->to))))
            return false;
        found = z;
    }
    if (!found)
        return false;
    struct str span = side_token(&p->en, t);
    struct text_defect *d = pair_defect(
        p, TEXT_CODE, t, found, "the code span %.*s is written with typographic characters", STR_FMT(span));
    d->help = "code takes ASCII: copy it from the English";
    pair_fix(p, d, side_raw(&p->zh, found->from), side_raw(&p->zh, found->to), raw);
    return true;
}

/* How many words of two commands differ; SIZE_MAX when they are not of as many words, or not all ASCII. */
static size_t differing_words(struct str a, struct str b)
{
    size_t i = 0, j = 0, count = 0, words = 0;
    while (i < a.len && j < b.len) {
        size_t one = i, two = j;
        while (i < a.len && a.s[i] != ' ')
            i++;
        while (j < b.len && b.s[j] != ' ')
            j++;
        bool same = str_eq(str_sub(a, one, i), str_sub(b, two, j));
        if (!words && !same)
            return SIZE_MAX; /* another program */
        count += !same;
        words++;
        i += i < a.len;
        j += j < b.len;
    }
    return i == a.len && j == b.len && words > 1 && is_ascii(b) ? count : SIZE_MAX;
}

/* A span of the Chinese that calls the same program with one other word, and that the English does not have:
 * `git stash`, `git reset`. */
static const struct token *other_command(struct text_pair *p, struct str content)
{
    const struct token *z;
    size_t looked_at = 0;
    if (!memchr(content.s, ' ', content.len) || !ascii_is_lower((unsigned char)content.s[0]))
        return NULL;
    vec_foreach (z, &p->zh.tokens) {
        struct str have = z->kind == TOKEN_CODE ? side_code(&p->zh, z) : STR("");
        if (have.len && looked_at++ < PLACEHOLDERS_MAX && differing_words(content, have) == 1 &&
            str_find(buf_str(&p->en.fold), have, 0) == SIZE_MAX)
            return z;
    }
    return NULL;
}

void pair_code(struct text_pair *p, const struct token *t)
{
    struct str span = side_token(&p->en, t), content = side_code(&p->en, t);
    if (content.len && check_typographic(p, t, content))
        return;
    if (!content.len || zh_has_code(p, content))
        return;
    if (is_referred_to(p, t)) {
        pair_defect(p, TEXT_CODE_WORD, t, NULL, "the code span %.*s is only referred to in the Chinese",
                    STR_FMT(span))
            ->help = "name it as the English does";
        return;
    }
    const struct token *changed = other_command(p, content);
    if (!changed && !side_is_strong(content)) {
        pair_defect(p, TEXT_CODE_WORD, t, NULL, "the word %.*s in code is missing in the Chinese",
                    STR_FMT(span))
            ->help = "keep words in backticks as they are";
        return;
    }
    const struct token *near = side_is_strong(content) ? nearest_code(p, content) : NULL;
    if (changed && !near) {
        pair_defect(p, TEXT_CODE, t, changed, "the code span %.*s became %.*s in the Chinese", STR_FMT(span),
                    STR_FMT(side_token(&p->zh, changed)))
            ->help = "copy it from the English, character by character";
        return;
    }
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
void pair_altered_code(struct text_pair *p)
{
    struct str en = buf_str(&p->en.fold), zh = buf_str(&p->zh.fold);
    const struct token *t, *z;
    size_t looked_at = 0;
    vec_foreach (z, &p->zh.tokens) {
        struct str have = z->kind == TOKEN_CODE ? side_code(&p->zh, z) : STR("");
        if (!have.len || ++looked_at > PLACEHOLDERS_MAX || has_same_span(&p->en, have) ||
            str_find(en, have, 0) != SIZE_MAX || has_span(&p->en, have))
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
