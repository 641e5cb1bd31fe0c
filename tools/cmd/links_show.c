/* The report on links for people: at a terminal, and as a Markdown page. */
#include "cmd/links_report.h"

#include "report/report.h"

static const char *const paints[] = {"", "\033[1;36m", "\033[1;33m", "\033[1;31m"};

static void add_place(struct buf *out, const struct plan_place *p)
{
    buf_adds(out, "    ");
    report_safe(out, str_of(p->path));
    buf_addf(out, ":%u:%u  ", p->line, p->column);
    report_safe(out, str_of(p->pointer));
    buf_adds(out, p->official ? "  (official)\n" : "\n");
}

static void add_row(struct buf *out, const struct links_report *r, const struct links_row *row)
{
    struct buf text = BUF_INIT;
    const struct plan_url *u = row->u;
    if (r->colour)
        buf_adds(out, paints[row->severity]);
    buf_addf(out, "%s:", severity_name(row->severity));
    if (r->colour)
        buf_adds(out, "\033[0m");
    buf_addc(out, ' ');
    report_safe(out, u->url);
    buf_adds(out, "\n    ");
    links_row_headline(row, &text);
    buf_add_str(out, buf_str(&text));
    if (row->why.len) {
        buf_adds(out, ": ");
        report_safe(out, row->why);
    }
    buf_addc(out, '\n');
    for (size_t i = 0; i < u->places.len; i++)
        add_place(out, &u->places.at[i]);
    buf_clear(&text);
    links_row_help(row, &text);
    if (text.len) {
        buf_adds(out, "    = help: ");
        report_safe(out, buf_str(&text));
        buf_addc(out, '\n');
    }
    buf_release(&text);
}

void links_report_text(const struct links_report *r, struct buf *out)
{
    for (size_t i = 0; i < r->rows.len; i++)
        if (r->rows.at[i].severity != SEVERITY_OFF)
            add_row(out, r, &r->rows.at[i]);
}

/* ---- Markdown ---- */

/* A URL in a cell: code, in which nothing is structure but backticks and bars, which stand percent-encoded.
 */
static void add_code(struct buf *out, struct str v)
{
    struct buf safe = BUF_INIT;
    report_safe(&safe, v);
    buf_addc(out, '`');
    for (size_t i = 0; i < safe.len; i++) {
        if (safe.s[i] == '`' || safe.s[i] == '|')
            buf_addf(out, "%%%02X", (unsigned char)safe.s[i]);
        else
            buf_addc(out, safe.s[i]);
    }
    buf_addc(out, '`');
    buf_release(&safe);
}

static void add_places(struct buf *out, const struct plan_url *u)
{
    enum { SHOWN = 5 };
    for (size_t i = 0; i < u->places.len && i < SHOWN; i++) {
        struct buf place = BUF_INIT;
        buf_addf(&place, "%s:%u", u->places.at[i].path, u->places.at[i].line);
        buf_adds(out, i ? "<br>" : "");
        add_code(out, buf_str(&place));
        buf_release(&place);
    }
    if (u->places.len > SHOWN)
        buf_addf(out, "<br>and %zu more", u->places.len - SHOWN);
}

static void add_advice(struct buf *out, const struct links_row *row)
{
    if (row->verdict == VERDICT_PERMANENT && row->new_url.len) {
        add_code(out, row->new_url);
        return;
    }
    for (size_t i = 0; i < row->nearest_count; i++) {
        struct buf id = BUF_INIT;
        buf_addf(&id, "#%.*s", STR_FMT(row->nearest[i]));
        buf_adds(out, i ? " " : "");
        add_code(out, buf_str(&id));
        buf_release(&id);
    }
    if (!row->nearest_count)
        report_cell(out, row->why);
}

void links_report_markdown(const struct links_report *r, struct buf *out)
{
    static const char *const titles[] = {"", "To watch", "To mend some day", "Broken"};
    enum severity open = SEVERITY_OFF;
    buf_adds(out, "# kedb links\n\n");
    links_report_summary(r, out);
    buf_adds(out, ".\n");
    for (size_t i = 0; i < r->failure_count; i++) {
        buf_adds(out, "\nFailure: ");
        report_cell(out, str_of(r->failures[i]));
        buf_addc(out, '\n');
    }
    for (size_t i = 0; i < r->rows.len; i++) {
        const struct links_row *row = &r->rows.at[i];
        const struct plan_url *u = row->u;
        if (row->severity == SEVERITY_OFF)
            continue;
        if (row->severity != open)
            buf_addf(
                out,
                "\n## %s\n\n| Link | Verdict | Write instead, or why | Where |\n| --- | --- | --- | --- |\n",
                titles[row->severity]);
        open = row->severity;
        buf_adds(out, "| ");
        add_code(out, u->url);
        buf_adds(out, " | ");
        links_row_headline(row, out);
        buf_adds(out, " | ");
        add_advice(out, row);
        buf_adds(out, " | ");
        add_places(out, u);
        buf_adds(out, " |\n");
    }
}
