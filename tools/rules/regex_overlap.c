/* regex/overlap...: a regex recognises its own error and no other record's. */
#include "base/varint.h"
#include "regex/literal.h"
#include "regex/overlap.h"
#include "rules/graph.h"
#include "rules/regex_view.h"
#include "json/edit.h"
#include "json/pointer.h"

static void collect_overlap(struct check *c);
static void check_overlap(struct corpus *k);

const struct rule rule_regex_overlap = {
    .id = "regex/overlap",
    .summary = "a regex must not match the signature of a record of another domain",
    .why = "A log with the other error is answered with this record's fixes, which do not help and may harm.",
    .rate = "certain; 0 on 3,000 generated records with realistic regexes",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .collect = collect_overlap,
    .check_corpus = check_overlap,
    .facts = FACT_BIT(FACT_OVERLAP) | FACT_BIT(FACT_ID),
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"Example fault\"}",
             .with = "{\"id\": \"git/other\", \"domain\": \"git\", \"signature\": \"Example fault of git\", "
                     "\"regex\": \"fault of git\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"Example fault\", \"transition_graph\": {\"frequently_confused_with\": "
                      "[{\"error_id\": \"git/other\"}]}}"},
            {.bad = "{\"regex\": \"fault\", \"transition_graph\": {\"frequently_confused_with\": "
                    "[{\"error_id\": \"git/third\"}]}}",
             .with = "{\"id\": \"git/other\", \"domain\": \"git\", \"signature\": \"quite another thing\", "
                     "\"regex\": \"quite another\", \"aliases\": [\"FAULT of git\"]}",
             .at = "/regex",
             .fixed = "{\"regex\": \"fault\", \"transition_graph\": {\"frequently_confused_with\": "
                      "[{\"error_id\": \"git/third\"}, {\"error_id\": \"git/other\"}]}}"},
            {.good = "{\"regex\": \"Example fault\", \"transition_graph\": {\"frequently_confused_with\": "
                     "[{\"error_id\": \"git/other\"}]}}",
             .with = "{\"id\": \"git/other\", \"domain\": \"git\", \"signature\": \"Example fault of git\", "
                     "\"regex\": \"fault of git\"}"},
            {.good = "{\"regex\": \"Example fault\"}",
             .with = "{\"id\": \"git/other\", \"domain\": \"git\", \"signature\": \"another fault\", "
                     "\"regex\": \"another fault\"}"},
            {0},
        },
};

const struct rule rule_regex_overlap_near = {
    .id = "regex/overlap-near",
    .summary =
        "a regex had better not match the signature of a record of its own domain, unless they are known to "
        "be alike",
    .why = "Two records answer one log; whoever reads it has to know what tells them apart.",
    .rate = "certain; 0 on 10,000 generated records",
    .severity = SEVERITY_INFO,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .fixes = true,
    .collect = collect_overlap,
    .check_corpus = check_overlap,
    .facts = FACT_BIT(FACT_OVERLAP) | FACT_BIT(FACT_ID),
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"Example fault\"}",
             .with = "{\"id\": \"aws/other\", \"signature\": \"Example fault of another kind\", "
                     "\"regex\": \"fault of another kind\"}",
             .at = "/regex",
             .fixed = "{\"regex\": \"Example fault\", \"transition_graph\": {\"frequently_confused_with\": "
                      "[{\"error_id\": \"aws/other\"}]}}"},
            {.good = "{}",
             .with = "{\"id\": \"aws/other\", \"signature\": \"Example fault of another kind\", "
                     "\"regex\": \"fault of another kind\"}"},
            {0},
        },
};

const struct rule rule_regex_overlap_many = {
    .id = "regex/overlap-many",
    .summary = "a regex must not match five texts or more of other records",
    .why = "It says next to nothing about the error, and stands in the way of every record that does.",
    .rate = "certain; 0 on 10,000 generated records",
    .severity = SEVERITY_ERROR,
    .scope = SCOPE_CORPUS,
    .reads = ROLE_BIT(ROLE_REGEX) | ROLE_BIT(ROLE_SIGNATURE),
    .collect = collect_overlap,
    .check_corpus = check_overlap,
    .facts = FACT_BIT(FACT_OVERLAP) | FACT_BIT(FACT_ID),
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"regex\": \"fault\"}",
             .with = "{\"id\": \"aws/other\", \"signature\": \"fault a\", \"regex\": \"fault [a-e]\", "
                     "\"aliases\": [\"fault b\", \"fault c\", \"fault d\", \"fault e\"]}",
             .at = "/regex"},
            {.good = "{\"regex\": \"fault\"}",
             .with = "{\"id\": \"aws/other\", \"signature\": \"fault a\", \"regex\": \"fault [a-d]\", "
                     "\"aliases\": [\"fault b\", \"fault c\", \"fault d\"]}"},
            {0},
        },
};

enum { MANY = 5, SHOWN_MAX = 50 };

/* What the number of a fact says: which of a record's places it is; of the place for a new edge also the
 * column to which its list is indented, and whether the list is empty. */
enum { PART_PATTERN, PART_SIGNATURE, PART_ALIAS, PART_LISTED, PART_EDGE, PART_BITS = 3, PART_EMPTY = 8 };

/* The place of the items of look-alikes, and the list's above it; false when the schema has none, or none
 * that an edge can be written into. */
static bool edge_places(const struct roles *r, uint32_t *item, uint32_t *list)
{
    if (!r->role_counts[ROLE_CONFUSION])
        return false;
    uint32_t at = r->by_role[ROLE_CONFUSION][0], up = r->places[at].parent;
    if (r->places[up].any_child != at) { /* the id is a member of the item */
        at = up;
        up = r->places[at].parent;
    }
    *item = at;
    *list = up;
    return up != ROLE_NO_PLACE && r->places[up].any_child == at &&
           !memchr(r->places[up].pattern.s, '*', r->places[up].pattern.len);
}

static void collect_edge(struct check *c)
{
    const struct json_doc *doc = c->rec->doc;
    uint32_t item, list;
    if (!edge_places(c->rec->roles, &item, &list))
        return;
    json_node n = record_at(c->rec, list);
    if (n == JSON_NONE || json_type(doc, n) != JSON_ARRAY)
        return;
    size_t start = json_cell(doc, n)->start, line = start, indent = 0;
    while (line > 0 && doc->text.s[line - 1] != '\n')
        line--;
    while (line + indent < start && doc->text.s[line + indent] == ' ' && indent < 4000)
        indent++;
    json_node last = n;
    json_foreach_item (doc, n, it)
        last = it;
    fact_add(c, FACT_OVERLAP, last, STR(""),
             (unsigned)(PART_EDGE | (last == n ? PART_EMPTY : 0) | indent << 4));
}

static void collect_role(struct check *c, enum role role, unsigned part)
{
    struct role_hits hits = record_role(c->rec, role);
    for (size_t i = 0; i < hits.len; i++) {
        struct str v = record_string(c->rec, hits.at[i]->node, c->arena);
        if (v.len)
            fact_add(c, FACT_OVERLAP, hits.at[i]->node, v, part);
    }
}

static const struct regex_view *view_of(const struct check *c, json_node node)
{
    const struct regex_view *v = c->regexes_read ? c->regexes : NULL;
    while (v && v->node != node)
        v = v->next;
    return v;
}

/* The required literals, from the tree that other rules read where there is one. */
static void find_literals(struct check *c, json_node node, struct str pattern, struct literals *out)
{
    const struct regex_view *v = view_of(c, node);
    *out = (struct literals){0};
    if (v && v->literal.s && regex_text_literals(v->literal, c->arena, out))
        return;
    if (v && v->has_tree)
        regex_tree_literals(&v->tree, c->arena, out);
    else if (!v || !v->fault.what)
        regex_literals(pattern, c->arena, out);
}

/* The key of a pattern: its length, the pattern, its literals. */
static void collect_patterns(struct check *c)
{
    struct role_hits hits = record_role(c->rec, ROLE_REGEX);
    struct buf key = BUF_INIT;
    for (size_t i = 0; i < hits.len; i++) {
        struct str v = record_string(c->rec, hits.at[i]->node, c->arena);
        struct literals l;
        if (!v.len)
            continue;
        find_literals(c, hits.at[i]->node, v, &l);
        buf_clear(&key);
        buf_reserve_for(&key, v.len + v.len / 2 + 64);
        buf_add_varint(&key, v.len);
        buf_add_str(&key, v);
        literals_pack(&key, v, &l);
        fact_add(c, FACT_OVERLAP, hits.at[i]->node, buf_str(&key), PART_PATTERN);
    }
    buf_release(&key);
}

static void collect_overlap(struct check *c)
{
    collect_id(c);
    collect_patterns(c);
    collect_role(c, ROLE_SIGNATURE, PART_SIGNATURE);
    collect_role(c, ROLE_ALIAS, PART_ALIAS);
    collect_role(c, ROLE_CONFUSION, PART_LISTED);
    collect_edge(c);
}

struct overlaps {
    struct corpus *k;
    VEC(struct overlap_item) patterns, texts;
    struct overlap_pairs pairs;
    const struct fact_index *facts, *ids; /* once there are pairs */
};

static unsigned part_of(const struct fact *f)
{
    return f->number & ((1U << PART_BITS) - 1);
}

static struct overlap_item item_of(const struct fact *f)
{
    struct overlap_item item = {.text = f->key.s, .len = (uint32_t)f->key.len, .owner = f->file};
    if (part_of(f) == PART_PATTERN) {
        const unsigned char *at = (const unsigned char *)f->key.s, *end = at + f->key.len;
        uint32_t len = (uint32_t)varint_get(&at, end), rest = (uint32_t)(end - at);
        item.text = (const char *)at;
        item.len = len < rest ? len : rest;
        item.literals = rest - item.len;
    }
    return item;
}

/* All texts, and the patterns of the files that are wanted. */
static void gather(struct overlaps *o, const bool *wanted)
{
    struct fact_cursor *c = corpus_facts(o->k, FACT_OVERLAP);
    const struct fact *f;
    o->patterns.len = o->texts.len = 0;
    while ((f = fact_next(c)) != NULL) {
        unsigned part = part_of(f);
        if (part == PART_PATTERN && wanted[f->file])
            *vec_push(&o->patterns) = item_of(f);
        else if (part == PART_SIGNATURE || part == PART_ALIAS)
            *vec_push(&o->texts) = item_of(f);
    }
}

/* The fact that an item was made of. */
static struct fact fact_of(const struct overlaps *o, const struct overlap_item *i)
{
    struct fact_run run = facts_of(o->facts, i->owner);
    const struct fact *f;
    while ((f = fact_run_next(&run)) != NULL && item_of(f).text != i->text)
        continue;
    return f ? *f : (struct fact){.file = i->owner};
}

/* How a record is called: its id, else its path. */
static struct str name_of(const struct overlaps *o, uint32_t file)
{
    struct str id = corpus_id_of(o->k, o->ids, file);
    return id.len ? id : str_of(corpus_path(o->k, file));
}

static bool has_id(const struct overlaps *o, uint32_t file)
{
    return corpus_id_of(o->k, o->ids, file).len > 0;
}

/* Whether a record lists another among its look-alikes. */
static bool lists(const struct overlaps *o, uint32_t file, struct str id)
{
    struct fact_run run = facts_of(o->facts, file);
    const struct fact *f;
    while ((f = fact_run_next(&run)) != NULL)
        if (part_of(f) == PART_LISTED && str_eq(f->key, id))
            return true;
    return false;
}

/* The place for a new edge; false when there is none. */
static bool find_edge(const struct overlaps *o, uint32_t file, struct fact *out)
{
    struct fact_run run = facts_of(o->facts, file);
    const struct fact *f;
    bool found = false;
    while ((f = fact_run_next(&run)) != NULL)
        if (part_of(f) == PART_EDGE) {
            *out = *f;
            found = true;
        }
    return found;
}

static struct str domain_of(struct str id)
{
    size_t slash = str_find(id, STR("/"), 0);
    return slash == SIZE_MAX ? STR("") : str_sub(id, 0, slash);
}

/* Whether a pattern of `file` matches a text of `other`. */
static bool matches_back(const struct overlaps *o, uint32_t file, uint32_t other)
{
    const struct overlap_pair *at = o->pairs.at.at;
    size_t low = 0, high = o->pairs.at.len; /* pairs are sorted by pattern, and so by file */
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (o->patterns.at[at[mid].pattern].owner < file)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < o->pairs.at.len && o->patterns.at[at[low].pattern].owner == file; low++)
        if (o->texts.at[at[low].text].owner == other)
            return true;
    return false;
}

/* The edit that adds an edge to `id` behind the last one. */
static void add_edge(const struct overlaps *o, struct finding *f, uint32_t file, struct str id)
{
    const struct roles *r = o->k->run->roles;
    struct fact edge;
    uint32_t item, list;
    if (!edge_places(r, &item, &list) || !find_edge(o, file, &edge))
        return;
    uint32_t at = r->by_role[ROLE_CONFUSION][0];
    bool empty = edge.number & PART_EMPTY;
    int column = edge.number >> 4, step = o->k->run->indent;
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s\n%*s", empty ? "" : ",", column + step, "");
    if (at != item) {
        buf_addf(&text, "{\n%*s", column + 2 * step, "");
        json_quote(&text, r->places[at].name);
        buf_adds(&text, ": ");
    }
    json_quote(&text, id);
    if (at != item)
        buf_addf(&text, "\n%*s}", column + step, "");
    if (empty)
        buf_addf(&text, "\n%*s", column, "");
    corpus_edit(o->k, f, empty ? edge.start + 1 : edge.end, empty ? edge.end - edge.start - 2 : 0,
                buf_str(&text));
    f->unsafe = true;
    buf_release(&text);
}

static void report_pair(const struct overlaps *o, const struct overlap_pair *p)
{
    struct fact pattern = fact_of(o, &o->patterns.at[p->pattern]), text = fact_of(o, &o->texts.at[p->text]);
    struct str own = name_of(o, pattern.file), other = name_of(o, text.file);
    bool near = has_id(o, pattern.file) && str_eq(domain_of(own), domain_of(other));
    const struct rule *rule = near ? &rule_regex_overlap_near : &rule_regex_overlap;
    const char *what = part_of(&text) == PART_ALIAS ? "an alias" : "the signature";
    struct str shown = text.key.len > 80 ? str_sub(text.key, 0, 80) : text.key;
    while (shown.len && shown.len < text.key.len && ((unsigned char)text.key.s[shown.len] & 0xC0) == 0x80)
        shown.len--;
    struct finding *f =
        p->undecided
            ? corpus_finding(o->k, rule, &pattern,
                             "whether the regex matches %s of \"%.*s\" was not decided within "
                             "the search's limits",
                             what, STR_FMT(other))
            : corpus_finding(o->k, rule, &pattern, "the regex also matches %s of \"%.*s\": %.*s%s", what,
                             STR_FMT(other), STR_FMT(shown), shown.len < text.key.len ? "..." : "");
    if (p->undecided)
        return;
    if (matches_back(o, text.file, pattern.file))
        corpus_help(o->k, f,
                    "each matches the other: make one record of them, add what tells them apart to the "
                    "regexes, or list them as alike");
    else
        corpus_help(o->k, f,
                    "\"%.*s\" is the more specific one: add what only this error says to the regex, or list "
                    "the other as alike",
                    STR_FMT(other));
    if (has_id(o, text.file))
        add_edge(o, f, pattern.file, other);
}

/* The pairs of one pattern: for each other record the first text that it matches. */
static void report_pattern(const struct overlaps *o, const struct overlap_pair *pairs, size_t count)
{
    const struct overlap_item *pattern = &o->patterns.at[pairs->pattern];
    uint32_t last = UINT32_MAX;
    size_t shown = 0, texts = 0, records = 0;
    bool listed = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t file = o->texts.at[pairs[i].text].owner;
        bool fresh = file != last;
        if (fresh)
            listed = lists(o, pattern->owner, name_of(o, file));
        last = file;
        if (listed)
            continue;
        texts += !pairs[i].undecided;
        records += fresh;
        if (fresh && shown++ < SHOWN_MAX)
            report_pair(o, &pairs[i]);
    }
    if (texts < MANY)
        return;
    struct fact at = fact_of(o, pattern);
    struct finding *f = corpus_finding(o->k, &rule_regex_overlap_many, &at,
                                       "the regex matches %zu texts of %zu other record%s", texts, records,
                                       records == 1 ? "" : "s");
    corpus_help(o->k, f,
                "take in more of what only this error says; `kedb regex suggest` makes a regex from samples");
}

static void find_pairs(struct overlaps *o, const bool *wanted)
{
    gather(o, wanted);
    vec_release(&o->pairs.at);
    if (o->patterns.len && o->texts.len > 1) /* its own signature is none of another record's */
        regex_overlap(o->patterns.at, o->patterns.len, o->texts.at, o->texts.len, &o->pairs);
}

static bool is_asked(const struct overlaps *o, uint32_t file)
{
    return corpus_is_asked(o->k, &(struct fact){.file = file});
}

static void check_overlap(struct corpus *k)
{
    struct overlaps o = {.k = k};
    bool *wanted = mem_zalloc(k->file_count + 1, sizeof *wanted);
    bool part = false;
    for (uint32_t i = 0; i < k->file_count; i++) {
        wanted[i] = is_asked(&o, i);
        part |= !wanted[i];
    }
    find_pairs(&o, wanted);
    /* Of a part of the base the patterns of those found are looked at too: whether they match back. */
    for (size_t i = 0; i < o.pairs.at.len && part; i++)
        wanted[o.texts.at[o.pairs.at.at[i].text].owner] = true;
    if (part && o.pairs.at.len)
        find_pairs(&o, wanted);
    if (o.pairs.at.len) {
        o.facts = corpus_index(k, FACT_OVERLAP);
        o.ids = corpus_index(k, FACT_ID);
    }
    for (size_t i = 0; i < o.pairs.at.len;) {
        size_t n = 1;
        while (i + n < o.pairs.at.len && o.pairs.at.at[i + n].pattern == o.pairs.at.at[i].pattern)
            n++;
        if (is_asked(&o, o.patterns.at[o.pairs.at.at[i].pattern].owner))
            report_pattern(&o, &o.pairs.at.at[i], n);
        i += n;
    }
    vec_release(&o.pairs.at);
    vec_release(&o.patterns);
    vec_release(&o.texts);
    free(wanted);
}
