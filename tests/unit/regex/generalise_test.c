/* The generaliser: what it makes of known samples, and what must hold of anything it makes. */
#include "support.h"

#include "regex/escape.h"
#include "regex/generalise.h"
#include "regex/match.h"
#include "regex/redos.h"

#include <unistd.h>

struct example {
    const char *samples[4];
    const char *pattern;
};

static const struct example examples[] = {
    /* one sample: volatile parts */
    {{"connection timed out after 30000 ms"}, "connection timed out after \\d+ ms"},
    {{"fatal: Unable to create '/srv/x/.git/index.lock': File exists."},
     "fatal: Unable to create '[^'\\n]+': File exists\\."},
    {{"Error: connect ECONNREFUSED 127.0.0.1:5432"},
     "Error: connect ECONNREFUSED \\d{1,3}(?:\\.\\d{1,3}){3}:\\d+"},
    {{"Cannot find module <module> from {path}"}, "Cannot find module \\S+ from \\S+"},
    {{"took 12.5 s on v1.2.3-beta of node"}, "took \\d+(?:\\.\\d+)? s on v\\d[\\w+.~\\-]* of node"},
    {{"needs openssl 1.1.1, segfault at 0x7ffe12"},
     "needs openssl \\d+(?:\\.\\d+)+, segfault at 0x[0-9a-fA-F]+"},
    {{"HTTP 502 after -3 tries, upstream returned 7"}, "HTTP 502 after -?\\d+ tries, upstream returned \\d+"},
    {{"certificate expired on 2024-05-01T10:00:00Z already"},
     "certificate expired on \\d{4}-\\d{1,2}-\\d{1,2}T\\d{1,2}:\\d{1,2}:\\d{1,2}Z already"},
    /* a log's beginning is left out, colours and blanks around too */
    {{"2024-05-01 10:00:00,123 ERROR worker[123]: job 45 failed"}, "ERROR worker\\[\\d+\\]: job \\d+ failed"},
    {{"  \x1B[31mERROR\x1B[0m: disk is full\n"}, "ERROR: disk is full"},
    {{"main.go:12:3: undefined variable xyz"}, "undefined variable xyz"},
    /* blanks that are not one blank; other scripts */
    {{"error at   column 3\tnow"}, "error at\\s+column \\d+\\s+now"},
    {{"错误 42：文件 'a.txt' 未找到"}, "错误 42：文件 '[^'\\n]+' 未找到"},
    /* signs stand for themselves */
    {{"a[c](d)|e^f$g*h+i?j.k\\l {} - / # ' \" < > = ! ~ @"},
     "a\\[c\\]\\(d\\)\\|e\\^f\\$g\\*h\\+i\\?j\\.k\\\\l \\S+ - / # ' \" < > = ! ~ @"},
    /* linear: bounded or narrowed where two loops, or a loop and the search, could share a text */
    {{"3 errors occurred while compiling"}, "\\d{1,20} errors occurred while compiling"},
    {{"path=/srv/foo mode=/srv/bar failed here"}, "path=[^=\\s]+ mode=\\S+ failed here"},
    {{"Failed to fetch ... from cache: line 3"}, "Failed to fetch [^\\n]{1,200} from cache: line \\d+"},
    /* enough must be left */
    {{"port 8080"}, "port 8080"},
    {{"'a' is b"}, "'a' is b"},
    {{"OOM"}, "OOM"},
    /* several samples */
    {{"cannot open alpha", "cannot open beta"}, "cannot open \\S+"},
    {{"cannot find module left in x", "cannot find the module right in y"},
     "cannot find (?:the )?module \\S+ in \\S+"},
    {{"read of a b failed", "read of c d failed"}, "read of \\S+ \\S+ failed"},
    {{"read of one failed: disk", "read of two or three failed: disk"}, "read of [^\\n]{1,200} failed: disk"},
    {{"worker alpha died of 12", "worker beta died of 0xff"}, "worker \\S+ died of \\S+"},
    {{"host one: port 1", "host two: port 22", "host three: port 333"}, "host \\S+: port \\d+"},
    {{"no module named 'json'", "no module named 'json'"}, "no module named 'json'"},
    {{"limit is 16 items", "limit is 16 items", "limit is 16 items"}, "limit is 16 items"},
    {{"[web] upload was refused", "upload was refused"}, "upload was refused"},
    {{"disk quota exceeded", "no space left on device"}, "disk quota exceeded|no space left on device"},
    {{"Disk Quota exceeded", "disk quota EXCEEDED"}, "Disk Quota exceeded"},
};

static size_t sample_count(const struct example *e)
{
    size_t n = 0;
    while (n < 4 && e->samples[n])
        n++;
    return n;
}

static void test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct str samples[4];
        size_t n = sample_count(&examples[i]);
        for (size_t k = 0; k < n; k++)
            samples[k] = str_of(examples[i].samples[k]);
        struct arena a = ARENA_INIT;
        struct generalised g;
        struct err err;
        if (regex_generalise(samples, n, NULL, &a, &g, &err) != 0)
            fail_msg("%s: %s", samples[0].s, err.msg);
        if (!str_is(g.pattern, examples[i].pattern))
            fail_msg("%s: made %s\nnot %s", samples[0].s, g.pattern.s, examples[i].pattern);
        for (size_t k = 0; k < g.part_count; k++)
            assert_true(g.parts[k].from < g.parts[k].to && g.parts[k].to <= g.pattern.len &&
                        g.parts[k].value.len);
        arena_release(&a);
    }
}

static void test_options(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    struct generalised g;
    struct err err;
    struct str sample = STR("listen on port 8080 took 12 ms"), code = STR("8080");
    struct generalise_options o = {.keep = &code, .keep_count = 1};
    assert_int_equal(regex_generalise(&sample, 1, &o, &a, &g, &err), 0);
    assert_str_equal(g.pattern, "listen on port 8080 took \\d+ ms");
    o = (struct generalise_options){.fixed = 1u << VOLATILE_NUMBER};
    assert_int_equal(regex_generalise(&sample, 1, &o, &a, &g, &err), 0);
    assert_str_equal(g.pattern, "listen on port 8080 took 12 ms");
    arena_release(&a);
}

static void test_refusals(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT;
    struct generalised g;
    struct err err;
    struct str blank = STR(" \n"), bad = STR("ok \xFF"), colour = STR("\x1B[0m");
    static char big[GENERALISE_SAMPLE_MAX + 1];
    memset(big, 'x', sizeof big);
    struct str large = {big, sizeof big}, many[GENERALISE_SAMPLES_MAX + 1];
    assert_int_equal(regex_generalise(NULL, 0, NULL, &a, &g, &err), -1);
    assert_string_equal(err.msg, "there is no sample");
    assert_int_equal(regex_generalise(&blank, 1, NULL, &a, &g, &err), -1);
    assert_string_equal(err.msg, "sample 1 is blank");
    assert_int_equal(regex_generalise(&colour, 1, NULL, &a, &g, &err), -1);
    assert_int_equal(regex_generalise(&bad, 1, NULL, &a, &g, &err), -1);
    assert_string_equal(err.msg, "sample 1 is not UTF-8: byte 4 is 0xFF");
    assert_int_equal(regex_generalise(&large, 1, NULL, &a, &g, &err), -1);
    for (size_t i = 0; i < GENERALISE_SAMPLES_MAX + 1; i++)
        many[i] = STR("x");
    assert_int_equal(regex_generalise(many, GENERALISE_SAMPLES_MAX + 1, NULL, &a, &g, &err), -1);
    large.len--;
    assert_int_equal(regex_generalise(&large, 1, NULL, &a, &g, &err), 0);
    arena_release(&a);
}

/* Samples as programs write them: templates whose holes are filled anew. */
static const char *const templates[] = {
    "open @p: permission denied (pid @n)",
    "cannot resolve host @h: timed out after @n ms",
    "TypeError: @w is not a function at @p:@n:@n",
    "[@d] error: table '@w' has @n rows, expected @n",
    "connect to @i:@n failed: @w",
    "@w: unexpected token '@w' in {@w} (@v)",
    "x@w=@w,@w;@w",
    "@n@n@w @w @w: @w",
    "segfault at @x ip @x in @w[@x+@n]",
    "@w @w @w @w",
    "文件 @p 未找到：@w",
    "a\tb  @w\n c @n.@n",
};

static uint64_t seed = 7;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static void fill(struct buf *b, char what)
{
    static const char *const words[] = {"alpha", "beta-1", "x",     "Foo.Bar", "a=b", "a:b",
                                        "it's",  "<name>", "ab/cd", "k8s",     "ſ",   "K",
                                        "naïve", "(a)",    "%s",    "…",       "😀",   "two words"};
    switch (what) {
    case 'p': buf_addf(b, "/srv/%s/%u.txt", words[below(4)], below(100)); break;
    case 'n': buf_addf(b, "%u", below(100000)); break;
    case 'h': buf_addf(b, "db%u.example.com", below(10)); break;
    case 'd': buf_addf(b, "2024-%02u-%02u 10:%02u:00", 1 + below(12), 1 + below(28), below(60)); break;
    case 'i': buf_addf(b, "10.0.%u.%u", below(256), below(256)); break;
    case 'x': buf_addf(b, "0x%x", below(1u << 30)); break;
    case 'v': buf_addf(b, "v%u.%u.%u%s", below(9), below(20), below(9), below(2) ? "" : "-rc1"); break;
    default: buf_adds(b, words[below(sizeof words / sizeof *words)]);
    }
}

static void make_sample(struct buf *b, const char *t)
{
    for (; *t; t++)
        if (*t == '@')
            fill(b, *++t);
        else
            buf_addc(b, *t);
}

/* Gives `rounds` patterns with their samples to `see`. */
static void each_pattern(int rounds,
                         void (*see)(const struct generalised *, const struct str *, size_t, void *),
                         void *ctx)
{
    for (int round = 0; round < rounds; round++) {
        struct buf texts[4] = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
        struct str samples[4];
        struct arena a = ARENA_INIT;
        struct generalised g;
        struct err err;
        size_t n = 1 + below(4), t = below(sizeof templates / sizeof *templates);
        for (size_t i = 0; i < n; i++) {
            make_sample(&texts[i], templates[below(10) ? t : below(sizeof templates / sizeof *templates)]);
            samples[i] = str_trim(buf_str(&texts[i]));
        }
        if (regex_generalise(samples, n, NULL, &a, &g, &err) != 0)
            fail_msg("%s: %s", samples[0].s, err.msg);
        see(&g, samples, n, ctx);
        arena_release(&a);
        for (size_t i = 0; i < 4; i++)
            buf_release(&texts[i]);
    }
}

static void see_match(const struct generalised *g, const struct str *samples, size_t n, void *ctx)
{
    struct regex_fault fault;
    struct regex *r = regex_compile(g->pattern, REGEX_CASELESS, &fault);
    assert_non_null(r);
    for (size_t i = 0; i < n; i++)
        if (regex_search(r, ctx, samples[i], NULL, NULL) != REGEX_MATCH)
            fail_msg("%s\ndoes not match %s", g->pattern.s, samples[i].s);
    if (str_find(g->pattern, STR(".*"), 0) != SIZE_MAX || str_find(g->pattern, STR(".+"), 0) != SIZE_MAX)
        fail_msg("%s", g->pattern.s);
    regex_free(r);
}

static void test_matches_samples(void **state)
{
    (void)state;
    struct matcher *m = matcher_new();
    each_pattern(3000, see_match, m);
    matcher_free(m);
}

static void see_linear(const struct generalised *g, const struct str *samples, size_t n, void *ctx)
{
    struct arena a = ARENA_INIT;
    struct regex_tree t;
    struct regex_fault_span fault;
    struct redos r;
    (void)samples;
    (void)n;
    assert_int_equal(regex_parse(&t, g->pattern, REGEX_FLAG_I, &a, &fault), 0);
    redos_analyse(&r, &t, &a);
    if (r.verdict != REDOS_LINEAR)
        fail_msg("%s is %s: %s", g->pattern.s, redos_verdict_name(r.verdict),
                 r.why ? r.why : redos_degree_name(&r));
    ++*(size_t *)ctx;
    arena_release(&a);
}

/* No pattern has ambiguity that grows, as the analysis of ReDoS has it. */
static void test_linear(void **state)
{
    (void)state;
    size_t count = 0;
    seed = 13;
    each_pattern(1000, see_linear, &count);
    assert_int_equal(count, 1000);
}

static void json_string(FILE *f, struct str v)
{
    fputc('"', f);
    for (size_t i = 0; i < v.len; i++)
        if ((unsigned char)v.s[i] < 0x20 || strchr("\"\\", v.s[i]))
            fprintf(f, "\\u%04x", (unsigned char)v.s[i]);
        else
            fputc(v.s[i], f);
    fputc('"', f);
}

static void see_write(const struct generalised *g, const struct str *samples, size_t n, void *ctx)
{
    FILE *f = ctx;
    fputs("[", f);
    json_string(f, g->pattern);
    for (size_t i = 0; i < n; i++) {
        fputs(",", f);
        json_string(f, samples[i]);
    }
    fputs("]\n", f);
}

static const char python[] =
    "python3 -W error -c 'import json,re,sys\n"
    "with open(sys.argv[1],encoding=\"utf-8\") as f: lines=f.readlines()\n"
    "for l in lines:\n"
    " p,*s=json.loads(l)\n"
    " for x in s:\n"
    "  if not re.search(p,x,re.I): sys.exit(\"python: \"+p+\" does not match \"+x)\n' ";
static const char node[] =
    "node -e 'const fs=require(\"fs\");for(const l of "
    "fs.readFileSync(process.argv[1],\"utf8\").trim().split(\"\\n\"))"
    "{const [p,...s]=JSON.parse(l);for(const f of [\"i\",\"iu\",\"iv\"])for(const x of s)"
    "if(!new RegExp(p,f).test(x)){console.error(f+\": \"+p+\" does not match \"+x);process.exit(1)}}' ";

/* Every pattern compiles and agrees in the engines that are here. */
static void test_engines(void **state)
{
    (void)state;
    char path[] = "/tmp/kedb-generalise-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    seed = 11;
    each_pattern(1500, see_write, f);
    fclose(f);
    struct {
        const char *probe, *command;
    } engines[] = {{"python3 -V >/dev/null 2>&1", python}, {"node -v >/dev/null 2>&1", node}};
    int bad = 0, ran = 0;
    for (size_t i = 0; i < 2; i++) {
        if (system(engines[i].probe) != 0) {
            printf("SKIPPED: an engine that is not installed: %.7s\n", engines[i].probe);
            continue;
        }
        struct buf command = BUF_INIT;
        buf_addf(&command, "%s%s", engines[i].command, path);
        bad += system(command.s) != 0;
        buf_release(&command);
        ran++;
    }
    unlink(path);
    if (!ran)
        skip();
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples), cmocka_unit_test(test_options),
        cmocka_unit_test(test_refusals), cmocka_unit_test(test_matches_samples),
        cmocka_unit_test(test_linear),   cmocka_unit_test(test_engines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
