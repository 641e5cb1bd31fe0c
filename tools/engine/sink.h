/* Where one worker's findings and facts go. Private to engine/: rules see finding.h and fact.h. */
#ifndef KEDB_ENGINE_SINK_H
#define KEDB_ENGINE_SINK_H

#include "engine/facts.h"
#include "engine/select.h"

struct sink {
    const struct selection *selection;
    struct arena keep; /* strings of findings */
    VEC(struct finding) findings;
    struct facts kept;      /* facts of the records before */
    VEC(struct fact) facts; /* of the record at hand */
    bool want_excerpts;
    /* of the record at hand */
    uint32_t file;
    bool asked;       /* false: only facts are wanted */
    role_set blocked; /* rules that read one of these stay silent */
    const struct json_doc *doc;
    struct str text;
    struct srcmap map;
    bool mapped;
    struct excerpt excerpt;
    struct buf work;
    /* of corpus rules: whether a file was asked for, by number */
    const bool *asked_files;
    struct finding scratch; /* where findings go that nobody wants */
};

void sink_release(struct sink *s);
/* Before a record's rules run; `doc` may be NULL when the text is not JSON. */
void sink_begin(struct sink *s, uint32_t file, bool asked, struct str text, const struct json_doc *doc);
/* After: keeps its facts, forgets the record. */
void sink_end(struct sink *s);

/* Reports a span of the text; `node` (JSON_NONE: the root) gives the pointer. */
struct finding *sink_report(struct sink *s, const struct rule *rule, json_node node, size_t start, size_t end,
                            const char *fmt, va_list ap);
/* Fills in line, column, pointer and excerpt of a finding from the sink's current record. */
void sink_locate(struct sink *s, struct finding *f, json_node node);
/* The innermost node (a key counts as its value) that holds a span. */
json_node sink_node_at(const struct json_doc *doc, uint32_t start, uint32_t end);

#endif
