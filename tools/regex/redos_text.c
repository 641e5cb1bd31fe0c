/* Verdicts as text: see redos.h. */
#include "regex/redos.h"

static void quoted(struct buf *out, struct str s)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c == '"' || c == '\\')
            buf_addf(out, "\\%c", c);
        else if (c == '\n')
            buf_adds(out, "\\n");
        else if (c == '\t')
            buf_adds(out, "\\t");
        else if (c < 0x20 || c == 0x7F)
            buf_addf(out, "\\u%04x", c);
        else
            buf_addc(out, (char)c);
    }
    buf_addc(out, '"');
}

enum { RUN_MIN = 16 /* repetitions that are counted rather than spelled */ };

/* The text, or "a" * 40 when it is nothing but a short word many times over. */
static void spelled(struct buf *out, struct str s, bool in_product)
{
    for (size_t unit = 1; unit <= s.len / RUN_MIN && unit <= 32; unit++) {
        if (s.len % unit || memcmp(s.s, s.s + unit, s.len - unit) != 0)
            continue;
        if (in_product)
            buf_addc(out, '(');
        quoted(out, str_sub(s, 0, unit));
        buf_addf(out, " * %zu", s.len / unit);
        if (in_product)
            buf_addc(out, ')');
        return;
    }
    quoted(out, s);
}

void redos_attack_text(const struct attack *a, size_t pumps, struct buf *out)
{
    const char *plus = "";
    for (size_t i = 0; i < a->count; i++) {
        if (a->parts[i].before.len) {
            buf_adds(out, plus);
            spelled(out, a->parts[i].before, false);
            plus = " + ";
        }
        buf_adds(out, plus);
        spelled(out, a->parts[i].pump, true);
        if (pumps)
            buf_addf(out, " * %zu", pumps);
        else
            buf_adds(out, " * k");
        plus = " + ";
    }
    if (a->suffix.len) {
        buf_adds(out, plus);
        spelled(out, a->suffix, false);
    }
}

void redos_steps_text(const struct redos *r, struct buf *out)
{
    for (size_t i = 0; i < r->point_count; i++) {
        const struct growth_point *p = &r->points[i];
        buf_addf(out, "%s%s%llu%s for %llu%s", i ? ", " : "", p->capped ? "more than " : "",
                 (unsigned long long)p->steps, i ? "" : " steps", (unsigned long long)p->chars,
                 i ? "" : " characters");
    }
}

const char *redos_verdict_name(enum redos_verdict v)
{
    static const char *const names[] = {"linear", "bounded", "polynomial", "exponential", "undecided"};
    return names[v];
}

const char *redos_degree_name(const struct redos *r)
{
    static const char *const names[] = {"quadratic", "cubic", "quartic"};
    if (r->verdict == REDOS_EXPONENTIAL)
        return "exponential";
    if (r->verdict == REDOS_BOUNDED)
        return "unreasonable";
    if (r->verdict == REDOS_POLYNOMIAL && r->degree >= 2 && r->degree <= 4)
        return names[r->degree - 2];
    return r->verdict == REDOS_POLYNOMIAL ? "high polynomial" : redos_verdict_name(r->verdict);
}

const char *redos_help(const struct redos *r)
{
    if (r->verdict == REDOS_EXPONENTIAL || r->verdict == REDOS_BOUNDED)
        return "let no text be read in two ways: what a repeat begins with must not be what it may go on "
               "with";
    if (r->degree == 2)
        return "put a bound where there is none, such as [^\\n]{0,200} for .*, or begin the part with what "
               "is constant";
    return "put bounds where there are none, such as [^\\n]{0,200} for .*, or leave wildcards out";
}
