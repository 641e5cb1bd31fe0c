/* URLs on any bytes: what is fine is normalised once and for all, names a host, and is never what must not be
 * asked. The input is a URL, a NUL, and a reference to it. */
#include "link/address.h"
#include "link/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(const struct url *u)
{
    struct url again;
    struct err err;
    struct arena a = ARENA_INIT;
    if (url_parse(u->page, NULL, NULL, &a, &again, &err) != URL_FINE || !str_eq(u->page, again.page) ||
        !str_eq(u->origin, again.origin) || again.fragment.s)
        abort();
    for (size_t i = 0; i < u->page.len; i++)
        if ((unsigned char)u->page.s[i] <= ' ' || (unsigned char)u->page.s[i] >= 0x7f || u->page.s[i] == '#')
            abort();
    struct address literal;
    if (address_parse_v4(u->host, &literal) != 0 && !address_is_public(&literal))
        abort();
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_INIT;
    struct url u, to;
    struct err err;
    struct str all = {(const char *)data, size};
    const char *nul = size ? memchr(data, 0, size) : NULL;
    size_t cut = nul ? (size_t)(nul - all.s) : size;
    if (url_parse(str_sub(all, 0, cut), NULL, NULL, &a, &u, &err) == URL_FINE) {
        hold(&u);
        if (nul && url_parse(str_sub(all, cut + 1, size), &u, NULL, &a, &to, &err) == URL_FINE)
            hold(&to);
        if (!url_with_fragment(&u, u.fragment, &a).len)
            abort();
    }
    arena_release(&a);
    return 0;
}
