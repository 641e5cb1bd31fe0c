/* Blames as sentences: what was found, what was expected, because of what, the remedy. */
#include "base/similar.h"
#include "base/utf8.h"
#include "regex/ecma.h"
#include "schema/explainer.h"

#include <stdio.h>

struct telling {
    struct explainer *x;
    struct eval *e;
    const struct blame *b;
    const struct sub *sub;
    const struct json_doc *own;
    struct arena *a;
    json_node n;
    struct schema_fault *f;
};

#define SAY(t, ...) ((t)->f->message = arena_printf((t)->a, __VA_ARGS__))

static bool is_text(const struct telling *t)
{
    enum json_type type = json_type(t->e->doc, t->n);
    return type == JSON_STRING || type == JSON_KEY;
}

/* "port is 1.5", or for a key, whose name is its value, "the key "Port"". */
static const char *found(struct telling *t)
{
    if (json_type(t->e->doc, t->n) == JSON_KEY)
        return words_called(t->e, t->n);
    return arena_printf(t->a, "%s is %s,", words_called(t->e, t->n), words_shown(t->e, t->e->doc, t->n));
}

static const char *which(struct telling *t)
{
    return json_type(t->e->doc, t->n) == JSON_KEY ? "" : "which ";
}

static void suggest(struct telling *t, struct str word)
{
    t->f->wanted = word;
    t->f->help = arena_printf(t->a, "did you mean \"%.*s\"?", STR_FMT(word));
}

static void tell_types(struct telling *t, uint8_t types, bool integer)
{
    const struct json_cell *c = json_cell(t->e->doc, t->n);
    const char *wanted = words_types(t->e, types, integer);
    enum json_type type = c->type == JSON_KEY ? JSON_STRING : (enum json_type)c->type;
    if (type == JSON_NUMBER && integer && types >> JSON_NUMBER & 1) {
        SAY(t, "%s is %s, not %s", words_called(t->e, t->n), words_shown(t->e, t->e->doc, t->n), wanted);
        return;
    }
    SAY(t, "%s is %s, not %s", words_called(t->e, t->n), json_type_name(type),
        *wanted ? wanted : "anything that fits");
    if (type == JSON_STRING && types >> JSON_NUMBER & 1) {
        t->f->help = "write the number without quotes";
    } else if (type == JSON_STRING && types >> JSON_TRUE & 1) {
        struct str v = json_inner(t->e->doc, t->n);
        if (str_is(v, "true") || str_is(v, "false"))
            t->f->help = arena_printf(t->a, "write %.*s without quotes", STR_FMT(v));
    } else if (type == JSON_NUMBER && types >> JSON_STRING & 1) {
        t->f->help = arena_printf(t->a, "write it in quotes, \"%s\"", words_shown(t->e, t->e->doc, t->n));
    } else if (types == 1 << JSON_ARRAY && type != JSON_OBJECT && type != JSON_NULL) {
        t->f->help = arena_printf(t->a, "write a list, [%s]", words_shown(t->e, t->e->doc, t->n));
    }
}

static void tell_type(struct telling *t)
{
    tell_types(t, t->sub->types, t->sub->integer != NUMBER_ANY);
}

/* The values offered one by one: the nearest for the help, else a list of them. */
struct offers {
    struct similar near;
    struct buf list;
    size_t count;
};

static void offer(struct telling *t, struct offers *o, const struct json_doc *own, json_node value)
{
    if (json_type(own, value) == JSON_STRING && is_text(t))
        similar_offer(&o->near, json_string(own, value, t->a));
    if (o->list.len < 400)
        buf_addf(&o->list, "%s%s", o->list.len ? ", " : "", words_shown(t->e, own, value));
    o->count++;
}

static void tell_offers(struct telling *t, struct offers *o)
{
    SAY(t, "%s %sis not one of the %zu allowed values", found(t), which(t), o->count);
    if (o->count == 1)
        SAY(t, "%s %sand must be %s", found(t),
            json_type(t->e->doc, t->n) == JSON_KEY ? "is not allowed " : "", o->list.s);
    if (o->near.best.s)
        suggest(t, o->near.best);
    else if (o->list.len)
        t->f->help = arena_printf(t->a, "one of %s%s", o->list.s, o->list.len >= 400 ? ", ..." : "");
    buf_release(&o->list);
}

static struct offers offers_begin(struct telling *t)
{
    return (struct offers){.near = similar_to(is_text(t) ? json_string(t->e->doc, t->n, t->a) : STR(""))};
}

static void tell_enum(struct telling *t)
{
    struct offers o = offers_begin(t);
    json_foreach_item (t->own, t->sub->enumeration->node, item)
        offer(t, &o, t->own, item);
    tell_offers(t, &o);
}

static void tell_const(struct telling *t)
{
    SAY(t, "%s %s be %s", found(t), json_type(t->e->doc, t->n) == JSON_KEY ? "must" : "and must",
        words_shown(t->e, t->own, t->b->detail));
}

/* The values that a sub takes by const and enum; false when it has neither. */
static bool offer_values(struct telling *t, struct offers *o, const struct sub *sub)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(sub, parts, EXPLAIN_PARTS_MAX), before = o->count;
    for (size_t k = 0; k < count; k++) {
        if (parts[k]->constant != JSON_NONE)
            offer(t, o, parts[k]->source->doc, parts[k]->constant);
        if (parts[k]->enumeration)
            json_foreach_item (parts[k]->source->doc, parts[k]->enumeration->node, item)
                offer(t, o, parts[k]->source->doc, item);
    }
    return o->count > before;
}

/* An anyOf or oneOf whose branches all speak of values; some may want other types. */
static void tell_values(struct telling *t, const struct sub_list *list)
{
    struct offers o = offers_begin(t);
    uint8_t types = 0;
    bool integer = true;
    for (size_t i = 0; i < list->len; i++) {
        bool whole = false;
        if (list->at[i]->kind == SUB_NEVER || offer_values(t, &o, list->at[i]))
            continue;
        uint8_t bits = explain_types(list->at[i], &whole);
        types |= bits == TYPES_ANY ? 0 : bits;
        integer = integer && (whole || !(bits >> JSON_NUMBER & 1));
    }
    if (types)
        buf_addf(&o.list, "%s%s", o.list.len ? " or " : "", words_types(t->e, types, integer));
    o.count += types != 0 && o.count == 1;
    tell_offers(t, &o);
}

/* The same for one member of an object: what each branch takes there. */
static void tell_tags(struct telling *t, const struct sub_list *list)
{
    struct offers o = offers_begin(t);
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    json_node key = json_cell(t->e->doc, t->n)->parent;
    for (size_t i = 0; i < list->len; i++) {
        size_t count = explain_parts(list->at[i], parts, EXPLAIN_PARTS_MAX);
        for (size_t k = 0; k < count; k++) {
            const struct object_rules *r = parts[k]->object;
            for (uint32_t j = 0; r && j < r->name_count; j++)
                if (r->names[j].sub && json_string_is(t->e->doc, key, r->names[j].name))
                    offer_values(t, &o, r->names[j].sub);
        }
    }
    tell_offers(t, &o);
}

static void tell_required(struct telling *t)
{
    struct str name = t->sub->object->names[t->b->detail].name;
    if (t->b->misspelt == JSON_NONE) {
        SAY(t, "%s has no \"%.*s\"", words_called(t->e, t->n), STR_FMT(name));
        t->f->wanted = name;
        return;
    }
    SAY(t, "the key %s is unknown here, and \"%.*s\" is missing", words_shown(t->e, t->e->doc, t->n),
        STR_FMT(name));
    suggest(t, name);
}

static void tell_one_required(struct telling *t, const struct sub_list *list)
{
    struct buf names = BUF_INIT;
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    for (size_t i = 0; i < list->len && names.len < 400; i++) {
        size_t count = explain_parts(list->at[i], parts, EXPLAIN_PARTS_MAX);
        for (size_t k = 0; k < count; k++) {
            const struct object_rules *r = parts[k]->object;
            for (uint32_t j = 0; r && j < r->name_count; j++)
                if (r->names[j].required && json_get(t->e->doc, t->n, r->names[j].name) == JSON_NONE)
                    buf_addf(&names, "%s\"%.*s\"", names.len ? " or " : "", STR_FMT(r->names[j].name));
        }
    }
    SAY(t, "%s has no %s, and needs one of them", words_called(t->e, t->n),
        names.s ? names.s : "key that is wanted");
    buf_release(&names);
}

static void tell_dependent(struct telling *t)
{
    const struct dependent *d = &t->sub->object->dependents[t->b->detail >> 16];
    SAY(t, "%s has \"%.*s\" and so needs \"%.*s\"", words_called(t->e, t->n), STR_FMT(d->name),
        STR_FMT(d->needs[t->b->detail & 0xFFFF]));
}

/* Names that the sub knows, its branches' too. */
static void offer_names(struct telling *t, struct similar *near, const struct sub *sub, json_node object,
                        unsigned depth)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(sub, parts, EXPLAIN_PARTS_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct object_rules *r = parts[i]->object;
        for (uint32_t k = 0; r && k < r->name_count; k++)
            if (r->names[k].sub && r->names[k].sub->kind != SUB_NEVER &&
                json_get(t->e->doc, object, r->names[k].name) == JSON_NONE)
                similar_offer(near, r->names[k].name);
        const struct apply_rules *a = parts[i]->apply;
        for (size_t k = 0; a && depth < 2 && k < a->any.len + a->one.len; k++)
            offer_names(t, near, k < a->any.len ? a->any.at[k] : a->one.at[k - a->any.len], object,
                        depth + 1);
    }
}

static void tell_unknown(struct telling *t)
{
    struct similar near = similar_to(json_string(t->e->doc, t->n, t->a));
    json_node object = json_cell(t->e->doc, t->n)->parent;
    bool unevaluated = strncmp(t->b->keyword, "uneval", 6) == 0;
    if (unevaluated) {
        offer_names(t, &near, t->sub, object, 0);
    } else {
        const struct object_rules *r = t->sub->object;
        for (uint32_t i = 0; r && i < r->name_count; i++)
            if (r->names[i].sub && json_get(t->e->doc, object, r->names[i].name) == JSON_NONE)
                similar_offer(&near, r->names[i].name);
    }
    SAY(t, "the key %s is unknown here%s", words_shown(t->e, t->e->doc, t->n),
        unevaluated ? ": nothing in the schema speaks of it" : "");
    if (t->b->missing.s) {
        SAY(t, "the key %s is unknown here, and \"%.*s\" is missing", words_shown(t->e, t->e->doc, t->n),
            STR_FMT(t->b->missing));
        suggest(t, t->b->missing);
    } else if (near.best.s) {
        suggest(t, near.best);
    } else if (!unevaluated && t->sub->object && t->sub->object->pattern_count) {
        t->f->help = arena_printf(t->a, "keys that are not named must match %.*s%s",
                                  STR_FMT(t->sub->object->patterns[0].text),
                                  t->sub->object->pattern_count > 1 ? " or another pattern" : "");
    } else {
        t->f->help = "remove it, or add it to the schema";
    }
}

static void tell_bound(struct telling *t)
{
    const char *k = t->b->keyword;
    const char *words = strcmp(k, "minimum") == 0            ? "below the minimum"
                        : strcmp(k, "maximum") == 0          ? "above the maximum"
                        : strcmp(k, "exclusiveMinimum") == 0 ? "and must be above"
                                                             : "and must be below";
    SAY(t, "%s is %s, %s %s", words_called(t->e, t->n), words_shown(t->e, t->e->doc, t->n), words,
        words_shown(t->e, t->own, t->b->detail));
}

static void tell_multiple(struct telling *t)
{
    SAY(t, "%s is %s, which is no multiple of %s", words_called(t->e, t->n),
        words_shown(t->e, t->e->doc, t->n), words_shown(t->e, t->own, t->b->detail));
}

static void tell_length(struct telling *t)
{
    struct str v = json_string(t->e->doc, t->n, t->a);
    bool least = strcmp(t->b->keyword, "minLength") == 0;
    if (least && !v.len)
        SAY(t, "%s is empty", words_called(t->e, t->n));
    else
        SAY(t, "%s has %zu character%s, %s than %zu", words_called(t->e, t->n), utf8_count(v),
            utf8_count(v) == 1 ? "" : "s", least ? "fewer" : "more",
            least ? t->sub->string->min_length : t->sub->string->max_length);
}

static void tell_format(struct telling *t)
{
    struct err err = {""};
    struct str v = json_string(t->e->doc, t->n, t->a);
    struct str name = json_string(t->own, sub_keyword(t->sub, KW_format), t->a);
    t->sub->string->format(v, &err);
    SAY(t, "%s %sis no %.*s: %s", found(t), which(t), STR_FMT(name), err.msg);
}

static void tell_content(struct telling *t)
{
    SAY(t, "%s does not hold %s as its schema says", words_called(t->e, t->n),
        strcmp(t->b->keyword, "contentEncoding") == 0 ? "base64" : "JSON");
}

/* Where the pattern stops matching. */
static void tell_pattern(struct telling *t)
{
    enum { LONG = 10000, CLIP = 80 };
    struct str v = json_string(t->e->doc, t->n, t->a);
    json_node node = t->b->node != JSON_NONE ? sub_keyword(t->sub, KW_pattern) : JSON_NONE;
    struct str pattern = json_string(t->own, node, t->a);
    struct buf why = BUF_INIT;
    struct ecma_stop stop;
    if (v.len <= LONG && ecma_stop_find(pattern, v, &stop) && stop.from_start) {
        size_t at = stop.at;
        if (at < v.len) {
            utf8_next(v, &at);
            buf_addf(&why, "; \"%.*s\" (character %zu) stands where ", (int)(at - stop.at), v.s + stop.at,
                     utf8_count(str_sub(v, 0, stop.at)) + 1);
        } else {
            buf_adds(&why, "; it ends where ");
        }
        for (size_t i = 0; i < stop.count; i++)
            buf_addf(&why, "%s%.*s",
                     !i                    ? ""
                     : i + 1 == stop.count ? " or "
                                           : ", ",
                     stop.wanted[i].len > 40 ? 40 : (int)stop.wanted[i].len, stop.wanted[i].s);
        if (stop.count)
            buf_addf(&why, " is wanted%s", stop.wants_end && at != v.len ? ", or the end" : "");
        else if (stop.wants_end)
            buf_adds(&why, "the end is wanted");
        else
            buf_clear(&why);
    }
    bool clipped = pattern.len > CLIP;
    SAY(t, "%s %sdoes not match the pattern %.*s%s%s", found(t), which(t), clipped ? CLIP : (int)pattern.len,
        pattern.s, clipped ? "..." : "", why.s && why.len ? why.s : "");
    buf_release(&why);
}

static void tell_size(struct telling *t)
{
    const char *k = t->b->keyword;
    bool items = strstr(k, "Items") != NULL, least = k[1] == 'i';
    size_t bound = !items ? (least ? t->sub->object->min_properties : t->sub->object->max_properties)
                          : (least ? t->sub->array->min_items : t->sub->array->max_items);
    uint32_t count = json_cell(t->e->doc, t->n)->count;
    SAY(t, "%s has %u %s%s, %s than %zu", words_called(t->e, t->n), count, items ? "item" : "key",
        count == 1 ? "" : "s", least ? "fewer" : "more", bound);
}

static void tell_unique(struct telling *t)
{
    SAY(t, "%s repeats %s", words_called(t->e, t->n), words_called(t->e, t->b->detail));
}

static void tell_contains(struct telling *t)
{
    bool most = strcmp(t->b->keyword, "maxContains") == 0;
    const char *kind = words_about(t->e, t->sub->array->contains);
    SAY(t, "%s has %u item%s of the kind that is %s%s%s%s, %s than %zu", words_called(t->e, t->n),
        t->b->detail, t->b->detail == 1 ? "" : "s", most ? "limited" : "wanted", kind ? " (" : "",
        kind ? kind : "", kind ? ")" : "", most ? "more" : "fewer",
        most ? t->sub->array->max_contains : t->sub->array->min_contains);
}

static void tell_unevaluated_item(struct telling *t)
{
    SAY(t, "%s is not allowed: nothing in the schema speaks of it", words_called(t->e, t->n));
}

static void tell_not(struct telling *t)
{
    const struct sub *negated = t->sub->apply->negated;
    struct buf names = BUF_INIT;
    size_t count = 0;
    const struct object_rules *r = negated->kind == SUB_RULES ? negated->object : NULL;
    for (uint32_t i = 0; r && i < r->name_count; i++)
        if (r->names[i].required && ++count)
            buf_addf(&names, "%s\"%.*s\"", names.len ? " and " : "", STR_FMT(r->names[i].name));
    if (count && json_type(t->e->doc, t->n) == JSON_OBJECT)
        SAY(t,
            count == 1 ? "%s has %s, which is not allowed here" : "%s has %s, which may not stand together",
            words_called(t->e, t->n), names.s);
    else
        SAY(t, "%s %sthe schema excludes", found(t), which(t));
    buf_release(&names);
}

static void tell_one_of(struct telling *t)
{
    const struct sub_list *one = &t->sub->apply->one;
    struct buf names = BUF_INIT;
    size_t fits = 0;
    for (size_t i = 0; i < one->len && i < 200; i++)
        if (evaluate_quietly(t->e, one->at[i], t->n) && ++fits <= 4)
            buf_addf(&names, "%s%s (oneOf/%zu)", names.len ? ", " : "", words_branch(t->e, one->at[i], i), i);
    SAY(t, "%s fits %zu of the %zu alternatives, and must fit exactly one: %s%s", words_called(t->e, t->n),
        fits, one->len, names.s ? names.s : "", fits > 4 ? ", ..." : "");
    buf_release(&names);
}

static void tell_false(struct telling *t)
{
    SAY(t, "%s is not allowed here", words_called(t->e, t->n));
}

static void tell_limit(struct telling *t)
{
    const char *k = t->b->keyword;
    if (strcmp(k, "depth") == 0)
        SAY(t, "%s cannot be judged: schemas apply more than %d deep", words_called(t->e, t->n),
            SCHEMA_DEPTH_MAX);
    else if (strcmp(k, "steps") == 0)
        SAY(t, "%s cannot be judged: the schema takes more than %llu steps on this file",
            words_called(t->e, t->n), (unsigned long long)t->e->scratch->steps_max);
    else
        SAY(t, "%s cannot be judged: the schema's pattern takes too many steps on it",
            words_called(t->e, t->n));
}

static const struct {
    const char *keyword;
    void (*tell)(struct telling *t);
} table[] = {
    {"type", tell_type},
    {"enum", tell_enum},
    {"const", tell_const},
    {"required", tell_required},
    {"dependentRequired", tell_dependent},
    {"dependencies", tell_dependent},
    {"additionalProperties", tell_unknown},
    {"unevaluatedProperties", tell_unknown},
    {"minimum", tell_bound},
    {"maximum", tell_bound},
    {"exclusiveMinimum", tell_bound},
    {"exclusiveMaximum", tell_bound},
    {"multipleOf", tell_multiple},
    {"minLength", tell_length},
    {"maxLength", tell_length},
    {"format", tell_format},
    {"pattern", tell_pattern},
    {"contentEncoding", tell_content},
    {"contentMediaType", tell_content},
    {"minItems", tell_size},
    {"maxItems", tell_size},
    {"minProperties", tell_size},
    {"maxProperties", tell_size},
    {"uniqueItems", tell_unique},
    {"contains", tell_contains},
    {"minContains", tell_contains},
    {"maxContains", tell_contains},
    {"unevaluatedItems", tell_unevaluated_item},
    {"not", tell_not},
    {"oneOf", tell_one_of},
    {"false", tell_false},
    {"depth", tell_limit},
    {"steps", tell_limit},
    {"pattern limit", tell_limit},
};

static void tell_joined(struct telling *t)
{
    const struct sub_list *list =
        strcmp(t->b->keyword, "anyOf") == 0 ? &t->sub->apply->any : &t->sub->apply->one;
    uint8_t types = 0;
    bool integer = true;
    if (t->b->joined == BLAME_VALUES) {
        tell_values(t, list);
        return;
    }
    if (t->b->joined == BLAME_TAGS) {
        tell_tags(t, list);
        return;
    }
    if (t->b->joined == BLAME_REQUIRED) {
        tell_one_required(t, list);
        return;
    }
    for (size_t i = 0; i < list->len; i++) {
        bool whole = false;
        uint8_t bits = list->at[i]->kind == SUB_NEVER ? 0 : explain_types(list->at[i], &whole);
        types |= bits;
        integer = integer && (whole || !(bits >> JSON_NUMBER & 1));
    }
    types &= (uint8_t) ~(1 << JSON_KEY);
    tell_types(t, types, integer);
}

/* "(1 other branch: kind "book")" */
static const char *other_branches(struct eval *e, const struct choice *c)
{
    if (!c || c->count < 2)
        return "";
    const struct sub_list *list =
        strcmp(c->keyword, "anyOf") == 0 ? &c->sub->apply->any : &c->sub->apply->one;
    if (c->count == 2)
        return arena_printf(e->arena, " (1 other branch: %s)",
                            words_branch(e, list->at[1 - c->branch], 1 - c->branch));
    return arena_printf(e->arena, " (branch %s, %zu others)", words_branch(e, list->at[c->branch], c->branch),
                        c->count - 1);
}

static bool is_about_keys(const struct blame *b)
{
    return strcmp(b->keyword, "required") == 0 || strcmp(b->keyword, "additionalProperties") == 0 ||
           strcmp(b->keyword, "unevaluatedProperties") == 0;
}

struct schema_fault explain_text(struct explainer *x, const struct blame *b)
{
    struct schema_fault f = {.node = b->node, .keyword = b->keyword};
    struct telling t = {.x = x,
                        .e = &x->e,
                        .b = b,
                        .sub = b->sub,
                        .own = b->sub->source->doc,
                        .a = x->e.arena,
                        .n = b->node,
                        .f = &f};
    const char *own = words_own(t.e, b->sub, b->keyword), *because = words_because(t.e, b->cause);
    f.schema_doc = t.own;
    f.schema_name = b->sub->source->name;
    f.first = b->sub->node;
    if (b->joined) {
        tell_joined(&t);
    } else {
        for (size_t i = 0; i < sizeof table / sizeof *table; i++)
            if (strcmp(table[i].keyword, b->keyword) == 0)
                table[i].tell(&t);
    }
    const char *so = f.message && is_about_keys(b) ? words_so(t.e, b->choice, b->node) : NULL;
    if (so)
        f.message = arena_printf(t.a, "%s, so %s", so, f.message);
    if (!f.message)
        SAY(&t, "%s does not fit the schema's %s", words_called(t.e, b->node), b->keyword);
    if (*because)
        f.message = arena_printf(t.a, "%s%s", f.message, because);
    if (own)
        f.help = own;
    else if (!f.help)
        f.help = words_help(t.e, b->sub);
    if (!f.help && (strcmp(b->keyword, "pattern") == 0 || strcmp(b->keyword, "not") == 0 ||
                    strcmp(b->keyword, "false") == 0))
        f.help = words_about(t.e, b->sub);
    if (strcmp(b->keyword, "pattern limit") == 0)
        f.keyword = "pattern";
    enum keyword k = keyword_find(str_of(f.keyword));
    f.at = k != KW_NONE && b->sub->kind == SUB_RULES ? sub_keyword(b->sub, k) : JSON_NONE;
    f.place = arena_printf(t.a, "%s%s", words_place(t.e, b->sub, f.at != JSON_NONE ? f.keyword : NULL),
                           other_branches(t.e, b->choice));
    if (f.at == JSON_NONE)
        f.at = b->sub->node;
    return f;
}
