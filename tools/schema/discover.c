/* Where resources begin and what they are called: $id, $anchor and their kin, found on a walk over the places
 * that hold schemas. */
#include "schema/compiler.h"
#include "schema/uri.h"

struct spot {
    json_node node;
    struct resource *resource;
};
typedef VEC(struct spot) spots;

enum { META_DEPTH_MAX = 8 }; /* meta-schemas of meta-schemas */

static struct str text_of(struct compiler *c, const struct json_doc *doc, json_node n)
{
    return n != JSON_NONE && json_type(doc, n) == JSON_STRING ? json_string(doc, n, &c->s->arena)
                                                              : (struct str){0};
}

static int read_vocabularies(struct compiler *c, const struct source *source, json_node at,
                             const struct json_doc *meta, struct dialect *d)
{
    json_node list = json_get_key(meta, 0, "$vocabulary");
    if (d->draft < DRAFT_2019 || list == JSON_NONE || json_type(meta, list) != JSON_OBJECT)
        return 0;
    d->vocabularies = VOCABULARY_CORE;
    json_foreach_member (meta, list, key) {
        struct str uri = json_string(meta, key, &c->s->arena);
        unsigned bits = vocabulary_find(uri);
        bool demanded = json_type(meta, key + 1) == JSON_TRUE;
        if (!bits && demanded)
            return compiler_fail(c, source, at,
                                 "its meta-schema demands the vocabulary %.*s, which is not known",
                                 STR_FMT(uri));
        if (bits == VOCABULARY_FORMAT && demanded && d->draft == DRAFT_2019)
            bits |= VOCABULARY_FORMAT_ASSERTION;
        d->vocabularies |= bits;
    }
    return 0;
}

/* The draft behind a meta-schema of somebody's own: that of its own $schema, and so on. */
static int draft_behind(struct compiler *c, const struct source *source, json_node at, struct str uri,
                        unsigned depth, struct dialect *out)
{
    struct err err;
    const char *name;
    const struct json_doc *meta = registry_find(c->registry, uri, &name, &err);
    if (!meta && err.msg[0])
        return compiler_fail(c, source, at, "its meta-schema cannot be read: %s", err.msg);
    if (!meta || depth >= META_DEPTH_MAX)
        return compiler_fail(c, source, at,
                             "the meta-schema %.*s is not known; the drafts 2020-12, 2019-09, 7, 6 and 4 are "
                             "built in, others come by --remote PREFIX=DIR",
                             STR_FMT(uri));
    struct str above = text_of(c, meta, json_get_key(meta, 0, "$schema"));
    struct str next = uri_resolve(uri, uri_without_fragment(above), &c->s->arena);
    enum draft draft = c->standard->draft;
    if (above.len && !draft_find(above, &draft, NULL) && !str_eq(next, uri)) {
        if (draft_behind(c, source, at, next, depth + 1, out) != 0)
            return -1;
        draft = out->draft;
    }
    out->draft = draft;
    out->vocabularies = draft_dialect(draft)->vocabularies;
    return read_vocabularies(c, source, at, meta, out);
}

const struct dialect *dialect_choose(struct compiler *c, const struct source *source, json_node at,
                                     struct str base)
{
    struct str text = text_of(c, source->doc, at);
    enum draft draft;
    bool exact;
    if (!text.s) {
        compiler_fail(c, source, at, "$schema is the URI of a meta-schema, not %s",
                      json_type_name(json_type(source->doc, at)));
        return NULL;
    }
    struct str uri = uri_resolve(base, uri_without_fragment(text), &c->s->arena);
    const struct dialect **known;
    vec_foreach (known, &c->dialects)
        if (str_eq((*known)->uri, uri))
            return *known;
    if (draft_find(text, &draft, &exact)) {
        if (!exact)
            compiler_note(c, source, at, true, "$schema is \"%.*s\", taken for %s", STR_FMT(text),
                          draft_uri(draft));
        return draft_dialect(draft);
    }
    struct dialect *d = arena_zalloc(&c->s->arena, 1, sizeof *d);
    d->uri = uri;
    if (draft_behind(c, source, at, uri, 0, d) != 0)
        return NULL;
    *vec_push(&c->dialects) = d;
    return d;
}

static void add_anchor(struct compiler *c, struct resource *r, struct str name, json_node n, bool dynamic)
{
    if ((r->anchor_count & (r->anchor_count - 1)) == 0) { /* grows at 0, 1, 2, 4, ... */
        struct anchor *more = arena_alloc(&c->s->arena, (r->anchor_count * 2 + 1) * sizeof *more);
        if (r->anchor_count)
            memcpy(more, r->anchors, r->anchor_count * sizeof *more);
        r->anchors = more;
    }
    r->anchors[r->anchor_count++] = (struct anchor){name, n, dynamic};
    r->is_scope |= dynamic;
}

static struct resource *add_resource(struct compiler *c, const struct source *source, json_node n,
                                     struct str uri, const struct dialect *dialect)
{
    struct resource *r = arena_zalloc(&c->s->arena, 1, sizeof *r);
    *r = (struct resource){.uri = uri, .source = source, .node = n, .dialect = dialect};
    uint32_t index = (uint32_t)c->s->resources.len;
    *vec_push(&c->s->resources) = r;
    strmap_put(&c->by_uri, uri, index, NULL); /* the first of two with one name stays */
    source->begins[n] = r;
    return r;
}

/* $id of an object: a resource of its own, or in older drafts a name within the present one. */
static struct resource *identify(struct compiler *c, const struct source *source, struct resource *inside,
                                 json_node n, bool is_root)
{
    const struct json_doc *doc = source->doc;
    json_node schema = json_get_key(doc, n, "$schema");
    const struct dialect *dialect = inside->dialect;
    enum draft embedded;
    if (!is_root && schema != JSON_NONE && json_type(doc, schema) == JSON_STRING &&
        draft_find(text_of(c, doc, schema), &embedded, NULL))
        dialect = draft_dialect(embedded);
    json_node at = json_get_key(doc, n, dialect->draft == DRAFT_4 ? "id" : "$id");
    struct str id = text_of(c, doc, at);
    bool hidden = dialect->draft < DRAFT_2019 && !is_root && json_get_key(doc, n, "$ref") != JSON_NONE;
    if (!id.len || hidden)
        return inside;
    struct str bare = uri_without_fragment(id), name = uri_fragment(id);
    if (name.len && name.s[0] != '/') {
        add_anchor(c, inside, uri_decode(name, &c->s->arena), n, false);
        if (dialect->draft >= DRAFT_2019)
            compiler_note(c, source, at, true,
                          "since 2019-09 $id holds no fragment; this name is written \"$anchor\": \"%.*s\"",
                          STR_FMT(name));
    }
    if (!bare.len)
        return inside;
    struct str uri = uri_resolve(inside->uri, bare, &c->s->arena);
    if (is_root) {
        uint32_t *old = strmap_get(&c->by_uri, inside->uri);
        inside->uri = uri;
        if (old) /* known by both names */
            strmap_put(&c->by_uri, uri, *old, NULL);
        return inside;
    }
    if (schema != JSON_NONE && dialect == inside->dialect && json_type(doc, schema) == JSON_STRING &&
        !(dialect = dialect_choose(c, source, schema, inside->uri)))
        return NULL;
    return add_resource(c, source, n, uri, dialect);
}

static void find_anchors(struct compiler *c, const struct source *source, struct resource *r, json_node n)
{
    const struct json_doc *doc = source->doc;
    if (r->dialect->draft < DRAFT_2019)
        return;
    struct str plain = text_of(c, doc, json_get_key(doc, n, "$anchor"));
    if (plain.len)
        add_anchor(c, r, plain, n, false);
    if (r->dialect->draft == DRAFT_2019) {
        json_node flag = json_get_key(doc, n, "$recursiveAnchor");
        if (n == r->node && flag != JSON_NONE && json_type(doc, flag) == JSON_TRUE)
            add_anchor(c, r, STR(""), n, true);
        return;
    }
    struct str dynamic = text_of(c, doc, json_get_key(doc, n, "$dynamicAnchor"));
    if (dynamic.len)
        add_anchor(c, r, dynamic, n, true);
}

static bool is_schema(const struct json_doc *doc, json_node n)
{
    enum json_type t = json_type(doc, n);
    return t == JSON_OBJECT || t == JSON_TRUE || t == JSON_FALSE;
}

static void push_children(const struct json_doc *doc, enum shape shape, json_node v, struct resource *r,
                          spots *todo)
{
    enum json_type t = json_type(doc, v);
    if (shape == SHAPE_SCHEMA || (shape == SHAPE_SCHEMA_OR_LIST && t != JSON_ARRAY)) {
        if (is_schema(doc, v))
            *vec_push(todo) = (struct spot){v, r};
    } else if (shape == SHAPE_SCHEMA_LIST || shape == SHAPE_SCHEMA_OR_LIST) {
        if (t == JSON_ARRAY)
            json_foreach_item (doc, v, item)
                if (is_schema(doc, item))
                    *vec_push(todo) = (struct spot){item, r};
    } else if (shape > SHAPE_SCHEMA && t == JSON_OBJECT) {
        json_foreach_member (doc, v, key)
            if (is_schema(doc, key + 1))
                *vec_push(todo) = (struct spot){key + 1, r};
    }
}

/* One place: its identifiers, and the places below it. */
static int visit(struct compiler *c, const struct source *source, struct spot spot, bool is_root, spots *todo)
{
    const struct json_doc *doc = source->doc;
    struct resource *r = spot.resource;
    if (source->subs[spot.node] && !is_root)
        return 0;
    if (json_type(doc, spot.node) == JSON_OBJECT) {
        if (!(r = identify(c, source, r, spot.node, is_root)))
            return -1;
        find_anchors(c, source, r, spot.node);
    }
    if (!compiler_sub(c, source, r, spot.node))
        return -1;
    if (json_type(doc, spot.node) != JSON_OBJECT)
        return 0;
    bool only_definitions =
        r->dialect->draft < DRAFT_2019 && json_get_key(doc, spot.node, "$ref") != JSON_NONE;
    json_foreach_member (doc, spot.node, key) {
        struct arena scratch = ARENA_INIT;
        enum keyword k = keyword_find(json_string(doc, key, &scratch));
        arena_release(&scratch);
        if (k != KW_NONE && keyword_rows[k].shape >= SHAPE_SCHEMA && keyword_in(k, r->dialect) &&
            (!only_definitions || k == KW_definitions))
            push_children(doc, (enum shape)keyword_rows[k].shape, key + 1, r, todo);
    }
    return 0;
}

static int walk(struct compiler *c, const struct source *source, struct resource *inside, json_node n,
                bool is_root)
{
    spots todo = {0};
    int rc = visit(c, source, (struct spot){n, inside}, is_root, &todo);
    while (rc == 0 && todo.len) {
        struct spot next = todo.at[--todo.len];
        rc = visit(c, source, next, false, &todo);
    }
    vec_release(&todo);
    return rc;
}

int discover(struct compiler *c, const struct source *source, const struct resource *inside, json_node n)
{
    return walk(c, source, source->begins[inside->node], n, false);
}

struct source *discover_document(struct compiler *c, const struct json_doc *doc, const char *name,
                                 struct str uri)
{
    struct source *source = arena_zalloc(&c->s->arena, 1, sizeof *source);
    source->doc = doc;
    source->name = arena_dup(&c->s->arena, str_of(name));
    source->uri = uri;
    source->subs = arena_zalloc(&c->s->arena, doc->len, sizeof *source->subs);
    source->begins = arena_zalloc(&c->s->arena, doc->len, sizeof(struct resource *));
    *vec_push(&c->s->sources) = source;
    const struct dialect *dialect = c->standard;
    json_node schema = json_get_key(doc, 0, "$schema");
    if (schema != JSON_NONE && !(dialect = dialect_choose(c, source, schema, uri)))
        return NULL;
    struct resource *root = add_resource(c, source, 0, uri, dialect);
    source->root = root;
    return walk(c, source, root, 0, true) == 0 ? source : NULL;
}
