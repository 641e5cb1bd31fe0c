/* URLs: see url.h. What is taken apart here follows the URL standard (url.spec.whatwg.org, basic URL parser)
 * where that is stricter or kinder than RFC 3986; libcurl then has to agree on scheme, host and port, since
 * it is libcurl that connects. */
#include "link/url.h"
#include "link/address.h"
#include "link/host.h"

#include "base/idn.h"
#include "base/utf8.h"

/* Ports of other protocols, that no browser opens a page on: Fetch standard, "bad port". */
static const uint16_t bad_ports[] = {
    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,   37,    42,   43,   53,
    69,   77,   79,   87,   95,   101,  102,  103,  104,  109,  110,  111,  113,  115,   117,  119,  123,
    135,  137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,  526,   530,  531,  532,
    540,  548,  554,  556,  563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720,  1723, 2049, 3659,
    4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
};

static bool is_hex(unsigned char c)
{
    return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

static unsigned hex(unsigned char c)
{
    return ascii_is_digit(c) ? c - 48u : ascii_lower(c) - 97u + 10u;
}

struct str url_decode(struct str v, struct arena *a)
{
    char *out = arena_alloc(a, v.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        if (v.s[i] == '%' && i + 2 < v.len && is_hex((unsigned char)v.s[i + 1]) &&
            is_hex((unsigned char)v.s[i + 2])) {
            out[n++] = (char)(hex((unsigned char)v.s[i + 1]) << 4 | hex((unsigned char)v.s[i + 2]));
            i += 2;
        } else {
            out[n++] = v.s[i];
        }
    }
    out[n] = 0;
    return (struct str){out, n};
}

/* Bytes of a path or query that encode() changes in neither: letters, digits and -._~/=&;:@!$()*+,[]| */
static bool stands_as_it_is(unsigned char c)
{
    static const uint32_t bits[8] = {0, 0x2FFFFF52, 0xAFFFFFFF, 0x57FFFFFE};
    return bits[c >> 5] >> (c & 31) & 1;
}

/* Path and query: bytes that may not stand there encoded, hex in upper case, '\' in a path as '/'. */
static void encode(struct buf *out, struct str v)
{
    static const char digits[] = "0123456789ABCDEF";
    bool query = false;
    for (size_t i = 0; i < v.len; i++) {
        size_t plain = i;
        while (i < v.len && stands_as_it_is((unsigned char)v.s[i]))
            i++;
        buf_add_str(out, str_sub(v, plain, i));
        if (i == v.len)
            break;
        unsigned char c = (unsigned char)v.s[i];
        if (c == '%' && i + 2 < v.len && is_hex((unsigned char)v.s[i + 1]) &&
            is_hex((unsigned char)v.s[i + 2])) {
            buf_addc(out, '%');
            buf_addc(out, digits[hex((unsigned char)v.s[i + 1])]);
            buf_addc(out, digits[hex((unsigned char)v.s[i + 2])]);
            i += 2;
            continue;
        }
        query |= c == '?';
        if (!query && c == '\\')
            c = '/';
        bool encoded =
            c <= ' ' || c >= 0x7f || strchr("\"<>", c) || (query ? c == '\'' : !!strchr("`{}^", c));
        if (encoded) {
            buf_addc(out, '%');
            buf_addc(out, digits[c >> 4]);
            buf_addc(out, digits[c & 15]);
        } else {
            buf_addc(out, (char)c);
        }
    }
}

/* RFC 3986, section 5.2.4, on a path from its first '/'; "%2e" is a dot, too. Works in place. */
static void remove_dots(struct buf *b, size_t from)
{
    size_t end = from;
    while (end < b->len && b->s[end] != '?')
        end++;
    size_t out = from, floor = from;
    for (size_t at = from; at < end;) {
        size_t stop = at + 1;
        while (stop < end && b->s[stop] != '/')
            stop++;
        struct str seg = {b->s + at + 1, stop - at - 1};
        bool dot = str_is(seg, ".") || str_is(seg, "%2E");
        bool two = str_is(seg, "..") || str_is(seg, ".%2E") || str_is(seg, "%2E.") || str_is(seg, "%2E%2E");
        if (two)
            while (out > floor && b->s[--out] != '/')
                ;
        if (!dot && !two) {
            memmove(b->s + out, b->s + at, stop - at);
            out += stop - at;
        } else if (stop == end) {
            b->s[out++] = '/';
        }
        at = stop;
    }
    memmove(b->s + out, b->s + end, b->len - end);
    b->len = out + (b->len - end);
    b->s[b->len] = 0;
}

/* The part before the first ':' when that is a scheme. */
static struct str scheme_of(struct str v)
{
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c == ':' && i)
            return str_sub(v, 0, i);
        if (!ascii_is_alpha(c) && !(i && (ascii_is_digit(c) || c == '+' || c == '-' || c == '.')))
            break;
    }
    return (struct str){NULL, 0};
}

/* A host's name in ASCII, to be freed by idn2_free(); NULL when it is none. IDNA 2008 knows no emoji,
 * browsers (UTS #46) do: those go by the older mapping, unless it would change a character that both know
 * (its four deviations: sharp s, final sigma, the joiners). */
static char *to_ascii(const struct idn *idn, struct str host)
{
    static const char *const deviations[] = {"\xC3\x9F", "\xCF\x82", "\xE2\x80\x8C", "\xE2\x80\x8D"};
    uint8_t *ascii = NULL;
    if (memchr(host.s, 0, host.len) || utf8_valid(host) != host.len)
        return NULL;
    const uint8_t *name = (const uint8_t *)host.s;
    int rc = idn->idn2_lookup_u8(name, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    bool deviates = false;
    for (size_t i = 0; i < sizeof deviations / sizeof *deviations; i++)
        deviates |= str_find(host, str_of(deviations[i]), 0) != SIZE_MAX;
    if (rc == IDN2_DISALLOWED && !deviates)
        rc = idn->idn2_lookup_u8(name, &ascii, IDN2_NFC_INPUT | IDN2_TRANSITIONAL);
    return rc == IDN2_OK ? (char *)ascii : NULL;
}

/* The host as it goes out: IDNA, numbers as addresses. */
static enum url_state read_host(struct str raw, struct arena *a, struct url *out, struct address *address,
                                bool *literal, struct err *err)
{
    *literal = false;
    if (raw.len && raw.s[0] == '[') {
        if (raw.s[raw.len - 1] != ']' || !address_parse_v6(str_sub(raw, 1, raw.len - 1), address)) {
            err_set(err, "\"%.*s\" is no IPv6 address", STR_FMT(raw));
            return URL_INVALID;
        }
        char text[ADDRESS_TEXT];
        struct address plain = *address;
        address_format(&plain, text);
        *literal = true;
        out->host =
            str_of(strchr(text, ':') ? arena_printf(a, "[%s]", text) : arena_printf(a, "[::ffff:%s]", text));
        return URL_FINE;
    }
    struct str host = url_decode(raw, a);
    bool plain = str_ifind(host, STR("xn--"), 0) == SIZE_MAX; /* nothing for IDNA to do */
    for (size_t i = 0; i < host.len; i++)
        plain &= (unsigned char)host.s[i] < 0x80;
    const struct idn *idn = plain ? NULL : idn_library();
    char *ascii = idn ? to_ascii(idn, host) : NULL;
    if (ascii) {
        host = arena_str(a, str_of(ascii));
        idn->idn2_free(ascii);
    }
    char *lower = arena_dup(a, host);
    size_t label = 0;
    bool bad = !host.len || host.len > 254;
    for (size_t i = 0; i < host.len && !bad; i++) {
        lower[i] = (char)ascii_lower((unsigned char)lower[i]);
        label = lower[i] == '.' ? 0 : label + 1;
        bad = (lower[i] == '.' && (i == 0 || lower[i - 1] == '.')) || label > 63 ||
              !(ascii_is_alnum((unsigned char)lower[i]) || lower[i] == '-' || lower[i] == '_' ||
                lower[i] == '.');
    }
    int v4 = bad ? 0 : address_parse_v4((struct str){lower, host.len}, address);
    if (bad || v4 < 0) {
        err_set(err, "\"%.*s\" is no host name", STR_FMT(raw));
        return URL_INVALID;
    }
    *literal = v4 > 0;
    if (*literal) {
        char text[ADDRESS_TEXT];
        address_format(address, text);
        out->host = str_of(arena_printf(a, "%s", text));
    } else {
        out->host = (struct str){lower, host.len};
    }
    return URL_FINE;
}

/* Names that RFC 2606, 6761, 6762, 7686, 8375 and 9476 keep out of the public name service. */
static bool is_reserved(struct str host)
{
    static const char *const names[] = {"example",     "invalid",     "test",    "local",
                                        "example.com", "example.net", "onion",   "example.org",
                                        "alt",         "home.arpa",   "internal"};
    if (host.len && host.s[host.len - 1] == '.')
        host.len--;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct str n = str_of(names[i]);
        if (str_ends(host, n) && (host.len == n.len || host.s[host.len - n.len - 1] == '.'))
            return true;
    }
    return false;
}

static bool is_localhost(struct str host)
{
    if (host.len && host.s[host.len - 1] == '.')
        host.len--;
    return str_is(host, "localhost") || str_ends(host, STR(".localhost"));
}

static bool is_named(const struct url_policy *policy, struct str host)
{
    if (host.len && host.s[host.len - 1] == '.')
        host.len--;
    for (size_t i = 0; policy && i < policy->name_count; i++)
        if (str_eq(policy->names[i], host))
            return true;
    return false;
}

/* What may be asked at all. */
static enum url_state state_of(const struct url *u, const struct address *literal, bool user,
                               const struct url_policy *policy, bool redirected, struct err *err)
{

    if (literal && !address_allowed(literal, policy ? policy->nets : NULL, policy ? policy->net_count : 0)) {
        err_set(err, "%.*s is no public address", STR_FMT(u->host));
        return URL_UNSAFE;
    }
    bool named = is_named(policy, u->host);
    if (!named && is_localhost(u->host)) {
        err_set(err, "%.*s is the reader's own machine", STR_FMT(u->host));
        return URL_UNSAFE;
    }
    if (user) {
        err_set(err, "a documentation URL has no user name or password before its host");
        return redirected ? URL_UNSAFE : URL_INVALID;
    }
    if (u->port == 0) {
        err_set(err, "there is no port 0");
        return URL_INVALID;
    }
    for (size_t i = 0; i < sizeof bad_ports / sizeof *bad_ports; i++) {
        if (u->port == bad_ports[i]) {
            err_set(err, "port %u belongs to another protocol; no browser opens a page there", u->port);
            return URL_UNSAFE;
        }
    }
    if (!named && is_reserved(u->host)) {
        err_set(err, "%.*s is a name for examples and private use, never on the public web",
                STR_FMT(u->host));
        return URL_RESERVED;
    }
    return URL_FINE;
}

/* ":PORT" */
static void add_port(struct buf *out, unsigned port)
{
    char digits[8];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + port % 10);
    while (port /= 10);
    buf_addc(out, ':');
    buf_add(out, digits + at, sizeof digits - at);
}

/* `text` is absolute. */
static enum url_state parse_absolute(struct str text, bool redirected, const struct url_policy *policy,
                                     struct arena *a, struct url *out, struct err *err)
{
    struct str scheme = scheme_of(text);
    bool https = str_ieq(scheme, STR("https"));
    if (!https && !str_ieq(scheme, STR("http"))) {
        if (!scheme.s)
            err_set(err, "it does not begin with https://");
        else
            err_set(err, "%.*s: is no address of a web page", STR_FMT(scheme));
        return redirected || str_ieq(scheme, STR("file")) ? URL_UNSAFE : URL_INVALID;
    }
    struct str rest = str_sub(text, scheme.len + 1, text.len);
    if (!(rest.len > 2 && strchr("/\\", rest.s[0]) && strchr("/\\", rest.s[1])) ||
        strchr("/\\?#", rest.s[2])) {
        err_set(err, "there is no host after %s://", https ? "https" : "http");
        return URL_INVALID;
    }
    rest = str_sub(rest, 2, rest.len);
    size_t end = 0, at = SIZE_MAX;
    for (; end < rest.len && rest.s[end] && !url_ends_authority(rest.s[end]); end++)
        if (rest.s[end] == '@')
            at = end;
    struct str authority = str_sub(rest, at == SIZE_MAX ? 0 : at + 1, end), port = {NULL, 0};
    for (size_t i = authority.len; i-- > 0 && authority.s[i] != ']';) {
        if (authority.s[i] == ':') {
            port = str_sub(authority, i + 1, authority.len);
            authority.len = i;
            break;
        }
    }
    out->scheme = https ? STR("https") : STR("http");
    unsigned long number = 0;
    for (size_t i = 0; i < port.len; i++) {
        if (!ascii_is_digit((unsigned char)port.s[i]) || number > 65535) {
            number = 65536;
            break;
        }
        number = number * 10 + (unsigned long)(port.s[i] - '0');
    }
    if (number > 65535) {
        err_set(err, "\"%.*s\" is no port; ports go from 1 to 65535", STR_FMT(port));
        return URL_INVALID;
    }
    unsigned usual = https ? 443 : 80;
    out->port = (uint16_t)(port.len ? number : usual);
    struct address address;
    bool literal;
    enum url_state state = read_host(authority, a, out, &address, &literal, err);
    if (state != URL_FINE)
        return state;
    struct buf page = BUF_INIT;
    buf_reserve(&page, text.len + 16);
    buf_add_str(&page, out->scheme);
    buf_adds(&page, "://");
    buf_add_str(&page, out->host);
    size_t path = page.len;
    add_port(&page, out->port);
    out->origin = arena_str(a, buf_str(&page));
    if (out->port == usual)
        page.len = path;
    path = page.len;
    struct str tail = str_sub(rest, end, rest.len);
    size_t sharp = str_find(tail, STR("#"), 0);
    out->fragment = (struct str){NULL, 0};
    if (sharp != SIZE_MAX) {
        out->fragment = arena_str(a, str_sub(tail, sharp + 1, tail.len));
        tail.len = sharp;
    }
    if (!tail.len || tail.s[0] == '?')
        buf_addc(&page, '/');
    encode(&page, tail);
    remove_dots(&page, path);
    out->page = arena_str(a, buf_str(&page));
    buf_release(&page);
    out->path = str_sub(out->page, path, out->page.len);
    size_t mark = str_find(out->path, STR("?"), 0);
    out->query = (struct str){NULL, 0};
    if (mark != SIZE_MAX) {
        out->query = str_sub(out->path, mark + 1, out->path.len);
        out->path.len = mark;
    }
    state = state_of(out, literal ? &address : NULL, at != SIZE_MAX, policy, redirected, err);
    return state;
}

/* A relative reference against its base (RFC 3986, section 5.2.2; dot segments go later), its fragment as
 * written. */
static struct str resolve(struct str text, const struct url *base, struct arena *a)
{
    const char *first = text.len ? strchr("/\\?#", text.s[0]) : NULL;
    bool slash = first && (*first == '/' || *first == '\\');
    bool host = slash && text.len > 1 && (text.s[1] == '/' || text.s[1] == '\\');
    size_t path = (size_t)(base->path.s - base->page.s), keep = base->page.len; /* "#x", or nothing */
    if (host)
        return str_of(arena_printf(a, "%s:%.*s", base->scheme.s, STR_FMT(text)));
    if (slash) {
        keep = path;
    } else if (text.len && text.s[0] == '?') {
        keep = path + base->path.len;
    } else if (text.len && text.s[0] != '#') {
        keep = path + base->path.len;
        while (base->page.s[keep - 1] != '/')
            keep--;
    }
    return str_of(arena_printf(a, "%.*s%.*s", STR_FMT(str_sub(base->page, 0, keep)), STR_FMT(text)));
}

enum url_state url_parse(struct str text, const struct url *base, const struct url_policy *policy,
                         struct arena *a, struct url *out, struct err *err)
{
    *out = (struct url){.fragment = {NULL, 0}};
    while (text.len && (unsigned char)text.s[0] <= ' ')
        text = str_sub(text, 1, text.len);
    while (text.len && (unsigned char)text.s[text.len - 1] <= ' ')
        text.len--;
    if (!text.len || text.len > URL_MAX || memchr(text.s, 0, text.len)) {
        err_set(err, !text.len            ? "it is empty"
                     : text.len > URL_MAX ? "it is longer than 64 KiB"
                                          : "it has a NUL character in it");
        return URL_INVALID;
    }
    char *clean = arena_alloc(a, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.s[i] != '\t' && text.s[i] != '\r' && text.s[i] != '\n')
            clean[n++] = text.s[i];
    clean[n] = 0;
    text = (struct str){clean, n};
    if (base && !scheme_of(text).s) {
        text = resolve(text, base, a);
    }
    return parse_absolute(text, base != NULL, policy, a, out, err);
}

bool url_is_plain(struct str v)
{
    enum { SCHEME = 8, LABEL_MAX = 63, HOST_MAX = 200, PLAIN_MAX = 4096 };
    size_t end = SCHEME, label = SCHEME;
    if (v.len <= SCHEME || v.len > PLAIN_MAX || memcmp(v.s, "https://", SCHEME) != 0)
        return false;
    for (; end < v.len && v.s[end] != '/'; end++) {
        unsigned char c = (unsigned char)v.s[end];
        if (c == '.' && end > label && end - label <= LABEL_MAX)
            label = end + 1;
        else if (!ascii_is_lower(c) && !ascii_is_digit(c) && (c != '-' || end == label))
            return false;
    }
    struct str host = str_sub(v, SCHEME, end), last = str_sub(v, label, end);
    if (!last.len || last.len > LABEL_MAX || host.len > HOST_MAX ||
        !ascii_is_lower((unsigned char)last.s[0]) || str_find(host, STR("--"), 0) != SIZE_MAX ||
        is_localhost(host) || is_reserved(host))
        return false;
    unsigned odd = 0;
    for (size_t i = end; i < v.len; i++)
        odd |= (unsigned char)(v.s[i] - '!') > '~' - '!';
    return !odd;
}

struct str url_with_fragment(const struct url *u, struct str fragment, struct arena *a)
{
    if (!fragment.s)
        return u->page;
    return str_of(arena_printf(a, "%.*s#%.*s", STR_FMT(u->page), STR_FMT(fragment)));
}
