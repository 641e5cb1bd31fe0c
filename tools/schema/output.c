/* The standard's output formats, written from the units of a whole evaluation. */
#include "schema/output.h"

#include "schema/trace.h"
#include "json/pointer.h"

void output_string(struct buf *out, struct str v)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.s[i];
        if (c == '"' || c == '\\')
            buf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            buf_addf(out, "\\u%04x", c);
        else
            buf_addc(out, (char)c);
    }
    buf_addc(out, '"');
}

static void add_instance(struct buf *out, const struct trace *t, const struct unit *u)
{
    struct buf pointer = BUF_INIT;
    json_pointer_add(&pointer, t->e.doc, u->node);
    output_string(out, buf_str(&pointer));
    buf_release(&pointer);
}

/* What a URI's fragment may hold (RFC 3986, section 3.5) stays, other bytes are escaped. */
static void add_fragment(struct buf *out, struct str pointer)
{
    for (size_t i = 0; i < pointer.len; i++) {
        unsigned char c = (unsigned char)pointer.s[i];
        if (ascii_is_alnum(c) || (c && strchr("-._~!$&'()*+,;=:@/?", c)))
            buf_addc(out, (char)c);
        else
            buf_addf(out, "%%%02X", c);
    }
}

/* The keyword's pointer, from the document's root or from its resource's. */
static void add_own_pointer(struct buf *out, const struct unit *u, bool from_resource)
{
    struct buf pointer = BUF_INIT, base = BUF_INIT;
    const struct sub *sub = u->sub;
    json_pointer_add(&pointer, sub->source->doc, sub->node);
    if (from_resource)
        json_pointer_add(&base, sub->resource->source->doc, sub->resource->node);
    if (u->keyword)
        json_pointer_add_token(&pointer, str_of(u->keyword));
    add_fragment(out, str_sub(buf_str(&pointer), base.len, pointer.len));
    buf_release(&pointer);
    buf_release(&base);
}

static void add_places(struct buf *out, const struct trace *t, const struct unit *u)
{
    struct buf absolute = BUF_INIT;
    buf_addf(out, "{\"valid\": %s, \"keywordLocation\": ", u->valid ? "true" : "false");
    output_string(out, str_of(u->path));
    buf_add_str(&absolute, u->sub->resource->uri);
    buf_addc(&absolute, '#');
    add_own_pointer(&absolute, u, true);
    buf_adds(out, ", \"absoluteKeywordLocation\": ");
    output_string(out, buf_str(&absolute));
    buf_release(&absolute);
    buf_adds(out, ", \"instanceLocation\": ");
    add_instance(out, t, u);
}

/* JSON text on one line: line ends stand only between its tokens. */
static void add_json(struct buf *out, struct str json)
{
    for (size_t i = 0; i < json.len; i++)
        buf_addc(out, json.s[i] == '\n' || json.s[i] == '\r' ? ' ' : json.s[i]);
}

static void add_own(struct buf *out, const struct unit *u)
{
    if (u->error) {
        buf_adds(out, ", \"error\": ");
        output_string(out, str_of(u->error));
    } else if (u->valid && u->annotation.s) {
        buf_adds(out, ", \"annotation\": ");
        add_json(out, u->annotation);
    }
}

/* basic: a flat list. Of a schema that fails, what fails; of one that holds, what annotates. */
static void add_flat(struct buf *out, const struct trace *t, const struct unit *u, const char **sep)
{
    if (u->valid ? u->annotation.s != NULL : u->error != NULL) {
        buf_adds(out, *sep);
        *sep = ", ";
        add_places(out, t, u);
        add_own(out, u);
        buf_addc(out, '}');
    }
    if (u->valid && u->silent)
        return;
    for (const struct unit *c = u->first; c; c = c->next)
        if (c->valid == u->valid)
            add_flat(out, t, c, sep);
}

static void write_basic(struct buf *out, const struct trace *t, const struct unit *root)
{
    const char *sep = "";
    add_places(out, t, root);
    buf_addf(out, ", \"%s\": [", root->valid ? "annotations" : "errors");
    add_flat(out, t, root, &sep);
    buf_adds(out, "]}");
}

/* detailed: only what bears on the verdict, a node with one child and nothing of its own replaced by the
 * child. */
static bool is_shown(const struct unit *u, bool valid)
{
    if (u->valid != valid)
        return false;
    if (valid ? u->annotation.s != NULL : u->error != NULL)
        return true;
    for (const struct unit *c = u->first; c && !(valid && u->silent); c = c->next)
        if (is_shown(c, valid))
            return true;
    return false;
}

static const struct unit *only_child(const struct unit *u)
{
    const struct unit *only = NULL;
    if (u->valid ? u->annotation.s != NULL : u->error != NULL)
        return NULL;
    for (const struct unit *c = u->first; c; c = c->next) {
        if (!is_shown(c, u->valid))
            continue;
        if (only)
            return NULL;
        only = c;
    }
    return only;
}

static void add_nested(struct buf *out, const struct trace *t, const struct unit *u, bool whole, bool is_root)
{
    const struct unit *only;
    while (!whole && !is_root && (only = only_child(u)))
        u = only;
    const char *sep = "";
    bool opened = false;
    add_places(out, t, u);
    add_own(out, u);
    for (const struct unit *c = u->first; c; c = c->next) {
        if (!whole && !is_shown(c, u->valid))
            continue;
        if (!opened)
            buf_addf(out, ", \"%s\": [", u->valid ? "annotations" : "errors");
        opened = true;
        buf_adds(out, sep);
        sep = ", ";
        add_nested(out, t, c, whole, false);
    }
    if (opened)
        buf_addc(out, ']');
    buf_addc(out, '}');
}

void output_write(const struct schema *s, const struct json_doc *doc, enum output_format format,
                  struct buf *out)
{
    struct schema_scratch *scratch = schema_scratch_new();
    struct arena a = ARENA_INIT;
    if (format == OUTPUT_FLAG) {
        buf_addf(out, "{\"valid\": %s}", schema_valid(s, doc, scratch) ? "true" : "false");
    } else {
        struct trace t;
        const struct unit *root = trace_run(&t, s, doc, scratch, &a);
        if (format == OUTPUT_BASIC)
            write_basic(out, &t, root);
        else
            add_nested(out, &t, root, format == OUTPUT_VERBOSE, true);
        trace_release(&t);
    }
    arena_release(&a);
    schema_scratch_free(scratch);
}

static void add_annotations(struct buf *out, const struct trace *t, const struct unit *u, const char **sep)
{
    if (!u->valid)
        return;
    if (u->annotation.s) {
        buf_addf(out, "%s{\"instanceLocation\": ", *sep);
        *sep = ", ";
        add_instance(out, t, u);
        buf_adds(out, ", \"keywordLocation\": \"#");
        add_own_pointer(out, u, false);
        buf_adds(out, "\", \"keyword\": ");
        output_string(out, str_of(u->keyword));
        buf_adds(out, ", \"annotation\": ");
        add_json(out, u->annotation);
        buf_addc(out, '}');
    }
    for (const struct unit *c = u->first; c && !u->silent; c = c->next)
        add_annotations(out, t, c, sep);
}

void output_annotations(const struct schema *s, const struct json_doc *doc, struct schema_scratch *scratch,
                        struct buf *out)
{
    struct arena a = ARENA_INIT;
    struct trace t;
    const char *sep = "";
    const struct unit *root = trace_run(&t, s, doc, scratch, &a);
    buf_adds(out, ", \"annotations\": [");
    add_annotations(out, &t, root, &sep);
    buf_addc(out, ']');
    trace_release(&t);
    arena_release(&a);
}
