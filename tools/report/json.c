/* Findings for a program: one object, schemas/report.schema.json. Offsets are bytes, columns code points. */
#include "report/report.h"
#include "json/tree.h"

static tree *edits_of(const struct finding *f)
{
    tree *list = tree_array();
    for (size_t i = 0; i < f->edit_count; i++) {
        tree *e = tree_object();
        tree_set(e, "offset", tree_int((long long)f->edits[i].offset));
        tree_set(e, "length", tree_int((long long)f->edits[i].length));
        tree_set(e, "text", tree_str(f->edits[i].text));
        tree_append(list, e);
    }
    return list;
}

static tree *finding_tree(const struct report *r, const struct finding *f)
{
    tree *t = tree_object();
    tree_set(t, "path", tree_text(r->sources[f->file].path));
    tree_set(t, "line", tree_int(f->from.line));
    tree_set(t, "column", tree_int(f->from.column));
    tree_set(t, "end_line", tree_int(f->to.line));
    tree_set(t, "end_column", tree_int(f->to.column));
    tree_set(t, "pointer", tree_text(f->pointer));
    tree_set(t, "rule", tree_text(f->rule->id));
    tree_set(t, "severity", tree_text(severity_name(f->severity)));
    tree_set(t, "message", tree_text(f->message));
    if (f->help)
        tree_set(t, "help", tree_text(f->help));
    if (f->note)
        tree_set(t, "note", tree_text(f->note));
    if (f->edit_count) {
        tree_set(t, "fix", edits_of(f));
        tree_set(t, "fix_safe", tree_bool(!f->unsafe));
    }
    return t;
}

void report_json(const struct report *r, struct buf *out)
{
    const struct result *res = r->result;
    tree *root = tree_object(), *findings = tree_array(), *summary = tree_object(), *failures = tree_array();
    for (size_t i = 0; i < res->count; i++)
        tree_append(findings, finding_tree(r, &res->findings[i]));
    tree_set(root, "findings", findings);
    tree_set(summary, "records", tree_int((long long)res->records));
    tree_set(summary, "errors", tree_int((long long)res->by_severity[SEVERITY_ERROR]));
    tree_set(summary, "warnings", tree_int((long long)res->by_severity[SEVERITY_WARNING]));
    tree_set(summary, "infos", tree_int((long long)res->by_severity[SEVERITY_INFO]));
    tree_set(summary, "in_baseline", tree_int((long long)(res->held_count - res->suppressed)));
    tree_set(summary, "suppressed", tree_int((long long)res->suppressed));
    tree_set(summary, "skipped_checks", tree_int((long long)res->skipped));
    for (size_t i = 0; i < res->failures.len; i++)
        tree_append(failures, tree_text(res->failures.at[i]));
    tree_set(summary, "failures", failures);
    tree_set(summary, "exit_code", tree_int(r->exit_code));
    tree_set(root, "summary", summary);
    tree_write(root, TREE_INDENT, out);
    buf_addc(out, '\n');
    tree_free(root);
}
