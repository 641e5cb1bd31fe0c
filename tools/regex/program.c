/* From the tree to a program: built from the end, each part knowing what comes after it. */
#include "regex/program.h"

#include "regex/property.h"

enum { CALLS_MAX = 2, COPY_MAX = 200 };

static uint32_t emit(struct program *p, struct node n)
{
    if (p->nodes.len >= NFA_NODES_MAX) {
        p->overflow = true;
        return 0;
    }
    *vec_push(&p->nodes) = n;
    return (uint32_t)p->nodes.len - 1;
}

static uint32_t set_index(struct program *p, struct regex_set s)
{
    /* the last few are compared: runs of a letter or a class are common, tables of all would be slow */
    for (size_t i = p->sets.len, seen = 0; i-- > 0 && seen < 32; seen++)
        if (regex_set_equal(p->sets.at[i], s))
            return (uint32_t)i;
    *vec_push(&p->sets) = s;
    return (uint32_t)p->sets.len - 1;
}

static uint32_t take(struct program *p, struct regex_set s, uint32_t next)
{
    return emit(p, (struct node){.op = OP_SET, .set = set_index(p, s), .a = next});
}

static uint32_t build(struct program *p, const struct regex_node *n, uint32_t next);

static uint32_t branch(struct program *p, const uint32_t *arms, size_t count)
{
    uint32_t first = (uint32_t)p->arms.len;
    for (size_t i = 0; i < count; i++)
        *vec_push(&p->arms) = arms[i];
    return emit(p, (struct node){.op = OP_BRANCH, .a = first, .b = (uint32_t)count});
}

static uint32_t build_sequence(struct program *p, const struct regex_node *n, uint32_t next)
{
    size_t count = 0, i = 0;
    regex_foreach_child(c, n) count++;
    const struct regex_node **items = arena_alloc(p->k, (count + 1) * sizeof(*items));
    regex_foreach_child(c, n) items[i++] = c;
    for (i = count; i-- > 0 && !p->overflow;)
        next = build(p, items[i], next);
    return next;
}

static uint32_t build_alternatives(struct program *p, const struct regex_node *first, uint32_t next)
{
    VEC(uint32_t) arms = {0};
    for (const struct regex_node *c = first; c && !p->overflow; c = c->next)
        *vec_push(&arms) = build(p, c, next);
    uint32_t at = branch(p, arms.at, arms.len);
    vec_release(&arms);
    return at;
}

static uint32_t build_loop(struct program *p, const struct regex_node *n, uint32_t next, bool once)
{
    uint32_t loop = emit(p, (struct node){.op = OP_LOOP, .lazy = n->sub == LAZY, .b = next});
    if (p->overflow)
        return 0;
    uint32_t body = build(p, n->child, loop);
    p->nodes.at[loop].a = body;
    return once ? body : loop;
}

static uint32_t build_optional(struct program *p, const struct regex_node *n, uint32_t inside, uint32_t next)
{
    uint32_t body = build(p, n->child, inside);
    uint32_t arms[2] = {body, next};
    if (n->sub == LAZY)
        arms[0] = next, arms[1] = body;
    return branch(p, arms, 2);
}

/* x{2,4} is x x (x (x)?)?, x{2,} is x x+ : as PCRE2 compiles them. */
static uint32_t build_repeat(struct program *p, const struct regex_node *n, uint32_t next)
{
    uint32_t min = n->min, max = n->max;
    if (n->sub == POSSESSIVE)
        p->approximate = true;
    if (p->options & NFA_UNBOUNDED && max > 3)
        max = REGEX_INFINITE, min = min > 1 ? 1 : min;
    uint32_t free = max == REGEX_INFINITE ? REGEX_INFINITE : max - min;
    if (min > p->cap || (free != REGEX_INFINITE && free > p->cap)) {
        p->approximate = p->capped = true;
        min = min < p->cap ? min : p->cap;
        free = free == REGEX_INFINITE || free < p->cap ? free : p->cap;
    }
    if (free == REGEX_INFINITE) {
        next = build_loop(p, n, next, min > 0);
        min -= min > 0;
    } else {
        uint32_t end = next;
        for (uint32_t i = 0; i < free && !p->overflow; i++)
            next = build_optional(p, n, next, end);
    }
    for (uint32_t i = 0; i < min && !p->overflow; i++)
        next = build(p, n->child, next);
    return next;
}

/* Whether a lookaround's body is decided by one character: the set, and whether the edge of the text will do.
 */
static bool single(struct program *p, const struct regex_node *n, struct regex_set *set, bool *edge)
{
    struct regex_set one;
    bool at_edge = false;
    switch (n->kind) {
    case REGEX_GROUP: return n->sub != GROUP_DEFINE && single(p, n->child, set, edge);
    case REGEX_ASSERT:
        if (n->flags & REGEX_FLAG_M || (n->sub != ASSERT_CARET && n->sub != ASSERT_DOLLAR))
            return false;
        *set = (struct regex_set){NULL, 0};
        *edge = true;
        return true;
    case REGEX_CHAR:
    case REGEX_ANY:
    case REGEX_SHORTHAND:
    case REGEX_CLASS: *edge = false; return regex_node_set(p->t, n, p->k, set);
    case REGEX_ALTERNATION:
        *set = (struct regex_set){NULL, 0};
        *edge = false;
        regex_foreach_child(c, n)
        {
            if (!single(p, c, &one, &at_edge))
                return false;
            *set = regex_set_union(p->k, *set, one);
            *edge |= at_edge;
        }
        return true;
    default: return false;
    }
}

static uint32_t build_look(struct program *p, const struct regex_node *n, uint32_t next)
{
    struct regex_set set;
    bool edge, behind = n->sub == LOOK_BEHIND || n->sub == LOOK_NOT_BEHIND;
    if (single(p, n->child, &set, &edge)) {
        if (n->sub == LOOK_NOT_AHEAD || n->sub == LOOK_NOT_BEHIND) {
            set = regex_set_complement(p->k, set);
            edge = !edge;
        }
        return emit(
            p, (struct node){
                   .op = behind ? OP_BEFORE : OP_NEXT, .set = set_index(p, set), .edge = edge, .a = next});
    }
    p->approximate = true;
    uint32_t maybe = emit(p, (struct node){.op = OP_MAYBE, .a = next});
    if (behind)
        return maybe;
    uint32_t end = emit(p, (struct node){.op = OP_ACCEPT_LOOK});
    uint32_t body = build(p, n->child, end);
    return emit(p, (struct node){.op = OP_LOOK, .a = body, .b = maybe});
}

static const struct regex_node *find_group(const struct regex_node *n, uint32_t number)
{
    if (n->kind == REGEX_GROUP && n->number == number && n->sub <= GROUP_NAMED)
        return n;
    regex_foreach_child(c, n)
    {
        const struct regex_node *found = find_group(c, number);
        if (found)
            return found;
    }
    return NULL;
}

/* What stands for a group elsewhere: nothing, or once more what it matches. */
static uint32_t build_copy(struct program *p, uint32_t number, bool optional, uint32_t next)
{
    const struct regex_node *g = number ? find_group(p->t->root, number) : p->t->root;
    p->approximate = true;
    uint32_t maybe = emit(p, (struct node){.op = OP_MAYBE, .a = next});
    if (!g || p->calls >= CALLS_MAX || g->to - g->from > COPY_MAX)
        return optional ? maybe : emit(p, (struct node){.op = OP_DEAD});
    p->calls++;
    uint32_t arms[2] = {build(p, number ? g->child : g, maybe), maybe};
    p->calls--;
    return optional ? branch(p, arms, 2) : arms[0];
}

static uint32_t build_newline(struct program *p, uint32_t next)
{
    static const struct regex_range one[] = {{'\n', '\r'}, {0x85, 0x85}, {0x2028, 0x2029}},
                                    cr[] = {{'\r', '\r'}}, lf[] = {{'\n', '\n'}};
    uint32_t pair = take(p, (struct regex_set){cr, 1}, take(p, (struct regex_set){lf, 1}, next));
    uint32_t arms[2] = {pair, take(p, (struct regex_set){one, 3}, next)};
    p->approximate = true; /* \R is atomic */
    return branch(p, arms, 2);
}

static uint32_t build_verb(struct program *p, const struct regex_node *n, uint32_t next)
{
    struct str name = regex_node_name(p->t, n);
    p->approximate = true;
    if (str_is(name, "F") || str_is(name, "FAIL"))
        return emit(p, (struct node){.op = OP_DEAD});
    return emit(p, (struct node){.op = OP_MAYBE, .a = next});
}

static uint32_t build(struct program *p, const struct regex_node *n, uint32_t next)
{
    static const struct regex_range any[] = {{0, REGEX_CP_MAX}};
    struct regex_set set;
    if (p->overflow)
        return 0;
    switch (n->kind) {
    case REGEX_CHAR:
    case REGEX_ANY:
    case REGEX_SHORTHAND:
    case REGEX_PROPERTY:
    case REGEX_CLASS:
        if (!regex_node_set(p->t, n, p->k, &set) &&
            !regex_property_set(str_sub(p->t->pattern, n->from, n->to), n->flags & REGEX_FLAG_I, p->k, &set))
            p->approximate = true;
        next = take(p, set, next);
        if (!p->overflow) {
            p->nodes.at[next].from = n->from;
            p->nodes.at[next].to = n->to;
        }
        return next;
    case REGEX_NEWLINE: return build_newline(p, next);
    case REGEX_BYTE:
    case REGEX_CLUSTER: p->approximate = true; return take(p, (struct regex_set){any, 1}, next);
    case REGEX_ASSERT:
        return n->sub == ASSERT_KEEP
                   ? next
                   : emit(p,
                          (struct node){
                              .op = OP_ASSERT, .kind = n->sub, .edge = n->flags & REGEX_FLAG_M, .a = next});
    case REGEX_GROUP:
        if (n->sub == GROUP_DEFINE)
            return next;
        p->approximate |= n->sub == GROUP_ATOMIC || n->sub == GROUP_SCRIPT_RUN;
        return build(p, n->child, next);
    case REGEX_LOOK: return build_look(p, n, next);
    case REGEX_BACKREF: return build_copy(p, n->number, true, next);
    case REGEX_CALL: return build_copy(p, n->number, false, next);
    case REGEX_CONDITIONAL: {
        const struct regex_node *arm =
            n->child->kind == REGEX_LOOK && n->child->next ? n->child->next : n->child;
        p->approximate = true;
        uint32_t maybe = emit(p, (struct node){.op = OP_MAYBE, .a = next});
        uint32_t arms[2] = {build(p, arm, maybe), arm->next ? build(p, arm->next, maybe) : maybe};
        return branch(p, arms, 2);
    }
    case REGEX_REPEAT: return build_repeat(p, n, next);
    case REGEX_SEQUENCE: return build_sequence(p, n, next);
    case REGEX_ALTERNATION: return build_alternatives(p, n->child, next);
    case REGEX_VERB: return build_verb(p, n, next);
    default: /* nothing, flags, comments, callouts */ return next;
    }
}

static void build_all(struct program *p, const struct regex_tree *t, unsigned options, uint32_t cap)
{
    static const struct regex_range any[] = {{0, REGEX_CP_MAX}};
    p->nodes.len = p->arms.len = p->sets.len = 0;
    p->t = t;
    p->options = options;
    p->cap = cap;
    p->approximate = p->capped = p->overflow = false;
    p->calls = 0;
    uint32_t accept = emit(p, (struct node){.op = OP_ACCEPT});
    p->start = build(p, t->root, accept);
    p->search = take(p, (struct regex_set){any, 1}, 0);
    if (p->overflow)
        return;
    uint32_t arms[2] = {p->start, p->search};
    uint32_t entry = branch(p, arms, 2);
    p->nodes.at[p->search].a = entry;
}

bool program_build(struct program *p, const struct regex_tree *t, unsigned options, struct arena *k)
{
    static const uint32_t caps[] = {REGEX_REPEAT_MAX, NFA_CAP, NFA_CAP / 5, 3};
    *p = (struct program){.k = k};
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
        build_all(p, t, options, caps[i]);
        if (!p->overflow)
            return true;
    }
    return false;
}

void program_release(struct program *p)
{
    vec_release(&p->nodes);
    vec_release(&p->arms);
    vec_release(&p->sets);
}
