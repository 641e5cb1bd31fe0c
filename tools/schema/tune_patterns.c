/* An index of patternProperties by the text that names must begin with. */
#include "schema/compiler.h"

enum { FEW_PATTERNS = 8 };

static struct str prefix_of(struct compiler *c, const struct pattern_rule *rule)
{
    const struct pattern *p = rule->pattern;
    if (p->kind == PATTERN_EXACT || p->kind == PATTERN_PREFIX)
        return p->text;
    struct buf b = BUF_INIT;
    if (p->kind == PATTERN_ENGINE)
        pattern_prefix(rule->text, &b);
    struct str out = arena_str(&c->s->arena, buf_str(&b));
    buf_release(&b);
    return out;
}

static void add_length(struct pattern_index *x, uint32_t length)
{
    size_t at = 0;
    while (at < x->length_count && x->lengths[at] < length)
        at++;
    if (at < x->length_count && x->lengths[at] == length)
        return;
    memmove(x->lengths + at + 1, x->lengths + at, (x->length_count - at) * sizeof *x->lengths);
    x->lengths[at] = length;
    x->length_count++;
}

static void add_rule(struct pattern_index *x, uint32_t rule)
{
    struct str prefix = x->prefixes[rule];
    uint32_t at = json_key_hash(prefix) & x->mask;
    while (x->slots[at] && !str_eq(x->prefixes[x->slots[at] - 1], prefix))
        at = (at + 1) & x->mask;
    x->next[rule] = x->slots[at];
    x->slots[at] = rule + 1;
}

void tune_patterns(struct compiler *c, struct object_rules *r)
{
    struct arena *a = &c->s->arena;
    size_t count = r->pattern_count;
    if (count < FEW_PATTERNS)
        return;
    struct pattern_index *x = arena_zalloc(a, 1, sizeof *x);
    x->prefixes = arena_zalloc(a, count, sizeof *x->prefixes);
    x->next = arena_zalloc(a, count, sizeof *x->next);
    x->others = arena_zalloc(a, count, sizeof *x->others);
    x->lengths = arena_zalloc(a, count + 1, sizeof *x->lengths);
    for (x->mask = 15; x->mask < count * 2;)
        x->mask = x->mask * 2 + 1;
    x->slots = arena_zalloc(a, (size_t)x->mask + 1, sizeof *x->slots);
    for (uint32_t i = 0; i < count; i++) {
        x->prefixes[i] = prefix_of(c, &r->patterns[i]);
        if (!x->prefixes[i].len) {
            x->others[x->other_count++] = i;
            continue;
        }
        add_length(x, (uint32_t)x->prefixes[i].len);
        add_rule(x, i);
    }
    if (x->other_count < count)
        r->pattern_index = x;
}
