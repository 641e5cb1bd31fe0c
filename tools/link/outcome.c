/* Words of outcomes: see outcome.h. */
#include "link/outcome.h"

const char *fragment_name(enum fragment_verdict v)
{
    static const char *const words[] = {
#define X(name, word) [FRAGMENT_##name] = word,
        FRAGMENT_LIST(X)
#undef X
    };
    return words[v];
}
