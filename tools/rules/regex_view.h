/* A record's regexes as the rules of regex/ see them: read, parsed and compiled once a record, shared by all
 * rows. */
#ifndef KEDB_RULES_REGEX_VIEW_H
#define KEDB_RULES_REGEX_VIEW_H

#include "regex/ast.h"
#include "regex/match.h"
#include "rules/tools.h"

/* A text that the regex must match: a signature or an alias. */
struct regex_target {
    json_node node;
    struct str text, name; /* decoded; how messages call the field */
    bool alias;
    enum regex_result result; /* of a search without regard to case; where it holds, from..to */
    size_t from, to;
    bool typed; /* matches only once placeholders such as <module> stand for a value; from..to mean nothing */
};

/* One of the alternatives at the top of a pattern (the only one where there is no `|`). */
struct regex_branch {
    const struct regex_node *node; /* REGEX_EMPTY for an empty one */
    size_t from, to;               /* bytes of the pattern */
    struct str literal; /* the text, when it is nothing but literal characters; .s NULL otherwise */
};

struct regex_view {
    struct regex_view *next;
    json_node node;
    struct str pattern, name; /* decoded; how messages call the field */
    /* The pattern as the text that it stands for, when it is nothing but literal characters: then there is no
     * tree, and no PCRE2 unless a text is not found without it. .s NULL otherwise. */
    struct str literal;
    bool has_tree;
    struct regex_tree tree;
    struct regex_fault_span fault; /* without a tree: why */
    bool compiles;                 /* PCRE2 takes it; true for a literal that was not compiled */
    struct regex *regex;           /* NULL for a literal that was not compiled */
    struct regex_fault refused;    /* PCRE2's reason */
    struct regex_target *targets;
    size_t target_count;
    bool agrees; /* every target is matched */
    struct regex_branch *branches;
    size_t branch_count;
    unsigned *trials; /* left for regex_view_would_agree */
};

/* The regexes of the record under check, in the order of the document; NULL when it has none. */
struct regex_view *regex_views(struct check *c);
/* Frees what the last record left: for rule_tools_free. */
void regex_views_forget(struct rule_tools *t);

/* Parses a pattern that was taken for a literal, for a rule that needs its tree. */
bool regex_view_parse(struct check *c, struct regex_view *v);

/* A candidate in place of the view's pattern: it compiles, matches every target without regard to case, and
 * not the empty string. What a fix must hold before it is offered. After REGEX_TRIALS tries for one regex (a
 * long pattern counts more) it is false: nothing more is offered. */
enum { REGEX_TRIALS = 200 };
bool regex_view_would_agree(struct check *c, const struct regex_view *v, struct str pattern);
/* A search with one of a record's regexes, or one made from it. Each that is given up costs tenths of a
 * second: after REGEX_LIMITS_MAX of them the record's others count as given up at once. */
enum { REGEX_LIMITS_MAX = 2 };
enum regex_result regex_run(struct check *c, const struct regex *r, struct str subject, size_t *from,
                            size_t *to);
/* One search with a pattern compiled for it alone. */
enum regex_result regex_try(struct check *c, struct str pattern, unsigned options, struct str subject);
/* The span of a pattern's first match without regard to case; false: there is none. */
bool regex_span(struct check *c, struct str pattern, struct str subject, size_t *from, size_t *to);

/* A text for a message: its first characters and "..." when it is long. */
enum { REGEX_SHOWN = 120 };
struct str regex_shown(struct check *c, struct str text);

/* Bytes from..to of the pattern replaced by `text`, as an edit of the file. */
void regex_view_edit(struct check *c, struct finding *f, const struct regex_view *v, size_t from, size_t to,
                     struct str text);
/* Reports at bytes from..to of the pattern. */
#define regex_finding(c, rule, v, from, to, ...)                                                             \
    finding_in_string((c), (rule), (v)->node, (from), (to), __VA_ARGS__)

#endif
