/* One thread's tools: see tools.h. */
#include "rules/tools.h"

#include "rules/regex_benign.h"
#include "rules/regex_view.h"

struct rule_tools *rule_tools_new(const struct run *run)
{
    struct rule_tools *t = mem_zalloc(1, sizeof *t);
    (void)run;
    t->schema = schema_scratch_new();
    t->matcher = matcher_new();
    t->pair = mem_zalloc(2, sizeof *t->pair);
    t->again = t->pair + 1;
    text_pair_init(t->pair);
    *t->again = *t->pair; /* nothing is owned yet */
    t->list = mem_zalloc(1, sizeof *t->list);
    t->before = mem_zalloc(1, sizeof *t->before);
    return t;
}

void rule_tools_free(struct rule_tools *t)
{
    if (!t)
        return;
    schema_scratch_free(t->schema);
    regex_views_forget(t);
    benign_free(t->benign);
    matcher_free(t->matcher);
    text_pair_release(t->pair);
    text_pair_release(t->again);
    free(t->pair);
    list_release(t->list);
    free(t->list);
    arena_release(&t->scratch);
    json_release(t->before);
    free(t->before);
    buf_release(&t->page);
    free(t);
}
