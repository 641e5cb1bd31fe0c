/* The generaliser: see generalise.h. Alignment gives a template (align.h), its pieces become atoms (atom.h);
 * here samples are cleaned, the right measure is found, and the result is proved. */
#include "regex/generalise.h"

#include "base/utf8.h"
#include "regex/atom.h"
#include "regex/escape.h"
#include "regex/match.h"

/* Fewer letters and digits than this would recognise too much: names, then paths, then numbers stay. */
enum { WEIGHT_ENOUGH = 8 };

static const unsigned measures[] = {
    0,
    1u << VOLATILE_QUOTED | 1u << VOLATILE_NAME,
    1u << VOLATILE_QUOTED | 1u << VOLATILE_NAME | 1u << VOLATILE_PATH | 1u << VOLATILE_URL |
        1u << VOLATILE_VERSION | 1u << VOLATILE_IPV4 | 1u << VOLATILE_IPV6,
    ~(1u << VOLATILE_PLACEHOLDER | 1u << VOLATILE_DATE),
};

/* Without the control sequences that colour a terminal: ESC [ parameters final (ECMA-48, 5.4). */
static struct str without_colours(struct str v, struct arena *a)
{
    if (!memchr(v.s, 0x1B, v.len))
        return v;
    char *out = arena_alloc(a, v.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < v.len; i++) {
        size_t p = i;
        if (v.s[i] == 0x1B && i + 1 < v.len && v.s[i + 1] == '[') {
            p += 2;
            while (p < v.len && (unsigned char)(v.s[p] - 0x20) < 0x20)
                p++;
            if (p < v.len && (unsigned char)(v.s[p] - 0x40) < 0x3F) {
                i = p;
                continue;
            }
        }
        out[n++] = v.s[i];
    }
    return (struct str){out, n};
}

static int clean(const struct str *samples, size_t count, struct arena *a, struct str **out, struct err *err)
{
    if (!count)
        return err_set(err, "there is no sample");
    if (count > GENERALISE_SAMPLES_MAX)
        return err_set(err, "there are %zu samples, more than %d", count, GENERALISE_SAMPLES_MAX);
    *out = arena_alloc(a, count * sizeof **out);
    for (size_t i = 0; i < count; i++) {
        size_t bad = utf8_valid(samples[i]);
        if (samples[i].len > GENERALISE_SAMPLE_MAX)
            return err_set(err, "sample %zu has %zu bytes, more than %d", i + 1, samples[i].len,
                           GENERALISE_SAMPLE_MAX);
        if (bad < samples[i].len)
            return err_set(err, "sample %zu is not UTF-8: byte %zu is 0x%02X", i + 1, bad + 1,
                           (unsigned char)samples[i].s[bad]);
        (*out)[i] = str_trim(without_colours(samples[i], a));
        if (!(*out)[i].len)
            return err_set(err, "sample %zu is blank", i + 1);
    }
    return 0;
}

struct draft {
    struct buf pattern;
    part_list parts;
    VEC(size_t) firsts;
    size_t weight;
};

static void draft_release(struct draft *d)
{
    buf_release(&d->pattern);
    vec_release(&d->parts);
    vec_release(&d->firsts);
}

static bool matches(struct str pattern, struct str sample, struct matcher *m)
{
    struct regex_fault fault;
    struct regex *r = regex_compile(pattern, REGEX_CASELESS, &fault);
    bool found = r && regex_search(r, m, sample, NULL, NULL) == REGEX_MATCH;
    regex_free(r);
    return found;
}

/* One alternative for each group; one that earlier ones make needless is left out. */
static void write_draft(struct draft *d, const struct str *samples, size_t count, unsigned fixed,
                        const struct generalise_options *o, struct matcher *m, struct arena *a)
{
    struct align_options options = {.fixed = fixed};
    if (o) {
        options.fixed |= o->fixed;
        options.keep = o->keep;
        options.keep_count = o->keep_count;
    }
    struct align_group *groups;
    size_t n = align_samples(samples, count, &options, a, &groups);
    d->weight = SIZE_MAX;
    for (size_t g = 0; g < n; g++) {
        bool needless = g > 0;
        for (size_t k = 0; k < groups[g].count && needless; k++)
            needless = matches(buf_str(&d->pattern), samples[groups[g].members[k]], m);
        if (needless)
            continue;
        atom_list atoms = {0};
        atoms_build(&groups[g], a, &atoms);
        if (g)
            buf_addc(&d->pattern, '|');
        atoms_emit(&atoms, &d->pattern, &d->parts);
        size_t weight = atoms_weight(&atoms);
        d->weight = weight < d->weight ? weight : d->weight;
        *vec_push(&d->firsts) = groups[g].members[0];
        vec_release(&atoms);
    }
}

static bool is_proved(const struct draft *d, const struct str *samples, size_t count, struct matcher *m)
{
    struct regex_fault fault;
    struct regex *r = regex_compile(buf_str(&d->pattern), REGEX_CASELESS, &fault);
    bool good = r && d->pattern.len;
    for (size_t i = 0; i < count && good; i++) {
        size_t from, to;
        good = regex_search(r, m, samples[i], &from, &to) == REGEX_MATCH && to > from;
    }
    regex_free(r);
    return good;
}

/* The samples as they are: what is left when nothing else holds. */
static void write_literal(struct draft *d, const struct str *samples, size_t count)
{
    draft_release(d);
    d->weight = 0;
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_addc(&d->pattern, '|');
        regex_escape(&d->pattern, samples[i]);
        *vec_push(&d->firsts) = i;
    }
}

static void deliver(const struct draft *d, struct arena *a, struct generalised *out)
{
    out->pattern = arena_str(a, buf_str(&d->pattern));
    out->parts = arena_alloc(a, d->parts.len * sizeof *out->parts);
    if (d->parts.len)
        memcpy(out->parts, d->parts.at, d->parts.len * sizeof *out->parts);
    out->part_count = d->parts.len;
    out->firsts = arena_alloc(a, d->firsts.len * sizeof *out->firsts);
    memcpy(out->firsts, d->firsts.at, d->firsts.len * sizeof *out->firsts);
    out->first_count = d->firsts.len;
    out->literal = d->weight;
}

int regex_generalise(const struct str *given, size_t count, const struct generalise_options *options,
                     struct arena *a, struct generalised *out, struct err *err)
{
    struct str *samples = NULL;
    *out = (struct generalised){0};
    if (clean(given, count, a, &samples, err) != 0)
        return -1;
    struct matcher *m = matcher_new();
    struct draft d = {0};
    size_t n = sizeof measures / sizeof *measures;
    for (size_t i = 0; i < n; i++) {
        draft_release(&d);
        d = (struct draft){0};
        write_draft(&d, samples, count, measures[i], options, m, a);
        if (d.weight >= WEIGHT_ENOUGH && is_proved(&d, samples, count, m))
            break;
    }
    if (!is_proved(&d, samples, count, m))
        write_literal(&d, samples, count);
    deliver(&d, a, out);
    draft_release(&d);
    matcher_free(m);
    return 0;
}
