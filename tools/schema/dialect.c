/* The tables behind dialects. */
#include "schema/dialect.h"

#define TEXT(literal)                                                                                        \
    {                                                                                                        \
        .s = (literal), .len = sizeof(literal) - 1                                                           \
    }

const struct keyword_row keyword_rows[KW_COUNT] = {
#define X(c, word, in, vocab, look)                                                                          \
    [KW_##c] = {.name = (word),                                                                              \
                .length = sizeof(word) - 1,                                                                  \
                .drafts = (in),                                                                              \
                .vocabulary = VOCABULARY_##vocab,                                                            \
                .shape = SHAPE_##look},
    KEYWORD_LIST(X)
#undef X
};

enum keyword keyword_find(struct str word)
{
    /* Length and first letter leave two or three rows to compare. */
    for (int i = 0; i < KW_COUNT; i++) {
        const struct keyword_row *row = &keyword_rows[i];
        if (row->length == word.len && row->name[0] == word.s[0] && memcmp(row->name, word.s, word.len) == 0)
            return (enum keyword)i;
    }
    return KW_NONE;
}

static const struct {
    const char *name, *number, *uri;
    struct dialect dialect;
} drafts[DRAFT_COUNT] = {
    [DRAFT_4] = {"draft-04",
                 "4",
                 "http://json-schema.org/draft-04/schema",
                 {DRAFT_4, 255, TEXT("http://json-schema.org/draft-04/schema")}},
    [DRAFT_6] = {"draft-06",
                 "6",
                 "http://json-schema.org/draft-06/schema",
                 {DRAFT_6, 255, TEXT("http://json-schema.org/draft-06/schema")}},
    [DRAFT_7] = {"draft-07",
                 "7",
                 "http://json-schema.org/draft-07/schema",
                 {DRAFT_7, 255, TEXT("http://json-schema.org/draft-07/schema")}},
    [DRAFT_2019] = {"2019-09",
                    "2019",
                    "https://json-schema.org/draft/2019-09/schema",
                    {DRAFT_2019, VOCABULARY_STANDARD, TEXT("https://json-schema.org/draft/2019-09/schema")}},
    [DRAFT_2020] = {"2020-12",
                    "2020",
                    "https://json-schema.org/draft/2020-12/schema",
                    {DRAFT_2020, VOCABULARY_STANDARD, TEXT("https://json-schema.org/draft/2020-12/schema")}},
};

const char *draft_name(enum draft d)
{
    return drafts[d].name;
}

const char *draft_uri(enum draft d)
{
    return drafts[d].uri;
}

const struct dialect *draft_dialect(enum draft d)
{
    return &drafts[d].dialect;
}

static struct str after(struct str text, struct str prefix)
{
    return str_starts(text, prefix) ? str_sub(text, prefix.len, text.len) : text;
}

/* The host and path of a meta-schema's URI, without scheme and without what often trails it. */
static struct str bare_uri(struct str uri)
{
    while (uri.len && (uri.s[uri.len - 1] == '#' || uri.s[uri.len - 1] == '/'))
        uri.len--;
    return after(after(uri, STR("https://")), STR("http://"));
}

/* Names of the drafts' meta-schemas beside the published ones: hyper-schemas demand the same of an instance,
 * draft 5 was draft 4 worded anew, and the bare name once stood for the newest. */
static bool is_other_name(struct str bare, struct str own, enum draft d)
{
    struct str folder = str_sub(own, 0, own.len - STR("/schema").len);
    if (str_ieq(bare, folder))
        return true;
    if (bare.len > folder.len && str_starts(bare, folder) &&
        str_ieq(str_sub(bare, folder.len, bare.len), STR("/hyper-schema")))
        return true;
    return (d == DRAFT_4 && str_ieq(bare, STR("json-schema.org/draft-05/schema"))) ||
           (d == DRAFT_2020 && str_ieq(bare, STR("json-schema.org/schema")));
}

bool draft_find(struct str text, enum draft *draft, bool *exact)
{
    struct str bare = bare_uri(text), word = after(text, STR("draft"));
    for (int i = 0; i < DRAFT_COUNT; i++) {
        struct str published = str_of(drafts[i].uri), own = bare_uri(published);
        bool with_scheme = bare.s != text.s;
        bool near = with_scheme && (str_ieq(bare, own) || is_other_name(bare, own, (enum draft)i));
        bool named = str_is(text, drafts[i].name) || str_is(word, drafts[i].number) ||
                     str_is(word, drafts[i].name) || (i < DRAFT_2019 && str_is(word, drafts[i].name + 5));
        if (!near && !named)
            continue;
        *draft = (enum draft)i;
        if (exact)
            *exact =
                str_is(text, drafts[i].uri) ||
                (text.len == published.len + 1 && str_starts(text, published) && text.s[text.len - 1] == '#');
        return true;
    }
    return false;
}

unsigned vocabulary_find(struct str uri)
{
    static const struct {
        const char *name;
        unsigned bit;
    } names[] = {
        {"core", VOCABULARY_CORE},
        {"applicator", VOCABULARY_APPLICATOR},
        {"unevaluated", VOCABULARY_UNEVALUATED},
        {"validation", VOCABULARY_VALIDATION},
        {"meta-data", VOCABULARY_METADATA},
        {"format-annotation", VOCABULARY_FORMAT},
        {"format-assertion", VOCABULARY_FORMAT | VOCABULARY_FORMAT_ASSERTION},
        {"content", VOCABULARY_CONTENT},
    };
    struct str old = after(uri, STR("https://json-schema.org/draft/2019-09/vocab/"));
    struct str name = after(uri, STR("https://json-schema.org/draft/2020-12/vocab/"));
    if (old.len < uri.len) {
        if (str_is(old, "applicator"))
            return VOCABULARY_APPLICATOR | VOCABULARY_UNEVALUATED;
        if (str_is(old, "format"))
            return VOCABULARY_FORMAT;
        name = old;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names && name.len < uri.len; i++)
        if (str_is(name, names[i].name))
            return names[i].bit;
    return 0;
}
