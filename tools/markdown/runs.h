/* Runs of bytes that are copied as they are, private to markdown/: most of every value. Each function appends
 * a run to `out` and gives the offset behind it; what stops a run is for the caller to look at. */
#ifndef KEDB_MARKDOWN_RUNS_H
#define KEDB_MARKDOWN_RUNS_H

#include "base/mem.h"

#ifdef __SSE2__
#include <emmintrin.h>

static inline uint64_t run_word(const char *s)
{
    uint64_t w;
    memcpy(&w, s, sizeof w);
    return w;
}

/* Sixteen bytes of s[at..end), zeros behind them. */
static inline __m128i run_load(const char *s, size_t at, size_t end)
{
    size_t n = end - at;
    if (n >= 16)
        return _mm_loadu_si128((const __m128i *)(const void *)(s + at));
    if (n >= 8) /* the last eight bytes, those that the first eight hold shifted out */
        return _mm_set_epi64x((long long)(run_word(s + end - 8) >> 8 * (15 - n) >> 8),
                              (long long)run_word(s + at));
    uint32_t low, high;
    if (n >= 4) {
        memcpy(&low, s + at, sizeof low);
        memcpy(&high, s + end - 4, sizeof high);
        return _mm_cvtsi64_si128((long long)((uint64_t)high << 8 * (n - 4) | low));
    }
    low = n ? (unsigned char)s[at] : 0;
    if (n > 1)
        low |= (uint32_t)(unsigned char)s[at + 1] << 8 | (uint32_t)(unsigned char)s[end - 1] << 8 * (n - 1);
    return _mm_cvtsi32_si128((int)low);
}

/* Bytes from `low` on, `count` of them. */
static inline __m128i run_range(__m128i v, char low, int count)
{
    __m128i from = _mm_sub_epi8(v, _mm_set1_epi8(low));
    return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8((char)(count - 1))), from);
}

static inline unsigned run_mask(__m128i v, char c)
{
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(c)));
}
#else
static inline bool run_is_quiet(char c)
{
    return ascii_is_alnum((unsigned char)c) || c == '/' || c == '\'' || c == '(' || c == ',' || c == ';';
}

/* What may be U+FFFE or U+FFFF. */
static inline bool run_is_no_character(const char *s, size_t at, size_t end)
{
    return s[at] == '\xEF' && at + 1 < end && s[at + 1] == '\xBF';
}
#endif

/* Bytes that mean nothing to Markdown anywhere (letters, digits, / ' ( , ;) and single blanks between what is
 * not white. A blank before white space, a control or `end` stops the run. */
static inline size_t run_quiet(struct buf *out, const char *s, size_t at, size_t end)
{
#ifdef __SSE2__
    while (at < end) {
        buf_reserve_for(out, 16);
        __m128i v = run_load(s, at, end);
        __m128i blank = _mm_cmpeq_epi8(v, _mm_set1_epi8(' '));
        __m128i quiet =
            _mm_or_si128(run_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26), run_range(v, '/', 11));
        quiet = _mm_or_si128(quiet, run_range(v, '\'', 2));
        quiet = _mm_or_si128(quiet, _mm_cmpeq_epi8(v, _mm_set1_epi8(',')));
        quiet = _mm_or_si128(quiet, _mm_cmpeq_epi8(v, _mm_set1_epi8(';')));
        unsigned blanks = (unsigned)_mm_movemask_epi8(blank);
        unsigned stops = ~(blanks | (unsigned)_mm_movemask_epi8(quiet)) & 0xFFFF;
        /* white space other than blanks; and zeros, behind the end */
        unsigned white =
            blanks | (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v));
        stops |= blanks & (white >> 1);
        size_t n = (size_t)__builtin_ctz(stops | 0x10000);
        if (n == 16)
            n -= blanks >> 15; /* the next round sees what follows it */
        _mm_storeu_si128((__m128i *)(void *)(out->s + out->len), v);
        out->len += n;
        at += n;
        if (stops)
            break;
    }
    if (out->s)
        out->s[out->len] = 0;
    return at;
#else
    size_t from = at;
    while (at < end &&
           (run_is_quiet(s[at]) || (s[at] == ' ' && at + 1 < end && (unsigned char)s[at + 1] > ' ')))
        at++;
    buf_add(out, s + from, at - from);
    return at;
#endif
}

/* Printable ASCII but '|': bytes that mean nothing within code. */
static inline size_t run_shown(struct buf *out, const char *s, size_t at, size_t end)
{
#ifdef __SSE2__
    while (at < end) {
        buf_reserve_for(out, 16);
        __m128i v = run_load(s, at, end);
        __m128i stop =
            _mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8(0x20)), _mm_cmpeq_epi8(v, _mm_set1_epi8('|')));
        unsigned stops = (unsigned)_mm_movemask_epi8(stop);
        size_t n = (size_t)__builtin_ctz(stops | 0x10000);
        _mm_storeu_si128((__m128i *)(void *)(out->s + out->len), v);
        out->len += n;
        at += n;
        if (stops)
            break;
    }
    if (out->s)
        out->s[out->len] = 0;
    return at;
#else
    size_t from = at;
    while (at < end && (unsigned char)s[at] >= 0x20 && (unsigned char)s[at] < 0x80 && s[at] != '|')
        at++;
    buf_add(out, s + from, at - from);
    return at;
#endif
}

#ifdef __SSE2__
/* Those of sixteen bytes that stop a text, of the punctuation among them that may; the neighbours beyond the
 * sixteen are taken for what stops it. */
static inline unsigned run_stops(__m128i v)
{
    __m128i lower = _mm_or_si128(v, _mm_set1_epi8(0x20));
    unsigned stops = (unsigned)_mm_movemask_epi8(_mm_or_si128(
        _mm_or_si128(run_range(v, '[', 3), _mm_cmpeq_epi8(v, _mm_set1_epi8('`'))),          /* [ \\ ] ` */
        _mm_or_si128(_mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(2)), _mm_set1_epi8('~')), /* | ~ */
                     _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('<')),
                                  _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('*')),
                                               _mm_cmpeq_epi8(v, _mm_set1_epi8('&')))))));
    unsigned dots = run_mask(v, '.'), marks = run_mask(v, '_'), colons = run_mask(v, ':');
    unsigned wide = run_mask(v, (char)0xEF);
    if (dots)
        stops |= dots & (run_mask(lower, 'w') << 1 | 1); /* "www." */
    if (colons)
        stops |= colons & (run_mask(v, '/') >> 1 | 0x8000); /* "http://" */
    if (marks) {
        __m128i word = _mm_or_si128(run_range(lower, 'a', 26), run_range(v, '0', 10));
        unsigned words = (unsigned)_mm_movemask_epi8(word);
        stops |= marks & ~(words << 1 & words >> 1);
    }
    if (wide) /* U+FFFE, U+FFFF */
        stops |= wide & (run_mask(v, (char)0xBF) >> 1 | 0x8000);
    return stops & 0xFFFF;
}
#endif

#ifdef __SSE2__
/* run_text() into `to`, where s[0] would go: up to sixteen bytes behind `end` are overwritten. */
static __attribute__((noinline)) size_t run_text_to(char *to, const char *s, size_t at, size_t end)
{
    unsigned before = 0; /* 1: the byte before is a blank */
    for (; at < end; at += 16) {
        __m128i v = run_load(s, at, end);
        _mm_storeu_si128((__m128i *)(void *)(to + at), v);
        /* what may stop it: [ to `, ~ |, " & * ., : ; <, and U+F000 to U+FFFF */
        __m128i may = _mm_or_si128(
            _mm_or_si128(run_range(v, '[', 6), run_range(v, ':', 3)),
            _mm_or_si128(_mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(2)), _mm_set1_epi8('~')),
                         _mm_or_si128(_mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(0xC)), _mm_set1_epi8('.')),
                                      _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xEF)))));
        unsigned blanks = run_mask(v, ' '); /* below: and controls, and zeros behind the end */
        unsigned white = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x20)), v));
        unsigned stops = (white ^ blanks) | (blanks & white >> 1);
        if (_mm_movemask_epi8(may))
            stops |= run_stops(v);
        if (stops | (before & white)) {
            at += before & white ? 0 : (size_t)__builtin_ctz(stops);
            before &= white;
            break;
        }
        before = blanks >> 15;
    }
    return at - before; /* without a blank before white space, or at the end */
}
#endif

/* Of a text that is UTF-8: bytes that mean nothing to Markdown where they stand, but for the start and the
 * end of a line, and single blanks between what is not white. Beside what run_quiet() takes that is all that
 * is not ASCII but U+FFFE and U+FFFF, underscores within a word, and punctuation that never makes anything.
 */
static inline size_t run_text(struct buf *out, const char *s, size_t at, size_t end)
{
    size_t from = at;
#ifdef __SSE2__
    buf_reserve_for(out, end - at + 16);
    char *to = out->s + out->len - from;
    at = run_text_to(to, s, at, end);
    out->len += at - from;
    to[at] = 0;
#else
    for (; at < end; at++) {
        unsigned char c = (unsigned char)s[at];
        if (c == ' ' ? at + 1 == end || (unsigned char)s[at + 1] <= ' '
                     : c < 0x20 || run_is_no_character(s, at, end) || strchr("[\\]|~`*<&:_.", c))
            break;
    }
    buf_add(out, s + from, at - from);
#endif
    return at;
}

/* Of a text that is UTF-8: all but controls, U+FFFE and U+FFFF, and with `bar` '|'. */
static inline size_t run_known(struct buf *out, const char *s, size_t at, size_t end, bool bar)
{
#ifdef __SSE2__
    size_t from = at;
    buf_reserve_for(out, end - at + 16);
    char *to = out->s + out->len - from;
    for (; at < end; at += 16) {
        __m128i v = run_load(s, at, end);
        _mm_storeu_si128((__m128i *)(void *)(to + at), v);
        unsigned stops = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v));
        unsigned wide = run_mask(v, (char)0xEF);
        if (bar)
            stops |= run_mask(v, '|');
        if (wide)
            stops |= wide & (run_mask(v, (char)0xBF) >> 1 | 0x8000);
        if (stops) {
            at += (size_t)__builtin_ctz(stops);
            break;
        }
    }
    out->len += at - from;
    to[at] = 0;
    return at;
#else
    size_t from = at;
    while (at < end && (unsigned char)s[at] >= 0x20 && !run_is_no_character(s, at, end) &&
           !(bar && s[at] == '|'))
        at++;
    buf_add(out, s + from, at - from);
    return at;
#endif
}

/* The length of a character of two or three bytes that every page can hold; 0: to be looked at. */
static inline size_t run_wide_length(const unsigned char *s, size_t room)
{
    if (s[0] >= 0xE4 && s[0] <= 0xE9) /* most Han characters */
        return room >= 3 && (s[1] & s[2] & 0xC0) == 0x80 && ((s[1] | s[2]) & 0xC0) == 0x80 ? 3 : 0;
    if (s[0] >= 0xC2 && s[0] <= 0xDF)
        return room >= 2 && (s[1] & 0xC0) == 0x80 ? 2 : 0;
    if ((s[0] & 0xF0) != 0xE0 || room < 3 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
        return 0;
    bool overlong = s[0] == 0xE0 && s[1] < 0xA0, surrogate = s[0] == 0xED && s[1] >= 0xA0;
    bool no_character = s[0] == 0xEF && s[1] == 0xBF && s[2] >= 0xBE;
    return overlong || surrogate || no_character ? 0 : 3;
}

/* Such characters. */
static inline size_t run_wide(struct buf *out, const char *s, size_t at, size_t end)
{
    const unsigned char *u = (const unsigned char *)s;
    size_t from = at, n;
    while (at < end && u[at] >= 0x80 && (n = run_wide_length(u + at, end - at)) != 0)
        at += n;
    if (at > from)
        buf_add(out, s + from, at - from);
    return at;
}

/* Both, in turns. */
static inline size_t run_code(struct buf *out, const char *s, size_t at, size_t end)
{
    for (;;) {
        at = run_shown(out, s, at, end);
        size_t from = at;
        if (at == end || (unsigned char)s[at] < 0x80 || (at = run_wide(out, s, at, end)) == from)
            return at;
    }
}

#endif
