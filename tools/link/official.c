/* Official hosts: see official.h. */
#include "link/official.h"

#include "base/strmap.h"
#include "link/host.h"
#include "json/source.h"

__asm__(".section .rodata\n"
        ".global kedb_official_hosts\n"
        "kedb_official_hosts:\n"
        ".incbin \"schemas/official-hosts.json\"\n"
        ".global kedb_official_hosts_end\n"
        "kedb_official_hosts_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char kedb_official_hosts[], kedb_official_hosts_end[];

/* "*.example.org/path" taken apart. */
struct pattern {
    struct str text; /* as it was written */
    struct str name; /* without "www." */
    struct str path; /* from its '/', or empty */
    bool below;      /* it began with "*." */
};

struct patterns {
    struct pattern *at;
    uint32_t *tails; /* of each name, see tail_of() */
    size_t count;
};

struct official_hosts {
    struct arena arena;
    struct strmap domains; /* into lists */
    VEC(struct patterns) lists;
    struct patterns community;
};

struct reading {
    struct official_hosts *o;
    struct json_source in;
    bool builtin; /* the text stays, and the tests have read it */
};

static int fail(struct reading *r, json_node n, const char *what)
{
    return json_source_fail(&r->in, n, what);
}

static struct str keep(struct reading *r, json_node n)
{
    struct str v = json_string(&r->in.doc, n, &r->o->arena);
    return r->builtin ? v : arena_str(&r->o->arena, v);
}

static bool is_pattern(struct str v)
{
    struct str host = str_starts(v, STR("*.")) ? str_sub(v, 2, v.len) : v;
    size_t slash = str_find(host, STR("/"), 0), dots = 0;
    if (slash != SIZE_MAX)
        host.len = slash;
    for (size_t i = 0; i < host.len; i++) {
        char c = host.s[i];
        dots += c == '.';
        if (!ascii_is_lower((unsigned char)c) && !ascii_is_digit((unsigned char)c) && c != '-' && c != '.')
            return false;
    }
    return dots > 0 && host.s[0] != '.' && host.s[host.len - 1] != '.';
}

static struct str without_www(struct str host)
{
    return host.len > 4 && str_ieq(str_sub(host, 0, 4), STR("www.")) ? str_sub(host, 4, host.len) : host;
}

/* The last four bytes of a name, in lower case; 0 of a shorter one. */
static uint32_t tail_of(struct str name)
{
    uint32_t tail = 0;
    for (size_t i = name.len < 4 ? name.len : name.len - 4; i < name.len; i++)
        tail = tail << 8 | ascii_lower((unsigned char)name.s[i]);
    return tail;
}

static struct pattern take_apart(struct str text)
{
    struct pattern p = {.text = text, .below = str_starts(text, STR("*."))};
    struct str name = p.below ? str_sub(text, 2, text.len) : text;
    const char *slash = memchr(name.s, '/', name.len);
    p.path = slash ? str_sub(name, (size_t)(slash - name.s), name.len) : STR("");
    p.name = without_www(str_sub(name, 0, name.len - p.path.len));
    return p;
}

static int read_patterns(struct reading *r, json_node list, struct patterns *out)
{
    if (json_type(&r->in.doc, list) != JSON_ARRAY)
        return fail(r, list, "an array of hosts is expected here");
    out->at = arena_alloc(&r->o->arena, json_cell(&r->in.doc, list)->count * sizeof *out->at);
    out->tails = arena_alloc(&r->o->arena, json_cell(&r->in.doc, list)->count * sizeof *out->tails);
    out->count = 0;
    json_foreach_item (&r->in.doc, list, item) {
        if (!r->builtin &&
            (json_type(&r->in.doc, item) != JSON_STRING || !is_pattern(json_inner(&r->in.doc, item))))
            return fail(
                r, item,
                "a host in lower case is expected here: example.org, *.example.org or example.org/path");
        out->at[out->count] = take_apart(keep(r, item));
        out->tails[out->count] = tail_of(out->at[out->count].name);
        out->count++;
    }
    return 0;
}

static int read_domains(struct reading *r, json_node domains)
{
    if (json_type(&r->in.doc, domains) != JSON_OBJECT)
        return fail(r, domains, "an object is expected here: hosts by domain");
    json_foreach_member (&r->in.doc, domains, key) {
        struct str name = keep(r, key);
        struct patterns p;
        if (read_patterns(r, key + 1, &p) != 0)
            return -1;
        strmap_put(&r->o->domains, name, (uint32_t)r->o->lists.len, NULL);
        *vec_push(&r->o->lists) = p;
    }
    return 0;
}

static int read_all(struct reading *r)
{
    if (json_source_open(&r->in) != 0)
        return -1;
    json_foreach_member (&r->in.doc, 0, key) {
        struct str word = json_inner(&r->in.doc, key);
        int rc = 0;
        if (str_is(word, "domains"))
            rc = read_domains(r, key + 1);
        else if (str_is(word, "community"))
            rc = read_patterns(r, key + 1, &r->o->community);
        else if (!str_is(word, "$schema"))
            rc = fail(r, key, "only \"domains\" and \"community\" are known here");
        if (rc != 0)
            return -1;
    }
    return json_get_key(&r->in.doc, 0, "domains") == JSON_NONE ? fail(r, 0, "\"domains\" is missing") : 0;
}

static struct official_hosts *read_hosts(struct str text, const char *name, bool builtin, struct err *err)
{
    struct reading r = {
        .o = mem_zalloc(1, sizeof *r.o), .in = {.text = text, .name = name, .err = err}, .builtin = builtin};
    int rc = read_all(&r);
    json_release(&r.in.doc);
    if (rc == 0)
        return r.o;
    official_free(r.o);
    return NULL;
}

struct official_hosts *official_read(struct str text, const char *name, struct err *err)
{
    return read_hosts(text, name, false, err);
}

struct str official_builtin_text(void)
{
    return (struct str){kedb_official_hosts,
                        (size_t)((uintptr_t)kedb_official_hosts_end - (uintptr_t)kedb_official_hosts)};
}

struct official_hosts *official_builtin(void)
{
    struct err err;
    return read_hosts(official_builtin_text(), "official-hosts.json", true, &err);
}

void official_free(struct official_hosts *o)
{
    if (!o)
        return;
    strmap_release(&o->domains);
    vec_release(&o->lists);
    arena_release(&o->arena);
    free(o);
}

static bool ends_ieq(struct str v, struct str end)
{
    return v.len >= end.len && str_ieq(str_sub(v, v.len - end.len, v.len), end);
}

/* A path prefix ends at a step's end: /docs covers /docs, /docs/x and /docs?x, not /docsets. */
static bool path_begins(struct str rest, struct str path)
{
    if (!path.len)
        return true;
    if (rest.len < path.len || !str_ieq(str_sub(rest, 0, path.len), path))
        return false;
    return str_ends(path, STR("/")) || rest.len == path.len || strchr("/?#", rest.s[path.len]);
}

static bool matches(const struct pattern *p, struct str host, struct str rest)
{
    size_t more = host.len - p->name.len;
    if (host.len < p->name.len || (more && (!p->below || host.s[more - 1] != '.')))
        return false;
    return ends_ieq(host, p->name) && path_begins(rest, p->path);
}

static bool any_matches(const struct patterns *p, struct str host, struct str rest)
{
    uint32_t tail = tail_of(host);
    for (size_t i = 0; i < p->count; i++)
        if ((p->tails[i] == tail || !p->tails[i]) && matches(&p->at[i], host, rest))
            return true;
    return false;
}

enum official_answer official_judge(const struct official_hosts *o, struct str domain, struct str url)
{
    struct str host = url_host(url), rest = url_rest(url);
    if (str_ends(host, STR(".")))
        host.len--;
    host = without_www(host);
    if (any_matches(&o->community, host, rest))
        return OFFICIAL_COMMUNITY;
    const uint32_t *at = strmap_get(&o->domains, domain);
    if (!at)
        return OFFICIAL_NO_LIST;
    return any_matches(&o->lists.at[*at], host, rest) ? OFFICIAL_YES : OFFICIAL_NO;
}

const char *official_names(const struct official_hosts *o, struct str domain, struct arena *a)
{
    enum { SHOWN = 4 };
    const uint32_t *at = strmap_get(&o->domains, domain);
    struct buf b = BUF_INIT;
    const struct patterns *p = at ? &o->lists.at[*at] : NULL;
    for (size_t i = 0; p && i < p->count && i < SHOWN; i++) {
        buf_adds(&b, i == 0 ? "" : i + 1 == p->count ? " or " : ", ");
        buf_add_str(&b, p->at[i].text);
    }
    if (p && p->count > SHOWN)
        buf_addf(&b, " or %zu more", p->count - SHOWN);
    const char *out = arena_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}
