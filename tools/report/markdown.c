/* Findings as a Markdown page: for a comment on a change, or a job's summary. One table a file. */
#include "report/report.h"

void report_cell(struct buf *out, struct str text)
{
    struct buf safe = BUF_INIT;
    report_safe(&safe, text);
    for (size_t i = 0; i < safe.len; i++) {
        if (strchr("\\`*_{}[]<>#|~&!@", safe.s[i]) ||
            (safe.s[i] == ':' && i + 2 < safe.len && safe.s[i + 1] == '/'))
            buf_addc(out, '\\');
        buf_addc(out, safe.s[i]);
    }
    buf_release(&safe);
}

void report_markdown(const struct report *r, struct buf *out)
{
    static const char *const words[] = {"", "info", "warning", "**error**"};
    const struct result *res = r->result;
    buf_adds(out, "# kedb check\n\n");
    report_summary(res, out);
    buf_adds(out, ".\n");
    for (size_t i = 0; i < res->failures.len; i++) {
        buf_adds(out, "\nFailure: ");
        report_cell(out, str_of(res->failures.at[i]));
        buf_adds(out, "\n");
    }
    uint32_t open = 0xFFFFFFFFu;
    for (size_t i = 0; i < res->count; i++) {
        const struct finding *f = &res->findings[i];
        if (f->file != open) {
            buf_adds(out, "\n## ");
            report_cell(out, str_of(r->sources[f->file].path));
            buf_adds(out, "\n\n| Line | Severity | Finding | Rule |\n| ---: | --- | --- | --- |\n");
            open = f->file;
        }
        buf_addf(out, "| %u | %s | ", f->from.line, words[f->severity]);
        report_cell(out, str_of(f->message));
        if (f->help) {
            buf_adds(out, "; ");
            report_cell(out, str_of(f->help));
        }
        buf_addf(out, " | `%s` |\n", f->rule->id);
    }
}
