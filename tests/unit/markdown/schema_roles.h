/* For tests of pages: the built-in record schema's roles, and a record's text as a record. */
#ifndef TESTS_MARKDOWN_SCHEMA_ROLES_H
#define TESTS_MARKDOWN_SCHEMA_ROLES_H

#include "markdown/slots.h"
#include "record/builtin.h"

struct schema_roles {
    struct json_doc doc;
    struct roles roles;
    struct page_slots *slots;
};

static inline void schema_roles_open(struct schema_roles *s, struct str schema)
{
    struct json_fault fault;
    struct err err;
    memset(s, 0, sizeof *s);
    if (json_parse(&s->doc, schema, &fault) != 0 || roles_build(&s->roles, &s->doc, &err) != 0)
        abort();
    s->slots = page_slots_build(&s->roles);
}

static inline void schema_roles_close(struct schema_roles *s)
{
    page_slots_free(s->slots);
    roles_release(&s->roles);
    json_release(&s->doc);
}

/* The page of a record's text; false when there is none. Ends the program on text that is not JSON. */
static inline bool page_of_text(const struct schema_roles *s, struct str text, enum page_language lang,
                                struct buf *out)
{
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct arena a = ARENA_INIT;
    struct record rec = {.path = "records/aws/example.json"};
    struct page_data page;
    if (json_parse(&doc, text, &fault) != 0)
        abort();
    record_build(&rec, &s->roles, &doc, &a);
    bool filled = page_fill(&page, s->slots, &rec, lang, &a);
    if (filled)
        page_render(out, &page);
    arena_release(&a);
    json_release(&doc);
    return filled;
}

#endif
