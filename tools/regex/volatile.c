/* The scan for volatile parts: see volatile.h. Each place is offered to the recognisers in turn; the first
 * that takes it wins. */
#include "regex/volatile_scan.h"

const char *volatile_name(enum volatile_kind kind)
{
    static const char *const names[] = {
#define X(name, words) words,
        VOLATILE_LIST(X)
#undef X
    };
    return names[kind];
}

size_t volatile_find(struct str text, struct arena *a, struct volatile_part **parts)
{
    static volatile_recogniser *const recognisers[] = {
        volatile_placeholder, volatile_quoted, volatile_url,      volatile_date,
        volatile_address,     volatile_path,   volatile_own_name, volatile_number,
    };
    struct volatile_scan s = {.text = text};
    VEC(struct volatile_part) found = {0};
    for (size_t at = 0; at < text.len;) {
        size_t from = at, end = at;
        enum volatile_kind kind = VOLATILE_NUMBER;
        for (size_t i = 0; i < sizeof recognisers / sizeof *recognisers && end == at; i++) {
            from = at;
            end = recognisers[i](&s, at, &from, &kind);
        }
        if (end == at) {
            at++;
            continue;
        }
        *vec_push(&found) = (struct volatile_part){from, end, kind};
        at = end;
    }
    *parts = arena_alloc(a, found.len * sizeof **parts);
    if (found.len)
        memcpy(*parts, found.at, found.len * sizeof **parts);
    size_t count = found.len;
    vec_release(&found);
    return count;
}
