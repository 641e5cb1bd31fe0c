/* Schema and instance together: the schema's text, a NUL, the instance's. No fault of memory, every end
 * within the limits, and the two evaluations and the explanations agree. */
#include "schema_agree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judge(const struct schema *s, const struct json_doc *instance)
{
    struct schema_scratch *scratch = schema_scratch_new();
    struct buf out = BUF_INIT;
    if (schema_disagreement(s, instance, scratch))
        abort();
    if (schema_judge(s, instance, scratch) != SCHEMA_UNDECIDED)
        for (int format = OUTPUT_FLAG; format <= OUTPUT_VERBOSE; format++) {
            struct json_doc written = JSON_DOC_INIT;
            struct json_fault fault;
            buf_clear(&out);
            output_write(s, instance, (enum output_format)format, &out);
            if (json_parse(&written, buf_str(&out), &fault) != 0)
                abort();
            json_release(&written);
        }
    buf_release(&out);
    schema_scratch_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    const char *nul = size ? memchr(data, 0, size) : NULL;
    struct json_doc schema = JSON_DOC_INIT, instance = JSON_DOC_INIT;
    struct json_limits limits = {.depth = 60};
    struct json_fault fault;
    struct err err;
    if (!nul || size > 20000)
        return 0;
    size_t cut = (size_t)(nul - all.s);
    if (json_parse_limited(&schema, str_sub(all, 0, cut), limits, &fault) == 0 &&
        json_parse_limited(&instance, str_sub(all, cut + 1, size), limits, &fault) == 0) {
        struct schema *s = schema_compile(&schema, "schema", &err);
        if (s)
            judge(s, &instance);
        else if (strncmp(err.msg, "schema:", 7) != 0 && strncmp(err.msg, "http", 4) != 0)
            abort();
        schema_free(s);
    }
    json_release(&schema);
    json_release(&instance);
    return 0;
}
