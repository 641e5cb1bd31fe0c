/* A run in memory for tests: the record schema, its roles, every rule, and the engine over texts that are
 * given. */
#ifndef KEDB_TESTS_STAGE_H
#define KEDB_TESTS_STAGE_H

#include "base/date.h"
#include "engine/engine.h"
#include "link/book.h"
#include "link/official.h"
#include "markdown/slots.h"
#include "record/builtin.h"
#include "rules/glossary.h"
#include "rules/tools.h"

#include <stdio.h>
#include <stdlib.h>

struct stage {
    struct run run;
    struct json_doc schema_doc;
    struct roles roles;
    struct schema *schema;
    struct selection selection;
    struct page_slots *slots;
    struct page_facts pages;
    struct official_hosts *official;
    struct glossary *glossary;
    struct link_book *links; /* what stage_ledger() gave */
    struct result result;
};

/* `schema` NULL: the record schema. Ends the test program when the schema cannot be used. */
static inline void stage_begin(struct stage *st, const char *schema)
{
    struct json_fault fault;
    struct err err = {"the schema is no JSON"};
    *st = (struct stage){0};
    struct str text = schema ? str_of(schema) : builtin_record_schema();
    if (json_parse(&st->schema_doc, text, &fault) != 0 ||
        roles_build(&st->roles, &st->schema_doc, &err) != 0 ||
        !(st->schema = schema_compile(&st->schema_doc, "schema.json", &err))) {
        fprintf(stderr, "%s\n", err.msg);
        exit(2);
    }
    st->run = (struct run){.stale_after = 365,
                           .roles = &st->roles,
                           .schema = st->schema,
                           .schema_doc = &st->schema_doc,
                           .schema_name = "schema.json",
                           .indent = 2,
                           .whole_base = true};
    date_parse(STR("2026-06-01"), &st->run.today, NULL);
    st->slots = page_slots_build(&st->roles);
    st->pages = (struct page_facts){.slots = st->slots, .suffixes = {".md", ".zh.md"}};
    st->run.pages = &st->pages;
    st->run.official = st->official = official_builtin();
    st->run.glossary = st->glossary = glossary_builtin();
    selection_init(&st->selection, rule_table);
}

/* A ledger for the rules on links: lines without the first one. */
static inline void stage_ledger(struct stage *st, const char *lines)
{
    struct buf text = BUF_INIT;
    struct err err;
    buf_adds(&text, "{\"kedb-ledger\":1}\n");
    buf_adds(&text, lines);
    st->run.links = st->links = link_book_new();
    if (link_book_read_lines(st->links, buf_str(&text), "ledger", &err) != 0) {
        fprintf(stderr, "%s\n", err.msg);
        exit(2);
    }
    buf_release(&text);
}

static inline void stage_run(struct stage *st, const struct source *sources, size_t count, size_t workers)
{
    struct engine engine = {.run = &st->run,
                            .selection = &st->selection,
                            .sources = sources,
                            .source_count = count,
                            .workers = workers,
                            .want_excerpts = true,
                            .tools_new = rule_tools_new,
                            .tools_free = rule_tools_free};
    engine_run(&engine, &st->result);
}

static inline void stage_end(struct stage *st)
{
    result_release(&st->result);
    official_free(st->official);
    glossary_free(st->glossary);
    link_book_free(st->links);
    selection_release(&st->selection);
    schema_free(st->schema);
    page_slots_free(st->slots);
    roles_release(&st->roles);
    json_release(&st->schema_doc);
}

#endif
