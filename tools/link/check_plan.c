/* From the plan's URLs to pages. */
#include "link/check_work.h"
#include "link/fragment.h"

#include <time.h>

int64_t check_seconds(const struct check *c)
{
    return c->o->now ? c->o->now : (int64_t)time(NULL);
}

struct work *check_new_work(struct check *c, const struct url *u, struct str key)
{
    struct work *w = mem_zalloc(1, sizeof *w);
    w->key = arena_str(&c->arena, key);
    judge_begin(&w->judge, u, &c->o->fetch.policy, NULL, 0);
    *vec_push(&c->works) = w;
    return w;
}

void check_free_work(struct check *c, struct work *w)
{
    judge_release(&w->judge);
    vec_release(&w->urls);
    vec_release(&w->fragments);
    cookies_free(c->fetcher, w->cookies);
    free(w);
}

/* No request is made for it. */
static void refuse(struct check *c, size_t index, enum url_state state, const struct err *why)
{
    struct outcome o = {.index = index,
                        .url = c->plan->urls.at[index].url,
                        .verdict = state == URL_UNSAFE ? VERDICT_UNSAFE_TARGET : VERDICT_INVALID_URL,
                        .at = check_seconds(c),
                        .final_url = STR(""),
                        .new_url = STR(""),
                        .fragment_text = STR(""),
                        .why = str_of(why->msg)};
    c->result->urls++;
    if (c->o->on_outcome(c->o->ctx, &o) != 0)
        c->quit = true;
}

void check_group(struct check *c)
{
    for (size_t i = 0; i < c->plan->urls.len; i++) {
        struct url u;
        struct err why;
        enum url_state state =
            url_parse(c->plan->urls.at[i].url, NULL, &c->o->fetch.policy, &c->arena, &u, &why);
        if (state != URL_FINE) {
            refuse(c, i, state, &why);
            continue;
        }
        bool fresh;
        uint32_t *at = strmap_put(&c->pages, u.page, (uint32_t)c->works.len, &fresh);
        struct work *w = fresh ? check_new_work(c, &u, u.page) : c->works.at[*at];
        *vec_push(&w->urls) = i;
        *vec_push(&w->fragments) = u.fragment;
        w->want_text |= u.fragment.s && fragment_wants_text(u.fragment);
    }
    for (size_t i = 0; i < c->works.len; i++) {
        struct work *w = c->works.at[i];
        w->judge.fragments = w->fragments.at;
        w->judge.fragment_count = w->fragments.len;
    }
    c->result->pages = c->works.len;
}
