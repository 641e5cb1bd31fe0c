/* record/date-..., record/stale: dates stand in their order, none in the future, and a record is confirmed
 * now and then. */
#include "base/date.h"
#include "engine/rule.h"

static void check_dates(struct check *c);

const struct rule rule_record_date_order = {
    .id = "record/date-order",
    .summary = "the dates of a record must stand in their order",
    .why = "A record that was confirmed before it was first seen has a wrong date, and its age cannot be "
           "judged.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_DATE),
    .check = check_dates,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"first_seen\": \"2025-03-01\", \"last_confirmed\": \"2025-02-28\"}",
             .at = "/last_confirmed"},
            {.good = "{\"first_seen\": \"2026-01-01\", \"last_confirmed\": \"2026-01-01\", \"last_updated\": "
                     "\"2026-01-01\"}"},
            {0},
        },
};

const struct rule rule_record_date_future = {
    .id = "record/date-future",
    .summary = "no date may lie in the future",
    .why = "Nobody can have seen, confirmed or changed a record on a day that has not come.",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_DATE),
    .check = check_dates,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"last_updated\": \"2999-01-01\"}", .at = "/last_updated"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_record_stale = {
    .id = "record/stale",
    .summary = "a record must have been confirmed within the time that kedb.json sets",
    .why = "Products change: a fix that nobody has confirmed for long may have become a dead end.",
    .rate = "certain; how often it fires is the age of the base",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_FRESHNESS),
    .check = check_dates,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"first_seen\": \"2019-01-01\", \"last_confirmed\": \"2019-06-01\"}",
             .at = "/last_confirmed"},
            {.good = "{}"},
            {0},
        },
};

static void check_dates(struct check *c)
{
    const struct record *rec = c->rec;
    struct role_hits dates = record_role(rec, ROLE_DATE);
    for (size_t i = 0; i < dates.len; i++) {
        const struct role_hit *hit = dates.at[i];
        const struct role_place *place = record_place_of(rec, hit);
        struct str text = record_string(rec, hit->node, c->arena);
        date_days day, before;
        if (date_parse(text, &day, NULL) != 0)
            continue; /* the schema's format says so */
        if (!check_is_past(c, day - 1)) {
            char today[11];
            date_format(check_today(c), today);
            struct finding *f =
                finding_at(c, &rule_record_date_future, hit->node, "%.*s is %.*s, which is after today, %s",
                           STR_FMT(place->name), STR_FMT(text), today);
            finding_help(c, f, "dates are days that have been");
        }
        if (place->roles & ROLE_BIT(ROLE_FRESHNESS) && check_is_past(c, day + c->run->stale_after)) {
            struct finding *f = finding_at(
                c, &rule_record_stale, hit->node,
                "%.*s is %.*s, %d days ago, more than the %d that a record stays fresh", STR_FMT(place->name),
                STR_FMT(text), (int)(check_today(c) - day), (int)c->run->stale_after);
            finding_help(c, f, "confirm that the record still holds, and set the date");
        }
        for (size_t j = 0; j < dates.len && place->order; j++) {
            const struct role_place *other = record_place_of(rec, dates.at[j]);
            struct str earlier = record_string(rec, dates.at[j]->node, c->arena);
            if (!other->order || other->order + 1 != place->order ||
                date_parse(earlier, &before, NULL) != 0 || day >= before)
                continue;
            struct finding *f =
                finding_at(c, &rule_record_date_order, hit->node, "%.*s is %.*s, before %.*s, %.*s",
                           STR_FMT(place->name), STR_FMT(text), STR_FMT(other->name), STR_FMT(earlier));
            finding_help(c, f, "%.*s comes first", STR_FMT(other->name));
        }
    }
}
