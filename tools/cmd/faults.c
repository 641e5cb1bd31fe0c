/* Faults of validated files, written out: see faults.h. */
#include "cmd/faults.h"
#include "report/report.h"
#include "json/pointer.h"

#include <stdio.h>

enum { CELLS = 110 };

struct paint {
    const char *bold, *error, *warning, *mark, *dim, *off;
};
static const struct paint plain = {"", "", "", "", "", ""};
static const struct paint colours = {"\033[1m", "\033[1;31m", "\033[1;33m", "\033[32m", "\033[2m", "\033[0m"};

static void add_head(struct buf *out, const struct fault_file *f, size_t at, const char *severity,
                     const char *message, const char *keyword, const struct paint *p)
{
    struct place place = srcmap_place(&f->map, at);
    buf_adds(out, p->bold);
    report_safe(out, str_of(f->path));
    buf_addf(out, ":%u:%u:%s %s%s:%s ", place.line, place.column, p->off,
             strcmp(severity, "error") == 0 ? p->error : p->warning, severity, p->off);
    report_safe(out, str_of(message));
    if (keyword)
        buf_addf(out, " %s[%s]%s", p->dim, keyword, p->off);
    buf_addc(out, '\n');
}

static void add_excerpt(struct buf *out, const struct fault_file *f, size_t from, size_t to,
                        const struct paint *p)
{
    struct place place = srcmap_place(&f->map, from);
    struct str line = srcmap_line(&f->map, place.line);
    size_t start = (size_t)(line.s - f->text.s);
    struct excerpt e = {BUF_INIT, BUF_INIT};
    size_t end = to > start + line.len ? line.len : to - start;
    excerpt_build(&e, line, from - start, end, CELLS);
    char number[16];
    int width = snprintf(number, sizeof number, "%u", place.line);
    width = width < 4 ? 4 : width;
    buf_addf(out, "%*s | %s\n%*s | %s%s%s\n", width + 1, number, buf_str(&e.line).s, width + 1, "", p->mark,
             buf_str(&e.marks).s, p->off);
    excerpt_release(&e);
}

/* An object or list is pointed at by its opening bracket: what is wrong is the whole of it. */
static size_t mark_end(const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = json_cell(doc, n);
    return c->type == JSON_OBJECT || c->type == JSON_ARRAY ? c->start + 1u : c->end;
}

static void add_pointer(struct buf *out, const struct fault_file *f, json_node n)
{
    struct buf pointer = BUF_INIT;
    json_pointer_add(&pointer, f->doc, n);
    report_safe(out, pointer.len ? buf_str(&pointer) : STR("the whole document"));
    buf_release(&pointer);
}

/* Lines of the schema's documents: mapped once as long as faults speak of the same one. */
struct schema_lines {
    const struct json_doc *doc;
    struct srcmap map;
};

/* "schema.json:20:9 #/properties/port/maximum (...)": where the keyword stands. */
static void add_schema_place(struct buf *out, struct schema_lines *lines, const struct schema_fault *fault)
{
    if (lines->doc != fault->schema_doc) {
        if (lines->doc)
            srcmap_release(&lines->map);
        lines->doc = fault->schema_doc;
        srcmap_build(&lines->map, lines->doc->text);
    }
    const struct json_cell *c = json_cell(lines->doc, fault->at);
    if (c->parent != JSON_NONE && json_type(lines->doc, c->parent) == JSON_KEY)
        c = json_cell(lines->doc, c->parent);
    struct place place = srcmap_place(&lines->map, c->start);
    const char *pointer = fault->place + strlen(fault->schema_name);
    buf_addf(out, "%s:%u:%u %s", fault->schema_name, place.line, place.column, pointer);
}

static void lines_release(struct schema_lines *lines)
{
    if (lines->doc)
        srcmap_release(&lines->map);
}

void faults_text(struct buf *out, const struct fault_file *f, const struct schema_faults *faults, bool colour)
{
    const struct paint *p = colour ? &colours : &plain;
    struct schema_lines lines = {0};
    struct buf where = BUF_INIT;
    for (size_t i = 0; i < faults->len; i++) {
        const struct schema_fault *fault = &faults->at[i];
        size_t from = json_cell(f->doc, fault->node)->start;
        add_head(out, f, from, "error", fault->message, fault->keyword, p);
        add_excerpt(out, f, from, mark_end(f->doc, fault->node), p);
        buf_adds(out, "   = ");
        add_pointer(out, f, fault->node);
        buf_adds(out, "; ");
        buf_clear(&where);
        add_schema_place(&where, &lines, fault);
        report_safe(out, buf_str(&where));
        buf_addc(out, '\n');
        if (fault->help) {
            buf_addf(out, "   = %shelp:%s ", p->bold, p->off);
            report_safe(out, str_of(fault->help));
            buf_addc(out, '\n');
        }
    }
    lines_release(&lines);
    buf_release(&where);
}

void faults_text_json(struct buf *out, const struct fault_file *f, const struct json_fault *fault,
                      bool colour)
{
    const struct paint *p = colour ? &colours : &plain;
    add_head(out, f, fault->at, "error", fault->what, "json", p);
    add_excerpt(out, f, fault->at, fault->end, p);
    if (fault->help)
        buf_addf(out, "   = %shelp:%s %s\n", p->bold, p->off, fault->help);
}

void faults_text_note(struct buf *out, const struct fault_file *f, size_t from, size_t to,
                      const char *severity, const char *message, bool colour)
{
    const struct paint *p = colour ? &colours : &plain;
    add_head(out, f, from, severity, message, NULL, p);
    add_excerpt(out, f, from, to, p);
}

/* "schema/additional-properties" */
static char *rule_of(const char *keyword)
{
    struct buf b = BUF_INIT;
    buf_adds(&b, "schema/");
    for (const char *k = keyword; *k; k++) {
        unsigned char c = (unsigned char)*k;
        if (ascii_is_upper(c))
            buf_addc(&b, '-');
        if (ascii_is_alnum(c))
            buf_addc(&b, (char)ascii_lower(c));
    }
    return buf_detach(&b);
}

static tree *finding(const struct fault_file *f, size_t from, size_t to, json_node n, const char *rule,
                     const char *severity, const char *message)
{
    struct place start = srcmap_place(&f->map, from), end = srcmap_place(&f->map, to);
    struct buf pointer = BUF_INIT;
    tree *t = tree_object();
    if (n != JSON_NONE)
        json_pointer_add(&pointer, f->doc, n);
    tree_set(t, "path", tree_text(f->path));
    tree_set(t, "line", tree_int(start.line));
    tree_set(t, "column", tree_int(start.column));
    tree_set(t, "end_line", tree_int(end.line));
    tree_set(t, "end_column", tree_int(end.column));
    tree_set(t, "pointer", tree_str(buf_str(&pointer)));
    tree_set(t, "rule", tree_text(rule));
    tree_set(t, "severity", tree_text(severity));
    tree_set(t, "message", tree_text(message));
    buf_release(&pointer);
    return t;
}

void faults_tree(tree *list, const struct fault_file *f, const struct schema_faults *faults)
{
    struct schema_lines lines = {0};
    struct buf where = BUF_INIT;
    for (size_t i = 0; i < faults->len; i++) {
        const struct schema_fault *fault = &faults->at[i];
        size_t from = json_cell(f->doc, fault->node)->start;
        char *rule = rule_of(fault->keyword);
        tree *t = finding(f, from, mark_end(f->doc, fault->node), fault->node, rule, "error", fault->message);
        free(rule);
        if (fault->help)
            tree_set(t, "help", tree_text(fault->help));
        buf_clear(&where);
        add_schema_place(&where, &lines, fault);
        tree_set(t, "note", tree_str(buf_str(&where)));
        tree_append(list, t);
    }
    lines_release(&lines);
    buf_release(&where);
}

void faults_tree_json(tree *list, const struct fault_file *f, const struct json_fault *fault)
{
    tree *t = finding(f, fault->at, fault->end, JSON_NONE, "json/syntax", "error", fault->what);
    if (fault->help)
        tree_set(t, "help", tree_text(fault->help));
    tree_append(list, t);
}

void faults_tree_note(tree *list, const struct fault_file *f, json_node n, const char *severity,
                      const char *message)
{
    tree_append(list, finding(f, json_cell(f->doc, n)->start, mark_end(f->doc, n), n, "schema/note", severity,
                              message));
}
