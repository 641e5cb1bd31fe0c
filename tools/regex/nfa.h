/* A pattern as a nondeterministic automaton whose runs are those of a backtracking matcher.
 *
 * A state is a place before one character of the pattern; its `follow` are the places reached after it, in
 * the order in which a backtracker tries them (Weideman et al., CIAA 2016: a prioritised NFA without empty
 * moves). Loops that match the empty string are left as PCRE2 leaves them. \b, ^ under m, and lookarounds of
 * one character are exact: they narrow the characters of the states behind and before them. Searching is part
 * of the automaton: a state that takes any character stands before the pattern.
 *
 * Longer lookarounds, backreferences, calls and conditionals are over-approximated (`approximate`): every run
 * of the matcher is a run here, not the other way round. Counted repeats are written out; when that takes too
 * many states, bounds above a cap are lowered and the result is `approximate` and `capped`. */
#ifndef KEDB_REGEX_NFA_H
#define KEDB_REGEX_NFA_H

#include "regex/alphabet.h"

enum {
    NFA_NODES_MAX = 6000, /* of the program, before states are made */
    NFA_EDGES_MAX = 400000,
    NFA_CAP = 60, /* bounds are lowered to this when the pattern is too large */
};

struct nfa_state {
    uint64_t *atoms;   /* characters it takes */
    uint32_t *follow;  /* states after it, by priority, each once */
    uint8_t *twice;    /* beside follow: two ways lead there without a character between */
    uint32_t count;    /* of follow */
    uint64_t *accept;  /* characters (or the end) before which the match is over here; NULL: nowhere */
    bool always;       /* the match is over here at the latest; `follow` is what is tried before */
    uint32_t from, to; /* bytes of the pattern */
    bool search;       /* the state that looks for the pattern's start */
};

struct nfa {
    struct alphabet alphabet;
    struct nfa_state *states;
    uint32_t count;
    uint32_t *init; /* states at the beginning of a text */
    uint32_t init_count;
    bool approximate;
    bool capped;
};

enum nfa_option {
    NFA_UNBOUNDED = 1, /* counted repeats above three become loops: for finding what a counter hides */
};

/* Builds the automaton of a parsed pattern. False: too large, nothing is said of the pattern. */
bool nfa_build(struct nfa *n, const struct regex_tree *t, unsigned options, struct arena *k);

/* Shortest words (atoms) between states, in the automaton as a whole. `from` NULL: from the beginning of a
 * text. False when there is no way. The word is in the arena. */
struct word {
    uint32_t *at;
    size_t len;
};
bool nfa_path(const struct nfa *n, const uint32_t *from, size_t from_count, uint32_t to, struct word *out,
              struct arena *k);

#endif
