/* Findings held back: see hold.h. */
#define _GNU_SOURCE /* qsort_r */
#include "engine/hold.h"

#include "base/date.h"
#include "base/hash.h"
#include "engine/sink.h"

#include <fnmatch.h>
#include <stdio.h>

/* A path as the baseline and suppressions call it: below the folder of kedb.json, else as it is reported. */
static const char *path_below(const char *path, const char *root, struct arena *a)
{
    struct str absolute = str_of(path_absolute(path, a));
    size_t len = root ? strlen(root) : 0;
    if (root && str_starts(absolute, str_of(root)) && absolute.s[len == 1 ? 0 : len] == '/')
        return absolute.s + (len == 1 ? 1 : len + 1);
    return path;
}

/* Numbers of items become "*": an item that is added above does not rename the ones below. */
static void add_pointer(struct buf *out, const char *pointer)
{
    for (const char *p = pointer; *p;) {
        size_t n = strcspn(p + 1, "/");
        bool number = n > 0 && strspn(p + 1, "0123456789") >= n;
        buf_addc(out, '/');
        buf_add(out, number ? "*" : p + 1, number ? 1 : n);
        p += n + 1;
    }
}

/* Numbers do not count: an age grows by itself. */
static void add_message(struct buf *out, const char *message)
{
    for (const char *p = message; *p; p++)
        if (!ascii_is_digit((unsigned char)*p))
            buf_addc(out, *p);
        else if (p == message || !ascii_is_digit((unsigned char)p[-1]))
            buf_addc(out, '#');
}

struct fingerprint *fingerprints(const struct finding *findings, size_t count, const struct source *sources,
                                 const char *root)
{
    struct fingerprint *out = mem_zalloc(count + 1, sizeof *out);
    struct arena a = ARENA_INIT;
    struct buf text = BUF_INIT;
    const char *path = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct finding *f = &findings[i];
        if (!i || f->file != findings[i - 1].file) {
            arena_reset(&a);
            path = path_below(sources[f->file].path, root, &a);
        }
        buf_clear(&text);
        buf_addf(&text, "%s\n%s\n", f->rule->id, path);
        add_pointer(&text, f->pointer);
        buf_addc(&text, '\n');
        add_message(&text, f->message);
        out[i] = (struct fingerprint){hash_bytes(buf_str(&text), 0).low, 1};
        for (size_t j = i; j-- > 0 && findings[j].file == f->file;)
            out[i].number += out[j].hash == out[i].hash;
    }
    buf_release(&text);
    arena_release(&a);
    return out;
}

static int read_line(struct baseline *b, struct str line, uint32_t number, struct err *err)
{
    unsigned long long hash;
    unsigned repeat;
    int used = 0;
    char word[64];
    size_t blank = str_find(line, STR(" "), 0);
    size_t len = blank == SIZE_MAX ? line.len : blank;
    if (len >= sizeof word)
        len = sizeof word - 1;
    memcpy(word, line.s, len);
    word[len] = 0;
    if (sscanf(word, "%16llx:%9u%n", &hash, &repeat, &used) != 2 || (size_t)used != len || !repeat)
        return err_set(err, "%s:%u:1: a line begins with a fingerprint such as 2f6c01b9aa04de11:1", b->path,
                       number);
    uint32_t start = (uint32_t)(line.s - b->text.s);
    *vec_push(&b->lines) = (struct baseline_line){
        .print = {hash, repeat}, .start = start, .end = start + (uint32_t)line.len, .line = number};
    return 0;
}

static int read_lines(struct baseline *b, struct err *err)
{
    uint32_t number = 1;
    int rc = 0;
    for (size_t at = 0; rc == 0 && at < b->text.len; number++) {
        const char *lf = memchr(b->text.s + at, '\n', b->text.len - at);
        size_t end = lf ? (size_t)(lf - b->text.s) : b->text.len;
        struct str line = str_sub(buf_str(&b->text), at, end);
        if (str_ends(line, STR("\r")))
            line.len--;
        if (line.len && line.s[0] != '#')
            rc = read_line(b, line, number, err);
        at = end + 1;
    }
    return rc;
}

int baseline_read(struct baseline *b, const char *path, struct err *err)
{
    *b = (struct baseline){.path = path};
    return file_read(path, 64 << 20, &b->text, err) != 0 ? -1 : read_lines(b, err);
}

int baseline_parse(struct baseline *b, const char *path, struct str text, struct err *err)
{
    *b = (struct baseline){.path = path};
    buf_add_str(&b->text, text);
    return read_lines(b, err);
}

void baseline_release(struct baseline *b)
{
    buf_release(&b->text);
    vec_release(&b->lines);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void baseline_format(const struct finding *findings, size_t count, const struct source *sources,
                     const char *root, struct buf *out)
{
    struct fingerprint *prints = fingerprints(findings, count, sources, root);
    struct arena a = ARENA_INIT;
    char **lines = mem_zalloc(count + 1, sizeof *lines);
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        const struct finding *f = &findings[i];
        buf_clear(&b);
        /* sorted by what a person looks for; the fingerprint is put in front below */
        buf_addf(&b, "%s %s %s", f->rule->id, path_below(sources[f->file].path, root, &a), f->pointer);
        for (size_t j = 0; j < b.len; j++)
            if ((unsigned char)b.s[j] < 0x20 || b.s[j] == 0x7F)
                b.s[j] = '?';
        lines[i] =
            arena_printf(&a, "%s%c%016llx:%u", b.s, 1, (unsigned long long)prints[i].hash, prints[i].number);
    }
    if (count)
        qsort(lines, count, sizeof *lines, by_text);
    buf_adds(out, "# kedb baseline: findings that are known; a line that is no longer needed must go\n");
    for (size_t i = 0; i < count; i++) {
        char *print = strchr(lines[i], 1);
        buf_addf(out, "%s %.*s\n", print + 1, (int)(print - lines[i]), lines[i]);
    }
    buf_release(&b);
    free(lines);
    free(prints);
    arena_release(&a);
}

static bool is_excused(const struct suppression *s, const struct finding *f, const char *path, int32_t today)
{
    if (today > s->until || !rule_matches(f->rule, str_of(s->rule)) || fnmatch(s->path, path, 0) != 0)
        return false;
    struct str pointer = str_of(f->pointer), from = str_of(s->pointer);
    return str_starts(pointer, from) && (pointer.len == from.len || pointer.s[from.len] == '/');
}

static int by_print(const void *a, const void *b)
{
    const struct baseline_line *x = a, *y = b;
    if (x->print.hash != y->print.hash)
        return x->print.hash < y->print.hash ? -1 : 1;
    if (x->print.number != y->print.number)
        return x->print.number < y->print.number ? -1 : 1;
    return 0;
}

static bool is_known(struct baseline *b, struct fingerprint print)
{
    struct baseline_line key = {.print = print};
    struct baseline_line *l =
        b->lines.len ? bsearch(&key, b->lines.at, b->lines.len, sizeof key, by_print) : NULL;
    if (l)
        l->used = true;
    return l != NULL;
}

static int by_line(const void *a, const void *b)
{
    const struct baseline_line *x = a, *y = b;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Whether a line's rule ran: the second word. A rule that is no more needs no line. */
static bool is_judged(const struct baseline *b, const struct baseline_line *l, const struct selection *rules)
{
    struct str line = str_sub(buf_str(&b->text), l->start, l->end);
    size_t from = str_find(line, STR(" "), 0);
    if (from == SIZE_MAX)
        return true;
    size_t to = str_find(line, STR(" "), from + 1);
    const struct rule *rule =
        rule_find(rules->table, str_sub(line, from + 1, to == SIZE_MAX ? line.len : to));
    return !rule || selection_level(rules, rule) != SEVERITY_OFF;
}

size_t baseline_shrink(struct baseline *b, const struct selection *rules, const struct finding *findings,
                       size_t count, const struct source *sources, const char *root, struct buf *out)
{
    struct fingerprint *prints = fingerprints(findings, count, sources, root);
    size_t dropped = 0, at = 0;
    if (b->lines.len)
        qsort(b->lines.at, b->lines.len, sizeof *b->lines.at, by_print);
    for (size_t i = 0; i < count; i++)
        is_known(b, prints[i]);
    if (b->lines.len)
        qsort(b->lines.at, b->lines.len, sizeof *b->lines.at, by_line);
    for (size_t i = 0; i < b->lines.len; i++) {
        const struct baseline_line *l = &b->lines.at[i];
        if (l->used || !is_judged(b, l, rules))
            continue;
        const char *lf = memchr(b->text.s + l->end, '\n', b->text.len - l->end);
        buf_add(out, b->text.s + at, l->start - at);
        at = lf ? (size_t)(lf - b->text.s) + 1 : b->text.len;
        dropped++;
    }
    buf_add(out, b->text.s + at, b->text.len - at);
    free(prints);
    return dropped;
}

/* A check of a file that is no record: findings go to the result's first sink. */
static struct check begin_file(struct result *r, size_t file, struct str text, const struct json_doc *doc)
{
    struct sink *s = &r->sinks[0];
    sink_begin(s, (uint32_t)file, true, text, doc);
    return (struct check){.sink = s, .arena = &s->keep};
}

static void judge_baseline(const struct holding *h, struct result *r)
{
    const struct rule *rule = rule_find(h->rules->table, STR("baseline/unused"));
    struct baseline *b = h->baseline;
    struct check c = begin_file(r, h->source_count, buf_str(&b->text), NULL);
    if (b->lines.len)
        qsort(b->lines.at, b->lines.len, sizeof *b->lines.at, by_line);
    for (size_t i = 0; rule && i < b->lines.len; i++) {
        const struct baseline_line *l = &b->lines.at[i];
        if (l->used || !is_judged(b, l, h->rules))
            continue;
        struct finding *f =
            finding_at_span(&c, rule, JSON_NONE, l->start, l->end, "no finding needs this line any more");
        finding_help(&c, f, "delete it, or run `kedb check --update-baseline`: a baseline only shrinks");
    }
    sink_end(c.sink);
}

static void judge_suppressions(const struct holding *h, struct result *r, const bool *used)
{
    const struct rule *unused = rule_find(h->rules->table, STR("suppression/unused")),
                      *expired = rule_find(h->rules->table, STR("suppression/expired"));
    struct json_doc doc = JSON_DOC_INIT;
    struct json_fault fault;
    if (json_parse(&doc, buf_str(&h->config->text), &fault) != 0)
        return;
    struct check c = begin_file(r, h->source_count + 1, buf_str(&h->config->text), &doc);
    for (size_t i = 0; i < h->config->suppression_count; i++) {
        const struct suppression *s = &h->config->suppressions[i];
        json_node node = sink_node_at(&doc, s->start, s->end);
        if (h->today > s->until && expired) {
            char until[11];
            date_format(s->until, until);
            struct finding *f = finding_at_span(&c, expired, node, s->start, s->end,
                                                "the suppression of %s ended on %s", s->rule, until);
            finding_help(&c, f, "mend what it excused, or give it a new end and say why");
        } else if (!used[i] && h->whole && unused) {
            struct finding *f =
                finding_at_span(&c, unused, node, s->start, s->end,
                                "no finding of %s in %s needs this suppression", s->rule, s->path);
            finding_help(&c, f, "remove it");
        }
    }
    sink_end(c.sink);
    json_release(&doc);
}

/* Whether a suppression's rules all ran: one that was left out of the run cannot be called unused. */
static bool rules_ran(const struct selection *s, const char *pattern)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->levels[i] == SEVERITY_OFF && s->table[i]->severity != SEVERITY_OFF &&
            rule_matches(s->table[i], str_of(pattern)))
            return false;
    return true;
}

static int by_path_and_place(const void *a, const void *b, void *sources)
{
    const struct finding *x = a, *y = b;
    const struct source *at = sources;
    int c = x->file == y->file ? 0 : strcmp(at[x->file].path, at[y->file].path);
    if (c || x->start != y->start)
        return c ? c : x->start < y->start ? -1 : 1;
    c = strcmp(x->rule->id, y->rule->id);
    if (c || x->end != y->end)
        return c ? c : x->end < y->end ? -1 : 1;
    return strcmp(x->message, y->message);
}

static void add_new(struct result *r, const struct source *sources)
{
    struct sink *s = &r->sinks[0];
    size_t more = s->findings.len;
    if (!more)
        return;
    r->findings = mem_realloc(r->findings, (r->count + more) * sizeof *r->findings);
    memcpy(r->findings + r->count, s->findings.at, more * sizeof *r->findings);
    r->count += more;
    vec_release(&s->findings);
    qsort_r(r->findings, r->count, sizeof *r->findings, by_path_and_place, (void *)sources);
}

void hold_back(const struct holding *h, struct result *r)
{
    size_t count = h->config->suppression_count, kept = 0;
    if ((!count && !h->baseline) || !r->sink_count)
        return;
    bool *used = mem_zalloc(count + 1, sizeof *used);
    struct fingerprint *prints = fingerprints(r->findings, r->count, h->sources, h->config->root);
    struct arena a = ARENA_INIT;
    const char *path = NULL;
    if (h->baseline && h->baseline->lines.len)
        qsort(h->baseline->lines.at, h->baseline->lines.len, sizeof *h->baseline->lines.at, by_print);
    for (size_t i = 0; i < count; i++)
        used[i] = !rules_ran(h->rules, h->config->suppressions[i].rule);
    r->held = mem_zalloc(r->count + 1, sizeof *r->held);
    for (size_t i = 0; i < r->count; i++) {
        struct finding f = r->findings[i];
        const struct suppression *by = NULL;
        if (!i || f.file != r->findings[i - 1].file || !path)
            path = path_below(h->sources[f.file].path, h->config->root, &a);
        for (size_t j = 0; j < count; j++) {
            if (is_excused(&h->config->suppressions[j], &f, path, h->today)) {
                used[j] = true;
                by = by ? by : &h->config->suppressions[j];
            }
        }
        if (by || (h->baseline && is_known(h->baseline, prints[i]))) {
            r->held[r->held_count++] =
                (struct held){f, by ? by->reason : NULL, prints[i].hash, prints[i].number};
            r->suppressed += by != NULL;
        } else {
            r->findings[kept++] = f;
        }
    }
    r->count = kept;
    /* Only a run over all says what no run needs. */
    if (h->baseline && h->whole)
        judge_baseline(h, r);
    if (count)
        judge_suppressions(h, r, used);
    add_new(r, h->sources);
    memset(r->by_severity, 0, sizeof r->by_severity);
    for (size_t i = 0; i < r->count; i++)
        r->by_severity[r->findings[i].severity]++;
    arena_release(&a);
    free(prints);
    free(used);
}
