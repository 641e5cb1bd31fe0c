/* Single faults planted at every place of good files: the first message must stand at the damaged place in 95
 * of 100 (tests/data/faults: schemas in the manner of those that are published, with files that fit them).
 * With FAULTS=1 in the environment each miss is printed. */
#include "support.h"

#include "schema/schema.h"
#include "json/pointer.h"

enum kind {
    TYPE,
    MISSING,
    UNKNOWN,
    MISSPELT,
    VALUE,
    PATTERN,
    DATE,
    RANGE,
    SHORT_LIST,
    TWICE,
    LONG_TEXT,
    NOTHING,
    KINDS
};
static const char *const names[KINDS] = {"wrong type",     "missing key", "unknown key", "misspelt key",
                                         "value near one", "pattern",     "format",      "range",
                                         "short list",     "item twice",  "long text",   "null"};

struct tally {
    size_t planted, hit;
};

/* The text with bytes from..to replaced. */
static void splice(struct buf *out, struct str text, size_t from, size_t to, struct str with)
{
    buf_clear(out);
    buf_add_str(out, str_sub(text, 0, from));
    buf_add_str(out, with);
    buf_add_str(out, str_sub(text, to, text.len));
}

static void swap_letters(char *s, size_t len)
{
    for (size_t i = len / 2; i + 1 < len; i++)
        if (s[i] != s[i + 1] && ascii_is_alpha((unsigned char)s[i]) &&
            ascii_is_alpha((unsigned char)s[i + 1])) {
            char c = s[i];
            s[i] = s[i + 1];
            s[i + 1] = c;
            return;
        }
    if (len)
        s[len - 1] = s[len - 1] == 'q' ? 'j' : 'q';
}

/* Plants a fault at a node; false when this kind has none there. `at` gets the place that a message should
 * have, `also` one that is as good. */
static bool plant(const struct json_doc *doc, json_node n, enum kind kind, struct buf *out, struct buf *at,
                  struct buf *also)
{
    const struct json_cell *c = json_cell(doc, n);
    struct str text = doc->text;
    enum json_type t = json_type(doc, n);
    json_node key = c->parent != JSON_NONE && json_type(doc, c->parent) == JSON_KEY ? c->parent : JSON_NONE;
    char word[600];
    buf_clear(at);
    buf_release(also);
    if (t == JSON_KEY)
        return false;
    json_pointer_add(at, doc, n);
    switch (kind) {
    case TYPE:
        splice(out, text, c->start, c->end,
               t == JSON_STRING   ? STR("12345")
               : t == JSON_NUMBER ? STR("\"12\"")
                                  : STR("\"yes\""));
        return true;
    case MISSING: {
        if (key == JSON_NONE)
            return false;
        size_t from = json_cell(doc, key)->start, to = c->end;
        while (to < text.len && text.s[to] != ',' && text.s[to] != '}')
            to++;
        if (text.s[to] == ',')
            to++;
        else
            while (from > 0 && text.s[from - 1] != ',' && text.s[from - 1] != '{')
                from--;
        if (text.s[to - 1] != ',' && text.s[from - 1] == ',')
            from--;
        splice(out, text, from, to, STR(""));
        buf_clear(at);
        json_pointer_add(at, doc, json_cell(doc, key)->parent);
        return true;
    }
    case UNKNOWN:
        if (t != JSON_OBJECT)
            return false;
        splice(out, text, c->start + 1, c->start + 1,
               c->count ? STR("\"zz unknown\": 1,") : STR("\"zz unknown\": 1"));
        buf_adds(at, "/zz unknown");
        return true;
    case MISSPELT: {
        if (key == JSON_NONE)
            return false;
        struct str name = json_inner(doc, key);
        if (name.len < 3 || name.len > 500)
            return false;
        memcpy(word, name.s, name.len);
        swap_letters(word, name.len);
        splice(out, text, json_cell(doc, key)->start + 1, json_cell(doc, key)->end - 1,
               (struct str){word, name.len});
        buf_clear(at);
        json_pointer_add(at, doc, json_cell(doc, key)->parent);
        buf_add(also, at->s, at->len);
        json_pointer_add_token(at, (struct str){word, name.len});
        return true;
    }
    case VALUE: {
        struct str v = t == JSON_STRING ? json_inner(doc, n) : STR("");
        if (v.len < 2 || v.len > 500)
            return false;
        memcpy(word, v.s, v.len);
        swap_letters(word, v.len);
        splice(out, text, c->start + 1, c->end - 1, (struct str){word, v.len});
        return true;
    }
    case PATTERN:
        if (t != JSON_STRING)
            return false;
        splice(out, text, c->start, c->end, STR("\"!! ??\""));
        return true;
    case DATE:
        if (t != JSON_STRING || c->end - c->start < 12 || text.s[c->start + 5] != '-')
            return false;
        splice(out, text, c->start + 9, c->start + 11, STR("32"));
        return true;
    case RANGE:
        if (t != JSON_NUMBER)
            return false;
        splice(out, text, c->start, c->end, STR("-99999999.00001"));
        return true;
    case SHORT_LIST:
        if (t != JSON_ARRAY || !c->count)
            return false;
        splice(out, text, c->start, c->end, STR("[]"));
        return true;
    case TWICE: {
        if (t != JSON_ARRAY || !c->count)
            return false;
        struct buf copy = BUF_INIT;
        buf_add_str(&copy, json_raw(doc, n + 1));
        buf_addc(&copy, ',');
        splice(out, text, c->start + 1, c->start + 1, buf_str(&copy));
        buf_release(&copy);
        buf_add_str(also, buf_str(at));
        buf_adds(also, "/1");
        return true;
    }
    case LONG_TEXT:
        if (t != JSON_STRING)
            return false;
        memset(word, 'x', sizeof word);
        splice(out, text, c->start + 1, c->start + 1, (struct str){word, sizeof word});
        return true;
    default: splice(out, text, c->start, c->end, STR("null")); return t != JSON_NULL;
    }
}

struct bed {
    const char *name;
    struct schema *schema;
    struct schema_scratch *scratch;
    struct arena arena;
    struct tally tallies[KINDS];
    bool loud;
};

static void try_fault(struct bed *b, struct str text, enum kind kind, const struct buf *at,
                      const struct buf *also)
{
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    struct buf got = BUF_INIT;
    if (json_parse(&doc, text, &fault) != 0)
        fail_msg("%s: the planted text is no JSON: %s: %.*s", names[kind], fault.what, STR_FMT(text));
    if (!schema_valid(b->schema, &doc, b->scratch)) {
        struct schema_faults faults = schema_explain(b->schema, &doc, b->scratch, &b->arena);
        assert_true(faults.len > 0);
        json_pointer_add(&got, &doc, faults.at[0].node);
        bool hit = str_eq(buf_str(&got), buf_str(at)) || (also->s && str_eq(buf_str(&got), buf_str(also)));
        b->tallies[kind].planted++;
        b->tallies[kind].hit += hit;
        if (!hit && b->loud)
            print_message("%s: %s at %s: %s: %s (of %zu)\n", b->name, names[kind], at->s ? at->s : "",
                          got.s ? got.s : "", faults.at[0].message, faults.len);
    }
    arena_reset(&b->arena);
    buf_release(&got);
    json_release(&doc);
}

static void try_file(struct bed *b, const char *path)
{
    struct buf text = BUF_INIT, out = BUF_INIT, at = BUF_INIT, also = BUF_INIT;
    struct json_doc file = JSON_DOC_INIT, schema = JSON_DOC_INIT;
    struct json_fault fault;
    struct err err;
    assert_int_equal(file_read(path, 0, &text, &err), 0);
    assert_int_equal(json_parse(&file, buf_str(&text), &fault), 0);
    assert_int_equal(json_parse(&schema, json_raw(&file, json_get_key(&file, 0, "schema")), &fault), 0);
    b->name = path;
    b->schema = schema_compile(&schema, path, &err);
    if (!b->schema)
        fail_msg("%s", err.msg);
    json_foreach_item (&file, json_get_key(&file, 0, "instances"), item) {
        struct json_doc doc = JSON_DOC_INIT;
        assert_int_equal(json_parse(&doc, json_raw(&file, item), &fault), 0);
        if (!schema_valid(b->schema, &doc, b->scratch)) {
            struct schema_faults faults = schema_explain(b->schema, &doc, b->scratch, &b->arena);
            fail_msg("%s: a good file is refused: %s", path, faults.at[0].message);
        }
        for (json_node n = 0; n < doc.len; n++)
            for (int kind = 0; kind < KINDS; kind++)
                if (plant(&doc, n, (enum kind)kind, &out, &at, &also))
                    try_fault(b, buf_str(&out), (enum kind)kind, &at, &also);
        json_release(&doc);
    }
    schema_free(b->schema);
    json_release(&schema);
    json_release(&file);
    buf_release(&text);
    buf_release(&out);
    buf_release(&at);
    buf_release(&also);
}

static void test_places(void **state)
{
    (void)state;
    struct paths files = {0};
    struct err err;
    struct bed b = {.scratch = schema_scratch_new(), .loud = getenv("FAULTS") != NULL};
    size_t planted = 0, hit = 0;
    const char *folder = getenv("FAULTS_IN"); /* other schemas with their files */
    assert_int_equal(file_walk(folder ? folder : "tests/data/faults", ".json", NULL, &files, &err), 0);
    assert_true(folder || files.len >= 10);
    for (size_t i = 0; i < files.len; i++)
        try_file(&b, files.at[i]);
    for (int k = 0; k < KINDS; k++) {
        planted += b.tallies[k].planted;
        hit += b.tallies[k].hit;
        print_message("%-15s %4zu of %4zu\n", names[k], b.tallies[k].hit, b.tallies[k].planted);
    }
    print_message("first message at the damaged place: %zu of %zu\n", hit, planted);
    assert_true(planted > 1000);
    assert_true(hit * 100 >= planted * 95);
    schema_scratch_free(b.scratch);
    arena_release(&b.arena);
    paths_release(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
