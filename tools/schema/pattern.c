/* Patterns without the engine: what most schemas write. */
#include "schema/pattern.h"

#include "base/hash.h"

/* An escaped character that stands for itself, or 0. */
static char escaped_literal(char c)
{
    return c && strchr("^$\\.*+?()[]{}|/", c) ? c : 0;
}

/* Reads characters that stand for themselves from *at on; false when something else comes that is no '$'.
 * What was read before it is kept in `out`. */
static bool read_literal(struct str p, size_t *at, struct buf *out)
{
    size_t i = *at;
    while (i < p.len && p.s[i] != '$') {
        char c = p.s[i];
        size_t from = i, end = i + 1;
        if (c == '\\') {
            if (end >= p.len || !escaped_literal(p.s[end]))
                return false;
            from = end++;
        } else if (!c || strchr("^.*+?()[]{}|", c)) {
            return false;
        }
        while (end < p.len && ((unsigned char)p.s[end] & 0xC0) == 0x80)
            end++;
        /* A quantifier would speak of this character. */
        if (end < p.len && strchr("*+?{", p.s[end]))
            return false;
        buf_add(out, p.s + from, end - from);
        i = end;
    }
    *at = i;
    return true;
}

static void set_add(uint64_t set[2], unsigned from, unsigned to)
{
    for (unsigned c = from; c <= to; c++)
        set[c >> 6] |= (uint64_t)1 << (c & 63);
}

static bool add_escape(uint64_t set[2], char c)
{
    if (c == 'd' || c == 'w')
        set_add(set, '0', '9');
    if (c == 'w') {
        set_add(set, 'a', 'z');
        set_add(set, 'A', 'Z');
        set_add(set, '_', '_');
    }
    return c == 'd' || c == 'w';
}

/* One character of a class: its code, or -1. */
static int class_character(struct str p, size_t *at)
{
    if (*at >= p.len || (unsigned char)p.s[*at] >= 0x80)
        return -1;
    char c = p.s[(*at)++];
    if (c != '\\')
        return c;
    c = *at < p.len ? p.s[(*at)++] : 0;
    return c == '-' || escaped_literal(c) ? c : -1;
}

/* [a-z0-9_.\d-], of ASCII characters, not negated. */
static bool read_class(struct str p, size_t *at, uint64_t set[2])
{
    size_t i = *at + 1;
    if (i >= p.len || p.s[i] == '^' || p.s[i] == ']')
        return false;
    while (i < p.len && p.s[i] != ']') {
        if (p.s[i] == '\\' && i + 1 < p.len && add_escape(set, p.s[i + 1])) {
            i += 2;
            if (i + 1 < p.len && p.s[i] == '-' && p.s[i + 1] != ']')
                return false;
            continue;
        }
        int from = class_character(p, &i), to = from;
        if (i + 1 < p.len && p.s[i] == '-' && p.s[i + 1] != ']') {
            i++;
            to = class_character(p, &i);
        }
        if (from < 0 || to < from)
            return false;
        set_add(set, (unsigned)from, (unsigned)to);
    }
    *at = i + 1;
    return i < p.len;
}

static bool read_number(struct str p, size_t *at, size_t *out)
{
    size_t from = *at;
    *out = 0;
    for (; *at < p.len && ascii_is_digit((unsigned char)p.s[*at]) && *at - from < 6; (*at)++)
        *out = *out * 10 + (size_t)(p.s[*at] - '0');
    return *at > from;
}

static bool read_repeats(struct str p, size_t *at, size_t *least, size_t *most)
{
    *least = *most = 1;
    if (*at >= p.len || !strchr("*+?{", p.s[*at]))
        return true;
    char c = p.s[(*at)++];
    if (c != '{') {
        *least = c == '+';
        *most = c == '?' ? 1 : SIZE_MAX;
    } else {
        if (!read_number(p, at, least))
            return false;
        *most = *least;
        if (*at < p.len && p.s[*at] == ',') {
            ++*at;
            if (!read_number(p, at, most))
                *most = SIZE_MAX;
        }
        if (*at >= p.len || p.s[(*at)++] != '}' || *most < *least)
            return false;
    }
    return *at >= p.len || !strchr("?+*{", p.s[*at]);
}

/* One character or class and how often. */
static bool read_run(struct str p, size_t *at, struct pattern_run *out)
{
    unsigned char c = (unsigned char)p.s[*at];
    *out = (struct pattern_run){.least = 1};
    if (c == '[') {
        if (!read_class(p, at, out->set))
            return false;
    } else if (c == '\\' && *at + 1 < p.len && add_escape(out->set, p.s[*at + 1])) {
        *at += 2;
    } else {
        int one = strchr("^.*+?()[]{}|$", c) ? -1 : class_character(p, at);
        if (one <= 0)
            return false;
        set_add(out->set, (unsigned)one, (unsigned)one);
    }
    return read_repeats(p, at, &out->least, &out->most);
}

/* Whether a run, taken as far as it goes, leaves nothing to try again: what comes behind it begins with none
 * of its characters. */
static bool is_parted(const struct pattern_run *runs, size_t count, size_t i)
{
    if (runs[i].least == runs[i].most)
        return true;
    for (size_t k = i + 1; k < count; k++) {
        if ((runs[i].set[0] & runs[k].set[0]) | (runs[i].set[1] & runs[k].set[1]))
            return false;
        if (runs[k].least)
            break;
    }
    return true;
}

enum { RUNS_MAX = 12 };

/* ^run run ...$ */
static bool read_runs(struct str p, struct pattern *out, struct arena *a)
{
    struct pattern_run runs[RUNS_MAX];
    size_t at = 1, count = 0;
    if (p.len < 3 || p.s[0] != '^')
        return false;
    while (at + 1 < p.len && count < RUNS_MAX)
        if (!read_run(p, &at, &runs[count++]))
            return false;
    if (at + 1 != p.len || p.s[at] != '$')
        return false;
    for (size_t i = 0; i < count; i++)
        if (!is_parted(runs, count, i))
            return false;
    out->kind = count == 1 ? PATTERN_CLASS : PATTERN_RUNS;
    out->run = runs[0];
    out->run_count = count;
    struct pattern_run *copy = arena_alloc(a, count * sizeof *copy);
    memcpy(copy, runs, count * sizeof *copy);
    out->runs = copy;
    return true;
}

bool pattern_simple(struct str p, struct pattern *out, struct arena *a)
{
    *out = (struct pattern){.kind = PATTERN_ENGINE, .print = hash_text(p)};
    if (p.len > 4096)
        return false;
    if (!p.len || str_is(p, "^") || str_is(p, ".*") || str_is(p, "^.*") || str_is(p, "$")) {
        out->kind = PATTERN_ANY;
        return true;
    }
    struct buf text = BUF_INIT;
    bool starts = p.s[0] == '^';
    size_t at = starts;
    bool plain = read_literal(p, &at, &text);
    bool ends = plain && at + 1 == p.len;
    if (plain && (at == p.len || (ends && starts))) {
        out->kind = ends ? PATTERN_EXACT : starts ? PATTERN_PREFIX : PATTERN_CONTAINS;
        out->text = arena_str(a, buf_str(&text));
    }
    buf_release(&text);
    return out->kind != PATTERN_ENGINE || read_runs(p, out, a);
}

static inline bool run_has(const struct pattern_run *r, unsigned char c)
{
    return c < 0x80 && r->set[c >> 6] >> (c & 63) & 1;
}

static bool is_class_run(const struct pattern_run *r, struct str v)
{
    if (v.len < r->least || v.len > r->most)
        return false;
    size_t i = 0;
    while (i < v.len && run_has(r, (unsigned char)v.s[i]))
        i++;
    return i == v.len;
}

static bool are_runs(const struct pattern *p, struct str v)
{
    size_t at = 0;
    for (size_t i = 0; i < p->run_count; i++) {
        const struct pattern_run *r = &p->runs[i];
        size_t from = at, end = r->most < v.len - at ? at + r->most : v.len;
        while (at < end && run_has(r, (unsigned char)v.s[at]))
            at++;
        if (at - from < r->least)
            return false;
    }
    return at == v.len;
}

enum regex_result pattern_test(const struct pattern *p, struct matcher *m, struct str v)
{
    bool fits = true;
    switch (p->kind) {
    case PATTERN_ENGINE: return ecma_search(p->engine, m, v);
    case PATTERN_ANY: break;
    case PATTERN_EXACT: fits = str_eq(v, p->text); break;
    case PATTERN_PREFIX: fits = str_starts(v, p->text); break;
    case PATTERN_CONTAINS: fits = str_find(v, p->text, 0) != SIZE_MAX; break;
    case PATTERN_CLASS: fits = is_class_run(&p->run, v); break;
    case PATTERN_RUNS: fits = are_runs(p, v); break;
    }
    return fits ? REGEX_MATCH : REGEX_NO_MATCH;
}

/* A '|' outside of groups and classes gives the pattern several beginnings. */
static bool has_alternatives(struct str p)
{
    size_t depth = 0;
    bool in_class = false;
    for (size_t i = 0; i < p.len; i++) {
        char c = p.s[i];
        if (c == '\\')
            i++;
        else if (in_class)
            in_class = c != ']';
        else if (c == '[')
            in_class = true;
        else if (c == '(')
            depth++;
        else if (c == ')')
            depth -= depth > 0;
        else if (c == '|' && !depth)
            return true;
    }
    return false;
}

void pattern_prefix(struct str p, struct buf *out)
{
    if (!p.len || p.s[0] != '^' || has_alternatives(p))
        return;
    size_t at = 1;
    read_literal(p, &at, out);
}
