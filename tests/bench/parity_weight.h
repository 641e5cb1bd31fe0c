/* How severe the defects of a pair are, for parity_bench. */
#ifndef KEDB_BENCH_PARITY_WEIGHT_H
#define KEDB_BENCH_PARITY_WEIGHT_H

#include "text/pair.h"

/* Severity as in the rules' rows: 2 error, 1 warning, 0 info. */
static int weight(enum text_kind k)
{
    switch (k) {
    case TEXT_EXTRA_ACRONYM:
    case TEXT_LINK:
    case TEXT_HALF_WIDTH_STOP:
    case TEXT_CODE_WORD: return 0;
    case TEXT_NOT_NFC:
    case TEXT_PRIVATE_USE:
    case TEXT_BRACKETS:
    case TEXT_HALF_WIDTH:
    case TEXT_UNTRANSLATED_LOG:
    case TEXT_ENGLISH_LEFT:
    case TEXT_LENGTH:
    case TEXT_TRUNCATED:
    case TEXT_UNRELATED:
    case TEXT_NEGATION_LOST:
    case TEXT_NEGATION_ADDED:
    case TEXT_MARKS:
    case TEXT_ASIDE:
    case TEXT_URL_HOST:
    case TEXT_ARGUMENT:
    case TEXT_NUMBER_EXTRA:
    case TEXT_ACRONYM:
    case TEXT_NAME:
    case TEXT_MISSPELT:
    case TEXT_EXTRA:
    case TEXT_QUOTED: return 1;
    default: return 2;
    }
}

static int worst(const struct text_pair *p)
{
    int w = -1;
    for (size_t i = 0; i < p->defects.len; i++)
        if (weight(p->defects.at[i].kind) > w)
            w = weight(p->defects.at[i].kind);
    return w;
}

/* The only kind above info that a pair has: TEXT_KIND_COUNT when none or several. */
static int only_kind(const struct text_pair *p)
{
    int only = TEXT_KIND_COUNT;
    for (size_t i = 0; i < p->defects.len; i++) {
        int k = (int)p->defects.at[i].kind;
        if (weight((enum text_kind)k) < 1 || k == only)
            continue;
        if (only != TEXT_KIND_COUNT)
            return TEXT_KIND_COUNT;
        only = k;
    }
    return only;
}

#endif
