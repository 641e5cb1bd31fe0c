/* jansson behind names of our own: see tree.h. */
#include "json/tree.h"

#include "base/utf8.h"

#include <jansson.h>
#include <math.h>

static tree *made(tree *t)
{
    if (!t)
        mem_alloc(SIZE_MAX); /* ends the program as every failed allocation does */
    return t;
}

tree *tree_object(void)
{
    return made(json_object());
}

tree *tree_array(void)
{
    return made(json_array());
}

tree *tree_str(struct str v)
{
    if (utf8_valid(v) == v.len)
        return made(json_stringn_nocheck(v.s ? v.s : "", v.len));
    struct buf clean = BUF_INIT;
    for (size_t i = 0; i < v.len;)
        buf_add_cp(&clean, utf8_next(v, &i));
    tree *t = made(json_stringn_nocheck(clean.s, clean.len));
    buf_release(&clean);
    return t;
}

tree *tree_text(const char *s)
{
    return s ? tree_str(str_of(s)) : tree_null();
}

tree *tree_int(long long v)
{
    return made(json_integer(v));
}

tree *tree_real(double v)
{
    return isfinite(v) ? made(json_real(v)) : tree_null();
}

tree *tree_bool(bool v)
{
    return json_boolean(v);
}

tree *tree_null(void)
{
    return json_null();
}

void tree_set(tree *object, const char *key, tree *value)
{
    if (json_object_set_new_nocheck(object, key, value) != 0)
        made(NULL);
}

void tree_append(tree *array, tree *value)
{
    if (json_array_append_new(array, value) != 0)
        made(NULL);
}

void tree_remove(tree *object, const char *key)
{
    json_object_del(object, key);
}

void tree_free(tree *t)
{
    json_decref(t);
}

tree *tree_share(tree *t)
{
    return json_incref(t);
}

tree *tree_parse(struct str text, struct err *err)
{
    json_error_t fault;
    tree *t = json_loadb(text.s, text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &fault);
    if (!t)
        err_set(err, "%d:%d: %s", fault.line, fault.column, fault.text);
    return t;
}

enum tree_kind tree_kind(const tree *t)
{
    if (!t)
        return TREE_NULL;
    switch (json_typeof(t)) {
    case JSON_OBJECT: return TREE_OBJECT;
    case JSON_ARRAY: return TREE_ARRAY;
    case JSON_STRING: return TREE_STRING;
    case JSON_INTEGER: return TREE_INT;
    case JSON_REAL: return TREE_REAL;
    case JSON_TRUE:
    case JSON_FALSE: return TREE_BOOL;
    case JSON_NULL: break;
    }
    return TREE_NULL;
}

tree *tree_get(const tree *object, const char *key)
{
    return json_object_get(object, key);
}

tree *tree_at(const tree *array, size_t index)
{
    return json_array_get(array, index);
}

size_t tree_count(const tree *t)
{
    return json_is_array(t) ? json_array_size(t) : json_object_size(t);
}

struct str tree_string(const tree *t)
{
    return json_is_string(t) ? (struct str){json_string_value(t), json_string_length(t)} : (struct str){0};
}

long long tree_integer(const tree *t, long long otherwise)
{
    return json_is_integer(t) ? json_integer_value(t) : otherwise;
}

double tree_number(const tree *t, double otherwise)
{
    return json_is_number(t) ? json_number_value(t) : otherwise;
}

bool tree_true(const tree *t)
{
    return json_is_true(t);
}

void *tree_first(tree *object)
{
    return json_object_iter(object);
}

void *tree_next(tree *object, void *it)
{
    return json_object_iter_next(object, it);
}

struct str tree_key(void *it)
{
    return (struct str){json_object_iter_key(it), json_object_iter_key_len(it)};
}

tree *tree_value(void *it)
{
    return json_object_iter_value(it);
}

static int append(const char *bytes, size_t len, void *out)
{
    buf_add(out, bytes, len);
    return 0;
}

void tree_write(const tree *t, enum tree_style style, struct buf *out)
{
    size_t flags = JSON_ENCODE_ANY | (style == TREE_INDENT ? JSON_INDENT(2) : JSON_COMPACT);
    if (style == TREE_SORTED_COMPACT)
        flags |= JSON_SORT_KEYS;
    json_dump_callback(t, append, out, flags);
}
