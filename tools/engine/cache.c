/* The cache file: a header, the rows' bodies, their paths, the rows, the corpus findings. Integers are the
 * machine's own: a cache never leaves the machine it was made on (the header's mark tells another byte order
 * apart). */
#define _GNU_SOURCE /* getrandom */
#include "engine/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { FORMAT = 4, NO_TEXT = -1, WRITE_AT_ONCE = 1 << 18, ROWS_AT_ONCE = 512 };
static const char magic[8] = "kedb\x01\x02\x00\n";

struct header {
    char magic[8];
    uint64_t format, seed, size;
    struct cache_keys keys;
    struct hash corpus_key;
    uint64_t rows, row_count, corpus, corpus_count, corpus_check;
    uint64_t check; /* of all above */
};

struct cache {
    char *path;
    struct cache_keys keys;
    const struct rule *const *table;
    size_t table_count;
    struct str bytes; /* the mapped file, or nothing */
    const struct header *head;
    const struct cache_row *rows;
    uint64_t seed;
};

/* How findings stand in the file; strings follow, each with a NUL, then padding to 8. */
enum { TEXTS = 6 };
struct flat_finding {
    uint32_t rule, severity, file, start, end;
    struct place from, to;
    int32_t lengths[TEXTS];
    uint32_t edits, unsafe;
};
struct flat_edit {
    uint64_t offset, length, text;
};

static uint64_t checksum(const void *bytes, size_t len, uint64_t seed)
{
    return hash_bytes((struct str){bytes, len}, seed).low;
}

static uint64_t row_checksum(const struct cache_row *row, const char *path, uint64_t seed)
{
    struct cache_row plain = *row;
    plain.check = checksum(path, strlen(path), seed);
    return checksum(&plain, sizeof plain, seed);
}

static bool read_header(struct cache *c)
{
    const struct header *h = (const struct header *)(const void *)c->bytes.s;
    if (c->bytes.len < sizeof *h || memcmp(h->magic, magic, sizeof magic) != 0 || h->format != FORMAT ||
        h->size != c->bytes.len || checksum(h, offsetof(struct header, check), h->seed) != h->check)
        return false;
    if (h->rows > h->size || h->row_count > (h->size - h->rows) / sizeof *c->rows || h->rows % 8 ||
        h->corpus > h->size || (h->row_count && c->bytes.s[h->rows - 1] != 0) ||
        !hash_eq(h->keys.facts, c->keys.facts))
        return false;
    c->head = h;
    c->rows = (const struct cache_row *)(const void *)(c->bytes.s + h->rows);
    c->seed = h->seed;
    return true;
}

struct cache *cache_open(const char *path, const struct cache_keys *keys, const struct rule *const *table,
                         size_t count)
{
    struct cache *c = mem_zalloc(1, sizeof *c);
    c->path = mem_dup(str_of(path));
    c->keys = *keys;
    c->table = table;
    c->table_count = count;
    c->bytes = file_map(path);
    if (c->bytes.s && !read_header(c)) {
        file_unmap(c->bytes);
        c->bytes = (struct str){0};
    }
    if (!c->head && getrandom(&c->seed, sizeof c->seed, GRND_NONBLOCK) != sizeof c->seed)
        c->seed = (uint64_t)time(NULL) * 0x9E3779B97F4A7C15U + (uint64_t)getpid();
    return c;
}

void cache_close(struct cache *c)
{
    if (!c)
        return;
    file_unmap(c->bytes);
    free(c->path);
    free(c);
}

uint64_t cache_seed(const struct cache *c)
{
    return c->seed;
}

bool cache_findings_hold(const struct cache *c)
{
    return c->head && hash_eq(c->head->keys.findings, c->keys.findings);
}

bool cache_row_whole(const struct cache *c, const struct cache_row *r)
{
    return r->facts <= r->findings && r->fact_bytes <= r->findings - r->facts && r->findings <= r->end &&
           r->end <= c->head->rows &&
           checksum(c->bytes.s + r->facts, r->end - r->facts, c->seed) == r->body_check;
}

const struct cache_row *cache_find(const struct cache *c, const char *path, size_t *at)
{
    size_t count = c->head ? c->head->row_count : 0;
    for (; *at < count; ++*at) {
        const struct cache_row *r = &c->rows[*at];
        /* the byte before the rows is a path's NUL or padding */
        if (r->path >= c->head->rows)
            continue;
        int order = strcmp(c->bytes.s + r->path, path);
        if (order > 0)
            return NULL;
        if (order == 0)
            return row_checksum(r, path, c->seed) == r->check ? r : NULL;
    }
    return NULL;
}

const struct cache_row *cache_row_at(const struct cache *c, size_t number)
{
    return &c->rows[number];
}

static size_t padded(size_t n)
{
    return (n + 7) & ~(size_t)7;
}

struct str cache_facts(const struct cache *c, const struct cache_row *row)
{
    return (struct str){c->bytes.s + row->facts, row->fact_bytes};
}

static void read_findings(const struct cache *c, const char *at, size_t count, struct arena *keep,
                          const uint32_t *file, void (*each)(void *ctx, const struct finding *f), void *ctx)
{
    for (size_t i = 0; i < count; i++) {
        struct flat_finding flat;
        memcpy(&flat, at, sizeof flat);
        const char *texts[TEXTS], *s = at + sizeof flat;
        for (int j = 0; j < TEXTS; j++) {
            texts[j] = flat.lengths[j] == NO_TEXT ? NULL : s;
            s += flat.lengths[j] == NO_TEXT ? 0 : (size_t)flat.lengths[j] + 1;
        }
        struct finding f = {.rule = c->table[flat.rule % c->table_count],
                            .severity = (enum severity)flat.severity,
                            .file = file ? *file : flat.file,
                            .start = flat.start,
                            .end = flat.end,
                            .from = flat.from,
                            .to = flat.to,
                            .pointer = texts[0],
                            .message = texts[1],
                            .help = texts[2],
                            .note = texts[3],
                            .line = texts[4],
                            .marks = texts[5],
                            .edit_count = flat.edits,
                            .unsafe = flat.unsafe != 0};
        if (flat.edits)
            f.edits = arena_alloc(keep, flat.edits * sizeof *f.edits);
        for (uint32_t j = 0; j < flat.edits; j++) {
            struct flat_edit e;
            memcpy(&e, s, sizeof e);
            f.edits[j] = (struct edit){e.offset, e.length, {s + sizeof e, e.text}};
            s += sizeof e + e.text + 1;
        }
        at += padded((size_t)(s - at));
        each(ctx, &f);
    }
}

void cache_findings(const struct cache *c, const struct cache_row *row, uint32_t file, struct arena *keep,
                    void (*each)(void *ctx, const struct finding *f), void *ctx)
{
    read_findings(c, c->bytes.s + row->findings, row->finding_count, keep, &file, each, ctx);
}

bool cache_knows_corpus(const struct cache *c, struct hash key)
{
    const struct header *h = c->head;
    return h && cache_findings_hold(c) && hash_eq(h->corpus_key, key) &&
           checksum(c->bytes.s + h->corpus, h->size - h->corpus, h->seed) == h->corpus_check;
}

void cache_corpus(const struct cache *c, struct arena *keep, void (*each)(void *ctx, const struct finding *f),
                  void *ctx)
{
    read_findings(c, c->bytes.s + c->head->corpus, c->head->corpus_count, keep, NULL, each, ctx);
}

/* ---- writing ---- */

_Static_assert(sizeof(char *) <= sizeof(uint64_t), "an address fits where the path's offset comes to stand");

/* Rows stand behind all bodies and paths, and are many: they wait in a file of their own, without a name. */
struct cache_writer {
    const struct cache *c;
    char *path; /* of the temporary file */
    int fd, rows_fd;
    bool failed;
    uint64_t at;        /* bytes handed over so far */
    struct buf waiting; /* to be written */
    struct buf rows;    /* to be written to rows_fd */
    size_t row_count;
    struct buf bytes; /* of the row at hand */
};

static void write_out(struct cache_writer *w, int fd, struct buf *b)
{
    for (size_t done = 0; done < b->len && !w->failed;) {
        ssize_t n = write(fd, b->s + done, b->len - done);
        if (n < 0 && errno == EINTR)
            continue;
        w->failed = n < 0;
        done += n < 0 ? 0 : (size_t)n;
    }
    buf_clear(b);
}

static void write_waiting(struct cache_writer *w)
{
    write_out(w, w->fd, &w->waiting);
}

static void emit(struct cache_writer *w, const void *bytes, size_t len)
{
    if (len)
        buf_add(&w->waiting, bytes, len);
    w->at += len;
    if (w->waiting.len >= WRITE_AT_ONCE)
        write_waiting(w);
}

struct cache_writer *cache_write(const struct cache *c)
{
    struct err unused;
    char *folder = mem_dup(path_folder(str_of(c->path)));
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.%ld", c->path, (long)getpid());
    const int how = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    /* The rows' file loses its name at once; then the name is that of the cache to be. */
    int rows_fd = file_make_folders(folder, &unused) == 0 ? open(name.s, how, 0600) : -1, fd = -1;
    if (rows_fd >= 0 && unlink(name.s) == 0)
        fd = open(name.s, how, 0600);
    free(folder);
    if (fd < 0) {
        if (rows_fd >= 0)
            close(rows_fd);
        buf_release(&name);
        return NULL;
    }
    struct cache_writer *w = mem_zalloc(1, sizeof *w);
    *w = (struct cache_writer){.c = c, .path = buf_detach(&name), .fd = fd, .rows_fd = rows_fd};
    struct header blank = {0};
    emit(w, &blank, sizeof blank);
    return w;
}

static void pad(struct buf *b)
{
    buf_fill(b, 0, padded(b->len) - b->len);
}

static uint32_t rule_number(const struct cache *c, const struct rule *rule)
{
    size_t i = 0;
    while (i < c->table_count && c->table[i] != rule)
        i++;
    return (uint32_t)i;
}

static void flatten_finding(const struct cache *c, struct buf *b, const struct finding *f)
{
    const char *texts[TEXTS] = {f->pointer, f->message, f->help, f->note, f->line, f->marks};
    struct flat_finding flat = {.rule = rule_number(c, f->rule),
                                .severity = f->severity,
                                .file = f->file,
                                .start = f->start,
                                .end = f->end,
                                .from = f->from,
                                .to = f->to,
                                .edits = (uint32_t)f->edit_count,
                                .unsafe = f->unsafe};
    for (int i = 0; i < TEXTS; i++)
        flat.lengths[i] = texts[i] ? (int32_t)strlen(texts[i]) : NO_TEXT;
    buf_add(b, &flat, sizeof flat);
    for (int i = 0; i < TEXTS; i++)
        if (texts[i])
            buf_add(b, texts[i], (size_t)flat.lengths[i] + 1);
    for (size_t i = 0; i < f->edit_count; i++) {
        struct flat_edit e = {f->edits[i].offset, f->edits[i].length, f->edits[i].text.len};
        buf_add(b, &e, sizeof e);
        buf_add_str(b, f->edits[i].text);
        buf_addc(b, 0);
    }
    pad(b);
}

void cache_write_row(struct cache_writer *w, struct cache_row row, const char *path,
                     const struct cache_row *old, struct str facts, const struct finding *findings)
{
    if (!w)
        return;
    struct buf *b = &w->bytes;
    buf_clear(b);
    bool with_findings = row.flags & CACHE_FINDINGS;
    if (old) {
        row.finding_count = with_findings ? old->finding_count : 0;
        facts = cache_facts(w->c, old);
    }
    row.fact_bytes = (uint32_t)facts.len;
    buf_add_str(b, facts);
    pad(b);
    row.findings = w->at + b->len;
    if (old && with_findings)
        buf_add(b, w->c->bytes.s + old->findings, old->end - old->findings);
    for (uint32_t i = 0; i < row.finding_count && !old; i++)
        flatten_finding(w->c, b, &findings[i]);
    row.facts = w->at;
    row.end = w->at + b->len;
    row.body_check = checksum(b->s ? b->s : "", b->len, w->c->seed);
    memcpy(&row.path, &path, sizeof path);
    w->row_count++;
    emit(w, b->s, b->len);
    buf_add(&w->rows, &row, sizeof row);
    if (w->rows.len >= WRITE_AT_ONCE)
        write_out(w, w->rows_fd, &w->rows);
}

/* The rows that wait, in order; until the end `path` of a row is the address of its path in memory. Without
 * `rows` their paths are emitted, else the rows, whose paths stand from `at` on. */
static void emit_waiting_rows(struct cache_writer *w, bool rows, uint64_t at)
{
    struct cache_row some[ROWS_AT_ONCE];
    for (size_t i = 0; i < w->row_count && !w->failed;) {
        size_t count = w->row_count - i < ROWS_AT_ONCE ? w->row_count - i : ROWS_AT_ONCE;
        ssize_t size = (ssize_t)(count * sizeof *some);
        if (pread(w->rows_fd, some, (size_t)size, (off_t)(i * sizeof *some)) != size) {
            w->failed = true;
            return;
        }
        for (size_t k = 0; k < count; k++, i++) {
            const char *path;
            memcpy(&path, &some[k].path, sizeof path);
            some[k].path = at;
            at += strlen(path) + 1;
            if (rows)
                some[k].check = row_checksum(&some[k], path, w->c->seed);
            else
                emit(w, path, strlen(path) + 1);
        }
        if (rows)
            emit(w, some, (size_t)size);
    }
}

void cache_write_end(struct cache_writer *w, struct hash corpus_key, const struct finding *findings,
                     size_t count)
{
    if (!w)
        return;
    static const char zeros[8] = {0};
    struct buf *b = &w->bytes;
    uint64_t paths = w->at;
    write_out(w, w->rows_fd, &w->rows);
    emit_waiting_rows(w, false, paths);
    emit(w, zeros, padded(w->at) - w->at);
    buf_clear(b);
    for (size_t i = 0; i < count; i++)
        flatten_finding(w->c, b, &findings[i]);
    size_t rows = w->row_count * sizeof(struct cache_row);
    struct header h = {.format = FORMAT,
                       .seed = w->c->seed,
                       .keys = w->c->keys,
                       .corpus_key = corpus_key,
                       .rows = w->at,
                       .row_count = w->row_count,
                       .corpus = w->at + rows,
                       .corpus_count = count,
                       .size = w->at + rows + b->len};
    memcpy(h.magic, magic, sizeof magic);
    h.corpus_check = checksum(b->s ? b->s : "", b->len, h.seed);
    h.check = checksum(&h, offsetof(struct header, check), h.seed);
    emit_waiting_rows(w, true, paths);
    emit(w, b->s, b->len);
    write_waiting(w);
    if (pwrite(w->fd, &h, sizeof h, 0) != (ssize_t)sizeof h)
        w->failed = true;
    if (close(w->fd) != 0 || w->failed || rename(w->path, w->c->path) != 0)
        unlink(w->path);
    close(w->rows_fd);
    buf_release(&w->waiting);
    buf_release(&w->rows);
    buf_release(&w->bytes);
    free(w->path);
    free(w);
}
