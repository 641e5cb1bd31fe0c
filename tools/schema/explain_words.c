/* Names and values as messages show them. */
#include "schema/explainer.h"
#include "schema/value.h"
#include "json/pointer.h"

enum { SHOWN_MAX = 60, ABOUT_MAX = 160 };

/* The length of a text cut at a character's end. */
static size_t cut(struct str v, size_t max)
{
    size_t end = v.len < max ? v.len : max;
    while (end < v.len && end > 0 && ((unsigned char)v.s[end] & 0xC0) == 0x80)
        end--;
    return end;
}

const char *words_shown(struct eval *e, const struct json_doc *doc, json_node n)
{
    struct str raw = json_raw(doc, n);
    enum json_type t = json_type(doc, n);
    if ((t == JSON_ARRAY || t == JSON_OBJECT) && (raw.len > SHOWN_MAX || memchr(raw.s, '\n', raw.len)))
        return json_type_name(t);
    if (raw.len <= SHOWN_MAX)
        return arena_dup(e->arena, raw);
    return arena_printf(e->arena, "%.*s...%s", (int)cut(raw, SHOWN_MAX - 4), raw.s,
                        t == JSON_STRING ? "\"" : "");
}

const char *words_called(struct eval *e, json_node n)
{
    const struct json_doc *doc = e->doc;
    json_node above = json_cell(doc, n)->parent;
    if (json_type(doc, n) == JSON_KEY)
        return arena_printf(e->arena, "the key %s", words_shown(e, doc, n));
    if (above == JSON_NONE)
        return "the document";
    if (json_type(doc, above) == JSON_KEY) {
        struct str name = json_string(doc, above, e->arena);
        return name.len ? arena_printf(e->arena, "%.*s%s", (int)cut(name, SHOWN_MAX), name.s,
                                       name.len > SHOWN_MAX ? "..." : "")
                        : "the value of \"\"";
    }
    size_t index = 1;
    for (json_node i = above + 1; i != n; i = json_next(doc, i))
        index++;
    json_node key = json_cell(doc, above)->parent;
    if (key != JSON_NONE && json_type(doc, key) == JSON_KEY)
        return arena_printf(e->arena, "item %zu of %s", index, words_called(e, above));
    return arena_printf(e->arena, "item %zu", index);
}

const char *words_types(struct eval *e, uint8_t types, bool integer)
{
    static const struct {
        uint8_t bits;
        const char *name;
    } names[] = {{1 << JSON_STRING, "a string"},  {1 << JSON_NUMBER, "a number"},
                 {1 << JSON_OBJECT, "an object"}, {1 << JSON_ARRAY, "an array"},
                 {1 << JSON_TRUE, "a boolean"},   {1 << JSON_NULL, "null"}};
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (types & names[i].bits)
            buf_addf(&b, "%s%s", b.len ? " or " : "", i == 1 && integer ? "an integer" : names[i].name);
    char *out = arena_dup(e->arena, buf_str(&b));
    buf_release(&b);
    return out;
}

const char *words_place(struct eval *e, const struct sub *sub, const char *keyword)
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

static struct str text_of(struct eval *e, const struct sub *sub, json_node n)
{
    const struct json_doc *own = sub->source->doc;
    return n != JSON_NONE && json_type(own, n) == JSON_STRING ? json_string(own, n, e->arena) : STR("");
}

/* The property that a branch fixes to one value, the value (of its source's document); NULL for none. */
static const struct name_rule *fixed_property(const struct sub *branch, json_node *value)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(branch, parts, EXPLAIN_PARTS_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct object_rules *r = parts[i]->object;
        for (uint32_t k = 0; r && k < r->name_count; k++) {
            const struct sub *s = r->names[k].sub;
            *value = s && s->kind == SUB_RULES ? s->constant : JSON_NONE;
            if (s && *value == JSON_NONE && s->enumeration &&
                json_cell(s->source->doc, s->enumeration->node)->count == 1)
                *value = s->enumeration->node + 1;
            if (*value != JSON_NONE)
                return &r->names[k];
        }
    }
    return NULL;
}

const char *words_so(struct eval *e, const struct choice *c, json_node n)
{
    json_node value, object = json_type(e->doc, n) == JSON_KEY ? json_cell(e->doc, n)->parent : n;
    if (!c || json_type(e->doc, object) != JSON_OBJECT)
        return NULL;
    const struct sub_list *list =
        strcmp(c->keyword, "anyOf") == 0 ? &c->sub->apply->any : &c->sub->apply->one;
    const struct name_rule *fixed = fixed_property(list->at[c->branch], &value);
    json_node own = fixed ? json_get(e->doc, object, fixed->name) : JSON_NONE;
    if (own == JSON_NONE || !value_equal(fixed->sub->source->doc, value, e->doc, own))
        return NULL;
    return arena_printf(e->arena, "%.*s is %s", STR_FMT(fixed->name), words_shown(e, e->doc, own));
}

const char *words_branch(struct eval *e, const struct sub *branch, size_t index)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(branch, parts, EXPLAIN_PARTS_MAX);
    for (size_t i = 0; i < count; i++) {
        struct str title = text_of(e, parts[i], sub_keyword(parts[i], KW_title));
        if (title.len)
            return arena_printf(e->arena, "\"%.*s\"", (int)cut(title, SHOWN_MAX), title.s);
    }
    json_node value;
    const struct name_rule *fixed = fixed_property(branch, &value);
    if (fixed)
        return arena_printf(e->arena, "%.*s %s", STR_FMT(fixed->name),
                            words_shown(e, fixed->sub->source->doc, value));
    struct str ref = branch->kind == SUB_RULES ? text_of(e, branch, sub_keyword(branch, KW_ref)) : STR("");
    size_t slash = ref.len;
    while (slash > 0 && ref.s[slash - 1] != '/' && ref.s[slash - 1] != '#')
        slash--;
    if (slash < ref.len)
        return arena_printf(e->arena, "%.*s", (int)(ref.len - slash), ref.s + slash);
    bool integer;
    uint8_t types = explain_types(branch, &integer);
    if (types != TYPES_ANY)
        return words_types(e, types, integer);
    return arena_printf(e->arena, "number %zu", index + 1);
}

/* The members that a condition asks about, with the values they have: kind is "web". */
static void add_condition(struct eval *e, const struct sub *condition, json_node n, struct buf *out)
{
    const struct sub *parts[EXPLAIN_PARTS_MAX];
    size_t count = explain_parts(condition, parts, EXPLAIN_PARTS_MAX);
    for (size_t i = 0; i < count && json_type(e->doc, n) == JSON_OBJECT; i++) {
        const struct object_rules *r = parts[i]->object;
        for (uint32_t k = 0; r && k < r->name_count && out->len < 200; k++) {
            json_node value = json_get(e->doc, n, r->names[k].name);
            const char *and = out->len ? " and " : "";
            if (value == JSON_NONE)
                buf_addf(out, "%sthere is no %.*s", and, STR_FMT(r->names[k].name));
            else if (r->names[k].sub)
                buf_addf(out, "%s%.*s is %s", and, STR_FMT(r->names[k].name), words_shown(e, e->doc, value));
            else
                buf_addf(out, "%sthere is a %.*s", and, STR_FMT(r->names[k].name));
        }
    }
}

const char *words_because(struct eval *e, const struct cause *cause)
{
    if (!cause)
        return "";
    struct buf b = BUF_INIT;
    if (cause->dependent)
        buf_addf(&b, "there is a %.*s", STR_FMT(cause->dependent->name));
    else
        add_condition(e, cause->sub->apply->condition, cause->node, &b);
    if (!b.len)
        buf_addf(&b, "the condition at %s %s", words_place(e, cause->sub, "if"),
                 cause->is_else ? "does not hold" : "holds");
    char *out = arena_printf(e->arena, ", because %.*s", STR_FMT(buf_str(&b)));
    buf_release(&b);
    return out;
}

/* Spellings in use: x-kedb's own, ajv-errors' errorMessage (a text, or one for each keyword), VS Code's
 * patternErrorMessage. */
const char *words_own(struct eval *e, const struct sub *sub, const char *keyword)
{
    const struct json_doc *own = sub->source->doc;
    if (sub->kind != SUB_RULES)
        return NULL;
    json_node x = json_get_key(own, sub->node, "x-kedb"),
              words = json_get_key(own, sub->node, "errorMessage");
    struct str text = text_of(
        e, sub,
        x == JSON_NONE || json_type(own, x) != JSON_OBJECT ? JSON_NONE : json_get_key(own, x, "message"));
    if (!text.len && words != JSON_NONE)
        text =
            text_of(e, sub, json_type(own, words) == JSON_OBJECT ? json_get_key(own, words, keyword) : words);
    if (!text.len && strcmp(keyword, "pattern") == 0)
        text = text_of(e, sub, json_get_key(own, sub->node, "patternErrorMessage"));
    return text.len ? arena_dup(e->arena, text) : NULL;
}

const char *words_help(struct eval *e, const struct sub *sub)
{
    const struct json_doc *own = sub->source->doc;
    json_node x = sub->kind == SUB_RULES ? json_get_key(own, sub->node, "x-kedb") : JSON_NONE;
    struct str text = x != JSON_NONE && json_type(own, x) == JSON_OBJECT
                          ? text_of(e, sub, json_get_key(own, x, "help"))
                          : STR("");
    return text.len ? arena_dup(e->arena, text) : NULL;
}

const char *words_about(struct eval *e, const struct sub *sub)
{
    if (sub->kind != SUB_RULES)
        return NULL;
    struct str text = text_of(e, sub, sub_keyword(sub, KW_description));
    if (!text.len)
        text = text_of(e, sub, sub_keyword(sub, KW_title));
    size_t line = str_find(text, STR("\n"), 0), stop = str_find(text, STR(". "), 0);
    if (line < text.len)
        text.len = line;
    if (stop < text.len)
        text.len = stop;
    if (!text.len)
        return NULL;
    return arena_printf(e->arena, "%.*s%s", (int)cut(text, ABOUT_MAX), text.s,
                        text.len > ABOUT_MAX ? "..." : "");
}
