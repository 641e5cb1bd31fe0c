/* The generaliser on any lines of UTF-8: a pattern that compiles, is found in each, and holds no `.*`; its
 * parts lie in it. */
#include "base/utf8.h"
#include "regex/generalise.h"
#include "regex/match.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size}, samples[8];
    size_t n = 0;
    if (size > 4096)
        return 0;
    for (size_t at = 0; at <= all.len && n < 8;) {
        size_t end = str_find(all, STR("\n"), at);
        end = end == SIZE_MAX ? all.len : end;
        samples[n++] = str_sub(all, at, end);
        at = end + 1;
    }
    struct arena a = ARENA_INIT;
    struct generalised g;
    struct err err;
    if (regex_generalise(samples, n, NULL, &a, &g, &err) == 0) {
        struct regex_fault fault;
        struct regex *r = regex_compile(g.pattern, REGEX_CASELESS, &fault);
        struct matcher *m = matcher_new();
        if (!r || str_find(g.pattern, STR(".*"), 0) != SIZE_MAX)
            abort();
        for (size_t i = 0; i < n; i++) /* colours of a terminal are no part of a sample */
            if (!memchr(samples[i].s, 0x1B, samples[i].len) &&
                regex_search(r, m, samples[i], NULL, NULL) == REGEX_NO_MATCH)
                abort();
        for (size_t i = 0; i < g.part_count; i++)
            if (g.parts[i].from >= g.parts[i].to || g.parts[i].to > g.pattern.len)
                abort();
        matcher_free(m);
        regex_free(r);
    }
    arena_release(&a);
    return 0;
}
