/* Any pattern and any text, parted by the first NUL: what regex/quick.h decides is what PCRE2 finds. */
#include "base/utf8.h"
#include "regex/match.h"
#include "regex/quick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(struct str pattern, struct str text, unsigned flags, struct matcher *m)
{
    struct arena a = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span span;
    struct regex_fault fault;
    struct quick *q = regex_parse(&t, pattern, flags, &a, &span) == 0 ? quick_new(&t) : NULL;
    if (q) {
        struct regex *r = regex_compile(pattern, flags ? REGEX_CASELESS : 0, &fault);
        size_t from = 0, to = 0, want_from = 0, want_to = 0;
        if (!r)
            abort();
        enum quick_result got = quick_search(q, text, &from, &to);
        enum regex_result want = regex_search(r, m, text, &want_from, &want_to);
        if (got != QUICK_UNDECIDED &&
            ((got == QUICK_MATCH) != (want == REGEX_MATCH) || from != want_from || to != want_to))
            abort();
        regex_free(r);
    }
    quick_free(q);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, 0, size) : NULL;
    if (!end)
        return 0;
    struct str pattern = {(const char *)data, (size_t)(end - data)};
    struct str text = {(const char *)end + 1, size - pattern.len - 1};
    if (utf8_valid(text) < text.len)
        return 0;
    struct matcher *m = matcher_new();
    compare(pattern, text, REGEX_FLAG_I, m);
    compare(pattern, text, 0, m);
    matcher_free(m);
    return 0;
}
