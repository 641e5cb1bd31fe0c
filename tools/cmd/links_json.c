/* The report on links for a program: schemas/links-report.schema.json. */
#include "cmd/links_report.h"

#include "base/date.h"
#include "link/stamp.h"
#include "json/tree.h"

static tree *strings(const struct str *list, size_t count)
{
    tree *t = tree_array();
    for (size_t i = 0; i < count; i++)
        tree_append(t, tree_str(list[i]));
    return t;
}

static void set_some(tree *t, const char *key, struct str v)
{
    if (v.len)
        tree_set(t, key, tree_str(v));
}

static void set_stamp(tree *t, const char *key, int64_t at)
{
    char stamp[STAMP_SIZE];
    stamp_format(at, stamp);
    if (at)
        tree_set(t, key, tree_text(stamp));
}

static tree *place_tree(const struct plan_place *p)
{
    tree *t = tree_object();
    tree_set(t, "path", tree_text(p->path));
    tree_set(t, "line", tree_int(p->line));
    tree_set(t, "column", tree_int(p->column));
    tree_set(t, "pointer", tree_text(p->pointer));
    tree_set(t, "official", tree_bool(p->official));
    return t;
}

static tree *link_tree(const struct links_row *row)
{
    const struct plan_url *u = row->u;
    tree *t = tree_object(), *records = tree_array(), *places = tree_array();
    const char *last = NULL;
    tree_set(t, "url", tree_str(u->url));
    set_some(t, "final_url", row->final_url);
    set_some(t, "new_url", row->new_url);
    tree_set(t, "verdict", tree_text(verdict_name(row->verdict)));
    tree_set(t, "http_status", row->http_status ? tree_int(row->http_status) : tree_null());
    tree_set(t, "fragment", tree_text(fragment_name(row->fragment)));
    if (row->nearest_count)
        tree_set(t, "nearest", strings(row->nearest, row->nearest_count));
    set_some(t, "why", row->why);
    for (size_t i = 0; i < u->places.len; i++) {
        const struct plan_place *p = &u->places.at[i];
        if (!last || strcmp(last, p->path) != 0)
            tree_append(records, tree_text(p->path));
        last = p->path;
        tree_append(places, place_tree(p));
    }
    tree_set(t, "records", records);
    tree_set(t, "places", places);
    tree_set(t, "severity", tree_text(severity_name(row->severity)));
    if (row->judged) {
        tree_set(t, "state", tree_text(link_state_name(row->standing.state)));
        set_stamp(t, "since", row->standing.since);
        set_stamp(t, "checked", row->standing.checked);
        if (row->standing.failures)
            tree_set(t, "failures", tree_int(row->standing.failures));
    }
    if (row->accepted_until) {
        char day[11];
        date_format(row->accepted_until, day);
        tree_set(t, "accepted_until", tree_text(day));
        set_some(t, "accepted_reason", row->accepted_reason);
    }
    tree_set(t, "looked_at", tree_bool(!row->rested));
    tree_set(t, "requests", tree_int(row->requests));
    tree_set(t, "bytes", tree_int((long long)row->bytes));
    tree_set(t, "ms", tree_int(row->ms));
    return t;
}

static tree *finding_tree(const struct links_row *row, struct str url, const struct plan_place *p)
{
    struct buf text = BUF_INIT;
    tree *t = tree_object();
    tree_set(t, "path", tree_text(p->path));
    tree_set(t, "line", tree_int(p->line));
    tree_set(t, "column", tree_int(p->column));
    tree_set(t, "end_line", tree_int(p->end_line));
    tree_set(t, "end_column", tree_int(p->end_column));
    tree_set(t, "pointer", tree_text(p->pointer));
    tree_set(t, "rule", tree_text(links_row_rule(row)));
    tree_set(t, "severity", tree_text(severity_name(row->severity)));
    links_row_headline(row, &text);
    if (row->why.len)
        buf_addf(&text, ": %.*s", STR_FMT(row->why));
    tree_set(t, "message", tree_str(buf_str(&text)));
    buf_clear(&text);
    links_row_help(row, &text);
    set_some(t, "help", buf_str(&text));
    buf_clear(&text);
    links_row_fixed(row, url, &text);
    if (text.len) {
        tree *edits = tree_array(), *e = tree_object();
        tree_set(e, "offset", tree_int(p->start));
        tree_set(e, "length", tree_int((long long)p->end - p->start));
        tree_set(e, "text", tree_str(buf_str(&text)));
        tree_append(edits, e);
        tree_set(t, "fix", edits);
        tree_set(t, "fix_safe", tree_bool(false));
    }
    buf_release(&text);
    return t;
}

static tree *findings_tree(const struct links_report *r)
{
    tree *t = tree_array();
    for (size_t i = 0; i < r->rows.len; i++) {
        const struct links_row *row = &r->rows.at[i];
        const struct plan_url *u = row->u;
        for (size_t k = 0; k < u->places.len && row->severity != SEVERITY_OFF; k++)
            tree_append(t, finding_tree(row, u->url, &u->places.at[k]));
    }
    return t;
}

static tree *summary_tree(const struct links_report *r)
{
    tree *t = tree_object(), *verdicts = tree_object(), *failures = tree_array();
    size_t by_verdict[VERDICT_COUNT] = {0}, by_severity[4] = {0}, rested = 0;
    for (size_t i = 0; i < r->rows.len; i++) {
        rested += r->rows.at[i].rested;
        by_verdict[r->rows.at[i].verdict] += !r->rows.at[i].rested;
        by_severity[r->rows.at[i].severity]++;
    }
    for (int v = 0; v < VERDICT_COUNT; v++)
        if (by_verdict[v])
            tree_set(verdicts, verdict_name((enum verdict)v), tree_int((long long)by_verdict[v]));
    for (size_t i = 0; i < r->failure_count; i++)
        tree_append(failures, tree_text(r->failures[i]));
    tree_set(t, "links", tree_int((long long)(r->rows.len - rested)));
    tree_set(t, "known_before", tree_int((long long)rested));
    tree_set(t, "errors", tree_int((long long)by_severity[SEVERITY_ERROR]));
    tree_set(t, "warnings", tree_int((long long)by_severity[SEVERITY_WARNING]));
    tree_set(t, "infos", tree_int((long long)by_severity[SEVERITY_INFO]));
    tree_set(t, "verdicts", verdicts);
    tree_set(t, "not_due", tree_int((long long)r->scope->not_due));
    tree_set(t, "left_out", tree_int((long long)r->scope->over_max));
    tree_set(t, "not_reached", tree_int((long long)r->not_reached));
    tree_set(t, "failures", failures);
    tree_set(t, "exit_code", tree_int(r->exit_code));
    return t;
}

/* Those of the plan in its order, then those that rest in theirs. */
static void add_links(const struct links_report *r, tree *links)
{
    const struct plan *plans[] = {r->plan, &r->scope->resting};
    for (int k = 0; k < 2; k++) {
        size_t n = plans[k]->urls.len;
        const struct links_row **by_url = mem_zalloc(n + 1, sizeof *by_url);
        for (size_t i = 0; i < r->rows.len; i++)
            if (r->rows.at[i].rested == (k == 1))
                by_url[r->rows.at[i].u - plans[k]->urls.at] = &r->rows.at[i];
        for (size_t i = 0; i < n; i++)
            if (by_url[i])
                tree_append(links, link_tree(by_url[i]));
        free(by_url);
    }
}

void links_report_json(const struct links_report *r, struct buf *out)
{
    tree *root = tree_object(), *links = tree_array();
    add_links(r, links);
    tree_set(root, "findings", findings_tree(r));
    tree_set(root, "links", links);
    tree_set(root, "summary", summary_tree(r));
    tree_write(root, TREE_INDENT, out);
    buf_addc(out, '\n');
    tree_free(root);
}
