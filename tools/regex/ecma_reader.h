/* The reader's state, shared by the files that read patterns (ecma_parse.c, ecma_escape.c). */
#ifndef KEDB_REGEX_ECMA_READER_H
#define KEDB_REGEX_ECMA_READER_H

#include "regex/ecma_tree.h"

struct ecma_reader {
    struct ecma_tree *tree;
    struct str p;
    size_t at;
    bool annex_b;
    struct regex_fault *fault;
    unsigned depth;
    uint32_t opened;       /* capturing groups begun */
    VEC(struct str) names; /* by group - 1; empty: it has none */
    bool has_names;
};

/* Sets the fault; returns -1. */
int ecma_fail(struct ecma_reader *r, size_t at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The code point at p.s[at], or 0 past the end. */
static inline uint32_t ecma_peek(const struct ecma_reader *r, size_t ahead)
{
    return r->at + ahead < r->p.len ? (unsigned char)r->p.s[r->at + ahead] : 0;
}

enum ecma_escape { ESCAPE_CHAR, ESCAPE_CLASS };
/* An escape that stands for a character or a class, r->at behind the backslash and moved past it. CLASS adds
 * to `set` (not sealed). 0 or -1. */
int ecma_read_escape(struct ecma_reader *r, bool in_class, enum ecma_escape *kind, uint32_t *cp,
                     struct ecma_set *set);

/* A class, r->at behind the '['. */
int ecma_read_class(struct ecma_reader *r, struct ecma_set *set);

/* A group's name between < and >, r->at behind the '<' and moved past the '>'. */
int ecma_read_name(struct ecma_reader *r, struct str *out);

#endif
