/* How work grows: see attack.h. The local slope of a polynomial c (k + b)^d on log-log paper is d k / (k +
 * b), so that its inverse is linear in 1 / k: two slopes give d long before the curve is straight. */
#include "regex/attack.h"

#include "base/utf8.h"

#include <math.h>

enum { BLOW_UP_CHARS = 60 };

void attack_write(const struct attack *a, size_t k, struct buf *out)
{
    for (size_t i = 0; i < a->count; i++) {
        buf_add_str(out, a->parts[i].before);
        for (size_t j = 0; j < k; j++)
            buf_add_str(out, a->parts[i].pump);
    }
    buf_add_str(out, a->suffix);
}

static size_t length_of(const struct attack *a, size_t k)
{
    size_t n = a->suffix.len;
    for (size_t i = 0; i < a->count; i++)
        n += a->parts[i].before.len + k * a->parts[i].pump.len;
    return n;
}

/* One more point; false when it was the last one to be had. */
static bool add_point(struct growth *g, struct probe *p, const struct attack *a, size_t k, uint64_t cap,
                      struct buf *text, uint64_t *budget)
{
    if (g->count == GROWTH_POINTS || length_of(a, k) > ATTACK_CHARS || *budget < 1000)
        return false;
    enum probe_end end;
    buf_clear(text);
    attack_write(a, k, text);
    cap = cap < *budget ? cap : *budget;
    uint64_t steps = probe_steps(p, buf_str(text), cap, &end);
    *budget -= steps < *budget ? steps : *budget;
    if (end == PROBE_FAILED) {
        g->failed = true;
        return false;
    }
    g->points[g->count++] = (struct growth_point){k, utf8_count(buf_str(text)), steps, end == PROBE_STOPPED};
    return end != PROBE_STOPPED;
}

static double slope(const struct growth_point *a, const struct growth_point *b)
{
    return log((double)b->steps / (double)a->steps) / log((double)b->pumps / (double)a->pumps);
}

/* Each point far above the one before. */
static bool blows_up(const struct growth *g)
{
    for (size_t i = 1; i < g->count; i++)
        if ((double)g->points[i].steps < 1.3 * (double)g->points[i - 1].steps && !g->points[i].capped)
            return false;
    return g->count > 1;
}

/* Slopes that rise without end, over enough steps to be sure. A point at the cap is a lower bound: the slopes
 * before it speak. */
static bool looks_exponential(const struct growth *g, bool exact)
{
    size_t n = g->count;
    bool capped = n && g->points[n - 1].capped;
    uint64_t most = n ? g->points[n - 1].steps : 0;
    if (exact && capped && g->points[n - 1].chars <= BLOW_UP_CHARS && blows_up(g))
        return true;
    n -= capped;
    if (n < (capped ? 3 : 4) || most < (exact ? 20000 : 100000))
        return false;
    const struct growth_point *p = g->points + n - 1;
    double last = slope(p - 1, p), middle = slope(p - 2, p - 1), first = n > 3 ? slope(p - 3, p - 2) : middle;
    double ratio = pow((double)p->steps / (double)p[-1].steps, 1.0 / (double)(p->pumps - p[-1].pumps));
    return last > (exact ? 3.5 : 5) && last > first * 1.1 && (last > middle || middle > first) &&
           ratio > 1.02;
}

static void measure_exponential(struct growth *g, struct probe *p, const struct attack *a,
                                const struct growth_plan *plan, struct buf *text, uint64_t *budget)
{
    double k = 2;
    uint64_t cap = plan->exact ? 100000 : 400000;
    if (!add_point(g, p, a, 1, cap, text, budget) && g->count) {
        g->count = 0; /* the first pump is too much: against none */
        if (add_point(g, p, a, 0, cap, text, budget))
            add_point(g, p, a, 1, cap, text, budget);
        g->exponential = looks_exponential(g, plan->exact);
        return;
    }
    while (add_point(g, p, a, (size_t)k, cap, text, budget)) {
        size_t n = g->count;
        if (looks_exponential(g, plan->exact)) {
            g->exponential = true;
            return;
        }
        if (n >= 5 && slope(&g->points[n - 2], &g->points[n - 1]) < 1.1 && k > 40)
            return; /* linear */
        k = k < 9 ? k + 1 : floor(k * 1.2);
    }
    g->exponential = looks_exponential(g, plan->exact);
}

/* The degree that two neighbouring slopes lead to. */
static double extrapolate(const struct growth *g)
{
    size_t n = g->count;
    n -= n && g->points[n - 1].capped;
    if (n < 3)
        return 0;
    const struct growth_point *p = g->points;
    double s1 = slope(&p[n - 3], &p[n - 2]), s2 = slope(&p[n - 2], &p[n - 1]);
    double k1 = sqrt((double)p[n - 3].pumps * (double)p[n - 2].pumps);
    double k2 = sqrt((double)p[n - 2].pumps * (double)p[n - 1].pumps);
    if (s1 < 0.2 || s2 < 0.2)
        return s2;
    double inverse = (k2 / s2 - k1 / s1) / (k2 - k1);
    double limit = inverse > 0 ? 1 / inverse : s2;
    return limit > s2 * 1.6 ? s2 * 1.6 : limit < s2 * 0.8 ? s2 * 0.8 : limit;
}

/* Whether the degree is plain by now. */
static bool is_settled(const struct growth *g, const struct growth_plan *plan)
{
    size_t n = g->count;
    if (n < 3)
        return false;
    double now = extrapolate(g), last = slope(&g->points[n - 2], &g->points[n - 1]);
    if (plan->exact && plan->expected <= 6)
        return fabs(now - plan->expected) < 0.25 && last > plan->expected - 0.6;
    if (plan->exact && now > plan->expected * 0.6 && g->points[n - 1].steps > 10000)
        return true;
    if (n >= 4 && last < 1.1 && now < 1.1)
        return true;
    double before = slope(&g->points[n - 3], &g->points[n - 2]);
    return !plan->exact && n >= 4 && g->points[n - 1].steps > 50000 && fabs(last - before) < 0.1 &&
           fabs(now - round(now)) < 0.15;
}

/* Points from k pumps on until the degree is plain. */
static void climb(struct growth *g, struct probe *p, const struct attack *a, const struct growth_plan *plan,
                  double k, double factor, struct buf *text, uint64_t *budget)
{
    while (add_point(g, p, a, (size_t)k, ATTACK_STEPS, text, budget) && !is_settled(g, plan))
        k = floor(k * factor) > k ? floor(k * factor) : k + 1;
}

static void measure_polynomial(struct growth *g, struct probe *p, const struct attack *a,
                               const struct growth_plan *plan, struct buf *text, uint64_t *budget)
{
    unsigned d = plan->expected;
    size_t step = length_of(a, 2) - length_of(a, 1);
    double k = d <= 3   ? (step > 4 ? 4 : 8)
               : d <= 8 ? 5
                        : 2,
           least = k < (double)plan->least ? (double)plan->least : k;
    climb(g, p, a, plan, least, d <= 3 ? 2 : 1.5, text, budget);
    if (g->count && g->count < 4 && g->points[g->count - 1].capped && (least > k || d <= 8)) {
        g->count = 0; /* too steep for sizes that large */
        climb(g, p, a, plan, 2, 1.25, text, budget);
    }
    g->degree = extrapolate(g);
    if (plan->exact && d > 6 && g->degree > d * 0.5)
        g->degree = d;
}

void growth_measure(struct growth *g, struct probe *p, const struct attack *a, const struct growth_plan *plan,
                    uint64_t *budget)
{
    struct buf text = BUF_INIT;
    *g = (struct growth){0};
    if (plan->expected == 0)
        measure_exponential(g, p, a, plan, &text, budget);
    else
        measure_polynomial(g, p, a, plan, &text, budget);
    if (!g->exponential && plan->expected == 0)
        g->degree = extrapolate(g);
    buf_release(&text);
}

double growth_at(const struct growth *g, unsigned degree, double chars)
{
    const struct growth_point *a = &g->points[g->count > 1 ? g->count - 2 : 0], *b = &g->points[g->count - 1];
    if (b->capped && g->count > 2)
        b = a, a = &g->points[g->count - 3];
    /* c (x + shift)^d through both points */
    double ratio = pow((double)b->steps / (double)a->steps, 1.0 / degree);
    double shift = ratio > 1.0001 ? ((double)b->chars - ratio * (double)a->chars) / (ratio - 1) : 0;
    if (shift < -(double)a->chars * 0.9)
        shift = 0;
    return (double)b->steps * pow((chars + shift) / ((double)b->chars + shift), degree);
}
