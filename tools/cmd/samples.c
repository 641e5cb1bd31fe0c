/* Samples and the records near to them: see samples.h. */
#include "cmd/samples.h"

#include "base/plain.h"
#include "cmd/records.h"
#include "regex/match.h"

void samples_add(struct samples *s, const char *text)
{
    struct buf plain = BUF_INIT;
    plain_text(&plain, str_of(text));
    *vec_push(&s->at) = arena_str(&s->arena, buf_str(&plain));
    buf_release(&plain);
}

int samples_read(struct samples *s, const char *path, struct err *err)
{
    bool in = strcmp(path, "-") == 0;
    size_t limit = (size_t)GENERALISE_SAMPLES_MAX * (GENERALISE_SAMPLE_MAX + 2), before = s->at.len;
    if (s->file.s)
        return err_set(err, "samples are read from one file");
    struct buf raw = BUF_INIT;
    int rc = in ? file_read_fd(0, "standard input", limit, &raw, err) : file_read(path, limit, &raw, err);
    buf_adds(&s->file, "");
    if (rc == 0)
        plain_text(&s->file, buf_str(&raw));
    buf_release(&raw);
    if (rc != 0)
        return -1;
    struct str text = buf_str(&s->file);
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, STR("\n"), at);
        end = end == SIZE_MAX ? text.len : end;
        struct str line = str_trim(str_sub(text, at, end));
        if (line.len)
            *vec_push(&s->at) = line;
        at = end + 1;
    }
    if (s->at.len == before)
        return err_set(err, "%s: holds no sample: one a line is read", in ? "standard input" : path);
    return 0;
}

void samples_release(struct samples *s)
{
    vec_release(&s->at);
    buf_release(&s->file);
    arena_release(&s->arena);
}

static struct str kept_string(const struct record *rec, json_node n, struct arena *a)
{
    return n == JSON_NONE ? STR("") : arena_str(a, record_string(rec, n, a));
}

static void add_record(void *ctx, const struct record *rec)
{
    struct neighbours *n = ctx;
    struct neighbour x = {.path = arena_dup(&n->arena, str_of(rec->path)),
                          .id = kept_string(rec, record_first(rec, ROLE_RECORD_ID), &n->arena),
                          .signature = kept_string(rec, record_first(rec, ROLE_SIGNATURE), &n->arena),
                          .regex = kept_string(rec, record_first(rec, ROLE_REGEX), &n->arena)};
    struct role_hits aliases = record_role(rec, ROLE_ALIAS);
    x.alias_count = aliases.len;
    x.aliases = arena_alloc(&n->arena, aliases.len * sizeof *x.aliases);
    for (size_t i = 0; i < aliases.len; i++)
        x.aliases[i] = kept_string(rec, aliases.at[i]->node, &n->arena);
    *vec_push(&n->at) = x;
}

int neighbours_read(struct neighbours *n, struct session *s, const char *records, struct err *err)
{
    return records_each(s, records, add_record, n, &n->unread, err);
}

/* The next word of two letters or more; false at the end. */
static bool next_word(struct str text, size_t *at, struct str *word)
{
    while (*at < text.len) {
        size_t from = *at;
        while (*at < text.len &&
               (ascii_is_alnum((unsigned char)text.s[*at]) || (unsigned char)text.s[*at] >= 0x80))
            ++*at;
        *word = str_sub(text, from, *at);
        if (*at == from)
            ++*at;
        else if (word->len >= 2)
            return true;
    }
    return false;
}

static bool holds_word(struct str text, struct str word)
{
    struct str other;
    for (size_t at = 0; next_word(text, &at, &other);)
        if (str_ieq(word, other))
            return true;
    return false;
}

/* Letters of the words that both have, of the letters of both (after Dice 1945). */
static double likeness(struct str a, struct str b)
{
    size_t common = 0, all = 0;
    struct str word;
    for (size_t at = 0; next_word(a, &at, &word);) {
        all += word.len;
        common += holds_word(b, word) ? word.len : 0;
    }
    for (size_t at = 0; next_word(b, &at, &word);)
        all += word.len;
    double d = all ? 2.0 * (double)common / (double)all : 0;
    return d > 1 ? 1 : d;
}

void neighbours_compare(struct neighbours *n, const struct str *samples, size_t count)
{
    struct matcher *m = matcher_new();
    struct neighbour *x;
    vec_foreach (x, &n->at) {
        struct regex_fault fault;
        struct regex *r = x->regex.len ? regex_compile(x->regex, REGEX_CASELESS, &fault) : NULL;
        for (size_t i = 0; i < count; i++) {
            double d = likeness(samples[i], x->signature);
            x->likeness = d > x->likeness ? d : x->likeness;
            x->recognises |= r && regex_search(r, m, samples[i], NULL, NULL) == REGEX_MATCH;
        }
        regex_free(r);
    }
    matcher_free(m);
}

size_t neighbours_taken(struct neighbours *n, struct str pattern)
{
    struct regex_fault fault;
    struct regex *r = regex_compile(pattern, REGEX_CASELESS, &fault);
    struct matcher *m = matcher_new();
    size_t taken = 0;
    struct neighbour *x;
    vec_foreach (x, &n->at) {
        x->is_taken = r && x->signature.len && regex_search(r, m, x->signature, NULL, NULL) == REGEX_MATCH;
        for (size_t i = 0; i < x->alias_count && r && !x->is_taken; i++)
            x->is_taken = regex_search(r, m, x->aliases[i], NULL, NULL) == REGEX_MATCH;
        taken += x->is_taken;
    }
    matcher_free(m);
    regex_free(r);
    return taken;
}

void neighbours_release(struct neighbours *n)
{
    vec_release(&n->at);
    arena_release(&n->arena);
}

int neighbours_generalise(struct neighbours *n, const struct samples *s, const struct str *keep,
                          size_t keep_count, struct arena *a, struct generalised *out, struct err *err)
{
    static const unsigned fixed[] = {
        0, 1U << VOLATILE_QUOTED | 1U << VOLATILE_NAME,
        ~(1U << VOLATILE_PLACEHOLDER | 1U << VOLATILE_DATE | 1U << VOLATILE_UUID | 1U << VOLATILE_HEX)};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        struct generalise_options o = {.keep = keep, .keep_count = keep_count, .fixed = fixed[i]};
        struct generalised g;
        if (regex_generalise(s->at.at, s->at.len, &o, a, &g, err) != 0)
            return -1;
        if (i == 0)
            *out = g;
        if (!neighbours_taken(n, g.pattern)) {
            *out = g;
            return 0;
        }
    }
    neighbours_taken(n, out->pattern);
    return 0;
}
