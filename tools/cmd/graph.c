/* kedb graph: the transition graph of a base. */
#include "base/similar.h"
#include "cmd/records.h"
#include "cmd/show.h"
#include "record/transition.h"
#include "json/edit.h"

static const char *const formats[] = {"text", "json", "dot", NULL};

static const struct option own[] = {
    {"format", 0, OPTION_VALUE, "FORMAT", "shape of what is printed; dot is for Graphviz (default: text)",
     formats},
    {"depth", 0, OPTION_VALUE, "N", "how many steps to follow from a record (default: 5)", NULL},
    {"config", 0, OPTION_VALUE, "FILE", "use this kedb.json (default: the nearest upwards)", NULL},
    {0},
};

enum { DEPTH_MAX = 50, LINES_MAX = 1000 };

struct drawing {
    struct session s;
    struct transition_graph g;
    struct buf out;
    long depth;
    bool *shown; /* by node: its steps were printed once */
    size_t lines;
    size_t unread;
    struct err err;
};

static const struct transition_node *node(const struct drawing *d, uint32_t n)
{
    return &d->g.nodes.at[n];
}

static void add_cycles(struct drawing *d)
{
    bool *told = mem_zalloc(d->g.cycles + 1, sizeof *told);
    for (uint32_t i = 0; i < d->g.nodes.len; i++) {
        uint32_t cycle = node(d, i)->cycle;
        if (!cycle || told[cycle])
            continue;
        told[cycle] = true;
        size_t len;
        uint32_t *way = transition_cycle(&d->g, i, &len);
        buf_adds(&d->out, "cycle:    ");
        for (size_t k = 0; k <= len; k++)
            buf_addf(&d->out, "%s%.*s", k ? " -> " : "", STR_FMT(node(d, way[k % len])->id));
        buf_addc(&d->out, '\n');
        free(way);
    }
    free(told);
}

static void add_summary(struct drawing *d)
{
    size_t records = 0, edges = 0, alike = 0, alone = 0, starts = 0, ends = 0;
    const struct transition_node *n;
    const struct transition_edge *e;
    vec_foreach (n, &d->g.nodes) {
        records += n->present;
        alone += n->present && !n->in && !n->out && !n->alike;
        starts += n->present && n->out && !n->in;
        ends += n->present && n->in && !n->out;
    }
    vec_foreach (e, &d->g.edges) {
        alike += e->alike;
        edges += !e->alike;
    }
    buf_addf(&d->out, "%zu record%s, %zu transition%s, %zu pair%s of look-alikes, %zu cycle%s\n", records,
             records == 1 ? "" : "s", edges, edges == 1 ? "" : "s", alike, alike == 1 ? "" : "s", d->g.cycles,
             d->g.cycles == 1 ? "" : "s");
    buf_addf(&d->out, "%zu only lead on, %zu only follow, %zu stand alone\n", starts, ends, alone);
    add_cycles(d);
    vec_foreach (e, &d->g.edges) {
        bool from = node(d, e->from)->present;
        if (!from || !node(d, e->to)->present)
            buf_addf(&d->out, "missing:  %.*s, named by %.*s\n", STR_FMT(node(d, from ? e->to : e->from)->id),
                     STR_FMT(node(d, from ? e->from : e->to)->id));
    }
    /* What is certain to follow cannot be more than certain. */
    for (size_t i = 0; i < d->g.edges.len;) {
        double sum = 0;
        size_t k = i;
        for (;
             k < d->g.edges.len && d->g.edges.at[k].from == d->g.edges.at[i].from && !d->g.edges.at[k].alike;
             k++)
            sum += d->g.edges.at[k].weight > 0 ? d->g.edges.at[k].weight : 0;
        if (sum > 1.005)
            buf_addf(&d->out, "weights:  those from %.*s add up to %.2g\n",
                     STR_FMT(node(d, d->g.edges.at[i].from)->id), sum);
        i = k > i ? k : i + 1;
    }
}

/* The steps from a node, as a tree; a node that was printed before is only named. */
static void add_steps(struct drawing *d, uint32_t from, long depth, double product)
{
    bool again = d->shown[from];
    d->shown[from] = true;
    for (size_t i = 0; i < d->g.edges.len && !again && depth < d->depth && d->lines < LINES_MAX; i++) {
        const struct transition_edge *e = &d->g.edges.at[i];
        if (e->alike || e->from != from)
            continue;
        d->lines++;
        buf_addf(&d->out, "%*s-> %.*s", (int)(2 + 3 * depth), "", STR_FMT(node(d, e->to)->id));
        double here = e->weight >= 0 && product >= 0 ? product * e->weight : -1;
        if (e->weight >= 0)
            buf_addf(&d->out, " (%.2g%s", e->weight, depth && here >= 0 ? "" : ")");
        if (e->weight >= 0 && depth && here >= 0)
            buf_addf(&d->out, "; %.2g from the start)", here);
        bool before = d->shown[e->to];
        buf_addf(&d->out, "%s%s\n", !node(d, e->to)->present ? " missing" : "",
                 before && node(d, e->to)->out ? " (see above)" : "");
        add_steps(d, e->to, depth + 1, here);
    }
}

static void add_record(struct drawing *d, uint32_t n)
{
    const struct transition_node *x = node(d, n);
    show_text(&d->out, x->id);
    buf_adds(&d->out, ": ");
    show_text(&d->out, x->title);
    buf_addc(&d->out, '\n');
    for (size_t i = 0; i < d->g.edges.len; i++) {
        const struct transition_edge *e = &d->g.edges.at[i];
        if (!e->alike && e->to == n)
            buf_addf(&d->out, "  <- %.*s%s\n", STR_FMT(node(d, e->from)->id),
                     node(d, e->from)->present ? "" : " missing");
        if (e->alike && (e->from == n || e->to == n))
            buf_addf(&d->out, "  ~  %.*s\n", STR_FMT(node(d, e->from == n ? e->to : e->from)->id));
    }
    add_steps(d, n, 0, 1);
}

/* Whether a node is to be drawn: all, or those within reach of the record that was named. */
static bool *reach(const struct drawing *d, uint32_t from)
{
    bool *in = mem_zalloc(d->g.nodes.len, sizeof *in);
    if (from == UINT32_MAX) {
        for (size_t i = 0; i < d->g.nodes.len; i++)
            in[i] = true;
        return in;
    }
    bool *edge = mem_zalloc(d->g.nodes.len, sizeof *edge);
    in[from] = true;
    for (long step = 0; step < d->depth; step++) {
        memcpy(edge, in, d->g.nodes.len * sizeof *in);
        const struct transition_edge *e;
        vec_foreach (e, &d->g.edges) {
            in[e->to] |= edge[e->from];
            in[e->from] |= edge[e->to];
        }
    }
    free(edge);
    return in;
}

static void add_json(struct drawing *d, const bool *in)
{
    bool first = true;
    const struct transition_edge *e;
    buf_adds(&d->out, "{\n  \"nodes\": [");
    for (uint32_t i = 0; i < d->g.nodes.len; i++) {
        if (!in[i])
            continue;
        buf_adds(&d->out, first ? "\n    {\"id\": " : ",\n    {\"id\": ");
        first = false;
        json_quote(&d->out, node(d, i)->id);
        buf_adds(&d->out, ", \"title\": ");
        json_quote(&d->out, node(d, i)->title);
        buf_addf(&d->out, ", \"present\": %s, \"cycle\": ", node(d, i)->present ? "true" : "false");
        buf_addf(&d->out, node(d, i)->cycle ? "%u}" : "null}", node(d, i)->cycle);
    }
    buf_adds(&d->out, first ? "],\n  \"edges\": [" : "\n  ],\n  \"edges\": [");
    first = true;
    vec_foreach (e, &d->g.edges) {
        if (!in[e->from] || !in[e->to])
            continue;
        buf_adds(&d->out, first ? "\n    {\"from\": " : ",\n    {\"from\": ");
        first = false;
        json_quote(&d->out, node(d, e->from)->id);
        buf_adds(&d->out, ", \"to\": ");
        json_quote(&d->out, node(d, e->to)->id);
        buf_addf(&d->out, ", \"kind\": \"%s\", \"weight\": ", e->alike ? "alike" : "leads_to");
        buf_addf(&d->out, e->weight >= 0 ? "%.6g}" : "null}", e->weight);
    }
    buf_adds(&d->out, first ? "]\n}\n" : "\n  ]\n}\n");
}

static void add_dot(struct drawing *d, const bool *in)
{
    const struct transition_edge *e;
    buf_adds(&d->out, "digraph base {\n  rankdir=LR;\n  node [shape=box];\n");
    for (uint32_t i = 0; i < d->g.nodes.len; i++) {
        const struct transition_node *n = node(d, i);
        if (!in[i] || !(n->in || n->out || n->alike)) /* what stands alone is no graph */
            continue;
        buf_adds(&d->out, "  ");
        json_quote(&d->out, n->id);
        buf_addf(&d->out, "%s%s;\n", n->present ? "" : " [style=dashed]", n->cycle ? " [color=red]" : "");
    }
    vec_foreach (e, &d->g.edges) {
        if (!in[e->from] || !in[e->to])
            continue;
        buf_adds(&d->out, "  ");
        json_quote(&d->out, node(d, e->from)->id);
        buf_adds(&d->out, " -> ");
        json_quote(&d->out, node(d, e->to)->id);
        if (e->alike)
            buf_adds(&d->out, " [dir=none, style=dotted]");
        else if (e->weight >= 0)
            buf_addf(&d->out, " [label=\"%.2g\"]", e->weight);
        buf_adds(&d->out, ";\n");
    }
    buf_adds(&d->out, "}\n");
}

static int draw(struct drawing *d, const struct args *args)
{
    const char *format = args_value(args, "format");
    uint32_t from = UINT32_MAX;
    if (args->rest_count) {
        from = transition_find(&d->g, str_of(args->rest[0]));
        struct similar near = similar_to(str_of(args->rest[0]));
        for (size_t i = 0; i < d->g.nodes.len && from == UINT32_MAX; i++)
            similar_offer(&near, d->g.nodes.at[i].id);
        if (from == UINT32_MAX && near.best.s)
            return command_failf("graph: there is no record \"%s\"; did you mean \"%.*s\"?", args->rest[0],
                                 STR_FMT(near.best));
        if (from == UINT32_MAX)
            return command_failf("graph: there is no record \"%s\"", args->rest[0]);
    }
    bool *in = reach(d, from);
    d->shown = mem_zalloc(d->g.nodes.len, sizeof *d->shown);
    if (format && strcmp(format, "json") == 0)
        add_json(d, in);
    else if (format && strcmp(format, "dot") == 0)
        add_dot(d, in);
    else if (from == UINT32_MAX)
        add_summary(d);
    else
        add_record(d, from);
    if (d->unread)
        fprintf(stderr, "%zu record%s could not be read; `kedb check` says why\n", d->unread,
                d->unread == 1 ? "" : "s");
    free(in);
    free(d->shown);
    return command_write(buf_str(&d->out));
}

static void see(void *ctx, const struct record *rec)
{
    struct drawing *d = ctx;
    transition_add(&d->g, rec);
}

static int run_graph(const struct args *args)
{
    struct drawing d = {0};
    int code = EXIT_CLEAN;
    if (args->rest_count > 1)
        return command_failf("graph: takes one id of a record, or none for the whole base");
    if (session_open_at(&d.s, args, NULL, &d.err) != 0 ||
        args_number(args, "depth", 1, DEPTH_MAX, 5, &d.depth, &d.err) != 0) {
        code = command_fail(&d.err);
    } else {
        const char *records = d.s.config.records ? session_records_folder(&d.s) : "records";
        if (session_records_there(&d.s, &d.err) != 0)
            code = command_fail(&d.err);
        else if (file_kind(records) != FILE_FOLDER)
            code = command_failf("graph: there is no folder of records, %s", records);
        else if (records_each(&d.s, records, see, &d, &d.unread, &d.err) != 0)
            code = command_fail(&d.err);
    }
    if (code == EXIT_CLEAN) {
        transition_finish(&d.g);
        code = draw(&d, args);
    }
    transition_release(&d.g);
    buf_release(&d.out);
    session_close(&d.s);
    return code;
}

const struct command cmd_graph = {
    .name = "graph",
    .summary = "the transition graph: which error leads to which",
    .usage = "[ID]",
    .description = "Without an id: figures of the graph, its cycles, references to records that are not "
                   "there, weights that add up\n"
                   "to more than 1. With the id of a record: what comes before it, what is taken for it, and "
                   "the steps that lead on\n"
                   "from it, with how often they are taken. --format dot draws for Graphviz, json is for "
                   "programs; both take an id too.",
    .options = own,
    .examples =
        "  kedb graph\n  kedb graph aws/example --depth 3\n  kedb graph --format dot | dot -Tsvg > graph.svg",
    .group = "write and use records",
    .run = run_graph,
};
