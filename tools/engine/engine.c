/* The engine: see engine.h. */
#include "engine/engine.h"

#include "base/pool.h"

#include "engine/sink.h"

/* One check function and the rows that report through it. */
struct active {
    void (*check)(struct check *c);
    bool collects;
};

struct worker {
    struct sink sink;
    struct buf text;
    struct json_doc doc;
    struct arena arena;
    size_t skipped, records;
    struct rule_tools *tools;
    struct paths failures;
    struct buf page_texts[PAGES_MAX];
    struct str pages[PAGES_MAX];
};

struct pass {
    const struct engine *e;
    struct worker *workers;
    struct active *active;
    size_t active_count;
    bool any_collector;
    bool pages; /* a rule that looks at pages is on */
};

static void add_active(struct pass *p, void (*check)(struct check *), bool collects)
{
    for (size_t i = 0; i < p->active_count; i++)
        if (p->active[i].check == check)
            return;
    p->active[p->active_count++] = (struct active){check, collects};
    p->any_collector |= collects;
}

static void find_active(struct pass *p)
{
    const struct selection *s = p->e->selection;
    p->active = mem_zalloc(s->count * 2 + 1, sizeof *p->active);
    for (size_t i = 0; i < s->count; i++) {
        const struct rule *r = s->table[i];
        if (s->levels[i] == SEVERITY_OFF)
            continue;
        p->pages |= r->pages && p->e->run->pages;
        if (r->check)
            add_active(p, r->check, false);
        if (r->collect)
            add_active(p, r->collect, true);
    }
}

static void report_fault(struct worker *w, const struct engine *e, const struct json_fault *fault)
{
    const struct rule *rule =
        rule_find(e->selection->table, fault->is_utf8 ? STR("json/encoding") : STR("json/syntax"));
    static const struct json_doc nothing;
    struct record rec = {.doc = &nothing};
    struct check c = {.run = e->run, .rec = &rec, .sink = &w->sink, .arena = &w->arena};
    struct finding *f = finding_at_span(&c, rule, JSON_NONE, fault->at, fault->end, "%s", fault->what);
    if (fault->help)
        finding_help(&c, f, "%s", fault->help);
}

/* A page whose record is gone: all of its first line. */
static void report_orphan(struct worker *w, const struct engine *e, uint32_t number, struct str text)
{
    static const struct json_doc nothing;
    struct record rec = {.path = e->sources[number].path, .doc = &nothing};
    struct check c = {.run = e->run, .rec = &rec, .sink = &w->sink, .arena = &w->arena};
    const char *lf = text.len ? memchr(text.s, '\n', text.len) : NULL;
    sink_begin(&w->sink, number, true, text, NULL);
    struct finding *f =
        finding_at_span(&c, rule_find(e->selection->table, STR("md/orphan")), JSON_NONE, 0,
                        lf ? (size_t)(lf - text.s) : text.len, "there is no record of this page");
    finding_help(&c, f, "delete the page, or bring its record back; `kedb render --prune` deletes it");
    sink_end(&w->sink);
}

/* The pages beside a record, or NULL when none was looked for. What is there and cannot be read counts as not
 * there: `kedb render` says why. */
static const struct str *read_pages(struct pass *p, struct worker *w, const struct source *src)
{
    if (!p->pages || !src->asked || src->pages || src->text.s)
        return src->pages;
    struct str stem = str_of(src->path);
    stem.len -= str_ends(stem, STR(".json")) ? 5 : 0;
    for (size_t i = 0; i < PAGES_MAX && p->e->run->pages->suffixes[i]; i++) {
        struct err unused;
        w->pages[i] = (struct str){0};
        if (src->pages_known && !(src->pages_there >> i & 1))
            continue;
        char *path = arena_printf(&w->arena, "%.*s%s", STR_FMT(stem), p->e->run->pages->suffixes[i]);
        if (file_read(path, 0, &w->page_texts[i], &unused) == 0)
            w->pages[i] = buf_str(&w->page_texts[i]);
    }
    return w->pages;
}

static void count_skipped(struct worker *w, const struct selection *s, role_set mistyped)
{
    for (size_t i = 0; i < s->count; i++)
        w->skipped += s->levels[i] != SEVERITY_OFF && (s->table[i]->reads & mistyped) != 0;
}

static void check_text(struct pass *p, struct worker *w, uint32_t number, struct str text)
{
    const struct engine *e = p->e;
    const struct source *src = &e->sources[number];
    struct json_fault fault;
    w->records += src->asked;
    if (json_parse(&w->doc, text, &fault) != 0) {
        sink_begin(&w->sink, number, src->asked, text, NULL);
        report_fault(w, e, &fault);
        sink_end(&w->sink);
        return;
    }
    struct record rec = {.path = src->path, .id_expected = src->id_expected};
    record_build(&rec, e->run->roles, &w->doc, &w->arena);
    sink_begin(&w->sink, number, src->asked, text, &w->doc);
    w->sink.blocked = rec.mistyped;
    if (rec.mistyped && src->asked)
        count_skipped(w, e->selection, rec.mistyped);
    struct check c = {.run = e->run, .rec = &rec, .arena = &w->arena, .sink = &w->sink, .tools = w->tools};
    c.pages = read_pages(p, w, src);
    for (size_t i = 0; i < p->active_count; i++)
        if (src->asked || p->active[i].collects)
            p->active[i].check(&c);
    sink_end(&w->sink);
}

static void check_file(void *ctx, size_t worker, size_t index)
{
    struct pass *p = ctx;
    struct worker *w = &p->workers[worker];
    const struct source *src = &p->e->sources[index];
    if (!src->asked && !p->any_collector)
        return;
    struct str text = src->text;
    if (!text.s) {
        struct err err;
        size_t limit = p->e->size_limit ? p->e->size_limit : RECORD_SIZE_MAX;
        if (file_read(src->path, limit, &w->text, &err) != 0) {
            if (src->asked)
                paths_add(&w->failures, err.msg);
            return;
        }
        text = buf_str(&w->text);
    }
    if (src->orphan)
        report_orphan(w, p->e, (uint32_t)index, text);
    else
        check_text(p, w, (uint32_t)index, text);
    arena_reset(&w->arena);
}

static int by_kind(const void *a, const void *b)
{
    const struct fact *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return str_cmp(x->key, y->key);
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
            readable = text.s || file_read(src->path, 0, &w->text, &err) == 0;
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

static void run_corpus_rules(struct pass *p)
{
    const struct engine *e = p->e;
    struct worker *first = &p->workers[0];
    VEC(struct fact) facts = {0};
    for (size_t i = 0; i < e->workers; i++) {
        struct sink *s = &p->workers[i].sink;
        vec_reserve(&facts, facts.len + s->facts.len);
        if (s->facts.len)
            memcpy(facts.at + facts.len, s->facts.at, s->facts.len * sizeof *facts.at);
        facts.len += s->facts.len;
        vec_release(&s->facts);
    }
    if (facts.len)
        qsort(facts.at, facts.len, sizeof *facts.at, by_kind);
    const char **paths = mem_zalloc(e->source_count, sizeof *paths);
    bool *asked = mem_zalloc(e->source_count, sizeof *asked);
    for (size_t i = 0; i < e->source_count; i++) {
        paths[i] = e->sources[i].path;
        asked[i] = e->sources[i].asked;
    }
    first->sink.asked_files = asked;
    first->sink.blocked = 0;
    struct corpus k = {.run = e->run,
                       .paths = paths,
                       .file_count = e->source_count,
                       .arena = &first->arena,
                       .sink = &first->sink};
    for (size_t i = 0; i < facts.len; i++) {
        unsigned kind = facts.at[i].kind;
        if (!k.counts[kind]++)
            k.facts[kind] = &facts.at[i];
    }
    size_t from = first->sink.findings.len;
    const struct selection *s = e->selection;
    for (size_t i = 0; i < s->count; i++) {
        void (*check)(struct corpus *) = s->levels[i] != SEVERITY_OFF ? s->table[i]->check_corpus : NULL;
        for (size_t j = 0; j < i && check; j++)
            if (s->levels[j] != SEVERITY_OFF && s->table[j]->check_corpus == check)
                check = NULL;
        if (check)
            check(&k);
    }
    size_t found = first->sink.findings.len - from;
    if (found)
        qsort(first->sink.findings.at + from, found, sizeof(struct finding), by_file);
    locate_corpus_findings(p, first, from);
    vec_release(&facts);
    free(paths);
    free(asked);
    first->sink.asked_files = NULL;
}

static int by_place(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    int c = strcmp(x->rule->id, y->rule->id);
    if (c)
        return c;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return strcmp(x->message, y->message);
}

static void merge(struct pass *p, struct result *out)
{
    const struct engine *e = p->e;
    struct paths failures = {0};
    out->sinks = mem_zalloc(e->workers, sizeof *out->sinks);
    out->sink_count = e->workers;
    for (size_t i = 0; i < e->workers; i++)
        out->count += p->workers[i].sink.findings.len;
    out->findings = mem_alloc(out->count * sizeof *out->findings);
    size_t n = 0;
    for (size_t i = 0; i < e->workers; i++) {
        struct worker *w = &p->workers[i];
        if (w->sink.findings.len)
            memcpy(out->findings + n, w->sink.findings.at, w->sink.findings.len * sizeof *out->findings);
        n += w->sink.findings.len;
        vec_release(&w->sink.findings);
        out->skipped += w->skipped;
        out->records += w->records;
        for (size_t j = 0; j < w->failures.len; j++)
            paths_add(&failures, w->failures.at[j]);
        paths_release(&w->failures);
        out->sinks[i] = w->sink;
    }
    if (n)
        qsort(out->findings, n, sizeof *out->findings, by_place);
    for (size_t i = 0; i < n; i++)
        out->by_severity[out->findings[i].severity]++;
    paths_sort(&failures);
    out->failures.at = failures.at;
    out->failures.len = failures.len;
    out->failures.cap = failures.cap;
}

void engine_run(const struct engine *e, struct result *out)
{
    *out = (struct result){0};
    struct pass p = {.e = e};
    p.workers = mem_zalloc(e->workers, sizeof *p.workers);
    for (size_t i = 0; i < e->workers; i++) {
        p.workers[i].sink.selection = e->selection;
        p.workers[i].sink.want_excerpts = e->want_excerpts;
        p.workers[i].tools = e->tools_new ? e->tools_new(e->run) : NULL;
    }
    find_active(&p);
    pool_run(e->workers, e->source_count, check_file, &p);
    run_corpus_rules(&p);
    merge(&p, out);
    for (size_t i = 0; i < e->workers; i++) {
        buf_release(&p.workers[i].text);
        for (size_t j = 0; j < PAGES_MAX; j++)
            buf_release(&p.workers[i].page_texts[j]);
        json_release(&p.workers[i].doc);
        arena_release(&p.workers[i].arena);
        if (e->tools_free)
            e->tools_free(p.workers[i].tools);
    }
    free(p.workers);
    free(p.active);
}

void result_release(struct result *r)
{
    for (size_t i = 0; i < r->sink_count; i++)
        sink_release(&r->sinks[i]);
    free(r->sinks);
    free(r->findings);
    for (size_t i = 0; i < r->failures.len; i++)
        free(r->failures.at[i]);
    free(r->failures.at);
    *r = (struct result){0};
}
