/* The glossary: see glossary.h. */
#include "rules/glossary.h"

#include "base/strmap.h"
#include "text/lexicon.h"
#include "json/place.h"
#include "json/source.h"

#include <stdio.h>

__asm__(".section .rodata\n"
        ".global kedb_glossary\n"
        "kedb_glossary:\n"
        ".incbin \"schemas/glossary.json\"\n"
        ".global kedb_glossary_end\n"
        "kedb_glossary_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char kedb_glossary[], kedb_glossary_end[];

enum { WORD_MAX = 40, FIRSTS = 4096 };

struct glossary {
    struct arena arena;
    VEC(struct glossary_term) terms;
    uint32_t *slots; /* number + 1 of the first term whose first word has this hash */
    uint32_t *next;  /* by term: another one with the same first word, + 1 */
    size_t slot_count;
    uint64_t firsts[FIRSTS / 64]; /* which first words there are, by the low bits of their hashes */
};

struct reading {
    struct glossary *g;
    struct json_source in;
    struct strmap seen; /* the words of the terms: their numbers */
};

static int fail(struct reading *r, json_node n, const char *what)
{
    return json_source_fail(&r->in, n, what);
}

/* The same for something that stands twice, with the line of the first. */
static int fail_again(struct reading *r, json_node n, const char *what, size_t first)
{
    struct srcmap map;
    srcmap_build(&map, r->in.text);
    struct place p = srcmap_place(&map, first);
    srcmap_release(&map);
    fail(r, n, what);
    size_t at = strlen(r->in.err->msg);
    snprintf(r->in.err->msg + at, sizeof r->in.err->msg - at, "; first on line %u", p.line);
    return -1;
}

/* The hash of a word's stem, whatever its case; 0 for a word that is too long to be a term's. */
static uint32_t stem_of(struct str v)
{
    char lower[WORD_MAX];
    if (v.len > sizeof lower)
        return 0;
    for (size_t i = 0; i < v.len; i++)
        lower[i] = (char)ascii_lower((unsigned char)v.s[i]);
    return lexicon_word((struct str){lower, v.len});
}

static int read_term(struct reading *r, json_node n, struct glossary_term *t)
{
    struct str v =
        json_type(&r->in.doc, n) == JSON_STRING ? json_string(&r->in.doc, n, &r->g->arena) : STR("");
    t->term = arena_str(&r->g->arena, v);
    for (size_t i = 0; i < v.len;) {
        size_t from = i;
        while (i < v.len && ascii_is_alnum((unsigned char)v.s[i]))
            i++;
        bool word = i > from && i - from <= WORD_MAX && t->word_count < GLOSSARY_WORDS &&
                    (i == v.len || ((v.s[i] == ' ' || v.s[i] == '-') && i + 1 < v.len));
        if (!word)
            return fail(r, n, "one to four words of Latin letters and digits are expected here");
        t->words[t->word_count++] = stem_of(str_sub(v, from, i));
        i++;
    }
    return t->word_count ? 0 : fail(r, n, "one to four words of Latin letters and digits are expected here");
}

static int read_renderings(struct reading *r, json_node list, const struct str **out, size_t *count)
{
    if (json_type(&r->in.doc, list) != JSON_ARRAY || !json_cell(&r->in.doc, list)->count)
        return fail(r, list, "an array of renderings is expected here");
    struct str *all = arena_alloc(&r->g->arena, json_cell(&r->in.doc, list)->count * sizeof *all);
    json_foreach_item (&r->in.doc, list, item) {
        bool text = json_type(&r->in.doc, item) == JSON_STRING;
        struct str v = text ? str_trim(json_string(&r->in.doc, item, &r->g->arena)) : STR("");
        if (!v.len)
            return fail(r, item, "a rendering is expected here");
        all[(*count)++] = arena_str(&r->g->arena, v);
    }
    *out = all;
    return 0;
}

/* What must be written must not be forbidden as well. */
static int check_renderings(struct reading *r, json_node entry, const struct glossary_term *t)
{
    for (size_t i = 0, end; i < t->not_count; i++)
        for (size_t k = 0; k < t->use_count; k++)
            if (glossary_find(t->use[k], t->not_use[i], &end) != SIZE_MAX) {
                json_node list = json_get_key(&r->in.doc, entry, "not");
                json_foreach_item (&r->in.doc, list, item)
                    if (i-- == 0)
                        return fail(r, item, "a rendering that \"use\" asks for holds this one");
            }
    return 0;
}

/* A term stands once, whatever its case and number: the second one would never be looked at. */
static int check_new(struct reading *r, json_node entry, const struct glossary_term *t)
{
    struct str key = {(const char *)t->words, t->word_count * sizeof *t->words};
    json_node term = json_get_key(&r->in.doc, entry, "term");
    uint32_t start = json_cell(&r->in.doc, term)->start;
    bool fresh;
    uint32_t first = *strmap_put(&r->seen, arena_str(&r->g->arena, key), start, &fresh);
    return fresh ? 0 : fail_again(r, term, "this term stands here again", first);
}

static int read_entry(struct reading *r, json_node entry)
{
    struct glossary_term t = {0};
    if (json_type(&r->in.doc, entry) != JSON_OBJECT)
        return fail(r, entry, "an object is expected here: a term");
    json_foreach_member (&r->in.doc, entry, key) {
        struct str word = json_inner(&r->in.doc, key);
        int rc = 0;
        if (str_is(word, "term")) {
            rc = read_term(r, key + 1, &t);
        } else if (str_is(word, "use")) {
            rc = read_renderings(r, key + 1, &t.use, &t.use_count);
        } else if (str_is(word, "not")) {
            rc = read_renderings(r, key + 1, &t.not_use, &t.not_count);
        } else if (str_is(word, "keep")) {
            t.keep = json_type(&r->in.doc, key + 1) == JSON_TRUE;
            rc = t.keep ? 0 : fail(r, key + 1, "true is expected here; leave the key out for false");
        } else if (str_is(word, "note")) {
            if (json_type(&r->in.doc, key + 1) != JSON_STRING)
                return fail(r, key + 1, "a string is expected here");
            t.note = arena_str(&r->g->arena, json_string(&r->in.doc, key + 1, &r->g->arena));
        } else {
            rc = fail(r, key, "only \"term\", \"use\", \"not\", \"keep\" and \"note\" are known here");
        }
        if (rc != 0)
            return -1;
    }
    if (!t.word_count)
        return fail(r, entry, "\"term\" is missing");
    if (!t.use_count && !t.not_count && !t.keep)
        return fail(r, entry, "one of \"use\", \"not\" and \"keep\" is expected in a term");
    if (t.keep && t.use_count)
        return fail(r, entry, "a term is either kept or rendered: take one of \"keep\" and \"use\"");
    if (check_renderings(r, entry, &t) != 0 || check_new(r, entry, &t) != 0)
        return -1;
    *vec_push(&r->g->terms) = t;
    return 0;
}

static int read_all(struct reading *r)
{
    if (json_source_open(&r->in) != 0)
        return -1;
    json_foreach_member (&r->in.doc, 0, key) {
        struct str word = json_inner(&r->in.doc, key);
        if (str_is(word, "$schema"))
            continue;
        if (!str_is(word, "terms"))
            return fail(r, key, "only \"terms\" is known here");
        if (json_type(&r->in.doc, key + 1) != JSON_ARRAY)
            return fail(r, key + 1, "an array of terms is expected here");
        json_foreach_item (&r->in.doc, key + 1, item) {
            if (read_entry(r, item) != 0)
                return -1;
        }
    }
    return json_get_key(&r->in.doc, 0, "terms") == JSON_NONE ? fail(r, 0, "\"terms\" is missing") : 0;
}

/* Terms by their first word; of those that share one, the longer first. */
static void build_index(struct glossary *g)
{
    g->slot_count = 64;
    while (g->slot_count < 4 * g->terms.len)
        g->slot_count *= 2;
    g->slots = mem_zalloc(g->slot_count, sizeof *g->slots);
    g->next = mem_zalloc(g->terms.len + 1, sizeof *g->next);
    for (size_t length = 1; length <= GLOSSARY_WORDS; length++)
        for (size_t i = g->terms.len; i-- > 0;) {
            if (g->terms.at[i].word_count != length)
                continue;
            uint32_t hash = g->terms.at[i].words[0];
            g->firsts[(hash & (FIRSTS - 1)) >> 6] |= (uint64_t)1 << (hash & 63);
            size_t at = hash & (g->slot_count - 1);
            while (g->slots[at] && g->terms.at[g->slots[at] - 1].words[0] != hash)
                at = (at + 1) & (g->slot_count - 1);
            g->next[i] = g->slots[at];
            g->slots[at] = (uint32_t)i + 1;
        }
}

struct glossary *glossary_read(struct str text, const char *name, struct err *err)
{
    struct reading r = {.g = mem_zalloc(1, sizeof *r.g), .in = {.text = text, .name = name, .err = err}};
    int rc = read_all(&r);
    json_release(&r.in.doc);
    strmap_release(&r.seen);
    if (rc == 0) {
        build_index(r.g);
        return r.g;
    }
    glossary_free(r.g);
    return NULL;
}

struct str glossary_builtin_text(void)
{
    return (struct str){kedb_glossary, (size_t)((uintptr_t)kedb_glossary_end - (uintptr_t)kedb_glossary)};
}

struct glossary *glossary_builtin(void)
{
    struct err err;
    return glossary_read(glossary_builtin_text(), "glossary.json", &err);
}

void glossary_free(struct glossary *g)
{
    if (!g)
        return;
    arena_release(&g->arena);
    vec_release(&g->terms);
    free(g->slots);
    free(g->next);
    free(g);
}

size_t glossary_count(const struct glossary *g)
{
    return g->terms.len;
}

/* Whether the term stands at the token: its words follow each other with a blank or a hyphen between. */
static bool stands_at(const struct glossary_term *t, const struct side *en, size_t token)
{
    for (size_t i = 1; i < t->word_count; i++) {
        if (token + i >= en->tokens.len)
            return false;
        const struct token *before = &en->tokens.at[token + i - 1], *w = &en->tokens.at[token + i];
        if (!token_is_word(w->kind) || w->from != before->to + 1 ||
            (en->fold.s[before->to] != ' ' && en->fold.s[before->to] != '-') || w->stem != t->words[i])
            return false;
    }
    return true;
}

const struct glossary_term *glossary_next(const struct glossary *g, const struct side *en, size_t *at,
                                          size_t *last)
{
    const struct token *end = en->tokens.at + en->tokens.len;
    for (const struct token *t = en->tokens.at + *at; t < end; t++) {
        uint32_t hash = t->stem;
        if (!(g->firsts[(hash & (FIRSTS - 1)) >> 6] >> (hash & 63) & 1) || !token_is_word(t->kind) ||
            t->to - t->from < 2)
            continue;
        size_t slot = hash & (g->slot_count - 1);
        while (g->slots[slot] && g->terms.at[g->slots[slot] - 1].words[0] != hash)
            slot = (slot + 1) & (g->slot_count - 1);
        for (uint32_t i = g->slots[slot]; i; i = g->next[i - 1]) {
            const struct glossary_term *term = &g->terms.at[i - 1];
            size_t token = (size_t)(t - en->tokens.at);
            if (!stands_at(term, en, token))
                continue;
            *last = token + term->word_count - 1;
            *at = token + 1;
            return term;
        }
    }
    return NULL;
}

/* A blank between a Latin letter or digit and a Chinese character. */
static bool is_loose(struct str v, size_t i)
{
    return v.s[i] == ' ' && i > 0 && i + 1 < v.len && ((v.s[i - 1] ^ v.s[i + 1]) & 0x80) != 0;
}

/* Where the rendering that begins at `at` ends, or 0. */
static size_t match_at(struct str zh, size_t at, struct str rendering)
{
    size_t i = at, k = 0;
    while (k < rendering.len) {
        if (is_loose(rendering, k))
            k++;
        else if (i > at && i < zh.len && is_loose(zh, i))
            i++;
        else if (i == zh.len || zh.s[i++] != rendering.s[k++])
            return 0;
    }
    return i;
}

size_t glossary_find(struct str zh, struct str rendering, size_t *end)
{
    size_t at = str_find(zh, rendering, 0);
    *end = at == SIZE_MAX ? 0 : at + rendering.len;
    bool latin = false, han = false;
    for (size_t i = 0; i < rendering.len && at == SIZE_MAX; i++) {
        han |= (rendering.s[i] & 0x80) != 0;
        latin |= ascii_is_alnum((unsigned char)rendering.s[i]);
    }
    for (size_t i = 0; latin && han && i < zh.len; i++)
        if ((*end = match_at(zh, i, rendering)) != 0)
            return i;
    return at;
}
