/* Strings from a tree: see sample.h. */
#include "regex/sample.h"

#include "regex/set.h"

struct sampler {
    const struct regex_tree *t;
    struct arena *k;
    struct sample_seed *seeds;
    size_t count;
    struct buf prefix;
};

/* A short text that a part matches, `arm` choosing among alternatives. */
static void sample(struct sampler *s, const struct regex_node *n, size_t arm, struct buf *out)
{
    struct regex_set set;
    if (out->len > SAMPLE_BYTES)
        return;
    switch (n->kind) {
    case REGEX_CHAR: buf_add_cp(out, n->cp); return;
    case REGEX_ANY:
    case REGEX_SHORTHAND:
    case REGEX_CLASS:
    case REGEX_PROPERTY:
        regex_node_set(s->t, n, s->k, &set);
        for (uint32_t cp = '!'; cp < 0x7F; cp++)
            if (regex_set_has(set, cp)) {
                buf_add_cp(out, regex_set_has(set, 'a') ? 'a' : cp);
                return;
            }
        if (set.len)
            buf_add_cp(out, set.at[0].lo);
        return;
    case REGEX_NEWLINE: buf_addc(out, '\n'); return;
    case REGEX_REPEAT:
        for (uint32_t i = 0; i < n->min && out->len <= SAMPLE_BYTES; i++)
            sample(s, n->child, arm, out);
        return;
    case REGEX_ALTERNATION: {
        size_t count = 0;
        regex_foreach_child(c, n) count++;
        if (count == 0)
            return;
        const struct regex_node *c = n->child;
        for (size_t i = arm % count; i > 0; i--)
            c = c->next;
        sample(s, c, arm / count, out);
        return;
    }
    case REGEX_GROUP:
    case REGEX_SEQUENCE: regex_foreach_child(c, n) sample(s, c, arm, out); return;
    default: return;
    }
}

static void add_seeds(struct sampler *s, const struct regex_node *n)
{
    struct buf pump = BUF_INIT;
    for (size_t arm = 0; arm < 4 && s->count < SAMPLE_SEEDS; arm++) {
        buf_clear(&pump);
        sample(s, n->child, arm, &pump);
        if (pump.len == 0 || (arm && str_eq(buf_str(&pump), s->seeds[s->count - 1].pump)))
            continue;
        s->seeds[s->count++] = (struct sample_seed){arena_str(s->k, buf_str(&s->prefix)),
                                                    arena_str(s->k, buf_str(&pump)), n->from, n->to};
    }
    buf_release(&pump);
}

/* Walks down, with the text that leads to a place in `prefix`. */
static void walk(struct sampler *s, const struct regex_node *n)
{
    size_t start = s->prefix.len;
    if (s->count == SAMPLE_SEEDS)
        return;
    if (n->kind == REGEX_REPEAT && n->max > 8)
        add_seeds(s, n);
    regex_foreach_child(c, n)
    {
        walk(s, c);
        if (n->kind == REGEX_SEQUENCE)
            sample(s, c, 0, &s->prefix);
    }
    s->prefix.len = start;
}

size_t sample_seeds(struct sample_seed seeds[SAMPLE_SEEDS], const struct regex_tree *t, struct arena *k)
{
    struct sampler s = {.t = t, .k = k, .seeds = seeds};
    walk(&s, t->root);
    buf_release(&s.prefix);
    return s.count;
}
