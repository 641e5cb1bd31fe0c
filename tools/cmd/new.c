/* kedb new: a record to fill in. */
#include "base/date.h"
#include "base/similar.h"
#include "base/utf8.h"
#include "cmd/samples.h"
#include "record/scaffold.h"
#include "regex/match.h"
#include "rules/tools.h"

enum { NEAREST_MAX = 3, CUT_BACK_MAX = 200 }; /* bytes that a cut goes back to a word's end */

static const struct option own[] = {
    {"signature", 0, OPTION_LIST, "TEXT", "the error's text; given again: another sample of it", NULL},
    {"from", 0, OPTION_VALUE, "FILE", "read samples from FILE, one a line (- is standard input)", NULL},
    {"code", 0, OPTION_VALUE, "CODE",
     "the error code: stays as it is in the regex (default: the one that is seen)", NULL},
    {"stdout", 0, OPTION_FLAG, NULL, "write the record to standard output instead of its file", NULL},
    {"dry-run", 'n', OPTION_FLAG, NULL, "say what would be written where, and write nothing", NULL},
    {"config", 0, OPTION_VALUE, "FILE", "use this kedb.json (default: the nearest upwards)", NULL},
    {"quiet", 'q', OPTION_FLAG, NULL, "say nothing on standard error but why it failed", NULL},
    {0},
};

struct making {
    struct session s;
    struct samples samples;
    struct neighbours near;
    struct generalised made;
    struct scaffold_result record;
    const char *id, *folder, *path;
    struct str code;
    bool quiet;
    struct arena arena;
    struct err err;
};

static int fail(struct making *m)
{
    return command_fail(&m->err);
}

/* Safe as a path, whatever the schema says of ids. */
static bool is_path_safe(struct str id)
{
    for (size_t at = 0; at <= id.len;) {
        size_t end = str_find(id, STR("/"), at);
        struct str part = str_sub(id, at, end == SIZE_MAX ? id.len : end);
        if (!part.len || part.s[0] == '.' || part.s[0] == '-')
            return false;
        for (size_t i = 0; i < part.len; i++)
            if ((unsigned char)part.s[i] <= ' ' || part.s[i] == 0x7F || part.s[i] == '\\')
                return false;
        at = end == SIZE_MAX ? id.len + 1 : end + 1;
    }
    return utf8_valid(id) == id.len;
}

static int check_domain(struct making *m, struct str id)
{
    const struct json_doc *schema = &m->s.schema_doc;
    json_node list = scaffold_list(&m->s.roles, schema, ROLE_DOMAIN);
    struct str domain = str_sub(id, 0, str_find(id, STR("/"), 0));
    struct similar near = similar_to(domain);
    size_t count = 0;
    if (list == JSON_NONE)
        return 0;
    json_foreach_item (schema, list, item) {
        if (json_type(schema, item) != JSON_STRING)
            continue;
        struct str word = json_string(schema, item, &m->arena);
        if (str_eq(word, domain))
            return 0;
        similar_offer(&near, word);
        count++;
    }
    if (near.best.s)
        return err_set(&m->err, "new: there is no domain \"%.*s\"; did you mean \"%.*s/%s\"?",
                       STR_FMT(domain), STR_FMT(near.best), m->id + domain.len + 1);
    return err_set(&m->err, "new: there is no domain \"%.*s\" among the %zu of the schema", STR_FMT(domain),
                   count);
}

static int check_id(struct making *m)
{
    struct str id = str_of(m->id);
    const struct roles *roles = &m->s.roles;
    const struct json_doc *schema = &m->s.schema_doc;
    if (!roles->role_counts[ROLE_RECORD_ID])
        return err_set(&m->err, "new: the record schema gives no field the role record-id");
    if (!memchr(id.s, '/', id.len) || !is_path_safe(id))
        return err_set(&m->err, "new: an id is DOMAIN/SLUG, such as git/index-lock-exists, not \"%s\"",
                       m->id);
    if (str_ends(id, STR(RECORD_ID_TAKEN)))
        return err_set(&m->err,
                       "new: the id \"%s\" ends in \"" RECORD_ID_TAKEN "\": its page would be the "
                       "Chinese page of \"%.*s\"",
                       m->id, STR_FMT(str_sub(id, 0, id.len - strlen(RECORD_ID_TAKEN))));
    json_node form = scaffold_keyword(roles, schema, roles->by_role[ROLE_RECORD_ID][0], "pattern");
    if (form != JSON_NONE && json_type(schema, form) == JSON_STRING) {
        struct regex_fault fault;
        struct matcher *matcher = matcher_new();
        struct str pattern = json_string(schema, form, &m->arena);
        struct regex *r = regex_compile(pattern, REGEX_SCHEMA, &fault);
        bool good = !r || regex_search(r, matcher, id, NULL, NULL) == REGEX_MATCH;
        regex_free(r);
        matcher_free(matcher);
        if (!good)
            return err_set(&m->err, "new: the id \"%s\" does not match %.*s, the schema's form of an id",
                           m->id, STR_FMT(pattern));
    }
    return check_domain(m, id);
}

static int read_samples(struct making *m, const struct args *args)
{
    const struct option_value *texts = args_option(args, "signature");
    const char *file = args_value(args, "from");
    for (size_t i = 0; i < texts->list.len; i++)
        samples_add(&m->samples, texts->list.at[i]);
    if (file && samples_read(&m->samples, file, &m->err) != 0)
        return -1;
    if (!m->samples.at.len)
        return err_set(&m->err,
                       "new: what does the error say? Give --signature TEXT, or --from FILE with samples");
    return 0;
}

/* A code that the text shows: capitals and digits that begin with E (errno), or letters, a hyphen and digits.
 */
static struct str find_code(struct str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t from = at, digits = 0, capitals = 0, hyphens = 0;
        while (at < text.len && (ascii_is_alnum((unsigned char)text.s[at]) ||
                                 (text.s[at] == '-' && at > from) || text.s[at] == '_')) {
            digits += ascii_is_digit((unsigned char)text.s[at]);
            capitals += ascii_is_upper((unsigned char)text.s[at]);
            hyphens += text.s[at] == '-';
            at++;
        }
        size_t len = at - from;
        bool fresh = from == 0 || !strchr(".-@:/'\"", text.s[from - 1]);
        bool errnos =
            len >= 4 && text.s[from] == 'E' && capitals == len && !str_is(str_sub(text, from, at), "ERROR");
        bool numbered = capitals >= 2 && digits >= 3 && capitals + digits + hyphens == len && hyphens <= 1 &&
                        ascii_is_upper((unsigned char)text.s[from]);
        if (fresh && (errnos || numbered))
            return str_sub(text, from, at);
        at += at == from;
    }
    return STR("");
}

/* The longest text that the schema allows at the first place of a role, in characters. */
static size_t longest(const struct making *m, enum role role)
{
    const struct roles *roles = &m->s.roles;
    const struct json_doc *schema = &m->s.schema_doc;
    json_node most = roles->role_counts[role]
                         ? scaffold_keyword(roles, schema, roles->by_role[role][0], "maxLength")
                         : JSON_NONE;
    double d = most != JSON_NONE && json_type(schema, most) == JSON_NUMBER ? json_number(schema, most) : -1;
    return d >= 0 && d < 1e9 ? (size_t)d : SIZE_MAX;
}

/* The text up to a number of characters, cut between words where one ends near enough. */
static struct str cut_text(struct str text, size_t most)
{
    size_t at = 0, blank = 0;
    for (size_t n = 0; n < most && at < text.len; n++) {
        size_t from = at;
        utf8_next(text, &at);
        if (strchr(" \t\n", text.s[from]) && from)
            blank = from;
    }
    if (at < text.len && !strchr(" \t\n", text.s[at]) && at - blank <= CUT_BACK_MAX)
        at = blank;
    return str_trim(str_sub(text, 0, at));
}

/* Samples that the schema takes: the first is the signature, others may be aliases. */
static void shorten_samples(struct making *m, size_t most)
{
    size_t alias = longest(m, ROLE_ALIAS);
    for (size_t i = 0; i < m->samples.at.len; i++) {
        struct str *x = &m->samples.at.at[i];
        size_t limit = i && alias < most ? alias : most, before;
        *x = str_trim(*x);
        before = utf8_count(*x);
        if (before <= limit || utf8_valid(*x) < x->len)
            continue;
        *x = cut_text(*x, limit);
        if (!m->quiet)
            fprintf(stderr,
                    "sample %zu is cut from %zu to %zu characters: the record takes no more than %zu\n",
                    i + 1, before, utf8_count(*x), limit);
    }
}

static int generalise(struct making *m, const struct args *args)
{
    size_t most = longest(m, ROLE_SIGNATURE), regex = longest(m, ROLE_REGEX);
    shorten_samples(m, most);
    const char *code = args_value(args, "code");
    struct str first = str_trim(m->samples.at.at[0]);
    m->code = code ? str_of(code) : find_code(first);
    if (code && str_find(first, m->code, 0) == SIZE_MAX)
        return err_set(&m->err, "new: the code \"%s\" does not occur in the signature", code);
    if (neighbours_read(&m->near, &m->s, m->folder, &m->err) != 0)
        return -1;
    neighbours_compare(&m->near, m->samples.at.at, m->samples.at.len);
    if (neighbours_generalise(&m->near, &m->samples, &m->code, m->code.len > 0, &m->arena, &m->made,
                              &m->err) != 0)
        return err_prefix(&m->err, "new");
    if (utf8_count(m->made.pattern) > regex)
        return err_set(
            &m->err,
            "new: the regex of so long a text has %zu characters, more than the %zu that the record "
            "takes: give the lines of it that tell this error from others",
            utf8_count(m->made.pattern), regex);
    return 0;
}

static void write_record(struct making *m, const struct args *args, struct str today)
{
    struct scaffold s = {.roles = &m->s.roles,
                         .schema = &m->s.schema_doc,
                         .id = str_of(m->id),
                         .signature = str_trim(m->samples.at.at[0]),
                         .regex = m->made.pattern,
                         .code = m->code,
                         .today = today,
                         .indent = m->s.run.indent};
    (void)args;
    /* Samples that share nothing with the first are other spellings of it. */
    struct str *aliases = arena_alloc(&m->arena, m->made.first_count * sizeof *aliases);
    for (size_t i = 1; i < m->made.first_count; i++)
        aliases[s.alias_count++] = str_trim(m->samples.at.at[m->made.firsts[i]]);
    s.aliases = aliases;
    struct str *confused = arena_alloc(&m->arena, m->near.at.len * sizeof *confused);
    struct neighbour *x;
    vec_foreach (x, &m->near.at)
        if ((x->is_taken || x->recognises) && x->id.len && s.confused_count < 20)
            confused[s.confused_count++] = x->id;
    s.confused = confused;
    scaffold_write(&s, &m->record);
}

static int by_likeness(const void *a, const void *b)
{
    const struct neighbour *x = a, *y = b;
    int mine = (x->recognises || x->is_taken), theirs = (y->recognises || y->is_taken);
    if (mine != theirs)
        return theirs - mine;
    return x->likeness > y->likeness ? -1 : x->likeness < y->likeness ? 1 : str_cmp(x->id, y->id);
}

static void say_nearest(struct making *m)
{
    struct neighbours *n = &m->near;
    if (n->at.len)
        qsort(n->at.at, n->at.len, sizeof *n->at.at, by_likeness);
    for (size_t i = 0; i < n->at.len; i++) {
        const struct neighbour *x = &n->at.at[i];
        const char *how = x->recognises && x->is_taken ? "each recognises the other's text"
                          : x->recognises              ? "its regex recognises this text already"
                          : x->is_taken                ? "the new regex matches its signature"
                                                       : NULL;
        if (i >= NEAREST_MAX || (!how && x->likeness < 0.35))
            break;
        fprintf(stderr, "%s %.*s: %.*s%s%s\n", i ? "             " : "near to this:", STR_FMT(x->id),
                STR_FMT(x->signature), how ? "\n               " : "", how ? how : "");
    }
    if (n->unread)
        fprintf(stderr, "%zu record%s could not be read; `kedb check` says why\n", n->unread,
                n->unread == 1 ? "" : "s");
}

/* What the rules say of the new record, beside the base: the marks to fill in, and what else is left. */
static void say_what_is_left(struct making *m)
{
    struct session *s = &m->s;
    struct result r;
    struct source source = {
        .path = m->path, .id_expected = str_of(m->id), .text = buf_str(&m->record.text), .asked = true};
    struct engine e = {.run = &s->run,
                       .selection = &s->selection,
                       .sources = &source,
                       .source_count = 1,
                       .workers = 1,
                       .tools_new = rule_tools_new,
                       .tools_free = rule_tools_free};
    engine_run(&e, &r);
    size_t marks = 0;
    for (size_t i = 0; i < r.count; i++) {
        const struct finding *f = &r.findings[i];
        if (strcmp(f->rule->id, "text/placeholder") == 0)
            fprintf(stderr, "%s %s\n", marks++ ? "         " : "to write:", f->pointer);
    }
    for (size_t i = 0; i < m->record.choices.len; i++) {
        const struct scaffold_choice *c = &m->record.choices.at[i];
        fprintf(stderr, "%s %.*s: %.*s", i ? "         " : "to check:", STR_FMT(c->pointer),
                STR_FMT(c->value));
        if (c->of)
            fprintf(stderr, ", one of %zu", c->of);
        fputc('\n', stderr);
    }
    for (size_t i = 0; i < r.count; i++) {
        const struct finding *f = &r.findings[i];
        if (f->severity > SEVERITY_INFO && strcmp(f->rule->id, "text/placeholder") != 0)
            fprintf(stderr, "%s: %s: %s [%s]\n", severity_name(f->severity), f->pointer, f->message,
                    f->rule->id);
    }
    result_release(&r);
}

static int deliver(struct making *m, const struct args *args)
{
    bool out = args_flag(args, "stdout"), dry = args_flag(args, "dry-run"), quiet = args_flag(args, "quiet");
    struct str text = buf_str(&m->record.text);
    if (!quiet) {
        fprintf(stderr, "regex: %.*s\n", STR_FMT(m->made.pattern));
        say_nearest(m);
        say_what_is_left(m);
    }
    if (out)
        return command_write(text);
    if (dry) {
        printf("%s would be written\n", m->path);
        return EXIT_CLEAN;
    }
    char *folder = arena_dup(&m->arena, path_folder(str_of(m->path)));
    if (file_make_folders(folder, &m->err) != 0 || file_write(m->path, text, NULL, &m->err) != 0)
        return fail(m);
    printf("%s\n", m->path);
    return EXIT_CLEAN;
}

static int make(struct making *m, const struct args *args)
{
    char today[11];
    if (check_id(m) != 0)
        return fail(m);
    const char *records = m->s.config.records ? session_records_folder(&m->s) : NULL;
    m->folder = records ? records : "records";
    m->path = arena_printf(&m->arena, "%s/%s.json", m->folder, m->id);
    if (file_kind_nofollow(m->path) != FILE_NONE)
        return command_failf("new: %s is there already: choose another slug, or edit it", m->path);
    if (read_samples(m, args) != 0 || generalise(m, args) != 0)
        return fail(m);
    date_format(m->s.run.today, today);
    write_record(m, args, (struct str){today, 10});
    return deliver(m, args);
}

static int run_new(const struct args *args)
{
    struct making m = {0};
    int code;
    if (args->rest_count != 1)
        return command_failf("new: takes one id: kedb new DOMAIN/SLUG --signature TEXT");
    m.id = args->rest[0];
    m.quiet = args_flag(args, "quiet");
    if (session_open_at(&m.s, args, NULL, &m.err) != 0 || session_select(&m.s, args, NULL, &m.err) != 0)
        code = fail(&m);
    else
        code = make(&m, args);
    scaffold_release(&m.record);
    neighbours_release(&m.near);
    samples_release(&m.samples);
    arena_release(&m.arena);
    session_close(&m.s);
    return code;
}

static const struct option *const groups[] = {options_rules, NULL};

const struct command cmd_new = {
    .name = "new",
    .summary = "begin a record: its regex generalised from the error's text",
    .usage = "DOMAIN/SLUG",
    .description = "Writes a record to fill in, every key of the schema in its order. The regex is "
                   "generalised from the samples:\n"
                   "what varies becomes a class, the rest is escaped for every engine. Prose that a person "
                   "must write is marked\n"
                   "TODO, which the rule text/placeholder finds; values chosen from closed lists are named "
                   "on standard error, and\n"
                   "so are the nearest records of the base. Samples after the first that share nothing with "
                   "it become aliases.\n"
                   "A file that is there is never overwritten.",
    .option_groups = groups,
    .options = own,
    .examples = "  kedb new git/index-lock-exists --signature \"fatal: Unable to create '.git/index.lock': "
                "File exists.\"\n"
                "  grep -h 'index.lock' *.log | sort -u | kedb new git/index-lock-exists --from -\n"
                "  kedb new docker/no-space --signature 'no space left on device' --stdout",
    .group = "write and use records",
    .run = run_new,
};
