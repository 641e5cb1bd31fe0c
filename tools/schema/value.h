/* Values: hashes that are equal for equal values, and questions about numbers. */
#ifndef KEDB_SCHEMA_VALUE_H
#define KEDB_SCHEMA_VALUE_H

#include "json/doc.h"

/* Equal for values that json_equal() holds equal: by decimal value for numbers, whatever the order of keys
 * for objects. Linear in the size of the value. */
uint32_t value_hash(const struct json_doc *doc, json_node n);

/* Equality by value where a key may stand for the string it is. */
bool value_equal(const struct json_doc *a, json_node x, const struct json_doc *b, json_node y);

/* An integer by value: 1.0 and 1e3 are, 1.5 and 15e-1 are not. */
bool number_is_integer(struct str lexeme);
/* An integer lexeme of at most 18 characters. */
int64_t number_small(struct str lexeme);

#endif
