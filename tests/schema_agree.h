/* Holds what is said of one instance against itself: the fast evaluation, the one that remembers, and the
 * explanations agree. Used by tests and the fuzzer. */
#ifndef KEDB_TESTS_SCHEMA_AGREE_H
#define KEDB_TESTS_SCHEMA_AGREE_H

#include "schema/output.h"
#include "schema/trace.h"

/* NULL, or what differs. */
static inline const char *schema_disagreement(const struct schema *s, const struct json_doc *doc,
                                              struct schema_scratch *scratch)
{
    enum schema_verdict v = schema_judge(s, doc, scratch);
    if (v == SCHEMA_UNDECIDED)
        return NULL;
    struct arena a = ARENA_INIT;
    struct trace t;
    const char *what = NULL;
    const struct unit *root = trace_run(&t, s, doc, scratch, &a);
    if (!scratch->limit && root->valid != (v == SCHEMA_VALID))
        what = "the evaluation that remembers comes to another verdict";
    trace_release(&t);
    struct schema_faults faults = schema_explain(s, doc, scratch, &a);
    if (!what && !scratch->limit && (faults.len == 0) != (v == SCHEMA_VALID))
        what = faults.len ? "a valid instance is given a fault" : "an invalid instance is given no fault";
    scratch->memo_at_once = true;
    if (!what && schema_judge(s, doc, scratch) != v)
        what = "with verdicts remembered the evaluation comes to another one";
    scratch->memo_at_once = false;
    for (size_t i = 0; !what && i < faults.len; i++)
        if (faults.at[i].node >= doc->len)
            what = "a fault stands outside of the instance";
    arena_release(&a);
    return what;
}

#endif
