/* What the engine does with a cache: files whose rows still hold are not checked again, and the next cache is
 * written from what this run knows. */
#include "engine/pass.h"

#include "base/pool.h"

#include <time.h>

/* A file that changed this shortly before the run may change again under the same stamp: clocks of file
 * systems are coarse, and not always this machine's. Nanoseconds. */
#define AT_REST (INT64_C(2) * 1000000000)
/* A run over part of the base rewrites the cache only when this many files and a hundredth of them are new to
 * it. */
enum { WORTH_WRITING = 32 };
enum { ROWS_AT_ONCE = 256 }; /* that one worker checks for damage */

void recall_begin(struct pass *p)
{
    const struct engine *e = p->e;
    struct timespec now;
    if (!e->cache)
        return;
    clock_gettime(CLOCK_REALTIME, &now);
    p->at_rest = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - AT_REST;
    p->notes = mem_zalloc(e->source_count, sizeof *p->notes);
    size_t at = 0;
    for (size_t i = 0; i < e->source_count; i++) {
        struct hash blob = more_of(&e->sources[i]).blob;
        if (!p->blobs && (blob.low | blob.high))
            p->blobs = mem_zalloc(e->source_count, sizeof *p->blobs);
        if (!e->sources[i].orphan && !p->distrust && cache_find(e->cache, e->sources[i].path, &at))
            p->notes[i].old = (uint32_t)at + 1;
    }
}

static bool is_at_rest(const struct pass *p, const struct file_stamp *s)
{
    return s->modified < p->at_rest && s->changed < p->at_rest;
}

static bool same_stamp(const struct file_stamp *a, const struct file_stamp *b)
{
    return a->size == b->size && a->inode == b->inode && a->modified == b->modified &&
           a->changed == b->changed;
}

/* A fingerprint of the pages that read_pages() would read, without reading them. */
static uint64_t pages_hash(const struct pass *p, struct worker *w, const struct source *src)
{
    struct hash h = {0};
    const struct str *given = more_of(src).pages;
    for (size_t i = 0; i < PAGES_MAX && p->pages && src->asked && given; i++) {
        hash_add_number(&h, given[i].s != NULL);
        hash_add(&h, given[i]);
    }
    if (!p->pages || !src->asked || given || src->text.s)
        return h.low;
    struct str stem = str_of(src->path);
    stem.len -= str_ends(stem, STR(".json")) ? 5 : 0;
    hash_add_number(&h, p->e->run->pages->rendered);
    for (size_t i = 0; i < PAGES_MAX && p->e->run->pages->suffixes[i]; i++) {
        struct file_stamp s = {0};
        if (!src->pages_known || src->pages_there >> i & 1)
            file_stamp(arena_printf(&w->arena, "%.*s%s", STR_FMT(stem), p->e->run->pages->suffixes[i]), &s);
        hash_add(&h, (struct str){(const char *)&s, sizeof s});
        if (!is_at_rest(p, &s))
            hash_add_number(&h, (uint64_t)p->at_rest);
    }
    return h.low;
}

static void restore_finding(void *ctx, const struct finding *f)
{
    struct sink *s = ctx;
    *vec_push(&s->findings) = *f;
}

static bool use_row(struct pass *p, struct worker *w, uint32_t number)
{
    struct note *n = &p->notes[number];
    const struct source *src = &p->e->sources[number];
    const struct cache *c = p->e->cache;
    const struct cache_row *row = note_row(p, n);
    int32_t today = p->e->run->today;
    if (src->asked && (!(row->flags & CACHE_FINDINGS) || !cache_findings_hold(c) || today < row->from ||
                       today > row->to || row->pages != n->pages))
        return false;
    if (src->asked && row->finding_count && !cache_row_whole(c, row))
        return false;
    if (src->asked && row->finding_count)
        cache_findings(c, row, number, &w->sink.keep, restore_finding, &w->sink);
    w->records += src->asked;
    w->skipped += src->asked ? row->skipped : 0;
    n->text = row->text;
    n->from = row->from;
    n->to = row->to;
    n->skipped = row->skipped < SKIPPED_MAX ? row->skipped : SKIPPED_MAX;
    n->state = NOTE_RECALLED;
    return true;
}

bool recall_by_stamp(struct pass *p, struct worker *w, uint32_t number)
{
    if (!p->notes)
        return false;
    struct note *n = &p->notes[number];
    const struct source *src = &p->e->sources[number];
    struct hash blob = more_of(src).blob;
    if (more_of(src).before.s) { /* what is found depends on that text as well: see recall_by_text() */
        n->pages = pages_hash(p, w, src);
        return false;
    }
    bool named = blob.low | blob.high;
    const struct cache_row *old = note_row(p, n);
    if (named)
        p->blobs[number] = blob;
    if (named && old && hash_eq(old->blob, blob)) {
        n->stamp = old->stamp;
        n->stamped = (old->flags & CACHE_STAMPED) != 0;
        n->pages = pages_hash(p, w, src);
        return use_row(p, w, number);
    }
    if (!src->text.s && file_stamp(src->path, &n->stamp))
        n->stamped = is_at_rest(p, &n->stamp);
    n->renewed = named;
    n->pages = pages_hash(p, w, src);
    return !named && /* else the file may hold another text */
           old && n->stamped && old->flags & CACHE_STAMPED && same_stamp(&n->stamp, &old->stamp) &&
           use_row(p, w, number);
}

bool recall_by_text(struct pass *p, struct worker *w, uint32_t number, struct str text)
{
    if (!p->notes)
        return false;
    struct note *n = &p->notes[number];
    n->text = hash_bytes(text, cache_seed(p->e->cache));
    struct str before = more_of(&p->e->sources[number]).before;
    if (before.s)
        hash_add(&n->text, before);
    n->renewed = true;
    return n->old && hash_eq(n->text, note_row(p, n)->text) && use_row(p, w, number);
}

void recall_note(struct pass *p, uint32_t number, int32_t from, int32_t to, size_t skipped)
{
    if (!p->notes)
        return;
    struct note *n = &p->notes[number];
    n->state = NOTE_FRESH;
    n->from = from;
    n->to = to;
    n->skipped = skipped < SKIPPED_MAX ? (uint32_t)skipped : SKIPPED_MAX;
}

static struct hash corpus_key(const struct pass *p)
{
    const struct engine *e = p->e;
    struct hash key = {0};
    struct {
        struct hash text;
        uint64_t path, what;
    } batch[256];
    size_t n = 0;
    hash_add_number(&key, (uint64_t)(uint32_t)e->run->today << 1 | e->run->whole_base);
    for (size_t i = 0; i < e->run->removed_count; i++)
        hash_add(&key, e->run->removed[i]);
    for (size_t i = 0; i < e->source_count; i++) {
        const struct note *note = &p->notes[i];
        batch[n].text = note->text;
        batch[n].path = hash_bytes(str_of(e->sources[i].path), 0).low;
        batch[n].what = (uint64_t)e->sources[i].asked << 1 | (note->state != NOTE_NONE);
        if (++n == sizeof batch / sizeof *batch || i + 1 == e->source_count) {
            hash_add(&key, (struct str){(const char *)batch, n * sizeof *batch});
            n = 0;
        }
    }
    return key;
}

static bool is_worth_writing(const struct pass *p)
{
    size_t fresh = 0, all = p->e->source_count, asked = 0;
    for (size_t i = 0; i < all; i++) {
        fresh += p->notes[i].state == NOTE_FRESH || (p->notes[i].renewed && p->notes[i].state);
        asked += p->e->sources[i].asked;
    }
    return asked == all ? fresh > 0 : fresh > WORTH_WRITING && fresh > all / 100;
}

struct row_check {
    const struct pass *p;
    bool *damaged; /* one a worker */
};

static void check_rows(void *ctx, size_t worker, size_t batch)
{
    struct row_check *c = ctx;
    size_t to = (batch + 1) * ROWS_AT_ONCE;
    for (size_t i = batch * ROWS_AT_ONCE; i < to && i < c->p->e->source_count; i++) {
        const struct note *n = &c->p->notes[i];
        if (n->state == NOTE_RECALLED && !cache_row_whole(c->p->e->cache, note_row(c->p, n)))
            c->damaged[worker] = true;
    }
}

bool recall_settle(struct pass *p)
{
    if (!p->notes)
        return true;
    p->corpus_key = corpus_key(p);
    p->corpus_known = cache_knows_corpus(p->e->cache, p->corpus_key);
    p->write = is_worth_writing(p);
    if (p->corpus_known && !p->write)
        return true;
    bool *damaged = mem_zalloc(p->e->workers, sizeof *damaged), any = false;
    struct row_check c = {p, damaged};
    pool_run(p->e->workers, (p->e->source_count + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE, check_rows, &c);
    for (size_t i = 0; i < p->e->workers; i++)
        any |= damaged[i];
    free(damaged);
    return !any;
}

/* Packs what a file left in the workers' streams. */
static void pack_facts(struct facts_reader *readers, size_t count, uint32_t file, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < count; i++)
        if (readers[i].file == file) {
            facts_pack(out, (enum fact_kind)(i % FACT_KIND_COUNT), &readers[i]);
            facts_read_next(&readers[i]);
        }
}

struct cache_writer *recall_write(struct pass *p)
{
    const struct engine *e = p->e;
    if (!p->write)
        return NULL;
    struct cache_writer *out = cache_write(e->cache);
    size_t *findings = mem_zalloc(e->workers, sizeof *findings), streams = e->workers * FACT_KIND_COUNT;
    struct facts_reader *readers = mem_zalloc(streams, sizeof *readers);
    struct buf facts = BUF_INIT;
    for (size_t i = 0; i < streams; i++)
        facts_read(&readers[i], &p->workers[i / FACT_KIND_COUNT].sink.kept,
                   (enum fact_kind)(i % FACT_KIND_COUNT));
    bool recalled = false;
    for (uint32_t i = 0; i < e->source_count; i++) {
        const struct note *n = &p->notes[i];
        const struct cache_row *known = note_row(p, n);
        const struct finding *first = NULL;
        recalled |= n->state == NOTE_RECALLED;
        struct cache_row row = {.stamp = n->stamp,
                                .text = n->text,
                                .pages = n->pages,
                                .from = n->from,
                                .to = n->to,
                                .skipped = n->skipped};
        pack_facts(readers, streams, i, &facts);
        /* Each worker met its files in ascending order: a file's findings are one run of one worker's list.
         */
        for (size_t j = 0; j < e->workers; j++) {
            const struct sink *s = &p->workers[j].sink;
            if (findings[j] < s->findings.len && s->findings.at[findings[j]].file == i)
                first = &s->findings.at[findings[j]];
            for (; findings[j] < s->findings.len && s->findings.at[findings[j]].file == i; findings[j]++)
                row.finding_count++;
        }
        bool old = n->state == NOTE_RECALLED;
        if (p->blobs)
            row.blob = p->blobs[i];
        if (old && !(row.blob.low | row.blob.high))
            row.blob = known->blob;
        if (n->stamped)
            row.flags |= CACHE_STAMPED;
        if (old ? known->flags & CACHE_FINDINGS && cache_findings_hold(e->cache) : e->sources[i].asked)
            row.flags |= CACHE_FINDINGS;
        if (old && !e->sources[i].asked)
            row.pages = known->pages;
        if (n->state != NOTE_NONE)
            cache_write_row(out, row, e->sources[i].path, old ? known : NULL, buf_str(&facts), first);
    }
    if (!recalled) { /* all facts are the workers': nobody asks for the notes any more */
        free(p->notes);
        p->notes = NULL;
    }
    buf_release(&facts);
    free(readers);
    free(findings);
    return out;
}
