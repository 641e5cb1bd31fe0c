/* Plain patterns: see quick.h. The program has no loops but those of one set, so that a way through it takes
 * each item once at most, and the recursion is no deeper than the program is long. */
#include "regex/quick.h"

#include "regex/literal.h"

enum op {
    OP_TEXT,   /* `len` bytes of the texts from `at` on, then next */
    OP_SET,    /* min to max characters of the set, then next */
    OP_EITHER, /* next, else other */
    OP_ASSERT,
    OP_END,
};

struct ascii_set {
    uint64_t bits[2];
};

struct item {
    uint8_t op;
    uint8_t kind; /* of an assertion */
    bool lazy, caseless;
    uint32_t next;
    union {
        struct {
            uint32_t at, len;
        };
        struct {
            uint32_t min, max;
        };
        uint32_t other;
    };
    struct ascii_set set; /* what it begins with: of OP_SET and, for a look ahead, of OP_TEXT */
};

struct quick {
    uint32_t start;
    struct ascii_set first; /* what a match begins with */
    bool any_first;         /* it may begin with anything, or be empty */
    bool failed;            /* while it is made: not plain */
    uint32_t len, cap;      /* of the items */
    size_t text_len;
    char *texts; /* behind the items, a byte or less for each of the pattern; in lower case where caseless */
    struct item items[];
};

struct builder {
    struct quick *q;
    struct str pattern;
};

static void set_add(struct ascii_set *s, unsigned char c)
{
    s->bits[c >> 6] |= (uint64_t)1 << (c & 63);
}

static bool set_has(const struct ascii_set *s, unsigned char c)
{
    return s->bits[c >> 6] >> (c & 63) & 1;
}

/* ---- making ---- */

/* What says nothing against a pattern; every other construct is left to PCRE2. */
static bool is_harmless(unsigned construct)
{
    switch (construct) {
    case CONSTRUCT_ESCAPED_PUNCTUATION:
    case CONSTRUCT_ESCAPED_SLASH:
    case CONSTRUCT_ESCAPED_HYPHEN_IN_CLASS:
    case CONSTRUCT_ESCAPED_PUNCTUATION_IN_CLASS:
    case CONSTRUCT_CLASS_HYPHEN_LAST:
    case CONSTRUCT_DOLLAR:
    case CONSTRUCT_BOUNDARY:
    case CONSTRUCT_DIGIT:
    case CONSTRUCT_WORD:
    case CONSTRUCT_SPACE:
    case CONSTRUCT_DOT: return true;
    default: return false;
    }
}

/* A character as PCRE2 spells it too. */
static bool is_plain_char(const struct regex_node *n)
{
    if (n->cp >= 0x80 || !n->cp)
        return false;
    if (n->sub == SPELLED_PLAIN)
        return true;
    return n->sub == SPELLED_ESCAPED
               ? !ascii_is_alnum((unsigned char)n->cp)
               : n->sub == SPELLED_LETTER && (n->cp == '\n' || n->cp == '\r' || n->cp == '\t');
}

static void add_range(struct ascii_set *s, uint32_t lo, uint32_t hi, bool caseless)
{
    for (uint32_t c = lo; c <= hi; c++) {
        set_add(s, (unsigned char)c);
        if (caseless && ascii_is_alpha((unsigned char)c))
            set_add(s, (unsigned char)(c ^ 0x20));
    }
}

static void invert(struct ascii_set *s)
{
    s->bits[0] = ~s->bits[0];
    s->bits[1] = ~s->bits[1];
}

static bool add_shorthand(struct ascii_set *out, unsigned char letter)
{
    struct ascii_set s = {{0, 0}};
    switch (ascii_lower(letter)) {
    case 'w': set_add(&s, '_'); add_range(&s, 'a', 'z', true); /* fallthrough */
    case 'd': add_range(&s, '0', '9', false); break;
    case 's':
        add_range(&s, '\t', '\r', false);
        set_add(&s, ' ');
        break;
    default: return false;
    }
    if (ascii_is_upper(letter))
        invert(&s);
    out->bits[0] |= s.bits[0];
    out->bits[1] |= s.bits[1];
    return true;
}

static bool add_class_item(struct ascii_set *out, const struct regex_node *n)
{
    bool caseless = n->flags & REGEX_FLAG_I;
    switch (n->kind) {
    case REGEX_CHAR:
        if (!is_plain_char(n))
            return false;
        add_range(out, n->cp, n->cp, caseless);
        return true;
    case REGEX_RANGE:
        if (!is_plain_char(n->child) || !is_plain_char(n->child->next) || n->child->cp > n->child->next->cp)
            return false;
        add_range(out, n->child->cp, n->child->next->cp, caseless);
        return true;
    case REGEX_SHORTHAND: return add_shorthand(out, n->sub);
    default: return false;
    }
}

/* The ASCII characters that a node takes; false when it takes something else than one plain character. */
static bool set_of(const struct regex_node *n, struct ascii_set *out)
{
    *out = (struct ascii_set){{0, 0}};
    switch (n->kind) {
    case REGEX_ANY:
        if (n->sub != ANY_DOT)
            return false;
        invert(out);
        if (!(n->flags & REGEX_FLAG_S))
            out->bits[0] &= ~((uint64_t)1 << '\n');
        return true;
    case REGEX_CLASS:
        if (n->sub & CLASS_OPERATOR || !n->child)
            return false;
        regex_foreach_child(item, n)
        {
            if (!add_class_item(out, item))
                return false;
        }
        if (n->sub & CLASS_NEGATED)
            invert(out);
        return true;
    default: return add_class_item(out, n);
    }
}

static uint32_t emit(struct quick *q, struct item i)
{
    q->failed |= q->len == q->cap;
    if (q->failed)
        return 0;
    q->items[q->len] = i;
    return q->len++;
}

static uint32_t fail(struct quick *q)
{
    q->failed = true;
    return 0;
}

static uint32_t build(struct builder *b, const struct regex_node *n, uint32_t next);

static uint32_t build_repeat(struct builder *b, const struct regex_node *n, uint32_t next)
{
    struct item i = {.op = OP_SET, .lazy = n->sub == LAZY, .next = next, .min = n->min, .max = n->max};
    struct quick *q = b->q;
    bool bounded = n->max == REGEX_INFINITE || (n->min <= n->max && n->max <= 1000);
    if (n->sub == POSSESSIVE || !bounded || n->min > 1000)
        return fail(q);
    if (n->child->kind != REGEX_GROUP)
        return set_of(n->child, &i.set) ? emit(q, i) : fail(q);
    if (n->min != 0 || n->max != 1)
        return fail(q);
    uint32_t inside = build(b, n->child, next);
    return emit(
        q, (struct item){.op = OP_EITHER, .next = i.lazy ? next : inside, .other = i.lazy ? inside : next});
}

/* Characters in a row, from `n` to before `end`, all caseless or none. */
static uint32_t build_text(struct builder *b, const struct regex_node *n, const struct regex_node *end,
                           uint32_t next)
{
    struct quick *q = b->q;
    bool caseless = n->flags & REGEX_FLAG_I;
    struct item i = {.op = OP_TEXT, .caseless = caseless, .next = next, .at = (uint32_t)q->text_len};
    add_range(&i.set, n->cp, n->cp, caseless);
    for (uint32_t run; n != end; n = n[run - 1].next) {
        run = regex_run_length(n);
        if (run == 1)
            q->texts[q->text_len] = (char)n->cp;
        else
            memcpy(q->texts + q->text_len, b->pattern.s + n->from, run);
        q->text_len += run;
    }
    i.len = (uint32_t)q->text_len - i.at;
    if (caseless)
        literal_fold_ascii(q->texts + i.at, q->texts + i.at, i.len);
    return emit(q, i);
}

static uint32_t build_char(struct builder *b, const struct regex_node *n, uint32_t next)
{
    struct item i = {.op = OP_TEXT, .caseless = n->flags & REGEX_FLAG_I, .next = next};
    add_range(&i.set, n->cp, n->cp, i.caseless);
    i.at = (uint32_t)b->q->text_len;
    i.len = 1;
    b->q->texts[b->q->text_len++] = (char)(i.caseless ? ascii_lower((unsigned char)n->cp) : n->cp);
    return emit(b->q, i);
}

/* From the end: each part knows what comes after it. Recursion is bounded by the tree's depth, and by the
 * items of a sequence. */
static uint32_t build_sequence(struct builder *b, const struct regex_node *n, uint32_t next, unsigned parts)
{
    if (!n || b->q->failed)
        return next;
    if (parts == QUICK_ITEMS_MAX)
        return fail(b->q);
    const struct regex_node *end = n;
    while (end && end->kind == REGEX_CHAR && is_plain_char(end) && end->flags == n->flags)
        end = regex_past_run(end); /* of a run all are plain */
    if (end == n)
        return build(b, n, build_sequence(b, n->next, next, parts + 1));
    uint32_t after = build_sequence(b, end, next, parts + 1);
    return b->q->failed ? 0 : build_text(b, n, end, after);
}

static uint32_t build_alternatives(struct builder *b, const struct regex_node *n, uint32_t next,
                                   unsigned count)
{
    if (count == QUICK_ITEMS_MAX || b->q->failed)
        return fail(b->q);
    if (!n->next)
        return build(b, n, next);
    uint32_t rest = build_alternatives(b, n->next, next, count + 1), own = build(b, n, next);
    return emit(b->q, (struct item){.op = OP_EITHER, .next = own, .other = rest});
}

static uint32_t build(struct builder *b, const struct regex_node *n, uint32_t next)
{
    struct item i = {.op = OP_SET, .next = next, .min = 1, .max = 1};
    struct quick *q = b->q;
    if (q->failed)
        return 0;
    switch (n->kind) {
    case REGEX_EMPTY: return next;
    case REGEX_CHAR: return is_plain_char(n) ? build_char(b, n, next) : fail(q);
    case REGEX_ANY:
    case REGEX_SHORTHAND:
    case REGEX_CLASS: return set_of(n, &i.set) ? emit(q, i) : fail(q);
    case REGEX_REPEAT: return build_repeat(b, n, next);
    case REGEX_SEQUENCE: return build_sequence(b, n->child, next, 0);
    case REGEX_ALTERNATION: return build_alternatives(b, n->child, next, 0);
    case REGEX_GROUP:
        return n->sub == GROUP_CAPTURE || n->sub == GROUP_PLAIN ? build(b, n->child, next) : fail(q);
    case REGEX_ASSERT:
        if (n->flags & REGEX_FLAG_M || (n->sub != ASSERT_CARET && n->sub != ASSERT_DOLLAR &&
                                        n->sub != ASSERT_BOUNDARY && n->sub != ASSERT_NO_BOUNDARY))
            return fail(q);
        return emit(q, (struct item){.op = OP_ASSERT, .kind = n->sub, .next = next});
    default: return fail(q);
    }
}

/* What a match that goes on at an item may begin with; false: with anything, or nothing. */
static bool find_first(const struct quick *q, uint32_t at, struct ascii_set *out)
{
    for (;;) {
        const struct item *i = &q->items[at];
        switch (i->op) {
        case OP_TEXT:
        case OP_SET:
            out->bits[0] |= i->set.bits[0];
            out->bits[1] |= i->set.bits[1];
            if (i->op == OP_TEXT || i->min > 0)
                return true;
            break;
        case OP_EITHER:
            if (!find_first(q, i->other, out))
                return false;
            break;
        case OP_END: return false;
        default: break;
        }
        at = i->next;
    }
}

/* Whether "[:", "[." or "[=" stands somewhere: PCRE2 takes some of them for POSIX syntax in the wrong place.
 */
static bool has_posix(struct str p)
{
    const char *at = p.s, *end = p.s + p.len;
    for (; at + 1 < end && (at = memchr(at, '[', (size_t)(end - at - 1))) != NULL; at++)
        if (at[1] == ':' || at[1] == '.' || at[1] == '=')
            return true;
    return false;
}

struct quick *quick_new(const struct regex_tree *t)
{
    if (t->pattern.len > QUICK_PATTERN_MAX || has_posix(t->pattern))
        return NULL;
    for (size_t i = 0; i < t->note_count; i++)
        if (!is_harmless(t->notes[i].construct))
            return NULL;
    /* A node gives one item at most, an alternative one more, and the end one. */
    size_t most = (size_t)t->node_count * (t->features & REGEX_HAS_EITHER ? 2 : 1) + 1;
    uint32_t cap = most < QUICK_ITEMS_MAX ? (uint32_t)most : QUICK_ITEMS_MAX;
    struct quick *q = mem_alloc(sizeof *q + cap * sizeof *q->items + t->pattern.len);
    *q = (struct quick){.cap = cap, .texts = (char *)&q->items[cap]};
    struct builder b = {q, t->pattern};
    q->start = build(&b, t->root, emit(q, (struct item){.op = OP_END}));
    if (q->failed) {
        quick_free(q);
        return NULL;
    }
    q->any_first = !find_first(q, q->start, &q->first);
    return q;
}

void quick_free(struct quick *q)
{
    free(q);
}

/* ---- running ---- */

struct run {
    const struct quick *q;
    struct str subject;
    unsigned left; /* steps; 0: given up */
    size_t end;
};

static bool is_word_at(struct str s, size_t at)
{
    return at < s.len && (ascii_is_alnum((unsigned char)s.s[at]) || s.s[at] == '_');
}

static bool holds(struct str s, size_t at, unsigned kind)
{
    switch (kind) {
    case ASSERT_CARET: return at == 0;
    case ASSERT_DOLLAR: return at == s.len || (at + 1 == s.len && s.s[at] == '\n');
    default: return ((at && is_word_at(s, at - 1)) != is_word_at(s, at)) == (kind == ASSERT_BOUNDARY);
    }
}

static bool has_text(const struct run *r, const struct item *i, size_t at)
{
    const char *text = r->q->texts + i->at, *s = r->subject.s + at;
    if (r->subject.len - at < i->len)
        return false;
    if (!i->caseless)
        return memcmp(s, text, i->len) == 0;
    for (uint32_t k = 0; k < i->len; k++)
        if (ascii_lower((unsigned char)s[k]) != (unsigned char)text[k])
            return false;
    return true;
}

static bool run_from(struct run *r, uint32_t at_item, size_t at);

/* A set that may be taken more or less often: the most first, or the least. */
static bool run_set(struct run *r, const struct item *i, size_t at)
{
    size_t least = at + i->min, most = at, limit = r->subject.len;
    if (i->max < limit - at)
        limit = at + i->max;
    while (most < limit && set_has(&i->set, (unsigned char)r->subject.s[most]))
        most++;
    if (most < least)
        return false;
    for (size_t k = 0; k <= most - least; k++)
        if (run_from(r, i->next, i->lazy ? least + k : most - k))
            return true;
        else if (!r->left)
            return false;
    return false;
}

/* Recursion: see the head of the file. */
static bool run_from(struct run *r, uint32_t at_item, size_t at)
{
    for (;;) {
        const struct item *i = &r->q->items[at_item];
        if (!r->left || !--r->left)
            return false;
        switch (i->op) {
        case OP_TEXT:
            if (!has_text(r, i, at))
                return false;
            at += i->len;
            break;
        case OP_SET:
            if (i->min != 1 || i->max != 1)
                return run_set(r, i, at);
            if (at == r->subject.len || !set_has(&i->set, (unsigned char)r->subject.s[at]))
                return false;
            at++;
            break;
        case OP_EITHER:
            if (run_from(r, i->next, at))
                return true;
            at_item = i->other;
            continue;
        case OP_ASSERT:
            if (!holds(r->subject, at, i->kind))
                return false;
            break;
        default: r->end = at; return true;
        }
        at_item = i->next;
    }
}

enum quick_result quick_search(const struct quick *q, struct str subject, size_t *from, size_t *to)
{
    struct run r = {.q = q, .subject = subject, .left = QUICK_STEPS};
    if (str_ascii_run(subject) < subject.len)
        return QUICK_UNDECIDED;
    for (size_t at = 0; at <= subject.len; at++) {
        if (!q->any_first && (at == subject.len || !set_has(&q->first, (unsigned char)subject.s[at])))
            continue;
        if (run_from(&r, q->start, at)) {
            if (from)
                *from = at;
            if (to)
                *to = r.end;
            return QUICK_MATCH;
        }
        if (!r.left)
            return QUICK_UNDECIDED;
    }
    return QUICK_NO_MATCH;
}
