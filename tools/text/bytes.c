/* What can be wrong with the Chinese byte by byte: wrong decoding, characters that only look right. */
#include "text/pair.h"

#include "base/utf8.h"

#include "text/script.h"

#include <iconv.h>
#include <utf8proc.h>

enum { RUN_MAX = 4096 }; /* bytes of one run that are tried */

/* One run of code page 1252 characters, read again as UTF-8. */
static bool unscramble_1252(struct str run, struct buf *out, bool *exact)
{
    buf_clear(out);
    for (size_t i = 0; i < run.len;) {
        uint32_t cp = utf8_next(run, &i);
        buf_addc(out, (char)(cp < 0x80 ? cp : script_cp1252(cp)));
    }
    struct str v = buf_str(out);
    size_t sequences = 0, eastern = 0, bad = 0;
    for (size_t i = 0; i < v.len;) {
        uint32_t cp = utf8_next(v, &i);
        bad += cp == UTF8_BAD;
        sequences += cp != UTF8_BAD && cp >= 0x80;
        eastern += cp != UTF8_BAD && cp >= 0x2E80 &&
                   (script_is_han(cp) || (cp >= 0x3000 && cp < 0x3100) || cp >= 0xFF00);
    }
    *exact = bad == 0;
    return eastern ? eastern * 4 > bad : sequences >= 2 && bad == 0;
}

/* Han characters read as GB 18030 whose bytes are UTF-8. */
static bool unscramble_gbk(struct text_pair *p, struct str run, struct buf *out, bool *exact)
{
    if (!p->gb18030) {
        iconv_t cd = iconv_open("GB18030", "UTF-8");
        if (cd == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr): so iconv_open() says that it failed */
            return false;
        p->gb18030 = cd;
    }
    buf_clear(out);
    buf_reserve(out, run.len * 2 + 8);
    char *in = (char *)run.s, *to = out->s;
    size_t left = run.len, room = out->cap - 1;
    iconv((iconv_t)p->gb18030, NULL, NULL, NULL, NULL);
    if (iconv((iconv_t)p->gb18030, &in, &left, &to, &room) == (size_t)-1)
        return false;
    out->len = (size_t)(to - out->s);
    out->s[out->len] = 0;
    struct str v = buf_str(out);
    size_t han = 0, bad = 0;
    for (size_t i = 0; i < v.len;) {
        uint32_t cp = utf8_next(v, &i);
        bad += cp == UTF8_BAD;
        han += cp != UTF8_BAD && script_is_han(cp);
    }
    *exact = bad == 0;
    return han >= 2 && bad <= 2;
}

static void report_mojibake(struct text_pair *p, size_t from, size_t to, struct str fixed, bool exact)
{
    struct text_defect *d =
        pair_defect_at(p, TEXT_MOJIBAKE, (struct text_span){0, 0}, (struct text_span){from, to},
                       "the Chinese was decoded wrongly: \"%.*s\" should read \"%.*s\"",
                       (int)(to - from > 60 ? 60 - (60 % 3) : to - from), p->zh.raw.s + from,
                       (int)(fixed.len > 60 ? 60 : fixed.len), fixed.s);
    d->help = "restore the text from its source, read as UTF-8";
    if (exact)
        pair_fix(p, d, from, to, fixed);
}

static bool find_classics(struct text_pair *p)
{
    struct str v = p->zh.raw;
    static const char *const classics[] = {"锟斤拷", "烫烫烫", "屯屯屯", "\xEF\xBF\xBD"};
    for (size_t k = 0; k < sizeof classics / sizeof *classics; k++) {
        struct str needle = str_of(classics[k]);
        size_t at = str_find(v, needle, 0);
        if (at == SIZE_MAX)
            continue;
        pair_defect_at(p, TEXT_MOJIBAKE, (struct text_span){0, 0}, (struct text_span){at, at + needle.len},
                       "the Chinese holds %s, the trace of a text that was decoded wrongly",
                       k == 3 ? "U+FFFD" : classics[k])
            ->help = "restore the text from its source, read as UTF-8";
        return true;
    }
    return false;
}

/* Runs that read well when they are decoded as they should have been. */
static bool find_scrambled(struct text_pair *p)
{
    struct str v = p->zh.raw;
    struct buf work = BUF_INIT;
    bool found = false;
    for (size_t i = 0; i < v.len && !found;) {
        size_t from = i;
        uint32_t cp = utf8_next(v, &i);
        bool latin = cp >= 0x80 && script_cp1252(cp), han = script_is_han(cp);
        if (cp < 0x80 || (!latin && !han))
            continue;
        bool odd = han && !script_in_gb2312(cp);
        size_t end = i;
        for (size_t j = i; j < v.len && j < from + RUN_MAX; end = j) {
            uint32_t next = utf8_next(v, &j);
            if (latin ? next < 0x80 || !script_cp1252(next)
                      : !(script_is_han(next) || next == 0x20AC || script_is_private(next)))
                break;
            odd |= han && !script_in_gb2312(next);
        }
        i = end;
        struct str run = str_sub(v, from, end);
        bool exact = false;
        if (latin ? run.len >= 4 && unscramble_1252(run, &work, &exact)
                  : odd && run.len >= 6 && unscramble_gbk(p, run, &work, &exact)) {
            report_mojibake(p, from, end, buf_str(&work), exact);
            found = true;
        }
    }
    buf_release(&work);
    return found;
}

static bool keeps_word(struct text_pair *p, size_t from, size_t to)
{
    return str_find(p->en.raw, str_sub(p->zh.raw, from, to), 0) != SIZE_MAX;
}

/* A word with letters of another alphabet, or with full-width letters or digits. */
static void check_word(struct text_pair *p, size_t from, size_t to, bool mixed, bool wide, struct str plain)
{
    if (keeps_word(p, from, to))
        return;
    bool same_as_english = plain.len && side_find(buf_str(&p->en.fold), plain, 0, false) != SIZE_MAX;
    struct str word = str_sub(p->zh.raw, from, to);
    struct text_defect *d;
    if (wide) {
        d = pair_defect_at(p, TEXT_WIDE_LETTER, (struct text_span){0, 0}, (struct text_span){from, to},
                           "\"%.*s\" is written in full-width letters", STR_FMT(word));
        d->help = "write letters and digits in ASCII";
        if (plain.len)
            pair_fix(p, d, from, to, plain);
        return;
    }
    if (!mixed && !(same_as_english && plain.len >= 2))
        return;
    d = pair_defect_at(p, TEXT_HOMOGLYPH, (struct text_span){0, 0}, (struct text_span){from, to},
                       "\"%.*s\" mixes alphabets: it looks like \"%.*s\" and is not", STR_FMT(word),
                       STR_FMT(plain.len ? plain : word));
    d->help = "type the word again in Latin letters";
    if (same_as_english)
        pair_fix(p, d, from, to, plain);
}

enum { LOOKALIKES_MAX = 1000 }; /* words of a text that are looked for in the English */

static void find_lookalikes(struct text_pair *p)
{
    struct str v = p->zh.raw;
    struct buf plain = BUF_INIT;
    for (size_t i = 0, looked_at = 0; i < v.len && looked_at < LOOKALIKES_MAX;) {
        size_t from = i, end = i;
        bool latin = false, other = false, wide = false, known = true;
        buf_clear(&plain);
        for (size_t j = i; j < v.len; end = j) {
            uint32_t cp = utf8_next(v, &j);
            if (cp < 0x80 && word_byte((unsigned char)cp)) {
                latin |= ascii_is_alpha((unsigned char)cp);
                buf_addc(&plain, (char)cp);
            } else if (script_is_wide_alnum(cp)) {
                wide = true;
                buf_addc(&plain, (char)(cp - 0xFEE0));
            } else if (script_is_lookalike_block(cp)) {
                char like = script_looks_like(cp);
                known &= like != 0;
                other |= cp != 0x3BC && cp != 0x3A9; /* micro, ohm */
                if (like)
                    buf_addc(&plain, like);
            } else {
                break;
            }
        }
        if (end == from) {
            utf8_next(v, &i);
            continue;
        }
        looked_at += wide || other;
        if (wide || other)
            check_word(p, from, end, latin && other, wide, known ? buf_str(&plain) : STR(""));
        i = end;
    }
    buf_release(&plain);
}

static void check_nfc(struct text_pair *p)
{
    struct str v = p->zh.raw;
    if (v.len > TEXT_SIZE_MAX)
        return;
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)v.s, (utf8proc_ssize_t)v.len, &out,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len >= 0 && !str_eq(v, (struct str){(char *)out, (size_t)len})) {
        struct text_defect *d =
            pair_defect_at(p, TEXT_NOT_NFC, (struct text_span){0, 0}, (struct text_span){0, v.len},
                           "the Chinese is not in Unicode normalization form C");
        d->help = "write composed characters: a search does not find the decomposed ones";
        pair_fix(p, d, 0, v.len, (struct str){(char *)out, (size_t)len});
    }
    free(out);
}

static void check_compatibility(struct text_pair *p, size_t from, size_t to, uint32_t cp)
{
    utf8proc_uint8_t *out = NULL;
    struct str ch = str_sub(p->zh.raw, from, to);
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)ch.s, (utf8proc_ssize_t)ch.len, &out,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    struct str plain = len > 0 ? (struct str){(char *)out, (size_t)len} : STR("");
    bool differs = plain.len && !str_eq(plain, ch);
    struct text_defect *d =
        pair_defect_at(p, TEXT_COMPATIBILITY, (struct text_span){0, 0}, (struct text_span){from, to},
                       "\"%.*s\" (U+%04X) is a compatibility form%s%.*s%s", STR_FMT(ch), cp,
                       differs ? " of \"" : "", STR_FMT(differs ? plain : STR("")), differs ? "\"" : "");
    d->help = "write the ordinary character";
    if (differs)
        pair_fix(p, d, from, to, plain);
    free(out);
}

enum { NAME_MAX_BYTES = 200 }; /* of a path or an address: what is looked at */

/* In a code span, or behind the '/' of a path or an address. */
static bool is_in_token(const struct text_pair *p, size_t from, size_t to)
{
    struct str v = p->zh.raw;
    const struct token *t;
    vec_foreach (t, &p->zh.tokens)
        if (t->kind == TOKEN_CODE && side_raw(&p->zh, t->from) <= from && to <= side_raw(&p->zh, t->to))
            return true;
    while (from && from + NAME_MAX_BYTES > to && (unsigned char)v.s[from - 1] > ' ' && v.s[from - 1] != '/')
        from--;
    return from && v.s[from - 1] == '/';
}

/* The Han characters of the English: what is named there stays as it is in the Chinese. */
static void find_named(struct str en, struct han_set *out)
{
    *out = (struct han_set){{0}};
    for (size_t i = str_ascii_run(en); i < en.len; i += str_ascii_run(str_sub(en, i, en.len))) {
        uint32_t n = utf8_next(en, &i) - HAN_FIRST;
        if (n < HAN_COUNT)
            out->bits[n >> 6] |= (uint64_t)1 << (n & 63);
    }
}

static bool is_named(const struct han_set *named, uint32_t cp)
{
    uint32_t n = cp - HAN_FIRST;
    return n < HAN_COUNT && named->bits[n >> 6] >> (n & 63) & 1;
}

static void check_traditional(struct text_pair *p, size_t from, size_t to, uint32_t simple)
{
    char form[5] = "";
    size_t len = simple ? utf8_encode(simple, form) : 0;
    struct str ch = str_sub(p->zh.raw, from, to);
    struct text_defect *d =
        pair_defect_at(p, TEXT_TRADITIONAL, (struct text_span){0, 0}, (struct text_span){from, to},
                       len ? "\"%.*s\" is a Traditional character, Simplified \"%.*s\""
                           : "\"%.*s\" is a Traditional character%.*s",
                       STR_FMT(ch), (int)len, form);
    d->help = "write Simplified Chinese";
    if (len && !is_in_token(p, from, to))
        pair_fix(p, d, from, to, (struct str){form, len});
}

/* Characters that are in GB 2312, and are known for what they come from. */
static bool may_hold_classics(const struct side *s)
{
    static const uint32_t classics[][2] = {{0x951F, 0x65A4}, {0x70EB, 0x70EB}, {0x5C6F, 0x5C6F}};
    for (size_t i = 0; i < sizeof classics / sizeof *classics; i++) {
        unsigned bit = han_pair(classics[i][0], classics[i][1]);
        if (s->pairs[bit >> 6] >> (bit & 63) & 1)
            return true;
    }
    return false;
}

bool pair_bytes(struct text_pair *p)
{
    if (!p->zh.odd_characters && !p->zh.clipped)
        return may_hold_classics(&p->zh) && find_classics(p); /* what can be scrambled is odd */
    if (find_classics(p) || find_scrambled(p))
        return true;
    find_lookalikes(p);
    struct str v = p->zh.raw;
    bool combining = false, named_known = false;
    struct han_set named;
    size_t private_at = SIZE_MAX, private_end = 0;
    for (size_t i = 0; i < v.len && p->defects.len < TEXT_DEFECTS_MAX;) {
        size_t from = i;
        if (!((unsigned char)v.s[i] & 0x80)) {
            i++;
            continue;
        }
        uint32_t cp = utf8_next(v, &i), simple;
        if (script_is_traditional(cp, &simple)) {
            if (!named_known)
                find_named(p->en.raw, &named);
            named_known = true;
            if (!is_named(&named, cp))
                check_traditional(p, from, i, simple);
        } else if (script_is_compat_han(cp))
            check_compatibility(p, from, i, cp);
        else if (script_is_private(cp) && private_at == SIZE_MAX) /* noncharacters: text/control */
            private_at = from, private_end = i;
        combining |=
            (cp >= 0x300 && cp < 0x370) || cp == 0x3099 || cp == 0x309A || (cp >= 0x1100 && cp < 0x1200) ||
            (cp >= 0x2000 && cp < 0x2130 && (cp < 0x2010 || cp >= 0x2126)) || cp == 0x340 || cp == 0x341;
    }
    if (private_at != SIZE_MAX)
        pair_defect_at(p, TEXT_PRIVATE_USE, (struct text_span){0, 0},
                       (struct text_span){private_at, private_end},
                       "the Chinese holds a character for private use, which no font shows")
            ->help = "write the character that was meant";
    if (combining && !pair_has(p, TEXT_COMPATIBILITY))
        check_nfc(p);
    return false;
}
