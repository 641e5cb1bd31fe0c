/* graph/...: edges lead to records that are there, and not back to where they start. */
#include "rules/graph.h"
#include "base/hash.h"
#include "base/hashset.h"
#include "base/similar.h"
#include "base/strmap.h"

static void check_self(struct check *c);
static void check_dangling(struct corpus *k);

const struct rule rule_graph_self = {
    .id = "graph/self",
    .summary = "an edge must not lead back to its own record",
    .why = "An error is not its own cause, effect or look-alike; such an edge is a slip for another id.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_RECORD_ID) | ROLE_BIT(ROLE_REFERENCE),
    .check = check_self,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"transition_graph\": {\"leads_to\": [{\"error_id\": \"aws/example\"}]}}",
             .at = "/transition_graph/leads_to/0/error_id"},
            {.good = "{\"transition_graph\": {\"leads_to\": [{\"error_id\": \"aws/other\"}]}}"},
            {0},
        },
};

const struct rule rule_graph_dangling = {
    .id = "graph/dangling",
    .summary = "an edge must lead to a record of the base",
    .why = "A reader who follows it finds nothing.",
    .severity = SEVERITY_ERROR,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_REFERENCE),
    .facts = FACT_BIT(FACT_ID) | FACT_BIT(FACT_REFERENCE),
    .fixes = true,
    .collect = collect_graph,
    .check_corpus = check_dangling,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"transition_graph\": {\"preceded_by\": [{\"error_id\": \"aws/othr\"}]}}",
             .with = "{\"id\": \"aws/other\"}",
             .at = "/transition_graph/preceded_by/0/error_id",
             .fixed = "{\"transition_graph\": {\"preceded_by\": [{\"error_id\": \"aws/other\"}]}}"},
            {.good = "{\"transition_graph\": {\"preceded_by\": [{\"error_id\": \"aws/other\"}]}}",
             .with = "{\"id\": \"aws/other\"}"},
            {0},
        },
};

static void check_self(struct check *c)
{
    const struct record *rec = c->rec;
    json_node id = record_first(rec, ROLE_RECORD_ID);
    struct str own = record_string(rec, id, c->arena);
    struct role_hits edges = record_role(rec, ROLE_REFERENCE);
    for (size_t i = 0; i < edges.len && id != JSON_NONE; i++) {
        if (!json_string_is(rec->doc, edges.at[i]->node, own))
            continue;
        struct finding *f =
            finding_at(c, &rule_graph_self, edges.at[i]->node, "the edge leads back to its own record");
        finding_help(c, f, "name the other record, or remove the edge");
    }
}

void collect_id(struct check *c)
{
    json_node node = record_first(c->rec, ROLE_RECORD_ID);
    if (node == JSON_NONE || fact_has(c, FACT_ID))
        return;
    struct str id = record_string(c->rec, node, c->arena);
    bool of_path = id.len && str_eq(id, c->rec->id_expected);
    fact_add(c, FACT_ID, node, of_path ? STR("") : id, of_path ? ID_OF_PATH : ID_AS_KEY);
}

void collect_graph(struct check *c)
{
    collect_id(c);
    struct role_hits edges = record_role(c->rec, ROLE_REFERENCE);
    for (size_t i = 0; i < edges.len; i++)
        fact_add(c, FACT_REFERENCE, edges.at[i]->node, record_string(c->rec, edges.at[i]->node, c->arena), 0);
}

struct str corpus_id(const struct corpus *k, const struct fact *id)
{
    return id->number == ID_OF_PATH ? corpus_expected_id(k, id->file) : id->key;
}

struct str corpus_id_of(const struct corpus *k, const struct fact_index *ids, uint32_t file)
{
    struct fact_run run = facts_of(ids, file);
    const struct fact *id = fact_run_next(&run);
    return id ? corpus_id(k, id) : (struct str){0};
}

enum { SUGGESTIONS_MAX = 200 }; /* did-you-mean looks at every id: not for thousands of edges */

/* An id of another record that is like what the edge names: its own would be the next fault. */
static struct similar find_near(struct corpus *k, const struct fact *edge)
{
    struct similar near = similar_to(edge->key);
    struct fact_cursor *ids = corpus_facts(k, FACT_ID);
    const struct fact *id;
    while ((id = fact_next(ids)) != NULL)
        if (id->file != edge->file)
            similar_offer(&near, corpus_id(k, id));
    return near;
}

static void report_dangling(struct corpus *k, const struct fact *edge, bool suggest)
{
    struct finding *f =
        corpus_finding(k, &rule_graph_dangling, edge, "there is no record \"%.*s\"", STR_FMT(edge->key));
    struct similar near = suggest ? find_near(k, edge) : similar_to(edge->key);
    if (near.best.s) {
        corpus_help(k, f, "did you mean \"%.*s\"?", STR_FMT(near.best));
        corpus_edit(k, f, edge->start + 1, edge->end - edge->start - 2, near.best);
        f->unsafe = true;
    } else {
        corpus_help(k, f, "write the record, or remove the edge");
    }
}

/* Whether there is an edge that may be reported. */
static bool any_edge(struct corpus *k)
{
    struct fact_cursor *c = corpus_facts(k, FACT_REFERENCE);
    const struct fact *f;
    while ((f = fact_next(c)) != NULL)
        if (corpus_is_asked(k, f) || k->run->removed_count)
            return true;
    return false;
}

static void check_dangling(struct corpus *k)
{
    if (!k->run->whole_base || !any_edge(k))
        return;
    struct hashset ids = {0};
    struct strmap removed = STRMAP_INIT;
    for (size_t i = 0; i < k->run->removed_count; i++)
        strmap_put(&removed, k->run->removed[i], 0, NULL);
    struct fact_cursor *c = corpus_facts(k, FACT_ID);
    const struct fact *f;
    hashset_reserve(&ids, k->file_count);
    while ((f = fact_next(c)) != NULL)
        hashset_add(&ids, hash_text(corpus_id(k, f)));
    int suggestions = 0;
    c = corpus_facts(k, FACT_REFERENCE);
    while ((f = fact_next(c)) != NULL) {
        bool gone = removed.len && strmap_get(&removed, f->key) != NULL;
        if ((!gone && !corpus_is_asked(k, f)) || hashset_has(&ids, hash_text(f->key)))
            continue;
        if (!gone) {
            report_dangling(k, f, suggestions++ < SUGGESTIONS_MAX);
            continue;
        }
        struct finding *found = corpus_finding_anywhere(
            k, &rule_graph_dangling, f, "the record \"%.*s\" is removed, and this edge leads to it",
            STR_FMT(f->key));
        corpus_help(k, found, "remove the edge in the same change, or keep the record");
    }
    hashset_release(&ids);
    strmap_release(&removed);
}
