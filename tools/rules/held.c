/* baseline/unused, suppression/...: what holds findings back may only shrink. Reported by the engine
 * (engine/hold.h) after all rules, in the baseline and in kedb.json. */
#include "engine/rule.h"

const struct rule rule_baseline_unused = {
    .id = "baseline/unused",
    .summary = "a line of the baseline must be needed by a finding",
    .why = "A baseline lists what is to be mended: a line that stays after the mending would hide the next "
           "fault "
           "of its kind.",
    .rate = "certain",
    .severity = SEVERITY_ERROR,
    .scope = SCOPE_CORPUS,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}",
             .baseline = "# known\n2f6c01b9aa04de11:1 record/stale records/aws/x.json /last_confirmed\n",
             .at = ""},
            {.good = "{}", .baseline = "# nothing is known\n"},
            {0},
        },
};

const struct rule rule_suppression_expired = {
    .id = "suppression/expired",
    .summary = "a suppression must not be past its end",
    .why = "The day that was set for mending has come; the findings are shown again.",
    .rate = "certain",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}",
             .config = "{\"suppressions\": [{\"rule\": \"record/stale\", \"path\": \"*\", \"reason\": "
                       "\"waits\", \"until\": "
                       "\"2026-05-31\"}]}",
             .at = "/suppressions/0"},
            {.good = "{\"first_seen\": \"2019-01-01\", \"last_confirmed\": \"2019-06-01\"}",
             .config = "{\"suppressions\": [{\"rule\": \"record/stale\", \"path\": \"*\", \"reason\": "
                       "\"waits\", \"until\": "
                       "\"2026-06-01\"}]}"},
            {0},
        },
};

const struct rule rule_suppression_unused = {
    .id = "suppression/unused",
    .summary = "a suppression must be needed by a finding",
    .why = "An excuse that nothing needs hides the next fault of its kind.",
    .rate = "certain",
    .severity = SEVERITY_WARNING,
    .scope = SCOPE_CORPUS,
    .examples =
        (const struct rule_example[]){
            {.bad = "{}",
             .config = "{\"suppressions\": [{\"rule\": \"record/stale\", \"path\": \"*\", \"reason\": "
                       "\"waits\", \"until\": "
                       "\"2027-01-01\"}]}",
             .at = "/suppressions/0"},
            {.good = "{\"first_seen\": \"2019-01-01\", \"last_confirmed\": \"2019-06-01\"}",
             .config =
                 "{\"suppressions\": [{\"rule\": \"record/*\", \"path\": \"records/aws/*\", \"pointer\": "
                 "\"/last_confirmed\", \"reason\": \"waits\", \"until\": \"2027-01-01\"}]}"},
            {0},
        },
};
