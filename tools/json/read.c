/* The reader: one pass over the bytes, an explicit stack (the open containers, chained through `parent`),
 * sixteen bytes at a time inside strings where the machine can. RFC 8259 for the grammar, RFC 3629 for the
 * bytes. */
#include "json/doc.h"

#include "json/known.h"

static const struct json_limits usual_limits = {JSON_SIZE_MAX, JSON_DEPTH_MAX};

struct reader {
    struct json_doc *doc;
    const unsigned char *s; /* the text */
    size_t at, len;
    bool in_object;  /* it is an object */
    json_node open;  /* innermost open array or object, or JSON_NONE */
    json_node above; /* parent of the next value: `open`, or the key before it */
    unsigned depth, depth_max;
    struct json_fault *fault;
    struct json_known *known;                   /* or NULL */
    struct known_level *level;                  /* of the innermost */
    struct known_level levels[KNOWN_DEPTH + 1]; /* by depth; the last stands for all below, where none are */
};

static int fail(struct reader *r, size_t at, size_t end, const char *what, const char *help)
{
    *r->fault = (struct json_fault){.at = at, .end = end < at ? at : end, .what = what, .help = help};
    return -1;
}

static __attribute__((noinline)) void grow_tape(struct json_doc *doc)
{
    doc->cap = doc->cap ? doc->cap * 2 : 64;
    doc->tape = mem_realloc(doc->tape, doc->cap * sizeof *doc->tape);
}

static inline __attribute__((always_inline)) json_node push(struct reader *r, enum json_type type,
                                                            size_t start, size_t end, uint8_t flags)
{
    struct json_doc *doc = r->doc;
    if (doc->len == doc->cap)
        grow_tape(doc);
    json_node n = doc->len++;
    doc->tape[n] = (struct json_cell){
        .start = (uint32_t)start,
        .end = (uint32_t)end,
        .next = n + 1,
        .parent = r->above,
        .type = (uint8_t)type,
        .flags = flags,
        .depth = (uint16_t)r->depth,
    };
    return n;
}

static inline void skip_space(struct reader *r)
{
    r->at = scan_space(r->s, r->at, r->len);
}

/* The value that cannot begin here, said as helpfully as its first character allows. */
static int bad_value(struct reader *r, bool key)
{
    size_t at = r->at;
    if (at == r->len)
        return fail(r, at, at,
                    r->open == JSON_NONE ? (at ? "there is no value, only white space" : "the file is empty")
                                         : "the text ends before the value is complete",
                    r->open == JSON_NONE ? NULL : "was the file cut off?");
    unsigned char c = r->s[at];
    size_t end = scan_word(r->s, at, r->len);
    if (c == '\'')
        return fail(r, at, at + 1, "JSON strings stand in double quotes", "write \" instead of '");
    if (c == '/' || c == '#')
        return fail(r, at, at + 1, "JSON has no comments", "remove the comment");
    if (c == 0)
        return fail(r, at, at + 1, "a NUL byte stands where JSON is expected",
                    "is this a binary file, or UTF-16?");
    if (c >= 0x80 && !scan_utf8(r->s + at, r->len - at)) {
        fail(r, at, at + 1, "this byte is not UTF-8", "save the file as UTF-8");
        r->fault->is_utf8 = true;
        return -1;
    }
    if (key)
        return fail(r, at, end, "a key in double quotes is expected",
                    c == '}' ? "remove the comma before the closing brace" : NULL);
    if (c == ']' || c == '}')
        return fail(r, at, at + 1, "a value is expected before this bracket",
                    "remove the comma before it, or close the right bracket");
    if (c == ',')
        return fail(r, at, at + 1, "a value is expected before this comma", "remove the comma");
    if (c == '+' || c == '.')
        return fail(r, at, end, "a number begins with a digit or a minus sign", NULL);
    return fail(r, at, end, "a value is expected", "a word is true, false, null, or stands in double quotes");
}

static int read_word(struct reader *r, const char *word, size_t len, enum json_type type)
{
    size_t end = r->at + len;
    bool ends = end < r->len && (r->s[end] == ',' || r->s[end] == '\n'); /* as most do */
    if (!ends)
        end = scan_word(r->s, r->at, r->len);
    if (end - r->at != len || memcmp(r->s + r->at, word, len) != 0)
        return bad_value(r, false);
    push(r, type, r->at, end, 0);
    r->at = end;
    return 0;
}

static inline __attribute__((always_inline)) int read_number(struct reader *r)
{
    const unsigned char *s = r->s;
    size_t at = r->at, len = r->len, start = at;
    bool integer = true;
    if (s[at] == '-')
        at++;
    if (at == len || !ascii_is_digit(s[at]))
        return fail(r, start, scan_word(s, start, len), "a digit is expected after the minus sign", NULL);
    if (s[at] == '0' && at + 1 < len && ascii_is_digit(s[at + 1]))
        return fail(r, start, scan_word(s, start, len), "a number has no leading zero",
                    "remove the zero, or write a string");
    while (at < len && ascii_is_digit(s[at]))
        at++;
    if (at < len && s[at] == '.') {
        integer = false;
        if (++at == len || !ascii_is_digit(s[at]))
            return fail(r, start, scan_word(s, start, len), "a digit is expected after the decimal point",
                        NULL);
        while (at < len && ascii_is_digit(s[at]))
            at++;
    }
    if (at < len && (s[at] | 0x20) == 'e') {
        integer = false;
        at++;
        if (at < len && (s[at] == '+' || s[at] == '-'))
            at++;
        if (at == len || !ascii_is_digit(s[at]))
            return fail(r, start, scan_word(s, start, len), "a digit is expected in the exponent", NULL);
        while (at < len && ascii_is_digit(s[at]))
            at++;
    }
    if (at < len && (ascii_is_alnum(s[at]) || s[at] == '_' || s[at] == '.' || s[at] == '+' || s[at] == '-'))
        return fail(r, start, scan_word(s, start, len), "this is not a number as JSON writes it",
                    "decimal digits, an optional fraction and exponent; or write a string");
    push(r, JSON_NUMBER, start, at, integer ? JSON_INTEGER : 0);
    r->at = at;
    return 0;
}

/* Reads \uXXXX at `at` (the backslash); gives its value or -1. */
static long unicode_escape(const unsigned char *s, size_t at, size_t len)
{
    if (at + 6 > len || s[at] != '\\' || s[at + 1] != 'u')
        return -1;
    long v = 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        int d = scan_hex(s[i]);
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

/* An escape at `at`; gives the offset past it, or 0 after a fault. */
static size_t read_escape(struct reader *r, size_t at)
{
    const unsigned char *s = r->s;
    size_t len = r->len;
    if (at + 1 >= len) {
        fail(r, at, len, "the string is not closed", "add the closing double quote");
        return 0;
    }
    switch (s[at + 1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return at + 2;
    case 'u': break;
    default:
        fail(r, at, at + 1 + scan_char(s + at + 1, len - at - 1), "JSON has no such escape",
             "write \\\\ for a backslash; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
        return 0;
    }
    long v = unicode_escape(s, at, len);
    if (v < 0) {
        fail(r, at, at + 2, "\\u is followed by four hexadecimal digits", NULL);
        return 0;
    }
    if (v < 0xD800 || v > 0xDFFF)
        return at + 6;
    long low = v < 0xDC00 ? unicode_escape(s, at + 6, len) : -1;
    if (low < 0xDC00 || low > 0xDFFF) {
        fail(r, at, at + 6, "this is half of a surrogate pair, and stands for no character",
             "write the character itself, or both halves");
        return 0;
    }
    return at + 12;
}

/* What an escape says of its string. */
static inline uint8_t escape_flags(unsigned char c)
{
    switch (c) {
    case 'u': return JSON_ESCAPED | JSON_UNSEEN | JSON_SPELT;
    case '/': return JSON_ESCAPED | JSON_SPELT;
    case 'b':
    case 'f': return JSON_ESCAPED | JSON_UNSEEN;
    default: return JSON_ESCAPED;
    }
}

/* The rest of a string or key whose opening quote is under the cursor, from `at` on. */
static int read_string_from(struct reader *r, enum json_type type, size_t at)
{
    const unsigned char *s = r->s;
    size_t start = r->at, len = r->len;
    uint8_t flags = JSON_ASCII;
    for (;; at = scan_plain(s, at, len)) {
        if (at >= len)
            return fail(r, start, scan_line(s, start, len), "the string is not closed",
                        "add the closing double quote");
        unsigned char c = s[at];
        if (c == '"')
            break;
        if (c >= 0x80) {
            flags &= (uint8_t)~JSON_ASCII;
            size_t past = scan_multibyte(s, at, len, &flags);
            if (past == at) {
                fail(r, at, at + 1, "this byte is not UTF-8", "save the file as UTF-8");
                r->fault->is_utf8 = true;
                return -1;
            }
            at = past;
        } else if (c == '\\') {
            size_t from = at;
            if (!(at = read_escape(r, at)))
                return -1;
            flags |= escape_flags(s[from + 1]);
        } else if (c == 0x7F) {
            flags |= JSON_UNSEEN;
            at++;
        } else if (c == '\n' || c == '\r') {
            return fail(r, start, at, "the string is not closed on its line",
                        "add the closing double quote, or write a line break as \\n");
        } else {
            return fail(r, at, at + 1, "a control character stands unescaped in a string",
                        c == '\t' ? "write a tab as \\t"
                                  : "remove it, or write it as an escape such as \\u001b");
        }
    }
    push(r, type, start, at + 1, flags);
    r->doc->flags |= flags & (uint8_t)~JSON_ASCII;
    r->at = at + 1;
    return 0;
}

/* A string or key at the opening quote. Most are plain. */
static inline __attribute__((always_inline)) int read_string(struct reader *r, enum json_type type)
{
    size_t at = scan_plain(r->s, r->at + 1, r->len);
    if (at >= r->len || r->s[at] != '"')
        return read_string_from(r, type, at);
    push(r, type, r->at, at + 1, JSON_ASCII);
    r->at = at + 1;
    return 0;
}

/* A key that stands where it was expected, all from the last member (then there is a `comma`) or the bracket
 * on; false when another does. */
static inline __attribute__((always_inline)) bool read_known_key(struct reader *r, bool comma)
{
    struct known_level *level = r->level;
    uint16_t guess = level->guess;
    if (!guess)
        return false;
    const struct known_key *key = &r->known->at[guess];
    if (!known_is_at(key, comma, r->s + r->at, r->len - r->at))
        return false;
    r->above = r->open;
    size_t start = r->at + key->key_at;
    json_node n = push(r, JSON_KEY, start, start + key->key_len, JSON_ASCII);
    r->doc->tape[n].count = key->hash;
    r->at += key->len;
    r->above = n;
    known_step(r->known, level, guess);
    return true;
}

/* The same after a member, and the members behind it as long as their values are plain strings, as most are:
 * all that the general way would do for them, at once. True: a key was read, and its value follows; false:
 * what follows is no known key. */
static inline __attribute__((always_inline)) bool read_known_members(struct reader *r)
{
    struct json_doc *doc = r->doc;
    struct known_level *level = r->level;
    const unsigned char *s = r->s;
    size_t at = r->at, len = r->len;
    for (;;) {
        uint16_t guess = level->guess;
        const struct known_key *key = &r->known->at[guess];
        if (!guess || !known_is_at(key, true, s + at, len - at)) {
            r->at = at;
            return false;
        }
        if (doc->cap - doc->len < 2)
            grow_tape(doc);
        json_node n = doc->len;
        struct json_cell *c = &doc->tape[n];
        uint32_t start = (uint32_t)at + key->key_at;
        c[0] = (struct json_cell){
            .start = start,
            .end = start + key->key_len,
            .next = n + 2,
            .parent = r->open,
            .count = key->hash,
            .type = JSON_KEY,
            .flags = JSON_ASCII,
            .depth = (uint16_t)r->depth,
        };
        at += key->len;
        known_step(r->known, level, guess);
        size_t end = at < len && s[at] == '"' ? scan_plain(s, at + 1, len) : len;
        if (end == len || s[end] != '"') {
            doc->len = n + 1;
            r->above = n;
            r->at = at;
            return true;
        }
        c[1] = (struct json_cell){
            .start = (uint32_t)at,
            .end = (uint32_t)end + 1,
            .next = n + 2,
            .parent = n,
            .type = JSON_STRING,
            .flags = JSON_ASCII,
            .depth = (uint16_t)r->depth,
        };
        doc->len = n + 2;
        doc->tape[r->open].count++;
        at = end + 1;
    }
}

/* A key and its colon. `from` is the end of the member before it, or of the bracket; a comma was read or not.
 */
static int read_key(struct reader *r, bool comma, size_t from)
{
    skip_space(r);
    if (r->at == r->len || r->s[r->at] != '"')
        return bad_value(r, true);
    json_node n = r->doc->len;
    r->above = r->open;
    if (read_string(r, JSON_KEY) != 0)
        return -1;
    struct json_cell *c = &r->doc->tape[n];
    if (c->flags & JSON_ESCAPED) {
        struct arena a = ARENA_INIT;
        c->count = json_key_hash(json_string(r->doc, n, &a));
        arena_release(&a);
    } else {
        c->count = json_key_hash(json_inner(r->doc, n));
    }
    skip_space(r);
    if (r->at == r->len || r->s[r->at] != ':')
        return fail(r, r->at, r->at == r->len ? r->at : scan_word(r->s, r->at, r->len),
                    "a colon is expected after the key", NULL);
    r->at++;
    r->above = n;
    skip_space(r);
    if (r->known)
        known_learn(r->known, r->level, comma, (struct str){(const char *)r->s + from, r->at - from},
                    (struct str){(const char *)r->s + c->start, c->end - c->start}, c);
    return 0;
}

static void set_level(struct reader *r)
{
    r->level = &r->levels[r->depth < KNOWN_DEPTH ? r->depth : KNOWN_DEPTH];
}

/* The innermost open container ends at the bracket under the cursor. */
static void close_container(struct reader *r)
{
    struct json_doc *doc = r->doc;
    struct json_cell *c = &doc->tape[r->open];
    c->end = (uint32_t)++r->at;
    c->next = doc->len;
    if (r->in_object && c->count > 1 && r->level->odd)
        json_find_duplicates(doc, r->open);
    r->depth--;
    set_level(r);
    json_node above = c->parent;
    r->in_object = above != JSON_NONE && doc->tape[above].type == JSON_KEY;
    r->open = r->in_object ? doc->tape[above].parent : above;
}

/* A container that is closed at once, as many are. */
static inline bool read_empty(struct reader *r, enum json_type type)
{
    size_t at = r->at;
    if (r->len - at < 2 || r->s[at + 1] != (type == JSON_OBJECT ? '}' : ']') || r->depth >= r->depth_max)
        return false;
    push(r, type, at, at + 2, 0);
    r->at = at + 2;
    return true;
}

/* Opens a container and, in an object, its first key; *closed when it is closed at once. */
static int open_container(struct reader *r, enum json_type type, bool *closed)
{
    if ((*closed = read_empty(r, type)))
        return 0;
    if (r->depth >= r->depth_max)
        return fail(r, r->at, r->at + 1, "arrays and objects are nested deeper than the limit allows", NULL);
    json_node n = push(r, type, r->at++, 0, 0);
    const struct known_level *above = r->level;
    r->above = r->open = n;
    r->in_object = type == JSON_OBJECT;
    r->depth++;
    set_level(r);
    if (r->depth < KNOWN_DEPTH)
        known_enter(r->known, r->level, above, r->in_object);
    if (r->in_object && read_known_key(r, false))
        return 0;
    size_t from = r->at;
    skip_space(r);
    *closed = r->at < r->len && r->s[r->at] == (r->in_object ? '}' : ']');
    if (*closed)
        close_container(r);
    return *closed || !r->in_object ? 0 : read_key(r, false, from);
}

/* After a complete value: closes what ends here, or moves past the comma and the key that follows. *done at
 * the end of the root value. */
static inline __attribute__((always_inline)) int after_value(struct reader *r, json_node value, bool *done)
{
    struct json_doc *doc = r->doc;
    for (;;) {
        json_node above = doc->tape[value].parent;
        if (above == JSON_NONE) {
            *done = true;
            return 0;
        }
        if (r->in_object)
            doc->tape[above].next = doc->len;
        doc->tape[r->open].count++;
        if (r->in_object && r->known && read_known_members(r))
            return 0;
        size_t from = r->at;
        skip_space(r);
        if (r->at == r->len)
            return fail(r, r->at, r->at,
                        r->in_object ? "the text ends inside an object" : "the text ends inside an array",
                        "was the file cut off?");
        unsigned char b = r->s[r->at];
        if (b == ',') {
            r->at++;
            r->above = r->open;
            return r->in_object ? read_key(r, true, from) : 0;
        }
        if (b == ']' && r->in_object)
            return fail(r, r->at, r->at + 1, "an object is closed by }, not by ]", NULL);
        if (b == '}' && !r->in_object)
            return fail(r, r->at, r->at + 1, "an array is closed by ], not by }", NULL);
        if (b != '}' && b != ']')
            return fail(r, r->at, scan_word(r->s, r->at, r->len), "a comma is missing before this", NULL);
        value = r->open;
        close_container(r);
    }
}

static int read_values(struct reader *r)
{
    bool done = false;
    while (!done) {
        skip_space(r);
        if (r->at == r->len)
            return bad_value(r, false);
        json_node value = r->doc->len;
        unsigned char b = r->s[r->at];
        bool complete = b != '{' && b != '[';
        int rc;
        switch (b) {
        case '{': rc = open_container(r, JSON_OBJECT, &complete); break;
        case '[': rc = open_container(r, JSON_ARRAY, &complete); break;
        case '"': rc = read_string(r, JSON_STRING); break;
        case 't': rc = read_word(r, "true", 4, JSON_TRUE); break;
        case 'f': rc = read_word(r, "false", 5, JSON_FALSE); break;
        case 'n': rc = read_word(r, "null", 4, JSON_NULL); break;
        default: rc = b == '-' || ascii_is_digit(b) ? read_number(r) : bad_value(r, false);
        }
        if (rc != 0 || (complete && after_value(r, value, &done) != 0))
            return -1;
    }
    return 0;
}

/* What can be said of a text before its first character. */
static int check_start(struct reader *r)
{
    const unsigned char *s = r->s;
    if (r->len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
        return fail(r, 0, 3, "the file begins with a byte order mark, which JSON does not allow",
                    "save the file as UTF-8 without BOM");
    if (r->len >= 2 && ((s[0] == 0xFE && s[1] == 0xFF) || (s[0] == 0xFF && s[1] == 0xFE))) {
        fail(r, 0, 2, "the file is UTF-16, and JSON is UTF-8", "save the file as UTF-8");
        r->fault->is_utf8 = true;
        return -1;
    }
    return 0;
}

int json_parse_limited(struct json_doc *doc, struct str text, struct json_limits limits,
                       struct json_fault *fault)
{
    if (!limits.size || limits.size > JSON_SIZE_MAX)
        limits.size = JSON_SIZE_MAX;
    if (!limits.depth || limits.depth > JSON_DEPTH_MAX)
        limits.depth = JSON_DEPTH_MAX;
    struct reader r = {
        .doc = doc,
        .s = (const unsigned char *)text.s,
        .len = text.len,
        .open = JSON_NONE,
        .above = JSON_NONE,
        .depth_max = limits.depth,
        .fault = fault,
    };
    if (!doc->known && doc->cap) /* it is one of several */
        doc->known = mem_zalloc(1, sizeof *doc->known);
    if (doc->known)
        known_start(doc->known);
    r.known = doc->known;
    r.level = &r.levels[0];
    r.levels[KNOWN_DEPTH] = known_nothing;
    json_clear(doc);
    doc->text = text;
    int rc = -1;
    if (text.len > limits.size)
        rc = fail(&r, 0, 0, "the text is larger than the limit allows", NULL);
    else if ((rc = check_start(&r)) == 0 && (rc = read_values(&r)) == 0) {
        skip_space(&r);
        if (r.at < r.len)
            rc = fail(&r, r.at, scan_word(r.s, r.at, r.len), "the document ends before this",
                      r.s[r.at] == 0 ? "is this a binary file?" : "a file holds one JSON value");
    }
    if (rc != 0)
        json_clear(doc);
    return rc;
}

int json_parse(struct json_doc *doc, struct str text, struct json_fault *fault)
{
    return json_parse_limited(doc, text, usual_limits, fault);
}
