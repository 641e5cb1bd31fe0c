/* A JSON document: its text, and a tape that says where every key and value stands.
 *
 * The reader is strict: RFC 8259, valid UTF-8 (RFC 3629), no byte order mark, no lone surrogate escapes, one
 * value and nothing but white space around it. Nothing is converted: numbers stay the lexemes they were
 * written as, strings the bytes between their quotes, decoded on request. Keys that occur twice in one object
 * do not stop the reading (RFC 8259 leaves that to the reader); they are listed, and a record that has one is
 * at fault.
 *
 * The tape is an array of nodes in document order. Node 0 is the root value. An object is followed by its
 * members, each a JSON_KEY node and then the value's node; an array by its items. `next` leads past a node
 * and all below it, so that children are walked without recursion:
 *
 *     json_foreach_member(doc, object, key) { value = key + 1; ... }
 *     json_foreach_item(doc, array, item) { ... }
 *
 * A document is read-only after json_parse() and may be shared by threads. It keeps a view of the text, which
 * must outlive it. */
#ifndef KEDB_JSON_DOC_H
#define KEDB_JSON_DOC_H

#include "base/mem.h"

/* Limits. Sizes are bytes of text; depth counts open arrays and objects. A tape takes 24 bytes a node. */
enum {
    JSON_SIZE_MAX = 1 << 30,
    JSON_DEPTH_MAX = 1000,
};

enum json_type {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
    JSON_KEY
};

enum json_flag {
    JSON_ESCAPED = 1, /* a string or key that holds a backslash: its value differs from its bytes */
    JSON_ASCII = 2,   /* a string or key with no byte above 0x7F in its text */
    JSON_INTEGER = 4, /* a number written with neither fraction nor exponent */
    JSON_UNSEEN = 8,  /* a string that may hold a control character other than tab, CR and LF, a noncharacter,
                         a  bidi control or an invisible character (base/utf8.h), escaped or not; without it
                         none  is in it */
    JSON_SPELT = 16,  /* a string with \u or \/: the same value may be written with other bytes; two strings
                         without it have the same value only when they have the same bytes */
};

typedef uint32_t json_node; /* index into the tape */
enum { JSON_NONE = 0xFFFFFFFFu };

struct json_cell {
    uint32_t start, end; /* bytes of the value in the text; a string's or key's span includes its quotes */
    uint32_t next;       /* the first node after this one and all below it (for a key: after its value) */
    uint32_t parent;     /* the array, object or (for a member's value) key above; JSON_NONE for the root */
    uint32_t count; /* object: members; array: items; key: hash of its decoded bytes, see json_key_hash */
    uint8_t type;   /* enum json_type */
    uint8_t flags;  /* enum json_flag */
    uint16_t depth; /* open arrays and objects around it */
};

/* A key that stood in the object before. */
struct json_duplicate {
    json_node key, first;
};

/* Why a text is not JSON, and where. */
struct json_fault {
    size_t at, end;   /* bytes; at == end at the end of the text */
    const char *what; /* a static sentence without place, such as "a comma is missing" */
    const char *help; /* a static sentence with the remedy, or NULL */
    bool is_utf8;     /* the bytes at `at` are not UTF-8 */
};

struct json_doc {
    struct str text;
    struct json_cell *tape;
    uint32_t len;
    uint32_t cap;
    uint8_t flags; /* JSON_ESCAPED, JSON_UNSEEN and JSON_SPELT where a string or key has them */
    VEC(struct json_duplicate) duplicates; /* in the order in which their objects end */
    struct json_known *known; /* the reader's: keys of the documents before; NULL in the first one */
};
#define JSON_DOC_INIT                                                                                        \
    {                                                                                                        \
        0                                                                                                    \
    }

/* Reads one document. 0, or -1 and `fault`. `doc` starts from JSON_DOC_INIT, or is one that was
 * used before; on failure it is empty. */
int json_parse(struct json_doc *doc, struct str text, struct json_fault *fault);

/* The same with lower limits (0: the usual ones above). */
struct json_limits {
    size_t size;
    unsigned depth;
};
int json_parse_limited(struct json_doc *doc, struct str text, struct json_limits limits,
                       struct json_fault *fault);

/* Makes the document ready to be parsed into again, its tape's memory kept: parse, use, clear, parse, ...,
 * release. */
void json_clear(struct json_doc *doc);
void json_release(struct json_doc *doc);

static inline const struct json_cell *json_cell(const struct json_doc *doc, json_node n)
{
    return &doc->tape[n];
}
static inline enum json_type json_type(const struct json_doc *doc, json_node n)
{
    return (enum json_type)doc->tape[n].type;
}
static inline json_node json_next(const struct json_doc *doc, json_node n)
{
    return doc->tape[n].next;
}
/* How messages call it: "null", "a boolean", "a number", "a string", "an array", "an object". */
const char *json_type_name(enum json_type t);

/* The bytes of the value as written. */
static inline struct str json_raw(const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = &doc->tape[n];
    return (struct str){doc->text.s + c->start, c->end - c->start};
}

/* The bytes between the quotes of a string or key, escapes not decoded. */
static inline struct str json_inner(const struct json_doc *doc, json_node n)
{
    const struct json_cell *c = &doc->tape[n];
    return (struct str){doc->text.s + c->start + 1, c->end - c->start - 2u};
}

/* The value of a string or key as UTF-8: a view of the text when nothing is escaped, else decoded into the
 * arena. May hold NUL. */
struct str json_string(const struct json_doc *doc, json_node n, struct arena *a);

/* A string as it would be decoded, for equality with `v`, without memory. */
bool json_string_is(const struct json_doc *doc, json_node n, struct str v);

/* Where byte `at` of the decoded value stands in the text (as a byte offset); at == length gives the closing
 * quote. A byte inside an escape's decoded character gives the backslash. */
size_t json_string_place(const struct json_doc *doc, json_node n, size_t at);

/* Hash of a key's decoded bytes, as json_cell.count of a key holds it. */
uint32_t json_key_hash(struct str decoded);

#define json_foreach_member(doc, object, key)                                                                \
    for (json_node key = (object) + 1; key < json_next((doc), (object)); key = json_next((doc), key))
#define json_foreach_item(doc, array, item)                                                                  \
    for (json_node item = (array) + 1; item < json_next((doc), (array)); item = json_next((doc), item))

/* The value of the member with this key (its last occurrence), or JSON_NONE; also JSON_NONE when n is not an
 * object. */
json_node json_get(const struct json_doc *doc, json_node object, struct str key);
static inline json_node json_get_key(const struct json_doc *doc, json_node object, const char *key)
{
    return json_get(doc, object, str_of(key));
}
/* The item at an index, or JSON_NONE. */
json_node json_at(const struct json_doc *doc, json_node array, size_t index);

/* Equality by value: numbers by their exact decimal value, strings decoded, objects whatever the order of
 * their keys. Linear in the size of both, but for objects' key lookup. */
bool json_equal(const struct json_doc *a, json_node x, const struct json_doc *b, json_node y);

/* Exact order of two number lexemes (RFC 8259 grammar) by decimal value: <0, 0, >0. No rounding, any
 * exponent. */
int json_number_cmp(struct str a, struct str b);

/* Whether `v` is `divisor` times an integer, by their decimal values. The divisor must be above 0 and is
 * taken to have at most JSON_DIVISOR_DIGITS_MAX digits that count (json_number_digits); a longer one is never
 * a divisor. Time grows with the digits of v and the divisor, never with an exponent. */
enum { JSON_DIVISOR_DIGITS_MAX = 1000 };
bool json_number_is_multiple(struct str v, struct str divisor);

/* Digits of the lexeme without the zeros at both ends. */
size_t json_number_digits(struct str v);

/* The lexeme as a double, for figures that need no exactness. */
double json_number(const struct json_doc *doc, json_node n);

#endif
