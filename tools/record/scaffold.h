/* A record to fill in: every key that the schema has, in its order, with what is known and marks for what is
 * not.
 *
 * Which value a place gets follows from its role and, where it has none, from the schema: `const`, `default`,
 * null where allowed, the least number, an empty list. Prose that a person must write is a mark that the rule
 * text/placeholder finds. Where the schema has a closed list, a value is chosen, and the choice is reported.
 */
#ifndef KEDB_RECORD_SCAFFOLD_H
#define KEDB_RECORD_SCAFFOLD_H

#include "record/role.h"

struct scaffold {
    const struct roles *roles;
    const struct json_doc *schema;
    struct str id, signature, regex;
    struct str code; /* the error code; empty: none is known */
    struct str today;
    const struct str *aliases;
    size_t alias_count;
    const struct str *confused; /* ids of records that are easily taken for this one */
    size_t confused_count;
    int indent;
};

/* A value that was chosen and should be looked at. */
struct scaffold_choice {
    struct str pointer; /* of the record */
    struct str value;   /* as JSON */
    size_t of;          /* how many values the schema's list has; 0: a number that nobody knows yet */
};

struct scaffold_result {
    struct buf text;
    VEC(struct scaffold_choice) choices;
    struct arena arena;
};

void scaffold_write(const struct scaffold *s, struct scaffold_result *out);
void scaffold_release(struct scaffold_result *r);

/* The values of a closed list at the first place with a role, or JSON_NONE: the schema's `enum`. */
json_node scaffold_list(const struct roles *roles, const struct json_doc *schema, enum role role);
/* A keyword of the schema of a place, also behind $ref and in allOf; or JSON_NONE. */
json_node scaffold_keyword(const struct roles *roles, const struct json_doc *schema, uint32_t place,
                           const char *keyword);

#endif
