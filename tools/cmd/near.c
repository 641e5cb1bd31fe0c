/* Near misses: see near.h. */
#include "cmd/near.h"

#include "base/utf8.h"

/* A byte inside a character goes back to its first. */
static size_t char_start(struct str v, size_t at)
{
    while (at > 0 && at < v.len && ((unsigned char)v.s[at] & 0xC0) == 0x80)
        at--;
    return at;
}

void near_miss_try(struct near_miss *n, const struct scan_match *m, struct str pattern, const char *path,
                   struct matcher *matcher)
{
    size_t from = m->from > NEAR_REACH ? char_start(m->text, m->from - NEAR_REACH) : 0;
    size_t to =
        m->text.len - m->from > 2 * NEAR_REACH ? char_start(m->text, m->from + 2 * NEAR_REACH) : m->text.len;
    struct str text = str_sub(m->text, from, to);
    struct arena a = ARENA_INIT;
    struct regex_tree tree;
    struct regex_fault_span fault;
    if (regex_parse(&tree, pattern, REGEX_FLAG_I, &a, &fault) == 0) {
        struct divergence d = regex_tree_diverge(&tree, matcher, text, &a);
        if (d.literals >= NEAR_LITERALS && d.literals * 3 >= d.total && d.literals > n->literals) {
            free(n->text);
            n->text = mem_dup(text);
            n->literals = d.literals;
            n->path = path;
            n->line = m->line;
            n->column = 1 + m->offset + utf8_count(str_sub(m->text, 0, from + d.at));
            n->at = d.at;
            n->end = d.end;
            n->wanted = d.from;
            n->wanted_to = d.to;
        }
    }
    arena_release(&a);
}

void near_miss_release(struct near_miss *n)
{
    free(n->text);
    *n = (struct near_miss){0};
}

static void add_marked(struct buf *out, const char *name, struct str v, size_t from, size_t to)
{
    struct excerpt e = {.line = BUF_INIT, .marks = BUF_INIT};
    excerpt_build(&e, v, from, to, 100);
    buf_addf(out, "  %-6s | %s\n  %-6s | %s\n", name, e.line.s, "", e.marks.s);
    excerpt_release(&e);
}

void near_miss_show(const struct near_miss *n, struct str pattern, struct buf *out)
{
    struct str text = str_of(n->text);
    size_t next = n->at;
    if (n->at < text.len)
        utf8_next(text, &next);
    add_marked(out, "regex", pattern, n->wanted, n->wanted_to > n->wanted ? n->wanted_to : n->wanted + 1);
    add_marked(out, "text", text, n->at, next);
}
