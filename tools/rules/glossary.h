/* The curators' glossary: how terms are rendered, see schemas/glossary.schema.json. Read-only once read;
 * shared by threads. */
#ifndef KEDB_RULES_GLOSSARY_H
#define KEDB_RULES_GLOSSARY_H

#include "base/err.h"
#include "text/side.h"

enum { GLOSSARY_WORDS = 4 };

struct glossary_term {
    struct str term;
    uint32_t words[GLOSSARY_WORDS]; /* hashes of the stems */
    size_t word_count;
    const struct str *use, *not_use; /* renderings */
    size_t use_count, not_count;
    bool keep;       /* stays in Latin letters */
    struct str note; /* or empty */
};

struct glossary;

/* Reads the file's text; a term stands there once, and what it forbids is not what it asks for. NULL with a
 * sentence that begins with `name` and the place. */
struct glossary *glossary_read(struct str text, const char *name, struct err *err);
/* What the program was built with: schemas/glossary.json. */
struct glossary *glossary_builtin(void);
struct str glossary_builtin_text(void);
void glossary_free(struct glossary *g);

/* The next term of the glossary in a side's tokens, from token *at on, which moves behind its first word;
 * NULL: no more. *last is its last token. Of several at one place the longest is given. */
const struct glossary_term *glossary_next(const struct glossary *g, const struct side *en, size_t *at,
                                          size_t *last);

/* Where a rendering stands in a Chinese text, *end behind it, or SIZE_MAX. A blank between a Latin letter or
 * digit and a Chinese character, there or not, makes no difference: "S3 存储桶" is "S3存储桶". */
size_t glossary_find(struct str zh, struct str rendering, size_t *end);

size_t glossary_count(const struct glossary *g);

#endif
