/* record/verdict, record/fix-rate: what a record promises agrees with its workarounds. */
#include "engine/rule.h"

static void check_rates(struct check *c);

const struct rule rule_record_verdict = {
    .id = "record/verdict",
    .summary = "the verdict must agree with the workarounds and their rates",
    .why = "A reader who is told that an error cannot be fixed does not look at the fix below, and the other "
           "way round.",
    .rate = "0 on the seed and on generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_VERDICT) | ROLE_BIT(ROLE_SUCCESS_RATE) | ROLE_BIT(ROLE_FIX_RATE),
    .check = check_rates,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"resolvable\": \"false\"}", .at = "/resolvable"},
            {.bad = "{\"workarounds\": [], \"workarounds_zh\": []}", .at = "/resolvable"},
            {.good = "{\"resolvable\": \"partial\"}"},
            {0},
        },
};

const struct rule rule_record_fix_rate = {
    .id = "record/fix-rate",
    .summary = "the fix rate must lie within what the workarounds' rates allow",
    .why =
        "It is the figure by which consumers rank records: one that no workaround bears out misleads them.",
    .rate = "0 on the seed and on generated records",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_SUCCESS_RATE) | ROLE_BIT(ROLE_FIX_RATE),
    .check = check_rates,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"fix_success_rate\": 0.1}", .at = "/fix_success_rate"},
            {.good = "{\"fix_success_rate\": 0.9}"},
            {0},
        },
};

struct rates {
    size_t count;
    double least, most, together; /* together: at least one of them helps, were they independent */
};

static struct rates rates_of(struct check *c)
{
    struct rates r = {.least = 1};
    struct role_hits hits = record_role(c->rec, ROLE_SUCCESS_RATE);
    double none = 1;
    for (size_t i = 0; i < hits.len; i++) {
        double v = json_number(c->rec->doc, hits.at[i]->node);
        if (v < 0 || v > 1)
            return (struct rates){.together = -1}; /* the schema says so: nothing can be concluded */
        r.count++;
        r.least = v < r.least ? v : r.least;
        r.most = v > r.most ? v : r.most;
        none *= v < 1 ? 1 - v : 0;
    }
    r.together = 1 - none;
    return r;
}

static void check_rates(struct check *c)
{
    const struct record *rec = c->rec;
    json_node verdict = record_first(rec, ROLE_VERDICT), fix = record_first(rec, ROLE_FIX_RATE);
    struct rates r = rates_of(c);
    const double slack = 0.005; /* rates are written with two digits */
    if (fix != JSON_NONE && r.count) {
        double v = json_number(rec->doc, fix);
        if (v >= 0 && v <= 1 && (v < r.least - slack || v > r.together + slack)) {
            struct finding *f =
                finding_at(c, &rule_record_fix_rate, fix,
                           "the fix rate is %.*s, and the workarounds' rates allow %.2g to %.2g",
                           STR_FMT(json_raw(rec->doc, fix)), r.least, r.together);
            finding_help(c, f,
                         "it is no lower than the worst workaround and no higher than all of them together");
        }
    }
    if (verdict == JSON_NONE || (!r.count && r.together < 0))
        return;
    struct str word = record_string(rec, verdict, c->arena);
    struct finding *f = NULL;
    if (str_is(word, "true") && !r.count)
        f = finding_at(c, &rule_record_verdict, verdict,
                       "the verdict is \"true\", but there is no workaround");
    else if (str_is(word, "true") && r.most < 0.5)
        f = finding_at(c, &rule_record_verdict, verdict,
                       "the verdict is \"true\", but the best workaround helps in %.2g of the cases", r.most);
    else if (str_is(word, "false") && r.count && r.most >= 0.5)
        f = finding_at(c, &rule_record_verdict, verdict,
                       "the verdict is \"false\", but a workaround helps in %.2g of the cases", r.most);
    if (f)
        finding_help(c, f,
                     "\"true\": a workaround helps mostly; \"partial\": at times; \"false\": none does");
}
