/* A record as rules see it: the document, and where in it each role stands. */
#ifndef KEDB_RECORD_RECORD_H
#define KEDB_RECORD_RECORD_H

#include "record/role.h"

/* One value of a record at a place that the schema knows. */
struct role_hit {
    json_node node;
    uint32_t place;
    json_node item; /* the nearest array item around it (or itself), JSON_NONE outside of lists: what pairs
                       `action` with `how` */
};

/* What no id ends in: SLUG.zh.md is the Chinese page of SLUG. */
#define RECORD_ID_TAKEN ".zh"

/* A hit is there only when the value's type is one that the schema allows and the value is not null. Hits are
 * in the order of the document. Read-only once built; lives as long as the document and the arena it was
 * built in. */
struct record {
    const char *path;       /* as reported, terminated */
    struct str id_expected; /* the path below the records folder without ".json"; empty when the file lies
                               elsewhere */
    const struct json_doc *doc;
    const struct roles *roles;
    struct role_hit *hits;
    role_set *hit_roles; /* of each hit's place */
    size_t hit_count;
    const struct role_hit **by_role;    /* hits role by role: of role r those from role_from[r] to before */
    uint32_t role_from[ROLE_COUNT + 1]; /* role_from[r + 1] */
    json_node *at;                      /* by place: the latest value there, JSON_NONE where there is none */
    role_set mistyped; /* roles of places whose value has a type that the schema does not allow; ROLE_BIT_NONE
                          for those without one */
    bool in_order; /* the keys of all objects that the schema knows stand in its order; false: perhaps not */
};

void record_build(struct record *rec, const struct roles *roles, const struct json_doc *doc, struct arena *a);

struct role_hits {
    const struct role_hit **at;
    size_t len;
};

/* All hits of a role, in document order; the list is the record's. */
struct role_hits record_role(const struct record *rec, enum role role);
/* The hits at one place. */
struct role_hits record_place(const struct record *rec, uint32_t place, struct arena *a);
/* The value at a place that is in no list, as json_pointer_find() finds it by the place's pattern, or
 * JSON_NONE. */
json_node record_at(const struct record *rec, uint32_t place);
/* The first value with a role or at a page slot, or JSON_NONE. */
json_node record_first(const struct record *rec, enum role role);
json_node record_slot(const struct record *rec, const char *slot);
/* The value with this role inside the array item `item`, or JSON_NONE. */
json_node record_in_item(const struct record *rec, enum role role, json_node item);
json_node record_slot_in_item(const struct record *rec, const char *slot, json_node item);

static inline const struct role_place *record_place_of(const struct record *rec, const struct role_hit *hit)
{
    return &rec->roles->places[hit->place];
}

/* The decoded string at a node; an empty view for JSON_NONE. */
struct str record_string(const struct record *rec, json_node n, struct arena *a);

#endif
