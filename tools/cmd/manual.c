/* Man pages from the command rows: kedb(1) and one for each command. roff as man(7) defines it; what a reader
 * would take for a request or an escape is escaped. */
#include "cmd/manual.h"

#include "cmd/parse.h"

static void add_text(struct buf *out, const char *text, bool line_start)
{
    for (const char *p = text; *p; p++) {
        if (line_start && (*p == '.' || *p == '\''))
            buf_adds(out, "\\&");
        line_start = *p == '\n';
        if (*p == '\\')
            buf_adds(out, "\\e");
        else if (*p == '-')
            buf_adds(out, "\\-");
        else if (*p == '`')
            buf_adds(out, "\\(ga");
        else if (*p == '^')
            buf_adds(out, "\\(ha");
        else if (*p == '~')
            buf_adds(out, "\\(ti");
        else if (*p == '"' && line_start)
            buf_adds(out, "\\(dq");
        else
            buf_addc(out, *p);
    }
}

static void add_head(struct buf *out, const char *name, const char *summary)
{
    struct buf upper = BUF_INIT;
    for (const char *p = name; *p; p++)
        buf_addc(&upper, ascii_is_lower((unsigned char)*p) ? (char)(*p - 32) : *p);
    buf_adds(out, ".TH \"");
    add_text(out, upper.s, false);
    buf_adds(out, "\" 1 \"\" \"kedb " KEDB_VERSION "\" \"kedb manual\"\n.SH NAME\n");
    add_text(out, name, true);
    buf_adds(out, " \\- ");
    add_text(out, summary, false);
    buf_addc(out, '\n');
    buf_release(&upper);
}

static void add_option(struct buf *out, const struct option *o)
{
    buf_adds(out, ".TP\n");
    if (o->letter)
        buf_addf(out, "\\fB\\-%c\\fR, ", o->letter);
    buf_adds(out, "\\fB\\-\\-");
    add_text(out, o->name, false);
    buf_adds(out, "\\fR");
    if (o->value) {
        buf_adds(out, o->kind == OPTION_MAYBE ? "[=\\fI" : " \\fI");
        add_text(out, o->value, false);
        buf_adds(out, o->kind == OPTION_MAYBE ? "\\fR]" : "\\fR");
    }
    buf_addc(out, '\n');
    add_text(out, o->help, true);
    buf_addc(out, '\n');
    if (!o->words)
        return;
    buf_adds(out, ".br\nOne of: ");
    for (const char *const *w = o->words; *w; w++) {
        buf_adds(out, w == o->words ? "" : ", ");
        add_text(out, *w, false);
    }
    buf_addc(out, '\n');
}

/* Paragraphs are parted by empty lines; within one, lines are filled. */
static void add_paragraphs(struct buf *out, const char *text)
{
    for (const char *at = text; *at;) {
        const char *end = strstr(at, "\n\n");
        size_t len = end ? (size_t)(end - at) : strlen(at);
        char *one = mem_dup((struct str){at, len});
        buf_adds(out, at == text ? "" : ".PP\n");
        add_text(out, one, true);
        buf_addc(out, '\n');
        free(one);
        at += len + (end ? 2 : 0);
    }
}

/* `exits`: what 0 and 1 mean when it is not the usual, "0 ..., 1 ...". */
static void add_end(struct buf *out, const char *exits)
{
    buf_adds(out, ".SH EXIT STATUS\n");
    if (exits)
        buf_addf(out, "%s.\n", exits);
    else
        buf_adds(out, ".TP\n0\nNothing to report at or above the severity of \\fB\\-\\-fail\\-on\\fR.\n"
                      ".TP\n1\nFindings.\n");
    buf_adds(out,
             ".TP\n2\nThe job could not be done: usage, configuration, a file that cannot be read, a schema "
             "that is wrong, no network.\n");
}

void manual_command(struct buf *out, const struct command *c)
{
    size_t count;
    const struct option **options = command_options(c, &count);
    struct buf name = BUF_INIT;
    buf_addf(&name, "kedb-%s", c->name);
    for (size_t i = 0; i < name.len; i++)
        if (name.s[i] == ' ')
            name.s[i] = '-';
    for (size_t i = 0; i < name.len; i++)
        name.s[i] = name.s[i] == ' ' ? '-' : name.s[i];
    add_head(out, name.s, c->summary);
    buf_addf(out, ".SH SYNOPSIS\n\\fBkedb %s\\fR", c->name);
    buf_adds(out, count ? " [\\fIOPTION\\fR...] " : " ");
    add_text(out, c->usage, false);
    buf_adds(out, "\n.SH DESCRIPTION\n");
    add_paragraphs(out, c->description ? c->description : c->summary);
    if (count)
        buf_adds(out, ".SH OPTIONS\n");
    for (size_t i = 0; i < count; i++)
        add_option(out, options[i]);
    add_end(out, c->exits);
    if (c->examples) {
        buf_adds(out, ".SH EXAMPLES\n.nf\n");
        add_text(out, c->examples, true);
        buf_adds(out, "\n.fi\n");
    }
    buf_adds(out, ".SH SEE ALSO\n\\fBkedb\\fR(1)");
    size_t len = strlen(c->name);
    for (const struct command *const *v = verb_table; *v; v++)
        if (strncmp((*v)->name, c->name, len) == 0 && (*v)->name[len] == ' ')
            buf_addf(out, ", \\fBkedb\\-%s\\-%s\\fR(1)", c->name, (*v)->name + len + 1);
    buf_addc(out, '\n');
    buf_release(&name);
    free((void *)options);
}

void manual_program(struct buf *out)
{
    const char *group = "";
    add_head(out, "kedb", "keep a known-error database true");
    buf_adds(out, ".SH SYNOPSIS\n\\fBkedb\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIPATH\\fR...]\n.SH "
                  "DESCRIPTION\n");
    add_paragraphs(
        out,
        "A known-error database is a git repository of JSON records, one error a file: how to recognise "
        "the error, why it happens, which fixes waste time and which work, in English and Chinese, with a "
        "link to the vendor's page and a Markdown page made from it. kedb reads the records and says what "
        "is wrong, where, and how to mend it.\n\n"
        "The nearest kedb.json upwards from the first path says where records and schema lie and how the "
        "rules are set.");
    for (const struct command *const *c = command_table; *c; c++) {
        if (strcmp((*c)->group, group) != 0) {
            buf_adds(out, ".SS ");
            add_text(out, group = (*c)->group, false);
            buf_addc(out, '\n');
        }
        buf_adds(out, ".TP\n\\fBkedb\\-");
        add_text(out, (*c)->name, false);
        buf_adds(out, "\\fR(1)\n");
        add_text(out, (*c)->summary, true);
        buf_addc(out, '\n');
    }
    add_end(out, NULL);
    buf_adds(
        out,
        ".SH ENVIRONMENT\n"
        ".TP\n\\fBNO_COLOR\\fR\nWhen it is set and not empty, text is not coloured.\n"
        ".TP\n\\fBKEDB_CACHE\\fR\nThe folder of caches, instead of kedb below XDG_CACHE_HOME or "
        "\\(ti/.cache.\n"
        ".SH FILES\n.TP\nkedb.json\nThe configuration of a base; its schema is schemas/kedb.schema.json.\n");
}
