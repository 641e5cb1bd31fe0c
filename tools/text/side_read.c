/* Folding: see side.h. */
#include "text/side.h"

#include "base/utf8.h"

#include "text/script.h"
#include "text/words.h"

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

enum { HAS_DIGIT = 1, HAS_BRACKET = 2, HAS_BACKTICK = 4, HAS_QUOTE = 8, HAS_STAR = 16 };

/* What an ASCII character says about a text. */
static const unsigned char classes[128] = {
    ['0'] = HAS_DIGIT,   ['1'] = HAS_DIGIT,    ['2'] = HAS_DIGIT,   ['3'] = HAS_DIGIT,   ['4'] = HAS_DIGIT,
    ['5'] = HAS_DIGIT,   ['6'] = HAS_DIGIT,    ['7'] = HAS_DIGIT,   ['8'] = HAS_DIGIT,   ['9'] = HAS_DIGIT,
    ['('] = HAS_BRACKET, [')'] = HAS_BRACKET,  ['['] = HAS_BRACKET, [']'] = HAS_BRACKET, ['{'] = HAS_BRACKET,
    ['}'] = HAS_BRACKET, ['`'] = HAS_BACKTICK, ['"'] = HAS_QUOTE,   ['\''] = HAS_QUOTE,  ['*'] = HAS_STAR,
};

/* Where folded bytes go, and which byte each came from. */
struct folding {
    char *to;
    uint32_t *map;
    size_t len;
    unsigned seen; /* HAS_... */
};

static void put(struct folding *f, const char *bytes, size_t len, size_t from)
{
    memcpy(f->to + f->len, bytes, len);
    for (size_t i = 0; i < len; i++)
        f->map[f->len++] = (uint32_t)from;
}

/* ASCII, which folds to itself. */
static void put_ascii(struct folding *f, const char *bytes, size_t len, size_t from)
{
    uint32_t *map = f->map + f->len;
    unsigned seen = 0;
    size_t i = 0;
    memcpy(f->to + f->len, bytes, len);
    for (; i + 4 <= len; i += 4) {
        uint32_t at = (uint32_t)(from + i);
        map[i] = at, map[i + 1] = at + 1, map[i + 2] = at + 2, map[i + 3] = at + 3;
        seen |= (unsigned)(classes[(unsigned char)bytes[i]] | classes[(unsigned char)bytes[i + 1]] |
                           classes[(unsigned char)bytes[i + 2]] | classes[(unsigned char)bytes[i + 3]]);
    }
    for (; i < len; i++) {
        map[i] = (uint32_t)(from + i);
        seen |= classes[(unsigned char)bytes[i]];
    }
    f->seen |= seen;
    f->len += len;
}

/* What is neither ASCII nor an ordinary Han character. */
static void fold_wide(struct side *s, struct folding *f, struct str v, size_t *at)
{
    size_t from = *at;
    uint32_t cp = utf8_next(v, at);
    if (script_is_han(cp)) {
        s->han++;
        s->odd_characters |= !script_in_gb2312(cp);
        put(f, v.s + from, *at - from, from);
        return;
    }
    if (cp >= 0xFF01 && cp <= 0xFF5E && cp != 0xFF0C) {
        char c = (char)(cp - 0xFEE0);
        s->odd_characters |= script_is_wide_alnum(cp);
        f->seen |= classes[(unsigned char)c] & ~(unsigned)HAS_BACKTICK;
        put(f, &c, 1, from);
        return;
    }
    const char *folded = fold_of(cp);
    /* Usual punctuation of the two languages; all else is looked at by the byte hygiene. */
    if (!((cp >= 0x2013 && cp <= 0x2026) || (cp >= 0x3000 && cp <= 0x3011) || (cp >= 0xFF00 && cp <= 0xFF65)))
        s->odd_characters = true;
    if (folded) {
        f->seen |= classes[(unsigned char)folded[0]];
        put(f, folded, strlen(folded), from);
    } else {
        put(f, v.s + from, *at - from, from);
    }
}

/* The character at `at` when it is one of U+4E00 to U+9FFF, else 0. */
static uint32_t ordinary_han(struct str v, size_t at)
{
    if (at + 3 > v.len)
        return 0;
    const unsigned char *u = (const unsigned char *)v.s + at;
    uint32_t cp = (uint32_t)(u[0] & 15) << 12 | (uint32_t)(u[1] & 63) << 6 | (u[2] & 63);
    return u[0] >= 0xE4 && u[0] <= 0xE9 && cp >= 0x4E00 && cp <= 0x9FFF ? cp : 0;
}

static void fold(struct side *s, struct str raw)
{
    struct folding f = {.to = s->fold.s, .map = s->map.at};
    uint32_t han = 0;
    bool odd = false;
    for (size_t i = 0; i < raw.len;) {
        unsigned char c = (unsigned char)raw.s[i];
        if (c < 0x80) {
            size_t run = str_ascii_run(str_sub(raw, i, raw.len));
            put_ascii(&f, raw.s + i, run, i);
            i += run;
            continue;
        }
        uint32_t cp = ordinary_han(raw, i);
        if (!cp) {
            fold_wide(s, &f, raw, &i);
            continue;
        }
        han++;
        odd |= !script_in_gb2312(cp);
        memcpy(f.to + f.len, raw.s + i, 3);
        f.map[f.len] = f.map[f.len + 1] = f.map[f.len + 2] = (uint32_t)i;
        f.len += 3, i += 3;
    }
    s->fold.len = s->map.len = f.len;
    s->han += han;
    s->odd_characters |= odd;
    s->digits = f.seen & HAS_DIGIT;
    s->brackets = f.seen & HAS_BRACKET;
    s->quotes = f.seen & HAS_QUOTE;
    s->stars = f.seen & HAS_STAR;
    if (f.seen & HAS_BACKTICK)
        for (const char *at = raw.s, *end = raw.s + raw.len;
             (at = memchr(at, '`', (size_t)(end - at))) != NULL; at++)
            s->backticks++;
}

static bool is_gnu_quoted(struct str v)
{
    size_t open = str_find(v, STR("`"), 0);
    if (open == SIZE_MAX)
        return false;
    size_t tick = str_find(v, STR("`"), open + 1), quote = str_find(v, STR("'"), open + 1);
    /* A quote behind a blank or an equals sign opens: "`sh -c 'a b'`" is code. */
    return quote < tick && (quote + 1 >= v.len || !word_byte((unsigned char)v.s[quote + 1])) &&
           !strchr(" =([{,", v.s[quote - 1]);
}

/* The hashes of a word and of its stem: the stem begins the word, and a hash is a sum from the left. */
static void hash_word(struct token *t, const char *lower)
{
    size_t len = t->to - t->from, stem = words_stem((struct str){lower, len}).len;
    uint32_t h = 2166136261u;
    size_t i = 0;
    for (; i < stem; i++)
        h = (h ^ (unsigned char)lower[i]) * 16777619u;
    t->stem = h | 1;
    for (; i < len; i++)
        h = (h ^ (unsigned char)lower[i]) * 16777619u;
    t->hash = h | 1;
}

/* ASCII capitals to small letters, eight bytes at a time: a sum carries into the top bit of a byte from 'A'
 * on, another one from behind 'Z' on. */
static void lower(char *to, const char *from, size_t len)
{
    const uint64_t ones = 0x0101010101010101u;
    size_t i = 0;
    for (uint64_t v; i + 8 <= len; i += 8) {
        memcpy(&v, from + i, 8);
        uint64_t low = v & 0x7F * ones;
        uint64_t capital =
            ((low + (0x80 - 'A') * ones) & ~(low + (0x80 - 'Z' - 1) * ones)) & ~v & 0x80 * ones;
        v |= capital >> 2;
        memcpy(to + i, &v, 8);
    }
    for (; i < len; i++)
        to[i] = (char)ascii_lower((unsigned char)from[i]);
}

static void mask_tokens(struct side *s)
{
    buf_clear(&s->residue);
    buf_reserve(&s->residue, s->fold.len + 1);
    char *to = s->residue.s;
    const char *from = s->fold.s;
    size_t len = s->fold.len;
    lower(to, from, len);
    to[len] = 0;
    s->residue.len = len;
    struct token *t;
    vec_foreach (t, &s->tokens) {
        t->hash = t->stem = 0;
        if (token_is_word(t->kind))
            hash_word(t, to + t->from);
        if (t->kind != TOKEN_WORD)
            memset(to + t->from, 1, t->to - t->from);
        else
            s->words += t->to - t->from >= 2;
        /* Han inside a code span is no prose. */
        for (size_t j = t->from; t->kind == TOKEN_CODE && j < t->to; j++)
            if ((unsigned char)from[j] >= 0xE4 && (unsigned char)from[j] <= 0xE9 && s->han)
                s->han--;
    }
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
    s->han = s->words = s->backticks = 0;
    s->odd_characters = s->digits = s->brackets = false;
    buf_clear(&s->fold);
    /* No fold is longer than what it folds. */
    buf_reserve(&s->fold, raw.len + 1);
    s->map.len = 0;
    vec_reserve(&s->map, raw.len + 1);
    fold(s, raw);
    s->fold.s[s->fold.len] = 0;
    *vec_push(&s->map) = (uint32_t)raw.len;
    s->gnu_quotes = gnu_quotes || (s->backticks && is_gnu_quoted(buf_str(&s->fold)));
    tokens_find(s);
    mask_tokens(s);
}
