/* A translation of another text: of the common words of the English none is rendered, and the Chinese speaks
 * of other things. */
#include "text/pair.h"

enum { TERMS_MAX = 12, TERMS_LEAST = 2, TERMS_SHARED = 5, DOUBT_LEAST = 5 };

/* A term that the Chinese renders by a word of two characters and the English does not have, in any of its
 * renderings. */
static bool is_vague(unsigned term)
{
    /* Rendered by words that stand in any text. */
    static const char *const vague[] = {"active",      "allow",     "apply", "assign", "available", "current",
                                        "description", "error",     "exist", "expect", "fail",      "illegal",
                                        "include",     "invalid",   "match", "method", "miss",      "provide",
                                        "require",     "specify",   "start", "unable", "unknown",   "usage",
                                        "valid",       "unexpected"};
    for (size_t i = 0; i < sizeof vague / sizeof *vague; i++)
        if (strcmp(terms_word(term), vague[i]) == 0)
            return true;
    return false;
}

/* A term that the Chinese renders by a word of two characters and the English does not have, in any of its
 * renderings. */
static unsigned foreign_term(const struct text_pair *p, const unsigned *own, size_t count,
                             const uint64_t *bits)
{
    struct str zh = buf_str(&p->zh.residue);
    for (unsigned i = 0; i < terms_count(); i++) {
        struct str found = terms_rendering(&p->terms, i, zh, bits, 6);
        bool shared = !found.len || is_vague(i);
        for (size_t k = 0; k < count && !shared; k++)
            shared = own[k] == i || terms_share(&p->terms, own[k], found);
        if (!shared)
            return i;
    }
    return TERMS_NONE;
}

/* A token of the Chinese other than a plain word that the English has: a name, a number, code. */
static bool shares_token(const struct text_pair *p)
{
    const struct token *z;
    vec_foreach (z, &p->zh.tokens)
        if (str_ifind(buf_str(&p->en.fold), side_token(&p->zh, z), 0) != SIZE_MAX)
            return true;
    return false;
}

/* The English has it and another text would not: code, an address, a name. */
static bool shares_name(const struct text_pair *p)
{
    const struct token *z;
    vec_foreach (z, &p->zh.tokens) {
        struct str v = z->kind == TOKEN_CODE ? side_code(&p->zh, z) : side_token(&p->zh, z);
        if (z->kind == TOKEN_WORD || z->kind == TOKEN_NUMBER || z->kind == TOKEN_PRINTF)
            continue;
        size_t end = 0; /* of code, the command */
        while (z->kind == TOKEN_CODE && end < v.len && v.s[end] != ' ')
            end++;
        v.len = z->kind == TOKEN_CODE ? end : v.len;
        if (v.len >= 3 && side_find(buf_str(&p->en.fold), v, 0, false) != SIZE_MAX)
            return true;
    }
    return false;
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
    unsigned known[TERMS_MAX];
    const uint64_t *bits = p->zh.pairs;
    size_t count = 0;
    const struct token *t, *first = NULL;
    struct str zh = buf_str(&p->zh.residue);
    if (p->en.words < 3 || p->zh.han < 3)
        return;
    vec_foreach (t, &p->en.tokens) {
        unsigned term = terms_of(&p->terms, t);
        bool seen = term == TERMS_NONE || count == TERMS_MAX;
        for (size_t i = 0; i < count && !seen; i++)
            seen = known[i] == term;
        if (seen)
            continue;
        if (terms_rendering(&p->terms, term, zh, bits, 0).len || stays(&p->zh, t->hash))
            return;
        first = first ? first : t;
        known[count++] = term;
    }
    unsigned other = count < TERMS_LEAST ? TERMS_NONE : foreign_term(p, known, count, bits);
    if (other != TERMS_NONE && count < TERMS_SHARED && shares_name(p))
        other = TERMS_NONE;
    if (other == TERMS_NONE && count < TERMS_LEAST + 2) {
        p->doubtful = p->zh.han >= DOUBT_LEAST && !p->defects.len && !shares_token(p);
        return;
    }
    struct text_defect *d;
    if (other != TERMS_NONE) {
        struct str said = terms_rendering(&p->terms, other, zh, bits, 6);
        size_t at = str_find(zh, said, 0);
        struct token z = {.from = (uint32_t)at, .to = (uint32_t)(at + said.len), .kind = TOKEN_WORD};
        d = pair_defect(p, TEXT_UNRELATED, first, &z,
                        "the Chinese speaks of \"%.*s\" (%s) and renders none of \"%s\", \"%s\"",
                        STR_FMT(said), terms_word(other), terms_word(known[0]), terms_word(known[1]));
    } else {
        d = pair_defect_at(p, TEXT_UNRELATED, (struct text_span){0, p->en.raw.len},
                           (struct text_span){0, p->zh.raw.len},
                           "the Chinese renders none of \"%s\", \"%s\", \"%s\"", terms_word(known[0]),
                           terms_word(known[1]), terms_word(known[2]));
    }
    d->help = "see whether this is the translation of another text";
}
