/* Sets of code points: see set.h. */
#include "regex/set.h"

typedef VEC(struct regex_range) range_list;

static int by_start(const void *a, const void *b)
{
    const struct regex_range *x = a, *y = b;
    return x->lo != y->lo ? (x->lo < y->lo ? -1 : 1) : (x->hi > y->hi) - (x->hi < y->hi);
}

struct regex_set regex_set_of(struct arena *k, const struct regex_range *ranges, size_t count)
{
    if (!count)
        return (struct regex_set){NULL, 0};
    struct regex_range *out = arena_alloc(k, count * sizeof *out);
    memcpy(out, ranges, count * sizeof *out);
    bool sorted = true;
    for (size_t i = 1; i < count && sorted; i++)
        sorted = out[i - 1].lo <= out[i].lo;
    if (!sorted)
        qsort(out, count, sizeof *out, by_start);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (n && out[i].lo <= out[n - 1].hi + 1)
            out[n - 1].hi = out[i].hi > out[n - 1].hi ? out[i].hi : out[n - 1].hi;
        else
            out[n++] = out[i];
    }
    return (struct regex_set){out, n};
}

bool regex_set_has(struct regex_set s, uint32_t cp)
{
    size_t lo = 0, hi = s.len;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s.at[mid].hi < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s.len && s.at[lo].lo <= cp;
}

bool regex_set_equal(struct regex_set a, struct regex_set b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len * sizeof *a.at) == 0);
}

bool regex_set_meets(struct regex_set a, struct regex_set b)
{
    for (size_t i = 0, j = 0; i < a.len && j < b.len;) {
        if (a.at[i].hi < b.at[j].lo)
            i++;
        else if (b.at[j].hi < a.at[i].lo)
            j++;
        else
            return true;
    }
    return false;
}

bool regex_set_within(struct regex_set a, struct regex_set b)
{
    for (size_t i = 0, j = 0; i < a.len; i++) {
        while (j < b.len && b.at[j].hi < a.at[i].lo)
            j++;
        if (j == b.len || b.at[j].lo > a.at[i].lo || b.at[j].hi < a.at[i].hi)
            return false;
    }
    return true;
}

struct regex_set regex_set_union(struct arena *k, struct regex_set a, struct regex_set b)
{
    if (!a.len || !b.len)
        return a.len ? a : b;
    struct regex_range *both = arena_alloc(k, (a.len + b.len) * sizeof *both);
    memcpy(both, a.at, a.len * sizeof *both);
    memcpy(both + a.len, b.at, b.len * sizeof *both);
    return regex_set_of(k, both, a.len + b.len);
}

struct regex_set regex_set_complement(struct arena *k, struct regex_set a)
{
    struct regex_range *out = arena_alloc(k, (a.len + 1) * sizeof *out);
    size_t n = 0;
    uint32_t from = 0;
    for (size_t i = 0; i < a.len; i++) {
        if (a.at[i].lo > from)
            out[n++] = (struct regex_range){from, a.at[i].lo - 1};
        from = a.at[i].hi + 1;
    }
    if (from <= REGEX_CP_MAX)
        out[n++] = (struct regex_range){from, REGEX_CP_MAX};
    return (struct regex_set){out, n};
}

struct regex_set regex_set_fold(struct arena *k, struct regex_set a)
{
    range_list more = {0};
    for (size_t i = 0; i < a.len; i++) {
        uint32_t lo, hi, at = a.at[i].lo;
        while (regex_fold_run(at, &lo, &hi) && lo <= a.at[i].hi) {
            hi = hi < a.at[i].hi ? hi : a.at[i].hi;
            for (uint32_t cp = lo; cp <= hi; cp++) {
                uint32_t orbit[REGEX_ORBIT_MAX];
                size_t n = regex_orbit(cp, orbit);
                for (size_t j = 1; j < n; j++)
                    if (!regex_set_has(a, orbit[j]))
                        *vec_push(&more) = (struct regex_range){orbit[j], orbit[j]};
            }
            at = hi + 1;
        }
    }
    struct regex_set others = regex_set_of(k, more.at, more.len);
    vec_release(&more);
    return regex_set_union(k, a, others);
}

size_t regex_set_size(struct regex_set s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.at[i].hi - s.at[i].lo + 1;
    return n;
}

#define SET(...)                                                                                             \
    {                                                                                                        \
        (const struct regex_range[]){__VA_ARGS__},                                                           \
            sizeof((const struct regex_range[]){__VA_ARGS__}) / sizeof(struct regex_range)                   \
    }

/* PCRE2 without UCP; \h and \v hold the same whatever the options are. */
static const struct regex_set digits = SET({'0', '9'}),
                              words = SET({'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}),
                              spaces = SET({'\t', '\r'}, {' ', ' '}),
                              horizontal = SET({'\t', '\t'}, {' ', ' '}, {0xA0, 0xA0}, {0x1680, 0x1680},
                                               {0x180E, 0x180E}, {0x2000, 0x200A}, {0x202F, 0x202F},
                                               {0x205F, 0x205F}, {0x3000, 0x3000}),
                              vertical = SET({'\n', '\r'}, {0x85, 0x85}, {0x2028, 0x2029}),
                              newline = SET({'\n', '\n'}), everything = SET({0, REGEX_CP_MAX});

static const struct {
    const char *name;
    struct regex_set set;
} posix[] = {
    {"alnum", SET({'0', '9'}, {'A', 'Z'}, {'a', 'z'})},
    {"alpha", SET({'A', 'Z'}, {'a', 'z'})},
    {"ascii", SET({0, 0x7F})},
    {"blank", SET({'\t', '\t'}, {' ', ' '})},
    {"cntrl", SET({0, 0x1F}, {0x7F, 0x7F})},
    {"digit", SET({'0', '9'})},
    {"graph", SET({0x21, 0x7E})},
    {"lower", SET({'a', 'z'})},
    {"print", SET({0x20, 0x7E})},
    {"punct", SET({0x21, 0x2F}, {0x3A, 0x40}, {0x5B, 0x60}, {0x7B, 0x7E})},
    {"space", SET({'\t', '\r'}, {' ', ' '})},
    {"upper", SET({'A', 'Z'})},
    {"word", SET({'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'})},
    {"xdigit", SET({'0', '9'}, {'A', 'F'}, {'a', 'f'})},
};

bool regex_posix_known(struct str name)
{
    for (size_t i = 0; i < sizeof posix / sizeof *posix; i++)
        if (str_is(name, posix[i].name))
            return true;
    return false;
}

static struct regex_set shorthand(struct arena *k, unsigned char letter)
{
    struct regex_set s = digits;
    switch (ascii_lower(letter)) {
    case 'w': s = words; break;
    case 's': s = spaces; break;
    case 'h': s = horizontal; break;
    case 'v': s = vertical; break;
    default: break;
    }
    return ascii_is_upper(letter) ? regex_set_complement(k, s) : s;
}

static struct regex_set posix_set(const struct regex_tree *t, const struct regex_node *n, struct arena *k)
{
    struct str name = regex_node_name(t, n);
    if (n->flags & REGEX_FLAG_I && (str_is(name, "upper") || str_is(name, "lower")))
        name = STR("alpha");
    for (size_t i = 0; i < sizeof posix / sizeof *posix; i++)
        if (str_is(name, posix[i].name))
            return n->sub ? regex_set_complement(k, posix[i].set) : posix[i].set;
    return everything;
}

/* Adds what a range shares with from..to, moved by `shift`; gives how many ranges that are. */
static size_t add_moved(struct regex_range *out, uint32_t lo, uint32_t hi, uint32_t from, uint32_t to,
                        int32_t shift)
{
    lo = lo > from ? lo : from;
    hi = hi < to ? hi : to;
    if (lo > hi)
        return 0;
    *out = (struct regex_range){(uint32_t)((int32_t)lo + shift), (uint32_t)((int32_t)hi + shift)};
    return 1;
}

/* regex_set_fold() of a range of ASCII, by far the most. */
static struct regex_set ascii_fold(struct arena *k, uint32_t lo, uint32_t hi)
{
    struct regex_range r[5], unused;
    size_t n = add_moved(r, lo, hi, 'a', 'z', 'A' - 'a');
    r[n++] = (struct regex_range){lo, hi};
    n += add_moved(r + n, lo, hi, 'A', 'Z', 'a' - 'A');
    if (add_moved(&unused, lo, hi, 's', 's', 0) || add_moved(&unused, lo, hi, 'S', 'S', 0))
        r[n++] = (struct regex_range){0x17F, 0x17F};
    if (add_moved(&unused, lo, hi, 'k', 'k', 0) || add_moved(&unused, lo, hi, 'K', 'K', 0))
        r[n++] = (struct regex_range){0x212A, 0x212A};
    return regex_set_of(k, r, n);
}

static struct regex_set span_set(const struct regex_node *n, struct arena *k, uint32_t lo, uint32_t hi)
{
    if (n->flags & REGEX_FLAG_I && lo <= hi && hi < 0x80)
        return ascii_fold(k, lo, hi);
    struct regex_set s = regex_set_of(k, &(struct regex_range){lo, hi}, 1);
    return n->flags & REGEX_FLAG_I ? regex_set_fold(k, s) : s;
}

static bool class_set(const struct regex_tree *t, const struct regex_node *n, struct arena *k,
                      struct regex_set *out)
{
    bool exact = true;
    range_list all = {0};
    regex_foreach_child(item, n)
    {
        struct regex_set s;
        exact &= regex_node_set(t, item, k, &s);
        for (size_t i = 0; i < s.len; i++)
            *vec_push(&all) = s.at[i];
    }
    *out = regex_set_of(k, all.at, all.len);
    vec_release(&all);
    if (n->sub & CLASS_OPERATOR || !exact)
        *out = everything;
    else if (n->sub & CLASS_NEGATED)
        *out = regex_set_complement(k, *out);
    return exact && !(n->sub & CLASS_OPERATOR);
}

bool regex_node_set(const struct regex_tree *t, const struct regex_node *n, struct arena *k,
                    struct regex_set *out)
{
    switch (n->kind) {
    case REGEX_CHAR: *out = span_set(n, k, n->cp, n->cp); return true;
    case REGEX_RANGE: *out = span_set(n, k, n->child->cp, n->child->next->cp); return true;
    case REGEX_ANY:
        *out = n->sub == ANY_DOT && n->flags & REGEX_FLAG_S ? everything : regex_set_complement(k, newline);
        return true;
    case REGEX_SHORTHAND: *out = shorthand(k, n->sub); return true;
    case REGEX_POSIX: *out = posix_set(t, n, k); return true;
    case REGEX_CLASS: return class_set(t, n, k, out);
    default: *out = everything; return false;
    }
}
