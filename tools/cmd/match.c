/* kedb match: which records recognise a log. */
#include "base/utf8.h"
#include "cmd/near.h"
#include "cmd/samples.h"
#include "cmd/show.h"
#include "regex/scan.h"
#include "json/edit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

static const char *const formats[] = {"text", "json", NULL};

static const struct option own[] = {
    {"first", '1', OPTION_FLAG, NULL, "only the first match of each record", NULL},
    {"no-near", 0, OPTION_FLAG, NULL, "no near misses", NULL},
    {"format", 0, OPTION_VALUE, "FORMAT", "shape of what is printed (default: text)", formats},
    {"config", 0, OPTION_VALUE, "FILE", "use this kedb.json (default: the nearest upwards)", NULL},
    {"quiet", 'q', OPTION_FLAG, NULL, "no summary on standard error", NULL},
    {0},
};

enum { OUT_BLOCK = 1 << 16, NEAR_SHOWN_MAX = 20 };

/* What came of one record. */
struct tally {
    uint64_t lines; /* that it matches */
    bool undecided;
    bool broken; /* its regex does not compile, which was said */
    struct near_miss near;
};

struct matching {
    struct session s;
    struct neighbours base;
    struct str *patterns; /* by number of the record, "" where it has none */
    struct tally *tallies;
    const char *path; /* of the log, as reported */
    bool json, first, any;
    uint64_t matches, lines;
    struct matcher *matcher; /* for near misses; NULL: none are wanted */
    struct buf out;
    int code;
    struct err err;
};

static void write_out(struct matching *m)
{
    if (m->out.len && m->code != EXIT_TROUBLE && command_write(buf_str(&m->out)) != EXIT_CLEAN)
        m->code = EXIT_TROUBLE;
    buf_clear(&m->out);
}

/* The place behind a match: lines after its first, and the column there. */
static void end_place(const struct scan_match *f, uint64_t column, uint64_t *line, uint64_t *end)
{
    struct str inside = str_sub(f->text, f->from, f->to);
    *line = f->line;
    *end = column;
    for (size_t i = 0; i < inside.len; ++*end)
        if (utf8_next(inside, &i) == '\n') {
            ++*line;
            *end = 0;
        }
}

static void add_json(struct matching *m, const struct neighbour *x, const struct scan_match *f,
                     uint64_t column)
{
    struct buf *out = &m->out;
    uint64_t line, end;
    end_place(f, column, &line, &end);
    buf_adds(out, m->any ? ",\n    {\"record\": " : "\n    {\"record\": ");
    json_quote(out, x->id);
    buf_adds(out, ", \"file\": ");
    json_quote(out, str_of(x->path));
    buf_adds(out, ", \"path\": ");
    json_quote(out, str_of(m->path));
    buf_addf(out, ", \"line\": %lu, \"column\": %lu, \"end_line\": %lu, \"end_column\": %lu, \"text\": ",
             (unsigned long)f->line, (unsigned long)column, (unsigned long)line, (unsigned long)end);
    json_quote(out, str_sub(f->text, f->from, f->to));
    buf_addc(out, '}');
}

static void on_match(void *ctx, const struct scan_match *f)
{
    struct matching *m = ctx;
    struct tally *t = &m->tallies[f->pattern];
    const struct neighbour *x = &m->base.at.at[f->pattern];
    if (f->undecided) {
        t->undecided = true;
        return;
    }
    if (m->first && t->lines++)
        return;
    t->lines += !m->first;
    m->matches++;
    uint64_t column = 1 + f->offset + utf8_count(str_sub(f->text, 0, f->from));
    if (m->json) {
        add_json(m, x, f, column);
    } else {
        buf_addf(&m->out, "%s:%lu:%lu: %.*s: ", m->path, (unsigned long)f->line, (unsigned long)column,
                 STR_FMT(x->id.len ? x->id : str_of(x->path)));
        show_text(&m->out, str_sub(f->text, f->from, f->to));
        buf_addc(&m->out, '\n');
    }
    m->any = true;
    if (m->out.len >= OUT_BLOCK)
        write_out(m);
}

static void on_miss(void *ctx, const struct scan_match *f)
{
    struct matching *m = ctx;
    struct tally *t = &m->tallies[f->pattern];
    if (!t->lines)
        near_miss_try(&t->near, f, m->patterns[f->pattern], m->path, m->matcher);
}

/* Once a record, however many logs there are. */
static void on_broken(void *ctx, uint32_t pattern, size_t at, const char *what)
{
    struct matching *m = ctx;
    const struct neighbour *x = &m->base.at.at[pattern];
    if (!m->tallies[pattern].broken)
        fprintf(stderr, "%s: its regex matches nothing: %s (at character %zu)\n", x->path, what,
                1 + utf8_count(str_sub(x->regex, 0, at)));
    m->tallies[pattern].broken = true;
}

/* Whether a descriptor has nothing to give just now: then what is there is scanned and shown. */
static bool would_wait(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    return poll(&p, 1, 0) == 0;
}

static int read_stream(struct matching *m, struct scanner *s, int fd)
{
    while (m->code != EXIT_TROUBLE) {
        size_t room;
        char *to = scanner_room(s, &room);
        if (would_wait(fd)) {
            scanner_flush(s);
            write_out(m);
            to = scanner_room(s, &room);
        }
        ssize_t n = read(fd, to, room);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(&m->err, "%s: cannot be read: %s", m->path, strerror(errno));
        if (n == 0)
            break;
        scanner_filled(s, (size_t)n);
    }
    scanner_end(s);
    m->lines += scanner_lines(s);
    return 0;
}

static int match_file(struct matching *m, const char *path)
{
    bool in = strcmp(path, "-") == 0;
    int fd = 0, rc = 0;
    m->path = in ? "-" : path;
    if (!in && file_kind(path) == FILE_FOLDER)
        return err_set(&m->err, "match: %s is a folder: name a log, or pipe into standard input", path);
    if (!in && (fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)) < 0)
        return err_set(&m->err, "%s: cannot be opened: %s", path, strerror(errno));
    struct scan_events events = {
        .ctx = m, .match = on_match, .miss = m->matcher ? on_miss : NULL, .broken = on_broken};
    size_t n = m->base.at.len;
    struct str *texts = mem_zalloc(n, sizeof *texts);
    for (size_t i = 0; i < n; i++)
        texts[i] = m->base.at.at[i].signature;
    struct scanner *s = scanner_new(m->patterns, n, texts, n, &events);
    rc = read_stream(m, s, fd);
    scanner_free(s);
    free(texts);
    if (!in)
        close(fd);
    return rc;
}

/* The record's near miss, when it is one to show. */
static const struct near_miss *near_of(const struct matching *m, size_t i)
{
    const struct tally *t = &m->tallies[i];
    return m->matcher && !t->lines && t->near.literals ? &t->near : NULL;
}

static void add_near_json(struct matching *m, size_t i, bool first)
{
    const struct near_miss *n = near_of(m, i);
    const struct neighbour *x = &m->base.at.at[i];
    struct buf *out = &m->out;
    buf_adds(out, first ? "\n    {\"record\": " : ",\n    {\"record\": ");
    json_quote(out, x->id);
    buf_adds(out, ", \"file\": ");
    json_quote(out, str_of(x->path));
    buf_adds(out, ", \"path\": ");
    json_quote(out, str_of(n->path));
    buf_addf(out, ", \"line\": %lu, \"column\": %lu, \"text\": ", (unsigned long)n->line,
             (unsigned long)n->column);
    json_quote(out, str_sub(str_of(n->text), n->at, n->end));
    buf_adds(out, ", \"wanted\": ");
    json_quote(out, str_sub(x->regex, n->wanted, n->wanted_to));
    buf_addc(out, '}');
}

static void add_near_text(struct matching *m, size_t i)
{
    const struct near_miss *n = near_of(m, i);
    const struct neighbour *x = &m->base.at.at[i];
    struct str text = str_of(n->text), there = str_sub(text, n->at, n->end);
    buf_addf(&m->out, "%s:%lu:%lu: near miss of %.*s: ", n->path, (unsigned long)n->line,
             (unsigned long)n->column, STR_FMT(x->id.len ? x->id : str_of(x->path)));
    if (there.len) {
        buf_adds(&m->out, "\"");
        show_text(&m->out, there);
        buf_adds(&m->out, "\"");
    } else {
        buf_adds(&m->out, "the text ends");
    }
    buf_adds(&m->out, " where the regex wants \"");
    show_text(&m->out, str_sub(x->regex, n->wanted, n->wanted_to));
    buf_adds(&m->out, "\"\n");
    near_miss_show(n, x->regex, &m->out);
}

/* The near misses, those that agreed the most first in text; in JSON in the order of the records. */
static void add_near_misses(struct matching *m)
{
    size_t left = 0;
    bool *done = mem_zalloc(m->base.at.len, sizeof *done), first = true;
    for (size_t i = 0; i < m->base.at.len; i++) {
        if (!near_of(m, i))
            continue;
        left++;
        if (m->json)
            add_near_json(m, i, first);
        first = false;
    }
    for (size_t shown = 0; !m->json && left && shown < NEAR_SHOWN_MAX; shown++, left--) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < m->base.at.len; i++)
            if (near_of(m, i) && !done[i] &&
                (best == SIZE_MAX || near_of(m, i)->literals > near_of(m, best)->literals))
                best = i;
        done[best] = true;
        add_near_text(m, best);
    }
    if (!m->json && left)
        buf_addf(&m->out, "%zu more near miss%s; --format json lists all\n", left, left == 1 ? "" : "es");
    free(done);
}

static void say_summary(struct matching *m)
{
    size_t records = 0;
    for (size_t i = 0; i < m->base.at.len; i++)
        records += m->tallies[i].lines > 0;
    fprintf(stderr, "%lu line%s: %lu match%s of %zu record%s of %zu\n", (unsigned long)m->lines,
            m->lines == 1 ? "" : "s", (unsigned long)m->matches, m->matches == 1 ? "" : "es", records,
            records == 1 ? "" : "s", m->base.at.len);
    for (size_t i = 0; i < m->base.at.len; i++)
        if (m->tallies[i].undecided)
            fprintf(stderr, "%s: its regex reached the limit of a search: some lines were not decided\n",
                    m->base.at.at[i].path);
    if (m->base.unread)
        fprintf(stderr, "%zu record%s could not be read; `kedb check` says why\n", m->base.unread,
                m->base.unread == 1 ? "" : "s");
}

static int read_base(struct matching *m)
{
    const char *records = m->s.config.records ? session_records_folder(&m->s) : "records";
    if (session_records_there(&m->s, &m->err) != 0)
        return -1;
    if (file_kind(records) != FILE_FOLDER)
        return err_set(&m->err,
                       "match: there is no folder of records, %s: run it in a base, or name its kedb.json "
                       "with --config",
                       records);
    if (neighbours_read(&m->base, &m->s, records, &m->err) != 0)
        return -1;
    if (!m->base.at.len)
        return err_set(&m->err, "match: %s holds no record", records);
    m->patterns = mem_zalloc(m->base.at.len, sizeof *m->patterns);
    m->tallies = mem_zalloc(m->base.at.len, sizeof *m->tallies);
    for (size_t i = 0; i < m->base.at.len; i++)
        m->patterns[i] = m->base.at.at[i].regex.len ? m->base.at.at[i].regex : STR("(?!)");
    return 0;
}

static void close_json(struct matching *m)
{
    buf_adds(&m->out, m->any ? "\n  ],\n  \"near_misses\": [" : "],\n  \"near_misses\": [");
    size_t before = m->out.len;
    add_near_misses(m);
    buf_addf(&m->out, "%s],\n  \"summary\": {\"lines\": %lu, \"matches\": %lu, \"records\": %zu}\n}\n",
             m->out.len > before ? "\n  " : "", (unsigned long)m->lines, (unsigned long)m->matches,
             m->base.at.len);
}

static int run_match(const struct args *args)
{
    struct matching m = {.json =
                             args_value(args, "format") && strcmp(args_value(args, "format"), "json") == 0,
                         .first = args_flag(args, "first")};
    bool failed = session_open_at(&m.s, args, NULL, &m.err) != 0 || read_base(&m) != 0;
    if (failed) {
        m.code = command_fail(&m.err);
    } else {
        m.matcher = args_flag(args, "no-near") ? NULL : matcher_new();
        if (m.json)
            buf_adds(&m.out, "{\n  \"matches\": [");
        bool trouble = false;
        static const char *const standard[] = {"-"};
        const char *const *logs = args->rest_count ? (const char *const *)args->rest : standard;
        for (size_t i = 0; i < (args->rest_count ? args->rest_count : 1) && m.code != EXIT_TROUBLE; i++)
            if (match_file(&m, logs[i]) != 0)
                trouble = command_fail(&m.err) != 0;
        if (m.json)
            close_json(&m);
        else
            add_near_misses(&m);
        write_out(&m);
        if (!args_flag(args, "quiet") && !trouble && m.code != EXIT_TROUBLE)
            say_summary(&m);
        m.code = trouble || m.code == EXIT_TROUBLE ? EXIT_TROUBLE : m.matches ? EXIT_CLEAN : EXIT_FINDINGS;
    }
    for (size_t i = 0; m.tallies && i < m.base.at.len; i++)
        near_miss_release(&m.tallies[i].near);
    free(m.patterns);
    free(m.tallies);
    matcher_free(m.matcher);
    buf_release(&m.out);
    neighbours_release(&m.base);
    session_close(&m.s);
    return m.code;
}

const struct command cmd_match = {
    .name = "match",
    .summary = "say which records recognise a log, and where",
    .usage = "[FILE...]",
    .description =
        "Reads logs, or standard input, and prints for each line the records whose regex matches "
        "it: place, record,\n"
        "matched text; at the end, for records that match nowhere, the line that came nearest and the first\n"
        "character that differs. Searches are caseless, as consumers of a base do them. A stream of any "
        "length is read in bounded\n"
        "memory and answered as it comes; of a line longer than 64 KiB columns count bytes.\n"
        "As with grep, the exit code is 1 when nothing is found.",
    .exits = "0 a record recognises a line, 1 none does",
    .options = own,
    .examples =
        "  kedb match app.log\n  journalctl -b | kedb match --first\n  kedb match --format json app.log",
    .group = "write and use records",
    .run = run_match,
};
