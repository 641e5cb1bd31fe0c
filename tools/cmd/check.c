/* kedb check, and its narrower kin: the same engine, another selection. */
#include "cmd/session.h"

static int run_selected(const struct args *args, const char *const *only)
{
    struct session s;
    struct err err;
    int code;
    if (session_open(&s, args, only, &err) != 0 || session_files(&s, args, &err) != 0)
        code = command_fail(&err);
    else
        code = session_check(&s, args);
    session_close(&s);
    return code;
}

static int run_check(const struct args *args)
{
    return run_selected(args, NULL);
}

static const struct option *const groups[] = {options_files, options_rules, options_report, NULL};

const struct command cmd_check = {
    .name = "check",
    .summary = "check records against every offline rule",
    .usage = "[PATH...]",
    .description =
        "Reads the records that the paths name (folders are walked; without a path the configured records "
        "folder),\n"
        "checks each against the schema and the rules, then the rules over the whole base, and reports "
        "findings\n"
        "sorted by file and place. The result is the same for any number of threads. Nothing is fetched.\n\n"
        "What was found in a large base is remembered in a cache outside of it (below KEDB_CACHE, else "
        "XDG_CACHE_HOME,\n"
        "else ~/.cache), so that the next run looks only at what changed; the report is the same with it and "
        "without.",
    .option_groups = groups,
    .examples = "  kedb check\n  kedb check records/aws --only text --only record/stale\n"
                "  kedb check --format json --output findings.json\n  git show :records/aws/x.json | kedb "
                "check --stdin "
                "--stdin-path records/aws/x.json",
    .group = "keep a base true",
    .run = run_check,
};

static int run_parity(const struct args *args)
{
    static const char *const only[] = {"parity", "zh", "text/bidi", "text/control", "text/invisible", NULL};
    return run_selected(args, only);
}

const struct command cmd_parity = {
    .name = "parity",
    .summary = "hold translations against their originals",
    .usage = "[PATH...]",
    .description = "The rules of parity/ and zh/ and the invisible characters of text/: each translated text "
                   "is compared with\n"
                   "its original (code, numbers, names, negation, length, order of lists), the Chinese is "
                   "looked at by itself\n"
                   "(Traditional characters, wrong decoding, look-alike letters), and the whole base is "
                   "compared with itself.\n"
                   "Which fields are translations the record schema says.",
    .option_groups = groups,
    .examples = "  kedb parity\n  kedb parity records/aws --format json",
    .group = "keep a base true",
    .run = run_parity,
};

static int run_regex(const struct args *args)
{
    static const char *const only[] = {"regex", NULL};
    return run_selected(args, only);
}

const struct command cmd_regex = {
    .name = "regex",
    .summary = "check what regexes match, and what they cost",
    .usage = "[PATH...]",
    .description = "The rules of regex/: each regex must recognise its own signature and aliases and not "
                   "half of the log, mean the\n"
                   "same to every engine that counts, and take no long time on any line. What is said of its "
                   "cost was run: the\n"
                   "report holds the line and the steps that it took. Which field is a regex, and for what, "
                   "the record schema says.",
    .option_groups = groups,
    .examples = "  kedb regex\n  kedb regex records/aws --only regex/redos-exponential",
    .group = "keep a base true",
    .run = run_regex,
};
