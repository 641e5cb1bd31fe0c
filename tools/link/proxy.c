/* Proxies: see proxy.h. */
#include "link/proxy.h"

#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>

static const char *env_any(const char *low, const char *high)
{
    const char *v = getenv(low);
    if (!v || !*v)
        v = high ? getenv(high) : NULL;
    return v && *v ? v : NULL;
}

const char *proxy_of(const struct url *u)
{
    const char *proxy =
        str_is(u->scheme, "https") ? env_any("https_proxy", "HTTPS_PROXY") : env_any("http_proxy", NULL);
    if (!proxy)
        proxy = env_any("all_proxy", "ALL_PROXY");
    const char *no = env_any("no_proxy", "NO_PROXY");
    if (!proxy || !no)
        return proxy;
    struct str left = str_of(no);
    for (size_t at = 0; at <= left.len;) {
        size_t end = str_find(left, STR(","), at);
        if (end == SIZE_MAX)
            end = left.len;
        struct str one = str_trim(str_sub(left, at, end));
        at = end + 1;
        if (one.len && one.s[0] == '.')
            one = str_sub(one, 1, one.len);
        bool tail = one.len && u->host.len >= one.len &&
                    str_ieq(str_sub(u->host, u->host.len - one.len, u->host.len), one);
        bool label = tail && (u->host.len == one.len || u->host.s[u->host.len - one.len - 1] == '.');
        if (str_is(one, "*") || label)
            return NULL;
    }
    return proxy;
}

/* Through a proxy the target's address is nowhere to be seen: it is asked for here first. What this machine
 * cannot resolve is left to the proxy. */
bool proxy_allows(struct proxies *p, const struct url *u, const struct url_policy *policy)
{
    uint32_t *seen = strmap_get(&p->judged, u->host);
    if (seen)
        return *seen == 1;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    char *host = arena_dup(&p->arena, u->host);
    bool public = true;
    if (host[0] != '[' && getaddrinfo(host, NULL, &hints, &found) == 0)
        for (struct addrinfo *i = found; i; i = i->ai_next) {
            struct address a;
            public &= address_of(i->ai_addr, &a) && address_allowed(&a, policy->nets, policy->net_count);
        }
    if (found)
        freeaddrinfo(found);
    strmap_put(&p->judged, (struct str){host, u->host.len}, public ? 1 : 2, NULL);
    return public;
}

void proxies_release(struct proxies *p)
{
    strmap_release(&p->judged);
    arena_release(&p->arena);
}
