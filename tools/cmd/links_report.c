/* What a run over links found: see links_report.h. */
#include "cmd/links_report.h"

#include "base/date.h"
#include "json/edit.h"

/* How loud a row is. A contribution is judged by this run alone: somebody waits for the answer, and what is
 * broken at birth never worked. Else the ledger says when failing is being broken; without a ledger every
 * failure is told. */
static enum severity judge(const struct links_row *row, const struct links_scope *scope)
{
    enum verdict_class class = verdict_class(row->verdict);
    if (row->accepted_until && row->accepted_until >= scope->today && row->standing.state != LINK_UNSAFE)
        return SEVERITY_OFF;
    if (scope->contribution || !row->judged) {
        if (class == CLASS_BROKEN)
            return SEVERITY_ERROR;
        if (row->verdict == VERDICT_PERMANENT)
            return SEVERITY_WARNING;
        return class == CLASS_OK ? SEVERITY_OFF : scope->contribution ? SEVERITY_WARNING : SEVERITY_INFO;
    }
    switch (row->standing.state) {
    case LINK_BROKEN:
    case LINK_UNSAFE: return SEVERITY_ERROR;
    case LINK_MOVED: return SEVERITY_WARNING;
    case LINK_SUSPECT: return SEVERITY_INFO;
    default: return standing_unknown_long(&row->standing, scope->today) ? SEVERITY_INFO : SEVERITY_OFF;
    }
}

void links_report_add(struct links_report *r, const struct outcome *o, struct ledger *ledger)
{
    struct links_row row = {
        .u = &r->plan->urls.at[o->index],
        .verdict = o->verdict,
        .http_status = o->http_status,
        .final_url = arena_str(&r->arena, o->final_url),
        .new_url = arena_str(&r->arena, o->new_url),
        .why = arena_str(&r->arena, o->why),
        .nearest = arena_alloc(&r->arena, o->nearest_count * sizeof *row.nearest),
        .nearest_count = o->nearest_count,
        .fragment = o->fragment,
        .requests = o->requests,
        .bytes = o->bytes,
        .ms = o->ms,
    };
    for (size_t i = 0; i < o->nearest_count; i++)
        row.nearest[i] = arena_str(&r->arena, o->nearest[i]);
    row.judged = ledger && ledger_find(ledger, o->url, &row.standing);
    *vec_push(&r->rows) = row;
}

struct settling {
    struct links_report *r;
    struct strmap rows; /* by URL */
};

static struct links_row rested_row(struct links_report *r, const struct plan_url *u,
                                   const struct ledger_link *link)
{
    struct links_row row = {
        .u = u,
        .rested = true,
        .judged = true,
        .verdict = VERDICT_OK,
        .http_status = link->http_status,
        .final_url = arena_str(&r->arena, link->final_url),
        .new_url = arena_str(&r->arena, link->new_url),
        .why = arena_str(&r->arena, link->why),
        .nearest = arena_alloc(&r->arena, link->nearest_count * sizeof *row.nearest),
        .nearest_count = link->nearest_count,
    };
    verdict_parse(link->verdict, &row.verdict);
    for (size_t i = 0; i < link->nearest_count; i++)
        row.nearest[i] = arena_str(&r->arena, link->nearest[i]);
    if (row.verdict == VERDICT_FRAGMENT_MISSING)
        row.fragment = FRAGMENT_MISSING;
    return row;
}

static int settle_link(void *ctx, const struct ledger_link *link)
{
    struct settling *k = ctx;
    struct links_report *r = k->r;
    const struct plan *resting = &r->scope->resting;
    const uint32_t *at = strmap_get(&k->rows, link->url), *rests = strmap_get(&resting->index, link->url);
    if (rests)
        *vec_push(&r->rows) = rested_row(r, &resting->urls.at[*rests], link);
    else if (!at)
        return 0;
    struct links_row *row = rests ? vec_last(&r->rows) : &r->rows.at[*at];
    row->standing = link->standing;
    row->accepted_until = link->accepted_until;
    row->accepted_reason = arena_str(&r->arena, link->accepted_reason);
    return 0;
}

/* What the ledger says now: a run that turned out to be void takes back what it said. */
static int settle(struct links_report *r, struct ledger *ledger, struct err *err)
{
    struct settling k = {.r = r};
    for (size_t i = 0; i < r->rows.len; i++)
        strmap_put(&k.rows, r->rows.at[i].u->url, (uint32_t)i, NULL);
    int rc = ledger_each(ledger, settle_link, &k, err);
    strmap_release(&k.rows);
    return rc;
}

static int compare_places(const struct plan_url *a, const struct plan_url *b)
{
    if (!a->places.len || !b->places.len)
        return (a->places.len == 0) - (b->places.len == 0);
    int c = strcmp(a->places.at[0].path, b->places.at[0].path);
    return c ? c
             : (a->places.at[0].line > b->places.at[0].line) - (a->places.at[0].line < b->places.at[0].line);
}

static int worst_first(const void *a, const void *b)
{
    const struct links_row *x = a, *y = b;
    if (x->severity != y->severity)
        return (int)y->severity - (int)x->severity;
    if (x->verdict != y->verdict)
        return (int)x->verdict - (int)y->verdict; /* the table of verdicts is worst first */
    int c = compare_places(x->u, y->u);
    return c ? c : str_cmp(x->u->url, y->u->url);
}

int links_report_finish(struct links_report *r, struct ledger *ledger, struct err *err)
{
    if (ledger && settle(r, ledger, err) != 0)
        return -1;
    for (size_t i = 0; i < r->rows.len; i++)
        r->rows.at[i].severity = judge(&r->rows.at[i], r->scope);
    if (r->rows.len)
        qsort(r->rows.at, r->rows.len, sizeof *r->rows.at, worst_first);
    return 0;
}

void links_report_release(struct links_report *r)
{
    vec_release(&r->rows);
    arena_release(&r->arena);
}

int links_report_code(const struct links_report *r, enum severity fail_on)
{
    for (size_t i = 0; i < r->rows.len; i++)
        if (fail_on > SEVERITY_OFF && r->rows.at[i].severity >= fail_on)
            return EXIT_FINDINGS;
    return EXIT_CLEAN;
}

static void add_day(struct buf *out, int64_t at)
{
    char day[11];
    date_format(day_of(at), day);
    buf_adds(out, day);
}

void links_row_headline(const struct links_row *row, struct buf *out)
{
    const struct link_standing *s = &row->standing;
    buf_adds(out, verdict_name(row->verdict));
    if (row->http_status && row->http_status != 200)
        buf_addf(out, " (%d)", row->http_status);
    if (!row->judged)
        return;
    if (row->rested) {
        buf_adds(out, ", last looked at on ");
        add_day(out, s->checked);
    }
    bool failing = s->state == LINK_BROKEN || s->state == LINK_SUSPECT;
    if (failing || s->state == LINK_MOVED || s->state == LINK_UNSAFE) {
        buf_adds(out, ", since ");
        add_day(out, s->since);
    } else if (s->unknown_since) {
        buf_adds(out, ", unknown since ");
        add_day(out, s->unknown_since);
    }
    if (failing && s->failures > 1)
        buf_addf(out, " (%u nights)", s->failures);
    if (s->state == LINK_SUSPECT)
        buf_adds(out, ", not broken yet");
}

void links_row_help(const struct links_row *row, struct buf *out)
{
    if (row->verdict == VERDICT_PERMANENT && row->new_url.len) {
        buf_addf(out, "write %.*s", STR_FMT(row->new_url));
    } else if (row->nearest_count) {
        buf_adds(out, "did you mean ");
        for (size_t i = 0; i < row->nearest_count; i++)
            buf_addf(out, "%s#%.*s",
                     i == 0                        ? ""
                     : i + 1 == row->nearest_count ? " or "
                                                   : ", ",
                     STR_FMT(row->nearest[i]));
        buf_addc(out, '?');
    }
}

void links_row_fixed(const struct links_row *row, struct str url, struct buf *out)
{
    struct buf value = BUF_INIT;
    size_t hash = str_find(url, STR("#"), 0);
    if (row->verdict == VERDICT_PERMANENT)
        buf_add_str(&value, row->new_url);
    else if (row->nearest_count && hash != SIZE_MAX)
        buf_addf(&value, "%.*s#%.*s", STR_FMT(str_sub(url, 0, hash)), STR_FMT(row->nearest[0]));
    if (value.len)
        json_quote(out, buf_str(&value));
    buf_release(&value);
}

const char *links_row_rule(const struct links_row *row)
{
    switch (row->verdict) {
    case VERDICT_PERMANENT: return "link/moved";
    case VERDICT_FRAGMENT_MISSING: return "link/fragment";
    case VERDICT_UNSAFE_TARGET: return "link/unsafe";
    default: return verdict_class(row->verdict) == CLASS_UNKNOWN ? "link/unknown" : "link/broken";
    }
}

void links_report_summary(const struct links_report *r, struct buf *out)
{
    size_t by_verdict[VERDICT_COUNT] = {0}, accepted = 0, rested = 0;
    for (size_t i = 0; i < r->rows.len; i++) {
        rested += r->rows.at[i].rested;
        by_verdict[r->rows.at[i].verdict] += !r->rows.at[i].rested;
        accepted += r->rows.at[i].accepted_until >= r->scope->today && r->rows.at[i].accepted_until > 0;
    }
    size_t seen = r->rows.len - rested;
    buf_addf(out, "%zu link%s", seen, seen == 1 ? "" : "s");
    bool any = false;
    for (int v = 0; v < VERDICT_COUNT; v++) {
        if (!by_verdict[v])
            continue;
        buf_addf(out, "%s%zu %s", any ? ", " : ": ", by_verdict[v], verdict_name((enum verdict)v));
        any = true;
    }
    if (rested)
        buf_addf(out, "; %zu known from before", rested);
    if (accepted)
        buf_addf(out, "; %zu accepted", accepted);
    if (r->not_reached)
        buf_addf(out, "; %zu not reached", r->not_reached);
    if (r->scope->over_max)
        buf_addf(out, "; %zu left for another run", r->scope->over_max);
}
