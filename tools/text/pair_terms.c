/* A translation of another text: of the common words of the English none is rendered, and the Chinese speaks
 * of other things. */
#include "text/pair.h"

#include "text/terms.h"

enum { TERMS_MAX = 12, TERMS_LEAST = 2 };

/* A term that the Chinese renders by a word of two characters and the English does not have, in any of its
 * renderings. */
static bool is_vague(const struct term *t)
{
    /* Rendered by words that stand in any text. */
    static const char *const vague[] = {"active",      "allow",     "apply", "assign", "available", "current",
                                        "description", "error",     "exist", "expect", "fail",      "illegal",
                                        "include",     "invalid",   "match", "method", "miss",      "provide",
                                        "require",     "specify",   "start", "unable", "unknown",   "usage",
                                        "valid",       "unexpected"};
    for (size_t i = 0; i < sizeof vague / sizeof *vague; i++)
        if (strcmp(t->word, vague[i]) == 0)
            return true;
    return false;
}

static const struct term *foreign_term(const struct text_pair *p, const struct term *const *own, size_t count)
{
    size_t all;
    const struct term *terms = terms_all(&all);
    struct str zh = buf_str(&p->zh.residue);
    for (size_t i = 0; i < all; i++) {
        struct str found = term_rendering(&terms[i], zh);
        bool shared = found.len < 6 || is_vague(&terms[i]);
        for (size_t k = 0; k < count && !shared; k++)
            shared = own[k] == &terms[i] || str_find(str_of(own[k]->chinese), found, 0) != SIZE_MAX;
        if (!shared)
            return &terms[i];
    }
    return NULL;
}

static bool stays(const struct side *s, uint32_t hash)
{
    const struct token *t;
    vec_foreach (t, &s->tokens)
        if (t->hash == hash)
            return true;
    return false;
}

void pair_terms(struct text_pair *p)
{
    const struct term *known[TERMS_MAX];
    size_t count = 0;
    const struct token *t, *first = NULL;
    struct str zh = buf_str(&p->zh.residue);
    if (p->en.words < 3 || p->zh.han < 3)
        return;
    vec_foreach (t, &p->en.tokens) {
        struct str v = {p->en.residue.s + t->from, t->to - t->from};
        const struct term *term = t->kind == TOKEN_WORD ? terms_find(v) : NULL;
        bool seen = !term || count == TERMS_MAX;
        for (size_t i = 0; i < count && !seen; i++)
            seen = known[i] == term;
        if (seen)
            continue;
        if (term_rendering(term, zh).len || stays(&p->zh, t->hash))
            return;
        first = first ? first : t;
        known[count++] = term;
    }
    if (count < TERMS_LEAST)
        return;
    const struct term *other = foreign_term(p, known, count);
    if (!other && count < TERMS_LEAST + 2)
        return;
    struct text_defect *d;
    if (other) {
        struct str said = term_rendering(other, zh);
        size_t at = str_find(zh, said, 0);
        struct token z = {(uint32_t)at, (uint32_t)(at + said.len), TOKEN_WORD, 0};
        d = pair_defect(p, TEXT_UNRELATED, first, &z,
                        "the Chinese speaks of \"%.*s\" (%s) and renders none of \"%s\", \"%s\"",
                        STR_FMT(said), other->word, known[0]->word, known[1]->word);
    } else {
        d = pair_defect_at(p, TEXT_UNRELATED, (struct text_span){0, p->en.raw.len},
                           (struct text_span){0, p->zh.raw.len},
                           "the Chinese renders none of \"%s\", \"%s\", \"%s\"", known[0]->word,
                           known[1]->word, known[2]->word);
    }
    d->help = "see whether this is the translation of another text";
}
