/* From the tree to a PCRE2 pattern that means the same. Every character that could mean something to PCRE2 is
 * written by its number, every class as ranges; groups capture nothing, and a choice between single
 * characters is one class, so that `(.|\n)*` runs over a long string without a frame for each character. */
#include "regex/ecma_tree.h"

enum { COUNT_MAX = 65535, LAST = 0x10FFFF }; /* of a PCRE2 quantifier */

static void emit_char(uint32_t cp, struct buf *out)
{
    if (cp < 0x80 && (ascii_is_alnum((unsigned char)cp) || cp == '_' || cp == ' '))
        buf_addc(out, (char)cp);
    else if (cp < 0x80)
        buf_addf(out, "\\x{%x}", cp);
    else
        buf_add_cp(out, cp);
}

void ecma_emit_set(const struct ecma_set *s, struct buf *out)
{
    const struct ecma_range *r = s->ranges.at;
    bool empty = !s->ranges.len && !s->properties.len;
    bool full = s->ranges.len == 1 && r[0].from == 0 && r[0].to == LAST;
    if (empty || full) {
        buf_adds(out, empty == s->negated ? "(?s:.)" : "(?!)");
        return;
    }
    if (s->ranges.len == 1 && !s->properties.len && !s->negated && r[0].from == r[0].to) {
        emit_char(r[0].from, out);
        return;
    }
    buf_adds(out, s->negated ? "[^" : "[");
    for (size_t i = 0; i < s->ranges.len; i++) {
        buf_addf(out, "\\x{%x}", r[i].from);
        if (r[i].to != r[i].from)
            buf_addf(out, "-\\x{%x}", r[i].to);
    }
    for (size_t i = 0; i < s->properties.len; i++)
        buf_adds(out, s->properties.at[i].text);
    buf_addc(out, ']');
}

/* Adds what the node matches to a set, when it matches exactly one character whatever stands around it. */
static bool gather(const struct ecma_node *n, struct ecma_set *all)
{
    switch (n->kind) {
    case ECMA_CHAR: ecma_set_add(all, n->cp, n->cp); return true;
    case ECMA_SET:
        if (n->set->negated && n->set->properties.len)
            return false;
        if (n->set->negated) {
            uint32_t from = 0;
            for (size_t i = 0; i < n->set->ranges.len; i++) {
                if (n->set->ranges.at[i].from > from)
                    ecma_set_add(all, from, n->set->ranges.at[i].from - 1);
                from = n->set->ranges.at[i].to + 1;
            }
            if (from <= LAST)
                ecma_set_add(all, from, LAST);
            return true;
        }
        for (size_t i = 0; i < n->set->ranges.len; i++)
            *vec_push(&all->ranges) = n->set->ranges.at[i];
        for (size_t i = 0; i < n->set->properties.len; i++)
            *vec_push(&all->properties) = n->set->properties.at[i];
        return true;
    case ECMA_CAPTURE: return gather(n->child, all);
    case ECMA_SEQUENCE: return n->child && !n->child->next && gather(n->child, all);
    case ECMA_CHOICE:
        for (const struct ecma_node *c = n->child; c; c = c->next)
            if (!gather(c, all))
                return false;
        return true;
    default: return false;
    }
}

/* The node as one class, or false with nothing written. */
static bool emit_as_set(const struct ecma_node *n, struct buf *out)
{
    struct ecma_set all = {0};
    bool one = n->kind != ECMA_CHAR && gather(n, &all);
    if (one) {
        ecma_set_seal(&all);
        ecma_emit_set(&all, out);
    }
    vec_release(&all.ranges);
    vec_release(&all.properties);
    return one;
}

static void emit(const struct ecma_node *n, struct buf *out);

static void emit_counts(uint32_t min, uint32_t max, struct buf *out)
{
    if (min == 0 && max == ECMA_MANY)
        buf_addc(out, '*');
    else if (min == 1 && max == ECMA_MANY)
        buf_addc(out, '+');
    else if (min == 0 && max == 1)
        buf_addc(out, '?');
    else if (max == ECMA_MANY)
        buf_addf(out, "{%u,}", min);
    else if (min == max)
        buf_addf(out, "{%u}", min);
    else
        buf_addf(out, "{%u,%u}", min, max);
}

/* Counts past PCRE2's largest, as blocks of 65,535: x{t} is B{q}x{r}; x{0,t} is a whole number of blocks
 * below q and less than a block, or q blocks and at most r. Each length is made in one way only, so nothing
 * is tried twice. */
static void emit_blocks(struct str atom, uint32_t min, uint32_t max, struct buf *out)
{
    buf_adds(out, "(?:");
    if (min)
        buf_addf(out, "(?:%.*s{%d}){%u}%.*s{%u}", STR_FMT(atom), COUNT_MAX, min / COUNT_MAX, STR_FMT(atom),
                 min % COUNT_MAX);
    uint32_t more = max == ECMA_MANY ? 0 : max - min, blocks = more / COUNT_MAX;
    if (max == ECMA_MANY)
        buf_addf(out, "%.*s*", STR_FMT(atom));
    else if (!blocks)
        buf_addf(out, "%.*s{0,%u}", STR_FMT(atom), more);
    else
        buf_addf(out, "(?:(?:%.*s{%d}){%u}%.*s{0,%u}|(?:%.*s{%d}){0,%u}%.*s{0,%d})", STR_FMT(atom), COUNT_MAX,
                 blocks, STR_FMT(atom), more % COUNT_MAX, STR_FMT(atom), COUNT_MAX, blocks - 1, STR_FMT(atom),
                 COUNT_MAX - 1);
    buf_addc(out, ')');
}

static void emit_repeat(const struct ecma_node *n, struct buf *out)
{
    struct buf atom = BUF_INIT;
    const struct ecma_node *c = n->child;
    if (!emit_as_set(c, &atom)) {
        bool single = c->kind == ECMA_CHAR;
        buf_adds(&atom, single ? "" : "(?:");
        emit(c, &atom);
        buf_adds(&atom, single ? "" : ")");
    }
    if (n->min <= COUNT_MAX && (n->max <= COUNT_MAX || n->max == ECMA_MANY)) {
        buf_add_str(out, buf_str(&atom));
        emit_counts(n->min, n->max, out);
        if (n->lazy)
            buf_addc(out, '?');
    } else {
        emit_blocks(buf_str(&atom), n->min, n->max, out);
    }
    buf_release(&atom);
}

static void emit(const struct ecma_node *n, struct buf *out)
{
    switch (n->kind) {
    case ECMA_CHAR: emit_char(n->cp, out); break;
    case ECMA_SET: ecma_emit_set(n->set, out); break;
    case ECMA_START: buf_adds(out, "\\A"); break;
    case ECMA_END: buf_adds(out, "\\z"); break;
    case ECMA_BOUNDARY: buf_adds(out, n->negated ? "\\B" : "\\b"); break;
    case ECMA_LOOK:
        buf_addf(out, "(?%s%c", n->behind ? "<" : "", n->negated ? '!' : '=');
        emit(n->child, out);
        buf_addc(out, ')');
        break;
    case ECMA_REPEAT: emit_repeat(n, out); break;
    case ECMA_SEQUENCE:
        for (const struct ecma_node *c = n->child; c; c = c->next) {
            bool wrap = c->kind == ECMA_SEQUENCE || c->kind == ECMA_CHOICE;
            if (wrap && emit_as_set(c, out))
                continue;
            buf_adds(out, wrap ? "(?:" : "");
            emit(c, out);
            buf_adds(out, wrap ? ")" : "");
        }
        break;
    case ECMA_CAPTURE:
        if (emit_as_set(n, out))
            break;
        buf_adds(out, "(?:");
        emit(n->child, out);
        buf_addc(out, ')');
        break;
    case ECMA_CHOICE:
        for (const struct ecma_node *c = n->child; c; c = c->next) {
            emit(c, out);
            if (c->next)
                buf_addc(out, '|');
        }
        break;
    default: break;
    }
}

void ecma_emit(const struct ecma_tree *tree, struct buf *out)
{
    emit(tree->root, out);
}
