/* Making atoms linear. Private to the generaliser. */
#ifndef KEDB_REGEX_ATOM_LINEAR_H
#define KEDB_REGEX_ATOM_LINEAR_H

#include "regex/atom.h"

static inline bool atom_set_has(const struct atom_set *s, unsigned char c)
{
    return c < 0x80 ? s->bits[c >> 6] >> (c & 63) & 1 : s->wide;
}

/* Leaves a sign out of a class that is made by leaving out. False when the class is no such, or one of its
 * values holds the sign. */
bool atom_leave_out(struct atom *x, unsigned char c);

/* Drops what begins or ends the pattern and says nothing: a date, a loop in front, blanks. */
void atoms_trim(atom_list *atoms);

/* No text may be read by two loops in turn, nor by the search before the pattern and a loop in it (Weber and
 * Seidl 1991: then the degree of ambiguity is 0). What classes cannot be made to leave out is bounded. */
void atoms_make_linear(atom_list *atoms, struct arena *a);

#endif
