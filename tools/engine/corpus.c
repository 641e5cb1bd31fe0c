/* The corpus rules: facts of all records gathered and sorted, each rule called once, its findings located. */
#include "engine/pass.h"

/* For each kind of fact the first bytes of the keys of files that were asked for, as a Bloom filter with one
 * hash function (Bloom 1970). */
enum { FILTER_BITS = 1 << 14, FILTER_FILES = 64 }; /* worth it for that many files at most */
struct key_filter {
    uint64_t bits[FACT_KIND_COUNT][FILTER_BITS / 64];
};

static size_t filter_place(const struct fact *f)
{
    uint64_t begin = 0;
    memcpy(&begin, f->key.s, f->key.len < sizeof begin ? f->key.len : sizeof begin);
    return (begin * 0x9E3779B97F4A7C15u) >> 50; /* 14 bits */
}

static void filter_add(struct key_filter *filter, const struct fact *f)
{
    size_t at = filter_place(f);
    filter->bits[f->kind][at / 64] |= UINT64_C(1) << at % 64;
}

static bool filter_has(const struct key_filter *filter, const struct fact *f)
{
    size_t at = filter_place(f);
    return filter->bits[f->kind][at / 64] >> at % 64 & 1;
}

bool corpus_may_concern(const struct corpus *k, const struct fact *f)
{
    return !k->filter || filter_has(k->filter, f);
}

/* All facts, those of one kind together, in the order of files and places. */
struct gathered {
    struct fact *at;
    size_t counts[FACT_KIND_COUNT], starts[FACT_KIND_COUNT];
    bool placing; /* the second pass: the first only counts */
};

static void gather(void *ctx, const struct fact *f)
{
    struct gathered *g = ctx;
    if (g->placing)
        g->at[g->starts[f->kind] + g->counts[f->kind]] = *f;
    g->counts[f->kind]++;
}

static bool comes_before(const struct fact *x, const struct fact *y)
{
    if (x->start != y->start)
        return x->start < y->start;
    if (x->number != y->number)
        return x->number < y->number;
    return str_cmp(x->key, y->key) < 0;
}

/* Orders the facts of one file and kind, which mostly stand in order. */
static void order_facts(struct fact *facts, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct fact f = facts[i];
        size_t j = i;
        for (; j > 0 && comes_before(&f, &facts[j - 1]); j--)
            facts[j] = facts[j - 1];
        facts[j] = f;
    }
}

/* Each worker met its files in ascending order, so that one walk over all files merges their lists. */
static void gather_facts(struct pass *p, struct gathered *g)
{
    const struct engine *e = p->e;
    size_t *next = mem_zalloc(e->workers, sizeof *next), before[FACT_KIND_COUNT];
    for (uint32_t i = 0; i < e->source_count; i++) {
        const struct note *n = p->notes ? &p->notes[i] : NULL;
        memcpy(before, g->counts, sizeof before);
        if (n && n->state == NOTE_RECALLED)
            cache_facts(e->cache, n->old, i, gather, g);
        for (size_t j = 0; j < e->workers; j++) {
            const struct sink *s = &p->workers[j].sink;
            for (; next[j] < s->facts.len && s->facts.at[next[j]].file == i; next[j]++)
                gather(g, &s->facts.at[next[j]]);
        }
        for (size_t k = 0; k < FACT_KIND_COUNT && g->placing; k++)
            order_facts(g->at + g->starts[k] + before[k], g->counts[k] - before[k]);
    }
    free(next);
}

/* Corpus findings have a span only: their files are read once more for places and excerpts. */
static void locate_corpus_findings(struct pass *p, struct worker *w, size_t from)
{
    uint32_t open = 0xFFFFFFFFu;
    bool readable = false;
    for (size_t i = from; i < w->sink.findings.len; i++) {
        struct finding *f = &w->sink.findings.at[i];
        const struct source *src = &p->e->sources[f->file];
        if (f->file != open) {
            sink_end(&w->sink);
            struct str text = src->text;
            struct err err;
            struct json_fault fault;
            bool own;
            readable = text.s || read_source(p, src, &w->text, &own, &err) == 0;
            if (readable && !text.s)
                text = buf_str(&w->text);
            readable = readable && json_parse(&w->doc, text, &fault) == 0;
            if (!readable)
                paths_add(&w->failures,
                          arena_printf(&w->arena, "%s: changed while it was checked", src->path));
            sink_begin(&w->sink, f->file, true, text, readable ? &w->doc : NULL);
            open = f->file;
        }
        f->pointer = "";
        if (readable && f->end <= w->sink.text.len)
            sink_locate(&w->sink, f, sink_node_at(&w->doc, f->start, f->end));
    }
    sink_end(&w->sink);
}

static int by_file(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    return x->file < y->file ? -1 : x->file > y->file;
}

static void restore_finding(void *ctx, const struct finding *f)
{
    struct sink *s = ctx;
    *vec_push(&s->findings) = *f;
}

/* NULL when many files were asked for. */
static struct key_filter *make_filter(const struct pass *p, const struct gathered *g)
{
    size_t asked = 0, total = 0;
    for (size_t i = 0; i < p->e->source_count; i++)
        asked += p->e->sources[i].asked;
    if (asked > FILTER_FILES)
        return NULL;
    struct key_filter *filter = mem_zalloc(1, sizeof *filter);
    for (size_t i = 0; i < FACT_KIND_COUNT; i++)
        total += g->counts[i];
    for (size_t i = 0; i < total; i++)
        if (p->e->sources[g->at[i].file].asked)
            filter_add(filter, &g->at[i]);
    return filter;
}

size_t run_corpus_rules(struct pass *p)
{
    const struct engine *e = p->e;
    struct sink *sink = &p->workers[0].sink;
    size_t from = sink->findings.len;
    if (p->corpus_known) {
        cache_corpus(e->cache, &sink->keep, restore_finding, sink);
        return from;
    }
    struct gathered g = {0};
    gather_facts(p, &g);
    size_t total = 0;
    for (size_t i = 0; i < FACT_KIND_COUNT; i++) {
        g.starts[i] = total;
        total += g.counts[i];
        g.counts[i] = 0;
    }
    g.at = mem_alloc(total * sizeof *g.at);
    g.placing = true;
    gather_facts(p, &g);
    for (size_t i = 0; i < e->workers; i++)
        vec_release(&p->workers[i].sink.facts);
    const char **paths = mem_zalloc(e->source_count, sizeof *paths);
    bool *asked = mem_zalloc(e->source_count, sizeof *asked);
    for (size_t i = 0; i < e->source_count; i++) {
        paths[i] = e->sources[i].path;
        asked[i] = e->sources[i].asked;
    }
    sink->asked_files = asked;
    sink->blocked = 0;
    struct key_filter *filter = make_filter(p, &g);
    struct corpus k = {.run = e->run,
                       .filter = filter,
                       .paths = paths,
                       .file_count = e->source_count,
                       .arena = &p->workers[0].arena,
                       .sink = sink};
    for (size_t i = 0; i < FACT_KIND_COUNT; i++) {
        k.facts[i] = g.at + g.starts[i];
        k.counts[i] = g.counts[i];
    }
    timings_lap(e->timings, "gather facts");
    const struct selection *s = e->selection;
    for (size_t i = 0; i < s->count; i++) {
        void (*check)(struct corpus *) = s->levels[i] != SEVERITY_OFF ? s->table[i]->check_corpus : NULL;
        for (size_t j = 0; j < i && check; j++)
            if (s->levels[j] != SEVERITY_OFF && s->table[j]->check_corpus == check)
                check = NULL;
        if (!check)
            continue;
        uint64_t began = e->timings ? timing_now() : 0;
        check(&k);
        if (e->timings)
            timings_add(e->timings, true, timing_now() - began, 1, "%s, whole base", s->table[i]->id);
    }
    timings_start(e->timings);
    size_t found = sink->findings.len - from;
    if (found)
        qsort(sink->findings.at + from, found, sizeof(struct finding), by_file);
    locate_corpus_findings(p, &p->workers[0], from);
    timings_lap(e->timings, "place findings of the base");
    free(filter);
    free(g.at);
    free(paths);
    free(asked);
    sink->asked_files = NULL;
    return from;
}
