/* Places where usage differs: see style.h. */
#include "text/style.h"

#include "base/utf8.h"

#include "text/script.h"

enum { PATH_MAX_BYTES = 200 }; /* of a path or an address: what is looked at */
enum { QUOTED_MAX = 40 };

/* A Han character of three bytes begins at `at`, where three bytes are. Those of U+5000 on need no more than
 * a look at the first byte. */
static inline bool han_here(struct str v, size_t at)
{
    unsigned char c = (unsigned char)v.s[at];
    return (c >= 0xE5 && c <= 0xE9) || ((c == 0xE3 || c == 0xE4) && script_is_han(utf8_next(v, &at)));
}

static inline bool han_before(struct str v, size_t at)
{
    return at >= 3 && (unsigned char)v.s[at - 1] >= 0x80 && han_here(v, at - 3);
}

static inline bool han_at(struct str v, size_t at)
{
    return at + 3 <= v.len && han_here(v, at);
}

static void add(struct style_places *out, enum style style, size_t at)
{
    *vec_push(out) = (struct style_place){(uint32_t)at, (uint8_t)style};
}

/* Behind the '/' of a path or an address, without a blank between. */
static bool is_in_path(const struct side *zh, size_t at)
{
    size_t least = at > PATH_MAX_BYTES ? at - PATH_MAX_BYTES : 0;
    while (at > least && (unsigned char)zh->raw.s[at - 1] > ' ' && zh->raw.s[at - 1] != '/')
        at--;
    return at > least && zh->raw.s[at - 1] == '/';
}

static void find_words(const struct side *zh, struct style_places *out)
{
    struct str v = zh->raw;
    const struct token *t;
    for (size_t i = 0; i < zh->tokens.len; i++) {
        t = &zh->tokens.at[i];
        if (t->kind != TOKEN_WORD && t->kind != TOKEN_CAMEL && t->kind != TOKEN_CAPS)
            continue;
        size_t from = side_raw(zh, t->from), to = side_raw(zh, t->to);
        if (side_has(zh, '/') && is_in_path(zh, from))
            continue;
        if (han_before(v, from))
            add(out, STYLE_TIGHT, from);
        else if (from && v.s[from - 1] == ' ' && han_before(v, from - 1))
            add(out, STYLE_SPACED, from - 1);
        if (han_at(v, to))
            add(out, STYLE_TIGHT, to);
        else if (to < v.len && v.s[to] == ' ' && han_at(v, to + 1))
            add(out, STYLE_SPACED, to);
    }
}

/* U+3001, U+3002 and U+FF0C, FF01, FF1A, FF1B, FF1F: the mark that begins at `at`. */
static inline bool mark_at(struct str v, size_t at)
{
    if (at + 3 > v.len)
        return false;
    const unsigned char *u = (const unsigned char *)v.s + at;
    if (u[0] == 0xE3)
        return u[1] == 0x80 && (u[2] == 0x81 || u[2] == 0x82);
    return u[0] == 0xEF && u[1] == 0xBC &&
           (u[2] == 0x8C || u[2] == 0x81 || u[2] == 0x9A || u[2] == 0x9B || u[2] == 0x9F);
}

/* Whether a byte of raw is in a code span. Bytes are asked for in ascending order, *token being 0 at first.
 */
static bool in_span(const struct side *zh, size_t *token, size_t at)
{
    while (*token < zh->tokens.len &&
           (zh->tokens.at[*token].kind != TOKEN_CODE || side_raw(zh, zh->tokens.at[*token].to) <= at))
        ++*token;
    if (*token == zh->tokens.len)
        return false;
    size_t from = side_raw(zh, zh->tokens.at[*token].from);
    return from <= at && zh->raw.s[from] == '`';
}

static inline bool in_code(const struct side *zh, size_t *token, size_t at)
{
    return side_has_kind(zh, TOKEN_CODE) && in_span(zh, token, at);
}

/* Blanks between Han characters and at full-width marks: where ASCII begins or ends. */
static void find_blanks(const struct side *zh, struct style_places *out)
{
    struct str v = zh->raw;
    size_t token = 0;
    bool blank = false;
    for (size_t k = 0; k < zh->runs.len; k++) {
        size_t i = k & 1 ? zh->runs.at[k] - 1u : zh->runs.at[k];
        if (v.s[i] != ' ' || (k & 1 && i == zh->runs.at[k - 1]) || i + 1 == v.len)
            continue;
        bool mark = (i >= 3 && mark_at(v, i - 3)) || (i && v.s[i - 1] != ' ' && mark_at(v, i + 1));
        if ((!mark && !(han_at(v, i + 1) && han_before(v, i))) || in_code(zh, &token, i))
            continue;
        add(out, mark ? STYLE_MARK_BLANK : STYLE_HAN_BLANK, i);
        blank |= !mark;
    }
    if (!blank && zh->han >= 2)
        add(out, STYLE_HAN_RUN, 0);
}

static void find_marks(const struct side *zh, struct style_places *out)
{
    struct str v = zh->raw;
    size_t token = 0;
    for (size_t k = 0; k < zh->wides.len; k++) {
        size_t i = zh->wides.at[k];
        if (!mark_at(v, i) || in_code(zh, &token, i))
            continue;
        if ((unsigned char)v.s[i] == 0xEF && (unsigned char)v.s[i + 2] == 0x9A && han_before(v, i))
            add(out, STYLE_WIDE_COLON, i);
        if (i + 3 < v.len && v.s[i + 3] != ' ' && v.s[i + 3] != '\n')
            add(out, STYLE_MARK_TIGHT, i + 3);
    }
    token = 0;
    for (size_t k = 0; k < zh->points.len && side_has(zh, ':'); k++) {
        size_t i = zh->fold.s[zh->points.at[k]] == ':' ? side_raw(zh, zh->points.at[k]) : 0;
        if (v.s[i] == ':' && han_before(v, i) && (i + 1 == v.len || v.s[i + 1] == ' ' || han_at(v, i + 1)) &&
            !in_code(zh, &token, i))
            add(out, STYLE_HALF_COLON, i);
    }
}

static bool is_letter_end(struct str v)
{
    size_t at = v.len;
    uint32_t cp = v.len ? utf8_prev(v, &at) : ' ';
    return script_is_han(cp) || (cp < 0x80 && ascii_is_alnum((unsigned char)cp));
}

static void find_stop(const struct side *en, const struct side *zh, struct style_places *out)
{
    struct str e = str_trim(en->raw), z = str_trim(zh->raw);
    bool stop = str_ends(e, STR(".")) && !str_ends(e, STR("..")), wide = str_ends(z, STR("。"));
    size_t at = (size_t)(z.s - zh->raw.s) + z.len;
    if (zh->han < 2)
        return;
    if (stop && (wide || is_letter_end(z)))
        add(out, wide ? STYLE_STOP_KEPT : STYLE_STOP_LOST, at);
    else if (is_letter_end(e) && (wide || is_letter_end(z)))
        add(out, wide ? STYLE_STOP_ADDED : STYLE_STOP_NONE, at);
}

/* "word" and 'word', of three letters or more. */
static void find_quoted(const struct side *en, const struct side *zh, struct style_places *out)
{
    struct str e = buf_str(&en->fold);
    const struct token *t;
    vec_foreach (t, &en->tokens) {
        if (t->kind != TOKEN_WORD || t->to - t->from < 3 || t->to - t->from > QUOTED_MAX || !t->from ||
            t->to >= e.len)
            continue;
        char q = e.s[t->from - 1];
        if ((q != '"' && q != '\'') || e.s[t->to] != q ||
            (t->from > 1 && word_byte((unsigned char)e.s[t->from - 2])))
            continue;
        bool kept = str_ifind(buf_str(&zh->fold), side_token(en, t), 0) != SIZE_MAX;
        add(out, kept ? STYLE_QUOTED_KEPT : STYLE_QUOTED_LOST, 0);
    }
}

void style_find(const struct side *en, const struct side *zh, struct style_places *out)
{
    out->len = 0;
    if (zh->clipped || en->clipped)
        return;
    find_words(zh, out);
    find_blanks(zh, out);
    find_marks(zh, out);
    find_stop(en, zh, out);
    if (en->quotes)
        find_quoted(en, zh, out);
}
