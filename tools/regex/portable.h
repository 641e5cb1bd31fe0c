/* Constructs that engines treat differently: a table, each row measured.
 *
 * A row has a pattern and a probe, and for each engine whether a caseless search of the probe matches ('Y'),
 * does not ('n'), or the pattern does not compile ('E'). The tests run every row on the engines that they
 * find. Measured with PCRE2 10.42 (UTF, caseless, no UCP), Python 3.11 `re`, Node 20 (flags i, iu, iv), RE2
 * 2022-06, Go 1.19 `regexp`, Rust's regex 1.7.1. */
#ifndef KEDB_REGEX_PORTABLE_H
#define KEDB_REGEX_PORTABLE_H

#include "base/str.h"

/* Word in kedb.json, and how messages name the engine. */
#define REGEX_ENGINE_LIST(X)                                                                                 \
    X(PCRE2, "pcre2", "PCRE2")                                                                               \
    X(PYTHON, "python", "Python")                                                                            \
    X(ECMASCRIPT, "ecmascript", "ECMAScript")                                                                \
    X(ECMASCRIPT_U, "ecmascript-u", "ECMAScript with u")                                                     \
    X(ECMASCRIPT_V, "ecmascript-v", "ECMAScript with v")                                                     \
    X(RE2, "re2", "RE2")                                                                                     \
    X(GO, "go", "Go")                                                                                        \
    X(RUST, "rust", "Rust")

enum regex_engine {
#define X(name, word, title) REGEX_ENGINE_##name,
    REGEX_ENGINE_LIST(X)
#undef X
        REGEX_ENGINE_COUNT
};
#define REGEX_ENGINE_BIT(e) (1u << (e))

/* The engines that count when kedb.json names none: all but ECMAScript with v. */
enum {
    REGEX_ENGINES_DEFAULT =
        (REGEX_ENGINE_BIT(REGEX_ENGINE_COUNT) - 1) & ~REGEX_ENGINE_BIT(REGEX_ENGINE_ECMASCRIPT_V)
};

const char *regex_engine_word(enum regex_engine e);
const char *regex_engine_title(enum regex_engine e);
/* False: no engine is called so. */
bool regex_engine_parse(struct str word, enum regex_engine *e);

enum portable_construct {
    PORTABLE_FLAG,
    PORTABLE_FLAG_INSIDE,
    PORTABLE_FLAG_SCOPED,
    PORTABLE_FLAG_OFF,
    PORTABLE_FLAG_EXTENDED,
    PORTABLE_FLAG_UNGREEDY,
    PORTABLE_COMMENT,
    PORTABLE_ESCAPE,
    PORTABLE_ESCAPE_HYPHEN,
    PORTABLE_ESCAPE_SLASH,
    PORTABLE_ESCAPE_NON_ASCII,
    PORTABLE_ESCAPE_UNKNOWN,
    PORTABLE_CLASS_ESCAPE,
    PORTABLE_LOOKAHEAD,
    PORTABLE_LOOKBEHIND,
    PORTABLE_LOOKBEHIND_UNEQUAL,
    PORTABLE_LOOKBEHIND_UNBOUNDED,
    PORTABLE_POSSESSIVE,
    PORTABLE_ATOMIC,
    PORTABLE_BACKREFERENCE,
    PORTABLE_FORWARD_REFERENCE,
    PORTABLE_NAME_P,
    PORTABLE_NAME_ANGLE,
    PORTABLE_NAME_QUOTE,
    PORTABLE_BACKREFERENCE_P,
    PORTABLE_BACKREFERENCE_K,
    PORTABLE_CONDITIONAL,
    PORTABLE_SUBROUTINE,
    PORTABLE_RECURSION,
    PORTABLE_BRANCH_RESET,
    PORTABLE_VERB,
    PORTABLE_TEXT_START,
    PORTABLE_TEXT_END,
    PORTABLE_TEXT_END_LINE,
    PORTABLE_SEARCH_START,
    PORTABLE_KEEP,
    PORTABLE_HORIZONTAL,
    PORTABLE_VERTICAL,
    PORTABLE_NEWLINE,
    PORTABLE_NOT_NEWLINE,
    PORTABLE_BYTE,
    PORTABLE_CLUSTER,
    PORTABLE_ESCAPE_E,
    PORTABLE_CONTROL,
    PORTABLE_HEX_BRACED,
    PORTABLE_HEX_U,
    PORTABLE_HEX_U_BRACED,
    PORTABLE_OCTAL,
    PORTABLE_OCTAL_BRACED,
    PORTABLE_NUL,
    PORTABLE_QUOTED,
    PORTABLE_PROPERTY,
    PORTABLE_PROPERTY_SHORT,
    PORTABLE_SCRIPT,
    PORTABLE_POSIX_CLASS,
    PORTABLE_CLASS_BRACKET_FIRST,
    PORTABLE_CLASS_BRACKET_NEGATED,
    PORTABLE_CLASS_BRACKET,
    PORTABLE_CLASS_INTERSECTION,
    PORTABLE_CLASS_SUBTRACTION,
    PORTABLE_CLASS_DOUBLE,
    PORTABLE_CLASS_HYPHEN,
    PORTABLE_CLASS_RANGE_FROM_SET,
    PORTABLE_CLASS_RANGE_TO_SET,
    PORTABLE_REPEAT_UP_TO,
    PORTABLE_REPEAT_1000,
    PORTABLE_REPEAT_65535,
    PORTABLE_REPEAT_NESTED,
    PORTABLE_REPEAT_TWICE,
    PORTABLE_REPEAT_ANCHOR,
    PORTABLE_BRACE,
    PORTABLE_BRACE_CLOSING,
    PORTABLE_BRACKET_CLOSING,
    /* what compiles everywhere and means the same but for rare texts */
    PORTABLE_DIGIT,
    PORTABLE_WORD,
    PORTABLE_SPACE,
    PORTABLE_BOUNDARY,
    PORTABLE_DOLLAR,
    PORTABLE_DOT_CR,
    PORTABLE_DOT_ASTRAL,
    PORTABLE_FOLD_K,
    PORTABLE_FOLD_S,
    PORTABLE_FOLD_I,
    PORTABLE_CONSTRUCT_COUNT
};

struct portable_row {
    const char *what;                     /* "an escaped blank or sign" */
    struct str pattern, probe;            /* UTF-8 */
    char answers[REGEX_ENGINE_COUNT + 1]; /* 'Y', 'n' or 'E', by enum regex_engine */
    const char *instead;                  /* what to write, or NULL */
    bool subtle;                          /* differs on rare texts only: never more than an info */
};

extern const struct portable_row portable_rows[PORTABLE_CONSTRUCT_COUNT];

/* Of the engines in `mask`, those that reject the construct, and those that read it as something else than
 * PCRE2 does. */
unsigned portable_rejecting(enum portable_construct c, unsigned mask);
unsigned portable_differing(enum portable_construct c, unsigned mask);

#endif
