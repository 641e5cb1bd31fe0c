/* Documents by URI: see registry.h. */
#include "schema/registry.h"

#include "base/file.h"
#include "base/strmap.h"
#include "schema/uri.h"
#include "json/place.h"

struct entry {
    struct str uri;
    const char *name;
    char *text; /* owned, or NULL for what is built in */
    struct json_doc doc;
};

struct prefix {
    struct str uri;
    const char *folder;
};

struct registry {
    struct arena arena;
    VEC(struct entry *) entries;
    struct strmap by_uri;
    VEC(struct prefix) prefixes;
};

struct registry *registry_new(void)
{
    return mem_zalloc(1, sizeof(struct registry));
}

void registry_free(struct registry *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->entries.len; i++) {
        json_release(&r->entries.at[i]->doc);
        free(r->entries.at[i]->text);
        free(r->entries.at[i]);
    }
    vec_release(&r->entries);
    vec_release(&r->prefixes);
    strmap_release(&r->by_uri);
    arena_release(&r->arena);
    free(r);
}

/* Takes the text over. */
static struct entry *add_entry(struct registry *r, struct str uri, const char *name, char *owned,
                               struct str text, struct err *err)
{
    struct entry *e = mem_zalloc(1, sizeof *e);
    struct json_fault fault;
    if (json_parse(&e->doc, text, &fault) != 0) {
        struct srcmap map;
        srcmap_build(&map, text);
        struct place p = srcmap_place(&map, fault.at);
        err_set(err, "%s:%u:%u: this is no JSON: %s", name, p.line, p.column, fault.what);
        srcmap_release(&map);
        json_release(&e->doc);
        free(owned);
        free(e);
        return NULL;
    }
    e->uri = arena_str(&r->arena, uri);
    e->name = arena_dup(&r->arena, str_of(name));
    e->text = owned;
    uint32_t index = (uint32_t)r->entries.len;
    *vec_push(&r->entries) = e;
    *strmap_put(&r->by_uri, e->uri, index, NULL) = index;
    return e;
}

int registry_add(struct registry *r, struct str uri, struct str text, struct err *err)
{
    uri = uri_resolve(STR(""), uri_without_fragment(uri), &r->arena);
    char *copy = mem_dup(text);
    return add_entry(r, uri, arena_dup(&r->arena, uri), copy, (struct str){copy, text.len}, err) ? 0 : -1;
}

void registry_add_prefix(struct registry *r, struct str prefix, const char *folder)
{
    *vec_push(&r->prefixes) =
        (struct prefix){uri_resolve(STR(""), prefix, &r->arena), arena_dup(&r->arena, str_of(folder))};
}

static struct entry *read_entry(struct registry *r, struct str uri, const char *path, struct err *err)
{
    struct buf b = BUF_INIT;
    if (file_read(path, 0, &b, err) != 0) {
        buf_release(&b);
        return NULL;
    }
    size_t len = b.len;
    char *text = buf_detach(&b);
    return add_entry(r, uri, path, text, (struct str){text, len}, err);
}

int registry_add_folder(struct registry *r, const char *folder, struct err *err)
{
    struct paths files = {0};
    if (file_walk(folder, ".json", NULL, &files, err) != 0 || files.len > REGISTRY_FILES_MAX) {
        if (files.len > REGISTRY_FILES_MAX)
            err_set(err, "%s: more than %d files of known schemas", folder, REGISTRY_FILES_MAX);
        paths_release(&files);
        return -1;
    }
    for (size_t i = 0; i < files.len; i++) {
        struct err ignored;
        struct str uri = uri_of_path(files.at[i], &r->arena);
        struct entry *e = read_entry(r, uri, files.at[i], &ignored);
        if (!e)
            continue;
        json_node id = json_get_key(&e->doc, 0, "$id");
        if (id == JSON_NONE)
            id = json_get_key(&e->doc, 0, "id");
        if (id == JSON_NONE || json_type(&e->doc, id) != JSON_STRING)
            continue;
        struct str own = uri_without_fragment(json_string(&e->doc, id, &r->arena));
        uint32_t index = (uint32_t)r->entries.len - 1;
        strmap_put(&r->by_uri, uri_resolve(uri, own, &r->arena), index, NULL);
    }
    paths_release(&files);
    return 0;
}

/* The file of a URI below a prefix: as it stands, decoded, or with ".json" added. */
static char *file_of(struct registry *r, struct str uri)
{
    const struct prefix *best = NULL, *p;
    vec_foreach (p, &r->prefixes)
        if (str_starts(uri, p->uri) && (!best || p->uri.len > best->uri.len))
            best = p;
    if (!best)
        return NULL;
    struct str rest = uri_decode(str_sub(uri, best->uri.len, uri.len), &r->arena);
    while (rest.len && rest.s[0] == '/')
        rest = str_sub(rest, 1, rest.len);
    const char *below = arena_dup(&r->arena, rest);
    if (strlen(below) != rest.len || strstr(below, "..")) /* never above the folder */
        return NULL;
    char *path = path_join(best->folder, below);
    if (file_kind(path) != FILE_REGULAR) {
        char *with = mem_dup(str_of(arena_printf(&r->arena, "%s.json", path)));
        bool there = file_kind(with) == FILE_REGULAR;
        free(there ? path : with);
        path = there ? with : path;
    }
    return path;
}

static const char *path_of_uri(struct registry *r, struct str uri)
{
    struct uri u = uri_split(uri);
    if (!u.scheme.s || !str_is(u.scheme, "file") || (u.authority.s && u.authority.len))
        return NULL;
    const char *path = arena_dup(&r->arena, uri_decode(u.path, &r->arena));
    return *path == '/' && file_kind(path) != FILE_NONE ? path : NULL;
}

const struct json_doc *registry_find(struct registry *r, struct str uri, const char **name, struct err *err)
{
    struct entry *e = NULL;
    err->msg[0] = 0;
    uint32_t *known = strmap_get(&r->by_uri, uri);
    if (known) {
        e = r->entries.at[*known];
    } else {
        char *below = file_of(r, uri);
        const char *path = below && file_kind(below) == FILE_REGULAR ? below : NULL;
        struct str built = path ? STR("") : metaschema_find(uri);
        if (!path && !built.len)
            path = path_of_uri(r, uri);
        if (built.len)
            e = add_entry(r, uri, arena_dup(&r->arena, uri), NULL, built, err);
        else if (path)
            e = read_entry(r, uri, path, err);
        else if (below)
            err_set(err, "%s: there is no such file", below);
        free(below);
    }
    if (e)
        *name = e->name;
    return e ? &e->doc : NULL;
}
