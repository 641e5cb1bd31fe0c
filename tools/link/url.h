/* URLs: parsed as RFC 3986 and the URL standard say, with what browsers forgive, normalised so that one page
 * has one name, and judged before any request.
 *
 * Normalised: scheme and host in lower case, an international host name as IDNA 2008 writes it in ASCII
 * (emoji, that it does not know, as browsers do), an IPv4 address in any spelling as four decimal numbers,
 * the scheme's own port dropped, dot segments removed, percent signs followed by upper-case hex, bytes that
 * may not stand in a URL percent-encoded, tabs and line ends removed. Kept: the path's case, %2F, the order
 * of a query, a slash at the end, the fragment. */
#ifndef KEDB_LINK_URL_H
#define KEDB_LINK_URL_H

#include "base/err.h"
#include "base/mem.h"

enum { URL_MAX = 64 * 1024 };

struct url {
    struct str page;     /* the whole URL without fragment: what is fetched, the page's name */
    struct str origin;   /* "https://host:port", the port always written: what is paced */
    struct str scheme;   /* "http" or "https" */
    struct str host;     /* lower case; an IPv6 address in brackets */
    struct str path;     /* from the first '/', without query */
    struct str query;    /* without '?'; s NULL when there is none */
    struct str fragment; /* as written, without '#'; s NULL when there is none */
    uint16_t port;
};

enum url_state {
    URL_FINE,
    URL_INVALID,  /* no web address, or none that can be documentation */
    URL_RESERVED, /* a name that is kept out of the public name service: examples, private use */
    URL_UNSAFE    /* leads away from the public web: file:, a private address, a port of another protocol */
};

/* Which addresses and names a check may use beside the public ones. */
struct url_policy {
    const struct net *nets; /* see link/address.h */
    size_t net_count;
    const struct str *names; /* hosts whose address was given by hand, lower case */
    size_t name_count;
};

/* Parses `text`, relative to `base` (may be NULL), and judges it: nothing is asked of the network or the name
 * service. `policy` may be NULL.
 * Strings live in the arena. When it is not fine, err says why. */
enum url_state url_parse(struct str text, const struct url *base, const struct url_policy *policy,
                         struct arena *a, struct url *out, struct err *err);

/* Whether a text is an address as nearly all are: https, a public name in lower case without a port, behind
 * it nothing but printable ASCII. url_parse() without base and policy says URL_FINE of it. Quick; false of
 * some that are fine too. */
bool url_is_plain(struct str text);

/* "page#fragment", or the page alone when fragment.s is NULL. In the arena. */
struct str url_with_fragment(const struct url *u, struct str fragment, struct arena *a);

/* Percent-decoded bytes, in the arena. '+' stays. */
struct str url_decode(struct str v, struct arena *a);

#endif
