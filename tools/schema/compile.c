/* From a schema document to its compiled form: discover, fill what evaluation can come to, fill the rest for
 * its mistakes only, refuse loops. */
#include "schema/compiler.h"
#include "schema/uri.h"

/* A resource that evaluation reaches may be looked up by its dynamic anchors. */
static void reach(struct compiler *c, struct sub *sub)
{
    struct resource *r = sub->source->begins[sub->resource->node];
    sub->enters = r->is_scope;
    if (r->reached)
        return;
    r->reached = true;
    for (size_t i = 0; i < r->anchor_count; i++)
        if (r->anchors[i].dynamic && sub->source->subs[r->anchors[i].node]) {
            struct sub *target = sub->source->subs[r->anchors[i].node];
            target->is_target = true;
            compiler_need(c, target);
        }
}

static int fill_queue(struct compiler *c)
{
    while (c->filled < c->queue.len) {
        struct sub *sub = c->queue.at[c->filled++];
        reach(c, sub);
        if (fill_sub(c, sub) != 0)
            return -1;
    }
    return 0;
}

/* What is never reached is read too, for its mistakes. */
static int fill_rest(struct compiler *c, const struct source *source)
{
    c->lenient = true;
    for (json_node n = 0; n < source->doc->len; n++)
        if (source->subs[n] && !source->subs[n]->is_queued && fill_sub(c, source->subs[n]) != 0)
            return -1;
    c->lenient = false;
    return 0;
}

/* A schema whose meta-schema is somebody's own must be valid by that. */
static int judge_by_meta(struct compiler *c, const struct source *source)
{
    const struct dialect *d = source->root->dialect;
    const struct dialect **own;
    bool custom = false;
    vec_foreach (own, &c->dialects)
        custom |= *own == d;
    if (!custom || str_eq(uri_without_fragment(source->uri), d->uri) || c->options->is_meta)
        return 0;
    struct err err;
    const char *name;
    const struct json_doc *doc = registry_find(c->registry, d->uri, &name, &err);
    struct schema_options options = {.name = name,
                                     .uri = d->uri,
                                     .registry = c->registry,
                                     .dialect = c->options->dialect,
                                     .is_meta = true};
    struct schema *meta = doc ? schema_compile_with(doc, &options, c->err) : NULL;
    if (!meta)
        return -1;
    struct schema_scratch *scratch = schema_scratch_new();
    struct arena a = ARENA_INIT;
    int rc = 0;
    if (!schema_valid(meta, source->doc, scratch)) {
        struct schema_faults f = schema_explain(meta, source->doc, scratch, &a);
        rc = f.len ? compiler_fail(c, source, f.at[0].node, "%s; its meta-schema %s demands otherwise",
                                   f.at[0].message, name)
                   : compiler_fail(c, source, 0, "its meta-schema %s does not allow this schema", name);
    }
    arena_release(&a);
    schema_scratch_free(scratch);
    schema_free(meta);
    return rc;
}

static int compile_all(struct compiler *c, const struct json_doc *doc)
{
    enum draft draft = DRAFT_2020;
    const struct schema_options *o = c->options;
    if (o->dialect && !draft_find(str_of(o->dialect), &draft, NULL))
        return err_set(c->err, "there is no dialect \"%s\"; 2020-12, 2019-09, 7, 6 and 4 are known",
                       o->dialect);
    c->standard = draft_dialect(draft);
    struct str uri = o->uri.len ? uri_without_fragment(o->uri) : STR("kedb:/schema");
    struct source *source = discover_document(c, doc, o->name, uri);
    if (!source)
        return -1;
    c->s->root = compiler_need(c, source->subs[0]);
    if (fill_queue(c) != 0 || fill_rest(c, source) != 0 || check_loops(c) != 0)
        return -1;
    tune(c);
    return judge_by_meta(c, source);
}

struct schema *schema_compile_with(const struct json_doc *doc, const struct schema_options *options,
                                   struct err *err)
{
    struct schema *s = mem_zalloc(1, sizeof *s);
    struct compiler c = {.s = s, .options = options, .registry = options->registry, .err = err};
    if (!c.registry)
        c.registry = s->own_registry = registry_new();
    enum json_type t = json_type(doc, 0);
    int rc = t == JSON_OBJECT || t == JSON_TRUE || t == JSON_FALSE
                 ? compile_all(&c, doc)
                 : err_set(err, "%s:1:1: a schema is an object or a boolean, not %s", options->name,
                           json_type_name(t));
    vec_release(&c.queue);
    vec_release(&c.dialects);
    strmap_release(&c.by_uri);
    strmap_release(&c.unknown);
    strmap_release(&c.patterns);
    for (size_t i = 0; i < c.indexes.len; i++)
        strmap_release(&c.indexes.at[i].keys);
    vec_release(&c.indexes);
    if (rc != 0) {
        schema_free(s);
        return NULL;
    }
    return s;
}

struct schema *schema_compile(const struct json_doc *doc, const char *name, struct err *err)
{
    struct schema_options options = {.name = name, .assert_format = true};
    return schema_compile_with(doc, &options, err);
}

void schema_free(struct schema *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->patterns.len; i++)
        ecma_free(s->patterns.at[i]);
    vec_release(&s->patterns);
    vec_release(&s->sources);
    vec_release(&s->resources);
    vec_release(&s->notes);
    registry_free(s->own_registry);
    arena_release(&s->arena);
    free(s);
}

struct schema_notes schema_notes(const struct schema *s)
{
    return (struct schema_notes){s->notes.at, s->notes.len};
}
