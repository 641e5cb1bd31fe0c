/* Memory: allocation that cannot fail, an arena, a growable buffer, a growable vector.
 *
 * Out of memory ends the program with one sentence and exit code 2: a thousand untested branches would serve
 * nobody. In a build with -DKEDB_ARENA_MALLOC every arena object is a malloc of its own, so that the address
 * sanitizer sees each overrun and each use after reset. Nothing here is safe for use of one object by two
 * threads at once. */
#ifndef KEDB_BASE_MEM_H
#define KEDB_BASE_MEM_H

#include "base/str.h"

#include <stdarg.h>
#include <stdlib.h>

void *mem_alloc(size_t size);
void *mem_zalloc(size_t count,
                 size_t size); /* zeroed; count * size may not overflow, else the program ends */
void *mem_realloc(void *p, size_t size);
char *mem_dup(struct str v); /* a terminated copy, to free() */

/* Zeroed memory straight from the system, for large things that come and go: it takes no room before it is
 * touched, and giving it back gives it back to the system. `size` is that of the request. */
void *mem_pages(size_t size);
void mem_pages_free(void *p, size_t size);

/* An arena: objects that die together. Start from ARENA_INIT. */
struct arena_block;
struct arena {
    struct arena_block *head; /* newest first */
    char *at, *end;           /* free part of head */
    size_t used;              /* bytes handed out since the last reset */
};
#define ARENA_INIT                                                                                           \
    {                                                                                                        \
        0                                                                                                    \
    }

void *arena_alloc(struct arena *a,
                  size_t size); /* aligned for any type, not zeroed; size 0 gives a valid pointer */
void *arena_zalloc(struct arena *a, size_t count, size_t size);
char *arena_dup(struct arena *a, struct str v); /* terminated copy, at any address, as the next two */
struct str arena_str(struct arena *a, struct str v);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap);
void arena_reset(struct arena *a);   /* all objects die; one block is kept for the next round */
void arena_release(struct arena *a); /* all objects die, all memory is returned */

/* A growable buffer of bytes. Start from BUF_INIT. After any call `s` is terminated by a NUL that `len` does
 * not count (NULL only while nothing was ever added). Owns its bytes until buf_release or buf_detach. */
struct buf {
    char *s;
    size_t len, cap;
};
#define BUF_INIT                                                                                             \
    {                                                                                                        \
        0                                                                                                    \
    }

void buf_reserve(struct buf *b, size_t more);                  /* room for `more` bytes past len */
static inline void buf_reserve_for(struct buf *b, size_t more) /* the same, quick when there is room */
{
    if (b->cap <= b->len || more >= b->cap - b->len)
        buf_reserve(b, more);
}
static inline void buf_add(struct buf *b, const void *bytes, size_t len)
{
    buf_reserve_for(b, len);
    if (len)
        memcpy(b->s + b->len, bytes, len);
    b->len += len;
    b->s[b->len] = 0;
}
static inline void buf_addc(struct buf *b, char c)
{
    if (b->cap < b->len + 2)
        buf_reserve(b, 1);
    b->s[b->len++] = c;
    b->s[b->len] = 0;
}
static inline void buf_adds(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}
static inline void buf_add_str(struct buf *b, struct str v)
{
    buf_add(b, v.s, v.len);
}
void buf_fill(struct buf *b, char c, size_t count);
void buf_add_number(struct buf *b, uint64_t n); /* in decimal */
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap);
void buf_add_cp(struct buf *b,
                uint32_t cp);    /* one code point as UTF-8; a surrogate or > 0x10FFFF becomes U+FFFD */
char *buf_detach(struct buf *b); /* the bytes, to free(); never NULL; the buffer is empty again */
void buf_clear(struct buf *b);   /* length 0, memory kept */
void buf_release(struct buf *b);
static inline struct str buf_str(const struct buf *b)
{
    return (struct str){b->s ? b->s : "", b->len};
}

/* A growable vector of any type: VEC(struct x) items = {0}; *vec_push(&items) = ...; free with vec_release.
 */
#define VEC(T)                                                                                               \
    struct {                                                                                                 \
        T *at;                                                                                               \
        size_t len, cap;                                                                                     \
    }
void *vec_grow(void *at, size_t *cap, size_t need, size_t size); /* behind vec_push */
#define vec_reserve(v, need)                                                                                 \
    ((need) > (v)->cap ? (void)((v)->at = vec_grow((v)->at, &(v)->cap, (need), sizeof *(v)->at)) : (void)0)
#define vec_push(v)        (vec_reserve(v, (v)->len + 1), &(v)->at[(v)->len++])
#define vec_last(v)        (&(v)->at[(v)->len - 1])
#define vec_foreach(it, v) for ((it) = (v)->at; (v)->len && (it) < (v)->at + (v)->len; (it)++)
#define vec_release(v)     (free((v)->at), (v)->at = NULL, (v)->len = (v)->cap = 0)

#endif
