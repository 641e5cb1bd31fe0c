/* Verdicts: what one check says of a URL. Names are the words of reports, ledgers and --format=json.
 *
 * Each verdict is of one class: OK (a reader gets there), BROKEN (a reader does not), UNKNOWN (this check
 * cannot tell; never a fault of the link). One check's BROKEN is not yet a broken link: see link/policy.h. */
#ifndef KEDB_LINK_VERDICT_H
#define KEDB_LINK_VERDICT_H

#include "link/policy.h"

enum verdict_class { CLASS_OK, CLASS_BROKEN, CLASS_UNKNOWN };

/* X(constant, word, class, what one attempt says (link/policy.h), meaning); worst first within a report. */
#define VERDICT_LIST(X)                                                                                      \
    X(UNSAFE_TARGET, "unsafe-target", BROKEN, UNSAFE, "leads to an address that is not public")              \
    X(INVALID_URL, "invalid-url", BROKEN, INVALID, "is no URL of a public web page")                         \
    X(BROKEN, "broken", BROKEN, FAILED, "the page is gone")                                                  \
    X(SOFT_404, "soft-404", BROKEN, FAILED, "answers as if there were a page, but there is none")            \
    X(FRAGMENT_MISSING, "fragment-missing", BROKEN, FAILED, "the page has no such place")                    \
    X(DNS_ERROR, "dns-error", BROKEN, FAILED, "the host's name does not resolve")                            \
    X(CONNECT_ERROR, "connect-error", BROKEN, FAILED, "the host takes no connection")                        \
    X(TLS_ERROR, "tls-error", BROKEN, FAILED, "no trusted connection can be made")                           \
    X(PROTOCOL_ERROR, "protocol-error", BROKEN, FAILED, "the answer is not HTTP")                            \
    X(REDIRECT_LOOP, "redirect-loop", BROKEN, FAILED, "redirects without end")                               \
    X(PERMANENT, "ok-redirected-permanent", OK, MOVED, "moved for good")                                     \
    X(TIMEOUT, "timeout", UNKNOWN, UNKNOWN, "no answer in time")                                             \
    X(SERVER_ERROR, "server-error", UNKNOWN, UNKNOWN, "the server has trouble")                              \
    X(RATE_LIMITED, "rate-limited", UNKNOWN, UNKNOWN, "the server asks to come back later")                  \
    X(BLOCKED, "blocked-unknown", UNKNOWN, UNKNOWN,                                                          \
      "the server does not answer programs, or asks to log in")                                              \
    X(FRAGMENT_UNKNOWN, "fragment-unknown", UNKNOWN, UNKNOWN,                                                \
      "the page is there; its places cannot be read")                                                        \
    X(TOO_LARGE, "too-large", UNKNOWN, UNKNOWN, "the page is too large to be read")                          \
    X(TEMPORARY, "ok-redirected-temporary", OK, OK, "redirected for now")                                    \
    X(RETRIED, "retried-ok", OK, OK, "there, after a failure")                                               \
    X(RATE_LIMITED_OK, "rate-limited-then-ok", OK, OK, "there, after waiting as the server asked")           \
    X(OK, "ok", OK, OK, "there")

enum verdict {
#define X(name, word, class, kind, meaning) VERDICT_##name,
    VERDICT_LIST(X)
#undef X
        VERDICT_COUNT
};

const char *verdict_name(enum verdict v);
const char *verdict_meaning(enum verdict v); /* a clause: "the page is gone" */
enum verdict_class verdict_class(enum verdict v);
enum attempt_kind verdict_kind(enum verdict v); /* outcomes that say "gone" are ATTEMPT_GONE instead */
bool verdict_parse(struct str word, enum verdict *out); /* false: none of these */

#endif
