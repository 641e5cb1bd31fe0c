/* Hosts of URLs: see host.h. */
#include "link/host.h"

/* Where the authority stands: after "scheme://", up to the first of / ? # \ or the end. */
static struct str authority(struct str url)
{
    const char *colon = url.len ? memchr(url.s, ':', url.len) : NULL, *behind = url.s + url.len;
    while (colon && (behind - colon < 3 || colon[1] != '/' || colon[2] != '/'))
        colon = memchr(colon + 1, ':', (size_t)(behind - colon - 1));
    if (!colon)
        return str_sub(url, 0, 0);
    size_t start = (size_t)(colon - url.s) + 3, end = start;
    while (end < url.len && !url_ends_authority(url.s[end]))
        end++;
    return str_sub(url, start, end);
}

struct str url_host(struct str url)
{
    struct str v = authority(url);
    for (size_t i = v.len; i > 0; i--) {
        if (v.s[i - 1] == '@') {
            v = str_sub(v, i, v.len);
            break;
        }
    }
    if (v.len && v.s[0] == '[') {
        const char *close = memchr(v.s, ']', v.len);
        return close ? str_sub(v, 0, (size_t)(close - v.s) + 1) : v;
    }
    const char *colon = v.len ? memchr(v.s, ':', v.len) : NULL;
    return colon ? str_sub(v, 0, (size_t)(colon - v.s)) : v;
}

struct str url_rest(struct str url)
{
    struct str v = authority(url);
    size_t end = (size_t)(v.s - url.s) + v.len;
    return v.len ? str_sub(url, end, url.len) : str_sub(url, url.len, url.len);
}

unsigned url_shard(struct str url, unsigned count)
{
    struct str host = url_host(url);
    struct buf lower = BUF_INIT;
    for (size_t i = 0; i < host.len; i++)
        buf_addc(&lower, (char)ascii_lower((unsigned char)host.s[i]));
    uint64_t h = str_hash64(buf_str(&lower));
    buf_release(&lower);
    return (unsigned)(h % count);
}

static const char *number(const char *p, unsigned *out)
{
    unsigned v = 0;
    const char *start = p;
    while (ascii_is_digit((unsigned char)*p) && v <= SHARDS_MAX)
        v = v * 10 + (unsigned)(*p++ - '0');
    *out = v;
    return p > start ? p : NULL;
}

int shard_parse(const char *text, unsigned *k, unsigned *n)
{
    const char *p = number(text, k);
    if (!p || *p != '/' || !(p = number(p + 1, n)) || *p)
        return -1;
    return *k >= 1 && *k <= *n && *n <= SHARDS_MAX ? 0 : -1;
}
