/* Required literals: whatever a pattern matches holds one of each of its sets; and a scan of the text as a
 * stream finds what a search of its first line finds. The input is the pattern, a NUL, and the text. */
#include "base/utf8.h"
#include "regex/literal.h"
#include "regex/match.h"
#include "regex/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void on_match(void *ctx, const struct scan_match *m)
{
    if (m->from > m->to || m->to > m->text.len)
        abort();
    *(bool *)ctx |= m->line == 1 || m->undecided;
}

static void check_scan(struct str pattern, struct str text, bool found)
{
    bool seen = false;
    struct scan_events events = {&seen, on_match, NULL, NULL};
    struct scanner *s = scanner_new(&pattern, 1, &text, 1, &events);
    size_t room;
    memcpy(scanner_room(s, &room), text.s, text.len);
    scanner_filled(s, text.len);
    scanner_end(s);
    scanner_free(s);
    if (found && !seen)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *nul = size ? memchr(data, 0, size) : NULL;
    if (!nul || size > 2048)
        return 0;
    struct str pattern = {(const char *)data, (size_t)(nul - (const char *)data)},
               text = {nul + 1, size - pattern.len - 1};
    struct regex_fault fault;
    struct arena a = ARENA_INIT;
    struct literals l;
    regex_literals(pattern, &a, &l);
    struct regex *r = utf8_valid(text) == text.len ? regex_compile(pattern, REGEX_CASELESS, &fault) : NULL;
    struct matcher *m = matcher_new();
    struct buf folded = BUF_INIT;
    literal_fold(&folded, text);
    if (r && regex_search(r, m, text, NULL, NULL) == REGEX_MATCH && !literals_occur(&l, buf_str(&folded)))
        abort();
    const char *lf = text.len ? memchr(text.s, '\n', text.len) : NULL;
    size_t from, to, line = lf ? (size_t)(lf - text.s) : text.len;
    line -= line && text.s[line - 1] == '\r';
    bool found = r && regex_search(r, m, str_sub(text, 0, line), &from, &to) == REGEX_MATCH && from < to;
    check_scan(pattern, text, found);
    buf_release(&folded);
    matcher_free(m);
    regex_free(r);
    arena_release(&a);
    return 0;
}
