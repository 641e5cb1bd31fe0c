/* zh/...: the Chinese is Simplified Chinese in ordinary characters, decoded rightly.
 * The comparison itself is in text/; rules/parity.c hands it the pairs. */
#include "rules/parity.h"

const struct rule rule_zh_mojibake = {
    .id = "zh/mojibake",
    .summary = "a Chinese text must have been decoded as UTF-8",
    .why = "Read in a wrong encoding it is noise to every reader and to every search.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"绀轰緥鐨勬簮绔欒瘉涔﹀凡缁忚繃鏈熴€�\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_zh_not_nfc = {
    .id = "zh/not-nfc",
    .summary = "a Chinese text must be in Unicode normalization form C",
    .why = "Decomposed characters look the same and are not found by a search.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例 Cafe\\u0301 的源站提供了过期的证书。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause_zh\": \"示例 Café 的源站提供了过期的证书。\"}"},
            {.good = "{\"root_cause_zh\": \"示例 Café 的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_zh_compatibility = {
    .id = "zh/compatibility-form",
    .summary = "a Chinese text must not hold radicals or compatibility ideographs",
    .why = "They come from PDF files, look like the ordinary characters, and no search finds them.",
    .rate = "0 of error messages, 0 of prose, 0.038 % of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了过期的证书，⽂件。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause_zh\": \"示例的源站提供了过期的证书，文件。\"}"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书文件。\"}"},
            {0},
        },
};

const struct rule rule_zh_private_use = {
    .id = "zh/private-use",
    .summary = "a Chinese text must not hold characters for private use",
    .why = "They show as boxes everywhere but on the machine that made them.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\\ue000\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_zh_traditional = {
    .id = "zh/traditional",
    .summary = "a Chinese text must be written in Simplified characters",
    .why =
        "Readers search in Simplified characters; a Traditional one among them is a slip of an input method.",
    .rate = "0 of error messages, 0.0055 % of prose, 0 of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了過期的证书。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {.good = "{\"root_cause_zh\": \"覆写示例的源站提供的过期的证书，乾坤。\"}"},
            {0},
        },
};

const struct rule rule_zh_homoglyph = {
    .id = "zh/homoglyph",
    .summary = "a word must not mix Latin with Greek, Cyrillic or Armenian letters",
    .why = "The word looks right, and nobody finds it: it is another word.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The SSL certificate is expired.\", \"root_cause_zh\": \"S\\u0405L "
                    "证书已过期。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause\": \"The SSL certificate is expired.\", \"root_cause_zh\": \"SSL "
                      "证书已过期。\"}"},
            {.good = "{\"root_cause\": \"The value is 5 µs.\", \"root_cause_zh\": \"该值为 5 µs。\"}"},
            {0},
        },
};

const struct rule rule_zh_wide_letter = {
    .id = "zh/full-width-letter",
    .summary = "letters and digits must not be full-width",
    .why =
        "A search for the ASCII word does not find the full-width one, and a command with it does not run.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The SSL certificate is expired.\", \"root_cause_zh\": \"ＳＳＬ "
                    "证书已过期。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause\": \"The SSL certificate is expired.\", \"root_cause_zh\": \"SSL "
                      "证书已过期。\"}"},
            {.good = "{\"root_cause\": \"The SSL certificate is expired.\", \"root_cause_zh\": \"SSL "
                     "证书已过期。\"}"},
            {0},
        },
};

const struct rule rule_zh_half_width = {
    .id = "zh/half-width-mark",
    .summary = "a mark between Chinese characters must be full-width",
    .why = "Half-width marks stick to the character before and break lines in odd places.",
    .rate = "0.029 % of error messages, 0.035 % of prose, 0 of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站,提供了过期的证书。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause_zh\": \"示例的源站，提供了过期的证书。\"}"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了 a,b 证书。\"}"},
            {0},
        },
};

const struct rule rule_zh_half_width_stop = {
    .id = "zh/half-width-stop",
    .summary = "a full stop at the end should be full-width",
    .why = "The text around it on the page ends its sentences so.",
    .rate = "0.13 % of error messages, 0.057 % of prose, 0 of list items",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了过期的证书.\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书。\"}"},
            {0},
        },
};

const struct rule rule_zh_brackets = {
    .id = "zh/brackets",
    .summary = "brackets of the Chinese must pair when those of the English do",
    .why = "A bracket without its partner shows that something was cut or typed over.",
    .rate = "0.005 % of error messages, 0.074 % of prose, 0 of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了过期的证书（见日志。\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause_zh\": \"示例的源站提供了过期的证书（见日志）。\"}"},
            {0},
        },
};
