/* Headers, bodies and verdicts by recordings of any bytes: up to four answers to one page, separated by a
 * line
 * "----". Whatever is said, the judge comes to an end, asks for nothing unsafe, and what it says fits
 * together. */
#include "link/judge.h"
#include "link/recording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct str fragments[] = {{NULL, 0}, {"install", 7}, {":~:text=one", 11}};

/* The next answer of the input; when there is none, a plain one. */
static void next(struct str *rest, struct recorded *r, struct judge *j, struct arena *a)
{
    struct err err;
    size_t end = str_find(*rest, STR("\n----\n"), 0);
    struct str one = str_sub(*rest, 0, end == SIZE_MAX ? rest->len : end);
    *rest = str_sub(*rest, end == SIZE_MAX ? rest->len : end + 6, rest->len);
    if (recording_parse(one, true, judge_found, j, r, a, &err) != 0 || r->kind != RECORDED_ANSWER) {
        answer_release(&r->answer);
        answer_begin(&r->answer, true);
        /* not even a recording: the bytes as headers, then as a body */
        for (size_t at = 0; at < one.len;) {
            size_t line = str_find(one, STR("\n"), at);
            line = line == SIZE_MAX ? one.len : line + 1;
            if (!answer_header(&r->answer, str_sub(one, at, line)))
                break;
            at = line;
        }
        answer_body(&r->answer, one, judge_found, j);
        answer_end(&r->answer, one.len % 2);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct arena a = ARENA_INIT;
    struct url u;
    struct err err;
    struct judge j;
    if (url_parse(STR("https://docs.acme.com/a/b.html"), NULL, NULL, &a, &u, &err) != URL_FINE)
        abort();
    judge_begin(&j, &u, NULL, fragments, 3);
    enum judge_step step = JUDGE_FETCH;
    for (int i = 0; step != JUDGE_DONE; i++) {
        if (i > 200)
            abort(); /* it would go on for ever */
        if (step == JUDGE_LATER) {
            step = judge_again(&j);
        } else if (step == JUDGE_PROBE) {
            struct soft404_probe probe = {size % 3 ? 200 : 404, STR("T"), size};
            step = judge_probed(&j, size % 5 ? &probe : NULL);
        } else {
            struct recorded r = {.kind = RECORDED_ANSWER};
            struct url again;
            if (url_parse(j.at.page, NULL, NULL, &a, &again, &err) != URL_FINE)
                abort(); /* it wants what must not be asked */
            next(&rest, &r, &j, &a);
            step = judge_answer(&j, &r.answer);
            answer_release(&r.answer);
        }
    }
    for (size_t i = 0; i < 3; i++) {
        struct outcome o = {0};
        judge_outcome(&j, fragments[i], &o);
        if (o.verdict >= VERDICT_COUNT || (o.new_url.len && o.verdict != VERDICT_PERMANENT) ||
            (o.fragment == FRAGMENT_MISSING && o.verdict != VERDICT_FRAGMENT_MISSING) || o.nearest_count > 3)
            abort();
    }
    judge_release(&j);
    arena_release(&a);
    return 0;
}
