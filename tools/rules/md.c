/* md/...: the pages on disk are those of the records. The second is reported by the engine, for a page that
 * no record stands beside. */
#include "markdown/slots.h"
#include "rules/tools.h"

static void check_current(struct check *c);

#define EXAMPLE_PAGE "# Boom\n\n- **ID:** `aws/example`\n"
#define SMALL_SCHEMA                                                                                         \
    "{\"properties\": {\"id\": {\"x-kedb\": {\"roles\": [\"record-id\"], \"page\": \"id\"}},"                \
    "\"signature\": {\"x-kedb\": {\"page\": \"title\"}}}}"

const struct rule rule_md_current = {
    .id = "md/current",
    .summary = "a page must be what its record renders to",
    .why = "Readers see the page, not the record: a stale one tells them what the record no longer says.",
    .severity = SEVERITY_ERROR,
    .pages = true,
    .check = check_current,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"id\": \"aws/example\", \"signature\": \"Bang\"}",
             .text = "text",
             .schema = SMALL_SCHEMA,
             .page = EXAMPLE_PAGE,
             .at = "/id"},
            {.bad = "{\"signature\": \"Boom\"}",
             .text = "text",
             .schema = SMALL_SCHEMA,
             .page = EXAMPLE_PAGE,
             .at = ""},
            {.good = "{\"id\": \"aws/example\", \"signature\": \"Boom\"}",
             .text = "text",
             .schema = SMALL_SCHEMA,
             .page = EXAMPLE_PAGE},
            {0},
        },
};

const struct rule rule_md_orphan = {
    .id = "md/orphan",
    .summary = "a page must have a record",
    .why = "A page whose record is gone is never mended again, and nothing tells its readers.",
    .severity = SEVERITY_ERROR,
    .examples =
        (const struct rule_example[]){
            {.bad = EXAMPLE_PAGE, .text = "text", .path = "records/aws/gone.md", .at = ""},
            {.good = "{}"},
            {0},
        },
};

/* The number of the first line in which two texts differ. */
static size_t first_difference(struct str a, struct str b)
{
    size_t line = 1;
    for (size_t i = 0; i < a.len && i < b.len && a.s[i] == b.s[i]; i++)
        line += a.s[i] == '\n';
    return line;
}

static void check_current(struct check *c)
{
    const struct page_facts *facts = c->run->pages;
    struct str stem = str_of(c->rec->path);
    stem.len -= str_ends(stem, STR(".json")) ? 5 : 0;
    json_node id = record_first(c->rec, ROLE_RECORD_ID), at = id != JSON_NONE ? id : 0;
    struct page_set set;
    bool filled = false;
    for (enum page_language lang = 0; c->pages && lang < PAGE_LANGUAGE_COUNT; lang++) {
        if (!page_slots_has(facts->slots, lang) || (!c->pages[lang].s && !facts->rendered))
            continue;
        if (!filled && !page_fill(&set, facts->slots, c->rec->doc, c->arena))
            return;
        filled = true;
        buf_clear(&c->tools->page);
        page_render(&c->tools->page, &set.page[lang], NULL, NULL);
        struct str want = buf_str(&c->tools->page), have = c->pages[lang];
        if (have.s && str_eq(want, have))
            continue;
        struct finding *f = finding_at(c, &rule_md_current, at,
                                       have.s ? "the page %.*s%s is not what the record renders to"
                                              : "the page %.*s%s is missing",
                                       STR_FMT(stem), page_suffix(lang));
        if (have.s)
            finding_note(c, f, "they differ first in line %zu of the page", first_difference(want, have));
        finding_help(c, f, "run `kedb render`; the page is made from the record and not edited by hand");
    }
}
