/* A schema and an instance, parted by the first newline: an instance that does not fit has at least one
 * fault, in order, each at a node of the instance and at a place of a schema; one that fits has none. */
#include "schema/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judge(const struct schema *s, const struct json_doc *doc)
{
    struct schema_scratch *scratch = schema_scratch_new();
    struct arena arena = ARENA_INIT;
    enum schema_verdict verdict = schema_judge(s, doc, scratch);
    struct schema_faults faults = schema_explain(s, doc, scratch, &arena);
    if (verdict == SCHEMA_UNDECIDED || (verdict == SCHEMA_VALID) == (faults.len == 0)) {
        for (size_t i = 0; i < faults.len; i++) {
            const struct schema_fault *f = &faults.at[i];
            if (f->node >= doc->len || f->at >= f->schema_doc->len || !*f->message || !*f->place ||
                (i && faults.at[i - 1].node > f->node))
                abort();
        }
    } else {
        abort();
    }
    arena_release(&arena);
    schema_scratch_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    size_t cut = str_find(all, STR("\n"), 0);
    struct json_doc schema = JSON_DOC_INIT, doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct err err;
    if (cut == SIZE_MAX || size > 20000)
        return 0;
    if (json_parse(&schema, str_sub(all, 0, cut), &fault) == 0 &&
        json_parse(&doc, str_sub(all, cut + 1, size), &fault) == 0) {
        struct schema *s = schema_compile(&schema, "s.json", &err);
        if (s)
            judge(s, &doc);
        schema_free(s);
    }
    json_release(&doc);
    json_release(&schema);
    return 0;
}
