/* Reporting: see finding.h. */
#include "engine/sink.h"
#include "json/pointer.h"

static const char *const names[] = {"off", "info", "warning", "error"};

const char *severity_name(enum severity s)
{
    return names[s];
}

bool severity_parse(struct str word, enum severity *out)
{
    for (int i = 0; i < 4; i++) {
        if (str_is(word, names[i])) {
            *out = (enum severity)i;
            return true;
        }
    }
    return false;
}

void sink_release(struct sink *s)
{
    sink_end(s);
    arena_release(&s->keep);
    facts_release(&s->kept);
    vec_release(&s->findings);
    vec_release(&s->facts);
    excerpt_release(&s->excerpt);
    buf_release(&s->work);
}

void sink_begin(struct sink *s, uint32_t file, bool asked, struct str text, const struct json_doc *doc)
{
    s->file = file;
    s->asked = asked;
    s->text = text;
    s->doc = doc;
    s->blocked = 0;
    s->mapped = false;
}

void sink_end(struct sink *s)
{
    if (s->facts.len)
        facts_keep(&s->kept, s->file, s->facts.at, s->facts.len);
    s->facts.len = 0;
    if (s->mapped)
        srcmap_release(&s->map);
    s->mapped = false;
    s->doc = NULL;
}

json_node sink_node_at(const struct json_doc *doc, uint32_t start, uint32_t end)
{
    json_node best = 0;
    for (json_node n = 0; n < doc->len;) {
        const struct json_cell *c = json_cell(doc, n);
        uint32_t to = c->type == JSON_KEY ? json_cell(doc, n + 1)->end : c->end;
        if (c->start <= start && end <= to) {
            best = n;
            n++;
        } else {
            n = c->next;
        }
    }
    return best;
}

enum { EXCERPT_CELLS = 120 };

void sink_locate(struct sink *s, struct finding *f, json_node node)
{
    if (!s->mapped) {
        srcmap_build(&s->map, s->text);
        s->mapped = true;
    }
    f->from = srcmap_place(&s->map, f->start);
    f->to = srcmap_place(&s->map, f->end);
    buf_clear(&s->work);
    if (node != JSON_NONE && s->doc)
        json_pointer_add(&s->work, s->doc, node);
    f->pointer = arena_dup(&s->keep, buf_str(&s->work));
    if (!s->want_excerpts)
        return;
    struct str line = srcmap_line(&s->map, f->from.line);
    size_t base = (size_t)(line.s - s->text.s);
    excerpt_build(&s->excerpt, line, f->start - base, f->end > f->start ? f->end - base : f->start - base,
                  EXCERPT_CELLS);
    f->line = arena_dup(&s->keep, buf_str(&s->excerpt.line));
    f->marks = arena_dup(&s->keep, buf_str(&s->excerpt.marks));
}

struct finding *sink_report(struct sink *s, const struct rule *rule, json_node node, size_t start, size_t end,
                            const char *fmt, va_list ap)
{
    enum severity level = selection_level(s->selection, rule);
    if (level == SEVERITY_OFF || !s->asked || (rule->reads & s->blocked)) {
        s->scratch = (struct finding){.rule = NULL};
        return &s->scratch;
    }
    struct finding *f = vec_push(&s->findings);
    *f = (struct finding){
        .rule = rule,
        .severity = level,
        .file = s->file,
        .start = (uint32_t)start,
        .end = (uint32_t)(end < start ? start : end),
        .message = arena_vprintf(&s->keep, fmt, ap),
    };
    if (s->text.s)
        sink_locate(s, f, node);
    return f;
}

struct finding *finding_at(struct check *c, const struct rule *rule, json_node node, const char *fmt, ...)
{
    const struct json_cell *cell = json_cell(c->rec->doc, node);
    va_list ap;
    va_start(ap, fmt);
    struct finding *f = sink_report(c->sink, rule, node, cell->start, cell->end, fmt, ap);
    va_end(ap);
    return f;
}

struct finding *finding_at_key(struct check *c, const struct rule *rule, json_node key, const char *fmt, ...)
{
    const struct json_cell *cell = json_cell(c->rec->doc, key);
    va_list ap;
    va_start(ap, fmt);
    struct finding *f = sink_report(c->sink, rule, key, cell->start, cell->end, fmt, ap);
    va_end(ap);
    return f;
}

struct finding *finding_at_span(struct check *c, const struct rule *rule, json_node node, size_t start,
                                size_t end, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct finding *f = sink_report(c->sink, rule, node, start, end, fmt, ap);
    va_end(ap);
    return f;
}

struct finding *finding_in_string(struct check *c, const struct rule *rule, json_node node, size_t from,
                                  size_t to, const char *fmt, ...)
{
    const struct json_doc *doc = c->rec->doc;
    size_t start = json_string_place(doc, node, from);
    size_t end = to > from ? json_string_place(doc, node, to) : start;
    va_list ap;
    va_start(ap, fmt);
    struct finding *f = sink_report(c->sink, rule, node, start, end, fmt, ap);
    va_end(ap);
    return f;
}

void finding_help(struct check *c, struct finding *f, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (f->rule)
        f->help = arena_vprintf(&c->sink->keep, fmt, ap);
    va_end(ap);
}

void finding_note(struct check *c, struct finding *f, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (f->rule)
        f->note = arena_vprintf(&c->sink->keep, fmt, ap);
    va_end(ap);
}

static void add_edit(struct sink *s, struct finding *f, size_t offset, size_t length, struct str text)
{
    if (!f->rule)
        return;
    struct edit *edits = arena_alloc(&s->keep, (f->edit_count + 1) * sizeof *edits);
    if (f->edit_count)
        memcpy(edits, f->edits, f->edit_count * sizeof *edits);
    edits[f->edit_count++] = (struct edit){offset, length, arena_str(&s->keep, text)};
    f->edits = edits;
}

void finding_edit(struct check *c, struct finding *f, size_t offset, size_t length, struct str text)
{
    add_edit(c->sink, f, offset, length, text);
}

void finding_replace_string(struct check *c, struct finding *f, json_node node, struct str value)
{
    const struct json_cell *cell = json_cell(c->rec->doc, node);
    struct buf quoted = BUF_INIT;
    json_quote(&quoted, value);
    finding_edit(c, f, cell->start, cell->end - cell->start, buf_str(&quoted));
    buf_release(&quoted);
}

bool check_is_past(struct check *c, int32_t day)
{
    bool past = c->run->today > day;
    if (past && c->from <= day)
        c->from = day + 1;
    if (!past && c->to > day)
        c->to = day;
    return past;
}

int32_t check_today(struct check *c)
{
    c->from = c->to = c->run->today;
    return c->run->today;
}

bool rule_is_on(const struct check *c, const struct rule *rule)
{
    return selection_level(c->sink->selection, rule) != SEVERITY_OFF;
}

void fact_add(struct check *c, enum fact_kind kind, json_node node, struct str key, unsigned number)
{
    struct sink *s = c->sink;
    const struct json_cell *cell = json_cell(c->rec->doc, node);
    *vec_push(&s->facts) = (struct fact){
        .file = s->file,
        .kind = (uint16_t)kind,
        .number = (uint16_t)number,
        .start = cell->start,
        .end = cell->end,
        .key = arena_str(c->arena, key),
    };
}

bool fact_has(const struct check *c, enum fact_kind kind)
{
    const struct fact *f;
    vec_foreach (f, &c->sink->facts)
        if (f->kind == kind)
            return true;
    return false;
}

bool check_is_asked(const struct check *c)
{
    return c->sink->asked;
}

bool corpus_is_asked(const struct corpus *k, const struct fact *f)
{
    return k->sink->asked_files[f->file];
}

bool corpus_rule_is_on(const struct corpus *k, const struct rule *rule)
{
    return selection_level(k->sink->selection, rule) != SEVERITY_OFF;
}

static struct finding *report_fact(struct corpus *k, bool asked, const struct rule *rule,
                                   const struct fact *at, const char *fmt, va_list ap)
{
    struct sink *s = k->sink;
    s->file = at->file;
    s->asked = asked;
    s->text = (struct str){0};
    return sink_report(s, rule, JSON_NONE, at->start, at->end, fmt, ap);
}

struct finding *corpus_finding(struct corpus *k, const struct rule *rule, const struct fact *at,
                               const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct finding *f = report_fact(k, k->sink->asked_files[at->file], rule, at, fmt, ap);
    va_end(ap);
    return f;
}

struct finding *corpus_finding_anywhere(struct corpus *k, const struct rule *rule, const struct fact *at,
                                        const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct finding *f = report_fact(k, true, rule, at, fmt, ap);
    va_end(ap);
    return f;
}

void corpus_help(struct corpus *k, struct finding *f, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (f->rule)
        f->help = arena_vprintf(&k->sink->keep, fmt, ap);
    va_end(ap);
}

void corpus_note(struct corpus *k, struct finding *f, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (f->rule)
        f->note = arena_vprintf(&k->sink->keep, fmt, ap);
    va_end(ap);
}

void corpus_edit(struct corpus *k, struct finding *f, size_t offset, size_t length, struct str text)
{
    add_edit(k->sink, f, offset, length, text);
}
