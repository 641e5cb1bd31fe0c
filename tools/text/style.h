/* Style of a Chinese text where usage differs: blanks, colons, final marks, quoted words. None of it is
 * wrong; what a base does most is its style (rules/zh_style.c). */
#ifndef KEDB_TEXT_STYLE_H
#define KEDB_TEXT_STYLE_H

#include "text/side.h"

enum style {
    STYLE_SPACED,      /* a blank between a Han character and a Latin word */
    STYLE_TIGHT,       /* none; the place is where one could be */
    STYLE_WIDE_COLON,  /* a full-width colon behind a Han character */
    STYLE_HALF_COLON,  /* a half-width one */
    STYLE_HAN_BLANK,   /* a blank between two Han characters */
    STYLE_HAN_RUN,     /* a text of two Han characters or more without one */
    STYLE_MARK_BLANK,  /* a blank before or behind a full-width mark, but at the end */
    STYLE_MARK_TIGHT,  /* a full-width mark with none behind it, but at the end */
    STYLE_STOP_LOST,   /* the English ends with a full stop, the Chinese without any mark */
    STYLE_STOP_KEPT,   /* both end with one */
    STYLE_STOP_ADDED,  /* the Chinese ends with a full stop, the English without any mark */
    STYLE_STOP_NONE,   /* both end without */
    STYLE_QUOTED_LOST, /* a plain word that the English quotes stands nowhere in the Chinese */
    STYLE_QUOTED_KEPT, /* it does */
    STYLE_COUNT
};

struct style_place {
    uint32_t at; /* byte of the decoded Chinese */
    uint8_t style;
};

struct style_places {
    struct style_place *at;
    size_t len, cap;
};

/* The places of a pair, in no order; those of the pair before are dropped. A clipped text has none. */
void style_find(const struct side *en, const struct side *zh, struct style_places *out);

#endif
