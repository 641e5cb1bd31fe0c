/* Atoms: the pieces of a template as parts of a pattern. Private to the generaliser. */
#ifndef KEDB_REGEX_ATOM_H
#define KEDB_REGEX_ATOM_H

#include "regex/align.h"
#include "regex/generalise.h"

/* What one turn of a loop may be: the ASCII characters, and all others or none. */
struct atom_set {
    uint64_t bits[2];
    bool wide;
};

static inline bool atom_set_has(const struct atom_set *s, unsigned char c)
{
    return c < 0x80 ? s->bits[c >> 6] >> (c & 63) & 1 : s->wide;
}
/* Of ASCII ranges, two characters each; of everything but the characters of `out`. */
struct atom_set atom_set_of(const char *ranges);
struct atom_set atom_set_but(const char *out);

enum atom_form {
    ATOM_TEXT,    /* stands for itself */
    ATOM_SHAPE,   /* a pattern of bounded length: no loop */
    ATOM_NUMBER,  /* \d+ */
    ATOM_DECIMAL, /* \d+(?:\.\d+)? */
    ATOM_HEX,     /* 0x[0-9a-fA-F]+ */
    ATOM_VERSION, /* \d+(?:\.\d+)+ */
    ATOM_CLASS,   /* [^\s...]+, [^\n...]+, \s+ */
};

struct atom {
    enum atom_form form;
    struct str text;          /* of TEXT; of SHAPE the pattern */
    const char *prefix;       /* of the others: what stands before the loop, "" or such as "-?" */
    const char *base;         /* of CLASS: "\\s", "\\n" left out, or a class of its own "[...]" */
    unsigned char without[8]; /* of CLASS: characters left out besides */
    size_t without_count;
    struct atom_set set; /* of loops */
    size_t limit;        /* of loops: at most so many turns, 0: without end */
    bool paired;         /* bounded because of another loop */
    bool optional;       /* a loop that may be empty */
    unsigned group;      /* atoms with the same number, not 0, stand together in (?:...)? */
    int kind;            /* enum volatile_kind, ALIGN_FIXED */
    const struct str *values;
    size_t value_count;
};

typedef VEC(struct atom) atom_list;

/* Leaves a sign out of a class that is made by leaving out. False when the class is no such, or one of its
 * values holds the sign. */
bool atom_leave_out(struct atom *x, unsigned char c);

/* The atoms of a group of samples, made linear. */
void atoms_build(const struct align_group *g, struct arena *a, atom_list *out);
/* Appends the pattern, and its parts to `parts`. */
typedef VEC(struct generalised_part) part_list;
void atoms_emit(const atom_list *atoms, struct buf *out, part_list *parts);
/* Letters and digits that every match holds; a character outside ASCII counts two. */
size_t atoms_weight(const atom_list *atoms);

/* Drops what begins or ends the pattern and says nothing: a date, a loop in front, blanks. */
void atoms_trim(atom_list *atoms);

/* No text may be read by two loops in turn, nor by the search before the pattern and a loop in it (Weber and
 * Seidl 1991: then the degree of ambiguity is 0). What classes cannot be made to leave out is bounded. */
void atoms_make_linear(atom_list *atoms, struct arena *a);

#endif
