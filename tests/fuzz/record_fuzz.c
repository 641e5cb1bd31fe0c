/* Any bytes as a record, through every rule: no fault of memory, findings inside the file, a schema verdict
 * that agrees with its explanation, and safe fixes that leave JSON when there was JSON. */
#include "engine/fix.h"
#include "stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_schema(const struct stage *st, const struct json_doc *doc)
{
    struct schema_scratch *scratch = schema_scratch_new();
    struct arena a = ARENA_INIT;
    bool valid = schema_valid(st->schema, doc, scratch);
    if (valid != (schema_explain(st->schema, doc, scratch, &a).len == 0))
        abort();
    arena_release(&a);
    schema_scratch_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct stage st;
    if (!st.schema)
        stage_begin(&st, NULL);
    struct source source = {.path = "records/aws/example.json",
                            .id_expected = STR("aws/example"),
                            .text = {(const char *)data, size},
                            .asked = true};
    if (!size)
        return 0;
    stage_run(&st, &source, 1, 1);
    for (size_t i = 0; i < st.result.count; i++)
        if (st.result.findings[i].end > size || st.result.findings[i].start > st.result.findings[i].end)
            abort();
    struct json_doc doc = JSON_DOC_INIT, mended = JSON_DOC_INIT;
    struct json_fault fault;
    if (json_parse(&doc, source.text, &fault) == 0) {
        struct buf out = BUF_INIT;
        check_schema(&st, &doc);
        if (fix_apply(source.text, st.result.findings, st.result.count, false, &out) &&
            json_parse(&mended, buf_str(&out), &fault) != 0)
            abort();
        buf_release(&out);
    }
    json_release(&doc);
    json_release(&mended);
    result_release(&st.result);
    return 0;
}
