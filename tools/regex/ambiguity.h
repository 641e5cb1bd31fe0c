/* Ambiguity of an automaton: in how many ways one word can lead to one state, and words that show it.
 *
 * Weber and Seidl, On the degree of ambiguity of finite automata (TCS 88, 1991): exponential when a state has
 * two different loops on one word (EDA); polynomial of degree d for the longest chain of d pairs of states p,
 * q with a word that loops on p, leads from p to q and loops on q (IDA). The products are those of Allauzen,
 * Mohri and Rastogi (DLT 2008). A backtracker's work is one degree more: it tries each run at each length.
 *
 * Only runs that fail are work done in vain. Past a state where the match is over at the latest (nfa.h)
 * nothing comes back: one run goes through such states, and what is tried and fails on the way counts for
 * itself.
 */
#ifndef KEDB_REGEX_AMBIGUITY_H
#define KEDB_REGEX_AMBIGUITY_H

#include "regex/nfa.h"

enum {
    AMBIGUITY_WORK_MAX = 3000000, /* steps over edges of products */
    AMBIGUITY_CHAINS_MAX = 40,
    AMBIGUITY_DEGREE_MAX = 64,
};

struct pump {
    uint32_t from, to; /* states p and q; equal for EDA */
    struct word word;
};

struct chain {
    struct pump *pumps;
    size_t count;
    unsigned degree; /* of the work: count + 1; 0: exponential */
};

struct ambiguity {
    struct chain *chains; /* exponential ones first, then by falling degree */
    size_t count;
    unsigned degree; /* the highest; 1: linear */
    bool exponential;
    bool overflow; /* work ran out: what was found holds, more may be there */
};

void ambiguity_find(struct ambiguity *out, const struct nfa *n, struct arena *k);

#endif
