/* kedb fix, kedb fmt: the edits of findings, applied round by round until nothing changes. */
#include "engine/fix.h"
#include "cmd/session.h"
#include "markdown/diff.h"
#include "rules/tools.h"

enum { ROUNDS_MAX = 50 };

static const struct option options_fix[] = {
    {"diff", 0, OPTION_FLAG, NULL, "show what would change, and change nothing", NULL},
    {"unsafe", 0, OPTION_FLAG, NULL, "also fixes that a person should read afterwards", NULL},
    {0},
};

static const struct option options_fmt[] = {
    {"diff", 0, OPTION_FLAG, NULL, "show what would change, and change nothing", NULL},
    {0},
};

struct mending {
    struct session *s;
    struct buf *texts;    /* the new text of each source that changed; empty for the others */
    struct result result; /* of the last round */
};

static void check_round(struct mending *m)
{
    struct engine e = {
        .run = &m->s->run,
        .selection = &m->s->selection,
        .sources = m->s->sources.at,
        .source_count = m->s->sources.len,
        .workers = (size_t)m->s->jobs,
        .tools_new = rule_tools_new,
        .tools_free = rule_tools_free,
        .read_text = session_git_text,
        .texts = m->s,
    };
    engine_run(&e, &m->result);
}

/* Applies one round's edits; gives how many findings were mended. */
static size_t mend_round(struct mending *m, bool unsafe)
{
    size_t mended = 0;
    for (size_t i = 0; i < m->result.count;) {
        const struct finding *first = &m->result.findings[i];
        size_t count = 1;
        while (i + count < m->result.count && first[count].file == first->file)
            count++;
        struct source *src = &m->s->sources.at[first->file];
        struct buf old = BUF_INIT, fresh = BUF_INIT;
        struct err err;
        struct str text = src->text;
        if (!text.s && file_read(src->path, RECORD_SIZE_MAX, &old, &err) == 0)
            text = buf_str(&old);
        size_t applied = text.s ? fix_apply(text, first, count, unsafe, &fresh) : 0;
        if (applied) {
            buf_release(&m->texts[first->file]);
            m->texts[first->file] = fresh;
            src->text = buf_str(&m->texts[first->file]);
        }
        mended += applied;
        buf_release(&old);
        i += count;
    }
    return mended;
}

/* Shows or writes what changed. */
static int deliver(struct mending *m, bool diff)
{
    int code = EXIT_CLEAN;
    size_t files = 0;
    for (size_t i = 0; i < m->s->sources.len; i++) {
        const char *path = m->s->sources.at[i].path;
        struct buf old = BUF_INIT, out = BUF_INIT;
        struct err err;
        if (!m->texts[i].len)
            continue;
        files++;
        if (m->s->stdin_text.s) {
            code = command_write(buf_str(&m->texts[i]));
        } else if (!diff) {
            if (file_write(path, buf_str(&m->texts[i]), NULL, &err) != 0)
                code = command_fail(&err);
        } else if (file_read(path, 0, &old, &err) != 0) {
            code = command_fail(&err);
        } else {
            /* as git names files, so that git apply takes it */
            const char *from = path[0] == '/' ? "" : "a/", *to = path[0] == '/' ? "" : "b/";
            diff_unified(&out, arena_printf(&m->s->arena, "%s%s", from, path),
                         arena_printf(&m->s->arena, "%s%s", to, path), buf_str(&old), buf_str(&m->texts[i]));
            if (command_write(buf_str(&out)) != EXIT_CLEAN)
                code = EXIT_TROUBLE;
        }
        buf_release(&old);
        buf_release(&out);
    }
    fprintf(stderr, "%zu file%s %s\n", files, files == 1 ? "" : "s", diff ? "would change" : "changed");
    return code;
}

static int mend(struct session *s, const struct args *args, bool unsafe)
{
    bool diff = args_flag(args, "diff");
    struct mending m = {.s = s};
    m.texts = mem_zalloc(s->sources.len, sizeof *m.texts);
    size_t mended = 0;
    check_round(&m);
    for (int round = 0; round < ROUNDS_MAX; round++) {
        size_t n = mend_round(&m, unsafe);
        if (!n)
            break;
        mended += n;
        result_release(&m.result);
        check_round(&m);
    }
    int code = deliver(&m, diff);
    struct err err;
    if (session_judge(s, args, &m.result, &err) != 0)
        code = command_fail(&err);
    for (size_t i = 0; i < s->missing.len; i++)
        command_failf("%s", s->missing.at[i]);
    for (size_t i = 0; i < m.result.failures.len; i++)
        command_failf("%s", m.result.failures.at[i]);
    size_t left = m.result.count;
    fprintf(stderr, "%zu finding%s mended, %zu left%s\n", mended, mended == 1 ? "" : "s", left,
            left ? "; `kedb check` shows them" : "");
    if (code == EXIT_CLEAN)
        code = session_exit_code(s, &m.result);
    for (size_t i = 0; i < s->sources.len; i++)
        buf_release(&m.texts[i]);
    free(m.texts);
    result_release(&m.result);
    return code;
}

static int run(const struct args *args, const char *const *only, bool unsafe)
{
    struct session s;
    struct err err;
    int code = session_open(&s, args, only, &err) != 0 || session_files(&s, args, &err) != 0
                   ? command_fail(&err)
                   : mend(&s, args, unsafe);
    session_close(&s);
    return code;
}

static int run_fix(const struct args *args)
{
    return run(args, NULL, args_flag(args, "unsafe"));
}

static int run_fmt(const struct args *args)
{
    static const char *const layout[] = {"layout", "json", NULL};
    return run(args, layout, false);
}

static const struct option *const groups[] = {options_files, options_rules, NULL};

const struct command cmd_fix = {
    .name = "fix",
    .summary = "mend what can be mended safely",
    .usage = "[PATH...]",
    .description = "Applies the edits that findings offer and checks again, until nothing changes. Only the "
                   "bytes of an edit change; the rest\n"
                   "of a file stays as its author left it. A file that is not JSON is never touched, and "
                   "each file is replaced whole or not\n"
                   "at all. The exit code is the one that `kedb check` gives afterwards.",
    .option_groups = groups,
    .options = options_fix,
    .examples = "  kedb fix --diff\n  kedb fix --unsafe records/aws/x.json",
    .group = "keep a base true",
    .run = run_fix,
};

const struct command cmd_fmt = {
    .name = "fmt",
    .summary = "write records in the canonical layout",
    .usage = "[PATH...]",
    .description =
        "Puts keys in the schema's order and indents as kedb.json says. Values stay as they are written.",
    .option_groups = groups,
    .options = options_fmt,
    .examples = "  kedb fmt\n  kedb fmt --diff records/aws",
    .group = "keep a base true",
    .run = run_fmt,
};
