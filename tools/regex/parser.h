/* What the files of the parser share. Private to regex/parse*.c. */
#ifndef KEDB_REGEX_PARSER_H
#define KEDB_REGEX_PARSER_H

#include "regex/ast.h"

/* Children of a node under construction. */
struct node_list {
    struct regex_node *first, *last;
    struct regex_node *item, *before; /* the last one that is no comment, and what stands before it */
    size_t count;
};

struct group_name {
    struct str name;
    uint32_t number;
};

struct parser {
    struct regex_tree *t;
    struct arena *a;
    struct regex_fault_span *fault;
    struct str p;
    size_t at;
    size_t end;      /* of the pattern */
    unsigned flags;  /* in force here */
    unsigned nest;   /* open groups */
    uint32_t groups; /* capturing ones opened so far */
    bool quoted;     /* between \Q and \E */
    size_t quiet_to; /* braces before this place were noted already */
    VEC(struct regex_note) notes;
    VEC(struct group_name) names;
    VEC(struct regex_node *) references; /* to be resolved at the end */
};

static inline bool parser_more(const struct parser *s)
{
    return s->at < s->end;
}
/* The byte here, 0 at the end. */
static inline unsigned char parser_peek(const struct parser *s, size_t ahead)
{
    return s->at + ahead < s->end ? (unsigned char)s->p.s[s->at + ahead] : 0;
}
static inline bool parser_looks_at(const struct parser *s, const char *word)
{
    size_t n = strlen(word);
    return s->end - s->at >= n && memcmp(s->p.s + s->at, word, n) == 0;
}
bool parser_take(struct parser *s, const char *word); /* moves past it when it stands here */

struct regex_node *parser_node(struct parser *s, enum regex_kind kind, unsigned sub, size_t from, size_t to);
void parser_note(struct parser *s, enum regex_construct c, uint32_t value, size_t from, size_t to);
/* Fills the fault; returns NULL. `what` is static or in the arena. */
void *parser_fail(struct parser *s, size_t from, size_t to, const char *what, const char *help);
void node_list_add(struct node_list *l, struct regex_node *n);

/* All from the character after the opening one, or at the backslash; NULL after a fault. */
struct regex_node *parse_class(struct parser *s);
/* At a backslash. NULL without a fault when it was an \E that stands for nothing. */
struct regex_node *parse_escape(struct parser *s, bool in_class);
/* A character that stands for itself, plainly written or quoted. */
struct regex_node *parse_plain(struct parser *s, bool in_class);

/* {n} {n,} {n,m}: 1 and the place moved past it; 0: no quantifier, {,n} is noted; -1 fault. */
int parse_bounds(struct parser *s, uint32_t *min, uint32_t *max);
int parse_quantifiers(struct parser *s, struct node_list *l); /* those of the last item. 0 or -1 */

/* What holds no pattern in turn, the place after (? or what else names it, moved past the closing
 * parenthesis. */
struct regex_node *parse_call(struct parser *s, size_t from, uint32_t number, enum regex_construct c);
struct regex_node *parse_numbered_call(struct parser *s, size_t from);
struct regex_node *parse_named_call(struct parser *s, size_t from);
struct regex_node *parse_comment(struct parser *s, size_t from);
struct regex_node *parse_callout(struct parser *s, size_t from);
/* The condition of (?(...)yes|no): its node `n`, the place after its parenthesis. */
struct regex_node *parse_condition(struct parser *s, size_t from, struct regex_node *n);
/* The flags of (?flags) and (?flags:...) up to the sign that ends them. a, L, u and R are other engines'. */
bool parse_flags(struct parser *s, size_t from, unsigned *flags);

/* After the whole pattern: references to groups, lengths of lookbehinds, products of bounds. 0 or -1. */
int parse_finish(struct parser *s);

/* A group's name up to `close` (a byte), the place moved past it. */
bool parse_name(struct parser *s, char close, size_t *from, size_t *to);
bool parse_decimal(struct parser *s, uint32_t *out); /* saturates below REGEX_INFINITE */

#endif
