/* kedb completion SHELL: completion scripts from the command and rule rows. */
#include "base/similar.h"
#include "cmd/parse.h"
#include "engine/rule.h"

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

/* What a value is completed by. */
enum value_kind { VALUE_NONE, VALUE_WORDS, VALUE_FILE, VALUE_RULE };

static enum value_kind kind_of(const struct option *o)
{
    if (o->words)
        return VALUE_WORDS;
    if (!o->value)
        return VALUE_NONE;
    if (strstr(o->value, "FILE") || strstr(o->value, "DIR") || strcmp(o->value, "PATH") == 0)
        return VALUE_FILE;
    return strncmp(o->value, "RULE", 4) == 0 ? VALUE_RULE : VALUE_NONE;
}

static void add_words(struct buf *out, const char *const *words)
{
    for (const char *const *w = words; *w; w++)
        buf_addf(out, "%s%s", w == words ? "" : " ", *w);
}

static void add_rules(struct buf *out)
{
    for (const struct rule *const *r = rule_table; *r; r++)
        buf_addf(out, "%s%s", r == rule_table ? "" : " ", (*r)->id);
}

static void add_commands(struct buf *out)
{
    for (const struct command *const *c = command_table; *c; c++)
        buf_addf(out, "%s%s", c == command_table ? "" : " ", (*c)->name);
}

/* Text between single quotes of a shell. */
static void add_quoted(struct buf *out, const char *text)
{
    for (const char *p = text; *p; p++)
        if (*p == '\'')
            buf_adds(out, "'\\''");
        else
            buf_addc(out, *p);
}

/* The second words of the commands whose first is this one; gives how many. */
static size_t add_verbs(struct buf *out, const struct command *first)
{
    size_t len = strlen(first->name), count = 0;
    for (const struct command *const *v = verb_table; *v; v++)
        if (strncmp((*v)->name, first->name, len) == 0 && (*v)->name[len] == ' ')
            buf_addf(out, "%s%s", count++ ? " " : "", (*v)->name + len + 1);
    return count;
}

static void bash_command(struct buf *out, const struct command *c)
{
    size_t count;
    const struct option **options = command_options(c, &count);
    buf_addf(out, "    '%s')\n        case $prev in\n", c->name);
    for (size_t i = 0; i < count; i++) {
        const struct option *o = options[i];
        enum value_kind kind = kind_of(o);
        if (o->kind == OPTION_FLAG || o->kind == OPTION_MAYBE)
            continue;
        buf_addf(out, "        --%s", o->name);
        if (o->letter)
            buf_addf(out, "|-%c", o->letter);
        buf_adds(out, ") ");
        if (kind == VALUE_WORDS) {
            buf_adds(out, "words='");
            add_words(out, o->words);
            buf_adds(out, "' ;;\n");
        } else {
            buf_adds(out, kind == VALUE_FILE   ? "files=1 ;;\n"
                          : kind == VALUE_RULE ? "words=$rules ;;\n"
                                               : "return ;;\n");
        }
    }
    buf_adds(out, "        *) options='");
    for (size_t i = 0; i < count; i++)
        buf_addf(out, "--%s ", options[i]->name);
    buf_adds(out, "--help' ;;\n        esac\n        ;;\n");
    free((void *)options);
}

static void bash(struct buf *out)
{
    buf_adds(
        out,
        "# bash completion for kedb: source it, or put it into a folder of bash-completion.\n"
        "_kedb() {\n"
        "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= options= files=\n"
        "    local rules='");
    add_rules(out);
    buf_adds(out, "'\n    local commands='");
    add_commands(out);
    buf_adds(out, "'\n    COMPREPLY=()\n"
                  "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
                  "        COMPREPLY=($(compgen -W \"$commands --version --help\" -- \"$cur\"))\n"
                  "        return\n    fi\n    local command=${COMP_WORDS[1]} verbs=\n"
                  "    case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n");
    for (const struct command *const *v = verb_table; *v; v++)
        buf_addf(out, "    '%s') command='%s' ;;\n", (*v)->name, (*v)->name);
    buf_adds(out, "    esac\n    case $command in\n");
    for (const struct command *const *c = command_table; *c; c++)
        bash_command(out, *c);
    for (const struct command *const *v = verb_table; *v; v++)
        bash_command(out, *v);
    buf_adds(out, "    esac\n"
                  "    if [ -z \"$words$files\" ]; then\n"
                  "        case ${COMP_WORDS[1]} in\n"
                  "        explain) words=$rules ;;\n"
                  "        help) words=$commands ;;\n"
                  "        completion) words='bash zsh fish' ;;\n"
                  "        esac\n    fi\n"
                  "    if [ \"$COMP_CWORD\" = 2 ]; then\n        case $command in\n");
    for (const struct command *const *c = command_table; *c; c++) {
        struct buf verbs = BUF_INIT;
        if (add_verbs(&verbs, *c))
            buf_addf(out, "        %s) verbs='%s' ;;\n", (*c)->name, verbs.s);
        buf_release(&verbs);
    }
    buf_adds(out,
             "        esac\n    fi\n"
             "    case $cur in\n"
             "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$cur\")) ;;\n"
             "    *)\n"
             "        if [ -n \"$words\" ]; then\n"
             "            COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
             "        else\n"
             "            compopt -o filenames 2>/dev/null\n"
             "            local IFS=$'\\n'\n"
             "            COMPREPLY=($(compgen -f -- \"$cur\"))\n"
             "            [ -z \"$verbs\" ] || COMPREPLY+=($(IFS=' '; compgen -W \"$verbs\" -- \"$cur\"))\n"
             "        fi ;;\n"
             "    esac\n}\ncomplete -F _kedb kedb\n");
}

static void add_zsh_text(struct buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (strchr("[]:\\", *p))
            buf_addc(out, '\\');
        if (*p == '\'')
            buf_adds(out, "'\\''");
        else
            buf_addc(out, *p);
    }
}

static void zsh_option(struct buf *out, const struct option *o)
{
    buf_addf(out, "            '%s--%s%s[", o->kind == OPTION_LIST ? "*" : "", o->name,
             o->kind == OPTION_FLAG    ? ""
             : o->kind == OPTION_MAYBE ? "=-"
                                       : "=");
    add_zsh_text(out, o->help);
    buf_addc(out, ']');
    if (o->kind != OPTION_FLAG) {
        buf_addc(out, ':');
        add_zsh_text(out, o->value ? o->value : "value");
        buf_addc(out, ':');
        switch (kind_of(o)) {
        case VALUE_WORDS:
            buf_addc(out, '(');
            add_words(out, o->words);
            buf_addc(out, ')');
            break;
        case VALUE_FILE: buf_adds(out, "_files"); break;
        case VALUE_RULE: buf_adds(out, "($rules)"); break;
        default: buf_addc(out, ' ');
        }
    }
    buf_adds(out, "' \\\n");
}

static void zsh_command(struct buf *out, const struct command *c)
{
    size_t count;
    const struct option **options = command_options(c, &count);
    buf_addf(out, "    '%s')\n        _arguments -s \\\n", c->name);
    for (size_t i = 0; i < count; i++)
        zsh_option(out, options[i]);
    const char *rest = strcmp(c->name, "explain") == 0      ? "*: :($rules)"
                       : strcmp(c->name, "completion") == 0 ? "1: :(bash zsh fish)"
                       : strcmp(c->name, "help") == 0       ? "1: :{_describe command commands}"
                                                            : "*: :_files";
    buf_addf(out, "            '%s'\n        ;;\n", rest);
    free((void *)options);
}

static void zsh(struct buf *out)
{
    buf_adds(out,
             "#compdef kedb\n# zsh completion for kedb: put it as _kedb into a folder of $fpath.\n_kedb() {\n"
             "    local -a commands rules verbs\n    rules=(");
    add_rules(out);
    buf_adds(out, ")\n    commands=(\n");
    for (const struct command *const *c = command_table; *c; c++) {
        buf_addf(out, "        '%s:", (*c)->name);
        add_zsh_text(out, (*c)->summary);
        buf_adds(out, "'\n");
    }
    buf_adds(
        out,
        "    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n"
        "    local command=$words[2]\n    case $command in\n");
    for (const struct command *const *c = command_table; *c; c++) {
        struct buf verbs = BUF_INIT;
        if (add_verbs(&verbs, *c))
            buf_addf(out, "    %s) verbs=(%s) ;;\n", (*c)->name, verbs.s);
        buf_release(&verbs);
    }
    buf_adds(out,
             "    esac\n    if (( $#verbs && CURRENT == 3 )); then\n        _describe verb verbs\n    fi\n"
             "    shift words\n    (( CURRENT-- ))\n"
             "    if (( CURRENT > 2 && ${verbs[(Ie)$words[2]]} )); then\n"
             "        command=\"$command $words[2]\"\n        shift words\n        (( CURRENT-- ))\n    fi\n"
             "    case $command in\n");
    for (const struct command *const *c = command_table; *c; c++)
        zsh_command(out, *c);
    for (const struct command *const *v = verb_table; *v; v++)
        zsh_command(out, *v);
    buf_adds(out, "    esac\n}\n_kedb \"$@\"\n");
}

static void fish_options(struct buf *out, const struct command *c, const char *when)
{
    size_t count;
    const struct option **options = command_options(c, &count);
    for (size_t i = 0; i < count; i++) {
        const struct option *o = options[i];
        buf_addf(out, "complete -c kedb -n '%s' -l %s", when, o->name);
        if (o->letter)
            buf_addf(out, " -s %c", o->letter);
        if (o->kind == OPTION_VALUE || o->kind == OPTION_LIST)
            buf_adds(out, kind_of(o) == VALUE_FILE ? " -r" : " -x");
        if (o->words || kind_of(o) == VALUE_RULE) {
            buf_adds(out, " -a '");
            if (o->words)
                add_words(out, o->words);
            else
                add_rules(out);
            buf_addc(out, '\'');
        }
        buf_adds(out, " -d '");
        add_quoted(out, o->help);
        buf_adds(out, "'\n");
    }
    free((void *)options);
}

static void fish(struct buf *out)
{
    buf_adds(out, "# fish completion for kedb: put it as kedb.fish into ~/.config/fish/completions.\n"
                  "complete -c kedb -n __fish_use_subcommand -f\n");
    for (const struct command *const *c = command_table; *c; c++) {
        struct buf verbs = BUF_INIT, when = BUF_INIT;
        buf_addf(out, "complete -c kedb -n __fish_use_subcommand -a %s -d '", (*c)->name);
        add_quoted(out, (*c)->summary);
        buf_adds(out, "'\n");
        buf_addf(&when, "__fish_seen_subcommand_from %s", (*c)->name);
        if (add_verbs(&verbs, *c))
            buf_addf(&when, "; and not __fish_seen_subcommand_from %s", verbs.s);
        fish_options(out, *c, when.s);
        if (verbs.len)
            buf_addf(out, "complete -c kedb -n '%s' -a '%s'\n", when.s, verbs.s);
        buf_release(&verbs);
        buf_release(&when);
    }
    for (const struct command *const *v = verb_table; *v; v++) {
        struct buf when = BUF_INIT;
        size_t blank = strcspn((*v)->name, " ");
        buf_addf(&when, "__fish_seen_subcommand_from %.*s; and __fish_seen_subcommand_from %s", (int)blank,
                 (*v)->name, (*v)->name + blank + 1);
        fish_options(out, *v, when.s);
        buf_release(&when);
    }
    buf_adds(out, "complete -c kedb -n '__fish_seen_subcommand_from explain' -f -a '");
    add_rules(out);
    buf_adds(out, "'\ncomplete -c kedb -n '__fish_seen_subcommand_from help' -f -a '");
    add_commands(out);
    buf_adds(out, "'\ncomplete -c kedb -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n");
}

static int run_completion(const struct args *args)
{
    static void (*const writers[])(struct buf *) = {bash, zsh, fish};
    if (args->rest_count != 1)
        return command_failf("completion: names a shell: bash, zsh or fish");
    struct similar near = similar_to(str_of(args->rest[0]));
    for (size_t i = 0; shells[i]; i++) {
        if (strcmp(shells[i], args->rest[0]) == 0) {
            struct buf out = BUF_INIT;
            writers[i](&out);
            int code = command_write(buf_str(&out));
            buf_release(&out);
            return code;
        }
        similar_offer(&near, str_of(shells[i]));
    }
    if (near.best.s)
        return command_failf("completion: there is none for \"%s\"; did you mean \"%s\"?", args->rest[0],
                             near.best.s);
    return command_failf("completion: there is none for \"%s\", only for bash, zsh and fish", args->rest[0]);
}

const struct command cmd_completion = {
    .name = "completion",
    .summary = "print a completion script for a shell",
    .usage = "bash|zsh|fish",
    .description =
        "Completes commands, options, their values and rule ids. `make install` puts the scripts where the "
        "shells look.",
    .examples = "  source <(kedb completion bash)\n  kedb completion fish "
                ">~/.config/fish/completions/kedb.fish",
    .group = "about the tool",
    .run = run_completion,
};
