/* The engine: see engine.h. */
#include "engine/engine.h"

#include "base/pool.h"

#include "engine/pass.h"

static void add_active(struct pass *p, const struct rule *rule, void (*check)(struct check *), bool collects)
{
    size_t i = 0;
    while (i < p->active_count && p->active[i].check != check)
        i++;
    if (i == p->active_count)
        p->active[p->active_count++] = (struct active){check, rule, 0, collects};
    p->active[i].rows++;
    p->active[i].collects |= collects;
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
            add_active(p, r, r->check, false);
        if (r->collect)
            add_active(p, r, r->collect, true);
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
    if (!p->pages || !src->asked || more_of(src).pages || src->text.s)
        return more_of(src).pages;
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
    size_t skipped = w->skipped;
    w->records += src->asked;
    int rc = json_parse(&w->doc, text, &fault);
    end_step(w, STEP_PARSE);
    if (rc != 0) {
        sink_begin(&w->sink, number, src->asked, text, NULL);
        report_fault(w, e, &fault);
        sink_end(&w->sink);
        recall_note(p, number, INT32_MIN, INT32_MAX, 0);
        return;
    }
    struct record rec = {.path = src->path, .id_expected = src->id_expected};
    record_build(&rec, e->run->roles, &w->doc, &w->arena);
    sink_begin(&w->sink, number, src->asked, text, &w->doc);
    w->sink.blocked = rec.mistyped;
    if (rec.mistyped && src->asked)
        count_skipped(w, e->selection, rec.mistyped);
    struct check c = {.run = e->run,
                      .rec = &rec,
                      .arena = &w->arena,
                      .sink = &w->sink,
                      .tools = w->tools,
                      .before = more_of(src).before,
                      .from = INT32_MIN,
                      .to = INT32_MAX};
    end_step(w, STEP_ROLES);
    c.pages = read_pages(p, w, src);
    end_step(w, STEP_PAGES);
    for (size_t i = 0; i < p->active_count; i++) {
        if (src->asked || p->active[i].collects) {
            p->active[i].check(&c);
            end_step(w, STEP_COUNT + i);
        }
    }
    sink_end(&w->sink);
    recall_note(p, number, c.from, c.to, w->skipped - skipped);
}

static void check_file(void *ctx, size_t worker, size_t index)
{
    struct pass *p = ctx;
    struct worker *w = &p->workers[worker];
    const struct source *src = &p->e->sources[index];
    if (!src->asked && !p->any_collector)
        return;
    if (w->spent)
        w->last = timing_now();
    bool known = !src->orphan && recall_by_stamp(p, w, (uint32_t)index);
    end_step(w, STEP_RECALL);
    if (known) {
        arena_reset(&w->arena);
        return;
    }
    struct str text = src->text;
    if (!text.s) {
        struct err err;
        bool own = true;
        if (read_source(p, src, &w->text, &own, &err) != 0) {
            if (src->asked)
                paths_add(&w->failures, err.msg);
            return;
        }
        if (!own && p->notes)
            p->notes[index].stamped = false;
        text = buf_str(&w->text);
    }
    end_step(w, STEP_READ);
    if (src->orphan)
        report_orphan(w, p->e, (uint32_t)index, text);
    else if (!recall_by_text(p, w, (uint32_t)index, text))
        check_text(p, w, (uint32_t)index, text);
    arena_reset(&w->arena);
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
        out->sinks[i] = w->sink;
    }
    if (n)
        qsort(out->findings, n, sizeof *out->findings, by_place);
    for (size_t i = 0; i < n; i++)
        out->by_severity[out->findings[i].severity]++;
    paths_sort(&failures);
    out->failures = failures;
}

static void start_workers(struct pass *p)
{
    const struct engine *e = p->e;
    p->workers = mem_zalloc(e->workers, sizeof *p->workers);
    for (size_t i = 0; i < e->workers; i++) {
        p->workers[i].sink.selection = e->selection;
        p->workers[i].sink.want_excerpts = e->want_excerpts || e->cache;
        p->workers[i].tools = e->tools_new ? e->tools_new(e->run) : NULL;
        if (e->timings)
            p->workers[i].spent = mem_zalloc(STEP_COUNT + p->active_count, sizeof *p->workers[i].spent);
    }
}

/* What the workers measured. */
static void add_timings(struct pass *p)
{
    static const char *const steps[] = {"look up in the cache", "read files", "read JSON", "find roles",
                                        "read pages"};
    struct timings *t = p->e->timings;
    for (size_t i = 0; t && i < STEP_COUNT + p->active_count; i++) {
        uint64_t spent = 0;
        for (size_t j = 0; j < p->e->workers; j++)
            spent += p->workers[j].spent[i];
        if (i < STEP_COUNT) {
            timings_add(t, false, spent, 1, "%s", steps[i]);
            continue;
        }
        const struct active *a = &p->active[i - STEP_COUNT];
        if (a->rows > 1)
            timings_add(t, true, spent, 1, "%s and %zu more%s", a->rule->id, a->rows - 1,
                        a->collects ? ", facts" : "");
        else
            timings_add(t, true, spent, 1, "%s%s", a->rule->id, a->collects ? ", facts" : "");
    }
    timings_start(t);
}

/* Lets go of all but what the result took over. */
static void stop_workers(struct pass *p)
{
    for (size_t i = 0; i < p->e->workers; i++) {
        struct worker *w = &p->workers[i];
        buf_release(&w->text);
        for (size_t j = 0; j < PAGES_MAX; j++)
            buf_release(&w->page_texts[j]);
        json_release(&w->doc);
        arena_release(&w->arena);
        paths_release(&w->failures);
        free(w->spent);
        if (p->e->tools_free)
            p->e->tools_free(w->tools);
    }
    free(p->workers);
    free(p->notes);
    free(p->blobs);
    p->workers = NULL;
    p->notes = NULL;
    p->blobs = NULL;
}

static void check_files(struct pass *p)
{
    start_workers(p);
    recall_begin(p);
    pool_run(p->e->workers, p->e->source_count, check_file, p);
}

void engine_run(const struct engine *e, struct result *out)
{
    *out = (struct result){0};
    struct pass p = {.e = e};
    find_active(&p);
    check_files(&p);
    if (!recall_settle(&p)) {
        for (size_t i = 0; i < e->workers; i++)
            sink_release(&p.workers[i].sink);
        stop_workers(&p);
        p.distrust = true;
        check_files(&p);
        recall_settle(&p);
    }
    add_timings(&p);
    struct cache_writer *next = recall_write(&p);
    size_t from = run_corpus_rules(&p);
    timings_start(e->timings);
    const struct sink *first = &p.workers[0].sink;
    size_t found = first->findings.len - from;
    cache_write_end(next, p.corpus_key, found ? first->findings.at + from : NULL, found);
    timings_lap(e->timings, "write the cache");
    merge(&p, out);
    timings_lap(e->timings, "sort findings");
    stop_workers(&p);
    free(p.active);
}

void result_release(struct result *r)
{
    for (size_t i = 0; i < r->sink_count; i++)
        sink_release(&r->sinks[i]);
    free(r->sinks);
    free(r->findings);
    free(r->held);
    paths_release(&r->failures);
    *r = (struct result){0};
}
