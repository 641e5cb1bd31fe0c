/* The syntax tree of an ECMA-262 pattern, private to the ecma files. Nodes live in an arena. */
#ifndef KEDB_REGEX_ECMA_TREE_H
#define KEDB_REGEX_ECMA_TREE_H

#include "base/mem.h"
#include "regex/ecma.h"

enum ecma_kind {
    ECMA_EMPTY,
    ECMA_CHAR,
    ECMA_SET,
    ECMA_START,    /* ^ */
    ECMA_END,      /* $ */
    ECMA_BOUNDARY, /* \b; negated: \B */
    ECMA_CAPTURE,
    ECMA_LOOK, /* negated, behind */
    ECMA_BACKREF,
    ECMA_SEQUENCE,
    ECMA_CHOICE,
    ECMA_REPEAT
};

#define ECMA_MANY UINT32_MAX /* a maximum that is none; larger counts are taken for it */

struct ecma_range {
    uint32_t from, to;
};

/* A property as PCRE2 writes it, "\p{Lu}". */
struct ecma_property {
    char text[48];
};

/* Code points: those of the ranges and properties, or (negated) all others. Ranges are sorted and do not
 * touch. */
struct ecma_set {
    VEC(struct ecma_range) ranges;
    VEC(struct ecma_property) properties;
    bool negated;
};

struct ecma_node {
    uint8_t kind;
    bool negated, behind, lazy;
    uint32_t cp;       /* of CHAR */
    uint32_t group;    /* of CAPTURE and BACKREF, from 1; of REPEAT: the first group in it */
    uint32_t group_to; /* of REPEAT: one past the last */
    uint32_t min, max;
    struct ecma_set *set;
    struct ecma_node *child, *next; /* the first below it; the next beside it */
    uint32_t from, to;              /* its bytes in the pattern */
};

struct ecma_tree {
    struct arena arena;
    struct str pattern;
    struct ecma_node *root;
    uint32_t groups; /* capturing groups */
    bool has_backrefs;
    VEC(struct ecma_set *) sets; /* owned */
};

/* Reads the pattern; 0, or -1 and `fault`. `tree` starts zeroed and keeps a view of the pattern; release it
 * either way. */
int ecma_parse(struct ecma_tree *tree, struct str pattern, bool annex_b, struct regex_fault *fault);
void ecma_tree_release(struct ecma_tree *tree);

/* Sets. */
void ecma_set_add(struct ecma_set *s, uint32_t from, uint32_t to);
void ecma_set_seal(struct ecma_set *s); /* sorts and joins the ranges, leaves surrogates out */
bool ecma_set_has(const struct ecma_set *s, uint32_t cp); /* by ranges alone */
enum ecma_class { ECMA_DIGIT = 'd', ECMA_SPACE = 's', ECMA_WORD = 'w', ECMA_DOT = '.' };
void ecma_set_add_class(struct ecma_set *s, enum ecma_class c, bool negated);

/* The text between the braces of \p{...} as PCRE2 writes it; false when ECMA-262 knows no such property. */
bool ecma_property_find(struct str name, bool negated, struct ecma_property *out);

/* As a PCRE2 pattern for REGEX_TRANSLATED; groups capture nothing, so the tree must be without
 * backreferences. */
void ecma_emit(const struct ecma_tree *tree, struct buf *out);
void ecma_emit_set(const struct ecma_set *s, struct buf *out);

/* Our own machine: see ecma_run.c. */
struct ecma_program;
/* NULL and `fault` when a set cannot be compiled. Keeps views of the tree's sets and pattern. */
struct ecma_program *ecma_program_new(const struct ecma_tree *tree, struct regex_fault *fault);
void ecma_program_free(struct ecma_program *p);
/* Searches; with `stop` a match must begin at 0, and how far it came is told. */
enum regex_result ecma_program_run(const struct ecma_program *p, struct matcher *m, struct str subject,
                                   struct ecma_stop *stop);

#endif
