/* parity/...: the Chinese says all that the English says, and the same.
 * The comparison itself is in text/; rules/parity.c hands it the pairs. */
#include "rules/parity.h"

const struct rule rule_parity_untranslated = {
    .id = "parity/untranslated",
    .summary = "a translation must be in Chinese",
    .why = "A reader of Chinese gets the English again and believes that this is all there is.",
    .rate = "0.008 % of error messages, 0.023 % of prose, 0.051 % of list items; lines of code may stay",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"The example's origin presents an expired certificate.\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_log_line = {
    .id = "parity/log-line-kept",
    .summary = "the translation of a signature should be in Chinese",
    .why = "A line of a log may stay as it is; a sentence for people should be translated.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature_zh\": \"502 ERROR Example fault. The request could not be satisfied.\"}",
             .at = "/signature_zh"},
            {.good = "{}"},
            {0},
        },
};

const struct rule rule_parity_english_field = {
    .id = "parity/english-field",
    .summary = "an English text must not be written in Chinese",
    .why = "Text in the wrong field is shown to the readers who cannot read it.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"示例的源站提供了过期的证书。\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The origin says \\\"证书已过期\\\", an expired certificate.\"}"},
            {0},
        },
};

const struct rule rule_parity_english_left = {
    .id = "parity/english-left",
    .summary = "no English sentence must be left in the Chinese",
    .why = "Half a translation reads as a whole one until the reader stumbles over it.",
    .rate = "0.011 % of error messages, 0.19 % of prose, 0.038 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The example's origin presents an expired certificate to every "
                    "client of the distribution, and nobody has renewed it.\", \"root_cause_zh\": "
                    "\"示例的源站向分配的每个客户端提供了过期的证书，"
                    "and nobody has renewed it。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_english_mostly = {
    .id = "parity/english-mostly",
    .summary = "most of the English must not be left in the Chinese",
    .why = "It is no translation.",
    .rate = "0 of error messages, 0.0055 % of prose, 0.013 % of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例 origin presents an expired certificate.\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_length = {
    .id = "parity/length",
    .summary = "English and Chinese must be of matching length",
    .why = "A translation far too short left something out, one far too long says what the English does not.",
    .rate = "0.019 % of error messages, 0.046 % of prose, 0.09 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"证书。\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_truncated = {
    .id = "parity/truncated",
    .summary = "a translation must not stop in the middle of a sentence",
    .why = "What was cut off is often the remedy.",
    .rate = "0.21 % of error messages, 0.097 % of prose, 0.52 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了证书，因为\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_unrelated = {
    .id = "parity/unrelated",
    .summary = "a translation must be of the text beside it",
    .why = "Pasted into the wrong field or record, it is good Chinese about another error.",
    .rate = "0.021 % of error messages, 0.035 % of prose, 0.077 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The certificate of the server is expired.\", \"root_cause_zh\": "
                    "\"磁盘分区已满。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The certificate of the server is expired.\", \"root_cause_zh\": "
                     "\"服务器的证书已过期。\"}"},
            {0},
        },
};

const struct rule rule_parity_negation_lost = {
    .id = "parity/negation-lost",
    .summary = "what the English denies the Chinese must deny",
    .why = "An inverted \"not supported\" sends the reader the wrong way, in good grammar.",
    .rate = "0.1 % of error messages, 0.069 % of prose, 0.077 % of list items; more than half of them real "
            "inversions",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The origin does not support this version.\", \"root_cause_zh\": "
                    "\"源站支持此版本。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The origin does not support this version.\", \"root_cause_zh\": "
                     "\"源站不支持此版本。\"}"},
            {0},
        },
};

const struct rule rule_parity_negation_added = {
    .id = "parity/negation-added",
    .summary = "what the English affirms the Chinese must not deny",
    .why = "An inverted statement sends the reader the wrong way, in good grammar.",
    .rate = "0.024 % of error messages, 0.022 % of prose, 0.013 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The origin supports this version.\", \"root_cause_zh\": "
                    "\"源站不支持此版本。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The origin supports this version.\", \"root_cause_zh\": "
                     "\"源站支持此版本。\"}"},
            {0},
        },
};

const struct rule rule_parity_backticks = {
    .id = "parity/backticks",
    .summary = "backticks of the Chinese must pair when those of the English do",
    .why = "From the odd one on, code and prose change places on the page.",
    .rate = "0.015 % of error messages, 0.017 % of prose, 0 of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Run `nginx` again.\", \"root_cause_zh\": \"再次运行 `nginx。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"Run `nginx` again.\", \"root_cause_zh\": \"再次运行 `nginx`。\"}"},
            {0},
        },
};

const struct rule rule_parity_marks = {
    .id = "parity/marks",
    .summary = "quotes and emphasis of the Chinese must pair when those of the English do",
    .why = "From the odd one on, the page shows what was meant for the renderer.",
    .rate = "0.016 % of error messages, 0.017 % of prose, 0 of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了**过期的证书。\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了**过期**的证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_aside = {
    .id = "parity/aside",
    .summary = "a remark in parentheses should not be left out",
    .why = "A default or a limit that stands there is lost; nothing else of the text is wrong.",
    .rate = "0.0025 % of error messages, 0.029 % of prose, 0.077 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The limit was reached (30 by default).\", \"root_cause_zh\": "
                    "\"已达到上限。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The limit was reached (30 by default).\", \"root_cause_zh\": "
                     "\"已达到上限（默认为 30）。\"}"},
            {0},
        },
};
