/* Verdicts: see verdict.h. */
#include "link/verdict.h"

static const struct {
    const char *word, *meaning;
    enum verdict_class class;
    enum attempt_kind kind;
} rows[] = {
#define X(name, word_, class_, kind_, meaning_)                                                              \
    [VERDICT_##name] = {.word = word_, .meaning = meaning_, .class = CLASS_##class_, .kind = ATTEMPT_##kind_},
    VERDICT_LIST(X)
#undef X
};

const char *verdict_name(enum verdict v)
{
    return rows[v].word;
}

const char *verdict_meaning(enum verdict v)
{
    return rows[v].meaning;
}

enum verdict_class verdict_class(enum verdict v)
{
    return rows[v].class;
}

enum attempt_kind verdict_kind(enum verdict v)
{
    return rows[v].kind;
}

bool verdict_parse(struct str word, enum verdict *out)
{
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        if (str_is(word, rows[i].word)) {
            *out = (enum verdict)i;
            return true;
        }
    }
    return false;
}
