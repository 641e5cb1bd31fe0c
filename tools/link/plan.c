/* Plans: see plan.h. */
#include "link/plan.h"

struct plan_url *plan_add(struct plan *p, struct str url)
{
    uint32_t *at = strmap_get(&p->index, url);
    if (!at) {
        struct str own = arena_str(&p->arena, url);
        strmap_put(&p->index, own, (uint32_t)p->urls.len, NULL);
        *vec_push(&p->urls) = (struct plan_url){.url = own};
        return vec_last(&p->urls);
    }
    return &p->urls.at[*at];
}

void plan_add_lines(struct plan *p, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, STR("\n"), at);
        if (end == SIZE_MAX)
            end = text.len;
        struct str line = str_trim(str_sub(text, at, end));
        if (line.len && !str_starts(line, STR("# ")) && !str_is(line, "#"))
            plan_add(p, line);
        at = end + 1;
    }
}

void plan_keep(struct plan *p, const bool *wanted)
{
    size_t kept = 0;
    strmap_release(&p->index);
    for (size_t i = 0; i < p->urls.len; i++) {
        if (!wanted[i]) {
            vec_release(&p->urls.at[i].places);
            continue;
        }
        p->urls.at[kept] = p->urls.at[i];
        strmap_put(&p->index, p->urls.at[kept].url, (uint32_t)kept, NULL);
        kept++;
    }
    p->urls.len = kept;
}

void plan_release(struct plan *p)
{
    struct plan_url *u;
    vec_foreach (u, &p->urls)
        vec_release(&u->places);
    vec_release(&p->urls);
    strmap_release(&p->index);
    arena_release(&p->arena);
}
