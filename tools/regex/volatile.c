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

/* In the order in which they are asked. */
enum {
    PLACEHOLDER = 1,
    QUOTED = 2,
    URL = 4,
    DATE = 8,
    ADDRESS = 16,
    PATH = 32,
    OWN_NAME = 64,
    NUMBER = 128,
};

/* Those that take a part beginning with this byte. */
static unsigned recognisers_of(unsigned char c)
{
    switch (c) {
    case '<':
    case '{':
    case '$':
    case '%': return PLACEHOLDER;
    case '.': return PLACEHOLDER | PATH;
    case 0xE2: return PLACEHOLDER | QUOTED | PATH;
    case '\'':
    case '"':
    case '`': return QUOTED;
    case ':': return URL | ADDRESS;
    case '/':
    case '~':
    case '_': return PATH;
    case '-': return NUMBER;
    case '0': return PLACEHOLDER | DATE | ADDRESS | PATH | OWN_NAME | NUMBER;
    case 'a':
    case 'A':
    case 'd':
    case 'D':
    case 'f':
    case 'F': return DATE | ADDRESS | PATH | OWN_NAME | NUMBER;
    case 'b':
    case 'B':
    case 'c':
    case 'C':
    case 'e':
    case 'E': return ADDRESS | PATH | OWN_NAME | NUMBER;
    case 'j':
    case 'J':
    case 'm':
    case 'M':
    case 's':
    case 'S':
    case 'o':
    case 'O':
    case 't':
    case 'T':
    case 'w':
    case 'W': return DATE | PATH | OWN_NAME;
    case 'n':
    case 'N': return PLACEHOLDER | DATE | PATH | OWN_NAME;
    case 'P':
    case 'x':
    case 'X':
    case 'Y': return PLACEHOLDER | PATH | OWN_NAME;
    case 'v':
    case 'V': return PATH | OWN_NAME | NUMBER;
    default: break;
    }
    if (ascii_is_digit(c))
        return DATE | ADDRESS | PATH | OWN_NAME | NUMBER;
    return ascii_is_alpha(c) ? PATH | OWN_NAME : c >= 0x80 ? PATH : 0;
}

/* The next place at or after `at` where a part may begin: inside of a word none does but YYYY-MM-DD. */
static size_t next_place(const struct volatile_scan *s, size_t at)
{
    const unsigned char *b = (const unsigned char *)s->text.s;
    bool in_word = scan_is_word(scan_before(s, at));
    for (; at < s->text.len; at++) {
        bool word = scan_is_word(b[at]);
        if (b[at] != ' ' && !(in_word && word && b[at] != 'Y'))
            break;
        in_word = word;
    }
    return at;
}

size_t volatile_find(struct str text, struct arena *a, struct volatile_part **parts)
{
    static volatile_recogniser *const recognisers[] = {
        volatile_placeholder, volatile_quoted, volatile_url,      volatile_date,
        volatile_address,     volatile_path,   volatile_own_name, volatile_number,
    };
    struct volatile_scan s = {.text = text};
    VEC(struct volatile_part) found = {0};
    for (size_t at = 0; (at = next_place(&s, at)) < text.len;) {
        size_t from = at, end = at;
        enum volatile_kind kind = VOLATILE_NUMBER;
        unsigned left = recognisers_of((unsigned char)text.s[at]);
        for (; left && end == at; left &= left - 1) {
            from = at;
            end = recognisers[__builtin_ctz(left)](&s, at, &from, &kind);
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
