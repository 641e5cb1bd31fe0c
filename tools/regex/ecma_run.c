/* A backtracking machine for what PCRE2 does not do as ECMA-262 does: groups are emptied at each round of the
 * loop around them, a reference to an empty group matches, lookbehind runs backwards over any length, counts
 * are not expanded. Compiled from the tree (22.2.2 of ECMA-262 is its model: each instruction is a matcher of
 * that section), run with an explicit stack; what an instruction changes is logged and undone on the way
 * back. */
#include "regex/ecma_tree.h"

#include "base/utf8.h"

#include <stdio.h>

enum op {
    OP_MATCH,
    OP_CHAR, /* cp */
    OP_SET,  /* set */
    OP_START,
    OP_END,
    OP_BOUNDARY, /* cp: 1 when it must not be one */
    OP_SAVE,     /* x: register that takes the place */
    OP_FORK,     /* goes on, later at x */
    OP_JUMP,     /* x */
    OP_BACKREF,  /* x: group */
    OP_LOOK,     /* x: the instruction after; cp: 1 negated. The body ends in OP_MATCH */
    OP_ENTER,    /* x: loop; its count is 0 */
    OP_LOOP,     /* x: loop; y: past it. Decides on another round */
    OP_ROUND     /* x: loop; y: its OP_LOOP. A round ended */
};

struct instruction {
    uint8_t op;
    bool back; /* reads the character before the place */
    uint32_t x, y, cp;
    uint32_t from, to; /* of the pattern */
    const struct ecma_set *set;
    const struct regex *members; /* of a set with properties */
};

struct loop {
    uint32_t min, max;
    bool lazy;
    uint32_t group, group_to;
    uint32_t count, mark; /* registers: rounds done, place where this one began */
};

struct ecma_program {
    struct str pattern;
    VEC(struct instruction) code;
    VEC(struct loop) loops;
    VEC(struct regex *) owned;
    uint32_t groups, registers; /* two registers a group, from group 1 on; then those of loops */
    bool anchored;
};

struct builder {
    struct ecma_program *p;
    struct regex_fault *fault;
    bool back;
};

/* Valid until the next one is put. */
static struct instruction *put(struct builder *b, enum op op, const struct ecma_node *n)
{
    struct instruction *i = vec_push(&b->p->code);
    *i = (struct instruction){.op = (uint8_t)op, .back = b->back, .from = n->from, .to = n->to};
    return i;
}

/* The index of the next instruction. */
static uint32_t next_at(const struct builder *b)
{
    return (uint32_t)b->p->code.len;
}

static int build(struct builder *b, const struct ecma_node *n);

static int build_set(struct builder *b, const struct ecma_node *n)
{
    uint32_t at = next_at(b);
    put(b, OP_SET, n);
    b->p->code.at[at].set = n->set;
    if (!n->set->properties.len)
        return 0;
    struct buf text = BUF_INIT;
    ecma_emit_set(n->set, &text);
    struct regex *r = regex_compile(buf_str(&text), REGEX_TRANSLATED, b->fault);
    buf_release(&text);
    if (!r)
        return -1;
    *vec_push(&b->p->owned) = r;
    b->p->code.at[at].members = r;
    return 0;
}

static int build_repeat(struct builder *b, const struct ecma_node *n)
{
    uint32_t loop = (uint32_t)b->p->loops.len;
    *vec_push(&b->p->loops) =
        (struct loop){n->min, n->max, n->lazy, n->group, n->group_to, b->p->registers, b->p->registers + 1};
    b->p->registers += 2;
    put(b, OP_ENTER, n)->x = loop;
    uint32_t top = next_at(b);
    put(b, OP_LOOP, n);
    if (build(b, n->child) != 0)
        return -1;
    uint32_t end = next_at(b);
    put(b, OP_ROUND, n);
    b->p->code.at[end].x = loop;
    b->p->code.at[end].y = top;
    b->p->code.at[top].x = loop;
    b->p->code.at[top].y = end + 1;
    return 0;
}

static int build_look(struct builder *b, const struct ecma_node *n)
{
    bool before = b->back;
    uint32_t at = next_at(b);
    put(b, OP_LOOK, n);
    b->p->code.at[at].cp = n->negated;
    b->back = n->behind;
    if (build(b, n->child) != 0)
        return -1;
    b->back = before;
    uint32_t end = next_at(b);
    put(b, OP_MATCH, n);
    b->p->code.at[at].x = end + 1;
    return 0;
}

static int build_choice(struct builder *b, const struct ecma_node *n)
{
    VEC(uint32_t) jumps = {0};
    int rc = 0;
    for (const struct ecma_node *c = n->child; c && rc == 0; c = c->next) {
        uint32_t fork = next_at(b);
        if (c->next)
            put(b, OP_FORK, c);
        rc = build(b, c);
        if (c->next) {
            *vec_push(&jumps) = next_at(b);
            put(b, OP_JUMP, c);
            b->p->code.at[fork].x = next_at(b);
        }
    }
    for (size_t i = 0; i < jumps.len; i++)
        b->p->code.at[jumps.at[i]].x = next_at(b);
    vec_release(&jumps);
    return rc;
}

static int build_sequence(struct builder *b, const struct ecma_node *n)
{
    if (!b->back) {
        for (const struct ecma_node *c = n->child; c; c = c->next)
            if (build(b, c) != 0)
                return -1;
        return 0;
    }
    VEC(const struct ecma_node *) items = {0};
    int rc = 0;
    for (const struct ecma_node *c = n->child; c; c = c->next)
        *vec_push(&items) = c;
    for (size_t i = items.len; i-- > 0 && rc == 0;)
        rc = build(b, items.at[i]);
    vec_release(&items);
    return rc;
}

static int build(struct builder *b, const struct ecma_node *n)
{
    switch (n->kind) {
    case ECMA_CHAR: put(b, OP_CHAR, n)->cp = n->cp; return 0;
    case ECMA_SET: return build_set(b, n);
    case ECMA_START: put(b, OP_START, n); return 0;
    case ECMA_END: put(b, OP_END, n); return 0;
    case ECMA_BOUNDARY: put(b, OP_BOUNDARY, n)->cp = n->negated; return 0;
    case ECMA_CAPTURE: {
        uint32_t first = 2 * (n->group - 1) + (b->back ? 1 : 0);
        put(b, OP_SAVE, n)->x = first;
        if (build(b, n->child) != 0)
            return -1;
        put(b, OP_SAVE, n)->x = first ^ 1;
        return 0;
    }
    case ECMA_LOOK: return build_look(b, n);
    case ECMA_BACKREF: put(b, OP_BACKREF, n)->x = n->group; return 0;
    case ECMA_SEQUENCE: return build_sequence(b, n);
    case ECMA_CHOICE: return build_choice(b, n);
    case ECMA_REPEAT: return build_repeat(b, n);
    default: return 0;
    }
}

/* Whether a match can only begin at the start: ^ stands first on every way. */
static bool anchored(const struct ecma_node *n)
{
    switch (n->kind) {
    case ECMA_START: return true;
    case ECMA_CAPTURE: return anchored(n->child);
    case ECMA_SEQUENCE: return n->child && anchored(n->child);
    case ECMA_REPEAT: return n->min > 0 && anchored(n->child);
    case ECMA_CHOICE:
        for (const struct ecma_node *c = n->child; c; c = c->next)
            if (!anchored(c))
                return false;
        return true;
    default: return false;
    }
}

struct ecma_program *ecma_program_new(const struct ecma_tree *tree, struct regex_fault *fault)
{
    struct ecma_program *p = mem_zalloc(1, sizeof *p);
    struct builder b = {.p = p, .fault = fault};
    p->pattern = tree->pattern;
    p->groups = tree->groups;
    p->registers = 2 * tree->groups;
    p->anchored = anchored(tree->root);
    if (build(&b, tree->root) != 0) {
        ecma_program_free(p);
        return NULL;
    }
    put(&b, OP_MATCH, tree->root);
    return p;
}

void ecma_program_free(struct ecma_program *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->owned.len; i++)
        regex_free(p->owned.at[i]);
    vec_release(&p->owned);
    vec_release(&p->code);
    vec_release(&p->loops);
    free(p);
}

enum { UNSET = 0xFFFFFFFFu, STACK_MAX = 8000000 }; /* entries of the stack, of the log */

struct way { /* to try later */
    uint32_t pc, at;
    size_t log;
};

struct change {
    uint32_t reg, was;
};

struct machine {
    const struct ecma_program *p;
    struct matcher *matcher;
    struct str s;
    uint32_t *regs;
    VEC(struct way) ways;
    VEC(struct change) log;
    uint64_t steps;
    struct ecma_stop *stop; /* NULL: not asked */
    unsigned looks;         /* depth of lookaround */
    bool limit;
};

static void set_reg(struct machine *m, uint32_t reg, uint32_t value)
{
    if (m->regs[reg] == value)
        return;
    *vec_push(&m->log) = (struct change){reg, m->regs[reg]};
    m->regs[reg] = value;
}

static void undo(struct machine *m, size_t to)
{
    while (m->log.len > to) {
        struct change c = m->log.at[--m->log.len];
        m->regs[c.reg] = c.was;
    }
}

static bool is_word_at(struct str s, size_t at)
{
    return at < s.len && (ascii_is_alnum((unsigned char)s.s[at]) || s.s[at] == '_');
}

/* The next character of the direction taken, `at` moved; false at the end. */
static bool take(const struct machine *m, const struct instruction *i, uint32_t *at, uint32_t *cp)
{
    size_t here = *at;
    if (i->back ? here == 0 : here >= m->s.len)
        return false;
    *cp = i->back ? utf8_prev(m->s, &here) : utf8_next(m->s, &here);
    *at = (uint32_t)here;
    return true;
}

static bool set_has(struct machine *m, const struct instruction *i, uint32_t cp)
{
    if (!i->members)
        return ecma_set_has(i->set, cp) != i->set->negated;
    char bytes[4] = {0};
    struct str one = {bytes, utf8_encode(cp, bytes)};
    return regex_search(i->members, m->matcher, one, NULL, NULL) == REGEX_MATCH;
}

static bool same_as_group(struct machine *m, const struct instruction *i, uint32_t *at)
{
    uint32_t from = m->regs[2 * (i->x - 1)], to = m->regs[2 * (i->x - 1) + 1];
    if (from == UNSET || to == UNSET)
        return true;
    uint32_t len = to - from;
    m->steps += len / 16;
    if (i->back ? *at < len : m->s.len - *at < len)
        return false;
    uint32_t here = i->back ? *at - len : *at;
    if (memcmp(m->s.s + from, m->s.s + here, len) != 0)
        return false;
    *at = i->back ? here : here + len;
    return true;
}

/* Something was wanted at this place and was not there. */
static void note_stop(struct machine *m, const struct instruction *i, uint32_t at)
{
    struct ecma_stop *stop = m->stop;
    if (!stop || m->looks || at < stop->at)
        return;
    if (at > stop->at) {
        stop->count = 0;
        stop->wants_end = false;
        stop->at = at;
    }
    if (i->op == OP_END) {
        stop->wants_end = true;
        return;
    }
    struct str piece = str_sub(m->p->pattern, i->from, i->to);
    for (size_t k = 0; k < stop->count; k++)
        if (str_eq(stop->wanted[k], piece))
            return;
    if (stop->count < ECMA_WANTED_MAX)
        stop->wanted[stop->count++] = piece;
}

static bool run(struct machine *m, uint32_t pc, uint32_t at);

static void fork_to(struct machine *m, uint32_t pc, uint32_t at)
{
    if (m->ways.len >= STACK_MAX || m->log.len >= STACK_MAX)
        m->limit = true;
    else
        *vec_push(&m->ways) = (struct way){pc, at, m->log.len};
}

/* 22.2.2.3.1 RepeatMatcher: where to go on. */
static uint32_t decide(struct machine *m, const struct instruction *i, uint32_t pc, uint32_t at)
{
    const struct loop *l = &m->p->loops.at[i->x];
    uint32_t done = m->regs[l->count];
    if (l->max != ECMA_MANY && done >= l->max)
        return i->y;
    if (done >= l->min) {
        if (l->lazy) {
            fork_to(m, pc | 0x80000000u, at); /* a round, when leaving failed */
            return i->y;
        }
        fork_to(m, i->y, at);
    }
    set_reg(m, l->mark, at);
    for (uint32_t g = l->group; g < l->group_to; g++) {
        set_reg(m, 2 * (g - 1), UNSET);
        set_reg(m, 2 * (g - 1) + 1, UNSET);
    }
    return pc + 1;
}

static bool look(struct machine *m, const struct instruction *i, uint32_t pc, uint32_t at)
{
    size_t ways = m->ways.len, log = m->log.len;
    m->looks++;
    bool found = run(m, pc + 1, at);
    m->looks--;
    m->ways.len = ways; /* a lookaround is not entered again */
    if (!found || i->cp)
        undo(m, log);
    return !m->limit && found != (bool)i->cp;
}

/* One instruction: the next one to run, or UNSET when it does not fit. */
static uint32_t step(struct machine *m, uint32_t pc, uint32_t *at)
{
    const struct instruction *i = &m->p->code.at[pc];
    uint32_t cp, start = *at;
    bool ok = true;
    switch (i->op) {
    case OP_CHAR: ok = take(m, i, at, &cp) && cp == i->cp; break;
    case OP_SET: ok = take(m, i, at, &cp) && set_has(m, i, cp); break;
    case OP_START: ok = *at == 0; break;
    case OP_END: ok = *at == m->s.len; break;
    case OP_BOUNDARY:
        ok = ((*at > 0 && is_word_at(m->s, *at - 1)) != is_word_at(m->s, *at)) != (bool)i->cp;
        break;
    case OP_BACKREF: ok = same_as_group(m, i, at); break;
    case OP_SAVE: set_reg(m, i->x, *at); break;
    case OP_FORK: fork_to(m, i->x, *at); break;
    case OP_JUMP: return i->x;
    case OP_LOOK:
        if (look(m, i, pc, *at))
            return i->x;
        note_stop(m, i, start);
        return UNSET;
    case OP_ENTER: set_reg(m, m->p->loops.at[i->x].count, 0); break;
    case OP_LOOP: return decide(m, i, pc, *at);
    case OP_ROUND: {
        const struct loop *l = &m->p->loops.at[i->x];
        uint32_t done = m->regs[l->count];
        if (done >= l->min && *at == m->regs[l->mark])
            return UNSET;
        set_reg(m, l->count, done < ECMA_MANY - 1 ? done + 1 : done);
        return i->y;
    }
    default: break;
    }
    if (!ok) {
        note_stop(m, i, start);
        return UNSET;
    }
    return pc + 1;
}

/* Runs until the body's end; on success the ways that are left stay on the stack. */
static bool run(struct machine *m, uint32_t pc, uint32_t at)
{
    size_t base = m->ways.len;
    for (;;) {
        if (m->steps == 0 || m->limit) {
            m->limit = true;
            return false;
        }
        m->steps--;
        if (m->p->code.at[pc].op == OP_MATCH)
            return true;
        pc = step(m, pc, &at);
        if (pc != UNSET)
            continue;
        if (m->limit || m->ways.len == base)
            return false;
        struct way w = m->ways.at[--m->ways.len];
        undo(m, w.log);
        pc = w.pc;
        at = w.at;
        if (pc & 0x80000000u) { /* the round that a lazy loop put off */
            pc &= 0x7FFFFFFFu;
            const struct loop *l = &m->p->loops.at[m->p->code.at[pc].x];
            set_reg(m, l->mark, at);
            for (uint32_t g = l->group; g < l->group_to; g++) {
                set_reg(m, 2 * (g - 1), UNSET);
                set_reg(m, 2 * (g - 1) + 1, UNSET);
            }
            pc++;
        }
    }
}

enum regex_result ecma_program_run(const struct ecma_program *p, struct matcher *matcher, struct str subject,
                                   struct ecma_stop *stop)
{
    struct machine m = {.p = p, .matcher = matcher, .s = subject, .stop = stop};
    m.steps = REGEX_BUDGET + (uint64_t)subject.len * REGEX_BUDGET_PER_BYTE;
    m.regs = mem_alloc((p->registers + 1) * sizeof *m.regs);
    bool found = false;
    if (stop)
        *stop = (struct ecma_stop){.from_start = p->anchored};
    for (size_t at = 0; at <= subject.len && !found && !m.limit;) {
        memset(m.regs, 0xFF, (p->registers + 1) * sizeof *m.regs);
        m.ways.len = m.log.len = 0;
        found = run(&m, 0, (uint32_t)at);
        if (stop || p->anchored)
            break;
        if (at < subject.len)
            utf8_next(subject, &at);
        else
            at++;
    }
    vec_release(&m.ways);
    vec_release(&m.log);
    free(m.regs);
    return m.limit ? REGEX_LIMIT : found ? REGEX_MATCH : REGEX_NO_MATCH;
}
