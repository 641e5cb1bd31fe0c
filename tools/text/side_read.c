/* Folding: see side.h. */
#include "text/side.h"

#include "base/utf8.h"

#include "text/script.h"
#include "text/script_tables.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What a code point folds to, or NULL: itself. */
static const char *fold_of(uint32_t cp)
{
    switch (cp) {
    case 0x3000:
    case 0xA0:
    case 0x202F: return " ";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F: return "\"";
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B: return "'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: return "-";
    case 0x2026: return "...";
    case 0x3002: return ". ";
    case 0x3001:
    case 0xFF0C: return ", ";
    default: return utf8_is_invisible(cp) || utf8_is_bidi(cp) ? "" : NULL; /* text/... reports them */
    }
}

enum { BLOCK = 16 }; /* bytes of ASCII that are read at once; buffers have room for one more */

/* Where folded bytes go. */
struct folding {
    struct side *s;
    char *to, *low; /* the fold, and the same in lower case */
    size_t len;
    uint32_t before; /* the Han character before; 0: none */
    unsigned digit;  /* the character before is a digit of ASCII */
};

/* A block of ASCII, a bit each byte, the first one the lowest. */
struct block {
    unsigned other; /* not ASCII */
    unsigned marks; /* neither letter, digit nor blank; undefined where `other` is set */
    unsigned digits;
};

#ifdef __SSE2__
/* Bytes above `least` and below `most`; those that are not ASCII are negative, and below both. */
static __m128i between(__m128i v, char least, char most)
{
    return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8(least)), _mm_cmplt_epi8(v, _mm_set1_epi8(most)));
}

static struct block copy_block(char *to, char *low, const char *from)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)from);
    __m128i capital = between(v, 'A' - 1, 'Z' + 1);
    __m128i lower = _mm_or_si128(v, _mm_and_si128(capital, _mm_set1_epi8(0x20)));
    __m128i digit = between(v, '0' - 1, '9' + 1);
    __m128i plain = _mm_or_si128(between(lower, 'a' - 1, 'z' + 1), _mm_cmpeq_epi8(v, _mm_set1_epi8(' ')));
    _mm_storeu_si128((__m128i *)(void *)to, v);
    _mm_storeu_si128((__m128i *)(void *)low, lower);
    return (struct block){(unsigned)_mm_movemask_epi8(v),
                          (unsigned)_mm_movemask_epi8(_mm_or_si128(plain, digit)) ^ 0xFFFFu,
                          (unsigned)_mm_movemask_epi8(digit)};
}
#else
static struct block copy_block(char *to, char *low, const char *from)
{
    struct block b = {0, 0, 0};
    for (unsigned i = 0; i < BLOCK; i++) {
        unsigned char c = (unsigned char)from[i];
        bool digit = ascii_is_digit(c);
        to[i] = (char)c;
        low[i] = (char)ascii_lower(c);
        b.other |= (unsigned)(c >> 7) << i;
        b.digits |= (unsigned)digit << i;
        b.marks |= (unsigned)!(digit || ascii_is_alpha(c) || c == ' ') << i;
    }
    return b;
}
#endif

static inline void add_point(struct folding *f, size_t at)
{
    struct side *s = f->s;
    unsigned char c = (unsigned char)f->to[at];
    s->points.at[s->points.len++] = (uint32_t)at;
    s->ascii[c >> 6] |= (uint64_t)1 << (c & 63);
}

/* So many bytes of raw from `from` on are about to be folded to themselves. */
static void fill_map(struct folding *f, size_t from, size_t len)
{
    uint32_t *map = f->s->map.at + f->len, at = (uint32_t)from;
#ifdef __SSE2__
    __m128i four = _mm_add_epi32(_mm_set1_epi32((int)at), _mm_set_epi32(3, 2, 1, 0));
    for (size_t i = 0; i < len; i += 4, four = _mm_add_epi32(four, _mm_set1_epi32(4)))
        _mm_storeu_si128((__m128i *)(void *)(map + i), four);
#else
    for (size_t i = 0; i < len; i++)
        map[i] = at++;
#endif
}

static inline void map_run(struct folding *f, size_t from, size_t len)
{
    if (f->s->moved)
        fill_map(f, from, len);
}

/* From here on folded bytes are not at their places in raw. */
static void begin_map(struct folding *f)
{
    size_t len = f->len;
    f->s->moved = true;
    f->len = 0;
    map_run(f, 0, len);
    f->len = len;
}

/* ASCII, which folds to itself; gives where it ends. */
static size_t put_ascii(struct folding *f, struct str raw, size_t i)
{
    f->before = 0;
    *vec_push(&f->s->runs) = (uint32_t)i;
    do {
        char last[BLOCK] = {0};
        const char *from = raw.s + i;
        size_t n = raw.len - i;
        if (n < BLOCK)
            from = memcpy(last, from, n);
        else
            n = BLOCK;
        struct block b = copy_block(f->to + f->len, f->low + f->len, from);
        if (b.other)
            n = (size_t)__builtin_ctz(b.other);
        map_run(f, i, n);
        unsigned points = (b.marks | (b.digits & ~(b.digits << 1 | f->digit))) & ((1u << n) - 1);
        for (; points; points &= points - 1) {
            size_t at = f->len + (size_t)__builtin_ctz(points);
            add_point(f, at);
            f->s->backticks += f->to[at] == '`';
        }
        f->digit = b.digits >> (n - 1) & 1;
        f->len += n, i += n;
    } while (i < raw.len && (unsigned char)raw.s[i] < 0x80);
    *vec_push(&f->s->runs) = (uint32_t)i;
    return i;
}

/* One more byte of the fold; where it came from is written before. */
static void put(struct folding *f, char c)
{
    f->to[f->len] = c;
    f->low[f->len] = (char)ascii_lower((unsigned char)c);
    if ((unsigned char)c < 0x80 && c != ' ' && !ascii_is_alpha((unsigned char)c))
        add_point(f, f->len);
    f->len++;
    f->before = f->digit = 0;
}

/* A character that folds to itself, and one that folds to something else. */
static void put_same(struct folding *f, struct str character, size_t from)
{
    map_run(f, from, character.len);
    for (size_t i = 0; i < character.len; i++)
        put(f, character.s[i]);
}

static void put_folded(struct folding *f, struct str by, size_t from)
{
    if (!f->s->moved)
        begin_map(f);
    *vec_push(&f->s->wides) = (uint32_t)from;
    if (by.len == 2 && by.s[1] == ' ') { /* a comma, a full stop: most often */
        size_t at = f->len;
        f->to[at] = f->low[at] = by.s[0];
        f->to[at + 1] = f->low[at + 1] = ' ';
        f->s->map.at[at] = f->s->map.at[at + 1] = (uint32_t)from;
        add_point(f, at);
        f->len += 2;
        f->before = f->digit = 0;
        return;
    }
    for (size_t i = 0; i < by.len; i++) {
        f->s->map.at[f->len] = (uint32_t)from;
        put(f, by.s[i]);
    }
}

/* What is neither ASCII nor an ordinary Han character; gives where it ends. */
static size_t put_wide(struct folding *f, struct str v, size_t from)
{
    struct side *s = f->s;
    const unsigned char *u = (const unsigned char *)v.s + from;
    bool three = from + 3 <= v.len && u[0] > 0xE0 && u[0] < 0xED; /* the text is valid */
    size_t at = from + (three || (from + 3 <= v.len && u[0] == 0xEF) ? 3 : 0);
    uint32_t cp = at > from ? (u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u) : utf8_next(v, &at);
    if (cp >= 0xFF01 && cp <= 0xFF5E && cp != 0xFF0C) {
        char c = (char)(cp - 0xFEE0);
        s->odd_characters |= script_is_wide_alnum(cp);
        put_folded(f, (struct str){&c, 1}, from);
        return at;
    }
    /* Usual punctuation of the two languages; all else is looked at by the byte hygiene. */
    if (!((cp >= 0x2013 && cp <= 0x2026) || (cp >= 0x3000 && cp <= 0x3011) || (cp >= 0xFF00 && cp <= 0xFF65)))
        s->odd_characters = true;
    const char *folded = fold_of(cp);
    if (script_is_han(cp)) {
        s->han++;
        s->odd_characters = true; /* none of these is in GB 2312 */
    } else if (folded) {
        put_folded(f, str_of(folded), from);
        return at;
    }
    put_same(f, str_sub(v, from, at), from);
    return at;
}

/* Ordinary Han characters from `from` on; gives where they end. */
static size_t put_han(struct folding *f, struct str v, size_t from)
{
    static const struct han_set none;
    const uint64_t *watch = f->s->watch ? f->s->watch->bits : none.bits;
    uint32_t before = f->before;
    uint64_t common = 1;
    size_t at = from;
    for (; at + 3 <= v.len; at += 3) {
        const unsigned char *u = (const unsigned char *)v.s + at;
        uint32_t one = u[0], two = u[1], three = u[2];
        /* Three bytes of anything else give another number, or wrap around. */
        uint32_t number =
            (one << 12) + (two << 6) + three - ((0xE0u << 12) + (0x80u << 6) + 0x80u + HAN_FIRST);
        if (number >= HAN_COUNT)
            break;
        common &= script_gb2312[number >> 6] >> (number & 63);
        if (watch[number >> 6] >> (number & 63) & 1)
            *vec_push(&f->s->watched) = (uint32_t)(f->len + (at - from));
        unsigned pair = han_pair(before, number + HAN_FIRST); /* with none before: a bit too much */
        f->s->pairs[pair >> 6] |= (uint64_t)1 << (pair & 63);
        before = number + HAN_FIRST;
    }
    size_t len = at - from;
    if (!len)
        return at;
    map_run(f, from, len);
    memcpy(f->to + f->len, v.s + from, len);
    memcpy(f->low + f->len, v.s + from, len);
    f->len += len;
    f->before = before, f->digit = 0;
    f->s->han += (uint32_t)(len / 3);
    f->s->odd_characters |= !(common & 1);
    return at;
}

static void fold(struct side *s, struct str raw)
{
    struct folding f = {.s = s, .to = s->fold.s, .low = s->residue.s};
    for (size_t i = 0; i < raw.len;) {
        if ((unsigned char)raw.s[i] < 0x80) {
            i = put_ascii(&f, raw, i);
            continue;
        }
        size_t end = put_han(&f, raw, i);
        i = end > i ? end : put_wide(&f, raw, i);
    }
    s->fold.len = s->residue.len = f.len;
    s->fold.s[f.len] = s->residue.s[f.len] = 0;
    if (s->moved)
        s->map.at[f.len] = (uint32_t)raw.len;
    s->digits = s->ascii[0] >> '0' & 0x3FF;
    s->brackets = side_has(s, '(') || side_has(s, ')') || side_has(s, '[') || side_has(s, ']') ||
                  side_has(s, '{') || side_has(s, '}');
    s->quotes = side_has(s, '"') || side_has(s, '\'');
    s->stars = side_has(s, '*');
}

static bool is_gnu_quoted(const struct side *s)
{
    if (!s->backticks || !side_has(s, '\''))
        return false;
    struct str v = buf_str(&s->fold);
    size_t open = str_find(v, STR("`"), 0), tick = str_find(v, STR("`"), open + 1),
           quote = str_find(v, STR("'"), open + 1);
    /* A quote behind a blank or an equals sign opens: "`sh -c 'a b'`" is code. */
    return quote < tick && (quote + 1 >= v.len || !word_byte((unsigned char)v.s[quote + 1])) &&
           !strchr(" =([{,", v.s[quote - 1]);
}

void side_read(struct side *s, struct str raw, bool gnu_quotes)
{
    s->raw = raw;
    s->clipped = raw.len > TEXT_SIZE_MAX;
    if (s->clipped) {
        raw.len = TEXT_SIZE_MAX;
        while (raw.len && ((unsigned char)raw.s[raw.len] & 0xC0) == 0x80)
            raw.len--;
    }
    s->han = s->words = s->backticks = s->kinds = 0;
    s->odd_characters = s->moved = s->may_deny = s->proper = false;
    s->ascii[0] = s->ascii[1] = 0;
    memset(s->pairs, 0, sizeof s->pairs);
    s->fold.len = s->residue.len = s->points.len = s->tokens.len = s->runs.len = s->wides.len =
        s->watched.len = 0;
    /* No fold is longer than what it folds, no token or point shorter than a byte. */
    buf_reserve_for(&s->fold, raw.len + BLOCK + 1);
    buf_reserve_for(&s->residue, raw.len + BLOCK + 1);
    vec_reserve(&s->map, raw.len + BLOCK + 1);
    vec_reserve(&s->points, raw.len + 1);
    vec_reserve(&s->tokens, raw.len + 1);
    fold(s, raw);
    s->gnu_quotes = gnu_quotes || is_gnu_quoted(s);
    tokens_find(s);
}
