/* Addresses: see address.h. */
#include "link/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

static bool is_v4(const struct address *a)
{
    return memcmp(a->b, mapped, sizeof mapped) == 0;
}

static struct address from_v4(uint32_t v)
{
    struct address a;
    memcpy(a.b, mapped, sizeof mapped);
    for (int i = 0; i < 4; i++)
        a.b[12 + i] = (unsigned char)(v >> (24 - 8 * i));
    return a;
}

static uint32_t v4_at(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

int net_parse(const char *text, struct net *out, struct err *err)
{
    const char *slash = strchr(text, '/');
    struct str host = slash ? (struct str){text, (size_t)(slash - text)} : str_of(text);
    struct in_addr v4;
    char copy[INET6_ADDRSTRLEN];
    if (host.len < sizeof copy) {
        memcpy(copy, host.s, host.len);
        copy[host.len] = 0;
        bool four = inet_pton(AF_INET, copy, &v4) == 1;
        unsigned most = four ? 32 : 128;
        char *end = NULL;
        unsigned long bits = slash ? strtoul(slash + 1, &end, 10) : most;
        bool number = !slash || (ascii_is_digit((unsigned char)slash[1]) && *end == 0);
        if (four)
            out->address = from_v4(ntohl(v4.s_addr));
        if ((four || address_parse_v6(host, &out->address)) && number && bits <= most) {
            out->bits = (unsigned)bits + (four ? 96 : 0);
            return 0;
        }
    }
    return err_set(err, "\"%s\" is no network such as 127.0.0.0/8 or ::1/128", text);
}

bool net_holds(const struct net *n, const struct address *a)
{
    unsigned whole = n->bits / 8, rest = n->bits % 8;
    if (memcmp(n->address.b, a->b, whole) != 0)
        return false;
    return !rest || ((n->address.b[whole] ^ a->b[whole]) >> (8 - rest)) == 0;
}

/* One part; -1: not a number, -2: too large for anything. */
static int64_t v4_part(struct str v)
{
    unsigned base = 10;
    if (v.len >= 2 && v.s[0] == '0' && ascii_lower((unsigned char)v.s[1]) == 'x') {
        base = 16;
        v = str_sub(v, 2, v.len);
    } else if (v.len >= 2 && v.s[0] == '0') {
        base = 8;
        v = str_sub(v, 1, v.len);
    }
    int64_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = ascii_lower((unsigned char)v.s[i]);
        unsigned digit = ascii_is_digit(c) ? c - 48u : c >= 'a' && c <= 'f' ? c - 97u + 10u : 99u;
        if (digit >= base)
            return -1;
        if (n <= UINT32_MAX)
            n = n * base + digit;
    }
    return n > UINT32_MAX ? -2 : n;
}

/* WHATWG URL, "ends in a number checker" and "IPv4 parser". */
int address_parse_v4(struct str host, struct address *out)
{
    if (host.len && host.s[host.len - 1] == '.')
        host.len--;
    struct str parts[5];
    size_t count = 0;
    for (size_t at = 0; at <= host.len;) {
        size_t dot = str_find(host, STR("."), at);
        if (dot == SIZE_MAX)
            dot = host.len;
        if (count == 5) { /* only the last part matters any more */
            parts[4] = str_sub(host, at, dot);
        } else {
            parts[count++] = str_sub(host, at, dot);
        }
        at = dot + 1;
    }
    struct str last = parts[count - 1];
    bool digits = last.len > 0;
    for (size_t i = 0; i < last.len; i++)
        digits &= ascii_is_digit((unsigned char)last.s[i]);
    if (!last.len || (!digits && v4_part(last) == -1))
        return 0;
    if (count > 4)
        return -1;
    uint64_t v = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t n = parts[i].len ? v4_part(parts[i]) : -1;
        bool final = i + 1 == count;
        if (n < 0 || (!final && n > 255) || (final && n >= (int64_t)1 << (8 * (5 - count))))
            return -1;
        v |= final ? (uint64_t)n : (uint64_t)n << (8 * (3 - i));
    }
    *out = from_v4((uint32_t)v);
    return 1;
}

bool address_parse_v6(struct str host, struct address *out)
{
    char copy[INET6_ADDRSTRLEN];
    if (host.len >= sizeof copy)
        return false;
    memcpy(copy, host.s, host.len);
    copy[host.len] = 0;
    return inet_pton(AF_INET6, copy, out->b) == 1;
}

bool address_of(const struct sockaddr *sa, struct address *out)
{
    if (sa->sa_family == AF_INET) {
        *out = from_v4(ntohl(((const struct sockaddr_in *)(const void *)sa)->sin_addr.s_addr));
        return true;
    }
    if (sa->sa_family == AF_INET6) {
        memcpy(out->b, &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr, 16);
        return true;
    }
    return false;
}

void address_format(const struct address *a, char out[ADDRESS_TEXT])
{
    if (is_v4(a))
        inet_ntop(AF_INET, a->b + 12, out, ADDRESS_TEXT);
    else
        inet_ntop(AF_INET6, a->b, out, ADDRESS_TEXT);
}

static bool v4_is_public(uint32_t v)
{
    static const struct {
        uint32_t net;
        unsigned bits;
    } special[] = {
        {0x00000000, 8},  /* 0.0.0.0/8 this network */
        {0x0A000000, 8},  /* 10.0.0.0/8 private */
        {0x64400000, 10}, /* 100.64.0.0/10 shared */
        {0x7F000000, 8},  /* 127.0.0.0/8 loopback */
        {0xA9FE0000, 16}, /* 169.254.0.0/16 link-local */
        {0xAC100000, 12}, /* 172.16.0.0/12 private */
        {0xC0000000, 24}, /* 192.0.0.0/24 protocol assignments */
        {0xC0000200, 24}, /* 192.0.2.0/24 documentation */
        {0xC0586300, 24}, /* 192.88.99.0/24 6to4 relay, deprecated */
        {0xC0A80000, 16}, /* 192.168.0.0/16 private */
        {0xC6120000, 15}, /* 198.18.0.0/15 benchmarking */
        {0xC6336400, 24}, /* 198.51.100.0/24 documentation */
        {0xCB007100, 24}, /* 203.0.113.0/24 documentation */
        {0xE0000000, 3},  /* 224.0.0.0/4 multicast, 240.0.0.0/4 reserved */
    };
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if ((v ^ special[i].net) >> (32 - special[i].bits) == 0)
            return false;
    return true;
}

bool address_is_public(const struct address *a)
{
    static const unsigned char zero[12], nat64[12] = {0, 0x64, 0xff, 0x9b};
    const unsigned char *b = a->b;
    if (is_v4(a) || memcmp(b, nat64, 12) == 0)
        return v4_is_public(v4_at(b + 12));
    if (memcmp(b, zero, 12) == 0) /* ::, ::1, IPv4-compatible */
        return v4_at(b + 12) > 1 && v4_is_public(v4_at(b + 12));
    if (b[0] == 0x20 && b[1] == 0x02) /* 6to4 */
        return v4_is_public(v4_at(b + 2));
    if (b[0] >> 5 != 1) /* not 2000::/3 */
        return false;
    bool assignments = b[0] == 0x20 && b[1] == 0x01 && b[2] < 2; /* 2001::/23: Teredo, ORCHID, benchmarking */
    bool documentation = (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8) ||
                         (b[0] == 0x3f && b[1] == 0xff && b[2] < 0x10);
    return !assignments && !documentation;
}

bool address_allowed(const struct address *a, const struct net *nets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (net_holds(&nets[i], a))
            return true;
    return address_is_public(a);
}
