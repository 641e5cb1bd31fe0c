/* A run from recordings: page by page, without pace or waiting, so that nothing depends on time or order. */
#include "link/check_work.h"

/* One step from the folder. 1, or 0 when it ends here, or -1. */
static int one_step(struct check *c, struct work *w, enum judge_step *step)
{
    struct recorded r;
    int got = recording_read(c->o->replay, w->key, w->step++, w->want_text, judge_found, &w->judge, &r,
                             &c->arena, &c->err);
    if (got <= 0)
        return got;
    w->at = r.at;
    switch (r.kind) {
    case RECORDED_ANSWER:
        c->result->requests++;
        c->result->bytes += r.answer.bytes;
        *step = judge_answer(&w->judge, &r.answer);
        break;
    case RECORDED_LATER: *step = JUDGE_LATER; break;
    case RECORDED_END:
        judge_end(&w->judge, r.verdict, arena_dup(&w->judge.arena, r.why));
        *step = JUDGE_DONE;
        break;
    }
    answer_release(&r.answer);
    return 1;
}

/* All steps of a page or probe. 1 when it is decided. */
static int all_steps(struct check *c, struct work *w)
{
    for (;;) {
        enum judge_step step;
        int got = one_step(c, w, &step);
        if (got <= 0)
            return got;
        if (w->is_probe) {
            if (step == JUDGE_FETCH && !w->judge.limited && w->judge.tries == 0)
                continue;
            check_follow(c, w, step);
            return 1;
        }
        if (step == JUDGE_LATER)
            step = judge_again(&w->judge);
        if (step == JUDGE_PROBE) {
            check_follow(c, w, step); /* decides at once, or adds a probe */
            return 1;
        }
        if (step == JUDGE_DONE) {
            check_follow(c, w, step);
            return 1;
        }
    }
}

int check_replay(struct check *c)
{
    for (size_t i = 0; i < c->works.len && !c->quit; i++) /* probes are added at the end */
        if (all_steps(c, c->works.at[i]) < 0)
            return -1;
    for (size_t i = 0; i < c->works.len; i++) /* whose probe was not recorded */
        if (!c->works.at[i]->is_probe && !c->works.at[i]->ended && c->works.at[i]->probe && !c->quit)
            check_follow(c, c->works.at[i], judge_probed(&c->works.at[i]->judge, NULL));
    return c->failed ? -1 : 0;
}
