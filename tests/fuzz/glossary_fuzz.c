/* A glossary of any bytes: read or refused with a sentence, and then searched for in texts. */
#include "rules/glossary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {""};
    struct str text = {(const char *)data, size};
    struct glossary *g = glossary_read(text, "fuzz", &err);
    if (!g) {
        if (!err.msg[0])
            abort();
        return 0;
    }
    struct side en = {0};
    side_read(&en, STR("The private key of a server's memory-leak is a log in."), false);
    size_t at = 0, last;
    const struct glossary_term *t;
    while ((t = glossary_next(g, &en, &at, &last)) != NULL)
        if (!t->word_count || last >= en.tokens.len)
            abort();
    side_release(&en);
    glossary_free(g);
    return 0;
}
