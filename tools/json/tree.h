/* The door to jansson: JSON values in memory for what is not a record (reports, ledger lines, protocol
 * messages).
 *
 * Records are never read or written through trees: see json/doc.h. jansson's names stay behind this header,
 * since they collide with the tape's. A tree is owned by who made it until it is put into another one, which
 * then owns it. */
#ifndef KEDB_JSON_TREE_H
#define KEDB_JSON_TREE_H

#include "base/err.h"
#include "base/mem.h"

struct json_t; /* jansson's value */
typedef struct json_t tree;

tree *tree_object(void);
tree *tree_array(void);
/* Invalid UTF-8 becomes U+FFFD; NUL is kept as \u0000. */
tree *tree_str(struct str v);
tree *tree_text(const char *s); /* NULL gives null */
tree *tree_int(long long v);
tree *tree_real(double v); /* infinities and NaN give null */
tree *tree_bool(bool v);
tree *tree_null(void);

/* Puts `value` into an object or array, which owns it from here on. An existing key is replaced, in its
 * place. */
void tree_set(tree *object, const char *key, tree *value);
void tree_append(tree *array, tree *value);
void tree_remove(tree *object, const char *key); /* a missing key is nothing */

void tree_free(tree *t);   /* NULL is nothing */
tree *tree_share(tree *t); /* one more owner */

/* Reads a text; NULL with a sentence that has line and column. Duplicate keys are refused. */
tree *tree_parse(struct str text, struct err *err);

enum tree_kind { TREE_NULL, TREE_BOOL, TREE_INT, TREE_REAL, TREE_STRING, TREE_ARRAY, TREE_OBJECT };
enum tree_kind tree_kind(const tree *t);             /* of NULL: TREE_NULL */
tree *tree_get(const tree *object, const char *key); /* borrowed; NULL when missing or not an object */
tree *tree_at(const tree *array, size_t index);      /* borrowed; NULL past the end */
size_t tree_count(const tree *t);                    /* items or members */
struct str tree_string(const tree *t);               /* view into the tree; s NULL when it is no string */
long long tree_integer(const tree *t, long long otherwise);
double tree_number(const tree *t, double otherwise); /* of an integer too */
bool tree_true(const tree *t);

/* Members in order: for (void *it = tree_first(o); it; it = tree_next(o, it)) */
void *tree_first(tree *object);
void *tree_next(tree *object, void *it);
struct str tree_key(void *it);
tree *tree_value(void *it);

enum tree_style { TREE_COMPACT, TREE_INDENT, TREE_SORTED_COMPACT };
/* Appends the tree as text, without a newline at the end. Characters outside ASCII stay as they are. */
void tree_write(const tree *t, enum tree_style style, struct buf *out);

#endif
