/* Proxies, from the environment. A proxy makes the connection itself, so that a target's address is nowhere
 * to be seen: it is judged before, by this machine's name service. */
#ifndef KEDB_LINK_PROXY_H
#define KEDB_LINK_PROXY_H

#include "base/strmap.h"
#include "link/address.h"
#include "link/url.h"

/* The proxy that requests to this host go through, or NULL: http_proxy, https_proxy, all_proxy, no_proxy. */
const char *proxy_of(const struct url *u);

/* What was judged already. Start from zero. */
struct proxies {
    struct strmap judged; /* hosts: 1 public, 2 not */
    struct arena arena;
};
/* False when the host's name leads to an address that may not be asked. Waits for the name service, once a
 * host; a name that this machine cannot resolve is left to the proxy. */
bool proxy_allows(struct proxies *p, const struct url *u, const struct url_policy *policy);
void proxies_release(struct proxies *p);

#endif
