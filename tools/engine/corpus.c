/* The corpus rules: each called once with the facts of all records, its findings located. */
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

/* Each worker met its files in ascending order, and so do the rows of the cache come: a walk over all facts
 * merges their streams. */
struct fact_cursor {
    struct corpus *corpus;
    enum fact_kind kind;
    uint32_t cached; /* the next file whose row in the cache has the kind, or FACTS_END */
    const unsigned char *segment;
    struct fact_run run;
    struct facts_reader readers[]; /* one a worker */
};

static void next_cached(struct fact_cursor *c, uint32_t from)
{
    const struct pass *p = c->corpus->pass;
    for (c->cached = from; p->notes && c->cached < p->e->source_count; c->cached++) {
        const struct note *n = &p->notes[c->cached];
        c->segment = n->state == NOTE_RECALLED
                         ? facts_in_row(cache_facts(p->e->cache, note_row(p, n)), c->kind)
                         : NULL;
        if (c->segment)
            return;
    }
    c->cached = FACTS_END;
}

struct fact_cursor *corpus_facts(struct corpus *k, enum fact_kind kind)
{
    size_t workers = k->pass->e->workers;
    struct fact_cursor *c = arena_zalloc(k->arena, 1, sizeof *c + workers * sizeof(struct facts_reader));
    c->corpus = k;
    c->kind = kind;
    c->cached = FACTS_END;
    for (size_t i = 0; i < workers; i++)
        c->readers[i].file = FACTS_END;
    if (k->kinds & FACT_BIT(kind)) {
        next_cached(c, 0);
        for (size_t i = 0; i < workers; i++)
            facts_read(&c->readers[i], &k->pass->workers[i].sink.kept, kind);
    }
    return c;
}

/* The segment of the next file that has one, which becomes *file; NULL at the end. */
static const unsigned char *next_segment(struct fact_cursor *c, uint32_t *file)
{
    struct facts_reader *first = &c->readers[0];
    for (size_t i = 1; i < c->corpus->pass->e->workers; i++)
        if (c->readers[i].file < first->file)
            first = &c->readers[i];
    const unsigned char *segment = c->segment;
    if (first->file < c->cached) {
        *file = first->file;
        segment = first->segment;
        facts_read_next(first);
    } else if (c->cached != FACTS_END) {
        *file = c->cached;
        next_cached(c, c->cached + 1);
    } else {
        segment = NULL;
    }
    return segment;
}

const struct fact *fact_next(struct fact_cursor *c)
{
    for (;;) {
        const struct fact *f = fact_run_next(&c->run);
        if (f)
            return f;
        uint32_t file;
        const unsigned char *segment = next_segment(c, &file);
        if (!segment)
            return NULL;
        c->run = fact_run_begin(segment, c->kind, file);
    }
}

struct fact_index {
    enum fact_kind kind;
    const unsigned char *segments[]; /* by file */
};

const struct fact_index *corpus_index(struct corpus *k, enum fact_kind kind)
{
    struct fact_index *x = arena_zalloc(k->arena, 1, sizeof *x + k->file_count * sizeof *x->segments);
    struct fact_cursor *c = corpus_facts(k, kind);
    const unsigned char *segment;
    uint32_t file;
    x->kind = kind;
    while ((segment = next_segment(c, &file)) != NULL)
        x->segments[file] = segment;
    return x;
}

struct fact_run facts_of(const struct fact_index *x, uint32_t file)
{
    return fact_run_begin(x->segments[file], x->kind, file);
}

const char *corpus_path(const struct corpus *k, uint32_t file)
{
    return k->pass->e->sources[file].path;
}

struct str corpus_expected_id(const struct corpus *k, uint32_t file)
{
    return k->pass->e->sources[file].id_expected;
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

/* Whether a row's function is another's before it, and was called for it. */
static bool is_repeated(const struct selection *s, size_t row)
{
    for (size_t i = 0; i < row; i++)
        if (s->levels[i] != SEVERITY_OFF && s->table[i]->check_corpus == s->table[row]->check_corpus)
            return true;
    return false;
}

/* Lets go of the facts that no rule from `row` on reads. */
static void drop_facts(struct pass *p, size_t row)
{
    const struct selection *s = p->e->selection;
    uint32_t wanted = 0;
    for (size_t i = row; i < s->count; i++)
        if (s->levels[i] != SEVERITY_OFF && s->table[i]->check_corpus && !is_repeated(s, i))
            wanted |= s->table[i]->facts;
    for (size_t i = 0; i < p->e->workers; i++)
        for (unsigned kind = 0; kind < FACT_KIND_COUNT; kind++)
            if (!(wanted & FACT_BIT(kind)))
                facts_drop(&p->workers[i].sink.kept, (enum fact_kind)kind);
}

static void filter_add_segment(struct key_filter *filter, const unsigned char *segment, unsigned kind)
{
    struct fact_run run = fact_run_begin(segment, (enum fact_kind)kind, 0);
    const struct fact *f;
    while ((f = fact_run_next(&run)) != NULL)
        filter_add(filter, f);
}

/* NULL when many files were asked for. */
static struct key_filter *make_filter(const struct pass *p)
{
    const struct source *sources = p->e->sources;
    size_t asked = 0;
    for (size_t i = 0; i < p->e->source_count; i++)
        asked += sources[i].asked;
    if (asked > FILTER_FILES)
        return NULL;
    struct key_filter *filter = mem_zalloc(1, sizeof *filter);
    for (unsigned kind = 0; kind < FACT_KIND_COUNT; kind++) {
        for (size_t i = 0; i < p->e->workers; i++) {
            struct facts_reader r;
            facts_read(&r, &p->workers[i].sink.kept, (enum fact_kind)kind);
            for (; r.file != FACTS_END; facts_read_next(&r))
                if (sources[r.file].asked)
                    filter_add_segment(filter, r.segment, kind);
        }
        for (size_t i = 0; p->notes && i < p->e->source_count; i++)
            if (sources[i].asked && p->notes[i].state == NOTE_RECALLED)
                filter_add_segment(
                    filter,
                    facts_in_row(cache_facts(p->e->cache, note_row(p, &p->notes[i])), (enum fact_kind)kind),
                    kind);
    }
    return filter;
}

static void run_rules(struct pass *p)
{
    const struct engine *e = p->e;
    const struct selection *s = e->selection;
    struct sink *sink = &p->workers[0].sink;
    struct key_filter *filter = make_filter(p);
    struct corpus k = {.run = e->run,
                       .filter = filter,
                       .file_count = e->source_count,
                       .arena = &p->workers[0].arena,
                       .sink = sink,
                       .pass = p};
    bool *asked = mem_zalloc(e->source_count, sizeof *asked);
    for (size_t i = 0; i < e->source_count; i++)
        asked[i] = e->sources[i].asked;
    sink->asked_files = asked;
    sink->blocked = 0;
    for (size_t i = 0; i < s->count; i++) {
        const struct rule *rule = s->table[i];
        if (s->levels[i] == SEVERITY_OFF || !rule->check_corpus || is_repeated(s, i))
            continue;
        uint64_t began = e->timings ? timing_now() : 0;
        drop_facts(p, i);
        k.kinds = rule->facts;
        rule->check_corpus(&k);
        arena_reset(k.arena);
        if (e->timings)
            timings_add(e->timings, true, timing_now() - began, 1, "%s, whole base", rule->id);
    }
    drop_facts(p, s->count);
    free(filter);
    free(asked);
    sink->asked_files = NULL;
}

size_t run_corpus_rules(struct pass *p)
{
    struct sink *sink = &p->workers[0].sink;
    size_t from = sink->findings.len;
    if (p->corpus_known) {
        cache_corpus(p->e->cache, &sink->keep, restore_finding, sink);
        return from;
    }
    run_rules(p);
    timings_start(p->e->timings);
    size_t found = sink->findings.len - from;
    if (found)
        qsort(sink->findings.at + from, found, sizeof(struct finding), by_file);
    locate_corpus_findings(p, &p->workers[0], from);
    timings_lap(p->e->timings, "place findings of the base");
    return from;
}
