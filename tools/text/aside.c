/* Remarks in parentheses that the Chinese leaves out as a whole: "(30 by default)". That is one thing to say,
 * and less certain than the loss of each token in it. */
#include "text/pair.h"

enum { ASIDE_MAX = 200, ASIDES_MAX = 20 }; /* bytes of one; how many are looked at */

/* The next aside of the English at or after *at, without parentheses inside; false when there is none. */
static bool next_aside(const struct side *s, size_t *at, struct text_span *out)
{
    const char *v = s->residue.s; /* parentheses of code are masked */
    size_t from = SIZE_MAX;
    for (size_t i = *at; i < s->residue.len; i++) {
        if (v[i] == '(') {
            from = i && v[i - 1] != ' ' ? SIZE_MAX : i; /* not "stat(2)" */
        } else if (v[i] == ')' && from != SIZE_MAX && i - from <= ASIDE_MAX) {
            *out = (struct text_span){from, i + 1};
            *at = i + 1;
            return true;
        }
    }
    return false;
}

/* Whether nothing of the aside is in the Chinese: no token, no rendering of a word. */
static bool is_left_out(const struct text_pair *p, struct text_span aside)
{
    struct str zh = buf_str(&p->zh.fold);
    const struct token *t, *other;
    vec_foreach (t, &p->en.tokens) {
        if (t->from < aside.from || t->to > aside.to)
            continue;
        struct str v = side_token(&p->en, t);
        bool elsewhere = false;
        vec_foreach (other, &p->en.tokens)
            elsewhere |= (other->from < aside.from || other->to > aside.to) &&
                         (t->hash ? other->stem == t->stem : str_eq(side_token(&p->en, other), v));
        if (elsewhere)
            continue;
        unsigned term = terms_of(&p->terms, t);
        if ((t->kind != TOKEN_WORD && str_find(zh, v, 0) != SIZE_MAX) ||
            (term != TERMS_NONE &&
             terms_rendering(&p->terms, term, buf_str(&p->zh.residue), p->zh.pairs, 0).len))
            return false;
    }
    return true;
}

/* Tokens that the Chinese lacks; what was changed, or stands elsewhere in it, is another matter. */
static bool is_loss(const struct text_defect *d)
{
    switch (d->kind) {
    case TEXT_CODE:
    case TEXT_CODE_WORD:
    case TEXT_URL:
    case TEXT_LINK:
    case TEXT_ARGUMENT:
    case TEXT_FLAG:
    case TEXT_VARIABLE:
    case TEXT_IDENTIFIER:
    case TEXT_PATH:
    case TEXT_EMAIL:
    case TEXT_HEX:
    case TEXT_NUMBER:
    case TEXT_VERSION:
    case TEXT_ACRONYM:
    case TEXT_NAME:
    case TEXT_QUOTED: return d->zh.from == d->zh.to;
    default: return false;
    }
}

void pair_aside(struct text_pair *p)
{
    size_t at = 0, losses = 0, asides = 0;
    struct text_span aside = {0, 0};
    for (size_t i = 0; i < p->defects.len; i++)
        losses += is_loss(&p->defects.at[i]);
    if (!losses || !p->en.brackets || side_parentheses(&p->en) <= side_parentheses(&p->zh))
        return;
    while (asides++ < ASIDES_MAX && next_aside(&p->en, &at, &aside)) {
        struct text_span raw = {side_raw(&p->en, aside.from), side_raw(&p->en, aside.to)};
        size_t kept = 0;
        bool technical = false, looked = false, out = false;
        for (size_t i = 0; i < p->defects.len; i++) {
            struct text_defect d = p->defects.at[i];
            bool inside = is_loss(&d) && d.en.from >= raw.from && d.en.to <= raw.to;
            if (inside && !looked)
                looked = true, out = is_left_out(p, aside);
            if (!inside || !out) {
                p->defects.at[kept++] = d;
                continue;
            }
            technical |= d.kind != TEXT_ACRONYM && d.kind != TEXT_NAME && d.kind != TEXT_CODE_WORD &&
                         d.kind != TEXT_LINK;
        }
        p->defects.len = kept;
        if (!technical)
            continue;
        struct str v = str_sub(p->en.raw, raw.from, raw.to);
        pair_defect_at(p, TEXT_ASIDE, raw, (struct text_span){0, p->zh.raw.len},
                       "the Chinese leaves out \"%.*s\"", STR_FMT(v))
            ->help = "say it in the Chinese as well";
    }
}
