/* A record's regexes, read once: see regex_view.h. */
#include "rules/regex_view.h"

#include "base/utf8.h"
#include "regex/volatile.h"

#include <stdio.h>

enum { KEPT_MAX = 16 };
struct regex_kept {
    struct regex *at[KEPT_MAX];
    size_t len;
    unsigned limits; /* searches of this record that were given up */
};

void regex_views_forget(struct rule_tools *t)
{
    if (!t->kept)
        return;
    for (size_t i = 0; i < t->kept->len; i++)
        regex_free(t->kept->at[i]);
    free(t->kept);
    t->kept = NULL;
}

static struct regex_kept *kept_of(struct check *c)
{
    if (!c->tools->kept)
        c->tools->kept = mem_zalloc(1, sizeof *c->tools->kept);
    return c->tools->kept;
}

enum regex_result regex_run(struct check *c, const struct regex *r, struct str subject, size_t *from,
                            size_t *to)
{
    struct regex_kept *kept = kept_of(c);
    if (kept->limits >= REGEX_LIMITS_MAX)
        return REGEX_LIMIT;
    enum regex_result result = regex_search(r, c->tools->matcher, subject, from, to);
    kept->limits += result == REGEX_LIMIT;
    return result;
}

/* Compiles for as long as the record is under check; NULL past KEPT_MAX regexes of one record. `t`: the
 * pattern's tree, or NULL. */
static struct regex *keep(struct check *c, struct str pattern, const struct regex_tree *t,
                          struct regex_fault *fault)
{
    struct regex_kept *kept = kept_of(c);
    if (kept->len == KEPT_MAX) {
        snprintf(fault->what, sizeof fault->what, "the record has more than %d regexes", KEPT_MAX);
        return NULL;
    }
    struct regex *r =
        t ? regex_from_tree(t, REGEX_CASELESS, fault) : regex_compile(pattern, REGEX_CASELESS, fault);
    if (r)
        kept->at[kept->len++] = r;
    return r;
}

static inline bool is_syntax(char ch)
{
    /* $ ( ) * + . ? [ \ ] ^ { | } */
    static const uint32_t bits[8] = {0, 0x80004F10, 0x78000000, 0x38000000};
    return bits[(unsigned char)ch >> 5] >> ((unsigned char)ch & 31) & 1;
}

/* The text that a pattern of nothing but literal characters stands for; .s NULL when it holds anything else,
 * or an escape that is not needed. */
static struct str literal_of(struct str p, struct arena *a)
{
    size_t escapes = 0;
    for (size_t i = 0; i < p.len; i++) {
        if (!is_syntax(p.s[i]) && p.s[i])
            continue;
        if (p.s[i] != '\\' || i + 1 == p.len || !is_syntax(p.s[i + 1]))
            return (struct str){0};
        escapes++;
        i++;
    }
    if (!escapes || !p.len)
        return p;
    char *out = arena_alloc(a, p.len - escapes);
    size_t n = 0;
    for (size_t i = 0; i < p.len; i++)
        out[n++] = p.s[i] == '\\' ? p.s[++i] : p.s[i];
    return (struct str){out, n};
}

static void search_target(struct check *c, struct regex_view *v, struct regex_target *t)
{
    if (v->literal.s) {
        t->from = str_ifind(t->text, v->literal, 0);
        if (t->from != SIZE_MAX) {
            t->to = t->from + v->literal.len;
            t->result = REGEX_MATCH;
            return;
        }
        if (!v->regex)
            v->regex = keep(c, v->pattern, NULL, &v->refused);
        v->compiles = v->regex != NULL;
    }
    t->result = v->regex ? regex_run(c, v->regex, t->text, &t->from, &t->to) : REGEX_NO_MATCH;
}

/* The text with each of its placeholders replaced by the same value. */
static struct str typed(struct check *c, struct str text, const struct volatile_part *parts, size_t count,
                        const char *value)
{
    struct buf out = BUF_INIT;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].kind != VOLATILE_PLACEHOLDER && parts[i].kind != VOLATILE_ELLIPSIS)
            continue;
        buf_add_str(&out, str_sub(text, at, parts[i].from));
        buf_adds(&out, value);
        at = parts[i].to;
    }
    buf_add_str(&out, str_sub(text, at, text.len));
    struct str copy = arena_str(c->arena, buf_str(&out));
    buf_release(&out);
    return copy;
}

/* A signature such as "module <name> not found": the regex need not match the placeholder, but what stands
 * there when the error is seen. */
static bool matches_typed(struct check *c, const struct regex_view *v, struct str text)
{
    static const char *const values[] = {"8080",     "foo",      "foo-bar.baz", "/var/lib/foo/bar",
                                         "3f9a0b12", "10.0.0.1", "Foo Bar"};
    struct volatile_part *parts;
    size_t count = volatile_find(text, c->arena, &parts);
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any |= parts[i].kind == VOLATILE_PLACEHOLDER || parts[i].kind == VOLATILE_ELLIPSIS;
    for (size_t i = 0; any && i < sizeof values / sizeof *values; i++)
        if (regex_run(c, v->regex, typed(c, text, parts, count, values[i]), NULL, NULL) == REGEX_MATCH)
            return true;
    return false;
}

static void add_targets(struct check *c, struct regex_view *v, const struct role_place *place)
{
    size_t room = 0;
    struct role_hits *all = arena_alloc(c->arena, place->target_count * sizeof *all);
    for (size_t i = 0; i < place->target_count; i++) {
        all[i] = record_place(c->rec, place->targets[i], c->arena);
        room += all[i].len;
    }
    v->targets = arena_zalloc(c->arena, room, sizeof *v->targets);
    for (size_t i = 0; i < place->target_count; i++) {
        struct role_hits hits = all[i];
        for (size_t j = 0; j < hits.len; j++) {
            if (json_type(c->rec->doc, hits.at[j]->node) != JSON_STRING)
                continue;
            const struct role_place *p = record_place_of(c->rec, hits.at[j]);
            bool alias = (p->roles & ROLE_BIT(ROLE_ALIAS)) != 0;
            struct regex_target t = {.node = hits.at[j]->node,
                                     .text = record_string(c->rec, hits.at[j]->node, c->arena),
                                     .name = alias ? STR("alias") : p->name,
                                     .alias = alias};
            if (t.text.len)
                v->targets[v->target_count++] = t;
        }
    }
}

static struct str branch_literal(const struct regex_node *n, struct arena *a)
{
    const struct regex_node *first = n->kind == REGEX_SEQUENCE ? n->child : n;
    for (const struct regex_node *it = first; it; it = n->kind == REGEX_SEQUENCE ? regex_past_run(it) : NULL)
        if (it->kind != REGEX_CHAR)
            return (struct str){0};
    struct buf out = BUF_INIT;
    for (const struct regex_node *it = first; it; it = n->kind == REGEX_SEQUENCE ? it->next : NULL)
        buf_add_cp(&out, it->cp);
    struct str copy = arena_str(a, buf_str(&out));
    buf_release(&out);
    return copy;
}

static void add_branches(struct check *c, struct regex_view *v)
{
    const struct regex_node *root = v->has_tree ? v->tree.root : NULL;
    size_t count = 0;
    if (root && root->kind == REGEX_ALTERNATION) {
        regex_foreach_child(it, root) count += it->from <= it->to;
    }
    v->branch_count = count ? count : 1;
    v->branches = arena_zalloc(c->arena, v->branch_count, sizeof *v->branches);
    if (!count) {
        v->branches[0] = (struct regex_branch){.node = root, .to = v->pattern.len, .literal = v->literal};
        if (root && !v->literal.s)
            v->branches[0].literal = branch_literal(root, c->arena);
        return;
    }
    size_t i = 0;
    regex_foreach_child(it, root) v->branches[i++] =
        (struct regex_branch){it, it->from, it->to, branch_literal(it, c->arena)};
}

bool regex_view_parse(struct check *c, struct regex_view *v)
{
    if (!v->has_tree && !v->fault.what)
        v->has_tree = regex_parse(&v->tree, v->pattern, REGEX_FLAG_I, c->arena, &v->fault) == 0;
    if (v->has_tree && v->branch_count == 1)
        v->branches[0].node = v->tree.root;
    return v->has_tree;
}

static struct regex_view *read_view(struct check *c, const struct role_hit *hit)
{
    if (json_type(c->rec->doc, hit->node) != JSON_STRING)
        return NULL;
    struct regex_view *v = arena_zalloc(c->arena, 1, sizeof *v);
    const struct role_place *place = record_place_of(c->rec, hit);
    v->node = hit->node;
    v->pattern = record_string(c->rec, hit->node, c->arena);
    v->name = place->name;
    v->literal = literal_of(v->pattern, c->arena);
    v->compiles = true;
    v->trials = arena_alloc(c->arena, sizeof *v->trials);
    *v->trials = REGEX_TRIALS;
    if (!v->literal.s) {
        regex_view_parse(c, v);
        v->regex = keep(c, v->pattern, v->has_tree ? &v->tree : NULL, &v->refused);
        v->compiles = v->regex != NULL;
    }
    add_targets(c, v, place);
    v->agrees = true;
    for (size_t i = 0; i < v->target_count; i++) {
        struct regex_target *t = &v->targets[i];
        search_target(c, v, t);
        if (t->result == REGEX_NO_MATCH && v->regex)
            t->typed = matches_typed(c, v, t->text);
        v->agrees &= t->result == REGEX_MATCH || t->typed;
    }
    add_branches(c, v);
    return v;
}

struct regex_view *regex_views(struct check *c)
{
    if (c->regexes_read)
        return c->regexes;
    regex_views_forget(c->tools);
    struct role_hits hits = record_role(c->rec, ROLE_REGEX);
    struct regex_view **end = &c->regexes;
    c->regexes = NULL;
    for (size_t i = 0; i < hits.len; i++) {
        *end = read_view(c, hits.at[i]);
        if (*end)
            end = &(*end)->next;
    }
    c->regexes_read = true;
    return c->regexes;
}

static enum regex_result try_once(struct check *c, struct str pattern, unsigned options, struct str subject,
                                  size_t *from, size_t *to)
{
    struct regex_fault fault;
    struct regex_tree t;
    struct regex_fault_span span;
    struct arena a = ARENA_INIT;
    unsigned flags = options == REGEX_CASELESS ? REGEX_FLAG_I : 0;
    struct regex *r = regex_parse(&t, pattern, flags, &a, &span) == 0
                          ? regex_from_tree(&t, options, &fault)
                          : regex_compile(pattern, options, &fault);
    enum regex_result result = r ? regex_run(c, r, subject, from, to) : REGEX_NO_MATCH;
    regex_free(r);
    arena_release(&a);
    return result;
}

enum regex_result regex_try(struct check *c, struct str pattern, unsigned options, struct str subject)
{
    return try_once(c, pattern, options, subject, NULL, NULL);
}

bool regex_span(struct check *c, struct str pattern, struct str subject, size_t *from, size_t *to)
{
    return try_once(c, pattern, REGEX_CASELESS, subject, from, to) == REGEX_MATCH;
}

bool regex_view_would_agree(struct check *c, const struct regex_view *v, struct str pattern)
{
    unsigned cost = 1 + (unsigned)(pattern.len / 1024);
    if (*v->trials < cost)
        return false;
    *v->trials -= cost;
    struct regex_view candidate = *v;
    struct regex_fault fault;
    candidate.regex = regex_compile(pattern, REGEX_CASELESS, &fault);
    bool good = candidate.regex != NULL;
    if (good)
        good = regex_run(c, candidate.regex, STR(""), NULL, NULL) == REGEX_NO_MATCH;
    for (size_t i = 0; good && i < v->target_count; i++)
        good = regex_run(c, candidate.regex, v->targets[i].text, NULL, NULL) == REGEX_MATCH ||
               matches_typed(c, &candidate, v->targets[i].text);
    regex_free(candidate.regex);
    return good;
}

struct str regex_shown(struct check *c, struct str text)
{
    size_t at = 0, count = 0;
    while (at < text.len && count < REGEX_SHOWN) {
        utf8_next(text, &at);
        count++;
    }
    return at == text.len ? text : str_of(arena_printf(c->arena, "%.*s...", STR_FMT(str_sub(text, 0, at))));
}

void regex_view_edit(struct check *c, struct finding *f, const struct regex_view *v, size_t from, size_t to,
                     struct str text)
{
    struct buf out = BUF_INIT;
    json_escape(&out, text);
    size_t start = json_string_place(c->rec->doc, v->node, from),
           end = json_string_place(c->rec->doc, v->node, to);
    finding_edit(c, f, start, end - start, buf_str(&out));
    buf_release(&out);
}
