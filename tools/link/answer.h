/* One request and what came back: the only thing that verdicts are made of, whether it came over the network
 * or from a recording. */
#ifndef KEDB_LINK_ANSWER_H
#define KEDB_LINK_ANSWER_H

#include "link/page.h"
#include "link/url.h"

/* Why there is no (whole) answer. The words are those of recordings. */
#define ANSWER_ERRORS(X)                                                                                     \
    X(NONE, "none")                                                                                          \
    X(DNS, "dns")           /* the name does not resolve now */                                              \
    X(DNS_GONE, "nxdomain") /* the name service says that there is no such name */                           \
    X(NETWORK, "network")   /* this machine has no way out */                                                \
    X(CONNECT, "connect")   /* refused, reset before an answer, unreachable */                               \
    X(CONNECT_TIMEOUT, "connect-timeout")                                                                    \
    X(TLS, "tls")                                                                                            \
    X(TIMEOUT, "timeout")     /* no headers in time, or too slow */                                          \
    X(PROTOCOL, "protocol")   /* not HTTP; headers without end */                                            \
    X(UNSAFE, "unsafe")       /* the name leads to an address that is not public */                          \
    X(CANCELLED, "cancelled") /* the run ends */

enum answer_error {
#define X(name, word) ANSWER_##name,
    ANSWER_ERRORS(X)
#undef X
        ANSWER_ERROR_COUNT
};
const char *answer_error_name(enum answer_error e);
bool answer_error_parse(struct str word, enum answer_error *out);

enum {
    ANSWER_HEADERS = 256 * 1024, /* bytes of headers taken; more is ANSWER_PROTOCOL */
    ANSWER_BODY = 8 << 20,       /* decoded bytes read of a page */
    ANSWER_ENOUGH = 512 * 1024,  /* decoded bytes after which a page is left once all its places were found */
    ANSWER_NO_WAIT = -1
};

struct answer {
    enum answer_error error;
    struct str detail;   /* what the system said: "Connection refused" */
    int status;          /* 0: none came */
    struct str location; /* s NULL: no such header */
    struct str content_type, etag, last_modified, refresh;
    long retry_after;  /* seconds; ANSWER_NO_WAIT: not said */
    bool challenge;    /* a header says that this is a wall against robots */
    bool undecodable;  /* the body's Content-Encoding cannot be undone */
    bool headed;       /* the headers came to their end */
    bool whole;        /* the body came to its end */
    bool cookies;      /* it set some */
    struct page *page; /* of a 2xx answer with a body that was read; owned */
    uint64_t body;     /* decoded bytes */
    uint64_t bytes;    /* of the body on the wire */
    uint32_t ms;
    /* below: while it comes in */
    struct arena arena;
    struct buf folded; /* the header line at hand, which the next may go on */
    size_t header_bytes;
    bool want_text, early; /* `early`: all that was wanted was found, the rest is left */
};

void answer_begin(struct answer *a, bool want_text);
/* One header line as it came, with its line end; a status line begins a new answer. False: too many bytes. */
bool answer_header(struct answer *a, struct str line);
/* A piece of the decoded body. False: enough, the rest need not be fetched. `found` (may be NULL) says
 * whether all that is wanted of the page has been found. */
bool answer_body(struct answer *a, struct str piece, bool (*found)(void *ctx, const struct page *page),
                 void *ctx);
/* The end; `whole`: no byte is missing. */
void answer_end(struct answer *a, bool whole);
void answer_release(struct answer *a);

#endif
