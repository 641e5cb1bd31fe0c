/* Where regex and text part: see regex_diverge.h. */
#include "rules/regex_diverge.h"

struct divergence regex_diverge(struct check *c, const struct regex_view *v, struct str text)
{
    return regex_tree_diverge(&v->tree, c->tools->matcher, text, c->arena);
}

char *regex_marked(struct check *c, struct str text, size_t from, size_t to)
{
    struct excerpt e = {.line = BUF_INIT, .marks = BUF_INIT};
    excerpt_build(&e, text, from, to, 100);
    char *out = arena_printf(c->arena, "%s\n%s", e.line.s, e.marks.s);
    excerpt_release(&e);
    return out;
}
