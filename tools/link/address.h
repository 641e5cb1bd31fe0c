/* Addresses: which of them are public, judged on the bytes that a connection would go to. */
#ifndef KEDB_LINK_ADDRESS_H
#define KEDB_LINK_ADDRESS_H

#include "base/err.h"
#include "base/str.h"

enum { ADDRESS_TEXT = 64 };

struct sockaddr;

/* An address as 16 bytes; IPv4 as ::ffff:a.b.c.d. */
struct address {
    unsigned char b[16];
};

/* A network: those addresses whose first `bits` bits are these. */
struct net {
    struct address address;
    unsigned bits;
};

/* "127.0.0.1/32", "::1/128", or an address alone. -1 with a sentence. */
int net_parse(const char *text, struct net *out, struct err *err);
bool net_holds(const struct net *n, const struct address *a);

/* An IPv4 address in any spelling that the URL standard takes (decimal, 0x hex, 0 octal; one to four parts).
 * 0: not a number at all, a name; 1: an address; -1: it would be one, but is out of range. */
int address_parse_v4(struct str host, struct address *out);
/* An IPv6 address without brackets and zone. */
bool address_parse_v6(struct str host, struct address *out);
/* False for families other than IPv4 and IPv6. */
bool address_of(const struct sockaddr *sa, struct address *out);
/* "127.0.0.1" or "::1". */
void address_format(const struct address *a, char out[ADDRESS_TEXT]);

/* Global unicast: everything else (loopback, private, link-local, shared, benchmarking, documentation,
 * multicast, reserved; RFC 6890 and IANA's special-purpose registries of 2024) is not. Addresses that carry
 * an IPv4 address (mapped, compatible, NAT64, 6to4) are judged by it. */
bool address_is_public(const struct address *a);
/* Public, or in one of the networks. */
bool address_allowed(const struct address *a, const struct net *nets, size_t count);

#endif
