/* Where the cache of a base lies, and what its rows were made with. */
#define _GNU_SOURCE /* get_current_dir_name */
#include "cmd/caching.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

enum {
    WORTH_CACHING = 200, /* records: fewer are checked as fast as a cache is read */
    KEPT = 8,            /* caches of one base: each selection of rules has one */
};

/* KEDB_CACHE, else kedb below XDG_CACHE_HOME, else below ~/.cache; NULL when nothing says where. */
static char *cache_folder(void)
{
    const char *own = getenv("KEDB_CACHE"), *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    struct buf b = BUF_INIT;
    if (own && *own)
        buf_adds(&b, own);
    else if (xdg && *xdg == '/')
        buf_addf(&b, "%s/kedb", xdg);
    else if (home && *home == '/')
        buf_addf(&b, "%s/.cache/kedb", home);
    if (b.len)
        return buf_detach(&b);
    buf_release(&b);
    return NULL;
}

/* The tool itself: a build has a file of its own. */
static bool add_tool(struct hash *h)
{
    struct file_stamp s;
    if (!file_stamp("/proc/self/exe", &s))
        return false;
    hash_add(h, STR(KEDB_VERSION));
    hash_add(h, (struct str){(const char *)&s, sizeof s});
    return true;
}

static bool find_keys(const struct session *s, struct cache_keys *keys)
{
    struct hash h = s->inputs;
    if (!add_tool(&h))
        return false;
    hash_add(&h, s->schema_doc.text);
    hash_add(&h, buf_str(&s->config.text));
    for (size_t i = 0; i < s->selection.count; i++) {
        const struct rule *r = s->selection.table[i];
        if (r->collect && s->selection.levels[i] != SEVERITY_OFF)
            hash_add(&h, str_of(r->id));
    }
    keys->facts = h;
    hash_add(&h, (struct str){(const char *)s->selection.levels, s->selection.count});
    hash_add_number(&h, (uint64_t)(s->run.pages != NULL) << 1 | s->run.whole_base);
    keys->findings = h;
    return true;
}

/* The name says which base, seen from where (paths are reported as they were given), by which rules. */
static void cache_name(const struct session *s, struct buf *base, struct buf *name)
{
    struct hash where = {0}, rules = {0};
    char *here = get_current_dir_name();
    hash_add(&where, str_of(s->config.path));
    hash_add(&where, str_of(here ? here : ""));
    free(here);
    for (size_t i = 0; i < s->selection.count; i++)
        if (s->selection.levels[i] != SEVERITY_OFF)
            hash_add(&rules, str_of(s->selection.table[i]->id));
    buf_addf(base, "%016llx-", (unsigned long long)where.low);
    buf_addf(name, "%s%016llx", base->s, (unsigned long long)rules.low);
}

struct old_cache {
    char *path;
    int64_t modified;
};

static int newest_first(const void *a, const void *b)
{
    const struct old_cache *x = a, *y = b;
    return x->modified > y->modified ? -1 : x->modified < y->modified;
}

/* Deletes what has not been written for longest when a base has more than KEPT caches, and what a killed run
 * left half written. */
static void drop_old(const char *folder, struct str base)
{
    DIR *d = opendir(folder);
    VEC(struct old_cache) old = {0};
    struct dirent *e;
    while (d && (e = readdir(d)) != NULL) {
        struct file_stamp st;
        char *path = path_join(folder, e->d_name);
        if (str_starts(str_of(e->d_name), base) && file_stamp(path, &st))
            *vec_push(&old) = (struct old_cache){path, st.modified};
        else
            free(path);
    }
    if (d)
        closedir(d);
    if (old.len > KEPT)
        qsort(old.at, old.len, sizeof *old.at, newest_first);
    for (size_t i = 0; i < old.len; i++) {
        if (i >= KEPT)
            unlink(old.at[i].path);
        free(old.at[i].path);
    }
    vec_release(&old);
}

struct cache *session_cache(const struct session *s, const struct args *args)
{
    struct cache_keys keys;
    if (args_flag(args, "no-cache") || !s->config.path || s->sources.len < WORTH_CACHING ||
        !find_keys(s, &keys))
        return NULL;
    char *folder = cache_folder();
    if (!folder)
        return NULL;
    struct buf base = BUF_INIT, name = BUF_INIT;
    cache_name(s, &base, &name);
    char *path = path_join(folder, name.s);
    if (file_kind(path) == FILE_NONE)
        drop_old(folder, buf_str(&base));
    struct cache *c = cache_open(path, &keys, s->selection.table, s->selection.count);
    free(path);
    free(folder);
    buf_release(&base);
    buf_release(&name);
    return c;
}
