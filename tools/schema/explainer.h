/* Explaining, private to schema/: from the faults that an evaluation meets to one message for each mistake.
 *
 * explain.c walks the instance once more, collecting blames; explain_branch.c decides which branch of an
 * anyOf or oneOf the author meant and lets that one speak; explain.c then joins and drops blames that one
 * mistake has caused; explain_text.c writes the sentences. */
#ifndef KEDB_SCHEMA_EXPLAINER_H
#define KEDB_SCHEMA_EXPLAINER_H

#include "schema/evaluate.h"

/* A branch that was chosen among others, for the note behind the place. */
struct choice {
    const struct choice *outer;
    const struct sub *sub; /* whose anyOf or oneOf it is */
    const char *keyword;
    size_t branch, count;
};

/* One fault, as evaluate.h's collector tells it. Further keywords: "types", "values" and "requireds" stand
 * for an anyOf or oneOf (`sub`, `keyword` its word) whose branches all want another type, another value,
 * another key. */
struct blame {
    const struct sub *sub;
    json_node node;
    const char *keyword;
    json_node detail;
    const struct cause *cause;
    const struct choice *choice;
    enum {
        BLAME_PLAIN,
        BLAME_TYPES,
        BLAME_VALUES,
        BLAME_REQUIRED,
        BLAME_TAGS
    } joined;           /* what all branches say */
    json_node misspelt; /* of required: the key that seems to be meant, or JSON_NONE */
    struct str missing; /* of an unknown key: the one that is missing instead; s NULL without */
    bool is_dropped;
};

typedef VEC(struct blame) blames;

struct explainer {
    struct eval e;
    blames *into;
    const struct choice *choice;
    size_t trials; /* of branches, so far */
};

enum { EXPLAIN_TRIALS_MAX = 3000 };

/* The innermost cause, copied; NULL without. */
const struct cause *cause_keep(struct eval *e);

/* anyOf, and oneOf that nothing fits: adds the blames of the branch that is meant, or one that speaks for
 * all. */
void explain_branches(struct explainer *x, const struct sub *sub, json_node n, const char *keyword,
                      const struct sub_list *list);

/* The sub and what it refers to or is made of ($ref, allOf), at most `max`; the number written. */
size_t explain_parts(const struct sub *sub, const struct sub **out, size_t max);
enum { EXPLAIN_PARTS_MAX = 16 };
/* Types that the sub allows, as bits; `integer` (may be NULL) is set when numbers must be integers. */
uint8_t explain_types(const struct sub *sub, bool *integer);

/* explain_text.c: the fault of a blame. */
struct schema_fault explain_text(struct explainer *x, const struct blame *b);

/* explain_words.c. All strings in e->arena. */
const char *words_shown(struct eval *e, const struct json_doc *doc, json_node n); /* a value, clipped */
const char *words_called(struct eval *e, json_node n);                /* "port", "item 2 of tags" */
const char *words_types(struct eval *e, uint8_t types, bool integer); /* "a string or null" */
const char *words_place(struct eval *e, const struct sub *sub, const char *keyword);
/* How a branch is called: its title, its discriminator (kind "book"), the name of its $ref, or its number. */
const char *words_branch(struct eval *e, const struct sub *branch, size_t index);
/* "kind is "web"", when that is what the chosen branch wants of the object; NULL else. */
const char *words_so(struct eval *e, const struct choice *c, json_node n);
/* ", because kind is "web"" for what a then, else or dependent keyword wants; empty without. */
const char *words_because(struct eval *e, const struct cause *cause);
/* A message of the schema's own for the keyword, or NULL. */
const char *words_own(struct eval *e, const struct sub *sub, const char *keyword);
/* What x-kedb says helps, or NULL. */
const char *words_help(struct eval *e, const struct sub *sub);
/* The first sentence of the title or description, or NULL. */
const char *words_about(struct eval *e, const struct sub *sub);

#endif
