/* record/id-...: a record's id is its path, begins with its domain, and is its alone. */
#include "base/strmap.h"
#include "rules/graph.h"

static void check_id(struct check *c);
static void check_unique(struct corpus *k);

const struct rule rule_record_id_path = {
    .id = "record/id-path",
    .summary = "the id must equal the file's path below the records folder",
    .why = "Links and edges name records by id; a reader who follows one looks for a file of that name.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_RECORD_ID),
    .fixes = true,
    .check = check_id,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"id\": \"aws/exampel\"}", .at = "/id", .fixed = "{\"id\": \"aws/example\"}"},
            {.good = "{\"id\": \"git/lock\", \"domain\": \"git\"}", .path = "records/git/lock.json"},
            {0},
        },
};

const struct rule rule_record_id_domain = {
    .id = "record/id-domain",
    .summary = "the id must begin with the domain",
    .why = "Consumers pick records by domain from the id alone; a record in the wrong one is not found.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_RECORD_ID) | ROLE_BIT(ROLE_DOMAIN),
    .check = check_id,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"domain\": \"azure\"}", .at = "/domain"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_record_id_unique = {
    .id = "record/id-unique",
    .summary = "no two records may have the same id",
    .why = "An edge or a link to the id then means two things, and one of the records is never shown.",
    .severity = SEVERITY_ERROR,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_RECORD_ID),
    .collect = collect_graph,
    .check_corpus = check_unique,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}", .with = "{\"id\": \"aws/example\"}", .at = "/id"},
            {.good = "{}", .with = "{\"id\": \"aws/other\"}"},
            {0},
        },
};

static void check_id(struct check *c)
{
    const struct record *rec = c->rec;
    json_node id = record_first(rec, ROLE_RECORD_ID), domain = record_first(rec, ROLE_DOMAIN);
    if (id == JSON_NONE)
        return;
    struct str value = record_string(rec, id, c->arena), first = value;
    struct str expected = rec->id_expected;
    if (expected.len && !str_eq(value, expected)) {
        struct finding *f =
            finding_at(c, &rule_record_id_path, id, "the id is %.*s, but the file's path says \"%.*s\"",
                       STR_FMT(json_raw(rec->doc, id)), STR_FMT(expected));
        finding_help(c, f, "rename the file, or write the id that its path says");
        finding_replace_string(c, f, id, expected);
        f->unsafe = true;
    }
    size_t slash = str_find(value, STR("/"), 0);
    if (domain == JSON_NONE || slash == SIZE_MAX)
        return;
    first.len = slash;
    struct str name = record_string(rec, domain, c->arena);
    if (!str_eq(first, name)) {
        struct finding *f = finding_at(c, &rule_record_id_domain, domain,
                                       "the domain is \"%.*s\", but the id begins with \"%.*s\"",
                                       STR_FMT(name), STR_FMT(first));
        finding_help(c, f, "the first half of the id is the domain: mend the one that is wrong");
    }
}

static void check_unique(struct corpus *k)
{
    const uint32_t nobody = UINT32_MAX;
    struct strmap seen = STRMAP_INIT; /* the ids asked for, and who has them first */
    for (size_t i = 0; i < k->counts[FACT_ID]; i++)
        if (corpus_is_asked(k, &k->facts[FACT_ID][i]))
            strmap_put(&seen, k->facts[FACT_ID][i].key, nobody, NULL);
    for (size_t i = 0; i < k->counts[FACT_ID] && seen.len; i++) {
        const struct fact *f = &k->facts[FACT_ID][i];
        uint32_t *holder = strmap_get(&seen, f->key);
        if (!holder)
            continue;
        if (*holder == nobody) {
            *holder = (uint32_t)i;
            continue;
        }
        const struct fact *first = &k->facts[FACT_ID][*holder];
        struct finding *out =
            corpus_finding(k, &rule_record_id_unique, f, "the id \"%.*s\" is also that of %s",
                           STR_FMT(f->key), k->paths[first->file]);
        corpus_help(k, out, "give one of the two another id, or merge them");
    }
    strmap_release(&seen);
}
