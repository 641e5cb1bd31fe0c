/* The reader held against jansson: what both take, both read alike. Shared by the unit tests and the fuzzer.
 */
#ifndef KEDB_TESTS_AGREE_H
#define KEDB_TESTS_AGREE_H

#include "json/doc.h"
#include "json/tree.h"

#include <stdlib.h>

static bool agree_value(const struct json_doc *doc, json_node n, tree *t, struct arena *a)
{
    switch (json_type(doc, n)) {
    case JSON_NULL: return tree_kind(t) == TREE_NULL;
    case JSON_TRUE: return tree_kind(t) == TREE_BOOL && tree_true(t);
    case JSON_FALSE: return tree_kind(t) == TREE_BOOL && !tree_true(t);
    case JSON_NUMBER: {
        double d = json_number(doc, n);
        return tree_kind(t) == TREE_INT ? (double)tree_integer(t, 0) == d
                                        : tree_kind(t) == TREE_REAL && tree_number(t, 0) == d;
    }
    case JSON_STRING: return tree_kind(t) == TREE_STRING && str_eq(tree_string(t), json_string(doc, n, a));
    case JSON_ARRAY: {
        size_t i = 0;
        if (tree_kind(t) != TREE_ARRAY || tree_count(t) != json_cell(doc, n)->count)
            return false;
        json_foreach_item (doc, n, item)
            if (!agree_value(doc, item, tree_at(t, i++), a))
                return false;
        return true;
    }
    case JSON_OBJECT: {
        if (tree_kind(t) != TREE_OBJECT || tree_count(t) != json_cell(doc, n)->count)
            return false;
        for (void *it = tree_first(t); it; it = tree_next(t, it)) {
            json_node v = json_get(doc, n, tree_key(it));
            if (v == JSON_NONE || !agree_value(doc, v, tree_value(it), a))
                return false;
        }
        return true;
    }
    case JSON_KEY: break;
    }
    return false;
}

/* True when one of the two refuses the text, or both read the same values. */
static bool agree_with_jansson(struct str text)
{
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct err err;
    struct arena a = ARENA_INIT;
    bool same = true;
    tree *t = tree_parse(text, &err);
    if (t && json_parse(&doc, text, &fault) == 0)
        same = agree_value(&doc, 0, t, &a);
    tree_free(t);
    json_release(&doc);
    arena_release(&a);
    return same;
}

#endif
