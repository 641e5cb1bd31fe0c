/* Patterns against texts: see overlap.h. Candidates are gathered text by text and run pattern by pattern, so
 * that each pattern is compiled once and only while it is needed. */
#include "regex/overlap.h"

#include "regex/index.h"
#include "regex/match.h"

enum {
    GATHER_MAX = 1 << 20, /* candidates held at a time */
    FEW_PATTERNS = 16,
};

struct candidate {
    uint32_t pattern, text;
};

struct gathering {
    const struct overlap_item *patterns, *texts;
    VEC(struct candidate) found;
    struct matcher *matcher;
    struct overlap_pairs *out;
};

static struct str text_of(const struct overlap_item *i)
{
    return (struct str){i->text, i->len};
}

static void literals_of(const struct overlap_item *i, struct arena *a, struct literals *out)
{
    if (i->literals)
        literals_unpack((struct str){i->text + i->len, i->literals}, text_of(i), a, out);
    else
        regex_literals(text_of(i), a, out);
}

static int by_pattern(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->pattern != y->pattern)
        return x->pattern < y->pattern ? -1 : 1;
    return x->text < y->text ? -1 : x->text > y->text;
}

static int by_pair(const void *a, const void *b)
{
    const struct overlap_pair *x = a, *y = b;
    if (x->pattern != y->pattern)
        return x->pattern < y->pattern ? -1 : 1;
    return x->text < y->text ? -1 : x->text > y->text;
}

static void try_one(struct gathering *g, const struct regex *r, uint32_t pattern, uint32_t text)
{
    if (g->patterns[pattern].owner == g->texts[text].owner)
        return;
    enum regex_result result = regex_search(r, g->matcher, text_of(&g->texts[text]), NULL, NULL);
    if (result != REGEX_NO_MATCH)
        *vec_push(&g->out->at) = (struct overlap_pair){pattern, text, result == REGEX_LIMIT};
}

static void run_gathered(struct gathering *g)
{
    struct regex *r = NULL;
    struct regex_fault fault;
    if (g->found.len)
        qsort(g->found.at, g->found.len, sizeof *g->found.at, by_pattern);
    for (size_t i = 0; i < g->found.len; i++) {
        const struct candidate *c = &g->found.at[i];
        if (i == 0 || c->pattern != c[-1].pattern) {
            regex_free(r);
            r = regex_compile(text_of(&g->patterns[c->pattern]), REGEX_CASELESS, &fault);
        }
        if (r)
            try_one(g, r, c->pattern, c->text);
    }
    regex_free(r);
    g->found.len = 0;
}

static struct literal_index *index_patterns(const struct overlap_item *patterns, size_t pattern_count,
                                            const struct overlap_item *texts, size_t text_count)
{
    struct literal_index *x = index_new();
    struct arena a = ARENA_INIT;
    struct buf folded = BUF_INIT;
    size_t bytes = 0;
    for (size_t i = 0; i < text_count; i++)
        bytes += texts[i].len;
    for (size_t i = 0; i < text_count; i++) {
        buf_clear(&folded);
        literal_fold(&folded, text_of(&texts[i]));
        index_count(x, buf_str(&folded), bytes * 2);
    }
    for (size_t i = 0; i < pattern_count; i++) {
        struct literals l;
        literals_of(&patterns[i], &a, &l);
        index_add(x, &l);
        arena_reset(&a);
    }
    index_build(x);
    buf_release(&folded);
    arena_release(&a);
    return x;
}

/* Patterns without a literal are run on every text at once. */
static void run_always(struct gathering *g, const struct literal_index *x, size_t text_count)
{
    size_t count;
    const uint32_t *always = index_always(x, &count);
    for (size_t i = 0; i < count; i++) {
        struct regex_fault fault;
        struct regex *r = regex_compile(text_of(&g->patterns[always[i]]), REGEX_CASELESS, &fault);
        for (size_t t = 0; t < text_count && r; t++)
            try_one(g, r, always[i], (uint32_t)t);
        regex_free(r);
    }
}

/* A few patterns, each looked for in every text: an index does not pay for them. */
static void run_few(struct gathering *g, size_t pattern_count, size_t text_count)
{
    struct arena a = ARENA_INIT;
    struct buf folded = BUF_INIT;
    struct regex_fault fault;
    struct literals literals[FEW_PATTERNS];
    struct regex *compiled[FEW_PATTERNS];
    for (size_t i = 0; i < pattern_count; i++) {
        literals_of(&g->patterns[i], &a, &literals[i]);
        compiled[i] = regex_compile(text_of(&g->patterns[i]), REGEX_CASELESS, &fault);
    }
    for (size_t t = 0; t < text_count; t++) {
        buf_clear(&folded);
        literal_fold(&folded, text_of(&g->texts[t]));
        for (size_t i = 0; i < pattern_count; i++)
            if (compiled[i] && literals_occur(&literals[i], buf_str(&folded)))
                try_one(g, compiled[i], (uint32_t)i, (uint32_t)t);
    }
    for (size_t i = 0; i < pattern_count; i++)
        regex_free(compiled[i]);
    buf_release(&folded);
    arena_release(&a);
}

static void run_many(struct gathering *g, size_t pattern_count, size_t text_count)
{
    struct literal_index *x = index_patterns(g->patterns, pattern_count, g->texts, text_count);
    struct index_finder *f = index_finder_new(x);
    run_always(g, x, text_count);
    for (size_t t = 0; t < text_count; t++) {
        size_t count;
        const uint32_t *found = index_find(f, text_of(&g->texts[t]), &count);
        for (size_t i = 0; i < count; i++)
            if (g->patterns[found[i]].owner != g->texts[t].owner)
                *vec_push(&g->found) = (struct candidate){found[i], (uint32_t)t};
        if (g->found.len >= GATHER_MAX)
            run_gathered(g);
    }
    run_gathered(g);
    index_finder_free(f);
    index_free(x);
}

void regex_overlap(const struct overlap_item *patterns, size_t pattern_count,
                   const struct overlap_item *texts, size_t text_count, struct overlap_pairs *out)
{
    *out = (struct overlap_pairs){0};
    if (!pattern_count || !text_count)
        return;
    struct gathering g = {.patterns = patterns, .texts = texts, .matcher = matcher_new(), .out = out};
    if (pattern_count <= FEW_PATTERNS)
        run_few(&g, pattern_count, text_count);
    else
        run_many(&g, pattern_count, text_count);
    if (out->at.len)
        qsort(out->at.at, out->at.len, sizeof *out->at.at, by_pair);
    vec_release(&g.found);
    matcher_free(g.matcher);
}
