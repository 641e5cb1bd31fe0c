/* The reader on any bytes: no fault of memory, spans in order and inside the text, jansson in agreement, and
 * a layout that reads back equal. */
#include "agree.h"
#include "record/layout.h"
#include "json/place.h"
#include "json/pointer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_spans(const struct json_doc *doc)
{
    for (json_node n = 0; n < doc->len; n++) {
        const struct json_cell *c = json_cell(doc, n);
        if (c->end <= c->start || c->end > doc->text.len || c->next <= n || c->next > doc->len)
            abort();
        if (n && json_cell(doc, n - 1)->start >= c->start)
            abort();
        if (c->parent != JSON_NONE && (c->parent >= n || json_cell(doc, c->parent)->next < c->next))
            abort();
    }
}

/* Read after others, a text gives the same tape or the same fault: the parts between bytes 0xFF (which are in
 * no JSON), one after another into one document, twice. */
static void check_reuse(struct str text)
{
    struct json_doc used = JSON_DOC_INIT, alone = JSON_DOC_INIT;
    struct json_fault a = {0}, b = {0};
    for (int round = 0; round < 2; round++)
        for (size_t from = 0, to; from <= text.len; from = to + 1) {
            const char *end = from < text.len ? memchr(text.s + from, 0xFF, text.len - from) : NULL;
            to = end ? (size_t)(end - text.s) : text.len;
            struct str part = str_sub(text, from, to);
            int rc = json_parse(&alone, part, &a);
            if (json_parse(&used, part, &b) != rc || (rc != 0 && (a.at != b.at || a.what != b.what)) ||
                used.len != alone.len || used.duplicates.len != alone.duplicates.len ||
                (used.len && memcmp(used.tape, alone.tape, used.len * sizeof *used.tape) != 0))
                abort();
            json_release(&alone);
        }
    json_release(&used);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct json_doc doc = JSON_DOC_INIT, again = JSON_DOC_INIT;
    struct json_fault fault;
    struct srcmap map;
    srcmap_build(&map, text);
    check_reuse(text);
    if (!agree_with_jansson(text))
        abort();
    if (json_parse(&doc, text, &fault) != 0) {
        if (fault.at > size || fault.end > size || fault.end < fault.at ||
            srcmap_place(&map, fault.at).line < 1)
            abort();
    } else {
        check_spans(&doc);
        struct buf out = BUF_INIT;
        json_pointer_add(&out, &doc, doc.len - 1);
        json_node found = json_pointer_find(&doc, buf_str(&out));
        if (!doc.duplicates.len && found != doc.len - 1)
            abort();
        buf_clear(&out);
        layout_write(&doc, 0, 2, &out);
        if (json_parse(&again, buf_str(&out), &fault) != 0 || !json_equal(&doc, 0, &again, 0))
            abort();
        buf_release(&out);
    }
    struct excerpt e = {0};
    excerpt_build(&e, srcmap_line(&map, 1), size / 3, size / 2, 40);
    excerpt_release(&e);
    srcmap_release(&map);
    json_release(&doc);
    json_release(&again);
    return 0;
}
