/* The drafts' meta-schemas inside the program, copied by the assembler from schemas/meta (the Makefile lists
 * them as dependencies). */
#include "schema/dialect.h"
#include "schema/registry.h"

/* name in C, file, URI */
/* clang-format off */
#define OLD "http://json-schema.org/"
#define NEW "https://json-schema.org/draft/"
#define METASCHEMA_LIST(X) \
    X(draft_04, "draft-04", OLD "draft-04/schema") \
    X(draft_06, "draft-06", OLD "draft-06/schema") \
    X(draft_07, "draft-07", OLD "draft-07/schema") \
    X(schema_2019, "2019-09-schema", NEW "2019-09/schema") \
    X(core_2019, "2019-09-core", NEW "2019-09/meta/core") \
    X(applicator_2019, "2019-09-applicator", NEW "2019-09/meta/applicator") \
    X(validation_2019, "2019-09-validation", NEW "2019-09/meta/validation") \
    X(metadata_2019, "2019-09-meta-data", NEW "2019-09/meta/meta-data") \
    X(format_2019, "2019-09-format", NEW "2019-09/meta/format") \
    X(content_2019, "2019-09-content", NEW "2019-09/meta/content") \
    X(schema_2020, "2020-12-schema", NEW "2020-12/schema") \
    X(core_2020, "2020-12-core", NEW "2020-12/meta/core") \
    X(applicator_2020, "2020-12-applicator", NEW "2020-12/meta/applicator") \
    X(unevaluated_2020, "2020-12-unevaluated", NEW "2020-12/meta/unevaluated") \
    X(validation_2020, "2020-12-validation", NEW "2020-12/meta/validation") \
    X(metadata_2020, "2020-12-meta-data", NEW "2020-12/meta/meta-data") \
    X(annotation_2020, "2020-12-format-annotation", NEW "2020-12/meta/format-annotation") \
    X(assertion_2020, "2020-12-format-assertion", NEW "2020-12/meta/format-assertion") \
    X(content_2020, "2020-12-content", NEW "2020-12/meta/content")
/* clang-format on */

#define X(c, file, uri)                                                                                      \
    __asm__(".section .rodata\n"                                                                             \
            ".global kedb_meta_" #c "\n"                                                                     \
            "kedb_meta_" #c ":\n"                                                                            \
            ".incbin \"schemas/meta/" file ".json\"\n"                                                       \
            ".global kedb_meta_" #c "_end\n"                                                                 \
            "kedb_meta_" #c "_end:\n"                                                                        \
            ".byte 0\n"                                                                                      \
            ".previous\n");                                                                                  \
    extern const char kedb_meta_##c[], kedb_meta_##c##_end[];
METASCHEMA_LIST(X)
#undef X

struct str metaschema_find(struct str uri)
{
    static const struct {
        const char *uri, *text, *end;
    } rows[] = {
#define X(c, file, address) {address, kedb_meta_##c, kedb_meta_##c##_end},
        METASCHEMA_LIST(X)
#undef X
    };
    enum draft draft;
    if (draft_find(uri, &draft, NULL))
        uri = str_of(draft_uri(draft));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(uri, rows[i].uri))
            return (struct str){rows[i].text, (size_t)((uintptr_t)rows[i].end - (uintptr_t)rows[i].text)};
    return STR("");
}
