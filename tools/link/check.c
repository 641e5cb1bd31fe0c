/* The loop of a check: see check.h. */
#include "link/check.h"

#include "base/file.h"
#include "base/pool.h"
#include "link/check_work.h"

#include <netdb.h>
#include <sys/socket.h>

static void start(struct check *c, struct work *w)
{
    struct judge *j = &w->judge;
    struct request r = {.url = &j->at,
                        .browser = j->browser,
                        .want_text = w->want_text,
                        .cookies = w->cookies,
                        .found = judge_found,
                        .found_ctx = j,
                        .capture = c->o->record != NULL,
                        .ctx = w};
    w->known.url.s = NULL;
    if (c->o->ledger && !c->o->record && !w->is_probe && !w->want_text &&
        ledger_page_find(c->o->ledger, j->at.page, &w->known, &j->arena)) {
        r.etag = w->known.etag;
        r.last_modified = w->known.last_modified;
    }
    fetcher_start(c->fetcher, &r);
}

static uint64_t guess_left(const struct check *c, size_t done)
{
    uint64_t elapsed = c->now - c->started;
    size_t pages = c->result->pages;
    if (done < 5 || elapsed < 2000)
        return UINT64_MAX;
    uint64_t left = elapsed * (pages - done) / done;
    for (size_t i = 0; i < c->queue.hosts.len; i++) { /* the slowest host decides at the end */
        const struct queue_host *h = c->queue.hosts.at[i];
        uint64_t slow = (uint64_t)(h->work.len - h->head + h->delayed.len) * h->interval;
        left = slow > left && !h->closed ? slow : left;
    }
    return c->later.len && !c->last_pass ? left + c->o->last_pass_ms : left;
}

static void progress(struct check *c)
{
    struct check_progress p = {.pages = c->result->pages,
                               .pages_done = c->pages_done,
                               .running = fetcher_running(c->fetcher),
                               .later = c->later.len,
                               .requests = c->result->requests,
                               .elapsed_ms = c->now - c->started,
                               .left_ms = guess_left(c, c->pages_done + c->later.len),
                               .last_pass = c->last_pass};
    for (size_t i = 0; i < c->queue.hosts.len; i++) {
        const struct queue_host *h = c->queue.hosts.at[i];
        p.hosts_waiting += h->head < h->work.len || h->delayed.len;
    }
    c->o->on_progress(c->o->ctx, &p);
}

/* ---- the last pass ---- */

/* Which of the names that did not resolve the name service denies: asked at once, since each answer may take
 * seconds. */
static void ask_names(void *ctx, size_t worker, size_t index)
{
    struct queue_host *h = ((struct queue_host **)ctx)[index];
    (void)worker;
    struct str name = h->key;
    size_t from = str_find(name, STR("://"), 0) + 3, to = name.len;
    while (name.s[to - 1] != ':')
        to--;
    char *host = mem_dup(str_sub(name, from, to - 1));
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    int rc = getaddrinfo(host, NULL, &hints, &found);
    h->dns_gone = rc == EAI_NONAME;
    if (h->dns_gone) {
        h->offline = false;
        h->reached = true; /* the name service was */
    }
    if (rc == 0)
        freeaddrinfo(found);
    free(host);
}

static void classify_names(struct check *c)
{
    VEC(struct queue_host *) unknown = {0};
    for (size_t i = 0; i < c->queue.hosts.len; i++)
        if (c->queue.hosts.at[i]->dns)
            *vec_push(&unknown) = c->queue.hosts.at[i];
    if (unknown.len)
        pool_run(unknown.len < 16 ? unknown.len : 16, unknown.len, ask_names, unknown.at);
    vec_release(&unknown);
}

static void count_hosts(struct check *c, size_t *tried, size_t *failed, size_t *offline)
{
    *tried = *failed = *offline = 0;
    for (size_t i = 0; i < c->queue.hosts.len; i++) {
        const struct queue_host *h = c->queue.hosts.at[i];
        *tried += h->tried;
        *failed += h->tried && !h->reached;
        *offline += h->tried && !h->reached && h->offline;
    }
}

/* All that was asked failed: no use in asking again. */
static bool nothing_reached(const struct check *c, size_t tried, size_t failed, size_t offline)
{
    (void)c;
    return tried && failed == tried && (failed >= CHECK_VOID_HOSTS || offline == tried);
}

static void begin_last_pass(struct check *c)
{
    c->last_pass = true;
    for (size_t i = 0; i < c->queue.hosts.len; i++) {
        struct queue_host *h = c->queue.hosts.at[i];
        h->trial = h->closed;
        h->closed = false;
        h->limit = h->trial ? 1 : h->limit;
    }
    size_t count = c->later.len;
    c->later.len = 0;
    for (size_t i = count; i-- > 0;) { /* the other way round */
        struct work *w = c->later.at[i];
        uint64_t at = w->failed_at + c->o->last_pass_ms;
        judge_again(&w->judge);
        check_enqueue(c, w, at > c->now ? at - c->now : 0, false);
    }
}

/* ---- the loop ---- */

static bool is_over(struct check *c)
{
    if (c->quit)
        return true;
    if (c->o->stop && *c->o->stop) {
        c->result->end = CHECK_STOPPED;
        return true;
    }
    if (c->o->budget_ms && c->now - c->started >= c->o->budget_ms) {
        c->result->end = CHECK_OUT_OF_TIME;
        return true;
    }
    return false;
}

static void loop(struct check *c)
{
    uint64_t shown = 0;
    for (;;) {
        c->now = clock_ms();
        if (is_over(c))
            return;
        struct work *w;
        struct queue_host *h;
        while (!fetcher_is_full(c->fetcher) && (w = queue_take(&c->queue, c->now, &h)))
            start(c, w);
        if (!fetcher_running(c->fetcher) && !c->queue.waiting_work) {
            size_t tried, failed, offline;
            if (!c->last_pass)
                classify_names(c);
            count_hosts(c, &tried, &failed, &offline);
            if (c->last_pass || !c->later.len || nothing_reached(c, tried, failed, offline))
                return;
            begin_last_pass(c);
            continue;
        }
        if (c->o->on_progress && c->now >= shown + 200) {
            progress(c);
            shown = c->now;
        }
        uint64_t wait = fetcher_is_full(c->fetcher) ? UINT64_MAX : queue_wait(&c->queue, c->now);
        fetcher_wait(c->fetcher, wait < 200 ? (uint32_t)wait : 200, check_receive, c);
        if (c->o->ledger && ledger_tick(c->o->ledger, &c->err) != 0)
            c->failed = c->quit = true;
    }
}

static void remember_hosts(struct check *c)
{
    for (size_t i = 0; i < c->queue.hosts.len && c->o->ledger && !c->failed; i++) {
        const struct queue_host *h = c->queue.hosts.at[i];
        struct ledger_host known, now = {h->key, check_seconds(c), h->interval, h->limit};
        bool slow = h->interval > h->usual;
        if ((slow || ledger_host_find(c->o->ledger, h->key, &known)) &&
            ledger_host_store(c->o->ledger, &now, &c->err) != 0)
            c->failed = true;
    }
}

/* What was put aside and is not asked again keeps what is known of it. */
static void emit_later(struct check *c)
{
    for (size_t i = 0; i < c->later.len && !c->quit; i++) {
        struct work *w = c->later.at[i];
        enum verdict v = w->judge.verdict;
        const char *why = w->judge.why;
        judge_again(&w->judge);
        judge_end(&w->judge, v, why);
        check_note(c, w, RECORDED_END);
        check_emit(c, w);
    }
    c->later.len = 0;
}

static void run(struct check *c)
{
    for (size_t i = 0; i < c->works.len && !c->quit; i++)
        check_enqueue(c, c->works.at[i], 0, false);
    loop(c);
    bool whole = !c->quit && c->result->end == CHECK_DONE;
    if (!whole)
        fetcher_cancel(c->fetcher, check_receive, c);
    size_t failed, offline, tried;
    count_hosts(c, &tried, &failed, &offline);
    c->result->hosts = tried;
    c->result->hosts_failed = failed;
    bool many = failed >= CHECK_VOID_HOSTS && failed * 100 >= tried * CHECK_VOID_PERCENT;
    if (whole && (many || nothing_reached(c, tried, failed, offline)))
        c->result->end = CHECK_VOID;
    if (!c->failed)
        emit_later(c);
    if (c->result->end != CHECK_VOID)
        remember_hosts(c);
}

static void release(struct check *c)
{
    for (size_t i = 0; i < c->works.len; i++)
        check_free_work(c, c->works.at[i]);
    for (size_t i = 0; i < c->probes.len; i++) {
        vec_release(&c->probes.at[i]->waiting);
        free(c->probes.at[i]);
    }
    fetcher_free(c->fetcher);
    vec_release(&c->works);
    vec_release(&c->later);
    vec_release(&c->probes);
    strmap_release(&c->pages);
    strmap_release(&c->folders);
    queue_release(&c->queue);
    arena_release(&c->arena);
}

int check_run(const struct plan *plan, const struct check_options *o, struct check_result *result,
              struct err *err)
{
    *result = (struct check_result){.end = CHECK_DONE};
    struct check c = {.plan = plan, .o = o, .result = result};
    c.started = c.now = clock_ms();
    queue_init(&c.queue, o->interval_ms, o->connections);
    if (o->record && file_make_folders(o->record, err) != 0)
        return -1;
    if (!o->replay) {
        c.fetcher = fetcher_new(&o->fetch, err);
        if (!c.fetcher)
            return -1;
    }
    check_group(&c);
    if (o->replay)
        c.failed |= check_replay(&c) != 0;
    else
        run(&c);
    result->unchecked = plan->urls.len - result->urls;
    result->elapsed_ms = clock_ms() - c.started;
    if (c.failed)
        *err = c.err;
    release(&c);
    return c.failed ? -1 : 0;
}

int check_dry_run(const struct plan *plan, const struct check_options *o,
                  void (*line)(void *ctx, struct str origin, struct str page, size_t urls), void *ctx)
{
    struct check_result result = {0};
    struct check c = {.plan = plan, .o = o, .result = &result};
    queue_init(&c.queue, o->interval_ms, o->connections);
    check_group(&c);
    for (size_t i = 0; i < c.works.len; i++)
        queue_add(&c.queue, queue_host(&c.queue, c.works.at[i]->judge.at.origin), c.works.at[i], 0);
    for (size_t i = 0; i < c.works.len; i++)
        line(ctx, c.works.at[i]->judge.at.origin, c.works.at[i]->judge.at.page, c.works.at[i]->urls.len);
    release(&c);
    return 0;
}
