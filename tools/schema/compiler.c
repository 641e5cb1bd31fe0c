/* What the parts of the compiler share: how it fails, what it notes, its subschemas and their queue. */
#include "schema/compiler.h"
#include "json/place.h"
#include "json/pointer.h"

#include <stdio.h>

int compiler_fail(struct compiler *c, const struct source *source, json_node n, const char *fmt, ...)
{
    const struct json_doc *doc = source->doc;
    struct srcmap map;
    struct buf pointer = BUF_INIT;
    char what[ERR_MAX / 2];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    srcmap_build(&map, doc->text);
    struct place p = srcmap_place(&map, json_cell(doc, n)->start);
    json_pointer_add(&pointer, doc, n);
    err_set(c->err, "%s:%u:%u: %s (#%s)", source->name, p.line, p.column, what, pointer.s ? pointer.s : "");
    srcmap_release(&map);
    buf_release(&pointer);
    return -1;
}

void compiler_note(struct compiler *c, const struct source *source, json_node n, bool is_warning,
                   const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    *vec_push(&c->s->notes) = (struct schema_note){.doc = source->doc,
                                                   .name = source->name,
                                                   .node = n,
                                                   .is_warning = is_warning,
                                                   .message = arena_vprintf(&c->s->arena, fmt, ap)};
    va_end(ap);
}

struct sub *compiler_sub(struct compiler *c, const struct source *source, const struct resource *resource,
                         json_node n)
{
    enum json_type t = json_type(source->doc, n);
    struct sub *sub = source->subs[n];
    if (sub)
        return sub;
    if (t != JSON_OBJECT && t != JSON_TRUE && t != JSON_FALSE) {
        compiler_fail(c, source, n, "a schema is an object or a boolean, not %s", json_type_name(t));
        return NULL;
    }
    sub = arena_zalloc(&c->s->arena, 1, sizeof *sub);
    *sub = (struct sub){.source = source,
                        .resource = resource,
                        .node = n,
                        .kind = t == JSON_OBJECT ? SUB_RULES
                                : t == JSON_TRUE ? SUB_ALWAYS
                                                 : SUB_NEVER,
                        .types = TYPES_ANY,
                        .constant = JSON_NONE};
    source->subs[n] = sub;
    return sub;
}

const struct sub *compiler_need(struct compiler *c, struct sub *sub)
{
    if (sub->is_queued)
        return sub;
    sub->is_queued = true;
    *vec_push(&c->queue) = sub;
    return sub;
}
