/* The units that the walk leaves. */
#include "schema/trace.h"

struct unit *trace_unit(struct trace *t, struct unit *parent, const struct sub *sub, const char *keyword,
                        json_node n)
{
    struct unit *u = arena_zalloc(t->arena, 1, sizeof *u);
    u->path = arena_dup(t->arena, buf_str(&t->path));
    u->sub = sub;
    u->keyword = keyword;
    u->node = n;
    u->valid = true;
    t->units++;
    if (parent) {
        if (parent->last)
            parent->last->next = u;
        else
            parent->first = u;
        parent->last = u;
    }
    return u;
}

/* A value as an error shows it. */
const char *trace_shown(struct trace *t, struct str raw)
{
    size_t end = raw.len < 60 ? raw.len : 56;
    while (end < raw.len && end > 0 && ((unsigned char)raw.s[end] & 0xC0) == 0x80)
        end--;
    return arena_printf(t->arena, "%.*s%s", (int)end, raw.s, end < raw.len ? "..." : "");
}

void trace_release(struct trace *t)
{
    buf_release(&t->path);
}
