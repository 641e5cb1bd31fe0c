/* Findings for a person at a terminal:
 *
 *     PATH:LINE:COLUMN: SEVERITY: MESSAGE [RULE]
 *       14 |   "fail_rate": 1.4,
 *          |                ^~~
 *       = POINTER; NOTE
 *       = help: WHAT TO DO
 */
#include "base/utf8.h"
#include "report/report.h"

#include <stdio.h>

struct palette {
    const char *bold, *error, *warning, *info, *mark, *dim, *off;
};

static const struct palette plain = {"", "", "", "", "", "", ""};
static const struct palette colours = {"\033[1m",  "\033[1;31m", "\033[1;33m", "\033[1;36m",
                                       "\033[32m", "\033[2m",    "\033[0m"};

void report_safe(struct buf *out, struct str v)
{
    for (size_t i = 0; i < v.len;) {
        size_t from = i;
        uint32_t cp = utf8_next(v, &i);
        if (cp == UTF8_BAD)
            buf_addf(out, "\\x%02x", (unsigned char)v.s[from]);
        else if (utf8_is_unsafe(cp))
            buf_addf(out, "\\u{%04x}", cp);
        else
            buf_add(out, v.s + from, i - from);
    }
}

/* A text of several lines, those after the first further in. */
static void add_lines(struct buf *out, struct str v)
{
    for (size_t at = 0; at <= v.len;) {
        size_t end = str_find(v, STR("\n"), at);
        end = end == SIZE_MAX ? v.len : end;
        buf_adds(out, at ? "\n     " : "");
        report_safe(out, str_sub(v, at, end));
        at = end + 1;
    }
}

static void add_finding(struct buf *out, const struct report *r, const struct finding *f,
                        const struct palette *p)
{
    const char *paint = f->severity == SEVERITY_ERROR     ? p->error
                        : f->severity == SEVERITY_WARNING ? p->warning
                                                          : p->info;
    buf_adds(out, p->bold);
    report_safe(out, str_of(r->sources[f->file].path));
    buf_addf(out, ":%u:%u:%s %s%s:%s ", f->from.line, f->from.column, p->off, paint,
             severity_name(f->severity), p->off);
    report_safe(out, str_of(f->message));
    buf_addf(out, " %s[%s]%s\n", p->dim, f->rule->id, p->off);
    if (f->line) {
        char number[16];
        int width = snprintf(number, sizeof number, "%u", f->from.line);
        width = width < 4 ? 4 : width;
        buf_addf(out, "%*s | %s\n", width + 1, number, f->line);
        buf_addf(out, "%*s | %s%s%s\n", width + 1, "", p->mark, f->marks, p->off);
    }
    if (*f->pointer || f->note) {
        buf_adds(out, "   = ");
        report_safe(out, str_of(*f->pointer ? f->pointer : "the whole record"));
        if (f->note) {
            buf_adds(out, "; ");
            add_lines(out, str_of(f->note));
        }
        buf_addc(out, '\n');
    }
    if (f->help) {
        buf_addf(out, "   = %shelp:%s ", p->bold, p->off);
        report_safe(out, str_of(f->help));
        buf_addc(out, '\n');
    }
}

void report_text(const struct report *r, struct buf *out)
{
    for (size_t i = 0; i < r->result->count; i++)
        add_finding(out, r, &r->result->findings[i], r->colour ? &colours : &plain);
}

static void add_count(struct buf *out, size_t n, const char *word)
{
    buf_addf(out, "%zu %s%s", n, word, n == 1 ? "" : "s");
}

void report_summary(const struct result *r, struct buf *out)
{
    add_count(out, r->records, "record");
    buf_adds(out, " checked: ");
    add_count(out, r->by_severity[SEVERITY_ERROR], "error");
    buf_adds(out, ", ");
    add_count(out, r->by_severity[SEVERITY_WARNING], "warning");
    buf_adds(out, ", ");
    add_count(out, r->by_severity[SEVERITY_INFO], "info");
    if (r->held_count) {
        buf_adds(out, "; held back: ");
        buf_addf(out, "%zu in the baseline, %zu suppressed", r->held_count - r->suppressed, r->suppressed);
    }
    if (r->skipped) {
        buf_adds(out, "; ");
        add_count(out, r->skipped, "check");
        buf_adds(out, " left out where a value has the wrong type");
    }
    if (r->failures.len) {
        buf_adds(out, "; ");
        add_count(out, r->failures.len, "file");
        buf_adds(out, " could not be read");
    }
}
