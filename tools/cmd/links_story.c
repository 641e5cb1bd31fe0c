/* One URL's whole story. */
#include "cmd/links.h"
#include "report/report.h"

static void add_url(struct buf *out, const char *lead, struct str v)
{
    buf_adds(out, lead);
    report_safe(out, v);
    buf_addc(out, '\n');
}

void links_story(const struct outcome *o, struct buf *out)
{
    add_url(out, "", o->url);
    for (size_t i = 0; i < o->hop_count; i++) {
        const struct hop *h = &o->hops[i];
        buf_addf(out, "  %zu. GET ", i + 1);
        report_safe(out, h->url);
        buf_adds(out, "\n     ");
        if (h->http_status)
            buf_addf(out, "%d", h->http_status);
        else
            buf_adds(out, "no answer");
        if (h->location.len) {
            buf_adds(out, " to ");
            report_safe(out, h->location);
        }
        if (h->note.len) {
            buf_adds(out, "; ");
            report_safe(out, h->note);
        }
        buf_addc(out, '\n');
    }
    if (o->requests > o->hop_count)
        buf_addf(out, "  %zu more to learn how the site answers to missing pages\n",
                 o->requests - o->hop_count);
    if (o->fragment != FRAGMENT_NONE) {
        buf_adds(out, "  fragment: \"");
        report_safe(out, o->fragment_text);
        buf_addf(out, "\" %s\n", fragment_name(o->fragment));
    }
    for (size_t i = 0; i < o->nearest_count; i++)
        add_url(out, "  the page has: #", o->nearest[i]);
    if (o->new_url.len)
        add_url(out, "  write instead: ", o->new_url);
    buf_addf(out, "  %u request%s, %llu bytes, %u ms\n", o->requests, o->requests == 1 ? "" : "s",
             (unsigned long long)o->bytes, o->ms);
    buf_addf(out, "  verdict: %s, ", verdict_name(o->verdict));
    report_safe(out, o->why.len ? o->why : str_of(verdict_meaning(o->verdict)));
    buf_addc(out, '\n');
}
