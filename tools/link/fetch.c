/* Requests: see fetch.h. */
#include "link/fetch.h"

#include "base/library.h"
#include "link/proxy.h"

#define CURL_DISABLE_TYPECHECK /* functions are called by pointers */
#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define USER_AGENT "Mozilla/5.0 (compatible; kedb/" KEDB_VERSION "; checks documentation links; GET only)"
#define BROWSER    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"

// clang-format off
#define CURL_FUNCTIONS(X) \
    X(curl_easy_cleanup) \
    X(curl_easy_getinfo) \
    X(curl_easy_init) \
    X(curl_easy_setopt) \
    X(curl_easy_strerror) \
    X(curl_free) \
    X(curl_global_cleanup) \
    X(curl_global_init) \
    X(curl_multi_add_handle) \
    X(curl_multi_assign) \
    X(curl_multi_cleanup) \
    X(curl_multi_info_read) \
    X(curl_multi_init) \
    X(curl_multi_remove_handle) \
    X(curl_multi_setopt) \
    X(curl_multi_socket_action) \
    X(curl_slist_append) \
    X(curl_slist_free_all) \
    X(curl_url) \
    X(curl_url_cleanup) \
    X(curl_url_get) \
    X(curl_url_set)
// clang-format on

/* libcurl, loaded when something is fetched: it brings thirty other libraries along. */
struct curl {
    LIBRARY_POINTERS(CURL_FUNCTIONS)
};

struct slot {
    CURL *easy;
    struct fetcher *f;
    bool busy, denied, refused, too_long, enough, jar;
    struct fetched got;
    char address[ADDRESS_TEXT];
    char error[CURL_ERROR_SIZE];
    struct curl_slist *own_headers, *resolve;
    bool (*found)(void *ctx, const struct page *page);
    void *found_ctx;
    bool capture;
    uint64_t started, window, in_window;
};

struct fetcher {
    struct curl curl;
    CURLM *multi;
    int epoll;
    struct fetch_options o;
    struct slot *slots;
    size_t running;
    struct curl_slist *honest, *browser;
    uint64_t timer; /* when libcurl wants to be called; UINT64_MAX: not */
    uint64_t watched;
    struct proxies proxies;
};

uint64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void cookies_free(struct fetcher *f, struct curl_slist *cookies)
{
    if (cookies)
        f->curl.curl_slist_free_all(cookies);
}

/* ---- libcurl's callbacks ---- */

/* Judges the address itself, when the connection is made: between a check and this moment the name cannot
 * change its mind. */
static curl_socket_t on_open(void *ctx, curlsocktype purpose, struct curl_sockaddr *sa)
{
    struct slot *s = ctx;
    struct address a;
    const struct url_policy *p = &s->f->o.policy;
    if (purpose != CURLSOCKTYPE_IPCXN || !address_of(&sa->addr, &a)) {
        s->denied = true;
        return CURL_SOCKET_BAD;
    }
    if (!address_allowed(&a, p->nets, p->net_count)) {
        s->denied = true;
        address_format(&a, s->address);
        return CURL_SOCKET_BAD;
    }
    return socket(sa->family, sa->socktype | SOCK_CLOEXEC, sa->protocol);
}

static curl_socket_t on_open_proxy(void *ctx, curlsocktype purpose, struct curl_sockaddr *sa)
{
    (void)ctx;
    (void)purpose;
    return socket(sa->family, sa->socktype | SOCK_CLOEXEC, sa->protocol);
}

static size_t on_header(char *data, size_t size, size_t count, void *ctx)
{
    struct slot *s = ctx;
    size_t len = size * count;
    s->in_window += len;
    if (s->capture)
        buf_add(&s->got.headers, data, len);
    if (!answer_header(&s->got.answer, (struct str){data, len})) {
        s->too_long = true;
        return 0;
    }
    return len;
}

static size_t on_body(char *data, size_t size, size_t count, void *ctx)
{
    struct slot *s = ctx;
    size_t len = size * count;
    s->in_window += len;
    if (s->capture)
        buf_add(&s->got.body, data, len);
    if (answer_body(&s->got.answer, (struct str){data, len}, s->found, s->found_ctx))
        return len;
    s->enough = true;
    return 0;
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *ctx, void *known)
{
    struct fetcher *f = ctx;
    (void)easy;
    struct epoll_event e = {.data.fd = fd};
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(f->epoll, EPOLL_CTL_DEL, fd, &e);
        return 0;
    }
    e.events =
        (what & CURL_POLL_IN ? (uint32_t)EPOLLIN : 0) | (what & CURL_POLL_OUT ? (uint32_t)EPOLLOUT : 0);
    if (epoll_ctl(f->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &e) != 0)
        epoll_ctl(f->epoll, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &e);
    f->curl.curl_multi_assign(f->multi, fd, f);
    return 0;
}

static int on_timer(CURLM *multi, long ms, void *ctx)
{
    struct fetcher *f = ctx;
    (void)multi;
    f->timer = ms < 0 ? UINT64_MAX : clock_ms() + (uint64_t)ms;
    return 0;
}

/* ---- set-up ---- */

static struct curl_slist *list(const struct fetcher *f, const char *const *lines)
{
    struct curl_slist *l = NULL;
    for (; *lines; lines++)
        l = f->curl.curl_slist_append(l, *lines);
    return l;
}

/* A limit, cut down to that of a whole request. */
static uint32_t at_most(const struct fetcher *f, uint32_t ms)
{
    return f->o.timeout_ms && f->o.timeout_ms < ms ? f->o.timeout_ms : ms;
}

static CURL *new_easy(struct fetcher *f, struct slot *s)
{
    CURL *e = f->curl.curl_easy_init();
    if (!e)
        return NULL;
    f->curl.curl_easy_setopt(e, CURLOPT_PRIVATE, s);
    f->curl.curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    f->curl.curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    f->curl.curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
    f->curl.curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
    f->curl.curl_easy_setopt(e, CURLOPT_COOKIEFILE, "");
    f->curl.curl_easy_setopt(e, CURLOPT_PATH_AS_IS, 1L);
    f->curl.curl_easy_setopt(e, CURLOPT_HTTP09_ALLOWED, 0L);
    f->curl.curl_easy_setopt(e, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    f->curl.curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)at_most(f, FETCH_CONNECT_MS));
    f->curl.curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)at_most(f, FETCH_TOTAL_MS));
    f->curl.curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
    f->curl.curl_easy_setopt(e, CURLOPT_HEADERDATA, s);
    f->curl.curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
    f->curl.curl_easy_setopt(e, CURLOPT_WRITEDATA, s);
    f->curl.curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, s);
    f->curl.curl_easy_setopt(e, CURLOPT_ERRORBUFFER, s->error);
    f->curl.curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    f->curl.curl_easy_setopt(e, CURLOPT_DNS_CACHE_TIMEOUT, 600L);
    /* With a folder of certificates libcurl cannot keep the parsed bundle: 45 ms a connection instead of 1.6.
     */
    f->curl.curl_easy_setopt(e, CURLOPT_CAPATH, NULL);
    if (f->o.cacert)
        f->curl.curl_easy_setopt(e, CURLOPT_CAINFO, f->o.cacert);
    return e;
}

struct fetcher *fetcher_new(const struct fetch_options *o, struct err *err)
{
    static const char *const honest[] = {
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,text/markdown;q=0.8,*/*;q=0.7",
        "Accept-Language: en,*;q=0.5", NULL};
    static const char *const browser[] = {
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "Accept-Language: en-US,en;q=0.5",
        "Upgrade-Insecure-Requests: 1",
        "Sec-Fetch-Dest: document",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-User: ?1",
        NULL};
    static const char *const names[] = LIBRARY_NAMES(CURL_FUNCTIONS);
    struct curl curl;
    if (library_load(KEDB_LIBCURL, names, &curl, err) != 0)
        return NULL;
    if (curl.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        err_set(err, "libcurl does not start");
        return NULL;
    }
    struct fetcher *f = mem_zalloc(1, sizeof *f);
    f->curl = curl;
    f->o = *o;
    f->timer = UINT64_MAX;
    f->epoll = epoll_create1(EPOLL_CLOEXEC);
    f->multi = f->curl.curl_multi_init();
    f->slots = mem_zalloc(o->slots, sizeof *f->slots);
    f->honest = list(f, honest);
    f->browser = list(f, browser);
    if (f->epoll < 0 || !f->multi) {
        err_set(err, "no more descriptors: %s", strerror(errno));
        fetcher_free(f);
        return NULL;
    }
    f->curl.curl_multi_setopt(f->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    f->curl.curl_multi_setopt(f->multi, CURLMOPT_SOCKETDATA, f);
    f->curl.curl_multi_setopt(f->multi, CURLMOPT_TIMERFUNCTION, on_timer);
    f->curl.curl_multi_setopt(f->multi, CURLMOPT_TIMERDATA, f);
    f->curl.curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, (long)(o->connections ? o->connections : 256));
    return f;
}

void fetcher_free(struct fetcher *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->o.slots; i++) {
        struct slot *s = &f->slots[i];
        if (s->busy) {
            f->curl.curl_multi_remove_handle(f->multi, s->easy);
            answer_release(&s->got.answer);
            buf_release(&s->got.headers);
            buf_release(&s->got.body);
        }
        f->curl.curl_easy_cleanup(s->easy);
        f->curl.curl_slist_free_all(s->own_headers);
        f->curl.curl_slist_free_all(s->resolve);
    }
    free(f->slots);
    f->curl.curl_multi_cleanup(f->multi);
    f->curl.curl_slist_free_all(f->honest);
    f->curl.curl_slist_free_all(f->browser);
    proxies_release(&f->proxies);
    if (f->epoll >= 0)
        close(f->epoll);
    f->curl.curl_global_cleanup();
    free(f);
}

bool fetcher_is_full(const struct fetcher *f)
{
    return f->running >= f->o.slots;
}

size_t fetcher_running(const struct fetcher *f)
{
    return f->running;
}

/* ---- a request ---- */

static void set_resolve(struct slot *s, const struct url *u)
{
    struct fetcher *f = s->f;
    struct str host = u->host;
    if (host.len && host.s[host.len - 1] == '.')
        host.len--;
    f->curl.curl_slist_free_all(s->resolve);
    s->resolve = NULL;
    for (size_t i = 0; i < s->f->o.resolve_count; i++) {
        const char *row = s->f->o.resolve[i], *colon = strchr(row, ':');
        if (!str_ieq((struct str){row, (size_t)(colon - row)}, host))
            continue;
        struct buf b = BUF_INIT;
        buf_addf(&b, "%.*s:%u:%s", STR_FMT(host), u->port, colon + 1);
        s->resolve = f->curl.curl_slist_append(NULL, b.s);
        if (host.len < u->host.len) { /* libcurl looks for either */
            buf_clear(&b);
            buf_addf(&b, "%.*s:%u:%s", STR_FMT(u->host), u->port, colon + 1);
            s->resolve = f->curl.curl_slist_append(s->resolve, b.s);
        }
        buf_release(&b);
    }
    f->curl.curl_easy_setopt(s->easy, CURLOPT_RESOLVE, s->resolve);
}

static void set_headers(struct slot *s, const struct request *r)
{
    struct fetcher *f = s->f;
    struct curl_slist *base = r->browser ? f->browser : f->honest;
    f->curl.curl_slist_free_all(s->own_headers);
    s->own_headers = NULL;
    if (r->etag.len || r->last_modified.len) {
        struct buf b = BUF_INIT;
        for (struct curl_slist *i = base; i; i = i->next)
            s->own_headers = f->curl.curl_slist_append(s->own_headers, i->data);
        buf_addf(&b, r->etag.len ? "If-None-Match: %.*s" : "If-Modified-Since: %.*s",
                 STR_FMT(r->etag.len ? r->etag : r->last_modified));
        s->own_headers = f->curl.curl_slist_append(s->own_headers, b.s);
        buf_release(&b);
    }
    f->curl.curl_easy_setopt(s->easy, CURLOPT_HTTPHEADER, s->own_headers ? s->own_headers : base);
    const char *agent = f->o.user_agent ? f->o.user_agent : USER_AGENT;
    f->curl.curl_easy_setopt(s->easy, CURLOPT_USERAGENT, r->browser ? BROWSER : agent);
}

/* libcurl must read the same host and port as the guard did, since it is libcurl that connects. */
static bool curl_agrees(struct fetcher *f, const struct url *u)
{
    CURLU *c = f->curl.curl_url();
    char *host = NULL, *port = NULL;
    bool same = c && f->curl.curl_url_set(c, CURLUPART_URL, u->page.s, 0) == CURLUE_OK &&
                f->curl.curl_url_get(c, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                f->curl.curl_url_get(c, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK;
    same = same && str_ieq(str_of(host), u->host) && strtoul(port, NULL, 10) == u->port;
    f->curl.curl_free(host);
    f->curl.curl_free(port);
    f->curl.curl_url_cleanup(c);
    return same;
}

void fetcher_start(struct fetcher *f, const struct request *r)
{
    struct slot *s = f->slots;
    while (s->busy)
        s++;
    s->f = f;
    if (!s->easy)
        s->easy = new_easy(f, s);
    s->got = (struct fetched){.ctx = r->ctx};
    answer_begin(&s->got.answer, r->want_text);
    s->busy = true;
    s->denied = s->refused = s->too_long = s->enough = false;
    s->error[0] = s->address[0] = 0;
    s->found = r->found;
    s->found_ctx = r->found_ctx;
    s->capture = r->capture;
    s->started = s->window = clock_ms();
    s->in_window = 0;
    f->running++;
    if (s->jar) /* of another chain */
        f->curl.curl_easy_setopt(s->easy, CURLOPT_COOKIELIST, "ALL");
    s->jar = r->cookies != NULL;
    for (struct curl_slist *i = r->cookies; i; i = i->next)
        f->curl.curl_easy_setopt(s->easy, CURLOPT_COOKIELIST, i->data);
    f->curl.curl_easy_setopt(s->easy, CURLOPT_URL, r->url->page.s);
    set_headers(s, r);
    if (s->resolve || f->o.resolve_count)
        set_resolve(s, r->url);
    const char *proxy = proxy_of(r->url);
    f->curl.curl_easy_setopt(s->easy, CURLOPT_PROXY, proxy ? proxy : "");
    f->curl.curl_easy_setopt(s->easy, CURLOPT_OPENSOCKETFUNCTION, proxy ? on_open_proxy : on_open);
    bool alike = curl_agrees(f, r->url);
    if (!alike || (proxy && !proxy_allows(&f->proxies, r->url, &f->o.policy))) {
        s->denied = s->refused = true; /* handed over by the next wait */
        snprintf(s->error, sizeof s->error,
                 alike ? "its name leads to an address that is not public"
                       : "it can be read in more than one way");
        f->watched = 0;
        return;
    }
    f->curl.curl_multi_add_handle(f->multi, s->easy);
}

/* ---- the end of a request ---- */

static enum answer_error error_of(struct slot *s, CURLcode code)
{
    struct fetcher *f = s->f;
    struct answer *a = &s->got.answer;
    curl_off_t asked = 0; /* 0: the connection did not come about; on one that lives on, too, it is set */
    long os = 0;
    f->curl.curl_easy_getinfo(s->easy, CURLINFO_PRETRANSFER_TIME_T, &asked);
    f->curl.curl_easy_getinfo(s->easy, CURLINFO_OS_ERRNO, &os);
    switch (code) {
    case CURLE_OK:
    case CURLE_PARTIAL_FILE: return ANSWER_NONE;
    case CURLE_WRITE_ERROR: return s->too_long ? ANSWER_PROTOCOL : ANSWER_NONE;
    case CURLE_WEIRD_SERVER_REPLY:
        /* a line among the headers that is none: browsers pass over it, libcurl ends; the status stands */
        if (a->status < 200 || (a->status >= 300 && a->status < 400))
            return ANSWER_PROTOCOL;
        a->headed = a->undecodable = true;
        return ANSWER_NONE;
    case CURLE_BAD_CONTENT_ENCODING: a->undecodable = true; return ANSWER_NONE;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return ANSWER_DNS;
    case CURLE_COULDNT_CONNECT:
        if (s->denied)
            return ANSWER_UNSAFE;
        return os == ENETUNREACH || os == ENETDOWN ? ANSWER_NETWORK
               : os == ETIMEDOUT                   ? ANSWER_CONNECT_TIMEOUT
                                                   : ANSWER_CONNECT;
    case CURLE_OPERATION_TIMEDOUT: return asked ? ANSWER_TIMEOUT : ANSWER_CONNECT_TIMEOUT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_ENGINE_NOTFOUND: return ANSWER_TLS;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR: /* reset before anything of an answer came: as good as no connection */
        return a->header_bytes ? ANSWER_PROTOCOL : ANSWER_CONNECT;
    default: return ANSWER_PROTOCOL;
    }
}

/* A sentence of libcurl's without the period that some have. */
static struct str detail_of(struct slot *s, CURLcode code)
{
    struct fetcher *f = s->f;
    long os = 0;
    f->curl.curl_easy_getinfo(s->easy, CURLINFO_OS_ERRNO, &os);
    if (code == CURLE_COULDNT_CONNECT && os && !s->denied)
        return arena_str(&s->got.answer.arena, str_of(strerror((int)os)));
    if (s->denied && s->address[0])
        return arena_str(&s->got.answer.arena, str_of(s->address));
    struct str v = str_trim(str_of(s->error[0] ? s->error : f->curl.curl_easy_strerror(code)));
    while (v.len && v.s[v.len - 1] == '.')
        v.len--;
    return arena_str(&s->got.answer.arena, v);
}

static void finish(struct slot *s, enum answer_error error, CURLcode code, fetched_fn *receive,
                   void *receiver)
{
    struct fetcher *f = s->f;
    struct fetched *g = &s->got;
    struct answer *a = &g->answer;
    curl_off_t bytes = 0, us = 0;
    f->curl.curl_easy_getinfo(s->easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    f->curl.curl_easy_getinfo(s->easy, CURLINFO_TOTAL_TIME_T, &us);
    a->bytes = (uint64_t)bytes;
    a->ms = (uint32_t)(us / 1000);
    a->error = error;
    if (error != ANSWER_NONE)
        a->detail = detail_of(s, code);
    answer_end(a, code == CURLE_OK);
    if (a->cookies || s->jar) {
        f->curl.curl_easy_getinfo(s->easy, CURLINFO_COOKIELIST, &g->cookies);
        s->jar = true;
    }
    s->busy = false;
    s->f->running--;
    receive(receiver, g);
    f->curl.curl_slist_free_all(g->cookies);
    answer_release(a);
    buf_release(&g->headers);
    buf_release(&g->body);
}

/* Too slow, or silent: the status line must come in FETCH_FIRST_BYTE_MS, then FETCH_SLOW_BYTES a second. */
static void watch(struct fetcher *f, uint64_t now, fetched_fn *receive, void *receiver)
{
    uint32_t first = at_most(f, FETCH_FIRST_BYTE_MS), slow = at_most(f, FETCH_SLOW_MS);
    for (size_t i = 0; i < f->o.slots; i++) {
        struct slot *s = &f->slots[i];
        if (!s->busy)
            continue;
        bool answered = s->got.answer.header_bytes > 0, late;
        if (!answered) {
            curl_off_t sent = 0;
            if (now - s->started > first)
                f->curl.curl_easy_getinfo(s->easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
            late = sent && now - s->started > first + (uint64_t)sent / 1000;
            s->window = now;
        } else {
            late = false;
            if (now - s->window >= slow) {
                late = s->in_window < (uint64_t)FETCH_SLOW_BYTES * slow / 1000;
                s->window = now;
                s->in_window = 0;
            }
        }
        if (s->refused) {
            finish(s, ANSWER_UNSAFE, CURLE_COULDNT_CONNECT, receive, receiver);
            continue;
        }
        if (!late)
            continue;
        f->curl.curl_multi_remove_handle(f->multi, s->easy);
        if (answered)
            snprintf(s->error, sizeof s->error, "less than %d bytes a second for %u ms", FETCH_SLOW_BYTES,
                     slow);
        else
            snprintf(s->error, sizeof s->error, "nothing came in %u ms", first);
        finish(s, ANSWER_TIMEOUT, CURLE_OPERATION_TIMEDOUT, receive, receiver);
    }
}

static void collect(struct fetcher *f, fetched_fn *receive, void *receiver)
{
    int left;
    for (CURLMsg *m; (m = f->curl.curl_multi_info_read(f->multi, &left));) {
        if (m->msg != CURLMSG_DONE)
            continue;
        struct slot *s = NULL;
        CURLcode code = m->data.result;
        f->curl.curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &s);
        f->curl.curl_multi_remove_handle(f->multi, s->easy);
        finish(s, error_of(s, code), code, receive, receiver);
    }
}

void fetcher_wait(struct fetcher *f, uint32_t timeout_ms, fetched_fn *receive, void *receiver)
{
    struct epoll_event events[64];
    uint64_t now = clock_ms();
    uint64_t until = now + timeout_ms;
    if (f->timer < until)
        until = f->timer;
    if (f->running && f->watched + 250 < until)
        until = f->watched + 250 > now ? f->watched + 250 : now;
    int n = epoll_wait(f->epoll, events, 64, until > now ? (int)(until - now) : 0), active;
    for (int i = 0; i < n; i++) {
        uint32_t e = events[i].events;
        int mask = (e & EPOLLIN ? CURL_CSELECT_IN : 0) | (e & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                   (e & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
        f->curl.curl_multi_socket_action(f->multi, events[i].data.fd, mask, &active);
    }
    now = clock_ms();
    if (f->timer <= now) {
        f->timer = UINT64_MAX;
        f->curl.curl_multi_socket_action(f->multi, CURL_SOCKET_TIMEOUT, 0, &active);
    }
    collect(f, receive, receiver);
    if (now >= f->watched + 250) {
        f->watched = now;
        watch(f, now, receive, receiver);
    }
}

void fetcher_cancel(struct fetcher *f, fetched_fn *receive, void *receiver)
{
    for (size_t i = 0; i < f->o.slots; i++) {
        struct slot *s = &f->slots[i];
        if (!s->busy)
            continue;
        f->curl.curl_multi_remove_handle(f->multi, s->easy);
        finish(s, ANSWER_CANCELLED, CURLE_ABORTED_BY_CALLBACK, receive, receiver);
    }
}
