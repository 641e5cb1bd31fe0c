/* What follows from an answer: the host's pace, the judge's next step, outcomes. */
#include "link/check_work.h"

static void fail(struct check *c)
{
    c->failed = c->quit = true;
}

void check_note(struct check *c, struct work *w, enum recorded_kind kind)
{
    if (c->o->record && recording_note(c->o->record, w->key, w->step++, check_seconds(c), kind,
                                       w->judge.verdict, str_of(w->judge.why), &c->err) != 0)
        fail(c);
}

/* ---- outcomes ---- */

void check_emit(struct check *c, struct work *w)
{
    struct judge *j = &w->judge;
    const struct page *p = j->page;
    struct outcome_page page = {.title = STR("")};
    bool read = p && j->answered && (p->kind == PAGE_HTML || p->kind == PAGE_XML) && !j->page_unknown;
    if (read) {
        page = (struct outcome_page){.url = j->at.page,
                                     .etag = j->etag,
                                     .last_modified = j->last_modified,
                                     .whole = p->whole && !page_is_scripted(p),
                                     .ids = p->ids.at,
                                     .id_count = p->ids.len,
                                     .headings = p->headings.at,
                                     .heading_count = p->headings.len,
                                     .title = p->title.s ? p->title : STR("")};
    }
    w->ended = true;
    c->pages_done++;
    for (size_t i = 0; i < w->urls.len && !c->quit; i++) {
        struct outcome o = {.index = w->urls.at[i], .url = c->plan->urls.at[w->urls.at[i]].url, .at = w->at};
        judge_outcome(j, w->fragments.at[i], &o);
        o.page = read ? &page : NULL;
        c->result->urls++;
        if (c->o->on_outcome(c->o->ctx, &o) != 0)
            c->quit = true;
    }
    judge_release(j); /* ten thousand of them are a lot */
    vec_release(&w->urls);
    vec_release(&w->fragments);
    cookies_free(c->fetcher, w->cookies);
    w->cookies = NULL;
}

/* ---- probes ---- */

static void probe_decides(struct check *c, const struct probe *p, struct work *w)
{
    w->judge.requests += p->requests;
    w->judge.bytes += p->bytes;
    w->judge.ms += p->ms;
    check_follow(c, w, judge_probed(&w->judge, p->usable ? &p->answer : NULL));
}

static void probe_finish(struct check *c, struct probe *p, const struct work *w)
{
    p->done = true;
    p->usable = w && w->judge.status != 0;
    if (w) {
        p->requests = w->judge.requests;
        p->bytes = w->judge.bytes;
        p->ms = w->judge.ms;
    }
    if (p->usable) {
        const struct page *page = w->judge.page;
        bool ok = w->judge.status >= 200 && w->judge.status <= 299;
        p->answer = (struct soft404_probe){
            w->judge.status, ok && page && page->title.s ? arena_str(&c->arena, page->title) : STR(""),
            ok ? w->judge.body : 0};
        struct ledger_probe known = {p->folder, check_seconds(c), p->answer.http_status, p->answer.title,
                                     p->answer.size};
        if (c->o->ledger && ledger_probe_store(c->o->ledger, &known, &c->err) != 0)
            fail(c);
    }
    for (size_t i = 0; i < p->waiting.len; i++) {
        struct work *one = p->waiting.at[i];
        probe_decides(c, p, one);
    }
    p->waiting.len = 0;
}

static void probe_wanted(struct check *c, struct work *w)
{
    bool fresh;
    struct str folder = soft404_folder(w->judge.probe_beside, &c->arena);
    uint32_t *at = strmap_put(&c->folders, folder, (uint32_t)c->probes.len, &fresh);
    if (fresh) {
        struct probe *p = mem_zalloc(1, sizeof *p);
        p->folder = folder;
        *vec_push(&c->probes) = p;
        struct ledger_probe known;
        if (c->o->ledger && !c->o->record && ledger_probe_find(c->o->ledger, folder, &known, &c->arena) &&
            check_seconds(c) - known.seen < CHECK_PROBE_DAYS * (int64_t)86400) {
            p->done = p->usable = true;
            p->answer = (struct soft404_probe){known.http_status, known.title, known.size};
        }
    }
    struct probe *p = c->probes.at[*at];
    if (p->done) {
        probe_decides(c, p, w);
        return;
    }
    *vec_push(&p->waiting) = w;
    w->probe = p;
    if (!fresh)
        return;
    struct url u;
    struct err err;
    uint64_t seed = str_hash64(folder) ^ (uint64_t)check_seconds(c) * 0x9E3779B97F4A7C15u;
    struct str sibling = soft404_sibling(w->judge.probe_beside, seed, &c->arena);
    if (url_parse(sibling, NULL, &c->o->fetch.policy, &c->arena, &u, &err) != URL_FINE) {
        probe_finish(c, p, NULL);
        return;
    }
    struct work *ask = check_new_work(c, &u, str_of(arena_printf(&c->arena, "probe %.*s", STR_FMT(folder))));
    ask->is_probe = true;
    ask->probe = p;
    if (c->o->replay)
        return;
    check_enqueue(c, ask, 0, true);
}

/* ---- hosts ---- */

/* What waits for a host that is asked for nothing more. */
static void put_aside(struct check *c, struct work *w, enum verdict v, const char *why)
{
    if (w->is_probe) {
        w->ended = true;
        probe_finish(c, w->probe, NULL);
        return;
    }
    judge_end(&w->judge, v, why);
    w->at = check_seconds(c);
    check_note(c, w, c->last_pass ? RECORDED_END : RECORDED_LATER);
    if (c->last_pass) {
        check_emit(c, w);
    } else {
        w->failed_at = c->now;
        *vec_push(&c->later) = w;
    }
}

static enum verdict closed_verdict(const struct queue_host *h)
{
    return h->dns ? VERDICT_DNS_ERROR : h->limited_streak ? VERDICT_RATE_LIMITED : VERDICT_CONNECT_ERROR;
}

static const char *closed_why(const struct queue_host *h)
{
    return h->dns              ? "the host's name does not resolve"
           : h->limited_streak ? "the host asked to come back later"
                               : "the host answered none of the requests before this one";
}

static void close_host(struct check *c, struct queue_host *h)
{
    h->closed = true;
    struct work *w;
    while ((w = queue_drain(&c->queue, h)) && !c->quit)
        put_aside(c, w, closed_verdict(h), closed_why(h));
}

void check_enqueue(struct check *c, struct work *w, uint64_t wait_ms, bool front)
{
    bool fresh = !strmap_get(&c->queue.index, w->judge.at.origin);
    struct queue_host *h = w->host = queue_host(&c->queue, w->judge.at.origin);
    struct ledger_host pace;
    if (fresh && c->o->ledger && c->o->interval_ms && ledger_host_find(c->o->ledger, h->key, &pace) &&
        pace.interval_ms > h->interval) {
        h->interval = pace.interval_ms < QUEUE_SLOWEST_MS ? pace.interval_ms : QUEUE_SLOWEST_MS;
        h->limit = pace.limit ? pace.limit : 1;
    }
    if (h->closed)
        put_aside(c, w, closed_verdict(h), closed_why(h));
    else if (wait_ms)
        queue_add_at(&c->queue, h, w, c->now + wait_ms, c->now);
    else if (front)
        queue_add_front(&c->queue, h, w, c->now);
    else
        queue_add(&c->queue, h, w, c->now);
}

static bool is_unreachable(const struct answer *a)
{
    return !a->headed && a->error != ANSWER_NONE && a->error != ANSWER_UNSAFE &&
           a->error != ANSWER_PROTOCOL && a->error != ANSWER_CANCELLED;
}

/* What an answer says of its host. */
static void host_learns(struct check *c, struct queue_host *h, const struct answer *a, const struct judge *j)
{
    h->tried = true;
    bool close = false;
    if (is_unreachable(a)) {
        h->dns = a->error == ANSWER_DNS || a->error == ANSWER_DNS_GONE;
        h->offline = a->error == ANSWER_NETWORK || a->error == ANSWER_DNS;
        h->reached |= a->error == ANSWER_TLS || a->error == ANSWER_TIMEOUT || a->error == ANSWER_DNS_GONE;
        h->limited_streak = 0;
        close = queue_failed(h) || h->dns || h->trial;
    } else {
        h->reached = true;
        if (j->limited) {
            bool streak = queue_limited(&c->queue, h, j->wait_ms, c->now);
            close = streak || j->refused || h->trial;
        } else if (a->error != ANSWER_CANCELLED) {
            queue_clean(&c->queue, h);
            if (h->trial) {
                h->trial = false;
                h->limit = h->usual_limit;
            }
        }
    }
    if (close && !h->closed)
        close_host(c, h);
}

/* ---- steps ---- */

/* Of an earlier run: the server says that nothing has changed since. */
static void take_known(struct work *w, struct answer *a)
{
    if (a->status != 304 || !w->known.url.s || a->page)
        return;
    a->page = mem_zalloc(1, sizeof *a->page);
    page_begin(a->page, STR("text/html"), false);
    page_end(a->page, w->known.whole);
    if (!a->etag.s)
        a->etag = arena_str(&a->arena, w->known.etag);
    if (!a->last_modified.s)
        a->last_modified = arena_str(&a->arena, w->known.last_modified);
    for (size_t i = 0; i < w->known.id_count; i++)
        page_add_id(a->page, w->known.ids[i]);
    for (size_t i = 0; i < w->known.heading_count; i++)
        *vec_push(&a->page->headings) = arena_str(&a->page->arena, w->known.headings[i]);
}

void check_follow(struct check *c, struct work *w, enum judge_step step)
{
    if (w->is_probe) {
        bool again = step == JUDGE_FETCH && !w->judge.limited && w->judge.tries == 0;
        if (again) {
            check_enqueue(c, w, w->judge.wait_ms, true);
        } else {
            w->ended = true;
            probe_finish(c, w->probe, w);
        }
        return;
    }
    switch (step) {
    case JUDGE_FETCH: check_enqueue(c, w, w->judge.wait_ms, true); break;
    case JUDGE_PROBE: probe_wanted(c, w); break;
    case JUDGE_LATER:
        w->failed_at = c->now;
        *vec_push(&c->later) = w;
        break;
    case JUDGE_DONE: check_emit(c, w); break;
    }
}

void check_receive(void *check, struct fetched *got)
{
    struct check *c = check;
    struct work *w = got->ctx;
    struct queue_host *h = w->host;
    struct answer *a = &got->answer;
    c->now = clock_ms();
    if (a->error == ANSWER_DNS && h->dns_gone)
        a->error = ANSWER_DNS_GONE;
    if (a->error == ANSWER_CANCELLED) { /* the run ends: nothing is said of it */
        queue_done(&c->queue, h, c->now);
        return;
    }
    c->result->requests++;
    c->result->bytes += a->bytes;
    w->at = check_seconds(c);
    if (c->o->record &&
        recording_answer(c->o->record, w->key, w->step++, w->at, w->judge.at.page, got, &c->err) != 0)
        fail(c);
    take_known(w, a);
    bool known = a->status == 304 && a->page;
    if (!known)
        w->known.url.s = NULL;
    cookies_free(c->fetcher, w->cookies);
    w->cookies = got->cookies;
    got->cookies = NULL;
    enum judge_step step = judge_answer(&w->judge, a);
    if (step == JUDGE_LATER) {
        cookies_free(c->fetcher, w->cookies);
        w->cookies = NULL;
    }
    host_learns(c, h, a, &w->judge);
    if (!c->quit)
        check_follow(c, w, step);
    queue_done(&c->queue, h, c->now);
}
