/* The rules, sorted by id: one line registers one. */
#include "engine/rule.h"

#define RULES(X)                                                                                             \
    X(baseline_unused)                                                                                       \
    X(graph_dangling)                                                                                        \
    X(graph_self)                                                                                            \
    X(json_duplicate_key)                                                                                    \
    X(json_encoding)                                                                                         \
    X(json_syntax)                                                                                           \
    X(layout_final_newline)                                                                                  \
    X(layout_key_order)                                                                                      \
    X(layout_whitespace)                                                                                     \
    X(link_age)                                                                                              \
    X(link_broken)                                                                                           \
    X(link_community_host)                                                                                   \
    X(link_fragment)                                                                                         \
    X(link_https)                                                                                            \
    X(link_locale)                                                                                           \
    X(link_moved)                                                                                            \
    X(link_official_host)                                                                                    \
    X(link_section)                                                                                          \
    X(link_unknown)                                                                                          \
    X(link_unsafe)                                                                                           \
    X(md_current)                                                                                            \
    X(md_orphan)                                                                                             \
    X(parity_acronym)                                                                                        \
    X(parity_argument)                                                                                       \
    X(parity_backticks)                                                                                      \
    X(parity_code)                                                                                           \
    X(parity_code_word)                                                                                      \
    X(parity_email)                                                                                          \
    X(parity_english_field)                                                                                  \
    X(parity_english_left)                                                                                   \
    X(parity_english_mostly)                                                                                 \
    X(parity_extra)                                                                                          \
    X(parity_extra_acronym)                                                                                  \
    X(parity_flag)                                                                                           \
    X(parity_hex)                                                                                            \
    X(parity_identifier)                                                                                     \
    X(parity_length)                                                                                         \
    X(parity_list_count)                                                                                     \
    X(parity_list_order)                                                                                     \
    X(parity_list_likely)                                                                                    \
    X(parity_list_repeated)                                                                                  \
    X(parity_log_line)                                                                                       \
    X(parity_marks)                                                                                          \
    X(parity_missing)                                                                                        \
    X(parity_misspelt)                                                                                       \
    X(parity_misspelt_name)                                                                                  \
    X(parity_name)                                                                                           \
    X(parity_negation_added)                                                                                 \
    X(parity_negation_lost)                                                                                  \
    X(parity_number)                                                                                         \
    X(parity_number_extra)                                                                                   \
    X(parity_path)                                                                                           \
    X(parity_placeholder)                                                                                    \
    X(parity_quoted)                                                                                         \
    X(parity_truncated)                                                                                      \
    X(parity_unrelated)                                                                                      \
    X(parity_untranslated)                                                                                   \
    X(parity_url)                                                                                            \
    X(parity_url_host)                                                                                       \
    X(parity_variable)                                                                                       \
    X(parity_version)                                                                                        \
    X(record_date_future)                                                                                    \
    X(record_date_order)                                                                                     \
    X(record_error_code)                                                                                     \
    X(record_fix_rate)                                                                                       \
    X(record_id_domain)                                                                                      \
    X(record_id_path)                                                                                        \
    X(record_id_unique)                                                                                      \
    X(record_stale)                                                                                          \
    X(record_verdict)                                                                                        \
    X(regex_overlap)                                                                                         \
    X(regex_overlap_many)                                                                                    \
    X(regex_overlap_near)                                                                                    \
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
    X(suppression_expired)                                                                                   \
    X(suppression_unused)                                                                                    \
    X(text_bidi)                                                                                             \
    X(text_blank)                                                                                            \
    X(text_control)                                                                                          \
    X(text_invisible)                                                                                        \
    X(text_padded)                                                                                           \
    X(text_placeholder)                                                                                      \
    X(text_repeated)                                                                                         \
    X(zh_brackets)                                                                                           \
    X(zh_compatibility)                                                                                      \
    X(zh_wide_letter)                                                                                        \
    X(zh_half_width)                                                                                         \
    X(zh_homoglyph)                                                                                          \
    X(zh_mojibake)                                                                                           \
    X(zh_not_nfc)                                                                                            \
    X(zh_private_use)                                                                                        \
    X(zh_traditional)

#define X(name) extern const struct rule rule_##name;
RULES(X)
#undef X

const struct rule *const rule_table[] = {
#define X(name) &rule_##name,
    RULES(X)
#undef X
        NULL,
};
