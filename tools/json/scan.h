/* Byte scanners of the reader, private to json/. All take the text, an offset and the text's length, and
 * never read past it. */
#ifndef KEDB_JSON_SCAN_H
#define KEDB_JSON_SCAN_H

#include "json/doc.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static inline bool scan_is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* The first byte at or after `at` that is not JSON white space. Most often there is none, one blank, or a
 * line end and an indent. */
static inline size_t scan_space(const unsigned char *s, size_t at, size_t len)
{
    if (at < len && s[at] > ' ')
        return at;
#ifdef __SSE2__
    const __m128i blank = _mm_set1_epi8(' '), lf = _mm_set1_epi8('\n');
    while (at + 16 <= len) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + at));
        unsigned other =
            ~(unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(v, blank), _mm_cmpeq_epi8(v, lf)));
        at += (unsigned)__builtin_ctz(other | 0x10000);
        if (other & 0xFFFF)
            break;
    }
#endif
    while (at < len && (s[at] == ' ' || s[at] == '\n' || s[at] == '\r' || s[at] == '\t'))
        at++;
    return at;
}

/* The first byte that is a quote, a backslash, a control character (DEL too) or not ASCII. */
static inline size_t scan_plain(const unsigned char *s, size_t at, size_t len)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), low = _mm_set1_epi8(0x21),
                  one = _mm_set1_epi8(1);
    while (at + 16 <= len) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + at));
        /* Of the next byte the signed comparison finds control characters, DEL and what is above at once. */
        __m128i stop = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)),
                                    _mm_cmplt_epi8(_mm_add_epi8(v, one), low));
        int mask = _mm_movemask_epi8(stop);
        if (mask)
            return at + (size_t)__builtin_ctz((unsigned)mask);
        at += 16;
    }
#endif
    while (at < len && scan_is_plain(s[at]))
        at++;
    return at;
}

/* Bytes of the valid UTF-8 sequence at s (of `left` bytes), 0 when it is not one. */
static inline size_t scan_utf8(const unsigned char *s, size_t left)
{
    unsigned char c = s[0];
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4 || left < 2 || (s[1] & 0xC0) != 0x80)
        return 0;
    if (c < 0xE0)
        return 2;
    if (left < 3 || (s[2] & 0xC0) != 0x80)
        return 0;
    if (c < 0xF0)
        return (c == 0xE0 && s[1] < 0xA0) || (c == 0xED && s[1] > 0x9F) ? 0 : 3;
    if (left < 4 || (s[3] & 0xC0) != 0x80 || (c == 0xF0 && s[1] < 0x90) || (c == 0xF4 && s[1] > 0x8F))
        return 0;
    return 4;
}

/* Whether a valid sequence may be what JSON_UNSEEN speaks of: by its first byte, and the next where most that
 * begin like it are not. */
static inline bool scan_is_unseen(const unsigned char *s)
{
    switch (s[0]) {
    case 0xC2:
    case 0xD8:
    case 0xE1: return true;
    case 0xE2: return s[1] == 0x80 ? s[2] < 0x90 || (s[2] >= 0xA8 && s[2] < 0xAF) : s[1] == 0x81;
    case 0xE3: return s[1] == 0x85;
    case 0xEF:
        return s[1] == 0xBB || s[1] == 0xB7 || (s[1] == 0xBE && s[2] == 0xA0) ||
               (s[1] == 0xBF && s[2] > 0xBD);
    case 0xF0:
    case 0xF1:
    case 0xF2:
    case 0xF3:
    case 0xF4: return (s[1] & 0x0F) == 0x0F && s[2] == 0xBF && s[3] > 0xBD;
    default: return false;
    }
}

#ifdef __SSE2__
/* Past as many of the next five characters as are of U+4000 to U+9FFF, by far the most Han characters, of
 * which every sequence is valid: a first byte of E4 to E9, and any two that go on. */
static inline size_t scan_han(const unsigned char *s, size_t at)
{
    const char f = (char)0xE4, c = (char)0x80;
    const __m128i least = _mm_setr_epi8(f, c, c, f, c, c, f, c, c, f, c, c, f, c, c, 0),
                  span = _mm_setr_epi8(5, 63, 63, 5, 63, 63, 5, 63, 63, 5, 63, 63, 5, 63, 63, 0);
    __m128i v = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)(s + at)), least);
    unsigned fits = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, span), v));
    unsigned bytes = (unsigned)__builtin_ctz(~fits | 0x8000);
    return at + bytes / 3 * 3;
}
#endif

/* Past a run of valid multi-byte sequences; `at` itself when the first is not valid. Adds JSON_UNSEEN. */
static inline size_t scan_multibyte(const unsigned char *s, size_t at, size_t len, uint8_t *flags)
{
    while (at < len && s[at] >= 0x80) {
#ifdef __SSE2__
        for (size_t from = at; at + 16 <= len && (at = scan_han(s, at)) - from == 15;)
            from = at;
#endif
        /* U+3000 to U+9FFF, Han characters and their punctuation, and full-width forms: no exceptions but
         * those that are not seen. */
        while (at + 3 <= len && ((s[at + 1] ^ 0x80) | (s[at + 2] ^ 0x80)) < 0x40 &&
               ((s[at] >= 0xE4 && s[at] <= 0xE9) || (s[at] == 0xE3 && s[at + 1] != 0x85) ||
                (s[at] == 0xEF && (s[at + 1] == 0xBC || s[at + 1] == 0xBD))))
            at += 3;
        if (at == len || s[at] < 0x80)
            return at;
        size_t n = scan_utf8(s + at, len - at);
        if (!n)
            return at;
        if (scan_is_unseen(s + at))
            *flags |= JSON_UNSEEN;
        at += n;
    }
    return at;
}

static inline int scan_hex(unsigned char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Bytes of the character at s, for a span: 1 when it is not valid UTF-8. */
static inline size_t scan_char(const unsigned char *s, size_t left)
{
    size_t n = left ? scan_utf8(s, left) : 0;
    return n ? n : 1;
}

/* The end of the word that begins at `at`: letters, digits and what numbers are made of; at least one
 * character. */
size_t scan_word(const unsigned char *s, size_t at, size_t len);

/* The end of the line that holds `at`, its CR or LF not included. */
size_t scan_line(const unsigned char *s, size_t at, size_t len);

/* Adds the keys of a closed object that stood there before to doc->duplicates. */
void json_find_duplicates(struct json_doc *doc, json_node object);

#endif
