/* Texts of ours held to the schemas that we publish for them. */
#ifndef KEDB_TESTS_VALID_H
#define KEDB_TESTS_VALID_H

#include "schema/schema.h"
#include "support.h"

static inline struct buf read_text(const char *path)
{
    struct buf b = BUF_INIT;
    struct err err;
    if (file_read(path, 0, &b, &err) != 0)
        fail_msg("%s", err.msg);
    return b;
}

static inline void expect_valid(const char *schema_path, struct str text)
{
    struct buf schema_text = read_text(schema_path);
    struct json_doc schema_doc = JSON_DOC_INIT, doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct err err;
    struct arena a = ARENA_INIT;
    assert_int_equal(json_parse(&schema_doc, buf_str(&schema_text), &fault), 0);
    if (json_parse(&doc, text, &fault) != 0)
        fail_msg("%s at %zu", fault.what, fault.at);
    struct schema *s = schema_compile(&schema_doc, schema_path, &err);
    if (!s)
        fail_msg("%s", err.msg);
    struct schema_scratch *scratch = schema_scratch_new();
    struct schema_faults faults = schema_explain(s, &doc, scratch, &a);
    if (faults.len)
        fail_msg("%s (%s)", faults.at[0].message, faults.at[0].place);
    assert_true(schema_valid(s, &doc, scratch));
    schema_scratch_free(scratch);
    schema_free(s);
    json_release(&schema_doc);
    json_release(&doc);
    buf_release(&schema_text);
    arena_release(&a);
}

#endif
