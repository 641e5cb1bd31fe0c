/* Engines, and what rows of the table say of them: see portable.h. */
#include "regex/portable.h"

static const struct {
    const char *word, *title;
} engines[] = {
#define X(name, word, title) {word, title},
    REGEX_ENGINE_LIST(X)
#undef X
};

const char *regex_engine_word(enum regex_engine e)
{
    return engines[e].word;
}

const char *regex_engine_title(enum regex_engine e)
{
    return engines[e].title;
}

bool regex_engine_parse(struct str word, enum regex_engine *e)
{
    for (unsigned i = 0; i < REGEX_ENGINE_COUNT; i++)
        if (str_is(word, engines[i].word)) {
            *e = (enum regex_engine)i;
            return true;
        }
    return false;
}

unsigned portable_rejecting(enum portable_construct c, unsigned mask)
{
    unsigned out = 0;
    for (unsigned i = 0; i < REGEX_ENGINE_COUNT; i++)
        if (mask >> i & 1 && portable_rows[c].answers[i] == 'E')
            out |= REGEX_ENGINE_BIT(i);
    return out;
}

unsigned portable_differing(enum portable_construct c, unsigned mask)
{
    const char *answers = portable_rows[c].answers;
    unsigned out = 0;
    for (unsigned i = 0; i < REGEX_ENGINE_COUNT; i++)
        if (mask >> i & 1 && answers[i] != 'E' && answers[i] != answers[REGEX_ENGINE_PCRE2])
            out |= REGEX_ENGINE_BIT(i);
    return out;
}
