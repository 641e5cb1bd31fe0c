/* One side of a bilingual pair: the text folded for comparison, and its tokens.
 *
 * Folding (never for output): full-width ASCII becomes ASCII, other blanks a space, curly and corner quotes
 * straight ones, dashes '-', an ellipsis three dots, Chinese full stop and commas ". " and ", " (with the
 * space: "16" U+3002 "0" is no number), invisible characters nothing. Word classes are ASCII only, so that a
 * Latin word beside a Han character is a word.
 *
 * Tokens are found in one pass, first match wins; see enum token_kind for the order of ideas. Every run of
 * Latin letters or digits becomes a token. Offsets of tokens count bytes of the folded text; side_raw() gives
 * the place in the decoded value.
 *
 * A side keeps its memory from one text to the next. Texts are valid UTF-8 of at most TEXT_SIZE_MAX bytes;
 * of a longer one only the first TEXT_SIZE_MAX bytes are compared. Not for two threads at once. */
#ifndef KEDB_TEXT_SIDE_H
#define KEDB_TEXT_SIDE_H

#include "base/mem.h"

enum { TEXT_SIZE_MAX = 64 << 10 };

enum token_kind {
    TOKEN_WORD, /* a plain word: the residue */
    TOKEN_CODE, /* code span (CommonMark 6.1), with its backticks; not a link of reStructuredText, `text`_ */
    TOKEN_URL,
    TOKEN_EMAIL,
    TOKEN_TEMPLATE, /* {{x}} ${x} $(x) %(x)s %NAME% {x} */
    TOKEN_PRINTF,   /* a conversion of printf(3); %1 as Qt writes it */
    TOKEN_ARGUMENT, /* <name> */
    TOKEN_VARIABLE, /* $NAME */
    TOKEN_FLAG,     /* --name, -x */
    TOKEN_PATH,
    TOKEN_FILE,     /* name.ext, ext of a closed list */
    TOKEN_FUNCTION, /* name() */
    TOKEN_CONSTANT, /* CONST_NAME */
    TOKEN_SNAKE,    /* snake_case */
    TOKEN_DOTTED,   /* dotted.name, a::b */
    TOKEN_HEX,      /* 0x1f */
    TOKEN_VERSION,  /* v1.2, 1.2.3 */
    TOKEN_CAMEL,    /* CamelCase, HTTPServer */
    TOKEN_ID,       /* letters and digits: EC2, utf8 */
    TOKEN_CAPS,     /* two or more capitals; a plural s is not part of it */
    TOKEN_NUMBER,
    TOKEN_KIND_COUNT
};

struct token {
    uint32_t from, to; /* bytes of the folded text */
    uint8_t kind;      /* enum token_kind */
    bool may_deny;     /* begins or ends as a word of denial does: see negation.c */
    bool proper;       /* a plain word behind another one, and a blank, that begins with a capital */
    bool marked;       /* a plain word with more than letters in it: "word's", "_word_" */
    uint32_t hash;     /* of words, names and acronyms: of their lower case; else 0 */
    uint32_t stem;     /* of the same: of their stem (words.h), in lower case; else 0 */
};

/* Unified ideographs U+4E00 to U+9FFF: nearly every Han character of prose. */
enum { HAN_FIRST = 0x4E00, HAN_COUNT = 0x5200 };
struct han_set {
    uint64_t bits[HAN_COUNT / 64];
};

/* Bits that say which pairs of neighbouring Han characters may stand in a text. */
enum { HAN_PAIRS = 512 };
static inline unsigned han_pair(uint32_t one, uint32_t two)
{
    return (one * 0x9E37u + two * 0x85EBu) >> 5 & (HAN_PAIRS - 1);
}

struct side {
    struct str raw;
    struct buf fold;
    bool moved;        /* a byte of the fold is not at its place in raw; else there is no map */
    VEC(uint32_t) map; /* for each folded byte, and for the end, the byte of raw it came from */
    VEC(struct token) tokens;
    struct buf residue; /* fold, lower case, every token but plain words masked by 0x01 */
    /* What there is to look for, so that a text without it need not be read again. */
    VEC(uint32_t) points; /* bytes of the fold, ascending: ASCII but letters, blanks and digits behind one */
    uint64_t ascii[2];    /* which characters stand at points, a bit each */
    VEC(uint32_t) runs;   /* bytes of raw: where ASCII begins and ends, again and again */
    VEC(uint32_t) wides;  /* bytes of raw: characters that were folded */
    uint64_t pairs[HAN_PAIRS / 64]; /* by han_pair(); of code spans too */
    uint32_t kinds;                 /* of tokens, a bit each */
    bool may_deny, proper;          /* a token does, or is */
    const struct han_set
        *watch;            /* characters to look out for, or NULL; the caller's: see text_pair_compare() */
    VEC(uint32_t) watched; /* bytes of the fold where one of them stands */
    uint32_t han;          /* Han characters outside of code spans */
    uint32_t words;        /* plain words of two or more letters */
    uint32_t backticks;
    bool digits, brackets; /* the folded text holds one: ( ) [ ] { } */
    bool quotes, stars;    /* " or ', * */
    bool odd_characters;   /* something outside ASCII, GB 2312 and usual punctuation */
    bool gnu_quotes;       /* `x' quoting: backticks are not code spans */
    bool clipped;          /* longer than TEXT_SIZE_MAX */
};

/* Folds and tokenises. `gnu_quotes` is what the English side has found out (false for the English itself). */
void side_read(struct side *s, struct str raw, bool gnu_quotes);
void side_release(struct side *s);

static inline struct str side_token(const struct side *s, const struct token *t)
{
    return (struct str){s->fold.s + t->from, t->to - t->from};
}

/* Words, names and acronyms: what has a hash and a stem. */
static inline bool token_is_word(uint8_t kind)
{
    return kind == TOKEN_WORD || kind == TOKEN_CAMEL || kind == TOKEN_CAPS || kind == TOKEN_ID;
}

/* The hash of a word, ASCII case folded: see text/word_hash.h. */
uint32_t word_hash(struct str v);

/* What stands between the backticks of a code span, without blanks around it. */
struct str side_code(const struct side *s, const struct token *t);

/* The byte of the decoded value that a character of the folded text, or its end, came from. */
static inline size_t side_raw(const struct side *s, size_t at)
{
    return s->moved ? s->map.at[at] : at;
}

/* Whether a mark of ASCII (no letter, digit or blank) stands in the folded text. */
static inline bool side_has(const struct side *s, char mark)
{
    return s->ascii[(unsigned char)mark >> 6] >> (mark & 63) & 1;
}
static inline bool side_has_kind(const struct side *s, enum token_kind kind)
{
    return s->kinds >> kind & 1;
}

/* How often a mark of ASCII stands in the folded text. */
size_t side_count(const struct side *s, char mark);

/* Where `word` stands in `text` from `from` on, not inside a longer ASCII word; SIZE_MAX when nowhere. */
size_t side_find(struct str text, struct str word, size_t from, bool ignore_case);

/* How many parentheses open outside of tokens. */
size_t side_parentheses(const struct side *s);

/* A sign that a word is not prose: a character that is no letter, or a capital after the first letter. */
bool side_is_strong(struct str v);

/* In token.c: fills s->tokens from s->fold, masks s->residue, which is the fold in lower case. */
void tokens_find(struct side *s);

static inline bool word_byte(unsigned char c)
{
    return ascii_is_alnum(c) || c == '_';
}

#endif
