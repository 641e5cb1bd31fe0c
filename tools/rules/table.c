/* The rules, sorted by id: one line registers one. */
#include "engine/rule.h"

#define RULES(X)                                                                                             \
    X(graph_dangling)                                                                                        \
    X(graph_self)                                                                                            \
    X(json_duplicate_key)                                                                                    \
    X(json_encoding)                                                                                         \
    X(json_syntax)                                                                                           \
    X(layout_final_newline)                                                                                  \
    X(layout_key_order)                                                                                      \
    X(layout_whitespace)                                                                                     \
    X(md_current)                                                                                            \
    X(md_orphan)                                                                                             \
    X(record_date_future)                                                                                    \
    X(record_date_order)                                                                                     \
    X(record_error_code)                                                                                     \
    X(record_fix_rate)                                                                                       \
    X(record_id_domain)                                                                                      \
    X(record_id_path)                                                                                        \
    X(record_id_unique)                                                                                      \
    X(record_stale)                                                                                          \
    X(record_verdict)                                                                                        \
    X(schema_bound)                                                                                          \
    X(schema_branch)                                                                                         \
    X(schema_constant)                                                                                       \
    X(schema_enumeration)                                                                                    \
    X(schema_format)                                                                                         \
    X(schema_items)                                                                                          \
    X(schema_keys)                                                                                           \
    X(schema_length)                                                                                         \
    X(schema_maximum)                                                                                        \
    X(schema_minimum)                                                                                        \
    X(schema_other)                                                                                          \
    X(schema_pattern)                                                                                        \
    X(schema_required)                                                                                       \
    X(schema_type)                                                                                           \
    X(schema_unknown)                                                                                        \
    X(text_bidi)                                                                                             \
    X(text_blank)                                                                                            \
    X(text_control)                                                                                          \
    X(text_invisible)                                                                                        \
    X(text_padded)                                                                                           \
    X(text_placeholder)                                                                                      \
    X(text_repeated)

#define X(name) extern const struct rule rule_##name;
RULES(X)
#undef X

const struct rule *const rule_table[] = {
#define X(name) &rule_##name,
    RULES(X)
#undef X
        NULL,
};
