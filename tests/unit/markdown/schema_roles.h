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
    struct page_set set;
    if (json_parse(&doc, text, &fault) != 0)
        abort();
    bool filled = page_fill(&set, s->slots, &doc, &a);
    if (filled && lang != PAGE_ENGLISH &&
        page_slots_has(s->slots, lang)) { /* as a run renders it: after the English one */
        struct buf english = BUF_INIT;
        page_render(&english, &set.page[PAGE_ENGLISH], NULL, NULL);
        page_render(out, &set.page[lang], &set.page[PAGE_ENGLISH], &english);
        buf_release(&english);
    } else if (filled) {
        page_render(out, &set.page[PAGE_ENGLISH], NULL, NULL);
    }
    arena_release(&a);
    json_release(&doc);
    return filled;
}

#endif
