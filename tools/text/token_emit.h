/* Between the files of the tokeniser: see side.h. */
#ifndef KEDB_TEXT_TOKEN_EMIT_H
#define KEDB_TEXT_TOKEN_EMIT_H

#include "text/side.h"

enum { TOKEN_MAX = 2048 }; /* bytes of one: hostile text costs linear time */

struct cursor {
    struct side *side;
    const char *s;     /* the folded text, terminated */
    const char *lower; /* the residue */
    size_t len;
    struct token *next; /* of side->tokens; there is room: see side_read() */
    size_t last_end;    /* where the token before ended */
    size_t link_end;    /* the closing backtick of a link */
    uint32_t kinds, words;
    bool may_deny, proper; /* what goes into the side at the end */
    bool spans;            /* backticks are code spans */
    bool at, slash;        /* the text holds one: '@', '/' */
};

static inline unsigned char token_peek(const struct cursor *c, size_t at)
{
    return at < c->len ? (unsigned char)c->s[at] : 0;
}

static inline bool token_one_of(unsigned char ch, const char *set)
{
    return ch && strchr(set, ch);
}

/* Adds a token of any kind and masks it in the residue, unless it is a plain word; gives `to`.
 */
size_t token_emit(struct cursor *c, enum token_kind kind, size_t from, size_t to);

/* Behind letters, digits and characters of `more` from `at` on. */
size_t token_run(const struct cursor *c, size_t at, const char *more);

#endif
