/* Runs the examples of every rule's row: a bad one is reported at its place, its fix gives the text that it
 * promises, a good one is not reported. A row without a bad example does not pass. */
#include "support.h"

#include "engine/hold.h"
#include "stage.h"
#include "json/tree.h"

static struct buf base_text;

/* RFC 7386, but that null removes only what may not be null in a record: elsewhere it is a value. */
static void merge(tree *target, tree *patch)
{
    for (void *it = tree_first(patch); it; it = tree_next(patch, it)) {
        struct str key = tree_key(it);
        tree *value = tree_value(it), *old = tree_get(target, key.s);
        if (tree_kind(value) == TREE_NULL && tree_kind(old) == TREE_STRING && !str_is(key, "error_code"))
            tree_remove(target, key.s);
        else if (tree_kind(value) == TREE_OBJECT && tree_kind(old) == TREE_OBJECT)
            merge(old, value);
        else
            tree_set(target, key.s, tree_share(value));
    }
}

static char *patched(const char *patch)
{
    struct err err;
    struct buf out = BUF_INIT;
    tree *record = tree_parse(buf_str(&base_text), &err), *change = tree_parse(str_of(patch), &err);
    if (!record || !change)
        fail_msg("%s\nin %s", err.msg, patch);
    merge(record, change);
    tree_write(record, TREE_INDENT, &out);
    tree_free(record);
    tree_free(change);
    return buf_detach(&out);
}

static void hold_example(struct stage *st, const struct rule_example *e, struct source *sources, size_t count)
{
    struct err err;
    struct config config = {.path = "kedb.json", .root = NULL};
    struct baseline baseline = {0};
    sources[count] = (struct source){.path = "kedb.baseline"};
    sources[count + 1] = (struct source){.path = "kedb.json"};
    if (e->config && config_parse(&config, str_of(e->config), &err) != 0)
        fail_msg("%s", err.msg);
    if (e->baseline && baseline_parse(&baseline, "kedb.baseline", str_of(e->baseline), &err) != 0)
        fail_msg("%s", err.msg);
    hold_back(&(struct holding){.config = &config,
                                .baseline = e->baseline ? &baseline : NULL,
                                .rules = &st->selection,
                                .sources = sources,
                                .source_count = count,
                                .today = st->run.today,
                                .whole = true},
              &st->result);
    baseline_release(&baseline);
    config_release(&config);
}

enum { COPIES_MAX = 60 };

/* Runs one rule alone over an example, beside a second record where it has one. */
static void run_example(struct stage *st, const struct rule *rule, const struct rule_example *e,
                        const char *text, const char *other)
{
    stage_begin(st, e->schema);
    if (e->ledger)
        stage_ledger(st, e->ledger);
    bool holds = e->baseline || e->config;
    for (size_t i = 0; i < st->selection.count && !holds; i++)
        st->selection.levels[i] = rule_table[i] != rule            ? SEVERITY_OFF
                                  : rule->severity == SEVERITY_OFF ? SEVERITY_WARNING
                                                                   : (uint8_t)rule->severity;
    const char *path = e->path ? e->path : "records/aws/example.json";
    struct str id = str_sub(str_of(path), strlen("records/"), strlen(path) - strlen(".json"));
    /* Of two records with one id the second is reported: the other one stands first when it has the
     * example's. */
    bool twin = other && strstr(e->with, "aws/example");
    struct source own = {.path = path, .id_expected = id, .text = str_of(text), .asked = true};
    struct str pages[PAGES_MAX] = {0};
    if (e->page)
        pages[PAGE_ENGLISH] = str_of(e->page);
    struct source_more more = {.pages = e->page ? pages : NULL};
    own.more = &more;
    char *before = e->before ? patched(e->before) : NULL;
    more.before = before ? str_of(before) : more.before;
    own.orphan = str_ends(str_of(path), STR(".md"));
    struct source lent = {.path = twin ? "records/aws/another.json" : "records/aws/other.json",
                          .id_expected = twin ? STR("aws/another") : STR("aws/other"),
                          .text = str_of(other ? other : "")};
    struct source sources[COPIES_MAX + 2] = {twin ? lent : own, twin ? own : lent};
    size_t count = other ? 2 : 1;
    char paths[COPIES_MAX][40];
    assert_true(e->copies <= COPIES_MAX);
    for (unsigned i = 1; i < e->copies; i++) {
        snprintf(paths[i], sizeof paths[i], "records/aws/other-%03u.json", i);
        sources[count] = lent;
        sources[count++].path = paths[i];
    }
    stage_run(st, sources, count, 1);
    if (holds)
        hold_example(st, e, sources, count);
    free(before);
}

static void check_fix(const struct stage *st, const struct rule_example *e, const char *text)
{
    struct buf mended = BUF_INIT;
    VEC(struct edit) edits = {0};
    for (size_t i = 0; i < st->result.count; i++)
        for (size_t j = 0; j < st->result.findings[i].edit_count; j++)
            *vec_push(&edits) = st->result.findings[i].edits[j];
    assert_true(edits.len > 0);
    edits_apply(str_of(text), edits.at, edits.len, &mended);
    char *want = e->text ? mem_dup(str_of(e->fixed)) : patched(e->fixed);
    struct json_doc a = JSON_DOC_INIT, b = JSON_DOC_INIT;
    struct json_fault fault;
    if (json_parse(&a, buf_str(&mended), &fault) != 0)
        fail_msg("the fix breaks the file: %s\n%s", fault.what, mended.s);
    assert_int_equal(json_parse(&b, str_of(want), &fault), 0);
    if (!json_equal(&a, 0, &b, 0))
        fail_msg("fixed to\n%s\ninstead of\n%s", mended.s, want);
    json_release(&a);
    json_release(&b);
    free(want);
    vec_release(&edits);
    buf_release(&mended);
}

/* Findings of each rule, as the rules are set by default and with `rule` on. */
static size_t *count_by_rule(const struct rule *rule, const struct rule_example *e, const char *text)
{
    struct stage st;
    stage_begin(&st, e->schema);
    size_t *counts = mem_zalloc(st.selection.count, sizeof *counts);
    for (size_t i = 0; i < st.selection.count; i++)
        if (rule_table[i] == rule && rule->severity == SEVERITY_OFF)
            st.selection.levels[i] = SEVERITY_WARNING;
    struct source own = {.path = "records/aws/example.json",
                         .id_expected = STR("aws/example"),
                         .text = str_of(text),
                         .asked = true};
    stage_run(&st, &own, 1, 1);
    for (size_t i = 0; i < st.result.count; i++)
        for (size_t k = 0; k < st.selection.count; k++)
            counts[k] += rule_table[k] == st.result.findings[i].rule;
    stage_end(&st);
    return counts;
}

/* What a rule on regexes offers is right: applied, the rule is silent, and no other rule has more to say. */
static void check_property(const struct stage *st, const struct rule *rule, const struct rule_example *e,
                           const char *text)
{
    struct buf mended = BUF_INIT;
    VEC(struct edit) edits = {0};
    bool all = true;
    for (size_t i = 0; i < st->result.count; i++) {
        all &= st->result.findings[i].edit_count > 0;
        for (size_t j = 0; j < st->result.findings[i].edit_count; j++)
            *vec_push(&edits) = st->result.findings[i].edits[j];
    }
    if (edits.len && all && strncmp(rule->id, "regex/", 6) == 0 && rule->scope == SCOPE_RECORD) {
        edits_apply(str_of(text), edits.at, edits.len, &mended);
        size_t *before = count_by_rule(rule, e, text), *after = count_by_rule(rule, e, mended.s);
        for (size_t k = 0; rule_table[k]; k++)
            if (after[k] > (rule_table[k] == rule ? 0 : before[k]))
                fail_msg("%s has more to say after the fix of %s:\n%s", rule_table[k]->id, rule->id,
                         mended.s);
        free(before);
        free(after);
    }
    vec_release(&edits);
    buf_release(&mended);
}

static void test_rule(void **state)
{
    const struct rule *rule = *state;
    int bad = 0;
    assert_non_null(rule->summary);
    assert_non_null(rule->why);
    for (const struct rule_example *e = rule->examples; e && (e->bad || e->good); e++) {
        const char *given = e->bad ? e->bad : e->good;
        char *text = e->text ? mem_dup(str_of(given)) : patched(given);
        char *other = e->with ? patched(e->with) : NULL;
        struct stage st;
        bad += e->bad != NULL;
        run_example(&st, rule, e, text, other);
        for (size_t i = 0; i < st.result.count; i++)
            assert_ptr_equal(st.result.findings[i].rule, rule);
        if (e->good && st.result.count)
            fail_msg("reported though good: %s\n%s", st.result.findings[0].message, given);
        if (e->bad && !st.result.count)
            fail_msg("not reported though bad:\n%s", given);
        if (e->bad && strcmp(st.result.findings[0].pointer, e->at) != 0)
            fail_msg("reported at \"%s\" instead of \"%s\":\n%s", st.result.findings[0].pointer, e->at,
                     given);
        if (e->fixed)
            check_fix(&st, e, text);
        check_property(&st, rule, e, text);
        stage_end(&st);
        free(text);
        free(other);
    }
    if (!bad)
        fail_msg("%s has no bad example", rule->id);
}

/* Ids are sorted, unique, lower case with one slash; the example record is clean under every rule. */
static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; rule_table[i]; i++) {
        const char *id = rule_table[i]->id;
        for (const char *p = id; *p; p++)
            assert_true(ascii_is_lower((unsigned char)*p) || ascii_is_digit((unsigned char)*p) ||
                        strchr("/-", *p));
        assert_non_null(strchr(id, '/'));
        if (i && strcmp(rule_table[i - 1]->id, id) >= 0)
            fail_msg("%s stands after %s in the table", id, rule_table[i - 1]->id);
    }
    struct stage st;
    struct source own = {.path = "records/aws/example.json",
                         .id_expected = STR("aws/example"),
                         .text = buf_str(&base_text),
                         .asked = true};
    stage_begin(&st, NULL);
    stage_run(&st, &own, 1, 1);
    if (st.result.count)
        fail_msg("the example record: %s [%s]", st.result.findings[0].message,
                 st.result.findings[0].rule->id);
    stage_end(&st);
}

int main(void)
{
    struct err err;
    if (file_read("tests/rules/example.json", 0, &base_text, &err) != 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 2;
    }
    VEC(struct CMUnitTest) tests = {0};
    *vec_push(&tests) = (struct CMUnitTest){.name = "table", .test_func = test_table};
    for (size_t i = 0; rule_table[i]; i++)
        *vec_push(&tests) = (struct CMUnitTest){
            .name = rule_table[i]->id, .test_func = test_rule, .initial_state = (void *)rule_table[i]};
    int failed = _cmocka_run_group_tests("rules", tests.at, tests.len, NULL, NULL);
    vec_release(&tests);
    buf_release(&base_text);
    return failed;
}
