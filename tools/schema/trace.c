/* The walk that remembers: subschemas and their keywords in the order of the schema, unevaluated keywords
 * last. */
#include "schema/trace.h"
#include "schema/value.h"
#include "json/pointer.h"

struct unit *trace_unit(struct trace *t, struct unit *parent, const struct sub *sub, const char *keyword,
                        json_node n)
{
    struct unit *u = arena_zalloc(t->arena, 1, sizeof *u);
    u->path = arena_dup(t->arena, buf_str(&t->path));
    u->sub = sub;
    u->keyword = keyword;
    u->node = n;
    u->valid = true;
    t->units++;
    if (parent) {
        if (parent->last)
            parent->last->next = u;
        else
            parent->first = u;
        parent->last = u;
    }
    return u;
}

/* A value as an error shows it. */
static const char *shown(struct trace *t, struct str raw)
{
    size_t end = raw.len < 60 ? raw.len : 56;
    while (end < raw.len && end > 0 && ((unsigned char)raw.s[end] & 0xC0) == 0x80)
        end--;
    return arena_printf(t->arena, "%.*s%s", (int)end, raw.s, end < raw.len ? "..." : "");
}

static void judge_leaf(struct trace *t, struct unit *u, enum keyword k, json_node value)
{
    const struct sub *sub = u->sub;
    if (trace_leaf(t, sub, k, u->node))
        return;
    u->valid = false;
    u->error = arena_printf(t->arena, "%s does not hold \"%s\": %s", shown(t, json_raw(t->e.doc, u->node)),
                            keyword_rows[k].name, shown(t, json_raw(sub->source->doc, value)));
}

/* Keywords that only describe: their value is the annotation. */
static bool annotates(const struct sub *sub, enum keyword k, enum json_type t)
{
    bool string = t == JSON_STRING;
    switch (k) {
    case KW_title:
    case KW_description:
    case KW_default:
    case KW_examples:
    case KW_deprecated:
    case KW_read_only:
    case KW_write_only:
    case KW_format: return true;
    case KW_content_encoding:
    case KW_content_media_type: return string;
    case KW_content_schema: return string && sub_keyword(sub, KW_content_media_type) != JSON_NONE;
    default: return false;
    }
}

static void trace_keyword(struct trace *t, struct unit *parent, json_node key)
{
    const struct sub *sub = parent->sub;
    const struct json_doc *own = sub->source->doc;
    struct str word = json_string(own, key, t->arena);
    enum keyword k = keyword_find(word);
    bool known = k != KW_NONE && keyword_in(k, sub->resource->dialect);
    if (known && (k == KW_defs || k == KW_definitions || k == KW_schema || k == KW_id || k == KW_id4 ||
                  k == KW_comment || k == KW_anchor || k == KW_dynamic_anchor || k == KW_recursive_anchor ||
                  k == KW_vocabulary))
        return;
    size_t path = t->path.len;
    json_pointer_add_token(&t->path, word);
    struct unit *u = trace_unit(t, parent, sub, arena_dup(t->arena, word), parent->node);
    if (!known || annotates(sub, k, json_type(t->e.doc, u->node)))
        u->annotation = json_raw(own, key + 1);
    if (known && !trace_apply(t, u, k, key + 1))
        judge_leaf(t, u, k, key + 1);
    parent->valid &= u->valid;
    t->path.len = path;
}

static bool is_last(const struct sub *sub, json_node key)
{
    const struct json_doc *own = sub->source->doc;
    return json_string_is(own, key, STR("unevaluatedProperties")) ||
           json_string_is(own, key, STR("unevaluatedItems"));
}

static void trace_keywords(struct trace *t, struct unit *u)
{
    const struct sub *sub = u->sub;
    const struct json_doc *own = sub->source->doc;
    bool alone = sub->resource->dialect->draft < DRAFT_2019 && sub_keyword(sub, KW_ref) != JSON_NONE;
    for (int late = 0; late < 2; late++) {
        json_foreach_member (own, sub->node, key) {
            if (is_last(sub, key) != late || (alone && !json_string_is(own, key, STR("$ref"))))
                continue;
            if (!own->duplicates.len || json_get(own, sub->node, json_string(own, key, t->arena)) == key + 1)
                trace_keyword(t, u, key);
        }
    }
}

struct unit *trace_sub(struct trace *t, struct unit *parent, const struct sub *sub, json_node n)
{
    struct unit *u = trace_unit(t, parent, sub, NULL, n);
    if (json_type(sub->source->doc, sub->node) != JSON_OBJECT) {
        u->valid = sub->kind == SUB_ALWAYS;
        u->error = u->valid ? NULL : "the schema false allows nothing";
        return u;
    }
    if (t->depth >= TRACE_DEPTH_MAX || t->units >= TRACE_UNITS_MAX) {
        u->valid = evaluate_quietly(&t->e, sub, n);
        u->error = u->valid ? NULL : "the value fails here, deeper or wider than is shown";
        return u;
    }
    size_t scope = evaluate_enter(&t->e, sub);
    t->depth++;
    trace_keywords(t, u);
    t->depth--;
    t->e.scratch->scope.len = scope;
    return u;
}

struct unit *trace_run(struct trace *t, const struct schema *s, const struct json_doc *doc,
                       struct schema_scratch *scratch, struct arena *a)
{
    *t = (struct trace){.e = {.schema = s, .doc = doc, .scratch = scratch}, .arena = a};
    evaluate_begin(&t->e);
    return trace_sub(t, NULL, s->root, 0);
}

void trace_release(struct trace *t)
{
    buf_release(&t->path);
}
