/* Every row of the table of constructs, run on the engines that this machine has: what is missing is said. */
#include "support.h"

#include "regex/match.h"
#include "regex/portable.h"

#include <unistd.h>

static char folder[] = "/tmp/kedb-portable-XXXXXX";

/* How each engine is had: a command that builds (NULL: none) and one that answers the rows on its standard
 * input. Both see $DIR, a folder of their own. */
static const struct {
    enum regex_engine engine;
    const char *needs, *build, *run;
} runners[] = {
    {REGEX_ENGINE_PYTHON, "command -v python3", NULL, "python3 tests/regex/engine.py"},
    {REGEX_ENGINE_ECMASCRIPT, "command -v node", NULL, "node tests/regex/engine.js i"},
    {REGEX_ENGINE_ECMASCRIPT_U, "command -v node", NULL, "node tests/regex/engine.js iu"},
    {REGEX_ENGINE_ECMASCRIPT_V, "node -e 'new RegExp(\"\", \"v\")'", NULL, "node tests/regex/engine.js iv"},
    {REGEX_ENGINE_RE2, "command -v c++ && pkg-config --exists re2",
     "c++ -std=c++17 -o $DIR/re2 tests/regex/engine.cc $(pkg-config --cflags --libs re2)", "$DIR/re2"},
    {REGEX_ENGINE_GO, "command -v go", "GOCACHE=$DIR go build -o $DIR/go tests/regex/engine.go", "$DIR/go"},
    /* Debian's crate (librust-regex-dev), built once for a checkout. */
    {REGEX_ENGINE_RUST, "command -v cargo && ls -d /usr/share/cargo/registry/regex-1*",
     "test -x build/rust-engine/debug/engine || { cp -r tests/regex/rust $DIR/ && CARGO_NET_OFFLINE=1 cargo "
     "build --manifest-path $DIR/rust/Cargo.toml --target-dir build/rust-engine "
     "--config 'source.crates-io.replace-with=\"debian\"' "
     "--config 'source.debian.directory=\"/usr/share/cargo/registry\"'; }",
     "build/rust-engine/debug/engine"},
};

static bool command(const char *text)
{
    char line[1024];
    snprintf(line, sizeof line, "DIR=%s; { %s; } >/dev/null 2>&1", folder, text);
    return system(line) == 0; /* NOLINT(cert-env33-c): commands of this file */
}

static void add_hex(FILE *f, struct str v)
{
    for (size_t i = 0; i < v.len; i++)
        fprintf(f, "%02x", (unsigned char)v.s[i]);
}

static void test_rows(void **state)
{
    (void)state;
    struct matcher *m = matcher_new();
    for (int i = 0; i < PORTABLE_CONSTRUCT_COUNT; i++) {
        const struct portable_row *row = &portable_rows[i];
        struct regex_fault fault;
        if (!row->what || strlen(row->answers) != REGEX_ENGINE_COUNT)
            fail_msg("row %d is not filled", i);
        bool differs = false;
        for (int e = 1; e < REGEX_ENGINE_COUNT; e++)
            differs |= row->answers[e] != row->answers[0];
        if (!differs && i != PORTABLE_ESCAPE_UNKNOWN)
            fail_msg("%s: all engines agree", row->what);
        struct regex *r = regex_compile(row->pattern, REGEX_CASELESS, &fault);
        char got = !r ? 'E' : regex_search(r, m, row->probe, NULL, NULL) == REGEX_MATCH ? 'Y' : 'n';
        if (got != row->answers[REGEX_ENGINE_PCRE2])
            fail_msg("PCRE2: %s is %c, not %c", row->pattern.s, got, row->answers[REGEX_ENGINE_PCRE2]);
        regex_free(r);
    }
    matcher_free(m);
}

static void test_words(void **state)
{
    (void)state;
    for (unsigned i = 0; i < REGEX_ENGINE_COUNT; i++) {
        enum regex_engine e = REGEX_ENGINE_COUNT;
        assert_true(regex_engine_parse(str_of(regex_engine_word((enum regex_engine)i)), &e));
        assert_int_equal(e, i);
    }
    enum regex_engine e;
    assert_false(regex_engine_parse(STR("perl"), &e));
    assert_int_equal(portable_rejecting(PORTABLE_LOOKAHEAD, ~0u), REGEX_ENGINE_BIT(REGEX_ENGINE_RE2) |
                                                                      REGEX_ENGINE_BIT(REGEX_ENGINE_GO) |
                                                                      REGEX_ENGINE_BIT(REGEX_ENGINE_RUST));
    assert_int_equal(portable_rejecting(PORTABLE_LOOKAHEAD, REGEX_ENGINE_BIT(REGEX_ENGINE_PYTHON)), 0);
    assert_int_equal(portable_differing(PORTABLE_TEXT_START, ~0u), REGEX_ENGINE_BIT(REGEX_ENGINE_ECMASCRIPT));
}

static void test_engine(void **state)
{
    size_t k = (size_t)(uintptr_t)*state;
    const char *title = regex_engine_title(runners[k].engine);
    if (!command(runners[k].needs) || (runners[k].build && !command(runners[k].build))) {
        printf("SKIPPED: the table of regex constructs on %s: it is not installed\n", title);
        skip();
    }
    char line[1024];
    snprintf(line, sizeof line, "DIR=%s; %s <$DIR/rows 2>/dev/null", folder, runners[k].run);
    FILE *answers = popen(line, "r"); /* NOLINT(cert-env33-c): commands of this file */
    assert_non_null(answers);
    int bad = 0;
    for (int i = 0; i < PORTABLE_CONSTRUCT_COUNT; i++) {
        char got[8] = "";
        char want = portable_rows[i].answers[runners[k].engine];
        if (!fgets(got, sizeof got, answers) || got[0] != want) {
            print_message("%s: %s is %c, not %c\n", title, portable_rows[i].pattern.s, got[0], want);
            bad++;
        }
    }
    assert_int_equal(pclose(answers), 0);
    assert_int_equal(bad, 0);
}

int main(void)
{
    if (!mkdtemp(folder))
        return 2;
    char path[64];
    snprintf(path, sizeof path, "%s/rows", folder);
    FILE *rows = fopen(path, "w");
    if (!rows)
        return 2;
    for (int i = 0; i < PORTABLE_CONSTRUCT_COUNT; i++) {
        add_hex(rows, portable_rows[i].pattern);
        fputc(' ', rows);
        add_hex(rows, portable_rows[i].probe);
        fputc('\n', rows);
    }
    fclose(rows);
    VEC(struct CMUnitTest) tests = {0};
    *vec_push(&tests) = (struct CMUnitTest){.name = "test_rows", .test_func = test_rows};
    *vec_push(&tests) = (struct CMUnitTest){.name = "test_words", .test_func = test_words};
    for (size_t i = 0; i < sizeof runners / sizeof *runners; i++)
        *vec_push(&tests) = (struct CMUnitTest){.name = regex_engine_word(runners[i].engine),
                                                .test_func = test_engine,
                                                .initial_state = (void *)(uintptr_t)i};
    int failed = _cmocka_run_group_tests("portable", tests.at, tests.len, NULL, NULL);
    vec_release(&tests);
    command("rm -rf \"$DIR\"");
    return failed;
}
