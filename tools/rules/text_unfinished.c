/* Marks of unfinished text: see text_unfinished.h. */
#include "rules/text_unfinished.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* A mark that is the last word, or begins a sentence: "It is slow. TODO measure it", "Why: TBD." */
static size_t find_word(struct str v, struct str *mark)
{
    static const char *const words[] = {"TODO", "TBD", "FIXME"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        *mark = str_of(words[i]);
        for (size_t at = str_find(v, *mark, 0); at != SIZE_MAX; at = str_find(v, *mark, at + 1)) {
            size_t end = at + mark->len, before = at, rest = end;
            while (before && v.s[before - 1] == ' ')
                before--;
            while (rest < v.len && !ascii_is_alnum((unsigned char)v.s[rest]) &&
                   (unsigned char)v.s[rest] < 0x80)
                rest++;
            struct str ahead = str_sub(v, 0, before);
            bool sentence =
                str_ends(ahead, STR(".")) || str_ends(ahead, STR("\n")) || str_ends(ahead, STR("。"));
            bool last = before < at && (rest == v.len || str_is(str_sub(v, rest, v.len), "。"));
            bool word =
                end == v.len || !(ascii_is_alnum((unsigned char)v.s[end]) || strchr("_(-`\"'", v.s[end]));
            if (word && (sentence || last))
                return at;
        }
    }
    return SIZE_MAX;
}

static const char *const anywhere[] = {"TODO:", "FIXME:", "[TODO", "[TBD", "(TBD)"};

/* "TODO:" and the like, wherever it stands. */
static size_t find_anywhere(struct str v, struct str *mark)
{
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++) {
        *mark = str_of(anywhere[i]);
        size_t at = str_find(v, *mark, 0);
        if (at != SIZE_MAX)
            return at;
    }
    return find_word(v, mark);
}

/* Whether the byte stands somewhere with one of `next` behind it: most texts are ruled out by this, and a
 * search for one byte is quick. */
static bool has_pair(struct str v, char byte, const char *next)
{
    const char *at = v.s, *end = v.s + v.len;
    for (; at < end && (at = memchr(at, byte, (size_t)(end - at))); at++)
        if (at + 1 < end && at[1] && strchr(next, at[1]))
            return true;
    return false;
}

/* str_find() by a byte of the mark that is rare in texts, and is not its last. */
static size_t find_by(struct str v, struct str mark, size_t rare)
{
    if (v.len < mark.len)
        return SIZE_MAX;
    const char *at = v.s + rare, *end = v.s + v.len - (mark.len - rare) + 1;
    for (; at < end && (at = memchr(at, mark.s[rare], (size_t)(end - at))) != NULL; at++)
        if (at[1] == mark.s[rare + 1] && memcmp(at - rare, mark.s, mark.len) == 0)
            return (size_t)(at - v.s) - rare;
    return SIZE_MAX;
}

/* A mark that the text begins with: .s NULL when there is none. */
static struct str opening_mark(struct str v)
{
    static const char *const opening[] = {"TODO",   "TBD",    "FIXME", "XXX", "???",
                                          "待补充", "待填写", "待定",  "占位"};
    switch (v.s[0]) { /* few texts begin like one */
    case 'T':
    case 'F':
    case 'X':
    case '?':
    case '\xE5': break;
    default: return (struct str){0};
    }
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        struct str mark = str_of(opening[i]);
        if (!str_starts(v, mark))
            continue;
        char behind = v.len > mark.len ? v.s[mark.len] : 0;
        if (!ascii_is_alnum((unsigned char)behind) && behind != '(')
            return mark;
    }
    return (struct str){0};
}

/* A byte of each mark that can stand inside of a text, rare in prose, or two: the D of TODO and TBD, the X of
 * FIXME, the "ps" of "orem ipsum", the end and the beginning of the last two characters of 待补充; and what
 * must stand beside it. */
static bool is_rare(struct str v, size_t at)
{
    char before = at ? v.s[at - 1] : 0, behind = at + 1 < v.len ? v.s[at + 1] : 0;
    switch (v.s[at]) {
    case 'D': return before == 'O' || before == 'B';
    case 'X': return behind == 'M';
    case 'p': return behind == 's' && before == 'i';
    case '\xA5': return behind == '\xE5' && before == '\xA1';
    default: return false;
    }
}

static bool has_rare(struct str v)
{
    size_t at = 0;
#ifdef __SSE2__
    const __m128i d = _mm_set1_epi8('D'), x = _mm_set1_epi8('X'), i1 = _mm_set1_epi8('p'),
                  i2 = _mm_set1_epi8('s'), z1 = _mm_set1_epi8((char)0xA5), z2 = _mm_set1_epi8((char)0xE5);
    for (size_t most = v.len > 16 ? v.len - 17 : 0; v.len > 16 && at + 1 < v.len; at += 16) {
        at = at < most ? at : most; /* the last of them once more, but for the very last */
        __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(v.s + at));
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(v.s + at + 1));
        __m128i one = _mm_or_si128(_mm_cmpeq_epi8(a, d), _mm_cmpeq_epi8(a, x));
        __m128i two = _mm_or_si128(_mm_and_si128(_mm_cmpeq_epi8(a, i1), _mm_cmpeq_epi8(b, i2)),
                                   _mm_and_si128(_mm_cmpeq_epi8(a, z1), _mm_cmpeq_epi8(b, z2)));
        for (unsigned bits = (unsigned)_mm_movemask_epi8(_mm_or_si128(one, two)); bits; bits &= bits - 1)
            if (is_rare(v, at + (unsigned)__builtin_ctz(bits)))
                return true;
    }
#endif
    for (; at < v.len; at++)
        if (is_rare(v, at))
            return true;
    return false;
}

bool unfinished_may_hold(struct str v)
{
    if (v.len < 2)
        return true;
    char second = v.s[1];
    switch (v.s[0]) { /* as the marks begin that must open a text */
    case 'T':
        if (second == 'O' || second == 'B')
            return true;
        break;
    case 'F':
        if (second == 'I')
            return true;
        break;
    case 'X':
    case '?':
        if (second == v.s[0])
            return true;
        break;
    case '\xE5':
        if (second == '\xBE' || second == '\x8D')
            return true;
        break;
    default: break;
    }
    return has_rare(v);
}

size_t unfinished_mark(struct str v, struct str *mark)
{
    if (!v.len)
        return SIZE_MAX;
    *mark = opening_mark(v);
    if (mark->s)
        return 0;
    if (has_pair(v, 'T', "OB") || has_pair(v, 'F', "I")) {
        size_t at = find_anywhere(v, mark);
        if (at != SIZE_MAX)
            return at;
    }
    *mark = STR("待补充");
    size_t at = find_by(v, *mark, 4);
    if (at != SIZE_MAX)
        return at;
    *mark = STR("orem ipsum");
    return find_by(v, *mark, 7);
}

bool unfinished_begins(struct str v)
{
    if (!v.len)
        return false;
    for (size_t i = 0; (v.s[0] == '[' || v.s[0] == '(') && i < sizeof anywhere / sizeof *anywhere; i++)
        if (str_starts(v, str_of(anywhere[i])))
            return true;
    return opening_mark(v).s || str_starts(v, STR("待补充")) || str_starts(v, STR("orem ipsum"));
}
