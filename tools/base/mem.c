/* Memory: see mem.h. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "base/mem.h"

#include "base/utf8.h"

#include <stdio.h>
#include <sys/mman.h>

static _Noreturn void out_of_memory(void)
{
    fputs("kedb: out of memory\n", stderr);
    exit(2);
}

void *mem_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *mem_zalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *mem_realloc(void *p, size_t size)
{
    p = realloc(p, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

char *mem_dup(struct str v)
{
    char *p = mem_alloc(v.len + 1);
    if (v.len)
        memcpy(p, v.s, v.len);
    p[v.len] = 0;
    return p;
}

void *mem_pages(size_t size)
{
    void *p = mmap(NULL, size ? size : 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        out_of_memory();
    return p;
}

void mem_pages_free(void *p, size_t size)
{
    if (p)
        munmap(p, size ? size : 1);
}

struct arena_block {
    struct arena_block *next;
    size_t size;
    _Alignas(max_align_t) char bytes[];
};

enum { ARENA_BLOCK = 64 * 1024, ARENA_BLOCK_MAX = 4 * 1024 * 1024 };

static struct arena_block *block_new(struct arena *a, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct arena_block))
        out_of_memory();
    struct arena_block *b = mem_alloc(sizeof *b + size);
    b->next = a->head;
    b->size = size;
    a->head = b;
    return b;
}

/* Bytes at a place that is a multiple of `align`. */
static void *arena_take(struct arena *a, size_t size, size_t align)
{
    if (size > SIZE_MAX / 2)
        out_of_memory();
    a->used += size;
#ifdef KEDB_ARENA_MALLOC
    (void)align;
    return block_new(a, size)->bytes;
#else
    size_t skip = -(uintptr_t)a->at & (align - 1);
    if (!a->head || (size_t)(a->end - a->at) < skip + size) {
        size_t want = a->head ? a->head->size * 2 : ARENA_BLOCK;
        if (want > ARENA_BLOCK_MAX)
            want = ARENA_BLOCK_MAX;
        if (want < size)
            want = size;
        struct arena_block *b = block_new(a, want);
        a->at = b->bytes;
        a->end = b->bytes + want;
        skip = 0;
    }
    void *p = a->at + skip;
    a->at += skip + size;
    return p;
#endif
}

void *arena_alloc(struct arena *a, size_t size)
{
    return arena_take(a, size, _Alignof(max_align_t));
}

void *arena_zalloc(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    void *p = arena_alloc(a, count * size);
    memset(p, 0, count * size);
    return p;
}

char *arena_dup(struct arena *a, struct str v)
{
    char *p = arena_take(a, v.len + 1, 1);
    if (v.len)
        memcpy(p, v.s, v.len);
    p[v.len] = 0;
    return p;
}

struct str arena_str(struct arena *a, struct str v)
{
    return (struct str){arena_dup(a, v), v.len};
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n < 0)
        n = 0;
    char *p = arena_take(a, (size_t)n + 1, 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *p = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return p;
}

static void arena_drop(struct arena *a, struct arena_block *keep)
{
    struct arena_block *b = a->head;
    while (b) {
        struct arena_block *next = b->next;
        if (b != keep)
            free(b);
        b = next;
    }
    a->head = keep;
    a->used = 0;
}

void arena_reset(struct arena *a)
{
#ifdef KEDB_ARENA_MALLOC
    arena_drop(a, NULL);
#else
    struct arena_block *keep = a->head && a->head->size <= ARENA_BLOCK_MAX ? a->head : NULL;
    arena_drop(a, keep);
    if (keep)
        keep->next = NULL;
    a->at = keep ? keep->bytes : NULL;
    a->end = keep ? keep->bytes + keep->size : NULL;
#endif
}

void arena_release(struct arena *a)
{
    arena_drop(a, NULL);
    a->at = a->end = NULL;
}

void buf_reserve(struct buf *b, size_t more)
{
    if (more >= SIZE_MAX / 2 - b->len)
        out_of_memory();
    size_t need = b->len + more + 1;
    if (need <= b->cap)
        return;
    size_t cap = b->cap + b->cap / 2;
    b->cap = cap < need ? (need < 64 ? 64 : need) : cap;
    b->s = mem_realloc(b->s, b->cap);
    b->s[b->len] = 0;
}

void buf_fill(struct buf *b, char c, size_t count)
{
    buf_reserve(b, count);
    memset(b->s + b->len, c, count);
    b->len += count;
    b->s[b->len] = 0;
}

void buf_add_number(struct buf *b, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    if (n < 10) { /* most are small */
        buf_addc(b, (char)('0' + n));
        return;
    }
    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    buf_add(b, digits + at, sizeof digits - at);
}

void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n > 0) {
        buf_reserve(b, (size_t)n);
        vsnprintf(b->s + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(b, fmt, ap);
    va_end(ap);
}

void buf_add_cp(struct buf *b, uint32_t cp)
{
    char bytes[4];
    size_t n = utf8_encode(cp, bytes);
    buf_add(b, bytes, n);
}

char *buf_detach(struct buf *b)
{
    buf_reserve(b, 0);
    char *s = b->s;
    *b = (struct buf)BUF_INIT;
    return s;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    if (b->s)
        b->s[0] = 0;
}

void buf_release(struct buf *b)
{
    free(b->s);
    *b = (struct buf)BUF_INIT;
}

void *vec_grow(void *at, size_t *cap, size_t need, size_t size)
{
    size_t n = *cap + *cap / 2;
    if (n < need)
        n = need < 8 ? 8 : need;
    if (n > SIZE_MAX / 2 / size)
        out_of_memory();
    *cap = n;
    return mem_realloc(at, n * size);
}
