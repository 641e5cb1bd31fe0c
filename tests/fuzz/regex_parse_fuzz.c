/* The pattern parser on any bytes: spans inside the pattern and inside the parent's, sets that are sorted,
 * and no pattern refused that PCRE2 takes. */
#include "base/utf8.h"
#include "regex/match.h"
#include "regex/set.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_node(const struct regex_tree *t, const struct regex_node *n, struct arena *k)
{
    if (n->from > n->to || n->to > t->pattern.len)
        abort();
    struct regex_set set;
    if (regex_node_set(t, n, k, &set) || n->kind == REGEX_CLASS)
        for (size_t i = 0; i < set.len; i++)
            if (set.at[i].lo > set.at[i].hi || (i && set.at[i].lo <= set.at[i - 1].hi + 1))
                abort();
    regex_foreach_child(c, n)
    {
        if (n->kind != REGEX_CONDITIONAL && (c->from < n->from || c->to > n->to))
            abort();
        check_node(t, c, k);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str pattern = {(const char *)data, size};
    struct arena k = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span fault = {0};
    struct regex_fault refused;
    if (regex_parse(&t, pattern, size & 1 ? REGEX_FLAG_I : 0, &k, &fault) == 0) {
        check_node(&t, t.root, &k);
        for (size_t i = 0; i < t.note_count; i++)
            if (t.notes[i].from > t.notes[i].to || t.notes[i].to > size ||
                t.notes[i].construct >= CONSTRUCT_COUNT)
                abort();
    } else if (fault.from > fault.to || fault.to > size || !fault.what) {
        abort();
    } else if (size < 2000 && utf8_valid(pattern) == size) {
        struct regex *r = regex_compile(pattern, 0, &refused);
        if (r && !strstr(fault.what, "deep") && !strstr(fault.what, "too many"))
            abort();
        regex_free(r);
    }
    arena_release(&k);
    return 0;
}
