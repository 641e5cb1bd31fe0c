/* kedb.json: see config.h. */
#define _GNU_SOURCE /* get_current_dir_name */
#include "engine/config.h"

#include "base/date.h"
#include "base/file.h"
#include "base/similar.h"

#include <stdio.h>
#include <unistd.h>

struct reading {
    struct config *c;
    struct json_doc doc;
    struct srcmap map;
    struct err *err;
};

char *path_absolute_from(const char *here, const char *path, struct arena *a)
{
    struct buf b = BUF_INIT;
    if (*path != '/')
        buf_adds(&b, here);
    struct str v = str_of(path);
    for (size_t i = 0; i < v.len;) {
        size_t end = str_find(v, STR("/"), i);
        if (end == SIZE_MAX)
            end = v.len;
        struct str step = str_sub(v, i, end);
        if (str_is(step, "..")) {
            struct str above = path_folder(buf_str(&b));
            b.len = above.len > 1 ? above.len : 0;
        } else if (step.len && !str_is(step, ".")) {
            buf_addc(&b, '/');
            buf_add_str(&b, step);
        }
        i = end + 1;
    }
    if (!b.len)
        buf_addc(&b, '/');
    char *out = arena_dup(a, (struct str){b.s, b.len});
    buf_release(&b);
    return out;
}

char *path_absolute(const char *path, struct arena *a)
{
    char *here = *path == '/' ? NULL : get_current_dir_name();
    char *absolute = path_absolute_from(here ? here : "", path, a);
    free(here);
    return absolute;
}

const char *path_shown_from(const char *here, const char *absolute)
{
    struct str folder = str_of(here), there = str_of(absolute);
    bool inside = str_starts(there, folder) && there.len > folder.len && there.s[folder.len] == '/';
    return inside ? absolute + folder.len + 1 : absolute;
}

const char *path_shown(const char *absolute, struct arena *a)
{
    return path_shown_from(path_absolute(".", a), absolute);
}

static int fail(struct reading *r, json_node n, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static int fail(struct reading *r, json_node n, const char *fmt, ...)
{
    struct place p = srcmap_place(&r->map, json_cell(&r->doc, n)->start);
    char text[ERR_MAX / 2];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    return err_set(r->err, "%s:%u:%u: %s", r->c->path, p.line, p.column, text);
}

static int want_type(struct reading *r, json_node v, enum json_type t)
{
    if (json_type(&r->doc, v) == t)
        return 0;
    return fail(r, v, "%s is expected here, not %s", json_type_name(t),
                json_type_name(json_type(&r->doc, v)));
}

static int read_path(struct reading *r, json_node v, const char **out)
{
    if (want_type(r, v, JSON_STRING) != 0)
        return -1;
    struct str s = json_string(&r->doc, v, &r->c->arena);
    if (!s.len || memchr(s.s, 0, s.len))
        return fail(r, v, "a path is expected here");
    char *name = arena_dup(&r->c->arena, s);
    if (*name == '/') {
        *out = name;
    } else {
        char *joined = path_join(r->c->root, name);
        *out = path_absolute(joined, &r->c->arena);
        free(joined);
    }
    return 0;
}

static int read_number(struct reading *r, json_node v, int from, int to, int *out)
{
    if (want_type(r, v, JSON_NUMBER) != 0)
        return -1;
    double d = json_number(&r->doc, v);
    if (d < from || d > to || d != (double)(int)d)
        return fail(r, v, "%.*s is not a whole number from %d to %d", STR_FMT(json_raw(&r->doc, v)), from,
                    to);
    *out = (int)d;
    return 0;
}

static int read_level(struct reading *r, json_node v, enum severity *out)
{
    if (want_type(r, v, JSON_STRING) != 0)
        return -1;
    if (!severity_parse(json_inner(&r->doc, v), out))
        return fail(r, v, "%.*s is no severity: write \"off\", \"info\", \"warning\" or \"error\"",
                    STR_FMT(json_raw(&r->doc, v)));
    return 0;
}

static int read_rules(struct reading *r, json_node v)
{
    if (want_type(r, v, JSON_OBJECT) != 0)
        return -1;
    struct config *c = r->c;
    c->rules = arena_alloc(&c->arena, json_cell(&r->doc, v)->count * sizeof *c->rules);
    json_foreach_member (&r->doc, v, key) {
        struct config_rule *rule = &c->rules[c->rule_count];
        rule->pattern = arena_dup(&c->arena, json_string(&r->doc, key, &c->arena));
        rule->place = srcmap_place(&r->map, json_cell(&r->doc, key)->start);
        if (read_level(r, key + 1, &rule->level) != 0)
            return -1;
        c->rule_count++;
    }
    return 0;
}

static int unknown_key(struct reading *r, json_node key, const char *const *known)
{
    struct str word = json_string(&r->doc, key, &r->c->arena);
    struct similar near = similar_to(word);
    for (; *known; known++)
        similar_offer(&near, str_of(*known));
    if (near.best.s)
        return fail(r, key, "there is no setting \"%.*s\"; did you mean \"%.*s\"?", STR_FMT(word),
                    STR_FMT(near.best));
    return fail(r, key, "there is no setting \"%.*s\"", STR_FMT(word));
}

static int read_layout(struct reading *r, json_node v)
{
    static const char *const known[] = {"indent", "final_newline", NULL};
    static const char *const newlines[] = {"any", "always", "never"};
    if (want_type(r, v, JSON_OBJECT) != 0)
        return -1;
    json_foreach_member (&r->doc, v, key) {
        struct str word = json_inner(&r->doc, key);
        if (str_is(word, "indent")) {
            if (read_number(r, key + 1, 1, 8, &r->c->indent) != 0)
                return -1;
        } else if (str_is(word, "final_newline")) {
            if (want_type(r, key + 1, JSON_STRING) != 0)
                return -1;
            int found = -1;
            for (int i = 0; i < 3; i++)
                if (str_is(json_inner(&r->doc, key + 1), newlines[i]))
                    found = i;
            if (found < 0)
                return fail(r, key + 1, "%.*s is none of \"any\", \"always\", \"never\"",
                            STR_FMT(json_raw(&r->doc, key + 1)));
            r->c->final_newline = found;
        } else {
            return unknown_key(r, key, known);
        }
    }
    return 0;
}

static int read_words(struct reading *r, json_node v, const char **out)
{
    if (want_type(r, v, JSON_STRING) != 0)
        return -1;
    struct str s = json_string(&r->doc, v, &r->c->arena);
    if (!str_trim(s).len || memchr(s.s, 0, s.len))
        return fail(r, v, "words are expected here, not an empty text");
    *out = arena_dup(&r->c->arena, s);
    return 0;
}

static int read_suppression(struct reading *r, json_node v, struct suppression *s)
{
    static const char *const known[] = {"rule", "path", "pointer", "reason", "until", NULL};
    const char *until = NULL;
    const char **const places[] = {&s->rule, &s->path, &s->pointer, &s->reason, &until};
    if (want_type(r, v, JSON_OBJECT) != 0)
        return -1;
    *s = (struct suppression){
        .pointer = "", .start = json_cell(&r->doc, v)->start, .end = json_cell(&r->doc, v)->end};
    json_foreach_member (&r->doc, v, key) {
        size_t i = 0;
        while (known[i] && !str_is(json_inner(&r->doc, key), known[i]))
            i++;
        if (!known[i])
            return unknown_key(r, key, known);
        if (read_words(r, key + 1, places[i]) != 0)
            return -1;
        struct err why;
        if (places[i] == &s->rule)
            s->place = srcmap_place(&r->map, json_cell(&r->doc, key + 1)->start);
        if (places[i] == &until && date_parse(str_of(until), &s->until, &why) != 0)
            return fail(r, key + 1, "\"%s\" is no date such as 2026-12-31: %s", until, why.msg);
    }
    for (size_t i = 0; known[i]; i++)
        if (!*places[i])
            return fail(r, v, "a suppression says \"%s\": rule, path, reason and until are needed", known[i]);
    return 0;
}

static int read_suppressions(struct reading *r, json_node v)
{
    struct config *c = r->c;
    if (want_type(r, v, JSON_ARRAY) != 0)
        return -1;
    c->suppressions = arena_alloc(&c->arena, json_cell(&r->doc, v)->count * sizeof *c->suppressions);
    json_foreach_item (&r->doc, v, item)
        if (read_suppression(r, item, &c->suppressions[c->suppression_count++]) != 0)
            return -1;
    return 0;
}

static int read_engines(struct reading *r, json_node v)
{
    if (want_type(r, v, JSON_ARRAY) != 0)
        return -1;
    size_t count = json_cell(&r->doc, v)->count;
    if (!count)
        return fail(r, v, "at least one engine is expected here");
    r->c->engines = arena_zalloc(&r->c->arena, count, sizeof *r->c->engines);
    json_foreach_item (&r->doc, v, item) {
        if (want_type(r, item, JSON_STRING) != 0)
            return -1;
        r->c->engines[r->c->engine_count++] =
            (struct config_word){arena_str(&r->c->arena, json_string(&r->doc, item, &r->c->arena)),
                                 srcmap_place(&r->map, json_cell(&r->doc, item)->start)};
    }
    return 0;
}

static const char *const path_words[CONFIG_PATH_COUNT] = {
    [CONFIG_RECORDS] = "records",        [CONFIG_SCHEMA] = "schema",
    [CONFIG_LEDGER] = "ledger",          [CONFIG_OFFICIAL_HOSTS] = "official_hosts",
    [CONFIG_GLOSSARY] = "glossary",      [CONFIG_BASELINE] = "baseline",
    [CONFIG_LOCAL_RULES] = "local_rules"};

static int read_setting(struct reading *r, json_node key)
{
    static const char *const known[] = {
        "$schema",  "records",          "schema",        "ledger",      "official_hosts",
        "glossary", "stale_after_days", "layout",        "fail_on",     "rules",
        "baseline", "suppressions",     "regex_engines", "local_rules", NULL};
    struct config *c = r->c;
    struct str word = json_inner(&r->doc, key);
    json_node v = key + 1;
    const char **const paths[] = {
        [CONFIG_RECORDS] = &c->records,        [CONFIG_SCHEMA] = &c->schema,
        [CONFIG_LEDGER] = &c->ledger,          [CONFIG_OFFICIAL_HOSTS] = &c->official_hosts,
        [CONFIG_GLOSSARY] = &c->glossary,      [CONFIG_BASELINE] = &c->baseline,
        [CONFIG_LOCAL_RULES] = &c->local_rules};
    for (size_t i = 0; i < CONFIG_PATH_COUNT; i++)
        if (str_is(word, path_words[i])) {
            c->places[i] = srcmap_place(&r->map, json_cell(&r->doc, v)->start);
            return read_path(r, v, paths[i]);
        }
    if (str_is(word, "$schema"))
        return want_type(r, v, JSON_STRING);
    if (str_is(word, "stale_after_days"))
        return read_number(r, v, 1, 100000, &c->stale_after);
    if (str_is(word, "layout"))
        return read_layout(r, v);
    if (str_is(word, "fail_on"))
        return read_level(r, v, &c->fail_on);
    if (str_is(word, "regex_engines"))
        return read_engines(r, v);
    if (str_is(word, "rules"))
        return read_rules(r, v);
    if (str_is(word, "suppressions"))
        return read_suppressions(r, v);
    return unknown_key(r, key, known);
}

int config_parse(struct config *c, struct str text, struct err *err)
{
    struct reading r = {.c = c, .err = err};
    struct json_fault fault;
    if (text.s != c->text.s) {
        buf_clear(&c->text);
        buf_add_str(&c->text, text);
    }
    srcmap_build(&r.map, buf_str(&c->text));
    int rc = json_parse(&r.doc, buf_str(&c->text), &fault);
    if (rc != 0) {
        struct place p = srcmap_place(&r.map, fault.at);
        err_set(err, "%s:%u:%u: %s", c->path, p.line, p.column, fault.what);
    } else if (r.doc.duplicates.len) {
        rc = fail(&r, r.doc.duplicates.at[0].key, "this key stands here twice");
    } else if ((rc = want_type(&r, 0, JSON_OBJECT)) == 0) {
        json_foreach_member (&r.doc, 0, key)
            if (rc == 0)
                rc = read_setting(&r, key);
    }
    json_release(&r.doc);
    srcmap_release(&r.map);
    return rc;
}

static int read_config(struct config *c, struct err *err)
{
    if (file_read(c->path, 1 << 20, &c->text, err) != 0)
        return -1;
    return config_parse(c, buf_str(&c->text), err);
}

/* kedb.json in the folder or above it. */
static const char *find_above(struct config *c, const char *folder)
{
    struct str at = str_of(folder);
    for (;;) {
        char *name =
            arena_printf(&c->arena, "%.*s%skedb.json", STR_FMT(at), str_ends(at, STR("/")) ? "" : "/");
        if (file_kind(name) == FILE_REGULAR)
            return name;
        if (at.len <= 1)
            return NULL;
        at = path_folder(at);
    }
}

int config_load(struct config *c, const char *path, const char *from, struct err *err)
{
    *c = (struct config){
        .stale_after = STALE_AFTER_DAYS,
        .indent = 2,
        .final_newline = NEWLINE_ANY,
        .fail_on = SEVERITY_ERROR,
    };
    if (path) {
        c->path = arena_dup(&c->arena, str_of(path));
    } else {
        const char *start = path_absolute(from ? from : ".", &c->arena);
        if (file_kind(start) != FILE_FOLDER)
            start = arena_dup(&c->arena, path_folder(str_of(start)));
        c->path = find_above(c, start);
        if (!c->path)
            c->path = find_above(c, path_absolute(".", &c->arena));
        if (!c->path)
            return 0;
    }
    const char *absolute = path_absolute(c->path, &c->arena);
    c->root = arena_dup(&c->arena, path_folder(str_of(absolute)));
    char *records = path_join(c->root, "records"), *ledger = path_join(c->root, "links.db"),
         *local = path_join(c->root, "schemas/local"),
         *glossary = path_join(c->root, "schemas/glossary.json");
    c->records = arena_dup(&c->arena, str_of(records));
    c->ledger = arena_dup(&c->arena, str_of(ledger));
    c->local_rules = arena_dup(&c->arena, str_of(local));
    c->glossary = file_kind(glossary) == FILE_NONE ? NULL : arena_dup(&c->arena, str_of(glossary));
    free(records);
    free(ledger);
    free(local);
    free(glossary);
    return read_config(c, err);
}

int config_blame(const struct config *c, enum config_path which, struct err *err)
{
    struct place p = c->places[which];
    return p.line ? err_prefix(err, "%s:%u:%u: \"%s\"", c->path, p.line, p.column, path_words[which]) : -1;
}

int config_local_rules(struct config *c, struct err *err)
{
    enum file_kind kind = c->places[CONFIG_LOCAL_RULES].line ? file_kind(c->local_rules) : FILE_FOLDER;
    if (kind == FILE_FOLDER)
        return 0;
    err_set(err, "%s: %s", path_shown(c->local_rules, &c->arena),
            kind == FILE_NONE ? "there is no such folder" : "this is no folder");
    return config_blame(c, CONFIG_LOCAL_RULES, err);
}

void config_release(struct config *c)
{
    buf_release(&c->text);
    arena_release(&c->arena);
}
