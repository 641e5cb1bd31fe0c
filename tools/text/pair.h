/* The comparison of an English text and its Chinese counterpart.
 *
 *     struct text_pair p;  text_pair_init(&p);
 *     text_pair_compare(&p, en, zh, 0);
 *     for (i < p.defects.len) ... p.defects.at[i] ...
 *     text_pair_release(&p);
 *
 * Order of work: fold and tokenise both sides (side.h); the bytes of the Chinese; tokens that the English has
 * and the Chinese must have; numbers; names; what remains as prose. Defects of whole texts (not translated,
 * mojibake) silence those that follow from them. The result depends on the two strings alone, but for the
 * words that `keep` names. Deterministic; time linear in the length (see TEXT_SIZE_MAX); nothing is read or
 * printed. One object for each thread; defects live until the next comparison. */
#ifndef KEDB_TEXT_PAIR_H
#define KEDB_TEXT_PAIR_H

#include "base/strmap.h"

#include "text/defect.h"
#include "text/side.h"
#include "text/terms.h"

enum text_pair_flag {
    PAIR_SIGNATURE = 1, /* an error text: a line of a log may stay as it is */
};

struct pair_number {
    uint32_t from, to; /* bytes of the folded text */
    char value[28];    /* digits without thousands marks, leading and trailing zeros; cut when longer */
    bool matched;
    bool of_name; /* digits inside a name: "I18N" */
};

/* What makes the search for denials quick: see negation.c. */
enum { DENIAL_WORDS = 256 };
struct denial_index {
    unsigned char head[4096]; /* by hash of a Han character: the first word that begins so, 0: none */
    /* of a word: the next one, its list and its place there */
    unsigned char next[DENIAL_WORDS], list[DENIAL_WORDS], row[DENIAL_WORDS];
    unsigned char licence[27]; /* where the English words of a letter begin */
    struct han_set heads;      /* what is watched in the Chinese: without it, it denies nothing */
};
void denial_index(struct denial_index *d);

/* How far a Han character speaks for an end that was cut off: see ending.c. */

struct ending_index {
    signed char weight[HAN_COUNT];
};
void ending_index(struct ending_index *x);

struct text_pair {
    struct denial_index denial;
    struct ending_index ending;
    struct terms_index terms;
    struct side en, zh;
    VEC(struct text_defect) defects;
    struct arena arena;
    const struct strmap *keep; /* words that translators leave in Latin, learned from a corpus; may be NULL */
    void *gb18030;             /* iconv(3) handle, opened when first needed */
    unsigned flags;
    /* of the pair at hand */
    VEC(struct pair_number) numbers[2]; /* of the English, of the Chinese */
    VEC(uint32_t) strange;              /* tokens of the Chinese that the English does not have */
    struct buf loose; /* the folded Chinese, code spans that the English has as well masked by 0x01 */
    struct buf names; /* the same, with addresses and paths masked */
    bool loose_ready, names_ready;
    bool doubtful; /* nothing of the English was seen to be in the Chinese: no token, no known rendering */
};

enum { PLACEHOLDERS_MAX = 300 };                         /* of a text: each is counted on both sides */
enum { TEXT_DEFECTS_MAX = 50, CLIPPED_DEFECTS_MAX = 5 }; /* of one pair; the rest would say the same again */

void text_pair_init(struct text_pair *p);
void text_pair_compare(struct text_pair *p, struct str en, struct str zh, unsigned flags);
void text_pair_release(struct text_pair *p);

/* ---- between the files of this room ---- */

/* Adds a defect; spans are tokens of the folded texts, either may be NULL. Never NULL. */
struct text_defect *pair_defect(struct text_pair *p, enum text_kind kind, const struct token *en,
                                const struct token *zh, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
/* The same with bytes of the raw texts. */
struct text_defect *pair_defect_at(struct text_pair *p, enum text_kind kind, struct text_span en,
                                   struct text_span zh, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
void pair_fix(struct text_pair *p, struct text_defect *d, size_t from, size_t to, struct str text);
bool pair_has(const struct text_pair *p, enum text_kind kind);
/* p->loose of the pair at hand, made when first needed. */
struct str pair_loose(struct text_pair *p);

bool pair_bytes(struct text_pair *p);  /* bytes.c; true: the Chinese is not readable as such */
void pair_tokens(struct text_pair *p); /* pair_tokens.c */
/* pair_code.c: one code span of the English; spans of the Chinese that differ by a letter or two. */
void pair_code(struct text_pair *p, const struct token *t);
void pair_altered_code(struct text_pair *p);
void pair_numbers(struct text_pair *p); /* pair_numbers.c */
void pair_names(struct text_pair *p);   /* pair_names.c */
void pair_quoted(struct text_pair *p);  /* pair_quoted.c; when nothing else was found */
void pair_prose(struct text_pair *p);   /* pair_prose.c */
/* ending.c; x: how long the Chinese is, see pair_prose.c. */
void pair_ending(struct text_pair *p, double x);
void pair_negation(struct text_pair *p); /* negation.c */
void pair_terms(struct text_pair *p);    /* pair_terms.c */
void pair_marks(struct text_pair *p);    /* marks.c */
void pair_aside(struct text_pair *p);    /* aside.c; last: it takes back what was reported of an aside */

#endif
