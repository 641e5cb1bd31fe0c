/* Any two texts as signature and regex, through every rule of regex/: no fault of memory, places inside the
 * pattern, and fixes that are right: what a finding offers leaves JSON, the offered regex compiles, and it
 * matches the signature whenever the old one did or the finding said that it did not. */
#include "base/utf8.h"
#include "stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes as valid UTF-8: what is not is left out. */
static struct str clean(const uint8_t *data, size_t size, struct buf *out)
{
    struct str v = {(const char *)data, size};
    for (size_t i = 0; i < size;) {
        size_t from = i;
        if (utf8_next(v, &i) != UTF8_BAD)
            buf_add(out, v.s + from, i - from);
    }
    return buf_str(out);
}

static struct str record_of(struct str signature, struct str regex, struct buf *out)
{
    buf_adds(out, "{\"id\": \"aws/example\", \"signature\": ");
    json_quote(out, signature);
    buf_adds(out, ", \"regex\": ");
    json_quote(out, regex);
    buf_adds(out, ", \"aliases\": []}");
    return buf_str(out);
}

struct verdict {
    bool usable, agrees; /* compiles; matches */
};

static struct verdict judge(struct stage *st, struct str text)
{
    struct verdict v = {true, true};
    struct source source = {
        .path = "records/aws/example.json", .id_expected = STR("aws/example"), .text = text, .asked = true};
    stage_run(st, &source, 1, 1);
    for (size_t i = 0; i < st->result.count; i++) {
        const struct finding *f = &st->result.findings[i];
        if (f->end > text.len || f->start > f->end)
            abort();
        if (str_is(str_of(f->rule->id), "regex/syntax") || str_is(str_of(f->rule->id), "regex/budget"))
            v.usable = false;
        if (str_is(str_of(f->rule->id), "regex/agreement"))
            v.agrees = false;
    }
    return v;
}

static void check_fixes(struct stage *st, struct str text)
{
    struct verdict before = judge(st, text);
    struct result first = st->result;
    for (size_t i = 0; i < first.count && i < 20; i++) {
        struct finding *f = &first.findings[i];
        struct buf mended = BUF_INIT;
        struct json_doc doc = JSON_DOC_INIT;
        struct json_fault fault;
        if (!f->edit_count)
            continue;
        edits_apply(text, f->edits, f->edit_count, &mended);
        if (json_parse(&doc, buf_str(&mended), &fault) != 0)
            abort();
        struct verdict after = judge(st, buf_str(&mended));
        bool promised = str_is(str_of(f->rule->id), "regex/agreement") || (before.usable && before.agrees);
        if ((promised && !(after.usable && after.agrees)) || (before.usable && !after.usable)) {
            fprintf(stderr, "%s: %s\n%.*s\n%s\n", f->rule->id, f->message, STR_FMT(text), mended.s);
            abort();
        }
        result_release(&st->result);
        json_release(&doc);
        buf_release(&mended);
    }
    result_release(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct stage st;
    if (!st.schema) {
        stage_begin(&st, NULL);
        for (size_t i = 0; i < st.selection.count; i++)
            st.selection.levels[i] = strncmp(rule_table[i]->id, "regex/", 6) == 0 &&
                                             strncmp(rule_table[i]->id, "regex/redos", 11) != 0
                                         ? SEVERITY_WARNING
                                         : SEVERITY_OFF;
    }
    const uint8_t *split = size ? memchr(data, '\n', size) : NULL;
    if (!split || size > 4096)
        return 0;
    struct buf signature = BUF_INIT, regex = BUF_INIT, text = BUF_INIT;
    clean(data, (size_t)(split - data), &signature);
    clean(split + 1, size - (size_t)(split - data) - 1, &regex);
    check_fixes(&st, record_of(buf_str(&signature), buf_str(&regex), &text));
    buf_release(&signature);
    buf_release(&regex);
    buf_release(&text);
    return 0;
}
