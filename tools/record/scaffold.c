/* Records to fill in: see scaffold.h. */
#include "record/scaffold.h"

#include "json/edit.h"
#include "json/pointer.h"

enum { SCAFFOLD_DEPTH = 24, ITEMS_MAX = 8 };

struct writer {
    const struct scaffold *s;
    struct scaffold_result *out;
    struct buf pointer;
    unsigned depth;
    struct str reference; /* inside an item of look-alikes: the id it is about */
};

static json_node keyword_in(const struct json_doc *doc, json_node schema, const char *keyword, unsigned depth)
{
    if (depth > SCAFFOLD_DEPTH || schema == JSON_NONE || json_type(doc, schema) != JSON_OBJECT)
        return JSON_NONE;
    json_node v = json_get_key(doc, schema, keyword), ref = json_get_key(doc, schema, "$ref");
    if (v == JSON_NONE && ref != JSON_NONE && json_type(doc, ref) == JSON_STRING) {
        struct str path = json_inner(doc, ref);
        if (path.len && path.s[0] == '#')
            v = keyword_in(doc, json_pointer_find(doc, str_sub(path, 1, path.len)), keyword, depth + 1);
    }
    static const char *const lists[] = {"allOf", "anyOf", "oneOf"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists && v == JSON_NONE; i++) {
        json_node list = json_get_key(doc, schema, lists[i]);
        if (list == JSON_NONE || json_type(doc, list) != JSON_ARRAY)
            continue;
        json_foreach_item (doc, list, item)
            if (v == JSON_NONE)
                v = keyword_in(doc, item, keyword, depth + 1);
    }
    return v;
}

json_node scaffold_keyword(const struct roles *roles, const struct json_doc *schema, uint32_t place,
                           const char *keyword)
{
    return keyword_in(schema, roles->places[place].schema, keyword, 0);
}

json_node scaffold_list(const struct roles *roles, const struct json_doc *schema, enum role role)
{
    return roles->role_counts[role] ? scaffold_keyword(roles, schema, roles->by_role[role][0], "enum")
                                    : JSON_NONE;
}

static json_node keyword(const struct writer *w, uint32_t place, const char *word)
{
    return scaffold_keyword(w->s->roles, w->s->schema, place, word);
}

static const struct role_place *place_of(const struct writer *w, uint32_t place)
{
    return &w->s->roles->places[place];
}

static bool has_role(const struct writer *w, uint32_t place, enum role role)
{
    return place_of(w, place)->roles >> role & 1;
}

/* Whether a place, or one below it, has a role. */
static bool holds_role(const struct writer *w, uint32_t place, enum role role, unsigned depth)
{
    const struct role_place *p = place_of(w, place);
    if (p->roles >> role & 1)
        return true;
    if (depth > SCAFFOLD_DEPTH)
        return false;
    if (p->any_child != ROLE_NO_PLACE && holds_role(w, p->any_child, role, depth + 1))
        return true;
    for (uint32_t c = p->first_child; c != ROLE_NO_PLACE; c = place_of(w, c)->next_sibling)
        if (holds_role(w, c, role, depth + 1))
            return true;
    return false;
}

static bool allows(const struct writer *w, uint32_t place, enum json_type type)
{
    uint8_t types = place_of(w, place)->types;
    return types ? types >> type & 1 : type == JSON_STRING;
}

static void quote(struct writer *w, struct str v)
{
    json_quote(&w->out->text, v);
}

static void choose(struct writer *w, size_t from, size_t of)
{
    struct str value = str_sub(buf_str(&w->out->text), from, w->out->text.len);
    *vec_push(&w->out->choices) =
        (struct scaffold_choice){.pointer = arena_str(&w->out->arena, buf_str(&w->pointer)),
                                 .value = arena_str(&w->out->arena, value),
                                 .of = of};
}

/* How well a word of a closed list fits the signature: letters of its parts that occur there. */
static size_t fit(const struct writer *w, struct str word)
{
    size_t score = 0;
    for (size_t at = 0; at < word.len;) {
        size_t end = at;
        while (end < word.len && ascii_is_alpha((unsigned char)word.s[end]))
            end++;
        struct str part = str_sub(word, at, end);
        if (part.len >= 4 && !str_ieq(part, STR("error")) && str_ifind(w->s->signature, part, 0) != SIZE_MAX)
            score += part.len;
        at = end + 1;
    }
    return score;
}

static void write_listed(struct writer *w, json_node list, bool neutral_only)
{
    static const char *const neutral[] = {"partial", "unknown", "other", "generic", "runtime_error"};
    const struct json_doc *doc = w->s->schema;
    json_node best = JSON_NONE;
    size_t best_score = 0, count = 0;
    json_foreach_item (doc, list, item) {
        size_t score = best == JSON_NONE;
        count++;
        if (json_type(doc, item) == JSON_STRING) {
            for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++)
                if (json_string_is(doc, item, str_of(neutral[i])))
                    score = 3;
            size_t own = neutral_only ? 0 : fit(w, json_inner(doc, item));
            score = own ? own + 3 : score;
        }
        if (score > best_score) {
            best = item;
            best_score = score;
        }
    }
    size_t from = w->out->text.len;
    buf_add_str(&w->out->text, best == JSON_NONE ? STR("null") : json_raw(doc, best));
    if (count > 1)
        choose(w, from, count);
}

/* A mark that text/placeholder finds, and what is to be written, in the schema's words. */
static void write_mark(struct writer *w, uint32_t place)
{
    struct buf b = BUF_INIT;
    struct str lang = place_of(w, place)->lang;
    if (has_role(w, place, ROLE_TRANSLATION) && str_starts(lang, STR("zh"))) {
        buf_adds(&b, "待补充");
    } else {
        json_node what = keyword(w, place, "description");
        struct str words = what != JSON_NONE && json_type(w->s->schema, what) == JSON_STRING
                               ? json_string(w->s->schema, what, &w->out->arena)
                               : place_of(w, place)->name;
        size_t end = 0;
        while (end < words.len && words.s[end] != '.' && words.s[end] != ';' && words.s[end] != '\n')
            end++;
        buf_addf(&b, "TODO: %.*s", STR_FMT(str_sub(words, 0, end)));
    }
    quote(w, buf_str(&b));
    buf_release(&b);
}

static void write_number(struct writer *w, uint32_t place, bool unknown)
{
    json_node least = keyword(w, place, "minimum"), most = keyword(w, place, "maximum");
    size_t from = w->out->text.len;
    if (unknown && least != JSON_NONE && most != JSON_NONE)
        buf_addf(&w->out->text, "%g",
                 (json_number(w->s->schema, least) + json_number(w->s->schema, most)) / 2);
    else
        buf_add_str(&w->out->text, least == JSON_NONE ? STR("0") : json_raw(w->s->schema, least));
    choose(w, from, 0);
}

/* The value that a role gives, when it gives one. */
static bool write_known(struct writer *w, uint32_t place)
{
    const struct scaffold *s = w->s;
    size_t slash = str_find(s->id, STR("/"), 0);
    if (has_role(w, place, ROLE_RECORD_ID))
        quote(w, s->id);
    else if (has_role(w, place, ROLE_REFERENCE))
        quote(w, w->reference);
    else if (has_role(w, place, ROLE_SIGNATURE))
        quote(w, s->signature);
    else if (has_role(w, place, ROLE_REGEX))
        quote(w, s->regex);
    else if (has_role(w, place, ROLE_DOMAIN))
        quote(w, str_sub(s->id, 0, slash == SIZE_MAX ? s->id.len : slash));
    else if (has_role(w, place, ROLE_DATE) || has_role(w, place, ROLE_FRESHNESS))
        quote(w, s->today);
    else if (has_role(w, place, ROLE_LOCALE))
        quote(w, STR("en"));
    else if (has_role(w, place, ROLE_ERROR_CODE) && s->code.len)
        quote(w, s->code);
    else if (has_role(w, place, ROLE_SUCCESS_RATE) || has_role(w, place, ROLE_FAIL_RATE) ||
             has_role(w, place, ROLE_FIX_RATE))
        write_number(w, place, true);
    else
        return false;
    return true;
}

static void write_value(struct writer *w, uint32_t place);

static void new_line(struct writer *w)
{
    buf_addc(&w->out->text, '\n');
    buf_fill(&w->out->text, ' ', (size_t)w->s->indent * w->depth);
}

/* Nothing that could stand there is known, and the place may be left out. */
static bool is_left_out(const struct writer *w, uint32_t place)
{
    const struct role_place *p = place_of(w, place);
    if (allows(w, place, JSON_NULL) && p->types)
        return false;
    if (has_role(w, place, ROLE_ERROR_CODE))
        return !w->s->code.len;
    bool known =
        p->roles & ~(ROLE_BIT(ROLE_LINK) | ROLE_BIT(ROLE_OFFICIAL_LINK) | ROLE_BIT(ROLE_OFFICIAL_SECTION));
    bool plain = keyword(w, place, "default") != JSON_NONE || keyword(w, place, "const") != JSON_NONE ||
                 keyword(w, place, "enum") != JSON_NONE;
    if (known || plain || !allows(w, place, JSON_STRING))
        return false;
    return p->roles || keyword(w, place, "pattern") != JSON_NONE ||
           keyword(w, place, "format") != JSON_NONE || keyword(w, place, "minLength") != JSON_NONE;
}

static bool is_required(const struct writer *w, uint32_t parent, struct str name)
{
    json_node list = keyword(w, parent, "required");
    if (list == JSON_NONE || json_type(w->s->schema, list) != JSON_ARRAY)
        return false;
    json_foreach_item (w->s->schema, list, item)
        if (json_type(w->s->schema, item) == JSON_STRING && json_string_is(w->s->schema, item, name))
            return true;
    return false;
}

static void write_object(struct writer *w, uint32_t place)
{
    struct buf *out = &w->out->text;
    bool first = true;
    buf_addc(out, '{');
    w->depth++;
    for (uint32_t c = place_of(w, place)->first_child; c != ROLE_NO_PLACE; c = place_of(w, c)->next_sibling) {
        struct str name = place_of(w, c)->name;
        if (!is_required(w, place, name) && is_left_out(w, c))
            continue;
        if (!first)
            buf_addc(out, ',');
        first = false;
        new_line(w);
        quote(w, name);
        buf_adds(out, ": ");
        size_t above = w->pointer.len;
        json_pointer_add_token(&w->pointer, name);
        write_value(w, c);
        w->pointer.len = above;
        w->pointer.s[above] = 0;
    }
    w->depth--;
    if (!first)
        new_line(w);
    buf_addc(out, '}');
}

/* How many items a list is begun with, and for look-alikes and aliases which. */
static size_t item_count(const struct writer *w, uint32_t item, uint32_t place)
{
    json_node least = keyword(w, place, "minItems");
    double n = least == JSON_NONE ? 0 : json_number(w->s->schema, least);
    size_t needed = n > 0 ? n < ITEMS_MAX ? (size_t)n : ITEMS_MAX : 0;
    if (has_role(w, item, ROLE_ALIAS))
        return w->s->alias_count;
    if (holds_role(w, item, ROLE_CONFUSION, 0))
        return w->s->confused_count;
    if (holds_role(w, item, ROLE_REFERENCE, 0))
        return 0;
    bool prose = holds_role(w, item, ROLE_TEXT, 0);
    return prose && !needed ? 1 : needed;
}

static void write_array(struct writer *w, uint32_t place)
{
    struct buf *out = &w->out->text;
    uint32_t item = place_of(w, place)->any_child;
    size_t count = item == ROLE_NO_PLACE ? 0 : item_count(w, item, place);
    buf_addc(out, '[');
    w->depth++;
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_addc(out, ',');
        new_line(w);
        size_t above = w->pointer.len;
        buf_addf(&w->pointer, "/%zu", i);
        if (has_role(w, item, ROLE_ALIAS)) {
            quote(w, w->s->aliases[i]);
        } else {
            if (holds_role(w, item, ROLE_CONFUSION, 0))
                w->reference = w->s->confused[i];
            write_value(w, item);
        }
        w->pointer.len = above;
        w->pointer.s[above] = 0;
    }
    w->depth--;
    if (count)
        new_line(w);
    buf_addc(out, ']');
}

static void write_value(struct writer *w, uint32_t place)
{
    struct buf *out = &w->out->text;
    const struct json_doc *doc = w->s->schema;
    json_node fixed = keyword(w, place, "const"), usual = keyword(w, place, "default"),
              list = keyword(w, place, "enum");
    bool prose = has_role(w, place, ROLE_TEXT) || has_role(w, place, ROLE_ACTION) ||
                 has_role(w, place, ROLE_PROCEDURE) || has_role(w, place, ROLE_TRANSLATION);
    if (w->depth > SCAFFOLD_DEPTH)
        buf_adds(out, "null");
    else if (write_known(w, place))
        ;
    else if (fixed != JSON_NONE || usual != JSON_NONE)
        buf_add_str(out, json_raw(doc, fixed != JSON_NONE ? fixed : usual));
    else if (prose && allows(w, place, JSON_STRING))
        write_mark(w, place);
    else if (place_of(w, place)->types && allows(w, place, JSON_NULL))
        buf_adds(out, "null");
    else if (list != JSON_NONE && json_type(doc, list) == JSON_ARRAY)
        write_listed(w, list, has_role(w, place, ROLE_VERDICT));
    else if (allows(w, place, JSON_OBJECT) || place_of(w, place)->first_child != ROLE_NO_PLACE)
        write_object(w, place);
    else if (allows(w, place, JSON_ARRAY) || place_of(w, place)->any_child != ROLE_NO_PLACE)
        write_array(w, place);
    else if (allows(w, place, JSON_NUMBER))
        write_number(w, place, false);
    else if (allows(w, place, JSON_FALSE) && place_of(w, place)->types)
        buf_adds(out, "false");
    else if (keyword(w, place, "minLength") == JSON_NONE)
        buf_adds(out, "\"\"");
    else
        write_mark(w, place);
}

void scaffold_write(const struct scaffold *s, struct scaffold_result *out)
{
    *out = (struct scaffold_result){0};
    struct writer w = {.s = s, .out = out, .reference = STR("")};
    buf_adds(&w.pointer, "");
    write_object(&w, 0);
    buf_addc(&out->text, '\n');
    buf_release(&w.pointer);
}

void scaffold_release(struct scaffold_result *r)
{
    buf_release(&r->text);
    vec_release(&r->choices);
    arena_release(&r->arena);
}
