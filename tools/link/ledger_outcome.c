/* From an outcome of a check to rows of the ledger. */
#include "link/db.h"
#include "link/outcome.h"

int ledger_record(struct ledger *l, const struct outcome *o, struct err *err)
{
    enum attempt_kind kind = verdict_kind(o->verdict);
    struct ledger_attempt a = {
        .url = o->url,
        .verdict = str_of(verdict_name(o->verdict)),
        .kind = kind == ATTEMPT_FAILED && o->gone ? ATTEMPT_GONE : kind,
        .at = o->at,
        .http_status = o->http_status,
        .final_url = o->final_url,
        .new_url = o->new_url,
        .nearest = o->nearest,
        .nearest_count = o->nearest_count,
        .why = o->why,
        .requests = o->requests,
        .bytes = o->bytes,
        .ms = o->ms,
    };
    /* All URLs of a page come together: it is stored with the first of them. */
    if (o->page && !(l->page && str_eq(o->page->url, str_of(l->page)) && l->page_at == o->at)) {
        struct ledger_page page = {
            .url = o->page->url,
            .checked = o->at,
            .etag = o->page->etag,
            .last_modified = o->page->last_modified,
            .whole = o->page->whole,
            .ids = o->page->ids,
            .id_count = o->page->id_count,
            .headings = o->page->headings,
            .heading_count = o->page->heading_count,
        };
        if (ledger_page_store(l, &page, err) != 0)
            return -1;
        free(l->page);
        l->page = mem_dup(page.url);
        l->page_at = o->at;
    }
    return ledger_add(l, &a, err);
}
