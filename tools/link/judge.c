/* Verdicts: see judge.h. */
#include "link/judge.h"

#include "link/fragment.h"
#include "link/phrase.h"

enum { NOTE_MAX = 120 }; /* bytes shown of a header */

void judge_begin(struct judge *j, const struct url *start, const struct url_policy *policy,
                 const struct str *fragments, size_t fragment_count)
{
    *j = (struct judge){.start = *start,
                        .at = *start,
                        .policy = policy,
                        .fragments = fragments,
                        .fragment_count = fragment_count,
                        .leading = true};
}

static enum judge_step done(struct judge *j, enum verdict v, const char *why)
{
    j->verdict = v;
    j->why = why;
    return JUDGE_DONE;
}

void judge_end(struct judge *j, enum verdict v, const char *why)
{
    done(j, v, why);
}

/* From the start once more. */
static void restart(struct judge *j)
{
    j->at = j->start;
    j->redirects = 0;
    j->visits.len = 0;
    j->leading = true;
    j->temporary = false;
    j->moved = (struct url){0};
    j->fragment = j->moved_fragment = (struct str){NULL, 0};
    j->answered = false;
}

enum judge_step judge_again(struct judge *j)
{
    j->last_pass = true;
    j->failed |= j->requests > 0;
    j->wait_ms = 0;
    j->tries = j->requests ? JUDGE_RETRIES : 0; /* its host was left before it was asked for */
    restart(j);
    return JUDGE_FETCH;
}

/* A failure that may pass: twice more now, once more later. */
static enum judge_step transient(struct judge *j, enum verdict v, const char *why)
{
    j->failed = true;
    if (j->tries < JUDGE_RETRIES) {
        j->wait_ms = j->tries++ ? 2000 : 500;
        return JUDGE_FETCH;
    }
    done(j, v, why);
    return j->last_pass ? JUDGE_DONE : JUDGE_LATER;
}

/* A failure that is asked about once more, in the last pass. */
static enum judge_step later(struct judge *j, enum verdict v, const char *why)
{
    j->failed = true;
    done(j, v, why);
    return j->last_pass ? JUDGE_DONE : JUDGE_LATER;
}

static const char *say(struct judge *j, const char *what, struct str detail)
{
    return detail.len ? arena_printf(&j->arena, "%s: %.*s", what, STR_FMT(detail)) : what;
}

static enum judge_step no_answer(struct judge *j, const struct answer *a)
{
    j->gone = a->error == ANSWER_DNS_GONE;
    switch (a->error) {
    case ANSWER_UNSAFE:
        return done(j, VERDICT_UNSAFE_TARGET,
                    say(j, "the host leads to an address that is not public", a->detail));
    case ANSWER_DNS:
    case ANSWER_DNS_GONE:
        return later(j, VERDICT_DNS_ERROR, say(j, "the host's name does not resolve", a->detail));
    case ANSWER_TLS: return later(j, VERDICT_TLS_ERROR, say(j, "no trusted connection", a->detail));
    case ANSWER_TIMEOUT: return later(j, VERDICT_TIMEOUT, say(j, "no answer in time", a->detail));
    case ANSWER_CONNECT_TIMEOUT: return later(j, VERDICT_TIMEOUT, say(j, "no connection in time", a->detail));
    case ANSWER_PROTOCOL:
        return transient(j, VERDICT_PROTOCOL_ERROR, say(j, "the answer is not HTTP", a->detail));
    case ANSWER_CANCELLED: return done(j, VERDICT_TIMEOUT, "the run ended before the answer came");
    case ANSWER_NETWORK:
    default: return transient(j, VERDICT_CONNECT_ERROR, say(j, "no connection", a->detail));
    }
}

/* How often this URL has been asked for, this time included. */
static unsigned visit(struct judge *j)
{
    struct visit *v;
    vec_foreach (v, &j->visits)
        if (str_eq(v->page, j->at.page))
            return ++v->count;
    *vec_push(&j->visits) = (struct visit){j->at.page, 1};
    return 1;
}

static enum judge_step redirect(struct judge *j, struct str target, bool permanent, const struct url *base)
{
    struct url to;
    struct err err;
    enum url_state state = url_parse(target, base, j->policy, &j->arena, &to, &err);
    if (state == URL_UNSAFE)
        return done(j, VERDICT_UNSAFE_TARGET, say(j, "it redirects to an unsafe place", str_of(err.msg)));
    if (state == URL_RESERVED)
        return done(j, VERDICT_DNS_ERROR,
                    say(j, "it redirects to a host that cannot exist", str_of(err.msg)));
    if (state != URL_FINE)
        return done(j, VERDICT_BROKEN, say(j, "it redirects to what is no URL", str_of(err.msg)));
    if (++j->redirects > JUDGE_REDIRECTS)
        return done(j, VERDICT_REDIRECT_LOOP, "more than 20 redirects");
    if (to.fragment.s)
        j->fragment = to.fragment;
    if (j->leading && permanent) {
        j->moved = to;
        j->moved_fragment = j->fragment;
    } else {
        j->leading = false;
        j->temporary = true;
    }
    j->at = to;
    if (visit(j) >= JUDGE_VISITS)
        return done(j, VERDICT_REDIRECT_LOOP, "it redirects in a circle");
    return JUDGE_FETCH;
}

struct str judge_fragment(const struct judge *j, struct str own)
{
    return j->fragment.s ? j->fragment : own;
}

bool judge_found(void *judge, const struct page *page)
{
    const struct judge *j = judge;
    for (size_t i = 0; i < j->fragment_count; i++) {
        struct str f = judge_fragment(j, j->fragments[i]);
        if (f.s && fragment_judge(page, &j->at, f) != FRAGMENT_FOUND)
            return false;
    }
    return true;
}

/* It is there. */
static enum judge_step there(struct judge *j)
{
    j->answered = true;
    bool same = str_eq(j->at.page, j->start.page);
    if (j->moved.page.s && !str_eq(j->moved.page, j->start.page))
        return done(j, VERDICT_PERMANENT, "moved for good");
    if (j->temporary && !same)
        return done(j, VERDICT_TEMPORARY, "redirected for now");
    if (j->was_limited)
        return done(j, VERDICT_RATE_LIMITED_OK, "there, after waiting as the server asked");
    if (j->failed)
        return done(j, VERDICT_RETRIED, "there, after a failure");
    return done(j, VERDICT_OK, j->changed_headers ? "there, for a browser" : "there");
}

/* The page sends its readers on by itself. */
static bool wants_on(struct judge *j, const struct page *p, struct url *base)
{
    struct err err;
    struct url to;
    *base = j->at;
    if (p->base.s) {
        enum url_state found = url_parse(p->base, &j->at, j->policy, &j->arena, &to, &err);
        if (found == URL_FINE ||
            (found == URL_UNSAFE && to.page.s)) /* what is relative to it is judged, too */
            *base = to;
    }
    if (!p->refresh.s || p->refresh_after > JUDGE_REFRESH_S || (p->refresh_after > 1 && p->text > 2000))
        return false;
    enum url_state state = url_parse(p->refresh, base, j->policy, &j->arena, &to, &err);
    if (state == URL_FINE && str_eq(to.page, j->at.page))
        return false; /* it reloads itself */
    bool places = false;
    for (size_t i = 0; i < j->fragment_count; i++)
        places |= j->fragments[i].s &&
                  fragment_judge(p, &j->at, judge_fragment(j, j->fragments[i])) == FRAGMENT_FOUND;
    return !(places && p->refresh_after > 1);
}

static enum judge_step page_came(struct judge *j, struct answer *a)
{
    if (j->page) {
        page_release(j->page);
        free(j->page);
    }
    j->body = a->body;
    j->etag = a->etag.s ? arena_str(&j->arena, a->etag) : STR("");
    j->last_modified = a->last_modified.s ? arena_str(&j->arena, a->last_modified) : STR("");
    bool known = a->status == 304 && a->page; /* what an earlier run read */
    j->page_unknown = a->undecodable || (a->status == 304 && !known);
    j->page = a->page;
    a->page = NULL;
    struct page *p = j->page;
    if (a->challenge)
        return done(j, VERDICT_BLOCKED, "a wall against programs answers");
    if (!p || known || a->undecodable || a->status == 204 || a->status == 205)
        return there(j);
    struct url base;
    if (wants_on(j, p, &base))
        return redirect(j, p->refresh, p->refresh_after <= 1, &base);
    if (page_is_wall(p))
        return done(j, VERDICT_BLOCKED, "a wall against programs answers");
    if (page_is_login(p, &j->start, &j->at))
        return done(j, VERDICT_BLOCKED, "it asks to log in");
    enum suspicion suspicion = soft404_suspect(p, &j->start, &j->at, &j->suspect);
    j->walled = suspicion == SUSPECT_WALL;
    switch (suspicion) {
    case SUSPECT_SURE: return done(j, VERDICT_SOFT_404, j->suspect);
    case SUSPECT_WALL:
    case SUSPECT_PROBE: j->probe_beside = str_is(j->at.path, "/") ? &j->start : &j->at; return JUDGE_PROBE;
    default: return there(j);
    }
}

enum judge_step judge_probed(struct judge *j, const struct soft404_probe *probe)
{
    if (probe && j->page && soft404_same(j->page, j->body, probe))
        return done(j, j->walled ? VERDICT_BLOCKED : VERDICT_SOFT_404,
                    arena_printf(&j->arena, "%s, and the site answers the same to a page that cannot exist",
                                 j->suspect));
    bool said = j->walled || (j->page && (phrase_in_title(j->page->title, PHRASE_MISSING) ||
                                          phrase_in_title(j->page->h1, PHRASE_MISSING)));
    if ((!probe || probe->http_status >= 500 || probe->http_status == 429 || probe->http_status == 403) &&
        said)
        return done(j, VERDICT_BLOCKED,
                    arena_printf(&j->arena, "%s, and the site does not say how it answers to missing pages",
                                 j->suspect));
    return there(j);
}

static enum judge_step client_error(struct judge *j, const struct answer *a)
{
    int s = a->status;
    if (s == 410) {
        j->gone = true;
        return done(j, VERDICT_BROKEN, "the server says that the page is gone for good");
    }
    if (s == 404 || s == 414) {
        enum judge_step step =
            later(j, VERDICT_BROKEN,
                  s == 404 ? "the server knows no such page" : "the server finds the URL too long");
        j->browser |= step == JUDGE_LATER;
        return step;
    }
    if (s == 401 || s == 402 || s == 407 || s == 451)
        return done(j, VERDICT_BLOCKED, s == 451 ? "withheld for legal reasons" : "it asks to log in");
    if (s == 408)
        return transient(j, VERDICT_TIMEOUT, "the server waited in vain");
    if (s == 421 || s == 425)
        return transient(j, VERDICT_SERVER_ERROR, "the server does not want the request now");
    if (!j->browser) { /* 400, 403, 406 and others that depend on who asks */
        j->browser = j->changed_headers = true;
        j->wait_ms = 0;
        return JUDGE_FETCH;
    }
    return done(j, VERDICT_BLOCKED,
                arena_printf(&j->arena, "the server answers %d to programs and browsers alike", s));
}

static enum judge_step limited(struct judge *j, const struct answer *a)
{
    j->limited = j->was_limited = true;
    if (a->retry_after > JUDGE_PATIENCE_S) {
        j->refused = true;
        return done(j, VERDICT_RATE_LIMITED,
                    arena_printf(&j->arena, "the server asks to come back in %ld seconds", a->retry_after));
    }
    if (++j->rate_hits > JUDGE_RATE_HITS)
        return done(j, VERDICT_RATE_LIMITED,
                    "the server still asks to come back later, after waiting as long as it said");
    j->wait_ms = a->retry_after > 1 ? (uint32_t)a->retry_after * 1000 : 1000;
    if (a->retry_after == ANSWER_NO_WAIT)
        j->wait_ms <<= j->rate_hits - 1;
    return JUDGE_FETCH;
}

static void add_header(struct buf *b, const char *name, struct str v)
{
    v.len = v.len < NOTE_MAX ? v.len : NOTE_MAX;
    buf_addf(b, "; %s: %.*s", name, STR_FMT(v));
}

/* What mattered of an answer beside its status: headers that decided something, what was wrong. */
static struct str hop_note(struct judge *j, const struct answer *a, bool browser)
{
    struct buf b = BUF_INIT;
    bool html = str_ifind(a->content_type, STR("html"), 0) != SIZE_MAX;
    if (browser)
        buf_adds(&b, "; asked as a browser");
    if (a->retry_after != ANSWER_NO_WAIT)
        buf_addf(&b, "; Retry-After: %ld", a->retry_after);
    if (a->page && a->content_type.len && !html)
        add_header(&b, "Content-Type", a->content_type);
    if (a->refresh.s)
        add_header(&b, "Refresh", a->refresh);
    if (a->cookies && a->location.s)
        buf_adds(&b, "; sets a cookie");
    if (a->challenge)
        buf_adds(&b, "; says that it challenges the visitor");
    if (a->error != ANSWER_NONE)
        buf_addf(&b, "; %s%s%.*s", answer_error_name(a->error), a->detail.len ? ": " : "",
                 STR_FMT(a->detail));
    if (a->undecodable)
        buf_adds(&b, "; its body cannot be read");
    struct str v = arena_str(&j->arena, str_sub(buf_str(&b), b.len ? 2 : 0, b.len));
    buf_release(&b);
    return v;
}

enum judge_step judge_answer(struct judge *j, struct answer *a)
{
    j->requests++;
    j->bytes += a->bytes;
    j->ms += a->ms;
    j->limited = j->refused = false;
    j->wait_ms = 0;
    *vec_push(&j->hops) =
        (struct hop){.url = j->at.page,
                     .http_status = a->status,
                     .location = a->location.s ? arena_str(&j->arena, a->location) : STR(""),
                     .note = hop_note(j, a, j->browser)};
    if (!j->visits.len)
        visit(j);
    int s = a->headed || a->error == ANSWER_NONE ? a->status : 0;
    j->status = s ? s : j->status;
    bool body_only =
        a->headed && s >= 200 && /* what the headers said stands, whatever befell the body */
        (a->error == ANSWER_TIMEOUT || a->error == ANSWER_PROTOCOL || a->error == ANSWER_CONNECT);
    if (a->error != ANSWER_NONE && !body_only)
        return no_answer(j, a);
    if (a->challenge && s >= 400)
        return done(j, VERDICT_BLOCKED, "a wall against programs answers");
    if (a->cookies) /* what answered so far may answer otherwise to one who has them */
        j->visits.len = 0;
    if (s == 429 || s == 420 || (s == 503 && a->retry_after != ANSWER_NO_WAIT))
        return limited(j, a);
    if (s >= 200 && s <= 299)
        return page_came(j, a);
    if (s == 301 || s == 302 || s == 303 || s == 307 || s == 308) {
        if (!a->location.s || !a->location.len)
            return done(j, VERDICT_BROKEN, "it redirects without saying where to");
        return redirect(j, a->location, s == 301 || s == 308, &j->at);
    }
    if (s >= 300 && s <= 399)
        return page_came(j, a);
    if (s >= 400 && s <= 499)
        return client_error(j, a);
    if (s == 511)
        return done(j, VERDICT_BLOCKED, "the network asks to log in");
    if (s >= 500 && s <= 599)
        return transient(j, VERDICT_SERVER_ERROR, arena_printf(&j->arena, "the server answers %d", s));
    if (s == 999)
        return done(j, VERDICT_BLOCKED, "the server does not answer programs");
    return transient(j, VERDICT_PROTOCOL_ERROR, arena_printf(&j->arena, "%d is no status of HTTP", s));
}

void judge_outcome(struct judge *j, struct str own, struct outcome *out)
{
    struct str fragment = judge_fragment(j, own);
    out->verdict = j->verdict;
    out->why = str_of(j->why);
    out->http_status = j->status;
    out->gone = j->gone && verdict_class(j->verdict) == CLASS_BROKEN;
    out->requests = j->requests;
    out->bytes = j->bytes;
    out->ms = j->ms > UINT32_MAX ? UINT32_MAX : (uint32_t)j->ms;
    out->hops = j->hops.at;
    out->hop_count = j->hops.len;
    out->final_url = out->new_url = STR("");
    out->fragment = FRAGMENT_NONE;
    out->fragment_text = fragment.s ? url_decode(fragment, &j->arena) : STR("");
    out->nearest = NULL;
    out->nearest_count = 0;
    if (j->status)
        out->final_url = url_with_fragment(&j->at, fragment, &j->arena);
    if (!j->answered || verdict_class(j->verdict) != CLASS_OK)
        return;
    out->fragment = fragment_judge(j->page, &j->at, fragment);
    if (out->fragment == FRAGMENT_MISSING && j->page_unknown)
        out->fragment = FRAGMENT_UNDECIDED;
    if (out->fragment == FRAGMENT_UNDECIDED) {
        out->verdict = VERDICT_FRAGMENT_UNKNOWN;
        const struct page *p = j->page;
        out->why = p && page_is_scripted(p)                        ? STR("a script draws the page")
                   : p && !p->whole && !j->page_unknown            ? STR("the page was not read to its end")
                   : p && p->kind != PAGE_HTML && !j->page_unknown ? STR("the page is not HTML")
                                                                   : STR("the page's places cannot be read");
    } else if (out->fragment == FRAGMENT_MISSING) {
        struct str *near = arena_alloc(&j->arena, FRAGMENT_NEAREST * sizeof *near);
        out->verdict = VERDICT_FRAGMENT_MISSING;
        out->nearest_count = fragment_nearest(j->page, fragment, &j->arena, near);
        out->nearest = near;
        out->why = str_of(
            arena_printf(&j->arena, "%s no \"%.*s\"",
                         j->moved.page.s ? "the page moved for good, and there it has" : "the page has",
                         STR_FMT(out->fragment_text)));
    } else if (j->verdict == VERDICT_PERMANENT) {
        struct str place = j->moved_fragment.s ? j->moved_fragment : own;
        out->new_url = url_with_fragment(&j->moved, place, &j->arena);
    }
}

void judge_release(struct judge *j)
{
    if (j->page) {
        page_release(j->page);
        free(j->page);
    }
    vec_release(&j->hops);
    vec_release(&j->visits);
    arena_release(&j->arena);
    *j = (struct judge){0};
}
