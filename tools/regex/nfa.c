/* States from a program: the closure of each place under empty moves, in the order in which a backtracker
 * goes (see nfa.h). What may follow is narrowed by masks of characters, so that assertions about the next
 * character are part of a state; where an assertion looks at the character before, a state is split by it. */
#include "regex/nfa.h"

#include "regex/program.h"

enum { CLASSES_MAX = 16, VISITS_MAX = 3, MASKS_MAX = 64 };

struct proto { /* a character's node under a mask for the character */
    uint32_t node, mask;
    uint32_t next;  /* proto of the same node, + 1 */
    uint32_t first; /* its states: [first, first + count) */
    uint32_t count;
};

struct frame {
    uint32_t node;
    uint8_t mask;
    uint8_t maybe; /* MAYBE: past what is not modelled; ENTERED: in a lookaround entered in this closure */
    uint8_t what;  /* VISIT, AGAIN: the loop's body, LEAVE: the body is done */
};
enum { VISIT, AGAIN, LEAVE };
enum { MAYBE = 1, ENTERED = 2 };

struct builder {
    struct nfa *n;
    struct program p;
    struct arena *k;
    uint64_t *masks[MASKS_MAX]; /* 0: everything */
    size_t mask_count;
    VEC(struct proto) protos;
    uint32_t *proto_of; /* by node, + 1 */
    VEC(struct nfa_state) states;
    uint8_t *class_of; /* by atom: which "before" assertions hold after it */
    unsigned classes;
    size_t word_set; /* masks of letters for \b, of the line feed for ^ */
    size_t newline_set;
    /* of the closure at hand */
    uint8_t *visits;
    bool *open; /* loops whose body is being walked */
    VEC(uint32_t) touched;
    VEC(struct frame) stack;
    VEC(uint32_t) found; /* protos */
    VEC(uint8_t) twice;
    uint32_t *found_at; /* by proto, + 1, valid when found[...] agrees */
    size_t found_cap;
    uint64_t *accept;
    bool accepts, always, asked;
    size_t cut; /* of found: what comes before the match is over, when it always is */
    size_t edges;
    bool overflow;
};

static size_t end_bit(const struct builder *b)
{
    return b->n->alphabet.count;
}

static size_t mask_index(struct builder *b, const uint64_t *m)
{
    size_t bytes = b->n->alphabet.words * sizeof *m;
    for (size_t i = 0; i < b->mask_count; i++)
        if (memcmp(b->masks[i], m, bytes) == 0)
            return i;
    if (b->mask_count == MASKS_MAX) {
        b->n->approximate = true;
        return 0;
    }
    uint64_t *copy = arena_alloc(b->k, bytes);
    memcpy(copy, m, bytes);
    b->masks[b->mask_count] = copy;
    return b->mask_count++;
}

/* The mask `old` and (the set, negated or not, with or without the end). */
static size_t narrow(struct builder *b, size_t old, size_t set, bool negated, bool end)
{
    size_t words = b->n->alphabet.words;
    uint64_t *m = arena_alloc(b->k, words * sizeof *m);
    for (size_t i = 0; i < words; i++)
        m[i] = b->masks[old][i] & (negated ? ~b->n->alphabet.masks[set][i] : b->n->alphabet.masks[set][i]);
    m[end_bit(b) / 64] &= ~((uint64_t)1 << (end_bit(b) % 64));
    if (end && mask_has(b->masks[old], end_bit(b)))
        mask_add(m, end_bit(b));
    return mask_index(b, m);
}

static size_t only_end(struct builder *b, size_t old, bool before_newline)
{
    size_t words = b->n->alphabet.words;
    uint64_t *m = arena_zalloc(b->k, words, sizeof *m);
    if (mask_has(b->masks[old], end_bit(b)))
        mask_add(m, end_bit(b));
    if (before_newline)
        for (size_t i = 0; i < words; i++)
            m[i] |= b->masks[old][i] & b->n->alphabet.masks[b->newline_set][i];
    return mask_index(b, m);
}

static uint32_t proto_find(struct builder *b, uint32_t node, uint32_t mask)
{
    for (uint32_t i = b->proto_of[node]; i; i = b->protos.at[i - 1].next)
        if (b->protos.at[i - 1].mask == mask)
            return i - 1;
    *vec_push(&b->protos) = (struct proto){node, mask, b->proto_of[node], 0, 0};
    b->proto_of[node] = (uint32_t)b->protos.len;
    if (b->protos.len > b->found_cap) {
        size_t cap = b->found_cap ? b->found_cap * 2 : 256;
        b->found_at = mem_realloc(b->found_at, cap * sizeof *b->found_at);
        b->found_cap = cap;
    }
    b->found_at[b->protos.len - 1] = 0;
    return (uint32_t)b->protos.len - 1;
}

static void push(struct builder *b, uint32_t node, size_t mask, unsigned maybe, unsigned what)
{
    *vec_push(&b->stack) = (struct frame){node, (uint8_t)mask, (uint8_t)maybe, (uint8_t)what};
}

static void reach(struct builder *b, struct frame f)
{
    const struct node *at = &b->p.nodes.at[f.node];
    /* a mask that leaves all of the set is no mask: fewer states */
    const uint64_t *set = b->n->alphabet.masks[at->set];
    bool whole = true, none = true;
    for (size_t i = 0; i < b->n->alphabet.words; i++) {
        whole &= (set[i] & ~b->masks[f.mask][i]) == 0;
        none &= (set[i] & b->masks[f.mask][i]) == 0;
    }
    if (none)
        return;
    uint32_t proto = proto_find(b, f.node, whole ? 0 : f.mask);
    uint32_t seen = b->found_at[proto];
    if (seen && seen <= b->found.len && b->found.at[seen - 1] == proto) {
        b->twice.at[seen - 1] = 1;
        return;
    }
    *vec_push(&b->found) = proto;
    *vec_push(&b->twice) = 0;
    b->found_at[proto] = (uint32_t)b->found.len;
}

/* What holds of the character before: class `before`, or CLASSES_MAX at the beginning of the text. */
static bool before_has(struct builder *b, unsigned before, size_t set, bool edge)
{
    b->asked = true;
    if (before == CLASSES_MAX)
        return edge;
    for (size_t a = 0; a < b->n->alphabet.count; a++)
        if (b->class_of[a] == before)
            return mask_has(b->n->alphabet.masks[set], a);
    return false;
}

static void assertion(struct builder *b, struct frame f, const struct node *at, unsigned before)
{
    bool word;
    switch (at->kind) {
    case ASSERT_CARET:
        if (before_has(b, before, b->newline_set, true) && (at->edge || before == CLASSES_MAX))
            push(b, at->a, f.mask, f.maybe, VISIT);
        return;
    case ASSERT_START:
    case ASSERT_MATCH_START:
        b->asked = true;
        if (before == CLASSES_MAX)
            push(b, at->a, f.mask, f.maybe, VISIT);
        return;
    case ASSERT_DOLLAR:
    case ASSERT_END:
    case ASSERT_END_NEWLINE:
        push(b, at->a, only_end(b, f.mask, at->kind == ASSERT_DOLLAR && at->edge), f.maybe, VISIT);
        return;
    default:
        word = before_has(b, before, b->word_set, false) != (at->kind == ASSERT_NO_BOUNDARY);
        push(b, at->a, narrow(b, f.mask, b->word_set, word, word), f.maybe, VISIT);
    }
}

/* What the backtracker would try after this it never tries: the match is over. */
static void end_here(struct builder *b)
{
    if (!b->always)
        b->cut = b->found.len;
    b->always = true;
}

static void accept(struct builder *b, struct frame f)
{
    if (f.maybe & MAYBE)
        return;
    b->accepts = true;
    if (f.mask == 0)
        end_here(b);
    for (size_t i = 0; i < b->n->alphabet.words; i++)
        b->accept[i] |= b->masks[f.mask][i];
}

static void visit_loop(struct builder *b, struct frame f, const struct node *at)
{
    if (b->open[f.node]) { /* came back without a character: only out */
        push(b, at->b, f.mask, f.maybe, VISIT);
        return;
    }
    if (at->lazy) {
        push(b, f.node, f.mask, f.maybe, AGAIN);
        push(b, at->b, f.mask, f.maybe, VISIT);
    } else {
        push(b, at->b, f.mask, f.maybe, VISIT);
        push(b, f.node, f.mask, f.maybe, AGAIN);
    }
}

static void visit(struct builder *b, struct frame f, unsigned before)
{
    const struct node *at = &b->p.nodes.at[f.node];
    if (at->op == OP_SET) {
        reach(b, f);
        return;
    }
    if (b->visits[f.node]++ == 0)
        *vec_push(&b->touched) = f.node;
    if (b->visits[f.node] > VISITS_MAX && !b->open[f.node]) {
        b->visits[f.node]--;
        return;
    }
    if (b->visits[f.node] > 100)
        return;
    switch (at->op) {
    case OP_BRANCH:
        for (uint32_t i = at->b; i-- > 0;)
            push(b, b->p.arms.at[at->a + i], f.mask, f.maybe, VISIT);
        return;
    case OP_LOOP: visit_loop(b, f, at); return;
    case OP_ASSERT: assertion(b, f, at, before); return;
    case OP_NEXT: push(b, at->a, narrow(b, f.mask, at->set, false, at->edge), f.maybe, VISIT); return;
    case OP_BEFORE:
        if (before_has(b, before, at->set, at->edge))
            push(b, at->a, f.mask, f.maybe, VISIT);
        return;
    case OP_LOOK:
        push(b, at->b, f.mask, f.maybe, VISIT);
        push(b, at->a, 0, ENTERED, VISIT);
        return;
    case OP_MAYBE: push(b, at->a, f.mask, f.maybe | MAYBE, VISIT); return;
    case OP_ACCEPT: accept(b, f); return;
    case OP_ACCEPT_LOOK:
        if (!f.maybe && f.mask == 0)
            end_here(b);
        return;
    default: return;
    }
}

/* Everything reached from a node without a character; the result stands in found, twice, accept, always. */
static void closure(struct builder *b, uint32_t node, unsigned before)
{
    b->found.len = b->twice.len = 0;
    b->accepts = b->always = b->asked = false;
    memset(b->accept, 0, b->n->alphabet.words * sizeof *b->accept);
    push(b, node, 0, 0, VISIT);
    while (b->stack.len) {
        struct frame f = b->stack.at[--b->stack.len];
        if (f.what == LEAVE) {
            b->open[f.node] = false;
        } else if (f.what == AGAIN) {
            b->open[f.node] = true;
            push(b, f.node, f.mask, f.maybe, LEAVE);
            push(b, b->p.nodes.at[f.node].a, f.mask, f.maybe, VISIT);
        } else {
            visit(b, f, before);
        }
    }
    for (size_t i = 0; i < b->touched.len; i++)
        b->visits[b->touched.at[i]] = 0;
    b->touched.len = 0;
}

/* A state for the characters of a proto after which the class is `before` (CLASSES_MAX: all of them), with
 * the closure at hand as what follows: protos for now. */
static void add_state(struct builder *b, const struct proto *p, unsigned before)
{
    size_t words = b->n->alphabet.words;
    size_t count = b->always ? b->cut : b->found.len;
    struct nfa_state s = {.count = (uint32_t)count, .always = b->always};
    s.atoms = arena_zalloc(b->k, words, sizeof *s.atoms);
    bool some = false;
    for (size_t a = 0; a < b->n->alphabet.count; a++)
        if (mask_has(b->n->alphabet.masks[b->p.nodes.at[p->node].set], a) && mask_has(b->masks[p->mask], a) &&
            (before == CLASSES_MAX || b->class_of[a] == before)) {
            mask_add(s.atoms, a);
            some = true;
        }
    if (!some)
        return;
    s.search = p->node == b->p.search;
    s.from = b->p.nodes.at[p->node].from;
    s.to = b->p.nodes.at[p->node].to;
    s.follow = arena_alloc(b->k, (count + 1) * sizeof *s.follow);
    s.twice = arena_alloc(b->k, count + 1);
    if (count) {
        memcpy(s.follow, b->found.at, count * sizeof *s.follow);
        memcpy(s.twice, b->twice.at, count);
    }
    if (b->accepts) {
        s.accept = arena_alloc(b->k, words * sizeof *s.accept);
        memcpy(s.accept, b->accept, words * sizeof *s.accept);
    }
    b->edges += count;
    *vec_push(&b->states) = s;
}

static void make_states(struct builder *b, size_t which)
{
    b->protos.at[which].first = (uint32_t)b->states.len;
    uint32_t next = b->p.nodes.at[b->protos.at[which].node].a;
    closure(b, next, 0);
    struct proto p = b->protos.at[which];
    if (!b->asked || b->classes == 1) {
        add_state(b, &p, CLASSES_MAX);
    } else {
        for (unsigned c = 0; c < b->classes; c++) {
            closure(b, next, c);
            add_state(b, &p, c);
        }
    }
    b->protos.at[which].count = (uint32_t)b->states.len - b->protos.at[which].first;
    b->overflow |= b->states.len > NFA_NODES_MAX || b->edges > NFA_EDGES_MAX;
}

/* Protos become the states made of them. */
static void link_list(struct builder *b, uint32_t **list, uint8_t **twice, uint32_t *count)
{
    size_t total = 0, n = 0;
    for (uint32_t i = 0; i < *count; i++)
        total += b->protos.at[(*list)[i]].count;
    uint32_t *out = arena_alloc(b->k, (total + 1) * sizeof *out);
    uint8_t *marks = arena_zalloc(b->k, total + 1, 1);
    for (uint32_t i = 0; i < *count; i++) {
        const struct proto *p = &b->protos.at[(*list)[i]];
        for (uint32_t j = 0; j < p->count; j++) {
            marks[n] = twice ? (*twice)[i] : 0;
            out[n++] = p->first + j;
        }
    }
    *list = out;
    *count = (uint32_t)n;
    if (twice)
        *twice = marks;
}

/* Atoms that the assertions about the character before treat alike. */
static void classify(struct builder *b)
{
    size_t count = b->n->alphabet.count;
    uint32_t *signature = arena_zalloc(b->k, count + 1, sizeof *signature);
    unsigned bit = 0;
    for (size_t i = 0; i < b->p.nodes.len; i++) {
        const struct node *at = &b->p.nodes.at[i];
        size_t set = at->op == OP_BEFORE                                             ? at->set
                     : at->op != OP_ASSERT                                           ? SIZE_MAX
                     : at->kind == ASSERT_CARET && at->edge                          ? b->newline_set
                     : at->kind == ASSERT_BOUNDARY || at->kind == ASSERT_NO_BOUNDARY ? b->word_set
                                                                                     : SIZE_MAX;
        bool known = set == SIZE_MAX;
        for (size_t j = 0; j < i && !known && b->p.nodes.at[i].op == OP_BEFORE; j++)
            known = b->p.nodes.at[j].op == OP_BEFORE && b->p.nodes.at[j].set == set;
        if (known)
            continue;
        if (at->op == OP_BEFORE ? bit >= 30 : false) {
            b->n->approximate = true;
            continue;
        }
        unsigned use = at->op == OP_BEFORE ? bit++ : set == b->newline_set ? 30 : 31;
        for (size_t a = 0; a < count; a++)
            if (mask_has(b->n->alphabet.masks[set], a))
                signature[a] |= (uint32_t)1 << use;
    }
    uint32_t seen[CLASSES_MAX];
    b->classes = 0;
    for (size_t a = 0; a < count; a++) {
        unsigned c = 0;
        while (c < b->classes && seen[c] != signature[a])
            c++;
        if (c == CLASSES_MAX) {
            b->n->approximate = true;
            c = 0;
        } else if (c == b->classes) {
            seen[b->classes++] = signature[a];
        }
        b->class_of[a] = (uint8_t)c;
    }
}

static void like_written(bool liked[128], const struct regex_node *n)
{
    if (n->kind == REGEX_CHAR && n->cp < 128)
        liked[n->cp] = true;
    regex_foreach_child(c, n) like_written(liked, c);
}

static bool prepare(struct builder *b)
{
    bool liked[128] = {false};
    static const struct regex_range words[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}},
                                    newline[] = {{'\n', '\n'}};
    b->word_set = b->p.sets.len;
    *vec_push(&b->p.sets) = (struct regex_set){words, 4};
    b->newline_set = b->p.sets.len;
    *vec_push(&b->p.sets) = (struct regex_set){newline, 1};
    like_written(liked, b->p.t->root);
    if (!alphabet_build(&b->n->alphabet, b->p.sets.at, b->p.sets.len, liked, b->k))
        return false;
    size_t w = b->n->alphabet.words;
    b->masks[0] = arena_alloc(b->k, w * sizeof(uint64_t));
    memset(b->masks[0], 0xFF, w * sizeof(uint64_t));
    b->mask_count = 1;
    b->accept = arena_zalloc(b->k, w, sizeof(uint64_t));
    b->class_of = arena_zalloc(b->k, b->n->alphabet.count + 1, 1);
    b->proto_of = arena_zalloc(b->k, b->p.nodes.len + 1, sizeof *b->proto_of);
    b->visits = arena_zalloc(b->k, b->p.nodes.len + 1, 1);
    b->open = arena_zalloc(b->k, b->p.nodes.len + 1, sizeof *b->open);
    classify(b);
    return true;
}

static bool build_states(struct builder *b)
{
    struct nfa *n = b->n;
    closure(b, b->p.start, CLASSES_MAX);
    uint32_t entry = b->always ? b->p.start : b->p.nodes.at[b->p.search].a;
    closure(b, entry, CLASSES_MAX);
    n->init_count = (uint32_t)b->found.len;
    n->init = arena_alloc(b->k, (b->found.len + 1) * sizeof *n->init);
    if (b->found.len)
        memcpy(n->init, b->found.at, b->found.len * sizeof *n->init);
    for (size_t i = 0; i < b->protos.len && !b->overflow; i++)
        make_states(b, i);
    if (b->overflow)
        return false;
    for (size_t i = 0; i < b->states.len; i++)
        link_list(b, &b->states.at[i].follow, &b->states.at[i].twice, &b->states.at[i].count);
    link_list(b, &n->init, NULL, &n->init_count);
    n->count = (uint32_t)b->states.len;
    n->states = arena_alloc(b->k, (b->states.len + 1) * sizeof *n->states);
    if (b->states.len)
        memcpy(n->states, b->states.at, b->states.len * sizeof *n->states);
    return true;
}

bool nfa_build(struct nfa *n, const struct regex_tree *t, unsigned options, struct arena *k)
{
    struct builder b = {.n = n, .k = k};
    *n = (struct nfa){0};
    bool fine = program_build(&b.p, t, options, k) && prepare(&b) && build_states(&b);
    n->approximate |= b.p.approximate;
    n->capped = b.p.capped;
    program_release(&b.p);
    vec_release(&b.protos);
    vec_release(&b.states);
    vec_release(&b.touched);
    vec_release(&b.stack);
    vec_release(&b.found);
    vec_release(&b.twice);
    free(b.found_at);
    return fine;
}

bool nfa_path(const struct nfa *n, const uint32_t *from, size_t from_count, uint32_t to, struct word *out,
              struct arena *k)
{
    uint32_t *parent = arena_alloc(k, (n->count + 1) * sizeof *parent),
             *queue = arena_alloc(k, (n->count + 1) * sizeof *queue);
    memset(parent, 0xFF, n->count * sizeof *parent);
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < (from ? from_count : n->init_count); i++) {
        uint32_t s = from ? from[i] : n->init[i];
        if (parent[s] == UINT32_MAX) {
            parent[s] = s;
            queue[tail++] = s;
        }
    }
    while (head < tail && parent[to] == UINT32_MAX) {
        uint32_t s = queue[head++];
        for (uint32_t i = 0; i < n->states[s].count; i++) {
            uint32_t q = n->states[s].follow[i];
            if (parent[q] == UINT32_MAX) {
                parent[q] = s;
                queue[tail++] = q;
            }
        }
    }
    *out = (struct word){NULL, 0};
    if (parent[to] == UINT32_MAX)
        return false;
    for (uint32_t s = to; parent[s] != s; s = parent[s])
        out->len++;
    out->at = arena_alloc(k, (out->len + 1) * sizeof *out->at);
    size_t i = out->len;
    for (uint32_t s = to; parent[s] != s; s = parent[s]) {
        const uint64_t *m = n->states[parent[s]].atoms;
        out->at[--i] = (uint32_t)mask_common(m, m, n->alphabet.words);
    }
    return true;
}
