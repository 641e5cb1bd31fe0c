/* Figures as text, JSON, Markdown and a page. The three for people are one walk with another pen: a heading,
 * then tables. */
#include "report/figures.h"
#include "json/tree.h"

#include "base/date.h"

#include <stdio.h>

/* How a shape writes a heading, the start and end of a table, and a cell. */
struct pen {
    void (*heading)(struct buf *out, const char *text);
    void (*table)(struct buf *out, const char *const *columns);
    void (*row)(struct buf *out, const char *const *cells);
    void (*end)(struct buf *out);
    void (*line)(struct buf *out, const char *text);
};

enum { COLUMNS = 6 };

static void text_heading(struct buf *out, const char *text)
{
    buf_addf(out, "\n%s\n", text);
}

static void text_cells(struct buf *out, const char *const *cells)
{
    buf_adds(out, " ");
    for (int i = 0; i < COLUMNS - 1; i++)
        buf_addf(out, " %8s", cells[i]);
    buf_adds(out, "  ");
    report_safe(out, str_of(cells[COLUMNS - 1]));
    buf_addc(out, '\n');
}

static void text_row(struct buf *out, const char *const *cells)
{

    text_cells(out, cells);
}

static void text_line(struct buf *out, const char *text)
{
    buf_addf(out, "%s\n", text);
}

static void nothing(struct buf *out)
{
    (void)out;
}

static void add_escaped(struct buf *out, const char *text, bool html)
{
    struct buf safe = BUF_INIT;
    report_safe(&safe, str_of(text));
    for (size_t i = 0; i < safe.len; i++) {
        char c = safe.s[i];
        if (html && (c == '<' || c == '>' || c == '&' || c == '"'))
            buf_adds(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : "&quot;");
        else if (!html && strchr("\\`*_{}[]<>#|~&", c))
            buf_addf(out, "\\%c", c);
        else
            buf_addc(out, c);
    }
    buf_release(&safe);
}

static void markdown_heading(struct buf *out, const char *text)
{
    buf_addf(out, "\n## %s\n", text);
}

static void markdown_row(struct buf *out, const char *const *cells)
{

    for (int i = 0; i < COLUMNS; i++) {
        buf_adds(out, "| ");
        add_escaped(out, cells[i], false);
        buf_addc(out, ' ');
    }
    buf_adds(out, "|\n");
}

static void markdown_table(struct buf *out, const char *const *columns)
{
    buf_addc(out, '\n');
    markdown_row(out, columns);
    buf_adds(out, "| ---: | ---: | ---: | ---: | ---: | --- |\n");
}

static void html_heading(struct buf *out, const char *text)
{
    buf_addf(out, "<h2>%s</h2>\n", text);
}

static void html_table(struct buf *out, const char *const *columns)
{
    buf_adds(out, "<table>\n<thead><tr>");
    for (int i = 0; i < COLUMNS; i++) {
        buf_adds(out, "<th>");
        add_escaped(out, columns[i], true);
        buf_adds(out, "</th>");
    }
    buf_adds(out, "</tr></thead>\n<tbody>\n");
}

static void html_row(struct buf *out, const char *const *cells)
{
    static const char *const kinds[] = {"error", "warning", "info"};
    buf_adds(out, "<tr>");
    for (int i = 0; i < COLUMNS; i++) {
        bool zero = strcmp(cells[i], "0") == 0;
        buf_addf(out, "<td%s%s%s>", i < 3 && !zero ? " class=\"" : "", i < 3 && !zero ? kinds[i] : "",
                 i < 3 && !zero ? "\"" : "");
        add_escaped(out, cells[i], true);
        buf_adds(out, "</td>");
    }
    buf_adds(out, "</tr>\n");
}

static void html_end(struct buf *out)
{
    buf_adds(out, "</tbody></table>\n");
}

static void html_line(struct buf *out, const char *text)
{
    buf_adds(out, "<p>");
    add_escaped(out, text, true);
    buf_adds(out, "</p>\n");
}

static void markdown_line(struct buf *out, const char *text)
{
    buf_addf(out, "\n%s\n", text);
}

static const struct pen pens[] = {
    {text_heading, text_cells, text_row, nothing, text_line},
    {markdown_heading, markdown_table, markdown_row, nothing, markdown_line},
    {html_heading, html_table, html_row, html_end, html_line},
};

static void write_row(const struct pen *pen, struct buf *out, const struct tally *t, size_t fourth,
                      const char *what)
{
    char numbers[5][24];
    const char *cells[COLUMNS];
    size_t values[] = {t->by_severity[SEVERITY_ERROR], t->by_severity[SEVERITY_WARNING],
                       t->by_severity[SEVERITY_INFO], fourth, t->fixable};
    for (int i = 0; i < 5; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%zu", values[i]);
        cells[i] = numbers[i];
    }
    cells[5] = what;
    pen->row(out, cells);
}

static void write_tallies(const struct pen *pen, struct buf *out, const char *title, const char *name,
                          const struct tallies *list, bool queue)
{
    const char *columns[COLUMNS] = {"errors",  "warnings", "infos", queue ? "line" : "records",
                                    "fixable", name};
    if (!list->len)
        return;
    pen->heading(out, title);
    pen->table(out, columns);
    for (size_t i = 0; i < list->len; i++) {
        const struct tally *t = &list->at[i];
        struct buf what = BUF_INIT;
        buf_adds(&what, t->name);
        if (queue)
            buf_addf(&what, ": %s [%s]", t->first->message, t->first->rule->id);
        write_row(pen, out, t, queue ? t->first->from.line : t->records, what.s);
        buf_release(&what);
    }
    pen->end(out);
}

static void write_figures(const struct pen *pen, const struct figures *f, struct buf *out)
{
    struct buf line = BUF_INIT;
    report_summary(f->result, &line);
    buf_addf(&line, "; %zu without an error or a warning", f->clean);
    pen->line(out, line.s);
    write_tallies(pen, out, "What to mend first", "record, and its worst finding", &f->queue, true);
    write_tallies(pen, out, "By rule", "rule", &f->rules, false);
    write_tallies(pen, out, "By domain", "domain", &f->domains, false);
    buf_release(&line);
}

void figures_text(const struct figures *f, struct buf *out)
{
    write_figures(&pens[0], f, out);
}

void figures_markdown(const struct figures *f, struct buf *out)
{
    char day[11];
    date_format(f->today, day);
    buf_addf(out, "# The base on %s\n", day);
    write_figures(&pens[1], f, out);
}

void figures_html(const struct figures *f, struct buf *out)
{
    char day[11];
    date_format(f->today, day);
    buf_addf(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>The base on "
        "%s</title>\n"
        "<style>\n"
        "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#222;"
        "background:#fff}\n"
        "table{border-collapse:collapse;width:100%%}\n"
        "th,td{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:right;vertical-align:top}\n"
        "th:last-child,td:last-child{text-align:left;width:100%%;overflow-wrap:anywhere}\n"
        ".error{color:#a40000;font-weight:600}.warning{color:#7a5200}.info{color:#204a87}\n"
        "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}th,td{border-color:#444}"
        ".error{color:#ff8080}.warning{color:#ffc966}.info{color:#8ab4f8}}\n"
        "</style>\n</head>\n<body>\n<h1>The base on %s</h1>\n",
        day, day);
    write_figures(&pens[2], f, out);
    buf_adds(out, "</body>\n</html>\n");
}

static tree *tallies_tree(const struct tallies *list, const char *name, bool queue)
{
    tree *all = tree_array();
    for (size_t i = 0; i < list->len; i++) {
        const struct tally *t = &list->at[i];
        tree *one = tree_object();
        tree_set(one, name, tree_text(t->name));
        tree_set(one, "errors", tree_int((long long)t->by_severity[SEVERITY_ERROR]));
        tree_set(one, "warnings", tree_int((long long)t->by_severity[SEVERITY_WARNING]));
        tree_set(one, "infos", tree_int((long long)t->by_severity[SEVERITY_INFO]));
        tree_set(one, "fixable", tree_int((long long)t->fixable));
        if (queue) {
            tree_set(one, "line", tree_int(t->first->from.line));
            tree_set(one, "rule", tree_text(t->first->rule->id));
            tree_set(one, "message", tree_text(t->first->message));
        } else {
            tree_set(one, "records", tree_int((long long)t->records));
        }
        tree_append(all, one);
    }
    return all;
}

void figures_json(const struct figures *f, struct buf *out)
{
    char day[11];
    tree *root = tree_object();
    date_format(f->today, day);
    tree_set(root, "day", tree_text(day));
    tree_set(root, "records", tree_int((long long)f->result->records));
    tree_set(root, "clean", tree_int((long long)f->clean));
    tree_set(root, "queue", tallies_tree(&f->queue, "path", true));
    tree_set(root, "rules", tallies_tree(&f->rules, "rule", false));
    tree_set(root, "domains", tallies_tree(&f->domains, "domain", false));
    tree_write(root, TREE_INDENT, out);
    buf_addc(out, '\n');
    tree_free(root);
}
