/* The options of fetching. */
#include "cmd/links.h"

#include "link/address.h"

#include <errno.h>

const struct option options_network[] = {
    {"budget", 0, OPTION_VALUE, "TIME",
     "stop after this time, such as 30m or 90s; what was found counts (default: none; 60s with --changed)",
     NULL},
    {"connections", 0, OPTION_VALUE, "N", "requests to one host at once (default: 2)", NULL},
    {"interval", 0, OPTION_VALUE, "MS", "pause between two requests to one host (default: 500)", NULL},
    {"parallel", 0, OPTION_VALUE, "N", "requests at once, all hosts together (default: 128)", NULL},
    {"last-pass", 0, OPTION_VALUE, "TIME",
     "ask again for what failed, this much later (default: 60s; 5s with --changed, 2s for one URL)", NULL},
    {"timeout", 0, OPTION_VALUE, "TIME", "of one request (default: 45s; 20s until the answer begins)", NULL},
    {"record", 0, OPTION_VALUE, "FOLDER", "keep every answer in FOLDER", NULL},
    {"replay", 0, OPTION_VALUE, "FOLDER", "take the answers from FOLDER instead of the network", NULL},
    {"cacert", 0, OPTION_VALUE, "FILE", "trust these certificates (PEM) instead of the system's", NULL},
    {"resolve", 0, OPTION_LIST, "NAME:ADDRESS", "use this address for NAME; several separated by commas",
     NULL},
    {"allow-net", 0, OPTION_LIST, "CIDR", "let links lead to this network, public or not; may be repeated",
     NULL},
    {"user-agent", 0, OPTION_VALUE, "TEXT",
     "what to call ourselves: name a page or an address where you can be reached", NULL},
    {0},
};

/* "30m", "90s", "2h", "90": milliseconds. */
static int read_duration(const char *text, uint64_t *ms, struct err *err)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    uint64_t unit = strcmp(end, "h") == 0                ? 3600000
                    : strcmp(end, "m") == 0              ? 60000
                    : strcmp(end, "s") == 0 || *end == 0 ? 1000
                    : strcmp(end, "ms") == 0             ? 1
                                                         : 0;
    if (!ascii_is_digit((unsigned char)text[0]) || errno || !unit || n > 10000000)
        return err_set(err, "\"%s\" is no time such as 30m, 90s or 2h", text);
    *ms = n * unit;
    return 0;
}

/* "NAME:ADDRESS[,ADDRESS...]", the name as it goes out. */
static int add_resolve(struct links_setup *s, const char *text, struct err *err)
{
    const char *colon = strchr(text, ':');
    if (!colon || colon == text || !colon[1])
        return err_set(err, "links: --resolve takes NAME:ADDRESS, not \"%s\"", text);
    struct str name = {text, (size_t)(colon - text)};
    struct buf addresses = BUF_INIT;
    struct str list = str_of(colon + 1);
    for (size_t at = 0; at <= list.len;) {
        size_t end = str_find(list, STR(","), at);
        end = end == SIZE_MAX ? list.len : end;
        struct str one = str_trim(str_sub(list, at, end));
        struct address a;
        if (one.len > 2 && one.s[0] == '[' && one.s[one.len - 1] == ']')
            one = str_sub(one, 1, one.len - 1);
        bool six = address_parse_v6(one, &a);
        if (!six && address_parse_v4(one, &a) != 1) {
            buf_release(&addresses);
            return err_set(err, "links: --resolve %.*s: \"%.*s\" is no address", STR_FMT(name), STR_FMT(one));
        }
        buf_addf(&addresses, six ? "%s[%.*s]" : "%s%.*s", addresses.len ? "," : "", STR_FMT(one));
        at = end + 1;
    }
    /* the name as a URL would have it: lower case, IDNA */
    struct url u;
    struct err ignored;
    const char *url = arena_printf(&s->arena, "http://%.*s/", STR_FMT(name));
    enum url_state state = url_parse(str_of(url), NULL, NULL, &s->arena, &u, &ignored);
    if (state == URL_INVALID || !u.host.len) {
        buf_release(&addresses);
        return err_set(err, "links: --resolve: \"%.*s\" is no host name", STR_FMT(name));
    }
    *vec_push(&s->names) = u.host;
    *vec_push(&s->resolve) = arena_printf(&s->arena, "%.*s:%s", STR_FMT(u.host), addresses.s);
    buf_release(&addresses);
    return 0;
}

static int read_network(struct links_setup *s, const struct args *args, struct err *err)
{
    const struct option_value *v = args_option(args, "allow-net");
    for (size_t i = 0; i < v->list.len; i++)
        if (net_parse(v->list.at[i], vec_push(&s->nets), err) != 0)
            return err_prefix(err, "links: --allow-net");
    v = args_option(args, "resolve");
    for (size_t i = 0; i < v->list.len; i++)
        if (add_resolve(s, v->list.at[i], err) != 0)
            return -1;
    struct fetch_options *f = &s->check.fetch;
    f->policy = (struct url_policy){s->nets.at, s->nets.len, s->names.at, s->names.len};
    f->resolve = s->resolve.at;
    f->resolve_count = s->resolve.len;
    f->cacert = args_value(args, "cacert");
    f->user_agent = args_value(args, "user-agent");
    struct buf pem = BUF_INIT;
    int rc = f->cacert ? file_read(f->cacert, 64 << 20, &pem, err) : 0;
    if (rc == 0 && f->cacert && str_find(buf_str(&pem), STR("-----BEGIN"), 0) == SIZE_MAX)
        rc = err_set(err, "%s: there is no PEM certificate in it", f->cacert);
    buf_release(&pem);
    return rc;
}

int links_setup_read(struct links_setup *s, const struct args *args, uint32_t last_pass_ms,
                     uint64_t budget_ms, struct err *err)
{
    long connections, interval, parallel;
    *s = (struct links_setup){.check = {.budget_ms = budget_ms}};
    if (args_number(args, "connections", 1, 32, CHECK_CONNECTIONS, &connections, err) != 0 ||
        args_number(args, "interval", 0, 60000, CHECK_INTERVAL_MS, &interval, err) != 0 ||
        args_number(args, "parallel", 1, 512, CHECK_SLOTS, &parallel, err) != 0)
        return -1;
    struct check_options *o = &s->check;
    o->connections = (unsigned)connections;
    o->interval_ms = (uint32_t)interval;
    o->fetch.slots = (size_t)parallel;
    o->fetch.connections = 2 * (size_t)parallel > 256 ? 2 * (size_t)parallel : 256;
    uint64_t ms = last_pass_ms;
    const char *text = args_value(args, "last-pass");
    if (text && read_duration(text, &ms, err) != 0)
        return err_prefix(err, "links: --last-pass");
    o->last_pass_ms = ms > 86400000 ? 86400000 : (uint32_t)ms;
    text = args_value(args, "budget");
    if (text && read_duration(text, &o->budget_ms, err) != 0)
        return err_prefix(err, "links: --budget");
    ms = 0;
    text = args_value(args, "timeout");
    if (text && read_duration(text, &ms, err) != 0)
        return err_prefix(err, "links: --timeout");
    if (text && (ms == 0 || ms > 3600000))
        return err_set(err, "links: --timeout is more than nothing and at most an hour, not \"%s\"", text);
    o->fetch.timeout_ms = (uint32_t)ms;
    o->record = args_value(args, "record");
    o->replay = args_value(args, "replay");
    if (o->record && o->replay)
        return err_set(err, "links: --record and --replay exclude each other");
    if (o->replay && file_kind(o->replay) != FILE_FOLDER)
        return err_set(err, "links: --replay %s: there is no such folder", o->replay);
    return read_network(s, args, err);
}

void links_setup_release(struct links_setup *s)
{
    vec_release(&s->nets);
    vec_release(&s->names);
    vec_release(&s->resolve);
    arena_release(&s->arena);
}
