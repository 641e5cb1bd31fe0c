/* The report on links as findings, for the formats of kedb check: annotations on a change, code scanning,
 * test reports. */
#include "cmd/links_report.h"

#include "report/report.h"
#include "json/edit.h"

struct listing {
    const struct links_report *r;
    struct arena arena;
    struct strmap files; /* path to number */
    VEC(struct source) sources;
    VEC(struct finding) findings;
};

static uint32_t file_number(struct listing *l, const char *path)
{
    bool fresh;
    uint32_t *at = strmap_put(&l->files, str_of(path), (uint32_t)l->sources.len, &fresh);
    uint32_t number = *at;
    if (fresh)
        *vec_push(&l->sources) = (struct source){.path = path, .asked = true};
    return number;
}

static const char *kept(struct listing *l, struct buf *text)
{
    const char *out = text->len ? arena_dup(&l->arena, buf_str(text)) : NULL;
    buf_clear(text);
    return out;
}

static void add_finding(struct listing *l, const struct links_row *row, struct str url,
                        const struct plan_place *p)
{
    struct buf text = BUF_INIT;
    struct finding f = {
        .rule = rule_find(rule_table, str_of(links_row_rule(row))),
        .severity = row->severity,
        .file = file_number(l, p->path),
        .start = p->start,
        .end = p->end,
        .from = {p->line, p->column},
        .to = {p->end_line, p->end_column},
        .pointer = p->pointer,
        .unsafe = true,
    };
    links_row_headline(row, &text);
    if (row->why.len)
        buf_addf(&text, ": %.*s", STR_FMT(row->why));
    f.message = kept(l, &text);
    links_row_help(row, &text);
    f.help = kept(l, &text);
    links_row_fixed(row, url, &text);
    if (text.len) {
        f.edits = arena_alloc(&l->arena, sizeof *f.edits);
        *f.edits = (struct edit){p->start, p->end - p->start, arena_str(&l->arena, buf_str(&text))};
        f.edit_count = 1;
    }
    buf_release(&text);
    *vec_push(&l->findings) = f;
}

/* Those of a file together, as the formats expect. */
static int by_file(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

void links_report_findings(const struct links_report *r, const char *format, struct buf *out)
{
    struct listing l = {.r = r};
    struct selection selection;
    struct result result = {0};
    selection_init(&selection, rule_table);
    for (size_t i = 0; i < r->rows.len; i++) {
        const struct links_row *row = &r->rows.at[i];
        const struct plan_url *u = row->u;
        for (size_t k = 0; k < u->places.len && row->severity != SEVERITY_OFF; k++) {
            add_finding(&l, row, u->url, &u->places.at[k]);
            result.by_severity[row->severity]++;
        }
    }
    for (size_t i = 0; i < r->failure_count; i++)
        *vec_push(&result.failures) = (char *)r->failures[i];
    if (l.findings.len)
        qsort(l.findings.at, l.findings.len, sizeof *l.findings.at, by_file);
    result.findings = l.findings.at;
    result.count = l.findings.len;
    result.records = l.sources.len;
    report_find(format)->write(
        &(struct report){
            .result = &result, .sources = l.sources.at, .selection = &selection, .exit_code = r->exit_code},
        out);
    vec_release(&result.failures);
    vec_release(&l.findings);
    vec_release(&l.sources);
    strmap_release(&l.files);
    selection_release(&selection);
    arena_release(&l.arena);
}
