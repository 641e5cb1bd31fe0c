/* parity/...: names are the same in both languages, and spelt the same.
 * The comparison itself is in text/; rules/parity.c hands it the pairs. */
#include "rules/parity.h"

const struct rule rule_parity_acronym = {
    .id = "parity/acronym",
    .summary = "acronyms of the English should stand in the Chinese",
    .why = "They are what a reader searches for.",
    .rate = "0.047 % of error messages, 0.16 % of prose, 0.15 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The ACM certificate of the origin is expired.\", \"root_cause_zh\": "
                    "\"源站的证书已过期。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The ACM certificate of the origin is expired.\", \"root_cause_zh\": "
                     "\"源站的 ACM 证书已过期。\"}"},
            {0},
        },
};

const struct rule rule_parity_name = {
    .id = "parity/name",
    .summary = "names of products and programs should stand in the Chinese",
    .why = "A reader does not recognise a name that was translated or dropped.",
    .rate = "0.083 % of error messages, 0.12 % of prose, 0.23 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The CloudFront origin presents an expired certificate.\", "
                    "\"root_cause_zh\": \"源站提供了过期的证书。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The CloudFront origin presents an expired certificate.\", "
                     "\"root_cause_zh\": \"CloudFront 源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_misspelt_name = {
    .id = "parity/misspelt-name",
    .summary = "a name must be spelt in the Chinese as in the English",
    .why = "A search for the name does not find it, and a reader takes it for another product.",
    .rate = "0.058 % of error messages, 0 of prose, 0 of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The CloudFront origin presents an expired certificate.\", "
                    "\"root_cause_zh\": \"CloudFornt 源站提供了过期的证书。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause\": \"The CloudFront origin presents an expired certificate.\", "
                      "\"root_cause_zh\": \"CloudFront 源站提供了过期的证书。\"}"},
            {.good = "{\"root_cause\": \"The CloudFront origin presents an expired certificate.\", "
                     "\"root_cause_zh\": \"CloudFront 源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_misspelt = {
    .id = "parity/misspelt",
    .summary = "a Latin word of the Chinese should be spelt as in the English",
    .why = "It is a slip of the finger, and no search finds the word.",
    .rate = "0.05 % of error messages, 0.023 % of prose, 0 of list items; most hits are slips",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The listener of the origin is gone.\", \"root_cause_zh\": \"源站的 "
                    "listner 已经消失。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The listener of the origin is gone.\", \"root_cause_zh\": \"源站的 "
                     "listener 已经消失。\"}"},
            {0},
        },
};

const struct rule rule_parity_extra = {
    .id = "parity/extra",
    .summary = "options, versions and paths of the Chinese should stand in the English",
    .why = "One of the two knows more than the other.",
    .rate = "0.015 % of error messages, 0 of prose, 0 of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站 v1.2.3 提供了过期的证书。\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_extra_acronym = {
    .id = "parity/extra-acronym",
    .summary = "acronyms and names of the Chinese should stand in the English",
    .why = "One of the two knows more than the other; most often the Chinese explains.",
    .rate = "0.13 % of error messages, 0.33 % of prose, 0.66 % of list items",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了过期的 TLS 证书。\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The origin presents a TLS certificate.\", \"root_cause_zh\": "
                     "\"源站提供了 TLS 证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_quoted = {
    .id = "parity/quoted",
    .summary = "quoted code of the English should stand in the Chinese",
    .why = "It is what the reader will see or must type.",
    .rate = "0.031 % of error messages, 0.011 % of prose, 0 of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The type is \\\"a:b\\\" again.\", \"root_cause_zh\": "
                    "\"类型再次出错。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The type is \\\"a:b\\\" again.\", \"root_cause_zh\": "
                     "\"类型再次为“a:b”。\"}"},
            {0},
        },
};
