/* record/id-...: a record's id is its path, begins with its domain, and is its alone. */
#include "base/hash.h"
#include "base/hashset.h"
#include "base/strmap.h"
#include "rules/graph.h"

static void check_id(struct check *c);
static void check_unique(struct corpus *k);

const struct rule rule_record_id_path = {
    .id = "record/id-path",
    .summary = "the id must equal the file's path below the records folder, and not end in \".zh\"",
    .why = "Links and edges name records by id; a reader who follows one looks for a file of that name. "
           "SLUG.zh.md is the Chinese page of SLUG.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_RECORD_ID),
    .fixes = true,
    .check = check_id,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"id\": \"aws/exampel\"}", .at = "/id", .fixed = "{\"id\": \"aws/example\"}"},
            {.bad = "{\"id\": \"aws/example.zh\"}", .path = "records/aws/example.zh.json", .at = "/id"},
            {.good = "{\"id\": \"git/lock\", \"domain\": \"git\"}", .path = "records/git/lock.json"},
            {.good = "{\"id\": \"git/lock-zh\", \"domain\": \"git\"}", .path = "records/git/lock-zh.json"},
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
    .facts = FACT_BIT(FACT_ID),
    .collect = collect_id,
    .check_corpus = check_unique,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}", .with = "{\"id\": \"aws/example\"}", .at = "/id"},
            {.good = "{}", .with = "{\"id\": \"aws/other\"}"},
            {0},
        },
};

/* SLUG.zh.md is the Chinese page of SLUG, whether there is such a record today or not. */
static void check_suffix(struct check *c, json_node id, struct str value)
{
    if (!str_ends(value, STR(RECORD_ID_TAKEN)))
        return;
    struct finding *f = finding_at(
        c, &rule_record_id_path, id,
        "the id %.*s ends in \"" RECORD_ID_TAKEN "\": its page would be the Chinese page of \"%.*s\"",
        STR_FMT(json_raw(c->rec->doc, id)), STR_FMT(str_sub(value, 0, value.len - strlen(RECORD_ID_TAKEN))));
    finding_help(c, f, "give the record another slug, such as one that ends in \"-zh\"");
}

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
    check_suffix(c, id, value);
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

/* The hashes of ids that come twice. */
static struct hashset find_repeated(struct corpus *k)
{
    struct hashset seen = {0}, twice = {0};
    struct fact_cursor *c = corpus_facts(k, FACT_ID);
    const struct fact *f;
    hashset_reserve(&seen, k->file_count);
    while ((f = fact_next(c)) != NULL) {
        uint64_t hash = hash_text(corpus_id(k, f));
        if (!hashset_add(&seen, hash))
            hashset_add(&twice, hash);
    }
    hashset_release(&seen);
    return twice;
}

/* The hashes of the ids that were asked for. */
static struct hashset find_asked(struct corpus *k)
{
    struct hashset asked = {0};
    struct fact_cursor *c = corpus_facts(k, FACT_ID);
    const struct fact *f;
    while ((f = fact_next(c)) != NULL)
        if (corpus_is_asked(k, f))
            hashset_add(&asked, hash_text(corpus_id(k, f)));
    return asked;
}

static void check_unique(struct corpus *k)
{
    struct hashset wanted = k->filter ? find_asked(k) : find_repeated(k);
    struct strmap first = STRMAP_INIT; /* the first file of each such id */
    struct fact_cursor *c = corpus_facts(k, FACT_ID);
    const struct fact *f;
    while ((wanted.len || wanted.zero) && (f = fact_next(c)) != NULL) {
        struct str id = corpus_id(k, f);
        bool fresh;
        if (!hashset_has(&wanted, hash_text(id)))
            continue;
        uint32_t file = *strmap_put(&first, id, f->file, &fresh);
        if (fresh)
            continue;
        struct finding *out =
            corpus_finding(k, &rule_record_id_unique, f, "the id \"%.*s\" is also that of %s", STR_FMT(id),
                           corpus_path(k, file));
        corpus_help(k, out, "give one of the two another id, or merge them");
    }
    strmap_release(&first);
    hashset_release(&wanted);
}
