/* Command lines: see parse.h. Options may stand before or after operands; "--" ends them; a value follows a
 * blank or '='. */
#include "cmd/parse.h"

#include "base/similar.h"

const struct command *command_find(const char *name, const char **near)
{
    struct similar s = similar_to(str_of(name));
    for (const struct command *const *c = command_table; *c; c++) {
        if (strcmp((*c)->name, name) == 0)
            return *c;
        similar_offer(&s, str_of((*c)->name));
    }
    *near = s.best.s;
    return NULL;
}

const struct command *command_named(int count, char *const *words, int *used, const char **near)
{
    *used = 2;
    for (const struct command *const *c = verb_table; *c && count > 1; c++) {
        size_t first = strlen(words[0]);
        if (strncmp((*c)->name, words[0], first) == 0 && (*c)->name[first] == ' ' &&
            strcmp((*c)->name + first + 1, words[1]) == 0)
            return *c;
    }
    *used = 1;
    return command_find(words[0], near);
}

const struct option **command_options(const struct command *command, size_t *count)
{
    VEC(const struct option *) all = {0};
    for (const struct option *const *group = command->option_groups; group && *group; group++)
        for (const struct option *o = *group; o->name; o++)
            *vec_push(&all) = o;
    for (const struct option *o = command->options; o && o->name; o++)
        *vec_push(&all) = o;
    *count = all.len;
    *vec_push(&all) = NULL;
    return all.at;
}

static size_t option_by_name(const struct args *a, struct str name)
{
    for (size_t i = 0; i < a->option_count; i++)
        if (str_is(name, a->options[i]->name))
            return i;
    return SIZE_MAX;
}

static int unknown_option(const struct args *a, struct str name, struct err *err)
{
    struct similar s = similar_to(name);
    for (size_t i = 0; i < a->option_count; i++)
        similar_offer(&s, str_of(a->options[i]->name));
    if (s.best.s)
        return err_set(err, "%s: there is no option --%.*s; did you mean --%.*s?", a->command->name,
                       STR_FMT(name), STR_FMT(s.best));
    return err_set(err, "%s: there is no option --%.*s; see `kedb %s -h`", a->command->name, STR_FMT(name),
                   a->command->name);
}

static int check_word(const struct args *a, const struct option *o, const char *value, struct err *err)
{
    if (!o->words)
        return 0;
    struct similar s = similar_to(str_of(value));
    struct buf list = BUF_INIT;
    for (const char *const *w = o->words; *w; w++) {
        if (strcmp(*w, value) == 0) {
            buf_release(&list);
            return 0;
        }
        similar_offer(&s, str_of(*w));
        buf_addf(&list, "%s%s", list.len ? ", " : "", *w);
    }
    if (s.best.s)
        err_set(err, "%s: --%s is one of %s, not \"%s\"; did you mean \"%.*s\"?", a->command->name, o->name,
                list.s, value, STR_FMT(s.best));
    else
        err_set(err, "%s: --%s is one of %s, not \"%s\"", a->command->name, o->name, list.s, value);
    buf_release(&list);
    return -1;
}

static int take(struct args *a, size_t i, const char *value, struct err *err)
{
    struct option_value *v = &a->values[i];
    v->given = true;
    if (!value)
        return 0;
    v->value = value;
    if (a->options[i]->kind == OPTION_LIST)
        *vec_push(&v->list) = value;
    return check_word(a, a->options[i], value, err);
}

/* One argument that begins with "--"; *at moves past a value that stands alone. */
static int take_long(struct args *a, int argc, char **argv, int *at, struct err *err)
{
    struct str word = str_of(argv[*at] + 2);
    size_t eq = str_find(word, STR("="), 0);
    struct str name = eq == SIZE_MAX ? word : str_sub(word, 0, eq);
    size_t i = option_by_name(a, name);
    if (i == SIZE_MAX)
        return unknown_option(a, name, err);
    const struct option *o = a->options[i];
    const char *value = eq == SIZE_MAX ? NULL : name.s + eq + 1;
    if (o->kind == OPTION_FLAG && value)
        return err_set(err, "%s: --%s takes no value", a->command->name, o->name);
    if ((o->kind == OPTION_VALUE || o->kind == OPTION_LIST) && !value) {
        if (*at + 1 >= argc)
            return err_set(err, "%s: --%s needs a value: --%s %s", a->command->name, o->name, o->name,
                           o->value);
        value = argv[++*at];
    }
    return take(a, i, value, err);
}

static int take_short(struct args *a, int argc, char **argv, int *at, struct err *err)
{
    for (const char *p = argv[*at] + 1; *p; p++) {
        size_t i = 0;
        while (i < a->option_count && a->options[i]->letter != *p)
            i++;
        if (i == a->option_count)
            return err_set(err, "%s: there is no option -%c; see `kedb %s -h`", a->command->name, *p,
                           a->command->name);
        const struct option *o = a->options[i];
        if (o->kind == OPTION_FLAG || o->kind == OPTION_MAYBE) {
            if (take(a, i, NULL, err) != 0)
                return -1;
            continue;
        }
        const char *value = p[1] ? p + 1 : *at + 1 < argc ? argv[++*at] : NULL;
        if (!value)
            return err_set(err, "%s: -%c needs a value: -%c %s", a->command->name, *p, *p, o->value);
        return take(a, i, value, err);
    }
    return 0;
}

int args_parse(struct args *a, const struct command *command, int argc, char **argv, struct err *err)
{
    *a = (struct args){.command = command};
    a->options = command_options(command, &a->option_count);
    a->values = mem_zalloc(a->option_count, sizeof *a->values);
    a->rest = mem_zalloc((size_t)argc + 1, sizeof *a->rest);
    bool open = true;
    for (int i = 0; i < argc; i++) {
        const char *arg = argv[i];
        int rc = 0;
        if (open && strcmp(arg, "--") == 0)
            open = false;
        else if (open && strncmp(arg, "--", 2) == 0)
            rc = take_long(a, argc, argv, &i, err);
        else if (open && arg[0] == '-' && arg[1])
            rc = take_short(a, argc, argv, &i, err);
        else
            a->rest[a->rest_count++] = argv[i];
        if (rc != 0)
            return -1;
    }
    return 0;
}

void args_release(struct args *a)
{
    for (size_t i = 0; i < a->option_count; i++)
        vec_release(&a->values[i].list);
    free(a->values);
    free((void *)a->options);
    free(a->rest);
    *a = (struct args){0};
}

const struct option_value *args_option(const struct args *a, const char *name)
{
    size_t i = option_by_name(a, str_of(name));
    if (i == SIZE_MAX) {
        fprintf(stderr, "kedb: internal fault: %s has no option row \"%s\"\n", a->command->name, name);
        abort();
    }
    return &a->values[i];
}

bool args_has(const struct args *a, const char *name)
{
    return option_by_name(a, str_of(name)) != SIZE_MAX;
}

bool args_flag(const struct args *a, const char *name)
{
    return args_option(a, name)->given;
}

const char *args_value(const struct args *a, const char *name)
{
    return args_option(a, name)->value;
}

int args_number(const struct args *a, const char *name, long from, long to, long missing, long *out,
                struct err *err)
{
    const char *text = args_value(a, name);
    *out = missing;
    if (!text)
        return 0;
    char *end;
    long v = strtol(text, &end, 10);
    if (end == text || *end || v < from || v > to)
        return err_set(err, "%s: --%s is a whole number from %ld to %ld, not \"%s\"", a->command->name, name,
                       from, to, text);
    *out = v;
    return 0;
}
