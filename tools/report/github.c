/* Workflow commands that a GitHub job turns into annotations on the lines of a change.
 *
 * A step shows ten annotations a level; more are dropped without a word. So the worst are sent, ten a level,
 * and one notice says how many were held back. Properties and messages are escaped as the runner's toolkit
 * does it: % CR LF, and in properties : and , too. */
#include "report/report.h"

enum { A_LEVEL_MAX = 10 };

static void add_escaped(struct buf *out, struct str v, bool property)
{
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            buf_addf(out, "%%%02X", c);
        else
            buf_addc(out, (char)c);
    }
}

static void add_command(struct buf *out, const struct report *r, const struct finding *f)
{
    static const char *const commands[] = {"debug", "notice", "warning", "error"};
    struct buf text = BUF_INIT;
    buf_addf(out, "::%s file=", commands[f->severity]);
    add_escaped(out, str_of(r->sources[f->file].path), true);
    buf_addf(out, ",line=%u,col=%u", f->from.line, f->from.column);
    if (f->to.line == f->from.line)
        buf_addf(out, ",endColumn=%u", f->to.column);
    buf_addf(out, ",title=%s::", f->rule->id);
    report_safe(&text, str_of(f->message));
    if (f->help) {
        buf_adds(&text, "\n");
        report_safe(&text, str_of(f->help));
    }
    add_escaped(out, buf_str(&text), false);
    buf_addc(out, '\n');
    buf_release(&text);
}

void report_github(const struct report *r, struct buf *out)
{
    const struct result *res = r->result;
    size_t held = 0;
    for (int level = SEVERITY_ERROR; level >= SEVERITY_INFO; level--) {
        size_t sent = 0;
        /* The summary of what was held back is a notice itself: one place less for the infos. */
        size_t room = level == SEVERITY_INFO ? A_LEVEL_MAX - 1 : A_LEVEL_MAX;
        for (size_t i = 0; i < res->count; i++) {
            if ((int)res->findings[i].severity != level)
                continue;
            if (sent < room) {
                add_command(out, r, &res->findings[i]);
                sent++;
            } else {
                held++;
            }
        }
    }
    if (held)
        buf_addf(out,
                 "::notice title=kedb::%zu more findings are not shown here: %zu errors, %zu warnings, %zu "
                 "infos in all\n",
                 held, res->by_severity[SEVERITY_ERROR], res->by_severity[SEVERITY_WARNING],
                 res->by_severity[SEVERITY_INFO]);
}
