/* The volatile parts of an error text: what differs the next time the same error is seen.
 *
 * Heuristic, from the text alone: numbers, addresses, dates, paths, quoted names, placeholders that stand for
 * a value. What looks volatile but names the error is left alone: a code after a word such as "error",
 * "errno", "status" or "HTTP", a status line's leading number, digits inside a name (ORA-00942, utf-8), a
 * path that is the same on every machine (/dev/null), a quotation of several words. */
#ifndef KEDB_REGEX_VOLATILE_H
#define KEDB_REGEX_VOLATILE_H

#include "base/mem.h"

/* The kinds, and how a message names them. */
#define VOLATILE_LIST(X)                                                                                     \
    X(NUMBER, "a number")                   /* 42, -1; the digits of 30s, [1234], :10:5 */                   \
    X(DECIMAL, "a decimal number")          /* 99.5, 1,234 */                                                \
    X(HEX, "a hexadecimal number")          /* 0x7ffe12, 3f9ac01 */                                          \
    X(VERSION, "a version")                 /* 1.2.3, v5.15.0-91-generic */                                  \
    X(DATE, "a date or time")               /* 2024-05-01T10:00:00Z, 10/Oct/2000, 13:55:36 */                \
    X(UUID, "a UUID")                       /* RFC 9562 */                                                   \
    X(IPV4, "an IPv4 address")              /* without its port */                                           \
    X(IPV6, "an IPv6 address")              /* ::1, fe80::1 */                                               \
    X(MAC, "a hardware address")            /* 00:1a:2b:3c:4d:5e */                                          \
    X(PATH, "a path")                       /* of files, POSIX or Windows */                                 \
    X(URL, "the rest of a URL")             /* what follows :// */                                           \
    X(NAME, "a name of somebody's own")     /* e-mail and host names, foo, my-app */                         \
    X(QUOTED, "a quoted name")              /* without the quotation marks */                                \
    X(PLACEHOLDER, "a placeholder")         /* <module>, {name}, %s, X, N */                                 \
    X(ELLIPSIS, "an ellipsis for any text") /* ... in the middle of a text */

enum volatile_kind {
#define X(name, words) VOLATILE_##name,
    VOLATILE_LIST(X)
#undef X
        VOLATILE_KIND_COUNT
};

/* "a number", "a path". */
const char *volatile_name(enum volatile_kind kind);

struct volatile_part {
    size_t from, to; /* bytes of the text */
    enum volatile_kind kind;
};

/* The parts of a text (UTF-8; invalid bytes count as letters), in order, none overlapping another; the list
 * lives in the arena. Time is linear in the text's length. */
size_t volatile_find(struct str text, struct arena *a, struct volatile_part **parts);

#endif
