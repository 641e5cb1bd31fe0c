/* Defects: what the comparison of a bilingual pair, or the look at its Chinese alone, can find.
 *
 * A kind names one sort of defect; how severe it is, why it matters and how often it fires on good data
 * stands in the rule's row. Spans are bytes of the two decoded values; an empty span (from == to) is no
 * place. */
#ifndef KEDB_TEXT_DEFECT_H
#define KEDB_TEXT_DEFECT_H

#include "base/str.h"

#define TEXT_KINDS(X)                                                                                        \
    /* the Chinese text by itself */                                                                         \
    X(MOJIBAKE)                                                                                              \
    X(NOT_NFC)                                                                                               \
    X(COMPATIBILITY)                                                                                         \
    X(PRIVATE_USE)                                                                                           \
    X(TRADITIONAL)                                                                                           \
    X(HOMOGLYPH)                                                                                             \
    X(WIDE_LETTER)                                                                                           \
    X(BRACKETS)                                                                                              \
    X(HALF_WIDTH)                                                                                            \
    X(HALF_WIDTH_STOP)                                                                                       \
    /* both sides as wholes */                                                                               \
    X(UNTRANSLATED)                                                                                          \
    X(UNTRANSLATED_LOG)                                                                                      \
    X(ENGLISH_IS_CHINESE)                                                                                    \
    X(ENGLISH_LEFT)                                                                                          \
    X(ENGLISH_MOST)                                                                                          \
    X(LENGTH)                                                                                                \
    X(TRUNCATED)                                                                                             \
    X(UNRELATED)                                                                                             \
    X(NEGATION_LOST)                                                                                         \
    X(NEGATION_ADDED)                                                                                        \
    X(BACKTICKS)                                                                                             \
    X(MARKS)                                                                                                 \
    X(ASIDE)                                                                                                 \
    /* tokens that must be on both sides */                                                                  \
    X(CODE_WORD)                                                                                             \
    X(CODE)                                                                                                  \
    X(URL)                                                                                                   \
    X(URL_HOST)                                                                                              \
    X(LINK)                                                                                                  \
    X(PLACEHOLDER)                                                                                           \
    X(ARGUMENT)                                                                                              \
    X(FLAG)                                                                                                  \
    X(VARIABLE)                                                                                              \
    X(IDENTIFIER)                                                                                            \
    X(PATH)                                                                                                  \
    X(EMAIL)                                                                                                 \
    X(HEX)                                                                                                   \
    X(NUMBER)                                                                                                \
    X(NUMBER_EXTRA)                                                                                          \
    X(VERSION)                                                                                               \
    X(ACRONYM)                                                                                               \
    X(NAME)                                                                                                  \
    X(MISSPELT)                                                                                              \
    X(MISSPELT_SURE)                                                                                         \
    X(EXTRA)                                                                                                 \
    X(EXTRA_ACRONYM)                                                                                         \
    X(QUOTED)

enum text_kind {
#define X(name) TEXT_##name,
    TEXT_KINDS(X)
#undef X
        TEXT_KIND_COUNT
};

struct text_span {
    size_t from, to;
};

struct text_defect {
    enum text_kind kind;
    struct text_span en, zh;
    const char *message; /* one line; lives in the comparison's arena */
    const char *help;    /* or NULL */
    /* The fix: these bytes of the Chinese value become `text`; offered when it is provably safe. */
    bool has_fix;
    struct text_span fix;
    struct str text;
};

const char *text_kind_name(enum text_kind k); /* "MOJIBAKE": for programs that measure */

#endif
