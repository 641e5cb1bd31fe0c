/* Rules from a folder of JSON Schemas: see local.h. */
#include "rules/local.h"

#include "base/file.h"
#include "engine/config.h"
#include "rules/tools.h"
#include "schema/registry.h"
#include "schema/uri.h"
#include "json/place.h"

struct local_rule {
    struct rule row;
    const char *message; /* NULL: what is wrong */
    const char *help;
    struct json_doc doc;
    struct buf text;
    struct schema *schema;
};

struct local_rules {
    VEC(struct local_rule *) rules;
    VEC(const struct rule *) table;
    struct registry *registry;
    struct arena arena;
};

/* One function for all rows, so the engine calls it once a record. */
static void check_local(struct check *c)
{
    const struct local_rules *l = c->run->local;
    const struct json_doc *doc = c->rec->doc;
    for (size_t i = 0; l && i < l->rules.len; i++) {
        const struct local_rule *r = l->rules.at[i];
        if (!rule_is_on(c, &r->row) || schema_valid(r->schema, doc, c->tools->schema))
            continue;
        struct schema_faults faults = schema_explain(r->schema, doc, c->tools->schema, c->arena);
        for (size_t k = 0; k < faults.len; k++) {
            const struct schema_fault *fault = &faults.at[k];
            const struct json_cell *cell = json_cell(doc, fault->node);
            size_t end = cell->type == JSON_OBJECT || cell->type == JSON_ARRAY ? cell->start + 1 : cell->end;
            struct finding *f = finding_at_span(c, &r->row, fault->node, cell->start, end, "%s",
                                                r->message ? r->message : fault->message);
            finding_note(c, f, "%s%s%s", r->message ? fault->message : "", r->message ? "; " : "",
                         fault->place);
            const char *help = r->help ? r->help : fault->help;
            if (help && !(r->message && strcmp(help, r->message) == 0))
                finding_help(c, f, "%s", help);
        }
    }
}

struct reader {
    struct local_rules *l;
    struct local_rule *rule;
    const char *path, *name;
    struct err *err;
};

static int fail_at(struct reader *r, size_t at, const char *what, struct str word)
{
    struct srcmap map;
    srcmap_build(&map, buf_str(&r->rule->text));
    struct place p = srcmap_place(&map, at);
    srcmap_release(&map);
    return err_set(r->err, "%s:%u:%u: %s%.*s", r->path, p.line, p.column, what, STR_FMT(word));
}

/* A string of x-kedb, NULL when it is not there. */
static int read_word(struct reader *r, const char *key, const char **out)
{
    const struct json_doc *doc = &r->rule->doc;
    json_node x = json_get_key(doc, 0, "x-kedb"), v = x == JSON_NONE ? JSON_NONE : json_get_key(doc, x, key);
    *out = NULL;
    if (v == JSON_NONE)
        return 0;
    if (json_type(doc, v) != JSON_STRING || json_cell(doc, v)->end - json_cell(doc, v)->start < 3)
        return fail_at(r, json_cell(doc, v)->start, "a string that is not empty is expected for ",
                       str_of(key));
    struct str s = json_string(doc, v, &r->l->arena);
    if (memchr(s.s, 0, s.len) || memchr(s.s, '\n', s.len))
        return fail_at(r, json_cell(doc, v)->start, "one line is expected for ", str_of(key));
    *out = arena_dup(&r->l->arena, s);
    return 0;
}

/* "group/name", lower case. */
static bool is_id(const char *id)
{
    size_t slashes = 0;
    for (const char *p = id; *p; p++) {
        slashes += *p == '/';
        if (!ascii_is_lower((unsigned char)*p) && !ascii_is_digit((unsigned char)*p) &&
            (!strchr("-/", *p) || p == id || !p[1] || p[1] == '/'))
            return false;
    }
    return slashes == 1;
}

static int read_row(struct reader *r)
{
    static const struct rule_example none[] = {{0}};
    const struct json_doc *doc = &r->rule->doc;
    const char *id, *severity, *why;
    json_node x = json_type(doc, 0) == JSON_OBJECT ? json_get_key(doc, 0, "x-kedb") : JSON_NONE;
    if (json_type(doc, 0) != JSON_OBJECT)
        return fail_at(r, 0, "a rule's schema is an object", STR(""));
    if (x != JSON_NONE && json_type(doc, x) != JSON_OBJECT)
        return fail_at(r, json_cell(doc, x)->start, "x-kedb is an object with id, severity and message",
                       STR(""));
    if (read_word(r, "id", &id) != 0 || read_word(r, "severity", &severity) != 0 ||
        read_word(r, "why", &why) != 0 || read_word(r, "message", &r->rule->message) != 0 ||
        read_word(r, "help", &r->rule->help) != 0)
        return -1;
    struct str stem = path_name(str_of(r->path));
    stem.len -= strlen(".json");
    if (!id)
        id = arena_printf(&r->l->arena, "local/%.*s", STR_FMT(stem));
    else if (!strchr(id, '/'))
        id = arena_printf(&r->l->arena, "local/%s", id);
    size_t at = x == JSON_NONE || json_get_key(doc, x, "id") == JSON_NONE
                    ? 0
                    : json_cell(doc, json_get_key(doc, x, "id"))->start;
    if (!is_id(id))
        return fail_at(r, at, "a rule's id is group/name of lower-case letters, digits and hyphens, not ",
                       str_of(id));
    if (rule_find(rule_table, str_of(id)))
        return fail_at(r, at, "there is a rule of this id already: ", str_of(id));
    enum severity level = SEVERITY_ERROR;
    if (severity && !severity_parse(str_of(severity), &level))
        return fail_at(r, json_cell(doc, json_get_key(doc, x, "severity"))->start,
                       "a severity is off, info, warning or error, not ", str_of(severity));
    json_node title = json_get_key(doc, 0, "title"), about = json_get_key(doc, 0, "description");
    const char *words[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        json_node n = i ? about : title;
        if (n != JSON_NONE && json_type(doc, n) == JSON_STRING)
            words[i] = arena_dup(&r->l->arena, json_string(doc, n, &r->l->arena));
    }
    if (!r->rule->message)
        r->rule->message = words[0];
    r->rule->row = (struct rule){
        .id = id,
        .summary =
            r->rule->message ? r->rule->message : arena_printf(&r->l->arena, "a record must fit %s", r->name),
        .why = why        ? why
               : words[1] ? words[1]
                          : arena_printf(&r->l->arena, "This base asks for it: see %s.", r->name),
        .severity = level,
        .check = check_local,
        .examples = none,
    };
    return 0;
}

static int read_rule(struct local_rules *l, const char *path, struct hash *inputs, struct err *err)
{
    struct local_rule *rule = mem_zalloc(1, sizeof *rule);
    struct reader r = {.l = l, .rule = rule, .path = path, .err = err};
    struct json_fault fault;
    *vec_push(&l->rules) = rule;
    r.name = arena_dup(&l->arena, path_name(str_of(path)));
    r.path = path_shown(path, &l->arena);
    if (file_read(path, LOCAL_SIZE_MAX, &rule->text, err) != 0)
        return -1;
    if (inputs) {
        hash_add(inputs, str_of(path));
        hash_add(inputs, buf_str(&rule->text));
    }
    if (json_parse(&rule->doc, buf_str(&rule->text), &fault) != 0)
        return fail_at(&r, fault.at, fault.what, STR(""));
    if (read_row(&r) != 0)
        return -1;
    struct schema_options options = {
        .name = r.name, .uri = uri_of_path(path, &l->arena), .registry = l->registry, .assert_format = true};
    rule->schema = schema_compile_with(&rule->doc, &options, err);
    return rule->schema ? 0 : -1;
}

static int by_id(const void *a, const void *b)
{
    const struct rule *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

static int build_table(struct local_rules *l, struct err *err)
{
    for (const struct rule *const *r = rule_table; *r; r++)
        *vec_push(&l->table) = *r;
    for (size_t i = 0; i < l->rules.len; i++)
        *vec_push(&l->table) = &l->rules.at[i]->row;
    qsort(l->table.at, l->table.len, sizeof *l->table.at, by_id);
    for (size_t i = 1; i < l->table.len; i++)
        if (strcmp(l->table.at[i - 1]->id, l->table.at[i]->id) == 0)
            return err_set(err, "two schemas make a rule %s", l->table.at[i]->id);
    *vec_push(&l->table) = NULL;
    return 0;
}

struct local_rules *local_rules_read(const char *folder, struct hash *inputs, struct err *err)
{
    struct local_rules *l = mem_zalloc(1, sizeof *l);
    struct paths files = {0};
    int rc = 0;
    l->registry = registry_new();
    if (folder && file_kind(folder) == FILE_FOLDER)
        rc = file_walk(folder, ".json", NULL, &files, err);
    if (rc == 0 && files.len > LOCAL_RULES_MAX)
        rc = err_set(err, "%s: more than %d schemas", folder, LOCAL_RULES_MAX);
    for (size_t i = 0; i < files.len && rc == 0; i++)
        rc = read_rule(l, arena_dup(&l->arena, str_of(files.at[i])), inputs, err);
    paths_release(&files);
    if (rc == 0)
        rc = build_table(l, err);
    if (rc == 0)
        return l;
    local_rules_free(l);
    return NULL;
}

void local_rules_free(struct local_rules *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->rules.len; i++) {
        schema_free(l->rules.at[i]->schema);
        json_release(&l->rules.at[i]->doc);
        buf_release(&l->rules.at[i]->text);
        free(l->rules.at[i]);
    }
    vec_release(&l->rules);
    vec_release(&l->table);
    registry_free(l->registry);
    arena_release(&l->arena);
    free(l);
}

const struct rule *const *local_rules_table(const struct local_rules *l)
{
    return l->table.at;
}
