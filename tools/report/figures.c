/* Counting: see figures.h. */
#include "report/figures.h"

#include "base/strmap.h"

static struct tally *tally_of(struct tallies *list, struct strmap *index, const char *name)
{
    bool fresh;
    uint32_t at = *strmap_put(index, str_of(name), (uint32_t)list->len, &fresh);
    if (fresh)
        *vec_push(list) = (struct tally){.name = name};
    return &list->at[at];
}

static bool is_louder(const struct tally *x, const struct tally *y, bool *equal)
{
    for (int level = SEVERITY_ERROR; level > SEVERITY_OFF; level--)
        if (x->by_severity[level] != y->by_severity[level])
            return x->by_severity[level] > y->by_severity[level];
    *equal = true;
    return false;
}

static int worst_first(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    bool equal = false;
    if (is_louder(x, y, &equal))
        return -1;
    return equal ? strcmp(x->name, y->name) : 1;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct tally *)a)->name, ((const struct tally *)b)->name);
}

static void add(struct tally *t, const struct finding *f)
{
    t->by_severity[f->severity]++;
    t->fixable += f->edit_count && !f->unsafe;
    if (!t->first || f->severity > t->first->severity)
        t->first = f;
}

static const char *domain_of(struct figures *f, const struct source *s)
{
    size_t slash = s->id_expected.len ? str_find(s->id_expected, STR("/"), 0) : SIZE_MAX;
    return slash == SIZE_MAX ? "elsewhere" : arena_dup(&f->arena, str_sub(s->id_expected, 0, slash));
}

void figures_count(struct figures *f, const struct report *r, size_t source_count, size_t queue)
{
    struct strmap domains = STRMAP_INIT, rules = STRMAP_INIT;
    const struct result *res = r->result;
    *f = (struct figures){.result = res, .today = r->today};
    for (size_t i = 0; i < source_count; i++)
        if (r->sources[i].asked && !r->sources[i].orphan)
            tally_of(&f->domains, &domains, domain_of(f, &r->sources[i]))->records++;
    f->clean = res->records;
    for (size_t i = 0; i < res->count;) {
        size_t to = i;
        uint32_t file = res->findings[i].file;
        struct tally record = {.name = r->sources[file].path, .records = 1};
        struct tally *domain =
            file < source_count ? tally_of(&f->domains, &domains, domain_of(f, &r->sources[file])) : NULL;
        for (; to < res->count && res->findings[to].file == file; to++) {
            const struct finding *one = &res->findings[to];
            struct tally *rule = tally_of(&f->rules, &rules, one->rule->id);
            bool seen = false;
            for (size_t j = i; j < to && !seen; j++)
                seen = res->findings[j].rule == one->rule;
            rule->records += !seen;
            add(rule, one);
            add(&record, one);
            if (domain)
                add(domain, one);
        }
        if (record.by_severity[SEVERITY_ERROR] + record.by_severity[SEVERITY_WARNING] &&
            file < source_count) {
            f->clean -= f->clean > 0;
            *vec_push(&f->queue) = record;
        }
        i = to;
    }
    if (f->domains.len)
        qsort(f->domains.at, f->domains.len, sizeof *f->domains.at, by_name);
    if (f->rules.len)
        qsort(f->rules.at, f->rules.len, sizeof *f->rules.at, worst_first);
    if (f->queue.len)
        qsort(f->queue.at, f->queue.len, sizeof *f->queue.at, worst_first);
    if (f->queue.len > queue)
        f->queue.len = queue;
    strmap_release(&domains);
    strmap_release(&rules);
}

void figures_release(struct figures *f)
{
    vec_release(&f->domains);
    vec_release(&f->rules);
    vec_release(&f->queue);
    arena_release(&f->arena);
}
