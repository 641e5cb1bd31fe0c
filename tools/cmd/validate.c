/* kedb validate: plain JSON Schema, any schema, any JSON file. */
#include "cmd/command.h"
#include "cmd/faults.h"
#include "schema/output.h"
#include "schema/registry.h"
#include "schema/uri.h"

#include <unistd.h>

static const char *const outputs[] = {"flag", "basic", "detailed", "verbose", NULL};
static const char *const formats[] = {"text", "json", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};

static const struct option options_validate[] = {
    {"schema", 's', OPTION_VALUE, "FILE", "the schema; - is standard input", NULL},
    {"assert-format", 0, OPTION_FLAG, NULL, "formats are assertions in every draft", NULL},
    {"dialect", 0, OPTION_VALUE, "DRAFT",
     "of a schema without $schema: 2020-12, 2019-09, 7, 6, 4 or a meta-schema's URI (default: 2020-12)",
     NULL},
    {"remote", 0, OPTION_LIST, "PREFIX=DIR",
     "URIs that begin with PREFIX are files below DIR; may be repeated", NULL},
    {"known", 0, OPTION_LIST, "DIR", "schemas below DIR are known by their own $id; may be repeated", NULL},
    {"output", 0, OPTION_VALUE, "FORMAT", "the standard's output, one JSON document a line for each file",
     outputs},
    {"format", 0, OPTION_VALUE, "FORMAT", "shape of the report (default: text)", formats},
    {"color", 0, OPTION_VALUE, "WHEN", "colour the text (default: auto, on a terminal; NO_COLOR is honoured)",
     colours},
    {"quiet", 'q', OPTION_FLAG, NULL, "no warnings on the schema and no closing line", NULL},
    {0},
};

struct validation {
    const struct args *args;
    struct registry *registry;
    struct buf schema_text;
    struct json_doc schema_doc;
    struct schema *schema;
    struct schema_scratch *scratch;
    struct arena arena;
    struct buf text, out; /* of the present file */
    struct json_doc doc;
    tree *findings; /* with --format=json */
    int output;     /* enum output_format, or -1 */
    bool colour, quiet;
    size_t valid, invalid, unread;
    VEC(char *) failures;
};

static int read_text(const char *path, struct buf *b, struct err *err)
{
    return strcmp(path, "-") == 0 ? file_read_fd(STDIN_FILENO, "standard input", 0, b, err)
                                  : file_read(path, 0, b, err);
}

static const char *shown_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* RFC 8259, section 8.1: a byte order mark may be passed over. */
static struct str without_mark(const struct buf *b)
{
    struct str text = buf_str(b);
    return str_starts(text, STR("\xEF\xBB\xBF")) ? str_sub(text, 3, text.len) : text;
}

static bool want_colour(const struct args *args)
{
    const char *when = args_value(args, "color");
    if (when && strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(no && *no) && !(term && strcmp(term, "dumb") == 0) && isatty(1);
}

static int add_remotes(struct validation *v, struct err *err)
{
    const struct option_value *remote = args_option(v->args, "remote"),
                              *known = args_option(v->args, "known");
    for (size_t i = 0; i < remote->list.len; i++) {
        const char *text = remote->list.at[i], *folder = strrchr(text, '=');
        if (!folder || folder == text || !folder[1])
            return err_set(
                err, "--remote takes PREFIX=DIR, such as https://example.com/schemas/=schemas, not \"%s\"",
                text);
        if (file_kind(folder + 1) != FILE_FOLDER)
            return err_set(err, "--remote %s: there is no folder %s", text, folder + 1);
        registry_add_prefix(v->registry, (struct str){text, (size_t)(folder - text)}, folder + 1);
    }
    for (size_t i = 0; i < known->list.len; i++)
        if (registry_add_folder(v->registry, known->list.at[i], err) != 0)
            return -1;
    return 0;
}

static int open_schema(struct validation *v, struct err *err)
{
    const char *path = args_value(v->args, "schema"), *name = shown_name(path);
    struct json_fault fault;
    if (read_text(path, &v->schema_text, err) != 0)
        return -1;
    struct str text = without_mark(&v->schema_text);
    if (json_parse(&v->schema_doc, text, &fault) != 0) {
        struct srcmap map;
        srcmap_build(&map, text);
        struct place p = srcmap_place(&map, fault.at);
        srcmap_release(&map);
        return err_set(err, "%s:%u:%u: the schema is no JSON: %s%s%s", name, p.line, p.column, fault.what,
                       fault.help ? "; " : "", fault.help ? fault.help : "");
    }
    struct schema_options options = {.name = name,
                                     .uri = strcmp(path, "-") == 0 ? STR("") : uri_of_path(path, &v->arena),
                                     .registry = v->registry,
                                     .dialect = args_value(v->args, "dialect"),
                                     .assert_format = args_flag(v->args, "assert-format")};
    v->schema = schema_compile_with(&v->schema_doc, &options, err);
    return v->schema ? 0 : -1;
}

/* Notes on the schema: talk, so on standard error; with --format=json findings like others. */
static void tell_notes(struct validation *v)
{
    struct schema_notes notes = schema_notes(v->schema);
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < notes.len && !v->quiet; i++) {
        const struct schema_note *n = &notes.at[i];
        const struct json_cell *c = json_cell(n->doc, n->node);
        struct fault_file f = {.path = n->name, .text = n->doc->text, .doc = n->doc};
        const char *severity = n->is_warning ? "warning" : "info";
        srcmap_build(&f.map, f.text);
        if (v->findings)
            faults_tree_note(v->findings, &f, n->node, severity, n->message);
        else
            faults_text_note(&out, &f, c->start, c->end, severity, n->message, false);
        srcmap_release(&f.map);
    }
    if (out.len)
        fwrite(out.s, 1, out.len, stderr);
    buf_release(&out);
}

static void report_syntax(struct validation *v, struct fault_file *f, const struct json_fault *fault)
{
    if (v->output >= 0) {
        buf_adds(&v->out,
                 "{\"valid\": false, \"keywordLocation\": \"\", \"instanceLocation\": \"\", \"error\": ");
        output_string(&v->out, str_of(fault->what));
        buf_adds(&v->out, "}\n");
        return;
    }
    f->doc = NULL;
    srcmap_build(&f->map, f->text);
    if (v->findings)
        faults_tree_json(v->findings, f, fault);
    else
        faults_text_json(&v->out, f, fault, v->colour);
    srcmap_release(&f->map);
}

static void report_faults(struct validation *v, struct fault_file *f)
{
    struct schema_faults faults = schema_explain(v->schema, &v->doc, v->scratch, &v->arena);
    srcmap_build(&f->map, f->text);
    if (v->findings)
        faults_tree(v->findings, f, &faults);
    else
        faults_text(&v->out, f, &faults, v->colour);
    srcmap_release(&f->map);
}

static void add_failure(struct validation *v, const char *message)
{
    fprintf(stderr, "kedb: %s\n", message);
    *vec_push(&v->failures) = mem_dup(str_of(message));
    v->unread++;
}

static int validate_file(struct validation *v, const char *path)
{
    struct err err;
    struct json_fault fault;
    if (read_text(path, &v->text, &err) != 0) {
        add_failure(v, err.msg);
        return EXIT_CLEAN;
    }
    struct fault_file f = {.path = shown_name(path), .text = without_mark(&v->text), .doc = &v->doc};
    if (json_parse(&v->doc, f.text, &fault) != 0) {
        v->invalid++;
        report_syntax(v, &f, &fault);
    } else {
        enum schema_verdict verdict = schema_judge(v->schema, &v->doc, v->scratch);
        v->valid += verdict == SCHEMA_VALID;
        v->invalid += verdict == SCHEMA_INVALID;
        if (verdict == SCHEMA_UNDECIDED) {
            add_failure(
                v, arena_printf(&v->arena, "%s: cannot be judged: %s", f.path, schema_limit(v->scratch)));
        } else if (v->output >= 0) {
            output_write(v->schema, &v->doc, (enum output_format)v->output, &v->out);
            buf_addc(&v->out, '\n');
        } else if (verdict == SCHEMA_INVALID) {
            report_faults(v, &f);
        }
    }
    json_clear(&v->doc);
    arena_reset(&v->arena);
    int code = v->out.len ? command_write(buf_str(&v->out)) : EXIT_CLEAN;
    buf_clear(&v->out);
    return code;
}

/* Operands: files, folders (their .json files), - for standard input. */
static int validate_operand(struct validation *v, const char *path)
{
    struct paths files = {0};
    struct err err;
    int code = EXIT_CLEAN;
    if (strcmp(path, "-") == 0 || file_kind(path) != FILE_FOLDER)
        return validate_file(v, path);
    if (file_walk(path, ".json", NULL, &files, &err) != 0)
        add_failure(v, err.msg);
    for (size_t i = 0; i < files.len && code == EXIT_CLEAN; i++)
        code = validate_file(v, files.at[i]);
    paths_release(&files);
    return code;
}

static int exit_code(const struct validation *v)
{
    return v->unread ? EXIT_TROUBLE : v->invalid ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int write_json(struct validation *v)
{
    tree *root = tree_object(), *summary = tree_object(), *failures = tree_array();
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < v->failures.len; i++)
        tree_append(failures, tree_text(v->failures.at[i]));
    tree_set(root, "findings", v->findings);
    tree_set(summary, "files", tree_int((long long)v->valid + (long long)v->invalid + (long long)v->unread));
    tree_set(summary, "valid", tree_int((long long)v->valid));
    tree_set(summary, "invalid", tree_int((long long)v->invalid));
    tree_set(summary, "failures", failures);
    tree_set(summary, "exit_code", tree_int(exit_code(v)));
    tree_set(root, "summary", summary);
    tree_write(root, TREE_INDENT, &out);
    buf_addc(&out, '\n');
    int code = command_write(buf_str(&out));
    buf_release(&out);
    tree_free(root);
    v->findings = NULL;
    return code;
}

static int validate_all(struct validation *v)
{
    int code = EXIT_CLEAN;
    v->scratch = schema_scratch_new();
    tell_notes(v);
    for (size_t i = 0; i < v->args->rest_count && code == EXIT_CLEAN; i++)
        code = validate_operand(v, v->args->rest[i]);
    if (code == EXIT_CLEAN && v->findings)
        code = write_json(v);
    if (!v->quiet && code == EXIT_CLEAN) {
        size_t files = v->valid + v->invalid + v->unread;
        fprintf(stderr, "%zu file%s validated: %zu valid, %zu invalid", files, files == 1 ? "" : "s",
                v->valid, v->invalid);
        if (v->unread)
            fprintf(stderr, "; %zu could not be judged", v->unread);
        fputc('\n', stderr);
    }
    return code == EXIT_CLEAN ? exit_code(v) : code;
}

static void release(struct validation *v)
{
    for (size_t i = 0; i < v->failures.len; i++)
        free(v->failures.at[i]);
    vec_release(&v->failures);
    tree_free(v->findings);
    schema_scratch_free(v->scratch);
    schema_free(v->schema);
    registry_free(v->registry);
    json_release(&v->schema_doc);
    json_release(&v->doc);
    buf_release(&v->schema_text);
    buf_release(&v->text);
    buf_release(&v->out);
    arena_release(&v->arena);
}

static int run_validate(const struct args *args)
{
    struct validation v = {.args = args, .output = -1};
    struct err err;
    const char *output = args_value(args, "output"), *format = args_value(args, "format");
    int code;
    if (!args_value(args, "schema"))
        return command_failf("validate: --schema FILE says which schema");
    for (size_t i = 0; strcmp(args_value(args, "schema"), "-") == 0 && i < args->rest_count; i++)
        if (strcmp(args->rest[i], "-") == 0)
            return command_failf("validate: schema and instance cannot both be standard input");
    if (!args->rest_count)
        return command_failf("validate: names no file; - is standard input");
    for (int i = 0; output && outputs[i]; i++)
        if (strcmp(outputs[i], output) == 0)
            v.output = i;
    bool json = format && strcmp(format, "json") == 0;
    if (json && output)
        return command_failf("validate: --output and --format=json are two shapes of one report; give one");
    v.findings = json ? tree_array() : NULL;
    v.colour = want_colour(args);
    v.quiet = args_flag(args, "quiet");
    v.registry = registry_new();
    if (add_remotes(&v, &err) != 0 || open_schema(&v, &err) != 0)
        code = command_fail(&err);
    else
        code = validate_all(&v);
    release(&v);
    return code;
}

const struct command cmd_validate = {
    .name = "validate",
    .summary = "validate JSON files against a JSON Schema",
    .usage = "INSTANCE...",
    .description =
        "Any schema of the drafts 2020-12, 2019-09, 7, 6 and 4, any JSON file; $schema decides, and a "
        "reference\n"
        "may lead from one draft into another. Every fault is reported at its place. A folder stands for "
        "the\n"
        ".json files below it. Nothing is fetched: the drafts' meta-schemas are built in, --remote and "
        "--known\n"
        "say where other documents lie, and a relative reference of a schema without $id leads to the file\n"
        "beside it. A schema that is wrong, or a file that cannot be read, ends in exit code 2 and never "
        "stops\n"
        "the other files.",
    .options = options_validate,
    .examples = "  kedb validate --schema schema.json data/*.json\n"
                "  kedb validate --schema s.json --remote https://example.com/schemas/=schemas "
                "--assert-format x.json\n"
                "  kedb validate --schema s.json --output basic - <x.json",
    .group = "validate JSON",
    .run = run_validate,
};
