/* kedb bowtie: the protocol of Bowtie's harnesses (https://docs.bowtie.report), version 1: one JSON object a
 * line on standard input, one a line back. */
#include "cmd/command.h"
#include "schema/dialect.h"
#include "schema/output.h"
#include "schema/registry.h"

#include <errno.h>

enum { LINE_MAX_BYTES = 1 << 30 };

struct harness {
    const char *dialect; /* owned */
    bool assert_format;
    bool started, stopped;
    struct schema_scratch *scratch;
};

/* The strict reader takes a value's text by itself. */
static int part_open(struct json_doc *part, const struct json_doc *doc, json_node n)
{
    struct json_fault fault;
    return json_parse(part, json_raw(doc, n), &fault);
}

static void add_text(struct buf *out, const char *key, const char *text)
{
    buf_addf(out, "\"%s\": ", key);
    output_string(out, str_of(text));
}

static int fill_registry(struct registry *r, const struct json_doc *doc, json_node list, struct err *err)
{
    if (list == JSON_NONE || json_type(doc, list) != JSON_OBJECT)
        return 0;
    struct arena a = ARENA_INIT;
    int rc = 0;
    json_foreach_member (doc, list, key)
        if (rc == 0)
            rc = registry_add(r, json_string(doc, key, &a), json_raw(doc, key + 1), err);
    arena_release(&a);
    return rc;
}

static void add_result(struct harness *h, const struct schema *s, const struct json_doc *instance,
                       bool annotations, struct buf *out)
{
    enum schema_verdict v = schema_judge(s, instance, h->scratch);
    if (v == SCHEMA_UNDECIDED) {
        buf_adds(out,
                 "{\"errored\": true, \"context\": {\"message\": \"a limit of the evaluation was met\"}}");
        return;
    }
    buf_addf(out, "{\"valid\": %s", v == SCHEMA_VALID ? "true" : "false");
    if (annotations)
        output_annotations(s, instance, h->scratch, out);
    buf_addc(out, '}');
}

static void run_tests(struct harness *h, const struct schema *s, const struct json_doc *doc, json_node tests,
                      bool annotations, struct buf *out)
{
    const char *sep = "";
    buf_adds(out, ", \"results\": [");
    json_foreach_item (doc, tests, test) {
        struct json_doc instance = JSON_DOC_INIT;
        json_node value = json_get_key(doc, test, "instance");
        buf_adds(out, sep);
        sep = ", ";
        if (value == JSON_NONE || part_open(&instance, doc, value) != 0)
            buf_adds(out, "{\"errored\": true, \"context\": {\"message\": \"the test has no instance\"}}");
        else
            add_result(h, s, &instance, annotations, out);
        json_release(&instance);
    }
    buf_addc(out, ']');
}

static void run_case(struct harness *h, const struct json_doc *doc, struct buf *out)
{
    json_node c = json_get_key(doc, 0, "case"), seq = json_get_key(doc, 0, "seq");
    json_node schema = json_get_key(doc, c, "schema"), tests = json_get_key(doc, c, "tests");
    json_node wants = json_get_key(doc, 0, "output");
    bool annotations = wants != JSON_NONE && json_type(doc, wants) == JSON_STRING &&
                       json_string_is(doc, wants, STR("annotations"));
    struct err err = {.msg = "the case has no schema or no tests"};
    struct json_doc own = JSON_DOC_INIT;
    struct registry *registry = registry_new();
    struct schema_options options = {
        .name = "schema", .registry = registry, .dialect = h->dialect, .assert_format = h->assert_format};
    struct schema *s = NULL;
    buf_adds(out, "{\"seq\": ");
    buf_add_str(out, seq == JSON_NONE ? STR("null") : json_raw(doc, seq));
    if (schema != JSON_NONE && tests != JSON_NONE && json_type(doc, tests) == JSON_ARRAY &&
        part_open(&own, doc, schema) == 0 &&
        fill_registry(registry, doc, json_get_key(doc, c, "registry"), &err) == 0)
        s = schema_compile_with(&own, &options, &err);
    if (s) {
        run_tests(h, s, doc, tests, annotations, out);
    } else {
        buf_adds(out, ", \"errored\": true, \"context\": {");
        add_text(out, "message", err.msg);
        buf_addc(out, '}');
    }
    buf_addc(out, '}');
    schema_free(s);
    registry_free(registry);
    json_release(&own);
}

static void answer_start(struct buf *out)
{
    static const enum draft drafts[] = {DRAFT_2020, DRAFT_2019, DRAFT_7, DRAFT_6, DRAFT_4};
    buf_adds(out,
             "{\"version\": 1, \"implementation\": {\"language\": \"c\", \"name\": \"kedb\", "
             "\"version\": \"" KEDB_VERSION "\", \"homepage\": \"https://json-schema.org/\", \"issues\": "
             "\"https://json-schema.org/\", \"source\": \"https://json-schema.org/\", \"dialects\": [");
    for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++)
        buf_addf(out, "%s\"%s%s\"", i ? ", " : "", draft_uri(drafts[i]), drafts[i] < DRAFT_2019 ? "#" : "");
    buf_adds(out, "]}}");
}

static void answer_dialect(struct harness *h, const struct json_doc *doc, struct buf *out)
{
    struct arena a = ARENA_INIT;
    json_node n = json_get_key(doc, 0, "dialect");
    enum draft draft;
    bool ok = n != JSON_NONE && json_type(doc, n) == JSON_STRING &&
              draft_find(json_string(doc, n, &a), &draft, NULL);
    if (ok)
        h->dialect = draft_uri(draft);
    buf_addf(out, "{\"ok\": %s}", ok ? "true" : "false");
    arena_release(&a);
}

/* One line in, one line out. -1 with a sentence when the other side does not keep to the protocol. */
static int answer(struct harness *h, struct str line, struct buf *out, struct err *err)
{
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    int rc = 0;
    if (json_parse(&doc, line, &fault) != 0) {
        json_release(&doc);
        return err_set(err, "bowtie: a command is no JSON: %s at byte %zu", fault.what, fault.at + 1);
    }
    struct arena a = ARENA_INIT;
    json_node n = json_get_key(&doc, 0, "cmd");
    struct str cmd = n != JSON_NONE && json_type(&doc, n) == JSON_STRING ? json_string(&doc, n, &a) : STR("");
    if (str_is(cmd, "start")) {
        json_node version = json_get_key(&doc, 0, "version");
        h->started = version != JSON_NONE && str_is(json_raw(&doc, version), "1");
        if (h->started)
            answer_start(out);
        else
            rc = err_set(err, "bowtie: version 1 of the protocol is spoken here, no other");
    } else if (!h->started) {
        rc = err_set(err, "bowtie: the first command is \"start\"");
    } else if (str_is(cmd, "dialect")) {
        answer_dialect(h, &doc, out);
    } else if (str_is(cmd, "run")) {
        run_case(h, &doc, out);
    } else if (str_is(cmd, "stop")) {
        h->stopped = true;
    } else {
        rc = err_set(err, "bowtie: there is no command \"%.*s\"", STR_FMT(cmd));
    }
    arena_release(&a);
    json_release(&doc);
    if (out->len)
        buf_addc(out, '\n');
    return rc;
}

static int run_bowtie(const struct args *args)
{
    struct harness h = {.assert_format = args_flag(args, "assert-format")};
    struct buf out = BUF_INIT;
    struct err err;
    char *line = NULL;
    size_t size = 0;
    ssize_t len;
    int code = EXIT_CLEAN;
    if (args->rest_count)
        return command_failf("bowtie: takes no operand; commands come on standard input");
    h.scratch = schema_scratch_new();
    while (code == EXIT_CLEAN && !h.stopped && (len = getline(&line, &size, stdin)) >= 0) {
        struct str text = str_trim((struct str){line, (size_t)len});
        if (!text.len)
            continue;
        buf_clear(&out);
        if (answer(&h, text, &out, &err) != 0)
            code = command_fail(&err);
        else if (out.len)
            code = command_write(buf_str(&out));
    }
    if (code == EXIT_CLEAN && ferror(stdin))
        code = command_failf("standard input: cannot be read: %s", strerror(errno));
    free(line);
    buf_release(&out);
    schema_scratch_free(h.scratch);
    return code;
}

static const struct option options_bowtie[] = {
    {"assert-format", 0, OPTION_FLAG, NULL, "formats are assertions", NULL},
    {0},
};

const struct command cmd_bowtie = {
    .name = "bowtie",
    .summary = "answer a Bowtie harness's commands on standard input",
    .usage = "",
    .description =
        "Speaks version 1 of the harness protocol of Bowtie: one JSON object a line in, one a line out "
        "(start, dialect,\n"
        "run, stop). With \"output\": \"annotations\" in a run command each result carries the "
        "annotations too.",
    .options = options_bowtie,
    .group = "validate JSON",
    .run = run_bowtie,
};
