/* parity/...: code, addresses and placeholders are the same in both languages.
 * The comparison itself is in text/; rules/parity.c hands it the pairs. */
#include "rules/parity.h"

const struct rule rule_parity_code = {
    .id = "parity/code",
    .summary = "every code span of the English must stand in the Chinese",
    .why = "A command that is missing or changed cannot be run, or does something else.",
    .rate = "0.0025 % of error messages, 0.21 % of prose, 0.33 % of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad =
                 "{\"root_cause\": \"Run `nginx -t` again.\", \"root_cause_zh\": \"再次运行 `nginx -T`。\"}",
             .at = "/root_cause_zh",
             .fixed =
                 "{\"root_cause\": \"Run `nginx -t` again.\", \"root_cause_zh\": \"再次运行 `nginx -t`。\"}"},
            {.good =
                 "{\"root_cause\": \"Run `nginx -t` again.\", \"root_cause_zh\": \"再次运行 `nginx -t`。\"}"},
            {0},
        },
};

const struct rule rule_parity_code_word = {
    .id = "parity/code-word",
    .summary = "a plain word in code should stay as it is",
    .why = "It is the name of something that the reader must type.",
    .rate = "0 of error messages, 0.59 % of prose, 1.5 % of list items",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Set `origin` again.\", \"root_cause_zh\": \"再次设置该值。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"Set `origin` again.\", \"root_cause_zh\": \"再次设置 `origin`。\"}"},
            {0},
        },
};

const struct rule rule_parity_url = {
    .id = "parity/url",
    .summary = "every address of the English must stand in the Chinese",
    .why = "A reader of Chinese is sent elsewhere, or nowhere.",
    .rate = "0.0055 % of error messages, 0.057 % of prose, 0.065 % of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"See https://example.org/a for help.\", \"root_cause_zh\": \"请参见 "
                    "https://example.org/b 获取帮助。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause\": \"See https://example.org/a for help.\", \"root_cause_zh\": \"请参见 "
                      "https://example.org/a 获取帮助。\"}"},
            {.good = "{\"root_cause\": \"See https://example.org/en/a for help.\", \"root_cause_zh\": "
                     "\"请参见 https://example.org/zh-cn/a 获取帮助。\"}"},
            {0},
        },
};

const struct rule rule_parity_url_host = {
    .id = "parity/url-host",
    .summary = "an address of the Chinese should lead to the same host",
    .why = "A site in Chinese may be another edition, with other content.",
    .rate = "0 of error messages, 0.034 % of prose, 0.038 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"See https://example.org/a for help.\", \"root_cause_zh\": \"请参见 "
                    "https://example.cn/a 获取帮助。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"See https://example.org/a for help.\", \"root_cause_zh\": \"请参见 "
                     "https://example.org/a 获取帮助。\"}"},
            {0},
        },
};

const struct rule rule_parity_link = {
    .id = "parity/link",
    .summary = "a link is left out, or leads to the Chinese edition of the same page",
    .why = "Both are done on purpose; but another edition may be older than the English.",
    .rate = "0.0025 % of error messages, 0.075 % of prose, 0.051 % of list items",
    .severity = SEVERITY_INFO,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"See https://example.org/a for help.\", \"root_cause_zh\": \"请参见 "
                    "https://cn.example.org/a 获取帮助。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"See https://example.org/en/a for help.\", \"root_cause_zh\": "
                     "\"请参见 https://example.org/zh-cn/a 获取帮助。\"}"},
            {0},
        },
};

const struct rule rule_parity_placeholder = {
    .id = "parity/placeholder",
    .summary = "both languages must hold the same placeholders",
    .why = "A value that has no place is lost, a place without value shows raw.",
    .rate = "0.034 % of error messages, 0 of prose, 0 of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Cannot open %s at %d.\", \"root_cause_zh\": \"无法打开 %s。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"Cannot open %s at %d.\", \"root_cause_zh\": \"无法在 %2$d 处打开 "
                     "%1$s。\"}"},
            {0},
        },
};

const struct rule rule_parity_argument = {
    .id = "parity/argument",
    .summary = "what stands in angle brackets should stand in the Chinese",
    .why = "It is what the reader must put in.",
    .rate = "0.0025 % of error messages, 0.0055 % of prose, 0 of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad =
                 "{\"root_cause\": \"Open <file> again and see.\", \"root_cause_zh\": \"再次打开并查看。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"Open <file> again and see.\", \"root_cause_zh\": \"再次打开 <文件> "
                     "并查看。\"}"},
            {0},
        },
};

const struct rule rule_parity_flag = {
    .id = "parity/flag",
    .summary = "every option of the English must stand in the Chinese",
    .why = "A command with another option does something else.",
    .rate = "0.039 % of error messages, 0.011 % of prose, 0.025 % of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .fixes = true,
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Start it with --force again.\", \"root_cause_zh\": \"使用 ——force "
                    "再次启动。\"}",
             .at = "/root_cause_zh",
             .fixed = "{\"root_cause\": \"Start it with --force again.\", \"root_cause_zh\": \"使用 --force "
                      "再次启动。\"}"},
            {.good = "{\"root_cause\": \"Start it with --force again.\", \"root_cause_zh\": \"使用 --force "
                     "再次启动。\"}"},
            {0},
        },
};

const struct rule rule_parity_variable = {
    .id = "parity/variable",
    .summary = "every variable of the English must stand in the Chinese",
    .why = "The reader sets another one, or none.",
    .rate = "0.0055 % of error messages, 0 of prose, 0 of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Set $HOME to the folder.\", \"root_cause_zh\": "
                    "\"将其设置为该文件夹。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"Set $HOME to the folder.\", \"root_cause_zh\": \"将 $HOME "
                     "设置为该文件夹。\"}"},
            {0},
        },
};

const struct rule rule_parity_identifier = {
    .id = "parity/identifier",
    .summary = "constants, functions and identifiers of the English must stand in the Chinese",
    .why = "They are what a reader searches for.",
    .rate = "0.063 % of error messages, 0.029 % of prose, 0.025 % of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The call failed with ERR_SSL_PROTOCOL_ERROR again.\", "
                    "\"root_cause_zh\": \"调用再次失败。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The call failed with ERR_SSL_PROTOCOL_ERROR again.\", "
                     "\"root_cause_zh\": \"调用再次失败，出现 ERR_SSL_PROTOCOL_ERROR。\"}"},
            {0},
        },
};

const struct rule rule_parity_path = {
    .id = "parity/path",
    .summary = "every path and file of the English must stand in the Chinese",
    .why = "The reader looks in another place.",
    .rate = "0.0075 % of error messages, 0 of prose, 0 of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Edit /etc/nginx/nginx.conf again.\", \"root_cause_zh\": "
                    "\"再次编辑配置文件。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"Edit /etc/nginx/nginx.conf again.\", \"root_cause_zh\": \"再次编辑 "
                     "/etc/nginx/nginx.conf。\"}"},
            {0},
        },
};

const struct rule rule_parity_email = {
    .id = "parity/email",
    .summary = "every mail address of the English must stand in the Chinese",
    .why = "The reader's question goes nowhere.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"Write to help@example.org for help.\", \"root_cause_zh\": "
                    "\"请写信寻求帮助。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"Write to help@example.org for help.\", \"root_cause_zh\": "
                     "\"请写信给 help@example.org 寻求帮助。\"}"},
            {0},
        },
};

const struct rule rule_parity_hex = {
    .id = "parity/hex",
    .summary = "every hexadecimal number of the English must stand in the Chinese",
    .why = "Error numbers of this kind are what a reader searches for.",
    .rate = "0 of 63,496 reviewed pairs",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause\": \"The call failed with 0x80070005 again.\", \"root_cause_zh\": "
                    "\"调用再次失败，出现 0x80070006。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The call failed with 0x80070005 again.\", \"root_cause_zh\": "
                     "\"调用再次失败，出现 0x80070005。\"}"},
            {0},
        },
};

const struct rule rule_parity_number = {
    .id = "parity/number",
    .summary = "both languages must state the same numbers",
    .why = "A wrong status, limit or port is worse than none.",
    .rate = "0.013 % of error messages, 0.029 % of prose, 0.051 % of list items; Chinese numerals and number "
            "words are let through",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"signature_zh\": \"503 错误 示例故障。无法满足请求。\"}", .at = "/signature_zh"},
            {.good = "{\"root_cause\": \"Two of 100,000 requests fail after 3 days.\", \"root_cause_zh\": "
                     "\"10 万个请求中有 2 个在三天后失败。\"}"},
            {0},
        },
};

const struct rule rule_parity_number_extra = {
    .id = "parity/number-extra",
    .summary = "the Chinese should not state numbers that the English does not",
    .why = "One of the two knows more than the other.",
    .rate = "0.0075 % of error messages, 0.063 % of prose, 0.13 % of list items",
    .severity = SEVERITY_WARNING,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad = "{\"root_cause_zh\": \"示例的源站提供了 3 个过期的证书。\"}", .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"The origin presents three certificates.\", \"root_cause_zh\": "
                     "\"源站提供了 3 个证书。\"}"},
            {0},
        },
};

const struct rule rule_parity_version = {
    .id = "parity/version",
    .summary = "every version of the English must stand in the Chinese",
    .why = "What is fixed in one version is broken in another.",
    .rate = "0 of error messages, 0.0055 % of prose, 0 of list items",
    .severity = SEVERITY_ERROR,
    .reads = ROLE_BIT(ROLE_TRANSLATION),
    .check = check_parity,
    .examples =
        (const struct rule_example[]){
            {.bad =
                 "{\"root_cause\": \"It needs v1.2.3 or newer.\", \"root_cause_zh\": \"它需要更新的版本。\"}",
             .at = "/root_cause_zh"},
            {.good = "{\"root_cause\": \"It needs v1.2.3 or newer.\", \"root_cause_zh\": \"它需要 1.2.3 "
                     "或更新的版本。\"}"},
            {0},
        },
};
