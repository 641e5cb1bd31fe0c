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

/* Read after others, a text gives the same tape. */
static void check_reuse(const struct json_doc *alone, struct str text, bool good)
{
    struct json_doc used = JSON_DOC_INIT;
    struct json_fault fault;
    json_parse(&used, STR("{}"), &fault);
    json_parse(&used, str_sub(text, 0, text.len / 2), &fault);
    json_parse(&used, str_sub(text, text.len / 2, text.len), &fault);
    for (int i = 0; i < 2; i++)
        if ((json_parse(&used, text, &fault) == 0) != good || used.len != alone->len ||
            used.duplicates.len != alone->duplicates.len ||
            (used.len && memcmp(used.tape, alone->tape, used.len * sizeof *used.tape) != 0))
            abort();
    json_release(&used);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct json_doc doc = JSON_DOC_INIT, again = JSON_DOC_INIT;
    struct json_fault fault;
    struct srcmap map;
    srcmap_build(&map, text);
    if (!agree_with_jansson(text))
        abort();
    if (json_parse(&doc, text, &fault) != 0) {
        if (fault.at > size || fault.end > size || fault.end < fault.at ||
            srcmap_place(&map, fault.at).line < 1)
            abort();
        check_reuse(&doc, text, false);
    } else {
        check_spans(&doc);
        check_reuse(&doc, text, true);
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
