/* Patterns of schemas (ECMA-262 regular expressions): those that are a plain text, a prefix or a run of one
 * class of characters are tested without the regex engine. */
#ifndef KEDB_SCHEMA_PATTERN_H
#define KEDB_SCHEMA_PATTERN_H

#include "base/mem.h"
#include "regex/ecma.h"

enum pattern_kind {
    PATTERN_ENGINE,   /* the regex engine decides */
    PATTERN_ANY,      /* every string fits */
    PATTERN_EXACT,    /* ^text$ */
    PATTERN_PREFIX,   /* ^text */
    PATTERN_CONTAINS, /* text */
    PATTERN_CLASS,    /* ^[class]{least,most}$ of ASCII characters */
    PATTERN_RUNS, /* several of them, one after the other, none of which can take what the next begins with */
};

struct pattern_run {
    uint64_t set[2];
    size_t least, most;
};

struct pattern {
    enum pattern_kind kind;
    struct ecma *engine;            /* owned by the schema; NULL unless ENGINE */
    uint64_t print;                 /* hash of the pattern as it is written */
    struct str text;                /* of EXACT, PREFIX and CONTAINS, as it is in the string */
    struct pattern_run run;         /* of CLASS */
    const struct pattern_run *runs; /* of RUNS */
    size_t run_count;
};

/* Recognises a pattern that needs no engine; false leaves `out` with kind ENGINE. Texts go into the arena. */
bool pattern_simple(struct str pattern, struct pattern *out, struct arena *a);

/* Appends the text that every string which the pattern fits begins with. */
void pattern_prefix(struct str pattern, struct buf *out);

enum regex_result pattern_test(const struct pattern *p, struct matcher *m, struct str subject);

#endif
