/* Packed facts: see facts.h. */
#include "engine/facts.h"

#include "base/varint.h"

struct fact_block {
    struct fact_block *next;
    size_t size, used;
    unsigned char bytes[];
};

enum { BLOCK = 256 * 1024 }; /* pages that are not written to are not there */

/* ---- keeping ---- */

static bool comes_before(const struct fact *x, const struct fact *y)
{
    if (x->start != y->start)
        return x->start < y->start;
    if (x->number != y->number)
        return x->number < y->number;
    return str_cmp(x->key, y->key) < 0;
}

static void insert_sorted(struct facts *s, const struct fact *f)
{
    vec_push(&s->sorted);
    size_t at = s->sorted.len - 1;
    for (; at > 0 && comes_before(f, &s->sorted.at[at - 1]); at--)
        s->sorted.at[at] = s->sorted.at[at - 1];
    s->sorted.at[at] = *f;
}

static unsigned char *stream_room(struct fact_stream *t, size_t size)
{
    struct fact_block *b = t->last;
    if (!b || b->size - b->used < size) {
        size_t want = sizeof *b + size > BLOCK ? sizeof *b + size : BLOCK;
        b = mem_pages(want);
        b->size = want - sizeof *b;
        if (t->last)
            t->last->next = b;
        else
            t->first = b;
        t->last = b;
    }
    unsigned char *room = b->bytes + b->used;
    b->used += size;
    return room;
}

/* Room for the segment of a file, and its length written before it. */
static void add_segment(struct facts *s, enum fact_kind kind, uint32_t file)
{
    struct fact_stream *t = &s->streams[kind];
    uint32_t ahead = file - t->file;
    unsigned char *out = stream_room(t, varint_size(ahead) + varint_size(s->work.len) + s->work.len);
    out = varint_put(out, ahead);
    out = varint_put(out, s->work.len);
    memcpy(out, s->work.s, s->work.len);
    t->file = file;
}

/* Adds a fact to the segment at hand, the one before it beginning at `before`. */
static void add_fact(struct facts *s, const struct fact *f, uint32_t before)
{
    enum { NUMBERS = 4 };
    buf_reserve_for(&s->work, NUMBERS * (size_t)VARINT_MAX + f->key.len);
    unsigned char *out = (unsigned char *)s->work.s + s->work.len;
    out = varint_put(out, f->start - before);
    out = varint_put(out, f->end - f->start);
    out = varint_put(out, f->number);
    out = varint_put(out, f->key.len);
    if (f->key.len)
        memcpy(out, f->key.s, f->key.len);
    s->work.len = (size_t)(out - (unsigned char *)s->work.s) + f->key.len;
}

static void keep_sorted(struct facts *s, enum fact_kind kind, const struct fact *facts, size_t count)
{
    const struct fact *f;
    uint32_t before = 0;
    s->sorted.len = 0;
    for (size_t i = 0; i < count; i++)
        if (facts[i].kind == kind)
            insert_sorted(s, &facts[i]);
    buf_clear(&s->work);
    vec_foreach (f, &s->sorted) {
        add_fact(s, f, before);
        before = f->start;
    }
}

void facts_keep(struct facts *s, uint32_t file, const struct fact *facts, size_t count)
{
    enum { NONE = 0xFFFFFFFF };
    uint32_t first[FACT_KIND_COUNT] = {0}, last[FACT_KIND_COUNT] = {0}, kinds = 0; /* of each kind, chained */
    s->chain.len = 0;
    for (uint32_t i = 0; i < count; i++) {
        unsigned kind = facts[i].kind;
        *vec_push(&s->chain) = NONE;
        if (kinds & FACT_BIT(kind))
            s->chain.at[last[kind]] = i;
        else
            first[kind] = i;
        last[kind] = i;
        kinds |= FACT_BIT(kind);
    }
    for (; kinds; kinds &= kinds - 1) {
        unsigned kind = (unsigned)__builtin_ctz(kinds);
        const struct fact *before = NULL;
        buf_clear(&s->work);
        for (uint32_t i = first[kind]; i != NONE; i = s->chain.at[i]) {
            if (before &&
                comes_before(&facts[i], before)) { /* they mostly come in the order of their places */
                keep_sorted(s, (enum fact_kind)kind, facts, count);
                break;
            }
            add_fact(s, &facts[i], before ? before->start : 0);
            before = &facts[i];
        }
        add_segment(s, (enum fact_kind)kind, file);
    }
}

void facts_drop(struct facts *s, enum fact_kind kind)
{
    struct fact_stream *t = &s->streams[kind];
    while (t->first) {
        struct fact_block *next = t->first->next;
        mem_pages_free(t->first, sizeof *t->first + t->first->size);
        t->first = next;
    }
    *t = (struct fact_stream){0};
}

void facts_release(struct facts *s)
{
    for (unsigned kind = 0; kind < FACT_KIND_COUNT; kind++)
        facts_drop(s, (enum fact_kind)kind);
    buf_release(&s->work);
    vec_release(&s->sorted);
    vec_release(&s->chain);
}

/* ---- reading ---- */

void facts_read(struct facts_reader *r, const struct facts *s, enum fact_kind kind)
{
    *r = (struct facts_reader){.block = s->streams[kind].first};
    facts_read_next(r);
}

void facts_read_next(struct facts_reader *r)
{
    while (r->block && r->next == r->block->used)
        *r = (struct facts_reader){.block = r->block->next, .file = r->file};
    if (!r->block) {
        r->file = FACTS_END;
        return;
    }
    const unsigned char *at = r->block->bytes + r->next, *end = r->block->bytes + r->block->used;
    r->file += (uint32_t)varint_get(&at, end);
    r->segment = at;
    size_t len = varint_get(&at, end);
    r->next = (size_t)(at + len - r->block->bytes);
}

void facts_pack(struct buf *row, enum fact_kind kind, const struct facts_reader *r)
{
    buf_addc(row, (char)(kind + 1));
    buf_add(row, r->segment, (size_t)(r->block->bytes + r->next - r->segment));
}

const unsigned char *facts_in_row(struct str row, enum fact_kind kind)
{
    const unsigned char *at = (const unsigned char *)row.s, *end = at + row.len;
    while (at < end) {
        unsigned char found = *at++;
        const unsigned char *segment = at;
        size_t len = varint_get(&at, end);
        if (len > (size_t)(end - at))
            break;
        if (found == kind + 1)
            return segment;
        at += len;
    }
    return NULL;
}

struct fact_run fact_run_begin(const unsigned char *segment, enum fact_kind kind, uint32_t file)
{
    struct fact_run r = {.fact = {.file = file, .kind = (uint16_t)kind}};
    if (segment) {
        size_t len = varint_get(&segment, segment + VARINT_MAX);
        r.at = segment;
        r.end = segment + len;
    }
    return r;
}

const struct fact *fact_run_next(struct fact_run *r)
{
    if (r->at >= r->end)
        return NULL;
    r->fact.start += (uint32_t)varint_get(&r->at, r->end);
    r->fact.end = r->fact.start + (uint32_t)varint_get(&r->at, r->end);
    r->fact.number = (uint16_t)varint_get(&r->at, r->end);
    size_t len = varint_get(&r->at, r->end);
    if (len > (size_t)(r->end - r->at))
        len = (size_t)(r->end - r->at);
    r->fact.key = (struct str){(const char *)r->at, len};
    r->at += len;
    return &r->fact;
}
