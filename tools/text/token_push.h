/* What is done at every word, inline: classes of characters, and how a token is added. Of token.c and
 * token_emit.c alone. */
#ifndef KEDB_TEXT_TOKEN_PUSH_H
#define KEDB_TEXT_TOKEN_PUSH_H

#include "text/token_emit.h"

#include "text/word_hash.h"
#include "text/words.h"

/* What a character is to the tokeniser. */
enum {
    CLASS_LOWER = 1,
    CLASS_WORD = 2,  /* letter, digit, underscore */
    CLASS_MARK = 4,  /* a token may begin with it */
    CLASS_JOINS = 8, /* behind a word: the token may go on */
    CLASS_DIGIT = 16,
    CLASS_LETTER = 32,
    CLASS_DENIES = 64, /* a word of denial may begin with it, in lower case: see may_deny() */
};
extern const unsigned char token_classes[256]; /* by character */

/* Of most tokens: inline where words are found. */
static inline struct token *push(struct cursor *c, enum token_kind kind, size_t from, size_t to)
{
    struct token *t = c->next++;
    *t = (struct token){.from = (uint32_t)from, .to = (uint32_t)to, .kind = (uint8_t)kind};
    c->kinds |= 1u << kind;
    c->last_end = to;
    return t;
}

/* A word: its hash, that of its stem, and whether it, in lower case, begins or ends as one that denies: not,
 * no, never, cannot, unable, ...n't. Behind the residue there is room for the eight bytes that are read. */
static inline __attribute__((always_inline)) void read_word(struct cursor *c, struct token *t, size_t from,
                                                            size_t len, bool letters)
{
    const char *lower = c->lower + from;
    size_t stem = words_stem_length(lower, len);
    t->hash = word_hash_padded(lower, len, 0);
    t->stem = stem == len ? t->hash : word_hash_padded(lower, stem, 0);
    t->may_deny = token_classes[(unsigned char)*lower] & CLASS_DENIES;
    t->marked = !letters;
    if (!letters)
        t->may_deny |= len > 3 && lower[len - 2] == '\'';
    c->may_deny |= t->may_deny;
}

/* A plain word; `letters`: nothing else is in it. */
static inline __attribute__((always_inline)) size_t push_word(struct cursor *c, size_t from, size_t to,
                                                              bool letters)
{
    struct token *t = push(c, TOKEN_WORD, from, to);
    read_word(c, t, from, to - from, letters);
    c->words += to - from >= 2;
    bool upper = (token_classes[(unsigned char)c->s[from]] & (CLASS_LOWER | CLASS_LETTER)) == CLASS_LETTER;
    if (upper && from >= 2 && c->s[from - 1] == ' ' &&
        token_classes[(unsigned char)c->s[from - 2]] & CLASS_LOWER)
        t->proper = c->proper = true;
    return to;
}

#endif
