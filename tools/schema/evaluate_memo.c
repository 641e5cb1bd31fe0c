/* Verdicts remembered. Recursion through references can try one subschema on one value again and again, and
 * exponentially often in all; so once an evaluation has become long for its file, what reference targets came
 * to is kept by subschema, value and dynamic scope. */
#include "schema/evaluate.h"

enum { MEMO_FIRST = 1 << 12, MEMO_MAX = 1 << 22 };

static struct memo_entry *memo_slot(struct schema_scratch *s, const struct sub *sub, json_node n,
                                    uint32_t scope)
{
    uint64_t hash = (uint64_t)((uintptr_t)sub >> 4) * 0x9e3779b97f4a7c15u;
    hash ^= (uint64_t)n * 0xff51afd7ed558ccdu;
    hash ^= scope * 0xc4ceb9fe1a85ec53u;
    size_t at = (size_t)(hash >> 20) & (s->memo_size - 1);
    for (;; at = (at + 1) & (s->memo_size - 1)) {
        struct memo_entry *m = &s->memo[at];
        if (!m->sub || (m->sub == sub && m->node == n && m->scope == scope))
            return m;
    }
}

static void memo_grow(struct schema_scratch *s)
{
    struct memo_entry *old = s->memo;
    size_t size = s->memo_size;
    s->memo_size = size ? size * 4 : MEMO_FIRST;
    s->memo = mem_zalloc(s->memo_size, sizeof *s->memo);
    for (size_t i = 0; i < size; i++)
        if (old[i].sub)
            *memo_slot(s, old[i].sub, old[i].node, old[i].scope) = old[i];
    free(old);
}

static uint32_t scope_hash(const struct schema_scratch *s)
{
    uint32_t h = 0;
    for (size_t i = 0; i < s->scope.len; i++)
        h = (h ^ (uint32_t)((uintptr_t)s->scope.at[i] >> 4)) * 0x85ebca6bu;
    return h;
}

struct memo_entry *memo_find(struct schema_scratch *s, const struct sub *sub, json_node n, uint32_t *scope)
{
    if (s->memo_count * 2 >= s->memo_size && s->memo_size < MEMO_MAX)
        memo_grow(s);
    *scope = scope_hash(s);
    return memo_slot(s, sub, n, *scope);
}

void memo_keep(struct schema_scratch *s, struct memo_entry entry)
{
    if (s->memo_count * 2 >= s->memo_size)
        return;
    struct memo_entry *m = memo_slot(s, entry.sub, entry.node, entry.scope);
    s->memo_count += !m->sub;
    *m = entry;
}
