/* Places where usage differs: see style.h. */
#include "text/style.h"

#include "base/utf8.h"

#include "text/script.h"

enum { QUOTED_MAX = 40 };

static bool han_before(struct str v, size_t at)
{
    if (at < 3)
        return false;
    at -= 3;
    return ((unsigned char)v.s[at] & 0xF0) == 0xE0 && script_is_han(utf8_next(v, &at));
}

static bool han_at(struct str v, size_t at)
{
    return at + 3 <= v.len && ((unsigned char)v.s[at] & 0xF0) == 0xE0 && script_is_han(utf8_next(v, &at));
}

static void add(struct style_places *out, enum style style, size_t at)
{
    *vec_push(out) = (struct style_place){(uint32_t)at, (uint8_t)style};
}

static void find_words(const struct side *zh, struct style_places *out)
{
    struct str v = zh->raw;
    const struct token *t;
    vec_foreach (t, &zh->tokens) {
        if (t->kind != TOKEN_WORD && t->kind != TOKEN_CAMEL && t->kind != TOKEN_CAPS)
            continue;
        size_t from = side_raw(zh, t->from), to = side_raw(zh, t->to);
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
static bool mark_at(struct str v, size_t at)
{
    if (at + 3 > v.len)
        return false;
    const unsigned char *u = (const unsigned char *)v.s + at;
    if (u[0] == 0xE3)
        return u[1] == 0x80 && (u[2] == 0x81 || u[2] == 0x82);
    return u[0] == 0xEF && u[1] == 0xBC &&
           (u[2] == 0x8C || u[2] == 0x81 || u[2] == 0x9A || u[2] == 0x9B || u[2] == 0x9F);
}

/* Colons, blanks between Han characters and at full-width marks; code is passed over. */
static void find_blanks(const struct side *zh, struct style_places *out)
{
    struct str v = zh->raw;
    size_t token = 0, code_end = 0;
    bool blank = false;
    for (size_t i = 0; i < v.len;) {
        unsigned char c = (unsigned char)v.s[i];
        if (c > ':' && c != '`' && c != 0xE3 && c != 0xEF) {
            i++;
            continue;
        }
        if (c == '`') {
            while (token < zh->tokens.len && side_raw(zh, zh->tokens.at[token].to) <= i)
                token++;
            const struct token *t = token < zh->tokens.len ? &zh->tokens.at[token] : NULL;
            if (t && t->kind == TOKEN_CODE && side_raw(zh, t->from) == i &&
                (code_end = side_raw(zh, t->to)) > i) {
                i = code_end;
                continue;
            }
        } else if (c == ':') {
            if (han_before(v, i) && (i + 1 == v.len || v.s[i + 1] == ' ' || han_at(v, i + 1)))
                add(out, STYLE_HALF_COLON, i);
        } else if (c == ' ') {
            bool behind = i >= 3 && mark_at(v, i - 3), ahead = mark_at(v, i + 1);
            if (i + 1 < v.len && (behind || (ahead && i && v.s[i - 1] != ' ')))
                add(out, STYLE_MARK_BLANK, i);
            else if (han_before(v, i) && han_at(v, i + 1))
                add(out, STYLE_HAN_BLANK, i), blank = true;
        } else if (mark_at(v, i)) {
            if ((c == 0xEF && (unsigned char)v.s[i + 2] == 0x9A) && han_before(v, i))
                add(out, STYLE_WIDE_COLON, i);
            i += 3;
            if (i < v.len && v.s[i] != ' ' && v.s[i] != '\n')
                add(out, STYLE_MARK_TIGHT, i);
            continue;
        }
        i++;
    }
    if (!blank && zh->han >= 2)
        add(out, STYLE_HAN_RUN, 0);
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
    find_stop(en, zh, out);
    if (en->quotes)
        find_quoted(en, zh, out);
}
