/* References: from a URI and a fragment to a subschema. */
#include "schema/compiler.h"
#include "schema/uri.h"
#include "json/pointer.h"

const struct anchor *resource_anchor(const struct resource *r, struct str name)
{
    for (size_t i = 0; i < r->anchor_count; i++)
        if (str_eq(r->anchors[i].name, name))
            return &r->anchors[i];
    return NULL;
}

/* The resource of an absolute URI, its document loaded when it is not yet. */
static const struct resource *find_resource(struct compiler *c, const struct sub *from, json_node at,
                                            struct str uri, bool *missing)
{
    uint32_t *known = strmap_get(&c->by_uri, uri);
    if (known)
        return c->s->resources.at[*known];
    struct err err;
    const char *name;
    const struct json_doc *doc = registry_find(c->registry, uri, &name, &err);
    if (!doc) {
        *missing = c->lenient && !err.msg[0];
        if (*missing)
            compiler_note(c, from->source, at, true,
                          "there is no document %.*s; nothing that is in use needs it", STR_FMT(uri));
        else if (err.msg[0])
            compiler_fail(c, from->source, at, "the reference cannot be followed: %s", err.msg);
        else
            compiler_fail(c, from->source, at,
                          "there is no document %.*s; --remote PREFIX=DIR says which folder stands for a URI",
                          STR_FMT(uri));
        return NULL;
    }
    const struct source *source = discover_document(c, doc, name, uri);
    if (!source)
        return NULL;
    return source->root;
}

enum { LARGE_OBJECT = 24 };

/* The value of a member. Definitions are looked up again and again, so large objects get an index. */
static json_node member_of(struct compiler *c, const struct json_doc *doc, json_node object, struct str name)
{
    if (json_type(doc, object) != JSON_OBJECT || json_cell(doc, object)->count < LARGE_OBJECT)
        return json_get(doc, object, name);
    size_t i = 0;
    while (i < c->indexes.len && (c->indexes.at[i].doc != doc || c->indexes.at[i].object != object))
        i++;
    if (i == c->indexes.len) {
        struct key_index *index = vec_push(&c->indexes);
        *index = (struct key_index){.doc = doc, .object = object};
        json_foreach_member (doc, object, key)
            *strmap_put(&index->keys, json_string(doc, key, &c->s->arena), 0, NULL) = key + 1;
    }
    uint32_t *found = strmap_get(&c->indexes.at[i].keys, name);
    return found ? *found : JSON_NONE;
}

/* RFC 6901 from a node on. */
static json_node follow_pointer(struct compiler *c, const struct json_doc *doc, json_node n,
                                struct str pointer)
{
    size_t at = 0;
    while (at < pointer.len && n != JSON_NONE) {
        size_t end = at + 1;
        while (end < pointer.len && pointer.s[end] != '/')
            end++;
        struct str token = str_sub(pointer, at + 1, end);
        char *name = arena_alloc(&c->s->arena, token.len + 1);
        size_t len = 0;
        for (size_t i = 0; i < token.len; i++) {
            bool escape = token.s[i] == '~' && i + 1 < token.len;
            name[len++] = !escape ? token.s[i] : token.s[i + 1] == '1' ? '/' : '~';
            i += escape;
        }
        if (json_type(doc, n) == JSON_ARRAY) {
            size_t index = 0;
            bool number = len && len < 10 && (name[0] != '0' || len == 1);
            for (size_t i = 0; i < len && number; i++) {
                number = ascii_is_digit((unsigned char)name[i]);
                index = index * 10 + (size_t)(name[i] - '0');
            }
            n = number ? json_at(doc, n, index) : JSON_NONE;
        } else {
            n = member_of(c, doc, n, (struct str){name, len});
        }
        at = end;
    }
    return n;
}

/* The resource that a node belongs to. */
static struct resource *resource_around(const struct source *source, json_node n)
{
    while (!source->begins[n])
        n = json_cell(source->doc, n)->parent;
    return source->begins[n];
}

static struct sub *target_at(struct compiler *c, const struct sub *from, json_node at, struct str text,
                             const struct source *source, json_node n)
{
    enum json_type t = json_type(source->doc, n);
    if (t != JSON_OBJECT && t != JSON_TRUE && t != JSON_FALSE) {
        compiler_fail(c, from->source, at, "the reference \"%.*s\" leads to %s, which is no schema",
                      STR_FMT(text), json_type_name(t));
        return NULL;
    }
    if (!source->subs[n] && discover(c, source, resource_around(source, n), n) != 0)
        return NULL;
    return source->subs[n];
}

struct sub *reference_resolve(struct compiler *c, const struct sub *sub, json_node at, struct str text,
                              struct str *by_anchor, bool *missing)
{
    struct arena *a = &c->s->arena;
    const struct resource *r = sub->resource;
    *missing = false;
    if (by_anchor)
        *by_anchor = (struct str){0};
    struct str fragment = uri_decode(uri_fragment(text), a);
    if (text.len && text.s[0] != '#') {
        struct str uri = uri_resolve(r->uri, uri_without_fragment(text), a);
        if (!(r = find_resource(c, sub, at, uri, missing)))
            return NULL;
    }
    json_node n = r->node;
    if (fragment.len && fragment.s[0] == '/') {
        n = follow_pointer(c, r->source->doc, n, fragment);
    } else if (fragment.len) {
        const struct anchor *found = resource_anchor(r, fragment);
        n = found ? found->node : JSON_NONE;
        if (found && by_anchor)
            *by_anchor = fragment;
    }
    /* Before 2019-09 identifiers within a schema are often meant as names and not as new bases. */
    if (n == JSON_NONE && text.s[0] == '#' && fragment.s[0] == '/' && r->node != 0 &&
        r->dialect->draft < DRAFT_2019) {
        n = follow_pointer(c, r->source->doc, 0, fragment);
        if (n != JSON_NONE)
            compiler_note(
                c, sub->source, at, true,
                "the reference is taken from the document's root: by the id \"%.*s\" around it, it would "
                "lead nowhere",
                STR_FMT(r->uri));
    }
    if (n == JSON_NONE) {
        compiler_fail(c, sub->source, at, "the reference \"%.*s\" leads nowhere: there is no %s %.*s in %s",
                      STR_FMT(text), fragment.s[0] == '/' ? "value at" : "anchor", STR_FMT(fragment),
                      r->source->name);
        return NULL;
    }
    return target_at(c, sub, at, text, r->source, n);
}
