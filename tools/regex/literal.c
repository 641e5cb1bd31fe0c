/* Required literals: see literal.h. One walk over the tree; for each node either all texts that it can match,
 * while they are few, or sets of literals of which each match holds one. */
#include "regex/literal.h"

#include "base/utf8.h"
#include "regex/set.h"

enum { LEAST = 2 /* bytes of a literal */, CROSS_MAX = 16, CLASS_MAX = 8, POWER_MAX = 8 };

struct texts {
    struct str *at;
    size_t count;
};

/* What is known of a node. */
struct info {
    bool exact; /* `texts` are all that it can match, folded */
    struct texts texts;
    VEC(struct literal_set) sets; /* when not exact: each holds */
};

struct walk {
    const struct regex_tree *tree;
    struct arena *arena;
};

/* Eight bytes at a time: the bytes from A to Z get the bit that makes them lower case. */
void literal_fold_ascii(char *out, const char *in, size_t len)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x80 * ones;
    size_t i = 0;
    for (; i + 8 <= len; i += 8) {
        uint64_t v;
        memcpy(&v, in + i, 8);
        uint64_t low = v & ~high;
        uint64_t upper = (low + (0x80 - 'A') * ones) & ~(low + (0x7F - 'Z') * ones) & ~v & high;
        v |= upper >> 2;
        memcpy(out + i, &v, 8);
    }
    for (; i < len; i++)
        out[i] = (char)ascii_lower((unsigned char)in[i]);
}

void literal_fold(struct buf *out, struct str text)
{
    size_t at = out->len;
    buf_reserve(out, text.len);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c < 0x80) { /* as far as ASCII goes */
            size_t end = i + str_ascii_run(str_sub(text, i, text.len));
            literal_fold_ascii(out->s + at, text.s + i, end - i);
            at += end - i;
            i = end - 1;
            continue;
        }
        if (c == 0xE2 && text.len - i >= 3 && memcmp(text.s + i, "\xE2\x84\xAA", 3) == 0) {
            out->s[at++] = 'k';
            i += 2;
        } else if (c == 0xC5 && text.len - i >= 2 && text.s[i + 1] == '\xBF') {
            out->s[at++] = 's';
            i++;
        } else {
            out->s[at++] = (char)c;
        }
    }
    out->len = at;
    if (out->s)
        out->s[at] = 0;
}

/* Scripts and signs that have no case in any version of Unicode. */
static bool is_caseless(uint32_t cp)
{
    return (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x2E80 && cp <= 0xA4CF) ||
           (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0xFF01 && cp <= 0xFF20);
}

/* The folded bytes of a character, 0 when they are not the same for all its cases. */
static size_t fold_char(uint32_t cp, char out[4])
{
    if (cp == 0x212A || cp == 0x017F)
        cp = cp == 0x212A ? 'k' : 's';
    if (cp >= 0x80 && !is_caseless(cp))
        return 0;
    return utf8_encode(cp < 0x80 ? ascii_lower((unsigned char)cp) : cp, out);
}

static struct info nothing(void)
{
    return (struct info){0};
}

static struct info one_text(struct walk *w, struct str text)
{
    struct info i = {.exact = true, .texts = {arena_alloc(w->arena, sizeof(struct str)), 1}};
    i.texts.at[0] = text;
    return i;
}

static struct info empty_text(struct walk *w)
{
    return one_text(w, STR(""));
}

static size_t least_length(const struct str *at, size_t count)
{
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        least = at[i].len < least ? at[i].len : least;
    return count ? least : 0;
}

static void add_set(struct info *i, struct str *at, size_t count)
{
    size_t length = least_length(at, count);
    if (length < LEAST || count > LITERAL_SET_MAX)
        return;
    struct literal_set *worst = NULL, *s;
    if (i->sets.len < LITERAL_SETS_MAX) {
        *vec_push(&i->sets) = (struct literal_set){at, count};
        return;
    }
    vec_foreach (s, &i->sets)
        if (!worst || least_length(s->at, s->count) < least_length(worst->at, worst->count))
            worst = s;
    if (worst && least_length(worst->at, worst->count) < length)
        *worst = (struct literal_set){at, count};
}

static void add_texts(struct texts *t, struct str text)
{
    for (size_t i = 0; i < t->count; i++)
        if (str_eq(t->at[i], text))
            return;
    t->at[t->count++] = text;
}

static struct info of_set(struct walk *w, const struct regex_node *n)
{
    struct regex_set set;
    if (n->kind == REGEX_SHORTHAND && (n->sub == 'd' || n->sub == 'w' || ascii_is_upper(n->sub)))
        return nothing(); /* more than are counted */
    if (!regex_node_set(w->tree, n, w->arena, &set) || regex_set_size(set) > 4 * CLASS_MAX || !set.len)
        return nothing();
    struct info i = {.exact = true, .texts = {arena_alloc(w->arena, 4 * CLASS_MAX * sizeof(struct str)), 0}};
    for (size_t r = 0; r < set.len; r++)
        for (uint32_t cp = set.at[r].lo; cp <= set.at[r].hi; cp++) {
            char bytes[4];
            size_t len = fold_char(cp, bytes);
            if (!len)
                return nothing();
            add_texts(&i.texts, arena_str(w->arena, (struct str){bytes, len}));
            if (i.texts.count > CLASS_MAX)
                return nothing();
        }
    return i;
}

/* A sequence under way: the texts so far are each of `heads` followed by `run`. */
struct chain {
    struct walk *w;
    struct info out;
    struct texts heads;
    size_t longest; /* of the heads */
    char *run;
    size_t len, cap;
    bool broken; /* something that is not exact lies behind */
};

static void run_add(struct chain *c, struct str v)
{
    if (c->len + v.len > c->cap) {
        c->cap = (c->len + v.len) * 2 + 32;
        char *fresh = arena_alloc(c->w->arena, c->cap);
        if (c->len)
            memcpy(fresh, c->run, c->len);
        c->run = fresh;
    }
    if (v.len)
        memcpy(c->run + c->len, v.s, v.len);
    c->len += v.len;
}

static struct texts chain_texts(struct chain *c)
{
    struct arena *a = c->w->arena;
    struct str run = {c->run ? c->run : "", c->len};
    struct texts t = {arena_alloc(a, (c->heads.count ? c->heads.count : 1) * sizeof *t.at), 0};
    if (!c->heads.count)
        t.at[t.count++] = arena_str(a, run);
    for (size_t i = 0; i < c->heads.count; i++) {
        struct str head = c->heads.at[i];
        char *s = arena_alloc(a, head.len + run.len + 1);
        memcpy(s, head.s, head.len);
        memcpy(s + head.len, run.s, run.len);
        t.at[t.count++] = (struct str){s, head.len + run.len};
    }
    return t;
}

static size_t greatest_length(struct texts t)
{
    size_t most = 0;
    for (size_t i = 0; i < t.count; i++)
        most = t.at[i].len > most ? t.at[i].len : most;
    return most;
}

static void chain_restart(struct chain *c, struct texts heads)
{
    c->heads = heads;
    c->longest = greatest_length(heads);
    c->len = 0;
}

/* Whether texts of `len` more bytes are no longer than a literal may be. */
static bool chain_has_room(const struct chain *c, size_t len)
{
    return c->longest + c->len + len <= LITERAL_LENGTH_MAX;
}

/* What was gathered becomes a required set. */
static void chain_flush(struct chain *c)
{
    struct texts t = chain_texts(c);
    add_set(&c->out, t.at, t.count);
    chain_restart(c, (struct texts){0});
    c->broken = true;
}

static void chain_add(struct chain *c, struct info *i)
{
    size_t heads = c->heads.count ? c->heads.count : 1;
    if (!i->exact) {
        chain_flush(c);
        struct literal_set *s;
        vec_foreach (s, &i->sets)
            add_set(&c->out, s->at, s->count);
    } else if (i->texts.count == 1 && chain_has_room(c, i->texts.at[0].len)) {
        run_add(c, i->texts.at[0]);
    } else if (i->texts.count * heads <= CROSS_MAX && chain_has_room(c, greatest_length(i->texts))) {
        struct texts before = chain_texts(c);
        struct texts t = {arena_alloc(c->w->arena, before.count * i->texts.count * sizeof *t.at), 0};
        for (size_t x = 0; x < before.count; x++)
            for (size_t y = 0; y < i->texts.count; y++) {
                struct str a = before.at[x], b = i->texts.at[y];
                char *s = arena_alloc(c->w->arena, a.len + b.len + 1);
                memcpy(s, a.s, a.len);
                memcpy(s + a.len, b.s, b.len);
                add_texts(&t, (struct str){s, a.len + b.len});
            }
        chain_restart(c, t);
    } else {
        chain_flush(c);
        chain_restart(c, i->texts);
    }
    vec_release(&i->sets);
}

static struct info chain_end(struct chain *c)
{
    if (c->broken) {
        chain_flush(c);
        return c->out;
    }
    c->out.exact = true;
    c->out.texts = chain_texts(c);
    return c->out;
}

static struct info info_of(struct walk *w, const struct regex_node *n);

static struct info of_sequence(struct walk *w, const struct regex_node *n)
{
    struct chain c = {.w = w};
    for (const struct regex_node *it = n->child, *next; it; it = next) {
        char bytes[4];
        uint32_t run = regex_run_length(it);
        next = it->next;
        if (run > 1 && chain_has_room(&c, run)) { /* by far the most */
            run_add(&c, str_sub(w->tree->pattern, it->from, it->from + run));
            literal_fold_ascii(c.run + c.len - run, c.run + c.len - run, run);
            next = regex_past_run(it);
            continue;
        }
        if (it->kind == REGEX_CHAR && it->cp < 0x80 && c.len < c.cap && chain_has_room(&c, 1)) {
            c.run[c.len++] = (char)ascii_lower((unsigned char)it->cp);
            continue;
        }
        size_t len = it->kind == REGEX_CHAR ? fold_char(it->cp, bytes) : 0;
        if (len && chain_has_room(&c, len)) {
            run_add(&c, (struct str){bytes, len});
            continue;
        }
        struct info i = info_of(w, it);
        chain_add(&c, &i);
    }
    return chain_end(&c);
}

/* The set by which a node is known best; count 0: none. */
static struct literal_set best_set(const struct info *i)
{
    struct literal_set best = {0}, *s;
    if (i->exact)
        return least_length(i->texts.at, i->texts.count) >= LEAST
                   ? (struct literal_set){i->texts.at, i->texts.count}
                   : best;
    vec_foreach (s, &i->sets)
        if (!best.count || least_length(s->at, s->count) > least_length(best.at, best.count))
            best = *s;
    return best;
}

static struct info of_alternation(struct walk *w, const struct regex_node *n)
{
    bool exact = true, known = true;
    VEC(struct str) texts = {0}, required = {0};
    regex_foreach_child(it, n)
    {
        struct info i = info_of(w, it);
        struct literal_set best = best_set(&i);
        exact = exact && i.exact && texts.len + i.texts.count <= LITERAL_SET_MAX;
        for (size_t k = 0; exact && k < i.texts.count; k++)
            *vec_push(&texts) = i.texts.at[k];
        known = known && best.count && required.len + best.count <= LITERAL_SET_MAX;
        for (size_t k = 0; known && k < best.count; k++)
            *vec_push(&required) = best.at[k];
        vec_release(&i.sets);
        if (!exact && !known)
            break;
    }
    struct info out = {.exact = exact};
    size_t count = exact ? texts.len : known ? required.len : 0;
    struct str *at = arena_alloc(w->arena, count * sizeof *at);
    if (count)
        memcpy(at, exact ? texts.at : required.at, count * sizeof *at);
    if (exact)
        out.texts = (struct texts){at, count};
    else if (count)
        add_set(&out, at, count);
    vec_release(&texts);
    vec_release(&required);
    return out;
}

static struct info of_repeat(struct walk *w, const struct regex_node *n)
{
    if (n->max == 0)
        return empty_text(w);
    struct info i = info_of(w, n->child), out;
    if (n->min == 0) {
        vec_release(&i.sets);
        if (!i.exact || n->max != 1 || i.texts.count >= CROSS_MAX)
            return nothing();
        out = (struct info){.exact = true,
                            .texts = {arena_alloc(w->arena, (i.texts.count + 1) * sizeof(struct str)), 0}};
        for (size_t k = 0; k < i.texts.count; k++)
            add_texts(&out.texts, i.texts.at[k]);
        add_texts(&out.texts, STR(""));
        return out;
    }
    if (!i.exact || (n->min == 1 && n->max == 1))
        return i;
    /* As often as it must be, up to a limit; what comes after is not known. */
    struct chain c = {.w = w};
    for (uint32_t k = 0; k < n->min && k < POWER_MAX; k++) {
        struct info again = i;
        chain_add(&c, &again);
    }
    if (n->min != n->max || n->min > POWER_MAX)
        chain_flush(&c);
    return chain_end(&c);
}

static struct info info_of(struct walk *w, const struct regex_node *n)
{
    switch ((enum regex_kind)n->kind) {
    case REGEX_CHAR:
    case REGEX_CLASS:
    case REGEX_SHORTHAND:
    case REGEX_POSIX:
    case REGEX_RANGE: {
        char bytes[4];
        size_t len = n->kind == REGEX_CHAR ? fold_char(n->cp, bytes) : 0;
        return len                     ? one_text(w, arena_str(w->arena, (struct str){bytes, len}))
               : n->kind == REGEX_CHAR ? nothing()
                                       : of_set(w, n);
    }
    case REGEX_GROUP: return n->sub == GROUP_DEFINE ? empty_text(w) : info_of(w, n->child);
    case REGEX_REPEAT: return of_repeat(w, n);
    case REGEX_SEQUENCE: return of_sequence(w, n);
    case REGEX_ALTERNATION: return of_alternation(w, n);
    case REGEX_EMPTY:
    case REGEX_ASSERT:
    case REGEX_LOOK: /* it takes no text; what it asks for may stand outside of the match */
    case REGEX_FLAGS:
    case REGEX_COMMENT:
    case REGEX_CALLOUT: return empty_text(w);
    case REGEX_ANY:
    case REGEX_PROPERTY:
    case REGEX_NEWLINE:
    case REGEX_CLUSTER:
    case REGEX_BYTE:
    case REGEX_BACKREF:
    case REGEX_CALL:
    case REGEX_CONDITIONAL:
    case REGEX_VERB: break;
    }
    return nothing();
}

void regex_tree_literals(const struct regex_tree *t, struct arena *a, struct literals *out)
{
    *out = (struct literals){0};
    if (t->features & REGEX_HAS_VERB) /* (*ACCEPT) ends a match anywhere */
        return;
    struct walk w = {t, a};
    struct info i = info_of(&w, t->root);
    if (i.exact)
        add_set(&i, i.texts.at, i.texts.count);
    out->count = i.sets.len;
    out->sets = arena_alloc(a, i.sets.len * sizeof *out->sets);
    if (i.sets.len)
        memcpy(out->sets, i.sets.at, i.sets.len * sizeof *out->sets);
    vec_release(&i.sets);
}

void regex_literals(struct str pattern, struct arena *a, struct literals *out)
{
    struct regex_tree t;
    struct regex_fault_span fault;
    *out = (struct literals){0};
    if (regex_parse(&t, pattern, REGEX_FLAG_I, a, &fault) == 0)
        regex_tree_literals(&t, a, out);
}

bool regex_text_literals(struct str text, struct arena *a, struct literals *out)
{
    *out = (struct literals){0};
    if (str_ascii_run(text) < text.len)
        return false;
    size_t len = text.len < LITERAL_LENGTH_MAX ? text.len : LITERAL_LENGTH_MAX;
    struct literal_set set = {arena_alloc(a, sizeof *set.at), 1};
    char *folded = arena_alloc(a, len);
    literal_fold_ascii(folded, text.s, len);
    set.at[0] = (struct str){folded, len};
    if (len >= LEAST) {
        out->sets = arena_alloc(a, sizeof *out->sets);
        out->sets[0] = set;
        out->count = 1;
    }
    return true;
}

bool literals_occur(const struct literals *l, struct str folded)
{
    for (size_t i = 0; i < l->count; i++) {
        bool one = false;
        for (size_t k = 0; k < l->sets[i].count && !one; k++)
            one = str_find(folded, l->sets[i].at[k], 0) != SIZE_MAX;
        if (!one)
            return false;
    }
    return true;
}
