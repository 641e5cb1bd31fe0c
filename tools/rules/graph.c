/* graph/...: edges lead to records that are there, and not back to where they start. */
#include "rules/graph.h"
#include "base/similar.h"
#include "base/strmap.h"

static void check_self(struct check *c);
/* Where the edges lead that may be reported: 1 for an id that a record has, else 0. */
static void mark_targets(const struct corpus *k, const struct strmap *removed, struct strmap *targets)
{
    for (size_t i = 0; i < k->counts[FACT_REFERENCE]; i++) {
        const struct fact *edge = &k->facts[FACT_REFERENCE][i];
        if (corpus_is_asked(k, edge) || (removed->len && strmap_get(removed, edge->key)))
            strmap_put(targets, edge->key, 0, NULL);
    }
    for (size_t i = 0; i < k->counts[FACT_ID] && targets->len; i++) {
        uint32_t *there = strmap_get(targets, k->facts[FACT_ID][i].key);
        if (there)
            *there = 1;
    }
}

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
    struct role_hits edges = record_role(rec, ROLE_REFERENCE, c->arena);
    for (size_t i = 0; i < edges.len && id != JSON_NONE; i++) {
        if (!json_string_is(rec->doc, edges.at[i]->node, own))
            continue;
        struct finding *f =
            finding_at(c, &rule_graph_self, edges.at[i]->node, "the edge leads back to its own record");
        finding_help(c, f, "name the other record, or remove the edge");
    }
}

void collect_graph(struct check *c)
{
    json_node id = record_first(c->rec, ROLE_RECORD_ID);
    if (id != JSON_NONE)
        fact_add(c, FACT_ID, id, record_string(c->rec, id, c->arena), 0);
    struct role_hits edges = record_role(c->rec, ROLE_REFERENCE, c->arena);
    for (size_t i = 0; i < edges.len; i++)
        fact_add(c, FACT_REFERENCE, edges.at[i]->node, record_string(c->rec, edges.at[i]->node, c->arena), 0);
}

enum { SUGGESTIONS_MAX = 200 }; /* did-you-mean looks at every id: not for thousands of edges */

static void check_dangling(struct corpus *k)
{
    if (!k->run->whole_base)
        return;
    struct strmap targets = STRMAP_INIT, removed = STRMAP_INIT;
    for (size_t i = 0; i < k->run->removed_count; i++)
        strmap_put(&removed, k->run->removed[i], 0, NULL);
    mark_targets(k, &removed, &targets);
    int suggestions = 0;
    for (size_t i = 0; i < k->counts[FACT_REFERENCE] && targets.len; i++) {
        const struct fact *edge = &k->facts[FACT_REFERENCE][i];
        bool gone = removed.len && strmap_get(&removed, edge->key) != NULL;
        if ((!gone && !corpus_is_asked(k, edge)) || *strmap_get(&targets, edge->key))
            continue;
        if (gone) {
            struct finding *f = corpus_finding_anywhere(
                k, &rule_graph_dangling, edge, "the record \"%.*s\" is removed, and this edge leads to it",
                STR_FMT(edge->key));
            corpus_help(k, f, "remove the edge in the same change, or keep the record");
            continue;
        }
        struct finding *f =
            corpus_finding(k, &rule_graph_dangling, edge, "there is no record \"%.*s\"", STR_FMT(edge->key));
        struct similar near = similar_to(edge->key);
        if (suggestions++ < SUGGESTIONS_MAX)
            for (size_t j = 0; j < k->counts[FACT_ID]; j++)
                if (k->facts[FACT_ID][j].file != edge->file) /* not its own: that would be the next fault */
                    similar_offer(&near, k->facts[FACT_ID][j].key);
        if (near.best.s) {
            corpus_help(k, f, "did you mean \"%.*s\"?", STR_FMT(near.best));
            corpus_edit(k, f, edge->start + 1, edge->end - edge->start - 2, near.best);
            f->unsafe = true;
        } else {
            corpus_help(k, f, "write the record, or remove the edge");
        }
    }
    strmap_release(&targets);
    strmap_release(&removed);
}
