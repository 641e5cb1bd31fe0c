/* Roles: what the fields of a record are for, learned from the record schema's annotations.
 *
 * A property's schema may carry `x-kedb`, an object of the vocabulary that schemas/kedb.vocab.json describes:
 *
 *     "regex": { "type": "string", "x-kedb": { "roles": ["regex"], "for": ["/signature"] } }
 *
 * roles_build() walks the schema once (properties, items, prefixItems, additionalProperties, allOf, anyOf,
 * oneOf, then, else, and local $ref) and keeps a tree of places: "/workarounds/ * /action" is a place, "*"
 * stands for any item or any key that is not named. Every property is a place, with or without a role; its
 * order in the schema is the canonical order of keys. Rules ask for roles, never for names, so that a corpus
 * of another shape is another schema and nothing else.
 *
 * A `struct roles` is read-only after it was built and is shared by threads. It owns all its strings. */
#ifndef KEDB_RECORD_ROLE_H
#define KEDB_RECORD_ROLE_H

#include "base/err.h"
#include "json/doc.h"

/* The roles, with the word that the annotation uses and what the place holds. */
#define ROLE_LIST(X)                                                                                         \
    X(RECORD_ID, "record-id", "the record's id, equal to its path below the records folder")                 \
    X(REFERENCE, "reference", "another record's id: an edge of the transition graph")                        \
    X(SIGNATURE, "signature", "the error text as a person sees it")                                          \
    X(ALIAS, "alias", "another spelling of the signature")                                                   \
    X(REGEX, "regex", "a pattern that recognises the places named by `for`")                                 \
    X(DOMAIN, "domain", "the first part of the id")                                                          \
    X(TEXT, "text", "prose that must not be blank, padded or left unfinished")                               \
    X(ACTION, "action", "what a fix does, in a sentence")                                                    \
    X(PROCEDURE, "procedure", "how the action beside it is carried out")                                     \
    X(TRANSLATION, "translation", "the counterpart, in the language `lang`, of the place named by `of`")     \
    X(ERROR_CODE, "error-code", "a code that occurs in the signature")                                       \
    X(LINK, "link", "a web address")                                                                         \
    X(OFFICIAL_LINK, "official-link", "the vendor's own page, on a host that is official for the domain")    \
    X(OFFICIAL_SECTION, "official-section", "a heading on the official page")                                \
    X(DATE, "date", "a calendar date; `order` ranks the dates of a record")                                  \
    X(FRESHNESS, "freshness", "the date by which a record's age is judged")                                  \
    X(SUCCESS_RATE, "success-rate", "how often one workaround helps, 0 to 1")                                \
    X(FAIL_RATE, "fail-rate", "how often one dead end fails, 0 to 1")                                        \
    X(FIX_RATE, "fix-rate", "how often the error can be fixed at all, 0 to 1")                               \
    X(VERDICT, "verdict", "whether the error can be fixed: true, partial or false")                          \
    X(CONFUSION, "confusion", "id of a record that is easily taken for this one")                            \
    X(LOCALE, "locale", "language of the fields that are not translations")                                  \
    X(EDGE_WEIGHT, "edge-weight", "how often the edge of the reference beside it is taken, 0 to 1")

enum role {
#define X(name, word, what) ROLE_##name,
    ROLE_LIST(X)
#undef X
        ROLE_COUNT
};

typedef uint32_t role_set; /* bit 1 << enum role */
#define ROLE_BIT(r)   ((role_set)1 << (r))
#define ROLE_BIT_NONE ((role_set)1 << 31) /* for a place without a role, where a set speaks of places */

const char *role_name(enum role r);
const char *role_summary(enum role r);

/* A page slot says where the renderer shows a place; the words are the renderer's (see markdown/), kept here
 * as text. */
struct role_place {
    struct str pattern; /* as "/workarounds/ * /action" without blanks; "" for the root */
    struct str name;    /* the last named step: how messages call the field */
    role_set roles;
    uint8_t types;           /* 1 << enum json_type that the schema allows; 0: any */
    struct str page;         /* the page slot, or empty */
    struct str lang;         /* of a translation: BCP 47 tag */
    uint32_t order;          /* of a date: its rank, 0 when it has none */
    bool edge_from;          /* of a reference: the other record comes before this one */
    const uint32_t *targets; /* places that `for` or `of` name */
    size_t target_count;
    uint32_t parent; /* the place above, or ROLE_NO_PLACE */
    uint32_t rank;   /* position among the parent's named children: the canonical key order */
    uint32_t first_child, next_sibling; /* named children, or ROLE_NO_PLACE */
    uint32_t any_child;                 /* the "*" child, or ROLE_NO_PLACE */
    uint32_t hash;                      /* json_key_hash of name */
    json_node schema;                   /* the first subschema that describes the place, in the schema */
    bool is_hit;     /* it has roles or a page slot, or is a target: the record's view keeps
                        its values */
    bool has_places; /* below it */
};
enum { ROLE_NO_PLACE = 0xFFFFFFFFu };

struct roles {
    struct role_place *places; /* places[0] is the root */
    uint32_t count;
    uint32_t *by_role[ROLE_COUNT]; /* place numbers, in the schema's order */
    uint32_t role_counts[ROLE_COUNT];
    struct arena arena;
};

/* Builds the roles of a schema document. -1 with a sentence that names the place in the schema when an
 * annotation is wrong (an unknown role or key, `of` that names no place). Free with roles_release in either
 * case. */
int roles_build(struct roles *r, const struct json_doc *schema, struct err *err);
void roles_release(struct roles *r);

/* The place of a pattern, or ROLE_NO_PLACE. */
uint32_t roles_find(const struct roles *r, struct str pattern);
/* The child place for a key, or for an item (key.s NULL); ROLE_NO_PLACE when the schema has none. */
uint32_t roles_child(const struct roles *r, uint32_t place, struct str key, uint32_t hash);
/* The same for the members of one object in turn: *hint starts as ROLE_NO_PLACE and remembers where the last
 * key was found, since keys mostly stand in the schema's order. */
uint32_t roles_child_near(const struct roles *r, uint32_t place, struct str key, uint32_t hash,
                          uint32_t *hint);
/* The first place with this page slot, or ROLE_NO_PLACE. */
uint32_t roles_slot(const struct roles *r, const char *slot);

#endif
