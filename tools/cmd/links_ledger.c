/* kedb links export, import, merge: ledgers as lines that a repository keeps. */
#include "cmd/links_ledger.h"

#include "link/lines.h"

const struct option options_ledger[] = {
    {"config", 0, OPTION_VALUE, "FILE", "use this kedb.json (default: the nearest upwards from here)", NULL},
    {"ledger", 0, OPTION_VALUE, "FILE", "the ledger (default: kedb.json's, else links.db)", NULL},
    {0},
};

int links_ledger_path(const struct args *args, struct config *config, const char **path, struct err *err)
{
    if (config_load(config, args_value(args, "config"), NULL, err) != 0)
        return -1;
    *path = args_value(args, "ledger");
    if (!*path && config->ledger)
        *path = path_shown(config->ledger, &config->arena);
    if (!*path)
        *path = "links.db";
    return 0;
}

int links_ledger_open(const struct args *args, struct config *config, enum ledger_mode mode,
                      struct ledger **out, struct err *err)
{
    const char *path;
    *out = NULL;
    return links_ledger_path(args, config, &path, err) != 0 ? -1 : ledger_open(out, path, mode, err);
}

int links_ledger_close(struct ledger *l, int code)
{
    struct err err;
    return ledger_close(l, &err) != 0 ? command_fail(&err) : code;
}

/* Lines to a file, or to standard output. */
static int write_lines(struct ledger *l, const char *path)
{
    struct buf out = BUF_INIT;
    struct err err;
    int code = EXIT_CLEAN;
    if (ledger_export(l, &out, &err) != 0)
        code = command_fail(&err);
    else if (!path || strcmp(path, "-") == 0)
        code = command_write(buf_str(&out));
    else if (file_write(path, buf_str(&out), NULL, &err) != 0)
        code = command_fail(&err);
    buf_release(&out);
    return code;
}

/* ---- export ---- */

static int run_export(const struct args *args)
{
    struct config config = {0};
    struct ledger *l;
    struct err err;
    int code;
    if (args->rest_count)
        code = command_failf("links export: it takes no operand; --output names the file to write");
    else if (links_ledger_open(args, &config, LEDGER_READ, &l, &err) != 0)
        code = command_fail(&err);
    else
        code = links_ledger_close(l, write_lines(l, args_value(args, "output")));
    config_release(&config);
    return code;
}

static const struct option *const groups[] = {options_ledger, NULL};

static const struct option export_own[] = {
    {"output", 'o', OPTION_VALUE, "FILE", "write to FILE, replaced as a whole (default: standard output)",
     NULL},
    {0},
};

const struct command cmd_links_export = {
    .name = "links export",
    .summary = "write the ledger as sorted lines",
    .usage = "",
    .description =
        "Writes all that the ledger knows as JSON Lines, sorted by bytes (schemas/ledger.schema.json): a "
        "form "
        "that a\n"
        "repository can keep, whose differences can be read, and that `kedb links import` and `merge` read. "
        "Rules read\n"
        "links.jsonl beside links.db as well.",
    .option_groups = groups,
    .options = export_own,
    .examples = "  kedb links export -o links.jsonl\n  kedb links export | grep '\"state\":\"broken\"'",
    .group = "keep a base true",
    .run = run_export,
};

/* ---- import, merge ---- */

/* A ledger's lines, or the lines that a file (or standard input) holds. */
static int read_lines(const char *path, struct buf *text, struct err *err)
{
    struct ledger *l;
    struct err unused;
    bool lines = true, empty = false;
    if (strcmp(path, "-") == 0)
        return file_read_fd(0, "standard input", 0, text, err);
    if (ledger_looks_like(path, &lines, &empty, err) != 0)
        return -1;
    if (lines || empty)
        return file_read(path, 0, text, err);
    if (ledger_open(&l, path, LEDGER_READ, err) != 0)
        return -1;
    int rc = ledger_export(l, text, err);
    ledger_close(l, &unused);
    return rc;
}

/* Adds every operand; all or none of each. */
static int add_operands(const struct args *args, struct ledger *l)
{
    struct buf text = BUF_INIT;
    struct err err;
    int code = EXIT_CLEAN;
    for (size_t i = 0; i < args->rest_count && code == EXIT_CLEAN; i++) {
        const char *name = strcmp(args->rest[i], "-") == 0 ? "standard input" : args->rest[i];
        buf_clear(&text);
        if (read_lines(args->rest[i], &text, &err) != 0 || ledger_import(l, buf_str(&text), name, &err) != 0)
            code = command_fail(&err);
    }
    buf_release(&text);
    return code;
}

static int run_import(const struct args *args)
{
    struct config config = {0};
    struct ledger *l;
    struct err err;
    int code;
    /* A slip in a name must not leave an empty ledger behind. */
    for (size_t i = 0; i < args->rest_count; i++)
        if (strcmp(args->rest[i], "-") != 0 && file_kind(args->rest[i]) == FILE_NONE)
            return command_failf("%s: cannot be read: No such file or directory", args->rest[i]);
    if (!args->rest_count)
        code = command_failf("%s: name the exports or ledgers to read (- is standard input)",
                             args->command->name);
    else if (links_ledger_open(args, &config, LEDGER_CREATE, &l, &err) != 0)
        code = command_fail(&err);
    else
        code = links_ledger_close(l, add_operands(args, l));
    config_release(&config);
    return code;
}

static int run_merge(const struct args *args)
{
    struct ledger *l;
    struct err err;
    const char *output = args_value(args, "output");
    if (!output)
        return run_import(args);
    if (args_value(args, "ledger"))
        return command_failf("links merge: --output writes lines and --ledger a ledger: take one");
    if (!args->rest_count)
        return command_failf("links merge: name the exports or ledgers to read (- is standard input)");
    if (ledger_open(&l, NULL, LEDGER_CREATE, &err) != 0)
        return command_fail(&err);
    int code = add_operands(args, l);
    return links_ledger_close(l, code == EXIT_CLEAN ? write_lines(l, output) : code);
}

const struct command cmd_links_import = {
    .name = "links import",
    .summary = "read exports into the ledger",
    .usage = "FILE...",
    .description =
        "Merges what the files (exports or ledgers) know into the ledger, which is made when it is missing. "
        "Attempts are\n"
        "united and each link's state is worked out anew, so the order of files, and reading one twice, make "
        "no\n"
        "difference. A file with a fault is refused as a whole, with the line.",
    .option_groups = groups,
    .examples = "  kedb links import links.jsonl\n  gzip -dc old.jsonl.gz | kedb links import -",
    .group = "keep a base true",
    .run = run_import,
};

static const struct option merge_own[] = {
    {"output", 'o', OPTION_VALUE, "FILE",
     "write the merged lines to FILE (- is standard output), and no ledger", NULL},
    {0},
};

const struct command cmd_links_merge = {
    .name = "links merge",
    .summary = "unite ledgers of shards or branches",
    .usage = "FILE...",
    .description = "Unites what the files (exports or ledgers) know: into the ledger, or with --output into "
                   "lines. Exact, "
                   "and free\n"
                   "of order: the shards of a run give what one run would have given.",
    .option_groups = groups,
    .options = merge_own,
    .examples =
        "  kedb links merge shard-*.db\n  kedb links merge --output links.jsonl ours.jsonl theirs.jsonl",
    .group = "keep a base true",
    .run = run_merge,
};
