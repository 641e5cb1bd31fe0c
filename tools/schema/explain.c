/* Faults as sentences: what was found, what was expected, the place in the schema, the remedy. */
#include "base/similar.h"
#include "base/utf8.h"
#include "schema/evaluate.h"
#include "json/pointer.h"

#include <stdio.h>

enum { SHOWN_MAX = 60 };

/* A value as messages show it: as written, long ones clipped at a character's end. */
static const char *shown(struct eval *e, const struct json_doc *doc, json_node n)
{
    struct str raw = json_raw(doc, n);
    enum json_type t = json_type(doc, n);
    if ((t == JSON_ARRAY || t == JSON_OBJECT) && raw.len > SHOWN_MAX)
        return json_type_name(t);
    if (raw.len <= SHOWN_MAX)
        return arena_dup(e->arena, raw);
    size_t end = SHOWN_MAX - 4;
    while (end > 0 && ((unsigned char)raw.s[end] & 0xC0) == 0x80)
        end--;
    return arena_printf(e->arena, "%.*s...%s", (int)end, raw.s, t == JSON_STRING ? "\"" : "");
}

/* How a message calls the value: its key, or the list's key and the item's number. */
static const char *called(struct eval *e, json_node n)
{
    const struct json_doc *doc = e->doc;
    json_node above = json_cell(doc, n)->parent;
    if (json_type(doc, n) == JSON_KEY)
        return arena_printf(e->arena, "the key %.*s", STR_FMT(json_raw(doc, n)));
    if (above == JSON_NONE)
        return "the document";
    if (json_type(doc, above) == JSON_KEY)
        return arena_dup(e->arena, json_string(doc, above, e->arena));
    size_t index = 1;
    for (json_node i = above + 1; i != n; i = json_next(doc, i))
        index++;
    json_node key = json_cell(doc, above)->parent;
    if (key != JSON_NONE && json_type(doc, key) == JSON_KEY)
        return arena_printf(e->arena, "item %zu of %.*s", index, STR_FMT(json_string(doc, key, e->arena)));
    return arena_printf(e->arena, "item %zu", index);
}

static const char *place_of(struct eval *e, const struct sub *sub, const char *keyword)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "%s#", sub->source->name);
    json_pointer_add(&b, sub->source->doc, sub->node);
    if (keyword)
        json_pointer_add_token(&b, str_of(keyword));
    char *out = arena_dup(e->arena, buf_str(&b));
    buf_release(&b);
    return out;
}

static const char *types_named(struct eval *e, const struct sub *sub)
{
    static const struct {
        uint8_t bits;
        const char *name;
    } names[] = {{1 << JSON_STRING, "a string"},  {1 << JSON_NUMBER, "a number"},
                 {1 << JSON_OBJECT, "an object"}, {1 << JSON_ARRAY, "an array"},
                 {1 << JSON_TRUE, "a boolean"},   {1 << JSON_NULL, "null"}};
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sub->types & names[i].bits)
            buf_addf(&b, "%s%s", b.len ? " or " : "", i == 1 && sub->integer ? "an integer" : names[i].name);
    char *out = arena_dup(e->arena, buf_str(&b));
    buf_release(&b);
    return out;
}

static void explain_enum(struct eval *e, const struct sub *sub, json_node n, struct schema_fault *f)
{
    const struct json_doc *own = sub->source->doc;
    struct arena *a = e->arena;
    f->message = arena_printf(a, "%s is %s, which is not one of the %u allowed values", called(e, n),
                              shown(e, e->doc, n), json_cell(own, sub->enumeration->node)->count);
    bool text = json_type(e->doc, n) == JSON_STRING || json_type(e->doc, n) == JSON_KEY;
    struct similar near = similar_to(text ? json_string(e->doc, n, a) : STR(""));
    struct buf list = BUF_INIT;
    json_foreach_item (own, sub->enumeration->node, item) {
        if (json_type(own, item) == JSON_STRING && text)
            similar_offer(&near, json_string(own, item, a));
        if (list.len < 400)
            buf_addf(&list, "%s%s", list.len ? ", " : "", shown(e, own, item));
    }
    if (near.best.s) {
        f->wanted = near.best;
        f->help = arena_printf(a, "did you mean \"%.*s\"?", STR_FMT(near.best));
    } else {
        f->help = arena_printf(a, "one of %s%s", list.s ? list.s : "", list.len >= 400 ? ", ..." : "");
    }
    buf_release(&list);
}

static void explain_unknown(struct eval *e, const struct sub *sub, json_node key, struct schema_fault *f)
{
    struct arena *a = e->arena;
    struct str name = json_string(e->doc, key, a);
    struct similar near = similar_to(name);
    json_node object = json_cell(e->doc, key)->parent;
    const struct object_rules *r = sub->object;
    for (size_t i = 0; r && i < r->name_count; i++)
        if (r->names[i].sub && json_get(e->doc, object, r->names[i].name) == JSON_NONE)
            similar_offer(&near, r->names[i].name);
    f->message = arena_printf(a, "the key %.*s is unknown here", STR_FMT(json_raw(e->doc, key)));
    if (near.best.s) {
        f->wanted = near.best;
        f->help = arena_printf(a, "did you mean \"%.*s\"?", STR_FMT(near.best));
    } else {
        f->help = "remove it, or add it to the schema";
    }
}

static const char *annotation_help(const struct sub *sub, struct arena *a)
{
    const struct json_doc *own = sub->source->doc;
    json_node help = json_get(own, json_get(own, sub->node, STR("x-kedb")), STR("help"));
    return help != JSON_NONE && json_type(own, help) == JSON_STRING ? arena_dup(a, json_string(own, help, a))
                                                                    : NULL;
}

static const char *bound_words(const char *keyword)
{
    return strcmp(keyword, "minimum") == 0            ? "below the minimum"
           : strcmp(keyword, "maximum") == 0          ? "above the maximum"
           : strcmp(keyword, "exclusiveMinimum") == 0 ? "and must be above"
                                                      : "and must be below";
}

static void explain_string(struct eval *e, const struct sub *sub, json_node n, const char *keyword,
                           struct schema_fault *f)
{
    struct arena *a = e->arena;
    const struct json_doc *own = sub->source->doc;
    struct str v = json_string(e->doc, n, a);
    if (strcmp(keyword, "format") == 0) {
        struct err err;
        sub->string->format(v, &err);
        struct str name = json_string(own, json_get(own, sub->node, STR("format")), a);
        f->message = arena_printf(a, "%s is %s, which is no %.*s: %s", called(e, n), shown(e, e->doc, n),
                                  STR_FMT(name), err.msg);
    } else if (strcmp(keyword, "minLength") == 0) {
        f->message = v.len ? arena_printf(a, "%s has %zu characters, fewer than %zu", called(e, n),
                                          utf8_count(v), sub->string->min_length)
                           : arena_printf(a, "%s is empty", called(e, n));
    } else if (strcmp(keyword, "maxLength") == 0) {
        f->message = arena_printf(a, "%s has %zu characters, more than %zu", called(e, n), utf8_count(v),
                                  sub->string->max_length);
    } else if (strncmp(keyword, "content", 7) == 0) {
        f->message = arena_printf(a, "%s does not hold %s as its schema says", called(e, n),
                                  strcmp(keyword, "contentEncoding") == 0 ? "base64" : "JSON");
    } else if (strcmp(keyword, "pattern limit") == 0) {
        f->message = arena_printf(a, "%s cannot be judged: the schema's pattern takes too many steps on it",
                                  called(e, n));
        f->keyword = "pattern";
    } else {
        struct str pattern = json_string(own, json_get(own, sub->node, STR("pattern")), a);
        f->message = arena_printf(a, "%s is %s, which does not match the pattern %.*s", called(e, n),
                                  shown(e, e->doc, n), STR_FMT(pattern));
    }
}

static void explain_size(struct eval *e, const struct sub *sub, json_node n, const char *keyword,
                         struct schema_fault *f)
{
    const char *what = strstr(keyword, "Items") ? "items" : "keys";
    bool least = strncmp(keyword, "min", 3) == 0;
    size_t bound = !strcmp(keyword, "minItems")        ? sub->array->min_items
                   : !strcmp(keyword, "maxItems")      ? sub->array->max_items
                   : !strcmp(keyword, "minProperties") ? sub->object->min_properties
                                                       : sub->object->max_properties;
    f->message = arena_printf(e->arena, "%s has %u %s, %s than %zu", called(e, n),
                              json_cell(e->doc, n)->count, what, least ? "fewer" : "more", bound);
}

static void explain(struct eval *e, const struct sub *sub, json_node n, const char *keyword, json_node detail)
{
    struct arena *a = e->arena;
    const struct json_doc *own = sub->source->doc;
    struct schema_fault f = {.node = n,
                             .keyword = keyword,
                             .schema_doc = own,
                             .schema_name = sub->source->name,
                             .first = sub->node,
                             .help = annotation_help(sub, a)};
    if (strcmp(keyword, "type") == 0) {
        f.message = arena_printf(a, "%s is %s, not %s", called(e, n), json_type_name(json_type(e->doc, n)),
                                 types_named(e, sub));
        if (json_type(e->doc, n) == JSON_STRING && sub->types & 1 << JSON_NUMBER)
            f.help = "write the number without quotes";
    } else if (strcmp(keyword, "enum") == 0) {
        explain_enum(e, sub, n, &f);
    } else if (strcmp(keyword, "const") == 0) {
        f.message = arena_printf(a, "%s is %s, and must be %s", called(e, n), shown(e, e->doc, n),
                                 shown(e, own, detail));
    } else if (strcmp(keyword, "additionalProperties") == 0 ||
               strcmp(keyword, "unevaluatedProperties") == 0) {
        explain_unknown(e, sub, n, &f);
    } else if (strcmp(keyword, "required") == 0) {
        f.message =
            arena_printf(a, "%s has no \"%.*s\"", called(e, n), STR_FMT(sub->object->names[detail].name));
        f.wanted = sub->object->names[detail].name;
    } else if (strcmp(keyword, "dependentRequired") == 0 || strcmp(keyword, "dependencies") == 0) {
        const struct dependent *d = &sub->object->dependents[detail >> 16];
        f.message = arena_printf(a, "%s has \"%.*s\" and so needs \"%.*s\"", called(e, n), STR_FMT(d->name),
                                 STR_FMT(d->needs[detail & 0xFFFF]));
    } else if (strcmp(keyword, "uniqueItems") == 0) {
        f.message = arena_printf(a, "%s repeats %s", called(e, n), called(e, detail));
    } else if (strcmp(keyword, "oneOf") == 0) {
        f.message = arena_printf(a, "%s fits %s of the %zu alternatives, and must fit exactly one",
                                 called(e, n), detail ? "more than one" : "none", sub->apply->one.len);
    } else if (strcmp(keyword, "anyOf") == 0) {
        f.message =
            arena_printf(a, "%s fits none of the %zu alternatives", called(e, n), sub->apply->any.len);
    } else if (strcmp(keyword, "not") == 0) {
        f.message = arena_printf(a, "%s is %s, which the schema excludes", called(e, n), shown(e, e->doc, n));
    } else if (strcmp(keyword, "false") == 0) {
        f.message = arena_printf(a, "%s is not allowed here", called(e, n));
    } else if (strcmp(keyword, "depth") == 0) {
        f.message = arena_printf(a, "%s cannot be judged: schemas apply more than %d deep", called(e, n),
                                 SCHEMA_DEPTH_MAX);
    } else if (strcmp(keyword, "steps") == 0) {
        f.message = arena_printf(a, "%s cannot be judged: the schema takes more than %llu steps on this file",
                                 called(e, n), (unsigned long long)e->scratch->steps_max);
    } else if (strcmp(keyword, "contains") == 0 || strcmp(keyword, "minContains") == 0) {
        f.message = arena_printf(a, "%s has %u items of the kind that is wanted, fewer than %zu",
                                 called(e, n), detail, sub->array->min_contains);
    } else if (strcmp(keyword, "maxContains") == 0) {
        f.message = arena_printf(a, "%s has %u items of the kind that is limited, more than %zu",
                                 called(e, n), detail, sub->array->max_contains);
    } else if (strcmp(keyword, "unevaluatedItems") == 0) {
        f.message = arena_printf(a, "%s is not allowed: nothing in the schema speaks of it", called(e, n));
    } else if (strcmp(keyword, "multipleOf") == 0) {
        f.message = arena_printf(a, "%s is %s, which is no multiple of %s", called(e, n), shown(e, e->doc, n),
                                 shown(e, own, detail));
    } else if (strstr(keyword, "Items") || strstr(keyword, "Properties")) {
        explain_size(e, sub, n, keyword, &f);
    } else if (detail != JSON_NONE) {
        f.message = arena_printf(a, "%s is %s, %s %s", called(e, n), shown(e, e->doc, n),
                                 bound_words(keyword), shown(e, own, detail));
    } else {
        explain_string(e, sub, n, keyword, &f);
    }
    bool own_place =
        strcmp(keyword, "false") != 0 && strcmp(keyword, "depth") != 0 && strcmp(keyword, "steps") != 0;
    f.place = place_of(e, sub, own_place ? f.keyword : NULL);
    *vec_push(&e->faults) = f;
}

static int by_place(const void *a, const void *b)
{
    const struct schema_fault *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    int c = strcmp(x->place, y->place);
    return c ? c : strcmp(x->message, y->message);
}

/* One fault, one message: the same sentence by two ways through the schema is said once. */
struct schema_faults schema_explain(const struct schema *s, const struct json_doc *doc,
                                    struct schema_scratch *scratch, struct arena *a)
{
    struct eval e = {.schema = s, .doc = doc, .scratch = scratch, .collect = explain, .arena = a};
    evaluate_begin(&e);
    evaluate(&e, s->root, 0);
    struct schema_faults out = {0};
    out.at = arena_alloc(a, e.faults.len * sizeof *out.at);
    if (e.faults.len) {
        qsort(e.faults.at, e.faults.len, sizeof *e.faults.at, by_place);
        for (size_t i = 0; i < e.faults.len; i++)
            if (!out.len || out.at[out.len - 1].node != e.faults.at[i].node ||
                strcmp(out.at[out.len - 1].message, e.faults.at[i].message) != 0)
                out.at[out.len++] = e.faults.at[i];
    }
    vec_release(&e.faults);
    return out;
}
